# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules L02 to L04: text in another script than its language, characters that only look right, very long stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from epubgen.errors import Finding, finding
from epubgen.languages.characters import lookalikes, may_hold_lookalikes, unified
from epubgen.languages.scripts import disagreement, is_foreign_run
from epubgen.linting.context import LintContext
from epubgen.linting.passages import Passage, story_passages
from epubgen.model import Article
from epubgen.model.inlines import Foreign, Text, plain
from epubgen.model.walk import instances, rebuilt, texts

__all__ = ["characters_are_real", "language_fits_text", "stories_fit_readers"]

_LONGEST = 2**20
"""Bytes of text above which e-readers with little memory fail."""


def language_fits_text(context: LintContext) -> Iterator[Finding]:
    """L02: the text of a story is in the script of its language.

    A wrong language of the publication is reported once.
    """
    read = zip(context.printed_stories, context.story_passages, strict=True)
    foreign = {story.id: [run for run, _ in instances(story.body, Foreign)] for story in context.printed_stories}
    texts = {
        story.id: _words_apart(story, context.language(story)) if foreign[story.id] else _words(passages)
        for story, passages in read
    }
    paper = context.issue.publication.language
    own = [story for story in context.printed_stories if story.lang]
    rest = [story for story in context.printed_stories if not story.lang]
    found = {story.id: disagreement(story.lang or paper, texts[story.id]) for story in (*own, *rest)}
    likeliest, times = Counter(found[story.id] for story in rest).most_common(1)[0] if rest else ("", 0)
    if likeliest and times * 2 > len(rest):
        yield context.about_publication("L02", "language", lang=paper, found=likeliest)
        rest = []
    for story in (*own, *rest):
        if found[story.id]:
            yield context.about("L02.story", story, "lang", lang=story.lang or paper, found=found[story.id])
    for story in context.printed_stories:
        for run in foreign[story.id]:
            if is_foreign_run(run.lang, words := plain(run.children)):
                yield context.about("L02.run", story, "body", lang=run.lang, text=words[:20])


def _words_apart(story: Article, language: str) -> str:
    """Return the words that readers see in a story, without runs in another language."""
    return _words(story_passages(replace(story, body=rebuilt(story.body, _apart)), language, count()))


def _words(passages: Iterable[Passage]) -> str:
    return "\n".join(passage.text for passage in passages)


def _apart(part: object) -> object:
    """Return a space in place of a run in another language."""
    return Text(" ") if isinstance(part, Foreign) else part


def characters_are_real(context: LintContext) -> Iterator[Finding]:
    """L03: radicals, or separate parts of kana or Hangul, in place of a character."""
    for text, at, path in context.strings if may_hold_lookalikes(context.joined) else ():
        if found := lookalikes(text):
            first = found[0]
            right = unified(first)
            char = " ".join(f"U+{ord(part):04X}" for part in first)
            yield finding("L03", at, path, n=len(found), char=char, text=_beside(text, first), right=right)


def _beside(text: str, first: str) -> str:
    at = text.index(first)
    return text[max(0, at - 6) : at + len(first) + 6].replace("\n", " ").strip()


def stories_fit_readers(context: LintContext) -> Iterator[Finding]:
    """L04: a story of more than a megabyte of text."""
    for story in context.printed_stories:
        size = sum(len(text.encode("utf-8", "replace")) for text in texts(story.body))
        if size > _LONGEST:
            yield context.about("L04", story, "body", size=size // 1024)
