# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of a mapping → the fields of a type: aliases, role keys, refusals with the nearest name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from epubgen.messages import table
from epubgen.serialization import names
from epubgen.serialization.nodes import Node
from epubgen.serialization.scalars import near

__all__ = ["Refuser", "resolved"]


class Refuser(Protocol):
    """Takes the report of a fault."""

    guessed: set[str]
    """Paths of fields that seem to be there under a wrong name."""

    def refuse(self, key: str, node: Node, path: str, /, **args: object) -> object:
        """Report a fault of the value at ``path``."""


def resolved(to: Refuser, cls: names.Class, node: Node, path: str, absent: Collection[str]) -> dict[str, Node]:
    """The value of each field by its English spelling, in the order of the file; ``absent`` fields are refused."""
    keys = _Keys(to, cls, node, path, absent)
    for key, child in keys.entries.items():
        if key in names.dotted(cls):
            keys.dotted(key, child)
        elif key in names.spelled(cls) and names.spelled(cls)[key] not in absent:
            keys.take(names.spelled(cls)[key], key, child)
        elif target := names.role_target(cls, key):
            keys.take(target, key, names.role_node(key, child))
        else:
            keys.unknown(key)
    return keys.found


@dataclass(slots=True)
class _Keys:
    """The keys of one mapping while they are resolved."""

    to: Refuser
    cls: names.Class
    node: Node
    path: str
    absent: Collection[str]
    found: dict[str, Node] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """For each field the spelling under which it was met first."""

    @property
    def entries(self) -> dict[str, Node]:
        """What the mapping holds."""
        return self.node.value if isinstance(self.node.value, dict) else {}

    def take(self, name: str, key: str, child: Node) -> None:
        """Keep a value; keys of different roles add up, any other second spelling is refused."""
        before = self.first.get(name)
        if before is None:
            self.first[name] = key
            self.found[name] = names.merged(child, self.found[name]) if name in self.found else child
        elif names.differ(before, key):
            self.found[name] = names.concatenated(self.found[name], child)
        else:
            self.to.refuse("S06", self._key(key), self._below(name), key=key, other=before)

    def dotted(self, key: str, child: Node) -> None:
        """``总期号: 12`` beside ``numbering: {volume: 3}`` fills ``numbering.total``."""
        head, tail = names.dotted(self.cls)[key]
        written = self.entries.get(head)
        inside = written.value if written and isinstance(written.value, dict) else {}
        if tail in inside or key in inside:
            other = f"{head}.{tail}"
            self.to.refuse("S06", self._key(key), self._below(other), key=key, other=other)
            return
        spot = (child.line, child.column)
        place = self.found.get(head, Node({}, *spot))
        self.found[head] = names.merged(place, Node({tail: child}, *spot, {tail: spot}))

    def unknown(self, key: str) -> None:
        """Refuse a key with the nearest known one, or with all of them."""
        if f"S01.{key}" in table():
            self.to.refuse(f"S01.{key}", self._key(key), self._below(key), name=key)
            return
        english = [name for name in names.field_names(self.cls) if name not in self.absent]
        roles = [role for role in names.ROLE_KEYS if names.role_target(self.cls, role)]
        guess = near(key, [*english, *names.spelled(self.cls), *names.dotted(self.cls), *roles])
        self.to.guessed.add(self._below(names.spelled(self.cls).get(guess, guess)))
        row = "S01" if guess else "S01.known"
        self.to.refuse(row, self._key(key), self._below(key), name=key, near=guess, known=", ".join(english))

    def _key(self, key: str) -> Node:
        return Node(None, *self.node.keys.get(key, (self.node.line, self.node.column)))

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
