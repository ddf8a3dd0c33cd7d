# SPDX-License-Identifier: AGPL-3.0-or-later
"""A tree of XML elements, and the only function that writes text as markup.

Text stands in the tree as plain ``str`` and is escaped when the tree is written; ready-made markup cannot be put in.
Characters that XML 1.0 forbids are dropped here; the importers have reported them before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, lru_cache
from typing import TypeAlias, Union

from epubgen.startup import dataclass, regex

__all__ = ["NO_GLYPHS", "El", "Glyphs", "Node", "el", "fragment_text", "show_rare", "write", "write_document"]

Node: TypeAlias = Union["El", str]

_NOT_XML = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_ILLEGAL = regex(f"[{_NOT_XML}]")
_SPECIAL = regex(f'[&<>"\\n\\t{_NOT_XML}]')
"""Characters that are escaped or dropped in a text or an attribute.

One set without the planes beyond the first is read four times as fast as two, and compiled six times as fast as the set
of all others.
"""
_NAME = regex(r"[A-Za-z_][A-Za-z0-9_.:-]*\Z")
_VOID = frozenset({"br", "hr", "img", "link", "meta", "wbr", "col", "item", "itemref", "content", "reference"})


@dataclass(frozen=True, slots=True)
class El:
    """An element: its name, its attributes in the order in which they are written, its children."""

    name: str
    attrs: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()


def el(name: str, /, *children: Node | Iterable[Node] | None, **attrs: str | int | None) -> El:
    """Return an element with keyword attributes; ``None`` leaves an attribute or a child out.

    ``class_`` is written ``class``; ``epub__type`` is written ``epub:type``; ``aria_label`` is written ``aria-label``.

    Raises:
        ValueError: a name is no XML name.
    """
    named = [(_attribute(key), str(value)) for key, value in attrs.items() if value is not None]
    return El(_checked(name), tuple(named), tuple(_flat(children)))


def fragment_text(nodes: Iterable[Node]) -> str:
    """Return the words of a part of the tree."""
    return "".join(node if isinstance(node, str) else fragment_text(node.children) for node in nodes)


def write(node: Node) -> str:
    """Return the tree as markup."""
    if isinstance(node, str):
        return _escape(node)
    made: list[str] = []
    _write(node, made.append)
    return "".join(made)


def write_document(root: El, doctype: str = "") -> bytes:
    """Return a whole XML document in UTF-8: declaration, optional document type, the tree, a line end."""
    head = f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}'
    return f"{head}{write(root)}\n".encode()


def _write(node: El, out: Callable[[str], None]) -> None:
    attributes = _attributes(node.attrs) if node.attrs else ""
    if not node.children and node.name in _VOID:
        out(f"<{node.name}{attributes}/>")
        return
    out(f"<{node.name}{attributes}>")
    for child in node.children:
        if isinstance(child, str):
            out(_escape(child))
        else:
            _write(child, out)
    out(f"</{node.name}>")


@lru_cache(maxsize=2**12)
def _attributes(named: tuple[tuple[str, str], ...]) -> str:
    """Return attributes as they are written.

    The result is cached: paragraphs, spans and links repeat them in every document.
    """
    return "".join([f' {key}="{_escape(value, quote=True)}"' for key, value in named])


def _escape(text: str, *, quote: bool = False) -> str:
    if not _SPECIAL.search(text):  # nearly every text has nothing to escape
        return text
    clean = _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return clean.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if quote else clean


@cache
def _attribute(key: str) -> str:
    return _checked(key.rstrip("_").replace("__", ":").replace("_", "-"))


@cache
def _checked(name: str) -> str:
    if not _NAME.match(name):
        raise ValueError(f"not a name for an element or attribute: {name!r}")
    return name


def _flat(children: Iterable[Node | Iterable[Node] | None]) -> list[Node]:
    flat: list[Node] = []
    for child in children:
        if isinstance(child, (str, El)):
            flat.append(child)
        elif child is not None:
            flat += _flat(child)
    return flat


_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
"""Variation selectors, which belong to the character before them."""
_OPENING, _CLOSING = "（〔［｛〈《「『【〖〝‘“", "、。，．；：？！）〕］｝〉》」』】〗〟’”"
_MARKS = regex(f"([{_OPENING}]*)(.*?)([{_CLOSING}]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How rare characters are shown: by the embedded fonts, or each by a picture of the size of a character."""

    fonts: frozenset[str] = frozenset()
    later_fonts: Mapping[str, int] = field(default_factory=dict)
    """Character → number of its font, from 2, where the first font lacks it: some engines try only one font."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Character → path of its picture below the package document."""


NO_GLYPHS = Glyphs()
"""No character is rare."""


def show_rare(root: El, glyphs: Glyphs, up: str = "") -> El:
    """Return the tree with ``span.rare`` around characters of the embedded fonts and ``img.gaiji`` for pictures.

    Args:
        root: the body.
        glyphs: the rare characters.
        up: the path from the document to the package document, such as ``../``.
    """
    chars = "".join(sorted({*glyphs.fonts, *glyphs.pictures}))
    if not chars:
        return root
    rare = re.compile(f"([{_OPENING}]*(?:[{re.escape(chars)}]{_SELECTORS})+[{_CLOSING}]*)")
    return El(root.name, root.attrs, tuple(_shown(root.children, rare, glyphs, up)))


def _shown(nodes: tuple[Node, ...], rare: re.Pattern[str], glyphs: Glyphs, up: str) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, El):
            yield El(node.name, node.attrs, tuple(_shown(node.children, rare, glyphs, up)))
        else:
            for place, words in enumerate(rare.split(node)):
                yield from _run(words, glyphs, up) if place % 2 else (words,) if words else ()


def _run(words: str, glyphs: Glyphs, up: str) -> Iterator[Node]:
    """Yield rare characters with the marks around them, kept on one line where a line could break beside a picture."""
    found = _MARKS.fullmatch(words)
    opening, inner, closing = found.groups() if found else ("", words, "")
    shown = (*((opening,) if opening else ()), *_characters(inner, glyphs, up), *((closing,) if closing else ()))
    tied = (opening or closing) and any(char in glyphs.pictures for char in inner)
    yield from (el("span", shown, class_="whole"),) if tied else shown


def _characters(words: str, glyphs: Glyphs, up: str) -> Iterator[Node]:
    """Yield neighbouring characters of one font in one span, and each picture alone."""
    spelled, font = "", 1
    for char in words:
        own = glyphs.later_fonts.get(char, 1) if char in glyphs.fonts else font  # a variation selector has none
        if spelled and (own != font or char in glyphs.pictures):
            yield _in_font(spelled, font)
            spelled = ""
        font = own
        if char in glyphs.pictures:
            yield el("img", src=f"{up}{glyphs.pictures[char]}", alt=char, class_="gaiji")
        else:
            spelled += char
    yield from (_in_font(spelled, font),) if spelled else ()


def _in_font(words: str, font: int) -> El:
    return el("span", words, class_="rare" if font == 1 else f"rare rare-{font}")
