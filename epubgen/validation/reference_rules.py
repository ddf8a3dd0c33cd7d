# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the book as a whole: references, contents, accessibility claims (EPUB 3.3 §3.6, §7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from epubgen.errors import Finding, finding
from epubgen.model.publication import CONFORMANCE
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.book import (
    EPUB_TYPE,
    NCX,
    XHTML,
    EpubBook,
    ManifestItem,
    TocEntry,
    UnreadableDocumentError,
    flat,
    nav_list,
    nav_toc,
    ncx_toc,
    read_xml,
)
from epubgen.validation.document import DocumentFacts
from epubgen.validation.links import ResourceLink

_SCRIPT = regex(r"\s*(javascript|vbscript)\s*:", re.IGNORECASE)
_NETWORK = frozenset({"http", "https", "//"})
_MEDIA = frozenset({"object", "embed", "img", "image"})
_POINTER = regex(r"[A-Za-z][\w-]*\(.*\)\Z|:~:", re.DOTALL)
_PACKAGE_USES = frozenset({"nav", "cover-image"})


@dataclass(frozen=True, slots=True)
class BookContent:
    """A book and the facts of its documents and style sheets, by member."""

    book: EpubBook
    facts: Mapping[str, DocumentFacts]

    def links(self) -> Iterator[ResourceLink]:
        """Yield every reference of every member."""
        for facts in self.facts.values():
            yield from facts.links

    def about(self, key: str, link: ResourceLink, /, **args: object) -> Finding:
        """Make a finding on the line of a reference."""
        return finding(key, self.book.archive.at(link.source, link.line), **args)


def script_links(web: BookContent) -> Iterator[Finding]:
    """B07: no link runs a script."""
    for link in web.links():
        if _SCRIPT.match(link.href):
            yield web.about("B07", link, href=link.href[:60])


def remote(web: BookContent) -> Iterator[Finding]:
    """B37: pictures, style sheets and documents are in the book."""
    items = {item.href: item for item in web.book.items if not item.name}
    for link in web.links():
        if link.scheme == "file":
            yield web.about("B37.file", link, href=link.href)
        elif link.scheme == "data" and link.element in ("a", "area"):
            yield web.about("B37.data", link, element=link.element)
        elif link.scheme in _NETWORK and link.loads and not may_be_remote(link, items.get(link.href)):
            yield web.about("B37", link, href=link.href)


def targets(web: BookContent) -> Iterator[Finding]:
    """B27: the target of each reference exists."""
    for link in web.links():
        if link.href and not link.scheme:
            yield from _target(web, link)


def _target(web: BookContent, link: ResourceLink) -> Iterator[Finding]:
    book = web.book
    if link.target is None:
        yield web.about("B27.outside", link, href=link.href)
        return
    name, fragment = link.target
    item = book.item_of(name)
    if not book.archive.has(name):
        if item is None:  # the manifest rule reports a missing file
            yield web.about("B27", link, href=link.href)
    elif item is None:
        if not (name == book.package_name and _POINTER.match(fragment)):
            yield web.about("B27.unlisted", link, href=link.href)
    elif fragment and item.media_type == XHTML and _lost(web, link, item.name, fragment):
        yield web.about("B27.fragment", link, href=link.href)
    elif not link.loads and link.element == "a" and item.name not in book.spine_names and not item.fallback:
        yield web.about("B27.spine", link, href=link.href)


def _lost(web: BookContent, link: ResourceLink, name: str, fragment: str) -> bool:
    """Return whether a fragment names no element and is no other pointer (EPUB CFI, text fragment)."""
    facts = web.facts.get(name)
    in_sheet = link.element == "css" and link.href.startswith("#")
    return facts is not None and not in_sheet and fragment not in facts.ids and not _POINTER.match(fragment)


def unused(web: BookContent) -> Iterator[Finding]:
    """B13: something shows, names or links each item of the manifest."""
    named_by_links = {link.target[0] for link in web.links() if link.target}
    used = {item.name if (item := web.book.item_of(name)) else name for name in named_by_links}
    used |= {entry.name for entry in (*flat(nav_toc(web.book)), *flat(ncx_toc(web.book)))}
    used |= {item.name for item in web.book.spine_items}
    named = {web.book.named_meta("cover"), *(item.fallback for item in web.book.items), *_overlays(web.book)}
    for item in web.book.items:
        free = item.media_type == NCX or item.properties & _PACKAGE_USES or item.id in named
        if item.name and item.name not in used and not free and web.book.archive.has(item.name):
            yield web.book.about_package("B13", item.line, name=item.name)


def _overlays(book: EpubBook) -> set[str]:
    """Return media overlays, and all items where overlays or bindings use them in ways that are not followed here."""
    smil = {item.id for item in book.items if item.media_type == "application/smil+xml"}
    media = {item.id for item in book.items if smil and item.media_type.startswith(("audio/", "video/"))}
    return smil | media


