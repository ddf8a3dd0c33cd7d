# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules A: what a story must have and what must fit in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from epubgen.errors import EpubgenError, Finding, finding
from epubgen.issue_folder import review_notes
from epubgen.linting.context import Desk, near, worded
from epubgen.model import Article
from epubgen.model.blocks import Block, PageBreak, Separator, Subhead
from epubgen.model.inlines import NoteRef
from epubgen.model.walk import article_photos, blocks_within, own_runs

_SIGNED = ("news", "feature")


def stories_have_content(desk: Desk) -> Iterator[Finding]:
    """A01: a story has text or a photo."""
    for story in desk.told:
        if not any(_holds(block) for block in story.body) and not any(article_photos(story)):
            yield desk.about("A01", story, "title", title=story.headline)


def columns_are_known(desk: Desk) -> Iterator[Finding]:
    """A03: where the publication lists its columns, a story's column is one of them."""
    known = [column.name for column in desk.issue.publication.columns]
    if not known:
        return
    for story in desk.stories:
        if story.column and story.column not in known:
            guess = near(story.column, known)
            yield desk.about(worded("A03", guess), story, "column", name=story.column, near=guess)


def subheads_descend(desk: Desk) -> Iterator[Finding]:
    """A04: a second-level subhead stands below one of the first level."""
    for story in desk.told:
        levels = [(index, block) for index, block in enumerate(story.body) if isinstance(block, Subhead)]
        if levels and levels[0][1].level > 1:
            index, block = levels[0]
            yield desk.about("A04", story, f"body[{index}]", block.at)


def news_has_a_source(desk: Desk) -> Iterator[Finding]:
    """A05: news and features say who wrote them or where they come from."""
    for story in desk.told:
        agency = story.dateline and story.dateline.agency
        named = story.authors or story.credits or story.byline or story.source or agency
        if story.kind in _SIGNED and story.priority != "brief" and not named and not story.continued_from:
            yield desk.about("A05", story, "authors", title=story.headline)


def footnotes_match(desk: Desk) -> Iterator[Finding]:
    """A07: each mark has its note, each note its mark, each label one note."""
    for story in desk.told:
        yield from _footnotes(desk, story)
    loose = [*(note.body for note in desk.issue.corrections), desk.issue.notices]
    for blocks in loose:
        for block, label in _marks(blocks):
            yield finding("A07.outside", block.at, "", label=label)


def review_notes_are_settled(desk: Desk) -> Iterator[Finding]:
    """A08: what an importer asked has been answered."""
    if desk.inputs is None:
        return
    name = posixpath.join(desk.inputs.base, review_notes.FILE)
    if not desk.inputs.has(name):
        return
    try:
        notes = review_notes.open_notes(desk.inputs.text(name))
    except EpubgenError:
        return  # the importer says so when it reads the file
    for note in notes:
        key = "A08.cure" if note.cure else "A08"
        yield finding(key, desk.inputs.at(name, note.line), "", **note.facts)


def _holds(block: Block) -> bool:
    return not isinstance(block, (PageBreak, Separator))


def _footnotes(desk: Desk, story: Article) -> Iterator[Finding]:
    labels = [note.label for note in story.footnotes]
    bodies = (story.body, *(note.body for note in story.footnotes))
    marks = [mark for blocks in bodies for mark in _marks(blocks)]
    for block, label in marks:
        if label not in labels:
            guess = near(label, labels)
            yield desk.about(worded("A07", guess), story, "body", block.at, label=label, near=guess)
    marked = {label for _, label in marks}
    for index, note in enumerate(story.footnotes):
        if note.label not in marked:
            yield desk.about("A07.unmarked", story, f"footnotes[{index}]", note.at, label=note.label)
        if note.label in labels[:index]:
            yield desk.about("A07.twice", story, f"footnotes[{index}]", note.at, label=note.label)


def _marks(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """The footnote marks in blocks, each with the block that holds it."""
    for block in blocks_within(blocks):
        for run in own_runs(block):
            if isinstance(run, NoteRef):
                yield block, run.label
