# SPDX-License-Identifier: AGPL-3.0-or-later
"""Facts that mastheads and running heads print by pattern: dates, numbers, ways to reach the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from epubgen.importers.printed_page.words import HAN, half, number
from epubgen.model import Contact

__all__ = ["Scan", "date_in", "page_number"]

_CN_DATE = re.compile(
    r"(?P<era>民國|民国|中華民國|中华民国)?[\s　]*(?P<y>\d{2,4}|[〇零○一二三四五六七八九十]{3,5})[\s　]*年[\s　]*"
    r"(?:[（(][^）)]{1,8}[）)][\s　]*)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})[\s　]*月[\s　]*"
    r"(?:(?P<d>\d{1,2}|[一二三四五六七八九十廿]{1,3})[\s　]*日)?"
)
_ISO_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_WEEKDAY = re.compile(r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日|[월화수목금토일]요일")
_STEM = "甲乙丙丁戊己庚辛壬癸"
_BRANCH = "子丑寅卯辰巳午未申酉戌亥"
_DAY = "(?:初[一二三四五六七八九十]|[十廿卅][一二三四五六七八九]?|[二三]十[一二三四五六七八九]?)"
_LUNAR = re.compile(
    rf"(?:[农農夏阴陰][历曆][\s　]*)?[{_STEM}][{_BRANCH}]年?[\s　]*"
    rf"(?:[（(]?[{HAN}]年[）)]?)?[闰閏]?(?:十[一二]|[正一二三四五六七八九十冬腊臘])月{_DAY}日?"
    rf"|[农農夏阴陰][历曆][\s　]*[闰閏]?(?:十[一二]|[正一二三四五六七八九十冬腊臘])月{_DAY}日?"
)
_DIGITS = r"(?:\d+|[〇零一二三四五六七八九十]+)"
_CALENDAR = re.compile(r"^[农農夏阴陰][历曆][\s　]*")
_TOTAL = re.compile(rf"[总總]第[\s　]*({_DIGITS})[\s　]*[期号號]|第[\s　]*(\d{{3,6}})[\s　]*[期号號]")
_COUNT = re.compile(
    rf"(?:今日|今天|本期|本日)(?:共|出)?[\s　]*({_DIGITS})[\s　]*[版頁页]|共[\s　]*({_DIGITS})[\s　]*版"
)
_CN = re.compile(
    r"(?:国内统一(?:连续出版物)?(?:刊)?[号號]|刊[号號])?[\s　:：]*(CN[\s　]*\d{2}[\s　]*[-—–－―‐][\s　]*\d{4}(?:/\w+)?)"
)
_POSTAL = re.compile(r"(?:邮发代号|郵發代號)[\s　:：]*(\d{1,3}[\s　]*[-—–－―‐][\s　]*\d{1,4})")
_ISSN = re.compile(r"ISSN[\s　:：]*(\d{4}[-—–－―‐]\d{3}[\dXx])")
_PRICE = re.compile(r"(?:零售价|零售|定价|每份|售價|定價)[\s　:：]*((?:人民币|新臺幣|新台幣)?[\s　]*[\d.]+[\s　]*元)")
_LABELLED = r"(?P<label>[^\s　:：,，;；|｜]*?)[\s　]*[:：]?[\s　]*"
_URL = re.compile(_LABELLED + r"(?P<value>https?://[A-Za-z0-9./?=&%_~#:-]+|www\.[A-Za-z0-9./-]+)")
_MAIL = re.compile(_LABELLED + r"(?P<value>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PHONE = re.compile(
    r"(?P<label>[^\s　:：,，;；|｜]*(?:热线|熱線|电话|電話|专线|專線))[\s　]*[:：]?[\s　]*"
    r"(?P<value>[\d(][\d()\s-]{4,}\d)"
)
_DASH = re.compile(r"[\s　]*[-—–－―‐][\s　]*")
_PAGE = re.compile(
    r"^[\s　]*第?[\s　]*(?P<a>[A-Z]{0,2}\d{1,3})[\s　]*版(?![式权本图])|^[\s　]*第(?P<h>[一二三四五六七八九十]{1,3})版"
    r"|^[\s　]*(?P<b>[A-Z]{1,2}\d{1,3}|\d{1,2})(?=$|[\s　|｜:：·•/／])"
    r"|(?:^|[\s　|｜])第?(?P<c>[A-Z]?\d{1,3})[\s　]*版[\s　]*$"
    r"|[\s　|｜](?P<e>[A-Z]\d{1,2})[\s　]*$|第(?P<g>[A-Z]?\d{1,3})版"
)


@dataclass(slots=True)
class Scan:
    """A line from which recognised facts are taken one after the other; ``left`` is what remains."""

    left: str
    printed: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)

    def take(self, name: str, pattern: re.Pattern[str]) -> str:
        """Take the first match out of the line and keep its first group that is filled."""
        match = pattern.search(self.left)
        if not match:
            return ""
        self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"
        value = next((group for group in match.groups() if group), match[0])
        self.facts[name] = value.strip(" 　")
        return self.facts[name]

    def take_date(self) -> date | None:
        """The date of the line, whatever its spelling."""
        for pattern in (_CN_DATE, _ISO_DATE):
            match = pattern.search(self.left)
            day = _day(match) if match else None
            if match and day:
                self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"
                self.facts["date"] = day.isoformat()
                return day
        return None

    def take_month(self) -> tuple[int, int] | None:
        """``2026年4月`` whose day stands elsewhere."""
        match = _CN_DATE.search(self.left)
        if not match or match["d"]:
            return None
        year, month = _year(match), number(match["m"])
        if not year or not month:
            return None
        self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"
        return year, month

    def take_contacts(self) -> None:
        """Website, e-mail and telephone, each with the words before it as label."""
        for kind, pattern in (("website", _URL), ("email", _MAIL), ("hotline", _PHONE)):
            while match := pattern.search(self.left):
                label = match["label"].strip(" 　:：")
                value = match["value"].strip()
                self.contacts.append(Contact(kind=kind, label=label, value=value))  # type: ignore[arg-type]
                self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"

    def take_common(self) -> None:
        """What mastheads and running heads share."""
        if lunar := self.take("lunar", _LUNAR):
            self.facts["lunar"] = _CALENDAR.sub("", lunar)
        self.take_date()
        self.take("weekday", _WEEKDAY)
        self.take("total", _TOTAL)
        self.take("page_count", _COUNT)

    def take_identity(self) -> None:
        """Numbers of the series and the price: with the dash normalised, and as printed."""
        for name, pattern in (("cn", _CN), ("postal_code", _POSTAL), ("issn", _ISSN), ("price", _PRICE)):
            if value := self.take(name, pattern):
                self.facts[f"{name}_printed"] = value
                self.facts[name] = _DASH.sub("-", re.sub(r"^CN[\s　]*", "CN ", value)) if name != "price" else value


def _year(match: re.Match[str]) -> int | None:
    year = number(match["y"])
    return year + 1911 if year and match["era"] else year


def _day(match: re.Match[str]) -> date | None:
    era = "era" in match.re.groupindex
    year = _year(match) if era else int(match["y"])
    month, day = number(match["m"]), number(match["d"] or "")
    if not year or not month or not day or not 1000 <= year <= 9999:  # noqa: PLR2004 - years of four digits
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in(name: str) -> date | None:
    """The date in a file or folder name."""
    for pattern in (_ISO_DATE, _COMPACT):
        if (match := pattern.search(name)) and (day := _day(match)):
            return day
    return None


def page_number(text: str) -> tuple[str, str] | None:
    """The page number that a running head prints, two digits wide, and the line without it."""
    match = _PAGE.search(text)
    if not match:
        return None
    printed = next(group for group in match.groups() if group)
    return folio(printed), f"{text[: match.start()]}\n{text[match.end() :]}"


def folio(printed: str) -> str:
    """A page number as the model has it: ``7`` and ``七`` are ``07``; ``A05`` stays."""
    value = number(printed)
    return half(printed) if value is None else f"{value:02d}"


_STEM_DATE = re.compile(r"(?:19|20)\d{2}[-._]?\d{2}[-._]?\d{2}")
_STEM_PAGE = re.compile(r"(?:^|[^0-9A-Za-z]|[pP版第])(?:[pP](?:age)?[-_]?)?([A-D]?\d{1,3})版?$")


def page_of_name(stem: str) -> str:
    """The page number in a file name: ``2026-04-22-p1``, ``20260514-05``, ``A05``, ``04版``; else empty."""
    rest = _STEM_DATE.sub("-", stem)
    match = _STEM_PAGE.search(rest)
    return folio(match[1]) if match else ""
