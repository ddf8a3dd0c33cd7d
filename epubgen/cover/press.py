# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet that a cover is printed on: rules, lines of type, paragraphs in columns, pictures, for both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw

from epubgen.cover.type import Type, units
from epubgen.cover.upright import Cell, cells, draw_cell

__all__ = ["Box", "Colours", "Press"]


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
class Press:
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

    def balanced(self, text: str, size: float, width: float) -> list[str]:
        """The text in as few lines, of widths as even as can be."""
        lines = self.broken(text, size, width)
        if len(lines) < 2:  # noqa: PLR2004 - one line is even
            return lines
        while (tighter := self.broken(text, size, width := width - size / 4)) and len(tighter) == len(lines):
            lines = tighter
        return lines

    def line(
        self, text: str, left: float, top: float, size: float, colour: str = "", *, kind: Type | None = None, bold: float = 0,
        gap: float = 0,
    ) -> float:  # fmt: skip
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
        """One line that fills its measure: between words where there are any, else between characters."""
        spare = width - self.serif.width(text, size)
        gaps = text.count(" ") or len(text) - 1
        between = spare / gaps if gaps and spare < size * 2 else 0
        if " " not in text:
            self.line(text, left, top, size, gap=between)
            return
        for word in text.split(" "):
            left = self.line(word, left, top, size) + self.serif.width(" ", size) + between

    def columns(self, paragraphs: Iterable[str], boxes: Sequence[Box], size: float, leading: float) -> None:
        """Running text through columns, justified, each paragraph indented; what does not fit is left out."""
        east = self.language not in ("en",)
        indent = size * (2 if self.language.startswith("zh") else 1 if east else 1.2)
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
                if rest:
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
        """The text in vertical lines no longer than ``height``; a closing mark hangs below rather than begin a line."""
        lines: list[list[Cell]] = [[]]
        used = 0.0
        for cell in cells(text, self.serif, self.language):
            if used + cell.length * size > height + 1 and lines[-1] and not cell.clings:
                lines.append([])
                used = 0.0
            lines[-1].append(cell)
            used += cell.length * size
        return [line for line in lines if line]

    def tiers(self, paragraphs: Iterable[str], boxes: Sequence[Box], size: float, leading: float) -> None:
        """Running text through tiers of vertical lines."""
        at = iter([(right, box) for box in boxes for right in _rights(box, size, leading)])
        for paragraph in paragraphs:
            mark = "" if paragraph[:1] in "「『（" else "\u3000"
            indent = mark * (2 if self.language == "zh-Hans" or self.language == "zh-Hant" else 1)
            tall = boxes[0].height
            for line in self.stacked(indent + paragraph.strip(), size, tall):
                place = next(at, None)
                if place is None:
                    return
                right, box = place
                top = box.top
                for cell in line:
                    draw_cell(self.sheet, self.draw, cell, self.serif, (right - size, top), size, self.colours.ink, 0)
                    top += cell.length * size


def _tops(box: Box, size: float, leading: float) -> list[float]:
    count = int((box.height - size) // leading) + 1
    return [box.top + number * leading for number in range(max(0, count))]


def _rights(box: Box, size: float, leading: float) -> list[float]:
    count = int((box.width - size) // leading) + 1
    return [box.right - number * leading for number in range(max(0, count))]
