# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws text on the cover: typefaces of several fonts, and the cells of a vertical line.

Each glyph comes from the first font that has it, in the basic layout of FreeType. Lines with letters that join or run
from right to left are drawn by ``shaping``. Pillow's own shaping engine is never used, because it is not installed on
every machine, and the bytes must not depend on the machine. Vertical forms are characters that Unicode has for them
(U+FE10 to U+FE4F); they are only drawn and never become text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from weakref import WeakKeyDictionary

from epubgen.covers.breaks import spans, units
from epubgen.covers.shaping import Shaper, needs_shaping
from epubgen.epub.fonts import REGULAR, FontFace
from epubgen.images.encode import memory_errors
from epubgen.images.pillow import Image, ImageDraw, ImageFont
from epubgen.languages.directions import right_to_left_runs, vertical_lines
from epubgen.model import Inlines, Sideways, Tcy, Text, Upright, plain
from epubgen.startup import dataclass, regex
from epubgen.typesetting import make as make_typesetter

__all__ = ["BOLD", "Typeface", "VerticalCell", "draw_cell", "vertical_cells"]

BOLD = 0.022
"""Thickness that a stroke adds, as a share of the size. The fonts have one weight only."""
_ABOVE = 0.88
"""Share of the em square above the base line in East Asian fonts."""
_FORMS = str.maketrans(
    "，、。：；！？「」『』（）《》〈〉【】〔〕［］…‥—―–", "︐︑︒︓︔︕︖﹁﹂﹃﹄︵︶︽︾︿﹀︻︼︹︺﹇﹈︙︰︱︱︲"
)
_CLINGS = set(".,!?)’”，、。：；！？」』）》〉】〕］…")
_ALPHABET_WORD = regex(r"[A-Za-z\u00c0-\u058f\u1c80-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff'’-]+")
_SPACES = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\n\t\r", " "),
    "\u2011": "-",
}
"""Characters that few fonts have → a character that looks the same."""
_SHAPED_WORD = regex("[\u0900-\u109f\u1780-\u18af][\u0900-\u109f\u1780-\u18af\u200b-\u200d\u202f]*")
_TURNED = set("ー～〜＝→←")
_LATIN_RUN = regex(r"[\u0021-\u024f\u2018-\u201d\u2070-\u209c ]+")


class Typeface:
    """A typeface of several fonts.

    Args:
        faces: the fonts; the first font that has a character is used.
        language: the language of the text; it decides glyph forms and the side on which a mixed line begins.
    """

    def __init__(self, faces: Sequence[FontFace], language: str = "") -> None:
        self.faces = tuple(faces)
        self._shaper = Shaper(self.faces, language)
        self._fonts = tuple(map(_sizes_of, self.faces))
        self._place = lru_cache(maxsize=None)(self._first_with)
        self._spread = lru_cache(maxsize=4096)(self._spread_out)

    def __bool__(self) -> bool:
        return bool(self.faces)

    def has(self, char: str) -> bool:
        """Return whether a font has the character."""
        return self._place(char) is not None

    def width(self, text: str, size: float, gap: float = 0) -> float:
        """Return the width of a line in pixels. Shaped text is never letter-spaced."""
        if needs_shaping(text):
            return self._shaper.line(text).width * size
        shown = self._spread(text)
        return sum(self._advances(shown, size)) + gap * max(0, len(text) - 1)

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
        """Draw a line with the upper left corner of its first em square at ``at``; return where it ends.

        A character as wide as its size, as Han and kana are, stands on a whole pixel, so that one drawing of it serves
        every place: drawing glyphs is most of the work of a cover.
        """
        x, y = at
        if needs_shaping(text):
            self._shaper.draw(draw, (x, y + _ABOVE * size), text, size, fill, bold)
            return x + self.width(text, size)
        shown = self._spread(text)
        for (char, place), advance in zip(shown, self._advances(shown, size), strict=True):
            if place is not None and not char.isspace():
                font, origin = self._fonts[place](size), (x, y + _ABOVE * size)
                if advance == size:
                    font.glyph(char, bold * size).draw(draw, origin, fill)
                else:
                    draw.text(origin, char, fill, font.font, anchor="ls", stroke_width=bold * size)
            x += advance + gap
        return x - gap

    def turned(self, text: str, size: float, bold: float = 0) -> Image.Image:
        """Return a mask of a line rotated clockwise by 90 degrees."""
        width = max(1, round(self.width(text, size)))
        flat = Image.new("L", (width, round(size * 1.3)), 0)
        self.write(ImageDraw.Draw(flat), (0, size * 0.12), text, size, 255, bold=bold)
        return flat.transpose(Image.Transpose.ROTATE_270)

    def _advances(self, shown: Sequence[tuple[str, int | None]], size: float) -> Iterator[float]:
        """Return the advance of each character in pixels; one em for a character that no font has."""
        sized = {
            place: self._fonts[place](size).advance for place in {place for _, place in shown} if place is not None
        }
        return (size if place is None else sized[place](char) for char, place in shown)

    def _first_with(self, char: str) -> int | None:
        return next((place for place, face in enumerate(self.faces) if face.has(char)), None)

    def _spread_out(self, text: str) -> tuple[tuple[str, int | None], ...]:
        """Return each character with the first font that has it.

        A whole word of an alphabet has one font, if one has it all.
        """
        shown = [(_SPACES.get(char, char) if self._place(char) is None else char) for char in text]
        places = [self._place(char) for char in shown]
        if any(places):
            for word in _ALPHABET_WORD.finditer("".join(shown)):
                mine = range(*word.span())
                if len({places[at] for at in mine}) > 1:
                    whole = (n for n, face in enumerate(self.faces) if all(map(face.has, word[0])))
                    place = next(whole, None)
                    places = [place if at in mine and place is not None else known for at, known in enumerate(places)]
        return tuple(zip(shown, places, strict=True))


