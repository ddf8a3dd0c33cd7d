# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules A: content of stories, columns, subheads, sources, footnotes, paragraphs that break off, repeated stories."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations

from epubgen.errors import EpubgenError, Finding, asked_once, finding
from epubgen.issue_folder import notes
from epubgen.languages.characters import width
from epubgen.linting.context import LintContext, near, place, worded
from epubgen.linting.passages import addresses, bare, bare_lines, words
from epubgen.model import Article
from epubgen.model.blocks import Block, Code, List, PageBreak, Paragraph, Poem, Separator, Subhead, Table
from epubgen.model.inlines import NoteRef, Strong, plain
from epubgen.model.walk import article_photos, blocks_within, own_runs
from epubgen.startup import regex

_SIGNED = ("news", "feature")


def stories_have_content(context: LintContext) -> Iterator[Finding]:
    """A01: a story has text or a photo."""
    for story in context.printed_stories:
        if not any(_holds(block) for block in story.body) and not any(article_photos(story)):
            yield context.about("A01", story, "title", title=story.headline)


def columns_are_known(context: LintContext) -> Iterator[Finding]:
    """A03: where the publication lists its columns, a story's column is one of them."""
    known = [column.name for column in context.issue.publication.columns]
    if not known:
        return
    for story in context.stories:
        if story.column and story.column not in known:
            guess = near(story.column, known)
            yield context.about(worded("A03", guess), story, "column", name=story.column, near=guess)


def subheads_descend(context: LintContext) -> Iterator[Finding]:
    """A04: the first subhead of a story is of the first level."""
    for story in context.printed_stories:
        levels = [(index, block) for index, block in enumerate(story.body) if isinstance(block, Subhead)]
        if levels and levels[0][1].level > 1:
            index, block = levels[0]
            yield context.about("A04", story, f"body[{index}]", block.at)


def news_has_a_source(context: LintContext) -> Iterator[Finding]:
    """A05: news and features name an author or a source."""
    for story in context.printed_stories:
        agency = story.dateline and story.dateline.agency
        named = story.authors or story.credits or story.byline or story.source or agency
        if story.kind in _SIGNED and story.priority != "brief" and not named and not story.continued_from:
            yield context.about("A05", story, "authors", title=story.headline)


def footnotes_match(context: LintContext) -> Iterator[Finding]:
    """A07: each footnote mark has a note, each note a mark, each label one note."""
    for story in context.printed_stories:
        yield from _footnotes(context, story)
    loose = [*(note.body for note in context.issue.corrections), context.issue.notices]
    for blocks in loose:
        for block, label in _marks(blocks):
            yield finding("A07.outside", block.at, "", label=label)


def review_notes_are_settled(context: LintContext) -> Iterator[Finding]:
    """A08: questions of an import that are still open."""
    if context.inputs is None:
        return
    name = posixpath.join(context.inputs.base, notes.FILE)
    if not context.inputs.has(name):
        return
    try:
        asked = notes.open_notes(context.inputs.text(name))
    except EpubgenError:
        return  # the importer says so when it reads the file
    pictured = {story.id for story in context.printed_stories if story.kind == "photo" or any(article_photos(story))}
    open_ones = (
        note
        for note in asked
        if not (note.code == "photo" and note.story in pictured)  # the photo is there, or F01 says that it is not
        and note.code != "formula"  # T09 says it, as long as it stands in the text
    )
    yield from asked_once(finding(note.row, context.inputs.at(name, note.line), "", **note.facts) for note in open_ones)


def _holds(block: Block) -> bool:
    return not isinstance(block, (PageBreak, Separator))


def _footnotes(context: LintContext, story: Article) -> Iterator[Finding]:
    labels = {note.label for note in story.footnotes}
    bodies = (story.body, *(note.body for note in story.footnotes))
    marks = [mark for blocks in bodies for mark in _marks(blocks)]
    unknown = [(block, label) for block, label in marks if label not in labels]
    for number, (block, label) in enumerate(unknown):
        guess = near(label, labels) if number < _GUESSES else ""
        yield context.about(worded("A07", guess), story, "body", block.at, label=label, near=guess)
    marked = {label for _, label in marks}
    seen: set[str] = set()
    for index, note in enumerate(story.footnotes):
        if note.label not in marked:
            yield context.about("A07.unmarked", story, f"footnotes[{index}]", note.at, label=note.label)
        if note.label in seen:
            yield context.about("A07.twice", story, f"footnotes[{index}]", note.at, label=note.label)
        seen.add(note.label)


_GUESSES = 20
"""Marks without a note for which a similar label is looked for; where more are wrong, the cause is not spelling."""


