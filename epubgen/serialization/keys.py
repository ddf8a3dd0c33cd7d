# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the field that each key of a mapping means: by its English name, by an alias, or by the role that it names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Protocol

from epubgen.messages import table
from epubgen.serialization.names import (
    PARTED,
    RETIRED_KEYS,
    RETIRED_WORDS,
    ROLE_KEYS,
    Class,
    dotted,
    field_names,
    role_target,
    spelled,
)
from epubgen.serialization.nodes import DataNode
from epubgen.serialization.scalars import near
from epubgen.startup import dataclass, regex

__all__ = ["Refuser", "resolved"]

_PICTURES = ("写真", "사진")
"""Role keys that also mean pictures: with names of picture files as their value they fill ``photos``."""
_PICTURE_FILE = regex(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)\s*$", re.IGNORECASE)


class Refuser(Protocol):
    """The reader of a file, as far as this module needs it: it takes findings."""

    guessed: set[str]
    """Paths of fields that were probably meant by a misspelled key."""

    def refuse(self, key: str, node: DataNode, path: str, /, **args: object) -> object:
        """Add a finding for the value at ``path``."""


def resolved(to: Refuser, cls: Class, node: DataNode, path: str, absent: Collection[str]) -> dict[str, DataNode]:
    """Return the value of each field by its English name, in the order of the file.

    Args:
        to: the reader that takes the findings.
        cls: the dataclass whose fields are read.
        node: the mapping.
        path: path of the mapping in the file.
        absent: fields that this file must not hold.
    """
    keys = _Keys(to, cls, node, path, absent)
    for key, child in keys.entries.items():
        if key in dotted(cls):
            keys.dotted(key, child)
        elif key in spelled(cls) and spelled(cls)[key] not in absent:
            for name, part in keys.parted(spelled(cls)[key], child):
                keys.take(name, key, part)
        elif key in _PICTURES and "photos" in spelled(cls) and _names_files(child):
            keys.take("photos", key, child)
        elif target := role_target(cls, key):
            keys.take(target, key, _role_node(key, child))
        elif key in RETIRED_KEYS.get(cls.__name__, ()):
            keys.retired(key)
        else:
            keys.unknown(key)
    for field_name, child in keys.found.items():
        if retired := RETIRED_WORDS.get((cls.__name__, field_name)):
            keys.found[field_name] = keys.without(retired, field_name, child)
    return keys.found


