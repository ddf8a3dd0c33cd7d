# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the document of an edition, and the text in it, that a finding is about: by story id, else by file and line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from epubgen.epub.edition import Edition
from epubgen.errors import Finding, Location
from epubgen.model import Article, Block, Issue
from epubgen.model.walk import article_blocks, blocks_within, strings
from epubgen.startup import dataclass, regex

__all__ = ["DocumentPlaces", "LocatedFinding"]

_SECTION = regex(r"sections\[(\d+)\]")
_STORY = regex(r"articles\[([^\]]+)\]")
_NO_QUOTES = frozenset(
    {
        "allowed", "alternatives", "chosen", "code", "confidence", "cure", "file", "id", "known", "line", "near",
        "path", "place", "question", "source", "story", "use", "why",
    }
)  # fmt: skip
"""Arguments of findings that never contain text of a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFinding:
    """A finding with the document that it is about."""

    finding: Finding
    href: str = ""
    """Path of the document; empty if the finding is about the whole issue."""
    quote: str = ""
    """Text in the document that the finding is about; empty if unknown."""


class DocumentPlaces:
    """The positions of an edition's documents in the files of its source.

    Args:
        issue: as it was read; findings refer to its sections by number.
        edition: the plan with the documents.
    """

    def __init__(self, issue: Issue, edition: Edition) -> None:
        self._issue, self._edition = issue, edition
        self._stories = {story.id: story for story in edition.issue.articles}
        self._by_file: dict[str, list[tuple[int, str]]] = {}
        for at, href in _marks(edition):
            self._by_file.setdefault(at.file, []).append((at.line or 1, href))
        for marks in self._by_file.values():
            marks.sort(key=lambda mark: mark[0])

    def marked(self, found: Finding, text: Callable[[str], str]) -> LocatedFinding:
        """Return a finding with its document. ``text`` returns the plain text of a document by its path."""
        found = self._asked_in_story(found)
        href = self._named(found) or (self._at(found.at) if found.at else "")
        return LocatedFinding(finding=found, href=href, quote=_quote(found, text(href)) if href else "")

    def _asked_in_story(self, found: Finding) -> Finding:
        """Move a question of ``import-notes.yaml`` to its passage in the story, because the editor answers it there."""
        facts = dict(found.args)
        story = self._stories.get(facts.get("story", "")) if found.code == "A08" else None
        if story is None or story.at is None or found.key.startswith("note."):
            return found
        passage = facts.get("text", "")
        places = (at for text, at, _ in strings(story) if passage and passage in text and at)
        return replace(found, at=next(places, story.at.of()))

    def _named(self, found: Finding) -> str:
        """Return the document that the finding names: a section by its number in the list, a story by its id."""
        section, story = _SECTION.match(found.field), _STORY.match(found.field)
        if section and int(section[1]) < len(self._issue.sections):
            return self._href("section", self._issue.sections[int(section[1])].id)
        facts = dict(found.args)
        named = story[1] if story else found.field if found.code == "A08" and found.field else facts.get("story", "")
        return self._href("article", named) if named in self._stories else ""

    def _href(self, kind: str, subject: str) -> str:
        return next((d.href for d in self._edition.documents if (d.kind, d.subject) == (kind, subject)), "")

    def _at(self, at: Location) -> str:
        """Return the document whose text is the last to begin at or before a location."""
        marks = self._by_file.get(at.file, [])
        if at.line is None:
            hrefs = {href for _, href in marks}
            return hrefs.pop() if len(hrefs) == 1 else ""
        before = bisect_right(marks, at.line, key=lambda mark: mark[0])
        return marks[before - 1][1] if before else ""


def _marks(edition: Edition) -> Iterator[tuple[Location, str]]:
    issue = edition.issue
    for document in edition.documents:
        found: Iterable[Location | None] = ()
        if document.kind == "article":
            found = _of_story(issue.article(document.subject))
        elif document.kind == "free":
            page = issue.publication.free_pages[int(document.subject)]
            found = (page.at.of() if page.at else None, *_of_blocks(page.body))
        elif document.kind == "corrections":
            found = (at for correction in issue.corrections for at in _of_blocks(correction.body))
        elif document.kind == "notices":
            found = _of_blocks(issue.notices)
        yield from ((at, document.href) for at in found if at)


def _of_story(story: Article) -> Iterator[Location | None]:
    yield story.at.of() if story.at else None
    yield from (block.at for block in article_blocks(story))


def _of_blocks(blocks: Iterable[Block]) -> Iterator[Location | None]:
    return (block.at for block in blocks_within(blocks))


def _quote(found: Finding, text: str) -> str:
    """Return the longest argument of a finding that occurs in the text; numbers and single characters are skipped."""
    said = (value.strip().strip("…").strip() for name, value in found.args if name not in _NO_QUOTES)
    quotes = [words for words in said if words in text and not re.fullmatch(r"[\d.,]*|\w", words, re.ASCII)]
    return max(quotes, key=len, default="")
