# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on a page beside its stories: ads, notices, weather, jump lines, the lines of the makers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from epubgen.importers.printed_page.facts import folio
from epubgen.importers.printed_page.people import editors, strip_marks
from epubgen.importers.printed_page.words import ADS, HAN, MARKS, NOT_FURNITURE, NOTICE_ENDINGS, WEATHER, half
from epubgen.model import Credit

__all__ = ["Jump", "furniture", "jump_at_end", "jump_line", "maker_line", "notice_text"]

Furniture = Literal["", "ad", "notice", "weather"]

_NOTICE = re.compile(rf"^[{HAN}“”、（）()·\s　]{{0,10}}(?:{'|'.join(NOTICE_ENDINGS)})(?:[（(][^）)]*[）)])?$")
_ABOUT = re.compile(rf"^关于.+(?:{'|'.join(NOTICE_ENDINGS)})$|^關於.+(?:公告|啟事|聲明|通告)$")
_NOTICE_TEXT = re.compile(
    r"(?:声明|聲明)作[废廢][。！]?(?:[\s　]*\S{0,12})?$|特此(?:公告|声明|通告|聲明|啟事|启事)[。！]?$"
)
_WEATHER_TEXT = re.compile(r"^(?:今天|今日|今晚|明天|明日)[^。]{0,40}(?:气温|氣溫)[^。]{0,30}(?:℃|度|°)")
_DECORATION = re.compile(r"^[\s　·•【《「『\[（(—-]+|[\s　·•】》」』\]）)—-]+$")
_NUMBER = r"第?[\s　]*(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})[\s　]*[版頁页]"
_TITLE = "(?P<title>[《“「『][^》”」』]*[》”」』])?"
_WORDS = r"(?P<way>[文紧]?(?:下转|下轉|转|轉)|(?:上接|紧接|緊接|接))"
_JUMP = re.compile(
    rf"^[\s　（(【〔\[{MARKS}]*{_WORDS}[\s　]*{_NUMBER}{_TITLE}(?:[\s　，,]*[^\s，。]{{0,6}})?"
    rf"[\s　）)】〕\]{MARKS}]*$"
)
_JUMP_END = re.compile(rf"[\s　]*[（(【〔\[]{_WORDS}[\s　]*{_NUMBER}{_TITLE}[^）)】〕\]]{{0,8}}[）)】〕\]]$")
_TO = ("下转", "下轉", "文转", "转", "轉", "文下转", "紧转")


@dataclass(frozen=True, slots=True)
class Jump:
    """A line that sends the reader to another page (``onward``) or says where the story began."""

    page: str
    onward: bool
    title: str
    printed: str


def furniture(text: str) -> Furniture:
    """Whether a heading announces an ad, a notice or the weather; empty for a story."""
    plain = _DECORATION.sub("", text).strip(" 　")
    if plain in ADS:
        return "ad"
    if plain in WEATHER:
        return "weather"
    if any(verb in plain for verb in NOT_FURNITURE):
        return ""
    return "notice" if _NOTICE.match(plain) or _ABOUT.match(plain) else ""


def notice_text(text: str) -> Furniture:
    """Whether a paragraph outside any notice is one: a lost paper, a forecast."""
    if _NOTICE_TEXT.search(text):
        return "notice"
    return "weather" if _WEATHER_TEXT.match(text) else ""


def jump_line(text: str) -> Jump | None:
    """A line that is nothing but 下转第N版 or 上接第N版."""
    match = _JUMP.match(text)
    return _jump(match) if match else None


def jump_at_end(text: str) -> tuple[int, Jump] | None:
    """The same in brackets at the end of a paragraph: where it begins."""
    match = _JUMP_END.search(text)
    return (match.start(), _jump(match)) if match else None


def _jump(match: re.Match[str]) -> Jump:
    title = (match["title"] or "")[1:-1]
    return Jump(folio(half(match["page"]).upper()), match["way"] in _TO, title, match[0].strip(" 　"))


def maker_line(text: str) -> tuple[Credit, ...]:
    """The makers of a line that names nothing else (``（责任编辑:张三）``)."""
    if len(text) > 60 or "。" in text:  # noqa: PLR2004 - longer is running text
        return ()
    found, left = editors(strip_marks(text))
    return found if found and not left.strip(" 　,，、;；|｜") else ()