@dataclass(slots=True)
class _Keys:
    """The keys of one mapping, and the fields found so far."""

    to: Refuser
    cls: Class
    node: DataNode
    path: str
    absent: Collection[str]
    found: dict[str, DataNode] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """For each field the first spelling that was found."""

    @property
    def entries(self) -> dict[str, DataNode]:
        """The mapping; empty where the node is none."""
        return self.node.value if isinstance(self.node.value, dict) else {}

    def take(self, name: str, key: str, child: DataNode) -> None:
        """Keep the value of a field. Credits of different role keys are put together.

        Any other second spelling is refused.
        """
        before = self.first.get(name)
        if before is None:
            self.first[name] = key
            self.found[name] = _merged(child, self.found[name]) if name in self.found else child
        elif _differ(before, key):
            self.found[name] = _concatenated(self.found[name], child)
        else:
            self.to.refuse("S06", self._key(key), self._below(name), key=key, other=before)

    def parted(self, name: str, child: DataNode) -> list[tuple[str, DataNode]]:
        """Return the fields that a value fills. A mapping, alone or in a list, names them: ``fonts: {body: …}``."""
        fields = PARTED.get((self.cls.__name__, name), {})
        items = child.value if isinstance(child.value, list) else [child]
        if not fields or not any(isinstance(item.value, dict) for item in items):
            return [(name, child)]
        found: dict[str, list[DataNode]] = {}
        for item in items:
            for key, value in item.value.items() if isinstance(item.value, dict) else [(name, item)]:
                if field_name := name if value is item else fields.get(key):
                    found.setdefault(field_name, []).append(value)
                else:
                    self._unknown_part(name, key, item, list(fields))
        return [(part, _one_or_all(values)) for part, values in found.items()]

    def _unknown_part(self, name: str, key: str, item: DataNode, known: list[str]) -> None:
        guess, at = near(key, known), DataNode(None, *item.keys.get(key, (item.line, item.column)))
        row = "S01" if guess else "S01.known"
        self.to.refuse(row, at, f"{self._below(name)}.{key}", name=key, near=guess, known=", ".join(known))

    def dotted(self, key: str, child: DataNode) -> None:
        """Keep the value of a key that means a field of an object: ``总期号: 12`` fills ``numbering.total``."""
        head, tail = dotted(self.cls)[key]
        written = self.entries.get(head)
        inside = written.value if written and isinstance(written.value, dict) else {}
        if tail in inside or key in inside:
            other = f"{head}.{tail}"
            self.to.refuse("S06", self._key(key), self._below(other), key=key, other=other)
            return
        spot = (child.line, child.column)
        place = self.found.get(head, DataNode({}, *spot))
        self.found[head] = _merged(place, DataNode({tail: child}, *spot, {tail: spot}))

    def retired(self, key: str) -> None:
        """Report a key that has no effect any more (S17)."""
        self.to.refuse("S17", self._key(key), self._below(key), name=key)

    def without(self, retired: Collection[str], name: str, child: DataNode) -> DataNode:
        """Remove words that have no effect any more from a list, and report each of them (S17)."""
        items = child.value if isinstance(child.value, list) else [child]
        if not (gone := [item for item in items if item.value in retired]):
            return child
        for item in gone:
            self.to.refuse("S17.word", item, self._below(name), value=item.value, name=name)
        return DataNode([item for item in items if item not in gone], child.line, child.column)

    def unknown(self, key: str) -> None:
        """Report an unknown key (S01), with the nearest known key or with all of them."""
        if f"S01.{key}" in table():
            self.to.refuse(f"S01.{key}", self._key(key), self._below(key), name=key)
            return
        english = [name for name in field_names(self.cls) if name not in self.absent]
        roles = [role for role in ROLE_KEYS if role_target(self.cls, role)]
        guess = near(key, [*english, *spelled(self.cls), *dotted(self.cls), *roles])
        self.to.guessed.add(self._below(spelled(self.cls).get(guess, guess)))
        row = "S01" if guess else "S01.known"
        self.to.refuse(row, self._key(key), self._below(key), name=key, near=guess, known=", ".join(english))

    def _key(self, key: str) -> DataNode:
        return DataNode(None, *self.node.keys.get(key, (self.node.line, self.node.column)))

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _role_node(key: str, node: DataNode) -> DataNode:
    """Return the credits that a role key means: ``责任编辑: 张三、李四`` gives two."""
    role = ROLE_KEYS[key]
    added = {"role": role.role} | ({"printed_role": key} if role.printed else {})
    people: list[DataNode] = []
    for item in node.value if isinstance(node.value, list) else [node]:
        if isinstance(item.value, str):
            people += [_credit({"name": name.strip()} | added, item) for name in re.split("[、，]", item.value)]
        elif isinstance(item.value, dict):
            extra = _credit(added, item)
            people.append(_merged(extra, item))
        else:
            people.append(item)
    return DataNode(people, node.line, node.column)


def _names_files(node: DataNode) -> bool:
    """Return whether a value, or the first of a list, is the name of a picture file."""
    first = node.value[0] if isinstance(node.value, list) and node.value else node
    if isinstance(first.value, dict):
        return "file" in first.value
    return isinstance(first.value, str) and bool(_PICTURE_FILE.search(first.value))


def _credit(texts: Mapping[str, str], at: DataNode) -> DataNode:
    entries = {name: DataNode(text, at.line, at.column) for name, text in texts.items()}
    return DataNode(entries, at.line, at.column, dict.fromkeys(entries, (at.line, at.column)))


def _merged(first: DataNode, second: DataNode) -> DataNode:
    """Return two mappings as one; where either is no mapping, return the first value."""
    if not (isinstance(first.value, dict) and isinstance(second.value, dict)):
        return first
    return DataNode({**first.value, **second.value}, first.line, first.column, {**first.keys, **second.keys})


def _one_or_all(nodes: list[DataNode]) -> DataNode:
    """Return a single value as it stands, several as one list."""
    first, *more = nodes
    return _concatenated(first, _one_or_all(more)) if more else first


def _concatenated(first: DataNode, second: DataNode) -> DataNode:
    """Return two lists as one; a single value counts as a list of one."""
    items = [*(first.value if isinstance(first.value, list) else [first])]
    items += second.value if isinstance(second.value, list) else [second]
    return DataNode(items, first.line, first.column)


def _differ(first: str, second: str) -> bool:
    """Return whether both keys name roles, and different ones; only then their credits are put together."""
    if first not in ROLE_KEYS or second not in ROLE_KEYS:
        return False
    return ROLE_KEYS[first].role != ROLE_KEYS[second].role
