# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree into which YAML and JSON are read: scalars as they were typed, each value with its line and column.

JSON is read here with the ``json`` module, which gives no places. It meets values in the order of the text, so a second
walk over the tokens of the text finds the place of each value.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace

from epubgen.errors import Finding, Location, finding
from epubgen.languages.characters import is_visible, refused_marks, visible_text
from epubgen.startup import dataclass, regex

__all__ = [
    "MAX_DEPTH",
    "MAX_TEXT",
    "DataNode",
    "Tree",
    "cleaned",
    "lone_surrogate",
    "parse_json",
]

MAX_TEXT = 32 * 2**20
"""Characters that a data file may have; a whole year of a weekly has fewer."""
MAX_DEPTH = 64
"""Levels of lists and mappings that a file may have; a box in a box in a list needs about twenty."""

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DataNode:
    """A value of the file: text as typed, a list, a mapping, or ``None`` where the value is empty."""

    value: str | list[DataNode] | dict[str, DataNode] | None
    line: int
    column: int
    keys: Mapping[str, Position] = field(default_factory=dict)
    """Line and column of each key of a mapping, from 1."""
    cut: str = ""
    """Where one space and ``#`` end the value: the line to type instead, with the value in quotes. Else empty."""

    @property
    def shape(self) -> str:
        """The kind of the value, as the rows ``ui.shape.…`` of the message table name it."""
        names = {str: "text", list: "list", dict: "mapping", type(None): "nothing"}
        return names[type(self.value)]

    def with_texts(self, change: Callable[[str], str]) -> DataNode:
        """Return the same tree with ``change`` applied to each text; keys and places stay."""
        value = self.value
        if isinstance(value, str):
            return replace(self, value=change(value))
        if isinstance(value, list):
            return replace(self, value=[child.with_texts(change) for child in value])
        if isinstance(value, dict):
            return replace(self, value={key: child.with_texts(change) for key, child in value.items()})
        return self

    def walk(self, path: str = "") -> Iterator[tuple[str, DataNode]]:
        """Yield this node and each node below it with its path from here, in the order of the file."""
        yield path, self
        match self.value:
            case dict(entries):
                for key, child in entries.items():
                    yield from child.walk(f"{path}.{key}" if path else key)
            case list(items):
                for index, child in enumerate(items):
                    yield from child.walk(f"{path}[{index}]")
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of a data file; ``root`` is ``None`` when the file could not be read."""

    root: DataNode | None
    at: Location
    findings: tuple[Finding, ...] = ()


_BREAKS = regex("[\x0b\x0c]")
"""Form feed and vertical tab separate words in texts of news agencies; a space replaces them."""
_ILLEGAL = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_HIGH = regex("[\U00010000-\U0010ffff]")
"""A text in which neither is found, as nearly every one, need not be searched with the slow set of both planes."""
_SURROGATE = regex("[\ud800-\udfff]")


def cleaned(text: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """Remove control characters, noncharacters and invisible characters without effect.

    Return the text and the findings.

    T03 counts the control characters and noncharacters and names the first; marks that change the direction of text are
    refused.
    """
    if is_visible(text):
        return text, ()
    refused = refused_marks(text, at)
    text = visible_text(text)
    first = (_ILLEGAL.search(text) or _BREAKS.search(text)) if _CONTROL.search(text) or _HIGH.search(text) else None
    if first is None:
        return text, refused
    kept, removed = _ILLEGAL.subn("", text)
    kept, replaced = _BREAKS.subn(" ", kept)
    line = text.count("\n", 0, first.start()) + (at.line or 1)
    code = f"U+{ord(first[0]):04X}"
    return kept, (finding("T03.removed", Location(at.file, line), "", n=removed + replaced, char=code), *refused)


def lone_surrogate(text: str) -> str:
    """Return the code of the first lone surrogate (``U+D800``); empty when there is none."""
    found = _SURROGATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


_TOKEN = regex(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{\]}]|[^\s\[\]{}",:]++', re.DOTALL)
"""Strings, brackets, numbers and words of JSON; the pattern never backtracks."""


_CURES = (
    ("Expecting value", "S02.json_value"),
    ("Expecting property name", "S02.json_key"),
    ("Illegal trailing comma", "S02.json_key"),
    ("Expecting ',' delimiter", "S02.json_comma"),
    ("Unterminated string", "S02.json_quote"),
    ("Extra data", "S02.json_extra"),
)
"""Messages of the ``json`` module → the row of the message table that an editor understands."""


def parse_json(text: str, at: Location) -> Tree:
    """Read JSON into a tree; numbers, ``true`` and ``false`` stay texts as they were typed."""
    if len(text) > MAX_TEXT:
        return Tree(None, at, (finding("S02.size", at),))
    if deep := _too_deep(text):
        return Tree(None, _at(text, at, deep), (finding("S02.depth", _at(text, at, deep), "", n=MAX_DEPTH),))
    try:
        value = json.loads(
            text,
            strict=False,
            parse_int=str,
            parse_float=str,
            parse_constant=_constant,
            object_pairs_hook=_Pairs,
        )
    except json.JSONDecodeError as error:
        place = Location(at.file, error.lineno, error.colno)
        key = next((row for words, row in _CURES if error.msg.startswith(words)), "S02.json")
        return Tree(None, at, (finding(key, place, "", why=error.msg),))
    except _ConstantError as error:
        place = _at(text, at, max(text.find(str(error)), 0))
        return Tree(None, at, (finding("S02.json_constant", place, "", value=error),))
    placer = _Placer(at, text)
    root = placer.node(value, "")
    return Tree(root, at, tuple(placer.findings))


class _Pairs(list[tuple[str, object]]):
    """The pairs of a JSON object in order, with repeated keys."""


class _ConstantError(Exception):
    """The text has ``NaN`` or ``Infinity`` as a value."""


def _constant(word: str) -> object:
    raise _ConstantError(word)


def _too_deep(text: str) -> int:
    """Return the offset of the first bracket deeper than ``MAX_DEPTH``; 0 when there is none."""
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        depth += (mark in "[{") - (mark in "]}")
        if depth > MAX_DEPTH:
            return token.start()
    return 0


def _at(text: str, at: Location, offset: int) -> Location:
    line = text.count("\n", 0, offset) + 1
    return Location(at.file, line, offset - text.rfind("\n", 0, offset))


@dataclass(slots=True, init=False)
class _Placer:
    """Gives each JSON value its line and column, and cleans its text."""

    at: Location
    findings: list[Finding]
    _starts: list[int]
    _offsets: Iterator[int]

    def __init__(self, at: Location, text: str) -> None:
        self.at = at
        self.findings = []
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._offsets = (token.start() for token in _TOKEN.finditer(text) if token[0] not in "]}")

    def node(self, value: object, path: str) -> DataNode:
        """Return the node of a value; it must be called with the values in the order of the text."""
        spot = self._next()
        match value:
            case _Pairs():
                return self._mapping(value, spot, path)
            case list():
                return DataNode([self.node(item, f"{path}[{index}]") for index, item in enumerate(value)], *spot)
            case bool():
                return DataNode("true" if value else "false", *spot)
            case None:
                return DataNode(None, *spot)
            case _:
                return DataNode(self._text(str(value), spot, path), *spot)

    def _mapping(self, pairs: _Pairs, spot: Position, path: str) -> DataNode:
        entries: dict[str, DataNode] = {}
        keys: dict[str, Position] = {}
        for raw, value in pairs:
            place = self._next()
            key = self._text(raw, place, path)
            inner = f"{path}.{key}" if path else key
            child = self.node(value, inner)
            if key in entries:
                at = Location(self.at.file, *place)
                self.findings.append(finding("S05", at, inner, name=key, line=keys[key][0]))
                continue
            entries[key] = child
            keys[key] = place
        return DataNode(entries, *spot, keys=keys)

    def _next(self) -> Position:
        offset = next(self._offsets)
        line = bisect_right(self._starts, offset)
        return (line, offset - self._starts[line - 1] + 1)

    def _text(self, raw: str, spot: Position, path: str) -> str:
        if code := lone_surrogate(raw):
            at = Location(self.at.file, *spot)
            self.findings.append(finding("S07.surrogate", at, path, char=code))
            return "\ufffd"  # U+FFFD marks the place of an unreadable word
        text, removed = cleaned(raw, Location(self.at.file, spot[0]))
        self.findings.extend(removed)
        return text
