# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the people of a byline in Chinese characters: papers, role words, names, and the words after them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache

from epubgen.importers.printed_page.names import is_surnamed, like_no_person, name_and_place, split_names
from epubgen.importers.printed_page.words import EDITORS, ENDINGS, HAN, HOUSES, LOOSE, MARKS, ROLES, WRITERS, half
from epubgen.model import Credit, Dateline
from epubgen.startup import dataclass, regex

__all__ = ["NameDoubt", "People", "doubted", "editors", "people", "strip_marks"]

_NAMELIKE = ("文",)
"""Words after the names that also end names."""
_ORNAMENTS = regex(rf"^[{MARKS}\s　]+|[{MARKS}\s　]+$")
_BRACKETS = {"(": ")", "（": "）", "【": "】", "〔": "〕", "[": "]", "［": "］", "〈": "〉", "＜": "＞"}
_INNER = regex(r"^(.+?[\s　/／](?:文|图|圖|摄|攝|摄影|攝影|绘|繪|报道))[\s　、，,;；/／]+(\S.*)$")
_GROUP = regex(r"^(?:(?:本组|本版|本文|以上|均为)?(?:图片|照片|組圖|圖片)|文图|图文|均)?均?(?:由|為|:|：)?")


_ISSUED = regex(r"^(?:新华社|新華社|中新社|中央社|资料图片?|資料圖片?)(?:记者)?(?:发|發|照片)?[\s　]*(?=[（(])")
"""Who hands a picture out: ``新华社发（某某摄）``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDoubt:
    """A word read as a name that may be something else, with the readings that an editor may choose."""

    text: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The people of a byline in printed order. A photographer is never an author."""

    credits: tuple[Credit, ...]
    named_role: bool
    """Whether any role word was printed."""
    dateline: Dateline | None = None
    """The place that stands beside the names: ``記者陳嵐／台北報導``."""
    doubts: tuple[NameDoubt, ...] = field(default=())

    @property
    def authors(self) -> tuple[Credit, ...]:
        """Return those who wrote."""
        return tuple(one for one in self.credits if one.role not in ("photographer", "illustrator"))

    @property
    def pictures(self) -> tuple[Credit, ...]:
        """Return those who took or drew the picture."""
        return tuple(one for one in self.credits if one.role in ("photographer", "illustrator"))


def strip_marks(text: str) -> str:
    """Return the text without ornaments and without one pair of brackets around it."""
    plain = _ORNAMENTS.sub("", text)
    close = _BRACKETS.get(plain[:1], "")
    if close and plain.endswith(close) and plain.count(plain[0]) == 1:
        plain = plain[1:-1].strip(" \t　")
    return _ORNAMENTS.sub("", plain)


def people(text: str, roles: Mapping[str, str], *, bare: bool = False) -> People | None:
    """Return the people that the whole text names; ``None`` if a part of it is neither role word nor name.

    ``roles`` are words of the publication. Without any role word names count only if ``bare`` allows it.
    """
    text = strip_marks(_ISSUED.sub("", text.strip(" 　")))
    if match := _INNER.match(text):
        both = _both(people(match[1], roles), people(match[2], roles))
        if both:
            return both
    if _COLLECTIVE.match(text):
        return People((Credit(name=text, role="commentator"),), named_role=True)
    plain, ending = _ending(_GROUP.sub("", text))
    found = _segments(plain, roles)
    if found is None:
        return None
    named = bool(ending) or any(one.printed_role for one in found)
    if not found or not (named or bare):
        return None
    return doubted(People(_with_ending(found, ending), named))


def doubted(who: People) -> People:
    """Return the same with a doubt for every name that ends like a paper or a place, or that may contain a place."""
    doubts = list(who.doubts)
    for one in who.credits:
        kind = "" if one.role == "agency" else like_no_person(one.name)
        if kind:
            doubts.append(NameDoubt(text=one.name, alternatives=(f"{kind}: {one.name}", "text")))
        elif re.fullmatch(f"[{HAN}]{{4}}", one.name) and not is_surnamed(one.name):
            name, place, _ = name_and_place(one.name)
            others = (f"byline: {name}, place: {place}",) if place else (f"byline: {one.name[:2]}、{one.name[2:]}",)
            doubts.append(NameDoubt(text=one.name, alternatives=(*others, "text")))
    return replace(who, doubts=tuple(doubts)) if doubts else who


def _both(first: People | None, second: People | None) -> People | None:
    """Read two groups, each with a word after its names (``某某 文 某某 图``)."""
    return People((*first.credits, *second.credits), named_role=True) if first and second else None


