# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules D and L: the date and what is printed beside it, the language, the numbers of the series."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from epubgen.errors import Finding
from epubgen.languages.dates import lunar_date, same_lunar_date, weekday
from epubgen.linting.context import Desk

_ZH_DAYS = "一二三四五六日"
_JA_DAYS = "月火水木金土日"
_KO_DAYS = "월화수목금토일"
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORD = re.compile(
    r"(?:星期|礼拜|禮拜|[周週])(?P<zh>[一二三四五六日天])|(?<![一-鿿])(?P<ja>[月火水木金土日])(?:曜|(?![一-鿿]))"
    r"|(?P<ko>[월화수목금토일])요일|\b(?i:(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|r|rs)?)\b",
)
_SPAN = {"weekly": 7, "biweekly": 14, "semiweekly": 4, "semimonthly": 16, "daily": 1, "weekdays": 1}
"""Days that an issue looks back; 31 where nothing is said, 92 and more for those that come seldom."""
_SELDOM = {"bimonthly": 62, "quarterly": 92, "semiannual": 184, "yearly": 366}
_ISSN = re.compile(r"(\d{4})-?(\d{3})([\dX])", re.ASCII)


def weekday_agrees(desk: Desk) -> Iterator[Finding]:
    """D02: the printed weekday is that of the date."""
    printed = set(_weekdays(desk.issue.weekday))
    if printed and not printed & {day.weekday() for day in _days(desk)}:
        right = weekday(desk.issue.date, desk.issue.publication.language)
        yield desk.about_issue("D02", "weekday", value=desk.issue.weekday, date=desk.issue.date, right=right)


def lunar_date_agrees(desk: Desk) -> Iterator[Finding]:
    """D03: the printed lunar date is that of the date."""
    printed = desk.issue.lunar
    if printed in ("", "auto") or any(same_lunar_date(printed, day) for day in _days(desk)):
        return
    right = lunar_date(desk.issue.date, desk.issue.publication.language)
    yield desk.about_issue("D03", "lunar", value=printed, date=desk.issue.date, right=right)


def right_issue(desk: Desk) -> Iterator[Finding]:
    """D05: guard against yesterday's stories under today's date."""
    others = Counter(story.date for story in desk.stories if story.date and story.date not in _days(desk))
    shared, count = max(others.items(), key=lambda item: (item[1], item[0]), default=(desk.issue.date, 0))
    if not _most(count, desk):
        first, last = _period(desk)
        count = sum(n for day, n in others.items() if not first < day <= last)
    if _most(count, desk):
        total = len(desk.stories)
        yield desk.about_issue("D05", "date", date=desk.issue.date, n=count, total=total, other=shared)


def range_runs_forward(desk: Desk) -> Iterator[Finding]:
    """D09: a double issue ends after it begins."""
    end = desk.issue.date_end
    if end and end < desk.issue.date:
        yield desk.about_issue("D09", "date_end", date=desk.issue.date, end=end)


def language_says_its_script(desk: Desk) -> Iterator[Finding]:
    """L01: bare ``zh`` leaves open whether the text is Simplified or Traditional."""
    if desk.issue.publication.language.lower() == "zh":
        yield desk.about_publication("L01", "language")
    for story in desk.stories:
        if story.lang.lower() == "zh":
            yield desk.about("L01", story, "lang")


def serial_numbers_hold(desk: Desk) -> Iterator[Finding]:
    """D08: an ISSN has the form 1234-5679 and its last place checks the others (ISO 3297 §5)."""
    ids = desk.issue.publication.ids
    for name, value in (("issn", ids.issn), ("eissn", ids.eissn)):
        if not value:
            continue
        digits = _ISSN.fullmatch(value.strip().upper().removeprefix("ISSN").strip())
        if digits is None:
            yield desk.about_publication("D08.form", f"ids.{name}", value=value)
        elif digits[3] != _check_digit(digits[1] + digits[2]):
            yield desk.about_publication("D08", f"ids.{name}", value=value)


def _weekdays(printed: str) -> Iterator[int]:
    """The weekdays that a text names, Monday as 0; none when no name is known."""
    for word in _DAY_WORD.finditer(printed):
        if word["zh"]:
            yield _ZH_DAYS.index(word["zh"].replace("天", "日"))
        elif word["ja"]:
            yield _JA_DAYS.index(word["ja"])
        elif word["ko"]:
            yield _KO_DAYS.index(word["ko"])
        else:
            yield _EN_DAYS.index(word["en"].lower())


def _days(desk: Desk) -> tuple[date, ...]:
    """The days that the issue is of: one, or those of a double issue."""
    first, last = desk.issue.date, desk.issue.date_end or desk.issue.date
    count = min((last - first).days, 366)
    return tuple(first + timedelta(days=n) for n in range(count + 1)) or (first,)


def _period(desk: Desk) -> tuple[date, date]:
    """The time that the issue reports on: since its forerunner."""
    frequency = desk.issue.publication.frequency
    days = _SPAN.get(frequency) or _SELDOM.get(frequency, 31)
    return date.fromordinal(max(1, desk.issue.date.toordinal() - days)), _days(desk)[-1]


def _most(count: int, desk: Desk) -> bool:
    return count > 1 and count * 2 > len(desk.stories)


def _check_digit(digits: str) -> str:
    rest = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - ten is written X
