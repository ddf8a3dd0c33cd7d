# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports numbered lines, and lines that begin with a dash or dot, which one paragraph would join.

They were meant as separate lines. Where they can become a list, the message says how; lines with ``一、``, ``（1）``,
``①`` or ``A.`` need an empty line between them to keep their printed form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from epubgen.markup.signs_in_line import TypedText
from epubgen.startup import regex

__all__ = ["look", "stretches"]

_NUMBER = regex(r"\s*(\d{1,2})(?:[．、）)][ \t\u3000]*(?=\S)|\.(?=[^\s\d.]))")
_DOT = regex(r"\s*[•·●◆■▪◎▲►▶‣∙・－–][ \t\u3000]*(?=\S)|\s*[-*](?=[^\W\d_][^*]*\Z)")
_DASH = regex(r"\s*[-－](?=[^\W\d_])")
_HAN_DIGITS = "一二三四五六七八九"
_COUNTERS = (
    regex(rf"\s*(?P<n>[{_HAN_DIGITS}十]{{1,3}})[、．.]"),
    regex(rf"\s*第(?P<n>[{_HAN_DIGITS}十]{{1,3}})[，、：,:]"),
    regex(rf"\s*[（(](?P<n>\d{{1,2}}|[{_HAN_DIGITS}十]{{1,3}})[）)]"),
    regex(r"\s*(?P<n>[①-⒛Ⅰ-Ⅻ㈠-㈩㊀-㊉❶-➓㉑-㉟㊱-㊿])"),
    regex(r"\s*(?P<n>[A-Za-zＡ-Ｚ])[.．、)）](?=\D)"),
)


def look(text: TypedText, lines: Sequence[str]) -> None:
    """Report two or more lines that are numbered in order or begin alike, and a line with a dash and no space."""
    reported: set[int] = set()
    for first, rows in stretches(_goes_on([_arabic(line) for line in lines])):
        cure = _NUMBER.sub(lambda found: f"{int(found[1])}. ", lines[first], count=1).strip()
        text.problems.add("S16.list", text.first + first, cure=cure)
        reported.update(range(first, first + rows + 1))
    for counter in _COUNTERS:
        for first, rows in stretches(_goes_on([_value(counter.match(line)) for line in lines])):
            if first not in reported:
                text.problems.add("S16.lines", text.first + first, text=lines[first].strip()[:12])
                reported.update(range(first, first + rows + 1))
    for first, rows in stretches([bool(_DOT.match(line)) for line in lines]):
        if rows > 1:
            text.problems.add("S16.list", text.first + first, cure=f"- {_DOT.sub('', lines[first], count=1).strip()}")
            reported.update(range(first, first + rows))
    for number, line in enumerate(lines):
        if number not in reported and _is_item(line):
            text.problems.add("S16.dash", text.first + number, cure=f"- {_DASH.sub('', line, count=1).strip()}")


def _is_item(line: str) -> bool:
    """Return whether a line is a list item such as ``-取消站点``, not text such as ``-5℃``, ``-完-`` or ``-ism``."""
    found = _DASH.match(line)
    return found is not None and not line[found.end() : found.end() + 1].isascii() and line.rstrip()[-1:] not in "-－"


def _arabic(line: str) -> int:
    found = _NUMBER.match(line)
    return int(found[1]) if found else 0


def _value(found: re.Match[str] | None) -> int:
    """Return the number that a counter shows; 0 for none."""
    typed = found["n"] if found else ""
    if not typed:
        return 0
    if typed.isdecimal():
        return int(typed)
    if set(typed) <= {*_HAN_DIGITS, "十"}:
        tens, ten, ones = typed.rpartition("十")
        return (10 * (_digit(tens) or 1) if ten else 0) + _digit(ones)
    if unicodedata.category(typed)[0] == "N":
        return int(unicodedata.numeric(typed))
    return ord(unicodedata.normalize("NFKC", typed).upper()) - ord("A") + 1


def _digit(typed: str) -> int:
    return _HAN_DIGITS.find(typed) + 1 if typed else 0


def _goes_on(counts: Sequence[int]) -> list[bool]:
    """Return, for each line but the last, whether the number of the next line is higher by one."""
    return [bool(above) and below == above + 1 for above, below in pairwise(counts)]


def stretches(holds: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first position and the length of each row of true values."""
    start = 0
    for number, here in enumerate([*holds, False]):
        if not here:
            if number > start:
                yield start, number - start
            start = number + 1
