# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs that a column break tore apart: when one is open, and how two pieces become one."""

from __future__ import annotations

import re

from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, OPENERS

__all__ = ["closed", "glue", "join_confidence", "open_pair", "starts_new", "stray"]

_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "〈": "〉"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_STOPS = tuple("。！？…；：.!?;:｡")
_BRACKETS = tuple('”』」）)’"')
_CJK = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’—…·]")
_STRAY = tuple("，。、；：！？）》〉」』”’")
_SURE, _LIKELY, _DOUBTFUL = 0.98, 0.9, 0.6


def open_pair(text: str) -> str:
    """The innermost opening mark that no closing one answers; empty when all pairs are closed."""
    stack: list[str] = []
    for at, sign in enumerate(text):
        if sign == "’" and 0 < at < len(text) - 1 and text[at - 1].isascii() and text[at + 1].isascii():
            continue
        if sign in _PAIRS:
            stack.append(sign)
        elif sign in _CLOSERS and _CLOSERS[sign] in stack:
            while stack.pop() != _CLOSERS[sign]:
                pass
    return stack[-1] if stack else ""


def stray(text: str) -> bool:
    """Whether a paragraph can only be the rest of another: it starts with a mark that closes or pauses."""
    return text.startswith(_STRAY) or _unanswered(text)


def _unanswered(text: str) -> bool:
    """A closing mark for which no pair was opened."""
    depth = dict.fromkeys(_PAIRS, 0)
    for sign in text:
        if sign in _PAIRS:
            depth[sign] += 1
        elif sign in _CLOSERS and sign not in "’)）":
            depth[_CLOSERS[sign]] -= 1
            if depth[_CLOSERS[sign]] < 0:
                return True
    return False


def closed(text: str) -> bool:
    """Whether a paragraph is complete: it ends in a stop, or in a closing mark with no pair left open."""
    plain = text.rstrip(" \t\n\u3000*_")
    if not plain or plain.endswith(_STOPS):
        return True
    return plain.endswith(_BRACKETS) and not open_pair(plain)


def starts_new(first: str, second: str) -> bool:
    """Whether the second piece reads like a new paragraph rather than the rest of the first."""
    return second.startswith(OPENERS) or (second.startswith(("“", "「")) and not first.endswith(("，", ",", "、")))


def join_confidence(first: str, second: str, *, suspect: bool) -> float:
    """How sure it is that the second piece goes on with the first.

    A pair that is open at the break is the best sign. ``suspect``: another text of the page breaks off, so that columns
    may be mixed.
    """
    if open_pair(first):
        return _SURE
    return _DOUBTFUL if suspect or starts_new(first, second) or stray(second) else _LIKELY


def glue(first: str, second: str) -> str:
    """Two pieces as one: nothing between CJK characters, a space between words, a line-end hyphen goes."""
    left, right = first.rstrip(" \t\u3000"), second.lstrip(" \t\u3000")
    if not left or not right:
        return left + right
    if left.endswith("-") and len(left) > 1 and left[-2].isalpha() and left[-2].isascii() and right[0].islower():
        return left[:-1] + right
    if re.match(f"[{HANGUL}]", left[-1]) or re.match(f"[{HANGUL}]", right[0]):
        return f"{left} {right}"
    between = "" if _CJK.match(left[-1]) or _CJK.match(right[0]) else " "
    return left + between + right
