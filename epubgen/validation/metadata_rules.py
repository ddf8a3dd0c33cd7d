# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the metadata of EPUB 3: refinements, layouts, links, collections (EPUB 3.3 §5, §8, §D)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.book import MOST_STEPS, XHTML, EpubBook
from epubgen.validation.links import scheme_of
from epubgen.validation.vocabularies import PACKAGE_FORM
from epubgen.validation.xml_form import wrong_form

__all__ = ["collections", "languages", "layouts", "links", "package_form", "page_layouts", "prefixes", "refined"]

_TAG = regex(r"(?:[A-Za-z]{2,8}|x)(?:-[A-Za-z0-9]{1,8})*|i-[A-Za-z0-9-]+")
_OF = {
    "authority": {"subject"}, "term": {"subject"}, "title-type": {"title"}, "source-of": {"source"},
    "identifier-type": {"identifier", "source"}, "role": {"creator", "contributor", "publisher"},
    "collection-type": {"belongs-to-collection"},
}  # fmt: skip
"""Property → the Dublin Core elements or properties that it may refine."""
_ONCE = {"file-as", "group-position", "display-seq", "identifier-type", "title-type", "source-of", "collection-type"}
_LAYOUTS = {
    "rendition:layout": {"reflowable", "pre-paginated"},
    "rendition:orientation": {"landscape", "portrait", "auto"},
    "rendition:spread": {"none", "landscape", "portrait", "both", "auto"},
    "rendition:flow": {"paginated", "scrolled-continuous", "scrolled-doc", "auto"},
}
_VIEWPORT = regex(r"\s*((width=\d+),?\s*(height=\d+)|(height=\d+),?\s*(width=\d+))\s*")
_RENDITION = {
    *_LAYOUTS, "rendition:viewport", "rendition:align-x-center",
    *(f"{name}-{value}" for name, values in _LAYOUTS.items() for value in values),
    "rendition:page-spread-left", "rendition:page-spread-right", "rendition:page-spread-center",
}  # fmt: skip
_SIDES = {f"{prefix}page-spread-{side}" for prefix in ("", "rendition:") for side in ("left", "right", "center")}
_RELS = {
    "acquire", "alternate", "marc21xml-record", "mods-record", "onix-record", "record", "voicing", "xml-signature",
    "xmp-record",
}  # fmt: skip
_LINK_PROPERTIES = {"marc21xml", "mods", "onix", "xmp"}


def package_form(book: EpubBook) -> Iterator[Finding]:
    """B48: the package document has its form; faults of B23, B24, B44 and B47 are not reported twice."""
    if book.package is None or not book.is_epub3:
        return
    said = {"B48.content", "B48.missing"}
    for found in wrong_form(book.archive, book.package_name, book.package, PACKAGE_FORM):
        args = dict(found.args)
        told = found.key in said and args["element"] in ("package", "item", "manifest", "spine")
        if not told and not (found.key == "B48.element" and args["parent"] == "package"):
            yield found
    for meta in xml.elements(book.package):
        if xml.local(meta) == "meta" and meta.get("property") is None and meta.get("name") is None:
            yield book.about_package("B48.missing", xml.line(meta), element="meta", attribute="property")


def _metas(book: EpubBook) -> list[xml.Element]:
    """Yield the ``meta`` elements of the book, without those of its collections."""
    blocks = () if book.package is None or not book.is_epub3 else xml.children(book.package, "metadata")
    return [e for block in blocks for e in xml.children(block, "meta") if e.get("property")]


