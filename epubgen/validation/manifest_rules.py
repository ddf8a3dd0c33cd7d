# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about single items of the manifest: addresses, fallbacks, properties, guide (EPUB 3.3 §5.6.2, §D.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.validation import xml
from epubgen.validation.book import NCX, XHTML, EpubBook, resolve
from epubgen.validation.links import scheme_of

__all__ = ["addresses", "covers", "fallbacks", "guide", "ids", "spine_outside"]


def addresses(book: EpubBook) -> Iterator[Finding]:
    """B57: the address of an item has no fragment and no query and is not the package; B37: it is no local file."""
    for item in book.items if book.is_epub3 else ():
        scheme = scheme_of(item.href)
        if scheme == "file":
            yield book.about_package("B37.file", item.line, href=item.href)
        elif scheme == "data":
            yield book.about_package("B57.data", item.line, id=item.id)
        elif "#" in item.href:
            yield book.about_package("B57.fragment", item.line, href=item.href)
        elif not scheme and "?" in item.href:
            yield book.about_package("B57.query", item.line, href=item.href)
        elif any(char.isspace() for char in item.href):
            yield book.about_package("B57.form", item.line, href=item.href)
        if item.name and item.name == book.package_name:
            yield book.about_package("B57.itself", item.line, href=item.href)


def fallbacks(book: EpubBook) -> Iterator[Finding]:
    """B51: each fallback exists, and none leads back to its item."""
    for item in book.items:
        if item.fallback and item.fallback not in book.by_id:
            yield book.about_package("B51.unknown", item.line, id=item.fallback)
        elif item.fallback and item.id in (step.id for step in book.fallbacks(item)):
            yield book.about_package("B51.circle", item.line, id=item.id)


def ids(book: EpubBook) -> Iterator[Finding]:
    """B42: each id of the package belongs to one element."""
    seen: set[str] = set()
    items = Counter(item.id for item in book.items)
    for element in xml.elements(book.package) if book.package is not None else ():
        value = element.get("id", "").strip()
        if value in seen and not (items[value] > 1 and xml.local(element) == "item"):  # B24.id says that
            yield book.about_package("B42", xml.line(element), id=value)
        if value:
            seen.add(value)


def covers(book: EpubBook) -> Iterator[Finding]:
    """B34: there is one cover image, and it is a picture."""
    found = [item for item in book.items if "cover-image" in item.properties]
    for item in found:
        if not item.media_type.startswith("image/"):
            yield book.about_package("B34.cover", item.line, name=item.name, type=item.media_type)
    if len(found) > 1:
        yield book.about_package("B34.covers", found[1].line, count=len(found))


def guide(book: EpubBook) -> Iterator[Finding]:
    """B27: the guide names items of the manifest; B25: the spine names an NCX."""
    if book.package is None:
        return
    for element in xml.elements(book.package):
        if xml.local(element) == "reference" and (href := element.get("href", "").strip()):
            target = resolve(book.package_name, href)
            if target is not None and book.item_of(target[0]) is None:
                yield book.about_package("B27.guide", xml.line(element), href=href)
    spine = next(xml.children(book.package, "spine"), None)
    if spine is not None and not spine.get("toc") and any(item.media_type == NCX for item in book.items):
        yield book.about_package("B25.toc", xml.line(spine), id="–")


def spine_outside(book: EpubBook) -> Iterator[Finding]:
    """B37: all pages of the reading order are in the book."""
    for ref in book.spine:
        item = book.by_id.get(ref.idref)
        if item is not None and scheme_of(item.href) in ("http", "https") and item.media_type == XHTML:
            yield book.about_package("B37", ref.line, href=item.href)