def _segments(plain: str, roles: Mapping[str, str]) -> list[Credit] | None:
    """Return role words, each with the names after it; ``None`` if anything else stands between."""
    found: list[Credit] = []
    words: tuple[str, ...] = ("",)
    printed = org = ""
    at = 0
    for match in _phrases(tuple(sorted(roles.items()))).finditer(plain):
        if not _add(found, plain[at : match.start()], words, printed, org):
            return None
        printed = match[0].rstrip(" 　:：/／")
        org = match["paper"] or ""
        if match["role"]:
            words = ({**ROLES, **roles}[match["role"]],)
        else:
            words = WRITERS.get(match["writer"] or match["spaced"], ("", "photographer"))
        at = match.end()
    return found if _add(found, plain[at:], words, printed, org) else None


_NO_NAME_WORDS = (
    "手记 手記 观察 觀察 调查 調查 札记 札記 走访 走訪 获奖 獲獎 观点 觀點 视角 視角 热线 "
    "熱線 直击 直擊 体验 體驗 连线 連線 探访 探訪 获悉 獲悉 发现 發現 了解 見聞 见闻 随笔 "
    "隨筆 日记 日記 专访 專訪 追踪 追蹤 "
)
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
"""What stands behind 记者 in names of columns: ``记者手记``."""


def _add(found: list[Credit], text: str, words: tuple[str, ...], printed: str, org: str) -> bool:
    """Append the names of one segment; ``False`` if it holds anything else."""
    names = split_names(text)
    if names is None:
        return False
    if printed and not names:
        return printed in WRITERS
    if any(name in _NO_NAMES for name in names):
        return False
    found.extend(Credit(name=name, role=role, printed_role=printed, org=org) for role in words for name in names)
    return True


def _ending(text: str) -> tuple[str, str]:
    """Separate the text from the word after the names."""
    plain = text.rstrip(" 　")
    for word in ENDINGS:
        apart = word not in _NAMELIKE or plain[-2:-1] in (" ", "　", "/", "／")
        if plain.endswith(word) and len(plain) > len(word) and apart:
            return plain[: -len(word)].rstrip(" 　/／"), word
    return plain, ""


def _with_ending(found: list[Credit], ending: str) -> tuple[Credit, ...]:
    """Return the credits with the role of the word after the names; 文/图 gives two roles."""
    if not ending:
        return tuple(found)
    return tuple(replace(one, role=role or one.role) for role in ENDINGS[ending] for one in found)


PAPERS = (
    rf"(?:[{HAN}A-Za-z]{{1,8}}?[·•・])?(?:[{HAN}]{{1,8}}?[报報网網台社刊端]|[{HAN}]{{0,8}}?(?:客户端|客戶端|全媒体|融媒体|融媒|传媒|傳媒"
    "|新闻|新聞))"
)
"""A paper, station or app by its name, before a role word."""
_COLLECTIVE = regex(rf"^(?:{'|'.join(HOUSES)}|{PAPERS})(?:特约|特約)?(?:评论员|評論員|编辑部|編輯部)$")
"""A comment that the house signs: ``本报评论员``."""
_PAIR = r"文[/／、]?[图圖]|[图圖][/／、]?文"


@lru_cache(maxsize=16)
def _phrases(extra: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return role phrases, the longest word first, with the paper before them.

    Or a verb of reporting, and a sign after it.
    """
    words = sorted({*ROLES, *(word for word, _ in extra)}, key=lambda word: (-len(word), word))
    writers = sorted(WRITERS, key=lambda word: (-len(word), word))
    post = f"(?:[驻駐][{HAN}]{{2,4}}?)?"
    house, begin = "|".join(HOUSES), r"(?:^|(?<=[\s　、，,/／|｜:：（(]))"
    return re.compile(
        rf"{begin}(?P<pair>{_PAIR})[\s　:：/／]+"
        rf"|^(?P<spaced>作者|撰文|采写|執筆|执笔)[\s　]+"
        rf"|{begin}(?P<writer>{'|'.join(map(re.escape, writers))})[\s　]*[:：/／][\s　]*"
        rf"|(?:(?:{house}){post}|{begin}(?P<paper>{PAPERS}){post})?"
        rf"(?P<role>{'|'.join(map(re.escape, words))})[:：/／・ 　]*"
    )


_MAKERS = "|".join(sorted(EDITORS, key=lambda word: (-len(word), word)))
_EDITOR = regex(rf"(?:本版)?(?P<word>{_MAKERS})(?P<gap>[\s　]*[:：/／]?[\s　]*)")


def editors(text: str) -> tuple[tuple[Credit, ...], str]:
    """Return the makers in a line (``责任编辑:张三 版式:李四``) and the rest of the line."""
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
    """Return the names at the start and the rest."""
    tokens = list(re.finditer(r"[^\s　、,，/／|｜()（）]+", text))
    best: tuple[tuple[str, ...], str] = ((), text)
    for count in range(1, len(tokens) + 1):
        end = tokens[count - 1].end()
        names = split_names(text[:end])
        if names:
            best = names, text[end:]
    return best
