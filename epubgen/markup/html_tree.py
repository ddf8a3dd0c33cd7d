# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree of foreign HTML, walked without recursion, and what its attributes say."""

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
    """Where each element starts and ends, and each text."""
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
    """How many elements stand inside one another."""
    deepest = level = 0
    for event, _ in walk(root):
        level += {"start": 1, "end": -1}.get(event, 0)
        deepest = max(deepest, level)
    return deepest


def outermost(root: Tag, test: Callable[[Tag], bool]) -> list[Tag]:
    """The elements that pass the test and stand in no other that does."""
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
    """The declarations of a ``style`` attribute, in lower case; the last one of a name holds."""
    typed = attribute(element, "style")
    if not typed:
        return {}
    parts = (part.partition(":") for part in _QUOTED.sub("", _COMMENT.sub("", typed.lower())).split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in parts}


def words_in(element: Tag) -> str:
    """All words of an element on one line."""
    return " ".join("".join(text_of(node) for event, node in walk(element) if event == "text").split())


def text_of(node: PageElement) -> str:
    """The text of a text node; nothing for a comment and the like."""
    return str(node) if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) else ""


def attribute(element: Tag, name: str) -> str:
    """The value of an attribute; empty when it is not there."""
    return str(element.get(name) or "")


def own_direction(element: Tag) -> Literal["ltr", "rtl", "auto", ""]:
    """The direction that an element says, where neither its letters nor what is around it say the same; else empty.

    Systems write ``dir="ltr"`` on every paragraph.
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
    """The nearest direction that is said around an element, or that of the nearest language; empty without either."""
    for parent in element.parents:
        said, lang = attribute(parent, "dir").strip().lower(), standard_tag(attribute(parent, "lang"))
        if said in ("ltr", "rtl") or lang:
            return said if said in ("ltr", "rtl") else direction(lang)
    return ""


def attributes(element: Tag) -> dict[str, str]:
    """The attributes by their lower-case names, without outer spaces."""
    return {name.lower(): str(value).strip() for name, value in element.attrs.items()}


def typed_address(typed: str) -> str:
    """An address as typed in an attribute: its spaces escaped; ``//host`` is one of the web."""
    clean = typed.strip().replace(" ", "%20")
    return f"https:{clean}" if clean.startswith("//") else clean


def counts_readers(element: Tag) -> bool:
    """Whether a picture or player is of one pixel at most: it is there to be fetched, not to be seen."""
    return all(attribute(element, name).strip() in ("0", "1", "0px", "1px") for name in ("width", "height"))
