# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads tables of foreign HTML: rows of cells and a head row. A table that only lays out a page gives no table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bs4 import Tag
from bs4.element import PageElement

from epubgen.markup.html_tags import BLOCKS, HEADINGS
from epubgen.markup.html_tree import attribute, text_of, words_in
from epubgen.model import Inlines
from epubgen.startup import dataclass

__all__ = ["Grid", "grid", "take_loose"]

_CELLS = ("td", "th")
_FRAME = ("thead", "tbody", "tfoot", "tr", "colgroup")
_PARTS = (*_FRAME, "col", "caption")
_SPAN_LIMIT = 40
_IN_CELLS = ("p", "div", "center", *HEADINGS)
"""Blocks that a cell may hold; each begins a new line of the cell."""
_LONGEST_CELL = 300
"""Characters; several blocks with more of them are a column of the page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of cells, without its caption. ``spanned``: a cell covered others, which are empty here."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    spanned: bool


def grid(table: Tag, text: Callable[[Tag], Inlines], with_blocks: set[int]) -> Grid | None:
    """Return the grid of a table; ``None`` when the table has one column or stories in its cells."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(_CELLS, recursive=False) for row in rows]
    if max(map(len, cells), default=0) <= 1 or any(_is_layout(row, with_blocks) for row in cells):
        return None
    spanned = any(_span(cell, name) > 1 for row in cells for cell in row for name in ("rowspan", "colspan"))
    made = list(_filled(cells, text))
    has_head = all(cell.name == "th" for cell in cells[0]) or rows[0].find_parent("thead") is not None
    return Grid(made[0] if has_head else (), tuple(made[1:] if has_head else made), spanned)


def _is_layout(cells: list[Tag], with_blocks: set[int]) -> bool:
    """Return whether cells hold parts of a page: lists, tables, pictures, or paragraphs of many words."""
    for cell in cells:
        inside = [child for child in cell.find_all(True) if child.name in BLOCKS] if id(cell) in with_blocks else []
        if any(child.name not in _IN_CELLS for child in inside):
            return True
        if len(inside) > 1 and len(words_in(cell)) > _LONGEST_CELL:
            return True
    return False


def take_loose(table: Tag) -> list[PageElement]:
    """Remove and return the content of a table outside its cells; by the HTML standard it belongs before the table."""
    frame = [table, *(part for part in table.find_all(_FRAME) if part.find_parent("table") is table)]
    known = {*_PARTS, *_CELLS, "script", "style", "template"}
    found = [
        child
        for element in frame
        for child in element.children
        if (child.name not in known if isinstance(child, Tag) else bool(text_of(child).strip()))
    ]
    return [child.extract() for child in found]


def _filled(rows: list[list[Tag]], text: Callable[[Tag], Inlines]) -> Iterator[tuple[Inlines, ...]]:
    """Yield the rows with empty cells where another cell covers them."""
    reach: dict[int, int] = {}
    for row in rows:
        made: list[Inlines] = []
        for cell in row:
            _under(made, reach)
            down = _span(cell, "rowspan") - 1
            for part in range(_span(cell, "colspan")):
                if down:
                    reach[len(made)] = down + 1
                made.append(() if part else text(cell))
        _under(made, reach)
        reach = {column: left - 1 for column, left in reach.items() if left > 1}
        yield tuple(made)


def _under(made: list[Inlines], reach: dict[int, int]) -> None:
    while len(made) in reach:
        made.append(())


def _span(cell: Tag, name: str) -> int:
    typed = attribute(cell, name) or "1"
    return min(max(int(typed), 1), _SPAN_LIMIT) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1  # noqa: PLR2004
