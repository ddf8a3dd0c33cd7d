# SPDX-License-Identifier: AGPL-3.0-or-later
"""One slip of an editor gives one finding, which names its place and its cure."""

from __future__ import annotations

import pytest

from epubgen import lint

DAY = "2026-05-14/"
LISTS = """\
date: 2026-05-14
sections:
  - id: news
    name: News
    articles: [a, b]
pages:
  - number: '1'
    articles: [a, b]
"""


def _story(title: str, head: str = "", text: str = "Some words stand here.") -> str:
    return f"---\ntitle: {title}\nauthors: [A B]\npage: '1'\n{head}---\n\n{text}\n"


ISSUE = {
    "publication.yaml": "id: p\ntitle: P\nlanguage: en\n",
    f"{DAY}issue.yaml": LISTS,
    f"{DAY}articles/a.md": _story("One story that is told"),
    f"{DAY}articles/b.md": _story("Another story that is told", text="Other words stand in this one."),
}
ASKED = "notes:\n  - code: photo\n    text: photos/a.jpg\n    story: a\n"
PICTURED = _story("One story that is told", "kind: photo\nlead_photo: {file: ../photos/a.jpg}\n")
PAGE = "# 某城日报\n\nMOUCHENG RIBAO\n\n2026年5月14日 星期四 总第9137期\n\n# 雨后\n\n雨停了。\n\n□本报记者 丙三摄\n\n"
SLIPS: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "no slip": ("", {}),
    "same id": ("N07", {f"{DAY}articles/x/a.md": _story("A third one", text="And a third text.")}),
    "missing story in two lists": ("N02.also", {f"{DAY}issue.yaml": LISTS.replace("[a, b]", "[a, b, zzzz]")}),
    "misspelled story in two lists": ("N02.also.near", {f"{DAY}issue.yaml": LISTS.replace("[a, b]", "[a, bb]")}),
    "page twice": ("P04", {f"{DAY}issue.yaml": f"{LISTS}  - number: '1'\n    articles: [a, b]\n"}),
    "misspelled photo": (
        "F01.near",
        {
            f"{DAY}articles/a.md": _story("One", "photos:\n  - {file: ../photos/tre.jpg, alt: A tree, credit: X}\n"),
            f"{DAY}photos/tree.jpg": b"JPEG",
        },
    ),
    "missing photo that the import asked for": (
        "F01",
        {f"{DAY}articles/a.md": PICTURED, f"{DAY}import-notes.yaml": ASKED},
    ),
    "photo story without a photo": (
        "F01.story",
        {f"{DAY}articles/a.md": _story("One", "kind: photo\n"), f"{DAY}import-notes.yaml": ASKED},
    ),
    "question about a story without photos": ("A08.photo", {f"{DAY}import-notes.yaml": ASKED}),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_gives_one_finding(slip: str) -> None:
    key, files = SLIPS[slip]
    found = lint({**ISSUE, **files}).findings
    assert [one.key for one in found] == ([key] if key else [])
    assert all(one.at and one.hint("en") and one.hint("zh") for one in found)


def test_a_missing_photo_of_a_printed_page_is_told_once_with_its_line() -> None:
    found = lint({"2026-05-14-01.md": PAGE}).findings
    assert [(one.key, str(one.at)) for one in found] == [("F01", "2026-05-14-01.md:7")]


def test_an_id_of_two_listed_stories_is_told_once() -> None:
    lists = LISTS.replace("pages:", "  - {id: local, name: Local, articles: [a]}\npages:")
    files = {f"{DAY}issue.yaml": lists, f"{DAY}articles/x/a.md": _story("A third one", text="And a third text.")}
    assert [one.key for one in lint({**ISSUE, **files}).findings] == ["N07"]


def test_the_other_place_of_a_missing_story_is_named() -> None:
    (found,) = lint({**ISSUE, f"{DAY}issue.yaml": LISTS.replace("[a, b]", "[a, b, zzzz]")}).findings
    assert (str(found.at), dict(found.args)["also"]) == (f"{DAY}issue.yaml:5:22", f"{DAY}issue.yaml:8:22")
