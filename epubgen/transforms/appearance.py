# SPDX-License-Identifier: AGPL-3.0-or-later
"""The days on which a publication appears, by its frequency, its days off and the issues before."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from epubgen.languages.days_off import is_day_off
from epubgen.model import Publication

__all__ = ["days_of_appearance"]

_STEPS = {"daily": 1, "weekdays": 1, "semiweekly": 1, "weekly": 7, "biweekly": 14}
"""Days from one candidate to the next."""
_MONTHS = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "semiannual": 6, "yearly": 12}
_SATURDAY = 5
_HALF = 15
"""Days between the two issues of a month."""
_WEEK = 7
_RECENT = 3
"""So many issues show the usual day."""
_TRIED = 800
"""So many days without an issue: there is none to come."""


def days_of_appearance(publication: Publication, last: date, before: Sequence[date] = ()) -> Iterator[date]:
    """Yield the days after ``last`` on which an issue is due; none if the frequency does not determine them.

    An issue that comes every two weeks or more often is dropped on a day off; a monthly one moves to the next day.

    Args:
        publication: with its frequency and its days off.
        last: the day of the newest issue.
        before: the days of earlier issues: they show the weekdays of a paper that comes twice a week, and whether a
            monthly comes on the first Friday.
    """
    known = (*sorted(day for day in before if day < last), last)
    step, months = _STEPS.get(publication.frequency), _MONTHS.get(publication.frequency)
    if step:
        yield from _by_days(publication, known, step)
    elif publication.frequency == "semimonthly":
        yield from _moved(publication, _half_months(known))
    elif months:
        yield from _moved(publication, _by_months(known, months))


def _by_days(publication: Publication, known: Sequence[date], step: int) -> Iterator[date]:
    fits = _fitting(publication, known)
    idle, day = 0, _usual_day(known) if step >= _WEEK else known[-1]
    while idle < _TRIED and (date.max - day).days > step:
        day += timedelta(days=step)
        due = day > known[-1] and fits(day) and not is_day_off(day, publication.days_off)
        idle = 0 if due else idle + 1
        if due:
            yield day


def _usual_day(known: Sequence[date]) -> date:
    """Return the last day, or the one beside it with the usual weekday if a holiday moved the issue."""
    last = known[-1]
    (usual, times), *_ = Counter(day.weekday() for day in reversed(known[-_RECENT:])).most_common()
    away = (usual - last.weekday() + 3) % _WEEK - 3
    return last + timedelta(days=away) if times > 1 else last


def _fitting(publication: Publication, known: Sequence[date]) -> Callable[[date], bool]:
    """Return whether the paper appears on this weekday."""
    if publication.frequency == "weekdays":
        return lambda day: day.weekday() < _SATURDAY
    if publication.frequency == "semiweekly":
        last = known[-1]
        seen = {day.weekday() for day in known if (last - day).days < 4 * _WEEK}
        days = seen if len(seen) > 1 else {last.weekday(), (last.weekday() + 3) % _WEEK}
        return lambda day: day.weekday() in days
    return lambda _: True


def _moved(publication: Publication, days: Iterator[date]) -> Iterator[date]:
    """Yield the days; a day off is replaced by the next working day."""
    for day in days:
        later = (day + timedelta(days=n) for n in range(min(_TRIED, (date.max - day).days + 1)))
        moved = next((one for one in later if not is_day_off(one, publication.days_off)), None)
        if moved is None:
            return
        yield moved


def _half_months(known: Sequence[date]) -> Iterator[date]:
    """Yield two days of each month: those of the issues before, else the day and the one fifteen days later."""
    last, recent = known[-1], known[-4:]
    plain = sorted({day.day for day in recent})
    ends = sorted({_LONGEST if _is_last_of_month(day) else day.day for day in recent})  # 15 and 28 February, 15 and 31
    first, second = next((days for days in (plain, ends) if len(days) == len("12")), _half(last.day))
    for year, month in _months(last, 1, start=0):
        for number in (first, second):
            day = _in_month(year, month, number)
            if day > last:
                yield day


def _half(number: int) -> tuple[int, int]:
    return (number, number + _HALF) if number <= _HALF else (number - _HALF, number)


def _by_months(known: Sequence[date], step: int) -> Iterator[date]:
    def kept(place: _Place, like: date) -> int:
        return sum(place(like, day.year, day.month) == day for day in known)

    recent = known[: -_RECENT - 1 : -1]
    place, like = max(((place, like) for like in recent for place in _PLACES), key=lambda pair: kept(*pair))
    yield from (place(like, year, month) for year, month in _months(known[-1], step, start=1))


def _months(last: date, step: int, *, start: int) -> Iterator[tuple[int, int]]:
    first = last.year * 12 + last.month - 1
    for number in count(first + start * step, step):
        year, month = divmod(number, 12)
        if year >= date.max.year:
            return
        yield year, month + 1


def _in_month(year: int, month: int, number: int) -> date:
    """Return a day of a month, or its last one if the month is too short."""
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))


_LONGEST = 31


def _is_last_of_month(day: date) -> bool:
    return _in_month(day.year, day.month, _LONGEST) == day


def _same_day(last: date, year: int, month: int) -> date:
    return _in_month(year, month, last.day)


def _last_day(last: date, year: int, month: int) -> date:
    return _in_month(year, month, _LONGEST) if _is_last_of_month(last) else _same_day(last, year, month)


def _same_weekday(last: date, year: int, month: int) -> date:
    """Return the same weekday of another month: the second Tuesday, if ``last`` was one."""
    return _nth(year, month, last.weekday(), (last.day - 1) // _WEEK)


def _last_weekday(last: date, year: int, month: int) -> date:
    first = date(year, month, 1)
    days = [_nth(year, month, last.weekday(), n) for n in range(5)]
    end = max(day for day in days if day.month == first.month)
    after = _nth(last.year, last.month, last.weekday(), (last.day - 1) // _WEEK + 1)
    return end if after.month != last.month else first


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * number)


_Place = Callable[[date, int, int], date]
_PLACES: tuple[_Place, ...] = (_same_day, _last_day, _same_weekday, _last_weekday)
"""Where in a month an issue comes, the simplest first: like another day, in a year and month."""
