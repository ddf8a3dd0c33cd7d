# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts Markdown into blocks: paragraphs, subheads, lists, quotes, tables, code, footnotes.

``grammar`` defines the Markdown, ``read_containers`` reads ``:::`` fences, ``read_inlines`` reads runs. Markdown
without a block stays text, and finding S09 says what to type; ``near_misses`` reports what is typed almost right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from epubgen.errors import Location
from epubgen.markup import near_misses, read_containers
from epubgen.markup.attributes import Attributes, GivenAttributes
from epubgen.markup.lines import read_line
from epubgen.markup.parsed import Parsed, Problems
from epubgen.markup.read_inlines import inlines_of, lines_of, photo
from epubgen.markup.tidy import line_of_runs, tidy, tidy_blocks, tidy_footnotes
from epubgen.model import (
    Block,
    Code,
    Footnote,
    Image,
    Inlines,
    List,
    Paragraph,
    Quote,
    Separator,
    Subhead,
    Table,
    Text,
    plain,
)
from epubgen.startup import dataclass, regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["DASHES", "MarkdownBlockReader", "TokenNode", "blocks_from_markdown", "inlines_from_markdown", "nested"]

DASHES = regex(r"(?:——|—|――|--)\s*(?=[^\s—―-])")
"""The dash at the beginning of the line that names the speaker of a quotation."""
_LINK_DEFINITION = regex(r"\[[^\]\n]+\]:\s*<?(?:https?://|mailto:|www\.)")
_ARTICLE_HEADING, _DEEPEST_HEADING = 1, 3


