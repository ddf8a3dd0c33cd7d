# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be told from characters alone: script, width, and text that is no running prose."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["CJK", "HAN", "UNTOUCHABLE", "bare", "width"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"
CJK = re.compile(rf"[{HAN}\u3041-\u30ff\u31f0-\u31ff\uac00-\ud7a3]")
"""One Han, kana or Hangul character."""

UNTOUCHABLE = re.compile(
    r"[a-z][a-z0-9+.-]*://[!-~]+|www\.[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
"""Web and mail addresses: their marks are no punctuation."""


def width(text: str) -> int:
    """The room that text takes, in Latin letters: Han, kana and Hangul count two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def bare(text: str) -> str:
    """Text by its letters and digits alone, for comparison: width, case, spaces and punctuation do not count."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)


class _Letters(dict[int, int | None]):
    """Letters and digits as they are, all else left out; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if unicodedata.category(chr(code))[0] in "LN" else None
        return self[code]


_LETTERS = _Letters()
