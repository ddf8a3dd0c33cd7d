# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result of an importer: the issue, the decisions that were made, and the findings."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Protocol

from epubgen import messages
from epubgen.errors import Finding, Location
from epubgen.files.input_tree import InputTree
from epubgen.model import Issue
from epubgen.options import Options
from epubgen.startup import dataclass

__all__ = ["Fact", "Importer", "Join", "OpenQuestion", "PageBlocks", "Reading", "StoryBlock", "page_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A decision of an importer that a person should check.

    ``key`` names its row in the message table (``note.kicker``). ``text`` is the passage, ``chosen`` the reading that
    was taken, ``alternatives`` the other readings. ``confidence`` runs from 0 to 1. ``damage`` orders the questions: 0
    text may be mixed up, 1 a role may be wrong, 2 cosmetics.
    """

    key: str
    at: Location
    text: str
    chosen: str
    alternatives: tuple[str, ...] = ()
    confidence: float
    damage: int = 1
    story: str = ""
    """Id of the story it speaks of; empty for the page."""

    @property
    def args(self) -> dict[str, str]:
        """Return the values of the placeholders in its sentence."""
        return {"text": self.text, "chosen": self.chosen, "alternatives": ", ".join(self.alternatives)}

    @property
    def row(self) -> str:
        """Return the key of its sentence: that of the chosen reading (``note.level.subhead``) if there is one."""
        answered = f"{self.key}.{self.chosen}"
        return answered if messages.is_worded(answered) else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two pieces of a paragraph that a column break had separated, with the line of each."""

    story: str
    first: Location
    second: Location
    ends: str
    """The last characters of the first piece."""
    starts: str
    """The first characters of the second piece."""
    open_pair: str = ""
    """The opening mark that was left open at the break; empty when none was."""
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that the input does not print but implies: the publication id, a page number; and from where it came."""

    name: str
    value: str
    origin: str
    """Key of a row in the message table that words where the fact came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBlock:
    """A part of a story with its place on the printed page."""

    story: str
    """Id of the story."""
    role: str
    """``kicker, headline, deck, subhead, byline, paragraph, caption, picture, table, list``."""
    box: tuple[int, ...]
    """Left, top, right, bottom, in ten-thousandths of the page's width and height, from its upper left corner."""
    text: str = ""
    """How it begins; of a picture its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlocks:
    """The blocks of a printed page that belong to stories, in reading order."""

    page: str
    """Number of the page."""
    width: int
    """Beside ``height`` the shape of the page, in a unit of its source."""
    height: int
    picture: str = ""
    """A file that shows the page, named as the files of the issue are; empty: none is known."""
    blocks: tuple[StoryBlock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of an importer."""

    issue: Issue
    findings: tuple[Finding, ...] = ()
    notes: tuple[OpenQuestion, ...] = ()
    joins: tuple[Join, ...] = ()
    facts: tuple[Fact, ...] = ()
    counts: tuple[tuple[str, int], ...] = field(default=())
    """How often a repair was made, by name: ``punctuation.comma`` 236."""
    page_blocks: tuple[PageBlocks, ...] = ()
    """Where the stories stand on their pages, of sources that say it."""


class Importer(Protocol):
    """An importer of one input format. Other packages add theirs through the entry point group ``epubgen.sources``."""

    name: str
    """The word for ``--format``: lower-case letters and underscores."""

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the tree looks like this format. Cheap; never raises."""

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the tree.

        Raises:
            SourceError: the input has errors. ``findings`` holds all of them.
        """


def page_order(number: str) -> tuple[str, int, str]:
    """Return the sort key of a page number: ``2``, ``10``, ``A1``, ``B1``. Anything else sorts last."""
    match = re.match(r"^([A-Za-z]*)(\d+)$", number)
    return (match[1], int(match[2]), number) if match else ("~", 0, number)
