# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs written as a copy editor marks a proof: ``北京<tcy 15>日``, ``<strong 1>5``, ``<ruby 漢|かん>``.

A table is a text of lines ``as typed => as set``; a line without an arrow is set as it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from epubgen.model import (
    Abbr,
    Address,
    Break,
    CodeSpan,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Ruby,
    Sideways,
    Strong,
    Sub,
    Sup,
    Tcy,
    Text,
    Typography,
    Upright,
)
from epubgen.typesetting import make

VERTICAL, HORIZONTAL = "vertical-rl", "horizontal-tb"
_OPEN = re.compile(r"<([A-Za-z-]+) ?")
_HOLDERS: dict[str, Any] = {
    "strong": Strong, "em": Em, "dots": Dots, "sub": Sub, "sup": Sup, "upr": Upright, "side": Sideways, "url": Address,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _HOLDERS.items()}


def read(text: str) -> Inlines:
    """The runs of a notation."""
    runs, rest = _read(text)
    assert rest == "", rest
    return runs


def _read(text: str) -> tuple[Inlines, str]:
    runs: list[Inline] = []
    while text and not text.startswith(">"):
        opening = _OPEN.match(text)
        if opening is None:
            words = re.match(r"[^<>]+", text)
            assert words, text
            runs.append(Text(words[0]))
            text = text[words.end() :]
            continue
        children, text = _read(text[opening.end() :])
        runs.append(_made(opening[1], children))
        text = text.removeprefix(">")
    return tuple(runs), text


def _made(name: str, children: Inlines) -> Inline:
    words = "".join(run.text for run in children if isinstance(run, Text))
    head, _, tail = words.partition("|")
    match name:
        case "br":
            return Break()
        case "note":
            return NoteRef(words)
        case "tcy":
            return Tcy(words)
        case "code":
            return CodeSpan(words)
        case "ruby":
            return Ruby(head, tail)
        case "link":
            return Link((Text(head),), tail)
        case "abbr":
            return Abbr((Text(head),), tail)
        case _ if name in _HOLDERS:
            holder: Inline = _HOLDERS[name](children)
            return holder
        case _:
            return Foreign(children, name)


def write(runs: Inlines) -> str:
    """The notation of runs."""
    return "".join(map(_write, runs))


def _write(run: Inline) -> str:
    match run:
        case Text(words):
            return words
        case Break():
            return "<br>"
        case NoteRef(label):
            return f"<note {label}>"
        case Tcy(words):
            return f"<tcy {words}>"
        case CodeSpan(words):
            return f"<code {words}>"
        case Ruby(base, reading):
            return f"<ruby {base}|{reading}>"
        case Link(children, href):
            return f"<link {write(children)}|{href}>"
        case Abbr(children, title):
            return f"<abbr {write(children)}|{title}>"
        case Foreign(children, lang):
            return f"<{lang} {write(children)}>"
        case _:
            return f"<{_NAMES[type(run)]} {write(run.children)}>"


@dataclass(frozen=True)
class Row:
    """A line of a table, and how it is set."""

    language: str
    mode: str
    house: Typography
    typed: str
    expected: str


def rows(language: str, table: str, mode: str = VERTICAL, **house: Any) -> Iterator[Row]:
    """The lines of a table."""
    for line in table.strip().splitlines():
        typed, arrow, expected = line.partition(" => ")
        yield Row(language, mode, Typography(**house), typed, expected if arrow else typed)


def wrong(table: Iterable[Row]) -> list[tuple[Row, str]]:
    """Rows that are not set as they say, or where twice does not give what once gives; and what each gives."""
    found = []
    for row in table:
        setter = make(row.language, row.mode, replace(row.house))
        once = setter(read(row.typed))
        twice = setter(once)
        if write(once) != row.expected or twice != once:
            found.append((row, f"once {write(once)}, twice {write(twice)}"))
    return found
