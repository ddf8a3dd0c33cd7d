# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotation marks of vertical text: corner brackets, by the custom of the language. Source: typography rules 5 to 7.

Each mark is turned by its own code point: of the paragraphs of a long quotation each may open one and only the last
close it. Pairs are looked at only to leave English alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from epubgen.model import Text, Typography
from epubgen.typesetting.characters import EAST, QUOTES, blank
from epubgen.typesetting.line import Edit, Line, Rule

__all__ = ["quotes"]

_HANS = {"“": "『", "”": "』", "‘": "「", "’": "」"}
_HANT = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_JA = {"“": "〝", "”": "〟", "‘": "「", "’": "」"}
_OPENING = {"“": "”", "‘": "’"}
_STRAIGHT = {'"': ("“", "”"), "'": ("‘", "’")}


def quotes(settings: Typography) -> Rule:
    """The rule for a house style."""
    korean = _HANS if settings.ko_quotes == "『" else _HANT
    tables = {"zh-Hans": _HANS, "zh-Hant": _HANT, "ja": _JA, "ko": korean}
    return lambda line: _edits(line, tables)


def _edits(line: Line, tables: Mapping[str, Mapping[str, str]]) -> Iterator[Edit]:
    if QUOTES.isdisjoint(line.text) or not EAST.search(line.text):
        return
    marks = _Marks(line)
    for at, mark in sorted((*marks.curved(), *marks.straight())):
        yield Edit(at, at + 1, Text(tables[line.language(at, at + 1)][mark]))


class _Marks:
    """The quotation marks of a line of CJK text, and what stands beside them."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._text = line.text
        self._east = [found.start() for found in EAST.finditer(line.text)]
        self._seen = [at for at, char in enumerate(line.text) if char not in QUOTES and not blank(char)]

    def curved(self) -> Iterator[tuple[int, str]]:
        """Places of curved marks that turn, each with itself."""
        for at, partner in self._partners().items():
            mark = self._text[at]
            if partner is None:
                word_end = mark == "’" and _latin(self._text[at - 1 : at])
                turns = not word_end and self._touches(at)
            else:
                first, last = sorted((at, partner))
                turns = self._touches(first) or self._touches(last) or self._holds_east(first, last)
            if turns:
                yield at, mark

    def straight(self) -> Iterator[tuple[int, str]]:
        """Straight marks turn only where all of the line are balanced and the pair touches CJK."""
        for mark, (opening, closing) in _STRAIGHT.items():
            places = [at for at in self._places(mark) if not _apostrophe(self._text, at)]
            if len(places) % 2:
                continue
            for first, last in zip(places[::2], places[1::2], strict=True):
                apart = not _word(self._text[max(first - 1, 0) : first]) and not _word(self._text[last + 1 : last + 2])
                if apart and self._beside_east(first, last):
                    yield first, opening
                    yield last, closing

    def _places(self, marks: str) -> Iterator[int]:
        return (at for at, char in enumerate(self._text) if char in marks and self._line.east(at, at + 1))

    def _partners(self) -> dict[int, int | None]:
        """Each curved mark and the one that it belongs to; apostrophes are left out."""
        found: dict[int, int | None] = {}
        waiting: dict[str, list[int]] = {"”": [], "’": []}
        for at in self._places("“”‘’"):
            mark = self._text[at]
            if _apostrophe(self._text, at):
                continue
            found[at] = None
            if mark in _OPENING:
                waiting[_OPENING[mark]].append(at)
            elif waiting[mark]:
                first = waiting[mark].pop()
                found[first], found[at] = at, first
        return found

    def _touches(self, at: int) -> bool:
        """Whether the nearest character on either side is CJK; the edge of a CJK line counts as such."""
        right = bisect_left(self._seen, at)
        left = right - 1
        if left < 0 or right == len(self._seen):
            return True
        return bool(EAST.match(self._text[self._seen[left]]) or EAST.match(self._text[self._seen[right]]))

    def _beside_east(self, first: int, last: int) -> bool:
        """Whether a character beside either mark is CJK."""
        near = (bisect_left(self._seen, first) + step for step in (-1, 0))
        near_last = (bisect_left(self._seen, last) + step for step in (-1, 0))
        seen = [place for place in (*near, *near_last) if 0 <= place < len(self._seen)]
        return any(EAST.match(self._text[self._seen[place]]) for place in seen)

    def _holds_east(self, first: int, last: int) -> bool:
        return bisect_left(self._east, last) > bisect_left(self._east, first)


def _apostrophe(text: str, at: int) -> bool:
    return text[at] in "’'" and at > 0 and _latin(text[at - 1]) and _latin(text[at + 1 : at + 2])


def _latin(char: str) -> bool:
    return char.isalnum() and char < "\u0250"


def _word(char: str) -> bool:
    return char.isascii() and char.isalnum()
