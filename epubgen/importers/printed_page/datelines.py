# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads what stands before the first sentence of a story: ``本报讯``, ``新华社北京1月25日电``, ``PARIS (AP) —``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from epubgen.importers.printed_page.bylines import sent_from, with_doubtful_place
from epubgen.importers.printed_page.latin_bylines import korean_opening
from epubgen.importers.printed_page.names import is_surnamed, name_and_place, split_names
from epubgen.importers.printed_page.people import People, doubted, people
from epubgen.importers.printed_page.words import AGENCIES, HAN, KANA, half
from epubgen.model import Credit, Dateline
from epubgen.startup import dataclass, regex

__all__ = ["Opening", "opening"]

_PEOPLE = r"(?P<people>[^（）()【】〔〕。！？!?]{2,80}?)"
_TOLD = r"(?:(?:摄影|攝影|文/图|图文|綜合|综合)?(?:报道|報道|報導))"
_LABEL = regex(rf"^(?P<label>[【〔\[(（]?(?P<words>[{HAN}]{{1,10}}?(?:[讯訊]|消息))[】〕\])）]?)(?P<after>[\s　:：]*)")
_HOUSE = regex(
    r"^(?:本报|本報|本刊|本网|本網|本台|本社|本市)(?:[综綜]合)?[专專快特]?(?:[讯訊]|消息)$|[报報刊网網台社][专專快特]?[讯訊]$"
)
_IN_BRACKETS = regex(rf"^[（(【〔]{_PEOPLE}[）)】〕][\s　]*[:：]?")
_TO_COLON = regex(rf"^[\s　]*{_PEOPLE}{_TOLD}[\s　]*[:：]")
_DAY = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月)?(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})[日号號]"
_KIND = r"(?:(?:综合|綜合)?[专專特急外快]?(?:[电電讯訊]|消息))"
_AFTER = r"(?P<after>[）)】〕]?[\s　]*[:：]?[\s　]*)"
_WIRE_STORY = regex(
    rf"^(?P<open>[（(【〔])?(?P<full>(?:[据據]|[综綜]合)?(?P<agency>[{HAN}]{{1,6}}?社|{'|'.join(AGENCIES)})"
    rf"(?P<place>(?:(?!记者|記者)[{HAN}]){{0,10}}?)(?P<date>{_DAY})?{_KIND}){_AFTER}"
)
_OWN_STORY = regex(
    rf"^(?P<open>[（(【〔])?(?P<full>(?P<house>本报|本報|本刊|本网|本網|本台|本社|[{HAN}]{{1,7}}?[报報网網刊])"
    rf"(?P<place>(?:(?!记者|記者)[{HAN}]){{0,10}}?)(?P<date>{_DAY})?{_KIND}){_AFTER}"
)
_WITH_NAMES = regex(
    rf"^(?P<open>[（(【〔])?(?P<agency>[{HAN}]{{1,6}}?[社报報网網刊台])?"
    r"(?P<role>(?:特派|驻地|駐地)?(?:记者|記者|特派員))[\s　]?"
    rf"(?P<names>[{HAN}·、\s　]{{2,24}}?)(?P<date>{_DAY}){_KIND}{_AFTER}"
)
_SLASHED = regex(r"^(?P<open>[【〔\[(（])(?P<inside>[^】〕\])）]{4,40})[】〕\])）][\s　]*")
_OPEN_SLASHED = regex(
    rf"^(?P<inside>(?:本報|本报|特派|駐地)*(?:[{HAN}]{{0,4}}(?:記者|记者|通訊員|通讯员))[\s　]?"
    rf"[^／/。，]{{2,24}}[／/][{HAN}]{{2,8}}?"
    r"(?:報導|報道|报道|電|电|訊|讯|攝影))[\s　]+",
    needs="／/",
)
_JAPANESE_PLACE = regex(
    rf"^[【〔\[](?P<place>[{HAN}{KANA}ー]{{2,10}}?)(?:[＝=](?P<name>[{HAN}{KANA}々\s　]{{2,10}})"
    r"|(?P<agency>共同|時事|ロイター|ＡＰ|AP|AFP|ＡＦＰ)"
    r"|[＝=](?P<wire>共同|時事|ロイター))[】〕\]][\s　]*",
    needs="＝=共時ロＡA",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What stands before the first sentence of a story, and its length in characters."""

    length: int
    dateline: Dateline | None = None
    byline: str = ""
    who: People | None = None


def opening(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Return the opening of a first paragraph. The word 记者 inside a sentence is none."""
    return (
        _wire(text, roles)
        or _sent_by_names(text, roles)
        or _slashed(text, roles)
        or _labelled(text, roles)
        or _reporter(text, roles, 0, None)
        or _bracketed(text, roles)
        or _japanese(text)
        or _korean(text)
        or _latin(text)
    )


def _closed_as_opened(match: re.Match[str]) -> bool:
    return bool(match["open"]) == (match["after"][:1] in tuple("）)】〕"))


def _wire(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Read ``新华社北京1月25日专电（记者某某）``, ``本报青溪5月8日电``, ``【本報南京八日專電】``."""
    match = _WIRE_STORY.match(half(text)) or _OWN_STORY.match(half(text))
    if not match or not _closed_as_opened(match):
        return None
    own = "house" in match.re.groupindex
    if own and not (match["date"] or match["place"]):
        return None
    printed = text[match.start("full") : match.end("full")]
    begun = match["after"] or text[match.end() :].startswith(("（", "("))
    if not begun and (own or not match["date"]):
        return None
    day = text[match.start("date") : match.end("date")] if match["date"] else ""
    line = Dateline(label=printed, place=match["place"], date=day, agency="" if own else match["agency"])
    return _with_people(text, roles, match.end(), line)


def _with_people(text: str, roles: Mapping[str, str], start: int, line: Dateline) -> Opening:
    """Return the opening with the people in brackets, or up to a colon, after it."""
    more = _IN_BRACKETS.match(text[start:])
    who = _bracket_people(more["people"], roles) if more else None
    if not who:
        more = _TO_COLON.match(text[start:])
        who = people(more["people"], roles) if more else None
    if more and who and (who.named_role or more[0][:1] in "（(【〔"):
        return Opening(length=start + more.end(), dateline=line, byline=more[0].strip(" 　"), who=who)
    return Opening(length=start, dateline=line)


def _bracket_people(text: str, roles: Mapping[str, str]) -> People | None:
    """Return the people in brackets after a dateline. Names alone sign there, if they are built like names."""
    who = people(text, roles)
    names = split_names(text) if not who else None
    if names and all(map(is_surnamed, names)):
        return doubted(People(tuple(Credit(name=name) for name in names), named_role=True))
    return who


def _sent_by_names(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Read ``（中央社記者陳嵐台北8日電）``: agency, people, place and date without spaces."""
    match = _WITH_NAMES.match(half(text))
    if not match or not _closed_as_opened(match):
        return None
    *firsts, last = re.split(r"([、\s　])", match["names"].strip(" 　"))
    name, place, doubtful = name_and_place(last)
    who = people(f"{match['role']} {''.join(firsts)}{name}", roles)
    if not who:
        return None
    agency = match["agency"] or ""
    line = Dateline(
        place=place, date=match["date"], agency=agency if agency.endswith("社") and agency != "本社" else ""
    )
    who = with_doubtful_place(who, name, place) if doubtful else who
    return Opening(length=match.end(), dateline=line, byline=text[: match.end()].strip(" 　"), who=who)


def _slashed(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Read ``【記者某某／某地報導】``. Without brackets a space must follow."""
    match = _SLASHED.match(text) or _OPEN_SLASHED.match(text)
    who = sent_from(match["inside"], roles) if match else None
    if not match or not who or not who.dateline:
        return None
    line, who = who.dateline, replace(who, dateline=None)
    return Opening(length=match.end(), dateline=line, byline=match[0].strip(" 　"), who=who)


def _labelled(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Read ``本报讯 记者某某报道:``, ``某某日报讯 （记者 某某）``, ``【晨報專訊】``, ``本报讯`` alone."""
    match = _LABEL.match(text)
    if not match:
        return None
    bracketed = match["label"][0] in "【〔[(（"
    house = bool(_HOUSE.search(match["words"]))
    place = "" if not bracketed or house else re.sub(r"[专專特快]?(?:[讯訊]|消息)$", "", match["words"])
    if bracketed and (own := re.match(rf"^(?:本报|本報)(?P<place>[{HAN}]{{2,6}}?)[专專特快]?[讯訊]$", match["words"])):
        place = own["place"]
    line = Dateline(label=match["label"], place=place)
    told = _reporter(text, roles, match.end(), line)
    if told:
        return told
    if bracketed or (house and match["after"]):
        return Opening(length=match.end(), dateline=line)
    return None


def _reporter(text: str, roles: Mapping[str, str], start: int, line: Dateline | None) -> Opening | None:
    """Read reporters in brackets or up to a colon. Without a label only the form with a colon counts."""
    for pattern in (_IN_BRACKETS, _TO_COLON) if line else (_TO_COLON,):
        match = pattern.match(text[start:])
        read = _bracket_people if pattern is _IN_BRACKETS else people
        who = read(match["people"], roles) if match else None
        if match and who and who.named_role:
            return Opening(length=start + match.end(), dateline=line, byline=match[0].strip(" 　"), who=who)
    return None


def _bracketed(text: str, roles: Mapping[str, str]) -> Opening | None:
    """Read ``（记者 王小芳）`` before the first sentence, without a label."""
    match = _IN_BRACKETS.match(text)
    who = people(match["people"], roles) if match else None
    if not match or not who or not who.named_role or match.end() == len(text):
        return None
    return Opening(length=match.end(), byline=match[0].strip(" 　"), who=who)


def _japanese(text: str) -> Opening | None:
    """Read ``【ワシントン＝山田太郎】``, ``【ロンドン共同】``."""
    match = _JAPANESE_PLACE.match(text)
    if not match:
        return None
    agency = match["agency"] or match["wire"] or ""
    name = re.sub(r"[\s　]", "", match["name"] or "")
    if name in AGENCIES or (name and not is_surnamed(name)):
        return None
    who = People((Credit(name=name, role="reporter"),), named_role=True) if name else None
    line = Dateline(label=match[0].strip(" 　"), place=match["place"], agency=agency)
    return Opening(length=match.end(), dateline=line, byline=match[0].strip(" 　") if who else "", who=who)


def _korean(text: str) -> Opening | None:
    found = korean_opening(text)
    return (
        Opening(length=found[0], dateline=found[1], byline=found[2] if found[3] else "", who=found[3])
        if found
        else None
    )


_MONTHS = "Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec"
_STATE = rf"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?(?: \d{{1,2}})?)?(?:, (?:{_MONTHS})\.? \d{{1,2}})?"
_LATIN = regex(
    rf"^(?P<full>(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{{2,30}}?){_STATE}(?: \((?P<agency>[A-Za-z][\w /-]{{1,24}})\))?)"
    r"\s*(?:[—–]|-{1,2}(?= ))\s*(?=[A-ZÀ-Þ0-9$“‘«\"'])"
)
_WITH_AGENCY = regex(
    r"^(?P<full>(?P<place>[A-ZÀ-Þ][\w .'’-]{2,30}?)(?:, \d{1,2}\.? ?\w*)?"
    r" \((?P<agency>dpa|AFP|AP|Reuters|epd|KNA|SID|EFE|ANSA|[A-Z]{2,5})\))\s*[.:—–-]?\s*"
)
_CAPITALS = regex(r"^(?P<full>(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ-]{4,30}))\. (?=[A-ZÀ-Þ])")
_GERMAN = regex(
    r"^(?P<full>(?P<place>[A-ZÄÖÜ][a-zäöüß]{3,20}))\."
    r" (?=[A-ZÄÖÜ](?:.{0,60}?)\b(?:der|die|das|den|und|ist|hat|mit|von|ein|eine)\b)"
)


_WITH_SIGLUM = regex(
    r"^(?P<full>(?P<place>[A-ZÀ-Þ][\w .'’-]{2,30}?)"
    r" \((?P<name>[a-zäöü]{2,3}|[a-zäöü]{1,2}/[a-zäöü]{1,3})\))[.:]\s*"
)


def _signed_place(text: str) -> Opening | None:
    """Read ``Hafenstadt (gw).``: the place, and the letters by which a paper in Latin script signs its reporter."""
    match = _WITH_SIGLUM.match(text)
    if not match or match["name"] in ("dpa", "epd", "afp", "ap", "sid", "kna"):
        return None
    line = Dateline(label=match["full"], place=match["place"])
    who = People((Credit(name=match["name"]),), named_role=True)
    return Opening(length=match.end(), dateline=line, byline=match["name"], who=who)


def _latin(text: str) -> Opening | None:
    """Read a place in capitals and a dash, or a place and an agency.

    ``WASHINGTON, May 8 (Reuters) -``, ``Kiel (dpa).``.
    """
    if signed := _signed_place(text):
        return signed
    for pattern in (_LATIN, _WITH_AGENCY, _CAPITALS, _GERMAN):
        if match := pattern.match(text):
            agency = match["agency"] if "agency" in pattern.groupindex else ""
            line = Dateline(label=match["full"].strip(), place=match["place"].strip(), agency=agency or "")
            return Opening(length=match.end(), dateline=line)
    return None
