# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes blocks as XHTML. The headline of a story is the ``h1`` of its document, so subheads are ``h2`` and ``h3``.

Source: EPUB 3.3 content documents; roles are those that ARIA in HTML and DPUB-ARIA 1.1 allow on the element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from epubgen.languages.directions import Direction, right_to_left, text_direction
from epubgen.markup.script import has_han
from epubgen.markup.tree import El, Node, el, fragment_text
from epubgen.markup.xhtml_figures import figure
from epubgen.markup.xhtml_inlines import (
    DocumentIds,
    RenderContext,
    note_id,
    render_inlines,
    render_text,
    stated_direction,
)
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Code,
    Dialogue,
    Footnote,
    Gallery,
    Image,
    Inlines,
    List,
    MarkedStr,
    Note,
    PageBreak,
    Paragraph,
    Poem,
    PullQuote,
    Quote,
    Separator,
    Subhead,
    Table,
    Text,
    Turn,
    plain,
    runs_of,
)
from epubgen.startup import regex

__all__ = [
    "footnotes",
    "page_break",
    "page_mark_id",
    "render_blocks",
]

_MOST_COLUMNS = 4
"""A table with more columns cannot be read on a screen of 6 inches."""
_MOST_ROWS = 50

Runs = Callable[[Inlines], tuple[Node, ...]]


def _is_wide(table: Table) -> bool:
    """Return whether a table has more columns than a 6-inch screen shows, or more rows than a reader can follow."""
    widths = [len(table.head), *map(len, table.rows)]
    return max(widths) > _MOST_COLUMNS or len(table.rows) > _MOST_ROWS


def _linear(table: Table, setting: RenderContext, runs: Runs, way: Direction | None) -> El:
    """Return a list of the rows of a table.

    A row has its first cell, then the others, each after the head of its column.
    """
    caption = el("p", render_text(table.caption, setting), class_="table-caption") if table.caption else None
    items = (el("li", _row(row, table.head, setting, runs)) for row in table.rows if any(row))
    return el("div", caption, el("ul", items, class_="rows"), class_="tabular linear", dir=way)


def _row(row: Sequence[Inlines], head: Sequence[Inlines], setting: RenderContext, runs: Runs) -> Iterator[El]:
    yield el("p", runs(row[0]), class_="row-name")
    colon = "：" if setting.language.startswith(("zh", "ja")) else ": "
    for column, cell in enumerate(row[1:], start=1):
        if cell:
            name = head[column] if column < len(head) else ()
            label = el("span", runs(name), colon, class_="fact-name") if name else None
            yield el("p", label, runs(cell), class_="row-fact")


_QUESTION = regex(r"(?:问|問|문|질문|Q|Ｑ)", re.IGNORECASE)


def render_blocks(blocks: Iterable[Block], setting: RenderContext, names: DocumentIds | None = None) -> tuple[El, ...]:
    """Return the blocks as XHTML.

    Args:
        blocks: the body of a story, or part of one.
        setting: everything else on which the XHTML depends.
        names: the ids of the document; needed when several calls make one document.
    """
    return _BlockRenderer(setting, DocumentIds() if names is None else names).all(blocks)


def footnotes(notes: Sequence[Footnote], setting: RenderContext, names: DocumentIds | None = None) -> El | None:
    """Return the footnotes in the order of their marks, each with a link back to its mark; ``None`` without footnotes.

    Where ``names`` of the body is given, a note without a mark gets no link.
    """
    writer = _BlockRenderer(setting, DocumentIds() if names is None else names)
    ordered = sorted(notes, key=lambda note: writer.names.notes.get(note.label, len(notes) + 1))
    made = tuple(
        writer.footnote(note, marked=names is None or note_id("fnref", note.label) in names) for note in ordered
    )
    return el("section", made, class_="footnotes") if made else None


def page_break(page: str, names: DocumentIds) -> El:
    """Return the mark of the place where a printed page begins."""
    return el(
        "span",
        class_="pagebreak",
        id=names.give(page_mark_id(page)),
        role="doc-pagebreak",
        epub__type="pagebreak",
        aria_label=page,
    )


def page_mark_id(page: str) -> str:
    """Return the id of the mark where a printed page begins (``page-01``); unusual characters become code points."""
    return "page-" + re.sub(r"[^A-Za-z0-9._-]", lambda found: f"u{ord(found.group()):x}", page)


