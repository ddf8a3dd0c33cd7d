# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads numbers as they are typed: full-width digits, in quotation marks, in Han characters, or misread by OCR."""

from __future__ import annotations

import re

from epubgen.startup import regex

__all__ = ["arabic", "bare", "corrected", "is_issn", "issn_check_digit", "without_label"]

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {0xFF0D: "-", 0xFF0F: "/", 0xFF0E: ".", 0x3000: " "}
_PAIRS = dict(zip("“‘「『\"'《＂＇", "”’」』\"'》＂＇", strict=True))
_DIGITS = {
    char: value
    for value, chars in enumerate(("〇零○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍"))
    for char in chars
}
_DIGITS |= {char: value for value, chars in enumerate(("六陆陸", "七柒", "八捌", "九玖"), 6) for char in chars}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_LONGEST = 12
_ALIKE = {"I": "1", "l": "1", "i": "1", "|": "1", "O": "0", "o": "0"}
_LIKE = "".join(map(re.escape, _ALIKE))
_MISREAD = regex(
    rf"(?=.*\d)(?:\d[\d{_LIKE}]*[{_LIKE}]\d[\d{_LIKE}]*|\d+[IlOo|]+|[lo|]+\d+|[IOl|]\d[\d{_LIKE}]+|\d+[SBZ]\d+)"
    rf"|(?P<section>[A-H])(?:[{_LIKE}]\d|\d[{_LIKE}])",
    re.ASCII,
)
"""A number with letters in it, or a page of a section: ``A0I``, ``AO1``."""
_ALIKE |= {"S": "5", "B": "8", "Z": "2"}
_LABEL = regex(
    r"(?:(?:(?:国内|國內|国际|國際)?(?:统一|統一|标准|標準)?(?:连续出版物|連續出版物|刊)[号號]"
    r"|(?:国内|國內|国外|國外|海外)?(?:邮发|郵發|发行|發行)?代[号號])[\s:：]*)?"
    r"(?:(?:(?:[ep]-?|electronic |print )?issn(?:-l)?|cn)(?=[^A-Za-z])(?:\s*\((?:print|online|web)\))?[\s:：]*)?",
    re.IGNORECASE,
)
_DASHES = regex(r"(?<=[\dA-Za-z])\s*[—–―－‐‑−]+\s*(?=[\dA-Za-z])")


def bare(text: str) -> str:
    """Return text without quotation marks around it and with plain digits and letters: ``“０２”`` → ``02``."""
    plain = text.strip()
    while len(plain) > 1 and (plain[-1] == _PAIRS.get(plain[0]) or (plain[0] in "“”" and plain[-1] in "“”")):
        plain = plain[1:-1].strip()
    return plain.translate(_WIDE).strip()


def arabic(text: str) -> int | None:
    """Return a number in Han characters, such as 12 for ``十二`` or 2026 for ``二〇二六``; else ``None``."""
    plain = "".join(_TENS.get(char, char) for char in text.strip())
    if (
        not plain
        or len(plain) > _LONGEST
        or any(char not in _DIGITS and char not in _UNITS and char not in "万萬" for char in plain)
    ):
        return None
    if all(char in _DIGITS for char in plain):
        return int("".join(str(_DIGITS[char]) for char in plain))
    myriads, mark, rest = plain.replace("萬", "万").partition("万")
    below = _below_myriad(rest if mark else myriads)
    above = _below_myriad(myriads) if mark else 0
    return None if below is None or above is None or "万" in rest else above * 10_000 + below


def _below_myriad(text: str) -> int | None:
    """Return a number below ten thousand; each unit must be smaller than the one before it."""
    total, held, last = 0, 0, 10_000
    for char in text.replace("零", ""):
        unit = _UNITS.get(char)
        if unit is None:
            if held:
                return None
            held = _DIGITS[char]
        elif unit >= last:
            return None
        else:
            total, held, last = total + (held or 1) * unit, 0, unit
    return total + held


def corrected(text: str) -> str:
    """Return a number with digits in place of letters that were misread: ``6I3`` → ``613``; empty where none was."""
    found = _MISREAD.fullmatch(text)
    if not found:
        return ""
    section = found["section"] or ""
    return section + "".join(_ALIKE.get(char, char) for char in text[len(section) :])


def without_label(text: str) -> str:
    """Return the number of a series without its name, which is printed before it: ``CN 65—0010`` → ``65-0010``."""
    plain = bare(text)
    return _DASHES.sub("-", _LABEL.sub("", plain, count=1)).strip()


def issn_check_digit(digits: str) -> str:
    """Return the check digit of the first seven digits of an ISSN (ISO 3297 §5): a digit or ``X``."""
    rest = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - a remainder of 10 is written X


def is_issn(text: str) -> bool:
    """Return whether a text is an ISSN with a correct check digit: ``1234-5679``."""
    digits = text.replace("-", "")
    form = len(text) == len("1234-5679") and text[4] == "-" and digits[:7].isascii() and digits[:7].isdecimal()
    return form and digits[7:].upper() == issn_check_digit(digits[:7])
