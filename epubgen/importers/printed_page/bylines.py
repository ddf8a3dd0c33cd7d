# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bylines and datelines: a line of their own, the run-in opening of a story, the credit at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from epubgen.importers.printed_page.people import People, people, split_names, strip_marks
from epubgen.importers.printed_page.words import AGENCIES, HAN, MARKS, half
from epubgen.model import Credit, Dateline

__all__ = ["Opening", "closing", "opening", "signature"]

_LINE = 60
"""A byline that is longer is running text."""
_ENDS = re.compile(r"[。！？!?；;]")
_LATIN_BY = re.compile(r"^(?:By|Von|Par|Por|Di|Av|Text:|Door)[ :]+(?P<names>\S.*)$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|/|;|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\bog\b|&)\s*")
_WIRE = re.compile(r"^(?:[A-Z]{2,5}|dpa|afp|tt|ntb|ritzau|belga|efe|lusa)$")

_PEOPLE = r"(?P<people>[^（）()【】〔〕。！？!?]{2,80}?)"
_TOLD = r"(?:(?:摄影|攝影|文/图|图文|綜合|综合)?(?:报道|報道|報導))"
_LABEL = re.compile(rf"^(?P<label>[【〔\[(（]?(?P<words>[{HAN}]{{1,10}}?[讯訊])[】〕\])）]?)(?P<after>[\s　:：]*)")
_HOUSE = re.compile(r"^(?:本报|本報|本刊|本网|本網|本台)[讯訊]$|[报報刊网網台社][讯訊]$")
_IN_BRACKETS = re.compile(rf"^[（(]{_PEOPLE}[）)][\s　]*[:：]?")
_TO_COLON = re.compile(rf"^{_PEOPLE}{_TOLD}[\s　]*[:：]")
_WIRE_STORY = re.compile(
    rf"^[（(【]?(?P<full>[据據]?(?P<agency>[{HAN}]{{1,6}}?社|{'|'.join(AGENCIES)})"
    rf"(?P<place>[{HAN}]{{0,8}}?)(?P<date>(?:\d{{1,2}}月)?\d{{1,2}}日)?[专專特急外]?[电電讯訊])"
    r"(?P<after>[）)】]?[\s　]*[:：]?)"
)
_SLASHED = re.compile(
    rf"^(?P<open>[【〔\[(（])?(?P<who>(?:本報|本报|特派|駐地)*"
    rf"(?:[{HAN}]{{0,4}}(?:記者|记者|通訊員|通讯员))[\s　]?[^／/。，]{{2,24}})"
    rf"[／/](?P<place>[{HAN}]{{2,8}}?)(?:報導|報道|报道|電|电|訊|讯|攝影)(?P<close>[】〕\])）])?(?P<after>[\s　]*)"
)
_END = re.compile(r"[（(](?P<people>[^（）()]{2,60})[）)][\s　]*$")
_PHOTO_END = re.compile(
    rf"(?:(?<=[。！？”」』…）)])|(?<=\s)|(?<=　))[\s　]*"
    rf"(?P<credit>[{MARKS}]?[\s　]*[（(]?[^。！？”」』…（）()]{{2,40}}?"
    r"[摄攝](?:影(?:报道|報導)?)?[）)]?)[\s　]*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a story begins: what stands before its first sentence, and how many characters that is."""

    length: int
    dateline: Dateline | None = None
    byline: str = ""
    who: People | None = None


def signature(text: str, roles: Mapping[str, str]) -> People | None:
    """The people of a line that is nothing but a byline; ``None`` for anything else.

    A ``□`` alone is no proof: it also opens headlines and lists, so without a role word only names count after it.
    """
    if len(text) > _LINE or "\n" in text or _ENDS.search(text):
        return None
    marked = text.lstrip(" 　")[:1] in tuple(MARKS)
    return people(text, roles, bare=marked) or _latin_signature(text)


def _latin_signature(text: str) -> People | None:
    """``By A and B``, ``Von A, dpa``, ``A/TT``: people, then agencies."""
    match = _LATIN_BY.match(text.strip())
    names = [name for name in _AND.split(match["names"] if match else text.strip()) if name]
    if not match and not (len(names) > 1 and _WIRE.match(names[-1])):
        return None
    found = []
    for name in names:
        if _WIRE.match(name):
            found.append(Credit(name=name, role="agency"))
        elif split_names(name) == (name,) or re.match(r"^[^\W\d_][\w'’. -]{1,40}$", name):
            found.append(Credit(name=name, role="reporter" if match else ""))
        else:
            return None
    return People(tuple(found), named_role=True) if found else None


def opening(text: str, roles: Mapping[str, str]) -> Opening | None:
    """The run-in opening of a first paragraph; 记者 inside a sentence is none."""
    return _wire(text, roles) or _slashed(text, roles) or _labelled(text, roles) or _reporter(text, roles, 0, None)


def _wire(text: str, roles: Mapping[str, str]) -> Opening | None:
    """``新华社北京1月25日专电（记者某某）``."""
    match = _WIRE_STORY.match(half(text))
    if not match:
        return None
    printed = text[match.start("full") : match.end("full")]
    if not match["date"] and not (match["after"] or text[match.end() :].startswith(("（", "("))):
        return None
    day = text[match.start("date") : match.end("date")] if match["date"] else ""
    line = Dateline(label=printed, place=match["place"], date=day, agency=match["agency"])
    start = match.end()
    more = _IN_BRACKETS.match(text[start:])
    who = people(more["people"], roles) if more else None
    if more and who:
        return Opening(length=start + more.end(), dateline=line, byline=more[0].strip(" 　"), who=who)
    return Opening(length=start, dateline=line)


def _slashed(text: str, roles: Mapping[str, str]) -> Opening | None:
    """``【記者某某／某地報導】``."""
    match = _SLASHED.match(text)
    if not match or not (match["open"] or match["after"]) or bool(match["open"]) != bool(match["close"]):
        return None
    who = people(match["who"], roles)
    if not who or not who.named_role:
        return None
    line = Dateline(place=match["place"])
    return Opening(length=match.end(), dateline=line, byline=match[0].strip(" 　"), who=who)


def _labelled(text: str, roles: Mapping[str, str]) -> Opening | None:
    """``本报讯 记者某某报道:``, ``某某日报讯 （记者 某某）``, ``本报讯`` alone."""
    match = _LABEL.match(text)
    if not match:
        return None
    bracketed = match["label"][0] in "【〔[(（"
    place = match["words"][:-1] if bracketed and not _HOUSE.search(match["words"]) else ""
    line = Dateline(label=match["label"], place=place)
    told = _reporter(text, roles, match.end(), line)
    if told:
        return told
    if bracketed or (_HOUSE.search(match["words"]) and match["after"]):
        return Opening(length=match.end(), dateline=line)
    return None


def _reporter(text: str, roles: Mapping[str, str], start: int, line: Dateline | None) -> Opening | None:
    """Who reports, in brackets or up to a colon; without a label only the form with the colon counts."""
    for pattern in (_IN_BRACKETS, _TO_COLON) if line else (_TO_COLON,):
        match = pattern.match(text[start:])
        who = people(match["people"], roles) if match else None
        if match and who and who.named_role:
            return Opening(length=start + match.end(), dateline=line, byline=match[0].strip(" 　"), who=who)
    return None


def closing(text: str, roles: Mapping[str, str]) -> tuple[int, People] | None:
    """A credit in brackets at the end of a paragraph, or a photographer's: where it begins, and who it names."""
    match = _END.search(text)
    who = people(match["people"], roles) if match else None
    if match and who and who.named_role and match.start():
        return match.start(), who
    match = _PHOTO_END.search(text)
    who = people(strip_marks(match["credit"]), roles) if match else None
    if match and who and who.pictures:
        return match.start("credit"), who
    return None
