# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names, role words, bylines and datelines: on a line of their own, before the first sentence, or at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from epubgen.importers.printed_page.words import AGENCIES, EDITORS, ENDINGS, HAN, HOUSES, LOOSE, MARKS, ROLES, half
from epubgen.model import Credit, Dateline

__all__ = ["Opening", "People", "closing", "editors", "opening", "people", "signature", "split_names", "strip_marks"]

_NAME = re.compile(
    rf"^(?:[{HAN}]{{2,4}}|[{HAN}]+(?:[·•・‧∙．][{HAN}A-Za-z]+)+"
    r"|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4})$"
)
_LONGEST = 24
_NAMELIKE = ("文",)
"""Words after the names that also end names."""
_SEPARATORS = re.compile(r"[\s　、/／|｜]+")
_ENDS = " \t　:：,，;；"
"""What stands between a name and the next role word."""
_ORNAMENTS = re.compile(rf"^[{MARKS}\s　]+|[{MARKS}\s　]+$")
_BRACKETS = {"(": ")", "（": "）", "【": "】", "〔": "〕", "[": "]", "［": "］"}
_INNER = re.compile(r"^(.+?[\s　/／](?:文|图|圖|摄|攝|摄影|攝影|绘|繪|报道))[\s　、，,;；/／]+(\S.*)$")
_GROUP = re.compile(r"^(?:(?:本组|本版|本文|以上|均为)?(?:图片|照片|組圖|圖片)|文图|图文|均)?均?(?:由|為|:|：)?")


@dataclass(frozen=True, slots=True)
class People:
    """Who is named, in printed order; a photographer is never an author."""

    credits: tuple[Credit, ...]
    named_role: bool
    """Whether any role word was printed."""

    @property
    def authors(self) -> tuple[Credit, ...]:
        """Those who wrote."""
        return tuple(one for one in self.credits if one.role not in ("photographer", "illustrator"))

    @property
    def pictures(self) -> tuple[Credit, ...]:
        """Those who took or drew the picture."""
        return tuple(one for one in self.credits if one.role in ("photographer", "illustrator"))


def strip_marks(text: str) -> str:
    """The text without the ornaments and the one pair of brackets around it."""
    plain = _ORNAMENTS.sub("", text)
    close = _BRACKETS.get(plain[:1], "")
    if close and plain.endswith(close) and plain.count(plain[0]) == 1:
        plain = plain[1:-1].strip(" \t　")
    return _ORNAMENTS.sub("", plain)


def people(text: str, roles: Mapping[str, str], *, bare: bool = False) -> People | None:
    """The people that the whole text names; ``None`` when a part of it is neither role word nor name.

    ``roles`` are words of the publication. Without any role word names count only when ``bare`` allows it.
    """
    text = strip_marks(text)
    if match := _INNER.match(text):
        both = _both(people(match[1], roles), people(match[2], roles))
        if both:
            return both
    plain, ending = _ending(_GROUP.sub("", text))
    found: list[Credit] = []
    role = printed = ""
    at = 0
    for match in _phrases(tuple(sorted(roles.items()))).finditer(plain):
        if not _add(found, plain[at : match.start()], role, printed):
            return None
        printed = match[0].rstrip(" 　:：/／")
        role = {**ROLES, **roles}[match["role"]]
        at = match.end()
    if not _add(found, plain[at:], role, printed):
        return None
    named = bool(printed or ending)
    if not found or not (named or bare):
        return None
    return People(_with_ending(found, ending), named)


def _both(first: People | None, second: People | None) -> People | None:
    """Two groups, each with its own word after the names (``某某 文 某某 图``)."""
    return People((*first.credits, *second.credits), named_role=True) if first and second else None


def _add(found: list[Credit], text: str, role: str, printed: str) -> bool:
    """Append the names of one segment; ``False`` when it holds anything else."""
    names = split_names(text)
    if names is None:
        return False
    if printed and not names:
        return False
    found.extend(Credit(name=name, role=role, printed_role=printed) for name in names)
    return True


