# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of a PDF as values: characters with their boxes and fonts, lines and frames, pictures.

Lengths are points. Places count from the upper left corner of the page as it is shown: turned and cropped.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple, Self

from epubgen.images.pdf_pictures import PdfPicture, pictures_of
from epubgen.images.source import one_at_a_time

__all__ = ["PdfCharacter", "PdfFile", "PdfFont", "PdfPage", "PdfRefusedError", "PdfShape"]

MAX_PAGES = 400
"""No issue has more; a forged page tree has millions."""
MAX_CHARACTERS = 200_000
"""Of one page: the fullest page of a newspaper holds a sixth of it."""
MAX_OBJECTS = 100_000
"""Of one page. A map may have more lines; what is beyond is left out and told."""
MAX_DEPTH = 6
"""Forms inside forms."""
MAX_STREAM, MAX_STREAMS = 2**28, 2**30
"""Bytes that one stream and all streams of a file may unfold to."""
_STREAM = re.compile(rb"stream\r?\n")
_PASSWORD, _SECURITY = 4, 5
"""Error numbers of PDFium."""
_BOLD = 600
"""A font of this weight is bold."""
_BOLD_NAME = re.compile(r"bold|heavy|black|demi|[-_ ]w[6-9]\b|[粗黑]", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HYPHEN = 2
"""As PDFium writes a hyphen that only the end of the line asks for."""
_BLANKS = frozenset((32, 9, 160))
_SPACES = frozenset((*_BLANKS, 10, 13))
_ASKED = 40
"""So many characters of a font are asked whether the file says what they are."""
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE = 3
"""The way of drawing of text that lies unseen over a scan."""


class PdfRefusedError(Exception):
    """The file cannot be read: ``reason`` is ``password``, ``damaged``, ``big``, ``pages`` or ``empty``."""

    def __init__(self, reason: str, why: str = "") -> None:
        self.reason = reason
        self.why = why
        super().__init__(reason, why)


class PdfCharacter(NamedTuple):
    """A character where it is printed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    """Origin: where the pen stood."""
    size: float
    font: int
    """Its place in the fonts of the page."""
    turn: int
    """Degrees by which it is turned clockwise: 0, 90, 180 or 270."""
    spaced: int
    """What stands before it: 0 nothing, 1 room for a space, 2 a printed space."""
    hyphen: bool
    """A hyphen that only the end of the line asked for."""


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class PdfShape:
    """A line, a frame or a coloured ground: the box of a path."""

    left: float
    top: float
    right: float
    bottom: float
    stroked: bool
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page."""

    number: int
    width: float
    height: float
    characters: tuple[PdfCharacter, ...] = ()
    fonts: tuple[PdfFont, ...] = ()
    shapes: tuple[PdfShape, ...] = ()
    pictures: tuple[PdfPicture, ...] = ()
    unmapped: int = 0
    """Characters of which the file does not say what they are."""
    unseen: int = 0
    """Characters that are not shown: they lie over a scan."""
    left_out: int = 0
    """Characters and objects beyond the limits."""

    @property
    def scan(self) -> bool:
        """Whether a picture covers the page: it was scanned."""
        area = self.width * self.height
        return any(one.area >= 0.7 * area for one in self.pictures)


@dataclass(slots=True)
class PdfFile:
    """A PDF that is open: ``with PdfFile(data) as pdf``. PDFium works for one at a time."""

    data: bytes
    password: str = ""
    _document: Any = field(init=False, default=None)

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            PdfRefusedError: it cannot be read, or would take too much.
        """
        import pypdfium2  # noqa: PLC0415 - an extra

        _refuse_bombs(self.data)
        one_at_a_time.acquire()
        try:
            self._document = pypdfium2.PdfDocument(self.data, password=self.password or None)
            pages = len(self._document)
        except pypdfium2.PdfiumError as error:
            self.__exit__(None, None, None)
            code = getattr(error, "err_code", 0)
            raise PdfRefusedError("password" if code in (_PASSWORD, _SECURITY) else "damaged", str(error)) from error
        if not 0 < pages <= MAX_PAGES:
            self.__exit__(None, None, None)
            raise PdfRefusedError("pages" if pages else "empty", str(pages))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        try:
            if self._document is not None:
                self._document.close()
        finally:
            self._document = None
            one_at_a_time.release()

    def __len__(self) -> int:
        """The number of pages."""
        return len(self._document)

    def pages(self) -> Iterator[PdfPage]:
        """Each page, read when it is asked for; a page that cannot be loaded is empty."""
        import pypdfium2  # noqa: PLC0415 - an extra

        for number in range(1, len(self) + 1):
            try:
                page = self._document[number - 1]
            except pypdfium2.PdfiumError:
                yield PdfPage(number=number, width=0, height=0)
                continue
            try:
                yield _PageReader(page, number).read()
            finally:
                page.close()


def _refuse_bombs(data: bytes) -> None:
    """Raise where packed streams unfold to more than a paper has: each is unfolded within a limit and forgotten."""
    whole = 0
    for start in _STREAM.finditer(data):
        place, packed = start.end(), data[start.end() : start.end() + 2]
        if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] << 8 | packed[1]) % 31:  # noqa: PLR2004 - RFC 1950
            continue
        end = data.find(b"endstream", place)
        whole += _unfolded(data[place : end if end >= 0 else len(data)])
        if whole > MAX_STREAMS:
            raise PdfRefusedError("big")


def _unfolded(packed: bytes) -> int:
    """Bytes that a stream unfolds to, three times over where what comes out is packed again."""
    size = 0
    for _ in range(3):
        unpacker = zlib.decompressobj()
        kept, rest, size = b"", packed, 0
        try:
            while rest:
                piece = unpacker.decompress(rest, 2**22)
                kept = kept or piece
                size += len(piece)
                if size > MAX_STREAM:
                    raise PdfRefusedError("big")
                rest = unpacker.unconsumed_tail if piece else b""
        except zlib.error:
            return size
        if kept[:1] != b"\x78":
            return size
        packed = kept
    return size


def _object_finder(raw: Any) -> Any:  # noqa: ANN401 - of a library without types
    """``FPDFText_GetTextObject`` that gives a number: pointers are dear where every character asks for one."""
    address = ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(address)


class _Type(NamedTuple):
    size: float
    font: int
    turn: int


class _PageReader:
    """Reads one page of PDFium."""

    def __init__(self, page: Any, number: int) -> None:  # noqa: ANN401 - of a library without types
        import pypdfium2.raw  # noqa: PLC0415 - an extra

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
        """A place of the file as a place of the page that is shown."""
        if self.turn == 90:  # noqa: PLR2004 - quarters of a turn
            return y - self.bottom, x - self.left
        if self.turn == 180:  # noqa: PLR2004
            return self.right - x, y - self.bottom
        if self.turn == 270:  # noqa: PLR2004
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def place_box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The same for a box: left, top, right, bottom."""
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
            if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - half of a pair
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
                code = 0xFFFD if code < 32 or code >= 0xFFFE else code  # noqa: PLR2004 - no character
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
        """Whether the file does not say what a character is; a font that says it of many says it of all."""
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
        """Font, size and turn of a text object, looked up once for all its characters."""
        none = _Type(1.0, self._number(PdfFont("", bold=False, italic=False)), 0) if not key else None
        self.types[key] = none or self._read_type(ctypes.cast(key, self.raw.FPDF_PAGEOBJECT))
        return self.types[key]

    def _read_type(self, thing: Any) -> _Type:  # noqa: ANN401
        raw, size, matrix = self.raw, ctypes.c_float(), self.raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(thing, size)
        raw.FPDFPageObj_GetMatrix(thing, matrix)
        if raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            self.unseen += 1
        turn = round(math.degrees(math.atan2(-matrix.b, matrix.a)) / 90) * 90 + self.turn
        real = abs(size.value) * math.hypot(matrix.c, matrix.d)
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
        drawn = raw.FPDFTextObj_GetTextRenderMode(thing) == 2  # noqa: PLR2004 - filled and stroked: made bold
        bold = (
            drawn or bool(_BOLD_NAME.search(words)) or flags & _FORCE_BOLD != 0 or raw.FPDFFont_GetWeight(font) >= _BOLD
        )
        return PdfFont(words, bold=bold, italic=slope.value != 0 or "ital" in words.lower() or "obliq" in words.lower())

    def _objects(self) -> None:
        count = self.raw.FPDFPage_CountObjects(self.page)
        self.left_out += max(0, count - MAX_OBJECTS)
        for index in range(min(count, MAX_OBJECTS)):
            self._object(self.raw.FPDFPage_GetObject(self.page, index), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)

    def _object(self, thing: Any, around: Matrix, depth: int) -> None:  # noqa: ANN401
        kind = self.raw.FPDFPageObj_GetType(thing)
        if kind == _FORM and depth < MAX_DEPTH and len(self.shapes) < MAX_OBJECTS:
            matrix = self.raw.FS_MATRIX()
            self.raw.FPDFPageObj_GetMatrix(thing, matrix)
            own = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
            for index in range(min(self.raw.FPDFFormObj_CountObjects(thing), MAX_OBJECTS)):
                self._object(self.raw.FPDFFormObj_GetObject(thing, index), _joined(own, around), depth + 1)
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


Matrix = tuple[float, float, float, float, float, float]


def _joined(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does what two do in turn."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def bounds(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """The box around a box that a matrix moved: left, bottom, right, top."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
