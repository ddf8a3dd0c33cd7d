# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the contents and where links lead: what makes a menu dead or a link open as a popup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.book import UnreadableDocumentError, read_xml, resolve
from epubgen.validation.link_rules import BookContent
from epubgen.validation.preflight.rule import PreflightContext
from epubgen.validation.toc import TocEntry, flat, nav_toc, ncx_toc

__all__ = ["body_links", "deep", "differ", "ids", "no_ncx", "out_of_order", "play_order", "uid"]

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
    """K13: contents for readers that take the older form."""
    if web.book.ncx_item is None:
        yield context.book.about_package("K13.ncx")


def differ(_: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: nav.xhtml and toc.ncx say the same."""
    ours, older = (tuple(map(_what, flat(toc(web.book)))) for toc in (nav_toc, ncx_toc))
    if web.book.ncx_item is not None and web.book.nav_item is not None and ours != older:
        yield finding("K13", web.book.archive.at(web.book.ncx_item.name))


def deep(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: two levels."""
    item = web.book.nav_item or web.book.ncx_item
    depth = _depth(nav_toc(web.book) or ncx_toc(web.book))
    if item and depth > DEEPEST:
        yield finding("K13.depth", context.book.archive.at(item.name), count=depth)


def out_of_order(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: the order of the spine."""
    places = {item.name: number for number, item in enumerate(web.book.spine_items)}
    last = -1
    for entry in flat(nav_toc(web.book)):
        place = places.get(entry.name, last)
        if place < last and web.book.nav_item:
            yield finding("K13.order", context.book.archive.at(web.book.nav_item.name, entry.line), label=entry.label)
            return
        last = place


def ids(_: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K13: an id for each entry of the NCX, none twice."""
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
    """K13: the identifier of the book in its NCX."""
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
