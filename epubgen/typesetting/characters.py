# SPDX-License-Identifier: AGPL-3.0-or-later
"""How wide a character is in a line of CJK text, which script it has, and what a private-use character stands for."""

from __future__ import annotations

import unicodedata
from functools import cache

from epubgen.model import Issue
from epubgen.model.walk import change_strings, strings
from epubgen.startup import regex

__all__ = ["EAST", "HAN", "LEFTOVERS", "OBJECT", "QUOTES", "blank", "map_leftovers", "narrow"]

OBJECT = "\ufffc"
"""Takes the place of everything in a line that is no text: a hard break, a note mark, characters set in one cell."""
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
"""Han characters, for the inside of a regular expression."""
_KANA = "\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
_MARKS = "\u3001-\u3007\u300a\u300b\u3010-\u301c\u3105-\u312f\u31a0-\u31bf\uff01-\uff65\uffe0-\uffe6—…"
_MONGOLIAN = "\u1800-\u18af"
EAST = regex(f"[{HAN}{_KANA}{_HANGUL}{_MONGOLIAN}{_MARKS}]")
"""A character of scripts with vertical lines: letters and full-width marks, but no quotation mark."""
QUOTES = frozenset("“”‘’\"'「」『』〝〟")

_HALF = frozenset("°′″‰‱‐‑−ªº")
_UPRIGHT_LATIN = frozenset("·×÷±§©®¼½¾")
_SUPERSCRIPTS = regex("[²³¹\u2070-\u209f]")
_ASCII_END, _LATIN_END = "\x7f", "\xff"


@cache
def narrow(char: str) -> bool:
    """Return whether a character is half-width: in a vertical line it lies on its side and stays with its neighbours.

    Empty text, the edge of a line, is not half-width. Marks of ambiguous width (``—…·×``) are full-width in CJK fonts;
    letters of ambiguous width (Greek, Cyrillic) are not.
    """
    if not char or char == OBJECT:
        return False
    if char <= _LATIN_END:
        return char <= _ASCII_END or char not in _UPRIGHT_LATIN
    width, category = unicodedata.east_asian_width(char), unicodedata.category(char)
    if width in "WF":
        return category in ("Mn", "Me")
    if _MONGOLIAN[0] <= char <= _MONGOLIAN[-1]:  # Mongolian letters run along a vertical line
        return False
    clings = category[0] in "LM" or category in ("Sc", "Nd") or char in _HALF or bool(_SUPERSCRIPTS.match(char))
    return clings or width in ("Na", "H")


@cache
def blank(char: str) -> bool:
    """Return whether a character is a space that rules ignore; the full-width space is none."""
    return char != "\u3000" and (char.isspace() or unicodedata.category(char) == "Cf")


LEFTOVERS = {
    **dict(zip(range(0xE78D, 0xE797), "，。、：；！？〖〗…", strict=True)),
    0xE7C7: "\u1e3f",
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE831: "\U000215d7",
    0xE832: "\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE855: "\U000241fe",
    0xE864: "\u9fbb",
}
"""Private-use code point that GB 18030 once gave → the character that it stands for."""


def map_leftovers(issue: Issue) -> tuple[Issue, int]:
    """Return the issue with private-use characters of GB 18030 replaced by real ones, and how many there were."""
    count = sum(ord(char) in LEFTOVERS for text, _, _ in strings(issue) for char in text)
    return (change_strings(issue, lambda text: text.translate(LEFTOVERS)), count) if count else (issue, 0)
