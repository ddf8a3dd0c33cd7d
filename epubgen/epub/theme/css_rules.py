# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a style sheet must not say on e-ink: it would lose the sheet, the reader's own settings, or the other mode.

A rule of CSS is read just so far that its declarations can be told apart; a browser this is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from epubgen.errors import Finding, Location, finding

__all__ = ["Declaration", "css_findings", "declarations"]

_HIDDEN = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_PIECE = re.compile(r"[^{};]*[{};]|[^{};]+\Z")
_READERS = frozenset({"font-family", "font-size", "line-height", "color", "background", "background-color", "width"})
_VALUES = (
    ("K17.var", re.compile(r"\A--|:.*\bvar\(")),
    ("K17.calc", re.compile(r":.*\bcalc\(")),
    ("K17.flex", re.compile(r"\Adisplay:.*\b(flex|grid)\b|\A(flex|grid)\b")),
    ("K17.fixed", re.compile(r"\Aposition:\s*(fixed|absolute|sticky)")),
    ("K17.margin", re.compile(r"\Amargin[^:]*:.*(?<![\w.])-\s*[.\d]")),
    ("K17.mode", re.compile(r"\A(-webkit-|-epub-)?writing-mode\b")),
    ("K17.range", re.compile(r"\Aunicode-range\b")),
    ("K17.url", re.compile(r":.*\burl\(")),
)


class Declaration(NamedTuple):
    """A declaration and what stands around it; an at-rule without a block has only a name."""

    line: int
    around: tuple[str, ...]
    """Heads of the blocks, outermost first: at-rules, then the selector."""
    name: str
    value: str


def css_findings(data: bytes, at: Location) -> Iterator[Finding]:
    """K17: what a sheet should not say, each with its line."""
    css = data.decode("utf-8-sig", "replace")
    if css.count("\ufffd"):
        yield finding("K17.utf8", at)
    if line := _unbalanced(_bare(css)):
        yield finding("K17.braces", Location(at.file, line))
    for declaration in declarations(css):
        if key := _ban(declaration):
            said = f"{declaration.name}: {declaration.value}" if declaration.value else declaration.name
            yield finding(key, Location(at.file, declaration.line), text=said[:60])


def declarations(css: str) -> Iterator[Declaration]:
    """Every declaration and every at-rule of a sheet, in order."""
    around: list[str] = []
    text = _bare(css)
    for piece in _PIECE.finditer(text):
        words, end = piece.group().strip(" \t\r\n\f{};"), piece.group()[-1]
        line = 1 + text.count("\n", 0, piece.start() + len(piece.group()) - len(piece.group().lstrip()))
        if words.startswith("@"):
            yield Declaration(line, tuple(around), words.lower(), "")
        elif words and end != "{":
            name, _, value = words.partition(":")
            yield Declaration(line, tuple(around), name.strip().lower(), " ".join(value.split()))
        if end == "{":
            around.append(" ".join(words.split()))
        elif end == "}":
            around[-1:] = []


def _ban(said: Declaration) -> str:
    if said.name.startswith("@"):
        if said.name.startswith("@import"):
            return "K17.import"
        return "K17.dark" if "prefers-color-scheme" in said.name else ""
    line = f"{said.name}:{said.value}"
    if found := next((key for key, pattern in _VALUES if pattern.search(line)), ""):
        return found
    selectors = {part.strip().lower() for part in (said.around or ("",))[-1].split(",")}
    return "K17.body" if selectors & {"html", "body", "*", ":root"} and said.name in _READERS else ""


def _bare(css: str) -> str:
    """The sheet without comments and strings; every line keeps its number."""
    return _HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), css)


def _unbalanced(text: str) -> int:
    """The line of the first brace too many, the last line for one that is missing; 0 for a sheet in order."""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found.group() == "{" else -1
        if depth < 0:
            return 1 + text.count("\n", 0, found.start())
    return 1 + text.rstrip().count("\n") if depth else 0
