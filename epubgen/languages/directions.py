# SPDX-License-Identifier: AGPL-3.0-or-later
"""The direction of text, by the script of a language tag or by the letters of a text; and the direction of lines.

A tag without a script has the most likely one: ``ug`` and ``kk-CN`` are written in Arabic letters, ``ug-Latn`` and
``kk`` are not, ``mn-CN`` is written in Mongolian letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from epubgen.languages.registry import likely_script
from epubgen.startup import regex

__all__ = [
    "RTL_LETTER",
    "Direction",
    "PageFlow",
    "direction",
    "needless_marks",
    "ordered_numbers",
    "page_flow",
    "page_progression",
    "right_to_left",
    "right_to_left_runs",
    "says_direction",
    "text_direction",
    "vertical_lines",
]

Direction = Literal["ltr", "rtl"]
"""As ``dir`` says it."""

_RIGHT_TO_LEFT = frozenset(
    {
        "Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Elym", "Gara", "Hatr", "Hebr", "Hung", "Lydi", "Mand", "Mani",
        "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Ougr", "Palm", "Perm", "Phli", "Phlp", "Phnx", "Prti", "Rohg",
        "Samr", "Sarb", "Sogd", "Sogo", "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Yezi",
    }
)  # fmt: skip
"""Scripts that run from right to left (ISO 15924, Unicode)."""
_VERTICAL = {"Mong": "vertical-lr", "Phag": "vertical-lr"} | dict.fromkeys(
    ("Bopo", "Hang", "Hani", "Hans", "Hant", "Hira", "Hrkt", "Jpan", "Kana", "Kore", "Nshu", "Tang"), "vertical-rl"
)
_RTL = (
    "\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff"
)
RTL_LETTER = regex(f"[{_RTL}]")
"""A letter, or a mark between letters, that runs from right to left."""
_LETTER = regex(r"[^\W\d_]")


@lru_cache(maxsize=1024)
def direction(tag: str) -> Direction:
    """Return the value of ``dir`` for a language: ``rtl`` where its text runs from right to left, else ``ltr``."""
    return "rtl" if tag and likely_script(tag) in _RIGHT_TO_LEFT else "ltr"


def says_direction(tag: str, around: str) -> Direction | None:
    """Return the value of ``dir`` for text in one language inside text in another.

    The result is ``None`` where both have one direction.
    """
    runs = direction(tag)
    return None if runs == direction(around) else runs


class PageFlow(NamedTuple):
    """The direction of the lines of a document, and of its text."""

    mode: Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
    runs: Direction


def page_flow(language: str, writing_mode: str, paper: str, wish: str = "") -> PageFlow:
    """Return the directions of a document in a language, in an edition of a paper with a writing mode.

    A document may ask for horizontal lines by its ``wish``. Text from right to left is never vertical. Text in the
    Mongolian script has its own lines in any paper; in a paper in that script all documents have the lines of the
    paper.
    """
    runs = direction(language)
    if runs == "rtl" or wish == "horizontal-tb":
        return PageFlow("horizontal-tb", runs)
    if vertical_lines(language) == "vertical-lr" != vertical_lines(paper):
        return PageFlow("vertical-lr", runs)
    if writing_mode == "vertical-lr":
        return PageFlow("vertical-lr", runs)
    return PageFlow("vertical-rl" if writing_mode == "vertical-rl" else "horizontal-tb", runs)


def page_progression(language: str, writing_mode: str) -> Direction:
    """Return the direction in which pages follow each other, which is that of vertical lines, else that of the text."""
    if writing_mode == "horizontal-tb":
        return direction(language)
    return "rtl" if writing_mode == "vertical-rl" else "ltr"


@lru_cache(maxsize=1024)
def vertical_lines(tag: str) -> Literal["", "vertical-rl", "vertical-lr"]:
    """Return the direction of vertical lines in a language: ``vertical-lr`` for the Mongolian script.

    It is ``vertical-rl`` for Chinese, Japanese and Korean, and empty for a language without vertical lines.
    """
    found = _VERTICAL.get(likely_script(tag), "")
    return "vertical-lr" if found == "vertical-lr" else "vertical-rl" if found else ""


def text_direction(text: str) -> Direction | None:
    """Return the direction of all letters of a text; ``None`` where it has none, or letters of both directions."""
    if text.isascii():
        return "ltr" if _LETTER.search(text) else None
    if not RTL_LETTER.search(text):
        return "ltr" if _LETTER.search(text) else None
    return None if any(not RTL_LETTER.match(char) for char in _LETTER.findall(text)) else "rtl"


def right_to_left(text: str) -> bool:
    """Return whether most letters of a text run from right to left."""
    if not RTL_LETTER.search(text):  # nearly every text has none
        return False
    letters = _LETTER.findall(text)
    return sum(1 for char in letters if RTL_LETTER.match(char)) * 2 > len(letters)


_JOINED = f"{_RTL}\u200c\u200d\u0300-\u036f"
_RTL_RUN = regex(rf"[{_RTL}][{_JOINED}]*(?:[\s,.:;!?'’\"()«»-]*[{_JOINED}]+)*")


def right_to_left_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of words that run from right to left in a text of the other direction.

    Marks at their ends do not count.
    """
    if not text.isascii() and RTL_LETTER.search(text):
        yield from (found.span() for found in _RTL_RUN.finditer(text))


_EMBEDDINGS, _ISOLATES, _OVERRIDES = "\u202a\u202b", "\u2066\u2067\u2068", "\u202d\u202e"
_ENDS = {"\u202c": _EMBEDDINGS + _OVERRIDES, "\u2069": _ISOLATES}
_MARKS = frozenset(_EMBEDDINGS + _ISOLATES + _OVERRIDES + "".join(_ENDS))
_NEEDED = frozenset("\u2066\u2068\u2069")
"""Marks that may stand in any text: they isolate a name and change the direction of nothing else."""


def needless_marks(text: str, around: str) -> list[str]:
    """Return the direction marks that a text should not hold: overrides, marks without an end, marks around Latin text.

    Args:
        text: the text with the marks.
        around: the whole text of its element, since a mark may end after an inner element.
    """
    marks = [char for char in text if char in _MARKS]
    ends_around, turned_around = _marks_around(around)
    if not (ends_around or _is_balanced(text)):
        return marks
    if turned_around or RTL_LETTER.search(text):
        return [char for char in marks if char in _OVERRIDES]
    return [char for char in marks if char not in _NEEDED]


@lru_cache(maxsize=16)
def _marks_around(text: str) -> tuple[bool, bool]:
    """Return whether each mark of an element ends in it, and whether it has letters that run from right to left."""
    return _is_balanced(text), bool(RTL_LETTER.search(text))


def _is_balanced(text: str) -> bool:
    """Return whether each direction mark ends in the text in which it begins."""
    begun: list[str] = []
    for char in text:
        if char in _ENDS:
            if not begun or begun.pop() not in _ENDS[char]:
                return False
        elif char in _MARKS:
            begun.append(char)
    return not begun


_NUMBER = regex(
    r"(?<![\w+])(?:"
    r"\d{4}-\d{2}-\d{2}(?![\w-])"  # a day
    r"|\+\d[\d ()./-]{5,}\d"  # a telephone number
    r"|\(?\d{2,}\)?(?:[ ./-]\d{2,}){2,}"  # numbers of a series: ISBN, telephone
    r")",
    re.ASCII,
)


def ordered_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of numbers whose groups change their order in text from right to left.

    Such numbers are telephone numbers and dates.

    A range (``3-5``) is read from the right there, which is right, and is not among them.
    """
    return (found.span() for found in _NUMBER.finditer(text))
