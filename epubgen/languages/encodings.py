# SPDX-License-Identifier: AGPL-3.0-or-later
"""Encodings of text: the codec of a label, the usual encoding of a language, the likely encoding of bytes.

A label has the meaning of the WHATWG Encoding Standard, which most programs that label files follow: ``gb2312`` is GB
18030, ``euc-kr`` is windows-949, ``big5`` has the Hong Kong extensions, ``shift_jis`` is windows-31J.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from functools import cache
from itertools import chain, pairwise, product

import webencodings

from epubgen.languages.registry import standard_tag
from epubgen.languages.tags import fitting
from epubgen.startup import CharacterSet, regex

__all__ = [
    "codec_name",
    "has_swapped_case",
    "lacks_script",
    "language_of",
    "page_of",
    "stated_language",
    "suggested_encoding",
    "text_of",
    "usual_share",
    "utf16_without_mark",
]

_WIDER = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949", "shift_jis": "cp932"}
"""Python codecs that lack characters of real files with their label → the codec to use."""
_EUC_JP = "euc_jis_2004"
"""This codec has the marks of NEC row 13 (①, ㈱), which Python's ``euc_jp`` lacks."""
_EAST = {"zh-hans": "gb18030", "zh-hant": "big5hkscs", "ja": "cp932", "ko": "cp949"}
_OTHERS = {
    "cp1250": "bs cs hr hu pl ro sk sl sq",
    "cp1251": "be bg kk ky mk mn ru sr tg tt uk",
    "cp1253": "el",
    "cp1254": "az ku tr",
    "cp1255": "he yi",
    "cp1256": "ar fa ug ur",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
}
"""The encodings before Unicode by language, as browsers choose them (HTML Standard, determining the character
encoding).
"""
_BY_LANGUAGE = {language: name for name, languages in _OTHERS.items() for language in languages.split()}
_LATIN = "cp1252"
_OTHER_PAGES = {
    "cp932": (_EUC_JP,),
    "cp1250": ("iso8859-2", "cp852", "mac-latin2"),
    "cp1251": ("koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"),
    "cp1252": ("mac-roman", "cp850"),
    "cp1253": ("iso8859-7", "mac-greek"),
    "cp1254": ("mac-turkish", "cp857"),
    "cp1255": ("cp862",),
    "cp1256": ("iso8859-6", "cp864"),
    "cp1257": ("iso8859-13", "iso8859-4", "cp775"),
}
"""Encodings of DOS, the Macintosh, Unix and mail for the languages of a Windows code page."""
_STATED = regex(
    r"""^\s*["']?(?:language|lang|语言|語言|言語|언어)["']?\s*[:：]\s*["']?([^\s"'#,]{2,24})""",
    re.MULTILINE,
)
_LONG = 2**16
"""Bytes that are enough to judge a text."""
_NULS = 8
"""In UTF-16 of letters and line ends one byte of at least so many is zero."""
_ENOUGH, _FAIR = 0.7, 0.5
"""So large a share of a text's letters is common in its language; so large a one where the language is known."""
_RUN = 16
"""Bytes beyond ASCII on a line of East Asian text."""
_LATIN_PAGES = (_LATIN, "cp1250", "cp1254", "cp1257")
"""Code pages of languages whose words have ASCII letters.

Vietnamese is not among them: its words may have four other letters in a row.
"""
_WORD = regex(rb"[\x80-\xff]{4,}")
"""Four bytes beyond ASCII in a row, as in East Asian words of two characters; no word of a Latin code page has them."""
_ODD = CharacterSet("\ue000-\uf8ff\x80-\x9f\uff61-\uff9f\u3100-\u312f\u2500-\u257f\ufffd")
"""Half-width kana, bopomofo, box drawing, private-use and control characters: rarely printed, often misread."""
_NO_JIS = regex(r"[\xa0\uf8f0-\uf8f3]")
"""Characters that Python gives for the bytes A0 and FD to FF, which windows-31J does not have."""
_FEW, _MANY = 40, 60
"""Letters that are too few to judge; letters among which a script of its own cannot be missing."""
_CASED = regex("[\xb5-\u0587\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u1d00-\u1fff\u2c00-\u2dff\ua640-\ua7ff]")
"""Letters beyond ASCII in scripts that have capitals."""
_SWAPPED = 3
"""More such words than names of companies in a text."""
_PURE = 0.9
"""The least share of Hangul among the letters of a Korean text; Chinese read as Korean is half hanja."""
_KANA = regex(r"[\u3041-\u30fa]")
_HANGUL = regex(r"[\uac00-\ud7a3]")
_HAN = CharacterSet("\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff")
_MIXED = regex(r"(?<=[\u4e00-\u9fff])[\uac00-\ud7a3]|[\uac00-\ud7a3](?=[\u4e00-\u9fff])")
_TORN = regex(
    r"[\x80-\x9f\u2500-\u25ff\ue000-\uf8ff]|(?<=[^\W\d_])[\xa1-\xa6\xa8\xac\xaf\xb1\xb4-\xb6\xb8\xbf]|[\xa4\xa6\xac\xb1\xb6](?=[^\W\d_])"
    r"|(?<=[^\W\d_])(?![\u2010-\u2019\xad\xb7\u200c\u200d])[^\w\s\x00-\x7f]+(?=[^\W\d_])"
)
"""Characters that no word has: control characters, boxes, trade marks or accents beside a letter, signs between
letters.
"""
_STRANGE = regex(r"[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f\uff61-\uff9f]")
"""Private-use and control characters and half-width kana, which a wrong encoding leaves among letters."""


