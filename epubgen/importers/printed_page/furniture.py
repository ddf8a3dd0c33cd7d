# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises what a page holds beside its stories: ads, notices, weather, jump lines, makers, running head and foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from datetime import date
from itertools import zip_longest
from typing import Literal

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.bylines import editors, strip_marks
from epubgen.importers.printed_page.facts import Scan, page_number
from epubgen.importers.printed_page.jumps import jump_line
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.paper_names import PAPER
from epubgen.importers.printed_page.words import (
    ADS,
    HAN,
    NOT_FURNITURE,
    NOTICE_ENDINGS,
    NOTICE_LABELS,
    PAGE_NAMES,
    WEATHER,
    half,
)
from epubgen.model import Contact, Credit
from epubgen.startup import dataclass, regex

__all__ = [
    "RunningHead",
    "furniture",
    "labelled",
    "maker_line",
    "notice_text",
    "take_running_head",
]

Furniture = Literal["", "ad", "notice", "weather"]

_NOTICE = regex(rf"^[{HAN}“”、（）()·\s　]{{0,10}}(?:{'|'.join(NOTICE_ENDINGS)})(?:[（(][^）)]*[）)])?$")
_ABOUT = regex(rf"^关于.+(?:{'|'.join(NOTICE_ENDINGS)})$|^關於.+(?:公告|啟事|聲明|通告)$")
_NOTICE_TEXT = regex(r"(?:声明|聲明)作[废廢][。！]?(?:[\s　]*\S{0,12})?$|特此(?:公告|声明|通告|聲明|啟事|启事)[。！]?$")
_WEATHER_TEXT = regex(r"^(?:今天|今日|今晚|明天|明日)[^。]{0,40}(?:气温|氣溫)[^。]{0,30}(?:℃|度|°)")
_DECORATION = regex(r"^[\s　·•【《「『\[（(—-]+|[\s　·•】》」』\]）)—-]+$")


def furniture(text: str) -> Furniture:
    """Return whether a heading announces an advertisement, a notice or the weather; empty for a story."""
    plain = _DECORATION.sub("", text).strip(" 　")
    if plain in ADS:
        return "ad"
    if plain in WEATHER:
        return "weather"
    if plain in NOTICE_LABELS:
        return "notice"
    if any(verb in plain for verb in NOT_FURNITURE):
        return ""
    return "notice" if _NOTICE.match(plain) or _ABOUT.match(plain) else ""


def labelled(text: str) -> bool:
    """Return whether a heading is only the label of an advertisement, a notice or a forecast."""
    return _DECORATION.sub("", text).strip(" 　") in (*ADS, *WEATHER, *NOTICE_LABELS)


def notice_text(text: str) -> Furniture:
    """Return whether a paragraph outside any notice is one: a lost document, a forecast."""
    if _NOTICE_TEXT.search(text):
        return "notice"
    return "weather" if _WEATHER_TEXT.match(text) else ""


def maker_line(text: str) -> tuple[Credit, ...]:
    """Return the makers in a line that names nothing else (``（责任编辑:张三）``)."""
    if len(text) > 60 or "。" in text:  # noqa: PLR2004 - longer is running text
        return ()
    found, left = editors(strip_marks(text))
    return found if found and not left.strip(" 　,，、;；|｜") else ()


_SEPARATORS = regex(r"[\s　|｜:：·•/／,，、—–()（）-]+")
_NAME, _WESTERN_NAME = 8, 24
"""A page name is no longer than this."""
_TOP, _FOOT = 8, 3
_NUMBERS = ("lunar", "total", "page_count")
_STOP = regex(r"[。！？!?；;“”]")


@dataclass(slots=True, kw_only=True)
class RunningHead:
    """What a page says about itself."""

    number: str = ""
    name: str = ""
    paper: str = ""
    """The paper, where the head prints it."""
    day: date | None = None
    weekday: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    """``lunar``, ``total``, ``page_count`` where the head prints them."""
    editors: list[Credit] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    taken: list[PageBlock] = field(default_factory=list)
    title: str = ""
    """What the publication is known by."""
    others: list[str] = field(default_factory=list)
    """Words of the head that are no field of the model: the page name in a second language."""


@dataclass(slots=True, kw_only=True)
class HeadLine:
    number: str = ""
    name: str = ""
    paper: str = ""
    facts: dict[str, str]
    makers: tuple[Credit, ...]
    contacts: tuple[Contact, ...]

    @property
    def strong(self) -> bool:
        """Return whether the line holds more than a name."""
        return bool(self.number or self.makers or "date" in self.facts or "weekday" in self.facts)


def take_running_head(pieces: Sequence[PageBlock], title: str = "") -> tuple[RunningHead, tuple[PageBlock, ...]]:
    """Return the running head at the top and the line at the foot, and the pieces between them.

    ``title`` is that of the publication if known: it is no page name.
    """
    head = RunningHead(title=title)
    pieces = _without_second_name(pieces, head)
    start = 0
    for piece, after in zip_longest(pieces[:_TOP], pieces[1 : _TOP + 1]):
        lines = _agreed(_top_lines(piece, after, head), head)
        if not lines:
            break
        _keep(head, piece, lines)
        start += 1
    end = len(pieces)
    while end > max(start, len(pieces) - _FOOT) and (lines := _agreed(_foot_lines(pieces[end - 1], head.title), head)):
        _keep(head, pieces[end - 1], lines)
        end -= 1
    return head, tuple(pieces[start:end])


