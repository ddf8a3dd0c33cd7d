# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins printed lines to running text: hyphens of line ends are removed, and words are separated by a space.

Whether a hyphen belongs to the word is decided by the pages themselves: by how they print the word within a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock, LaidLine
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.languages.characters import broken, foreign_text
from epubgen.startup import dataclass, regex
from epubgen.typesetting.characters import narrow

__all__ = ["WordJoiner", "escaped"]

_WORD = regex(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_END = regex(r"([^\W\d_]+)([-‐\u00ad¬⸗=]|\u2010)$")
_WORD_LONG = 60
"""Characters at the end of a text that are searched for a parted word."""
_START = regex(r"^[^\W\d_]+")
_HANGUL = regex("[\uac00-\ud7a3]")
_SIGNS = regex(r"[\\`*]|\[(?=[^\[\]\n]+\]\()")


def escaped(text: str) -> str:
    """Return plain text as inline Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text)


@dataclass(slots=True)
class WordJoiner:
    """Joins lines. It knows the words of the pages."""

    words: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, pages: Iterable[BoxedPage]) -> WordJoiner:
        """Make a joiner from the words inside the lines of these pages."""
        lines = (line.text for page in pages for block in page.blocks for line in block.lines)
        return cls(frozenset(word.lower() for line in lines for word in _WORD.findall(_inner(line))))

    def joined(self, block: LaidBlock) -> str:
        """Return the text of a block with special characters escaped. The lines of a heading stay lines."""
        if not block.lines:
            return escaped(clean(block.text))
        if block.kind == "heading":
            return "\n".join(escaped(clean(line.text)) for line in block.lines)
        made = block.lines[0].text
        for last, line in zip(block.lines, block.lines[1:], strict=False):
            made = self._two(made, last, line.text)
        return escaped(clean(made))

    def _two(self, first: str, line: LaidLine, second: str) -> str:
        end, start = _END.search(first[-_WORD_LONG:]), _START.match(second)
        if end and start and self._soft(end[1], start[0], line):
            self.counts["hyphens"] += 1
            return first[: -len(end[2])] + second
        if end and start:
            return first + second
        if not first or not second:
            return first + second
        if narrow(first[-1]) and narrow(second[0]):
            return f"{first} {second}"
        if line.spaced or (_HANGUL.match(first[-1]) and _HANGUL.match(second[0])):
            return f"{first} {second}"
        return first + second

    def whole(self, first: str, second: str) -> str:
        """Return two pieces of a paragraph as one if a hyphen stands between them; empty if none does."""
        line = LaidLine(first, PageBox(0, 0, 0, 0), 0)
        return self._two(first, line, second) if _END.search(first[-_WORD_LONG:]) and _START.match(second) else ""

    def _soft(self, first: str, second: str, line: LaidLine) -> bool:
        """Return whether the hyphen at the end of a line is removed."""
        if line.hyphen in ("\u00ad", "¬", "⸗") or line.text.endswith(("\u00ad", "¬", "⸗")):
            return True
        whole, parted = (first + second).lower(), f"{first}-{second}".lower()
        if parted in self.words and whole not in self.words:
            return False
        if line.text.endswith("="):
            return whole in self.words
        return second[0].islower()


def _inner(line: str) -> str:
    """Return a line without the pieces of words at its ends."""
    return re.sub(r"\S+[-‐\u00ad¬⸗=]$", "", line)


def clean(text: str) -> str:
    """Return the text with ordinary characters for radicals, presentation forms and ligatures."""
    return broken(foreign_text(text), " ", " ").replace("\u00ad", "")
