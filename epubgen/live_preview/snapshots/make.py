# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes a folder of pictures from a source; the folder changes only when all pictures are ready."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Unpack

from epubgen import api
from epubgen.errors import Location, OptionsError, PackageError, finding
from epubgen.files.atomic import draft_name, put_in_place
from epubgen.files.disk_errors import writing
from epubgen.importers.open_source import IssueSource
from epubgen.live_preview.browser import Browser
from epubgen.live_preview.snapshots.book import UnpackedBook, unpack
from epubgen.live_preview.snapshots.draw import COLUMNS, ContactSheet, DrawOptions, draw_pages, draw_sheets
from epubgen.live_preview.snapshots.pages import PageSelection, Screenshot, Snapshots, choose, find_screen
from epubgen.model import Issue
from epubgen.options import OptionKeywords, Options, Progress, make_options, with_option_words

FONTS = range(6, 97)
"""Sizes of text that a screen can show, in CSS pixels."""


@with_option_words
def snapshot(
    source: Issue | IssueSource,
    folder: str | os.PathLike[str],
    *,
    device: str = "clara",
    font_size: int = 0,
    night: bool = False,
    only: Iterable[str] = (),
    columns: int = COLUMNS,
    pages: bool = True,
    browser: str | os.PathLike[str] | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Snapshots:
    """Draw the pages of an edition as an e-reader shows them, with the Chromium of this computer.

    Args:
        source: an EPUB file, or what ``build`` takes, which is then built first.
        folder: the folder for the pictures; created where it is missing. Pictures of the same name are replaced,
            nothing is removed.
        device: the name of one of ``SCREENS``: ``clara``, ``paperwhite``, ``libra``, ``elipsa``, ``scribe``, ….
        font_size: the size of body text in CSS pixels; 0 for the usual one of the device.
        night: light text on a dark ground.
        only: ``cover``, ``contents``, ids of stories, numbers of pages (``3``, ``7-9``); empty for all.
        columns: pages in a row of the contact sheet.
        pages: ``False`` draws the contact sheet only.
        browser: a Chromium; ``None`` for the one that is found.
        options: all options of the build as one value; its ``progress`` is also called while drawing.
        settings: single options; they override ``options``.

    Raises:
        OptionsError: EG022 no such device, EG023 no such page, EG025 a number that cannot be used, EG026 ``settings``
            for an EPUB; and as ``build``.
        ToolError: EG030 no Chromium, EG031 it failed, EG032 the extra ``preview`` is missing.
        CheckFailed: no readable EPUB. PackageError: EG020 the folder cannot be written. Others as ``build``.
    """
    wanted = make_options(settings, options)
    screen = find_screen(device)
    look = DrawOptions(
        screen=screen, font=_within(font_size, FONTS, "font_size") or screen.font, night=night, pages=pages
    )
    _within(columns, range(1, 51), "columns")
    home = Path(folder)
    _check(home)
    with tempfile.TemporaryDirectory(prefix="epubgen-snapshots-", ignore_cleanup_errors=True) as temporary:
        work = Path(temporary).resolve()
        drawn = work / "drawn"
        drawn.mkdir()
        epub = _epub(source, work / "edition.epub", wanted)
        book = unpack(epub, work / "book", night=night)
        choice = choose(only, (part.name for part in book.parts))
        shots, sheets = _draw(
            book, choice, look, columns or COLUMNS, drawn, Path(browser) if browser else None, wanted.progress
        )
        return _deliver(shots, sheets, home, look, leftward=book.leftward)


def _within(value: int, allowed: range, field: str) -> int:
    """Return a number that can be used; 0 is replaced by the usual one.

    Raises:
        OptionsError: EG025 the number is too small or too large.
    """
    if value and value not in allowed:
        raise OptionsError(finding("EG025", None, field, value=value, least=allowed[0], most=allowed[-1]))
    return value


def _check(home: Path) -> None:
    """Test that the folder can be written, before anything is drawn.

    Raises:
        PackageError: EG020 it cannot be written.
    """
    there = next(path for path in (home, *home.absolute().parents) if os.path.exists(path))  # noqa: PTH110 - no error without permission
    if not there.is_dir():
        raise PackageError(finding("EG020.file", Location(str(there))))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PackageError(finding("EG020.denied", Location(str(home)), folder=str(there)))


def _epub(source: Issue | IssueSource, target: Path, options: Options) -> Path:
    """Return the named EPUB, else the one built from the source.

    Raises:
        OptionsError: EG026 options of a build for a finished EPUB. Others as ``build``.
    """
    if not isinstance(source, (str, os.PathLike)) or Path(source).suffix.lower() != ".epub":
        return api.build(source, target, options=options).path or target
    usual = Options()
    changed = sorted(f.name for f in fields(Options) if getattr(options, f.name) != getattr(usual, f.name))
    if useless := [name for name in changed if name not in ("cache", "progress")]:
        raise OptionsError(finding("EG026", Location(Path(source).as_posix()), names=", ".join(useless)))
    return Path(source)


def _draw(
    book: UnpackedBook,
    choice: PageSelection,
    look: DrawOptions,
    columns: int,
    folder: Path,
    path: Path | None,
    progress: Progress,
) -> tuple[tuple[Screenshot, ...], tuple[Path, ...]]:
    with Browser(path) as browser:
        page = browser.page(*look.size, ratio=look.screen.ratio)
        page.forbid_scripts()
        page.stay_in(book.folder)
        shots = tuple(draw_pages(page, book.parts, choice, look, folder, progress))
        page.stay_in(folder)
        sheets = draw_sheets(page, shots, ContactSheet(columns=columns, book=book, screen=look.screen), folder)
    return tuple(shot for shot, _ in shots), sheets


def _deliver(
    shots: tuple[Screenshot, ...], sheets: tuple[Path, ...], home: Path, look: DrawOptions, *, leftward: bool
) -> Snapshots:
    """Move all pictures into the folder: first as drafts beside their names, so that no incomplete set is left.

    Raises:
        PackageError: EG020 one cannot be written.
    """
    names = [path for path in (*sheets, *(shot.path for shot in shots)) if path]
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
        _put({path: home / path.name for path in names})
    return Snapshots(
        folder=home,
        screen=look.screen,
        vertical=leftward,
        pages=tuple(replace(shot, path=home / shot.path.name if shot.path else None) for shot in shots),
        sheets=tuple(home / sheet.name for sheet in sheets),
    )


def _put(files: Mapping[Path, Path]) -> None:
    """Write all files as drafts, then rename each; a full disk is noticed before any picture is replaced.

    Raises:
        OSError: one cannot be written; no picture in the folder has changed.
    """
    drafts = {target: draft_name(target) for target in files.values()}
    try:
        for source, target in files.items():
            shutil.copyfile(source, drafts[target])
        for target, draft in drafts.items():
            put_in_place(draft, target)
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
