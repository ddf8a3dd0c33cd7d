# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises lines that refer to another page, or say from which page a story comes, in eight languages."""

from __future__ import annotations

import re

from epubgen.importers.printed_page.facts import folio
from epubgen.importers.printed_page.words import MARKS, half
from epubgen.startup import dataclass, regex

__all__ = ["Jump", "jump_at_end", "jump_line"]


@dataclass(frozen=True, slots=True)
class Jump:
    """A reference to the page where the story continues (``onward``) or began."""

    page: str
    onward: bool
    title: str
    printed: str
    related: bool = False
    """Another story of the same matter stands there; nothing goes on."""


_NUMBER = r"第?[\s　]*(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})[\s　]*[版頁页]"
_TITLE = "(?P<title>[《“「『][^》”」』]*[》”」』])?"
_WORDS = r"(?P<way>[文紧]?(?:下转|下轉|转|轉)|(?:上接|紧接|緊接|接))"
_CHINESE = regex(
    rf"^[\s　（(【〔\[{MARKS}]*{_WORDS}[\s　]*{_NUMBER}{_TITLE}(?:[\s　，,]*[^\s，。]{{0,6}})?"
    rf"[\s　）)】〕\]{MARKS}]*$"
)
_CHINESE_END = regex(rf"[\s　]*[（(【〔\[]{_WORDS}[\s　]*{_NUMBER}{_TITLE}[^）)】〕\]]{{0,8}}[）)】〕\]]$")
_TO = ("下转", "下轉", "文转", "转", "轉", "文下转", "紧转", "文下轉")

_OPEN = rf"[\s　（(【〔\[〈<＜=＝—–-]*[{MARKS}☞➤→»>]*[\s　]*"
_CLOSE = rf"[\s　）)】〕\]〉>＞.。]*[{MARKS}☞➤→»]*[\s　]*$"
_PAGE = r"(?P<page>[A-Za-z]{0,2}-?\d{1,3})"
_ABOUT = r"(?P<title>[^,;:\n]{1,30}?)"
_ENGLISH_TO = "see|continued on|continues on|please turn to|turn to|please see|cont'd on|cont. on|to be continued on"
_ENGLISH_FROM = "continued from|cont'd from|cont. from"
_LATIN = "aAeEoO"
"""Letters of which each form in Latin letters has one."""
_TO_PAGE = {
    rf"第?{_PAGE}[面頁](?:に|へ)(?:続く|つづく)": "続つ",
    rf"(?:続き|つづき)は{_PAGE}面(?:へ|に)?": "続つ",
    rf"{_PAGE}\s?면(?:에|으로)\s?(?:계속|이어짐|이어집니다)": "계이",
} | dict.fromkeys(
    (
        rf"(?:{_ENGLISH_TO})(?: {_ABOUT}[,;:])?\s+(?:back )?(?:page |p\. ?|pg\. ?)?{_PAGE}",
        rf"{_ABOUT},? (?:continues on|continued on) (?:page )?{_PAGE}",
        rf"(?:fortsetzung(?: auf)?|weiter auf|lesen sie weiter auf) (?:der )?seite {_PAGE}",
        rf"(?:suite(?: de l'article)?|lire la suite|suite et fin|à suivre|la suite)(?: en)?,? page {_PAGE}",
        rf"(?:sigue en|pasa a|continúa en)(?: la)? p[áa]g(?:ina|\.)? ?{_PAGE}",
        (
            "(?:continua a pagina|lees verder op pagina|fortsätter på sidan|fortsættes på side|fortsetter på side)"
            f" {_PAGE}"
        ),
    ),
    _LATIN,
)
_FROM_PAGE = {
    rf"第?{_PAGE}[面頁](?:から|より)(?:続く|つづく|の続き)?": "かよ",
    rf"{_PAGE}面の続き": "続",
    rf"{_PAGE}\s?면(?:에서|의)\s?(?:계속|이어짐|이어|이어집니다)": "계이",
} | dict.fromkeys(
    (
        rf"(?:{_ABOUT}[,;:]? )?(?:{_ENGLISH_FROM})(?: page| p\.)? {_PAGE}",
        rf"from (?:page |p\. )?{_PAGE}",
        rf"fortsetzung von seite {_PAGE}",
        rf"suite de la page {_PAGE}",
        rf"(?:viene de(?: la)? p[áa]gina|segue da pagina|vervolg van pagina|fortsättning från sidan) {_PAGE}",
    ),
    _LATIN,
)
_RELATED = {
    rf"{_PAGE}面に関連記事": "関",
    rf"関連記事(?:は)?{_PAGE}面(?:に)?": "関",
    rf"관련\s?기사\s?{_PAGE}\s?면": "관",
    rf"(?:相关报道|相關報道|相關報導|相關新聞|详见|詳見|另见|另見)第?{_PAGE}[版頁页]": "关關见見",
} | dict.fromkeys(
    (
        (
            r"(?:related(?: stor(?:y|ies)| articles?)?|more|story|stories|details|editorial),? (?:on )?(?:page |p\. ?)"
            f"{_PAGE}"
        ),
        rf"(?:siehe|bericht|kommentar)(?: auf)? seite {_PAGE}",
        rf"(?:lire|voir)(?: aussi)? (?:en )?page {_PAGE}",
    ),
    _LATIN,
)


def _compiled(forms: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of forms, each of which stands with the letters that it needs."""
    return tuple(regex(f"^{_OPEN}(?:{one}){_CLOSE}", re.IGNORECASE, needs=needs) for one, needs in forms.items())


_FORMS = {"onward": _compiled(_TO_PAGE), "back": _compiled(_FROM_PAGE), "related": _compiled(_RELATED)}
_LONGEST = 60


def jump_line(text: str) -> Jump | None:
    """Return the jump of a line that is only that: 下转第N版, ``See WALL, Page A6``, ``3面へ続く``, ``3면에 계속``."""
    if match := _CHINESE.match(text):
        return Jump(folio(half(match["page"]).upper()), match["way"] in _TO, (match["title"] or "")[1:-1], _bare(text))
    if len(text) > _LONGEST or "\n" in text:
        return None
    plain = half(text)
    for kind, patterns in _FORMS.items():
        for pattern in patterns:
            if match := pattern.match(plain):
                page = folio(match["page"].upper().replace("-", ""))
                return Jump(page, kind == "onward", _title(match), _bare(text), related=kind == "related")
    return None


def jump_at_end(text: str) -> tuple[int, Jump] | None:
    """Return a jump in brackets at the end of a paragraph, and where it begins."""
    if match := _CHINESE_END.search(text):
        title = (match["title"] or "")[1:-1]
        return match.start(), Jump(folio(half(match["page"]).upper()), match["way"] in _TO, title, _bare(match[0]))
    match = _BRACKETED_END.search(text)
    jump = jump_line(match[0].strip()) if match else None
    return (match.start(), jump) if match and jump else None


_BRACKETED_END = regex(r"[\s　]*(?:[（(【〈＝=▶☞][^（()）【】〈〉]{3,40}[）)】〉]?)$")


def _title(match: re.Match[str]) -> str:
    return (match["title"] or "").strip() if "title" in match.re.groupindex else ""


def _bare(text: str) -> str:
    return text.strip(" 　")