@dataclass(frozen=True, slots=True)
class DrawnGlyph:
    """A character as a mask, and the place of its upper left corner from the beginning of the base line, in pixels."""

    mask: Image.Image
    left: int
    top: int

    def draw(self, draw: ImageDraw.ImageDraw, origin: tuple[float, float], fill: str | int) -> None:
        """Draw the glyph with the beginning of its base line at the nearest whole pixel."""
        x, y = map(round, origin)
        draw.bitmap((x + self.left, y + self.top), self.mask, fill)


@dataclass(frozen=True, slots=True)
class SizedFont:
    """A font in one size, with the advances of its characters. Each advance is measured once."""

    font: ImageFont.FreeTypeFont
    advance: Callable[[str], float]
    glyph: Callable[[str, float], DrawnGlyph]
    """The drawing of a character with a stroke of some pixels; drawn once, as long as it is kept."""


_SIZES = 24
"""Number of sizes of a font that stay loaded for the next cover: a little more than one cover uses."""
_KEPT_PIXELS = 2**20
"""Pixels of drawn glyphs that stay for the next cover, for each size: about a thousand of running text."""
_LOADED: WeakKeyDictionary[FontFace, Callable[[float], SizedFont]] = WeakKeyDictionary()
"""The loaded sizes of each font that is in use; the covers of a batch share most of them."""


def _sizes_of(face: FontFace) -> Callable[[float], SizedFont]:
    """Return a function that loads a font in a size.

    It does not refer to the face, because the face could then never be removed from ``_LOADED``.
    """
    if face not in _LOADED:
        _LOADED[face] = lru_cache(maxsize=_SIZES)(partial(_sized, face.source, face.index))
    return _LOADED[face]


def _sized(source: Path | bytes, index: int, size: float) -> SizedFont:
    with memory_errors():
        font = ImageFont.truetype(
            BytesIO(source) if isinstance(source, bytes) else source, size, index, layout_engine=ImageFont.Layout.BASIC
        )
    with suppress(OSError):  # the font has one weight only
        axes = font.get_variation_axes()
        if any(axis["name"] == b"Weight" and (axis["default"] or 0) < REGULAR for axis in axes):
            font.set_variation_by_axes(
                [REGULAR if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
            )
    kept = lru_cache(maxsize=int(_KEPT_PIXELS / size**2) + 1)
    return SizedFont(font, lru_cache(maxsize=4096)(font.getlength), kept(partial(_drawn_glyph, font)))


def _drawn_glyph(font: ImageFont.FreeTypeFont, char: str, stroke: float) -> DrawnGlyph:
    box = font.getbbox(char, anchor="ls", stroke_width=stroke)
    left, top = round(box[0]) - 1, round(box[1]) - 1  # a pixel more on each side: a stroke may end between two
    mask = Image.new("L", (round(box[2]) + 1 - left, round(box[3]) + 1 - top))
    ImageDraw.Draw(mask).text((-left, -top), char, 255, font, anchor="ls", stroke_width=stroke)
    return DrawnGlyph(mask, left, top)


@dataclass(frozen=True, slots=True)
class VerticalCell:
    """A step of a vertical line."""

    text: str
    way: str
    """``upright``, ``beside`` (several characters in one square), ``turned`` (rotated by 90 degrees)."""
    length: float
    """Length in em."""
    bound: bool = False
    """No line breaks before this cell: it continues a word, number or date, or is a closing mark."""

    @property
    def clings(self) -> bool:
        """Return whether the cell is a mark that must not begin a line."""
        return self.text[0] in _CLINGS


def vertical_cells(text: str, kind: Typeface, language: str) -> Iterator[VerticalCell]:
    """Yield the cells of a text, oriented as in the pages of the EPUB."""
    cells = list(_cells(text, kind, language))
    starts = {start for start, _ in spans("".join(cell.text for cell in cells))}
    place = 0
    for cell in cells:
        yield cell if place in starts else replace(cell, bound=True)
        place += len(cell.text)


def _cells(text: str, kind: Typeface, language: str) -> Iterator[VerticalCell]:
    runs: Inlines = make_typesetter(language, vertical_lines(language) or "vertical-rl")((Text(text),))
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
    """Yield Latin and shaped words rotated, the spaces between them, and every other character upright.

    Words that run from right to left stay in one cell; rotated, they are read from bottom to top.
    """
    place, from_right = 0, dict(right_to_left_runs(words))
    while place < len(words):
        if end := from_right.get(place):
            yield VerticalCell(words[place:end], "turned", kind.width(words[place:end], 100) / 100)
            place = end
        elif shaped := _SHAPED_WORD.match(words, place):
            for part in units(shaped[0]):
                yield VerticalCell(part, "turned", kind.width(part, 100) / 100)
            place = shaped.end()
        elif match := _LATIN_RUN.match(words, place):
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
    """Draw a cell with the upper left corner of its square at ``at``."""
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
