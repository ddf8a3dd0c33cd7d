# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who speaks: the label at the start of a paragraph of an interview (``问：``, ``Q:``) or a dialogue (``某某：``)."""

from __future__ import annotations

import re

from epubgen.markup.tidy import tidy
from epubgen.model import Inlines, Strong, Text, plain

__all__ = ["LABELS", "label_of_line", "split_label"]

LABELS = {
    "qa": re.compile(
        r"(?P<who>(?:问|答|問|問い|答え|문|답|질문|답변|Q|A|Ｑ|Ａ|Question|Answer)\s?\d{0,3})[ \u3000]*"
        r"(?:：|:(?![!-~]))\s*"
    ),
    "dialogue": re.compile(
        r"(?P<who>[^\W_][^:：。，、；！？,;!?\"“”‘「」『』《》（）()\[\]{}*`<>\\|\n]{0,29}?)[ \u3000]*"
        r"(?:：|:(?![!-~]))\s*"
    ),
}
"""How a turn opens, by the name of the fence."""


def label_of_line(kind: str, line: str) -> bool:
    """Whether a line of Markdown opens a turn."""
    found = LABELS[kind].match(line.replace("**", "", 2).lstrip())
    return found is not None and _names(found)


def split_label(kind: str, text: Inlines) -> tuple[str, Inlines] | None:
    """The speaker and the words of the turn that this paragraph opens; ``None`` when it names nobody."""
    first = text[0] if text else None
    if isinstance(first, Text):
        found = LABELS[kind].match(first.text)
        if not found or not _names(found):
            return None
        return found["who"].strip(), tidy((Text(first.text[found.end() :]), *text[1:]))
    if isinstance(first, Strong):
        return _bold_label(kind, first, text[1:])
    return None


def _bold_label(kind: str, first: Strong, rest: Inlines) -> tuple[str, Inlines] | None:
    words = plain(first.children)
    second = rest[0] if rest else None
    if words.rstrip().endswith((":", "：")):
        found = LABELS[kind].fullmatch(words)
        return (found["who"].strip(), tidy(rest)) if found and _names(found) else None
    if isinstance(second, Text) and second.text.startswith((":", "：")):
        found = LABELS[kind].match(words + second.text)
        if found and _names(found) and found["who"].strip() == words.strip():
            return words.strip(), tidy((Text(second.text[1:]), *rest[1:]))
    return None


def _names(found: re.Match[str]) -> bool:
    return any(char.isalpha() for char in found["who"])
