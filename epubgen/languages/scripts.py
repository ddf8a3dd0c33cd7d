# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the script of a text, whether its language tag agrees with it, and how its letters are set.

A short text proves nothing.

Simplified and Traditional characters are distinguished by those that only one of the two old standards has (GB 2312,
Big5); Japanese by its kana.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Literal

from epubgen.languages.registry import likely_script
from epubgen.languages.tags import fitting
from epubgen.startup import CharacterSet, regex

__all__ = ["LetterShape", "disagreement", "is_foreign_run", "letter_shape", "script_counts"]

_SCRIPTS = {
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d",
    "Hang": "\u1100-\u11ff\uac00-\ud7a3",
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdcf\ufe70-\ufefc",
    "Hebr": "\u05d0-\u05ea",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Deva": "\u0904-\u0939",
    "Tibt": "\u0f40-\u0f6c",
    "Mong": "\u1820-\u18aa",
}
_SETS = {script: CharacterSet(letters) for script, letters in _SCRIPTS.items()}
_RUNS = {script: regex(f"[{letters}]+") for script, letters in {**_SCRIPTS, "Han": "\u4e00-\u9fff"}.items()}
_CODES = dict(zip(_SCRIPTS, "abcdefghijkl", strict=True))
"""A code of one letter for each script, so that a text is read once, in C: ``str.translate`` and ``str.count``."""
_SIMPLIFIED, _TRADITIONAL = "S", "T"
"""The codes of Han characters that only one of the two old standards of Chinese has."""
_STANDARDS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}
"""Language → the old standard that has only its characters and those of both."""
_OF_TAG = {
    "Hans": ("Han",), "Hant": ("Han",), "Hani": ("Han",), "Jpan": ("Han", "Kana"), "Kore": ("Hang", "Han"),
    "Hang": ("Hang",), "Aran": ("Arab",), "Hrkt": ("Kana",), "Bopo": (),
}  # fmt: skip
"""Script of a tag → scripts of its letters, where they differ."""
_TAG_OF_SCRIPT = {
    "Hang": "ko", "Kana": "ja", "Latn": "en", "Cyrl": "ru", "Grek": "el", "Arab": "ar", "Hebr": "he", "Thai": "th",
    "Deva": "hi", "Tibt": "bo", "Mong": "mn-Mong",
}  # fmt: skip
"""A language for each script: the likeliest one."""
_FEWEST = 60
"""Letters below which a text is no evidence."""
_FEWEST_MARKED = 8
"""Characters of the other Chinese standard below which they may be names."""
_SMALL, _MOST = 0.1, 0.6


LetterShape = Literal["", "complex", "nastaliq"]
"""``complex``: letters stack or join, and have neither italics nor hyphens; ``nastaliq``: words hang from the line."""
_COMPLEX = frozenset(
    {
        "Beng", "Deva", "Gujr", "Guru", "Khmr", "Knda", "Lana", "Laoo", "Mlym", "Mong", "Mymr", "Orya", "Phag", "Sinh",
        "Taml", "Telu", "Thai", "Tibt",
    }
)  # fmt: skip
_NASTALIQ = frozenset({"ur", "ks", "khw", "pa", "pnb", "skr"})
"""Languages whose Arabic letters are printed in Nastaliq."""


@lru_cache(maxsize=1024)
def letter_shape(tag: str) -> LetterShape:
    """Return how the letters of a language are set; empty for Latin, Cyrillic, Han and others, and for most Arabic."""
    script = likely_script(tag)
    if script == "Aran" or (script == "Arab" and tag.lower().partition("-")[0] in _NASTALIQ):
        return "nastaliq"
    return "complex" if script in _COMPLEX else ""


def script_counts(text: str) -> Counter[str]:
    """Return the number of letters of each script in a text."""
    return _counts(_coded(text))


def _coded(text: str) -> str:
    """Return the text with a code of its script in place of each letter, and spaces in place of all else."""
    return text.translate(_CODE_OF)


