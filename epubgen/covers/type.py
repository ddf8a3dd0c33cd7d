# SPDX-License-Identifier: AGPL-3.0-or-later
"""Type on the cover: glyph by glyph from the first face that has it, with the plain layout of FreeType.

No shaping engine is asked: whether one is there depends on the machine, and the bytes must not. Vertical forms are the
characters that Unicode has for them (U+FE10 to U+FE4F); they are pixels here, no text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from epubgen.fonts import Face

__all__ = ["BOLD", "Type", "units"]

BOLD = 0.022
"""Thickness that a stroke adds, as a share of the size: the fonts have one weight."""
_ABOVE = 0.88
"""Share of the em square above the base line, in East Asian fonts."""
_NO_START = set("，。、；：？！」』）》〉】〕］…—～・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々”’·%℃,.;:?!)]}")
_NO_END = set("「『（《〈【〔［“‘([{￥$£")
_WORD = re.compile(r"[^\W\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
                   r"[!-~\u00a0-\u024f\u2010-\u2015\u2018-\u201d\u20ac]*|\s+|.", re.DOTALL)  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7a3]+[^\s\uac00-\ud7a3\u4e00-\u9fff]?")


class Type:
    """A typeface of several fonts."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = tuple(faces)
        self._font = lru_cache(maxsize=None)(self._load)

    def __bool__(self) -> bool:
        return bool(self.faces)

    def has(self, char: str) -> bool:
        """Whether a face has the character."""
        return any(face.has(char) for face in self.faces)

    def width(self, text: str, size: float, gap: float = 0) -> float:
        """Pixels of a line."""
        return sum(self._advance(char, size) for char in text) + gap * max(0, len(text) - 1)

    def write(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        size: float,
        fill: str | int,
        *,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """Write a line whose em squares have their upper left corner ``at``; gives where it ends."""
        x, y = at
        for char in text:
            font = self._of(char, size)
            if font and not char.isspace():
                draw.text((x, y + _ABOVE * size), char, fill, font, anchor="ls", stroke_width=bold * size)
            x += self._advance(char, size) + gap
        return x - gap

    def turned(self, text: str, size: float, bold: float = 0) -> Image.Image:
        """A mask of a line that lies on its side, read from above."""
        width = max(1, round(self.width(text, size)))
        flat = Image.new("L", (width, round(size * 1.3)), 0)
        self.write(ImageDraw.Draw(flat), (0, size * 0.12), text, size, 255, bold=bold)
        return flat.transpose(Image.Transpose.ROTATE_270)

    def _advance(self, char: str, size: float) -> float:
        font = self._of(char, size)
        return font.getlength(char) if font else size

    def _of(self, char: str, size: float) -> ImageFont.FreeTypeFont | None:
        for place, face in enumerate(self.faces):
            if face.has(char):
                return self._font(place, size)
        return None

    def _load(self, place: int, size: float) -> ImageFont.FreeTypeFont:
        face = self.faces[place]
        source = BytesIO(face.source) if isinstance(face.source, bytes) else face.source
        return ImageFont.truetype(source, size, face.index, layout_engine=ImageFont.Layout.BASIC)


def units(text: str) -> list[str]:
    """What no line is broken inside: Latin words, Korean words, characters with the marks that cling to them."""
    found: list[str] = []
    for token in _tokens(text):
        clings = token[0] in _NO_START or (found and found[-1][-1] in _NO_END)
        if found and clings and not token.isspace():
            found[-1] += token
        else:
            found.append(" " if token.isspace() else token)
    return found


def _tokens(text: str) -> list[str]:
    place, found = 0, []
    while place < len(text):
        match = _HANGUL.match(text, place) or _WORD.match(text, place)
        assert match  # noqa: S101 - the last alternative takes anything
        found.append(match[0])
        place = match.end()
    return found
