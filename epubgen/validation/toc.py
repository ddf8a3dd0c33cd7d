# SPDX-License-Identifier: AGPL-3.0-or-later
"""The navigation of an EPUB, from nav.xhtml or toc.ncx, as one kind of tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.validation import xml
from epubgen.validation.book import EpubBook, ManifestItem, UnreadableDocumentError, read_xml, resolve
from epubgen.validation.document import EPUB_TYPE


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents: label, member and fragment, entries below it."""

    label: str
    name: str
    fragment: str = ""
    children: tuple[TocEntry, ...] = ()
    line: int | None = None


def nav_toc(book: EpubBook) -> tuple[TocEntry, ...]:
    """The ``toc`` of the navigation document; empty when there is none."""
    return nav_list(book, "toc")


def nav_list(book: EpubBook, kind: str) -> tuple[TocEntry, ...]:
    """A list of the navigation document by its ``epub:type``."""
    item, root = _root(book, book.nav_item)
    if item is None or root is None:
        return ()
    nav = next((e for e in xml.elements(root) if xml.local(e) == "nav" and kind in e.get(EPUB_TYPE, "").split()), None)
    top = None if nav is None else next(xml.children(nav, "ol"), None)
    return () if top is None else tuple(_from_list(top, item.name))


def ncx_toc(book: EpubBook) -> tuple[TocEntry, ...]:
    """The ``navMap`` of the NCX; empty when there is none."""
    item, root = _root(book, book.ncx_item)
    chart = None if root is None else next(xml.children(root, "navMap"), None)
    return () if item is None or chart is None else tuple(_from_points(chart, item.name))


def flat(entries: tuple[TocEntry, ...]) -> Iterator[TocEntry]:
    """All entries in the order they are read."""
    for entry in entries:
        yield entry
        yield from flat(entry.children)


def _root(book: EpubBook, item: ManifestItem | None) -> tuple[ManifestItem | None, xml.Element | None]:
    if item is None or not book.archive.has(item.name):
        return item, None
    try:
        return item, read_xml(book.archive, item.name)
    except UnreadableDocumentError:  # the rules of documents report it
        return item, None


def _from_list(top: xml.Element, base: str) -> Iterator[TocEntry]:
    for line in xml.children(top, "li"):
        head = next(xml.children(line, "a", "span"), None)
        below = next(xml.children(line, "ol"), None)
        children = () if below is None else tuple(_from_list(below, base))
        label = "" if head is None else xml.words(head)
        yield _entry(label, "" if head is None else head.get("href", ""), base, children, xml.line(line))


def _from_points(top: xml.Element, base: str) -> Iterator[TocEntry]:
    for point in xml.children(top, "navPoint"):
        label = next(xml.children(point, "navLabel"), None)
        content = next(xml.children(point, "content"), None)
        href = "" if content is None else content.get("src", "")
        children = tuple(_from_points(point, base))
        yield _entry("" if label is None else xml.words(label), href, base, children, xml.line(point))


def _entry(label: str, href: str, base: str, children: tuple[TocEntry, ...], line: int | None) -> TocEntry:
    name, fragment = (resolve(base, href) or ("", "")) if href else ("", "")
    return TocEntry(label, name, fragment, children, line)
