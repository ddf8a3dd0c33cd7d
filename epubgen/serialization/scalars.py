# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads typed text as dates, instants, numbers, yes and no, slugs and language tags; each has one accepted spelling."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NoReturn

from epubgen.files.names import slug
from epubgen.languages import digits
from epubgen.languages.days_off import reads_as_days_off
from epubgen.languages.registry import proposed_tag, standard_tag
from epubgen.languages.time_zones import is_zone, proposed_zone
from epubgen.messages import near_word
from epubgen.model import Form
from epubgen.startup import regex

__all__ = ["FORMS", "SCALARS", "WrongValueError", "blank", "loose_date", "near", "number_pair"]


class WrongValueError(Exception):
    """The text is no value of the type; holds the key of the message and its arguments."""

    def __init__(self, key: str, **args: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = args


def _wrong(key: str, value: str) -> NoReturn:
    raise WrongValueError(key, value=value[:80])


def _mend(key: str, value: str, right: str) -> NoReturn:
    """Refuse a value: with the right spelling where it is known, else with the form that is expected.

    Raises:
        WrongValueError: always.
    """
    if not right:
        _wrong(f"{key}_form", value)
    raise WrongValueError(key, value=value[:80], right=right)


_DATE = regex(r"\d{4}-\d\d-\d\d")
_LOOSE = regex(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = regex(r"(\d{4})(\d\d)(\d\d)")


def loose_date(text: str) -> date | None:
    """Return a date in any of the usual spellings, for importers; ``None`` when the text is no date."""
    loose = _LOOSE.fullmatch(text.strip()) or _COMPACT.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in loose.groups())) if loose else None
    except ValueError:
        return None


_HAN_DATE = regex(r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})日")


def _in_digits(text: str) -> str:
    """Return a date in Chinese numerals with digits: ``二〇二六年四月`` → ``2026年4月``; other text unchanged."""
    found = _HAN_DATE.fullmatch(text)
    return "{}年{}月{}日".format(*map(digits.arabic, found.groups())) if found else text


def _date(typed: str) -> date:
    text = _in_digits(digits.bare(typed))
    value = loose_date(text)
    if value is None:
        known = _LOOSE.fullmatch(text) or _COMPACT.fullmatch(text)
        _wrong("S02.day" if known else "S02.date_form", typed)
    if not _DATE.fullmatch(text) or not text.isascii():
        _mend("S02.date", typed, value.isoformat())
    return value


_INSTANT = regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def _datetime(text: str) -> datetime:
    text = digits.bare(text)
    shape = _INSTANT.fullmatch(text)
    if shape is None:
        _wrong("S02.instant", text)
    if shape[1] is None:
        _wrong("S02.zone", text)
    try:
        value = datetime.fromisoformat(text)
        value.astimezone(UTC)
    except (ValueError, OverflowError):
        _wrong("S02.day", text)
    return value


_INTEGER = regex(r"-?\d{1,9}", re.ASCII)
_COUNTED = regex(r"(?:共|全)?(.+?)\s*(?:[个個]?[版页頁面条條]|pages?|ページ|面|쪽|면)?")
"""A number with the word for what it counts: ``共8版``, ``12 pages``."""
_COUNTS = regex(r"[0-9〇零一二三四五六七八九十百千万廿卅]|^[IVXLCDMivxlcdm]+$")
"""Text that holds a number, not a name such as Spring or 增刊."""


def _int(text: str) -> int:
    plain = digits.bare(text)
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if (value := digits.arabic(plain)) is not None:
        return value
    counted = _COUNTED.fullmatch(plain)
    number = re.sub(r"[\s_,，]", "", counted[1] if counted else plain)
    number = digits.corrected(number) or number
    written = digits.arabic(number)
    right = str(int(number)) if re.fullmatch(r"\d{1,9}", number) else "" if written is None else str(written)
    _mend("S02.int", text, right)


_YES = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def _bool(text: str) -> bool:
    if text.lower() not in _YES:
        _wrong("S02.bool", text)
    return _YES[text.lower()]


SCALARS: dict[object, Callable[[str], object]] = {date: _date, datetime: _datetime, int: _int, bool: _bool}
"""Type of a field → the function that reads its text."""

_SLUG = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        _mend("S02.slug", text, slug(text))
    return text


def _tag(text: str) -> str:
    """Return the standard form of a registered language tag.

    An unregistered one is refused, since readers take it for English.
    """
    if tag := standard_tag(text):
        return tag
    right = proposed_tag(text)
    raise WrongValueError("S02.tag" if right else "S02.tag_form", value=text[:80], right=right)


