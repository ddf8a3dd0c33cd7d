# SPDX-License-Identifier: AGPL-3.0-or-later
"""Weekdays and lunar dates."""

from datetime import date, timedelta

import pytest

from epubgen.languages.dates import lunar_date, same_lunar_date, weekday


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-Hans-CN", "星期三"),
        ("zh-Hant", "星期三"),
        ("ja", "水曜日"),
        ("ko-KR", "수요일"),
        ("en", "Wednesday"),
        ("nb", "onsdag"),
    ],
)
def test_weekday(language: str, name: str) -> None:
    assert weekday(date(2026, 4, 22), language) == name


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2026, 4, 22), "丙午年三月初六"),
        (date(2026, 2, 17), "丙午年正月初一"),
        (date(2025, 7, 25), "乙巳年闰六月初一"),
        (date(2026, 12, 28), "丙午年冬月二十"),
        (date(1978, 9, 3), "戊午年八月初一"),  # a new moon near midnight, where simple tables are a day off
        (date(2057, 9, 29), "丁丑年九月初一"),
    ],
)
def test_lunar_date(day: date, lunar: str) -> None:
    assert lunar_date(day) == lunar


@pytest.mark.parametrize("language", ["zh-Hant-TW", "zh-TW", "zh-HK"])
def test_traditional_spelling(language: str) -> None:
    assert lunar_date(date(2025, 7, 25), language) == "乙巳年閏六月初一"


@pytest.mark.parametrize(
    ("printed", "day", "same"),
    [
        ("农历三月初六", date(2026, 4, 22), True),
        ("（農曆丙午年三月初六）", date(2026, 4, 22), True),
        ("三月初七", date(2026, 4, 22), False),
        ("乙巳年三月初六", date(2026, 4, 22), False),
        ("十一月二十", date(2026, 12, 28), True),
        ("冬月廿", date(2026, 12, 28), True),
        ("腊月廿一", date(2027, 1, 28), True),
        ("十二月二十一", date(2027, 1, 28), True),
        ("一月初一", date(2026, 2, 17), True),
        ("", date(2026, 4, 22), True),
    ],
)
def test_printed_lunar_dates(printed: str, day: date, same: bool) -> None:
    assert same_lunar_date(printed, day) is same


def test_every_day_agrees_with_itself() -> None:
    for offset in range(0, 3000, 7):
        day = date(2024, 1, 1) + timedelta(days=offset)
        assert same_lunar_date(lunar_date(day, "zh-Hant"), day)
