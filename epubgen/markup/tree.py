# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markup by construction: a tree of elements and the one writer that turns text into markup.

Text stands in the tree as plain ``str`` and is escaped when the tree is written; there is no way to put ready-made
markup in. Characters that XML 1.0 forbids are dropped by the writer (the importers have reported them before).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, Union

__all__ = ["El", "Node", "el", "fragment_text", "write", "write_document"]

Node: TypeAlias = Union["El", str]

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*\Z")
_VOID = frozenset({"br", "hr", "img", "link", "meta", "wbr", "col", "item", "itemref", "content", "reference"})


@dataclass(frozen=True, slots=True)
class El:
    """An element: name, attributes in the order they are written, children."""

    name: str
    attrs: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()


def el(name: str, /, *children: Node | Iterable[Node] | None, **attrs: str | int | None) -> El:
    """An element from keyword attributes; ``None`` leaves an attribute or a child out.

    ``class_`` is written ``class``; ``epub__type`` is written ``epub:type``; ``aria_label`` is written ``aria-label``.
    """
    named = tuple((_attribute(key), str(value)) for key, value in attrs.items() if value is not None)
    for key in (name, *(key for key, _ in named)):
        if not _NAME.match(key):
            raise ValueError(f"not a name for an element or attribute: {key!r}")
    return El(name, named, tuple(_flat(children)))


def fragment_text(nodes: Iterable[Node]) -> str:
    """The words of a piece of the tree."""
    return "".join(node if isinstance(node, str) else fragment_text(node.children) for node in nodes)


def write(node: Node) -> str:
    """The tree as markup."""
    return "".join(_write(node))


def write_document(root: El, doctype: str = "") -> bytes:
    """A whole XML document: declaration at byte 0, optional document type, the tree, a final line end."""
    head = f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}'
    return f"{head}{write(root)}\n".encode()


def _write(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield _escape(node)
        return
    attributes = "".join(f' {key}="{_escape(value, quote=True)}"' for key, value in node.attrs)
    if not node.children and node.name in _VOID:
        yield f"<{node.name}{attributes}/>"
        return
    yield f"<{node.name}{attributes}>"
    for child in node.children:
        yield from _write(child)
    yield f"</{node.name}>"


def _escape(text: str, *, quote: bool = False) -> str:
    clean = _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return clean.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if quote else clean


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("__", ":").replace("_", "-")


def _flat(children: Iterable[Node | Iterable[Node] | None]) -> Iterator[Node]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, (str, El)):
            yield child
        else:
            yield from _flat(child)
