# SPDX-License-Identifier: AGPL-3.0-or-later
"""Divides a field with several names into single names: 何小雨、罗月; A. Smith and B. Jones.

A dot joins the parts of one name (买买提·艾力, リサ・スミス), but in Korean it divides people. A space divides Chinese
names and stands inside Japanese, Korean and Latin ones. Where both are possible, nothing is divided.
"""

from __future__ import annotations

import re

from epubgen.languages.roles import role_of
from epubgen.startup import CharacterSet, regex

__all__ = ["divided_names"]

_LONGEST = 60
"""Characters that one name may have; a longer text is a sentence."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヶ"
_EAST = CharacterSet(f"{_HAN}\u3040-\u30ff\uac00-\ud7a3")
_NO_NAMES = regex(
    r"[。！？!?…：:]|(?:等|等人|ほか|他\d*人|et al\.?|摄|攝|撮影)$|(?<!^)[摄攝][)）]?$|\bCN\b|[/／]\s*CN",
    re.IGNORECASE,
)
"""Words of a sentence, a list cut short or a photo credit, which no list of names has."""
_DIVIDERS = regex(r"[、，；;،؛|｜\n]+")
_EAST_DIVIDERS = regex(
    r"[,，&＆+＋]+|(?<![文图圖])[/／]+|[/／]+(?![文图圖](?![\u4e00-\u9fff]))|\s+(?:和|与|與|及|暨|と|및)\s+"
)
"""``文/图`` is one word."""
_DOTS = "·•・‧"
_KOREAN_DOT = regex(r"[·ㆍ・‧]")
_KOREAN = regex(r"[\uac00-\ud7a3]{2,4}(?: [\uac00-\ud7a3]{1,4})?")
_CHINESE = regex(rf"[{_HAN}]{{2,4}}")
_DOTTED = regex(rf"[{_HAN}]+(?:[{_DOTS}][{_HAN}A-Za-z]+)+")
_HOUSE = regex(
    r".(?:市|省|县|縣|局|委|厅|廳|社|中心|大学|大學|公司|[日晚时早晨][报報]|电视台|電視台|网|網"
    r"|协会|協會|之家|团队|小组|编辑部|編輯部|新聞|新闻|通信|放送|テレビ|支局|支社|総局|[报報][道導])$"
)
"""Endings of names of organisations; ``昌吉州 融媒体中心`` is one organisation."""
_TITLE = regex(
    r"(?:教授|院士|博士|硕士|碩士|研究[员員]|代表|作家|诗人|詩人|学者|學者|律师|律師|医[生师]|主任|委员|委員|书记|書記"
    r"|局长|局長|校长|校長|[记記]者站)$|^[男女]$"
)
"""Titles after a name: ``李明 教授``."""
_KOREAN_NAME = regex(r"[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심][\uac00-\ud7a3]{2}")
"""A usual surname and two syllables: ``김민수 이영희`` are two people, ``도널드 트럼프`` is one."""
_JAPANESE = regex(rf"[{_HAN}]{{4,6}}|[{_HAN}\u3040-\u309f]{{4,8}}")
_AND = regex(r",?\s+(?:and|und|et|y|e|en|och|og|ja|i|и|та|va|ve|&)\s+|\s*,\s*", re.IGNORECASE)
_SUFFIX = regex(r"(?:Jr|Sr|II|III|IV|V|PhD|Ph\.D|MD|M\.D|Esq|MP|SJ|OBE|CBE|DDS|JD|MBA|RN|BA|MA)\.?", re.IGNORECASE)
_MARKED = r"\u0900-\u109f\u1780-\u17ff"
"""Scripts of India and its neighbours, whose vowels may be marks."""
_WORD = rf"(?:[^\W\d_a-zß-öø-ÿа-я][\w'’.\-{_MARKED}]*|[{_MARKED}]+|d'[A-Z]\w+|O'[A-Z]\w+)"
_PARTICLE = r"(?:de|del|della|di|da|dos|do|du|la|le|van|von|der|den|ter|ten|zu|zum|bin|ibn|al|el|af|av|y)"
_LATIN = regex(rf"{_WORD}(?:\s+{_PARTICLE})*(?:\s+(?:{_WORD}|{_PARTICLE}\s+{_WORD}))+(?:,\s*{_SUFFIX.pattern})*")
_NO_PERSON = regex(
    r"(?:New|North|South|East|West|San|Santa|Los|Las|Saint|St\.?|Hong|United|Saudi|El|Buenos|Rio|Cape|Tel|Sri|Abu)\s.*"
    r"|.*\b(?:writers?|editors?|reporters?|correspondents?|columnists?|critics?|photographers?|journalists?|professors?"
    r"|presidents?|directors?|ministers?|secretary|chair\w*|fellow|analyst|staff|desk|bureau|team|service|press|agency"
    r"|university|college|institute|news|times|post|herald|magazine)",
    re.IGNORECASE,
)
"""Places and offices after a name and a comma: ``Jane Doe, Staff Writer``; ``Jane Doe, New York``."""


def divided_names(text: str, language: str) -> tuple[str, ...]:
    """Return the names in a text, in order; only the text itself where it is one name or no list of names.

    Args:
        text: the text of a field for people.
        language: the primary subtag of the language of the text: ``zh``.
    """
    whole = " ".join(text.split())
    if not whole or len(whole) > _LONGEST * 10 or _NO_NAMES.search(whole):
        return (text,)
    names = [name for part in _DIVIDERS.split(text) for name in _names(" ".join(part.split()), language)]
    if not names or any(len(name) > _LONGEST or _TITLE.search(name) for name in names):
        return (text,)
    return tuple(names) if len(names) > 1 else (text if names[0] == whole else names[0],)


def _names(part: str, language: str) -> list[str]:
    """Return the names in a part of the text without list marks."""
    if not part:
        return []
    if not any(char in _EAST for char in part):
        return _latin_names(part)
    return [
        name
        for piece in _EAST_DIVIDERS.split(part)
        if piece.strip()
        for name in _eastern_names(piece.strip(), language)
    ]


def _is_chinese(name: str) -> bool:
    dotted = any(dot in name for dot in _DOTS)  # names of foreigners and of minorities; the others need no such pattern
    return bool((_DOTTED if dotted else _CHINESE).fullmatch(name))


def _eastern_names(piece: str, language: str) -> list[str]:
    by_dot = [name.strip() for name in _KOREAN_DOT.split(piece)]
    if len(by_dot) > 1 and all(_KOREAN.fullmatch(name) for name in by_dot):
        return by_dot
    tokens = piece.split(" ")
    if any(_HOUSE.search(token) for token in tokens):
        return [piece]
    if language == "ko" and len(tokens) > 1 and all(_KOREAN_NAME.fullmatch(one) or role_of(one) for one in tokens):
        return tokens
    if language == "ja":
        return tokens if all(_JAPANESE.fullmatch(token) or role_of(token) for token in tokens) else [piece]
    if not all(_is_chinese(token) or (len(token) == 1 and token in _EAST) or role_of(token) for token in tokens):
        return [piece]
    joined = _joined(tokens)
    return joined or [piece]


def _joined(tokens: list[str]) -> list[str]:
    """Join two single characters with a space between into one name (``李 明``).

    Return nothing when one is left over.
    """
    names: list[str] = []
    loose = ""
    for token in (*tokens, ""):
        if loose and len(token) != 1 and role_of(loose):  # in ``何小雨 文`` the last word means the work
            names.append(loose)
            loose = ""
        if len(token) > 1:
            if loose:
                return []
            names.append(token)
        elif not token:
            continue
        elif loose:
            names.append(loose + token)
            loose = ""
        else:
            loose = token
    return [] if loose else names


def _latin_names(part: str) -> list[str]:
    """Return names between commas and ``and``.

    Each has two words at least: ``Smith, John`` and ``Marks & Spencer`` stay whole.
    """
    pieces: list[str] = []
    for piece in _AND.split(part):
        if pieces and _SUFFIX.fullmatch(piece):
            pieces[-1] += f", {piece}"
        elif piece:
            pieces.append(piece)
    plain = all(_LATIN.fullmatch(piece) for piece in pieces) and not any(map(_NO_PERSON.fullmatch, pieces[1:]))
    return pieces if len(pieces) > 1 and plain else [part]
