# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about one content document: its markup and its characters (EPUB 3.3 §6.1)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.validation import html, xml
from epubgen.validation.book import XHTML
from epubgen.validation.document import ContentDocument, is_decorative
from epubgen.validation.xml import has_external_doctype

HUGE_PAGE = 2**20
"""Bytes of one document above which small readers run out of memory."""


def missing_alt(document: ContentDocument) -> Iterator[Finding]:
    """B11: a picture without ``alt``."""
    for element in xml.elements(document.root):
        if xml.local(element) == "img" and element.get("alt") is None and not is_decorative(element):
            yield document.about("B11", element, name=element.get("src", ""))


def huge_page(document: ContentDocument) -> Iterator[Finding]:
    """B16: one document with more text than a reader holds."""
    if document.item.media_type == XHTML and document.size > HUGE_PAGE:
        yield document.about("B16", size=document.size // 1024)


def external_doctype(document: ContentDocument) -> Iterator[Finding]:
    """B22: a document type that names a file elsewhere."""
    if document.book.is_epub3 and document.item.media_type == XHTML:
        head = document.book.archive.read(document.name)[:8192]
        if has_external_doctype(head):
            yield document.about("B22.external")


def head(document: ContentDocument) -> Iterator[Finding]:
    """B35: an XHTML document with a head, a title and a body."""
    if document.item.media_type != XHTML:
        return
    if document.root.tag != f"{html.XHTML}html":
        yield document.about("B35.root", document.root)
        return
    parts = [xml.local(child) for child in xml.children(document.root)]
    if parts != ["head", "body"]:
        yield document.about("B35.parts", document.root)
    title = xml.first(document.root, "title")
    if title is None:
        yield document.about("B35.title", document.root)
    elif not xml.words(title):
        yield document.about("B35.blank", title)


def repeated_ids(document: ContentDocument) -> Iterator[Finding]:
    """B42: an id that two elements carry."""
    count = Counter(value for element in xml.elements(document.root) if (value := element.get("id")))
    for value in (value for value, times in count.items() if times > 1):
        yield document.about("B42", id=value)


def properties(document: ContentDocument) -> Iterator[Finding]:
    """B36: scripts, SVG, MathML in a document whose manifest item does not say so; and anything that runs."""
    if not document.book.is_epub3 or document.item.media_type != XHTML:
        return
    needs: dict[str, xml.Element] = {}
    for element in xml.elements(document.root):
        for word in html.needed_properties(element):
            needs.setdefault(word, element)
        if xml.local(element) in html.ACTIVE or any(str(name).startswith("on") for name in element.attrib):
            yield document.about("B36.active", element, element=xml.local(element))
    for word, element in needs.items():
        if word not in document.item.properties:
            yield document.about("B36", element, property=word)


def grammar(document: ContentDocument) -> Iterator[Finding]:
    """B39: elements and attributes that HTML does not have, or in places where it has none of them."""
    if not document.book.is_epub3 or document.item.media_type != XHTML:
        return
    for element in xml.elements(document.root):
        word = xml.local(element)
        if not str(element.tag).startswith(html.XHTML):
            continue
        if word not in html.ELEMENTS:
            yield document.about("B39.element", element, element=word)
        elif wrong := html.wrong_parent(element):
            yield document.about("B39.place", element, element=word, parent=wrong)
        for name in html.wrong_attributes(element):
            yield document.about("B39.attribute", element, attribute=name, element=word)
        yield from _content(document, element)


def _content(document: ContentDocument, element: xml.Element) -> Iterator[Finding]:
    word = xml.local(element)
    if html.loose_text(element):
        yield document.about("B39.text", element, element=word)
    for name, value in html.wrong_values(element):
        yield document.about("B39.value", element, attribute=name, element=word, value=value)


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
