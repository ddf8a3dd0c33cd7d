# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises dates as papers print them.

East Asian eras, all kinds of figures, month names of eleven languages, 1700 to 2100.
"""

from __future__ import annotations

import re
from datetime import date

from epubgen.importers.printed_page.words import number
from epubgen.startup import dataclass, regex

__all__ = ["WEEKDAYS", "PrintedDate", "date_in", "find_date", "find_month"]

FIRST_YEAR, LAST_YEAR = 1700, 2100
_ERAS = {
    **dict.fromkeys(("中華民國", "中华民国", "民國", "民国", "大正"), 1911),
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "明治": 1867,
    **dict.fromkeys(("檀紀", "檀纪", "단기"), -2333),
    **dict.fromkeys(("서기", "西暦", "西元", "公元"), 0),
}
"""The year before the first of each era."""
_HAN = "[〇零○一二三四五六七八九十廿卅]"
_ERA = rf"(?P<era>{'|'.join(_ERAS)})?[\s　]*"
_EAST = regex(
    rf"{_ERA}(?P<y>\d{{1,4}}|元|{_HAN}{{1,5}})[\s　]*[年년][\s　]*(?:[（(][^）)]{{1,12}}[）)][\s　]*)?"
    rf"(?P<m>\d{{1,2}}|[元正]|{_HAN}{{1,3}})[\s　]*[月월][\s　]*(?:(?P<d>\d{{1,2}}|{_HAN}{{1,3}})[\s　]*[日號号일])?"
)
_YEAR = r"(?P<y>(?:1[7-9]|20)\d{2}|2100)"
_ISO = regex(rf"(?<!\d){_YEAR}(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)")
_DOTTED = regex(rf"(?<!\d)(?P<d>\d{{1,2}})\.[\s]?(?P<m>\d{{1,2}})\.[\s]?{_YEAR}(?!\d)")
_COMPACT = regex(r"(?<!\d)(?P<y>(?:1[7-9]|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_MONTHS: dict[str, int] = {
    name: at
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber maerz - - - - - - - - -",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "- fevrier - - - - - aout - - - decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november desember",
        "- - - - - - - - sept - - -",
    )
    for at, name in enumerate(names.split(), 1)
    if name != "-"
}
_NAMED = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_MONTH_FIRST = regex(
    rf"\b(?P<m>{_NAMED})\b\.?[\s　]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b[\s　]*,?[\s　]*{_YEAR}\b", re.IGNORECASE
)
_DAY_FIRST = regex(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?\.?[\s　]+(?:de |of )?(?P<m>{_NAMED})\b\.?,?"
    rf"[\s　]+(?:de |del )?{_YEAR}\b",
    re.IGNORECASE,
)

_WESTERN_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag|(?:man|tirs|lør|søn)dag"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
WEEKDAYS = regex(
    r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日|[월화수목금토일]요일|[（(][月火水木金土日월화수목금토일][)）]"
    rf"|\b(?:{_WESTERN_DAYS})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and its position in a text."""

    day: date
    start: int
    end: int


def find_date(text: str) -> PrintedDate | None:
    """Return the first date of a text with year, month and day, in any spelling."""
    found = [one for pattern in _PATTERNS for match in pattern.finditer(text) if (one := _made(match))]
    return min(found, key=lambda one: one.start) if found else None


_PATTERNS = (_EAST, _ISO, _MONTH_FIRST, _DAY_FIRST, _DOTTED)


def _made(match: re.Match[str]) -> PrintedDate | None:
    day = _day(match)
    return PrintedDate(day, match.start(), match.end()) if day else None


def find_month(text: str) -> tuple[int, int, int, int] | None:
    """Return year and month of ``2026年4月`` whose day stands elsewhere, and their position."""
    match = _EAST.search(text)
    if not match or match["d"]:
        return None
    year, month = _year(match), _month(match["m"])
    return (year, month, match.start(), match.end()) if year and month else None


def _year(match: re.Match[str]) -> int | None:
    printed = match["y"]
    year = 1 if printed == "元" else number(printed)
    era = match["era"] if "era" in match.re.groupindex else None
    if year is None or (not era and not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return year + _ERAS[era] if era else year


def _month(printed: str) -> int | None:
    if printed in ("元", "正"):
        return 1
    return _MONTHS.get(printed.lower()) or number(printed)


def _day(match: re.Match[str]) -> date | None:
    year, month, day = _year(match), _month(match["m"]), number(match["d"] or "")
    if not year or not month or not day or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in(name: str) -> date | None:
    """Return the date in a file or folder name."""
    for pattern in (_ISO, _COMPACT, _DOTTED):
        if (match := pattern.search(name)) and (day := _day(match)):
            return day
    return None
