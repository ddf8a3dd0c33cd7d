# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a Markdown file as printed pages: its blocks, its formulas as plain text, and questions about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from epubgen.errors import Location
from epubgen.importers.printed_page.blocks import pieces
from epubgen.importers.printed_page.dialects import normalised_pages
from epubgen.importers.printed_page.numbered_lines import DialectChange, NumberedLine
from epubgen.importers.printed_page.page_block import PageBlock, PrintedPage
from epubgen.importers.reading import OpenQuestion
from epubgen.typesetting.formulas import plain_formulas

__all__ = ["markdown_pages"]


def markdown_pages(name: str, text: str, file: str) -> tuple[PrintedPage, ...]:
    """Return the pages in one Markdown file. ``file``: the user's name of the file, for locations."""
    made = []
    found = normalised_pages(text)
    for at, page in enumerate(found, 1):
        lines, notes, formulas = _without_formulas(page.lines, file)
        counted = (page.hint or str(at)) if len(found) > 1 else ""
        changes = (*page.changes, *formulas)
        blocks = _with_print_lines(pieces(lines), page.changes)
        made.append(PrintedPage(name=name, blocks=blocks, notes=notes, counted=counted, changes=changes))
    return tuple(made)


def _with_print_lines(blocks: Sequence[PageBlock], changes: Sequence[DialectChange]) -> tuple[PageBlock, ...]:
    """Return the blocks, each with the number of print lines joined in it."""
    joined = sorted(one.line for one in changes if one.name in ("print-line", "break-tag"))
    if not joined:
        return tuple(blocks)
    ends = [*(block.line for block in blocks[1:]), joined[-1] + 1]
    return tuple(
        replace(block, print_lines=1 + sum(block.line <= line < end for line in joined))
        for block, end in zip(blocks, ends, strict=False)
    )


def _without_formulas(
    lines: Sequence[NumberedLine], file: str
) -> tuple[list[NumberedLine], tuple[OpenQuestion, ...], tuple[DialectChange, ...]]:
    """Return the lines with plain numbers and units. A formula without a plain form stays, with a question."""
    plain: list[NumberedLine] = []
    kept: list[tuple[int, str]] = []
    changes: list[DialectChange] = []
    for number, line in lines:
        made = plain_formulas(line)
        shown = made.text
        if shown != line:
            changes.append(DialectChange("formula", number, ""))
        for formula in dict.fromkeys(made.kept):
            kept.append((number, formula))
            shown = shown.replace(formula, re.sub(r"[\\*_`\[\]]", r"\\\g<0>", formula))
        plain.append((number, shown))
    if not kept:
        return plain, (), tuple(changes)
    said = ", ".join(dict.fromkeys(formula for _, formula in kept))
    where = Location(file, kept[0][0])
    question = OpenQuestion(key="note.formula", at=where, text=said, chosen="text", confidence=0.5, damage=2)
    return plain, (question,), tuple(changes)
