# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed text of an issue, passage by passage, with the place of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from epubgen.errors import Finding, Location, finding
from epubgen.model import Article
from epubgen.model.blocks import Ad, Block, Code, Image, Paragraph, Poem, Subhead, Table
from epubgen.model.inlines import CodeSpan, Inlines, Link, NoteRef, Span, plain
from epubgen.model.values import Photo, SourceSpan
from epubgen.model.walk import article_photos, inner_bodies
from epubgen.patterns import regex

__all__ = [
    "CJK",
    "HAN",
    "Passage",
    "addresses",
    "bare",
    "bare_lines",
    "body_passages",
    "place",
    "story_passages",
    "without_addresses",
    "words",
]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"
CJK = regex(rf"[{HAN}\u3041-\u30ff\u31f0-\u31ff\uac00-\ud7a3]")
"""One Han, kana or Hangul character."""

_ADDRESS = regex(
    r"[a-z][a-z0-9+.-]{0,20}://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.IGNORECASE,
)
"""Web and mail addresses. Without a bound a long word would be read again from each of its letters."""
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_STOPS = ".,;:!?'\""


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where web and mail addresses begin and end: their marks are no punctuation.

    A bracket that closes more than the address opened, and the stop of the sentence behind it, are no part of it.
    """
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return
    for found in _ADDRESS.finditer(text):
        yield found.start(), found.start() + len(_address(found[0]))


def without_addresses(text: str) -> str:
    """The text with each address made as many letters."""
    made, last = [], 0
    for start, end in addresses(text):
        made += [text[last:start], "x" * (end - start)]
        last = end
    return "".join((*made, text[last:]))


def _address(found: str) -> str:
    """What of it is the address: up to the first bracket that closes one of the text around."""
    open_ = dict.fromkeys(_PAIRS.values(), 0)
    for at, char in enumerate(found):
        if char in open_:
            open_[char] += 1
        elif (opening := _PAIRS.get(char)) and not open_[opening]:
            return found[:at].rstrip(_STOPS)
        elif opening:
            open_[opening] -= 1
    return found.rstrip(_STOPS)


_PUNCTUATION = regex("[ -/:-@\\[-`{-~\u2010-\u2027\u2030-\u205e\u3000-\u3003\u3008-\u3020，！：；？（）．]+")
"""Marks without a letter in them; without its full-width marks a Chinese text is in form NFKC already."""
_NO_LETTERS = regex(r"[^\w\n]+|_+")


def bare(text: str) -> str:
    """Text by its letters and digits alone, for comparison: width, case, spaces and punctuation do not count."""
    return "".join(bare_lines(text))


def bare_lines(text: str) -> list[str]:
    """Each line of a text as ``bare`` gives it."""
    plain = unicodedata.normalize("NFKC", _PUNCTUATION.sub("", text)).casefold()
    has_letters_only = plain.replace("\n", "").isalnum()
    return (plain if has_letters_only else _NO_LETTERS.sub("", plain)).split("\n")


_OBJECT = "\ufffc"
"""Stands for a run whose characters are no prose: code, an address."""


def place(at: SourceSpan | None, path: str) -> Location | None:
    """Where a field stands; ``None`` for a value that was read from no file."""
    return at.of(path) if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text that is read in one go. Consecutive paragraphs of one body share a ``flow``."""

    text: str
    language: str
    path: str
    at: Location | None = None
    flow: int = 0
    """Number of the body that a paragraph runs in; 0: the passage stands alone."""

    def about(self, key: str, /, **args: object) -> Finding:
        """A finding about this passage."""
        return finding(key, self.at, self.path, **args)


def story_passages(story: Article, language: str, flows: Iterator[int]) -> Iterator[Passage]:
    """The headlines, captions, body and notes of a story; code and advertisements apart.

    Args:
        story: whose text it is.
        language: its primary language, ``zh``.
        flows: numbers for its bodies, each given once in an issue.
    """
    yield from _heading(story, language)
    prefix, at = "" if story.at else f"articles[{story.id}].", place(story.at, "")
    yield from body_passages(story.body, f"{prefix}body", language, at, flows)
    for number, note in enumerate(story.footnotes):
        yield from body_passages(note.body, f"{prefix}footnotes[{number}]", language, note.at or at, flows)


def body_passages(
    blocks: Iterable[Block], path: str, language: str, at: Location | None, flows: Iterator[int]
) -> Iterator[Passage]:
    """The passages of a body; paragraphs of it are one flow, whatever stands between them."""
    mine = next(flows)
    for index, block in enumerate(blocks):
        where, here = f"{path}[{index}]", block.at or at
        for text, runs_on in _texts(block):
            yield Passage(text=text, language=language, path=where, at=here, flow=mine if runs_on else 0)
        for inner in () if isinstance(block, Ad) else inner_bodies(block):
            yield from body_passages(inner, where, language, here, flows)


def words(inlines: Inlines) -> str:
    """The words of runs as they are read; code and bare addresses become one neutral character."""
    return "".join(_word(run) for run in inlines)


def _word(run: object) -> str:
    match run:
        case CodeSpan():
            return _OBJECT
        case NoteRef():
            return ""
        case Link(children, href) if plain(children) == href:
            return _OBJECT
        case Span(children):
            return words(children)
        case _:
            return plain((run,))  # type: ignore[arg-type]  # the other runs hold no runs


def _heading(story: Article, language: str) -> Iterator[Passage]:
    """The header of a story and the captions of its photos."""
    prefix = "" if story.at else f"articles[{story.id}]."
    lines = [(name, "\n".join(getattr(story, name))) for name in ("kicker", "title", "deck")]
    lines += [(name, getattr(story, name)) for name in ("short_title", "byline", "summary")]
    for name, text in lines:
        if text:
            yield Passage(text=text, language=language, path=f"{prefix}{name}", at=place(story.at, name))
    for photo in article_photos(story):
        yield from _caption(photo, language, prefix)


def _caption(photo: Photo, language: str, prefix: str) -> Iterator[Passage]:
    for name in ("caption", "alt"):
        if text := getattr(photo, name):
            yield Passage(text=text, language=language, path=f"{prefix}{name}", at=place(photo.at, name))


def _texts(block: Block) -> Iterator[tuple[str, bool]]:
    """The texts of a block itself, and whether each runs on from paragraph to paragraph."""
    match block:
        case Paragraph():
            yield words(block.text), True
        case Subhead():
            yield words(block.text), False
        case Poem():
            yield "\n".join(words(line) for stanza in block.stanzas for line in stanza), False
        case Table():
            for cell in (*block.head, *(cell for row in block.rows for cell in row)):
                yield words(cell), False
        case Code() | Image():
            return
        case _:
            pass
    for name in ("caption", "attribution", "title"):
        text = getattr(block, name, "")
        if isinstance(text, str) and text:
            yield text, False
