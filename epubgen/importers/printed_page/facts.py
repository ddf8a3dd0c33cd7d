# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises facts in mastheads and running heads by pattern: dates, numbers, contacts."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date

from epubgen.importers.printed_page.printed_dates import WEEKDAYS, date_in, find_date, find_month
from epubgen.importers.printed_page.words import HAN, half, number
from epubgen.model import Contact
from epubgen.startup import dataclass, regex

__all__ = ["Scan", "date_in", "page_number"]

_STEM = "甲乙丙丁戊己庚辛壬癸"
_BRANCH = "子丑寅卯辰巳午未申酉戌亥"
_DAY = "(?:初[一二三四五六七八九十]|[十廿卅][一二三四五六七八九]?|[二三]十[一二三四五六七八九]?)"
_LUNAR = regex(
    rf"(?:[农農夏阴陰][历曆][\s　]*)?[{_STEM}][{_BRANCH}]年?[\s　]*"
    rf"(?:[（(]?[{HAN}]年[）)]?)?[闰閏]?(?:十[一二]|[正一二三四五六七八九十冬腊臘])月{_DAY}日?"
    rf"|[农農夏阴陰][历曆][\s　]*[闰閏]?(?:十[一二]|[正一二三四五六七八九十冬腊臘])月{_DAY}日?",
    needs=f"{_STEM}历曆",
)
_DIGITS = r"(?:\d+|[〇零一二三四五六七八九十]+)"
_CALENDAR = regex(r"^[农農夏阴陰][历曆][\s　]*")
_TOTAL = regex(
    rf"[总總]第[\s　]*({_DIGITS})[\s　]*[期号號]|第[\s　]*(\d{{3,6}})[\s　]*[期号號]|제[\s　]*(\d{{3,6}})[\s　]*호"
    r"|\b(?:(?:No|Nr|Number|Issue|Ausgabe)\b\.?|N[°º])[\s　]*(\d{1,6})\b",
    re.IGNORECASE,
)
_VOLUME = regex(r"\b(?:Vol|Volume|Jahrgang|Jg|Année)\b\.?[\s　]*(\d{1,4}|[IVXLCDM]{1,9})\b,?", re.IGNORECASE)
_COUNT = regex(rf"(?:今日|今天|本期|本日)(?:共|出)?[\s　]*({_DIGITS})[\s　]*[版頁页]|共[\s　]*({_DIGITS})[\s　]*版")
_CN = regex(
    r"(?:国内统一(?:连续出版物)?(?:刊)?[号號]|刊[号號])?[\s　:：]*(CN[\s　]*\d{2}[\s　]*[-—–－―‐][\s　]*\d{4}(?:/\w+)?)"
)
_POSTAL = regex(r"(?:邮发代号|郵發代號)[\s　:：]*(\d{1,3}[\s　]*[-—–－―‐][\s　]*\d{1,4})")
_ISSN = regex(r"ISSN[\s　:：]*(\d{4}[-—–－―‐]\d{3}[\dXx])")
_PRICE = regex(
    r"(?:零售价|零售|定价|每份|售價|定價)[\s　:：]*((?:人民币|新臺幣|新台幣)?[\s　]*[\d.]+[\s　]*元)"
    r"|((?:US|HK|NT)?[$£€]\s?\d{1,3}(?:[.,]\d{2})?(?!\w)|\d{1,3}(?:[.,]\d{2})?\s?(?:€|Euro|EUR|cents?)(?!\w)"
    r"|1部[\s　]*\d{2,4}円|\d{3,4}원)"
)
_LABELLED = r"(?P<label>[^\s　:：,，;；|｜]*?)[\s　]*[:：]?[\s　]*"
_URL = regex(_LABELLED + r"(?P<value>https?://[A-Za-z0-9./?=&%_~#:-]+|www\.[A-Za-z0-9./-]+)")
_MAIL = regex(_LABELLED + r"(?P<value>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PHONE = regex(
    r"(?P<label>[^\s　:：,，;；|｜]*(?:热线|熱線|电话|電話|专线|專線))[\s　]*[:：]?[\s　]*"
    r"(?P<value>[\d(][\d()\s-]{4,}\d)"
)
_DASH = regex(r"[\s　]*[-—–－―‐][\s　]*")
_PAGE = regex(
    r"^[\s　]*第?[\s　]*(?P<a>[A-Z]{0,2}\d{1,3})(?:[—–~～、-]{1,2}[A-Z]{0,2}\d{1,3})?[\s　]*版(?![式权本图])"
    r"|^[\s　]*第(?P<h>[一二三四五六七八九十]{1,3})[版頁]"
    r"|^[\s　]*(?P<b>[A-Z]{1,2}\d{1,3}|\d{1,2})(?=$|[\s　|｜:：·•/／])"
    r"|(?:^|[\s　|｜])第?(?P<c>[A-Z]?\d{1,3})[\s　]*版[\s　]*$"
    r"|[\s　|｜](?P<e>[A-Z]\d{1,2})[\s　]*$|第(?P<g>[A-Z]?\d{1,3})[版面頁页]"
    r"|(?:^|[\s　|｜])제?(?P<i>[A-Z]?\d{1,3})[\s　]?[面면](?=$|[\s　|｜:：·•/／(（])"
    r"|^[（(](?P<j>\d{1,2})[）)](?=$|[\s　])"
    r"|(?:^|[\s　|｜·•—–-])(?:[Pp]age|PAGE|[Ss]eite|SEITE|[Pp]ágina|[Pp]agina|[Ss]idan?|S\.)"
    r"[\s　]*(?P<k>[A-Z]{0,2}-?\d{1,3})\b"
)


