# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a librarian writes beside the EPUBs: the titles of the library in ``library.yaml``, sidecars of single files.

They say what foreign files do not: which title a file is an issue of, its day and number. What they state wins over
the file. A title's life is told by periods: former names, other numbers, other frequencies.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.errors import Finding, Location, Severity, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.regular import read_regular
from epubgen.languages.digits import is_issn
from epubgen.model.publication import Frequency
from epubgen.model.values import DaysOff, Number, SerialNumber, Slug, SourceSpan, Tag
from epubgen.patterns import regex
from epubgen.serialization.files import decode

__all__ = [
    "LIBRARY_FILE",
    "IssueSidecar",
    "LibraryTitle",
    "LibraryTitles",
    "TitlePeriod",
    "read_sidecar",
    "read_titles",
]

LIBRARY_FILE = "library.yaml"
_MOST = 4 * 2**20
"""Bytes of a file that a librarian writes."""
_FIELDS = {
    "year": r"(?P<year>\d{4})",
    "month": r"(?P<month>\d{1,2})",
    "day": r"(?P<day>\d{1,2})",
    "number": r"(?P<number>\d[\d-]*)",
    "volume": r"(?P<volume>\d+)",
    "edition": r"(?P<edition>[^/]+?)",
}
_PIECE = regex(r"\*\*/|\*|\{(\w+)\}")
_PLAIN_DAY = regex(r"(?<!\d)((?:1[5-9]|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePeriod:
    """A stretch of a title's life; what it leaves out is as the title says."""

    since: dt.date
    """Its first day."""
    name: str = ""
    """What the title was called."""
    issn: SerialNumber = ""
    cn: SerialNumber = ""
    frequency: Frequency | None = None
    days_off: tuple[DaysOff, ...] = ()
    first_number: Number = ""
    """The number of its first issue, where numbers began anew."""
    continues: tuple[str, ...] = ()
    """Other titles that were merged into this one here, by id or name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryTitle:
    """A title of the library."""

    id: Slug
    """Its key: the id of the publication, or a short name."""
    name: str
    kind: Literal["newspaper", "magazine"] | None = None
    issn: SerialNumber = ""
    eissn: SerialNumber = ""
    cn: SerialNumber = ""
    language: Tag = ""
    publisher: str = ""
    frequency: Frequency | None = None
    """How often it comes; without one, gaps are told by numbers alone."""
    days_off: tuple[DaysOff, ...] = ()
    """Days on which it does not come, as in ``publication.yaml``."""
    since: dt.date | None = None
    """The day of the first issue that the library should have; empty: the first one that it has."""
    until: dt.date | None = None
    """The day of the last issue of a title that has ceased."""
    continued_by: str = ""
    """The title that it went on as, by id or name."""
    periods: tuple[TitlePeriod, ...] = ()
    """Its life, the oldest first."""
    files: tuple[str, ...] = ()
    """Which files are its issues, as paths below the folder: ``gazette/{year}/{month}{day}*.pdf``."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)

    def period(self, day: dt.date) -> TitlePeriod | None:
        """The period that a day lies in."""
        return next((one for one in reversed(self.periods) if one.since <= day), None)

    def name_on(self, day: dt.date | None) -> str:
        """What it was called on a day."""
        period = self.period(day) if day else None
        return (period.name if period else "") or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it had."""
        return tuple(dict.fromkeys((self.name, *(one.name for one in self.periods if one.name))))

    @property
    def issns(self) -> frozenset[str]:
        """All ISSNs that it had."""
        return frozenset(_plain(issn) for _, issn in self.stated_issns())

    def stated_issns(self) -> Iterator[tuple[str, str]]:
        """The path of each field that holds an ISSN, such as ``periods[0].issn``, and the ISSN."""
        periods = ((f"periods[{number}].issn", one.issn) for number, one in enumerate(self.periods))
        yield from ((path, issn) for path, issn in (("issn", self.issn), ("eissn", self.eissn), *periods) if issn)

    def place(self, path: str) -> Location | None:
        """Where a field stands in ``library.yaml``; ``None`` for a title that was not read from a file."""
        return self.at.of(path) if self.at else None


@dataclass(frozen=True, kw_only=True)
class LibraryTitles:
    """The content of ``library.yaml``."""

    titles: tuple[LibraryTitle, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, LibraryTitle]:
        """Titles by id."""
        return {title.id: title for title in self.titles}

    def title_of(self, series: SeriesFacts) -> LibraryTitle | None:
        """The title of an issue: by its id, else by an ISSN that the title has or had, else by a name."""
        if series.id in self.by_id:
            return self.by_id[series.id]
        issns = {_plain(issn) for issn in (series.issn, series.eissn) if issn}
        known = next((title for title in self.titles if issns & title.issns), None)
        return known or next((title for title in self.titles if not issns and series.name in title.names), None)

    def file_rule(self, file: str) -> tuple[LibraryTitle, Mapping[str, str]] | None:
        """The title whose rule fits a file, and what the name of the file says: ``year``, ``month``, ``number``."""
        for title in self.titles:
            for rule in title.files:
                if found := _compiled(rule).fullmatch(file):
                    return title, {name: value for name, value in found.groupdict().items() if value}
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSidecar:
    """What ``NAME.pdf.yaml`` or ``NAME.epub.yaml`` says of the file beside it; all of it may be left out."""

    series: str = ""
    """The title: its id in ``library.yaml``, or its name."""
    title: str = ""
    """What the issue is called."""
    date: dt.date | None = None
    number: Number = ""
    volume: Number = ""
    edition: str = ""
    identifier: str = ""
    """An identifier of its own, where the file has none or one that other issues have too."""
    language: Tag = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()

    def apply(self, facts: IssueFacts) -> IssueFacts:
        """The facts, with what is stated here in the place of what the file says."""
        names = ("title", "date", "number", "volume", "edition", "identifier", "publisher", "rights", "description")
        stated = {name: value for name in (*names, "subjects") if (value := getattr(self, name))}
        if self.language:
            stated["languages"] = (self.language, *(one for one in facts.languages if one != self.language))
        return replace(facts, **stated)


def read_titles(folder: Path) -> LibraryTitles:
    """The titles of a library; none where there is no ``library.yaml``.

    Raises:
        SourceError: the file cannot be read, or something in it is wrong.
    """
    path = folder / LIBRARY_FILE
    if not path.is_file():
        return LibraryTitles()
    at = Location(path.as_posix())
    made, found = decode(LibraryTitles, _text(path), at)
    faults = [one for one in found if one.severity is Severity.ERROR]
    if made is not None:
        faults += _faults(made, at)
    if faults or made is None:
        raise SourceError(*faults)
    return made


def read_sidecar(path: Path) -> tuple[IssueSidecar | None, tuple[Finding, ...]]:
    """The sidecar of a file, and what is wrong with it; ``None`` where there is none, or none that can be used."""
    beside = sidecar_path(path)
    if not beside.is_file():
        return None, ()
    made, found = decode(IssueSidecar, _text(beside), Location(beside.as_posix()))
    return made, tuple(one for one in found if one.severity is Severity.ERROR)


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a file stands."""
    return path.with_name(f"{path.name}.yaml")


def day_in(told: Mapping[str, str]) -> dt.date | None:
    """The day that the parts of a file name give."""
    parts = [told.get(part, "") for part in ("year", "month", "day")]
    try:
        return dt.date(*map(int, parts)) if all(parts) else None
    except ValueError:
        return None


def day_of_name(file: str) -> dt.date | None:
    """The day in a file name: ``2026-04-17`` or ``20260417``."""
    found = _PLAIN_DAY.search(file.rpartition("/")[2])
    return day_in(dict(zip(("year", "month", "day"), found.groups(), strict=True))) if found else None


def _text(path: Path) -> str:
    try:
        return read_regular(path, _MOST).decode("utf-8-sig")
    except OSError as error:
        raise SourceError(disk_finding("EG003", error, Location(path.as_posix()))) from error
    except UnicodeDecodeError as error:
        raise SourceError(finding("EG118.encoding", Location(path.as_posix()))) from error


def _faults(titles: LibraryTitles, at: Location) -> Iterator[Finding]:
    seen: set[str] = set()
    for title in titles.titles:
        if title.id in seen:
            yield finding("EG118.twice", title.place("id") or at, "titles", id=title.id)
        seen.add(title.id)
        days = [one.since for one in title.periods]
        if days != sorted(set(days)):
            yield finding("EG118.periods", title.place("periods") or at, "periods", id=title.id)
        for rule in title.files:
            if unknown := [name for name in _PIECE.findall(rule) if name and name not in _FIELDS]:
                place = title.place("files") or at
                yield finding("EG118.rule", place, "files", name=unknown[0], known=", ".join(_FIELDS))
        for path, issn in title.stated_issns():
            if not is_issn(issn):
                yield finding("EG118.issn", title.place(path) or at, path, value=issn)


@lru_cache(maxsize=1024)
def _compiled(rule: str) -> re.Pattern[str]:
    """A rule as a pattern of whole paths."""
    made, place = "", 0
    for piece in _PIECE.finditer(rule):
        made += re.escape(rule[place : piece.start()])
        name = piece[1]
        if name and f"(?P<{name}>" in made:
            made += f"(?P={name})"
        else:
            made += _FIELDS.get(name, "") if name else "(?:.*/)?" if piece[0] == "**/" else "[^/]*"
        place = piece.end()
    return re.compile(made + re.escape(rule[place:]))


def _plain(issn: str) -> str:
    return issn.replace("-", "").upper()
