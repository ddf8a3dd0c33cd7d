# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contact sheet: all pages small, in the order they are read. The browser that drew the pages joins them, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from epubgen.browser import BrowserPage
from epubgen.markup.tree import El, el, write_document
from epubgen.snapshots.shots import Shot

COLUMNS = 6
_TALLEST = 4000
"""Pixels of a sheet; what does not fit goes on the next."""
_AROUND = 40
"""Pixels of label and gaps around a page, up and down."""


def draw_sheets(
    page: BrowserPage, shots: Sequence[tuple[Shot, Path]], folder: Path, *, columns: int, leftward: bool, height: int
) -> tuple[Path, ...]:
    """The sheets, ``contact-sheet.png`` and, where one is not enough, ``contact-sheet-2.png`` and so on.

    Args:
        page: of the browser.
        shots: the pages and their small pictures.
        folder: where the sheets go.
        columns: pages in a row.
        leftward: the first page stands on the right.
        height: of a small picture, in pixels.

    Raises:
        ToolError: EG031.
    """
    most = columns * max(1, _TALLEST // (height + _AROUND))
    stretches = [shots[start : start + most] for start in range(0, len(shots), most)]
    return tuple(
        _draw(page, stretch, folder / _name(number), min(columns, len(shots)), leftward=leftward)
        for number, stretch in enumerate(stretches, start=1)
    )


def _name(number: int) -> str:
    return "contact-sheet.png" if number == 1 else f"contact-sheet-{number}.png"


def _draw(page: BrowserPage, shots: Sequence[tuple[Shot, Path]], target: Path, columns: int, *, leftward: bool) -> Path:
    source = target.with_suffix(".xhtml")
    source.write_bytes(write_document(_sheet(shots, columns, leftward=leftward)))
    page.resize(100, 100)
    page.go(source.as_uri())
    width, height = page.evaluate("[document.body.offsetWidth, document.body.offsetHeight]")
    page.resize(width, height)
    target.write_bytes(page.screenshot())
    return target


def _sheet(shots: Sequence[tuple[Shot, Path]], columns: int, *, leftward: bool) -> El:
    css = resources.files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    rows = f"main {{ grid-template-columns: repeat({columns}, 240px) }}"
    head = el("head", el("title", "contact sheet"), el("style", css + rows))
    main = el("main", _figures(shots), dir="rtl" if leftward else "ltr")
    return el("html", head, el("body", main), xmlns="http://www.w3.org/1999/xhtml")


def _figures(shots: Sequence[tuple[Shot, Path]]) -> Iterator[El]:
    for shot, small in shots:
        yield el("figure", el("img", src=small.name, alt=""), el("figcaption", shot.label))