def codec_name(label: str) -> str:
    """Return the Python codec of a label of the Encoding Standard, or of a name that Python knows; empty for neither.

    Labels of encodings that browsers refuse (``hz-gb-2312``, ``iso-2022-kr``) have Python's meaning.
    """
    found = webencodings.lookup(label.strip())
    name = found.codec_info.name if found and found.name not in ("replacement", "x-user-defined") else label.strip()
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a zero byte in the name
        return ""
    if not info._is_text_encoding:  # noqa: SLF001 - Python has no public attribute for this
        return ""
    plain = info.name.replace("-", "_")
    return _EUC_JP if plain == "euc_jp" else _WIDER.get(plain, info.name)


def text_of(data: bytes, label: str) -> str:
    """Return the text of bytes in the encoding of a label.

    Raises:
        UnicodeDecodeError: the bytes do not fit. LookupError: there is no such encoding.
    """
    codec = codec_name(label)
    text = data.decode(codec or label)
    if codec == "cp932" and (odd := _NO_JIS.search(text)):
        place = len(text[: odd.start()].encode(codec))
        raise UnicodeDecodeError(codec, data, place, place + 1, "no character of windows-31J")
    return text


def language_of(tag: str) -> str:
    """``zh-hans`` or ``zh-hant`` for Chinese, else the primary subtag in lower case; empty for no tag."""
    primary = tag.lower().partition("-")[0]
    if primary in ("zh", "cmn", "yue"):
        return fitting("zh" + tag[len(primary) :]).lower()
    return "" if primary == "und" else primary


def page_of(tag: str, *, east: bool = False) -> str:
    """Return the codec that texts of a language had before Unicode; empty for no tag.

    Args:
        tag: a BCP 47 tag.
        east: return one only for Chinese, Japanese and Korean, which have a single such codec.
    """
    language = language_of(tag)
    if not language or language in _EAST or east:
        return _EAST.get(language, "")
    return _BY_LANGUAGE.get(language, _LATIN)


def stated_language(data: bytes) -> str:
    """Return the language that a YAML or JSON file states on a line of its own, in any encoding; empty for none."""
    for codec in ("utf-8", *dict.fromkeys(_EAST.values())):
        found = _STATED.search(data[:_LONG].decode(codec, "replace"))
        if found and (tag := standard_tag(found[1])):
            return tag
    return ""


