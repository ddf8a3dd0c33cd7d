# SPDX-License-Identifier: AGPL-3.0-or-later
"""The elements of a page with boxes before they are ordered: lines of text, blocks of lines, pictures, separators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import Literal

from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import OpenQuestion
from epubgen.startup import dataclass

__all__ = ["BoxedPage", "Direction", "LaidBlock", "LaidLine", "LaidPicture", "PrintedRule", "around"]

Direction = Literal["right", "down", "up", "left"]
"""Where a line of text runs to."""

Kind = Literal["text", "heading", "caption", "table", "list", "furniture"]
"""What the source says a block is; ``text`` where it says nothing."""


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line of text on the page."""

    text: str
    box: PageBox
    size: float
    """Of its letters; 0 unknown."""
    bold: bool = False
    italic: bool = False
    font: str = ""
    direction: Direction = "right"
    hyphen: str = ""
    """The hyphen at its end that stands there only because the line ends: the character that is printed."""
    spaced: bool = False
    """A space was printed after its last letter."""
    indent: float = 0.0
    """Blank ems before its first letter, printed as full-width spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidBlock:
    """Lines that belong together: a paragraph, or what a tool recognised as a block."""

    lines: tuple[LaidLine, ...] = ()
    box: PageBox
    kind: Kind = "text"
    text: str = ""
    """Said by the source as one piece, where it gives no lines: a table as pipes, a paragraph of a layout tool."""
    level: int = 0
    """Of a heading, where the source says it."""
    story: str = ""
    role: str = ""
    order: int = 0
    """Its place in the source."""
    place: str = ""
    """How the source calls it: the id of an ALTO block."""

    @property
    def size(self) -> float:
        """Return the size of most letters."""
        weights: dict[float, int] = {}
        for line in self.lines:
            weights[round(line.size, 1)] = weights.get(round(line.size, 1), 0) + len(line.text)
        return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0

    @property
    def bold(self) -> bool:
        """Return whether most letters are bold."""
        return sum(len(line.text) * (1 if line.bold else -1) for line in self.lines) > 0

    @property
    def direction(self) -> Direction:
        """Return the direction of its lines."""
        return self.lines[0].direction if self.lines else "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPicture:
    """A picture on the page."""

    box: PageBox
    file: str = ""
    """Named relative to the page's file; empty for ``data``."""
    data: bytes = field(default=b"", repr=False)
    ending: str = "jpg"
    caption: tuple[str, ...] = ()
    """Said by the source."""
    order: int = 0
    story: str = ""


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """A printed line; or a frame, whose contents stay together."""

    box: PageBox
    frame: bool = False

    @property
    def across(self) -> bool:
        """Return whether the line is horizontal."""
        return not self.frame and self.box.width >= self.box.height


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedPage:
    """A page whose elements are not ordered."""

    number: str = ""
    width: float
    height: float
    blocks: tuple[LaidBlock, ...] = ()
    pictures: tuple[LaidPicture, ...] = ()
    separators: tuple[PrintedRule, ...] = ()
    ordered: bool = False
    """The source gives its blocks in reading order."""
    notes: tuple[OpenQuestion, ...] = ()

    def with_blocks(self, blocks: Iterable[LaidBlock]) -> BoxedPage:
        """Return the page with other blocks."""
        return replace(self, blocks=tuple(blocks))


def around(boxes: Iterable[PageBox]) -> PageBox:
    """Return the box around several boxes.

    Raises:
        ValueError: there are none.
    """
    found = list(boxes)
    return PageBox(
        min(box.left for box in found), min(box.top for box in found),
        max(box.right for box in found), max(box.bottom for box in found),
    )  # fmt: skip
