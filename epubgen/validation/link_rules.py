# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about references: everything a document shows or leads to must be in the book (EPUB 3.3 §3.6, §6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from epubgen.errors import Finding, finding
from epubgen.validation.book import NCX, XHTML, EpubBook, resolve
from epubgen.validation.document import DocumentFacts, ResourceLink
from epubgen.validation.toc import flat, nav_toc, ncx_toc

_SCRIPT = re.compile(r"\s*(javascript|vbscript)\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAY_BE_REMOTE = frozenset({"audio", "video", "source"})
_FONT = re.compile(r"\.(otf|ttf|woff2?)([?#]|$)", re.IGNORECASE)
_PACKAGE_USES = frozenset({"nav", "cover-image"})


@dataclass(frozen=True, slots=True)
class BookContent:
    """A book and the facts of its documents and sheets, by member."""

    book: EpubBook
    facts: Mapping[str, DocumentFacts]

    def links(self) -> Iterator[ResourceLink]:
        """Every reference of every member."""
        for facts in self.facts.values():
            yield from facts.links

    def about(self, key: str, link: ResourceLink, /, **args: object) -> Finding:
        """A finding on the line of a reference."""
        return finding(key, self.book.archive.at(link.source, link.line), **args)


def script_links(web: BookContent) -> Iterator[Finding]:
    """B07: a link that runs a script."""
    for link in web.links():
        if _SCRIPT.match(link.href):
            yield web.about("B07", link, href=link.href[:60])


def remote(web: BookContent) -> Iterator[Finding]:
    """B37: pictures, sheets or documents that are not in the book."""
    for link in web.links():
        scheme = _scheme(link.href)
        if scheme == "file":
            yield web.about("B37.file", link, href=link.href)
        elif scheme == "data" and not link.loads:
            yield web.about("B37.data", link, element=link.element)
        elif scheme in ("http", "https") and link.loads and not _allowed_remote(link):
            yield web.about("B37", link, href=link.href)


def targets(web: BookContent) -> Iterator[Finding]:
    """B27: a reference whose target does not exist."""
    for link in web.links():
        if link.href and not _scheme(link.href) and not link.href.startswith("//"):
            yield from _target(web, link)


def _target(web: BookContent, link: ResourceLink) -> Iterator[Finding]:
    book = web.book
    found = resolve(link.source, link.href)
    if found is None:
        yield web.about("B27.outside", link, href=link.href)
        return
    name, fragment = found
    item = book.by_name.get(name)
    if not book.archive.has(name):
        if item is None:  # else the manifest rule says it
            yield web.about("B27", link, href=link.href)
    elif item is None:
        yield web.about("B27.unlisted", link, href=link.href)
    elif fragment and item.media_type == XHTML and name in web.facts and fragment not in web.facts[name].ids:
        yield web.about("B27.fragment", link, href=link.href)
    elif not link.loads and link.element == "a" and item not in book.spine_items and not item.fallback:
        yield web.about("B27.spine", link, href=link.href)


def unused(web: BookContent) -> Iterator[Finding]:
    """B13: an item of the manifest that nothing shows, names or leads to."""
    used = {found[0] for link in web.links() if (found := resolve(link.source, link.href))}
    used |= {entry.name for entry in (*flat(nav_toc(web.book)), *flat(ncx_toc(web.book)))}
    used |= {item.name for item in web.book.spine_items}
    named = {web.book.named_meta("cover"), *(item.fallback for item in web.book.items), *_overlays(web.book)}
    for item in web.book.items:
        free = item.media_type == NCX or item.properties & _PACKAGE_USES or item.id in named
        if item.name and item.name not in used and not free and web.book.archive.has(item.name):
            yield web.book.about_package("B13", item.line, name=item.name)


def _overlays(book: EpubBook) -> set[str]:
    """Media overlays, and everything where they or bindings play a part that we do not follow."""
    smil = {item.id for item in book.items if item.media_type == "application/smil+xml"}
    media = {item.id for item in book.items if smil and item.media_type.startswith(("audio/", "video/"))}
    return smil | media


def _allowed_remote(link: ResourceLink) -> bool:
    return link.element in _MAY_BE_REMOTE or (link.element == "css" and bool(_FONT.search(link.href)))


def _scheme(href: str) -> str:
    found = _SCHEME.match(href)
    return found[1].lower() if found else ""
