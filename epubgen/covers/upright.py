# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vertical lines: text as cells that stand one below the other, and how each is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from epubgen.covers.type import Type
from epubgen.model import Inlines, Sideways, Tcy, Text, Upright, plain
from epubgen.typesetting import make as make_typesetter

__all__ = ["Cell", "cells", "draw_cell"]

_FORMS = str.maketrans(
    "，、。：；！？「」『』（）《》〈〉【】〔〕［］…‥—―–", "︐︑︒︓︔︕︖﹁﹂﹃﹄︵︶︽︾︿﹀︻︼︹︺﹇﹈︙︰︱︱︲"
)
_CLINGS = set(".,!?)’”，、。：；！？」』）》〉】〕］…")
_TURNED = set("ー～〜＝→←")
_LATIN = re.compile(r"[\u0021-\u024f\u2018-\u201d ]+")


@dataclass(frozen=True, slots=True)
class Cell:
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


def cells(text: str, kind: Type, language: str) -> Iterator[Cell]:
    """The cells of a text, set as the pages set theirs."""
    runs: Inlines = make_typesetter(language, "vertical-rl")((Text(text),))
    for run in runs:
        words = plain((run,))
        if isinstance(run, Tcy):
            yield Cell(words, "beside", 1)
        elif isinstance(run, Upright):
            yield from (Cell(char, "upright", 1) for char in words)
        elif isinstance(run, Sideways):
            yield Cell(words, "turned", kind.width(words, 100) / 100)
        else:
            yield from _plain(words, kind)


def _plain(words: str, kind: Type) -> Iterator[Cell]:
    place = 0
    while place < len(words):
        if match := _LATIN.match(words, place):
            latin = match[0]
            for part in re.findall(r"\S+| +", latin):
                yield Cell(" ", "upright", 0.3) if part[0] == " " else Cell(part, "turned", kind.width(part, 100) / 100)
            place = match.end()
        else:
            char = words[place]
            yield Cell(char, "turned" if char in _TURNED else "upright", 1)
            place += 1


def draw_cell(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    cell: Cell,
    kind: Type,
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
