# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the contents: nav.xhtml, toc.ncx, the list of printed pages, the direction of pages (EPUB 3.3 §7)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.book import XHTML, EpubBook, UnreadableDocumentError, read_xml
from epubgen.validation.document import EPUB_TYPE
from epubgen.validation.link_rules import BookContent
from epubgen.validation.toc import TocEntry, flat, nav_list, nav_toc, ncx_toc

_NAV_ROOTS = ("toc", "page-list", "landmarks")


def nav(web: BookContent) -> Iterator[Finding]:
    """B26: one navigation document with one table of contents, each entry with words and a target."""
    book = web.book
    if not book.is_epub3 or book.package is None:
        return
    items = [item for item in book.items if "nav" in item.properties]
    if len(items) != 1 or items[0].media_type != XHTML:
        yield book.about_package("B26.item", count=len(items))
        return
    root = _root(book, items[0].name)
    if root is None:
        return
    kinds = [kind for e in xml.elements(root) if xml.local(e) == "nav" for kind in e.get(EPUB_TYPE, "").split()]
    if kinds.count("toc") != 1:
        yield finding("B26.toc", book.archive.at(items[0].name), count=kinds.count("toc"))
    elif not nav_toc(book):
        yield finding("B26.empty", book.archive.at(items[0].name))
    for entry in flat(nav_toc(book)):
        if not entry.name and not entry.children:
            yield finding("B26.leaf", book.archive.at(items[0].name, entry.line), label=entry.label)
    for kind in _NAV_ROOTS:
        yield from _blank(book, items[0].name, nav_list(book, kind))
    yield from _landmarks(book, items[0].name, root)


def ncx(web: BookContent) -> Iterator[Finding]:
    """B40: the contents for older readers: identifier, order, targets."""
    book = web.book
    if book.ncx_item is None:
        if book.version.startswith("2"):
            yield book.about_package("B40.missing")
        return
    name = book.ncx_item.name
    try:
        root = read_xml(book.archive, name)
    except UnreadableDocumentError as fault:
        if book.archive.has(name):  # else the manifest rule says it
            yield fault.finding
        return
    if not ncx_toc(book):
        yield finding("B26.empty", book.archive.at(name))
    uid = next((e.get("content", "") for e in xml.elements(root) if e.get("name") == "dtb:uid"), "")
    if uid.strip() != _identifier(book):
        yield finding("B40.uid", book.archive.at(name), uid=uid, identifier=_identifier(book))
    orders = {order for e in xml.elements(root) if (order := e.get("playOrder"))}
    if orders - {str(number + 1) for number in range(len(orders))}:
        yield finding("B40.order", book.archive.at(name))
    for entry in flat(ncx_toc(book)):
        known = web.facts.get(entry.name)
        lost = known is not None and entry.fragment and entry.fragment not in known.ids
        if not entry.label or lost or not book.archive.has(entry.name):
            yield finding("B40.entry", book.archive.at(name, entry.line), label=entry.label)


def same_contents(web: BookContent) -> Iterator[Finding]:
    """B28: nav.xhtml and toc.ncx name the same entries in the same order."""
    if web.book.ncx_item is None or not web.book.is_epub3:
        return
    ours, older = (tuple(flat(toc)) for toc in (nav_toc(web.book), ncx_toc(web.book)))
    for left, right in zip_longest(ours, older):
        if left is None or right is None or _what(left) != _what(right):
            at = web.book.archive.at(web.book.ncx_item.name, right.line if right else None)
            yield finding("B28", at, nav=left.label if left else "", ncx=right.label if right else "")
            return


def direction(web: BookContent) -> Iterator[Finding]:
    """B29: vertical lines turn pages from right to left, and the package says so."""
    if web.book.package is None:
        return
    spine = next(xml.children(web.book.package, "spine"), None)
    turning = "" if spine is None else spine.get("page-progression-direction", "")
    vertical = any(facts.vertical for facts in web.facts.values())
    if vertical and turning != "rtl":
        yield web.book.about_package("B29")
    elif not vertical and web.book.named_meta("primary-writing-mode") == "vertical-rl":
        yield web.book.about_package("B29.css")


def page_list(web: BookContent) -> Iterator[Finding]:
    """B33: each listed page leads to a mark, and each marked page is listed; a story that jumps may mark it again."""
    book = web.book
    pages = nav_list(book, "page-list")
    if book.nav_item is None:
        return
    for page in pages:
        facts = web.facts.get(page.name)
        exists = facts is not None and page.fragment in facts.ids
        if facts and exists and page.fragment not in {mark for mark, _ in facts.page_marks}:
            yield finding("B33.mark", book.archive.at(book.nav_item.name, page.line), page=page.label)
    known = {page.label for page in pages} | {page.fragment for page in pages}
    for name, facts in web.facts.items():
        for mark, label in facts.page_marks:
            if not known & {mark, label}:
                yield finding("B33", book.archive.at(book.nav_item.name), mark=mark, name=name)


def _blank(book: EpubBook, name: str, entries: tuple[TocEntry, ...]) -> Iterator[Finding]:
    for entry in flat(entries):
        if not entry.label:
            yield finding("B26.blank", book.archive.at(name, entry.line))


def _landmarks(book: EpubBook, name: str, root: xml.Element) -> Iterator[Finding]:
    for element in xml.elements(root):
        if xml.local(element) == "nav" and "landmarks" in element.get(EPUB_TYPE, "").split():
            for anchor in xml.elements(element):
                if xml.local(anchor) == "a" and not anchor.get(EPUB_TYPE):
                    yield finding("B26.landmark", book.archive.at(name, xml.line(anchor)), label=xml.words(anchor))


def _root(book: EpubBook, name: str) -> xml.Element | None:
    try:
        return read_xml(book.archive, name)
    except UnreadableDocumentError:  # reported where documents are read, or by the manifest rule
        return None


def _what(entry: TocEntry) -> tuple[str, str, str]:
    return entry.label, entry.name, entry.fragment


def _identifier(book: EpubBook) -> str:
    wanted = "" if book.package is None else book.package.get("unique-identifier", "")
    return next((xml.words(e) for e in book.dc("identifier") if e.get("id") == wanted), "")
