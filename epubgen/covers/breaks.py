# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds where a line of the cover may break.

A line never breaks inside a word of an alphabet, a number, a price, a date or a percentage, nor before a closing mark
or after an opening mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from epubgen.startup import regex

__all__ = ["pieces", "spans", "units"]

_NO_START = set("，。、；：？！」』）》〉】〕］…—～・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々”’·%％‰℃,.;:?!)]}")
_NO_END = set("「『（《〈【〔［“‘([{￥¥$£€")
_EAST = r"\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_NO_BREAK = "\u00a0\u202f\u2060"
_LETTERS = (
    r"!-~\u00a0-\u10ff\u1780-\u18af\u1c80-\u1fff\u2010-\u2015\u2018-\u201d\u202f"
    r"\u20a0-\u20cf\u2116\u2122\u2c60-\u2c7f\ua640-\ua7ff"
)
_WORD = regex(rf"[^\W{_EAST}][{_LETTERS}]*|[^\S{_NO_BREAK}]+|.", re.DOTALL)
_TIBETAN = regex("[\u0f00-\u0fff]+?(?:\u0f0b(?![\u0f0b-\u0f14])|(?![\u0f00-\u0fff]))")
"""A Tibetan syllable up to its tsheg, after which a line may end. A shad stays with the text before it."""
_UNSPACED = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer letters. In these scripts spaces separate phrases, not words."""
_BEFORE, _BEHIND = "\u0e40-\u0e44\u0ec0-\u0ec4", "\u0e30\u0e45\u0e46\u0eb0\u0ec6"
_FIRST_VOWEL = regex(f"[{_BEFORE}]")
_SYLLABLES = regex(rf"(?<=.)(?=[{_BEFORE}])|(?<=[{_BEHIND}])(?=.)|(?<=\u200b)(?=.)")
"""Certain ends of Thai or Lao syllables: before a vowel that is written first, or after one that is written last."""
_JOINS = frozenset("\u0eba\u1039\u17d2")
"""Signs that put the next consonant below the consonant before."""
_CLINGING = frozenset("\u0e2f\u0e32\u0e33\u0eb2\u0eb3\u102b\u102c\u1038\u200b" + "\u0e30\u0e45\u0e46\u0eb0\u0ec6")
_CONSONANT = regex("[\u0e01-\u0e2e\u0e81-\u0eae]")
_ASAT = "\u103a"
_ADDRESS_PART = regex(r"[^@./]*[@./]+|[^@./]+")
"""A mail or web address breaks after its signs, as in the pages."""
_HANGUL = regex(r"[\uac00-\ud7a3]+[^\s\uac00-\ud7a3\u4e00-\u9fff]?")

_D = "[0-9０-９]"
_S = rf"[ {_NO_BREAK}]?"
_COUNT = rf"{_D}+(?:[.,:/．：／·万萬億亿千만억천]{_D}+)*"
_HAN_COUNT = "[〇零○一二三四五六七八九十廿卅百]{1,6}"
_RANGE = rf"{_COUNT}(?:[-–—−－~～至]{_COUNT})?"
_MONEY = rf"(?:(?:[A-Z]{{1,3}})?[$€£¥￥₩₽]|(?:RMB|USD|EUR|HKD|JPY|Rs\.?){_S}){_S}"
_MEASURES = (
    "平方公里|平方千米|平方米|平方メートル|立方米|公里|公斤|千克|千米|厘米|毫米|分钟|分鐘|小时|小時|時間|个月|個月|か月|カ月|ヶ月|ヵ月|"
    "年代|年度|周年|周岁|週年|世纪|世紀|季度|月份|人次|美元|欧元|歐元|日元|港元|人民币|ドル|ユーロ|パーセント|ポイント|キロ|メートル|"
    "百分点|百分點|车次|元|円|圆|圓|块|塊|年|月|日|号|號|時|时|点|點|分|秒|天|周|週|岁|歲|歳|届|屆|期|回|次|人|名|位|个|個|件|"
    "本|册|冊|家|所|座|栋|棟|套|户|戶|条|條|项|項|版|页|頁|层|層|階|级|級|度|米|里|吨|噸|トン|升|亩|畝|倍|成|折|%|％|‰|℃|°C?|"
    "년|월|일|시|분|초|원|명|개|회|호|년대|퍼센트"
)
_MANY = "[百千万萬亿億兆多余餘几幾만억조천백]*"
_DATE = (
    rf"(?:{{n}}){_S}年(?:{_S}{{n}}{_S}月(?:{_S}{{n}}{_S}[日号號])?)?|{{n}}{_S}月{_S}{{n}}{_S}[日号號]|"
    rf"{{n}}{_S}[时時点點](?:{_S}{{n}}{_S}分(?:{_S}{{n}}{_S}秒)?|半)?"
)
_KOREAN_DATE = rf"{_D}+년(?:{_S}{_D}+월(?:{_S}{_D}+일)?)?|{_D}+월{_S}{_D}+일|{_D}+시{_S}{_D}+분"
_MONTHS = (
    "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Januar|Februar|März|Mai|Juni|Juli|Okt|Dez|janvier|février|"
    "mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|"
    "agosto|septiembre|octubre|noviembre|diciembre)[a-z]*"
)
_WESTERN_DATE = (
    rf"{_D}{{1,2}}(?:st|nd|rd|th|\.|er)? {_MONTHS}\b(?:,? {_D}{{4}})?|{_MONTHS}\.? {_D}{{1,2}}\b(?:, {_D}{{4}})?"
)
_WESTERN_UNIT = (
    r"(?:%|‰|°C|°F|€|£|\$|km²?|m²?|cm|mm|kg|g|t|l|ha|mph|km/h|million|billion|trillion|m|bn|Mio\.?|Mrd\.?|"
    r"Millionen|Milliarden|Uhr|Prozent|per ?cent|percent|euros?|dollars?|pounds?|yen|yuan|zł|Kč|Ft|₺|TL|₴|грн|руб\.?|"
    r"млн|млрд|тыс\.?|тг|a\.?m\.?|p\.?m\.?)"
    r"(?![A-Za-z\u00c0-\u058f])"
)
_WHOLE = "|".join(
    (
        _DATE.replace("{n}", f"{_D}+"),
        _DATE.replace("{n}", _HAN_COUNT),
        rf"(?:{_KOREAN_DATE})[\uac00-\ud7a3]*",
        _WESTERN_DATE,
        rf"{_MONEY}{_RANGE}{_MANY}(?:{_S}(?:{_MEASURES}))?(?:[ {_NO_BREAK}](?:million|billion|m|bn)\b)?",
        rf"[-+−±约約]?{_RANGE}{_S}{_MANY}(?:{_MEASURES})(?![\uac00-\ud7a3])",
        rf"[-+−±]?{_RANGE}[ {_NO_BREAK}]{_WESTERN_UNIT}",
        rf"{_D}+[\uac00-\ud7a3]+",
        rf"[０-９]+(?:[．：／，][０-９]+)*{_MANY}",
        rf"(?:第){_D}+(?:{_MEASURES})",
        rf"\+{_D}{{1,4}}(?:[{_NO_BREAK}][-0-9()./]+)+",
        rf"{_HAN_COUNT}(?:点|點){_HAN_COUNT}|百分之{_HAN_COUNT}",
    )
)
"""Dates, times, prices and quantities, which are not broken."""


@cache
def _whole() -> re.Pattern[str]:
    """Compile the pattern when the first cover is drawn, because this takes as long as importing Pillow."""
    return re.compile(_WHOLE)


def units(text: str) -> Iterator[str]:
    """Yield the parts of a text in which no line breaks. Each space between them is a unit of its own."""
    return (" " if text[start:end].isspace() else text[start:end] for start, end in spans(text))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each unit. Units are found on demand, because the first line of a story is short."""
    begun = done = 0
    for start, end in _tokens(text):
        token = text[start:end]
        before = text[start - 1] if start else ""
        clings = token[0] in _NO_START or token[0] in _NO_BREAK or before in _NO_BREAK or before in _NO_END
        if before and not (clings and not _breaks(token) and not _breaks(before)):
            yield begun, done
            begun = start
        done = end
    if done:
        yield begun, done


