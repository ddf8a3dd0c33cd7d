# SPDX-License-Identifier: AGPL-3.0-or-later
"""The blocks of a body. The name a block has in JSON stands in ``BLOCK_TYPES``.

``at`` is where a block was read from; it takes no part in comparison.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias, Union

from epubgen.errors import Location
from epubgen.model.inlines import Inlines
from epubgen.model.values import Marked, Photo
from epubgen.startup import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    at: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(_Placed):
    """A paragraph; ``lede`` marks the opening one that is set apart."""

    text: Inlines
    lede: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subhead(_Placed):
    """A heading inside a story: level 1 or 2."""

    text: Inlines
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(_Placed):
    """One photo in the flow of the text."""

    photo: Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery(_Placed):
    """Photos that belong together, with a caption of their own."""

    items: tuple[Photo, ...]
    caption: Marked = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(_Placed):
    """A passage quoted from elsewhere."""

    body: tuple[Block, ...]
    attribution: Marked = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote(_Placed):
    """Words of the story shown large; they repeat the text and may be left out by a reader."""

    text: Inlines
    attribution: Marked = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class List(_Placed):
    """A list; each item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(_Placed):
    """A table: a head row or none, rows of cells; ``align``: ``left``, ``center``, ``right`` or empty a column."""

    rows: tuple[tuple[Inlines, ...], ...]
    head: tuple[Inlines, ...] = ()
    caption: Marked = ""
    align: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(_Placed):
    """A box beside the story: background, figures, how-to."""

    body: tuple[Block, ...]
    title: Marked = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poem(_Placed):
    """Verse: stanzas of lines."""

    stanzas: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's turn: ``who`` as printed (``问``, ``记者``), the words as blocks."""

    who: str
    text: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QA(_Placed):
    """Questions and answers."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(_Placed):
    """A conversation of named speakers."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(_Placed):
    """A word of the newsroom: 编者按, correction, clarification, disclosure, notice."""

    body: tuple[Block, ...]
    kind: Literal["editor", "correction", "clarification", "disclosure", "notice"] = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad(_Placed):
    """An advertisement; dropped unless asked for, and counted."""

    body: tuple[Block, ...]
    advertiser: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(_Placed):
    """Preformatted text."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separator(_Placed):
    """A break in the train of thought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(_Placed):
    """From here the text stands on another printed page."""

    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(_Placed):
    """A note at the foot, by its label."""

    label: str
    body: tuple[Block, ...]


Block: TypeAlias = Union[
    Paragraph,
    Subhead,
    Image,
    Gallery,
    Quote,
    PullQuote,
    List,
    Table,
    Box,
    Poem,
    QA,
    Dialogue,
    Note,
    Ad,
    Code,
    Separator,
    PageBreak,
]

BLOCK_TYPES: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "subhead": Subhead,
    "image": Image,
    "gallery": Gallery,
    "quote": Quote,
    "pullquote": PullQuote,
    "list": List,
    "table": Table,
    "box": Box,
    "poem": Poem,
    "qa": QA,
    "dialogue": Dialogue,
    "note": Note,
    "ad": Ad,
    "code": Code,
    "separator": Separator,
    "pagebreak": PageBreak,
}
