# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts block elements of foreign HTML into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from epubgen.markup.html_inlines import HtmlInlineReader, words
from epubgen.markup.html_tables import grid, take_loose
from epubgen.markup.html_tags import BLOCKS, HEADINGS
from epubgen.markup.html_tree import attribute, style, text_of, words_in
from epubgen.markup.tidy import joined, line_of_runs, one_line, tidy
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
    PullQuote,
    Quote,
    Separator,
    Strong,
    Subhead,
    Table,
    Text,
    in_one_line,
    plain,
    runs_of,
    unstruck,
)
from epubgen.startup import regex

__all__ = ["HtmlBlockReader"]

_PULLED = regex(r"pull-?quote", re.IGNORECASE)
_SIGNED = regex(r"\s*[—―–-]")

_SAID = regex(r"[。！？…!?.”’」』\"]\s*\Z")
"""The end of a quotation before the name of its speaker."""
_SHOWN = 20
"""Characters of a list that a message quotes."""
_LETTERED = frozenset(
    {"lower-alpha", "upper-alpha", "lower-latin", "upper-latin", "lower-roman", "upper-roman", "lower-greek"}
)
_LISTS = ("ul", "ol", "menu", "dir")
_DEEPEST = 12


class HtmlBlockReader:
    """Reads the tree of one HTML text."""

    def __init__(self, inlines: HtmlInlineReader, root: Tag, others: Iterable[Tag] = ()) -> None:
        self._inlines = inlines
        self._with_blocks = _holders(root).union(*map(_holders, others))
        levels = sorted({element.name for element in root.find_all(HEADINGS)})
        self._top_heading = levels[0] if levels else ""
        self._depth = 0

    def blocks(self, element: Tag) -> tuple[Block, ...]:
        """Return the blocks in an element."""
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
        """Yield words outside block elements as paragraphs, then their pictures. Two breaks divide paragraphs.

        A break before an indent divides them, too.
        """
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

    def _read(self, element: Tag) -> Iterator[Block]:  # noqa: C901 - one case for each kind of element
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
            case "aside" | "div" | "section" if _is_pulled(element):
                return self._quote(element)
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
                made = self.blocks(child) if child.name == "li" else tuple(self._child(child))
                if child.name in _LISTS and items:  # a list between two items belongs to the one above
                    items[-1] += made
                else:
                    items.append(made)
        items = [item for item in items if item]
        ordered = element.name == "ol"
        first = element.find("li", recursive=False)
        typed = attribute(element, "start") or (attribute(first, "value") if isinstance(first, Tag) else "") or "1"
        start = int(typed) if ordered and typed.isascii() and typed.isdigit() and len(typed) < 7 else 1  # noqa: PLR2004
        if ordered and _is_counted_otherwise(element, start):
            self._inlines.problems.add("H11", 0, what=words_in(element)[:_SHOWN])
        yield List(items=tuple(items), ordered=ordered, start=start)

    def _child(self, element: Tag) -> Iterator[Block]:
        if element.name in BLOCKS or id(element) in self._with_blocks:
            yield from self._block(element)
        else:
            yield from self._paragraphs(list(self._inlines.run(element)))

    def _term(self, element: Tag) -> Iterator[Block]:
        yield Paragraph(text=(Strong(self._inlines.text(element)),))
        yield from self._loose()

    def _quote(self, element: Tag) -> Iterator[Block]:
        pulled = _is_pulled(element)
        attribution = self._attribution(element, pulled=pulled)
        body = (*self._loose(), *self.blocks(element))
        if pulled and body and all(isinstance(block, (Paragraph, Subhead)) for block in body):
            yield PullQuote(text=joined(body), attribution=attribution)
        elif len(body) == 1 and isinstance(body[0], (Quote, PullQuote)) and not body[0].attribution:
            yield _pulled(replace(body[0], attribution=attribution), pulled=pulled)
        elif len(body) == 1 and isinstance(body[0], Quote) and not attribution:
            yield _pulled(body[0], pulled=pulled)
        elif element.name == "blockquote" or attribution or pulled:
            yield Quote(body=body, attribution=attribution)
        else:
            yield from body
        yield from self._loose()

    def _attribution(self, element: Tag, *, pulled: bool) -> str:
        """Return the speaker of a quotation. The name, a last ``footer`` or ``cite`` on its own line, is removed."""
        shown = [child for child in element.contents if isinstance(child, Tag) or text_of(child).strip()]
        last = shown[-1] if shown else None
        if not isinstance(last, Tag) or self._inlines.skips(last):
            return ""
        cite = last.find("cite")
        alone = isinstance(cite, Tag) and words_in(cite).lstrip("—―–- ") == words_in(last).lstrip("—―–- ")
        before = shown[-2] if len(shown) > 1 else None
        apart = (
            pulled
            or before is None
            or (isinstance(before, Tag) and (before.name in BLOCKS or before.name == "br"))
            or bool(_SAID.search(words_in(before) if isinstance(before, Tag) else text_of(before)))
        )
        if (
            last.name not in ("footer", "figcaption")
            and not (last.name == "cite" and apart and before is not None)
            and not (last.name in ("p", "div") and alone and before is not None)
        ):
            return ""
        last.extract()
        return self._plain(last).lstrip("—―–- ")

    def _line(self, element: Tag) -> str:
        """Return the words of a caption on one line with their marks."""
        return line_of_runs(self._inlines.text(element))

    def _plain(self, element: Tag) -> str:
        """Return the words of an element on one line, for a field of plain text."""
        runs = self._inlines.text(element)
        shown = unstruck(runs)
        if shown != runs:
            self._inlines.problems.add("H05.plain", 0, what=plain(shown))
        return one_line(plain(shown).replace("\n", " "))

    def _figure(self, element: Tag) -> Iterator[Block]:
        if element.find("blockquote") is not None or _is_pulled(element):
            yield from self._quote(element)
            return
        captions = list(element.find_all("figcaption"))
        caption = in_one_line(line for child in captions if (line := self._line(child)))
        for child in captions:
            child.extract()
        body = (*self._loose(), *self._flow(element))
        if not caption and attribute(element, "data-words") == "caption":
            words_below = tuple(block for block in body if isinstance(block, Paragraph))
            caption = line_of_runs(joined(words_below))
            body = tuple(block for block in body if not isinstance(block, Paragraph))
        yield from _captioned(body, caption)

    def _table(self, element: Tag) -> Iterator[Block]:
        holder = Tag(name="div")
        for node in take_loose(element):
            holder.append(node)
        yield from self._flow(holder)
        made = grid(element, self._inlines.text, self._with_blocks)
        if made is None:
            if words_in(element):
                self._inlines.problems.add("H02.table", 0)
            yield from self._flow(element)
            return
        if made.spanned:
            first = next((cell for row in (made.head, *made.rows) for cell in row if cell), ())
            self._inlines.problems.add("H08", 0, what=plain(first))
        caption = element.find("caption", recursive=False)
        line = self._line(caption) if isinstance(caption, Tag) else ""
        yield Table(head=made.head, rows=made.rows, caption=line)
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