def pieces(unit: str) -> list[str]:
    """Split a unit that is longer than a line: into words and numbers, else parts of an address, else characters.

    A phrase in Thai, Lao, Burmese or Khmer is split at syllable boundaries that the spelling shows, else between
    letters with all their marks. No dictionary of these languages is used.
    """
    if _UNSPACED.search(unit):
        parts = _SYLLABLES.split(unit)
        parts = parts if len(parts) > 1 else _voiced(list(_clusters(unit)))
        if len(parts) > 1:
            return parts
    for pattern in (_WORD, _ADDRESS_PART):
        parts = [match[0] for match in pattern.finditer(unit)]
        if len(parts) > 1:
            return parts
    return list(unit)


def _voiced(clusters: Sequence[str]) -> list[str]:
    """Join a Thai or Lao consonant without a vowel to the cluster before it, because it usually ends a syllable."""
    made: list[str] = []
    for cluster in clusters:
        if made and (_CONSONANT.fullmatch(cluster) or _CONSONANT.fullmatch(made[-1])):
            made[-1] += cluster
        else:
            made.append(cluster)
    return made


def _clusters(unit: str) -> Iterator[str]:
    """Yield each letter with its marks, the vowels around it and the letters below it."""
    start = 0
    for at in range(1, len(unit)):
        char, before = unit[at], unit[at - 1]
        closes = unit[at + 1 : at + 2] == _ASAT  # a consonant that ends a Burmese syllable
        bound = char in _CLINGING or unicodedata.category(char)[0] == "M" or before in _JOINS or closes
        if not bound and not _FIRST_VOWEL.match(before):
            yield unit[start:at]
            start = at
    yield unit[start:]


def _breaks(text: str) -> bool:
    return text.isspace() and not any(char in _NO_BREAK for char in text)


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    place, whole_pattern = 0, _whole()
    korean = any("\uac00" <= char <= "\ud7a3" for char in text)  # the pattern takes 2 ms to compile
    while place < len(text):
        alone = not place or not (text[place - 1].isalnum() and text[place].isalnum() and text[place - 1].isascii())
        whole = whole_pattern.match(text, place) if alone else None
        plain = (
            (_HANGUL.match(text, place) if korean else None) or _TIBETAN.match(text, place) or _WORD.match(text, place)
        )
        assert plain  # noqa: S101 - the last alternative takes anything
        end = max(plain.end(), whole.end() if whole else 0)
        yield place, end
        place = end
