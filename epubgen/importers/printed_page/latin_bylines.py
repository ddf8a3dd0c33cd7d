# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads bylines in Latin letters and in Korean: ``By A and B``, ``ANNA KIRK``, ``Von A, dpa``, ``홍길동 기자``."""

from __future__ import annotations

import re

from epubgen.importers.printed_page.names import proper_case, split_names
from epubgen.importers.printed_page.paper_names import TITLES
from epubgen.importers.printed_page.people import NameDoubt, People
from epubgen.importers.printed_page.words import HANGUL
from epubgen.model import Credit, Dateline
from epubgen.startup import regex

__all__ = [
    "house_line",
    "initials_line",
    "korean_opening",
    "korean_signature",
    "latin_closing",
    "latin_name_line",
    "latin_signature",
    "photo_closing",
]

_BY = regex(
    r"^(?P<by>By|BY|Von|Par|Por|Di|Av|Text|Door|Story by|Words by|Reported by"
    r"|De (?:notre|nos) (?:correspondante?s?|envoyée?s? spéciale?s?|envoyés spéciaux)"
    r"|Propos recueillis par|VON|PAR|POR|TEXT)[ :]+"
    r"(?P<names>(?:[^\W\d_a-z]|à |au |aux |en ).*[^.,;:]|[^\W\d_a-z].*[A-Z]\.)$"
)
_FROM_PLACE = regex(r"^(?:permanente?s? )?(?:à|au|aux|en) [^,:]{2,30}[,:] *(?P<names>.+)$")
"""``De notre correspondant à Valbrune, Claire Dumas``: the place is no name."""
_AND = regex(r"\s*(?:,|/|;|\||\band\b|\bund\b|\bet\b|\by\b|\boch\b|\bog\b|&)\s*", re.IGNORECASE)
_WIRE = regex(
    r"^(?:(?:the )?associated press|reuters|agence france-presse|bloomberg(?: news)?|ritzau"
    r"|united press international|tribune news service|xinhua|kyodo(?: news)?|yonhap(?: news)?|wire reports"
    r"|news services|staff and wire reports)$",
    re.IGNORECASE,
)
"""Agencies by their names; ``_SIGLUM``: by their letters."""
_SIGLUM = regex(r"^(?:[A-Z]{2,5}|dpa|afp|tt|ntb|ritzau|belga|efe|lusa)$")
_HOUSE = regex(
    r"^(?:(?:senior |chief |special )?"
    r"(?:staff|city|sports|political|education|business|contributing|foreign|news|features)?"
    r" ?(?:writer|reporter|correspondent|editor|columnist|critic|intern|photographer)"
    r"|special to .{3,40}|for .{3,40}|(?:the )?[a-z' .-]{3,30}"
    rf" (?:staff|{TITLES}))$",
    re.IGNORECASE,
)
_NAME = regex(r"^[^\W\d_][\w'’. -]{1,40}$")
_WORD = regex(r"^(?:[A-ZÀ-ÞА-ЯЁ][\w'’.-]*|van|der|den|de|la|le|von|zu|du|da|di|del|al|bin)$")
_NAME_WORDS = (2, 5)


def latin_signature(text: str) -> People | None:
    """Read ``By A and B``, ``Von A, dpa``, ``A/TT``, ``A, Staff Reporter``: people, then papers and agencies."""
    match = _BY.match(text.strip())
    signed = match["names"] if match else text.strip()
    if match and match["by"].startswith("De ") and (placed := _FROM_PLACE.match(signed)):
        signed = placed["names"]
    names = [name for name in _AND.split(signed) if name]
    agency_behind = len(names) > 1 and bool(_SIGLUM.match(names[-1]))
    house_behind = len(names) > 1 and bool(_HOUSE.match(names[-1])) and _is_name(names[0])
    if not match and not agency_behind and not house_behind:
        return None
    found: list[Credit] = []
    house = ""
    for name in names:
        if found and _HOUSE.match(name) and not _agency(name):
            house = name
        elif _agency(name):
            found.append(Credit(name=name if _SIGLUM.match(name) else proper_case(name), role="agency"))
        elif split_names(name) == (name,) or _NAME.match(name):
            found.append(Credit(name=proper_case(name), role="reporter" if match or house_behind else ""))
        else:
            return None
    return People(_with_house(found, house), named_role=True) if found else None


