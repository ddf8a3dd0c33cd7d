# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the characters of a document and its languages: direction, look-alikes, invisible ones, scripts."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.languages.characters import LOOKALIKES, invisible_in_han
from epubgen.languages.directions import right_to_left
from epubgen.languages.registry import standard_tag
from epubgen.languages.scripts import disagreement
from epubgen.validation import html, xml
from epubgen.validation.document import ContentDocument

__all__ = ["invisible", "language_against_script", "lookalikes", "undirected"]

_FEW = 3
"""Letters of a passage that may be a name."""


def undirected(document: ContentDocument) -> Iterator[Finding]:
    """B70: a passage that runs from right to left, and nothing that says so. One finding a document."""
    hits = [] if document.is_ascii else [element for element in _blocks(document) if _runs_unsaid(element)]
    if hits:
        yield document.about("B70", hits[0], count=len(hits), text=xml.words(hits[0])[:20])


def lookalikes(document: ContentDocument) -> Iterator[Finding]:
    """B71: radicals, or kana and Hangul in pieces, in the place of characters."""
    if document.is_ascii:
        return
    found = [(element, hit) for element, text in document.texts for hit in LOOKALIKES.findall(text)]
    if found:
        char = " ".join(f"U+{ord(part):04X}" for part in found[0][1])
        yield document.about("B71", found[0][0], count=len(found), char=char)


def invisible(document: ContentDocument) -> Iterator[Finding]:
    """B72: zero-width characters and soft hyphens between Han, kana or Hangul; byte-order marks."""
    if document.is_ascii:
        return
    texts = [(element, text) for element, text in document.texts if invisible_in_han(text) != text]
    if texts:
        lost = sum(len(text) - len(invisible_in_han(text)) for _, text in texts)
        yield document.about("B72", texts[0][0], count=lost, char=_first_lost(texts[0][1]))


def language_against_script(document: ContentDocument) -> Iterator[Finding]:
    """B73: the text of a language is in another script. One finding for each language of a document."""
    texts: dict[str, list[str]] = {}
    places: dict[str, xml.Element] = {}
    for element, text in document.texts:
        tag = _language(element)
        texts.setdefault(tag, []).append(text)
        places.setdefault(tag, element)
    for tag, parts in texts.items():
        usual = standard_tag(tag) if tag else ""
        if usual and (found := disagreement(usual, " ".join(parts))):
            yield document.about("B73", places[tag], lang=tag, found=found)


def _blocks(document: ContentDocument) -> Iterator[xml.Element]:
    """The innermost blocks that hold text."""
    for element in xml.elements(document.root):
        inner = any(xml.local(child) in html.BLOCKS for child in element)
        if xml.local(element) in html.BLOCKS and not inner:
            yield element


def _runs_unsaid(element: xml.Element) -> bool:
    words = xml.words(element)
    if words.isascii() or sum(map(str.isalpha, words)) < _FEW or not right_to_left(words):
        return False
    near = (element, *element.iterancestors(), *xml.elements(element))
    return not any(one.get("dir", "").lower() in ("rtl", "auto") for one in near)


def _language(element: xml.Element) -> str:
    """The nearest language that is said."""
    for one in (element, *element.iterancestors()):
        if (tag := one.get(xml.LANG) or one.get("lang")) is not None:
            return tag
    return ""


def _first_lost(text: str) -> str:
    kept = invisible_in_han(text)
    at = next((number for number, (old, new) in enumerate(zip(text, kept, strict=False)) if old != new), len(kept))
    return f"U+{ord(text[at]):04X}"
