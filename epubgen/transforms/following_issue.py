# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the next issue from the last one: its day, numbers, pages and sections, without stories. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from itertools import islice, takewhile

from epubgen.errors import Finding, finding
from epubgen.languages.dates import lunar_date, lunar_date_like, weekday, weekday_like
from epubgen.model import Issue, Page, Photo, Section
from epubgen.model.issue import Numbering
from epubgen.startup import dataclass, regex
from epubgen.transforms.appearance import days_of_appearance

__all__ = ["Following", "dated_anew", "following_issue", "is_regular", "next_day"]

_MOST = 20_000
"""Days of appearance that are counted: fifty years of a daily."""


@dataclass(frozen=True, slots=True)
class Following:
    """The next issue, and findings for what the editor must look at; each names a field of the issue."""

    issue: Issue
    findings: tuple[Finding, ...]


def is_regular(issue: Issue) -> bool:
    """Return whether later issues are counted from this one: it is not an extra between two regular issues."""
    return not issue.special and "." not in issue.numbering.position


def next_day(last: Issue, before: Sequence[Issue]) -> date | None:
    """Return the day on which the issue after ``last`` is due; ``None`` if the frequency does not determine it."""
    taken = max((one.date for one in before if one.date >= last.date), default=last.date)
    covered = _covered(last, before)
    return next((day for day in _days(last, before) if day > covered and day > taken), None)


def following_issue(last: Issue, before: Sequence[Issue], day: date) -> Following:
    """Make the issue of a day that comes after ``last``.

    Args:
        last: the regular issue to count from; its stories are not used.
        before: other issues of the same publication, in any order.
        day: the day of the new issue, later than that of ``last``.
    """
    made = _Counting(last, before, day)
    numbering = made.numbering()
    issue = replace(
        last,
        date=day,
        date_end=None,
        numbering=numbering,
        weekday=made.weekday(),
        lunar=made.lunar(),
        special="",
        headline_article="",
        pages=tuple(_empty_page(page, last.date, day) for page in last.pages),
        sections=tuple(map(_empty_section, last.sections)),
        articles=(),
        corrections=(),
        notices=(),
        embargo_until=None,
        updated=None,
        subjects=(),
        revisions=(),
        source=None,
    )
    return Following(issue, tuple(made.findings))


def _empty_page(page: Page, old: date, new: date) -> Page:
    """Return a page without its stories; its picture is expected under the same name with the new day."""
    facsimile, pdf = (_awaited(file, old, new) for file in (page.facsimile, page.pdf))
    return replace(page, articles=(), facsimile=facsimile, pdf=pdf)


def dated_anew(name: str, old: date, new: date) -> str:
    """Return a name with the new date in place of the old one, in whatever form it is written."""
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y_%m_%d", "%Y.%m.%d", "%y%m%d", "%Y-%m", "%Y%m"):
        if old.strftime(form) in name:
            return name.replace(old.strftime(form), new.strftime(form))
    return name


def _awaited(file: str, old: date, new: date) -> str:
    """Return the name of an expected file of this issue.

    It is empty for a file outside the issue's folder whose name has no date that could be replaced.
    """
    name = dated_anew(file, old, new)
    return "" if name == file and file.startswith(("../", "/")) else name


def _empty_section(section: Section) -> Section:
    """Return a section without its stories; it keeps its picture if that belongs to the publication."""
    return replace(section, articles=(), lead="", image=section.image if _is_standing(section.image) else None)


def _is_standing(photo: Photo | None) -> bool:
    """Return whether a picture lies outside the folder of the issue."""
    return photo is not None and photo.file.startswith("../")


def _days(last: Issue, before: Sequence[Issue]) -> Iterator[date]:
    known = [one.date for one in before if is_regular(one) and one.edition == last.edition]
    return islice(days_of_appearance(last.publication, last.date, known), _MOST)


def _covered(last: Issue, before: Sequence[Issue]) -> date:
    """Return the last day of an issue: of a double issue the end, or the day on which its second number was due."""
    if last.date_end and last.date_end >= last.date:
        return last.date_end
    numbers = max(_breadth(text) for text in _texts(last.numbering).values())
    skipped = list(islice(_days(last, before), numbers - 1))
    return skipped[-1] if skipped else last.date


def _texts(numbering: Numbering) -> dict[str, str]:
    return {name: getattr(numbering, name) for name in ("total", "volume", "issue", "year_issue")}


_DOUBLE = regex(r"(\d{1,9})\s*(?:[-‐‑‒–—―－~～〜/／、,，&+·]|至|和|与|與|及|and|to)+\s*(\d{1,9})(?=\D*$)", re.ASCII)
"""The numbers of a double issue: ``100-101``, ``7/8``, ``7、8``."""
_LAST = regex(r"\d{1,9}(?=\D*$)", re.ASCII)
_WIDEST = 12
"""So many numbers one issue may have; beyond, the first one is a year or something else."""


@dataclass(frozen=True, slots=True)
class _Count:
    """The number in a field, and how many numbers the issue has: two in ``100-101``."""

    start: int
    end: int
    digits: str
    breadth: int = 1

    def put(self, text: str, number: int) -> str:
        """Return the text with another number, padded with as many zeros."""
        made = str(number).zfill(len(self.digits)) if self.digits.startswith("0") else str(number)
        return text[: self.start] + made + text[self.end :]


