# SPDX-License-Identifier: AGPL-3.0-or-later
"""The internal page: blocks in reading order, the same from Markdown as from sources with a place for each block.

Every reader (Markdown; PDF, layout JSON, METS/ALTO) makes ``PrintedPage`` objects, and ``read_printed_pages`` of
``assemble`` makes the issue: masthead, running heads, stories, bylines, joins and questions are found there for all
readers. A reader changes no wording. It fills what it knows and leaves the rest empty.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from epubgen.importers.printed_page.numbered_lines import DialectChange
from epubgen.importers.reading import OpenQuestion
from epubgen.startup import dataclass, regex

__all__ = ["BlockKind", "BlockRole", "PageBlock", "PageBox", "PrintedPage"]

BlockKind = Literal["heading", "text", "image", "list", "table", "quote", "code", "rule"]
"""``rule``: a printed line, or a thematic break of Markdown: nothing is joined across it."""

BlockRole = Literal[
    "", "masthead", "running-head", "kicker", "headline", "deck", "subhead", "byline", "paragraph", "continuation",
    "caption", "credit", "ad", "jump",
]  # fmt: skip
"""What a block is in the trade. ``continuation``: the rest of a paragraph that begins in the text block before it."""

_EMPHASIS = regex(r"^(\*\*|__|\*|_)(.+?)\1$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageBox:
    """The place of a block: from the upper left corner of the page, y downwards, in one unit for the whole page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """A piece of a page: a paragraph or the part of one in one column, a heading, a picture.

    ``kind``, ``text`` (empty for an image and a rule), ``line`` and ``last`` are always filled. Headings have a
    ``level``. Markdown also fills ``hard``, ``images`` and ``markup``, and no field of geometry. Readers of boxes fill
    ``box``, ``size`` and ``bold`` if they know them, ``story`` if frames, rules or the file itself settle which blocks
    belong together, and ``role`` if the file says what a block is. Fields that a reader leaves at their default are
    determined later.
    """

    kind: BlockKind
    text: str
    """Markdown of inlines: lines divided by ``\\n``; a heading without its signs. Signs that mean nothing are escaped.

    A table is a pipe table, a list has its markers, a quote its ``>``.
    """
    line: int
    """Where questions point: the line in the source file from 1; for files without lines the ordinal of the block."""
    last: int
    """The last line of the block; equals ``line`` for files without lines."""
    level: int = 0
    """1 to 6 for a heading, 1 the largest; 0 for anything else. Readers of boxes rank by ``size``."""
    hard: tuple[bool, ...] = ()
    """For each line of ``text`` whether a hard break ends it; empty: no break is hard, lines flow together."""
    images: tuple[tuple[str, str], ...] = ()
    """File and alternative text of each picture; the file is named relative to ``PrintedPage.name``."""
    markup: bool = False
    """HTML was taken away; asked about."""
    box: PageBox | None = None
    """Where the block stands; none from Markdown."""
    rest: tuple[PageBox, ...] = ()
    """Where the rest of it stands, in other columns."""
    size: float = 0.0
    """Size of its letters, in the unit of the box; 0 unknown."""
    bold: bool = False
    """Heavier than the running text of the page."""
    role: BlockRole = ""
    """What the source says the block is; empty: found by the segmentation."""
    story: str = ""
    """A key of the source: blocks of one key are one story, also over several pages; empty: found."""
    print_lines: int = 1
    """Lines of print that a tool had kept apart and that are one line of ``text`` now."""
    page: str = ""
    """The number of the page that the block stands on, where it is another than that of its ``PrintedPage``."""

    @property
    def bare(self) -> str:
        """Return the text without emphasis around the whole and without spaces at its ends."""
        text = self.text.strip(" \t\n\u3000")
        while match := _EMPHASIS.match(text):
            text = match[2].strip(" \t\u3000")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One printed page from a reader. A file of several pages gives several of them with one ``name``."""

    name: str
    """The file inside the tree of input; photos are named relative to it, and date and number may stand in it."""
    blocks: tuple[PageBlock, ...]
    """In reading order, furniture (masthead, running head) included: it is taken out, and listed, later."""
    number: str = ""
    """The number of the page where the source says it (``01``, ``A6``); empty: from running head, name or order."""
    day: date | None = None
    """The date of the issue where the source says it outside the print (METS, metadata of a PDF)."""
    title: str = ""
    """The paper where the source says it outside the print."""
    language: str = ""
    """BCP 47, where the source says it; empty: by script."""
    facsimile: str = ""
    """A file of the tree that shows the page: its PDF, where that holds no other."""
    picture: str = ""
    """A page of a PDF that holds others too, where no file shows the page alone: ``paper.pdf#page=2``."""
    size: PageBox | None = None
    """The whole page, in the unit of the boxes."""
    counted: str = ""
    """Which page of its file this is, where the file holds several: its number, where it prints none."""
    changes: tuple[DialectChange, ...] = ()
    """What the reader took out of the text: signs of its tool, never words of the print."""
    notes: tuple[OpenQuestion, ...] = ()
    """Questions of the reader itself: a formula without a plain form, words that were hardly legible."""
