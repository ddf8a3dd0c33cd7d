# SPDX-License-Identifier: AGPL-3.0-or-later
"""How scripts affect markup: which characters are Han, where marks may open and close, how lines are joined."""

from __future__ import annotations

import unicodedata
from functools import cache

from epubgen.startup import regex

__all__ = ["closes", "has_han", "is_script", "joint", "opens", "opens_strike", "stands_for_itself"]

_HAN_KANA = regex(
    "[\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
_HANGUL = regex("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb]")
_SHARE = regex(r"\*ST(?![A-Za-z*])")
_CHARGE = regex(r"[+−-]\Z")
_SHARED_MARKS = frozenset("“”‘’—…·–‥")


def has_han(text: str) -> bool:
    """Return whether a text has a Han character or kana."""
    return bool(_HAN_KANA.search(text))


def joint(before: str, after: str) -> str:
    """Return what joins two lines: nothing between Han characters or kana, else a space.

    Digits and punctuation join Han characters without a space (``2026`` / ``年``); Latin words and Hangul keep the
    space.
    """
    if not before or not after:
        return ""
    if (_east(before) and _east(after)) or (_east(before) and _clings(after)) or (_clings(before) and _east(after)):
        return ""
    return " "


def opens(marker: str, before: str, after: str) -> bool:
    """Return whether a run of ``*`` or ``_`` between these two characters may open emphasis.

    Source: CommonMark 0.31 §6.2 with the CJK-friendly amendment (a Han neighbour counts as a word edge).
    """
    left = _left(before, after)
    return left and (marker == "*" or not _right(before, after) or _punctuation(before))


def closes(marker: str, before: str, after: str) -> bool:
    """Return whether a run of ``*`` or ``_`` between these two characters may close emphasis."""
    right = _right(before, after)
    return right and (marker == "*" or not _left(before, after) or _punctuation(after))


def opens_strike(before: str, after: str) -> bool:
    """Return whether ``~~`` between these two characters may open struck words; not in a range such as ``8~~10``."""
    return opens("*", before, after) and not (before.isdigit() and after.isdigit())


def stands_for_itself(text: str, at: int, length: int = 1) -> bool:
    """Return whether ``length`` asterisks are text: ``5*3``, ``M*A*S*H``, ``（*）``, ``*ST`` before a Chinese share.

    Several asterisks are text in a number that they hide: ``138****0000``, ``新A**123``.
    """
    before, after = text[at - 1 : at] if at else "", text[at + length : at + length + 1]
    if length > 1:
        return _factor(before) and _factor(after) and (before + after).isascii() and not (before + after).isalpha()
    alone = before in ("(", "（", "[", "【") and after in (")", "）", "]", "】")
    return alone or bool(_SHARE.match(text, at)) or (_factor(before) and _factor(after))


def _factor(char: str) -> bool:
    return char.isdigit() or (char.isascii() and char.isupper())


def is_script(marker: str, before: str, content: str, after: str = "") -> bool:
    """Return whether ``~content~`` or ``^content^`` between these characters is a subscript or superscript.

    ``8~10时，12~14时`` and ``(^o^)`` are text: a subscript follows a Latin letter or a bracket, a superscript any
    letter or digit. The number of an isotope stands before its letter: ``^14^C``.
    """
    if content.isdigit() and after.isascii() and after.isalpha() and not (before.isascii() and before.isalnum()):
        return True
    if not before or not (_CHARGE.match(content) or any(char.isalnum() for char in content)):
        return False
    if marker == "^":
        return before.isalnum() or before in ")]}~*_`%°"
    return (before.isalpha() and not has_han(before)) or before in ")]}^*_`"


def _left(before: str, after: str) -> bool:
    if _blank(after):
        return False
    return not _western(after) or _blank(before) or _punctuation(before) or _wide(before)


def _right(before: str, after: str) -> bool:
    if _blank(before):
        return False
    return not _western(before) or _blank(after) or _punctuation(after) or _wide(after)


def _western(char: str) -> bool:
    return _punctuation(char) and not _wide(char)


def _blank(char: str) -> bool:
    return not char or char.isspace()


@cache
def _punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


@cache
def _wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WFH"


def _east(char: str) -> bool:
    if _HANGUL.match(char):
        return False
    return bool(_HAN_KANA.match(char)) or (_wide(char) and _punctuation(char))


def _clings(char: str) -> bool:
    return char in _SHARED_MARKS or not (char.isalpha() or char.isspace())
