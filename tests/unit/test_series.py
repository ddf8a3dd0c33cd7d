# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place in the series: a number that a 32-bit float holds, in the order of the issues, whoever sorts."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from epubgen.epub.edition.identity import series_identifier, series_name, sorting_name
from epubgen.model import Ids, Issue, Numbering
from epubgen.model.series import SERIES_LIMIT, series_count, series_position

Make = Callable[..., Issue]


def _float32(position: str) -> float:
    """The number as a server holds it."""
    held: float = struct.unpack("f", struct.pack("f", float(position)))[0]
    return held


@pytest.mark.parametrize(
    ("paper", "fields", "position"),
    [
        ({}, {"numbering": Numbering(total="8642")}, "8642"),
        ({}, {"numbering": Numbering(total="0042")}, "42"),
        ({}, {"numbering": Numbering(total="100-101")}, "100"),
        ({}, {"numbering": Numbering(total="100、101合刊")}, "100"),
        ({}, {"numbering": Numbering(total="９９")}, "99"),
        ({}, {"numbering": Numbering(total="20260417")}, "260417"),
        ({}, {"numbering": Numbering(total="增刊2")}, "260417"),
        ({}, {"numbering": Numbering(total="8642", position="8642.5")}, "8642.5"),
        ({"frequency": "monthly"}, {"numbering": Numbering(volume="12", issue="9")}, "12.09"),
        ({"frequency": "monthly"}, {"numbering": Numbering(volume="12", issue="10")}, "12.10"),
        ({"frequency": "monthly"}, {"numbering": Numbering(volume="12", issue="7-8")}, "12.07"),
        ({"frequency": "weekly"}, {"numbering": Numbering(volume="3", issue="2")}, "3.002"),
        ({"frequency": "daily"}, {"numbering": Numbering(volume="3", year_issue="118")}, "3.118"),
        ({"frequency": "monthly"}, {"numbering": Numbering(volume="12", issue="9"), "special": "增刊"}, "12.099"),
        ({}, {}, "260417"),
        ({}, {"edition": "早报"}, "260417.1"),
        ({}, {"edition": "晚报"}, "260417.5"),
        ({}, {"edition": "夕刊", "special": "号外"}, "260417.6"),
        ({}, {"special": "号外"}, "260417.9"),
        ({}, {"date": date(1946, 8, 26)}, "90086"),
        ({}, {"date": date(2105, 1, 1)}, "147923"),
        ({"series_position": "days"}, {"numbering": Numbering(total="8642")}, "119175"),
        ({"series_position": "date"}, {"numbering": Numbering(total="8642")}, "260417"),
    ],
)
def test_where_an_issue_stands(make_issue: Make, paper: dict[str, Any], fields: dict[str, Any], position: str) -> None:
    issue = make_issue(paper=paper, **fields)
    assert series_position(issue) == position
    assert _float32(position) < SERIES_LIMIT


def _year(make_issue: Make, number: Callable[[int, date], dict[str, Any]], **paper: Any) -> list[Issue]:
    """A year of a daily, in order: morning paper, evening paper, an extra each month."""
    days = [(number(day, when), when) for day in range(365) for when in [date(2026, 1, 1) + timedelta(days=day)]]
    editions = [{"edition": "早报"}, {"edition": "晚报"}, {"special": "号外"}]
    return [
        make_issue(paper={"frequency": "daily", **paper}, date=when, **named, **extra)
        for named, when in days
        for extra in editions[: 3 if when.day == 1 else 2]
    ]


@pytest.mark.parametrize(
    "number",
    [
        lambda day, when: {},
        lambda day, when: {"numbering": Numbering(total=str(24000 + day))},
        lambda day, when: {"numbering": Numbering(total=f"{9_400_000 // 100 + 2 * day}-{94_001 + 2 * day}")},
        lambda day, when: {"numbering": Numbering(volume="58", issue=str(day + 1))},
    ],
    ids=["date", "total", "double", "volume"],
)
def test_a_year_of_a_daily_keeps_its_order(make_issue: Make, number: Callable[[int, date], dict[str, Any]]) -> None:
    places = [_float32(series_position(issue)) for issue in _year(make_issue, number)]
    assert places == sorted(set(places))


def _volumes(make_issue: Make, frequency: str, per_year: int) -> list[Issue]:
    """Three years of a magazine, in order: now and then a double issue, a supplement after every tenth."""
    made, paper = [], {"frequency": frequency, "kind": "magazine"}
    for volume in (9, 10, 11):
        number = 1
        while number <= per_year:
            double = number % 7 == 0 and number < per_year
            named = Numbering(volume=str(volume), issue=f"{number}-{number + 1}" if double else str(number))
            made.append(make_issue(paper=paper, numbering=named))
            made += [make_issue(paper=paper, numbering=named, special="增刊")] if number % 10 == 0 else []
            number += 2 if double else 1
    return made


