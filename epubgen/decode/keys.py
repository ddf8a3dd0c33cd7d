# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of a mapping → the fields of a type: aliases, role keys, refusals with the nearest name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from epubgen.decode import names
from epubgen.decode.nodes import Node
from epubgen.decode.scalars import near
from epubgen.messages import table

__all__ = ["Refuser", "resolved"]


class Refuser(Protocol):
    """Takes the report of a fault."""

    def refuse(self, key: str, node: Node, path: str, /, **args: object) -> object:
        """Report a fault of the value at ``path``."""


def resolved(to: Refuser, cls: names.Class, node: Node, path: str, absent: Mapping[str, object]) -> dict[str, Node]:
    """The value of each field by its English spelling, in the order of the file; ``absent`` fields are refused."""
    found: dict[str, Node] = {}
    first: dict[str, str] = {}
    entries = node.value if isinstance(node.value, dict) else {}
    for key, child in entries.items():
        if key in names.dotted(cls):
            head, tail = names.dotted(cls)[key]
            _merge_dotted(to, found, (key, head, tail), entries.get(head), child, path)
        elif key in names.spelled(cls) and names.spelled(cls)[key] not in absent:
            name = names.spelled(cls)[key]
            _take(to, found, first, name, key, child, node, path)
        elif target := names.role_target(cls, key):
            _take(to, found, first, target, key, names.role_node(key, child), node, path)
        else:
            _unknown(to, cls, key, node, path)
    return found


def _take(
    to: Refuser,
    found: dict[str, Node],
    first: dict[str, str],
    name: str,
    key: str,
    child: Node,
    node: Node,
    path: str,
) -> None:
    """Keep a value; two role keys of different roles add up, any other second spelling is refused."""
    before = first.get(name)
    if before is None:
        if name in found:
            child = names.merged(child, found[name])
        first[name] = key
        found[name] = child
    elif names.differ(before, key):
        found[name] = names.concatenated(found[name], child)
    else:
        line, column = node.keys[key]
        to.refuse("S06", Node(None, line, column), f"{path}.{name}" if path else name, key=key, other=before)


def _merge_dotted(
    to: Refuser,
    found: dict[str, Node],
    way: tuple[str, str, str],
    written: Node | None,
    child: Node,
    path: str,
) -> None:
    """``总期号: 12`` beside ``numbering: {volume: 3}`` fills ``numbering.total``."""
    key, head, tail = way
    inside = written.value if written and isinstance(written.value, dict) else {}
    if tail in inside or key in inside:
        to.refuse("S06", child, ".".join(filter(None, (path, head, tail))), key=key, other=f"{head}.{tail}")
        return
    place = found.get(head, Node({}, child.line, child.column, {}))
    found[head] = names.merged(place, Node({tail: child}, child.line, child.column, {tail: (child.line, child.column)}))


def _unknown(to: Refuser, cls: names.Class, key: str, node: Node, path: str) -> None:
    line, column = node.keys.get(key, (node.line, node.column))
    place = Node(None, line, column)
    where = f"{path}.{key}" if path else key
    special = f"S01.{key}"
    if special in table():
        to.refuse(special, place, where, name=key)
        return
    english = list(names.field_names(cls))
    known = [
        *english,
        *names.spelled(cls),
        *names.dotted(cls),
        *(k for k in names.ROLE_KEYS if names.role_target(cls, k)),
    ]
    guess = near(key, known)
    to.refuse("S01" if guess else "S01.known", place, where, name=key, near=guess, known=", ".join(english))
