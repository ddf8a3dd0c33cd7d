# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one small tree that YAML and JSON are read into: scalars as they were typed, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from epubgen.errors import Finding, Location, finding

__all__ = [
    "MAX_DEPTH",
    "MAX_TEXT",
    "DataNode",
    "Tree",
    "cleaned",
    "lone_surrogate",
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

    @property
    def shape(self) -> str:
        """The word for what stands here: a row ``ui.shape.…`` of the message table."""
        names = {str: "text", list: "list", dict: "mapping", type(None): "nothing"}
        return names[type(self.value)]

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


_BREAKS = re.compile("[\x0b\x0c]")
"""Form feed and vertical tab divide words in wire copy, so a space takes their place."""
_ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(text: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """Text without control characters and noncharacters, and one finding with their number and the first place."""
    first = _ILLEGAL.search(text) or _BREAKS.search(text)
    if first is None:
        return text, ()
    kept, removed = _ILLEGAL.subn("", text)
    kept, replaced = _BREAKS.subn(" ", kept)
    line = text.count("\n", 0, first.start()) + (at.line or 1)
    code = f"U+{ord(first[0]):04X}"
    return kept, (finding("T03.removed", Location(at.file, line), "", n=removed + replaced, char=code),)


def lone_surrogate(text: str) -> str:
    """The code of the first lone surrogate, empty when there is none."""
    found = _SURROGATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
