# SPDX-License-Identifier: AGPL-3.0-or-later
"""Block elements of foreign HTML → blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from epubgen.markup.html_inlines import HtmlInlineReader, attribute, text_of, words
from epubgen.markup.html_tags import BLOCKS, HEADINGS
from epubgen.markup.tidy import one_line, tidy
from epubgen.model import (
    Block,
    Break,
    Code,
    Gallery,
    Image,
    Inline,
    Inlines,
    List,
    Paragraph,
    Quote,
    Separator,
    Strong,
    Subhead,
    Table,
    Text,
    plain,
)

__all__ = ["HtmlBlockReader", "grid"]

_CELLS = ("td", "th")
_FRAME = ("thead", "tbody", "tfoot", "tr", "colgroup")
_PARTS = (*_FRAME, "col", "caption")
_SPAN_LIMIT = 40

Grid = tuple[tuple[Inlines, ...], tuple[tuple[Inlines, ...], ...], Inlines]


def grid(table: Tag, text: Callable[[Tag], Inlines], with_blocks: set[int]) -> Grid | None:
    """Head row, rows and caption; ``None`` when the table has one column, blocks in its cells or words beside them."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(_CELLS, recursive=False) for row in rows]
    if (
        max(map(len, cells), default=0) <= 1
        or _has_loose_words(table)
        or any(_is_layout(row, with_blocks) for row in cells)
    ):
        return None
    caption = table.find("caption", recursive=False)
    made = list(_filled(cells, text))
    has_head = all(cell.name == "th" for cell in cells[0]) or rows[0].find_parent("thead") is not None
    words: Inlines = text(caption) if isinstance(caption, Tag) else ()
    return (made[0] if has_head else (), tuple(made[1:] if has_head else made), words)


def _is_layout(cells: list[Tag], with_blocks: set[int]) -> bool:
    """Cells that hold more than one paragraph of words."""
    for cell in cells:
        inside = [child for child in cell.find_all(True) if child.name in BLOCKS] if id(cell) in with_blocks else []
        if len(inside) > 1 or any(child.name not in ("p", "div") for child in inside):
            return True
    return False


def _has_loose_words(table: Tag) -> bool:
    """Words, or elements that are no part of a table, outside the cells."""
    frame = [table, *(part for part in table.find_all(_FRAME) if part.find_parent("table") is table)]
    known = {*_PARTS, *_CELLS}
    return any(
        child.name not in known if isinstance(child, Tag) else bool(text_of(child).strip())
        for element in frame
        for child in element.children
    )


def _filled(rows: list[list[Tag]], text: Callable[[Tag], Inlines]) -> Iterator[tuple[Inlines, ...]]:
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


def _span(cell: Tag, name: str) -> int:
    typed = attribute(cell, name) or "1"
    return min(max(int(typed), 1), _SPAN_LIMIT) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1  # noqa: PLR2004


_DEEPEST = 12


