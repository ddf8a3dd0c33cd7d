# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Markdown of epubgen: the rules of markdown-it that are used, and our own rules for blocks.

It is CommonMark with pipe tables, without raw HTML, indented code, setext headings and link definitions. Addresses stay
as typed. Our rules have the form of markdown-it's: ``(state, first line, line after the last, silent) -> whether the
rule applies``; with ``silent`` the question is only whether the line would end a paragraph.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence, list_block, table

from epubgen.markup import inline_rules
from epubgen.markup.attributes import braced, listed
from epubgen.markup.read_containers import LABELS, label_of_line
from epubgen.startup import regex

__all__ = [
    "LIMIT",
    "attributes",
    "container",
    "depth",
    "footnote",
    "indent",
    "line_parser",
    "line_text",
    "parser",
    "turn",
]

_FENCE = regex(r"(:{3,})[ \t]*([^\s:{}=\"']+)?(.*)\Z")
_ITEM = regex(r"(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*")
_CODE = regex(r"(`{3,})[^`]*\Z|(~{3,})")
_NOTE = regex(r"\[\^([^\s\[\]]+)\]:[ \t]*")
_BAR = regex(r"(?<!\\)\|")
LIMIT = 40
"""Levels of blocks in blocks, and of brackets in brackets, that are read; anything deeper stays plain text."""


def line_text(state: StateBlock, line: int) -> str:
    """Return a line without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Keep blocks that are nested too deep as plain text, and report them (S09.depth)."""
    if silent or state.level < LIMIT:
        return False
    token = state.push("too_deep", "", 0)
    token.content = state.getLines(start, end, state.blkIndent, False)
    token.map = [start, end]
    state.line = end
    return True


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``::: name attributes`` … ``:::``."""
    fence = _FENCE.match(line_text(state, start))
    if not fence:
        return False
    if silent:
        return True
    if not fence[2]:
        token = state.push("stray_fence", "", 0)
        token.map, token.markup, token.info = [start, start + 1], fence[1], fence[3].strip()
        state.line = start + 1
        return True
    stop, closed = _closing(state, start, end, len(fence[1]))
    token = state.push("container_open", "", 1)
    token.map, token.markup, token.info = [start, stop], fence[1], fence[2]
    token.meta = {"attributes": listed(fence[3]), "closed": closed}
    if fence[2] == "poem":
        token.content = state.getLines(start + 1, stop, state.blkIndent, False)
    else:
        _inside(state, start + 1, stop, fence[2])
    state.push("container_close", "", -1)
    state.line = stop + closed
    return True


def attributes(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read ``{.lede}`` on a line of its own: attributes of the block below."""
    line = line_text(state, start).rstrip()
    found = braced(line) if line.endswith("}") else None
    if not found or found[1] != len(line):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map, token.markup = [start, start + 1], line
        token.meta = {"attributes": found[0]}
        state.line = start + 1
    return True


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``[^1]: text``; further paragraphs of the note are indented by four spaces."""
    found = _NOTE.match(line_text(state, start))
    if not found or silent:
        return bool(found)
    token = state.push("footnote_open", "", 1)
    token.map, token.info = [start, end], found[1]
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.bMarks[start] += state.tShift[start] + found.end()
    state.tShift[start] = 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    state.push("footnote_close", "", -1)
    return True


def indent(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Begin a paragraph at a line that begins with a full-width space, also without an empty line above."""
    return silent and line_text(state, start).startswith("\u3000")