def _marks(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Yield the footnote marks in blocks, each with the block that holds it."""
    for block in blocks_within(blocks):
        for run in own_runs(block):
            if isinstance(run, NoteRef):
                yield block, run.label


_SENTENCE_ENDS = "。！？!?"
_FULL_STOP = regex(r"\.\s")
_TELLING = 12
"""Width of a headline or sentence that two stories do not share by chance; 更正, 天气 and Letters are narrower."""
_SHARE = 0.6
"""The part of the shorter text that both stories must share to count as the same."""
_LEAST = 60
"""Width of shared text below which nothing is reported: it may be a formula or an address."""


def stories_differ(context: LintContext) -> Iterator[Finding]:
    """A02: a story stands in the issue twice, and neither names the other as related."""
    texts = {index: _sentences(story) for index, story in enumerate(context.printed_stories)}
    headlines = {index: bare(story.headline) for index, story in enumerate(context.printed_stories)}
    suspects = {pair for group in _sharing(texts, headlines) for pair in combinations(sorted(group), 2)}
    for first, second in sorted(suspects, key=lambda pair: (pair[1], pair[0])):
        one, other = context.printed_stories[first], context.printed_stories[second]
        if _belong(one, other):
            continue
        where = place(one.at, "title") or one.id
        if headlines[first] == headlines[second] and width(headlines[first]) >= _TELLING:
            yield context.about("A02", other, "title", title=other.headline, other=where)
        elif _same(texts[first], texts[second]):
            yield context.about("A02.text", other, "body", title=other.headline, first=one.headline, other=where)


def _sharing(texts: dict[int, frozenset[str]], headlines: dict[int, str]) -> Iterator[set[int]]:
    """Yield groups of stories that share a headline or a sentence."""
    first: dict[str, int] = {}
    groups: dict[str, set[int]] = {}
    for index, sentences in texts.items():
        for key in (*sentences, f"headline {headlines[index]}"):
            if (earlier := first.setdefault(key, index)) != index:
                groups.setdefault(key, {earlier}).add(index)
    return (group for group in groups.values() if len(group) <= 10)  # noqa: PLR2004 - more is a formula


def _sentences(story: Article) -> frozenset[str]:
    """Return the sentences of a text that are wide enough to tell stories apart, in the form of ``bare``."""
    text = "\n".join(plain(block.text) for block in blocks_within(story.body) if isinstance(block, Paragraph))
    return frozenset(filter(_is_telling, bare_lines(_in_sentences(text))))


def _in_sentences(text: str) -> str:
    """Return the text with a line end in place of each end of a sentence."""
    text = _FULL_STOP.sub("\n", text) if "." in text else text
    for mark in _SENTENCE_ENDS:
        text = text.replace(mark, "\n")
    return text


def _is_telling(sentence: str) -> bool:
    """Return whether a sentence is wide enough; its width is computed only where its length does not decide."""
    return len(sentence) >= _TELLING or (2 * len(sentence) >= _TELLING and width(sentence) >= _TELLING)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = width("".join(one & other))
    return shared >= _LEAST and shared >= _SHARE * min(width("".join(one)), width("".join(other)))


def _belong(one: Article, other: Article) -> bool:
    """Return whether one story names the other: as its continuation, its correction or a related story."""
    return any(
        b.id in (a.continues_on, a.continued_from, a.correction_of, *a.related) for a, b in ((one, other), (other, one))
    )


_PROSE = ("news", "feature", "commentary", "editorial", "interview", "serial", "review", "obituary")
_SHORTEST = 30
"""Width of the shortest paragraph that is checked; signatures, dates and lines that stand alone are narrower."""
_SIGNATURE = 64
"""Width below which a last paragraph may be a signature or an address."""
_ANNOUNCED = (List, Table, Code, Poem, PageBreak)
"""Blocks before which a paragraph may end without a full stop: it announces them, or goes on after them."""
_LABELLED = regex(r"[^，。,.:：]{1,12}[:：]\s*\S")
"""A line that gives a fact: ``地址：…``, ``Tickets: …``."""
_NUMBER = regex(r"[\d\s()+-]{7}", re.ASCII)
"""The end of a telephone number."""
_UNSTOPPED = regex("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf]")
"""Thai, Lao, Tibetan, Burmese, Khmer, Tai: a sentence ends with a space, or with a mark that Unicode classes as a
letter.
"""
_CLOSERS = {"”": "“", "』": "『", "」": "「", "）": "（", ")": "(", "》": "《", "’": "‘"}


def paragraphs_end(context: LintContext) -> Iterator[Finding]:
    """A06: each paragraph of prose ends with a closing mark."""
    for story in context.printed_stories:
        if story.kind in _PROSE:
            yield from _broken_off(context, story)


def _broken_off(context: LintContext, story: Article) -> Iterator[Finding]:
    following: tuple[Block | None, ...] = (*story.body, None)[1:]
    for index, (block, after) in enumerate(zip(story.body, following, strict=True)):
        if not isinstance(block, Paragraph) or isinstance(after, _ANNOUNCED):
            continue
        text = words(block.text).strip()
        if after is None and story.continues_on:
            continue
        if breaks_off(text) and not _set_apart(block, text, last=after is None):
            yield context.about("A06", story, f"body[{index}]", block.at, ends=text[-10:])


def breaks_off(text: str) -> bool:
    """Return whether a text ends as no sentence does.

    It ends with a letter, a digit, a comma, or inside an open pair of marks.
    """
    end = text[-1:]
    if end in _CLOSERS:
        return text.count(_CLOSERS[end]) > text.count(end)
    letter = unicodedata.category(end)[0] in "LN" and not _UNSTOPPED.match(end) if end else False
    return bool(end) and (letter or end in "、，,،؛“‘「『（《(")


def _set_apart(block: Paragraph, text: str, *, last: bool) -> bool:
    """Return whether a paragraph is no sentence: a short line, a bold line, a fact, an address, a signature."""
    if width(text) < (_SIGNATURE if last else _SHORTEST) and text[-1] not in "，、,":
        return True
    if all(isinstance(run, Strong) for run in block.text) or _NUMBER.fullmatch(text[-7:]):
        return True
    ends_in_address = any(end == len(text) for _, end in addresses(text))
    return bool(_LABELLED.match(text)) or ends_in_address or "\n" in text