@dataclass(slots=True)
class Scan:
    """A line from which recognised facts are removed one after the other. ``left`` is the rest."""

    left: str
    printed: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)

    def take(self, name: str, pattern: re.Pattern[str]) -> str:
        """Remove the first match from the line and return its first filled group."""
        match = pattern.search(self.left)
        if not match:
            return ""
        self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"
        value = next((group for group in match.groups() if group), match[0])
        self.facts[name] = value.strip(" 　")
        return self.facts[name]

    def take_date(self) -> date | None:
        """Return the date of the line in any spelling."""
        found = find_date(self.left)
        if not found:
            return None
        self.left = f"{self.left[: found.start]}\n{self.left[found.end :]}"
        self.facts["date"] = found.day.isoformat()
        return found.day

    def take_month(self) -> tuple[int, int] | None:
        """Return the month of ``2026年4月`` whose day stands elsewhere."""
        found = find_month(self.left)
        if not found:
            return None
        year, month, start, end = found
        self.left = f"{self.left[:start]}\n{self.left[end:]}"
        return year, month

    def take_contacts(self) -> None:
        """Take website, e-mail and telephone, each with the words before it as label."""
        for kind, pattern in (("website", _URL), ("email", _MAIL), ("hotline", _PHONE)):
            while match := pattern.search(self.left):
                label = match["label"].strip(" 　:：")
                value = match["value"].strip()
                self.contacts.append(Contact(kind=kind, label=label, value=value))  # type: ignore[arg-type]
                self.left = f"{self.left[: match.start()]}\n{self.left[match.end() :]}"

    def take_common(self) -> None:
        """Take the facts common to mastheads and running heads."""
        if lunar := self.take("lunar", _LUNAR):
            self.facts["lunar"] = _CALENDAR.sub("", lunar)
        self.take_date()
        self._take_weekday()
        self.take("volume", _VOLUME)
        self.take("total", _TOTAL)
        self.take("page_count", _COUNT)

    def _take_weekday(self) -> None:
        """Take the weekday. Written out it must stand with a date or alone, because headlines name weekdays, too."""
        match = WEEKDAYS.search(self.left)
        alone = match is not None and not re.search(r"\w", self.left.replace(match[0], "", 1))
        if match and (not match[0][:1].isascii() or "date" in self.facts or alone):
            self.take("weekday", WEEKDAYS)
            self.facts["weekday"] = self.facts["weekday"].strip("()（）")

    def take_identity(self) -> None:
        """Take identifiers of the series and the price, as printed but with plain dashes."""
        for name, pattern in (("cn", _CN), ("postal_code", _POSTAL), ("issn", _ISSN), ("price", _PRICE)):
            if value := self.take(name, pattern):
                self.facts[f"{name}_printed"] = value
                self.facts[name] = _DASH.sub("-", re.sub(r"^CN[\s　]*", "CN ", value)) if name != "price" else value


def page_number(text: str) -> tuple[str, str] | None:
    """Return the page number in a running head, with two digits, and the line without it."""
    match = _PAGE.search(text)
    if not match:
        return None
    printed = next(group for group in match.groups() if group)
    return folio(printed.replace("-", "")), f"{text[: match.start()]}\n{text[match.end() :]}"


def folio(printed: str) -> str:
    """Return a page number in the form of the model: ``7`` and ``七`` are ``07``; ``A05`` stays."""
    value = number(printed)
    return half(printed) if value is None else f"{value:02d}"


_STEM_DATE = regex(r"(?:1[7-9]|20)\d{2}[-._]?\d{2}[-._]?\d{2}")
_STEM_PAGE = regex(r"(?:^|[^0-9A-Za-z]|[pP版第])(?:[pP](?:age)?[-_]?)?([A-D]?\d{1,3})版?$")


def page_of_name(stem: str) -> str:
    """Return the page number in a file name: ``2026-04-22-p1``, ``20260514-05``, ``A05``, ``04版``; otherwise empty."""
    rest = _STEM_DATE.sub("-", stem)
    match = _STEM_PAGE.search(rest)
    return folio(match[1]) if match else ""
