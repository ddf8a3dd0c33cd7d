# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a style sheet must not say on e-ink: it would lose the sheet, the reader's own settings, or the other mode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.epub.theme.css_syntax import Declaration, declarations, unbalanced_line
from epubgen.errors import Finding, Location, finding

__all__ = ["css_findings"]

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


def css_findings(data: bytes, at: Location) -> Iterator[Finding]:
    """K17: what a sheet should not say, each with its line."""
    css = data.decode("utf-8-sig", "replace")
    if css.count("\ufffd"):
        yield finding("K17.utf8", at)
    if line := unbalanced_line(css):
        yield finding("K17.braces", Location(at.file, line))
    for declaration in declarations(css):
        if key := _ban(declaration):
            said = f"{declaration.name}: {declaration.value}" if declaration.value else declaration.name
            yield finding(key, Location(at.file, declaration.line), text=said[:60])


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
