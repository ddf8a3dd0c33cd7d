# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws the pages: one browser, one page of it, one document after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from epubgen.errors import Location, ToolError, finding
from epubgen.live_preview.browser import BrowserPage, ScriptError
from epubgen.live_preview.screens import Screen, paginate_js
from epubgen.live_preview.snapshots.book import Part
from epubgen.live_preview.snapshots.choose import Choice
from epubgen.live_preview.snapshots.shots import Shot
from epubgen.options import Progress, silent

SMALL = 240
"""Pixels of a page on a contact sheet, across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How pages are drawn: the screen, the size of letters in CSS pixels, light on dark, and whether one by one."""

    screen: Screen
    font: int
    night: bool
    pages: bool

    @property
    def size(self) -> tuple[int, int]:
        """Of a page, in CSS pixels."""
        return round(self.screen.width / self.screen.ratio), round(self.screen.height / self.screen.ratio)


def draw_pages(
    page: BrowserPage, parts: tuple[Part, ...], choice: Choice, look: Look, folder: Path, progress: Progress = silent
) -> Iterator[tuple[Shot, Path]]:
    """Every page that is asked for, and its small picture for the contact sheet; both lie in the folder.

    Raises:
        OptionsError: EG023.page a number that no page has. ToolError: EG031.
    """
    number = 0
    for place, part in enumerate(parts):
        if choice.done((left.name for left in parts[place:]), number):
            break
        count = _open(page, part, look)
        for n in range(count):
            number += 1
            if choice.wants(part.name, number):
                shot = Shot(number=number, part=part.name, title=part.title, page=n + 1, pages=count)
                yield _draw(page, shot, look, folder, still=part.is_page)
        progress("draw", place + 1, len(parts))
    else:
        choice.all_there(number)


def _open(page: BrowserPage, part: Part, look: Look) -> int:
    """Open a document, lay it out, and say how many pages it has.

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
    except ScriptError as error:  # a document so strange that it cannot be laid out
        raise ToolError(finding("EG031.page", Location(part.name), why=str(error).partition("\n")[0])) from error
    return count


def _draw(page: BrowserPage, shot: Shot, look: Look, folder: Path, *, still: bool) -> tuple[Shot, Path]:
    if not still:
        page.evaluate(f"epubgenShown.go({shot.page - 1})")
    small = folder / f"small-{shot.number}.png"
    small.write_bytes(page.screenshot(scale=SMALL / look.screen.width))
    if not look.pages:
        return shot, small
    path = folder / shot.file_name
    path.write_bytes(page.screenshot())
    return replace(shot, path=path), small
