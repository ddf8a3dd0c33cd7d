# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about META-INF: container, several renditions, encryption, signatures (EPUB 3.3 §4.2.6, §4.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.book import (
    CONTAINER,
    EPUB_TYPE,
    XHTML,
    EpubBook,
    UnreadableDocumentError,
    read_xml,
    readable_xml,
)
from epubgen.validation.vocabularies import CONTAINER_FORM, ENCRYPTION_FORM, PUBLICATION_FORM, SIGNATURES_FORM
from epubgen.validation.xml_form import Vocabulary, wrong_form

__all__ = ["container_form", "hidden_resources", "obfuscation", "renditions", "security_forms"]

ENCRYPTION, SIGNATURES, PUBLICATION = (f"META-INF/{name}.xml" for name in ("encryption", "signatures", "metadata"))
FONTS = frozenset(
    {
        "font/ttf", "font/otf", "font/woff", "font/woff2", "application/font-sfnt", "application/vnd.ms-opentype",
        "application/font-woff",
    }
)  # fmt: skip
"""Media types of fonts that may be obfuscated."""
_OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_RENDITION = "{http://www.idpf.org/2013/rendition}"


def container_form(book: EpubBook) -> Iterator[Finding]:
    """B48: ``container.xml`` has the form of EPUB 3.3 §4.2.6."""
    root = None if book.faults else readable_xml(book.archive, CONTAINER)  # B20 says what is missing
    if root is not None:
        yield from wrong_form(book.archive, CONTAINER, root, CONTAINER_FORM)


def security_forms(book: EpubBook) -> Iterator[Finding]:
    """B48: ``encryption.xml`` and ``signatures.xml`` have their forms; B42: their ids are unique."""
    forms: tuple[tuple[str, Vocabulary], ...] = ((ENCRYPTION, ENCRYPTION_FORM), (SIGNATURES, SIGNATURES_FORM))
    for name, form in forms:
        if not book.archive.has(name):
            continue
        try:
            root = read_xml(book.archive, name)
        except UnreadableDocumentError as fault:
            yield fault.finding
            continue
        yield from wrong_form(book.archive, name, root, form)
        ids = Counter(value for e in xml.elements(root) if (value := e.get("Id")))
        for value in (value for value, times in ids.items() if times > 1):
            yield finding("B42", book.archive.at(name), id=value)


def obfuscation(book: EpubBook) -> Iterator[Finding]:
    """B50: only fonts of the EPUB are obfuscated."""
    root = readable_xml(book.archive, ENCRYPTION)
    if root is None or not book.is_epub3:
        return
    for data in xml.elements(root):
        if xml.local(data) != "EncryptedData":
            continue
        method, where = xml.first(data, "EncryptionMethod"), xml.first(data, "CipherReference")
        if method is None or where is None or method.get("Algorithm") not in _OBFUSCATED:
            continue
        item = book.item_of(where.get("URI", ""))
        if item is not None and item.media_type not in FONTS:
            at = book.archive.at(ENCRYPTION, xml.line(where))
            yield finding("B50", at, name=item.name, type=item.media_type)


def hidden_resources(book: EpubBook) -> Iterator[Finding]:
    """B66: no resource of the book lies in META-INF."""
    for item in book.items:
        if item.name.startswith("META-INF/"):
            yield book.about_package("B66", item.line, name=item.name)


def renditions(book: EpubBook) -> Iterator[Finding]:
    """B49: several renditions have conditions, descriptions and one mapping document."""
    root = readable_xml(book.archive, CONTAINER)
    files = [] if root is None else [e for e in xml.elements(root) if xml.local(e) == "rootfile"]
    for file in files[1:]:
        if not any(str(name).startswith(_RENDITION) for name in file.attrib):
            yield finding("B49.choice", book.archive.at(CONTAINER, xml.line(file)), name=file.get("full-path", ""))
    if root is not None and len(files) > 1:
        yield from _publication(book)
        yield from _maps(book, root)


def _publication(book: EpubBook) -> Iterator[Finding]:
    if not book.archive.has(PUBLICATION):
        yield finding("B49.metadata", book.archive.at(PUBLICATION))
        return
    root = readable_xml(book.archive, PUBLICATION)
    if root is None:
        return
    yield from wrong_form(book.archive, PUBLICATION, root, PUBLICATION_FORM)
    moments = [e for e in xml.elements(root) if e.get("property") == "dcterms:modified"]
    if len(moments) != 1:
        yield finding("B49.modified", book.archive.at(PUBLICATION), count=len(moments))


def _maps(book: EpubBook, root: xml.Element) -> Iterator[Finding]:
    links = [e for e in xml.elements(root) if xml.local(e) == "link" and e.get("rel", "").strip() == "mapping"]
    if len(links) > 1:
        yield finding("B49.maps", book.archive.at(CONTAINER, xml.line(links[1])), count=len(links))
    for link in links[:1]:
        if link.get("media-type", "").strip() != XHTML:
            yield finding("B49.type", book.archive.at(CONTAINER, xml.line(link)), type=link.get("media-type", "–"))
        mapping = readable_xml(book.archive, link.get("href", "").strip())
        if mapping is not None:
            yield from _map(book, link.get("href", "").strip(), mapping)


def _map(book: EpubBook, name: str, root: xml.Element) -> Iterator[Finding]:
    versions = (e for e in xml.elements(root) if e.get("name") == "epub.multiple.renditions.version")
    if not any(e.get("content") == "1.0" for e in versions):
        yield finding("B49.version", book.archive.at(name))
    kinds = [e.get(EPUB_TYPE, "").split() for e in xml.elements(root) if xml.local(e) == "nav"]
    if sum("resource-map" in kind for kind in kinds) != 1 or not all(kinds):
        yield finding("B49.map", book.archive.at(name))
