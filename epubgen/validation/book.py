# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads an EPUB by its package document: container, manifest, spine and contents.

Everything that can be read is returned; faults become findings.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from epubgen.errors import Finding, finding
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, Archive, UnreadableMemberError

CONTAINER = "META-INF/container.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
XHTML = "application/xhtml+xml"
EPUB_TYPE = f"{xml.OPS}type"
NCX = "application/x-dtbncx+xml"
MOST_STEPS = 100
"""The length to which a chain of fallbacks or refinements is followed; no book has one of ten."""
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """An entry of the manifest; ``name`` is its member, empty for a remote resource or an unusable link."""

    id: str
    href: str
    name: str
    media_type: str
    properties: frozenset[str]
    fallback: str
    overlay: str
    line: int | None


@dataclass(frozen=True, slots=True)
class SpineRef:
    """An entry of the spine."""

    idref: str
    linear: bool
    properties: frozenset[str]
    line: int | None


@dataclass(frozen=True)
class EpubBook:
    """The content of an EPUB. ``package`` is ``None`` when the package document cannot be read."""

    archive: Archive
    package_name: str = ""
    package: xml.Element | None = None
    items: tuple[ManifestItem, ...] = ()
    spine: tuple[SpineRef, ...] = ()
    faults: tuple[Finding, ...] = ()
    """Findings made while reading."""

    @property
    def version(self) -> str:
        """``3.0`` or ``2.0``; empty when unknown."""
        return "" if self.package is None else self.package.get("version", "")

    @cached_property
    def is_epub3(self) -> bool:
        """Whether the rules of EPUB 3 apply."""
        return self.version.startswith("3")

    @cached_property
    def by_id(self) -> dict[str, ManifestItem]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_name(self) -> dict[str, ManifestItem]:
        """Items by member name."""
        return {item.name: item for item in self.items if item.name}

    @cached_property
    def _by_plain_name(self) -> dict[str, ManifestItem]:
        return {unicodedata.normalize("NFC", name): item for name, item in self.by_name.items()}

    def item_of(self, name: str) -> ManifestItem | None:
        """Return the item of a member; composed and decomposed characters are equal."""
        if name.isascii():
            return self.by_name.get(name)
        return self.by_name.get(name) or self._by_plain_name.get(unicodedata.normalize("NFC", name))

    @cached_property
    def spine_items(self) -> tuple[ManifestItem, ...]:
        """The items of the spine that exist."""
        return tuple(self.by_id[ref.idref] for ref in self.spine if ref.idref in self.by_id)

    @cached_property
    def spine_names(self) -> frozenset[str]:
        """The members of the spine."""
        return frozenset(item.name for item in self.spine_items)

    @cached_property
    def fixed_ids(self) -> frozenset[str]:
        """The ids of spine items with a fixed layout."""
        whole = "pre-paginated" in self.metas("rendition:layout")
        one, other = "rendition:layout-pre-paginated", "rendition:layout-reflowable"
        return frozenset(r.idref for r in self.spine if one in r.properties or (whole and other not in r.properties))

    @cached_property
    def index_ids(self) -> frozenset[str]:
        """The ids of EPUB 3 items that are indexes, by their properties or by a collection."""
        roles = () if self.package is None or not self.is_epub3 else xml.children(self.package, "collection")
        mine = (part for part in roles if "index" in part.get("role", "").split())
        hrefs = {link.get("href", "").strip() for part in mine for link in xml.elements(part)}
        return frozenset(i.id for i in self.items if ("index" in i.properties and self.is_epub3) or i.href in hrefs)

    @cached_property
    def nav_root(self) -> xml.Element | None:
        """The root of the navigation document; ``None`` when none can be read."""
        return _root(self, self.nav_item)

    @cached_property
    def ncx_root(self) -> xml.Element | None:
        """The root of the NCX; ``None`` when none can be read."""
        return _root(self, self.ncx_item)

    @cached_property
    def lists(self) -> dict[str, tuple[TocEntry, ...]]:
        """The lists of the navigation document and of the NCX that were read before."""
        return {}

    @cached_property
    def nav_item(self) -> ManifestItem | None:
        """The navigation document."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @cached_property
    def ncx_item(self) -> ManifestItem | None:
        """The NCX, the contents for older readers."""
        return next((item for item in self.items if item.media_type == NCX), None)

    @property
    def identifier(self) -> str:
        """The unique identifier of the package; empty when there is none."""
        wanted = "" if self.package is None else self.package.get("unique-identifier", "").strip()
        return next((xml.words(e) for e in self.dc("identifier") if e.get("id", "").strip() == wanted), "")

    def fallbacks(self, item: ManifestItem) -> Iterator[ManifestItem]:
        """Return the fallbacks of an item, one after the other, each once, and at most ``MOST_STEPS``."""
        seen: set[str] = set()
        current = self.by_id.get(item.fallback)
        while current is not None and current.id not in seen and len(seen) < MOST_STEPS:
            yield current
            seen.add(current.id)
            current = self.by_id.get(current.fallback)

    def dc(self, name: str) -> tuple[xml.Element, ...]:
        """Return the Dublin Core elements of a name."""
        return () if self.package is None else tuple(self.package.iter(f"{_DC}{name}"))

    def metas(self, prop: str) -> tuple[str, ...]:
        """Return the values of ``meta`` elements with a property (EPUB 3), also those that refine another element."""
        found = () if self.package is None else xml.elements(self.package)
        return tuple(xml.words(meta) for meta in found if xml.local(meta) == "meta" and meta.get("property") == prop)

    def named_meta(self, name: str) -> str:
        """Return the content of a ``meta`` with a name (EPUB 2)."""
        found = () if self.package is None else xml.elements(self.package)
        return next((m.get("content", "") for m in found if xml.local(m) == "meta" and m.get("name") == name), "")

    def about_package(self, key: str, line: int | None = None, /, **args: object) -> Finding:
        """Make a finding in the package document."""
        return finding(key, self.archive.at(self.package_name, line), **args)


def read_book(archive: Archive) -> EpubBook:
    """Return the book of an archive. Its content never raises an exception; faults become findings."""
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
    """Return the root element of a member.

    Raises:
        UnreadableDocumentError: the member cannot be read; its ``finding`` says why.
    """
    return read_document(archive, name)[1]


def readable_xml(archive: Archive, name: str) -> xml.Element | None:
    """Return the root element of a member; ``None`` for one that is missing or unreadable, which other rules report."""
    if not archive.has(name):
        return None
    try:
        return read_xml(archive, name)
    except UnreadableDocumentError:
        return None


def read_document(archive: Archive, name: str) -> tuple[str, xml.Element]:
    """Return the text and the root element of a member.

    Raises:
        UnreadableDocumentError: the member cannot be read; its ``finding`` says why.
    """
    try:
        text = xml.decoded(archive.read(name, MAX_TEXT))
        return text, xml.parse_text(text)
    except UnreadableMemberError as error:
        raise UnreadableDocumentError(finding("B18.member", archive.at(name), name=name)) from error
    except xml.BadXmlError as error:
        raise UnreadableDocumentError(finding(error.reason, archive.at(name, error.line), why=error.why)) from error


def resolve(base: str, href: str) -> tuple[str, str] | None:
    """Return member and fragment of a link in member ``base``; ``None`` for a link out of the archive."""
    if not href or href.startswith("#"):
        return base, unquote(href[1:])
    return _in_folder(base[: base.rfind("/") + 1], href)


@lru_cache(maxsize=8192)
def _in_folder(folder: str, href: str) -> tuple[str, str] | None:
    """Return member and fragment of a link from any member of a folder; documents share most of their links."""
    path, _, fragment = href.partition("#")
    try:
        parts = urlsplit(path)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or path.startswith("/"):
        return None
    name = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    return None if name.startswith("../") or name in ("..", ".") else (name, unquote(fragment))


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
    href = element.get("href", "").strip()
    target = resolve(package_name, href) if href else None
    return ManifestItem(
        id=element.get("id", "").strip(),
        href=href,
        name=target[0] if target else "",
        media_type=element.get("media-type", "").strip(),
        properties=frozenset(element.get("properties", "").split()),
        fallback=element.get("fallback", "").strip(),
        overlay=element.get("media-overlay", "").strip(),
        line=xml.line(element),
    )


def _ref(element: xml.Element) -> SpineRef:
    properties = frozenset(element.get("properties", "").split())
    return SpineRef(
        element.get("idref", "").strip(), element.get("linear", "yes") != "no", properties, xml.line(element)
    )


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents: label, member and fragment, and the entries below it."""

    label: str
    name: str
    fragment: str = ""
    children: tuple[TocEntry, ...] = ()
    line: int | None = None


