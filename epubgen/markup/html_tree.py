# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks the tree of foreign HTML without recursion, and reads attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from epubgen.languages.directions import RTL_LETTER, direction, right_to_left, text_direction
from epubgen.languages.registry import standard_tag
from epubgen.markup.html_tags import BLOCKS
from epubgen.startup import regex

__all__ = [
    "attribute",
    "attributes",
    "clear_direction",
    "counts_readers",
    "depth",
    "outermost",
    "own_direction",
    "state_direction",
    "stated_direction",
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
    """Return the direction that an element states, unless the page gives its words that direction anyway.

    A block runs as all its letters do, else as the text around it; a run inside a line needs no statement where it
    begins and ends with letters of its direction. Some systems write ``dir="ltr"`` on every paragraph.
    """
    said = stated_direction(element)
    if element.name == "bdi" and not said:
        return "auto"
    words = element.get_text().strip()
    if not said or not words or element.name == "bdo":
        return said if words else ""
    own, around = text_direction(words), _around(element)
    if element.name in BLOCKS:
        return "" if (own or around) == said else said
    return "" if around == said or (own == said and words[0].isalpha() and words[-1].isalnum()) else said


def state_direction(soup: BeautifulSoup) -> None:
    """State on the root of a long text how most letters run: its story has a language with that direction.

    A short text proves nothing, so every statement in it is kept. ``lint`` finds a wrong language of a long text.
    """
    if soup.find(lambda element: "dir" in element.attrs or "style" in element.attrs) is not None:
        letters = "".join(filter(str.isalpha, soup.get_text()))
        if len(letters) >= _FEWEST:
            soup["dir"] = "rtl" if right_to_left(letters) else "ltr"


def clear_direction(element: Tag) -> None:
    """Remove the statements of direction from an element."""
    del element["dir"]
    if "direction" in (styles := style(element)):
        element["style"] = ";".join(f"{name}:{value}" for name, value in styles.items() if name != "direction")


_FEWEST = 60
"""Letters below which a text is no evidence, as in ``languages.scripts``."""
_ISOLATES = ("embed", "isolate", "plaintext", "bidi-override", "isolate-override")
"""Values of ``unicode-bidi`` without which a line inside a paragraph ignores ``direction``."""


def stated_direction(element: Tag) -> Literal["ltr", "rtl", ""]:
    """Return the direction of ``style``, as word processors write it, else that of ``dir``."""
    said, styles = attribute(element, "dir").strip().lower(), style(element)
    if element.name in BLOCKS or styles.get("unicode-bidi", "") in _ISOLATES:
        said = styles.get("direction", said)
    if said == "auto" and element.name != "bdi":
        first = next(filter(str.isalpha, element.get_text()), "")
        return ("rtl" if RTL_LETTER.match(first) else "ltr") if first else ""
    return "rtl" if said == "rtl" else "ltr" if said == "ltr" else ""


def _around(element: Tag) -> str:
    """Return the direction of the language of an element, else the nearest one around it; empty without any."""
    lang = standard_tag(attribute(element, "lang"))
    if lang:
        return direction(lang)
    for parent in element.parents:
        said, lang = stated_direction(parent), standard_tag(attribute(parent, "lang"))
        if said or lang:
            return said or direction(lang)
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
