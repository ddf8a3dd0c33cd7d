# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one small tree that YAML and JSON are read into: scalars as they were typed, every value with its place.

JSON is read here, strictly, by the ``json`` module. It tells no places, but it meets values in the order of the text: a
second walk over the tokens gives each value its offset.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from epubgen.errors import Finding, Location, finding
from epubgen.languages.characters import refused_marks, visible_text
from epubgen.patterns import regex

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
"""Characters of one file of data; a whole year of a weekly is less."""
MAX_DEPTH = 64
"""Levels of lists and mappings; a box in a box in a list needs about twenty."""

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DataNode:
    """A value of the file: text as typed, a list, a mapping, or ``None`` where nothing stands."""

    value: str | list[DataNode] | dict[str, DataNode] | None
    line: int
    column: int
    keys: Mapping[str, Position] = field(default_factory=dict)
    """Line and column of each key of a mapping."""
    cut: str = ""
    """The line with quotes around the value, where one space and ``#`` end the value; empty: nothing was cut."""

    @property
    def shape(self) -> str:
        """The word for what stands here: a row ``ui.shape.…`` of the message table."""
        names = {str: "text", list: "list", dict: "mapping", type(None): "nothing"}
        return names[type(self.value)]

    def with_texts(self, change: Callable[[str], str]) -> DataNode:
        """The same tree with each text changed; keys and places stay."""
        value = self.value
        if isinstance(value, str):
            return replace(self, value=change(value))
        if isinstance(value, list):
            return replace(self, value=[child.with_texts(change) for child in value])
        if isinstance(value, dict):
            return replace(self, value={key: child.with_texts(change) for key, child in value.items()})
        return self

    def walk(self, path: str = "") -> Iterator[tuple[str, DataNode]]:
        """This node and all below it, each with its path from here, in the order of the file."""
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
    """The outcome of reading a file of data; ``root`` is ``None`` when nothing could be made of it."""

    root: DataNode | None
    at: Location
    findings: tuple[Finding, ...] = ()


_BREAKS = regex("[\x0b\x0c]")
"""Form feed and vertical tab divide words in wire copy, so a space takes their place."""
_ILLEGAL = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_SURROGATE = regex("[\ud800-\udfff]")


def cleaned(text: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """Text without control characters, noncharacters and invisible ones that nothing needs; and what was found.

    One finding has the number of those that may stand nowhere and the first place; marks that turn the order of the
    text are refused.
    """
    refused = refused_marks(text, at)
    text = visible_text(text)
    first = _ILLEGAL.search(text) or _BREAKS.search(text)
    if first is None:
        return text, refused
    kept, removed = _ILLEGAL.subn("", text)
    kept, replaced = _BREAKS.subn(" ", kept)
    line = text.count("\n", 0, first.start()) + (at.line or 1)
    code = f"U+{ord(first[0]):04X}"
    return kept, (finding("T03.removed", Location(at.file, line), "", n=removed + replaced, char=code), *refused)


def lone_surrogate(text: str) -> str:
    """The code of the first lone surrogate, empty when there is none."""
    found = _SURROGATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


_TOKEN = regex(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{\]}]|[^\s\[\]{}",:]++', re.DOTALL)
"""Strings, brackets, numbers and words; every text splits without backtracking."""


_CURES = (
    ("Expecting value", "S02.json_value"),
    ("Expecting property name", "S02.json_key"),
    ("Illegal trailing comma", "S02.json_key"),
    ("Expecting ',' delimiter", "S02.json_comma"),
    ("Unterminated string", "S02.json_quote"),
    ("Extra data", "S02.json_extra"),
)
"""Words of the ``json`` module → the row that says the same to an editor."""


def parse_json(text: str, at: Location) -> Tree:
    """Read JSON; numbers, ``true`` and ``false`` stay the text that was typed."""
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
    """An object with its keys in order, repeated ones too."""


class _ConstantError(Exception):
    """``NaN`` or ``Infinity`` stands in the text."""


def _constant(word: str) -> object:
    raise _ConstantError(word)


def _too_deep(text: str) -> int:
    """The offset of the bracket that opens one level too many; 0 when none does."""
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
    """Gives each value its place and cleans its text."""

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
        """The node of a value; values must come in the order of the text."""
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
            return "\ufffd"  # a word stands here, if not this one
        text, removed = cleaned(raw, Location(self.at.file, spot[0]))
        self.findings.extend(removed)
        return text
