# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replaces half-width punctuation after Han characters, doubled hyphens and dots by Chinese full-width marks.

The period, quotation marks and a single ``—`` never change, nor does anything inside URLs, addresses, numbers, times,
ratios or Latin phrases. Source: issue-model §8 "Punctuation", typography rule 14.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from epubgen.model import Article, CodeSpan, Inline, Inlines, Issue, LangStr, Link, MarkedStr, Ruby, Tcy, Text
from epubgen.model.blocks import Code
from epubgen.model.inlines import INLINE_TYPES, Span
from epubgen.startup import regex

__all__ = ["Counts", "PrintedTexts", "counted", "normalise", "normalise_issue"]

Counts = tuple[tuple[str, int], ...]
"""How often each kind was changed, sorted by kind: ``comma, semicolon, colon, question, exclamation, parentheses, dash,
ellipsis``."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
_KANA = "\u3041-\u30ff\u31f0-\u31ff"
_SIGNS = {
    ",": ("，", "comma"),
    ":": ("：", "colon"),
    ";": ("；", "semicolon"),
    "?": ("？", "question"),
    "!": ("！", "exclamation"),
}
_KEEP = regex(
    r"[a-z][a-z0-9+.-]{0,20}://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+"
    r"|\(?\+?\d[\d() -]{5,}\d"
    r"|\d+(?:[.,:]\d+)+",
    re.IGNORECASE | re.ASCII,
)
"""URLs, e-mail addresses, telephone and serial numbers, decimals, times, ratios. Parts of addresses have the lengths
that the registries allow: without a bound a long word would be read again from each of its letters."""
_DASH = regex(r"(?<![-―—|])(?:--|――)(?![-―—|])")
_DOTS = regex(r"(?<![.。…])(?:\.{3,6}|。{3,6}|…)(?![.。…])")


@cache
def _after() -> re.Pattern[str]:
    """Characters after which a mark becomes full-width: Han, kana, a closing CJK mark.

    The pattern is slow to compile and seldom needed.
    """
    return re.compile(rf"[{_HAN}{_KANA}”’」』》〉】〕）…—％℃]")


@cache
def _cjk() -> re.Pattern[str]:
    """Han characters or kana."""
    return re.compile(rf"[{_HAN}{_KANA}]")


def normalise(text: str, before: str = "") -> tuple[str, Counts]:
    """Return the text with full-width punctuation, and the number of changes of each kind.

    ``before`` is the text before it, where the text is one run of a longer text.
    """
    counts: Counter[str] = Counter()
    return _normalise(text, before, counts), counted(counts)


def normalise_issue(issue: Issue) -> tuple[Issue, Counts]:
    """Return the issue with stories and notices changed, and the changes; masthead and publication stay as printed."""
    counts: Counter[str] = Counter()
    walk = PrintedTexts(counts)
    stories = tuple(walk.story(story) for story in issue.articles)
    notices = tuple(walk.value(block) for block in issue.notices)
    return replace(issue, articles=stories, notices=notices), counted(counts)


def counted(counts: Counter[str]) -> Counts:
    """Return the number of changes of each kind, sorted by kind, without zeros."""
    return tuple(sorted((name, count) for name, count in counts.items() if count))


def _normalise(text: str, before: str, counts: Counter[str]) -> str:
    text = _dashes(text, before, counts)
    kept = [False] * len(text)
    for match in _KEEP.finditer(text):
        kept[match.start() : match.end()] = [True] * (match.end() - match.start())
    signs = list(text)
    pairs = _pairs(text, before, kept)
    for at, sign in enumerate(text):
        if at in pairs:
            signs[at] = "（" if sign == "(" else "）"
            counts["parentheses"] += sign == "("
        elif sign in _SIGNS and not kept[at] and _turns(sign, _last(signs, at, before)):
            signs[at], kind = _SIGNS[sign]
            counts[kind] += 1
    return _spaces("".join(signs), text)


def _turns(sign: str, last: str) -> bool:
    """Return whether a mark becomes full-width after this character; ``?!`` changes as a whole."""
    return bool(_after().match(last)) or (sign in "?!" and last in tuple("？！"))


def _last(signs: list[str], at: int, before: str) -> str:
    return signs[at - 1] if at else before[-1:]


def _spaces(text: str, old: str) -> str:
    """Remove the space after a mark that became full-width, since such a mark has space of its own."""
    if len(text) != len(old):
        return text
    parts = []
    for at, sign in enumerate(text):
        if sign == " " and at and text[at - 1] != old[at - 1] and text[at - 1] in "，：；？！）":
            continue
        parts.append(sign)
    return "".join(parts)


def _dashes(text: str, before: str, counts: Counter[str]) -> str:
    """Replace ``--`` by ``——`` and ``...`` by ``……`` beside Chinese text."""

    def change(kind: str, new: str, match: re.Match[str]) -> str:
        left = text[match.start() - 1] if match.start() else before[-1:]
        right = text[match.end() : match.end() + 1]
        if match[0] == new or not (
            _after().match(left) or _cjk().match(right) or left in tuple("“‘「『，、。：；？！")
        ):
            return match[0]
        counts[kind] += 1
        return new

    text = _DASH.sub(lambda match: change("dash", "——", match), text)
    return _DOTS.sub(lambda match: change("ellipsis", "……", match), text)


def _pairs(text: str, before: str, kept: list[bool]) -> set[int]:
    """Return the offsets of parentheses that become full-width.

    They do in pairs that hold Han characters or follow one.
    """
    turned: set[int] = set()
    stack: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(" and not kept[at]:
            stack.append(at)
        elif sign == ")" and stack and not kept[at]:
            start = stack.pop()
            left = text[start - 1] if start else before[-1:]
            if _cjk().search(text[start:at]) or _after().match(left):
                turned |= {start, at}
    return turned


_T = TypeVar("_T")
_PLAIN = ("title", "kicker", "deck", "short_title", "byline", "summary", "caption", "attribution")
"""Fields of text without blocks that are printed as running text."""


_RUNS = tuple(INLINE_TYPES.values())


class PrintedTexts:
    """Walks stories and blocks and changes each printed text by ``text`` and ``runs``, which subclasses override."""

    def __init__(self, counts: Counter[str] | None = None) -> None:
        """Use ``counts`` to count the changes."""
        self.counts: Counter[str] = Counter() if counts is None else counts

    def text(self, text: str, before: str = "") -> str:
        """Return a text changed; ``before`` is the text before it."""
        if isinstance(text, MarkedStr):
            return MarkedStr(self.runs(text.runs, before)[0], text.lang)
        made = _normalise(text, before, self.counts)
        return LangStr(made, text.lang) if isinstance(text, LangStr) else made

    def story(self, story: Article) -> Article:
        """Return a story with its printed texts, body and captions changed."""
        return self.value(story)

    def value(self, value: _T) -> _T:
        """Return an object of the model with every printed text in it changed."""
        if isinstance(value, Code) or not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {item.name: self._field(item.name, getattr(value, item.name)) for item in fields(value)}
        return replace(value, **changed)

    def _field(self, name: str, value: Any) -> Any:  # noqa: ANN401 - the fields of the model are of many types
        if isinstance(value, str):
            return self.text(value) if name in _PLAIN else value
        if isinstance(value, tuple) and value:
            if name in _PLAIN:
                return tuple(self.text(line) for line in value)
            if isinstance(value[0], _RUNS):
                return self.runs(value)[0]
            return tuple(self._field(name, one) for one in value)
        return self.value(value)

    def runs(self, runs: Inlines, before: str = "") -> tuple[Inlines, str]:
        """Return runs changed one after the other, each with the text before it."""
        made: list[Inline] = []
        for run in runs:
            new: Inline = run
            match run:
                case Text(words):
                    new = Text(self.text(words, before))
                    before = new.text or before
                case CodeSpan(words) | Tcy(words):
                    before = words or before
                case Ruby(base, _):
                    before = base or before
                case Link() if run.children == (Text(run.href),):
                    before = run.href
                case _ if isinstance(run, Span):
                    children, before = self.runs(run.children, before)
                    new = replace(run, children=children)
                case _:
                    before = ""
            made.append(new)
        return tuple(made), before
