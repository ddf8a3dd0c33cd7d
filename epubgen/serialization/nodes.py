# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one small tree that YAML and JSON are read into: scalars as they were typed, every value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from epubgen.errors import Finding, Location

__all__ = ["MAX_DEPTH", "MAX_TEXT", "Node", "Tree"]

MAX_TEXT = 32 * 2**20
"""Characters of one file of data; a whole year of a weekly is less."""
MAX_DEPTH = 64
"""Levels of lists and mappings; a box in a box in a list needs about twenty."""

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file: text as typed, a list, a mapping, or ``None`` where nothing stands."""

    value: str | list[Node] | dict[str, Node] | None
    line: int
    column: int
    keys: Mapping[str, Spot] = field(default_factory=dict)
    """Line and column of each key of a mapping."""

    @property
    def shape(self) -> str:
        """The word for what stands here: a row ``ui.shape.…`` of the message table."""
        names = {str: "text", list: "list", dict: "mapping", type(None): "nothing"}
        return names[type(self.value)]

    def walk(self, path: str = "") -> Iterator[tuple[str, Node]]:
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

    root: Node | None
    at: Location
    findings: tuple[Finding, ...] = ()
