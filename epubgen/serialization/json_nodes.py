# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON → nodes, strictly, by the ``json`` module.

The module tells no places, but it meets values in the order of the text: a second walk over the tokens gives each
value its offset.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.errors import Finding, Location, finding
from epubgen.serialization.nodes import MAX_DEPTH, MAX_TEXT, DataNode, Position, Tree, cleaned, lone_surrogate

__all__ = ["parse_json"]

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{\]}]|[^\s\[\]{}",:]++', re.DOTALL)
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
