# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contact sheet: all pages small, in the order they are read. The browser that drew the pages joins them, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from epubgen.live_preview.browser import BrowserPage
from epubgen.live_preview.screens import Screen
from epubgen.live_preview.snapshots.book import Unpacked
from epubgen.live_preview.snapshots.draw import SMALL
from epubgen.live_preview.snapshots.shots import Shot
from epubgen.markup.tree import El, el, write_document

COLUMNS = 6
_TALLEST = 4000
"""Pixels of a sheet; what does not fit goes on the next."""
_AROUND = 40
"""Pixels of label and gaps around a page, up and down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How sheets are laid out: pages in a row, the book that they show, and the screen."""

    columns: int
    book: Unpacked
    screen: Screen

    @property
    def most(self) -> int:
        """Pages on one sheet."""
        height = round(SMALL * self.screen.height / self.screen.width)
        return self.columns * max(1, _TALLEST // (height + _AROUND))


def draw_sheets(page: BrowserPage, shots: Sequence[tuple[Shot, Path]], sheet: Sheet, folder: Path) -> tuple[Path, ...]:
    """The sheets in the folder: ``contact-sheet.png``, and ``contact-sheet-2.png`` and so on where one is not enough.

    Raises:
        ToolError: EG031.
    """
    stretches = [shots[start : start + sheet.most] for start in range(0, len(shots), sheet.most)]
    columns = min(sheet.columns, len(shots))
    return tuple(
        _draw(page, _sheet(stretch, columns, sheet.book), folder / _name(number))
        for number, stretch in enumerate(stretches, start=1)
    )


def _name(number: int) -> str:
    return "contact-sheet.png" if number == 1 else f"contact-sheet-{number}.png"


def _draw(page: BrowserPage, sheet: El, target: Path) -> Path:
    source = target.with_suffix(".xhtml")
    source.write_bytes(write_document(sheet))
    page.resize(100, 100)
    page.go(source.as_uri())
    width, height = page.evaluate("[document.body.offsetWidth, document.body.offsetHeight]")
    page.resize(width, height)
    target.write_bytes(page.screenshot())
    return target


def _sheet(shots: Sequence[tuple[Shot, Path]], columns: int, book: Unpacked) -> El:
    """The page of the sheet; the first one of the edition stands on the right where pages turn to the left."""
    css = resources.files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    rows = f"main {{ grid-template-columns: repeat({columns}, {SMALL}px) }}"
    head = el("head", el("title", "contact sheet"), el("style", css + rows))
    main = el("main", _figures(shots), dir="rtl" if book.leftward else "ltr")
    return el("html", head, el("body", main), xmlns="http://www.w3.org/1999/xhtml", lang=book.language or None)


def _figures(shots: Sequence[tuple[Shot, Path]]) -> Iterator[El]:
    for shot, small in shots:
        yield el("figure", el("img", src=small.name, alt=""), el("figcaption", shot.label))