def _agency(name: str) -> bool:
    return bool(_SIGLUM.match(name) or _WIRE.match(name))


def _with_house(found: list[Credit], house: str) -> tuple[Credit, ...]:
    """Return the people with what follows their names: a role, or the paper."""
    if not house:
        return tuple(found)
    made = []
    for one in found:
        if one.role == "agency":
            made.append(one)
        elif re.search(r"(?i)writer|reporter|correspondent|editor|columnist|critic|intern|photographer", house):
            made.append(Credit(name=one.name, role=one.role, printed_role=house))
        else:
            made.append(Credit(name=one.name, role=one.role, org=house))
    return tuple(made)


def house_line(text: str) -> People | None:
    """Read a line below a byline with only a role, a paper or an agency: ``Staff Writer``, ``ASSOCIATED PRESS``."""
    plain = text.strip()
    if _WIRE.match(plain):
        return People((Credit(name=proper_case(plain), role="agency"),), named_role=True)
    return People((), named_role=True) if _HOUSE.match(plain) else None


def _is_name(text: str) -> bool:
    words = text.split()
    within = _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1]
    return within and all(map(_WORD.match, words)) and bool(_WORD.match(words[0]) and words[0][:1].isupper())


_INITIALS = regex(r"^(?:[A-ZÀ-Þ]\. ?(?:-?[A-ZÀ-Þ]\. ?)?-?[A-ZÀ-Þ]\.|\(?[a-zäöü]{2,4}\)?|[a-zäöü]{1,2}/[a-zäöü]{1,3})$")


def initials_line(text: str) -> People | None:
    """Read letters that sign a text in Latin script at its end: ``P. L.``, ``pol``, ``(gw)``."""
    plain = text.strip()
    return People((Credit(name=plain.strip("()")),), named_role=True) if _INITIALS.match(plain) else None


