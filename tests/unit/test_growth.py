# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work for each story stays the same, however many stories an issue has; counted in calls, not in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import epubgen
from epubgen.languages.characters import comparable
from epubgen.languages.directions import direction, vertical_lines
from epubgen.languages.registry import likely_script, standard_tag
from epubgen.languages.tags import fitting
from epubgen.model.lead import section_lead
from epubgen.validation import xml
from tests.conformance.tiny_epub import OPF, TinyEpub
from tests.counted import assert_linear, calls

FEW, MANY = 20, 80
CALLS_OF_LINT = 2_150
"""What lint spends on one more story of three short paragraphs, its reading included; measured: 2,040."""
CALLS_OF_A_PAGE = 1_970
"""What a check without Java spends on a page of one story: reading, parsing and all rules together."""


def paper(stories: int) -> dict[str, str]:
    """The files of an issue whose stories differ in every sentence; four to a section."""
    sections = [f"s{number:02d}" for number in range(stories // 4)]
    files = {
        "publication.yaml": "id: paper\ntitle: 青溪日报\nlanguage: zh-Hans\n",
        "issue.yaml": "date: 2026-05-08\nsections:\n"
        + "".join(f"  - id: {name}\n    name: 版{number}\n" for number, name in enumerate(sections)),
    }
    for number in range(stories):
        body = "\n\n".join(f"第{number}篇第{part}段，城里的人都说好，下周再来看看。" for part in range(3))
        head = f"title: 第{number}篇报道\nauthors: 王小芳\nsection: {sections[number // 4]}"
        files[f"articles/{number:04d}.md"] = f"---\n{head}\n---\n\n{body}\n"
    return files


MOST = 4_450
"""Calls for one more story of three short paragraphs, from its file to its part; measured: 4,130."""


def test_a_story_of_prose_costs_few_calls(tmp_path: Path) -> None:
    def build(stories: int) -> int:
        files = paper(stories)
        return calls(lambda: epubgen.build(files, tmp_path / f"{stories}.epub", cover="none"))

    build(FEW)
    assert build(MANY) - build(FEW) <= MOST * (MANY - FEW)


def test_sections_do_not_look_through_the_stories_of_others() -> None:
    issue = epubgen.load(paper(MANY))
    section_lead(issue, issue.sections[0])
    assert calls(lambda: section_lead(issue, issue.sections[0])) < MANY


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, int]]:
    """A book of each size, and the calls that it took to build it."""
    home = tmp_path_factory.mktemp("growth")
    epubgen.build(paper(FEW), home / "first.epub", cover="none")  # what is loaded and compiled once
    places = {size: home / f"{size}.epub" for size in (FEW, MANY)}
    return {
        size: (place, calls(lambda size=size, place=place: epubgen.build(paper(size), place, cover="none")))  # type: ignore[misc]
        for size, place in places.items()
    }


def test_building_grows_no_faster_than_the_issue(built: dict[int, tuple[Path, int]]) -> None:
    assert built[MANY][1] <= built[FEW][1] * (MANY / FEW) * 1.05


def test_linting_grows_no_faster_than_the_issue() -> None:
    epubgen.lint(paper(FEW))  # what is loaded and compiled once
    few, many = (calls(lambda size=size: epubgen.lint(paper(size))) for size in (FEW, MANY))  # type: ignore[misc]
    assert many <= few * (MANY / FEW) * 1.05
    assert many - few <= CALLS_OF_LINT * (MANY - FEW)


def test_checking_grows_no_faster_than_the_pages(built: dict[int, tuple[Path, int]]) -> None:
    epubgen.check(built[FEW][0], java=False)  # what is loaded and compiled once
    few, many = (calls(lambda path=path: epubgen.check(path, java=False)) for path, _ in built.values())  # type: ignore[misc]
    assert many <= few * (MANY / FEW)
    assert many - few <= CALLS_OF_A_PAGE * (MANY - FEW)


def fallbacks(size: int) -> TinyEpub:
    items = (f'<item id="n{n}" href="n{n}.bin" media-type="x/y" fallback="n{n + 1}"/>' for n in range(size))
    return TinyEpub().edit(OPF, "</manifest>", f"{''.join(items)}</manifest>")


def refinements(size: int) -> TinyEpub:
    metas = (f'<meta id="r{n}" refines="#r{n + 1}" property="file-as">x</meta>' for n in range(size))
    return TinyEpub().meta("".join(metas))


def direction_marks(size: int) -> TinyEpub:
    return TinyEpub().body("<p>" + "<b>שלום</b> \u202bx\u202c " * size + "</p>")


@pytest.mark.parametrize("made", [fallbacks, refinements, direction_marks])
def test_a_check_of_what_nobody_writes_grows_no_faster(made: Callable[[int], TinyEpub], tmp_path: Path) -> None:
    """A file from anywhere may have a chain of a thousand fallbacks, or a paragraph of a thousand marks."""
    assert_linear(lambda size: _checked(made(size).write(tmp_path / f"{size}.epub")), 400)


def _checked(book: Path) -> None:
    epubgen.check(book, java=False)


@pytest.mark.parametrize("remembered", [comparable, standard_tag, likely_script, fitting, direction, vertical_lines])
def test_what_is_remembered_of_texts_has_a_bound(remembered: Callable[[str], str]) -> None:
    """A batch reads a million names in one process."""
    assert remembered.cache_parameters()["maxsize"]  # type: ignore[attr-defined]


def test_what_is_remembered_of_tags_has_a_bound() -> None:
    assert [xml.LOCAL_NAMES[f"{{urn:x}}n{number}"] for number in range(5_000)][::4_999] == ["n0", "n4999"]
    assert len(xml.LOCAL_NAMES) < 5_000
