# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads lines that sign a story, and credits at the end of a paragraph. ``datelines`` reads what begins a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from epubgen.importers.printed_page.latin_bylines import (
    house_line,
    korean_signature,
    latin_closing,
    latin_name_line,
    latin_signature,
    photo_closing,
)
from epubgen.importers.printed_page.names import is_surnamed, like_no_person, name_and_place, split_names
from epubgen.importers.printed_page.people import NameDoubt, People, doubted, editors, people, strip_marks
from epubgen.importers.printed_page.words import AGENCIES, HAN, HANGUL, KANA, MARKS, half
from epubgen.model import Credit, Dateline
from epubgen.startup import regex

__all__ = ["bare_signature", "closing", "editors", "people", "sent_from", "signature", "strip_marks"]

_LINE = 60
"""A byline that is longer is running text."""
_SENTENCE_END = regex(r"[。！？!?；;]")
_FEW = 3
"""A byline has no more print lines."""


def signature(text: str, roles: Mapping[str, str]) -> People | None:
    """Return the people of a line that is only a byline; ``None`` for any other line.

    A ``□`` alone proves nothing, because it also opens headlines and lists. Without a role word only names count after
    it.
    """
    if len(text) > _LINE or _SENTENCE_END.search(text):
        return None
    if "\n" in text:
        return _lines(text.split("\n"), roles)
    marked = text.lstrip(" 　")[:1] in tuple(MARKS)
    return (
        sent_from(text, roles)
        or people(text, roles, bare=marked)
        or _kana(text)
        or korean_signature(text)
        or _in_brackets(text, roles)
        or latin_signature(text)
        or house_line(text)
        or _photo_line(text)
    )


def _photo_line(text: str) -> People | None:
    """Return the photographer of a line of its own: ``Photo by Tom Vale/Harbour Gazette``."""
    found = photo_closing(text)
    return found[1] if found and not text[: found[0]].strip() else None


def _lines(lines: list[str], roles: Mapping[str, str]) -> People | None:
    """Return the people of a byline of two or three print lines: names, then roles and papers."""
    read = [signature(line.strip(), roles) for line in lines]
    if len(lines) > _FEW or not all(read):
        return None
    made = [one for one in read if one]
    return replace(made[0], credits=tuple(credit for one in made for credit in one.credits))


def bare_signature(text: str, roles: Mapping[str, str], beside: str = "") -> People | None:
    """Return names without a role word (``王小芳``, ``LENA MOOR``). Only the place of the line shows that they sign.

    ``beside``: the text that the names would sign. Latin capitals beside East Asian text are a title, not a name.
    """
    plain = strip_marks(text)
    foreign = plain.isascii() and bool(re.search(f"[{HAN}{KANA}{HANGUL}]", beside))
    if len(plain) > _LINE or foreign:
        return None
    if "\n" in plain:
        return _bare_lines(plain.split("\n"), roles)
    names = split_names(plain)
    if names and all(map(is_surnamed, names)):
        return None if any(map(like_no_person, names)) else people(plain, roles, bare=True)
    return latin_name_line(text) if re.search(r"[A-Za-zА-Яа-яЁё]", plain) and not re.search(f"[{HAN}]", plain) else None


def _bare_lines(lines: list[str], roles: Mapping[str, str]) -> People | None:
    """Return names alone on the first line and their roles on the next: ``LENA MOOR``, ``ASSOCIATED PRESS``."""
    first, *rest = lines
    who = bare_signature(first.strip(), roles)
    more = [house_line(line) for line in rest]
    if who is None or len(lines) > _FEW or not all(more):
        return None
    others = tuple(credit for one in more if one for credit in one.credits)
    return replace(who, credits=(*who.credits, *others), doubts=())


_BRACKETED = regex(r"^[（(【〔\[［](?P<names>[^（）()【】〔〕\[\]［］]{2,30})[）)】〕\]］]$")


