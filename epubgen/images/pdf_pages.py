# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads pages of a PDF: characters with their boxes and fonts, lines and frames, pictures.

Lengths are points. Positions count from the upper left corner of the page as shown, after rotation and cropping.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from epubgen.images.pdf_matrix import WHOLE, Matrix, bounds, joined, matrix_of
from epubgen.images.pdf_pictures import PdfPicture, pictures_of
from epubgen.startup import dataclass, regex

__all__ = ["MAX_CHARACTERS", "PdfCharacter", "PdfFont", "PdfPage", "PdfShape", "read_page"]

MAX_CHARACTERS = 200_000
"""Maximum number of characters of one page. The fullest newspaper page holds a sixth of it."""
MAX_OBJECTS = 100_000
"""Maximum number of objects of one page. A map may have more lines; further objects are left out and counted."""
MAX_DEPTH = 6
"""Maximum depth of nested form objects."""
_BOLD = 600
"""A font of this weight or more is bold."""
_BOLD_NAME = regex(r"bold|heavy|black|demi|[-_ ]w[6-9]\b|[粗黑]", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HYPHEN = 2
"""The code that PDFium gives for a hyphen at the end of a line."""
_BLANKS = frozenset((32, 9, 160))
_SPACES = frozenset((*_BLANKS, 10, 13))
_ASKED = 40
"""After this many characters with a valid mapping, a font counts as mapped and is not checked further."""
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE = 3
"""The text rendering mode of invisible text, as over a scan."""


class PdfCharacter(NamedTuple):
    """A character and its position on the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    """Origin of the character: x, and y on the baseline."""
    size: float
    font: int
    """Index in the fonts of the page."""
    turn: int
    """Rotation in degrees clockwise: 0, 90, 180 or 270."""
    spaced: int
    """What precedes the character: 0 nothing, 1 a gap as wide as a space, 2 a space in the text."""
    hyphen: bool
    """The character is a hyphen that was added only because the line ends."""


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class PdfShape:
    """A line, a frame or a coloured background, given as the bounding box of its path."""

    left: float
    top: float
    right: float
    bottom: float
    stroked: bool
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page of a PDF."""

    number: int
    width: float
    height: float
    characters: tuple[PdfCharacter, ...] = ()
    fonts: tuple[PdfFont, ...] = ()
    shapes: tuple[PdfShape, ...] = ()
    pictures: tuple[PdfPicture, ...] = ()
    unmapped: int = 0
    """Number of characters for which the file gives no Unicode value."""
    unseen: int = 0
    """Number of text objects that are invisible, as over a scan."""
    left_out: int = 0
    """Number of characters and objects beyond the limits."""

    def is_scan(self, picture: PdfPicture) -> bool:
        """Return whether a picture covers at least 70 % of the page.

        Such a page is a scan, with its text over the picture.
        """
        return picture.area >= 0.7 * self.width * self.height


def read_page(page: Any, number: int) -> PdfPage:  # noqa: ANN401 - pypdfium2 has no types
    """Read a page that PDFium has loaded.

    Args:
        page: an open page of PDFium.
        number: its position in the file, from 1.
    """
    return _PageReader(page, number).read()


def _object_finder(raw: Any) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    """Return ``FPDFText_GetTextObject`` with a plain integer as its result.

    It is called once for every character, and pointer objects of ctypes would be slow.
    """
    address = ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(address)


class _Type(NamedTuple):
    size: float
    font: int
    turn: int


class _PageReader:
    """A reader of one PDFium page."""

    def __init__(self, page: Any, number: int) -> None:  # noqa: ANN401 - pypdfium2 has no types
        import pypdfium2.raw  # noqa: PLC0415 - an optional dependency

        self.raw = pypdfium2.raw
        self.page = page
        self.number = number
        self.turn = int(page.get_rotation()) % 360
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        wide, high = self.right - self.left, self.top - self.bottom
        self.size = (wide, high) if self.turn in (0, 180) else (high, wide)
        self.fonts: dict[PdfFont, int] = {}
        self.shapes: list[PdfShape] = []
        self.images: list[Any] = []
        self.types: dict[int, _Type] = {}
        self.asked: dict[int, int] = {}
        self.left_out = self.unmapped = self.unseen = 0

    def read(self) -> PdfPage:
        characters = tuple(self._characters())
        self._objects()
        return PdfPage(
            number=self.number,
            width=self.size[0],
            height=self.size[1],
            characters=characters,
            fonts=tuple(self.fonts),
            shapes=tuple(self.shapes),
            pictures=tuple(pictures_of(self.page, self.images, self.place_box, self.turn)),
            unmapped=self.unmapped,
            unseen=self.unseen,
            left_out=self.left_out,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of the file to a point of the page as shown."""
        if self.turn == 90:  # noqa: PLR2004 - degrees
            return y - self.bottom, x - self.left
        if self.turn == 180:  # noqa: PLR2004
            return self.right - x, y - self.bottom
        if self.turn == 270:  # noqa: PLR2004
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def place_box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Convert a box of the file to a box of the page as shown: left, top, right, bottom."""
        (ax, ay), (bx, by) = self.place(left, bottom), self.place(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _characters(self) -> Iterator[PdfCharacter]:
        text = self.page.get_textpage()
        try:
            count = text.count_chars()
            self.left_out += max(0, count - MAX_CHARACTERS)
            yield from self._read_characters(text, min(count, MAX_CHARACTERS))
        finally:
            text.close()

    def _read_characters(self, text: Any, count: int) -> Iterator[PdfCharacter]:  # noqa: ANN401
        raw, x, y, box = self.raw, ctypes.c_double(), ctypes.c_double(), self.raw.FS_RECTF()
        unicode_at, box_at, origin_at = (
            raw.FPDFText_GetUnicode,
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetCharOrigin,
        )
        object_at, handle, types = _object_finder(raw), ctypes.cast(text.raw, ctypes.c_void_p), self.types
        upright, left_edge, top_edge = self.turn == 0, self.left, self.top
        spaced = high = 0
        for index in range(count):
            code = unicode_at(text, index)
            if code in _SPACES:
                if code in _BLANKS:
                    spaced = max(spaced, 1 if raw.FPDFText_IsGenerated(text, index) else 2)
                continue
            if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - a surrogate
                if code < 0xDC00 or not high:  # noqa: PLR2004
                    high = code
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            key = object_at(handle, index) or 0
            type_ = types.get(key) or self._type(key)
            hyphen = code == _HYPHEN
            if not hyphen and self._is_unmapped(text, index, code, type_.font):
                self.unmapped += 1
                code = 0xFFFD if code < 32 or code >= 0xFFFE else code  # noqa: PLR2004 - not a character
            box_at(text, index, box)
            origin_at(text, index, x, y)
            if upright:
                edges = (box.left - left_edge, top_edge - box.top, box.right - left_edge, top_edge - box.bottom)
                pen = (x.value - left_edge, top_edge - y.value)
            else:
                edges = self.place_box(box.left, box.bottom, box.right, box.top)
                pen = self.place(x.value, y.value)
            yield PdfCharacter(
                "-" if hyphen else chr(code), *edges, *pen, type_.size, type_.font, type_.turn, spaced, hyphen
            )
            spaced = 0

    def _is_unmapped(self, text: Any, index: int, code: int, font: int) -> bool:  # noqa: ANN401
        """Return whether the file gives no Unicode value for a character.

        After ``_ASKED`` valid characters a font is trusted.
        """
        if code < 32 or code in (0xFFFD, 0xFFFE, 0xFFFF):  # noqa: PLR2004
            self.asked[font] = 0
            return True
        asked = self.asked.get(font, 0)
        if asked >= _ASKED:
            return False
        wrong = bool(self.raw.FPDFText_HasUnicodeMapError(text, index) == 1)
        self.asked[font] = 0 if wrong else asked + 1
        return wrong

    def _type(self, key: int) -> _Type:
        """Return font, size and rotation of a text object; they are looked up once for all its characters."""
        none = _Type(1.0, self._number(PdfFont("", bold=False, italic=False)), 0) if not key else None
        self.types[key] = none or self._read_type(ctypes.cast(key, self.raw.FPDF_PAGEOBJECT))
        return self.types[key]

    def _read_type(self, thing: Any) -> _Type:  # noqa: ANN401
        raw, size = self.raw, ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(thing, size)
        a, b, c, d, *_ = matrix_of(thing)
        if raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            self.unseen += 1
        turn = round(math.degrees(math.atan2(-b, a)) / 90) * 90 + self.turn
        real = abs(size.value) * math.hypot(c, d)
        return _Type(real or 1.0, self._number(self._font_of(thing)), turn % 360)

    def _number(self, font: PdfFont) -> int:
        return self.fonts.setdefault(font, len(self.fonts))

    def _font_of(self, thing: Any) -> PdfFont:  # noqa: ANN401
        raw = self.raw
        font = raw.FPDFTextObj_GetFont(thing)
        if not font:
            return PdfFont("", bold=False, italic=False)
        name = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, name, 256)
        flags, slope = raw.FPDFFont_GetFlags(font), ctypes.c_int()
        raw.FPDFFont_GetItalicAngle(font, slope)
        words = name.value.decode("utf-8", "replace").rpartition("+")[2]
        drawn = raw.FPDFTextObj_GetTextRenderMode(thing) == 2  # noqa: PLR2004 - filled and stroked, to look bold
        bold = (
            drawn or bool(_BOLD_NAME.search(words)) or flags & _FORCE_BOLD != 0 or raw.FPDFFont_GetWeight(font) >= _BOLD
        )
        return PdfFont(words, bold=bold, italic=slope.value != 0 or "ital" in words.lower() or "obliq" in words.lower())

    def _objects(self) -> None:
        count = self.raw.FPDFPage_CountObjects(self.page)
        self.left_out += max(0, count - MAX_OBJECTS)
        for index in range(min(count, MAX_OBJECTS)):
            self._object(self.raw.FPDFPage_GetObject(self.page, index), WHOLE, 0)

    def _object(self, thing: Any, around: Matrix, depth: int) -> None:  # noqa: ANN401
        kind = self.raw.FPDFPageObj_GetType(thing)
        if kind == _FORM and depth < MAX_DEPTH and len(self.shapes) < MAX_OBJECTS:
            inner = joined(matrix_of(thing), around)
            for index in range(min(self.raw.FPDFFormObj_CountObjects(thing), MAX_OBJECTS)):
                self._object(self.raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)
        elif kind == _PATH and len(self.shapes) < MAX_OBJECTS:
            if shape := self._shape(thing, around):
                self.shapes.append(shape)
        elif kind == _IMAGE:
            self.images.append((thing, around))

    def _shape(self, thing: Any, around: Matrix) -> PdfShape | None:  # noqa: ANN401
        edges = [ctypes.c_float() for _ in range(4)]
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not self.raw.FPDFPageObj_GetBounds(thing, *edges):
            return None
        self.raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not fill.value and not stroke.value:
            return None
        left, bottom, right, top = bounds(around, *(edge.value for edge in edges))
        box = self.place_box(left, bottom, right, top)
        if not all(map(math.isfinite, box)):
            return None
        return PdfShape(*box, stroked=bool(stroke.value), filled=bool(fill.value))
