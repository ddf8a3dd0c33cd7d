# SPDX-License-Identifier: AGPL-3.0-or-later
"""With ``revision_in_title`` a corrected issue can be told from its first copy: by title, file name and first page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import epubgen
from epubgen.epub.edition.identity import corrected_mark, file_name, issue_title
from epubgen.model import Article, Issue, Paragraph, Publication, Revision, Text
from epubgen.options import make_options
from epubgen.publishing import Receipt
from epubgen.publishing.delivery.file_names import file_names
from epubgen.publishing.plan import PublishOptions
from epubgen.publishing.publish_issue import run_publish
from epubgen.validation import read_edition
from tests.unit.delivered import parcel
from tests.unit.small_paper import print_paper

EVENING = datetime(2026, 6, 4, 22, tzinfo=UTC)
STEM = "ferry-2026-06-05"
MARKED = f"{STEM}-corrected-edition"
FIRST = "EPUB/text/masthead.xhtml"
MARKS = [
    ("zh-Hans-CN", "更正版", "（更正版）"),
    ("zh-Hant-TW", "更正版", "（更正版）"),
    ("ja", "訂正版", "（訂正版）"),
    ("ko", "정정판", "(정정판)"),
    ("en-GB", "corrected-edition", "(corrected edition)"),
]
PAPER = Publication(id="ferry", title="The Ferry", language="en", revision_in_title=True)


def story(name: str, words: str = "It was so.") -> Article:
    return Article(
        id=name, title=(name.title(),), body=tuple(Paragraph(text=(Text(each),)) for each in (words, "A second."))
    )


ISSUE = Issue(publication=PAPER, date=date(2026, 6, 5), articles=tuple(map(story, ("late", "tide", "lamp"))))


def told(issue: Issue, name: str, words: str) -> Issue:
    """The issue with other words in a story."""
    return replace(issue, articles=tuple(story(name, words) if a.id == name else a for a in issue.articles))


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def note(path: Path, page: str = FIRST) -> str:
    """What the first page says of corrections."""
    found = re.search(r'<aside class="note corrected">.*?</aside>', parts(path)[page].decode(), re.DOTALL)
    return re.sub(r"\s+", " ", found[0]) if found else ""


def built(issue: Issue, folder: Path, revision: str = "", days: int = 0, **more: object) -> Path:
    settings = {"cover": "none", "revision": revision, "clock": EVENING + timedelta(days=days), **more}
    path = epubgen.build(issue, f"{folder}/", options=make_options(settings)).path
    assert path
    return path


@pytest.mark.parametrize(("language", "name", "title"), MARKS)
def test_title_and_file_name_in_the_language_of_the_paper(language: str, name: str, title: str) -> None:
    plain = replace(ISSUE, publication=replace(PAPER, language=language))
    marked = replace(plain, revisions=(Revision(text="更正。"),))
    assert (corrected_mark(plain), file_name(plain)) == ("", f"{STEM}.epub")
    assert (file_name(marked), file_name(marked, marked=False)) == (f"{STEM}-{name}.epub", f"{STEM}.epub")
    assert issue_title(marked) == f"{issue_title(plain)} {title}"
    vertical = f"{STEM}-vertical-rl-{name}.epub"
    assert file_name(marked, "vertical-rl") == vertical


def test_without_it_a_correction_is_called_as_the_first_copy(tmp_path: Path) -> None:
    issue = replace(ISSUE, publication=replace(PAPER, revision_in_title=False))
    first = built(issue, tmp_path)
    title = parts(first)["EPUB/content.opf"].split(b"<dc:title")[1].split(b"</")[0]
    path = built(told(issue, "tide", "It was not."), tmp_path, "The tide.")
    assert (path, note(path)) == (first, "")
    assert parts(path)["EPUB/content.opf"].split(b"<dc:title")[1].split(b"</")[0] == title
    assert b"data-story" not in parts(path)["EPUB/text/imprint.xhtml"]


def test_the_first_page_says_what_changed_and_links_to_it(tmp_path: Path) -> None:
    first = built(ISSUE, tmp_path)
    path = built(told(ISSUE, "tide", "It was not."), tmp_path, "The hour of the tide.")
    assert (first.name, path.name) == (f"{STEM}.epub", f"{MARKED}.epub")
    assert note(path) == (
        '<aside class="note corrected"><p class="note-title">corrected edition</p>'
        '<p>The hour of the tide. <a href="a-tide.xhtml" data-story="tide">Tide</a></p></aside>'
    )
    assert b'data-story="tide"' in parts(path)["EPUB/text/imprint.xhtml"]
    assert epubgen.check(path, java=False).ok


def test_pages_and_anchors_of_other_stories_stay(tmp_path: Path) -> None:
    """Reading places and highlights hang on names of files and on ids: those of other stories are the same bytes."""
    before = parts(built(ISSUE, tmp_path))
    after = parts(built(told(ISSUE, "tide", "It was not."), tmp_path, "The tide."))
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"EPUB/nav.xhtml", "EPUB/toc.ncx"} == {
        FIRST, "EPUB/content.opf", "EPUB/text/a-tide.xhtml", "EPUB/text/imprint.xhtml",
    }  # fmt: skip
    ids = re.compile(rb' id="([^"]+)"')
    assert ids.findall(before["EPUB/text/a-tide.xhtml"]) == ids.findall(after["EPUB/text/a-tide.xhtml"])
    assert [b"urn:uuid" in line for line in before["EPUB/content.opf"].splitlines()] == [
        b"urn:uuid" in line for line in after["EPUB/content.opf"].splitlines()
    ], "it is the same issue"


def test_a_second_correction_keeps_the_line_and_the_links_of_the_first(tmp_path: Path) -> None:
    built(ISSUE, tmp_path)
    once = told(ISSUE, "tide", "It was not.")
    path = built(once, tmp_path, "The tide.")
    before = path.read_bytes()
    built(once, tmp_path, "The tide.")  # once more, from the corrected copy: the links stay
    assert note(path) == note_of(before, tmp_path)
    twice = told(told(once, "lamp", "It was dark."), "late", "It was early.")
    built(twice, tmp_path, "Lamp and hour.", days=1)
    edition = read_edition(path)
    assert edition
    assert [(line.text, line.articles) for line in edition.revisions] == [
        ("The tide.", ("tide",)),
        ("Lamp and hour.", ("late", "lamp")),
    ]
    assert sorted(tmp_path.glob("*.epub")) == [tmp_path / f"{MARKED}.epub", tmp_path / f"{STEM}.epub"]


def note_of(data: bytes, folder: Path) -> str:
    path = folder / "kept"
    path.write_bytes(data)
    return note(path)


def test_a_twin_is_held_against_its_own_first_copy(tmp_path: Path) -> None:
    """In vertical lines quotation marks and numbers are set otherwise: that is no correction."""
    issue = replace(ISSUE, publication=replace(PAPER, language="zh-Hans"))
    issue = told(issue, "late", "他说：“2026年迟到12分钟。”")
    options = make_options({"cover": "none"})
    epubgen.build_twins(issue, tmp_path, options=options)
    wrong = told(issue, "tide", "潮水没来。")
    twins = epubgen.build_twins(wrong, tmp_path, options=replace(options, revision="潮水。", clock=EVENING))
    assert [epub.path.name for epub in twins if epub.path] == [
        f"{STEM}-更正版.epub",
        f"{STEM}-vertical-rl-更正版.epub",
    ]
    assert [line.articles for epub in twins for line in epub.revisions] == [("tide",), ("tide",)]


@pytest.mark.parametrize(
    ("front", "page"), [((), "EPUB/text/s01-stories.xhtml"), (("contents", "masthead"), "EPUB/text/contents.xhtml")]
)
def test_the_first_page_may_be_another(front: Any, page: str, tmp_path: Path) -> None:
    issue = replace(ISSUE, front_matter=front)
    built(issue, tmp_path)
    path = built(told(issue, "tide", "It was not."), tmp_path, "The tide.")
    first = next(name for name in parts(path) if name.startswith("EPUB/text/"))
    assert "a-tide.xhtml" in note(path, first)
    assert first == page or first.startswith("EPUB/text/s01")


def test_a_correction_without_an_older_copy_leads_to_the_imprint(tmp_path: Path) -> None:
    path = built(ISSUE, tmp_path, "A photograph.")
    assert '<p class="note-title"><a href="imprint.xhtml">corrected edition</a></p><p>A photograph.</p>' in note(path)


def test_stories_of_a_line_may_be_named_by_hand(tmp_path: Path) -> None:
    lines = (Revision(text="Two mistakes.", articles=("lamp", "late")),)
    path = built(replace(ISSUE, revisions=lines), tmp_path)
    assert re.findall(r'href="(a-[^"]+)"', note(path)) == ["a-late.xhtml", "a-lamp.xhtml"]
    found = epubgen.lint(replace(ISSUE, revisions=(Revision(text="Two.", articles=("lampe",)),))).findings
    assert [(f.key, f.field) for f in found if f.code == "N02"] == [("N02.near", "revisions[0].articles[0]")]


def test_a_withdrawn_story_is_linked_and_one_that_is_gone_is_not(tmp_path: Path) -> None:
    built(ISSUE, tmp_path)
    gone = replace(ISSUE, articles=ISSUE.articles[:2])
    path = built(gone, tmp_path, "A story was taken out.")
    assert "data-story" not in note(path).replace('data-story="tide"', "").replace('data-story="late"', "")
    edition = read_edition(path)
    assert edition
    again = built(told(gone, "late", "It was."), tmp_path, "Late.", days=1)
    assert 'data-story="late"' in note(again)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{title}_{date}", "The Ferry_2026-06-05_corrected edition.epub"),
        ("{full_title}", "The Ferry 2026-06-05 (corrected edition).epub"),
        ("{year}/{date}", "2026/2026-06-05_corrected edition.epub"),
    ],
)
def test_a_delivered_file_bears_the_mark(pattern: str, name: str, tmp_path: Path) -> None:
    one = parcel(
        tmp_path, title="The Ferry 2026-06-05 (corrected edition)", day=date(2026, 6, 5), mark="corrected edition"
    )
    assert file_names([one], pattern) == (name,)


def test_published_both_copies_stay_and_the_receipt_knows_them(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    ways = f"deliver:\n  - {{to: folder, settings: {{path: '{shelf}'}}}}"
    issue = print_paper(tmp_path, ways, "revision_in_title: yes\n")
    other = "---\ntitle: The Tide\n---\nIt came.\n"
    (issue / "articles" / "tide.md").write_text(other, "utf-8")

    def publish(**settings: object) -> Receipt:
        orders = PublishOptions(java=False, environ={}, clock=lambda: EVENING)
        return run_publish(issue, tmp_path / "out", orders, make_options(settings))

    publish()
    (issue / "articles" / "tide.md").write_text(other.replace("came", "went"), "utf-8")
    receipt = publish(revision="The tide went.", clock=EVENING)
    assert [(line.text, line.articles) for line in receipt.revisions] == [("The tide went.", ("tide",))]
    assert [(made.file, made.mark) for made in receipt.editions] == [(f"{MARKED}.epub", "corrected edition")]
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == [f"{MARKED}.epub", f"{STEM}.epub", f"{STEM}.receipt.json", f"{STEM}.receipt.txt"]
    assert len(list(shelf.iterdir())) == 2
    before = (tmp_path / "out" / f"{MARKED}.epub").read_bytes()
    assert publish().editions == receipt.editions, "nothing is built again"
    (tmp_path / "out" / f"{MARKED}.epub").unlink()
    publish()
    assert (tmp_path / "out" / f"{MARKED}.epub").read_bytes() == before, "a lost file is made again as it was"
