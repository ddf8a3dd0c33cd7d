# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the container, the package document, its properties and its resources (EPUB 3.3 §4.2, §5, §6.3, §D)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.book import NCX, XHTML, EpubBook, ManifestItem
from epubgen.validation.document import SVG

MOST_NAME_BYTES = 255
MIMETYPE = b"application/epub+zip"
_RESERVED = regex(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
_ILLEGAL = regex('["*:<>?\\\\|\0-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]|\\.$')
_SPACE = regex(r"\s")


def reserved_names(book: EpubBook) -> Iterator[Finding]:
    """B05: no name is one that Windows reserves for devices."""
    for name in _names(book):
        if any(_RESERVED.match(part) for part in name.split("/")):
            yield finding("B05", book.archive.at(name), name=name)


def long_names(book: EpubBook) -> Iterator[Finding]:
    """B06: no name has more than 255 bytes."""
    for name in _names(book):
        longest = max(len(part.encode("utf-8", "surrogatepass")) for part in name.split("/"))
        if longest > MOST_NAME_BYTES:
            yield finding("B06", book.archive.at(""), size=longest, name=f"{name[:40]}…")


def traversal(book: EpubBook) -> Iterator[Finding]:
    """B08: no name leads out of the archive."""
    for name in _names(book):
        if leads_out(name):
            yield finding("B08", book.archive.at(""), name=name)


def mimetype(book: EpubBook) -> Iterator[Finding]:
    """B17: ``mimetype`` is the first member, stored, without extra field, with the right content."""
    first = book.archive.first
    if first.name != b"mimetype":
        yield finding("B17.first", book.archive.at("mimetype"))
    elif first.method != 0 or first.extra:
        yield finding("B17.stored", book.archive.at("mimetype"))
    elif first.content != MIMETYPE:
        yield finding("B17.content", book.archive.at("mimetype"))


def illegal_names(book: EpubBook) -> Iterator[Finding]:
    """B38: names have no forbidden characters, and no two names are equal without case and accents."""
    seen: dict[str, str] = {}
    for entry in book.archive.entries:
        folded = unicodedata.normalize("NFC", entry.name).casefold()
        if folded in seen:
            yield finding("B38.twin", book.archive.at(entry.name), name=entry.name, other=seen[folded])
        seen[folded] = entry.name
    for name in _names(book):
        if not leads_out(name) and any(_ILLEGAL.search(part) for part in name.split("/")):
            yield finding("B38", book.archive.at(name), name=name)
        elif _SPACE.search(name):
            yield finding("B38.space", book.archive.at(name), name=name)


def leads_out(name: str) -> bool:
    """Return whether a member would be unpacked outside its folder."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or bool(re.match(r"[A-Za-z]:", plain))


def _names(book: EpubBook) -> Iterator[str]:
    return (entry.name for entry in book.archive.entries if not entry.name.endswith("/"))


_MODIFIED = regex(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z")
_LANGUAGE = regex(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[ix](-[A-Za-z0-9]{1,8})+)\Z")
_SPINE_TYPES = {XHTML, SVG}
_OLD_SPINE_TYPES = {*_SPINE_TYPES, "application/x-dtbook+xml", "text/x-oeb1-document", "text/html"}


def version(book: EpubBook) -> Iterator[Finding]:
    """B21: the package document is of EPUB 2 or 3."""
    if book.package is not None and book.version not in ("2.0", "3.0"):
        yield book.about_package("B21.version", xml.line(book.package), version=book.version or "-")


def metadata(book: EpubBook) -> Iterator[Finding]:
    """B23: identifier, title and language are present and not empty."""
    if book.package is None:
        return
    wanted = book.package.get("unique-identifier", "")
    if not any(e.get("id", "").strip() == wanted.strip() and xml.words(e) for e in book.dc("identifier")):
        yield book.about_package("B23.identifier", id=wanted)
    if not book.dc("title") or not all(xml.words(e) for e in book.dc("title")):
        yield book.about_package("B23.title")
    if not book.dc("language"):
        yield book.about_package("B23.language", value="")
    for element in book.dc("language"):
        if not _LANGUAGE.match(xml.words(element)):
            yield book.about_package("B23.language", xml.line(element), value=xml.words(element))


def modified(book: EpubBook) -> Iterator[Finding]:
    """B41: there is exactly one instant of the last change, in UTC."""
    values = book.metas("dcterms:modified") if book.is_epub3 else ("",)
    if book.is_epub3 and (len(values) != 1 or not _MODIFIED.match(values[0])):
        yield book.about_package("B41", value=", ".join(values) or "-")


def manifest(book: EpubBook) -> Iterator[Finding]:
    """B24: each item is complete and unique, and its file exists."""
    for item in book.items:
        if not item.id or not item.href or not item.media_type:
            yield book.about_package("B24.incomplete", item.line, item=item.id or item.href or "-")
        elif item.name and not book.archive.has(item.name):
            yield book.about_package("B24.missing", item.line, name=item.name)
        elif not item.name and "://" not in item.href and not item.href.startswith("data:"):
            yield book.about_package("B24.missing", item.line, name=item.href)
    yield from _repeated(book, "B24.id", [item.id for item in book.items if item.id])
    yield from _repeated(book, "B24.twice", [item.name for item in book.items if item.name])


def unlisted(book: EpubBook) -> Iterator[Finding]:
    """B14: the manifest names every file of the archive."""
    known = {book.package_name, "mimetype"}
    for entry in book.archive.entries if book.package is not None else ():
        ours = entry.name in known or book.item_of(entry.name) is not None or entry.name.startswith("META-INF/")
        if not ours and not entry.name.endswith("/") and not leads_out(entry.name) and not entry.name.endswith(".opf"):
            yield finding("B14", book.archive.at(entry.name), name=entry.name)


def spine(book: EpubBook) -> Iterator[Finding]:
    """B25: the reading order lists documents that exist."""
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
    toc = element.get("toc", "").strip()
    if toc and (toc not in book.by_id or book.by_id[toc].media_type != NCX):
        yield book.about_package("B25.toc", xml.line(element), id=toc)
    if element.get("page-progression-direction", "ltr") not in ("ltr", "rtl", "default"):
        yield book.about_package("B25.direction", xml.line(element))


def _readable(book: EpubBook, item: ManifestItem) -> bool:
    """Return whether every reading system shows an item, or one of its fallbacks."""
    allowed = _SPINE_TYPES if book.is_epub3 else _OLD_SPINE_TYPES
    return item.media_type in allowed or any(step.media_type in allowed for step in book.fallbacks(item))


def _repeated(book: EpubBook, key: str, values: list[str]) -> Iterator[Finding]:
    for value, count in Counter(values).items():
        if count > 1:
            yield book.about_package(key, name=value)


_PARTS = ("metadata", "manifest", "spine")
_OTHER_PARTS = ("guide", "bindings", "collection", "tours")
_PREFIXES = {"a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd"}
_META = {
    "alternate-script", "authority", "belongs-to-collection", "collection-type", "display-seq", "file-as",
    "group-position", "identifier-type", "meta-auth", "pageBreakSource", "role", "source-of", "term", "title-type",
}  # fmt: skip
_ITEM = {"cover-image", "mathml", "nav", "remote-resources", "scripted", "svg", "switch"}
_ITEM |= {"data-nav", "dictionary", "glossary", "index", "search-key-map"}
_REF = {"page-spread-left", "page-spread-right"}
_OPF = "{http://www.idpf.org/2007/opf}"


def parts(book: EpubBook) -> Iterator[Finding]:
    """B44: metadata, manifest and spine stand in the package once each, with no unknown parts."""
    if book.package is None:
        return
    names = [xml.local(child) for child in xml.children(book.package)]
    for name in _PARTS:
        if names.count(name) != 1:
            yield book.about_package("B44", part=name, count=names.count(name))
    for child in xml.children(book.package):
        if xml.local(child) not in (*_PARTS, *_OTHER_PARTS):
            yield book.about_package("B44.unknown", xml.line(child), part=xml.local(child))


def properties(book: EpubBook) -> Iterator[Finding]:
    """B45: each property is one of EPUB, or has a declared prefix."""
    if book.package is None or not book.is_epub3:
        return
    declared = _PREFIXES | set(re.findall(r"(\S+):\s", book.package.get("prefix", "")))
    for element in xml.elements(book.package):
        known = {"meta": _META, "item": _ITEM, "itemref": _REF}.get(xml.local(element))
        if known is None:
            continue
        named = "property" if xml.local(element) == "meta" else "properties"
        for word in element.get(named, "").split():
            prefix, colon, _ = word.partition(":")
            if (prefix not in declared) if colon else (word not in known):
                yield book.about_package("B45", xml.line(element), property=word)


def metadata_form(book: EpubBook) -> Iterator[Finding]:
    """B47: metadata are not empty, refine existing elements, and have the form of EPUB 3."""
    if book.package is None or not book.is_epub3:
        return
    ids = {value.strip() for e in xml.elements(book.package) if (value := e.get("id"))}
    for block in xml.children(book.package, "metadata"):
        for element in xml.children(block):
            target = element.get("refines", "").strip()
            if target.startswith("#") and target[1:] not in ids:
                yield book.about_package("B47.refines", xml.line(element), id=target)
            says = element.get("content") or xml.words(element)
            if not says and xml.local(element) not in ("link", "identifier", "title", "language"):
                yield book.about_package("B47.empty", xml.line(element), element=xml.local(element))
            for name in map(str, element.attrib):
                if name.startswith(_OPF):
                    yield book.about_package("B47.old", xml.line(element), attribute=name.removeprefix(_OPF))
