# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the title of a foreign issue: the series, the day or month, the number."""

from __future__ import annotations

import datetime as dt
import re

from epubgen.startup import regex

__all__ = ["day_in_text", "month_in_text", "number_in_title", "series_in_title"]

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_DAY = regex(
    r"(?P<year>\d{4})[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?(?:\s*(?:星期|周|週)[一二三四五六日天])?"
)
_SPELLED = regex(
    rf"{_WEEKDAY}(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),?|(?P<first>\d{{1,2}})\s+(?P<second>{_MONTH}),?)"
    r"\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_PLAIN_MONTH = regex(r"(?<!\d)(?P<year>\d{4})[-./年](?P<month>\d{1,2})(?:月[号號]?|(?![-./月\d]))")
_SPELLED_MONTH = regex(rf"\b(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_NUMBER = regex(
    r"(?:总|總)?第\s*(?P<zh>\d[\d-]*)\s*[期号號]|제\s*(?P<ko>\d+)\s*호|(?:\b(?:no|nr|issue)\.?|#)\s*(?P<en>\d[\d-]*)",
    re.IGNORECASE,
)
_LEFT_OVER = regex(r"\d{4}\s*年(?:\s*\d{1,2}\s*月[号號]?)?|(?:\bvol\.?\s*\d+)", re.IGNORECASE)
_EMPTY_BRACKETS = regex(r"\s*[\[(（【]\s*[\])）】]\s*")
_DANGLING = regex(r"\s+(?:du|vom|von|del|of|de|di|le|for)$", re.IGNORECASE)
_EDGES = " -–—,，·:：/|"
_FIRST_YEAR = 1000
"""Earlier years stand for none: calibre writes 0101-01-01."""


def series_in_title(title: str) -> str:
    """Return the title of an issue without its day and number: the title of the series."""
    bare = title
    for words in (_DAY, _SPELLED, _PLAIN_MONTH, _SPELLED_MONTH, _NUMBER, _LEFT_OVER):
        bare = words.sub("", bare)
    bare = " ".join(_EMPTY_BRACKETS.sub(" ", bare).split()).strip(_EDGES)
    return (_DANGLING.sub("", bare) if bare != title else bare) or title


def number_in_title(title: str) -> str:
    """Return the number of an issue in its title; empty if there is none."""
    found = _NUMBER.search(title)
    return next(filter(None, found.groups()), "").strip("-") if found else ""


def day_in_text(text: str) -> dt.date | None:
    """Return the day in a text."""
    if found := _DAY.search(text):
        return _date(found["year"], found["month"], found["day"])
    if found := _SPELLED.search(text):
        return _date(found["year"], found["month"] or found["second"], found["day"] or found["first"])
    return None


def month_in_text(text: str) -> dt.date | None:
    """Return the first day of the month in a text."""
    found = _PLAIN_MONTH.search(text) or _SPELLED_MONTH.search(text)
    return _date(found["year"], found["month"], "1") if found else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = int(month) if month.isdigit() else _NAMES.index(month[:3].lower()) + 1
    try:
        return dt.date(int(year), number, int(day)) if int(year) >= _FIRST_YEAR else None
    except ValueError:
        return None