class _BlockRenderer:
    """Writes the blocks of one document, with one method for each type of block."""

    def __init__(self, setting: RenderContext, names: DocumentIds) -> None:
        self._setting = setting
        self.names = names
        self._level = 1
        self._around = setting.runs

    def all(self, blocks: Iterable[Block]) -> tuple[El, ...]:
        return tuple(made for block in blocks if (made := self._one(block)) is not None)

    def footnote(self, note: Footnote, *, marked: bool) -> El:
        number = str(self.names.note_number(note.label))
        back = _label(number, note_id("fnref", note.label), marked=marked)
        first = note.body[0] if note.body else None
        if isinstance(first, Paragraph):
            opening = el("p", back, " ", self._runs(first.text), class_="para")
            body = (opening, *self.all(note.body[1:]))
        else:
            body = (el("p", back, class_="para"), *self.all(note.body))
        name = self.names.give(note_id("fn", note.label))
        return el("aside", body, class_="footnote", id=name, epub__type="footnote", role="doc-footnote")

    def _one(self, block: Block) -> El | None:  # noqa: C901, PLR0912 - one case for each type of block
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Subhead():
                return self.subhead(block)
            case Image():
                return self.image(block)
            case Gallery():
                return self.gallery(block)
            case Quote():
                return self.quote(block)
            case PullQuote():
                return self.pullquote(block)
            case List():
                return self.list(block)
            case Table():
                return self.table(block)
            case Box():
                return self.box(block)
            case Poem():
                return self.poem(block)
            case QA():
                return self.qa(block)
            case Dialogue():
                return self.dialogue(block)
            case Note():
                return self.note(block)
            case Ad():
                return self.ad(block)
            case Code():
                return self.code(block)
            case Separator():
                return el("hr", class_="separator")
            case PageBreak(page=page):
                begins = self._setting.opens(page) and page_mark_id(page) not in self.names
                return page_break(page, self.names) if begins else None

    def _runs(self, inlines: Inlines) -> tuple[Node, ...]:
        stated, words = stated_direction(inlines)
        return render_inlines(words if stated == self._around else inlines, self._setting, self.names, self._around)

    @contextmanager
    def _laid_out(self, cells: Iterable[Inlines]) -> Iterator[Direction | None]:
        """Lay out a list or a table in the direction of most of its letters, as its marks and columns follow it.

        Yields the direction if it is not that of the text around it. In vertical lines nothing changes sides.
        """
        filled, around = [cell for cell in cells if plain(cell).strip()], self._around
        ways, words = (
            {stated_direction(cell)[0] or text_direction(plain(cell)) for cell in filled},
            " ".join(map(plain, filled)),
        )
        way: Direction | None = "rtl" if right_to_left(words) else "ltr" if text_direction(words) == "ltr" else None
        if len(ways) == 1:
            way = ways.pop() or way
        if not way or way == around or self._setting.vertical:
            yield None
            return
        self._around = way
        try:
            yield way
        finally:
            self._around = around

    def _directed(self, name: str, inlines: Inlines, *before: Node | None, **attrs: str | None) -> El:
        """Return an element with runs; it states their direction where that is not the direction of the page.

        Their direction is the one that was typed for all of them, else that of their letters.
        """
        stated, inlines = stated_direction(inlines)
        way = stated or text_direction(plain(inlines))
        other = way if way != self._around else None
        words = render_inlines(inlines, self._setting, self.names, other or self._around)
        if not other and not any(before) and len(words) == 1 and isinstance(words[0], El) and _says_way(words[0]):
            said, words = dict(words[0].attrs), words[0].children
            return el(name, words, **attrs, lang=said.get("lang"), xml__lang=said.get("lang"), dir=said["dir"])
        return el(name, *before, words, **attrs, dir=other)

    def _text(self, text: str) -> tuple[Node, ...]:
        return render_text(text, self._setting)

    def _line(self, text: str, kind: str) -> El | None:
        return el("p", self._text(text), class_=kind) if text else None

    def _attribution(self, name: str) -> El | None:
        dash = "——" if has_han(name) or self._setting.language.startswith(("zh", "ja")) else "— "
        return self._line(MarkedStr((Text(dash), *runs_of(name))) if name else "", "attribution")

    def paragraph(self, block: Paragraph) -> El:
        return self._directed("p", block.text, class_="para lede" if block.lede else "para")

    def subhead(self, block: Subhead) -> El:
        """Return a heading. No level is skipped: the first subhead is an ``h2``, whatever its level is."""
        self._level = min(2 if block.level <= 1 else 3, self._level + 1)
        return self._directed(f"h{self._level}", block.text, class_="subhead")

    def image(self, block: Image) -> El | None:
        return figure(block.photo, self._setting)

    def gallery(self, block: Gallery) -> El | None:
        figures = tuple(made for photo in block.items if (made := figure(photo, self._setting)))
        caption = self._line(block.caption, "gallery-caption")
        return el("div", figures, caption, class_="gallery") if figures or caption else None

    def quote(self, block: Quote) -> El:
        return el("blockquote", self.all(block.body), self._attribution(block.attribution), class_="quote")

    def pullquote(self, block: PullQuote) -> El:
        words = self._directed("p", block.text) if block.text else None
        by = self._attribution(block.attribution)
        return el("aside", words, by, class_="pullquote", epub__type="pullquote", role="doc-pullquote")

    def list(self, block: List) -> El:
        with self._laid_out(part.text for item in block.items for part in item if isinstance(part, Paragraph)) as way:
            kind = "list turned" if way else "list"
            if not block.ordered:
                return el("ul", (el("li", self._item(item)) for item in block.items), class_=kind, dir=way)
            start = block.start if block.start != 1 else None
            if self._setting.vertical:
                numbered = enumerate(block.items, start=block.start)
                items = (el("li", self._item(item, number)) for number, item in numbered)
                return el("ol", items, class_="list numbered", role="list", start=start)
            return el("ol", (el("li", self._item(item)) for item in block.items), class_=kind, start=start, dir=way)

    def _item(self, item: Sequence[Block], number: int | None = None) -> tuple[Node, ...]:
        """Return a list item. A first paragraph has no element of its own when only lists follow, so it has no indent.

        In vertical lines the number is text, since no list counter can be made to stand upright (w3c/clreq#367).
        """
        shown = () if number is None else (el("span", self._text(str(number)), class_="number"),)
        first = item[0] if item else None
        if not isinstance(first, Paragraph):
            return (*shown, *self.all(item))
        if all(isinstance(block, List) for block in item[1:]):
            return (*shown, *self._runs(first.text), *self.all(item[1:]))
        return (self._directed("p", first.text, *shown, class_="para"), *self.all(item[1:]))

    def table(self, block: Table) -> El:
        with self._laid_out(cell for row in (block.head, *block.rows) for cell in row) as way:
            if _is_wide(block):
                return _linear(block, self._setting, self._runs, way)
            return el("div", self._columns(block), class_="tabular", dir=way)

    def _columns(self, block: Table) -> El:
        caption = el("caption", self._text(block.caption)) if block.caption else None
        head = el("thead", el("tr", self._cells(block.head, block.align, "th"))) if any(block.head) else None
        rows = tuple(el("tr", self._cells(row, block.align, "td")) for row in block.rows if row)
        return el("table", caption, head, el("tbody", rows) if rows else None)

    def _cells(self, cells: Sequence[Inlines], align: Sequence[str], name: str) -> Iterator[El]:
        for column, cell in enumerate(cells):
            side = align[column] if column < len(align) else ""
            head = name == "th" and bool(cell)
            yield self._directed(
                "th" if head else "td",
                cell,
                scope="col" if head else None,
                class_="centered" if side == "center" else side or None,
            )

    def box(self, block: Box) -> El:
        kind = "box" if not re.fullmatch(r"[a-z][a-z0-9-]*", block.kind) else f"box box-{block.kind}"
        return el("aside", self._line(block.title, "box-title"), self.all(block.body), class_=kind)

    def poem(self, block: Poem) -> El:
        stanzas = (
            el("div", (self._directed("p", verse, class_="verse") for verse in stanza), class_="stanza")
            for stanza in block.stanzas
        )
        return el("div", stanzas, class_="poem")

    def qa(self, block: QA) -> El:
        asks = block.turns[0].who if block.turns else ""
        kinds = ("question" if _QUESTION.match(turn.who) or turn.who == asks else "answer" for turn in block.turns)
        turns = (part for turn, kind in zip(block.turns, kinds, strict=True) for part in self._turn(turn, kind))
        return el("div", turns, class_="qa", epub__type="qna", role="doc-qna")

    def dialogue(self, block: Dialogue) -> El:
        return el("div", (part for turn in block.turns for part in self._turn(turn, "speech")), class_="dialogue")

    def _turn(self, turn: Turn, kind: str) -> tuple[El, ...]:
        colon = "：" if has_han(turn.who) or self._setting.language.startswith(("zh", "ja")) else ": "
        who = el("span", self._text(f"{turn.who}{colon}"), class_="who") if turn.who else None
        first = turn.text[0] if turn.text else None
        words = self._runs(first.text) if isinstance(first, Paragraph) else ()
        opening = el("p", who, words, class_=f"turn {kind}") if who or words else None
        rest = self.all(turn.text[1:] if isinstance(first, Paragraph) else turn.text)
        return (*((opening,) if opening else ()), *rest)

    def note(self, block: Note) -> El:
        title = self._setting.term(f"note.{block.kind}")
        body = self.all(block.body)
        named = fragment_text(body[:1]).lstrip("【[（(").startswith(title)
        return el(
            "aside",
            None if named else el("p", render_text(title, self._setting), class_="note-title"),
            body,
            class_=f"note note-{block.kind}",
        )

    def ad(self, block: Ad) -> El:
        label = el("p", render_text(self._setting.term("ad"), self._setting), class_="ad-label")
        return el("aside", label, self.all(block.body), self._line(block.advertiser, "advertiser"), class_="ad")

    def code(self, block: Code) -> El:
        way = "ltr" if self._setting.runs == "rtl" else None
        return el("pre", el("code", block.text), class_="listing", dir=way)


def _says_way(element: El) -> bool:
    """Return whether an element only states the direction of its words, and perhaps their language."""
    said = dict(element.attrs)
    return element.name == "span" and "dir" in said and "class" not in said


def _label(number: str, target: str, *, marked: bool) -> El:
    if not marked:
        return el("span", number, class_="note-label")
    return el("a", number, class_="backlink", href=f"#{target}", epub__type="backlink", role="doc-backlink")
