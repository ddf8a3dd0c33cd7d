# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Markdown file as printed pages: its formulas as plain text, its blocks, and what is asked about them."""

from __future__ import annotations

import re

from epubgen.errors import Location
from epubgen.importers.printed_page.blocks import pieces
from epubgen.importers.printed_page.page_block import PrintedPage
from epubgen.importers.reading import OpenQuestion
from epubgen.typesetting.formulas import plain_formulas

__all__ = ["markdown_pages"]


def markdown_pages(name: str, text: str, file: str) -> tuple[PrintedPage, ...]:
    """The pages that one Markdown file holds. ``file``: as the user would call it, for locations."""
    plain, notes = _without_formulas(text, file)
    return (PrintedPage(name=name, blocks=pieces(plain), notes=notes),)


def _without_formulas(text: str, file: str) -> tuple[str, tuple[OpenQuestion, ...]]:
    """The text with plain numbers and units; a formula without a plain form stays as typed, and is asked about once."""
    lines: list[str] = []
    kept: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        made = plain_formulas(line)
        shown = made.text
        for formula in dict.fromkeys(made.kept):
            kept.append((number, formula))
            shown = shown.replace(formula, re.sub(r"[\\*_`\[\]]", r"\\\g<0>", formula))
        lines.append(shown)
    if not kept:
        return "\n".join(lines), ()
    said = ", ".join(dict.fromkeys(formula for _, formula in kept))
    where = Location(file, kept[0][0])
    question = OpenQuestion(key="note.formula", at=where, text=said, chosen="text", confidence=0.5, damage=2)
    return "\n".join(lines), (question,)
