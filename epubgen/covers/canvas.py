# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a cover is drawn on: rules, lines of type, running text, pictures, for horizontal and vertical lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw

from epubgen.covers.breaks import pieces, spans, units
from epubgen.covers.cropping import cropped
from epubgen.covers.type import Typeface, VerticalCell, draw_cell, vertical_cells
from epubgen.covers.words import FrontPage
from epubgen.languages.directions import direction, vertical_lines

__all__ = ["TEXT_SIZES", "Canvas", "CoverColours", "FrontPageLayout", "Rect"]

_BREATHS = frozenset("，。、：；！？」』”》…　")
TEXT_SIZES = (40, 36, 33, 30, 27)
"""Sizes of running text, the largest that fills its room is taken."""
CAPTION_SIZE = 22
LEADING = 1.5
"""Distance of lines, in em."""
_LOST = 6
"""Em that the end of a paragraph leaves blank."""
_LOPSIDED = 4
"""A part of a headline shorter than this share of it is no line."""
_LATIN = "\u1100"
"""Script below this code divides words by spaces."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the canvas."""

    left: float
    top: float
    right: float
    bottom: float

    def below(self, top: float) -> Rect:
        """What is left of it from ``top`` down."""
        return Rect(self.left, top, self.right, self.bottom)

    def inset(self, edge: float) -> Rect:
        """Smaller by ``edge`` on each side."""
        return Rect(self.left + edge, self.top + edge, self.right - edge, self.bottom - edge)

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class CoverColours:
    """What is printed in which colour."""

    accent: str
    """Nameplate, kicker, rules."""
    paper: str
    ink: str = "#111111"
    soft: str = "#444444"
    """Small print."""


