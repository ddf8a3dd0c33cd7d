# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of single characters: drawn from a font, or the publication's own (外字, gaiji)."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from epubgen.images.media import Picture
from epubgen.images.source import open_picture

__all__ = ["character_picture", "drawn_character"]

SIDE = 96
"""Pixels of a side: 1em at the largest sizes that readers set on screens of 300 dots per inch."""
_GREYS = 16
"""Tones of an e-ink screen."""


def drawn_character(char: str, font: Path | bytes, index: int = 0) -> Picture:
    """A character as black on white, one em square."""
    face = ImageFont.truetype(
        BytesIO(font) if isinstance(font, bytes) else font, SIDE, index, layout_engine=ImageFont.Layout.BASIC
    )
    square = Image.new("L", (SIDE, SIDE), 255)
    above, below = face.getmetrics()
    left, _, right, _ = face.getbbox(char)
    at = ((SIDE - right - left) / 2, (SIDE - (above + below)) / 2)
    ImageDraw.Draw(square).text(at, char, 0, face)
    return _picture(char, square)


def character_picture(char: str, data: bytes, name: str) -> Picture:
    """The publication's picture of a character, upright on white and in the size of those we draw.

    Raises:
        RefusedError: by a guard. Exception: whatever Pillow raises for a damaged file.
    """
    with open_picture(BytesIO(data), name) as image:
        given = image.convert("RGBA")
    page = Image.new("RGBA", given.size, "white")
    page.alpha_composite(given)
    grey = page.convert("L")
    grey.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return _picture(char, grey)


def _picture(char: str, image: Image.Image) -> Picture:
    out = BytesIO()
    step = 256 // _GREYS
    image.point([min(255, round(tone / step) * step) for tone in range(256)]).save(out, "PNG", optimize=True)
    data = out.getvalue()
    return Picture(
        name=f"gaiji/u{ord(char):04x}.png",
        media_type="image/png",
        width=image.width,
        height=image.height,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
    )
