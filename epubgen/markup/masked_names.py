# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds names and numbers hidden by asterisks: two of them in a row would be read as bold or italics.

``李**和王**`` is bold by the rules of Markdown, and perhaps meant so. The message says what to type for either meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from epubgen.startup import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["hidden_name", "hides"]

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖潘袁蔡蒋余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹"
    "孟秦阎薛侯郝邵顾赖尹钱施洪龚张張劉陳楊趙黃吳孫羅鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈韋鄒閻顧賴錢龔某"
)
_KOREAN = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민"
_WORD_EDGE = r"(?<![\w*])"
_NAME = regex(rf"(?:(?<![开紧主扩夸铺慌伸])[{_SURNAMES}]|{_WORD_EDGE}[{_KOREAN}]|{_WORD_EDGE}[A-Z])\Z")
"""A surname or an initial before the asterisks. Surnames that end many other words (任, 万, 程) are not in the list."""
_TAIL = 3
"""How many of the last characters are examined for a name."""


def hidden_name(children: Sequence[Token]) -> str:
    """Return the first text set in bold or italics between two hidden names, as typed; empty for none."""
    words = "".join(token.content for token in children)
    starts = [0, *accumulate(len(token.content) for token in children)]
    ends = _ends(children)
    for at, token in enumerate(children):
        if token.type not in ("strong_open", "em_open") or "*" not in token.markup:
            continue
        before = children[at - 1].content if at else ""
        start, end = starts[at], starts[ends.get(at, len(children))]
        if hides(before[-_TAIL:], words[max(start, end - _TAIL) : end]):
            stars = _stars(children, at)
            return f"{before[-1]}{stars}{words[start:end]}{stars}"
    return ""


def hides(before: str, inside: str) -> bool:
    """Return whether asterisks hide two names: ``before`` ends with a name, and so does ``inside``."""
    return bool(_NAME.search(before) and inside[1:] and _NAME.search(inside))


def _ends(children: Sequence[Token]) -> dict[int, int]:
    """Return the closing token of each opening one, by position, in one walk: thousands may be nested."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for at, token in enumerate(children):
        if token.nesting > 0:
            opened.append(at)
        elif token.nesting < 0 and opened:
            ends[opened.pop()] = at
    return ends


def _stars(children: Sequence[Token], at: int) -> str:
    """Return the asterisks with which the run opens: its own, and those of runs that open at the same place."""
    stars = ""
    for token in children[at:]:
        if token.content:
            break
        stars += token.markup if token.nesting > 0 else ""
    return stars
