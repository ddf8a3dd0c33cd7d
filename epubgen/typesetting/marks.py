# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotation marks, dashes, dots and vertical presentation forms. Source: typography rules 5 to 7, 14 and 27.

Each quotation mark is replaced on its own: in a long quotation every paragraph may have an opening mark and only the
last one a closing mark. Pairs only decide whether a mark belongs to English text. ``punctuation`` decides before which
characters are dashes and ellipses; here only their form changes.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from epubgen.model import Sideways, Text, Typography
from epubgen.startup import regex
from epubgen.typesetting.characters import EAST, QUOTES, blank
from epubgen.typesetting.line import MONGOLIAN, Edit, Rule, TypesetLine

__all__ = ["apostrophes", "dashes", "forms", "latin_quotes", "middle_dots", "quotes"]

_DASH = regex("(?<![—―⸺─])(?:(?:——)+|(?:――)+|⸺+|(?:──)+)(?![—―⸺─])")
_WIDTHS = {"⸺": 1}
_NAME = regex(r"(?<![^\W_])[^\W_]+(?:[·‧・][^\W_]+)+")
_DOT = regex(r"(?<!\d)[·‧・]|[·‧・](?!\d)")
_FORM = regex("[\ufe10-\ufe19\ufe30-\ufe4f]")


def dashes(settings: Typography) -> Rule:
    """Return the rule that writes dashes of two cells with the character of the house style."""
    form = settings.dash

    def rule(line: TypesetLine) -> Iterator[Edit]:
        if form != "keep":
            for found in _DASH.finditer(line.text):
                start, end = found.span()
                count = (end - start) // (_WIDTHS.get(found.group()[0], 2))
                if found.group() != form * count and line.east(start, end):
                    yield Edit(start, end, Text(form * count))

    return rule


def middle_dots(settings: Typography) -> Rule:
    """Return the rule for the dot inside names with Han characters, kana or Hangul.

    A dot between numbers stays (3·15).
    """
    form = settings.middle_dot

    def rule(line: TypesetLine) -> Iterator[Edit]:
        names = _NAME.finditer(line.text) if form != "keep" else ()
        for name in names:
            if EAST.search(name.group()):
                for dot in _DOT.finditer(line.text, *name.span()):
                    if dot.group() != form and line.east(*dot.span()):
                        yield Edit(*dot.span(), Text(form))

    return rule


def forms(line: TypesetLine) -> Iterator[Edit]:
    """Replace presentation forms for vertical lines (``﹁``) by normal marks, which readers turn themselves."""
    for found in _FORM.finditer(line.text):
        if meant := _meant(found.group()):
            yield Edit(*found.span(), Text(meant))


def _meant(form: str) -> str:
    words = unicodedata.decomposition(form).split()
    if not words or len(words) != len(["<vertical>", "code"]):
        return ""
    char = chr(int(words[1], 16))
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def apostrophes(line: TypesetLine) -> Iterator[Edit]:
    """Replace the apostrophe of a Latin word by a narrow one.

    In Chinese and Japanese fonts the curved one fills a cell.

    At the end of a word the mark may close a quotation. There it stays while a quotation is open, and in text that is
    not in Latin letters.
    """
    opened = 0
    for at, mark in enumerate(line.text):
        opened += mark == "‘"
        if mark != "’" or not line.language(at, at + 1):
            continue
        after = line.text[at + 1 : at + 2]
        if _apostrophe(line.text, at):
            yield Edit(at, at + 1, Text("'"))
        elif opened:
            opened -= 1
        elif line.language(at, at + 1) == "en" and _latin(line.text[at - 1 : at] or after or "-"):
            yield Edit(at, at + 1, Text("'"))


_CURVED = frozenset("“”„‟‘’‚‛")


def latin_quotes(line: TypesetLine) -> Iterator[Edit]:
    """The curved quotation marks of text in Latin or other letters lie on their side, as its words do.

    Alone they stand in a cell of their own, with a hole beside the word.
    """
    if _CURVED.isdisjoint(line.text):
        return
    for at, mark in enumerate(line.text):
        if mark in _CURVED and line.language(at, at + 1) == "en":
            yield Edit(at, at + 1, Sideways((Text(mark),)))


_HANS = {"“": "『", "”": "』", "‘": "「", "’": "」"}
_HANT = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_JA = {"“": "〝", "”": "〟", "‘": "「", "’": "」"}
_OPENING = {"“": "”", "‘": "’"}
_STRAIGHT = {'"': ("“", "”"), "'": ("‘", "’")}


def quotes(settings: Typography) -> Rule:
    """Return the rule for quotation marks of a house style."""
    korean = _HANS if settings.ko_quotes == "『" else _HANT
    tables = {"zh-Hans": _HANS, "zh-Hant": _HANT, "ja": _JA, "ko": korean}
    return lambda line: _quote_edits(line, tables)


def _quote_edits(line: TypesetLine, tables: Mapping[str, Mapping[str, str]]) -> Iterator[Edit]:
    if QUOTES.isdisjoint(line.text) or not EAST.search(line.text):
        return
    marks = _QuotationMarks(line)
    for at, mark in sorted((*marks.curved(), *marks.straight())):
        yield Edit(at, at + 1, Text(tables[line.language_of_mark(at)][mark]))


class _QuotationMarks:
    """The quotation marks of a line of CJK text with their neighbours."""

    def __init__(self, line: TypesetLine) -> None:
        self._line = line
        self._text = line.text
        self._east = [found.start() for found in EAST.finditer(line.text)]
        self._seen = [at for at, char in enumerate(line.text) if char not in QUOTES and not blank(char)]

    def curved(self) -> Iterator[tuple[int, str]]:
        """Yield offset and character of each curved mark to be replaced."""
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
        """Yield offset and curved form of straight marks, where all of a line are in pairs.

        A pair must touch CJK text.
        """
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
        places = (at for at, char in enumerate(self._text) if char in marks)
        return (at for at in places if self._line.language_of_mark(at) not in ("", "en", MONGOLIAN))

    def _partners(self) -> dict[int, int | None]:
        """Return each curved mark and the offset of its partner, without apostrophes."""
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
        """Return whether the nearest character on either side is CJK; the edge of a CJK line counts as CJK."""
        right = bisect_left(self._seen, at)
        left = right - 1
        if left < 0 or right == len(self._seen):
            return True
        return bool(EAST.match(self._text[self._seen[left]]) or EAST.match(self._text[self._seen[right]]))

    def _beside_east(self, first: int, last: int) -> bool:
        """Return whether a character beside either mark is CJK."""
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