def utf16_without_mark(data: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` where the zero bytes of a text show it; empty for any other text."""
    head = data[: _LONG // 2 * 2]
    zeros = head.count(0)
    if not zeros or zeros * _NULS < len(head):
        return ""
    codec = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    return codec if _decoded(head, codec) else ""


def suggested_encoding(data: bytes, tag: str = "") -> str:
    """Return the encoding to suggest for bytes that are not UTF-8.

    It is that of the language where it fits, else the most likely one, or none.

    Nothing is read in a suggested encoding until a person names it.
    """
    page = page_of(tag)
    own = page if not page or (page in _LATIN_PAGES and _dense(data[:_LONG], page)) else _likeliest(data, page)
    text = _decoded(data, own) if own else ""
    if text and own in (*_EAST.values(), *_OTHER_PAGES["cp932"]) and _share(text, own) >= _FAIR:
        return own
    shares = {codec: _share(_decoded(data, codec), codec) for codec in (*_EAST.values(), "utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda codec: shares[codec])
    dense = _dense(data[:_LONG], own)
    if shares[best] >= _ENOUGH and (not text or own in _EAST.values() or dense):
        return best
    return "" if dense and own in _LATIN_PAGES else own if text else ""


def _likeliest(data: bytes, page: str) -> str:
    """Return the Windows code page of a language, or another of its encodings where only that one gives whole words."""
    faults = {name: _faults(_decoded(data, name)) for name in (page, *_OTHER_PAGES.get(page, ()))}
    return min(faults, key=lambda name: faults[name])


def _faults(text: str) -> float:
    """Count the places of a text that no word has, such as signs inside words or capitals after small letters."""
    if not text:
        return math.inf
    return len(_TORN.findall(text)) + _steps(text)["up"] + _ODD.count(text)


def has_swapped_case(text: str) -> bool:
    """Return whether words go on in upper case after a small letter, as Russian KOI8 does when read as windows-1251."""
    steps = _steps(text)
    return steps["up"] >= _SWAPPED and steps["up"] > steps["down"]


def _steps(text: str) -> Counter[str]:
    """Count upper-case letters after lower-case ones (``up``) and the reverse, outside ASCII only."""
    cased = text if _CASED.search(text) else ""  # most texts have no letter with capitals
    pairs = ((before, char) for before, char in pairwise(cased) if not (before + char).isascii())
    return Counter(
        "up" if before.islower() else "down"
        for before, char in pairs
        if (before.islower() and char.isupper()) or (before.isupper() and char.islower())
    )


def _dense(data: bytes, own: str) -> bool:
    """Return whether there are as many bytes beyond ASCII as in text without Latin letters."""
    high = [sum(byte >= 0x80 for byte in line) for line in data.splitlines()]  # noqa: PLR2004
    if own in _LATIN_PAGES:
        return sum(map(len, _WORD.findall(data))) * 2 > sum(high)
    return any(count >= _RUN for count in high)


def _decoded(data: bytes, codec: str) -> str:
    """Return the beginning of a text; empty where its bytes do not fit, or a zero byte shows that it is no text."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(data[:_LONG], final=len(data) <= _LONG)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


def _share(text: str, codec: str) -> float:
    """Return the share of a text's letters beyond ASCII that are common where the codec was used, from 0 to 1."""
    letters = [char for char in text if ord(char) >= 0x80 and (char.isalpha() or _STRANGE.match(char))]  # noqa: PLR2004
    if not letters:
        return 0.0
    good = sum(_usual(char, codec) for char in letters) - sum(bool(_STRANGE.match(char)) for char in letters)
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    pure = hangul >= _PURE * len(letters)
    fits = {"cp932": kana > 0, "cp949": pure}.get(codec, codec not in _EAST.values() or not kana + hangul)
    return max(0.0, good / len(letters)) * (1 if fits else 0.5) + (codec == "cp949" and pure)


@cache
def _usual(char: str, codec: str) -> bool:
    """Return whether a character is on the first levels of the national character sets."""
    if _KANA.match(char):
        return codec != "cp949"
    if _HANGUL.match(char):
        return codec in ("cp949", "utf-16-le", "utf-16-be") and _level(char, "euc_kr", 0xB0, 0xC8)
    if char not in _HAN:
        return False
    levels = {"gb18030": ("gb2312",), "big5hkscs": ("big5",), "cp932": ("shift_jis",), "cp949": ("euc_kr",)}
    return any(_common_in(char, name) for name in levels.get(codec, ("gb2312", "big5", "shift_jis")))


_FIRST_LEVELS = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x98), "euc_kr": (0xCA, 0xFD)}
"""Lead bytes of the characters that a set counts as common (GB 2312 level 1, Big5 level 1, JIS level 1, all hanja)."""


def _common_in(char: str, codec: str) -> bool:
    return _level(char, codec, *_FIRST_LEVELS[codec])


def _level(char: str, codec: str, first: int, last: int) -> bool:
    try:
        coded = char.encode(codec)
    except UnicodeEncodeError:
        return False
    return len(coded) > 1 and first <= coded[0] <= last


def usual_share(text: str, tag: str) -> float:
    """Return how common the East Asian and odd letters of a text are, from 0 to 1; 1 for a text with few such letters.

    A text that was read in a wrong encoding has rare ideographs, half-width kana and private-use characters, or Hangul
    and hanja without a space between them.
    """
    rest = _common_runs().sub("", text)
    weighed = rest.translate(_WEIGHTS)
    common, rarer, rare = (weighed.count(weight) for weight in "210")
    common += len(text) - len(rest)
    total = common + rarer + rare + _hangul_between_hanja(text, tag)
    return (common + rarer / 2) / total if total >= _FEW else 1.0


@cache
def _common_runs() -> re.Pattern[str]:
    """Runs of letters that ``_weight`` calls common: most of a text, left out at once instead of letter by letter."""
    levels = (_first_level(codec) for codec in ("gb2312", "shift_jis"))
    return re.compile(f"[\u3041-\u30fa{''.join(sorted(set().union(*levels)))}]+")


def _first_level(codec: str) -> list[str]:
    """The ideographs that a set counts as common."""
    first, last = _FIRST_LEVELS[codec]
    pairs = bytes(chain.from_iterable(product(range(first, last + 1), range(0x40, 0xFF))))
    return [char for char in pairs.decode(codec, "ignore") if "\u4e00" <= char <= "\u9fff"]


def _hangul_between_hanja(text: str, tag: str) -> int:
    """Count the Hangul of a text that is not Korean, where much of it touches hanja."""
    hangul = len(_HANGUL.findall(text)) if _HANGUL.search(text) and language_of(tag) != "ko" else 0
    return hangul if hangul and len(_MIXED.findall(text)) * 4 >= hangul else 0


class _Weights(dict[int, str]):
    """How common each East Asian or odd letter is; any other character gives a space. Each is looked up once.

    ``2`` is a common letter, ``1`` one of the rarer letters of a national set, ``0`` any other.
    """

    def __missing__(self, number: int) -> str:
        char = chr(number)
        is_eastern = char in _HAN or _KANA.match(char) or char in _ODD
        self[number] = _weight(char) if is_eastern else " "
        return self[number]


_WEIGHTS = _Weights()


def _weight(char: str) -> str:
    if _KANA.match(char) or any(_common_in(char, name) for name in ("gb2312", "shift_jis")):
        return "2"
    sets = (("big5", 0xA4, 0xC6), ("gb2312", 0xB0, 0xF7), ("shift_jis", 0x88, 0xEA))
    return "1" if char in _HAN and any(_level(char, *each) for each in sets) else "0"


def lacks_script(text: str, tag: str) -> bool:
    """Return whether a long Japanese text has no kana, or a long Korean text no Hangul."""
    own = {"ja": _KANA, "ko": _HANGUL}.get(language_of(tag))
    return own is not None and not own.search(text) and _HAN.count(text) + _ODD.count(text) >= _MANY
