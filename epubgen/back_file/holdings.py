# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds which issues of a title are there and which are missing.

Due days against the days of issues, checked by the numbers.

The due days between one issue and the next are gaps, unless the numbers show that nothing was published. A combined
issue (12-13) counts as several. A weekly that a holiday moved by a day is not missing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from epubgen.back_file.database.entries import HeldIssue
from epubgen.back_file.facts_json import facts_to_json
from epubgen.back_file.records.frequency import usual_frequency
from epubgen.back_file.records.tables import harmless_cell
from epubgen.back_file.titles import LIBRARY_FILE
from epubgen.errors import Finding, Location, finding
from epubgen.languages.days_off import is_day_off
from epubgen.model import Publication
from epubgen.model.held_titles import LibraryTitle, TitlePeriod
from epubgen.model.publication import Frequency
from epubgen.startup import dataclass, regex
from epubgen.transforms.appearance import days_of_appearance

__all__ = ["HeldRun", "HoldingGap", "TitleHoldings", "claims_csv", "holdings_of"]

_NUMBER = regex(r"(\d{1,9})(?:\s*[-–—/、~～至]\s*(\d{1,9}))?")
_MOST_BETWEEN = 4_000
"""Issues between two neighbours; more is no gap but another numbering."""
_SEEN = 12
"""Issues before a gap that tell the usual day."""
_STEPS = {
    "weekly": 7, "biweekly": 14, "semimonthly": 15, "monthly": 30, "bimonthly": 60, "quarterly": 91, "semiannual": 182,
    "yearly": 365,
}  # fmt: skip
"""Days from one issue to the next; an issue nearer than half of it to a day that was due is the one of that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingGap:
    """Missing issues between two issues that are there, or at an end."""

    count: int
    first: dt.date | None = None
    """First day on which one was due; ``None`` where only the numbers tell."""
    last: dt.date | None = None
    first_number: str = ""
    last_number: str = ""
    before: str = ""
    """The issue before the gap: its day and number."""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRun:
    """A run of issues without a gap: one field 863 of MARC."""

    first: dt.date
    last: dt.date
    first_number: str = ""
    last_number: str = ""
    first_volume: str = ""
    last_volume: str = ""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleHoldings:
    """A title with its issues and gaps."""

    key: str
    name: str
    issn: str = ""
    frequency: str = ""
    """Of its newest period; empty where it is not known."""
    held: int
    """Days on which there is an issue."""
    missing: int
    gaps: tuple[HoldingGap, ...] = ()
    runs: tuple[HeldRun, ...] = ()
    unexpected: tuple[dt.date, ...] = ()
    """Days off on which there is an issue all the same."""
    undated: int = 0
    """Issues without a day: they are counted nowhere else."""
    names: tuple[str, ...] = ()
    """What it was called, the oldest first."""
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the same facts as JSON values, without findings."""
        told: dict[str, object] = facts_to_json(self)
        return {name: value for name, value in told.items() if name != "findings"}


@dataclass(frozen=True, slots=True)
class _Day:
    """The issues of one day: its numbers, whatever editions and writing modes it has."""

    date: dt.date
    number: str
    volume: str
    numbers: tuple[int, int] | None
    """First and last number that it stands for."""

    @property
    def label(self) -> str:
        return f"{self.date.isoformat()} ({self.number})" if self.number else self.date.isoformat()


def holdings_of(
    issues: Sequence[HeldIssue], title: LibraryTitle | None, until: dt.date | None = None, folder: str = ""
) -> TitleHoldings:
    """Return the issues of a title that are there, and those that are missing.

    Args:
        issues: all issues of the title that are there.
        title: the title in ``library.yaml``.
        until: the last day on which issues are due. ``None``: the day of the newest issue, or the last day of a title
            that has ceased.
        folder: the folder of the library, for findings.
    """
    days = tuple(_days(issues))
    life = _Life(title)
    end = until or (title.until if title else None)
    gaps = list(_gaps(days, life, end))
    key = title.id if title else issues[0].series
    name = title.name if title else issues[-1].series_name
    return TitleHoldings(
        key=key,
        name=name,
        issn=title.issn if title else "",
        frequency=life.frequency(days[-1].date) if days else "",
        held=len(days),
        missing=sum(gap.count for _, gap in gaps),
        gaps=tuple(gap for _, gap in gaps),
        runs=tuple(_runs(days, {place for place, _ in gaps})),
        unexpected=tuple(day.date for day in days if life.is_off(day.date)),
        undated=sum(issue.date is None for issue in issues),
        names=title.names if title else (),
        findings=_unknown(days, life, name, folder),
    )