def split_names(text: str) -> tuple[str, ...] | None:
    """The names in a run of text; two single characters with space between are one name. ``None``: no names."""
    tokens = [token for token in _SEPARATORS.split(text.strip(_ENDS)) if token]
    names: list[str] = []
    loose = ""
    for token in _latin(tokens):
        if len(token) == 1 and re.match(f"[{HAN}]", token):
            if loose:
                names.append(loose + token)
            loose = "" if loose else token
            continue
        if loose or len(token) > _LONGEST or not _NAME.match(token):
            return None
        names.append(token)
    return None if loose else tuple(names)


def _latin(tokens: list[str]) -> list[str]:
    """Words of one Latin name, joined again."""
    joined: list[str] = []
    for token in tokens:
        if joined and token.isascii() and joined[-1].isascii():
            joined[-1] += f" {token}"
        else:
            joined.append(token)
    return joined


def _ending(text: str) -> tuple[str, str]:
    """The text and the word after the names, apart."""
    plain = text.rstrip(" 　")
    for word in ENDINGS:
        apart = word not in _NAMELIKE or plain[-2:-1] in (" ", "　", "/", "／")
        if plain.endswith(word) and len(plain) > len(word) and apart:
            return plain[: -len(word)].rstrip(" 　/／"), word
    return plain, ""


def _with_ending(found: list[Credit], ending: str) -> tuple[Credit, ...]:
    """The credits with the role that the word after the names gives; 文/图 gives two."""
    if not ending:
        return tuple(found)
    made: list[Credit] = []
    for role in ENDINGS[ending]:
        made.extend(Credit(name=one.name, role=role or one.role, printed_role=one.printed_role) for one in found)
    return tuple(made)


@lru_cache(maxsize=16)
def _phrases(extra: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Role phrases, the longest word first, with the house before them."""
    words = sorted({*ROLES, *(word for word, _ in extra)}, key=lambda word: (-len(word), word))
    house = "|".join(HOUSES)
    paper = rf"[{HAN}]{{2,6}}(?:日报|晚报|时报|周报|早报|晨报|日報|晚報|時報|週報|网|網|台|社)"
    return re.compile(rf"(?:{house}|{paper})?(?P<role>{'|'.join(map(re.escape, words))})[:：/／ 　]*")


_MAKERS = "|".join(sorted(EDITORS, key=lambda word: (-len(word), word)))
_EDITOR = re.compile(rf"(?:本版)?(?P<word>{_MAKERS})(?P<gap>[\s　]*[:：/／]?[\s　]*)")


def editors(text: str) -> tuple[tuple[Credit, ...], str]:
    """The makers named in a line (``责任编辑:张三 版式:李四``) and what of the line is something else."""
    found: list[Credit] = []
    left: list[str] = []
    at = 0
    matches = list(_EDITOR.finditer(text))
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        names, rest = _leading_names(text[match.end() : end])
        if not names or (match["word"] in LOOSE and not match["gap"]):
            continue
        left.append(text[at : match.start()])
        printed = half(match[0]).rstrip(" :/")
        found.extend(Credit(name=name, role=EDITORS[match["word"]], printed_role=printed) for name in names)
        at = end - len(rest)
    left.append(text[at:])
    return tuple(found), " ".join(part.strip(" 　") for part in left if part.strip(" 　"))


def _leading_names(text: str) -> tuple[tuple[str, ...], str]:
    """Names at the start and the rest: as many tokens as read as names."""
    tokens = list(re.finditer(r"[^\s　、,，/／|｜()（）]+", text))
    best: tuple[tuple[str, ...], str] = ((), text)
    for count in range(1, len(tokens) + 1):
        end = tokens[count - 1].end()
        names = split_names(text[:end])
        if names:
            best = names, text[end:]
    return best


_LINE = 60
"""A byline that is longer is running text."""
_SENTENCE_END = re.compile(r"[。！？!?；;]")
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
    if len(text) > _LINE or "\n" in text or _SENTENCE_END.search(text):
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
