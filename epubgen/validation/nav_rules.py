# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the lists of the navigation document and about indexes (EPUB 3.3 §7, EPUB Indexes 1.0)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.book import EPUB_TYPE, EpubBook
from epubgen.validation.document import ContentDocument
from epubgen.validation.links import scheme_of
from epubgen.validation.reference_rules import BookContent

__all__ = ["index", "nav_lists"]

_ONE = ("page-list", "landmarks")
_INSIDE = ("toc", *_ONE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hgroup"})
_SECTIONS = frozenset({"body", "section", "article", "aside", "nav"})


def nav_lists(web: BookContent) -> Iterator[Finding]:
    """B62: each list of the navigation document is the only one of its kind, and holds only entries and a heading."""
    book, root = web.book, web.book.nav_root
    if root is None or book.nav_item is None or not book.is_epub3:
        return
    navs = [(e, e.get(EPUB_TYPE, "").split()) for e in xml.elements(root) if xml.local(e) == "nav"]
    for kind in _ONE:
        if sum(kind in kinds for _, kinds in navs) > 1:
            yield finding("B62.twice", book.archive.at(book.nav_item.name), kind=kind)
    for nav, kinds in navs:
        if kinds:
            yield from _list(book, book.nav_item.name, nav, kinds)
        if "landmarks" in kinds:
            yield from _landmarks(book, book.nav_item.name, nav)


def _list(book: EpubBook, name: str, nav: xml.Element, kinds: list[str]) -> Iterator[Finding]:
    first = next(xml.children(nav), None)
    head = first if first is not None and xml.local(first) in _HEADINGS else None
    if head is not None and not xml.words(head) and xml.first(head, "img") is None:
        yield finding("B62.heading", book.archive.at(name, xml.line(head)))
    if head is None and not set(kinds) & set(_INSIDE):
        yield finding("B62.no_heading", book.archive.at(name, xml.line(nav)), kind=kinds[0])
    inside = [xml.local(child) for child in xml.children(nav) if child is not head]
    if inside != ["ol"]:
        yield finding("B62.content", book.archive.at(name, xml.line(nav)), element=", ".join(inside) or "–")
    for entry in xml.elements(nav):
        if xml.local(entry) == "li":
            yield from _entry(book, name, entry, kinds)


def _entry(book: EpubBook, name: str, entry: xml.Element, kinds: list[str]) -> Iterator[Finding]:
    inside = [xml.local(child) for child in xml.children(entry)]
    if inside not in (["a"], ["a", "ol"], ["span", "ol"], ["span"], ["ol"]):  # B26 says the last two
        yield finding("B62.content", book.archive.at(name, xml.line(entry)), element=", ".join(inside) or "–")
    for link in xml.children(entry, "a"):
        if scheme_of(link.get("href", "").strip()) and set(kinds) & set(_INSIDE):
            yield finding("B62.remote", book.archive.at(name, xml.line(link)), href=link.get("href", ""))


def _landmarks(book: EpubBook, name: str, nav: xml.Element) -> Iterator[Finding]:
    links = [e for e in xml.elements(nav) if xml.local(e) == "a"]
    count = Counter((word, e.get("href", "").strip()) for e in links for word in e.get(EPUB_TYPE, "").split())
    for (word, href), times in count.items():
        if times > 1:
            yield finding("B62.landmark", book.archive.at(name, xml.line(nav)), word=word, href=href)


def index(document: ContentDocument) -> Iterator[Finding]:
    """B63: an index that the package declares has one list, entries with a term, and locators that are links."""
    kinds: dict[str, list[xml.Element]] = {}
    if document.item.id not in document.book.index_ids:
        return
    for element in document.having(EPUB_TYPE):
        for word in element.get(EPUB_TYPE, "").split():
            kinds.setdefault(word, []).append(element)
    found = kinds.get("index", [])
    if not found:
        yield document.about("B63.none", document.root)
    for element in found:
        yield from _one_index(document, element)
    if found:
        yield from _entries(document, kinds)


def _one_index(document: ContentDocument, element: xml.Element) -> Iterator[Finding]:
    if xml.local(element) not in _SECTIONS:
        yield document.about("B63.place", element, element=xml.local(element))
    inside = [e.get(EPUB_TYPE, "").split() for e in xml.elements(element)]
    groups = sum("index-group" in words for words in inside)
    lists = [e for e in xml.elements(element) if xml.local(e) == "ul" and not _nested(e, element)]
    if not groups and len(lists) != 1:
        yield document.about("B63", element, count=len(lists))


def _nested(element: xml.Element, top: xml.Element) -> bool:
    above = element.getparent()
    while above is not None and above is not top:
        if xml.local(above) == "ul" or above.get(EPUB_TYPE):
            return True
        above = above.getparent()
    return False


def _entries(document: ContentDocument, kinds: dict[str, list[xml.Element]]) -> Iterator[Finding]:
    for element in (*kinds.get("index-locator", ()), *kinds.get("index-term-category", ())):
        if xml.local(element) != "a":
            yield document.about("B63.locator", element, element=xml.local(element))
    for top in kinds.get("index-entry-list", ()):
        for entry in xml.children(top, "li"):
            terms = [e for e in xml.elements(entry) if "index-term" in e.get(EPUB_TYPE, "").split()]
            if not terms:
                yield document.about("B63.term", entry)
