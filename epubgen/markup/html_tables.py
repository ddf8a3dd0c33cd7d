# SPDX-License-Identifier: AGPL-3.0-or-later
"""``table`` of foreign HTML → head, rows and caption; a table that only lays out the page is told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from epubgen.markup.html_tags import BLOCKS
from epubgen.model import Inlines

__all__ = ["grid"]

_CELLS = ("td", "th")
_FRAME = ("thead", "tbody", "tfoot", "tr", "colgroup")
_PARTS = (*_FRAME, "col", "caption")
_SPAN_LIMIT = 40

Grid = tuple[tuple[Inlines, ...], tuple[tuple[Inlines, ...], ...], Inlines]


def grid(
    table: etree._Element, text: Callable[[etree._Element], Inlines], with_blocks: set[etree._Element]
) -> Grid | None:
    """Head row, rows and caption; ``None`` when the table has one column, blocks in its cells or words beside them."""
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    cells = [[cell for cell in row if cell.tag in _CELLS] for row in rows]
    if (
        max(map(len, cells), default=0) <= 1
        or _has_loose_words(table)
        or any(_is_layout(row, with_blocks) for row in cells)
    ):
        return None
    caption = next(table.iterchildren("caption"), None)
    made = list(_filled(cells, text))
    has_head = all(cell.tag == "th" for cell in cells[0]) or next(rows[0].iterancestors("thead"), None) is not None
    words: Inlines = () if caption is None else text(caption)
    return (made[0] if has_head else (), tuple(made[1:] if has_head else made), words)


def _is_layout(cells: list[etree._Element], with_blocks: set[etree._Element]) -> bool:
    """Cells that hold more than one paragraph of words."""
    for cell in cells:
        inside = [child for child in cell.iterdescendants() if child.tag in BLOCKS] if cell in with_blocks else []
        if len(inside) > 1 or any(child.tag not in ("p", "div") for child in inside):
            return True
    return False


def _has_loose_words(table: etree._Element) -> bool:
    """Words, or elements that are no part of a table, outside the cells."""
    frame = [table, *(part for part in table.iterdescendants(*_FRAME) if _table_of(part) is table)]
    for element in frame:
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            return True
        if any(isinstance(child.tag, str) and child.tag not in (*_PARTS, *_CELLS) for child in element):
            return True
    return False


def _table_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)


def _filled(
    rows: list[list[etree._Element]], text: Callable[[etree._Element], Inlines]
) -> Iterator[tuple[Inlines, ...]]:
    """The rows with empty cells where another cell reaches over."""
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


def _span(cell: etree._Element, name: str) -> int:
    typed = cell.get(name) or "1"
    return min(max(int(typed), 1), _SPAN_LIMIT) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1  # noqa: PLR2004
