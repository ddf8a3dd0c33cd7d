# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule A06: a paragraph that breaks off; a column break or a page break has probably torn it in two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.linting.context import Desk
from epubgen.linting.passages import words
from epubgen.linting.script import UNTOUCHABLE, width
from epubgen.model import Article
from epubgen.model.blocks import Block, Code, List, PageBreak, Paragraph, Poem, Table
from epubgen.model.inlines import Strong

_PROSE = ("news", "feature", "commentary", "editorial", "interview", "serial", "review", "obituary")
_SHORTEST = 30
"""Width of the shortest paragraph that is looked at: below stand signatures, dates, lines that are set apart."""
_SIGNATURE = 64
"""Width of a last paragraph that may be a signature or an address."""
_ANNOUNCED = (List, Table, Code, Poem, PageBreak)
"""After these a paragraph may stop short: it announces them, or runs on behind them."""
_LABELLED = re.compile(r"[^，。,.:：]{1,12}[:：]\s*\S")
"""``地址：…``, ``Tickets: …``: a line of facts."""
_NUMBER = re.compile(r"[\d\s()+-]{7,}$", re.ASCII)
_CLOSERS = {"”": "“", "』": "『", "」": "「", "）": "（", ")": "(", "》": "《", "’": "‘"}


def paragraphs_end(desk: Desk) -> Iterator[Finding]:
    """A06: a paragraph of prose ends with closing punctuation."""
    for story in desk.told:
        if story.kind in _PROSE:
            yield from _broken_off(desk, story)


def _broken_off(desk: Desk, story: Article) -> Iterator[Finding]:
    following: tuple[Block | None, ...] = (*story.body, None)[1:]
    for index, (block, after) in enumerate(zip(story.body, following, strict=True)):
        if not isinstance(block, Paragraph) or isinstance(after, _ANNOUNCED):
            continue
        text = words(block.text).strip()
        if after is None and story.continues_on:
            continue
        if _breaks_off(text) and not _set_apart(block, text, last=after is None):
            yield desk.about("A06", story, f"body[{index}]", block.at, ends=text[-10:])


def _breaks_off(text: str) -> bool:
    """Whether the last character is one that no sentence ends with: a letter, a digit, a comma, an open pair."""
    end = text[-1:]
    if end in _CLOSERS:
        return text.count(_CLOSERS[end]) > text.count(end)
    return bool(end) and (unicodedata.category(end)[0] in "LN" or end in "、，,“‘「『（《(")


def _set_apart(block: Paragraph, text: str, *, last: bool) -> bool:
    """Whether a paragraph is no sentence at all: a short line, a bold one, facts, an address, a signature."""
    if width(text) < (_SIGNATURE if last else _SHORTEST) and text[-1] not in "，、,":
        return True
    if all(isinstance(run, Strong) for run in block.text) or _NUMBER.search(text):
        return True
    addresses = list(UNTOUCHABLE.finditer(text))
    return bool(_LABELLED.match(text)) or bool(addresses and addresses[-1].end() == len(text)) or "\n" in text