def nav_toc(book: EpubBook) -> tuple[TocEntry, ...]:
    """Return the ``toc`` of the navigation document; empty when there is none."""
    return nav_list(book, "toc")


def nav_list(book: EpubBook, kind: str) -> tuple[TocEntry, ...]:
    """Return a list of the navigation document by its ``epub:type``."""
    if kind not in book.lists:
        book.lists[kind] = tuple(_nav_entries(book, kind))
    return book.lists[kind]


def _nav_entries(book: EpubBook, kind: str) -> Iterator[TocEntry]:
    item, root = book.nav_item, book.nav_root
    if item is None or root is None:
        return
    nav = next((e for e in xml.elements(root) if xml.local(e) == "nav" and kind in e.get(EPUB_TYPE, "").split()), None)
    top = None if nav is None else next(xml.children(nav, "ol"), None)
    if top is not None:
        yield from _from_list(top, item.name)


def ncx_toc(book: EpubBook) -> tuple[TocEntry, ...]:
    """Return the ``navMap`` of the NCX; empty when there is none."""
    if "ncx" not in book.lists:
        item, root = book.ncx_item, book.ncx_root
        chart = None if root is None else next(xml.children(root, "navMap"), None)
        book.lists["ncx"] = () if item is None or chart is None else tuple(_from_points(chart, item.name))
    return book.lists["ncx"]


def flat(entries: tuple[TocEntry, ...]) -> Iterator[TocEntry]:
    """Yield all entries in reading order."""
    for entry in entries:
        yield entry
        yield from flat(entry.children)


def _root(book: EpubBook, item: ManifestItem | None) -> xml.Element | None:
    return None if item is None else readable_xml(book.archive, item.name)


def _from_list(top: xml.Element, base: str) -> Iterator[TocEntry]:
    for line in xml.children(top, "li"):
        head = next(xml.children(line, "a", "span"), None)
        below = next(xml.children(line, "ol"), None)
        children = () if below is None else tuple(_from_list(below, base))
        label = "" if head is None else nav_label(head)
        yield _entry(label, "" if head is None else head.get("href", ""), base, children, xml.line(line))


def nav_label(element: xml.Element) -> str:
    """Return the label of a line of the contents: its words, else the texts of its pictures, else its title."""
    told = [e.get("alt") or e.get("aria-label") or e.get("title") or "" for e in xml.elements(element)]
    return xml.words(element) or " ".join(" ".join(told).split())


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
