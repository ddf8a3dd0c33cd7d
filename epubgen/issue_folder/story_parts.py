# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a story as its file holds them, and for each what a person can make of it with a click.

Parts are the lines above the story and the blocks of its text. A choice is a reading of the printed page: that this
line is a kicker, that another story begins here, that the text from here on belongs to the story below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from epubgen.importers.printed_page.words import UNTITLED
from epubgen.issue_folder.open_questions import OfferedAnswer, block_role
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.model import Article, Block, Image, Link, List, Paragraph, Subhead, Table, Text, plain
from epubgen.model.walk import instances
from epubgen.startup import dataclass

__all__ = ["StoryPart", "has_opening", "is_untitled", "parts_of", "passage_of"]

FIELDS = ("column", "kicker", "title", "deck")
_LONGEST = 120
"""Characters of a paragraph that may be a heading."""
_DIGITS = 12
_UNTITLED = frozenset(UNTITLED.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """A line above a story, or a block of its text."""

    mark: str
    """Unique in its story, and another one as soon as the part has other words or another place."""
    field: str
    """The field of a line above the story; empty for a block of the text."""
    number: int
    """The number of the line among those above the story, or of the block in the text, from 0."""
    role: str
    """What it is: ``column``, ``kicker``, ``headline``, ``deck``, ``subhead``, ``paragraph``, ``picture``, ``table``,
    ``list`` or ``block``.
    """
    text: str
    choices: tuple[OfferedAnswer, ...] = ()


def parts_of(story: StoryFile, above: StoryFile | None, below: StoryFile | None) -> tuple[StoryPart, ...]:
    """Return the parts of a story in the order of print.

    Args:
        story: the story.
        above: the story before it on its printed page.
        below: the story behind it.
    """
    lines = story.header_lines()
    above, below = (one if one and one.article.lang == story.article.lang else None for one in (above, below))
    neighbours = _Neighbours(story.article, above, below, movable=bool(lines))
    heads = [
        _part(field, number, block_role(field), words, _of_line(lines, number, neighbours))
        for number, (field, words) in enumerate(lines)
    ]
    blocks = story.article.body
    body = [
        _part("", number, _role(block), _words(block), _of_block(story.article, number, neighbours))
        for number, block in enumerate(blocks)
    ]
    return (*heads, *body)


def _part(field: str, number: int, role: str, text: str, choices: Iterator[OfferedAnswer]) -> StoryPart:
    digest = hashlib.sha256(f"{field} {role}\n{text}".encode()).hexdigest()[:_DIGITS]
    mark = f"{field or 'text'}.{number}.{digest}"
    return StoryPart(mark=mark, field=field, number=number, role=role, text=text, choices=tuple(choices))


@dataclass(frozen=True, slots=True)
class _Neighbours:
    story: Article
    above: StoryFile | None
    below: StoryFile | None
    movable: bool
    """Whether the lines above the story can be written anew."""

    @property
    def before(self) -> str:
        """The headline of the story before this one; empty where text cannot go there."""
        return self.above.article.headline if self.above and not self.above.article.footnotes else ""

    @property
    def after(self) -> str:
        return self.below.article.headline if self.below else ""


def _one(key: str, word: str, text: str = "") -> OfferedAnswer:
    return OfferedAnswer(key, ((word, text),))


def _of_line(lines: Sequence[tuple[str, str]], number: int, near: _Neighbours) -> Iterator[OfferedAnswer]:
    """Yield what a line above a story can be instead; a story keeps one line as its headline."""
    field, words = lines[number]
    fields = [name for name, _ in lines]
    only = field == "title" and fields.count("title") == 1
    if not only:
        taken = {field, "column"} if "column" in fields else {field}
        yield from (_one(block_role(name), f"as-{block_role(name)}") for name in FIELDS if name not in taken)
        if not has_opening(near.story):
            yield _one("text", "as-text")
    if field == "title" and "title" not in fields[:number]:
        yield from _of_headline(near, untitled=is_untitled(words))


def _of_headline(near: _Neighbours, *, untitled: bool) -> Iterator[OfferedAnswer]:
    """Yield the stories that this one can be joined with."""
    if near.before and untitled:
        yield _one("above", "story-above", near.before)
    elif near.before:
        yield _one("above-subhead", "subhead-of", near.before)
        yield _one("above-text", "text-of", near.before)
    if near.after and not near.story.footnotes:
        yield _one("with-below", "holds-below", near.after)


def _of_block(story: Article, number: int, near: _Neighbours) -> Iterator[OfferedAnswer]:
    block = story.body[number]
    if isinstance(block, Paragraph) and _is_bare(block) and len(plain(block.text)) <= _LONGEST:
        yield from _of_short(story, number, near)
    if isinstance(block, Subhead) and not story.footnotes:
        if number + 1 < len(story.body) and not any(instances((block,), Link)):  # a headline holds no links
            yield _one("new-story", "new-story")
        yield _one("text", "as-text")
    if number and isinstance(block, Paragraph) and isinstance(story.body[number - 1], Paragraph):
        yield _one("join", "rest-above")
    if not story.footnotes:
        yield from _of_place(story, number, near)


def _of_short(story: Article, number: int, near: _Neighbours) -> Iterator[OfferedAnswer]:
    """Yield the headings that a short paragraph can be; those above a story only where it is the first of several."""
    last = number + 1 == len(story.body)
    if number and not last and not story.footnotes:
        yield _one("new-story", "new-story")
    if not number and not last and near.movable and not has_opening(story):
        names = [name for name in FIELDS if name != "column" or not story.column]
        yield from (_one(block_role(name), f"as-{block_role(name)}") for name in names)
    yield _one("subhead", "as-subhead")


def _of_place(story: Article, number: int, near: _Neighbours) -> Iterator[OfferedAnswer]:
    """Yield where the text can be parted: above a block, or between it and the next one."""
    if number and not isinstance(story.body[number], Subhead):
        yield _one("break", "breaks-here")
    if number and near.below and not has_opening(near.below.article):
        yield _one("to-below", "from-here", near.after)
    if number + 1 < len(story.body) and near.before and not has_opening(story):
        yield _one("to-above", "until-here", near.before)


def has_opening(story: Article) -> bool:
    """Return whether a dateline or byline stands before the first words, so that nothing can go above them."""
    return bool(story.dateline) or story.byline_at == "run-in"


def is_untitled(words: str) -> bool:
    """Return whether a headline is the one that an import writes where the page prints none."""
    return words in _UNTITLED


def passage_of(blocks: Sequence[Block]) -> str:
    """Return the words of the first block that has some, by which blocks are found on the printed page."""
    printed = (_words(block) for block in blocks if not isinstance(block, Image))  # of a picture, that is its file name
    return next(filter(letters_of, printed), "")


def _is_bare(block: Paragraph) -> bool:
    """Return whether a paragraph has nothing but words, so that none of its marks is lost in a heading."""
    return not block.lede and all(type(run) is Text for run in block.text)


def _words(block: Block) -> str:
    if isinstance(block, (Paragraph, Subhead)):
        return plain(block.text)
    if isinstance(block, Image):
        return block.photo.file
    return "".join(run.text for run, _ in instances((block,), Text))


def _role(block: Block) -> str:
    kinds = ((Paragraph, "paragraph"), (Subhead, "subhead"), (Image, "picture"), (Table, "table"), (List, "list"))
    return next((role for kind, role in kinds if isinstance(block, kind)), "block")