@pytest.mark.parametrize(("frequency", "per_year"), [("weekly", 53), ("semiweekly", 104), ("monthly", 12), ("", 24)])
def test_volumes_keep_their_order(make_issue: Make, frequency: str, per_year: int) -> None:
    """With issues of two or three digits, doubles and supplements, over the turn from a volume of one digit to two."""
    issues = _volumes(make_issue, frequency, per_year)
    places = [_float32(series_position(issue)) for issue in issues]
    assert places == sorted(set(places))
    assert len(places) > 3 * per_year * 0.9


def test_a_daily_of_two_centuries_keeps_its_order_with_its_editions_and_extras(make_issue: Make) -> None:
    days = [date(1999, 12, 1) + timedelta(days=day) for day in range(62)] + [date(1900, 1, 1), date(2025, 12, 31)]
    editions = [{"edition": "早报"}, {"edition": "晚报"}, {"edition": "晚报", "special": "号外"}, {"special": "号外"}]
    paper = {"frequency": "daily", "series_position": "days"}
    issues = [make_issue(paper=paper, date=day, **edition) for day in sorted(days) for edition in editions]
    places = [_float32(series_position(issue)) for issue in issues]
    assert places == sorted(set(places))
    assert max(places) < SERIES_LIMIT


def test_twins_of_a_year_are_series_of_their_own_with_the_same_places(make_issue: Make) -> None:
    """One place for both would be one chapter in a server that groups by series and place."""
    issues = _year(make_issue, lambda day, when: {"numbering": Numbering(total=str(24000 + day))})
    shelves = {
        (series_name(issue, mode), _float32(series_position(issue)))
        for issue in issues
        for mode in ("horizontal-tb", "vertical-rl")
    }
    assert len(shelves) == 2 * len(issues)


def test_two_centuries_keep_their_order_in_days(make_issue: Make) -> None:
    days = [date(1899, 12, 31), date(1900, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2026, 4, 17)]
    places = [_float32(series_position(make_issue(date=day, paper={"series_position": "days"}))) for day in days]
    assert places == sorted(set(places))


def test_a_series_counts_one_thing(make_issue: Make) -> None:
    counts = [
        ({}, {}, "date"),
        ({}, {"numbering": Numbering(total="7")}, "total"),
        ({}, {"numbering": Numbering(volume="1", issue="7")}, "volume"),
        ({}, {"numbering": Numbering(issue="7")}, "date"),
        ({}, {"numbering": Numbering(position="7")}, "position"),
        ({"series_position": "days"}, {}, "days"),
    ]
    assert [series_count(make_issue(paper=paper, **fields)) for paper, fields, _ in counts] == [c for *_, c in counts]


def test_a_twin_is_a_series_of_its_own(make_issue: Make) -> None:
    issue = make_issue(paper={"ids": Ids(issn="1234-5679")})
    assert series_name(issue, "horizontal-tb") == "海滨日报"
    assert series_name(issue, "vertical-rl") == "海滨日报（竖排版）"
    assert series_identifier(issue, "horizontal-tb") == "urn:issn:1234-5679"
    assert series_identifier(issue, "vertical-rl").startswith("urn:uuid:")
    english = make_issue(paper={"title": "The Courier", "language": "en"})
    assert series_name(english, "vertical-rl") == "The Courier (vertical edition)"


@pytest.mark.parametrize(
    ("title", "latin", "language", "sorted_as"),
    [
        ("汐見新報", "The Shiomi Shimpo", "ja", "Shiomi Shimpo, The"),
        ("The Marlock Courier", "", "en-GB", "Marlock Courier, The"),
        ("A Week", "", "en", "Week, A"),
        ("Der Bote", "", "de", "Bote, Der"),
        ("L’Écho", "", "fr", "Écho, L’"),
        ("Les Nouvelles", "", "fr", "Nouvelles, Les"),
        ("Die Another Day", "", "en", ""),
        ("The", "", "en", ""),
        ("汐州日报", "", "zh-Hans", ""),
        ("汐州日报", "Xizhou Ribao", "zh-Hans", "Xizhou Ribao"),
    ],
)
def test_titles_sort_without_their_article(
    make_issue: Make, title: str, latin: str, language: str, sorted_as: str
) -> None:
    paper = make_issue(paper={"title": title, "title_latin": latin, "language": language}).publication
    assert sorting_name(paper) == sorted_as
