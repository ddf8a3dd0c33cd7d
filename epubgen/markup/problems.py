# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects the findings of one text, each with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from epubgen.errors import Finding, Location, finding

__all__ = ["Problems", "nearest"]


class Problems:
    """The findings of one text; line 0 is the line of ``at``."""

    def __init__(self, at: Location) -> None:
        self._at = at
        self._found: dict[Finding, None] = {}

    def add(self, key: str, line: int, **args: str) -> None:
        """Note a fault; the same fault of a line counts once."""
        self._found.setdefault(finding(key, self.place(line), **{name: _short(text) for name, text in args.items()}))

    def place(self, line: int) -> Location:
        """The place of a line of the text in its file."""
        first = self._at.line
        return Location(self._at.file, None if first is None else first + line)

    def findings(self) -> tuple[Finding, ...]:
        """All faults in the order of the lines."""
        return tuple(sorted(self._found, key=lambda found: (found.at.line or 0) if found.at else 0))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; empty when none is."""
    return next(iter(difflib.get_close_matches(word.lower(), sorted(known), n=1)), "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - fits a line of a terminal
