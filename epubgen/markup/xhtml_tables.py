# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that no small screen can hold → a list of their rows (typography rule 28; Kindle preflight K15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from epubgen.markup.setting import RenderContext
from epubgen.markup.tree import El, Node, el
from epubgen.markup.xhtml_inlines import render_text
from epubgen.model import Inlines, Table

__all__ = ["is_wide", "linear"]

MOST_COLUMNS = 4
"""Five columns cannot be read on 6 inches."""
MOST_ROWS = 50

Runs = Callable[[Inlines], tuple[Node, ...]]


def is_wide(table: Table) -> bool:
    """Whether a table has more columns than a screen of 6 inches shows, or more rows than a reader keeps in mind."""
    widths = [len(table.head), *map(len, table.rows)]
    return max(widths) > MOST_COLUMNS or len(table.rows) > MOST_ROWS


def linear(table: Table, setting: RenderContext, runs: Runs) -> El:
    """A list of the rows: the first cell leads, each other one follows after the head of its column."""
    caption = el("p", render_text(table.caption, setting), class_="table-caption") if table.caption else None
    items = (el("li", _row(row, table.head, setting, runs)) for row in table.rows if any(row))
    return el("div", caption, el("ul", items, class_="rows"), class_="table linear")


def _row(row: Sequence[Inlines], head: Sequence[Inlines], setting: RenderContext, runs: Runs) -> Iterator[El]:
    yield el("p", runs(row[0]), class_="row-name")
    colon = "：" if setting.language.startswith(("zh", "ja")) else ": "
    for column, cell in enumerate(row[1:], start=1):
        if cell:
            name = head[column] if column < len(head) else ()
            label = el("span", runs(name), colon, class_="label") if name else None
            yield el("p", label, runs(cell), class_="row-fact")
