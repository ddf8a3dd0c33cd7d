# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search of a server, in the library's database or in the catalogue's headlines; and the entries of issues."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from epubgen.back_file.catalog.cards import IssueCard, as_uri
from epubgen.back_file.catalog.places import issue_page
from epubgen.back_file.catalog.state import STATE, CatalogState, read_state
from epubgen.back_file.database import DATABASE_NAME, SearchHit
from epubgen.back_file.folder import Library
from epubgen.errors import EpubgenError
from epubgen.startup import dataclass, regex

__all__ = ["FoundIssue", "LiveCatalog"]

_MOST_TERMS = 12
_LONGEST = 200
_MOST_HITS = 500
"""Stories of the database that are looked at: some hundred issues."""
_IDS = {"atom": regex(rb"^<entry [^>]*><id>([^<]*)</id>"), "json": regex(rb'"identifier":"([^"\\]*)"')}
"""Where an entry says which issue it is."""


@dataclass(frozen=True, slots=True)
class FoundIssue:
    """An issue that a search found."""

    card: IssueCard
    headline: str


@dataclass(frozen=True, slots=True)
class _SearchedIssue:
    card: IssueCard
    stories: tuple[tuple[str, str], ...]
    """Headline, and the words that are searched."""


class LiveCatalog:
    """A catalogue that a server reads. It is read again after another run has written it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._seen = -1
        self._state = CatalogState()
        self._issues: tuple[_SearchedIssue, ...] | None = None

    def state(self) -> CatalogState:
        """Return the state that the last run wrote."""
        try:
            changed = (self.folder / STATE).stat().st_mtime_ns
        except OSError:
            return self._state
        with self._lock:
            if changed != self._seen:
                fresh = read_state(self.folder)
                if fresh.written:
                    self._state, self._issues = fresh, None
                self._seen = changed
            return self._state

    def search(self, words: str) -> list[FoundIssue]:
        """Return issues with the words: by the database of the library if there is one, or else by headlines."""
        found = self._in_text(words) if (self.folder / DATABASE_NAME).is_file() else None
        return self._in_headlines(words) if found is None else found

    def _in_text(self, words: str) -> list[FoundIssue] | None:
        """Search all words of the stories, the best first; ``None`` if there is no readable database."""
        if not words.strip():
            return []
        cards = {card.identifier: card for card in self.state().cards.values()}
        try:
            with Library(self.folder) as library:
                hits = library.search(words[:_LONGEST], limit=_MOST_HITS).hits
        except EpubgenError:  # none that this version reads, or damaged: the headlines are there
            return None
        found = {
            hit.identifier: FoundIssue(cards[hit.identifier], hit.title or _words_of(hit))
            for hit in hits
            if hit.identifier in cards
        }
        return list(found.values())

    def _in_headlines(self, words: str) -> list[FoundIssue]:
        """Return issues with a story that has all words in headline, authors, section or issue title.

        The newest first.
        """
        terms = _plain(words[:_LONGEST]).split()[:_MOST_TERMS]
        if not terms:
            return []
        found = []
        for issue in self._searched():
            for headline, text in issue.stories:
                if all(term in text for term in terms):
                    found.append(FoundIssue(issue.card, headline))
                    break
        return found

    def _searched(self) -> tuple[_SearchedIssue, ...]:
        state = self.state()
        with self._lock:
            if self._issues is None:
                read = sorted(self._read(state), key=lambda one: one.card.newest_first, reverse=True)
                self._issues = tuple(read)
            return self._issues

    def _read(self, state: CatalogState) -> Iterator[_SearchedIssue]:
        pages = {issue_page(card): card for card in state.cards.values()}
        for path in state.written:
            for line in self._lines(path) if path.endswith("/search.js") else ():
                try:
                    page, _, _, stories = json.loads(line)
                    card = pages[page]
                    about = f"{card.title}\n{card.day}"
                    told = tuple((str(s[1]), _plain("\n".join([*map(str, s[1:]), about]))) for s in stories)
                except (ValueError, TypeError, LookupError):  # the head of the file, or an issue that has just gone
                    continue
                yield _SearchedIssue(card, told or ((card.title, _plain(about)),))

    def entries(self, cards: Sequence[IssueCard], ending: str) -> list[bytes]:
        """Return the entries of issues from the feeds of all issues.

        Args:
            cards: the cards of the issues.
            ending: ``atom`` or ``json``.
        """
        state, keys = self.state(), {card.key for card in cards}
        wanted = {as_uri(card.identifier) for card in cards}
        made: dict[str, bytes] = {}
        for path, fact in state.written.items():
            if path.startswith("all/") and path.endswith(f".{ending}") and not path.startswith("all/complete"):
                for line in self._lines(path) if keys & {key for key, _ in fact.lines} else ():
                    if (found := _IDS[ending].search(line)) and (own := html.unescape(found[1].decode())) in wanted:
                        made[own] = line
        return [made[uri] for card in cards if (uri := as_uri(card.identifier)) in made]

    def _lines(self, path: str) -> list[bytes]:
        """Return the lines of a file as it is now, by the issue that each line names.

        A run may have changed the order meanwhile.
        """
        try:
            return [line.removesuffix(b",") for line in (self.folder / path).read_bytes().splitlines()]
        except OSError:
            return []


def _words_of(hit: SearchHit) -> str:
    """Return words for a hit without a headline, such as a page of a PDF."""
    return "".join(part.text for part in hit.snippet)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
