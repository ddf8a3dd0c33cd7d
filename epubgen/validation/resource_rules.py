# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about resources of pages: foreign types need a fallback, remote ones a declaration (EPUB 3.3 §3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation.book import XHTML, ManifestItem
from epubgen.validation.links import ResourceLink
from epubgen.validation.picture_rules import CORE
from epubgen.validation.reference_rules import BookContent, may_be_remote

__all__ = ["address_forms", "foreign", "properties_in_vain", "remote_declared", "unreachable"]

_CORE = frozenset(
    {
        *CORE, "audio/mpeg", "audio/mp4", "audio/ogg", XHTML, "text/css", "text/javascript", "application/javascript",
        "application/ecmascript", "text/ecmascript",
    }
)  # fmt: skip
_SHOWN = frozenset({"img", "image", "embed", "object", "iframe", "input", "audio", "video", "source", "math"})
_FILMS = frozenset({"video", "source", "img", "image", "object", "embed"})
_NETWORK = ("http", "https")
_SPACE = regex(r"[\s<>\\^`{|}]")


def foreign(web: BookContent) -> Iterator[Finding]:
    """B51, B34: a resource of a page is of a core type, or has a fallback that is."""
    for facts in web.facts.values():
        shown = [link for link in facts.links if link.element in _SHOWN and link.loads]
        for key, group in groupby(shown, key=_choice):
            links = list(group)
            if not key:
                yield from _each(web, links)
            elif not any(_is_safe(web, link) for link in links):
                yield from _each(web, links[:1])


def _choice(link: ResourceLink) -> int:
    """Return the number of the ``audio`` or ``video`` that offers this source among others; 0 for any other resource.

    One of several sources must be playable.
    """
    return link.owner if link.element == "source" and link.within in ("audio", "video") else 0


def _each(web: BookContent, links: list[ResourceLink]) -> Iterator[Finding]:
    for link in links:
        media, _ = _type(web, link)
        if not media or _core(media):
            continue
        at = {"name": link.href[:80], "type": media}
        if link.within == "picture" and link.element == "img":
            yield web.about("B51.picture", link, **at)
        elif link.within == "picture" and link.element == "source":
            if not link.type:
                yield web.about("B51.source", link, **at)
        elif not _is_safe(web, link):
            yield web.about("B34.foreign" if media.startswith("image/") else "B51", link, **at)


def _is_safe(web: BookContent, link: ResourceLink) -> bool:
    """Return whether reading systems can show the resource, or something instead."""
    media, item = _type(web, link)
    film = media.startswith("video/") and link.element in _FILMS
    if not media or _core(media) or film or (link.element == "object" and link.has_content):
        return True
    return item is not None and any(_core(step.media_type) for step in web.book.fallbacks(item))


def _type(web: BookContent, link: ResourceLink) -> tuple[str, ManifestItem | None]:
    """Return the media type of a resource; empty where it is unknown or another rule reports it."""
    if link.scheme == "data":
        return link.href[5:].partition(",")[0].partition(";")[0].strip().lower() or "text/plain", None
    if link.target is None:
        return "", None
    item = web.book.item_of(link.target[0])
    return (item.media_type.partition(";")[0].strip(), item) if item else ("", None)


def _core(media: str) -> bool:
    return media in _CORE or media.startswith("font/")


def remote_declared(web: BookContent) -> Iterator[Finding]:
    """B66: the manifest lists each remote resource; B36: the page declares that it uses one."""
    outside = {item.href: item for item in web.book.items if item.href.startswith(("http:", "https:"))}
    for name, facts in web.facts.items() if web.book.is_epub3 else ():
        item = web.book.item_of(name)
        shown = (link for link in facts.links if link.scheme in _NETWORK and link.loads)
        fetched = [link for link in shown if may_be_remote(link, outside.get(link.href))]
        for link in fetched:
            if link.href not in outside and link.href.partition("#")[0] not in outside:
                yield web.about("B66.remote", link, href=link.href)
        if fetched and item is not None and "remote-resources" not in item.properties:
            yield web.about("B36", fetched[0], property="remote-resources")


def properties_in_vain(web: BookContent) -> Iterator[Finding]:
    """B52: the manifest declares a property that the document does not use."""
    for item in web.book.items if web.book.is_epub3 else ():
        facts = web.facts.get(item.name)
        if facts is None or item.media_type != XHTML:
            continue
        borne = facts.needs | (
            {"scripted"} if facts.scripted else set()
        )  # EPUB leaves open whether a script module counts
        for word in sorted(item.properties & {"scripted", "svg", "mathml", "switch"} - borne):
            yield web.book.about_package("B52", item.line, property=word, name=item.name)


def unreachable(web: BookContent) -> Iterator[Finding]:
    """B56: a link leads to each page outside the reading order."""
    if not web.book.is_epub3 or any(facts.scripted for facts in web.facts.values()):
        return
    aside = [web.book.by_id[ref.idref] for ref in web.book.spine if not ref.linear and ref.idref in web.book.by_id]
    if not aside:
        return
    reached = {link.target[0] for link in web.links() if link.target and not link.loads}
    for item in aside:
        if item.name and item.name not in reached and item != web.book.nav_item:
            yield web.book.about_package("B56", item.line, name=item.name)


def address_forms(web: BookContent) -> Iterator[Finding]:
    """B57: addresses inside the book have no query, no address has spaces, and one of a style sheet has no fragment."""
    for link in web.links() if web.book.is_epub3 else ():
        if not link.scheme and "?" in link.href.partition("#")[0]:
            yield web.about("B57.query", link, href=link.href)
        elif link.scheme not in ("data", "javascript") and _SPACE.search(link.href) and link.element != "css":
            yield web.about("B57.form", link, href=link.href)
        if link.element == "link" and link.loads and "#" in link.href and not link.scheme:
            yield web.about("B57.sheet", link, href=link.href)