def _in_brackets(text: str, roles: Mapping[str, str]) -> People | None:
    """Return names alone in brackets on a line of their own: ``（王小芳）``, ``【山田太郎】``."""
    match = _BRACKETED.match(text.strip(" 　"))
    names = split_names(match["names"]) if match else None
    if not match or not names or not all(map(is_surnamed, names)):
        return None
    found = people(match["names"], roles, bare=True)
    return replace(found, named_role=True) if found else None


_JAPANESE_NAME = rf"[{HAN}々]{{1,3}}[\s　]?[{HAN}{KANA}々]{{1,4}}"
_JAPANESE_NAMES = rf"{_JAPANESE_NAME}(?:[、,]{_JAPANESE_NAME})*"
_KANA_ROLE = "記者|編集委員|論説委員|特派員"
_KANA = regex(
    rf"^[（(【〔=＝\s　]*(?:(?P<what>{_KANA_ROLE}|文・写真|文|写真|撮影|聞き手|構成|本紙記者|取材班)[・:：＝=\s　／/]+"
    rf"(?P<names>{_JAPANESE_NAMES})|(?P<before>{_JAPANESE_NAMES})[\s　]?(?P<role>{_KANA_ROLE}))[）)】〕\s　]*$",
    needs="記委派文写撮聞構班",
)
_KANA_ROLES = {"写真": "photographer", "撮影": "photographer", "文": "", "聞き手": "", "構成": ""}


def _kana(text: str) -> People | None:
    """Return the people of ``記者・山田太郎``, ``山田太郎記者``, ``文・写真　山田太郎``, ``（聞き手・山田太郎）``."""
    match = _KANA.match(text.strip())
    if not match:
        return None
    printed = (match["what"] or match["role"]).rstrip("・")
    role = _KANA_ROLES.get(printed, "reporter" if printed != "文・写真" else "")
    names = [re.sub(r"[\s　]", "", name) for name in re.split("[、,]", match["names"] or match["before"])]
    if not all(map(is_surnamed, names)) and not match["what"]:
        return None
    found = [Credit(name=name, role=role, printed_role=printed) for name in names]
    if printed == "文・写真":
        found += [replace(one, role="photographer") for one in found]
    return People(tuple(found), named_role=True)


_VERB = (
    "(?:綜合報導|综合报道|專題報導|圖文報導|摄影报道|攝影報導|報導|报道|報道|專電|专电|電|电|訊|讯"
    "|專訪|攝影|综述|綜述|摄|攝|文)"
)
_SENT = regex(
    rf"^(?P<open>[【〔\[(（])?(?P<who>[^／/【】〔〕\[\]()（）。，]{{2,30}})(?P<slash>[／/])(?P<place>[{HAN}]{{2,8}}?){_VERB}"
    rf"(?P<close>[】〕\])）])?$",
    needs="／/",
)
_SENT_RUN = regex(
    rf"^(?P<open>[【〔\[(（])?(?P<head>[{HAN}]{{0,8}}(?:記者|记者|特派員|特派员))[\s　]?"
    r"(?P<names>[^／/【】〔〕\[\]()（）。，]{2,24}?)"
    rf"(?:(?P<place>[\s　][{HAN}]{{2,6}})?{_VERB}"
    rf"|[\s　]?(?:發自|发自)[\s　]?(?P<from>[{HAN}]{{2,6}}?)(?:报道|報道|報導)?)"
    r"(?P<close>[】〕\])）])?$"
)


def sent_from(text: str, roles: Mapping[str, str]) -> People | None:
    """Return people and the place beside them: ``记者 王小芳 青溪报道``, ``記者陳嵐／台北報導``."""
    plain = text.strip(" 　")
    match = _SENT.match(plain)
    if match and bool(match["open"]) == bool(match["close"]):
        who = people(match["who"], roles, bare=True)
        bare = who is not None and not who.named_role and not all(is_surnamed(one.name) for one in who.credits)
        if who and not bare and match["who"].strip(" 　") not in ("文", "图", "圖", "摄", "攝"):
            return replace(who, named_role=True, dateline=Dateline(place=match["place"]))
    match = _SENT_RUN.match(plain)
    if not match or bool(match["open"]) != bool(match["close"]):
        return None
    return _run_together(match["head"], match["names"], (match["place"] or match["from"] or "").strip(" 　"), roles)


