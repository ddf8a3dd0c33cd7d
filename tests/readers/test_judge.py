# SPDX-License-Identifier: AGPL-3.0-or-later
"""The judge of the bench sees each fault, and only it: pages made by hand, no browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.readers.bench import ShownPage, Walk
from tests.readers.books import Book, Entry
from tests.readers.judge import contents_faults, figures, metadata_faults, page_faults
from tests.readers.matrix import table
from tests.readers.trial import Trial

WHOLE = {"width": 300, "height": 200, "naturalWidth": 1200, "naturalHeight": 800, "keeps": False, "turned": False}
SAID = {"title": "T", "direction": "ltr", "cover": 9, "series": "S", "position": "12.0"}


class Due:
    """What a book says of itself: two parts, the second with a picture and two notes."""

    def __init__(self) -> None:
        self.parts = ["a", "b"]

    title, direction, cover, series = "T", "ltr", 9, ("S", "12")
    toc = (Entry("A", "a", (Entry("B", "b"),)),)
    pages = (Entry("01", "a#p1"),)

    wide = False
    vertical = frozenset({False})

    def hangs(self, part: str) -> bool:
        return self.wide

    @staticmethod
    def pictures(part: str) -> int:
        return int(part == "b")

    @staticmethod
    def notes(part: str) -> int:
        return 2 * (part == "b")


BOOK = cast("Book", Due())


def walk() -> Walk:
    shown = [
        ShownPage("a", 0.9, {}, ()),
        ShownPage("b", 0.8, {0: 1.0}, (0,)),
        ShownPage("b", 0.3, {}, ()),
    ]
    return Walk(shown, {"a": {}, "b": {0: dict(WHOLE)}}, {"a": [], "b": ["1", "2"]}, {False}, end=True)


def shape(**other: object) -> Callable[[Walk], None]:
    return lambda seen: seen.shapes["b"][0].update(other)


def page(number: int, **other: Any) -> Callable[[Walk], None]:
    def change(seen: Walk) -> None:
        seen.pages[number] = replace(seen.pages[number], **other)

    return change


def far(seen: Walk) -> None:
    """The caption stands three pages behind the picture."""
    seen.pages[1] = replace(seen.pages[1], captions=())
    seen.pages += [ShownPage("b", 0.9, {}, ()), ShownPage("b", 0.9, {}, (0,))]


def labelled(seen: Walk) -> None:
    seen.notes["b"] = ["1", "gauge"]


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (shape(height=190), "is 300 × 190"),
        (shape(width=200, height=300), "is 200 × 300"),
        (shape(naturalWidth=0), "does not load"),
        (shape(width=0), "has no size"),
        (shape(turned=True), "is turned"),
        (page(1, pictures={0: 0.6}), "is cut: 60%"),
        (far, "3 pages from its caption"),
        (page(2, fill=0.0), "is blank"),
        (lambda seen: seen.pages.pop(0), "parts: 1 of 2"),
        (labelled, "first 'gauge' for '2'"),
        (lambda seen: setattr(seen, "end", False), "end of the book"),
        (lambda seen: seen.vertical.add(True), "vertical lines"),
        (lambda seen: seen.shapes["b"].clear(), "pictures: 0 for 1"),
    ],
)
def test_a_fault_is_seen(change: Callable[[Walk], object], due: str) -> None:
    seen = walk()
    assert list(page_faults(BOOK, seen)) == []
    change(seen)
    found = list(page_faults(BOOK, seen))
    assert any(due in line for line in found), found


@pytest.mark.parametrize("other", [shape(height=201), shape(height=150, keeps=True), page(1, captions=()), far])
def test_what_is_no_fault_is_passed(other: Callable[[Walk], None]) -> None:
    """A pixel of rounding; a picture drawn inside its box; one without a caption; anything about pages where a book is scrolled."""
    seen = walk()
    other(seen)
    assert list(page_faults(BOOK, seen, paged=other is not far)) == []


@pytest.mark.parametrize(
    ("name", "wrong"), [("title", "t"), ("direction", "rtl"), ("cover", 0), ("series", ""), ("position", "12.1")]
)
def test_metadata_is_compared(name: str, wrong: object) -> None:
    assert list(metadata_faults(BOOK, SAID)) == []
    assert len(list(metadata_faults(BOOK, SAID | {name: wrong}))) == 1


def test_contents_are_compared_in_their_levels() -> None:
    below = {"label": "B", "href": "b", "items": []}
    toc = [{"label": "A", "href": "a", "items": [below]}]
    pages = [{"label": "01", "href": "a#p1", "items": []}]
    assert list(contents_faults(BOOK, toc, pages)) == []
    assert list(contents_faults(BOOK, [{**toc[0], "items": []}, below], pages)) != []
    assert list(contents_faults(BOOK, toc, [{**pages[0], "label": "1"}])) != []
    assert list(contents_faults(BOOK, toc, [{**pages[0], "label": "1"}], labels=False)) == []


def test_figures_leave_out_last_pages() -> None:
    found = figures(walk())
    assert (found.pages, found.fill, found.holes, found.together) == (3, 0.8, 0, 1.0)
    seen = walk()
    seen.pages.insert(1, ShownPage("a", 0.1, {}, ()))
    seen.pages[0], seen.pages[1] = seen.pages[1], seen.pages[0]
    assert figures(seen).holes == 1


def test_the_table_has_a_row_a_book() -> None:
    trials = [
        Trial(reader, book, figures(walk()), reader != "readium", ())
        for book in ("x-vertical", "generated-1", "generated-2")
        for reader in ("foliate", "epubjs", "readium", "vivliostyle")
    ]
    assert table(trials).splitlines()[2:] == [
        "| x-vertical | 3 · 80% · 0 | 3 · 80% · 0 | scrolled | 3 · 80% · 0 |",
        "| 2 random issues | 6 in all | 6 in all | 6 in all | 6 in all |",
    ]
