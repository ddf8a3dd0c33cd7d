# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects what is read of one story and turns it into its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from epubgen.back_file.facts import PictureFacts, StoryFacts
from epubgen.languages.characters import comparable
from epubgen.languages.person_names import divided_names
from epubgen.languages.words import term
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.book import EPUB_TYPE, EpubBook, TocEntry

__all__ = ["StoryDraft", "StoryFactsMaker", "is_left_out", "line_words"]

_LEFT_OUT = frozenset({"script", "style", "template", "nav", "head", "rt", "rp", "rtc"})
_MARKS = frozenset({"pagebreak", "noteref", "backlink"})
_BY = regex(r"^(?:by|von|par|por|di|da)\s+|^[□■◎◇◆●○\s]+|^[(（【]?\s*(?:文|作者|撰文)\s*[/／:：|]\s*", re.IGNORECASE)
_SHORT_TITLE = 60
"""Characters of its text that stand for the title of a story without one."""


@dataclass(slots=True)
class StoryDraft:
    """A story while it is read."""

    path: str
    title: str = ""
    section: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    bylines: list[str] = field(default_factory=list)
    page: str = ""
    lines: list[str] = field(default_factory=list)
    pictures: dict[str, PictureFacts] = field(default_factory=dict)
    is_front: bool = False
    """Whether other lines of the contents stand below it."""

    @property
    def length(self) -> int:
        """Return the number of characters of its text."""
        return sum(map(len, self.lines))


class StoryFactsMaker:
    """Makes facts from drafts. What all stories of an EPUB share is looked up once."""

    def __init__(self, book: EpubBook, pages: Sequence[TocEntry], *, ours: bool) -> None:
        self._ours = ours
        self._language = next(map(xml.words, book.dc("language")), "")
        names = {xml.words(element) for element in book.dc("contributor")} if ours else set()
        self._names = [(name, comparable(name)) for name in sorted(names, key=len, reverse=True) if name]
        labels = [entry.label for entry in pages] if ours else []
        words = ((label, term(key, self._language, number=label)) for label in labels for key in ("page", "page.bound"))
        self._pages = [(label, re.compile(re.escape(told.replace(" ", "")) + r"(?!\d)")) for label, told in words]

    def facts(self, number: int, draft: StoryDraft) -> StoryFacts:
        """Return the facts of the story with this number."""
        said = draft.facts
        return StoryFacts(
            position=number,
            title=said.get("title") or draft.title or (draft.lines[0][:_SHORT_TITLE] if draft.lines else draft.path),
            path=draft.path,
            authors=self._own_authors(draft) if self._ours else self._authors(draft),
            section=draft.section,
            column=said.get("column", ""),
            page=self._printed_page(said.get("origin", "")) or draft.page,
            kicker=said.get("kicker", ""),
            deck=said.get("deck", ""),
            text="\n".join(draft.lines),
            rights=said.get("rights", ""),
            pictures=tuple(draft.pictures.values()),
        )

    def _own_authors(self, draft: StoryDraft) -> tuple[str, ...]:
        """Return the contributors of the package document whose names stand in the byline, in its order."""
        words = comparable(" ".join(draft.bylines))
        places: dict[int, str] = {}
        for name, compared in self._names:
            start = words.find(compared)
            if start >= 0 and not any(at <= start < at + len(known) for at, known in places.items()):
                places[start] = name
        return tuple(name for _, name in sorted(places.items()))

    def _authors(self, draft: StoryDraft) -> tuple[str, ...]:
        code = self._language.partition("-")[0].lower()
        names = (name for line in draft.bylines for name in divided_names(_BY.sub("", line), code))
        return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))

    def _printed_page(self, origin: str) -> str:
        """Return the first page in the line of origin, by its label in the page list."""
        plain = origin.replace(" ", "")
        found = ((place.start(), label) for label, words in self._pages if plain and (place := words.search(plain)))
        return min(found, default=(0, ""))[1]


def line_words(element: xml.Element) -> str:
    """Return the words of an element on one line, without ruby readings and note marks, with spaces for line breaks."""
    parts: list[str] = []

    def take(one: xml.Element) -> None:
        if xml.local(one) and not is_left_out(one):
            parts.append(" " if xml.local(one) == "br" else str(one.text or ""))
            for child in one.iterchildren():
                take(child)
                parts.append(str(child.tail or ""))

    take(element)
    return " ".join("".join(parts).split())


def is_left_out(element: xml.Element) -> bool:
    """Return whether an element is no text of a story: marks, readings, links to other pages, hidden elements."""
    classes = element.get("class", "").split()
    said = {*classes, *element.get(EPUB_TYPE, "").split(), element.get("role", "").removeprefix("doc-")}
    if xml.local(element) in _LEFT_OUT or said & _MARKS or element.get("hidden") is not None:
        return True
    return any(one.startswith("calibre_navbar") for one in classes)
