# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which pages are asked for: by the name of a document, by the id of a story, by number, by a stretch of numbers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from epubgen.errors import Finding, OptionsError, finding
from epubgen.live_preview.screens import SCREENS, Screen

_NUMBERS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)
_STORY = "a-"
"""What stands before the id of a story in the name of its document."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Names of parts and numbers of pages; nothing chosen is everything."""

    parts: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    def wants(self, part: str, number: int) -> bool:
        """Whether a page is asked for."""
        return part in self.parts or number in self.numbers or not (self.parts or self.numbers)

    def done(self, left: Iterable[str], number: int) -> bool:
        """Whether nothing that is asked for can come any more: the names still to come, the last number so far."""
        if not (self.parts or self.numbers):
            return False
        return self.parts.isdisjoint(left) and max(self.numbers, default=0) <= number

    def all_there(self, count: int) -> None:
        """Hold the numbers against the pages that there are.

        Raises:
            OptionsError: EG023.page.
        """
        if (last := max(self.numbers, default=0)) > count:
            raise OptionsError(finding("EG023.page", None, "only", number=last, count=count))


def choose(only: Iterable[str], parts: Iterable[str]) -> Choice:
    """What is asked for, out of the names of all parts.

    Raises:
        OptionsError: EG023 for each name that no part has, with the nearest.
    """
    known = {key: name for name in parts for key in (name, name.removeprefix(_STORY))}
    named, numbers, faults = set[str](), set[int](), list[Finding]()
    for asked in (word for text in only for word in re.split(r"[,\s]+", text) if word):
        if asked in known:
            named.add(known[asked])
        elif stretch := _stretch(asked):
            numbers |= {*stretch}
        else:
            near = "".join(difflib.get_close_matches(asked, known, n=1, cutoff=0.4))
            named_near = {"name": asked, "near": near} if near else {"name": asked}
            faults.append(finding("EG023" if near else "EG023.none", None, "only", **named_near))
    if faults:
        raise OptionsError(*faults)
    return Choice(frozenset(named), frozenset(numbers))


def _stretch(asked: str) -> range:
    """``7`` or ``7-9``; empty for what is no number of a page."""
    found = _NUMBERS.fullmatch(asked)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return range(first, last + 1) if first else range(0)


def find_screen(name: str) -> Screen:
    """The screen of a device.

    Raises:
        OptionsError: EG022 with the nearest.
    """
    known = {screen.name: screen for screen in SCREENS}
    if name in known:
        return known[name]
    near = "".join(difflib.get_close_matches(name, known, n=1))
    raise OptionsError(finding("EG022", None, "device", name=name, near=near, known=", ".join(known)))
