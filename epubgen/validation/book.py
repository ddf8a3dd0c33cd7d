# SPDX-License-Identifier: AGPL-3.0-or-later
"""An EPUB as its package document describes it: container, manifest, spine; reads what it can and notes the rest."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, Archive, UnreadableMemberError

CONTAINER = "META-INF/container.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
XHTML = "application/xhtml+xml"
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