def _days_off(text: str) -> str:
    """Return one kind of day off; a date in another spelling is refused with the right one."""
    plain = digits.bare(text)
    if reads_as_days_off(plain):
        return plain
    parts = _BETWEEN.split(plain)
    parts = plain.split("/") if parts == [plain] and not loose_date(_in_digits(plain)) else parts
    ends = [loose_date(_in_digits(part.strip())) for part in parts]
    right = "/".join(day.isoformat() for day in ends if day) if all(ends) else ""
    _mend("S02.days_off", text, right if reads_as_days_off(right) else "")


_BETWEEN = regex(r"\s*(?:至|到|～|~|—+|–| - | to )\s*")
_MONTHS = range(1, 13)


def _month(text: str) -> str:
    plain = digits.bare(text).removesuffix("月").strip()
    number = int(plain) if re.fullmatch(r"\d{1,2}", plain, re.ASCII) else digits.arabic(plain)
    if number not in _MONTHS:
        _wrong("S02.month", text)
    return str(number)


def _zone(text: str) -> str:
    if is_zone(text):
        return text
    right = proposed_zone(text)
    raise WrongValueError("S02.zone_name" if right else "S02.zone_form", value=text[:80], right=right)


_AROUND = regex(
    r"(?:[总總]?第|[总總]期号|제|no\.|vol\.|issue(?=[\s\d]))?\s*(.*?)\s*(?:[期号號卷巻호권])?", re.IGNORECASE
)
_AROUND_PAGE = regex(
    r"(?:第(?=.+[版面页頁])|제(?=.+면)|(?:p\.|pg\.|page\b)\s*(?=\d))?\s*(.*?)\s*(?:(?:[版页頁면]|(?<=\d)面|ページ)(?:\s*[:：].*)?)?",
    re.IGNORECASE,
)


def _number(text: str) -> str:
    """Return an issue or volume number without 第…期 around it, which title and masthead print themselves."""
    return _between(_AROUND, text)


_POSITION = regex(r"\d{1,8}(?:\.\d{1,4})?", re.ASCII)


def _position(text: str) -> str:
    """Return a number that a 32-bit float holds, as library servers store it."""
    if not _POSITION.fullmatch(text) or float(text) >= 2**24:
        _wrong("S02.position", text)
    return text


def _page(text: str) -> str:
    """Return a page number without 第…版 around it, which the contents print themselves."""
    found = _AROUND_PAGE.fullmatch(digits.bare(text))
    if found and found[0] != found[1] and (written := digits.arabic(found[1])) is not None:
        _mend("S02.number", text, str(written))
    return _between(_AROUND_PAGE, text)


def _between(words: re.Pattern[str], text: str) -> str:
    """Return a number; refuse one with printed words around it, or with a letter misread for a digit (``6I3``)."""
    plain = digits.bare(text)
    found = words.fullmatch(plain)
    if found and found[1] and found[1] != plain and _COUNTS.search(found[1]):
        _mend("S02.number", text, digits.corrected(found[1]) or found[1])
    if right := digits.corrected(plain):
        _mend("S02.int", text, right)
    return plain if _COUNTS.search(plain) else text


FORMS: dict[Form, Callable[[str], str]] = {
    Form.SLUG: _slug,
    Form.TAG: _tag,
    Form.NUMBER: _number,
    Form.PAGE: _page,
    Form.POSITION: _position,
    Form.ZONE: _zone,
    Form.DAYS: _days_off,
    Form.MONTH: _month,
    Form.SERIAL: digits.without_label,
}


_DECIMAL = regex(r"-?(?:\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE]-?\d{1,3})?", re.ASCII)


def number_pair(words: list[str]) -> tuple[float, float]:
    """Return two numbers from 0 to 1: ``0.5 0.3``.

    Raises:
        WrongValueError: S02.pair the words are not two numbers; F06 one is below 0 or above 1.
    """
    text = " ".join(words)
    if len(words) != len("xy") or not all(_DECIMAL.fullmatch(word) for word in words):
        _wrong("S02.pair", text)
    x, y = (float(word) for word in words)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        _wrong("F06", text)
    return (x, y)


def blank(value: object) -> bool:
    """Return whether a required value is empty: no items, or only texts without a word."""
    lines = value if isinstance(value, tuple) else (value,)
    return all(isinstance(line, str) and not line.strip() for line in lines)


def near(word: str, known: list[str]) -> str:
    """Return the known word that is spelled most like ``word``; empty when none is similar."""
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    folded = {name.lower().replace("-", "_"): name for name in known}
    found = near_word(plain, folded)
    if not found and not plain.isascii():
        found = next((name for name in folded if set(name) & set(plain) and not name.isascii()), "")
    return folded[found] if found else ""
