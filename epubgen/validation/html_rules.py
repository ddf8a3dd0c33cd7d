# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about a page beyond the place of its elements: ids, values, order, switches, SVG (EPUB 3.3 §6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation import html, xml
from epubgen.validation.book import XHTML
from epubgen.validation.document import SVG, ContentDocument
from epubgen.validation.html_values import ARIA, NEEDY, NEVER_INSIDE, VALUED, lacking, unlike

__all__ = ["attributes", "by_id", "encoding", "order", "svg_parts", "switches", "values"]

_MANY = ("aria-describedby", "aria-labelledby", "aria-flowto", "aria-owns", "aria-controls")
_FIELDS = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
_SVG = "{http://www.w3.org/2000/svg}"
_DATA = regex(r"data-[^A-Z\s/>=:]+")
_RESERVED = ("w3.org", "idpf.org")
_KNOWN_SPACES = (
    "http://www.w3.org/", "http://www.idpf.org/2007/ops", "https://www.w3.org/",
)  # fmt: skip
_UTF8 = regex(r"\s*text/html\s*;\s*charset=utf-8\s*", re.IGNORECASE)

_AIMS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("label", "for", _FIELDS),
    ("output", "for", frozenset()),
    ("input", "list", frozenset({"datalist"})),
    *((word, "form", frozenset({"form"})) for word in ("input", "button", "select", "textarea", "fieldset")),
    *((word, "headers", frozenset({"th"})) for word in ("td", "th")),
    ("trigger", "ref", frozenset()),
    ("trigger", "{http://www.w3.org/2001/xml-events}observer", frozenset()),
)
"""Element, attribute that names another element by its id, and the allowed elements (empty: any)."""


_NAMING = frozenset({*_MANY, *(name for _, name, _ in _AIMS)})
_ORDERED = frozenset({"caption", "summary", "details", "ruby", "dl", "map", "area", "img", "select"})
"""Elements that ``order`` examines."""


def _is_page(document: ContentDocument) -> bool:
    return document.book.is_epub3 and document.item.media_type == XHTML


def by_id(document: ContentDocument) -> Iterator[Finding]:
    """B59: an attribute that names another element of the page names an existing one."""
    if not _is_page(document):
        return
    if document.by_attribute.keys().isdisjoint(_NAMING):
        return
    ids = set(document.ids)
    for name in _MANY:
        for element in document.having(name):
            if lost := [word for word in element.get(name, "").split() if word not in ids]:
                yield document.about("B59", element, attribute=name, id=lost[0])
    words = {value.strip(): xml.local(e) for e in document.having("id") if (value := e.get("id"))}
    for word, name, wanted in _AIMS:
        for element in document.named(word):
            for aim in element.get(name, "").split():
                if aim not in words or (wanted and words[aim] not in wanted):
                    yield document.about("B59", element, attribute=name.rpartition("}")[2], id=aim)


def values(document: ContentDocument) -> Iterator[Finding]:
    """B39: attributes have allowed values, required ones are present, and elements contain only what they may."""
    if _is_page(document):
        yield from _values(document)
        yield from _lacking(document)
        yield from _inside(document)


def _values(document: ContentDocument) -> Iterator[Finding]:
    for name, found in document.by_attribute.items():
        for element in found if name in VALUED else ():
            word, value = xml.local(element), element.get(name, "")
            if unlike(word, name, value) and _is_html(element):
                yield document.about("B39.value", element, attribute=name, element=word, value=value)


def _lacking(document: ContentDocument) -> Iterator[Finding]:
    for word, found in document.by_word.items():
        for element in found if word in NEEDY else ():
            for name in lacking(word, element):
                if _is_html(element):
                    yield document.about("B39.missing", element, attribute=name, element=word)


def _inside(document: ContentDocument) -> Iterator[Finding]:
    for word, found in document.by_word.items():
        for outer in found if word in NEVER_INSIDE else ():
            for inner in xml.elements(outer) if len(outer) and _is_html(outer) else ():
                if xml.local(inner) in NEVER_INSIDE[word] and inner is not outer and _is_html(inner):
                    yield document.about("B39.place", inner, element=xml.local(inner), parent=word)


def _is_html(element: xml.Element) -> bool:
    return element.tag.startswith(html.XHTML)


def attributes(document: ContentDocument) -> Iterator[Finding]:
    """B67: custom attributes have the form and the namespace that EPUB leaves to authors."""
    for name, found in document.by_attribute.items() if _is_page(document) else ():
        if _is_wrong_custom(name):
            space, _, plain = name.removeprefix("{").rpartition("}")
            yield document.about("B67", found[0], attribute=f"{space} {plain}".strip())


@lru_cache(maxsize=1024)
def _is_wrong_custom(name: str) -> bool:
    """Return whether an attribute, its namespace in braces, has a form or a namespace that authors must not use."""
    space = name[1:].partition("}")[0] if name.startswith("{") else ""
    data = name.startswith("data-") and not _DATA.fullmatch(name)
    aria = name.startswith("aria-") and name[5:] not in ARIA
    host = space.partition("://")[2].partition("/")[0]
    return data or aria or (host.endswith(_RESERVED) and not space.startswith(_KNOWN_SPACES))


