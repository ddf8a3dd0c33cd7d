# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks over an issue: every block, run and photo, however deep they stand, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from epubgen.model.blocks import Block, Gallery, Image
from epubgen.model.inlines import INLINE_TYPES, Inline, Ruby, Span
from epubgen.model.issue import Article, Issue
from epubgen.model.values import Photo

__all__ = [
    "article_blocks",
    "article_photos",
    "blocks_within",
    "has_ruby",
    "issue_blocks",
    "issue_photos",
    "own_runs",
    "runs_within",
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
