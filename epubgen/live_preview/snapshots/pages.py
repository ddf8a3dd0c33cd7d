# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an edition: which are selected, and which were drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from epubgen.errors import Finding, OptionsError, finding
from epubgen.live_preview.screens import SCREENS, Screen
from epubgen.messages import near_word
from epubgen.startup import dataclass, regex

_NUMBERS = regex(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)
_STORY = "a-"
"""The prefix of a story's id in the name of its document."""


@dataclass(frozen=True, slots=True)
class PageSelection:
    """Names of parts and numbers of pages; an empty selection means everything."""

    parts: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    def wants(self, part: str, number: int) -> bool:
        """Return whether a page is selected."""
        return part in self.parts or number in self.numbers or not (self.parts or self.numbers)

    def done(self, left: Iterable[str], number: int) -> bool:
        """Return whether no selected page can follow, given the names still to come and the last number so far."""
        if not (self.parts or self.numbers):
            return False
        return self.parts.isdisjoint(left) and max(self.numbers, default=0) <= number

    def all_there(self, count: int) -> None:
        """Check the selected numbers against the number of pages.

        Raises:
            OptionsError: EG023.page a number is too large.
        """
        if (last := max(self.numbers, default=0)) > count:
            raise OptionsError(finding("EG023.page", None, "only", number=last, count=count))


def choose(only: Iterable[str], parts: Iterable[str]) -> PageSelection:
    """Read a selection, given the names of all parts.

    Raises:
        OptionsError: EG023 for each name that no part has, with the most similar one.
    """
    known = {key: name for name in parts for key in (name, name.removeprefix(_STORY))}
    named, numbers, faults = set[str](), set[int](), list[Finding]()
    for asked in (word for text in only for word in re.split(r"[,\s]+", text) if word):
        if asked in known:
            named.add(known[asked])
        elif stretch := _stretch(asked):
            numbers |= {*stretch}
        else:
            near = near_word(asked, known, cutoff=0.4)
            named_near = {"name": asked, "near": near} if near else {"name": asked}
            faults.append(finding("EG023" if near else "EG023.none", None, "only", **named_near))
    if faults:
        raise OptionsError(*faults)
    return PageSelection(frozenset(named), frozenset(numbers))


def _stretch(asked: str) -> range:
    """Return the numbers of ``7`` or ``7-9``; empty for other text."""
    found = _NUMBERS.fullmatch(asked)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return range(first, last + 1) if first else range(0)


def find_screen(name: str) -> Screen:
    """Return the screen of a device.

    Raises:
        OptionsError: EG022 no such device, with the most similar name.
    """
    known = {screen.name: screen for screen in SCREENS}
    if name in known:
        return known[name]
    near = near_word(name, known)
    raise OptionsError(finding("EG022", None, "device", name=name, near=near, known=", ".join(known)))


_UNSAFE = regex(r"[^\w.-]+")
_LONGEST = 60
"""Characters of a part's name in the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot:
    """One page of the edition. Numbers count from 1."""

    number: int
    """Its number in the whole edition."""
    part: str
    """The name of its document: ``cover``, ``contents``, the id of a story."""
    title: str
    page: int
    """Its number within its document."""
    pages: int
    """The number of pages of its document."""
    path: Path | None = None
    """The picture; ``None`` where only the contact sheet was asked for."""

    @property
    def file_name(self) -> str:
        """``001-cover.png``, ``002-masthead-1.png``: the number first, so that folders list pages in order."""
        name = _UNSAFE.sub("-", self.part)[:_LONGEST].strip("-.") or "part"
        return f"{self.number:03d}-{name}.png" if self.part == "cover" else f"{self.number:03d}-{name}-{self.page}.png"

    @property
    def label(self) -> str:
        """The line below the page on a contact sheet."""
        return f"{self.number} {self.title}" if self.page == 1 else f"{self.number} {self.title} ({self.page})"

    def as_json(self) -> dict[str, object]:
        """Return the same facts as a JSON object."""
        facts = {"number": self.number, "part": self.part, "title": self.title, "page": self.page, "pages": self.pages}
        return facts | ({"path": str(self.path)} if self.path else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshots:
    """The pictures of an edition."""

    folder: Path
    screen: Screen
    """The screen that the pages fill."""
    vertical: bool
    """Whether pages turn to the left, as those of vertical editions do."""
    pages: tuple[Screenshot, ...]
    """The pages in reading order."""
    sheets: tuple[Path, ...]
    """The contact sheets."""

    def as_json(self) -> dict[str, object]:
        """Return the same facts as a JSON object."""
        screen = {"name": self.screen.name, "width": self.screen.width, "height": self.screen.height}
        return {
            "folder": str(self.folder),
            "device": screen,
            "vertical": self.vertical,
            "contact_sheets": [str(sheet) for sheet in self.sheets],
            "pages": [shot.as_json() for shot in self.pages],
        }
