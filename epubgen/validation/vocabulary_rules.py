# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the words of the package document: its parts, its properties and their prefixes (EPUB 3.3 §5, §D)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.validation import xml
from epubgen.validation.book import EpubBook

_PARTS = ("metadata", "manifest", "spine")
_OTHER_PARTS = ("guide", "bindings", "collection", "tours")
_PREFIXES = {"a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd"}
_META = {
    "alternate-script", "authority", "belongs-to-collection", "collection-type", "display-seq", "file-as",
    "group-position", "identifier-type", "meta-auth", "pageBreakSource", "role", "source-of", "term", "title-type",
}  # fmt: skip
_ITEM = {"cover-image", "mathml", "nav", "remote-resources", "scripted", "svg", "switch"}
_ITEM |= {"data-nav", "dictionary", "glossary", "index", "search-key-map"}
_REF = {"page-spread-left", "page-spread-right"}
_OPF = "{http://www.idpf.org/2007/opf}"


def parts(book: EpubBook) -> Iterator[Finding]:
    """B44: metadata, manifest and spine, once each, and nothing unheard of."""
    if book.package is None:
        return
    names = [xml.local(child) for child in xml.children(book.package)]
    for name in _PARTS:
        if names.count(name) != 1:
            yield book.about_package("B44", part=name, count=names.count(name))
    for child in xml.children(book.package):
        if xml.local(child) not in (*_PARTS, *_OTHER_PARTS):
            yield book.about_package("B44.unknown", xml.line(child), part=xml.local(child))


def properties(book: EpubBook) -> Iterator[Finding]:
    """B45: every property is one of EPUB, or has a prefix that is declared."""
    if book.package is None or not book.is_epub3:
        return
    declared = _PREFIXES | set(re.findall(r"(\S+):\s", book.package.get("prefix", "")))
    for element in xml.elements(book.package):
        known = {"meta": _META, "item": _ITEM, "itemref": _REF}.get(xml.local(element))
        if known is None:
            continue
        named = "property" if xml.local(element) == "meta" else "properties"
        for word in element.get(named, "").split():
            prefix, colon, _ = word.partition(":")
            if (prefix not in declared) if colon else (word not in known):
                yield book.about_package("B45", xml.line(element), property=word)


def metadata_form(book: EpubBook) -> Iterator[Finding]:
    """B47: metadata that says something, about something that exists, in the form of EPUB 3."""
    if book.package is None or not book.is_epub3:
        return
    ids = {value for e in xml.elements(book.package) if (value := e.get("id"))}
    for block in xml.children(book.package, "metadata"):
        for element in xml.children(block):
            target = element.get("refines", "")
            if target.startswith("#") and target[1:] not in ids:
                yield book.about_package("B47.refines", xml.line(element), id=target)
            says = element.get("content") or xml.words(element)
            if not says and xml.local(element) not in ("link", "identifier", "title", "language"):
                yield book.about_package("B47.empty", xml.line(element), element=xml.local(element))
            for name in map(str, element.attrib):
                if name.startswith(_OPF):
                    yield book.about_package("B47.old", xml.line(element), attribute=name.removeprefix(_OPF))
