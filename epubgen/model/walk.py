# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks over an issue: every block, run, photo and text, however deep they stand, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from epubgen.errors import Location
from epubgen.model.blocks import Block, Gallery, Image
from epubgen.model.inlines import INLINE_TYPES, Inline, Ruby, Span
from epubgen.model.issue import Article, Issue
from epubgen.model.values import LangStr, Photo, SourceSpan

__all__ = [
    "article_blocks",
    "article_photos",
    "blocks_within",
    "change_strings",
    "has_ruby",
    "issue_blocks",
    "issue_photos",
    "own_runs",
    "runs_within",
    "strings",
]

_INLINES = tuple(INLINE_TYPES.values())


def blocks_within(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block and those inside it."""
    for block in blocks:
        yield block
        yield from blocks_within(_inner(block))


def runs_within(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every run of text in the blocks, nested ones too."""
    for block in blocks_within(blocks):
        yield from own_runs(block)


def own_runs(block: Block) -> Iterator[Inline]:
    """The runs of a block itself, nested ones too, without those of the blocks inside it."""
    for item in fields(block):
        yield from _runs(getattr(block, item.name))


def article_blocks(story: Article) -> Iterator[Block]:
    """The blocks of a story and of its notes."""
    yield from blocks_within(story.body)
    for note in story.footnotes:
        yield from blocks_within(note.body)


def issue_blocks(issue: Issue) -> Iterator[Block]:
    """The blocks of all stories, corrections, notices and free pages."""
    for story in issue.articles:
        yield from article_blocks(story)
    for correction in issue.corrections:
        yield from blocks_within(correction.body)
    yield from blocks_within(issue.notices)
    for page in issue.publication.free_pages:
        yield from blocks_within(page.body)


def article_photos(story: Article) -> Iterator[Photo]:
    """The photos of a story: the lead photo, those in the text, those outside it. One used twice comes twice."""
    if story.lead_photo:
        yield story.lead_photo
    yield from _photos(article_blocks(story))
    yield from story.photos


def issue_photos(issue: Issue) -> Iterator[Photo]:
    """Every photo of an issue: nameplate, sections, stories, corrections, notices, free pages."""
    if issue.publication.nameplate:
        yield issue.publication.nameplate
    yield from (section.image for section in issue.sections if section.image)
    for story in issue.articles:
        yield from article_photos(story)
    for correction in issue.corrections:
        yield from _photos(blocks_within(correction.body))
    yield from _photos(blocks_within(issue.notices))
    for free in issue.publication.free_pages:
        yield from _photos(blocks_within(free.body))


def has_ruby(issue: Issue) -> bool:
    """Whether any run has a reading."""
    notes = (note.body for story in issue.articles for note in story.footnotes)
    bodies = (story.body for story in issue.articles)
    return any(isinstance(run, Ruby) for blocks in (*bodies, *notes, issue.notices) for run in runs_within(blocks))


def _photos(blocks: Iterable[Block]) -> Iterator[Photo]:
    for block in blocks:
        if isinstance(block, Image):
            yield block.photo
        elif isinstance(block, Gallery):
            yield from block.items


def _inner(block: Any) -> Iterator[Block]:  # noqa: ANN401 - the union of blocks differs in its fields
    yield from getattr(block, "body", ())
    for turn in getattr(block, "turns", ()):
        yield from turn.text
    for item in getattr(block, "items", ()):
        if isinstance(item, tuple):
            yield from item


def _runs(value: object) -> Iterator[Inline]:
    """The runs in a field: tuples of runs at any depth; nested blocks and turns are walked elsewhere."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _runs(entry)
    elif isinstance(value, _INLINES):
        yield value
        if isinstance(value, Span):
            yield from _runs(value.children)


_NO_TEXT = frozenset({"file", "href", "root", "data", "id", "at"})
T = TypeVar("T")


def strings(
    value: object, without: Collection[str] = (), at: Location | None = None, path: str = ""
) -> Iterator[tuple[str, Location | None, str]]:
    """Each text with the nearest known place and its field; stories whose id is in ``without`` are passed over."""
    if isinstance(value, str):
        yield value, at, path
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from strings(item, without, at, f"{path}[{index}]")
    elif is_dataclass(value) and not isinstance(value, type) and getattr(value, "id", None) not in without:
        own = getattr(value, "at", None)
        for name, inner in _text_fields(value):
            here = own.of(name) if isinstance(own, SourceSpan) else own or at
            yield from strings(
                inner, without, here, name if isinstance(own, SourceSpan) or not path else f"{path}.{name}"
            )


def change_strings(value: T, change: Callable[[str], str]) -> T:
    """The value with each text changed; what does not change stays the same object."""
    made: Any = value
    if isinstance(value, str):
        new = change(value)
        made = value if new == value else LangStr(new, value.lang) if isinstance(value, LangStr) else new
    elif isinstance(value, tuple):
        items = tuple(change_strings(item, change) for item in value)
        made = items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    elif is_dataclass(value) and not isinstance(value, type):
        found = {name: change_strings(inner, change) for name, inner in _text_fields(value)}
        if new_fields := {name: inner for name, inner in found.items() if inner is not getattr(value, name)}:
            made = replace(value, **new_fields)
    result: T = made
    return result


def _text_fields(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - any dataclass of the model
    for part in fields(value):
        if part.name not in _NO_TEXT and part.compare:
            yield part.name, getattr(value, part.name)
