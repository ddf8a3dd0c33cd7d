# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks the tree of foreign HTML without recursion, and reads attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from epubgen.languages.directions import direction, text_direction
from epubgen.languages.registry import standard_tag
from epubgen.patterns import regex

__all__ = [
    "attribute",
    "attributes",
    "counts_readers",
    "depth",
    "outermost",
    "own_direction",
    "style",
    "text_of",
    "typed_address",
    "walk",
    "words_in",
]

_COMMENT = regex(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'|\([^()]*\)")


def walk(root: Tag) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Yield ``start`` and ``end`` of each element, and each text."""
    stack: list[tuple[Tag, Iterator[object]]] = [(root, iter(root.contents))]
    while stack:
        element, inside = stack[-1]
        node = next(inside, None)
        if node is None:
            stack.pop()
            if stack:
                yield "end", element
        elif isinstance(node, Tag):
            yield "start", node
            stack.append((node, iter(node.contents)))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", node


def depth(root: Tag) -> int:
    """Return how many elements are nested at most."""
    deepest = level = 0
    for event, _ in walk(root):
        level += {"start": 1, "end": -1}.get(event, 0)
        deepest = max(deepest, level)
    return deepest


def outermost(root: Tag, test: Callable[[Tag], bool]) -> list[Tag]:
    """Return the elements that pass the test and stand in no other such element."""
    found: list[Tag] = []
    inside = 0
    for event, node in walk(root):
        if not isinstance(node, Tag):
            continue
        if event == "end":
            inside -= inside > 0
        elif inside:
            inside += 1
        elif test(node):
            found.append(node)
            inside = 1
    return found


def style(element: Tag) -> dict[str, str]:
    """Return the declarations of a ``style`` attribute in lower case; the last one of a name counts."""
    typed = attribute(element, "style")
    if not typed:
        return {}
    parts = (part.partition(":") for part in _QUOTED.sub("", _COMMENT.sub("", typed.lower())).split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in parts}


def words_in(element: Tag) -> str:
    """Return all words of an element on one line."""
    return " ".join("".join(text_of(node) for event, node in walk(element) if event == "text").split())


def text_of(node: PageElement) -> str:
    """Return the text of a text node; empty for a comment and the like."""
    return str(node) if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) else ""


def attribute(element: Tag, name: str) -> str:
    """Return the value of an attribute; empty when it is missing."""
    return str(element.get(name) or "")


def own_direction(element: Tag) -> Literal["ltr", "rtl", "auto", ""]:
    """Return the direction that an element states, unless its letters or its surroundings have that direction anyway.

    Some systems write ``dir="ltr"`` on every paragraph.
    """
    said = attribute(element, "dir").strip().lower()
    if element.name == "bdi" and said not in ("ltr", "rtl"):
        return "auto"
    if said not in ("ltr", "rtl"):
        return ""
    way: Literal["ltr", "rtl"] = "rtl" if said == "rtl" else "ltr"
    if element.name != "bdo" and (text_direction(element.get_text()) == way or _around(element) == way):
        return ""
    return way


def _around(element: Tag) -> str:
    """Return the nearest direction stated around an element, or that of the nearest language; empty without either."""
    for parent in element.parents:
        said, lang = attribute(parent, "dir").strip().lower(), standard_tag(attribute(parent, "lang"))
        if said in ("ltr", "rtl") or lang:
            return said if said in ("ltr", "rtl") else direction(lang)
    return ""


def attributes(element: Tag) -> dict[str, str]:
    """Return the attributes by their lower-case names, without spaces at their ends."""
    return {name.lower(): str(value).strip() for name, value in element.attrs.items()}


def typed_address(typed: str) -> str:
    """Return an address as typed in an attribute, with its spaces escaped and ``https:`` before ``//host``."""
    clean = typed.strip().replace(" ", "%20")
    return f"https:{clean}" if clean.startswith("//") else clean


def counts_readers(element: Tag) -> bool:
    """Return whether a picture or player has one pixel at most, so that it only counts readers."""
    return all(attribute(element, name).strip() in ("0", "1", "0px", "1px") for name in ("width", "height"))
