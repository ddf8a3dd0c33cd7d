# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a librarian writes beside the files of a library: its titles in ``library.yaml``, sidecars of single files.

A title's life is told by periods: former names, other numbers, other frequencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from epubgen.errors import Location
from epubgen.model.publication import Frequency
from epubgen.model.values import DaysOff, Number, SerialNumber, Slug, SourceSpan, Tag
from epubgen.startup import dataclass

__all__ = ["IssueSidecar", "LibraryTitle", "LibraryTitles", "TitlePeriod"]


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
        return frozenset(issn for _, issn in self.stated_issns())

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
