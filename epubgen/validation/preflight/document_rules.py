# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight rules about one document, the contents, and targets of links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.startup import regex
from epubgen.validation import html, xml
from epubgen.validation.book import (
    EPUB_TYPE,
    XHTML,
    TocEntry,
    UnreadableDocumentError,
    flat,
    nav_toc,
    ncx_toc,
    read_xml,
    resolve,
)
from epubgen.validation.document import ContentDocument
from epubgen.validation.preflight.rule import PreflightContext
from epubgen.validation.reference_rules import BookContent
from epubgen.validation.xml import names_outside

__all__ = [
    "active",
    "body_links",
    "declaration",
    "deep",
    "differ",
    "external_type",
    "fragment_links",
    "heavy_page",
    "hidden_text",
    "ids",
    "long_alt",
    "namespace",
    "nested_paragraph",
    "no_alt",
    "no_ncx",
    "no_source",
    "out_of_order",
    "page_of_pictures",
    "play_order",
    "presentation_forms",
    "svg_picture",
    "tall_table",
    "uid",
    "wide_table",
]

HEAVY_PAGE = 256 * 1024
"""Bytes of a document: calibre splits at 260 KB, CrossPoint runs out of memory."""
MOST_HIDDEN = 10_000
"""Characters that ``display: none`` may hide for Amazon's converter."""
LONG_ALT = 140
"""Characters of a text alternative that KFX keeps."""
MOST_COLUMNS, MOST_ROWS = 4, 50
MOST_PICTURES = 10 * 2**20
"""Bytes of pictures that Kobo accepts in one document (kobolabs/epub-spec)."""

_DECLARED = regex(rb"""<\?xml\s+version\s*=\s*["']1\.0["']\s+encoding\s*=\s*["']utf-8["']""", re.IGNORECASE)
_OPS = "http://www.idpf.org/2007/ops"
_ACTIVE = html.ACTIVE | {"audio", "video"}
_NOTES = frozenset({"noteref", "backlink", "footnote", "endnote", "rearnote", "footnotes", "endnotes"})
_FORMS = regex("[\ufe10-\ufe1f\ufe30-\ufe4f]")