@dataclass(slots=True)
class TokenNode:
    """A block token and the tokens inside it."""

    token: Token
    children: list[TokenNode] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The first line, counted from 0."""
        return self.token.map[0] if self.token.map else 0

    @property
    def inline(self) -> Sequence[Token]:
        """The inline tokens of a paragraph, heading or cell."""
        return next((child.token.children or () for child in self.children if child.token.type == "inline"), ())


def nested(tokens: Iterable[Token]) -> list[TokenNode]:
    """Return the flat list of tokens as a tree."""
    root: list[TokenNode] = []
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = TokenNode(token)
        stack[-1].append(node)
        if token.nesting > 0:
            stack.append(node.children)
    return root


class MarkdownBlockReader:
    """Reads the nodes of one text. Footnotes are collected in ``footnotes``, faults in ``problems``."""

    def __init__(self, problems: Problems, base: str, parse_line: Callable[[str], Sequence[Token]]) -> None:
        self.problems = problems
        self.base = base
        self.parse_line = parse_line
        self.footnotes: list[Footnote] = []

    def blocks(self, nodes: Iterable[TokenNode]) -> tuple[Block, ...]:
        """Return the blocks of nodes; a line of attributes applies to the block below."""
        return tuple(block for node, above in self.with_attributes(nodes) for block in self.read(node, above))

    def with_attributes(self, nodes: Iterable[TokenNode]) -> Iterator[tuple[TokenNode, Attributes]]:
        """Yield each node with the attributes of the lines above it."""
        above: list[TokenNode] = []
        for node in nodes:
            if node.token.type == "attributes":
                above.append(node)
                continue
            yield node, tuple(pair for line in above for pair in line.token.meta["attributes"])
            above = []
        for line in above:
            self.problems.add("S09.above", line.line)

    def read(self, node: TokenNode, above: Attributes = ()) -> Iterator[Block]:
        """Yield the blocks of one node, with their lines."""
        if node.token.type == "container_open":
            self.unused(above, node)
            made: Iterable[Block] = read_containers.read(self, node)
        else:
            made = self._plain(node, above)
        place = self.problems.place(node.line)
        for block in made:
            yield block if block.at else replace(block, at=place)

    def marked(self, typed: str, line: int) -> str:
        """Return the one-line text of an attribute with its marks."""
        return read_line(typed, self.problems, line)

    def unused(self, above: Attributes, node: TokenNode) -> None:
        """Report attributes above a block that takes none (S09.above)."""
        if above:
            self.problems.add("S09.above", node.line - 1)

    def paragraph(self, node: TokenNode, above: Attributes = ()) -> Iterator[Block]:
        """Yield a paragraph; pictures on lines of their own become blocks."""
        given = GivenAttributes(above, "{…}", self.problems, node.line - 1)
        lede = given.flag("lede")
        given.done()
        held: list[Token] = []
        first = node.line
        for line in lines_of(node.inline, node.line):
            if line.image:
                yield from self._words(held, first, lede=lede)
                held, first = [], line.number + 1
                made = photo(line.image, self.problems, line.number, self.base)
                yield Image(photo=made, at=self.problems.place(line.number))
            else:
                held += line.tokens
        yield from self._words(held, first, lede=lede)

    def _words(self, tokens: Sequence[Token], line: int, *, lede: bool) -> Iterator[Paragraph]:
        text = inlines_of(tokens, self.problems, line)
        if text:
            if _LINK_DEFINITION.match(plain(text)):
                self.problems.add("S09.reference", line)
            yield Paragraph(text=text, lede=lede, at=self.problems.place(line))

    def _plain(self, node: TokenNode, above: Attributes) -> Iterator[Block]:
        kind = node.token.type
        if kind == "paragraph_open":
            yield from self.paragraph(node, above)
        elif kind == "table_open":
            yield self._table(node, above)
        elif kind == "blockquote_open":
            yield self._quote(node, above)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            yield self._list(node, above)
        else:
            self.unused(above, node)
            yield from self._other(node)

    def _other(self, node: TokenNode) -> Iterator[Block]:
        token = node.token
        match token.type:
            case "heading_open":
                yield from self._heading(node)
            case "fence":
                if not token.meta["closed"]:
                    self.problems.add("S09.unclosed.code", node.line, fence=token.markup)
                yield Code(text=token.content.removesuffix("\n"), lang=token.info.strip())
            case "hr":
                yield Separator()
            case "footnote_open":
                body = self.blocks(node.children)
                self.footnotes.append(Footnote(label=token.info, body=body, at=self.problems.place(node.line)))
            case "stray_fence":
                self.problems.add("S09.stray", node.line, fence=token.markup)
                yield from self._kept(token.info)
            case "too_deep":
                self.problems.add("S09.depth", node.line)
                yield from self._kept(token.content)
            case _:
                yield from self._kept(token.content)

    def _kept(self, text: str) -> Iterator[Paragraph]:
        runs = tidy((Text(text),))
        if runs:
            yield Paragraph(text=runs)

    def _heading(self, node: TokenNode) -> Iterator[Block]:
        level = int(node.token.tag[1:])
        text = inlines_of(node.inline, self.problems, node.line)
        if level == _ARTICLE_HEADING:
            self.problems.add("S09.heading", node.line)
        elif level > _DEEPEST_HEADING:
            self.problems.add("S09.heading.deep", node.line, marks="#" * level)
        if text:
            yield Subhead(text=text, level=1 if level <= 2 else 2)  # noqa: PLR2004 - ## is the first level

    def _list(self, node: TokenNode, above: Attributes) -> List:
        ordered = node.token.type.startswith("ordered")
        given = GivenAttributes(above, "{…}", self.problems, node.line - 1)
        start = given.number("start", int(node.token.attrs.get("start", 1))) if ordered else 1
        given.done()
        items = tuple(self.blocks(item.children) for item in node.children)
        return List(items=tuple(item for item in items if item), ordered=ordered, start=start)

    def _quote(self, node: TokenNode, above: Attributes) -> Quote:
        given = GivenAttributes(above, "{…}", self.problems, node.line - 1)
        named, attribution = given.has("attribution"), self.marked(given.text("attribution"), node.line - 1)
        given.done()
        if not named and node.children:
            attribution = self._signature(node.children[-1])
        return Quote(body=self.blocks(node.children), attribution=attribution)

    def _signature(self, last: TokenNode) -> str:
        """Return the speaker named in a last line that begins with a dash, and remove that line from the paragraph."""
        lines = list(lines_of(last.inline, last.line)) if last.token.type == "paragraph_open" else []
        if not lines or lines[-1].image:
            return ""
        words = inlines_of(lines[-1].tokens, self.problems, lines[-1].number)
        dash = DASHES.match(plain(words))
        first = words[0] if words else None
        if not dash or not isinstance(first, Text) or len(first.text) < len(dash[0]):
            return ""
        last.children[0].token.children = [token for line in lines[:-1] for token in line.tokens]
        return line_of_runs((Text(first.text[dash.end() :]), *words[1:]))

    def _table(self, node: TokenNode, above: Attributes) -> Table:
        given = GivenAttributes(above, "{…}", self.problems, node.line - 1)
        caption = self.marked(given.text("caption"), node.line - 1)
        given.done()
        for line, cells in node.token.meta.get("beyond", ()):
            self.problems.add("S19", line, text=" | ".join(cells))
        rows = [self._row(row) for part in node.children for row in part.children]
        cells = node.children[0].children[0].children
        align = tuple(str(cell.token.attrs.get("style", "")).removeprefix("text-align:") for cell in cells)
        return Table(head=rows[0], rows=tuple(rows[1:]), caption=caption, align=align)

    def _row(self, row: TokenNode) -> tuple[Inlines, ...]:
        return tuple(inlines_of(cell.inline, self.problems, row.line) for cell in row.children)


_NOWHERE = Location()


def blocks_from_markdown(text: str, at: Location = _NOWHERE, base: str = "") -> Parsed:
    """Return the blocks, footnotes and findings of an article body.

    Args:
        text: Markdown without front matter.
        at: the file, and the line in it where ``text`` begins.
        base: the folder to which paths of photos are relative; without one they stay as typed.
    """
    problems = Problems(at)
    if _PROSE.match(text):
        return Parsed(blocks=tuple(_prose(text, problems)))
    return _parsed(text, problems, base)


def _parsed(text: str, problems: Problems, base: str) -> Parsed:
    reader = MarkdownBlockReader(problems, base, _parse_line)
    tokens = _parser().parse(text, {})
    near_misses.report(tokens, problems)
    blocks = tidy_blocks(reader.blocks(nested(tokens)))
    return Parsed(blocks=blocks, footnotes=tidy_footnotes(reader.footnotes), findings=problems.findings())


_LETTERS = r"0-9A-Za-z\u00c0-\u024f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3０-９Ａ-Ｚａ-ｚ"
_STOPS = r" ,.;:?!%'\"()/\-\u00b7\u2010-\u2027\u3001-\u300f\u3014-\u301f，。；：？！（）％"
_PROSE = regex(
    rf"(?![\s\S]*[:：]{{3}})\n*+(?:(?![ :：\-〉》]|\d+[.)])[{_LETTERS}{_STOPS}]++(?<! )(?:\n{{2,}}+|\n?\Z))*+\Z"
)
"""Paragraphs of one line each, of letters and plain punctuation only, as most stories are."""


def _prose(text: str, problems: Problems) -> Iterator[Paragraph]:
    """Yield the paragraphs that ``_parsed`` would give for such a text, in a tenth of the time."""
    for number, line in enumerate(text.split("\n")):
        if line:
            yield Paragraph(text=(Text(line),), at=problems.place(number))


def inlines_from_markdown(text: str) -> Inlines:
    """Return the runs of one paragraph of Markdown; what is no run stays text."""
    return inlines_of(_parse_line(text.strip()), Problems(_NOWHERE), 0)


def _parser() -> MarkdownIt:
    from epubgen.markup.grammar import parser  # noqa: PLC0415 - prose without marks needs no parser

    return parser()


def _parse_line(text: str) -> Sequence[Token]:
    tokens = _parser().parseInline(text, {})
    return tokens[0].children or () if tokens else ()