def _count(text: str) -> _Count | None:
    """Find the last number in a field, or the last one of a double issue; ``None`` if it holds none."""
    double, last = _DOUBLE.search(text), _LAST.search(text)
    if double and 0 < (wider := int(double[2]) - int(double[1])) < _WIDEST:
        return _Count(double.start(), double.end(), double[2], wider + 1)
    return _Count(last.start(), last.end(), last[0]) if last else None


def _breadth(text: str) -> int:
    found = _count(text)
    return found.breadth if found else 1


def _counted_on(text: str, by: int) -> str:
    """Return the number a few issues later in the same form: ``099`` → ``100``, ``100-101`` → ``102``.

    Empty if it holds none.
    """
    found = _count(text)
    return found.put(text, int(found.digits) + by) if found else ""


@dataclass(slots=True)
class _Counting:
    """Counts the fields of one issue on, and records what cannot be counted."""

    last: Issue
    before: Sequence[Issue]
    day: date
    findings: list[Finding] = field(default_factory=list)

    def numbering(self) -> Numbering:
        """Return the new numbers."""
        old, due = self.last.numbering, self._due()
        if len(due) > 1:
            self._note("EG088.gap", "numbering", n=len(due), date=self.last.date, days=self._listed(due))
        begun = self._begun()
        total, volume = self._total(due), old.volume
        if begun:
            volume = self._on("volume", old.volume, len(begun))
            issue = self._anew("issue", old.issue, sum(one >= begun[-1] for one in due))
        else:
            issue = self._on("issue", old.issue, len(due))
        new_year = self.day.year != self.last.date.year
        if new_year and (old.volume or old.issue) and not self.last.publication.volume_months:
            self._note("EG088.volume", "numbering.volume" if old.volume else "numbering.issue", year=self.day.year)
        this_year = sum(one.year == self.day.year for one in due)
        in_year = self._anew("year_issue", old.year_issue, this_year) if new_year else ""
        year_issue = in_year or self._on("year_issue", old.year_issue, len(due))
        return Numbering(total=total, volume=volume, issue=issue, year_issue=year_issue, position=self._position(due))

    def weekday(self) -> str:
        """Return ``auto``, or the new weekday in the form of the old one."""
        old, language = self.last.weekday, self.last.publication.language
        if old in ("", "auto"):
            return old
        if made := weekday_like(old, self.day, language):
            return made
        self._note("EG088.weekday", "weekday", value=old, right=weekday(self.day, language))
        return "auto"

    def lunar(self) -> str:
        """Return ``auto``, or the new lunar date in the form of the old one."""
        old, language = self.last.lunar, self.last.publication.language
        if old in ("", "auto"):
            return old
        if made := lunar_date_like(old, self.last.date, self.day, language):
            return made
        right = lunar_date(self.day, language)
        self._note("EG088.lunar", "lunar", value=old, right=right)
        return right

    def _due(self) -> list[date]:
        """Return the days of the issues since the last one; the new one is the last.

        Only that one if the frequency is unknown.
        """
        covered = _covered(self.last, self.before)
        days = list(takewhile(lambda one: one <= self.day, _days(self.last, self.before)))
        return [*[one for one in days if one > covered][:-1], self.day]

    def _begun(self) -> list[date]:
        """Return the first days of the volumes that began since the last issue."""
        months = {int(month) for month in self.last.publication.volume_months}
        years = range(self.last.date.year, self.day.year + 1)
        starts = [date(year, month, 1) for year in years for month in sorted(months)]
        return [one for one in starts if self.last.date < one <= self.day]

    def _total(self, due: Sequence[date]) -> str:
        """Return the new total number; one that contains the year (``2026-12``) starts again with the year."""
        text, year = self.last.numbering.total, f"{self.last.date.year}"
        if self.day.year != self.last.date.year and re.match(rf"{year}\s*[-–/.年]\s*\d", text):
            rest = text.removeprefix(year)
            return f"{self.day.year}{self._anew('total', rest, sum(one.year == self.day.year for one in due))}"
        return self._on("total", text, len(due))

    def _on(self, name: str, text: str, by: int) -> str:
        made = _counted_on(text, by) if text else ""
        if text and not made:
            self._note("EG088.number", f"numbering.{name}", value=text)
        return made

    def _anew(self, name: str, text: str, number: int) -> str:
        """Return a number that starts again at 1."""
        found = _count(text)
        if text and not found:
            self._note("EG088.number", f"numbering.{name}", value=text)
        return found.put(text, max(number, 1)) if found else ""

    def _position(self, due: Sequence[date]) -> str:
        """Return the place in the series; it is counted only if the series is counted by it."""
        old = self.last.numbering
        counts = is_regular(self.last) and not (old.total or old.volume)
        return _counted_on(old.position, len(due)) if counts and old.position else ""

    def _listed(self, due: Sequence[date]) -> str:
        shown = [one.isoformat() for one in due[:-1]]
        return ", ".join(shown if len(shown) <= 4 else [*shown[:2], "…", shown[-1]])  # noqa: PLR2004

    def _note(self, key: str, path: str, **args: object) -> None:
        self.findings.append(finding(key, None, path, **args))
