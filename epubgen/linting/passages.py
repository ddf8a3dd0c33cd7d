# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed text of an issue in passages, each with its line and field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from epubgen.errors import Finding, Location, finding
from epubgen.model import Article
from epubgen.model.blocks import Ad, Block, Code, Image, Paragraph, Poem, Subhead, Table
from epubgen.model.inlines import CodeSpan, Inlines, Link, NoteRef, Span, plain
from epubgen.model.values import Photo, SourceSpan
from epubgen.model.walk import article_photos, inner_bodies
from epubgen.startup import dataclass, regex

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
"""Web and mail addresses. The lengths are bounded, since a search would otherwise start again at each letter of a long
word.
"""
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_STOPS = ".,;:!?'\""


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of web and mail addresses, whose marks are no punctuation.

    A closing bracket that the address did not open, and the full stop of the sentence after it, do not belong to the
    address.
    """
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return
    for found in _ADDRESS.finditer(text):
        yield found.start(), found.start() + len(_address(found[0]))


def without_addresses(text: str) -> str:
    """Return the text with the letter ``x`` for each character of an address."""
    made, last = [], 0
    for start, end in addresses(text):
        made += [text[last:start], "x" * (end - start)]
        last = end
    return "".join((*made, text[last:]))


def _address(found: str) -> str:
    """Return the part of a match that is the address: up to the first bracket that closes one of the text around it."""
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
"""Marks without a letter. They are removed first, since a Chinese text without full-width marks is already in form
NFKC.
"""
_USUAL_MARKS = "，、。：；“”《》（） ,."
_NO_LETTERS = regex(r"[^\w\n]+|_+")


def bare(text: str) -> str:
    """Return the letters and digits of a text for comparison: without width, case, spaces and punctuation."""
    return "".join(bare_lines(text))


def bare_lines(text: str) -> list[str]:
    """Return each line of a text as ``bare`` gives it."""
    plain = unicodedata.normalize("NFKC", _unpunctuated(text)).casefold().replace("ı", "i")
    has_letters_only = plain.replace("\n", "").isalnum()
    return (plain if has_letters_only else _NO_LETTERS.sub("", plain)).split("\n")


def _unpunctuated(text: str) -> str:
    """Return the text without ``_PUNCTUATION``; where the usual marks are all that it has, no pattern is needed."""
    for mark in _USUAL_MARKS:
        text = text.replace(mark, "")
    return text if text.replace("\n", "").isalnum() else _PUNCTUATION.sub("", text)


_OBJECT = "\ufffc"
"""Takes the place of a run that is not prose: code, an address."""


def place(at: SourceSpan | None, path: str) -> Location | None:
    """Return the line of a field; ``None`` for a value that was read from no file."""
    return at.of(path) if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of text that is read without a break. Consecutive paragraphs of one body have the same ``flow``."""

    text: str
    language: str
    path: str
    at: Location | None = None
    flow: int = 0
    """Number of the body to which a paragraph belongs; 0 for a passage that stands alone."""

    def about(self, key: str, /, **args: object) -> Finding:
        """Make a finding about this passage."""
        return finding(key, self.at, self.path, **args)


def story_passages(story: Article, language: str, flows: Iterator[int]) -> Iterator[Passage]:
    """Yield headlines, captions, body and notes of a story, without code and advertisements.

    Args:
        story: the story.
        language: its primary language, ``zh``.
        flows: numbers for its bodies, each used once in an issue.
    """
    yield from _heading(story, language)
    prefix, at = "" if story.at else f"articles[{story.id}].", place(story.at, "")
    yield from body_passages(story.body, f"{prefix}body", language, at, flows)
    for number, note in enumerate(story.footnotes):
        yield from body_passages(note.body, f"{prefix}footnotes[{number}]", language, note.at or at, flows)


def body_passages(
    blocks: Iterable[Block], path: str, language: str, at: Location | None, flows: Iterator[int]
) -> Iterator[Passage]:
    """Yield the passages of a body. Its paragraphs have one flow, also where other blocks stand between them."""
    mine = next(flows)
    for index, block in enumerate(blocks):
        where, here = f"{path}[{index}]", block.at or at
        for text, runs_on in _texts(block):
            yield Passage(text=text, language=language, path=where, at=here, flow=mine if runs_on else 0)
        for inner in () if isinstance(block, Ad) else inner_bodies(block):
            yield from body_passages(inner, where, language, here, flows)


def words(inlines: Inlines) -> str:
    """Return the words of runs as they are read; code and bare addresses become one neutral character."""
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
    """Yield the header of a story and the captions of its photos."""
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
    """Yield the texts of a block itself; for each, whether a sentence may go on in the next paragraph."""
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
