# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws the pages that README.md and docs/preview.md show, with ``epubgen snapshot`` itself. Needs Chromium.

Pages are drawn at the size of a device and made smaller here; the letters are those of the machine.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

import epubgen
from epubgen.options import WritingMode

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
DAILY = ROOT / "issues" / "xizhou-daily" / "2026-04-17"
WEEKLY = ROOT / "issues" / "shiomi-shimpo" / "2026-10-25"
PAGES: tuple[tuple[str, WritingMode, str, int], ...] = (
    ("masthead-horizontal.png", "horizontal-tb", "masthead", 16),
    ("lead-horizontal.png", "horizontal-tb", "01-02-tram", 14),
    ("lead-vertical.png", "vertical-rl", "01-02-tram", 14),
)
"""Picture, writing mode, the part whose first page is shown, and the size of letters: they are shown small."""
ACROSS = 645
"""Pixels of a page."""
SHEET_ACROSS = 1240
GREYS = 16
COLOURS = 256


def draw_page(name: str, mode: WritingMode, part: str, font: int, folder: Path) -> Path:
    """The first page of a part of the daily, in the greys of e-ink."""
    made = epubgen.snapshot(DAILY, folder / name, only=(part,), font_size=font, writing_mode=mode)
    return _save(made.pages[0].path, IMAGES / name, ACROSS, GREYS, mode="L")


def draw_sheet(folder: Path) -> Path:
    """The contact sheet of the weekly, a vertical edition."""
    made = epubgen.snapshot(WEEKLY, folder / "sheet", columns=8, pages=False)
    return _save(made.sheets[0], IMAGES / "contact-sheet.png", SHEET_ACROSS, COLOURS, mode="RGB")


def _save(source: Path | None, target: Path, across: int, colours: int, mode: str) -> Path:
    if source is None:
        raise RuntimeError(target)
    with Image.open(source) as picture:
        height = round(across * picture.height / picture.width)
        small = picture.convert(mode).resize((across, height), Image.Resampling.LANCZOS)
        small.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        made = [draw_page(*row, folder=Path(temporary)) for row in PAGES]
        for path in (*made, draw_sheet(Path(temporary))):
            print(path, path.stat().st_size)