def turn(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Begin a paragraph at a line that names its speaker, in an interview or dialogue."""
    kind = state.env.get("turns", "")
    return silent and bool(kind) and label_of_line(kind, line_text(state, start))


def _inside(state: StateBlock, start: int, stop: int, name: str) -> None:
    kept = state.parentType, state.lineMax, state.env.get("turns", "")
    state.parentType, state.lineMax = "container", stop
    state.env["turns"] = name if name in LABELS else ""
    state.md.block.tokenize(state, start, stop)
    state.parentType, state.lineMax, state.env["turns"] = kept


def _closing(state: StateBlock, start: int, end: int, count: int) -> tuple[int, bool]:
    """Find the line that closes a fence of ``count`` colons; return it, and whether there is one.

    A fence without a name closes the innermost open fence of its own length, else the innermost shorter one.
    """
    open_fences = [count]
    code = ""
    for line in range(start + 1, end):
        text = line_text(state, line)
        text = text[_ITEM.match(text).end() :]  # type: ignore[union-attr]  # the pattern also matches empty text
        if text and state.sCount[line] < state.blkIndent:
            return line, False
        if mark := _CODE.match(text):
            code = "" if code and text.startswith(code) else code or (mark[1] or mark[2])
        fence = None if code else _FENCE.match(text)
        if not fence:
            continue
        if fence[2]:
            open_fences.append(len(fence[1]))
            continue
        position = _innermost(open_fences, len(fence[1]))
        if position == 0:
            return line, True
        if position is not None:
            del open_fences[position:]
    return end, False


def _innermost(open_fences: list[int], count: int) -> int | None:
    places = range(len(open_fences) - 1, -1, -1)
    same = next((place for place in places if open_fences[place] == count), None)
    return same if same is not None else next((place for place in places if open_fences[place] < count), None)


_LONG_NUMBER = regex(r"\d{4,}[.)](?:[ \t]|$)")


class _Parser(MarkdownIt):
    """markdown-it without its changes to addresses; the readers of its tokens decide which addresses become links."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@cache
def parser() -> MarkdownIt:
    """Return the parser of article bodies; it keeps no state between texts."""
    made = _Parser("commonmark", {"maxNesting": LIMIT + 2}).enable(["table", "strikethrough"])
    made.disable(["code", "lheading", "html_block", "html_inline", "reference"])
    block, inline = made.block.ruler, made.inline.ruler
    everywhere: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list", "table"]}
    block.before("table", "depth", depth)
    block.before("table", "container", container, everywhere)
    block.before("table", "attributes", attributes, everywhere)
    block.before("table", "footnote", footnote, everywhere)
    block.before("table", "indent", indent, {"alt": ["paragraph"]})
    block.before("table", "turn", turn, {"alt": ["paragraph"]})
    block.at("fence", _fence, {"alt": ["paragraph", "blockquote", "list"]})
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    block.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    block.before("list", "year", _year, {"alt": ["list"]})
    _add_marks(made)
    inline.at("image", inline_rules.image)
    inline.at("link", inline_rules.link)
    inline.after("autolink", "html", inline_rules.html)
    return made


@cache
def line_parser() -> MarkdownIt:
    """Return the parser of one-line fields: it reads marks inside the line; addresses and other brackets stay text."""
    made = _Parser("commonmark", {"maxNesting": LIMIT + 2}).enable("strikethrough")
    made.disable(["html_inline", "autolink", "newline"])
    _add_marks(made)
    inline = made.inline.ruler
    inline.at("image", inline_rules.line_image)
    inline.at("link", inline_rules.line_link)
    inline.after("autolink", "html", inline_rules.line_html)
    return made


def _add_marks(made: MarkdownIt) -> None:
    """Add the rules of marks that article bodies and one-line fields share."""
    inline = made.inline.ruler
    inline.at("strikethrough", inline_rules.strike)
    inline.at("emphasis", inline_rules.emphasis)
    inline.before("link", "note", inline_rules.note)
    inline.after("link", "span", inline_rules.span)
    inline.after("span", "script", inline_rules.script)


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a code block and record whether its closing fence was typed.

    Without one the block takes in the whole rest.
    """
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        last = line_text(state, state.line - 1).rstrip()
        closed = state.line - 1 > start and len(last) >= len(token.markup) and not last.strip(token.markup[0])
        token.meta = {"closed": closed}
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table and record the cells beyond the columns of its head, which markdown-it leaves out."""
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        opening = next(token for token in state.tokens[before:] if token.type == "table_open")
        head, *rows = (_cells(line_text(state, line)) for line in range(start, state.line) if line != start + 1)
        opening.meta["beyond"] = tuple(
            (start + 2 + place, cells[len(head) :]) for place, cells in enumerate(rows) if any(cells[len(head) :])
        )
    return True


def _cells(line: str) -> list[str]:
    """Return the cells of a row as typed; a bar after a backslash is part of a cell."""
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    return cells[1 if cells and not cells[0] else 0 : -1 if len(cells) > 1 and not cells[-1] else None]


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, unless its number has four digits or more: ``2026. 年初`` is a sentence."""
    return not _is_year(state, start) and list_block(state, start, end, silent)


def _year(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Keep such a number from continuing a list."""
    return silent and _is_year(state, start)


def _is_year(state: StateBlock, line: int) -> bool:
    return bool(_LONG_NUMBER.match(line_text(state, line)))
