# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the navigation tree twice: nav.xhtml (toc, landmarks, page-list; EPUB 3.3 §7) and toc.ncx (OPF 2.0.1 §2.4.1).

Reading systems differ in which of the two they use: Kobo reads only nav.xhtml, Kindle needs toc.ncx. Both are made from
``Edition.toc``, so they always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from epubgen.epub.edition import Edition, NavItem
from epubgen.epub.pages.context import root_direction
from epubgen.languages.directions import direction, says_direction, text_direction
from epubgen.markup.tree import El, el, write_document

__all__ = ["nav_document", "ncx"]

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
NCX = "http://www.daisy.org/z3986/2005/ncx/"


def nav_document(edition: Edition) -> bytes:
    """Return the navigation document. It is always horizontal, never in the spine, and its labels are plain text."""
    contents = edition.issue.publication.term("contents")
    body = el(
        "body",
        _nav(
            "toc",
            "doc-toc",
            contents,
            [_entry(item, edition.language) for item in edition.toc],
            edition.language,
        ),
        _landmarks(edition),
        _page_list(edition),
    )
    head = el("head", el("title", f"{edition.title} · {contents}"))
    namespaces = {"xmlns": XHTML, "xmlns:epub": OPS, "lang": edition.language, "xml:lang": edition.language}
    namespaces |= root_direction(edition.language, edition.language)
    root = El("html", tuple(namespaces.items()), (head, body))
    return write_document(root, "<!DOCTYPE html>\n")


def ncx(edition: Edition) -> bytes:
    """Return the NCX: the same entries in spine order, sequential ``playOrder``, and unique ids that are not empty."""
    numbers = count(1)
    orders: dict[str, int] = {}
    points = [_point(item, numbers, orders, edition.language) for item in edition.toc]
    head = el("head", *_ncx_facts(edition, _depth(edition.toc)))
    root = el("ncx", head, el("docTitle", el("text", edition.title)), el("navMap", *points))
    attributes = {"xmlns": NCX, "version": "2005-1", "xml:lang": edition.language}
    attributes |= root_direction(edition.language, edition.language)
    return write_document(El("ncx", tuple(attributes.items()), root.children))


def _nav(kind: str, role: str | None, title: str, entries: list[El], language: str, *, hidden: bool = False) -> El:
    flag = "hidden" if hidden else None
    head = el("h1" if kind == "toc" else "h2", title, **_said(title, language))
    nav = el("nav", head, el("ol", *entries), epub__type=kind, role=role, aria_label=title, hidden=flag)
    return El(nav.name, (*nav.attrs, ("id", kind)), nav.children)


def _entry(item: NavItem, language: str) -> El:
    link = el("a", item.label, href=item.href, **_said(item.label, language, item.lang))
    inner = [_entry(child, language) for child in item.children]
    return el("li", link, el("ol", *inner) if inner else None)


def _said(label: str, around: str, language: str = "") -> dict[str, str | None]:
    """Return ``lang`` and ``dir`` of a label whose language or direction differs from the contents'."""
    lang = language or getattr(label, "lang", "") or None
    return {"lang": lang, "xml__lang": lang, "dir": _way(label, around, lang or "")}


def _way(label: str, around: str, language: str) -> str | None:
    """Return the direction of a label if it differs from the contents'; ``None`` otherwise.

    The direction is that of its language or, without a language, that of its letters.
    """
    if language:
        return says_direction(language, around)
    way = text_direction(label)
    return None if way == direction(around) else way


def _landmarks(edition: Edition) -> El | None:
    around, title = edition.language, edition.issue.publication.term("landmarks")
    links = (
        el("a", mark.label, epub__type=mark.type, href=mark.href, **_said(mark.label, around))
        for mark in edition.landmarks
    )
    entries = [el("li", link) for link in links]
    return _nav("landmarks", None, title, entries, around, hidden=True) if entries else None


def _page_list(edition: Edition) -> El | None:
    entries = [el("li", el("a", page.label, href=page.href)) for page in edition.page_list]
    title = edition.issue.publication.term("page_list")
    return _nav("page-list", "doc-pagelist", title, entries, edition.language, hidden=True) if entries else None


def _ncx_facts(edition: Edition, depth: int) -> Iterator[El]:
    facts = {"uid": edition.identifier, "depth": str(depth), "totalPageCount": "0", "maxPageNumber": "0"}
    return (el("meta", name=f"dtb:{name}", content=value) for name, value in facts.items())


def _depth(items: tuple[NavItem, ...]) -> int:
    """Return the depth of the contents: 1 for a plain list."""
    return max((1 + _depth(item.children) for item in items), default=0)


def _point(item: NavItem, numbers: Iterator[int], orders: dict[str, int], language: str) -> El:
    """Return an entry. Entries with the same target have the same ``playOrder`` (OPF 2.0.1 §2.4.1.2)."""
    number = next(numbers)
    order = orders.setdefault(item.href, len(orders) + 1)
    children = [_point(child, numbers, orders, language) for child in item.children]
    label = el("navLabel", el("text", item.label), dir=_said(item.label, language, item.lang)["dir"])
    return el("navPoint", label, el("content", src=item.href), *children, id=f"nav-{number}", playOrder=order)
