# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the package document: metadata, manifest, spine (EPUB 3.3 §5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.archive_rules import leads_out
from epubgen.validation.book import CONTAINER, NCX, XHTML, EpubBook, ManifestItem
from epubgen.validation.document import SVG

_MODIFIED = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[ix](-[A-Za-z0-9]{1,8})+)\Z")
_SPINE_TYPES = {XHTML, SVG}
_OLD_SPINE_TYPES = {*_SPINE_TYPES, "application/x-dtbook+xml", "text/x-oeb1-document", "text/html"}


def version(book: EpubBook) -> Iterator[Finding]:
    """B21: a package document of EPUB 2 or 3."""
    if book.package is not None and book.version not in ("2.0", "3.0"):
        yield book.about_package("B21.version", xml.line(book.package), version=book.version or "-")


def metadata(book: EpubBook) -> Iterator[Finding]:
    """B23: identifier, title and language are there and say something."""
    if book.package is None:
        return
    wanted = book.package.get("unique-identifier", "")
    if not any(e.get("id") == wanted and xml.words(e) for e in book.dc("identifier")):
        yield book.about_package("B23.identifier", id=wanted)
    if not book.dc("title") or not all(xml.words(e) for e in book.dc("title")):
        yield book.about_package("B23.title")
    if not book.dc("language"):
        yield book.about_package("B23.language", value="")
    for element in book.dc("language"):
        if not _LANGUAGE.match(xml.words(element)):
            yield book.about_package("B23.language", xml.line(element), value=xml.words(element))


def modified(book: EpubBook) -> Iterator[Finding]:
    """B41: exactly one instant of the last change, in UTC."""
    values = book.metas("dcterms:modified") if book.is_epub3 else ("",)
    if book.is_epub3 and (len(values) != 1 or not _MODIFIED.match(values[0])):
        yield book.about_package("B41", value=", ".join(values) or "-")


def manifest(book: EpubBook) -> Iterator[Finding]:
    """B24: every item is complete, unique and there."""
    for item in book.items:
        if not item.id or not item.href or not item.media_type:
            yield book.about_package("B24.incomplete", item.line, item=item.id or item.href or "-")
        elif item.name and not book.archive.has(item.name):
            yield book.about_package("B24.missing", item.line, name=item.name)
        elif not item.name and "://" not in item.href:
            yield book.about_package("B24.missing", item.line, name=item.href)
    yield from _repeated(book, "B24.id", [item.id for item in book.items if item.id])
    yield from _repeated(book, "B24.twice", [item.name for item in book.items if item.name])


def unlisted(book: EpubBook) -> Iterator[Finding]:
    """B14: a file of the archive that the manifest does not name."""
    known = {book.package_name, "mimetype", *book.by_name}
    for entry in book.archive.entries if book.package is not None else ():
        ours = entry.name in known or entry.name.startswith(f"{CONTAINER.split('/')[0]}/")
        if not ours and not entry.name.endswith("/") and not leads_out(entry.name) and not entry.name.endswith(".opf"):
            yield finding("B14", book.archive.at(entry.name), name=entry.name)


def spine(book: EpubBook) -> Iterator[Finding]:
    """B25: a reading order of documents that exist."""
    if book.package is None:
        return
    if not any(ref.linear for ref in book.spine):
        yield book.about_package("B25.empty")
    for ref in book.spine:
        item = book.by_id.get(ref.idref)
        if item is None:
            yield book.about_package("B25.unknown", ref.line, id=ref.idref)
        elif not _readable(book, item):
            yield book.about_package("B25.type", ref.line, name=item.name, type=item.media_type)
    yield from _repeated(book, "B25.twice", [ref.idref for ref in book.spine if ref.idref in book.by_id])
    yield from _spine_attributes(book, book.package)


def _spine_attributes(book: EpubBook, package: xml.Element) -> Iterator[Finding]:
    element = next(xml.children(package, "spine"), None)
    if element is None:
        return
    toc = element.get("toc", "")
    if toc and (toc not in book.by_id or book.by_id[toc].media_type != NCX):
        yield book.about_package("B25.toc", xml.line(element), id=toc)
    if element.get("page-progression-direction", "ltr") not in ("ltr", "rtl", "default"):
        yield book.about_package("B25.direction", xml.line(element))


def _readable(book: EpubBook, item: ManifestItem) -> bool:
    """Whether an item, or one along its fall-backs, is a document that every reading system shows."""
    allowed = _SPINE_TYPES if book.is_epub3 else _OLD_SPINE_TYPES
    seen: set[str] = set()
    current: ManifestItem | None = item
    while current is not None and current.id not in seen:
        if current.media_type in allowed:
            return True
        seen.add(current.id)
        current = book.by_id.get(current.fallback)
    return False


def _repeated(book: EpubBook, key: str, values: list[str]) -> Iterator[Finding]:
    for value, count in Counter(values).items():
        if count > 1:
            yield book.about_package(key, name=value)