def encoding(document: ContentDocument) -> Iterator[Finding]:
    """B60: a page is in UTF-8 and states that once."""
    if not _is_page(document):
        return
    if document.is_utf16:
        yield document.about("B60.utf16")
    metas = document.by_word.get("meta", ())
    said = [meta for meta in metas if meta.get("http-equiv", "").strip().lower() == "content-type"]
    charsets = [meta for meta in metas if meta.get("charset") is not None]
    for meta in said:
        if not _UTF8.fullmatch(meta.get("content", "")):
            yield document.about("B60", meta, value=meta.get("content", ""))
    if len(said) + len(charsets) > 1:
        yield document.about("B60.twice", (*said, *charsets)[1])


def order(document: ContentDocument) -> Iterator[Finding]:
    """B68: elements that must come first in their parent, or only once, do."""
    if _is_page(document) and not document.by_word.keys().isdisjoint(_ORDERED):
        yield from _first(document)
        yield from _held(document)
        yield from _maps(document)
        yield from _around(document)
        yield from _chosen(document)


def _first(document: ContentDocument) -> Iterator[Finding]:
    for element in document.named("caption", "summary"):
        if (before := element.getprevious()) is not None and xml.local(before) and xml.local(before) != "script":
            yield document.about("B68.first", element, element=xml.local(element))


def _held(document: ContentDocument) -> Iterator[Finding]:
    for element in document.named("details"):
        if "summary" not in [xml.local(child) for child in xml.children(element)]:
            yield document.about("B68.holds", element, element="details", wanted="summary")
    for element in document.named("ruby"):
        if xml.first(element, "rt") is None:
            yield document.about("B68.holds", element, element="ruby", wanted="rt")
    for element in document.named("dl"):
        inside = [xml.local(child) for child in xml.children(element) if xml.local(child) not in ("script", "template")]
        if inside and (inside[0] == "dd" or inside[-1] == "dt"):
            yield document.about("B68.holds", element, element="dl", wanted="dt + dd")


def _maps(document: ContentDocument) -> Iterator[Finding]:
    names = Counter(element.get("name", "") for element in document.named("map"))
    for element in document.named("map"):
        name = element.get("name", "")
        if names[name] > 1 or element.get("id", name) != name:
            yield document.about("B68.map", element, name=name)


def _around(document: ContentDocument) -> Iterator[Finding]:
    for word, around, rule in (("area", "map", True), ("img", "a", False)):
        for element in document.named(word):
            inside = any(xml.local(above) == around for above in element.iterancestors())
            if not inside and (rule or element.get("ismap") is not None):
                yield document.about("B68.around", element, element=word, wanted=around)


def _chosen(document: ContentDocument) -> Iterator[Finding]:
    for element in document.named("select"):
        chosen = [e for e in xml.elements(element) if xml.local(e) == "option" and e.get("selected") is not None]
        if element.get("multiple") is None and len(chosen) > 1:
            yield document.about("B68.chosen", chosen[1])


def switches(document: ContentDocument) -> Iterator[Finding]:
    """B68: a ``switch`` of EPUB has cases, then one default."""
    for element in document.named("switch"):
        if not str(element.tag).startswith(xml.OPS):
            continue
        inside = "".join(f"{xml.local(child)} " for child in xml.children(element))
        if not re.fullmatch(r"(case )+default ", inside):
            yield document.about("B68.holds", element, element="epub:switch", wanted="epub:case + epub:default")
        for case in xml.children(element, "case"):
            if case.get("required-namespace") is None:
                yield document.about("B39.missing", case, element="epub:case", attribute="required-namespace")


def svg_parts(document: ContentDocument) -> Iterator[Finding]:
    """B65: SVG has HTML in ``foreignObject``, words in ``title``, parts in ``use``, and ids that are XML names."""
    if not document.book.is_epub3 or "svg" not in document.by_word:
        return
    for use in document.named("use"):
        href = use.get("href") or use.get("{http://www.w3.org/1999/xlink}href") or ""
        if href and "#" not in href:
            yield document.about("B65.use", use, href=href)
    for element in document.named("foreignObject"):
        yield from _foreign(document, element)
    for element in document.named("title"):
        for child in xml.children(element) if str(element.tag).startswith(_SVG) else ():
            if not str(child.tag).startswith(html.XHTML):
                yield document.about("B65", child, element=xml.local(child), parent="title")
    for value in document.ids if document.item.media_type == SVG else ():
        if not re.fullmatch(r"[^\W\d][\w.\-·]*", value):
            yield document.about("B65.id", id=value)


def _foreign(document: ContentDocument, element: xml.Element) -> Iterator[Finding]:
    bodies = 0
    for child in xml.children(element):
        word = xml.local(child)
        bodies += word == "body"
        known = str(child.tag).startswith((html.XHTML, xml.OPS, _SVG))
        if not known or word in ("head", "title", "html", "meta", "link") or bodies > 1:
            yield document.about("B65", child, element=word, parent="foreignObject")
    if document.item.media_type == SVG:
        for inner in xml.elements(element):
            if str(inner.tag).startswith(html.XHTML):
                for name in html.wrong_attributes(xml.local(inner), tuple(map(str, inner.keys()))):
                    yield document.about("B39.attribute", inner, attribute=name, element=xml.local(inner))


PAGE_RULES: tuple[Callable[[ContentDocument], Iterator[Finding]], ...] = (
    by_id, values, attributes, encoding, order, switches, svg_parts,
)  # fmt: skip