def refined(book: EpubBook) -> Iterator[Finding]:
    """B58: a property refines what it may refine, not too often, and not itself."""
    metas = _metas(book)
    if book.package is None or not metas:
        return
    named = {value.strip(): e for e in xml.elements(book.package) if (value := e.get("id"))}
    seen: set[tuple[str, str]] = set()
    for meta in metas:
        name, target = meta.get("property", "").strip(), meta.get("refines", "").strip()
        if scheme_of(target):
            yield book.about_package("B58.address", xml.line(meta), property=name, target=target)
        wanted, aim = _OF.get(name), named.get(target.removeprefix("#"))
        lost = aim is None and bool(target)  # B47.refines says that
        if wanted and not lost and not (aim is not None and {xml.local(aim), aim.get("property", "")} & wanted):
            yield book.about_package("B58.of", xml.line(meta), property=name, wanted=", ".join(sorted(wanted)))
        if name in _ONCE and (name, target) in seen:
            yield book.about_package("B58.twice", xml.line(meta), property=name)
        seen.add((name, target))
        if _circles(meta, named):
            yield book.about_package("B58.circle", xml.line(meta), property=name)
    yield from _values(book, metas)
    yield from _subjects(book, metas)
    yield from _once(book)


def _circles(meta: xml.Element, named: dict[str, xml.Element]) -> bool:
    current: xml.Element | None = meta
    for _ in range(min(len(named), MOST_STEPS) + 1):
        current = named.get(current.get("refines", "").strip().removeprefix("#")) if current is not None else None
        if current is None:
            return False
        if current is meta:
            return True
    return False


def _values(book: EpubBook, metas: list[xml.Element]) -> Iterator[Finding]:
    for meta in metas:
        name, scheme = meta.get("property", ""), meta.get("scheme", "")
        if name.strip() == "source-of" and xml.words(meta) != "pagination":
            yield book.about_package("B58.value", xml.line(meta), property="source-of", value=xml.words(meta))
        for word in (name, scheme):
            if word.endswith(":") or word.startswith(":"):
                yield book.about_package("B58.value", xml.line(meta), property=name, value=word)
        if scheme and ":" not in scheme:
            yield book.about_package("B45", xml.line(meta), property=scheme)


def _subjects(book: EpubBook, metas: list[xml.Element]) -> Iterator[Finding]:
    pairs = Counter((m.get("refines", "").strip(), m.get("property", "").strip()) for m in metas)
    for target in {target for target, name in pairs if name in ("authority", "term")}:
        if pairs[target, "authority"] != pairs[target, "term"] or pairs[target, "term"] > 1:
            yield book.about_package("B58.subject", target=target or "–")


def _once(book: EpubBook) -> Iterator[Finding]:
    blocks = () if book.package is None else xml.children(book.package, "metadata")
    dates = [e for block in blocks for e in xml.children(block, "date")]
    if len(dates) > 1:
        yield book.about_package("B58.twice", xml.line(dates[1]), property="dc:date")


def languages(book: EpubBook) -> Iterator[Finding]:
    """B58: each language tag is registered."""
    for element in xml.elements(book.package) if book.package is not None and book.is_epub3 else ():
        for name in (xml.LANG, "hreflang"):
            value = element.get(name, "")
            if value and not _TAG.fullmatch(value):
                yield book.about_package("B58.language", xml.line(element), value=value)


def layouts(book: EpubBook) -> Iterator[Finding]:
    """B54: the layout of the book has known values, is stated once, and refines nothing."""
    count: Counter[str] = Counter()
    for meta in _metas(book):
        name, value = meta.get("property", "").strip(), xml.words(meta)
        if name.startswith("rendition:") and name not in _RENDITION:
            yield book.about_package("B45", xml.line(meta), property=name)
        right = value in _LAYOUTS[name] if name in _LAYOUTS else _VIEWPORT.fullmatch(value)
        if name not in _LAYOUTS and name != "rendition:viewport":
            continue
        count[name] += name in _LAYOUTS or meta.get("refines") is None
        if not right:
            yield book.about_package("B54.value", xml.line(meta), property=name, value=value or "–")
        if meta.get("refines") is not None and name in _LAYOUTS:
            yield book.about_package("B54.refines", xml.line(meta), property=name)
        if count[name] == 2:  # noqa: PLR2004 - the second one is one too many
            yield book.about_package("B54.twice", xml.line(meta), property=name)