def _is_pulled(element: Tag) -> bool:
    """Return whether the class of an element makes it a pull quote."""
    return bool(_PULLED.search(attribute(element, "class")))


def _is_counted_otherwise(element: Tag, start: int) -> bool:
    """Return whether an ordered list shows letters, Roman numerals or its own numbers, or counts down."""
    items = element.find_all("li", recursive=False)
    shown = (
        attribute(one, "type").strip() not in ("", "1") or style(one).get("list-style-type", "decimal") in _LETTERED
        for one in (element, *items)
    )
    said = attribute(element, "start").strip()
    numbers = ((attribute(one, "value").strip(), start + index) for index, one in enumerate(items))
    return (
        any(shown)
        or "reversed" in element.attrs
        or (said not in ("", "+") and said.lstrip("+0") != str(start).lstrip("0"))
        or any(number and number.lstrip("+0") != str(due).lstrip("0") for number, due in numbers)
    )


def _pulled(quote: Quote | PullQuote, *, pulled: bool) -> Block:
    """Return a quotation as a pull quote where it is one and holds only paragraphs and subheads."""
    if isinstance(quote, Quote) and pulled and all(isinstance(part, (Paragraph, Subhead)) for part in quote.body):
        return PullQuote(text=joined(quote.body), attribution=quote.attribution)
    return quote


def _captioned(body: tuple[Block, ...], caption: str) -> Iterator[Block]:
    """Yield the content of a figure with its caption: at its photo or table, else below."""
    photos = tuple(block.photo for block in body if isinstance(block, Image))
    tables = [block for block in body if isinstance(block, Table)]
    if len(photos) == 1:
        yield Image(photo=replace(photos[0], caption=caption))
    elif photos:
        yield Gallery(items=photos, caption=caption)
    elif len(tables) == 1 and not tables[0].caption:
        yield from (replace(block, caption=caption) if block is tables[0] else block for block in body)
        return
    yield from (block for block in body if not isinstance(block, Image))
    if caption and not photos:
        yield Paragraph(text=runs_of(caption))


def _holders(root: Tag) -> set[int]:
    """Return the ``id()`` of each element that holds a block element; Beautiful Soup compares elements by content."""
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
