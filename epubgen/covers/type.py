# SPDX-License-Identifier: AGPL-3.0-or-later
"""Type on the cover: a typeface of several fonts, the units of a line, the cells of a vertical line.

Each glyph comes from the first face that has it, set with the plain layout of FreeType. No shaping engine is used:
whether one is installed depends on the machine, and the bytes must not. Vertical forms are the characters that Unicode
has for them (U+FE10 to U+FE4F); they are pixels here, no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from epubgen.fonts import FontFace
from epubgen.model import Inlines, Sideways, Tcy, Text, Upright, plain
from epubgen.typesetting import make as make_typesetter

__all__ = ["BOLD", "Typeface", "VerticalCell", "draw_cell", "units", "vertical_cells"]

BOLD = 0.022
"""Thickness that a stroke adds, as a share of the size: the fonts have one weight."""
_ABOVE = 0.88
"""Share of the em square above the base line, in East Asian fonts."""
_NO_START = set("，。、；：？！」』）》〉】〕］…—～・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々”’·%℃,.;:?!)]}")
_NO_END = set("「『（《〈【〔［“‘([{￥$£")
_WORD = re.compile(r"[^\W\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
                   r"[!-~\u00a0-\u024f\u2010-\u2015\u2018-\u201d\u20ac]*|\s+|.", re.DOTALL)  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7a3]+[^\s\uac00-\ud7a3\u4e00-\u9fff]?")
_FORMS = str.maketrans(
    "，、。：；！？「」『』（）《》〈〉【】〔〕［］…‥—―–", "︐︑︒︓︔︕︖﹁﹂﹃﹄︵︶︽︾︿﹀︻︼︹︺﹇﹈︙︰︱︱︲"
)
_CLINGS = set(".,!?)’”，、。：；！？」』）》〉】〕］…")
_TURNED = set("ー～〜＝→←")
_LATIN_RUN = re.compile(r"[\u0021-\u024f\u2018-\u201d\u2070-\u209c ]+")


class Typeface:
    """A typeface of several fonts."""

    def __init__(self, faces: Sequence[FontFace]) -> None:
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


@dataclass(frozen=True, slots=True)
class VerticalCell:
    """A step of a vertical line."""

    text: str
    way: str
    """``upright``, ``beside`` (several in one square), ``turned`` (on its side)."""
    length: float
    """In em."""

    @property
    def clings(self) -> bool:
        """A mark that must not begin a line."""
        return self.text[0] in _CLINGS


def vertical_cells(text: str, kind: Typeface, language: str) -> Iterator[VerticalCell]:
    """The cells of a text, set as the pages set theirs."""
    runs: Inlines = make_typesetter(language, "vertical-rl")((Text(text),))
    for run in runs:
        words = plain((run,))
        if isinstance(run, Tcy):
            yield VerticalCell(words, "beside", 1)
        elif isinstance(run, Upright):
            yield from (VerticalCell(char, "upright", 1) for char in words)
        elif isinstance(run, Sideways):
            yield VerticalCell(words, "turned", kind.width(words, 100) / 100)
        else:
            yield from _plain_cells(words, kind)


def _plain_cells(words: str, kind: Typeface) -> Iterator[VerticalCell]:
    """Latin words on their side, spaces between them, every other character upright."""
    place = 0
    while place < len(words):
        if match := _LATIN_RUN.match(words, place):
            for part in re.findall(r"\S+| +", match[0]):
                if part[0] == " ":
                    yield VerticalCell(" ", "upright", 0.3)
                else:
                    yield VerticalCell(part, "turned", kind.width(part, 100) / 100)
            place = match.end()
        else:
            char = words[place]
            yield VerticalCell(char, "turned" if char in _TURNED else "upright", 1)
            place += 1


def draw_cell(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    cell: VerticalCell,
    kind: Typeface,
    at: tuple[float, float],
    size: float,
    colour: str,
    bold: float,
) -> None:
    """Draw a cell whose square has its upper left corner ``at``."""
    x, y = at
    if cell.way == "upright":
        form = cell.text.translate(_FORMS)
        char = form if kind.has(form) else cell.text
        left = x + (size - kind.width(char, size)) / 2
        kind.write(draw, (left, y), char, size, colour, bold=bold)
    elif cell.way == "beside":
        small = min(size, size * size / max(1.0, kind.width(cell.text, size)))
        left = x + (size - kind.width(cell.text, small)) / 2
        kind.write(draw, (left, y + (size - small) / 2), cell.text, small, colour, bold=bold)
    else:
        mask = kind.turned(cell.text, size, bold)
        if cell.text in "ー～〜":
            mask = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        ground = Image.new("RGB", mask.size, colour)
        sheet.paste(ground, (round(x - size * 0.17), round(y)), mask)