def claims_csv(titles: Sequence[TitleHoldings]) -> str:
    """Return the gaps as CSV with a header, one line for each, for claims."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = ("first", "last", "first_number", "last_number", "count", "before", "after")
    writer.writerow(("title", "issn", *columns))
    for title in titles:
        for gap in title.gaps:
            values = [getattr(gap, name) for name in columns]
            told = [title.name, title.issn, *("" if value is None else str(value) for value in values)]
            writer.writerow(map(harmless_cell, told))
    return out.getvalue()


class _Life:
    """The frequency of a title, period by period."""

    def __init__(self, title: LibraryTitle | None) -> None:
        self._title = title

    def frequency(self, day: dt.date) -> Frequency | Literal[""]:
        """Return the frequency on a day; empty if unknown."""
        period = self._period(day)
        return (period.frequency if period else None) or (self._title.frequency if self._title else None) or ""

    def is_off(self, day: dt.date) -> bool:
        """Return whether a day is a day off."""
        return is_day_off(day, self._days_off(day))

    def since(self) -> dt.date | None:
        """Return the first day on which an issue is due."""
        return self._title.since if self._title else None

    def begins(self, first: dt.date, last: dt.date) -> dt.date | None:
        """Return the first day of a period that begins after ``first`` and no later than ``last``."""
        periods = self._title.periods if self._title else ()
        return next((one.since for one in periods if first < one.since <= last), None)

    def due(self, last: dt.date, before: Sequence[dt.date], until: dt.date) -> Iterator[dt.date]:
        """Return the due days after an issue and before ``until``."""
        turn = self.begins(last, until)
        for day in days_of_appearance(self._publication(last), last, before):
            if day >= (turn or until):
                break
            yield day
        if turn and turn < until:
            yield turn
            yield from self.due(turn, (), until)

    def _period(self, day: dt.date) -> TitlePeriod | None:
        return self._title.period(day) if self._title else None

    def _days_off(self, day: dt.date) -> tuple[str, ...]:
        period = self._period(day)
        return (period.days_off if period else ()) or (self._title.days_off if self._title else ())

    def _publication(self, day: dt.date) -> Publication:
        often = self.frequency(day) or "irregular"
        return Publication(
            id="title",
            title="title",
            language="und",
            frequency=often,
            days_off=self._days_off(day),
        )


def _days(issues: Sequence[HeldIssue]) -> Iterator[_Day]:
    """Return the days with an issue in order. Editions and writing modes of a day count once."""
    by_day: dict[dt.date, HeldIssue] = {}
    for issue in issues:
        if issue.date and (issue.date not in by_day or (issue.number and not by_day[issue.date].number)):
            by_day[issue.date] = issue
    for day in sorted(by_day):
        issue = by_day[day]
        yield _Day(day, issue.number, issue.volume, _numbers(issue.number))


def _numbers(text: str) -> tuple[int, int] | None:
    found = _NUMBER.search(text)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if first <= last < first + 60 else (first, first)


def _gaps(days: Sequence[_Day], life: _Life, end: dt.date | None) -> Iterator[tuple[int, HoldingGap]]:
    """Yield the gaps, each with the position of the day before it; -1 before the first."""
    since = life.since()
    if days and since and since < days[0].date and life.frequency(since):
        due = [since, *life.due(since, (), days[0].date)]
        yield -1, _by_days(due, len(due), None, days[0])
    dates = [day.date for day in days]
    for place, (one, next_) in enumerate(pairwise(days)):
        due = list(life.due(one.date, dates[max(0, place - _SEEN) : place], next_.date))
        if gap := _between(one, next_, due, life):
            yield place, gap
    if days and end and end > days[-1].date:
        due = list(life.due(days[-1].date, dates[-_SEEN - 1 : -1], end + dt.timedelta(days=1)))
        due = due[_covered(days[-1]) :]
        if due:
            yield len(days) - 1, _by_days(due, len(due), days[-1], None)


def _covered(day: _Day) -> int:
    """Return how many further issues a combined issue counts for."""
    return day.numbers[1] - day.numbers[0] if day.numbers else 0


def _between(one: _Day, next_: _Day, due: list[dt.date], life: _Life) -> HoldingGap | None:
    """Return the gap between two issues. ``due`` are the days between them."""
    restarts = life.begins(one.date, next_.date) is not None
    due = due[_covered(one) :]
    due = _without_moved(due, next_.date, life.frequency(due[-1]) if due else "")
    step = next_.numbers[0] - one.numbers[1] if one.numbers and next_.numbers and not restarts else None
    if step is None or step < 1 or step > _MOST_BETWEEN:  # no numbers, or numbers that began anew
        return _by_days(due, len(due), one, next_) if due else None
    lacking = step - 1
    if lacking == 0:
        return None  # the numbers go on: nothing came out
    assert one.numbers  # noqa: S101 - the step was counted from them
    first, last = one.numbers[1] + 1, one.numbers[1] + lacking
    return HoldingGap(
        count=lacking,
        first=due[0] if due else None,
        last=due[-1] if due else None,
        first_number=str(first),
        last_number=str(last),
        before=one.label,
        after=next_.label,
    )


def _without_moved(due: list[dt.date], next_: dt.date, frequency: str) -> list[dt.date]:
    """Return the days without the one whose issue is the next one, moved by a holiday."""
    near = bool(due) and (next_ - due[-1]).days * 2 < _STEPS.get(frequency, 1)
    return due[:-1] if near else due


def _by_days(due: Sequence[dt.date], count: int, before: _Day | None, after: _Day | None) -> HoldingGap:
    return HoldingGap(
        count=count,
        first=due[0],
        last=due[-1],
        before=before.label if before else "",
        after=after.label if after else "",
    )


def _runs(days: Sequence[_Day], gaps: set[int]) -> Iterator[HeldRun]:
    begin = 0
    for place in range(len(days)):
        if place in gaps or place == len(days) - 1:
            first, last = days[begin], days[place]
            yield HeldRun(
                first=first.date, last=last.date, first_number=first.number, last_number=last.number,
                first_volume=first.volume, last_volume=last.volume, count=place - begin + 1,
            )  # fmt: skip
            begin = place + 1


def _unknown(days: Sequence[_Day], life: _Life, name: str, folder: str) -> tuple[Finding, ...]:
    if not days or life.frequency(days[-1].date):
        return ()
    at = Location(f"{folder}/{LIBRARY_FILE}" if folder else LIBRARY_FILE)
    return (finding("EG117", at, "frequency", title=name, guess=usual_frequency(day.date for day in days) or "daily"),)
