# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws pages and joins them to contact sheets, all in one page of one browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from epubgen.errors import Location, ToolError, finding
from epubgen.live_preview.browser import BrowserPage, ScriptError
from epubgen.live_preview.screens import Screen, paginate_js
from epubgen.live_preview.snapshots.book import SpinePart, UnpackedBook
from epubgen.live_preview.snapshots.pages import PageSelection, Screenshot
from epubgen.markup.tree import El, el, write_document
from epubgen.options import Progress, silent
from epubgen.startup import dataclass

SMALL = 240
"""The width of a page on a contact sheet, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOptions:
    """How pages are drawn: the screen, the size of text in CSS pixels, light on dark or not, one file a page or not."""

    screen: Screen
    font: int
    night: bool
    pages: bool

    @property
    def size(self) -> tuple[int, int]:
        """The size of a page in CSS pixels."""
        return round(self.screen.width / self.screen.ratio), round(self.screen.height / self.screen.ratio)


def draw_pages(
    page: BrowserPage,
    parts: tuple[SpinePart, ...],
    choice: PageSelection,
    look: DrawOptions,
    folder: Path,
    progress: Progress = silent,
) -> Iterator[tuple[Screenshot, Path]]:
    """Draw every selected page, and its small picture for the contact sheet, into the folder.

    Raises:
        OptionsError: EG023.page a number that no page has. ToolError: EG031 the browser failed.
    """
    number = 0
    for place, part in enumerate(parts):
        if choice.done((left.name for left in parts[place:]), number):
            break
        count = _open(page, part, look)
        for n in range(count):
            number += 1
            if choice.wants(part.name, number):
                shot = Screenshot(number=number, part=part.name, title=part.title, page=n + 1, pages=count)
                yield _draw_page(page, shot, look, folder, still=part.is_page)
        progress("draw", place + 1, len(parts))
    else:
        choice.all_there(number)


def _open(page: BrowserPage, part: SpinePart, look: DrawOptions) -> int:
    """Open a document, lay it out, and return the number of its pages.

    Raises:
        ToolError: EG031 it cannot be opened, or not be laid out.
    """
    page.go(part.file.as_uri())
    if part.is_page:
        return 1
    width, height = look.size
    screen = {"width": width, "height": height, "font": look.font, "night": look.night, "mode": ""}
    script = f"{paginate_js()}\n;window.epubgenShown = epubgenPages(document, {json.dumps(screen)}); epubgenShown.count"
    try:
        count: int = page.evaluate(script)
    except ScriptError as error:  # a document that cannot be laid out
        raise ToolError(finding("EG031.page", Location(part.name), why=str(error).partition("\n")[0])) from error
    return count


def _draw_page(
    page: BrowserPage, shot: Screenshot, look: DrawOptions, folder: Path, *, still: bool
) -> tuple[Screenshot, Path]:
    if not still:
        page.evaluate(f"epubgenShown.go({shot.page - 1})")
    small = folder / f"small-{shot.number}.png"
    small.write_bytes(page.screenshot(scale=SMALL / look.screen.width))
    if not look.pages:
        return shot, small
    path = folder / shot.file_name
    path.write_bytes(page.screenshot())
    return replace(shot, path=path), small


COLUMNS = 6
_TALLEST = 4000
"""The height of a sheet in pixels; further pages go on the next sheet."""
_AROUND = 40
"""The height of label and gaps around a page, in pixels."""
_FONTS = (".ttf", ".otf", ".woff", ".woff2")
_MOST_FONTS = 16
"""The number of fonts of a book that a sheet loads: a book of others may bring hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSheet:
    """The layout of sheets: pages in a row, the book, and the screen."""

    columns: int
    book: UnpackedBook
    screen: Screen

    @property
    def most(self) -> int:
        """The number of pages on one sheet."""
        height = round(SMALL * self.screen.height / self.screen.width)
        return self.columns * max(1, _TALLEST // (height + _AROUND))


def draw_sheets(
    page: BrowserPage, shots: Sequence[tuple[Screenshot, Path]], sheet: ContactSheet, folder: Path
) -> tuple[Path, ...]:
    """Draw the sheets into the folder: ``contact-sheet.png``, then ``contact-sheet-2.png`` and so on.

    Raises:
        ToolError: EG031 the browser failed.
    """
    stretches = [shots[start : start + sheet.most] for start in range(0, len(shots), sheet.most)]
    rows = f"main {{ grid-template-columns: repeat({min(sheet.columns, len(shots))}, {SMALL}px) }}\n"
    look = rows + _fonts(sheet.book, folder)
    return tuple(
        _draw_sheet(page, _sheet(stretch, look, sheet.book), folder / _sheet_name(number))
        for number, stretch in enumerate(stretches, start=1)
    )


def _sheet_name(number: int) -> str:
    return "contact-sheet.png" if number == 1 else f"contact-sheet-{number}.png"


def _draw_sheet(page: BrowserPage, sheet: El, target: Path) -> Path:
    source = target.with_suffix(".xhtml")
    source.write_bytes(write_document(sheet))
    page.resize(100, 100)
    page.go(source.as_uri())
    width, height = page.evaluate("[document.body.offsetWidth, document.body.offsetHeight]")
    page.resize(width, height)
    target.write_bytes(page.screenshot())
    return target


def _fonts(book: UnpackedBook, folder: Path) -> str:
    """Return rules that set labels in the fonts of the book where those of the computer lack a letter."""
    paths = (path for path in book.folder.rglob("*") if path.suffix.lower() in _FONTS and path.is_file())
    own = [
        shutil.copyfile(path, folder / f"font-{number}{path.suffix.lower()}").name
        for number, path in enumerate(sorted(paths)[:_MOST_FONTS])
    ]
    faces = [f'@font-face {{ font-family: "{name}"; src: url("{name}") }}\n' for name in own]
    families = ", ".join(["sans-serif", *(f'"{name}"' for name in own)])
    return f"{''.join(faces)}figcaption {{ font-family: {families} }}\n"


def _sheet(shots: Sequence[tuple[Screenshot, Path]], look: str, book: UnpackedBook) -> El:
    """Return the HTML of a sheet; the first page is on the right where pages turn to the left."""
    css = resources.files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    head = el("head", el("title", "contact sheet"), el("style", css + look))
    main = el("main", _figures(shots), dir="rtl" if book.leftward else "ltr")
    return el("html", head, el("body", main), xmlns="http://www.w3.org/1999/xhtml", lang=book.language or None)


def _figures(shots: Sequence[tuple[Screenshot, Path]]) -> Iterator[El]:
    for shot, small in shots:
        yield el("figure", el("img", src=small.name, alt=""), el("figcaption", shot.label))
