# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed text of an issue, passage by passage, with the place of each: what the rules about words read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from epubgen.errors import Finding, Location, finding
from epubgen.linting.context import Desk, place
from epubgen.model import Article
from epubgen.model.blocks import Ad, Block, Code, Gallery, Image, List, Paragraph, Poem, Subhead, Table
from epubgen.model.inlines import CodeSpan, Inlines, Link, NoteRef, Span, plain
from epubgen.model.values import Photo
from epubgen.model.walk import article_photos

__all__ = ["Passage", "passages", "words"]

_OBJECT = "\ufffc"
"""Stands for a run whose characters are no prose: code, an address."""


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


def passages(desk: Desk) -> Iterator[Passage]:
    """Headlines, captions and bodies of every story, then corrections and notices; code and advertisements apart."""
    reader = _Reader()
    for story in desk.told:
        yield from _heading(desk, story)
        prefix = "" if story.at else f"articles[{story.id}]."
        language, at = desk.language(story), place(story.at, "")
        yield from reader.flow(story.body, f"{prefix}body", language, at)
        for number, note in enumerate(story.footnotes):
            yield from reader.flow(note.body, f"{prefix}footnotes[{number}]", language, note.at or at)
    language, at = desk.language(), place(desk.issue.at, "")
    for number, correction in enumerate(desk.issue.corrections):
        yield from reader.flow(correction.body, f"corrections[{number}].body", language, at)
    yield from reader.flow(desk.issue.notices, "notices", language, at)


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


def _heading(desk: Desk, story: Article) -> Iterator[Passage]:
    """The header of a story and the captions of its photos."""
    language, prefix = desk.language(story), "" if story.at else f"articles[{story.id}]."
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


class _Reader:
    """Goes through bodies and numbers their flows."""

    def __init__(self) -> None:
        """Begin with the first flow."""
        self.flows = 0

    def flow(self, blocks: Iterable[Block], path: str, language: str, at: Location | None) -> Iterator[Passage]:
        """The passages of a body; paragraphs of it are one flow, whatever stands between them."""
        self.flows += 1
        mine = self.flows
        for index, block in enumerate(blocks):
            where, here = f"{path}[{index}]", block.at or at
            for text, runs_on in _texts(block):
                yield Passage(text=text, language=language, path=where, at=here, flow=mine if runs_on else 0)
            for inner in _bodies(block):
                yield from self.flow(inner, where, language, here)


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


def _bodies(block: Block) -> Iterator[tuple[Block, ...]]:
    match block:
        case Ad() | Gallery():
            return
        case List(items=items):
            yield from items
        case _:
            yield from (turn.text for turn in getattr(block, "turns", ()))
            if body := getattr(block, "body", ()):
                yield body
