# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story while it is read: its parts in the order of the page, before it becomes an article of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, Union

from epubgen.errors import Location
from epubgen.importers.printed_page.furniture import Jump
from epubgen.importers.printed_page.heads import Header
from epubgen.importers.reading import Join, Note
from epubgen.model import Block, Credit, Dateline


@dataclass(slots=True, kw_only=True)
class Para:
    """A piece of running text; ``verse`` pieces are lines of a poem."""

    text: str
    line: int
    last: int = 0
    """Line of the piece that was joined last."""
    verse: bool = False
    apart: bool = False
    """A byline or a line of makers stood before it: nothing is joined across."""

    def __post_init__(self) -> None:
        """A fresh piece ends where it begins."""
        self.last = self.last or self.line


@dataclass(slots=True, kw_only=True)
class Sub:
    """A subhead."""

    text: str
    line: int
    level: int


@dataclass(slots=True, kw_only=True)
class Picture:
    """A photo of the page with its caption and credit."""

    file: str
    line: int
    caption: str = ""
    credit: tuple[Credit, ...] = ()


@dataclass(slots=True, kw_only=True)
class Ready:
    """A block that needs no more reading: a list, a table, a quote."""

    block: Block
    line: int


Item: TypeAlias = Union[Para, Sub, Picture, Ready]


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is known of a story."""

    id: str
    page: str
    folder: str
    """Name of the page's file inside the tree of input: photos are named relative to it."""
    at: Location
    header: Header
    kind: str = "news"
    items: list[Item] = field(default_factory=list)
    authors: list[Credit] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    pictures: list[Credit] = field(default_factory=list)
    """Photographers that a line of the story names."""
    byline: list[str] = field(default_factory=list)
    byline_at: str = "above"
    dateline: Dateline | None = None
    onward: Jump | None = None
    back: Jump | None = None
    continues_on: str = ""
    continued_from: str = ""
    notes: list[Note] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    cut: bool = False
    """A byline or a line of makers was the last line read."""
    breaks_off: bool = False
    """Its text ends inside a sentence, and nothing says that it goes on elsewhere."""

    def where(self, line: int) -> Location:
        """A line of the story's page."""
        return Location(self.at.file, line)

    def paragraphs(self) -> list[Para]:
        """The running text without subheads and pictures."""
        return [item for item in self.items if isinstance(item, Para)]