class HtmlBlockReader:
    """Reads the tree of one HTML text."""

    def __init__(self, inlines: HtmlInlineReader, root: Tag) -> None:
        self._inlines = inlines
        self._with_blocks = _holders(root)
        levels = sorted({element.name for element in root.find_all(HEADINGS)})
        self._top_heading = levels[0] if levels else ""
        self._depth = 0

    def blocks(self, element: Tag) -> tuple[Block, ...]:
        """The blocks of an element's content."""
        return tuple(self._flow(element))

    def _flow(self, element: Tag) -> Iterator[Block]:
        held: list[Inline] = []
        for child in list(element.children):
            if not isinstance(child, Tag):
                held += words(child)
            elif not self._inlines.skips(child):
                if child.name in BLOCKS or id(child) in self._with_blocks:
                    yield from self._paragraphs(held)
                    held = []
                    yield from self._block(child)
                else:
                    held += self._inlines.run(child)
        yield from self._paragraphs(held)

    def _paragraphs(self, held: Sequence[Inline]) -> Iterator[Block]:
        """Loose words as paragraphs; two breaks, or a break and an indent, divide them. Pictures follow."""
        for part in _divided(held):
            text = tidy(part)
            if text:
                yield Paragraph(text=text)
        yield from self._loose()

    def _loose(self) -> Iterator[Block]:
        photos, self._inlines.photos = self._inlines.photos, []
        yield from (Image(photo=photo) for photo in photos)

    def _block(self, element: Tag) -> Iterator[Block]:
        if self._depth >= _DEEPEST:
            yield from self._flow(element)
            return
        self._depth += 1
        yield from self._read(element)
        self._depth -= 1

    def _read(self, element: Tag) -> Iterator[Block]:
        match element.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(element)
            case "ul" | "ol" | "menu" | "dir":
                return self._list(element)
            case "pre" | "listing" | "xmp" | "plaintext":
                return self._code(element)
            case "img" | "image":
                return self._image(element)
            case "dt":
                return self._term(element)
            case "blockquote":
                return self._quote(element)
            case "figure":
                return self._figure(element)
            case "table":
                return self._table(element)
            case "hr":
                return self._separator(element)
            case _:
                return self._flow(element)

    def _heading(self, element: Tag) -> Iterator[Block]:
        level = 1 if element.name in (self._top_heading, "h1", "h2") else 2
        yield Subhead(text=self._inlines.text(element), level=level)
        yield from self._loose()

    def _list(self, element: Tag) -> Iterator[Block]:
        items: list[tuple[Block, ...]] = []
        for child in list(element.children):
            if not isinstance(child, Tag):
                items.append(tuple(self._paragraphs(list(words(child)))))
            elif not self._inlines.skips(child):
                items.append(self.blocks(child) if child.name == "li" else tuple(self._child(child)))
        ordered = element.name == "ol"
        typed = attribute(element, "start") or "1"
        start = int(typed) if ordered and typed.isascii() and typed.isdigit() and len(typed) < 7 else 1  # noqa: PLR2004
        yield List(items=tuple(item for item in items if item), ordered=ordered, start=start)

    def _child(self, element: Tag) -> Iterator[Block]:
        if element.name in BLOCKS or id(element) in self._with_blocks:
            yield from self._block(element)
        else:
            yield from self._paragraphs(list(self._inlines.run(element)))

    def _term(self, element: Tag) -> Iterator[Block]:
        yield Paragraph(text=(Strong(self._inlines.text(element)),))
        yield from self._loose()

    def _quote(self, element: Tag) -> Iterator[Block]:
        shown = [child for child in element.contents if isinstance(child, Tag) or text_of(child).strip()]
        last = shown[-1] if shown else None
        attribution = ""
        if isinstance(last, Tag) and last.name == "footer":
            attribution = one_line(plain(self._inlines.text(last)).replace("\n", " ")).lstrip("—–- ")
            last.extract()
        yield Quote(body=self.blocks(element), attribution=attribution)
        yield from self._loose()

    def _figure(self, element: Tag) -> Iterator[Block]:
        captions = list(element.find_all("figcaption"))
        caption = " ".join(one_line(plain(self._inlines.text(child)).replace("\n", " ")) for child in captions).strip()
        for child in captions:
            child.extract()
        body = (*self._loose(), *self._flow(element))
        photos = tuple(block.photo for block in body if isinstance(block, Image))
        if len(photos) == 1:
            yield Image(photo=replace(photos[0], caption=caption))
        elif photos:
            yield Gallery(items=photos, caption=caption)
        elif caption:
            yield Paragraph(text=(Text(caption),))
        yield from (block for block in body if not isinstance(block, Image))

    def _table(self, element: Tag) -> Iterator[Block]:
        made = grid(element, self._inlines.text, self._with_blocks)
        if made is None:
            self._inlines.problems.add("H02.table", 0)
            yield from self._flow(element)
            return
        head, rows, caption = made
        yield Table(head=head, rows=rows, caption=one_line(plain(caption).replace("\n", " ")))
        yield from self._loose()

    def _code(self, element: Tag) -> Iterator[Block]:
        yield Code(text=_preformatted(element).strip("\n"))

    def _separator(self, element: Tag) -> Iterator[Block]:
        yield Separator()
        yield from self._flow(element)

    def _image(self, element: Tag) -> Iterator[Block]:
        if photo := self._inlines.pictures.photo(element):
            yield Image(photo=photo)
        yield from self._flow(element)


def _holders(root: Tag) -> set[int]:
    """The elements that hold a block element somewhere, by ``id``: Beautiful Soup compares elements by content."""
    found: set[int] = set()
    for element in root.find_all(BLOCKS):
        above = element.parent
        while above is not None and id(above) not in found:
            found.add(id(above))
            above = above.parent
    return found


def _divided(runs: Iterable[Inline]) -> Iterator[Inlines]:
    part: list[Inline] = []
    for run in runs:
        after_break = bool(part) and isinstance(part[-1], Break)
        blank = isinstance(run, Text) and not run.text.strip(" \n")
        if after_break and blank:
            continue
        if after_break and (
            isinstance(run, Break) or (isinstance(run, Text) and run.text.lstrip(" \n")[:1] == "\u3000")
        ):
            yield tuple(part)
            part = []
        part.append(run)
    yield tuple(part)


def _preformatted(element: Tag) -> str:
    parts: list[str] = []
    for child in element.children:
        if not isinstance(child, Tag):
            parts.append(text_of(child))
        elif child.name == "br":
            parts.append("\n")
        elif child.name not in ("script", "style"):
            parts.append(_preformatted(child))
    return "".join(parts)