class _CodeOf(dict[int, str]):
    """The code of each character for ``str.translate``; each is looked up once."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        script = next((script for script, letters in _SETS.items() if char in letters), "")
        self[number] = _han_code(char) if script == "Han" else _CODES.get(script, " ")
        return self[number]


_CODE_OF = _CodeOf()


def _han_code(char: str) -> str:
    is_common = "\u4e00" <= char <= "\u9fff"
    simplified, traditional = is_common and _has(char, "gb2312"), is_common and _has(char, "big5")
    return _CODES["Han"] if simplified == traditional else _SIMPLIFIED if simplified else _TRADITIONAL


def _has(text: str, codec: str) -> bool:
    """Return whether a standard has all characters of a text."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _counts(coded: str) -> Counter[str]:
    found = {script: coded.count(code) for script, code in _CODES.items()}
    found["Han"] += coded.count(_SIMPLIFIED) + coded.count(_TRADITIONAL)
    return Counter({script: count for script, count in found.items() if count})


def disagreement(tag: str, text: str) -> str:
    """Return the tag that fits a text better than its own; empty where both agree, or where nothing is certain.

    Chinese text with the tag ``en`` gives ``zh-Hans``; so do Simplified characters with ``zh-Hant``, and ``ja`` without
    kana.
    """
    due = _due(tag)
    if due is None or len(text) < _FEWEST or _agrees_at_once(tag, due, text):
        return ""
    coded = _coded(text)
    counts = _counts(coded)
    if counts.total() < _FEWEST:
        return ""
    share = sum(counts[script] for script in due) / counts.total()
    if share < _SMALL:
        return _likely(counts, coded)
    return _of_han(tag, due, counts, coded)


def _agrees_at_once(tag: str, due: tuple[str, ...], text: str) -> bool:
    """Return whether a text surely agrees with its tag. Most do; they need no code for each letter.

    A tenth of the text is in the due scripts, and what ``_of_han`` looks for is, or is not, there.
    """
    own = "".join("".join(_RUNS[script].findall(text)) for script in due)
    if len(own) < len(text) * _SMALL:
        return False
    if due == ("Han",):
        codec = _STANDARDS.get(fitting(tag), "")
        return bool(codec) and not _RUNS["Kana"].search(text) and _has(own, codec)
    return "Han" not in due or any(_RUNS[script].search(own) for script in due if script != "Han")


def is_foreign_run(tag: str, text: str) -> bool:
    """Return whether a run of another language has several letters of another, non-Latin script and none of its own."""
    counts = script_counts(text)
    if counts.total() - counts["Latn"] <= 1:  # nearly every run is Latin, so its tag need not be looked up
        return False
    due = _due(tag)
    return due is not None and not any(counts[script] for script in due)


def _due(tag: str) -> tuple[str, ...] | None:
    """Return the scripts in which a language is written; ``None`` for a script that is not counted here."""
    script = likely_script(tag)
    due = _OF_TAG.get(script, (script,))
    return due if due and all(name in _SCRIPTS for name in due) else None


def _likely(counts: Counter[str], coded: str) -> str:
    """Return the most likely language of a text in which one script has most letters."""
    eastern = counts["Han"] + counts["Kana"]
    if eastern > counts.total() * _MOST:
        return "ja" if counts["Kana"] > eastern * _SMALL else _chinese(coded) or "zh-Hans"
    script, count = counts.most_common(1)[0]
    if script == "Hang" or count > counts.total() * _MOST:
        return _TAG_OF_SCRIPT.get(script, "")
    return ""


def _of_han(tag: str, due: tuple[str, ...], counts: Counter[str], coded: str) -> str:
    """Return the language of a Han text whose tag names another language that is written in Han characters."""
    kana, han = counts["Kana"], counts["Han"]
    if due == ("Han",) and kana > (kana + han) * 2 * _SMALL:
        return "ja"
    if due == ("Hang", "Han") and not counts["Hang"] and han >= _FEWEST:
        return "ja" if kana else _chinese(coded)
    if due == ("Han", "Kana"):
        return _chinese(coded) if not kana and han >= _FEWEST else ""
    if due != ("Han",) or tag.lower() == "zh":
        return ""
    found = _chinese(coded)
    return found if found and found != fitting(tag) else ""


def _chinese(coded: str) -> str:
    """Return ``zh-Hans`` or ``zh-Hant`` by the characters that only one of them has; empty where neither prevails."""
    simplified, traditional = coded.count(_SIMPLIFIED), coded.count(_TRADITIONAL)
    if simplified >= _FEWEST_MARKED and simplified > 4 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional >= _FEWEST_MARKED and traditional > 4 * simplified else ""
