# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds quotes and brackets without a partner, with the habits of the press in mind.

A quotation of several paragraphs opens each of them with a mark and closes the last one only. ``’`` is an apostrophe
more often than not. A bracket may close without opening behind the number of an item: ``1）``, ``a)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from epubgen.linting.passages import Passage
from epubgen.linting.script import CJK, UNTOUCHABLE

__all__ = ["Lost", "unpaired"]

_BRACKETS = {
    "（": "）",
    "(": ")",
    "[": "]",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "《": "》",
    "〈": "〉",
    "｛": "｝",
    "{": "}",
}
_QUOTES = dict(zip("“「『﹁﹃", "”」』﹂﹄", strict=True))
_SINGLE = {"‘": "’"}
_ASIAN = ("zh", "ja", "ko")
_ENUMERATION = re.compile(r"(?:^|[\s，。；、：,;:])[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_WIDE = {"(": "（", ")": "）"}


@dataclass(frozen=True, slots=True)
class Lost:
    """A mark without its partner, at a place of the text."""

    mark: str
    partner: str
    at: int
    opening: bool


@dataclass(slots=True)
class _State:
    """The marks that are open, each with the passage that opened it."""

    language: str
    pairs: dict[str, str]
    stack: list[tuple[Passage, Lost]] = field(default_factory=list)
    found: list[tuple[Passage, Lost]] = field(default_factory=list)

    @property
    def quotes_only(self) -> bool:
        return all(lost.mark in _QUOTES or lost.mark in _SINGLE for _, lost in self.stack)


def unpaired(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Lost]]:
    """The marks without a partner, in the order of the passages in which they are missed."""
    states: dict[int, _State] = {}
    for passage in passages:
        state = states.setdefault(passage.flow, _fresh(passage)) if passage.flow else _fresh(passage)
        _read(state, passage)
        if not passage.flow:
            state.found += state.stack
            yield from state.found
    for state in states.values():
        yield from (*state.found, *state.stack)


def _fresh(passage: Passage) -> _State:
    asian = passage.language in _ASIAN
    quotes = _QUOTES if asian or passage.language == "en" else {}
    return _State(passage.language, {**_BRACKETS, **quotes, **(_SINGLE if asian else {})})


def _read(state: _State, passage: Passage) -> None:
    text = UNTOUCHABLE.sub(lambda match: "x" * len(match[0]), passage.text)
    carried = bool(state.stack)
    if carried and not _carries_on(state, text):
        state.found += state.stack
        state.stack.clear()
    start = len(text) - len(text.lstrip("\u3000 \n"))
    if state.stack and text[start:].startswith(tuple(lost.mark for _, lost in state.stack)):
        start += _repeated(state, text[start:])
    marks = {*state.pairs, *state.pairs.values()}
    for at in range(start, len(text)):
        if text[at] in marks:
            _mark(state, passage, text, at)


def _carries_on(state: _State, text: str) -> bool:
    """Whether an open quotation goes on here: the paragraph opens it again, or closes it before anything else opens."""
    body = text.lstrip("\u3000 \n")
    first = state.stack[0][1]
    if not state.quotes_only:
        return False
    opens, closes = body.find(first.mark), body.find(first.partner)
    return opens == 0 or (closes >= 0 and (opens < 0 or closes < opens))


def _repeated(state: _State, body: str) -> int:
    """How many marks at the head of a paragraph repeat those that are open: ``“‘`` in the middle of a speech."""
    count = 0
    for (_, lost), char in zip(state.stack, body, strict=False):
        if lost.mark != char:
            break
        count += 1
    return count


def _mark(state: _State, passage: Passage, text: str, at: int) -> None:
    char = text[at]
    if char in state.pairs:
        if not _aside(text, at):
            _open(state, passage, Lost(char, state.pairs[char], at, opening=True))
    elif not _apostrophe(text, at):
        _close(state, passage, text, at)


def _open(state: _State, passage: Passage, lost: Lost) -> None:
    """A mark inside itself means that the outer one was never closed; brackets may nest."""
    if lost.mark not in _BRACKETS and any(lost.mark == other.mark for _, other in state.stack):
        while state.stack:
            dropped = state.stack.pop()
            state.found.append(dropped)
            if dropped[1].mark == lost.mark:
                break
    state.stack.append((passage, lost))


def _close(state: _State, passage: Passage, text: str, at: int) -> None:
    closing = text[at]
    marks = [_WIDE.get(lost.partner, lost.partner) for _, lost in state.stack]
    wide = _WIDE.get(closing, closing)
    if wide in marks:
        while _WIDE.get(state.stack[-1][1].partner, state.stack[-1][1].partner) != wide:
            state.found.append(state.stack.pop())
        state.stack.pop()
    elif not (wide == "）" and _ENUMERATION.search(text[:at])):
        opening = next(mark for mark, partner in state.pairs.items() if partner == closing)
        state.found.append((passage, Lost(closing, opening, at, opening=False)))


def _apostrophe(text: str, at: int) -> bool:
    """Whether ``’`` stands for left-out letters: between or behind Latin letters, before a year."""
    if text[at] != "’":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    latin = before.isalpha() and not CJK.match(before)
    return (latin and (after.isalpha() or after in (" ", ""))) or after.isdigit()


def _aside(text: str, at: int) -> bool:
    """Marks that open nothing: a face ``:(``."""
    return text[at] == "(" and text[at - 1 : at] == ":" and text[at + 1 : at + 2] in ("", " ")
