# SPDX-License-Identifier: AGPL-3.0-or-later
"""How wide a character is in a CJK line, and which script it is of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["EAST", "HAN", "OBJECT", "QUOTES", "blank", "narrow"]

OBJECT = "\ufffc"
"""Stands in a line for what is no text: a hard break, a note mark, a cell that is set already."""
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
"""Han characters, for the inside of a regular expression."""
_KANA = "\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
_MARKS = "\u3001-\u3007\u300a\u300b\u3010-\u301c\u3105-\u312f\u31a0-\u31bf\uff01-\uff65\uffe0-\uffe6—…"
EAST = re.compile(f"[{HAN}{_KANA}{_HANGUL}{_MARKS}]")
"""A character that says that the text around it is CJK: letters and full-width marks, but no quotation mark."""
QUOTES = frozenset("“”‘’\"'「」『』〝〟")

_HALF = frozenset("°′″‰‱‐‑−ªº")
_UPRIGHT_LATIN = frozenset("·×÷±§©®¼½¾")
_SUPERSCRIPTS = re.compile("[²³¹\u2070-\u209f]")
_ASCII_END, _LATIN_END = "\x7f", "\xff"


@cache
def narrow(char: str) -> bool:
    """Whether a character is half-width: it lies on its side in a vertical line and clings to its neighbours.

    The edge of a line (the empty text) is not. Marks of ambiguous width (``—…·×``) are full-width in CJK fonts; letters
    of ambiguous width (Greek, Cyrillic) are not.
    """
    if not char or char == OBJECT:
        return False
    if char <= _LATIN_END:
        return char <= _ASCII_END or char not in _UPRIGHT_LATIN
    width, category = unicodedata.east_asian_width(char), unicodedata.category(char)
    if width in "WF":
        return category in ("Mn", "Me")
    clings = category[0] in "LM" or category in ("Sc", "Nd") or char in _HALF or bool(_SUPERSCRIPTS.match(char))
    return clings or width in ("Na", "H")


@cache
def blank(char: str) -> bool:
    """Whether a character is space that a rule looks through; the full-width space is none."""
    return char != "\u3000" and (char.isspace() or unicodedata.category(char) == "Cf")