def page_layouts(book: EpubBook) -> Iterator[Finding]:
    """B54: the layout properties of one page do not contradict each other."""
    for ref in book.spine if book.is_epub3 else ():
        groups = [_SIDES, *({f"{name}-{value}" for value in values} for name, values in _LAYOUTS.items())]
        for group in groups:
            if len(both := sorted(ref.properties & group)) > 1:
                yield book.about_package("B54.both", ref.line, words=" ".join(both))
        for word in sorted(ref.properties):
            if word.startswith("rendition:") and word not in _RENDITION:
                yield book.about_package("B45", ref.line, property=word)


def links(book: EpubBook) -> Iterator[Finding]:
    """B58: links of the metadata lead to a resource, state its type, and use known words."""
    for link in xml.elements(book.package) if book.package is not None and book.is_epub3 else ():
        above = link.getparent()
        if xml.local(link) != "link" or above is None or xml.local(above) != "metadata":
            continue
        href, rels, line = link.get("href", "").strip(), link.get("rel", "").split(), xml.line(link)
        if href.startswith("#") or scheme_of(href) == "data":
            yield book.about_package("B58.link", line, href=href)
        if "?" in href and not scheme_of(href):
            yield book.about_package("B57.query", line, href=href)
        needs_type = not scheme_of(href) or "record" in rels or "voicing" in rels
        if needs_type and not link.get("media-type"):
            yield book.about_package("B58.type", line, href=href)
        if ("record" in rels) == (link.get("refines") is not None) and {"record", "voicing"} & set(rels):
            yield book.about_package("B58.record", line, rel=" ".join(rels))
        unknown = [word for word in rels if ":" not in word and word not in _RELS]
        unknown += [w for w in link.get("properties", "").split() if ":" not in w and w not in _LINK_PROPERTIES]
        for word in unknown:
            yield book.about_package("B45", line, property=word)


def prefixes(book: EpubBook) -> Iterator[Finding]:
    """B58: prefixes are declared as ``name: address``, without those that EPUB reserves."""
    said = "" if book.package is None else book.package.get("prefix", "")
    if said.strip() and book.is_epub3:
        names = re.findall(r"([^\s:]+):\s+\S+", said)
        if len(said.split()) != 2 * len(names) or "_" in names:
            yield book.about_package("B58.prefix", value=said)


def collections(book: EpubBook) -> Iterator[Finding]:
    """B64: a collection holds what its role requires."""
    if book.package is None or not book.is_epub3:
        return
    for element in xml.elements(book.package):
        if xml.local(element) != "collection":
            continue
        roles, above = element.get("role", "").split(), element.getparent()
        inside = [e.get("role", "").split() for e in xml.children(element, "collection")]
        line = xml.line(element)
        if "index" in roles or "index-group" in roles:
            yield from _index_pages(book, element)
        alone = above is None or xml.local(above) != "collection"
        group = "index-group" in roles and (above is None or "index" not in above.get("role", "").split())
        if ("manifest" in roles and alone) or group:
            yield book.about_package("B64.alone", line, role=" ".join(roles))
        if "preview" in roles and sum("manifest" in role for role in inside) != 1:
            yield book.about_package("B64.preview", line)
        if ("index" in roles and any("index-group" not in role for role in inside)) or (
            "dictionary" in roles and inside
        ):
            yield book.about_package("B64.inside", line, role=" ".join(roles))


def _index_pages(book: EpubBook, element: xml.Element) -> Iterator[Finding]:
    types = {item.href: item.media_type for item in book.items}
    for link in xml.children(element, "link"):
        if types.get(link.get("href", "").partition("#")[0].strip()) != XHTML:
            yield book.about_package("B64.page", xml.line(link), href=link.get("href", ""))
