# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet that a cover is printed on: rules, lines of type, paragraphs in columns, pictures, for both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw

from epubgen.covers.type import Type, units
from epubgen.covers.upright import Cell, cells, draw_cell

__all__ = ["LEADING", "TEXT_SIZES", "Box", "Canvas", "Colours"]


_BREATHS = frozenset("，。、：；！？」』”》…　")
TEXT_SIZES = (40, 36, 33, 30, 27)
LEADING = 1.5
"""Distance of lines, in em."""
_LOST = 6
"""Em that the end of a paragraph leaves blank."""
_LOPSIDED = 4
"""A part of a headline shorter than this share of it is no line."""
_LATIN = "\u1100"
"""Script below this code divides words by spaces."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Colours:
    """What is printed in which colour."""

    accent: str
    """Nameplate, kicker, rules."""
    paper: str
    ink: str = "#111111"
    soft: str = "#444444"
    """Small print."""


@dataclass
class Canvas:
    """A sheet being printed."""

    size: tuple[int, int]
    colours: Colours
    serif: Type
    sans: Type
    language: str
    sheet: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Image.new("RGB", self.size, self.colours.paper)
        self.draw = ImageDraw.Draw(self.sheet)

    def rule(self, left: float, top: float, right: float, bottom: float, colour: str = "") -> None:
        """A filled rule."""
        box = [round(left), round(top), round(right) - 1, round(bottom) - 1]
        self.draw.rectangle(box, fill=colour or self.colours.ink)

    def frame(self, box: Box, width: int = 2, colour: str = "") -> None:
        """A line around a box, inside it."""
        edges = [round(edge) for edge in (box.left, box.top, box.right - 1, box.bottom - 1)]
        self.draw.rectangle(edges, outline=colour or self.colours.ink, width=width)

    def picture(self, image: Image.Image, box: Box, *, multiply: bool = False) -> None:
        """A picture that has the size of its box; one on white takes the colour of the paper with ``multiply``."""
        at = (round(box.left), round(box.top))
        if multiply:
            ground = self.sheet.crop((*at, at[0] + image.width, at[1] + image.height))
            image = ImageChops.multiply(ground, image.convert("RGB"))
        self.sheet.paste(image, at)

    # Lines from left to right

    def broken(self, text: str, size: float, width: float, kind: Type | None = None) -> list[str]:
        """The text in lines no wider than ``width``."""
        kind = kind or self.serif
        lines, line = [], ""
        for unit in units(text):
            if line and kind.width((line + unit).rstrip(), size) > width:
                lines.append(line.rstrip())
                line = "" if unit == " " else unit
            else:
                line += "" if unit == " " and not line else unit
        return [*lines, line.rstrip()] if line.strip() else lines

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
        while (tighter := self.broken(text, size, width := width - size / 4)) and len(tighter) == len(lines):
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
        kind: Type | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """One line; gives where it ends."""
        kind = kind or self.serif
        return kind.write(self.draw, (left, top), text, size, colour or self.colours.ink, bold=bold, gap=gap)

    def centred(
        self,
        text: str,
        box: Box,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Type | None = None,
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

    def text_size(self, paragraphs: Sequence[str], boxes: Sequence[Box]) -> float:
        """The size at which running text fills its boxes, within what is pleasant to look at."""
        room = sum(box.width * box.height for box in boxes)
        ems = sum(self.serif.width(paragraph, 1) + _LOST for paragraph in paragraphs)
        return next((size for size in TEXT_SIZES if ems * size * size * LEADING <= room), TEXT_SIZES[-1])

    def columns(self, paragraphs: Sequence[str], boxes: Sequence[Box]) -> None:
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
                line = self.broken(rest, size, room)[0]
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
        return sum(cell.length for cell in cells(text, self.serif, self.language)) * size

    def down(
        self,
        text: str,
        right: float,
        top: float,
        size: float,
        colour: str = "",
        *,
        kind: Type | None = None,
        bold: float = 0,
        gap: float = 0,
    ) -> float:
        """One vertical line whose right edge is at ``right``; gives where it ends."""
        kind = kind or self.serif
        for cell in cells(text, kind, self.language):
            draw_cell(self.sheet, self.draw, cell, kind, (right - size, top), size, colour or self.colours.ink, bold)
            top += cell.length * size + gap
        return top - gap

    def stacked(self, text: str, size: float, height: float) -> list[list[Cell]]:
        """The text in vertical lines no longer than ``height``."""
        rest, lines = list(cells(text, self.serif, self.language)), []
        while rest:
            taken = _fill(rest, size, height)
            lines.append(rest[:taken])
            rest = rest[taken:]
        return lines

    def tiers(self, paragraphs: Sequence[str], boxes: Sequence[Box]) -> None:
        """Running text through tiers of vertical lines, from the right of each; what does not fit is left out."""
        size = self.text_size(paragraphs, boxes)
        at = iter([(right, box) for box in boxes for right in _rights(box, size, size * LEADING)])
        for paragraph in paragraphs:
            indent = "" if paragraph[:1] in "「『（" else "\u3000" * (2 if self.language.startswith("zh") else 1)
            rest = list(cells(indent + paragraph.strip(), self.serif, self.language))
            while rest:
                place = next(at, None)
                if place is None:
                    return
                right, box = place
                taken = _fill(rest, size, box.height - size / 2)
                top = box.top
                for cell in rest[:taken]:
                    draw_cell(self.sheet, self.draw, cell, self.serif, (right - size, top), size, self.colours.ink, 0)
                    top += cell.length * size
                rest = rest[taken:]


def _fill(rest: Sequence[Cell], size: float, height: float) -> int:
    """How many cells a vertical line takes. A closing mark hangs below it; two of them take a character along."""
    used = 0.0
    for number, cell in enumerate(rest):
        used += cell.length * size
        if number and used > height + 1:
            if not cell.clings:
                return number
            if used > height + size + 1:
                return max(1, number - 2)
    return len(rest)


def _breaths(text: str) -> list[int]:
    """Where an East Asian headline may be parted: behind its marks, at its spaces."""
    return [at for at in range(1, len(text)) if text[at - 1] in _BREATHS or (text[at] == " " and text[at - 1] > _LATIN)]


def _tops(box: Box, size: float, leading: float) -> list[float]:
    count = int((box.height - size) // leading) + 1
    return [box.top + number * leading for number in range(max(0, count))]


def _rights(box: Box, size: float, leading: float) -> list[float]:
    count = int((box.width - size) // leading) + 1
    return [box.right - number * leading for number in range(max(0, count))]
