# SPDX-License-Identifier: AGPL-3.0-or-later
"""Marks the rare characters of a finished tree: whatever wrote the words, they get their font or their picture here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from epubgen.markup.tree import El, Node, el

__all__ = ["NO_GLYPHS", "Glyphs", "show_rare"]

_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
"""Variation selectors stay with the character that they vary."""
_OPENING, _CLOSING = "（〔［｛〈《「『【〖〝‘“", "、。，．；：？！）〕］｝〉》」』】〗〟’”"
_MARKS = re.compile(f"([{_OPENING}]*)(.*?)([{_CLOSING}]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How rare characters are shown: by the embedded font, or each by a picture as large as a character."""

    fonts: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Character → path of its picture below the package document."""


NO_GLYPHS = Glyphs()
"""Nothing is rare."""


def show_rare(root: El, glyphs: Glyphs, up: str = "") -> El:
    """The tree with ``span.rare`` around runs of characters of the font and ``img.gaiji`` for the pictured ones.

    Args:
        root: of the body.
        glyphs: the characters.
        up: what leads from the document to the package document: ``../``.
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
    """A run of rare characters with the marks that cling to it: a line may end beside a picture, so these are tied."""
    found = _MARKS.fullmatch(words)
    opening, inner, closing = found.groups() if found else ("", words, "")
    shown = (*((opening,) if opening else ()), *_characters(inner, glyphs, up), *((closing,) if closing else ()))
    tied = (opening or closing) and any(char in glyphs.pictures for char in inner)
    yield from (el("span", shown, class_="whole"),) if tied else shown


def _characters(words: str, glyphs: Glyphs, up: str) -> Iterator[Node]:
    """Neighbours of the font in one span, each pictured one alone."""
    spelled = ""
    for char in words:
        if char not in glyphs.pictures:
            spelled += char
            continue
        yield from (el("span", spelled, class_="rare"),) if spelled else ()
        yield el("img", src=f"{up}{glyphs.pictures[char]}", alt=char, class_="gaiji")
        spelled = ""
    yield from (el("span", spelled, class_="rare"),) if spelled else ()
