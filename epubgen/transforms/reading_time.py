# SPDX-License-Identifier: AGPL-3.0-or-later
"""Estimates how long a story takes to read: Han, kana and Hangul by character, everything else by word."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.model import Article, Block, Box, Code, Gallery, Image, Paragraph, Poem, PullQuote, Subhead, Table, plain
from epubgen.model.walk import blocks_within
from epubgen.startup import regex

__all__ = ["SPEED", "measure", "minutes"]

SPEED = {"zh": 400, "ja": 500, "ko": 500}
"""Characters a minute of silent reading of a newspaper: round, on the quiet side."""
WORDS = 230
"""Words a minute in other languages (Brysbaert 2019 measures 238 for English prose)."""

_CJK = regex(r"[㐀-鿿豈-﫿぀-ヿㇰ-ㇿ가-힣\U00020000-\U0003ffff]+")
_WORD = regex(r"[^\W_]+(?:[’'.,-][^\W_]+)*")


def minutes(story: Article, language: str) -> int:
    """Return whole minutes, at least one; 0 for a story without text."""
    cjk, words = measure(story)
    speed = SPEED.get((story.lang or language).partition("-")[0].lower(), SPEED["zh"])
    taken = cjk / speed + words / WORDS
    return max(1, round(taken)) if taken else 0


def measure(story: Article) -> tuple[int, int]:
    """Count the Chinese, Japanese and Korean characters of a story, and its other words."""
    text = "\n".join(_texts(story))
    rest, runs = _CJK.subn(" ", text)
    return len(text) - len(rest) + runs, len(_WORD.findall(rest))


def _texts(story: Article) -> Iterator[str]:
    for block in blocks_within(story.body):
        yield from _text(block)


def _text(block: Block) -> Iterator[str]:
    """Return the text of one block that is read.

    A pull quote repeats the text and code is not read, so they do not count.
    """
    match block:
        case PullQuote() | Code():
            pass
        case Paragraph(text=text) | Subhead(text=text):
            yield plain(text)
        case Image(photo=photo):
            yield photo.caption
        case Gallery(items=items, caption=caption):
            yield from (caption, *(photo.caption for photo in items))
        case Poem(stanzas=stanzas):
            yield from (plain(line) for stanza in stanzas for line in stanza)
        case Table(rows=rows, head=head):
            yield from (plain(cell) for row in (head, *rows) for cell in row)
        case Box(title=title):
            yield title
        case _:
            pass
