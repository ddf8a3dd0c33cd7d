# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the characters of a document: those that are drawn as boxes, reorder lines or should not exist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.validation import xml
from epubgen.validation.document import ContentDocument

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
C1 = re.compile("[\x80-\x9f]")
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p * 65536 + 0xFFFE)}{chr(p * 65536 + 0xFFFF)}" for p in range(1, 17))
    + "]"
)


def private_use(document: ContentDocument) -> Iterator[Finding]:
    """B01: private-use characters: only the font they were typed with shows them."""
    return _found(document, "B01", PRIVATE)


def bidi_controls(document: ContentDocument) -> Iterator[Finding]:
    """B02: controls that turn the order of characters around."""
    return _found(document, "B02", BIDI)


def c1_controls(document: ContentDocument) -> Iterator[Finding]:
    """B03: control characters, mostly punctuation of a wrong encoding."""
    return _found(document, "B03", C1)


def noncharacters(document: ContentDocument) -> Iterator[Finding]:
    """B04: code points that are no characters."""
    return _found(document, "B04", NONCHARACTER)


def _found(document: ContentDocument, key: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """One finding a document, with the count and the first place."""
    texts = [(element, text) for element in xml.elements(document.root) for text in _texts(element)]
    hits = [(element, found) for element, text in texts for found in pattern.findall(text)]
    if hits:
        element, char = hits[0]
        yield document.about(key, element, count=len(hits), char=_name(char))


def _texts(element: xml.Element) -> Iterator[str]:
    if element.text:
        yield element.text
    yield from (str(value) for value in element.attrib.values())
    for child in element:
        if child.tail:
            yield child.tail


def _name(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".strip()
