# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the print lines of a column that a tool kept, separated by ``<br>`` or line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from epubgen.importers.printed_page.numbered_lines import DialectChange, Listing, NumberedLine
from epubgen.importers.printed_page.rejoin import glue
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, MARKS
from epubgen.startup import regex

__all__ = ["join_break_tags", "join_print_lines"]

_BREAK = regex(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)
_HAN_OR_KANA = regex(f"[{HAN}{KANA}]")
_ENDS = tuple("。！？…；：.!?;:」』”）)】")
_PAUSES = ("，", "、", ",")
_INSIDE = regex("[，。、；：？！,;]|[“”「」]")
_NO_TEXT = regex(r"^\s*(?:#|\||>|[-*+] |\d{1,3}[.)] |!\[|```|~~~|$)")
_TWO = 2
_LEAST = 9
"""A print line of a column has at least so many characters, in Latin letters twice as many."""
_HANGS, _SLACK = 2, 0.12
"""By so many characters, or by this share, a mark that must not begin a line makes one longer or shorter."""
_WESTERN = 0.55
"""Lines of words are at least this share of the longest."""


def join_break_tags(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove ``<br>`` at the ends of print lines. Between lines of a poem, an address or a headline it stays."""
    made: list[NumberedLine] = []
    for number, line in lines:
        parts = _BREAK.split(line)
        if len(parts) > 1 and not line.lstrip().startswith(("#", "|")) and is_column(parts):
            changes.extend(DialectChange("break-tag", number, "<br>") for _ in parts[1:])
            made.append((number, reduce(glue, map(_bare, parts))))
        else:
            made.append((number, line))
    return made


def join_print_lines(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Join lines as long as those of a column to one line, that of the first.

    Two lines are joined only if the columns of the page are as wide as the first line.
    """
    runs = _runs(lines)
    columns = [
        max(map(len, texts)) for run in runs if len(texts := [line for _, line in run]) > _TWO and is_column(texts)
    ]
    made: list[NumberedLine] = []
    for run in runs:
        texts = [_bare(line) for _, line in run]
        fits = len(texts) != _TWO or any(abs(len(texts[0]) - wide) <= _HANGS for wide in columns)
        if fits and is_column(texts):
            changes.extend(DialectChange("print-line", number, "") for number, _ in run[1:])
            made.append((run[0][0], reduce(glue, texts)))
        else:
            made += run
    return made


def _runs(lines: list[NumberedLine]) -> list[list[NumberedLine]]:
    """Yield the lines of each paragraph, and every other line by itself."""
    runs: list[list[NumberedLine]] = []
    inside = False
    for number, line in lines:
        text = not _NO_TEXT.match(line) and not line.endswith(("  ", "\\"))
        if text and inside:
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
        inside = text
    return runs


def _bare(text: str) -> str:
    return text.strip(" \t　")


def is_column(parts: Sequence[str]) -> bool:
    """Return whether lines are those of a narrow column: equally long but for the last, and open at their ends.

    Verses end anywhere or with a stop; lines of a column end where the column does, within sentences.
    """
    texts = [text for text in map(_bare, parts) if text]
    if len(texts) < _TWO or any(text.startswith(tuple(MARKS)) for text in texts[1:]):
        return False
    *body, last = texts
    longest = max(map(len, body))
    if len(last) > longest + _HANGS:
        return False
    closed = sum(text.endswith(_ENDS) for text in body)
    pauses = sum(text.endswith(_PAUSES) for text in body)
    if 2 * closed > len(body) or (closed + pauses == len(body) and len(body) > 1):
        return False
    western = not _HAN_OR_KANA.search("".join(texts))
    if western:
        return _western_column(body, last)
    return _eastern_column(body, "".join(texts), one_break_open=not closed)


def _eastern_column(body: Sequence[str], whole: str, *, one_break_open: bool) -> bool:
    """Return whether lines are even, in characters or in width, and have more pauses inside than verses have."""
    even = any(
        max(sizes) - min(sizes) <= max(_HANGS, _SLACK * max(sizes))
        for sizes in ([*map(len, body)], [*map(_width, body)])
    )
    inside = len(_INSIDE.findall(whole[:-1]))
    return even and min(map(len, body)) >= _LEAST and inside >= 1 and (len(body) > 1 or one_break_open)


def _western_column(body: Sequence[str], last: str) -> bool:
    """Return whether lines have some length and most of them continue in lower case."""
    longest = max(map(len, body))
    if longest < _LEAST * 2 or min(map(len, body)) < _WESTERN * longest:
        return False
    after = [*body[1:], last]
    if re.search(f"[{HANGUL}]", last + body[0]):
        return bool(re.search("[.,]", "".join((*body, last[:-1]))))
    running = sum(not text[:1].isupper() for text in after)
    return running * 5 >= len(after) * 2


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)