@dataclass
class Canvas:
    """A sheet being printed.

    Where the language runs from right to left, all places are measured from the right edge: what is said to be on the
    left is printed on the right, lines begin there, and columns follow each other to the left. So they are where
    vertical lines follow each other from left to right; the layout is that of vertical lines from right to left.
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
        """Whether vertical lines follow each other from left to right, as those of the Mongolian script do."""
        return self.vertical and vertical_lines(self.language) == "vertical-lr"

    def _left(self, left: float, width: float) -> float:
        """Where something of a width has its left edge on the sheet."""
        return self.size[0] - left - width if self.mirrored else left

    def rule(self, left: float, top: float, right: float, bottom: float, colour: str = "") -> None:
        """A filled rule."""
        left, right = self._left(left, right - left), self._left(right, left - right)
        box = [round(left), round(top), round(right) - 1, round(bottom) - 1]
        self.draw.rectangle(box, fill=colour or self.colours.ink)

    def frame(self, box: Rect, width: int = 2, colour: str = "") -> None:
        """A line around a box, inside it."""
        left = self._left(box.left, box.width)
        edges = [round(edge) for edge in (left, box.top, left + box.width - 1, box.bottom - 1)]
        self.draw.rectangle(edges, outline=colour or self.colours.ink, width=width)

    def picture(self, image: Image.Image, box: Rect, *, multiply: bool = False) -> None:
        """A picture that has the size of its box; one on white takes the colour of the paper with ``multiply``."""
        at = (round(self._left(box.left, image.width)), round(box.top))
        if multiply:
            ground = self.sheet.crop((*at, at[0] + image.width, at[1] + image.height))
            image = ImageChops.multiply(ground, image.convert("RGB"))
        self.sheet.paste(image, at)

    # Lines from left to right

    def broken(self, text: str, size: float, width: float, kind: Typeface | None = None) -> list[str]:
        """The text in lines no wider than ``width``; a unit that is wider than a whole line is cut."""
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
        """A unit, or its parts where it is wider than a line."""
        if len(unit) == 1 or kind.width(unit, size) <= width:
            return [unit]
        return [part for piece in pieces(unit) for part in self._narrow(piece, size, width, kind)]

    def holds(self, text: str, size: float, width: float) -> bool:
        """Whether no word, number or date of the text is wider than a line."""
        return all(self.serif.width(unit, size) <= width for unit in units(text))

    def phrased(self, text: str, size: float, width: float) -> list[str]:
        """A headline in one line, or in two parted where it breathes; nothing where neither fits."""
        if self.serif.width(text, size) <= width:
            return [text]
        halves = [(text[:at].rstrip(), text[at:].lstrip()) for at in _breaths(text)]
        whole = [pair for pair in halves if min(map(len, pair)) * _LOPSIDED >= len(text)]
        wide = sorted((max(self.serif.width(half, size) for half in pair), pair) for pair in whole)
        return list(wide[0][1]) if wide and wide[0][0] <= width else []

    def balanced(self, text: str, size: float, width: float) -> list[str]:
        """The text in as few lines, of widths as even as can be."""
        lines = self.broken(text, size, width)
        if len(lines) < 2:  # noqa: PLR2004 - one line is even
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
        """One line; returns where it ends."""
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
        """One line in the middle of a box."""
        left = box.left + (box.width - (kind or self.serif).width(text, size, gap)) / 2
        self.line(text, left, top, size, colour, kind=kind, bold=bold, gap=gap)

    def justified(self, text: str, left: float, top: float, size: float, width: float) -> None:
        """One line that fills its measure, unless too much is missing."""
        spare = width - self.serif.width(text, size)
        self.line(text, left, top, size, gap=spare / (len(text) - 1) if 0 < spare < size * 2 else 0)

    def text_size(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> float:
        """The size at which running text fills its boxes, within what is pleasant to look at."""
        room = sum(box.width * box.height for box in boxes)
        ems = sum(self.serif.width(paragraph, 1) + _LOST for paragraph in paragraphs)
        return next((size for size in TEXT_SIZES if ems * size * size * LEADING <= room), TEXT_SIZES[-1])

    def columns(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> None:
        """Running text through columns, justified, each paragraph indented; what does not fit is left out."""
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

    # Lines from top to bottom, from right to left

    def height(self, text: str, size: float) -> float:
        """Pixels of a vertical line."""
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
        """One vertical line whose right edge is at ``right``; returns where it ends."""
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
        """The cells of one vertical line whose right edge is at ``right``; returns where it ends."""
        kind, colour = kind or self.serif, colour or self.colours.ink
        for cell in cells:
            draw_cell(self.sheet, self.draw, cell, kind, (self._left(right - size, size), top), size, colour, bold)
            top += cell.length * size + gap
        return top - gap

    def balanced_cells(self, text: str, size: float, height: float) -> list[list[VerticalCell]]:
        """The text in as few vertical lines as it needs, of lengths as even as can be."""
        lines = self.stacked(text, size, height)
        least = size * self.longest(text)
        while len(lines) > 1 and (height := height - size / 2) >= least:
            if len(tighter := self.stacked(text, size, height)) > len(lines):
                break
            lines = tighter
        return lines

    def longest(self, text: str) -> float:
        """The length of the longest word, number or date of a text in a vertical line, in em."""
        longest = length = 0.0
        for cell in vertical_cells(text, self.serif, self.language):
            length = length + cell.length if cell.bound else cell.length
            longest = max(longest, length)
        return longest

    def stacked(self, text: str, size: float, height: float) -> list[list[VerticalCell]]:
        """The text in vertical lines no longer than ``height``."""
        rest, lines = list(vertical_cells(text, self.serif, self.language)), []
        while rest:
            taken = _fill(rest, size, height)
            lines.append(rest[:taken])
            rest = rest[taken:]
        return lines

    def tiers(self, paragraphs: Sequence[str], boxes: Sequence[Rect]) -> None:
        """Running text through tiers of vertical lines, from the right of each; what does not fit is left out."""
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
    """How many cells a vertical line takes. A closing mark hangs below it; two of them take a character along."""
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
    """The last place up to ``number`` at which a line may end; ``number`` where one unit is longer than the line."""
    return next((at for at in range(number, 0, -1) if not rest[at].bound), number)


def _breaths(text: str) -> list[int]:
    """Where an East Asian headline may be parted: behind its marks, at its spaces."""
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
    """The front page for one direction of lines: what is on it, and what it is drawn on.

    Both directions have the same parts: nameplate, facts of the day, headline with kicker and deck, photo with caption,
    running text, teasers of other stories. Without a serif face there are pictures only; without a sans face no small
    print.
    """

    canvas: Canvas
    front: FrontPage
    nameplate: Image.Image | None
    photo: Image.Image | None

    @abstractmethod
    def draw(self) -> None:
        """Draw the whole page."""

    def place_photo(self, photo: Image.Image, rect: Rect) -> None:
        """Draw the photo over a rectangle, cropped around its focal point."""
        focal = self.front.photo.focal if self.front.photo else None
        self.canvas.picture(cropped(photo, (rect.width, rect.height), focal), rect)

    def place_caption(self, lines: Sequence[str], left: float, top: float, leading: float) -> None:
        """Draw the lines of a caption, from left to right in both directions."""
        for number, line in enumerate(lines):
            at = top + leading * number
            self.canvas.line(line, left, at, CAPTION_SIZE, self.canvas.colours.soft, kind=self.canvas.sans)

    def caption_lines(self, width: float) -> list[str]:
        """The caption in at most two lines; none without a face for small print, nor where no line is horizontal."""
        if not self.canvas.sans or not self.front.caption or self.canvas.lines_to_the_right:
            return []
        return self.canvas.broken(self.front.caption, CAPTION_SIZE, width, self.canvas.sans)[:2]
