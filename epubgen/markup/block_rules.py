# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our rules for lines of Markdown: ``:::`` fences, attribute lines, footnotes, paragraphs by indent, turns of speech.

Each is a rule of markdown-it: ``(state, first line, line after the last, silent) -> whether it applies``; ``silent``
asks only whether the line would end a paragraph.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from epubgen.markup.attributes import braced, listed
from epubgen.markup.turns import LABELS, label_of_line

__all__ = ["LIMIT", "attributes", "container", "depth", "footnote", "indent", "line_text", "turn"]

_FENCE = re.compile(r"(:{3,})[ \t]*([^\s:{}=\"']+)?(.*)\Z")
_ITEM = re.compile(r"(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*")
_CODE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_NOTE = re.compile(r"\[\^([^\s\[\]]+)\]:[ \t]*")
LIMIT = 40
"""Levels of blocks in blocks, or of brackets in brackets, that are read; anything deeper stays plain text."""


def line_text(state: StateBlock, line: int) -> str:
    """A line without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Too deep: the rest stands as plain text, and the editor is told."""
    if silent or state.level < LIMIT:
        return False
    token = state.push("too_deep", "", 0)
    token.content = state.getLines(start, end, state.blkIndent, False)
    token.map = [start, end]
    state.line = end
    return True


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: name attributes`` … ``:::``."""
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
    """``{.lede}`` on a line of its own: attributes of the block below."""
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
    """``[^1]: text``; further paragraphs of the note are indented by four spaces."""
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
    """A line that opens with a full-width space opens a paragraph, with or without an empty line above it."""
    return silent and line_text(state, start).startswith("\u3000")


def turn(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """In an interview or dialogue a line that names its speaker opens a paragraph."""
    kind = state.env.get("turns", "")
    return silent and bool(kind) and label_of_line(kind, line_text(state, start))


def _inside(state: StateBlock, start: int, stop: int, name: str) -> None:
    kept = state.parentType, state.lineMax, state.env.get("turns", "")
    state.parentType, state.lineMax = "container", stop
    state.env["turns"] = name if name in LABELS else ""
    state.md.block.tokenize(state, start, stop)
    state.parentType, state.lineMax, state.env["turns"] = kept


def _closing(state: StateBlock, start: int, end: int, count: int) -> tuple[int, bool]:
    """The line that closes a fence of so many colons, and whether there is one.

    A bare fence closes the innermost one of its own length, else the innermost shorter one.
    """
    open_fences = [count]
    code = ""
    for line in range(start + 1, end):
        text = line_text(state, line)
        text = text[_ITEM.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty string
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