def declaration(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K01: XML 1.0 and UTF-8 are declared at byte 0."""
    if document.item.media_type == XHTML and not _DECLARED.match(document.book.archive.read(document.name)[:200]):
        yield document.about("K01")


def no_source(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K04: a picture without an address."""
    for picture in _named(document, "img"):
        if not picture.get("src", "").strip():
            yield document.about("K04.src", picture)


def no_alt(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K04: a picture without ``alt``."""
    for picture in _named(document, "img"):
        if picture.get("alt") is None:
            yield document.about("K04", picture, name=picture.get("src", ""))


def hidden_text(context: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K07: a style hides a long text."""
    selectors = {
        part.strip().split()[-1].lower()
        for sheet in context.sheets
        for said in sheet.said
        if said.name == "display" and said.value.lower().startswith("none") and said.around
        for part in said.around[-1].split(",")
        if part.strip()
    }
    for element in xml.elements(document.root):
        style = element.get("style", "").replace(" ", "").lower()
        if ("display:none" in style or _names(element) & selectors) and len(xml.words(element)) > MOST_HIDDEN:
            yield document.about("K07", element, count=len(xml.words(element)))


def namespace(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K09: the prefix ``epub`` is bound to another namespace."""
    bound = document.root.nsmap.get("epub", _OPS)
    if bound != _OPS:
        yield document.about("K09.namespace", document.root, value=str(bound))


def nested_paragraph(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K09: a paragraph, or another block, stands inside a paragraph."""
    for paragraph in _named(document, "p"):
        inner = next((e for e in xml.elements(paragraph) if e is not paragraph and xml.local(e) in html.BLOCKS), None)
        if inner is not None:
            yield document.about("K09.nested", inner, element=xml.local(inner))


def external_type(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K09: a document type names an external file."""
    if document.item.media_type == XHTML and names_outside(document.source):
        yield document.about("K09.entity")


def active(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K11: scripts, forms, frames and the like."""
    for element in xml.elements(document.root):
        if xml.local(element) in _ACTIVE or any(str(name).startswith("on") for name in element.attrib):
            yield document.about("K11", element, element=xml.local(element))


def heavy_page(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K14: a document of more than 256 KB."""
    if document.item.media_type == XHTML and document.size > HEAVY_PAGE:
        yield document.about("K14.page", kilobytes=document.size // 1024)


def page_of_pictures(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K14: a document with more than 10 MB of pictures."""
    targets = {resolve(document.name, picture.get("src", "")) for picture in _named(document, "img")}
    names = {target[0] for target in targets if target and document.book.archive.has(target[0])}
    size = sum(document.book.archive.pack.getinfo(name).file_size for name in names)
    if size > MOST_PICTURES:
        yield document.about("K14.pictures", megabytes=size // 10**6)


def wide_table(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K15: a table of more than four columns."""
    for table in _named(document, "table"):
        widest = max((_width(row) for row in xml.elements(table) if xml.local(row) == "tr"), default=0)
        if widest > MOST_COLUMNS:
            yield document.about("K15", table, count=widest)


def tall_table(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K15: a table of more than fifty rows."""
    for table in _named(document, "table"):
        rows = sum(xml.local(row) == "tr" for row in xml.elements(table))
        if rows > MOST_ROWS:
            yield document.about("K15.rows", table, count=rows)


def fragment_links(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K16: links to a place inside a document that are no notes; one finding a document."""
    if "nav" in document.item.properties:
        return
    links = [link for link in _named(document, "a") if "#" in link.get("href", "") and _inside(document, link)]
    if wrong := [link for link in links if not _is_note(link)]:
        yield document.about("K16", wrong[0], count=len(wrong), href=wrong[0].get("href", ""))


def long_alt(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K19: an alternative text of more than 140 characters."""
    for picture in _named(document, "img"):
        if len(picture.get("alt", "")) > LONG_ALT:
            yield document.about("K19", picture, count=len(picture.get("alt", "")))


def svg_picture(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K22: a picture shown through SVG."""
    for element in xml.elements(document.root):
        if str(element.tag) == "{http://www.w3.org/2000/svg}image":
            yield document.about("K22", element)


def presentation_forms(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K28: punctuation made for vertical lines only; one finding a document."""
    texts = ((e, f"{e.text or ''}{e.tail or ''}") for e in xml.elements(document.root))
    hits = [(element, found) for element, text in texts for found in _FORMS.findall(text)]
    if hits:
        yield document.about("K28", hits[0][0], count=len(hits), char=f"U+{ord(hits[0][1]):04X}")


def _named(document: ContentDocument, name: str) -> Iterator[xml.Element]:
    return (element for element in xml.elements(document.root) if xml.local(element) == name)


def _names(element: xml.Element) -> set[str]:
    """Return the simple selectors that match an element."""
    word, classes = xml.local(element), element.get("class", "").lower().split()
    ids = {f"#{element.get('id')}".lower()} if element.get("id") else set()
    return {word, *ids, *(f".{name}" for name in classes), *(f"{word}.{name}" for name in classes)}


def _width(row: xml.Element) -> int:
    spans = (cell.get("colspan", "1").strip() for cell in xml.children(row, "td", "th"))
    return sum(int(span) if span.isascii() and span.isdigit() else 1 for span in spans)


def _inside(document: ContentDocument, link: xml.Element) -> bool:
    target = resolve(document.name, link.get("href", ""))
    return target is not None and bool(target[1])


def _is_note(link: xml.Element) -> bool:
    kinds = {*link.get(EPUB_TYPE, "").split(), *(role.removeprefix("doc-") for role in link.get("role", "").split())}
    around = (over for over in link.iterancestors() if over.get(EPUB_TYPE) or over.get("role"))
    kinds |= {kind for over in around for kind in over.get(EPUB_TYPE, "").split()}
    return bool(kinds & _NOTES)


DEEPEST = 2


def body_links(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K02: a link to the id of a ``body``."""
    for link in web.links():
        target = resolve(link.source, link.href)
        if target and target[1] and context.bodies.get(target[0]) == target[1]:
            yield web.about("K02", link, href=link.href)
    for entry in flat(ncx_toc(web.book)):
        if entry.fragment and context.bodies.get(entry.name) == entry.fragment and web.book.ncx_item:
            at = web.book.archive.at(web.book.ncx_item.name, entry.line)
            yield finding("K02", at, href=f"{entry.name}#{entry.fragment}")


def no_ncx(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: there are no contents for readers that need the NCX."""
    if web.book.ncx_item is None:
        yield context.book.about_package("K13.ncx")


def differ(_: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: nav.xhtml and toc.ncx have the same entries."""
    ours, older = (tuple(map(_what, flat(toc(web.book)))) for toc in (nav_toc, ncx_toc))
    if web.book.ncx_item is not None and web.book.nav_item is not None and ours != older:
        yield finding("K13", web.book.archive.at(web.book.ncx_item.name))


def deep(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: the contents have two levels at most."""
    item = web.book.nav_item or web.book.ncx_item
    depth = _depth(nav_toc(web.book) or ncx_toc(web.book))
    if item and depth > DEEPEST:
        yield finding("K13.depth", context.book.archive.at(item.name), count=depth)


def out_of_order(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: the contents follow the order of the spine."""
    places = {item.name: number for number, item in enumerate(web.book.spine_items)}
    last = -1
    for entry in flat(nav_toc(web.book)):
        place = places.get(entry.name, last)
        if place < last and web.book.nav_item:
            yield finding("K13.order", context.book.archive.at(web.book.nav_item.name, entry.line), label=entry.label)
            return
        last = place


def ids(_: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: each entry of the NCX has an id, and no two the same."""
    name, points = _points(web)
    known = Counter(point.get("id", "") for point in points)
    for point in points:
        if not point.get("id") or known[point.get("id", "")] > 1:
            yield finding("K13.ids", web.book.archive.at(name, xml.line(point)), id=point.get("id") or "-")
            return


def play_order(_: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: ``playOrder`` counts from 1."""
    name, points = _points(web)
    wrong = [p for number, p in enumerate(points, start=1) if p.get("playOrder") != str(number)]
    if wrong:
        said = wrong[0].get("playOrder") or "-"
        yield finding("K13.play_order", web.book.archive.at(name, xml.line(wrong[0])), value=said)


def uid(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: the NCX has the identifier of the book."""
    root = _ncx(web)
    if root is None or web.book.ncx_item is None or web.book.package is None:
        return
    said = next((e.get("content", "").strip() for e in xml.elements(root) if e.get("name") == "dtb:uid"), "")
    known = {e.get("id"): xml.words(e) for e in context.book.dc("identifier")}
    if said != known.get(web.book.package.get("unique-identifier"), ""):
        yield finding("K13.uid", web.book.archive.at(web.book.ncx_item.name), uid=said or "-")


def _ncx(web: BookContent) -> xml.Element | None:
    item = web.book.ncx_item
    try:
        return read_xml(web.book.archive, item.name) if item and web.book.archive.has(item.name) else None
    except UnreadableDocumentError:  # B21 says it
        return None


def _points(web: BookContent) -> tuple[str, list[xml.Element]]:
    root = _ncx(web)
    found = [] if root is None else [e for e in xml.elements(root) if xml.local(e) == "navPoint"]
    return web.book.ncx_item.name if web.book.ncx_item else "", found


def _what(entry: TocEntry) -> tuple[str, str, str]:
    return entry.label, entry.name, entry.fragment


def _depth(entries: tuple[TocEntry, ...]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)
