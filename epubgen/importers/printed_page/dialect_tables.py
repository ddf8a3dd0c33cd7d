# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns HTML tables of a tool into rows of Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from epubgen.importers.printed_page.numbered_lines import DialectChange, Listing, NumberedLine
from epubgen.startup import regex

__all__ = ["tables_from_html"]

_OPEN = regex(r"(?:<(?:html|body|div|center)\b[^>]*>\s*)*<table\b[^>]*>", re.IGNORECASE)
_CLOSE = regex(r"</table\s*>(?:\s*</(?:html|body|div|center)\s*>)*", re.IGNORECASE)
_ROW = regex(r"<tr\b[^>]*>(.*?)(?=<tr\b|</table|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = regex(r"<t([dh])\b([^>]*)>(.*?)(?=</?t[dhr]\b|</t(?:able|body|head)|\Z)", re.IGNORECASE | re.DOTALL)
_CAPTION = regex(r"<caption\b[^>]*>(.*?)</caption\s*>", re.IGNORECASE | re.DOTALL)
_SPAN = regex(r"colspan\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)
_DOWN = regex(r"rowspan\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")


def tables_from_html(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Return the lines with each table, from its opening to its closing tag, as rows between bars.

    Other text keeps its place.
    """
    made: list[NumberedLine] = []
    held: list[NumberedLine] = []
    for number, line in lines:
        rest = line
        if held:
            held.append((number, rest))
            if not _CLOSE.search(rest):
                continue
        elif _OPEN.search(rest):
            held = [(number, rest)]
            if not _CLOSE.search(rest):
                continue
        else:
            made.append((number, line))
            continue
        made += _table(held, changes)
        held = []
    return made + held


def _table(held: list[NumberedLine], changes: Listing) -> Iterator[NumberedLine]:
    """Return the lines of a table: the words before it, its rows, the words after it."""
    number, last = held[0][0], held[-1][0]
    text = "\n".join(line for _, line in held)
    opened, closed = _OPEN.search(text), _CLOSE.search(text)
    if not opened or not closed:
        yield from held
        return
    inside = text[opened.end() : closed.start()]
    rows = _rows(inside)
    if before := text[: opened.start()].strip():
        yield number, before
    for caption in _CAPTION.findall(inside):
        yield number, ""
        yield number, _words(caption)
    changes.append(DialectChange("table", number, ""))
    width = max(map(len, rows), default=0)
    yield number, ""
    for at, row in enumerate(rows):
        yield number, f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
        if at == 0:
            yield number, f"|{'---|' * width}"
    yield last, ""
    if behind := text[closed.end() :].strip():
        yield from tables_from_html([(last, behind)], changes)


def _rows(inside: str) -> list[list[str]]:
    """Return the cells of each row. A cell over several columns or rows leaves empty cells."""
    rows: list[list[str]] = []
    down: dict[int, int] = {}
    for row in _ROW.findall(_CAPTION.sub("", inside)):
        cells: list[str] = []
        for _, attributes, content in _CELL.findall(row):
            _skip(cells, down)
            span, deep = _SPAN.search(attributes), _DOWN.search(attributes)
            if deep and int(deep[1]) > 1:
                down[len(cells)] = int(deep[1]) - 1
            cells += [_words(content), *[""] * (int(span[1]) - 1 if span else 0)]
        _skip(cells, down)
        if any(cells):
            rows.append(cells)
    return rows


def _skip(cells: list[str], down: dict[int, int]) -> None:
    while down.get(len(cells)):
        down[len(cells)] -= 1
        cells.append("")


def _words(content: str) -> str:
    """Return the words of a cell on one line, with bars escaped."""
    plain = html.unescape(_TAG.sub("", re.sub(r"<br\s*/?>", " ", content, flags=re.IGNORECASE)))
    return re.sub(r"\s+", " ", plain).strip().replace("|", "\\|")
