# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates in the form in which newspapers print them: dates in words, weekdays, the Chinese calendar."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from epubgen.languages.registry import likely_script
from epubgen.languages.tags import fitting
from epubgen.startup import regex

if TYPE_CHECKING:
    from babel.core import Locale

__all__ = [
    "full_date",
    "known_locale",
    "long_date",
    "lunar_date",
    "lunar_date_like",
    "same_lunar_date",
    "weekday",
    "weekday_like",
    "weekdays_named",
]

_WEEKDAYS = {
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "ko": "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_ZH_DAYS = "一二三四五六日"
_JA_DAYS = "月火水木金土日"
_KO_DAYS = "월화수목금토일"
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORD = regex(
    r"(?:星期|礼拜|禮拜|[周週])(?P<zh>[一二三四五六日天])|(?<![一-鿿])(?P<ja>[月火水木金土日])(?:曜|(?![一-鿿]))"
    r"|(?P<ko>[월화수목금토일])(?:요일|(?=[)）]|$))|\b(?P<en>(?i:mon|tue|wed|thu|fri|sat|sun)(?:[A-Za-z]*(?i:day)|(?i:s|r|rs))?)\b",
)
_SHORT = 3
"""Letters of an English weekday cut short."""
_VARIANTS = str.maketrans("臘閏陰曆農歲舊", "腊闰阴历农岁旧")


_MONTHS = "January February March April May June July August September October November December"
_EASTERN = {
    "zh-Hans": "{0}年{1}月{2}日",
    "zh-Hant": "{0}年{1}月{2}日",
    "ja": "{0}年{1}月{2}日",
    "ko": "{0}년 {1}월 {2}일",
}
_MONGOLIAN_DATE = "{0} ᠣᠨ\u202fᠤ {1} ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ {2}\u202fᠤ ᠡᠳᠦᠷ"
_MONGOLIAN_DAYS = ",".join(
    f"ᠭᠠᠷᠠᠭ\u202fᠤᠨ {name}" for name in ("ᠨᠢᠭᠡᠨ", "ᠬᠣᠶᠠᠷ", "ᠭᠤᠷᠪᠠᠨ", "ᠳᠥᠷᠪᠡᠨ", "ᠲᠠᠪᠤᠨ", "ᠵᠢᠷᠭᠤᠭᠠᠨ", "ᠡᠳᠦᠷ")
)
"""Days in the Mongolian script, for which Unicode has no data, as papers of Inner Mongolia count them."""
_MONTH_FIRST = frozenset({"us", "ca", "ph", "pr", "gu", "vi", "as", "mp", "um", "fm", "mh", "pw"})
"""Regions in which English names the month before the day."""


def weekday(day: date, language: str) -> str:
    """The name of the weekday: ``星期三``, ``수요일``, ``mercredi``; empty for a language without data."""
    if likely_script(language) == "Mong":
        return _MONGOLIAN_DAYS.split(",")[day.weekday()]
    if not _has_own_tables(language):
        return _formatted(day, "cccc", language)
    return _WEEKDAYS[fitting(language).partition("-")[0]].split()[day.weekday()]


def weekdays_named(printed: str) -> tuple[int, ...]:
    """The weekdays that a text names, Monday as 0; none when no name is known."""
    return tuple(map(_weekday_of, _DAY_WORD.finditer(printed)))


def _weekday_of(word: re.Match[str]) -> int:
    if word["zh"]:
        return _ZH_DAYS.index(word["zh"].replace("天", "日"))
    if word["ja"]:
        return _JA_DAYS.index(word["ja"])
    if word["ko"]:
        return _KO_DAYS.index(word["ko"])
    return _EN_DAYS.index(word["en"][:_SHORT].lower())


def weekday_like(printed: str, day: date, language: str) -> str:
    """Return the weekday of a day in the form of another printed one: ``周五`` → ``周六``, ``FRI.`` → ``SAT.``.

    The result is empty where the form is unknown.
    """
    words = list(_DAY_WORD.finditer(printed))
    if len(words) == 1:
        group = words[0].lastgroup or "en"
        start, end = words[0].span(group)
        return printed[:start] + _weekday_form(words[0][group], group, day) + printed[end:]
    return weekday(day, language) if words or _names_a_day(printed, language) else ""


def _weekday_form(word: str, group: str, day: date) -> str:
    if group != "en":
        return {"zh": _ZH_DAYS, "ja": _JA_DAYS, "ko": _KO_DAYS}[group][day.weekday()]
    full = _WEEKDAYS["en"].split()[day.weekday()]
    name = full if word.lower().endswith("day") else full[:_SHORT]
    return name.upper() if word.isupper() else name.lower() if word.islower() else name


def _names_a_day(printed: str, language: str) -> bool:
    """Whether a text is the name of a weekday in a language that has no table here."""
    week = (weekday(date(2024, 1, number), language).lower() for number in range(1, 8))
    return printed.strip().lower() in week


def long_date(day: date, language: str) -> str:
    """A date in words: ``2026年4月22日``, ``22 April 2026``, ``April 22, 2026`` (en-US), ``22. April 2026`` (de)."""
    if pattern := _EASTERN.get(fitting(language)):
        return pattern.format(day.year, day.month, day.day)
    if likely_script(language) == "Mong":
        return _MONGOLIAN_DATE.format(day.year, day.month, day.day)
    if not _has_own_tables(language):
        return _formatted(day, "long", language) or day.isoformat()
    month = _MONTHS.split()[day.month - 1]
    return f"{month} {day.day}, {day.year}" if _is_month_first(language) else f"{day.day} {month} {day.year}"


def full_date(day: date, language: str) -> str:
    """Return weekday and date together where the language prints them so: ``Friday, 4 December 2026``.

    Otherwise the result is empty text.
    """
    if fitting(language) in _EASTERN or likely_script(language) == "Mong":
        return ""
    if not _has_own_tables(language):
        return _formatted(day, "full", language)
    return f"{weekday(day, language)}, {long_date(day, language)}"


def _is_month_first(language: str) -> bool:
    return not _MONTH_FIRST.isdisjoint(language.lower().split("-")[1:])


def _has_own_tables(language: str) -> bool:
    """Whether a language is one of those with tables of ours; a tag without a language counts as English."""
    return fitting(language) != "en" or language.lower().partition("-")[0] in ("en", "")


def _formatted(day: date, form: str, language: str) -> str:
    """The date by the data of Unicode (CLDR); empty for a language that it does not know in this script."""
    from babel.dates import format_date  # noqa: PLC0415 - only papers of other languages need it

    locale = known_locale(language)
    return format_date(day, form, locale=locale) if locale else ""


@cache
def known_locale(language: str) -> Locale | None:
    """Return the Unicode data (CLDR) of a language, without its region where there is none for the region.

    Otherwise the result is ``None``.

    Data in another script do not count: ``ug-Latn`` has no names of months in Latin letters.
    """
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - only papers of other languages need it

    for tag in (language, language.partition("-")[0]):
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        if likely_script(str(locale).replace("_", "-")) == likely_script(language):
            return locale
    return None


def lunar_date(day: date, language: str = "zh-Hans") -> str:
    """The day in the Chinese calendar (GB/T 33661), as mastheads print it: ``丙午年三月初六``."""
    from lunar_python import Solar  # noqa: PLC0415 - only mastheads need it

    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    text = f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"
    return text.replace("闰", "閏").replace("腊", "臘") if fitting(language) == "zh-Hant" else text


def same_lunar_date(printed: str, day: date) -> bool:
    """Whether a printed lunar date means this day, however year, 农历 and the last months are spelled."""
    expected = _plain(lunar_date(day))
    given = _plain(printed)
    if not expected or not given:
        return True
    return given == expected or (("年" not in given) and expected.endswith("年" + given))


_LUNAR_HEAD = regex(r"(?:农历|農曆|夏历|夏曆|阴历|陰曆|旧历|舊曆)?[\s:：]*(?:岁次|歲次)?")


def lunar_date_like(printed: str, old: date, new: date, language: str) -> str:
    """Return the lunar date of a day in the form in which that of another day was printed, with or without its year.

    The result is empty where the printed text is more than a lunar date, or not that of ``old``.
    """
    head = _LUNAR_HEAD.match(printed)
    words = head[0] if head else ""
    expected, given = _plain(lunar_date(old)), _plain(printed[len(words) :])
    if not given or not expected.endswith(given):
        return ""
    made = lunar_date(new, language)
    return words + (made if "年" in given else made.partition("年")[2])


def _plain(text: str) -> str:
    """Return a lunar date in one spelling: simplified, without 农历, with 冬月 and 腊月 for the last two months."""
    plain = text.translate(_VARIANTS)
    for word in ("农历", "夏历", "阴历", "旧历", " ", "　", "（", "）", "(", ")", "岁次"):
        plain = plain.replace(word, "")
    for spelled, short in (("十一月", "冬月"), ("十二月", "腊月"), ("二十", "廿"), ("廿日", "廿")):
        plain = plain.replace(spelled, short)
    return re.sub("(^|[年闰])一月", r"\1正月", plain)