def _without_second_name(pieces: Sequence[PageBlock], head: RunningHead) -> Sequence[PageBlock]:
    """Set aside the second of two page names in two languages (``文化``, ``CULTURE``, then date or makers)."""
    for at, (name, second, facts) in enumerate(zip(pieces[:_TOP], pieces[1:], pieces[2:], strict=False)):
        lines = _lines(facts, head.title)
        known = words(name.bare) in PAGE_NAMES and _LATIN_NAME.match(words(second.bare))
        if known and second.kind == "text" and lines and all(line.strong for line in lines):
            head.others.append(words(second.bare))
            return (*pieces[: at + 1], *pieces[at + 2 :])
    return pieces


_LATIN_NAME = regex(r"^[A-Z][A-Za-z &'’.-]{2,30}$")


def _agreed(lines: list[HeadLine], head: RunningHead) -> list[HeadLine]:
    """Return the lines, unless they contradict what the page already said: then they are text."""
    said = (
        {head.number, *(line.number for line in lines)},
        {head.name, *(line.name for line in lines)},
        {head.day.isoformat() if head.day else "", *(line.facts.get("date", "") for line in lines)},
        {head.weekday, *(line.facts.get("weekday", "") for line in lines)},
    )
    facts = ({head.facts.get(name, ""), *(line.facts.get(name, "") for line in lines)} for name in _NUMBERS)
    return [] if any(len(values - {""}) > 1 for values in (*said, *facts)) else lines


def _top_lines(piece: PageBlock, after: PageBlock | None, head: RunningHead) -> list[HeadLine]:
    """Return the lines of a piece as lines of the head; empty if the piece is text, or a heading of a story.

    A strong line belongs to the head by itself. A line with only a name, a paper or contacts may as well be the first
    line of a story: it belongs to the head only if strong lines stand around it.
    """
    lines = _lines(piece, head.title)
    if not lines:
        return []
    below = _lines(after, head.title) if after else []
    strong_below = bool(below) and all(line.strong for line in below)
    begun = bool(head.taken)
    if piece.kind == "heading":
        text_below = strong_below and after is not None and after.kind == "text"
        may_open = not begun and text_below and lines[0].name in PAGE_NAMES
        if not may_open and not _heads_page(lines[0], head, text_below=text_below):
            return []
    opens = piece.kind == "heading" and lines[0].name in PAGE_NAMES
    may_name = not head.name and strong_below and (begun or opens or bool(below[0].number))

    def belongs(line: HeadLine) -> bool:
        if line.strong or (line.contacts and begun):
            return True
        if line.name:
            return may_name
        return bool(line.paper) and not line.contacts and strong_below

    return lines if all(map(belongs, lines)) else []


def _heads_page(line: HeadLine, head: RunningHead, *, text_below: bool) -> bool:
    """Return whether a heading names the page; a headline may begin with a date.

    ``text_below``: strong lines follow it.
    """
    known = line.name in PAGE_NAMES
    if line.strong:
        return bool(line.number) or not line.name or "weekday" in line.facts or known
    return bool(line.name and head.taken and not head.name and (text_below or (known and head.number)))


def _foot_lines(piece: PageBlock, title: str) -> list[HeadLine]:
    """Return the lines of a foot: makers, or number and date. A bare date is the end of a notice."""
    if piece.kind != "text" or piece.bare[:1] in "(（":
        return []
    lines = _lines(piece, title)
    sure = all(line.makers or (line.number and "date" in line.facts) for line in lines)
    return lines if lines and sure else []


def _lines(piece: PageBlock, title: str) -> list[HeadLine]:
    """Return the lines of a piece as lines of a head; empty if one of them is text."""
    if piece.kind not in ("text", "heading") or _STOP.search(piece.bare) or jump_line(piece.bare):
        return []
    read = [_line(words(line), title) for line in piece.bare.split("\n")]
    return [line for line in read if line] if all(read) else []


def _line(text: str, title: str) -> HeadLine | None:
    makers, left = editors(text)
    scan = Scan(half(left))
    scan.take_contacts()
    scan.take_common()
    paper = _take_paper(scan, title)
    folio = page_number(scan.left.strip("\n 　"))
    rest = folio[1] if folio else scan.left
    parts = [part for part in _SEPARATORS.split(rest) if part]
    western = all(re.match(r"[A-Za-zÀ-ÿ]", part) for part in parts)
    name = (" " if western else "").join(parts)
    if len(name) > (_WESTERN_NAME if western else _NAME) or (
        not name and not (folio or scan.facts or makers or scan.contacts or paper)
    ):
        return None
    return HeadLine(
        number=folio[0] if folio else "",
        name=name,
        paper=paper,
        facts=scan.facts,
        makers=makers,
        contacts=tuple(scan.contacts),
    )


def _take_paper(scan: Scan, title: str) -> str:
    """Remove the paper from a line: the known title, or a word that is built like the name of a paper."""
    known = re.search(rf"(?<!\S){re.escape(half(title))}(?!\S)", scan.left) if title else None
    match = known or PAPER.search(scan.left)
    if not match:
        return ""
    scan.left = f"{scan.left[: match.start()]}\n{scan.left[match.end() :]}"
    return match[0]


def _keep(head: RunningHead, piece: PageBlock, lines: list[HeadLine]) -> None:
    head.taken.append(piece)
    for line in lines:
        head.number = head.number or line.number
        head.name = head.name or line.name
        head.paper = head.paper or line.paper
        if "date" in line.facts:
            head.day = head.day or date.fromisoformat(line.facts["date"])
        head.weekday = head.weekday or line.facts.get("weekday", "")
        head.facts |= {name: line.facts[name] for name in _NUMBERS if name in line.facts}
        head.editors.extend(line.makers)
        head.contacts.extend(line.contacts)
