# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shapes and draws lines in scripts whose letters join, combine or run from right to left.

python-bidi gives the levels of the Unicode bidirectional algorithm; HarfBuzz gives the glyphs with positions and
outlines. The outlines are filled here at four times the size, and reduced. No software of the system is used, so the
same versions of the two give the same pixels. python-bidi comes with the extra ``fonts``, HarfBuzz with epubgen.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from math import hypot
from typing import TYPE_CHECKING, TypeAlias

from epubgen.epub.fonts import REGULAR, FontFace
from epubgen.images.pillow import Image, ImageChops, ImageDraw
from epubgen.languages.directions import RTL_LETTER, direction, ordered_numbers, text_direction
from epubgen.startup import dataclass, regex

if TYPE_CHECKING:
    from uharfbuzz import Font

__all__ = ["ShapedLine", "Shaper", "can_order", "needs_shaping", "script_of", "shaped_by"]

_SCRIPTS = (
    ("Hebrew", 0x0590, 0x05FF), ("Arabic", 0x0600, 0x08FF), ("Indic", 0x0900, 0x0DFF), ("Thai", 0x0E00, 0x0E7F),
    ("Lao", 0x0E80, 0x0EFF), ("Tibetan", 0x0F00, 0x0FFF), ("Burmese", 0x1000, 0x109F), ("Khmer", 0x1780, 0x17FF),
    ("Mongolian", 0x1800, 0x18AF), ("Hebrew", 0xFB1D, 0xFB4F), ("Arabic", 0xFB50, 0xFDFF), ("Arabic", 0xFE70, 0xFEFE),
    ("Rohingya", 0x10D00, 0x10D3F), ("Adlam", 0x1E900, 0x1E95F),
)  # fmt: skip
"""Scripts whose letters change their form with their neighbours, or run from right to left."""
_SHAPED = regex("[" + "".join(f"{chr(first)}-{chr(last)}" for _, first, last in _SCRIPTS) + "]")
_STACKED, _REDUCED, _RAISED = "ཀ", 0.78, 0.14
"""A Tibetan letter, and the size and the shift upwards of Tibetan text in em: its letters stack downwards."""
_LARGER = 4
"""Scale at which outlines are filled before they are reduced."""
_STEPS = 5
"""Number of straight pieces that a curve is divided into."""
_SHARES = [step / _STEPS for step in range(1, _STEPS + 1)]
_QUADRATIC = [((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in _SHARES]
_CUBIC = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in _SHARES]
"""Weights of the points of a Bézier curve at the ends of its pieces."""
_LEVELS = regex(r"^    levels: \[\n(.*?)^    \],$", re.DOTALL | re.MULTILINE)

Point: TypeAlias = tuple[float, float]


def script_of(char: str) -> str:
    """Return the name of the script of a letter that must be shaped; empty for every other character."""
    code = ord(char)
    return next((name for name, first, last in _SCRIPTS if first <= code <= last), "") if code >= _SCRIPTS[0][1] else ""


def needs_shaping(text: str) -> bool:
    """Return whether a text has letters that must be shaped."""
    return not text.isascii() and _SHAPED.search(text) is not None


@cache
def can_order() -> bool:
    """Return whether text from right to left can be ordered: python-bidi, of the extra ``fonts``, is installed."""
    return importlib.util.find_spec("bidi") is not None


def shaped_by(text: str) -> tuple[str, ...]:
    """Return the versions of the tools that shape a text; empty if it needs no shaping."""
    if not needs_shaping(text):
        return ()
    from importlib.metadata import version  # noqa: PLC0415 - slow to import

    return tuple(map(version, ("uharfbuzz", "python-bidi") if can_order() else ("uharfbuzz",)))


def _levels(text: str, base: str) -> list[int]:
    """Return the bidirectional level of each character of one line; odd levels run from right to left."""
    if not RTL_LETTER.search(text):
        return [0] * len(text)
    from bidi import get_display  # noqa: PLC0415 - an optional dependency

    found = _LEVELS.search(get_display(text, base_dir=base, debug=True))
    levels = [int(number) for number in re.findall(r"\d+", found[1])] if found else []
    starts, place = [], 0
    for char in text:  # python-bidi gives one level per byte of UTF-8
        starts.append(place)
        place += len(char.encode())
    if place != len(levels):
        raise RuntimeError("this version of python-bidi gives no levels")
    shown = [levels[start] for start in starts]
    for start, end in ordered_numbers(text.replace("\u00a0", " ")):  # e.g. a telephone number: from left to right
        shown[start:end] = [level + level % 2 for level in shown[start:end]]
    return shown


@dataclass(frozen=True, slots=True)
class _ReadRun:
    """Characters with the same face, script and level, in reading order."""

    text: str
    place: int
    level: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph of a face. Its origin is in em from the left end of the base line; ``y`` grows downwards."""

    place: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """The glyphs of a line; lengths are in em."""

    glyphs: tuple[_Glyph, ...]
    width: float


class Shaper:
    """Shapes and draws lines in the faces of a typeface."""

    def __init__(self, faces: Sequence[FontFace], language: str) -> None:
        self.faces, self.language = tuple(faces), language
        self._font = lru_cache(maxsize=None)(self._load)
        self._outline = lru_cache(maxsize=4096)(self._contours)
        self.line = lru_cache(maxsize=4096)(self._line)
        self._mask = lru_cache(maxsize=4096)(self._filled)

    def draw(self, draw: ImageDraw.ImageDraw, at: Point, text: str, size: float, fill: str | int, bold: float) -> None:
        """Draw a line whose base line begins at ``at`` on the left.

        Args:
            draw: the drawing of the picture.
            at: pixels.
            text: the line in reading order.
            size: pixels of an em.
            fill: the colour.
            bold: thickness that a stroke adds on each side, as a share of the size.
        """
        x, y = at
        for glyph in self.line(text).glyphs:
            raised = _RAISED * size if self.faces[glyph.place].has(_STACKED) else 0
            left, shift = divmod(round((x + glyph.x * size) * _LARGER), _LARGER)
            if made := self._mask(glyph.place, glyph.number, size, bold, shift):
                (dx, dy), mask = made
                draw.bitmap((left + dx, round(y + glyph.y * size - raised) + dy), mask, fill)

    def _line(self, text: str) -> ShapedLine:
        x, glyphs = 0.0, list[_Glyph]()
        for run in _visual(list(self._runs(text))):
            font, upem = self._font(run.place)
            for number, advance, dx, dy in self._shaped(run, font):
                glyphs.append(_Glyph(run.place, number, x + dx / upem, -dy / upem))
                x += advance / upem
        return ShapedLine(tuple(glyphs), x)

    def _runs(self, text: str) -> Iterator[_ReadRun]:
        base = "R" if "rtl" in (direction(self.language), text_direction(text)) else "L"
        levels = _levels(text, base)
        parts = zip(text, self._places(text), levels, _scripts(text, levels), strict=True)
        for (place, level, _), chars in groupby(parts, key=lambda part: part[1:]):
            yield _ReadRun("".join(char for char, *_ in chars), place, level)

    def _places(self, text: str) -> list[int]:
        """Return the index of the face of each character. All shaped letters have one face, if one face has them all.

        If most letters are shaped, their face is also used for digits and marks. Other letters have the face that they
        have in other lines.
        """
        letters = _SHAPED.findall(text)
        whole = (place for place, face in enumerate(self.faces) if all(map(face.has, letters)))
        some = (place for place, face in enumerate(self.faces) if any(map(face.has, letters)))
        lead = next(whole, next(some, 0))
        leads = 2 * len(letters) >= sum(map(str.isalpha, text))
        return [
            lead
            if (script_of(char) or (leads and not char.isalpha())) and self.faces[lead].has(char)
            else next((place for place, face in enumerate(self.faces) if face.has(char)), lead)
            for char in text
        ]

    def _shaped(self, run: _ReadRun, font: Font) -> Iterator[tuple[int, int, int, int]]:
        """Yield number, advance and offset of each glyph of a run, from the left."""
        import uharfbuzz as hb  # noqa: PLC0415 - only covers in these scripts need it

        buffer = hb.Buffer()
        buffer.add_str(run.text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if run.level % 2 else "ltr"
        buffer.language = self.language or "und"
        hb.shape(font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            yield info.codepoint, place.x_advance, place.x_offset, place.y_offset

    def _load(self, place: int) -> tuple[Font, int]:
        import uharfbuzz as hb  # noqa: PLC0415 - only covers in these scripts need it

        face = hb.Face(self.faces[place].read(), self.faces[place].index)
        font = hb.Font(face)
        if any(axis.tag == "wght" and axis.default_value < REGULAR for axis in face.axis_infos):
            font.set_variations({"wght": REGULAR})
        return font, round(face.upem / _REDUCED) if self.faces[place].has(_STACKED) else face.upem

    def _contours(self, place: int, number: int) -> list[list[Point]]:
        """Return the outline of a glyph, in em."""
        font, upem = self._font(place)
        drawn = _Outline()
        font.draw_glyph_with_pen(number, drawn)
        return [[(x / upem, y / upem) for x, y in one] for one in drawn.contours if len(one) > 2]  # noqa: PLR2004

    def _filled(
        self, place: int, number: int, size: float, bold: float, shift: int
    ) -> tuple[tuple[int, int], Image.Image] | None:
        """Return the offset of a glyph's mask from its origin, and the mask, in pixels; ``None`` for a blank glyph."""
        scale = size * _LARGER
        contours = [[(x * scale, -y * scale) for x, y in contour] for contour in self._outline(place, number)]
        points = [point for contour in contours for point in contour]
        if not points:
            return None
        edge = round(bold * size * _LARGER) + _LARGER
        left = (min(x for x, _ in points) + shift - edge) // _LARGER
        top = (min(y for _, y in points) - edge) // _LARGER
        right = (max(x for x, _ in points) + shift + edge) // _LARGER + 1
        bottom = (max(y for _, y in points) + edge) // _LARGER + 1
        dx, dy = shift - left * _LARGER, -top * _LARGER
        moved = [[(x + dx, y + dy) for x, y in contour] for contour in contours]
        large = _fill(moved, (int(right - left) * _LARGER, int(bottom - top) * _LARGER), bold * size * _LARGER)
        return (int(left), int(top)), large.reduce(_LARGER)


def _scripts(text: str, levels: Sequence[int]) -> list[str]:
    """Return the script of each character.

    Marks and spaces take that of the character before them on their level, or after.
    """
    known = [script_of(char) or ("" if char.isalnum() else None) for char in text]
    for way in (1, -1):
        before = None
        for at in range(len(text))[::way]:
            if known[at] is None and before is not None and levels[before] == levels[at]:
                known[at] = known[before]
            before = at
    return [script or "" for script in known]


def _visual(runs: list[_ReadRun]) -> list[_ReadRun]:
    """Return the runs in order from left to right (rule L2 of the bidirectional algorithm)."""
    levels = {run.level for run in runs}
    for level in range(max(levels, default=0), 0, -1):
        ordered = list[_ReadRun]()
        for inside, part in groupby(runs, key=lambda run, least=level: run.level >= least):  # type: ignore[misc]
            ordered += list(part)[:: -1 if inside else 1]
        runs = ordered
    return runs


class _Outline:
    """A pen for HarfBuzz that collects the outline of a glyph as closed lines of points."""

    def __init__(self) -> None:
        self.contours: list[list[Point]] = []

    def moveTo(self, point: Point) -> None:  # noqa: N802 - named by HarfBuzz
        self.contours.append([point])

    def lineTo(self, point: Point) -> None:  # noqa: N802 - named by HarfBuzz
        self.contours[-1].append(point)

    def qCurveTo(self, one: Point, end: Point) -> None:  # noqa: N802 - named by HarfBuzz
        (a, b), (c, d), (e, f) = self.contours[-1][-1], one, end
        self.contours[-1] += [(u * a + v * c + w * e, u * b + v * d + w * f) for u, v, w in _QUADRATIC]

    def curveTo(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802 - named by HarfBuzz
        (a, b), (c, d), (e, f), (g, h) = self.contours[-1][-1], one, two, end
        self.contours[-1] += [(t * a + u * c + v * e + w * g, t * b + u * d + v * f + w * h) for t, u, v, w in _CUBIC]

    def closePath(self) -> None:  # noqa: N802 - named by HarfBuzz
        """Do nothing: contours are always closed."""

    endPath = closePath  # noqa: N815 - named by HarfBuzz


def _fill(contours: Sequence[Sequence[Point]], size: tuple[int, int], stroke: float) -> Image.Image:
    """Return a mask of the area inside the contours by the nonzero rule, with a stroke along them."""
    ways = [Image.new("L", size), Image.new("L", size)]
    for contour in contours:
        area = sum(a * d - c * b for (a, b), (c, d) in pairwise((*contour, contour[0])))
        one = Image.new("L", size)
        ImageDraw.Draw(one).polygon(contour, fill=1)
        ways[area > 0] = ImageChops.add(ways[area > 0], one)
    mask = ImageChops.difference(*ways).point([0, *[255] * 255])
    mask = ImageChops.darker(mask, ImageChops.offset(mask, 1, 0))  # Pillow includes the edge pixels of a polygon
    for contour in contours if stroke else ():
        _stroke(ImageDraw.Draw(mask), contour, stroke)
    return mask


def _stroke(pen: ImageDraw.ImageDraw, contour: Sequence[Point], reach: float) -> None:
    """Fill the area within a distance of ``reach`` from a closed line."""
    for (a, b), (c, d) in pairwise((*contour, contour[0])):
        pen.ellipse((a - reach, b - reach, a + reach, b + reach), fill=255)
        if length := hypot(c - a, d - b):
            dx, dy = (b - d) * reach / length, (c - a) * reach / length
            pen.polygon(((a + dx, b + dy), (c + dx, d + dy), (c - dx, d - dy), (a - dx, b - dy)), fill=255)