def _run_together(head: str, names: str, place: str, roles: Mapping[str, str]) -> People | None:
    """Return people and place of ``記者陳嵐台北報導``, where the last name and the place have nothing between them."""
    *firsts, last = re.split(r"([、，,\s　])", names.strip(" 　"))
    doubtful = False
    if not place:
        last, place, doubtful = name_and_place(last)
    who = people(f"{head} {''.join(firsts)}{last}", roles)
    if not who or not place:
        return None
    who = replace(who, dateline=Dateline(place=place))
    return with_doubtful_place(who, last, place) if doubtful else who


def with_doubtful_place(who: People, name: str, place: str) -> People:
    """Return the same with the question whether one character more or less belongs to the name."""
    longer = len(place) > 2  # noqa: PLR2004 - a place of two characters gives none away
    other = f"{name}{place[:1]}, place: {place[1:]}" if longer else f"{name[:-1]}, place: {name[-1]}{place}"
    return replace(who, doubts=(*who.doubts, NameDoubt(text=f"{name}{place}", alternatives=(f"byline: {other}",))))


_END = regex(r"[（(【〔](?P<people>[^（）()【】〔〕]{2,60})[）)】〕][\s　]*$")
_STOPPED = regex(r"[。！？!?…”」』][\s　]*$")
_TAKEN = regex(
    rf"[、，,（(]?(?P<name>{_JAPANESE_NAME})撮影[）)]?$|[（(]?撮影[・:：=＝](?P<after>{_JAPANESE_NAME})[）)]?$",
    needs="撮",
)
_EQUALS = regex(
    rf"(?<=[。！？」』）])[\s　]*[＝=](?P<people>{_JAPANESE_NAME}(?:[、,]{_JAPANESE_NAME})*)[\s　]*$", needs="＝="
)
_PHOTO_END = regex(
    rf"(?:(?<=[。！？”」』…）)])|(?<=\s)|(?<=　))[\s　]*"
    rf"(?P<credit>[{MARKS}]?[\s　]*[（(]?[^。！？”」』…（）()]{{2,40}}?"
    r"[摄攝](?:影(?:报道|報導)?)?[）)]?)[\s　]*$"
)


def closing(text: str, roles: Mapping[str, str]) -> tuple[int, People] | None:
    """Return a credit in brackets, or a photographer's, at the end of a paragraph.

    Where it begins, and the people in it.
    """
    match = _END.search(text)
    if match and match.start():
        who = _closing_people(match["people"], roles, stopped=bool(_STOPPED.search(text[: match.start()])))
        if who:
            return match.start(), who
    match = _PHOTO_END.search(text)
    who = people(strip_marks(match["credit"]), roles) if match else None
    if match and who and who.pictures:
        return match.start("credit"), who
    match = _TAKEN.search(text)
    if match and is_surnamed(name := re.sub(r"[\s　]", "", match["name"] or match["after"])):
        return match.start(), People((Credit(name=name, role="photographer"),), named_role=True)
    match = _EQUALS.search(text)
    if match:
        names = re.split("[、,]", match["people"])
        return match.start(), People(tuple(Credit(name=name) for name in names), named_role=True)
    return latin_closing(text)


_AGENCY_ALONE = regex(rf"^[据據]?(?P<agency>[{HAN}]{{1,4}}社|{'|'.join(AGENCIES)}|時事|ロイター)(?:[电電讯訊]|发|發)?$")


def _closing_people(text: str, roles: Mapping[str, str], *, stopped: bool) -> People | None:
    """Return the people in brackets after a text. Names alone sign only if a sentence has ended before them."""
    who = sent_from(text, roles) or people(text, roles) or _kana(text) or korean_signature(text)
    if who and who.named_role:
        return who
    if stopped and (wire := _AGENCY_ALONE.match(half(text))):
        return People((Credit(name=wire["agency"], role="agency"),), named_role=True)
    names = split_names(text)
    if not stopped or not names or not all(map(is_surnamed, names)):
        return None
    return doubted(People(tuple(Credit(name=name) for name in names), named_role=True))
