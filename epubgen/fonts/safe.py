# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which characters the fonts of e-readers may lack.

Such fonts are made from the national sets: GB 2312, Big5, JIS X 0208, KS X 1001 (by Python's own codecs). Safe in a
language is what its own set has, and what at least two of the four have: 們 is safe in a Chinese daily, 龘 (in Big5
alone) is not, and neither is 们 in a Japanese one. In a language with no set of its own one of the four is enough.

Only East Asian letters are asked about: Latin, Greek, Cyrillic, kana and common signs are in every font, and what a
reader lacks of other scripts (Arabic, Thai, emoji) one subset of a Han font could not mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from epubgen.languages.words import fitting

__all__ = ["is_rare", "rare_in"]

_CODECS = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis", "ko": "euc_kr"}
_ENOUGH = 2
"""So many of the sets make a character common to East Asian fonts."""
_EAST = re.compile(
    "[\u2e80-\u2fff"  # radicals, description characters
    "\u3100-\u9fff"  # bopomofo, jamo, strokes, enclosed and squared words, extension A, the basic block
    "\ua960-\ua97f\uac00-\ud7ff\u1100-\u11ff"  # Hangul
    "\uf900-\ufaff\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff"  # compatibility ideographs, old kana, enclosed words
    "\U00020000-\U0003ffff]"  # extensions B and later
)
_SYLLABLES = range(0xAC00, 0xD7A4)


def rare_in(texts: Iterable[str], language: str) -> frozenset[str]:
    """The characters of texts that are not safe in a language (a BCP 47 tag)."""
    found = {char for text in texts for char in set(_EAST.findall(text))}
    return frozenset(char for char in found if is_rare(char, language))


def is_rare(char: str, language: str) -> bool:
    """Whether a reader of this language may lack a character."""
    if not _EAST.match(char) or (language.startswith("ko") and ord(char) in _SYLLABLES):
        return False
    own = _CODECS.get(fitting(language))
    sets = _sets(char)
    return own not in sets and len(sets) < (_ENOUGH if own else 1)


@cache
def _sets(char: str) -> frozenset[str]:
    """The national sets that have a character."""
    return frozenset(codec for codec in _CODECS.values() if _takes(codec, char))


def _takes(codec: str, char: str) -> bool:
    try:
        coded = char.encode(codec)
    except UnicodeEncodeError:
        return False
    return codec != "euc_kr" or len(coded) <= 2  # noqa: PLR2004 - longer ones are spelled out letter by letter
