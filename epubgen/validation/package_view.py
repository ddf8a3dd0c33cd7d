# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the description of an EPUB for ``inspect``, within the limits of the checks."""

from __future__ import annotations

from pathlib import Path

from epubgen.errors import CheckFailed
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import open_archive
from epubgen.validation.book import EpubBook, TocEntry, nav_list, nav_toc, ncx_toc, read_book

__all__ = ["PackageMember", "PackageView", "read_package"]


@dataclass(frozen=True, slots=True)
class PackageMember:
    """A file of the package."""

    name: str
    media_type: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class PackageView:
    """The description of an EPUB."""

    version: str
    metadata: tuple[tuple[str, str], ...]
    """Name and value in document order: ``dc:title``, ``dcterms:modified``, ``cover``."""
    spine: tuple[str, ...]
    """Members in reading order."""
    direction: str
    """The page progression: ``ltr``, ``rtl`` or empty."""
    toc: tuple[TocEntry, ...]
    """The contents of nav.xhtml, else of toc.ncx."""
    pages: tuple[TocEntry, ...]
    """The list of printed pages."""
    members: tuple[PackageMember, ...]
    """Every file of the archive, in its order."""
    size: int
    """Bytes of the file."""


def read_package(path: Path) -> PackageView:
    """Return the description of an EPUB.

    Raises:
        CheckFailed: the file is no readable EPUB (B15, B18 to B22).
    """
    with open_archive(path) as archive:
        book = read_book(archive)
        if book.package is None:
            raise CheckFailed(*book.faults)
        types = {item.name: item.media_type for item in book.items}
        members = tuple(PackageMember(e.name, types.get(e.name, ""), e.size, e.packed) for e in archive.entries)
        spine = next(xml.children(book.package, "spine"), None)
        return PackageView(
            version=book.version,
            metadata=_metadata(book),
            spine=tuple(item.name for item in book.spine_items),
            direction="" if spine is None else spine.get("page-progression-direction", ""),
            toc=nav_toc(book) or ncx_toc(book),
            pages=nav_list(book, "page-list"),
            members=members,
            size=archive.size,
        )


def _metadata(book: EpubBook) -> tuple[tuple[str, str], ...]:
    block = None if book.package is None else next(xml.children(book.package, "metadata"), None)
    if block is None:
        return ()
    return tuple((_name(e), e.get("content") or xml.words(e)) for e in xml.children(block) if not e.get("refines"))


def _name(element: xml.Element) -> str:
    if xml.local(element) == "meta":
        return element.get("property") or (element.get("name") or "meta")
    return f"dc:{xml.local(element)}" if "purl.org/dc" in str(element.tag) else xml.local(element)
