# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads days on which a paper does not appear: weekdays, dates, ranges of dates, days of every year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from epubgen.languages.dates import weekdays_named
from epubgen.startup import regex

__all__ = ["is_day_off", "reads_as_days_off"]

_DATE = regex(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_YEARLY = regex(r"(\d\d)-(\d\d)", re.ASCII)
_LEAP_YEAR = 2000
Span = tuple[tuple[int, ...], tuple[int, ...]]
"""First and last day: year, month, day, or month and day of every year."""


def reads_as_days_off(text: str) -> bool:
    """Return whether a text names days: ``sunday``, ``星期日``, ``2026-02-17``, ``2026-02-16/2026-02-22`` or ``12-25``.

    The kinds are a weekday, a date, a range of dates, and a day of every year.
    """
    return _weekday(text) is not None or _span(text) is not None


def is_day_off(day: date, named: Iterable[str]) -> bool:
    """Return whether a day is among those that the texts name."""
    return any(_weekday(text) == day.weekday() or _within(day, _span(text)) for text in named)


def _within(day: date, span: Span | None) -> bool:
    if span is None:
        return False
    first, last = span
    whole = (day.year, day.month, day.day)[-len(first) :]
    return first <= whole <= last if first <= last else whole >= first or whole <= last


@lru_cache(maxsize=256)
def _weekday(text: str) -> int | None:
    """Return the weekday that a text names, from 0 for Monday; else ``None``."""
    named = weekdays_named(text)
    return named[0] if len(named) == 1 and not any(char.isdigit() for char in text) else None


@lru_cache(maxsize=256)
def _span(text: str) -> Span | None:
    """Return the first and the last day of a range. A range of every year may cross the end of the year."""
    ends = [part.strip() for part in text.split("/")]
    days = [_day(part) for part in ends]
    if len(days) not in (1, 2) or any(not day for day in days):
        return None
    first, last = days[0], days[-1]
    if len(first) != len(last) or (len(first) == len("ymd") and last < first):
        return None
    return first, last


def _day(text: str) -> tuple[int, ...]:
    """Return year, month and day, or month and day; empty where the calendar has no such day."""
    whole, yearly = _DATE.fullmatch(text), _YEARLY.fullmatch(text)
    found = whole or yearly
    parts = tuple(map(int, found.groups())) if found else ()
    try:
        date(*(parts if whole else (_LEAP_YEAR, *parts))) if parts else None
    except ValueError:
        return ()
    return parts
