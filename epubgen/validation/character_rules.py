# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the characters and languages of a document: direction, look-alikes, invisible characters, scripts."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.languages.characters import INVISIBLE, LOOKALIKES, invisible_in_han
from epubgen.languages.characters import lookalikes as lookalikes_in
from epubgen.languages.directions import RTL_LETTER, right_to_left
from epubgen.languages.registry import standard_tag
from epubgen.languages.scripts import disagreement
from epubgen.validation import html, xml
from epubgen.validation.document import SILENT, ContentDocument

__all__ = ["invisible", "language_against_script", "lookalikes", "undirected"]

_FEW = 3
"""Letters up to which a passage may be a name."""


def undirected(document: ContentDocument) -> Iterator[Finding]:
    """B70: a passage runs from right to left and nothing states that direction; one finding a document."""
    if not document.may_hold(RTL_LETTER):
        return
    if hits := [element for element in _blocks(document) if _runs_unsaid(element)]:
        yield document.about("B70", hits[0], count=len(hits), text=xml.words(hits[0])[:20])


def lookalikes(document: ContentDocument) -> Iterator[Finding]:
    """B71: radicals, or separate parts of kana and Hangul, in place of characters."""
    if not document.may_hold(LOOKALIKES):
        return
    found = [(element, hit) for element, text in document.texts for hit in lookalikes_in(text)]
    if found:
        char = " ".join(f"U+{ord(part):04X}" for part in found[0][1])
        yield document.about("B71", found[0][0], count=len(found), char=char)


def invisible(document: ContentDocument) -> Iterator[Finding]:
    """B72: zero-width characters and soft hyphens between Han, kana or Hangul; byte-order marks."""
    if not document.may_hold(INVISIBLE):
        return
    texts = [(element, text) for element, text in document.texts if invisible_in_han(text) != text]
    if texts:
        lost = sum(len(text) - len(invisible_in_han(text)) for _, text in texts)
        yield document.about("B72", texts[0][0], count=lost, char=_first_lost(texts[0][1]))


def language_against_script(document: ContentDocument) -> Iterator[Finding]:
    """B73: text is in another script than its language; one finding for each language of a document."""
    texts: dict[str, list[str]] = {}
    places: dict[str, xml.Element] = {}
    said = _said_languages(document)
    if _agrees_as_a_whole(document, said):
        return
    for element, text in document.texts:
        tag = _language(element, said)
        texts.setdefault(tag, []).append(text)
        places.setdefault(tag, element)
    for tag, parts in texts.items():
        if found := _disagreement(tag, " ".join(parts)):
            yield document.about("B73", places[tag], lang=tag, found=found)


def _agrees_as_a_whole(document: ContentDocument, said: dict[xml.Element, str]) -> bool:
    """Return whether a document in one language agrees with it. Most do, and no places have to be found."""
    if said.keys() != {document.root} or not document.by_word.keys().isdisjoint(SILENT):
        return False
    return not _disagreement(said[document.root], xml.whole_text(document.root))


def _disagreement(tag: str, text: str) -> str:
    usual = standard_tag(tag) if tag else ""
    return disagreement(usual, text) if usual else ""


def _blocks(document: ContentDocument) -> Iterator[xml.Element]:
    """Yield the innermost blocks with text."""
    for word, element in document.parts:
        if word in html.BLOCKS and not any(xml.local(child) in html.BLOCKS for child in element):
            yield element


def _runs_unsaid(element: xml.Element) -> bool:
    words = xml.words(element)
    if not right_to_left(words) or sum(map(str.isalpha, words)) < _FEW:
        return False
    near = (element, *element.iterancestors(), *xml.elements(element))
    return not any(one.get("dir", "").lower() in ("rtl", "auto") for one in near)


def _said_languages(document: ContentDocument) -> dict[xml.Element, str]:
    """Yield the elements that state their language, with that language."""
    tags = ((element, element.get(xml.LANG) or element.get("lang")) for element in document.having(xml.LANG, "lang"))
    return {element: tag for element, tag in tags if tag is not None}


def _language(element: xml.Element, said: dict[xml.Element, str]) -> str:
    """Return the nearest language stated around an element."""
    for one in (element, *element.iterancestors()):
        if one in said:
            return said[one]
    return ""


def _first_lost(text: str) -> str:
    kept = invisible_in_han(text)
    at = next((number for number, (old, new) in enumerate(zip(text, kept, strict=False)) if old != new), len(kept))
    return f"U+{ord(text[at]):04X}"
