# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place of an issue in its series (EPUB 3.3 §D.3.6): one number that sorts.

Library servers hold it in a 32-bit float: what stands here is below 2²⁴ and keeps its order there, also where a
fraction tells the editions of one day apart. calibre compares it as a decimal number: the issue in its volume is
padded (12.09 before 12.10).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from zlib import crc32

from epubgen.model.issue import Issue
from epubgen.startup import regex

__all__ = ["SERIES_LIMIT", "series_count", "series_position"]

SERIES_LIMIT = 2**24
"""Whole numbers from here on are no longer told apart by a 32-bit float."""
_FIRST_NUMBER = regex(r"(\d{1,9})(?!\d)")
"""The first number of a double issue (``100-101``); a word before it (``增刊2``) makes another count."""
_FREQUENT = frozenset({"daily", "weekdays", "semiweekly", "weekly"})
_CENTURY = range(2000, 2100)
"""Years that the two digits of ``260422`` mean."""
_DAY_ONE = date(1700, 1, 1)

_EDITIONS = (
    (regex(r"早|晨|朝刊|조간|morning", re.IGNORECASE), 1),
    (regex(r"午|noon|midday", re.IGNORECASE), 3),
    (regex(r"晚|夕刊|석간|evening|afternoon", re.IGNORECASE), 5),
    (regex(r"夜|深夜|night|late|final", re.IGNORECASE), 7),
)
"""Words of editions → the tenth that each gets: in the order of the day, never neighbours."""
_OTHER_EDITIONS = 8
"""How many tenths editions of other names share, a city for instance: two of one place are told by D11."""
_SPECIAL = 9
"""The tenth of a supplement or extra of the paper itself; that of an edition stands one after the edition."""


def series_count(issue: Issue) -> str:
    """What the place counts: ``position``, ``total``, ``volume``, ``date`` or ``days``; one series keeps to one."""
    numbering = issue.numbering
    if numbering.position:
        return "position"
    if issue.publication.series_position == "number":
        if _whole(numbering.total) is not None:
            return "total"
        if _volume_and_issue(issue):
            return "volume"
    by_date = issue.publication.series_position != "days" and issue.date.year in _CENTURY
    return "date" if by_date else "days"


def series_position(issue: Issue) -> str:
    """An unsigned number with at most one dot: ``12482``, ``12.09``, ``260422.5``."""
    count = series_count(issue)
    if count == "position":
        return issue.numbering.position
    tenth = _tenth(issue)
    if count == "volume":
        volume, number = _volume_and_issue(issue) or (0, 0)
        width = 3 if issue.publication.frequency in _FREQUENT else 2
        return f"{volume}.{number:0{width}d}{tenth or ''}"
    return f"{_counted(issue, count)}.{tenth}" if tenth else str(_counted(issue, count))


def _counted(issue: Issue, count: str) -> int:
    """The whole number: the total number, or the date as one."""
    day = issue.date
    if count == "total":
        return _whole(issue.numbering.total) or 0
    if count == "date":
        return day.year % 100 * 10_000 + day.month * 100 + day.day
    return (day - _DAY_ONE).days if day >= _DAY_ONE else day.toordinal()


def _whole(text: str) -> int | None:
    """The number that a field begins with; ``None`` where it holds none, or one that servers cannot hold."""
    found = _FIRST_NUMBER.match(unicodedata.normalize("NFKC", text))
    number = int(found[1]) if found else SERIES_LIMIT
    return number if number < SERIES_LIMIT else None


def _volume_and_issue(issue: Issue) -> tuple[int, int] | None:
    numbering = issue.numbering
    volume, number = _whole(numbering.volume), _whole(numbering.issue or numbering.year_issue)
    return None if volume is None or number is None else (volume, number)


def _tenth(issue: Issue) -> int:
    """0 for the paper itself; the editions of its day and their supplements follow."""
    if not issue.edition:
        return _SPECIAL if issue.special else 0
    other = 1 + crc32(unicodedata.normalize("NFC", issue.edition).encode()) % _OTHER_EDITIONS
    tenth = next((tenth for word, tenth in _EDITIONS if word.search(issue.edition)), other)
    return tenth + 1 if issue.special else tenth