def latin_name_line(text: str) -> People | None:
    """Read a line of nothing but names. Only its place shows that it signs.

    In capitals it may as well be a heading: a doubt goes with it.
    """
    plain = text.strip()
    names = [name for name in re.split(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\bAND\b)\s*", plain) if name]
    if not names or not all(map(_is_name, names)) or re.search(r"[.!?:]$", plain):
        return None
    found = tuple(Credit(name=proper_case(name)) for name in names)
    doubt = NameDoubt(text=plain, alternatives=("text", "subhead"))
    return People(found, named_role=False, doubts=(doubt,))


_KOREAN_ROLES = {
    "기자": "reporter",
    "선임기자": "reporter",
    "전문기자": "reporter",
    "사진기자": "photographer",
    "인턴기자": "intern",
    "특파원": "correspondent",
    "논설위원": "commentator",
    "객원기자": "special",
    "시민기자": "special",
}
_ROLE = "|".join(sorted(_KOREAN_ROLES, key=len, reverse=True))
_KOREAN = rf"(?P<names>[{HANGUL}]{{2,4}}(?:\s?[·,]\s?[{HANGUL}]{{2,4}})*)\s?(?P<role>{_ROLE})"
_KOREAN_LINE = regex(
    rf"^[\s/■◆▲(\[<〈=]*(?P<what>글·사진|사진·글|글|사진|취재|정리)?\s?[=:/]?\s?(?P<place>[{HANGUL}]{{2,6}}[=/]\s?)?{_KOREAN}"
    r"\s*[)\]>〉]?\s*(?P<mail>[\w.+-]+@[\w.-]+)?\s*$",
    needs="자원",
)
_KOREAN_OPENING = regex(
    rf"^[\[(【](?P<place>[{HANGUL}]{{2,8}})(?:\s?[=/]\s?(?P<house>[{HANGUL}A-Za-z0-9 ]{{2,12}}))?"
    rf"[\])】]\s*(?:{_KOREAN}\s*=\s*)?",
    needs="[(【",
)


_PHOTO_WORD = r"(?:Photos?|Photographs?|PHOTOS?|Fotos?|FOTO|Bild|Image|Photographie|사진)"
_PHOTO_END = tuple(
    regex(rf"(?:^|(?<=[.!?”\"»)\]다])\s*|\s)(?P<credit>{form})\s*$")
    for form in (
        rf"{_PHOTO_WORD}\s?(?: by| von| par|[:/=])\s?(?P<names>[^.!?:=]{{3,50}})",
        r"\((?:(?P<wire>AP|AFP|Reuters|dpa|EPA) )?(?:Photo|Foto)\s?[/:]\s?(?P<names>[^()]{3,40})\)",
    )
)
_HOUSE_BEHIND = regex(
    r"(?<=[.!?”\"»])\s+(?P<credit>(?P<names>[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){1,3})"
    r"\s?/\s?(?P<house>[A-ZÀ-Þ][\w '’.-]{1,30}))$"
)


def photo_closing(text: str) -> tuple[int, People] | None:
    """Read a photographer at the end of a caption: ``Photo by Tom Vale/AP``, ``사진=홍길동``."""
    for pattern in (*_PHOTO_END, _HOUSE_BEHIND):
        match = pattern.search(text)
        names = [name for name in _AND.split(match["names"].strip()) if name] if match else []
        if not match or not names:
            continue
        first, *rest = names
        name = re.sub(rf"\s?(?:{_ROLE})$", "", first)
        house = " ".join(rest) or (match["house"] if "house" in pattern.groupindex else "")
        if _is_name(name) or re.fullmatch(f"[{HANGUL}]{{2,4}}", name):
            credit = Credit(name=name, role="photographer", org=house)
            return match.start("credit"), People((credit,), named_role=True)
    return None


_KOREAN_END = regex(rf"(?<=[.!?”\"다])\s*[/=]?\s?(?P<credit>{_KOREAN})\s*$", needs="자원")


_IN_BRACKETS_AT_END = regex(r"(?<=[.!?”\"»])\s*\((?P<names>[^()]{3,60})\)\s*$")


def latin_closing(text: str) -> tuple[int, People] | None:
    """Read the people at the end of a text: ``(Anna Kirk)``, ``(dpa)``, ``홍길동 기자``, or a photographer."""
    if photographer := photo_closing(text):
        return photographer
    if korean := _KOREAN_END.search(text):
        who = korean_signature(korean["credit"])
        return (korean.start("credit"), who) if who else None
    match = _IN_BRACKETS_AT_END.search(text)
    if not match:
        return None
    names = _AND.split(match["names"])
    if not all(_is_name(name) or _SIGLUM.match(name) for name in names):
        return None
    found = tuple(Credit(name=name, role="agency" if _SIGLUM.match(name) else "") for name in names)
    return match.start(), People(found, named_role=True)


def korean_signature(text: str) -> People | None:
    """Read ``홍길동 기자``, ``글·사진 홍길동 기자``, ``홍길동·김서연 기자 mail``."""
    match = _KOREAN_LINE.match(text.strip())
    if not match:
        return None
    role = _KOREAN_ROLES[match["role"]]
    found = _korean_people(match["names"], role, match["role"])
    if match["what"] == "사진":
        found = _korean_people(match["names"], "photographer", match["role"])
    elif match["what"] in ("글·사진", "사진·글"):
        found += _korean_people(match["names"], "photographer", match["role"])
    place = (match["place"] or "").rstrip("=/ ")
    line = Dateline(place=place) if place else None
    return People(found, named_role=True, dateline=line)


def _korean_people(names: str, role: str, printed: str) -> tuple[Credit, ...]:
    return tuple(Credit(name=name, role=role, printed_role=printed) for name in re.split(r"\s?[·,]\s?", names))


def korean_opening(text: str) -> tuple[int, Dateline, str, People | None] | None:
    """Read ``[청하=뉴스온] 홍길동 기자 = ``: its length, the dateline, the byline as printed, the people."""
    match = _KOREAN_OPENING.match(text)
    if not match or not (match["names"] or match["house"] or text.startswith("【")):
        return None
    agency = (match["house"] or "").strip()
    label = text[: text.index(match["place"]) + len(match["place"])].lstrip("[(【")
    line = Dateline(label=label, place=match["place"], agency=agency)
    who = None
    if match["names"]:
        who = People(_korean_people(match["names"], _KOREAN_ROLES[match["role"]], match["role"]), named_role=True)
    return match.end(), line, match[0].rstrip(" ="), who
