# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects the references of a document or a style sheet, each with the base against which it is resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from epubgen.epub.theme.css_syntax import fetched
from epubgen.markup.picture_addresses import candidates
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.book import resolve

__all__ = ["LINKING", "ResourceLink", "css_links", "element_links", "link_base", "scheme_of"]

_XLINK = "{http://www.w3.org/1999/xlink}href"
_LOADING = ("src", "poster", "data", "altimg")
_ANCHORS = ("a", "area")
_FOLLOWED = ("href", _XLINK, "cite")
_OWNERS = ("audio", "video")
_CHOSEN = ("img", "source")
"""Elements whose meaning depends on their parent."""
_SETS = ("srcset", "imagesrcset")
LINKING = frozenset({*_FOLLOWED, *_LOADING, *_SETS})
"""The attributes that hold addresses."""
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")


class ResourceLink(NamedTuple):
    """A reference of one member; ``loads`` is true for a resource that is shown at once, false for a link to follow.

    ``element`` is the local name of the referring element, or ``css`` for a style sheet; ``use`` is the attribute, or
    the kind of reference in a style sheet (``import``, ``font``, ``url``). ``target`` is the member and the fragment
    that it means, ``None`` outside the archive. ``type`` is the media type that the element states.
    """

    source: str
    href: str
    element: str
    loads: bool
    line: int | None
    use: str = ""
    type: str = ""
    scheme: str = ""
    target: tuple[str, str] | None = None
    within: str = ""
    """The local name of the parent element."""
    owner: int = 0
    """The number of the ``audio`` or ``video`` around or before it; sources with one number are alternatives."""
    has_content: bool = False
    """Whether the element holds something that is shown instead."""


def scheme_of(href: str) -> str:
    """Return the scheme of an address in lower case.

    It is ``//`` for one that only names a host, empty for a relative one.
    """
    if href.startswith("//"):
        return "//"
    found = _SCHEME.match(href)
    return found[1].lower() if found else ""


def link_base(name: str, base: str) -> str:
    """Return the base of the references of a member: the member, or the address of its ``<base href>``."""
    if not base:
        return name
    if scheme_of(base):
        return base
    found = resolve(name, f"{base}." if base.endswith("/") else base)
    if found is None:
        return name
    return f"{found[0]}/." if base.endswith("/") else found[0]


def css_links(name: str, css: str, base: str = "") -> Iterator[ResourceLink]:
    """Yield the addresses in a style sheet."""
    for found in fetched(css):
        href, scheme, target = _resolved(name, base or name, found.href)
        yield ResourceLink(name, href, "css", loads=True, line=found.line, use=found.use, scheme=scheme, target=target)


def element_links(
    name: str, base: str, parts: Iterable[tuple[str, xml.Element]], linking: Collection[xml.Element]
) -> Iterator[ResourceLink]:
    """Yield the references of elements, which are given with their local names.

    ``linking`` holds those with such an attribute.
    """
    owner = 0
    for word, element in parts:
        owner += word in _OWNERS
        if element not in linking or word == "base":
            continue
        for key, said in element.items():
            for href, loads in _references(word, element, str(key), str(said)) if key in LINKING else ():
                yield _link(name, base, word, element, str(key), href, loads, owner)


def _references(word: str, element: xml.Element, key: str, said: str) -> tuple[tuple[str, bool], ...]:
    """Return the addresses of an attribute, and whether they are shown at once."""
    if key in _FOLLOWED:
        return ((said, key != "cite" and _loads(word, element)),)
    if key in _LOADING:
        return () if word in _ANCHORS else ((said, True),)
    return tuple((href, True) for href, _ in candidates(said))


def _link(
    name: str, base: str, word: str, element: xml.Element, key: str, said: str, loads: bool, owner: int
) -> ResourceLink:
    href, scheme, target = _resolved(name, base, said.strip())
    above = element.getparent() if word in _CHOSEN else None
    return ResourceLink(
        name, href, word, loads, xml.line(element),
        use="href" if key == _XLINK else key,
        type=element.get("type", "").strip(),
        scheme=scheme,
        target=target,
        within="" if above is None else xml.local(above),
        owner=owner,
        has_content=len(element) > 0 or bool((element.text or "").strip()),
    )  # fmt: skip


def _resolved(name: str, base: str, href: str) -> tuple[str, str, tuple[str, str] | None]:
    scheme = scheme_of(href)
    if scheme or not href:
        return href, scheme, None
    if href.startswith("#"):
        return href, "", resolve(name, href)
    if base != name and (outside := scheme_of(base)):
        return urljoin(base, href), outside, None
    return href, "", resolve(base, href)


def _loads(word: str, element: xml.Element) -> bool:
    return word not in _ANCHORS and (word != "link" or "stylesheet" in element.get("rel", "").split())
