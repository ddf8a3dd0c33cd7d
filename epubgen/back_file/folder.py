# SPDX-License-Identifier: AGPL-3.0-or-later
"""A library for Python programs: a folder of EPUBs and PDFs with a database beside them."""

from __future__ import annotations

import calendar
import datetime as dt
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from epubgen.back_file.add_files import AddedFile, Progress, add_to_library, rebuild_library, remove_from_library
from epubgen.back_file.database import (
    HeldIssue,
    KnownTitle,
    LibraryDatabase,
    SearchPage,
    SearchQuery,
    held_issues,
    known_titles,
    read_issue,
    search,
)
from epubgen.back_file.database.entries import find_issue
from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.back_file.holdings import TitleHoldings, holdings_of
from epubgen.back_file.titles import read_titles, title_of
from epubgen.errors import Location, OptionsError, SourceError, finding
from epubgen.files.closing import Closable
from epubgen.options import Options
from epubgen.startup import regex

if TYPE_CHECKING:
    from epubgen.back_file.clip import ClipResult

__all__ = ["Library", "SearchFilters"]

_DAY = regex(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class SearchFilters(TypedDict, total=False):
    """Which stories of a library to search, as keywords of ``Library.search`` and ``Library.clip``."""

    titles: Sequence[str]
    """Keys, names, former names or ISSNs of titles; none: all."""
    first: dt.date | str | None
    """Not before this day; also ``2026-04`` or ``2026``."""
    last: dt.date | str | None
    """Not after this day."""
    author: str
    """A name or a part of one."""
    column: str
    """The name of a column or a part of it."""
    section: str
    """The name of a section or a part of it."""


class Library(Closable):
    """A library of issues in a folder.

    ::

        with epubgen.Library("backfile") as library:
            library.add()
            for hit in library.search("潮汐", author="周述").hits:
                print(hit.date, hit.title)

    Args:
        folder: the folder. Its EPUBs and PDFs lie in it or below it, and are never changed.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._opened: LibraryDatabase | None = None

    def close(self) -> None:
        """Close the database. The library can still be used; it opens the database again."""
        if self._opened:
            self._opened.close()
            self._opened = None

    @property
    def database(self) -> LibraryDatabase:
        """Return the database, open for reading. Any thread may use it."""
        if self._opened is None:
            self._opened = LibraryDatabase(self.folder)
        return self._opened

    def add(
        self,
        files: Iterable[str | os.PathLike[str]] = (),
        *,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> tuple[AddedFile, ...]:
        """Add files, or all files that are new or changed, as ``epubgen library add`` does.

        Args:
            files: EPUBs and PDFs below the folder, or folders of them. Empty: all files of the library.
            replace: replace an issue even if the new file is not later.
            progress: called with the number of files done and of all files.

        Returns:
            The result for each file. A file that is refused does not stop the others.

        Raises:
            SourceError: a file lies outside the folder; ``library.yaml`` has errors.
            PackageError: the database cannot be read or written.
        """
        return add_to_library(self.folder, map(Path, files), replace_issues=replace, progress=progress)

    def remove(self, issues: Iterable[str] = (), *, missing: bool = False) -> tuple[HeldIssue, ...]:
        """Remove issues from the database. Their files stay.

        Args:
            issues: identifiers or files.
            missing: also remove issues whose files are gone.

        Raises:
            SourceError: EG113 one of them does not exist; then nothing is removed.
        """
        return remove_from_library(self.folder, issues, missing=missing)

    def rebuild(self, *, progress: Progress | None = None) -> tuple[AddedFile, ...]:
        """Make the database again from the files.

        Raises:
            SourceError: ``library.yaml`` has errors. PackageError: the database cannot be written.
        """
        self.close()
        return rebuild_library(self.folder, progress=progress)

    def titles(self) -> tuple[KnownTitle, ...]:
        """Return the titles of the library.

        Raises:
            PackageError: EG110 there is no database, or it cannot be read.
        """
        with self.database.guarded():
            return known_titles(self.database)

    def issues(self, title: str = "") -> tuple[HeldIssue, ...]:
        """Return the issues of the library by title and day.

        Args:
            title: the key or the name of a title. Empty: all titles.

        Raises:
            OptionsError: EG115 no such title. PackageError: EG110.
        """
        key = self._keys([title])[0] if title else ""
        with self.database.guarded():
            return tuple(held_issues(self.database, key))

    def show(self, issue: str) -> IssueFacts:
        """Return the facts of an issue with the texts of its stories.

        Args:
            issue: its identifier, or its file below the folder.

        Raises:
            SourceError: EG113 no such issue. PackageError: EG110.
        """
        with self.database.guarded():
            connection = self.database.connection
            held = find_issue(connection, identifier=issue) or find_issue(connection, file=issue)
            found = read_issue(self.database, held.identifier) if held else None
        if found is None:
            raise SourceError(finding("EG113.unknown", Location(issue), folder=self.folder))
        return found

    def search(
        self,
        text: str = "",
        *,
        order: Literal["best", "newest"] = "best",
        limit: int = 20,
        offset: int = 0,
        **filters: Unpack[SearchFilters],
    ) -> SearchPage:
        """Return a page of the stories that a search finds.

        Args:
            text: words, "phrases", ``-without``, ``OR``, ``begin*``.
            order: the best stories first, or the newest.
            limit: the largest number of hits.
            offset: the number of hits to skip at the beginning.
            filters: ``titles``, ``first``, ``last``, ``author``, ``column``, ``section``: see ``SearchFilters``.

        Raises:
            OptionsError: EG115 the query is empty; no such day or title. PackageError: EG110.
        """
        query = self._query(text, **filters)
        return search(self.database, replace(query, order=order, limit=limit, offset=offset))

    def clip(
        self,
        output: str | os.PathLike[str],
        text: str = "",
        *,
        title: str = "",
        limit: int = 500,
        with_reserved: bool = False,
        options: Options | None = None,
        **filters: Unpack[SearchFilters],
    ) -> ClipResult:
        """Make an EPUB of the stories that a search finds, sorted by day.

        Args:
            output: the EPUB, or a folder for it.
            text: as for ``search``.
            title: the title of the clip. Empty: the text of the search.
            limit: the largest number of stories.
            with_reserved: include stories that have a rights statement of their own.
            options: the options of the build.
            filters: as for ``search``.

        Raises:
            OptionsError: EG115. SourceError: EG116 no story can be taken. PackageError: EG110. Otherwise as ``build``.
        """
        from epubgen.back_file.clip import clip_stories  # noqa: PLC0415 - a search needs nothing of what builds

        query = self._query(text, **filters)
        told = (text, query.author, query.column, query.section, *filters.get("titles", ()))
        return clip_stories(
            self.database,
            replace(query, order="newest", limit=limit),
            output,
            title=title or " · ".join(filter(None, told)),
            with_reserved=with_reserved,
            options=options,
        )

    def _query(
        self,
        text: str,
        titles: Sequence[str] = (),
        first: dt.date | str | None = None,
        last: dt.date | str | None = None,
        author: str = "",
        column: str = "",
        section: str = "",
    ) -> SearchQuery:
        """Return the query of these filters: the best first, 20 of them."""
        if not any((text.strip(), titles, first, last, author, column, section)):
            raise OptionsError(finding("EG115.nothing"))
        return SearchQuery(
            text=text,
            titles=self._keys(titles),
            first=_day(first, at_end=False),
            last=_day(last, at_end=True),
            author=author,
            column=column,
            section=section,
        )

    def holdings(self, title: str = "", *, until: dt.date | str | None = None) -> tuple[TitleHoldings, ...]:
        """Return the issues of each title that are there, and those that are missing.

        Args:
            title: the key or the name of a title. Empty: all titles.
            until: the last day on which issues are due. Empty: the day of the newest issue.

        Raises:
            OptionsError: EG115. SourceError: EG118 ``library.yaml`` has errors. PackageError: EG110.
        """
        stated, chosen = read_titles(self.folder), self._keys([title]) if title else ()
        known = [one for one in self.titles() if not chosen or one.key in chosen]
        last = _day(until, at_end=True)
        with self.database.guarded():
            held = [tuple(held_issues(self.database, one.key)) for one in known]
        told = [title_of(stated, SeriesFacts(id=k.key, name=k.name, issn=k.issn, eissn=k.eissn)) for k in known]
        return tuple(holdings_of(*both, last, str(self.folder)) for both in zip(held, told, strict=True))

    def _keys(self, names: Sequence[str]) -> tuple[str, ...]:
        if not names:
            return ()
        known = self.titles()
        by_name = {
            name: title.key for title in known for name in (title.name, title.issn, title.eissn, title.key) if name
        }
        if any(name not in by_name for name in names):
            by_name = self._stated_names({title.key for title in known}) | by_name
        for name in names:
            if name not in by_name:
                keys = ", ".join(title.key for title in known) or "-"
                raise OptionsError(finding("EG115.title", None, "title", value=name, known=keys))
        return tuple(by_name[name] for name in names)

    def _stated_names(self, keys: set[str]) -> dict[str, str]:
        """Return the keys of titles by present and former names and ISSNs in ``library.yaml``.

        Empty if the file has errors.
        """
        with suppress(SourceError):
            titles = [title for title in read_titles(self.folder).titles if title.id in keys]
            return {
                name: title.id
                for title in titles
                for name in (*title.names, title.issn, title.eissn, *(one.issn for one in title.periods))
                if name
            }
        return {}


def _day(value: dt.date | str | None, *, at_end: bool) -> dt.date | None:
    """Return a day; of a month or a year its first or its last day."""
    if not value or isinstance(value, dt.date):
        return value or None
    parts = [int(part or 0) for part in found.groups()] if (found := _DAY.fullmatch(value.strip())) else [0, 0, 0]
    year, month, day = parts[0], parts[1] or (12 if at_end else 1), parts[2]
    try:
        return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if at_end else 1))
    except ValueError as error:
        raise OptionsError(finding("EG115", None, "", value=value)) from error
