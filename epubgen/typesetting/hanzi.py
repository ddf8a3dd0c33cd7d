# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes numbers of Chinese and Japanese text in Han characters: 二〇二六年, 百分之五点三. Source: typography rule 38.

Only numbers that are clearly quantities, dates or ordinals change. Model numbers, telephone numbers, times, scores with
a colon, identifiers and numbers that begin with 0 stay, because a wrong guess would change a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from epubgen.model import Text
from epubgen.startup import dataclass, regex
from epubgen.typesetting.characters import HAN, QUOTES, blank
from epubgen.typesetting.line import Edit, TypesetLine

__all__ = ["hanzi"]


@dataclass(frozen=True, slots=True)
class _NumberWords:
    """The words for numbers in a language."""

    point: str
    large: tuple[str, ...]
    """The unit after each group of four digits."""
    percent: tuple[str, str]
    """The words before and after the number."""
    permille: tuple[str, str]
    pair: str
    """The word for two before a counter (两人); empty where it is the usual one."""
    full: bool
    """Whether the 1 of 10, 100 and 1000, and zeros inside a number, are spoken: 一百零五."""


_SAID = {
    "zh-Hans": _NumberWords("点", ("", "万", "亿", "万亿"), ("百分之", ""), ("千分之", ""), "两", full=True),
    "zh-Hant": _NumberWords("點", ("", "萬", "億", "萬億"), ("百分之", ""), ("千分之", ""), "兩", full=True),
    "ja": _NumberWords("・", ("", "万", "億", "兆"), ("", "パーセント"), ("", "パーミル"), "", full=False),
}
_DIGITS = "〇一二三四五六七八九"
_NUMBER = regex(r"(?<![\dA-Za-z])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([%‰])?(?![\dA-Za-z])", re.ASCII)
_IDS = regex(
    "(?:波音|空客|东风|东方红|长征|歼|型号|型號|编号|編號|号码|號碼|番号|电话|電話|热线|熱線|拨打|撥打|邮编|郵編|代码"
    "|代號|代号|尾号|密码|证号|车牌|航班|车次|列车|频道|字第|〕|］|\\])[为為是：:＝= ]*\\Z"
)
"""Words before a number that is an identifier."""
_YEAR_AFTER = regex(r"年(?!级|級|来|來|间|間|前|后|後|以|历史|歷史|时间|時間)|\s*[—–～至到]+\s*\d{4}年")
_ABOUT = regex("[近约約达達长長余餘上超过過每第满滿]\\Z")
_COUNTED = regex(
    "[个個人名位天次家件条條只隻张張项項种種场場倍万萬亿億千首座艘辆輛篇岁歲米]|年(?![级級])|小时|小時|公里"
)
_RANGE = regex(r"\d[\d,.]*[%‰]?(?:\s*[—–～至到]+\s*\d[\d,.]*[%‰]?)+", re.ASCII)
"""Numbers of a range, of which all change or none."""
_IN_RANGE = regex(r"\d[\d,.]*", re.ASCII)
_MOST_DIGITS = 6
_LONG = 4


@cache
def _beside() -> re.Pattern[str]:
    """A neighbouring character that makes a number part of a sentence.

    The pattern is slow to compile and seldom needed.
    """
    return re.compile(f"[{HAN}ぁ-ヿ—–～％℃·]")


def hanzi(line: TypesetLine) -> Iterator[Edit]:
    """Yield each number that changes, in Han characters. Of a range all numbers change or none."""
    edits = list(_edits(line))
    changed = {edit.start for edit in edits}
    ranges = [_numbers(found) for found in _RANGE.finditer(line.text)] if edits else []
    half = {number for numbers in ranges if not numbers <= changed for number in numbers}
    yield from (edit for edit in edits if edit.start not in half)


def _numbers(found: re.Match[str]) -> set[int]:
    """Return where the numbers of a range begin in its line."""
    return {found.start() + number.start() for number in _IN_RANGE.finditer(found[0])}


def _edits(line: TypesetLine) -> Iterator[Edit]:
    for found in _NUMBER.finditer(line.text):
        start, end = found.span()
        words = _SAID.get(line.language(start, end))
        changes = words and line.bounded(start, end) and (found[3] or _in_sentence(line, start, end))
        if words and changes and (text := _spoken(found, words)):
            yield Edit(start, end, Text(text))


def _in_sentence(line: TypesetLine, start: int, end: int) -> bool:
    """Return whether a neighbouring character makes a number part of a sentence, from inside quotation marks too."""
    before, after = range(start - 1, -1, -1), range(end, len(line.text))
    return any(_beside().match(_neighbour(line.text, places)) for places in (before, after))


def _neighbour(text: str, places: Iterable[int]) -> str:
    return next((text[at] for at in places if text[at] not in QUOTES and not blank(text[at])), "")


def _spoken(found: re.Match[str], words: _NumberWords) -> str:
    """Return the number in words; empty where it stays."""
    whole, decimals, sign = found[1], found[2] or "", found[3] or ""
    before, after = found.string[: found.start()][-8:], found.string[found.end() : found.end() + 10]
    if _names(whole, decimals, before, after):
        return ""
    value = int(whole.replace(",", ""))
    if sign:
        if (whole, decimals, sign) == ("100", "", "%") and words.full:
            return "百分之百"
        opening, closing = words.percent if sign == "%" else words.permille
        return f"{opening}{_number(value, decimals, words)}{closing}"
    if not decimals and _by_digit(whole, before, after):
        return "".join(_DIGITS[int(digit)] for digit in whole)
    if whole == "2" and not decimals and words.pair and not before.endswith("第") and _COUNTED.match(after):
        return words.pair
    return _number(value, decimals, words)


def _names(whole: str, decimals: str, before: str, after: str) -> bool:
    """Return whether a number is part of a name: of a model, an identifier, a telephone number."""
    zero = whole[0] == "0" and (len(whole) > 1 or not (decimals or after))
    return bool(_IDS.search(before)) or zero or ("," not in whole and len(whole) > _MOST_DIGITS)


def _by_digit(whole: str, before: str, after: str) -> bool:
    """Return whether a number is read digit by digit, as years and memorial days (3·15, 9·11) are."""
    if before.endswith("·") or after.startswith("·"):
        return True
    if "," in whole or len(whole) != _LONG or _ABOUT.search(before):
        return False
    return "1000" < whole < "3000" and bool(_YEAR_AFTER.match(after))


def _number(value: int, decimals: str, words: _NumberWords) -> str:
    said = _whole(value, words)
    return said + words.point + "".join(_DIGITS[int(digit)] for digit in decimals[1:]) if decimals else said


def _whole(value: int, words: _NumberWords) -> str:
    """Return a whole number: groups of four digits, each with its unit."""
    if value == 0:
        return "零" if words.full else "〇"
    said, rest = "", value
    for power, unit in reversed(list(enumerate(words.large))):
        group, rest = divmod(rest, 10_000**power)
        if group:
            gap = "零" if words.full and said and group < 1000 else ""  # noqa: PLR2004 - the first of the four digits is 0
            said += gap + _group(group, words, opens=not said) + unit
    return said


def _group(value: int, words: _NumberWords, *, opens: bool) -> str:
    """Return a number of up to four digits."""
    said, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if not digit:
            gap = bool(said)
            continue
        silent = digit == 1 and unit and (not words.full or (unit == "十" and opens and not said))
        said += ("零" if gap and words.full else "") + ("" if silent else _DIGITS[digit]) + unit
        gap = False
    return said
