# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page with boxes is made of before it has an order: lines of text, blocks of lines, pictures, separators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import OpenQuestion

__all__ = ["BoxedPage", "Direction", "LaidBlock", "LaidLine", "LaidPicture", "PrintedRule", "around"]

Direction = Literal["right", "down", "up", "left"]
"""Where a line of text runs to."""

Kind = Literal["text", "heading", "caption", "table", "list", "furniture"]
"""What the source says a block is; ``text`` where it says nothing."""


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line as it is printed."""

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
    """Lines that belong together: a paragraph, or what a tool took for a block."""

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
        """The size of most of its letters."""
        weights: dict[float, int] = {}
        for line in self.lines:
            weights[round(line.size, 1)] = weights.get(round(line.size, 1), 0) + len(line.text)
        return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return sum(len(line.text) * (1 if line.bold else -1) for line in self.lines) > 0

    @property
    def direction(self) -> Direction:
        """Where its lines run to."""
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
    """A printed line; or a frame, which keeps what stands inside together."""

    box: PageBox
    frame: bool = False

    @property
    def across(self) -> bool:
        """Whether it runs from left to right."""
        return not self.frame and self.box.width >= self.box.height


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedPage:
    """A page without an order."""

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
        """The page with other blocks."""
        return replace(self, blocks=tuple(blocks))


def around(boxes: Iterable[PageBox]) -> PageBox:
    """The box around several.

    Raises:
        ValueError: there is none.
    """
    found = list(boxes)
    return PageBox(
        min(box.left for box in found), min(box.top for box in found),
        max(box.right for box in found), max(box.bottom for box in found),
    )  # fmt: skip
