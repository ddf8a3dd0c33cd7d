# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second reading of the same HTML, without a tree: which words are to be read, whatever the nesting.

libxml2 drops text below 256 levels without a word. What this reading has and the tree has not would be lost; then the
paragraphs of this reading are used. It looks at each character once: hostile text costs no more than other text.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from epubgen.markup.html_tags import BLOCKS, WORDLESS

__all__ = ["loses_words", "paragraphs"]

_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)(?>"[^"]*"|'[^']*'|[^"'>])*+>""")
_TAG_OPENS = re.compile(r"</?[A-Za-z]")
_HOLDS = WORDLESS - {"link", "meta", "base"}


def paragraphs(html: str) -> list[str]:
    """The words between block elements."""
    reader = _Reader(html)
    reader.read()
    return [text for part in reader.parts if (text := unescape("".join(part))).strip()]


def loses_words(seen: str, html: str) -> bool:
    """Whether ``seen`` lacks letters that the second reading has."""
    return bool(_letters("".join(paragraphs(html))) - _letters(seen))


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


class _Reader:
    def __init__(self, html: str) -> None:
        self._html = html
        self.parts: list[list[str]] = [[]]

    def read(self) -> None:
        position = 0
        while position < len(self._html):
            opening = self._html.find("<", position)
            if opening < 0:
                opening = len(self._html)
            self.parts[-1].append(self._html[position:opening])
            position = self._after_mark(opening)

    def _after_mark(self, opening: int) -> int:
        """Where reading goes on after a ``<``."""
        html = self._html
        if tag := _TAG.match(html, opening):
            return self._after_tag(tag)
        if html.startswith("<!--", opening):
            return self._after("-->", opening + 2)
        if html.startswith(("<!", "<?", "</"), opening) and not _TAG_OPENS.match(html, opening):
            return self._after(">", opening)
        if _TAG_OPENS.match(html, opening):
            self.parts[-1].append(html[opening:])
            return len(html)
        self.parts[-1].append(html[opening : opening + 1])
        return opening + 1

    def _after_tag(self, tag: re.Match[str]) -> int:
        name = tag[2].lower()
        if name in _HOLDS and not tag[1]:
            close = re.compile(f"</{name}[^>]*+>", re.IGNORECASE).search(self._html, tag.end())
            return close.end() if close else len(self._html)
        if name in BLOCKS or name == "br":
            self.parts.append([])
        return tag.end()

    def _after(self, ending: str, start: int) -> int:
        found = self._html.find(ending, start)
        return len(self._html) if found < 0 else found + len(ending)
