# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drawing area of a cover: rules, lines of text, running text and pictures, for horizontal and vertical lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import field

from epubgen.covers.breaks import pieces, spans, units
from epubgen.covers.cropping import cropped
from epubgen.covers.type import Typeface, VerticalCell, draw_cell, vertical_cells
from epubgen.covers.words import FrontPage
from epubgen.images.pillow import Image, ImageChops, ImageDraw
from epubgen.languages.directions import direction, vertical_lines
from epubgen.startup import dataclass

__all__ = ["TEXT_SIZES", "Canvas", "CoverColours", "FrontPageLayout", "Rect"]

_BREATHS = frozenset("，。、：；！？」』”》…　")
TEXT_SIZES = (40, 36, 33, 30, 27)
"""Sizes of running text in pixels. The largest size that fits the boxes is used."""
CAPTION_SIZE = 22
LEADING = 1.5
"""Distance between lines, in em."""
_LOST = 6
"""Estimated blank space after the end of a paragraph, in em."""
_LOPSIDED = 4
"""A headline is not split if one part is shorter than 1/4 of it."""
_LATIN = "\u1100"
"""Scripts with codes below this one separate words by spaces."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the canvas, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def below(self, top: float) -> Rect:
        """Return the part of the rectangle below ``top``."""
        return Rect(self.left, top, self.right, self.bottom)

    def inset(self, edge: float) -> Rect:
        """Return the rectangle reduced by ``edge`` on each side."""
        return Rect(self.left + edge, self.top + edge, self.right - edge, self.bottom - edge)

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class CoverColours:
    """The colours of a cover, as CSS colours."""

    accent: str
    """Colour of nameplate, kicker and rules."""
    paper: str
    ink: str = "#111111"
    soft: str = "#444444"
    """Colour of small text."""


@dataclass
class Canvas:
    """The picture on which a cover is drawn.

    For a language that runs from right to left, all positions are measured from the right edge: a position given as
    left is drawn on the right, lines begin on the right, and columns follow from right to left. The same holds for
    vertical lines that follow from left to right: the layout is the mirror image of vertical lines from right to left.
    """

    size: tuple[int, int]
    colours: CoverColours
    serif: Typeface
    sans: Typeface
    language: str
    vertical: bool = False
    """Whether lines run from top to bottom."""
    sheet: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)
    mirrored: bool = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Image.new("RGB", self.size, self.colours.paper)
        self.draw = ImageDraw.Draw(self.sheet)
        self.mirrored = direction(self.language) == "rtl" or self.lines_to_the_right

    @property
    def lines_to_the_right(self) -> bool:
        """Return whether vertical lines follow from left to right, as in the Mongolian script."""
        return self.vertical and vertical_lines(self.language) == "vertical-lr"

    def _left(self, left: float, width: float) -> float:
        """Return the left edge in the picture of something with a width."""
        return self.size[0] - left - width if self.mirrored else left

    def rule(self, left: float, top: float, right: float, bottom: float, colour: str = "") -> None:
        """Draw a filled rule."""
        left, right = self._left(left, right - left), self._left(right, left - right)
        box = [round(left), round(top), round(right) - 1, round(bottom) - 1]
        self.draw.rectangle(box, fill=colour or self.colours.ink)

    def frame(self, box: Rect, width: int = 2, colour: str = "") -> None:
        """Draw a line along the inner edges of a box."""
        left = self._left(box.left, box.width)
        edges = [round(edge) for edge in (left, box.top, left + box.width - 1, box.bottom - 1)]
        self.draw.rectangle(edges, outline=colour or self.colours.ink, width=width)

    def picture(self, image: Image.Image, box: Rect, *, multiply: bool = False) -> None:
        """Draw a picture of the size of its box; with ``multiply``, its white takes the colour of the paper."""
        at = (round(self._left(box.left, image.width)), round(box.top))
        if multiply:
            ground = self.sheet.crop((*at, at[0] + image.width, at[1] + image.height))
            image = ImageChops.multiply(ground, image.convert("RGB"))
        self.sheet.paste(image, at)

    # Horizontal lines

    def broken(self, text: str, size: float, width: float, kind: Typeface | None = None) -> list[str]:
        """Break a text into lines no wider than ``width``. A unit wider than a line is split."""
        return list(self._lines(text, size, width, kind or self.serif))

    def _lines(self, text: str, size: float, width: float, kind: Typeface) -> Iterator[str]:
        line = ""
        for unit in (part for whole in units(text) for part in self._narrow(whole, size, width, kind)):
            if line and kind.width((line + unit).rstrip(), size) > width:
                yield line.rstrip()
                line = "" if unit == " " else unit
            else:
                line += "" if unit == " " and not line else unit
        if line.strip():
            yield line.rstrip()

    def _narrow(self, unit: str, size: float, width: float, kind: Typeface) -> list[str]:
        """Return a unit, or its parts if it is wider than a line."""
        if len(unit) == 1 or kind.width(unit, size) <= width:
            return [unit]
        return [part for piece in pieces(unit) for part in self._narrow(piece, size, width, kind)]

    def holds(self, text: str, size: float, width: float) -> bool:
        """Return whether each word, number and date of the text fits in a line."""
        return all(self.serif.width(unit, size) <= width for unit in units(text))

    def phrased(self, text: str, size: float, width: float) -> list[str]:
        """Return a headline in one line, or in two lines split at a mark or space; empty if neither fits."""
        if self.serif.width(text, size) <= width:
            return [text]
        halves = [(text[:at].rstrip(), text[at:].lstrip()) for at in _breaths(text)]
        whole = [pair for pair in halves if min(map(len, pair)) * _LOPSIDED >= len(text)]
        wide = sorted((max(self.serif.width(half, size) for half in pair), pair) for pair in whole)
        return list(wide[0][1]) if wide and wide[0][0] <= width else []

    def balanced(self, text: str, size: float, width: float) -> list[str]:
        """Break a text into as few lines as possible, with widths as equal as possible."""
        lines = self.broken(text, size, width)
        if len(lines) < 2:  # noqa: PLR2004 - one line is always balanced
            return lines
        widest = max(self.serif.width(unit, size) for unit in units(text))
        while (width := width - size / 4) >= widest and len(tighter := self.broken(text, size, width)) == len(lines):
            lines = tighter
        return lines

    def line(
        self,
        text: str,
        left: float,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Typeface | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """Draw one line; return where it ends."""
        kind = kind or self.serif
        left = self._left(left, kind.width(text, size, gap)) if self.mirrored else left
        return kind.write(self.draw, (left, top), text, size, colour or self.colours.ink, bold=bold, gap=gap)

    def centred(
        self,
        text: str,
        box: Rect,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Typeface | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> None:
        """Draw one line in the middle of a box."""
        left = box.left + (box.width - (kind or self.serif).width(text, size, gap)) / 2
        self.line(text, left, top, size, colour, kind=kind, bold=bold, gap=gap)

    def justified(self, text: str, left: float, top: float, size: float, width: float) -> None:
        """Draw one line with letter spacing that fills the width. A line that is much too short is not spaced."""
        spare = width - self.serif.width(text, size)
        self.line(text, left, top, size, gap=spare / (len(text) - 1) if 0 < spare < size * 2 else 0)

    def text_size(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> float:
        """Return the size in pixels at which running text fills its boxes, out of ``TEXT_SIZES``."""
        room = sum(box.width * box.height for box in boxes)
        ems = sum(self.serif.width(paragraph, 1) + _LOST for paragraph in paragraphs)
        return next((size for size in TEXT_SIZES if ems * size * size * LEADING <= room), TEXT_SIZES[-1])

    def columns(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> None:
        """Draw running text in columns, with indented paragraphs. Text that does not fit is left out."""
        size = self.text_size(paragraphs, boxes)
        leading, east = size * LEADING, self.language.startswith(("zh", "ja"))
        indent = size * (2 if self.language.startswith("zh") else 1)
        places = [(box, top) for box in boxes for top in _tops(box, size, leading)]
        at = iter(places)
        for paragraph in paragraphs:
            rest, first = paragraph.strip(), True
            while rest:
                place = next(at, None)
                if place is None:
                    return
                box, top = place
                room = box.width - (indent if first else 0)
                line = next(self._lines(rest, size, room, self.serif))
                rest = rest[rest.index(line) + len(line) :].lstrip() if line in rest else ""
                left = box.left + (indent if first else 0)
                if rest and east:
                    self.justified(line, left, top, size, room)
                else:
                    self.line(line, left, top, size)
                first = False

    # Vertical lines

    def height(self, text: str, size: float) -> float:
        """Return the length of a vertical line in pixels."""
        return sum(cell.length for cell in vertical_cells(text, self.serif, self.language)) * size

    def down(
        self,
        text: str,
        right: float,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Typeface | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """Draw one vertical line with its right edge at ``right``; return where it ends."""
        kind = kind or self.serif
        cells = list(vertical_cells(text, kind, self.language))
        return self.down_cells(cells, right, top, size, colour, kind=kind, bold=bold, gap=gap)

    def down_cells(
        self,
        cells: Sequence[VerticalCell],
        right: float,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Typeface | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """Draw the cells of one vertical line with its right edge at ``right``; return where it ends."""
        kind, colour = kind or self.serif, colour or self.colours.ink
        for cell in cells:
            draw_cell(self.sheet, self.draw, cell, kind, (self._left(right - size, size), top), size, colour, bold)
            top += cell.length * size + gap
        return top - gap

    def balanced_cells(self, text: str, size: float, height: float) -> list[list[VerticalCell]]:
        """Break a text into as few vertical lines as possible, with lengths as equal as possible."""
        lines = self.stacked(text, size, height)
        least = size * self.longest(text)
        while len(lines) > 1 and (height := height - size / 2) >= least:
            if len(tighter := self.stacked(text, size, height)) > len(lines):
                break
            lines = tighter
        return lines

    def longest(self, text: str) -> float:
        """Return the length in em of the longest word, number or date of a text in a vertical line."""
        longest = length = 0.0
        for cell in vertical_cells(text, self.serif, self.language):
            length = length + cell.length if cell.bound else cell.length
            longest = max(longest, length)
        return longest

    def stacked(self, text: str, size: float, height: float) -> list[list[VerticalCell]]:
        """Break a text into vertical lines no longer than ``height``."""
        rest, lines = list(vertical_cells(text, self.serif, self.language)), []
        while rest:
            taken = _fill(rest, size, height)
            lines.append(rest[:taken])
            rest = rest[taken:]
        return lines

    def tiers(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> None:
        """Draw running text in tiers of vertical lines, each from the right. Text that does not fit is left out."""
        size = self.text_size(paragraphs, boxes)
        at = iter([(right, box) for box in boxes for right in _rights(box, size, size * LEADING)])
        for paragraph in paragraphs:
            indent = "" if paragraph[:1] in "「『（" else "\u3000" * (2 if self.language.startswith("zh") else 1)
            rest = list(vertical_cells(indent + paragraph.strip(), self.serif, self.language))
            while rest:
                place = next(at, None)
                if place is None:
                    return
                right, box = place
                taken = _fill(rest, size, box.height - size / 2)
                self.down_cells(rest[:taken], right, box.top, size)
                rest = rest[taken:]


def _fill(rest: Sequence[VerticalCell], size: float, height: float) -> int:
    """Return how many cells fit; one closing mark may hang below the line, two closing marks go to the next line."""
    used = 0.0
    for number, cell in enumerate(rest):
        used += cell.length * size
        if number and used > height + 1:
            if not cell.clings:
                return _whole_unit(rest, number)
            if used > height + size + 1:
                return _whole_unit(rest, max(1, number - 2))
    return len(rest)


def _whole_unit(rest: Sequence[VerticalCell], number: int) -> int:
    """Return the last position up to ``number`` where a line may end, or ``number`` if there is none."""
    return next((at for at in range(number, 0, -1) if not rest[at].bound), number)


def _breaths(text: str) -> list[int]:
    """Return where an East Asian headline may be split: after its marks and at its spaces."""
    starts = {start for start, _ in spans(text)}
    return [
        at
        for at in range(1, len(text))
        if at in starts and (text[at - 1] in _BREATHS or (text[at] == " " and text[at - 1] > _LATIN))
    ]


def _tops(box: Rect, size: float, leading: float) -> list[float]:
    count = int((box.height - size) // leading) + 1
    return [box.top + number * leading for number in range(max(0, count))]


def _rights(box: Rect, size: float, leading: float) -> list[float]:
    count = int((box.width - size) // leading) + 1
    return [box.right - number * leading for number in range(max(0, count))]


@dataclass
class FrontPageLayout(ABC):
    """The front page for one direction of lines: its texts and pictures, and its canvas.

    Both directions show the same parts: nameplate, facts of the day, headline with kicker and deck, photo with caption,
    running text, teasers of other stories. A page without a serif typeface has pictures only; without a sans-serif
    typeface, no small text.
    """

    canvas: Canvas
    front: FrontPage
    nameplate: Image.Image | None
    photo: Image.Image | None

    @abstractmethod
    def draw(self) -> None:
        """Draw the whole page."""

    def place_photo(self, photo: Image.Image, rect: Rect) -> None:
        """Draw the photo in a rectangle, cropped around its focal point."""
        focal = self.front.photo.focal if self.front.photo else None
        self.canvas.picture(cropped(photo, (rect.width, rect.height), focal), rect)

    def place_caption(self, lines: Sequence[str], left: float, top: float, leading: float) -> None:
        """Draw the lines of a caption. They are horizontal in both layouts."""
        for number, line in enumerate(lines):
            at = top + leading * number
            self.canvas.line(line, left, at, CAPTION_SIZE, self.canvas.colours.soft, kind=self.canvas.sans)

    def caption_lines(self, width: float) -> list[str]:
        """Break the caption into at most two lines; none without a sans-serif typeface, or without horizontal lines."""
        if not self.canvas.sans or not self.front.caption or self.canvas.lines_to_the_right:
            return []
        return self.canvas.broken(self.front.caption, CAPTION_SIZE, width, self.canvas.sans)[:2]