def may_be_remote(link: ResourceLink, item: ManifestItem | None) -> bool:
    """Return whether a resource may be remote: sound, film or a font, by the link or the manifest.

    Source: EPUB 3.3 §3.6.
    """
    stated = link.type or (item.media_type if item else "")
    media = stated.startswith(("audio/", "video/")) and link.element in _MEDIA
    plays = link.element in ("audio", "video", "source") and link.use == "src" and link.within != "picture"
    return plays or media or link.use == "font" or link.element == "font-face-uri"


_NAV_ROOTS = ("toc", "page-list", "landmarks")


def nav(web: BookContent) -> Iterator[Finding]:
    """B26: there is one navigation document with one table of contents, whose entries have words and a target."""
    book = web.book
    if not book.is_epub3 or book.package is None:
        return
    items = [item for item in book.items if "nav" in item.properties]
    if len(items) != 1 or items[0].media_type != XHTML:
        yield book.about_package("B26.item", count=len(items))
        return
    root = book.nav_root
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
    """B40: the NCX has the right identifier, order and targets."""
    book = web.book
    if book.ncx_item is None:
        if book.version.startswith("2"):
            yield book.about_package("B40.missing")
        return
    name = book.ncx_item.name
    root = book.ncx_root
    if root is None:
        yield from _unreadable(book, name)
        return
    if not ncx_toc(book):
        yield finding("B26.empty", book.archive.at(name))
    uid = next((e.get("content", "") for e in xml.elements(root) if e.get("name") == "dtb:uid"), "")
    if uid.strip() != book.identifier:
        yield finding("B40.uid", book.archive.at(name), uid=uid, identifier=book.identifier)
    orders = {order for e in xml.elements(root) if (order := e.get("playOrder"))}
    if orders - {str(number + 1) for number in range(len(orders))}:
        yield finding("B40.order", book.archive.at(name))
    for entry in flat(ncx_toc(book)):
        known = web.facts.get(entry.name)
        lost = known is not None and entry.fragment and entry.fragment not in known.ids
        if not entry.label or lost or not book.archive.has(entry.name):
            yield finding("B40.entry", book.archive.at(name, entry.line), label=entry.label)


def _unreadable(book: EpubBook, name: str) -> Iterator[Finding]:
    """Return why a member cannot be read; ``None`` for a missing one, which the manifest rule reports."""
    try:
        read_xml(book.archive, name)
    except UnreadableDocumentError as fault:
        if book.archive.has(name):
            yield fault.finding


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


def page_list(web: BookContent) -> Iterator[Finding]:
    """B33: each listed page leads to a mark, and each marked page is listed.

    A continued story may mark a page again.
    """
    book = web.book
    pages = nav_list(book, "page-list")
    if book.nav_item is None:
        return
    marked = {name: {mark for mark, _ in facts.page_marks} for name, facts in web.facts.items()}
    for page in pages:
        facts = web.facts.get(page.name)
        if facts and page.fragment in facts.ids and page.fragment not in marked[page.name]:
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


def _what(entry: TocEntry) -> tuple[str, str, str]:
    return entry.label, entry.name, entry.fragment


_OLDER = regex(r"https?://(www\.)?(idpf\.org|w3\.org)/")


def conformance(web: BookContent) -> Iterator[Finding]:
    """B31: a conformance claim has the wording of the standard and names a certifier."""
    claims = [value for value in web.book.metas("dcterms:conformsTo") if "Accessibility" in value or "WCAG" in value]
    for claim in claims:
        if not CONFORMANCE.match(claim) and not _OLDER.match(claim):
            yield web.book.about_package("B31.words", claim=claim)
    if claims and not any(web.book.metas("a11y:certifiedBy")):
        yield web.book.about_package("B31")


def alternative_text(web: BookContent) -> Iterator[Finding]:
    """B32: ``alternativeText`` is claimed only where every picture has a text."""
    claimed = "alternativeText" in _features(web)
    missing = sum(facts.missing_alts for facts in web.facts.values())
    if claimed and missing:
        yield web.book.about_package("B32", count=missing)


def page_claims(web: BookContent) -> Iterator[Finding]:
    """B43: page navigation, page marks and ruby are claimed only where the book has some."""
    features = _features(web)
    if "pageNavigation" in features and not nav_list(web.book, "page-list"):
        yield web.book.about_package("B43", feature="pageNavigation")
    if "pageBreakMarkers" in features and not any(facts.page_marks for facts in web.facts.values()):
        yield web.book.about_package("B43", feature="pageBreakMarkers")
    if "rubyAnnotations" in features and not any(facts.ruby for facts in web.facts.values()):
        yield web.book.about_package("B43", feature="rubyAnnotations")


def _features(web: BookContent) -> tuple[str, ...]:
    return web.book.metas("schema:accessibilityFeature")
