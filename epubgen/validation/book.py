# SPDX-License-Identifier: AGPL-3.0-or-later
"""An EPUB as its package document describes it: container, manifest, spine and contents.

What can be read is read, the rest becomes findings. ``read_package`` serves ``inspect``, within the limits of
the checks.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from epubgen.errors import CheckFailed, Finding, finding
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, Archive, UnreadableMemberError, open_archive

__all__ = ["PackageMember", "PackageView", "TocEntry", "read_package"]

CONTAINER = "META-INF/container.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
XHTML = "application/xhtml+xml"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "application/x-dtbncx+xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """An entry of the manifest; ``name`` is its member, empty for a resource outside or an unusable link."""

    id: str
    href: str
    name: str
    media_type: str
    properties: frozenset[str]
    fallback: str
    line: int | None


@dataclass(frozen=True, slots=True)
class SpineRef:
    """An entry of the spine."""

    idref: str
    linear: bool
    line: int | None


@dataclass(frozen=True)
class EpubBook:
    """What is known of an EPUB. ``package`` is missing when the package document cannot be read."""

    archive: Archive
    package_name: str = ""
    package: xml.Element | None = None
    items: tuple[ManifestItem, ...] = ()
    spine: tuple[SpineRef, ...] = ()
    faults: tuple[Finding, ...] = ()
    """What was met while reading it."""

    @property
    def version(self) -> str:
        """``3.0`` or ``2.0``; empty when unknown."""
        return "" if self.package is None else self.package.get("version", "")

    @property
    def is_epub3(self) -> bool:
        """Whether the rules of EPUB 3 hold."""
        return self.version.startswith("3")

    @cached_property
    def by_id(self) -> dict[str, ManifestItem]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_name(self) -> dict[str, ManifestItem]:
        """Items by member name."""
        return {item.name: item for item in self.items if item.name}

    @property
    def spine_items(self) -> tuple[ManifestItem, ...]:
        """The items of the spine that exist."""
        return tuple(self.by_id[ref.idref] for ref in self.spine if ref.idref in self.by_id)

    @property
    def nav_item(self) -> ManifestItem | None:
        """The navigation document."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @property
    def ncx_item(self) -> ManifestItem | None:
        """The NCX of older readers."""
        return next((item for item in self.items if item.media_type == NCX), None)

    def dc(self, name: str) -> tuple[xml.Element, ...]:
        """The Dublin Core elements of a name."""
        return () if self.package is None else tuple(self.package.iter(f"{_DC}{name}"))

    def metas(self, prop: str) -> tuple[str, ...]:
        """The values of ``meta`` elements with a property (EPUB 3), refining ones too."""
        found = () if self.package is None else xml.elements(self.package)
        return tuple(xml.words(meta) for meta in found if xml.local(meta) == "meta" and meta.get("property") == prop)

    def named_meta(self, name: str) -> str:
        """The content of a ``meta`` with a name (EPUB 2)."""
        found = () if self.package is None else xml.elements(self.package)
        return next((m.get("content", "") for m in found if xml.local(m) == "meta" and m.get("name") == name), "")

    def about_package(self, key: str, line: int | None = None, /, **args: object) -> Finding:
        """A finding in the package document."""
        return finding(key, self.archive.at(self.package_name, line), **args)


def read_book(archive: Archive) -> EpubBook:
    """The book of an archive; never raises for what is in it."""
    try:
        name = _package_name(archive)
        package = read_xml(archive, name)
    except UnreadableDocumentError as fault:
        return EpubBook(archive=archive, faults=(fault.finding,))
    if xml.local(package) != "package":
        return EpubBook(archive=archive, package_name=name, faults=(finding("B21.root", archive.at(name)),))
    return EpubBook(
        archive=archive,
        package_name=name,
        package=package,
        items=tuple(_item(e, name) for part in xml.children(package, "manifest") for e in xml.children(part, "item")),
        spine=tuple(_ref(e) for part in xml.children(package, "spine") for e in xml.children(part, "itemref")),
    )


def read_xml(archive: Archive, name: str) -> xml.Element:
    """The root element of a member.

    Raises:
        UnreadableDocumentError: with the finding that says why it cannot be read.
    """
    try:
        return xml.parse(archive.read(name, MAX_TEXT))
    except UnreadableMemberError as error:
        raise UnreadableDocumentError(finding("B18.member", archive.at(name), name=name)) from error
    except xml.BadXmlError as error:
        raise UnreadableDocumentError(finding(error.reason, archive.at(name, error.line), why=error.why)) from error


def resolve(base: str, href: str) -> tuple[str, str] | None:
    """Member and fragment that a link in member ``base`` means; ``None`` for a link out of the archive."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or href.startswith("/"):
        return None
    fragment = unquote(parts.fragment)
    if not parts.path:
        return base, fragment
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return None if name.startswith("../") or name == ".." else (name, fragment)


class UnreadableDocumentError(Exception):
    """A document cannot be read; ``finding`` says why."""

    def __init__(self, found: Finding) -> None:
        self.finding = found
        super().__init__(found)


def _package_name(archive: Archive) -> str:
    if not archive.has(CONTAINER):
        raise UnreadableDocumentError(finding("B20", archive.at(CONTAINER)))
    container = read_xml(archive, CONTAINER)
    roots = [e for e in container.iter(f"{_OCF}rootfile") if e.get("media-type") == PACKAGE_TYPE]
    path = roots[0].get("full-path", "") if roots else ""
    if not path:
        raise UnreadableDocumentError(finding("B20.rootfile", archive.at(CONTAINER)))
    if not archive.has(path):
        raise UnreadableDocumentError(finding("B20.package", archive.at(CONTAINER), name=path))
    return path


def _item(element: xml.Element, package_name: str) -> ManifestItem:
    href = element.get("href", "")
    target = resolve(package_name, href) if href else None
    return ManifestItem(
        id=element.get("id", ""),
        href=href,
        name=target[0] if target else "",
        media_type=element.get("media-type", ""),
        properties=frozenset(element.get("properties", "").split()),
        fallback=element.get("fallback", ""),
        line=xml.line(element),
    )


def _ref(element: xml.Element) -> SpineRef:
    return SpineRef(element.get("idref", ""), element.get("linear", "yes") != "no", xml.line(element))


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


@dataclass(frozen=True, slots=True)
class PackageMember:
    """A file of the package."""

    name: str
    media_type: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class PackageView:
    """What an EPUB says of itself."""

    version: str
    metadata: tuple[tuple[str, str], ...]
    """Name and value in document order: ``dc:title``, ``dcterms:modified``, ``cover``."""
    spine: tuple[str, ...]
    """Members in reading order."""
    direction: str
    """Page progression: ``ltr``, ``rtl`` or empty."""
    toc: tuple[TocEntry, ...]
    """The contents of nav.xhtml, else of toc.ncx."""
    pages: tuple[TocEntry, ...]
    """The list of printed pages."""
    members: tuple[PackageMember, ...]
    """Every file of the archive, in its order."""
    size: int
    """Bytes of the file."""


def read_package(path: Path) -> PackageView:
    """The view of an EPUB.

    Raises:
        CheckFailed: no readable EPUB (B15, B18 to B22).
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
