# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about one content document: its markup and its characters (EPUB 3.3 §6.1)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from epubgen.errors import Finding
from epubgen.languages.directions import needless_marks
from epubgen.validation import html, xml
from epubgen.validation.book import XHTML
from epubgen.validation.document import BIDI, C1, NONCHARACTER, PRIVATE, ContentDocument, is_decorative

HUGE_PAGE = 2**20
"""Bytes of one document above which e-readers with little memory fail."""


def missing_alt(document: ContentDocument) -> Iterator[Finding]:
    """B11: each picture has an ``alt``."""
    for element in document.named("img"):
        if element.get("alt") is None and not is_decorative(element):
            yield document.about("B11", element, name=element.get("src", ""))


def huge_page(document: ContentDocument) -> Iterator[Finding]:
    """B16: no document has more text than an e-reader can hold."""
    if document.item.media_type == XHTML and document.size > HUGE_PAGE:
        yield document.about("B16", size=document.size // 1024)


def external_doctype(document: ContentDocument) -> Iterator[Finding]:
    """B22: no document type names an external file."""
    if document.book.is_epub3 and document.item.media_type == XHTML and xml.names_outside(document.source):
        yield document.about("B22.external")


def head(document: ContentDocument) -> Iterator[Finding]:
    """B35: an XHTML document has a head, a title and a body."""
    if document.item.media_type != XHTML:
        return
    if document.root.tag != f"{html.XHTML}html":
        yield document.about("B35.root", document.root)
        return
    parts = [xml.local(child) for child in xml.children(document.root)]
    if parts != ["head", "body"]:
        yield document.about("B35.parts", document.root)
    title = next(document.named("title"), None)
    if title is None:
        yield document.about("B35.title", document.root)
    elif not xml.words(title):
        yield document.about("B35.blank", title)


def repeated_ids(document: ContentDocument) -> Iterator[Finding]:
    """B42: each id belongs to one element."""
    if len(document.ids) == len(set(document.ids)):
        return
    for value in (value for value, times in Counter(document.ids).items() if times > 1):
        yield document.about("B42", id=value)


def properties(document: ContentDocument) -> Iterator[Finding]:
    """B36: the manifest item declares scripts, SVG and MathML of its document; anything that runs is reported."""
    if not document.book.is_epub3 or document.item.media_type != XHTML:
        return
    active = [e for word, found in document.by_word.items() if word in html.ACTIVE for e in found]
    for element in dict.fromkeys((*active, *document.handlers)):
        yield document.about("B36.active", element, element=xml.local(element))
    for word, element in document.needs.items():
        if word not in document.item.properties:
            yield document.about("B36", element, property=word)


def grammar(document: ContentDocument) -> Iterator[Finding]:
    """B39: elements and attributes exist in HTML and stand where HTML allows them."""
    if not document.book.is_epub3 or document.item.media_type != XHTML:
        return
    for word, element in document.parts:
        parent = element.getparent()
        above = "" if parent is None else parent.tag
        again = word == "figcaption" and html.follows_caption(element)
        shape = html.shape_of(element.tag, above, tuple(element.keys()), again=again)
        for key, args in shape.faults:
            yield document.about(key, element, **args)
        if shape.is_textless and html.loose_text(word, element):
            yield document.about("B39.text", element, element=word)
        for name, value in html.wrong_values(word, element) if shape.tells else ():
            yield document.about("B39.value", element, attribute=name, element=word, value=value)


def private_use(document: ContentDocument) -> Iterator[Finding]:
    """B01: private-use characters, which only the font of their author shows."""
    return _found(document, "B01", PRIVATE)


def bidi_controls(document: ContentDocument) -> Iterator[Finding]:
    """B02: characters that change the direction of text where the text does not need them."""
    yield from _found(document, "B02", BIDI, needless_marks)


def c1_controls(document: ContentDocument) -> Iterator[Finding]:
    """B03: control characters, mostly punctuation that was decoded wrongly."""
    return _found(document, "B03", C1)


def noncharacters(document: ContentDocument) -> Iterator[Finding]:
    """B04: code points that Unicode reserves as noncharacters."""
    return _found(document, "B04", NONCHARACTER)


def _found(
    document: ContentDocument, key: str, pattern: re.Pattern[str], wrong: Callable[[str, str], list[str]] | None = None
) -> Iterator[Finding]:
    """Make one finding a document, with the count and the first place.

    ``wrong`` returns the forbidden characters in a text, given this text and the whole text of its block.
    """
    if not document.may_hold(pattern):
        return
    texts = [(element, text) for _, element in document.parts for text in _texts(element)]
    blocks: dict[xml.Element, str] = {}
    held = ((element, text, pattern.findall(text)) for element, text in texts)
    hits = [
        (element, char)
        for element, text, found in held
        if found
        for char in (wrong(text, _block_words(element, blocks)) if wrong else found)
    ]
    if hits:
        element, char = hits[0]
        yield document.about(key, element, count=len(hits), char=_name(char))


def _block_words(element: xml.Element, read: dict[xml.Element, str]) -> str:
    """Return the text of the nearest block around an element. ``read`` keeps it: a block may hold many elements."""
    near = (one for one in (element, *element.iterancestors()) if xml.local(one) in html.BLOCKS)
    block = next(near, element)
    if block not in read:
        read[block] = xml.words(block)
    return read[block]


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
