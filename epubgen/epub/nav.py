# SPDX-License-Identifier: AGPL-3.0-or-later
"""One tree, printed twice: nav.xhtml (toc, landmarks, page-list; EPUB 3.3 §7) and toc.ncx (OPF 2.0.1 §2.4.1).

Reading systems differ in which of the two they use: Kobo reads only the first, Kindle wants the second. Both are
printed from ``Edition.toc``, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from epubgen.epub.edition import Edition, NavItem
from epubgen.languages.tags import direction
from epubgen.languages.words import term
from epubgen.markup.tree import El, el, write_document

__all__ = ["nav_document", "ncx"]

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
NCX = "http://www.daisy.org/z3986/2005/ncx/"


def nav_document(edition: Edition) -> bytes:
    """The navigation document: always horizontal, never in the spine, plain text labels."""
    contents = term("contents", edition.language)
    body = el(
        "body",
        _nav("toc", "doc-toc", contents, [_entry(item) for item in edition.toc]),
        _landmarks(edition),
        _page_list(edition),
    )
    head = el("head", el("title", f"{edition.title} · {contents}"))
    namespaces = {"xmlns": XHTML, "xmlns:epub": OPS, "lang": edition.language, "xml:lang": edition.language}
    namespaces |= {"dir": runs} if (runs := direction(edition.language)) else {}
    root = El("html", tuple(namespaces.items()), (head, body))
    return write_document(root, "<!DOCTYPE html>\n")


def ncx(edition: Edition) -> bytes:
    """The NCX: the same entries, spine order, sequential ``playOrder``, ids that are unique and not empty."""
    numbers = count(1)
    points = [_point(item, numbers) for item in edition.toc]
    depth = 2 if any(item.children for item in edition.toc) else 1
    head = el("head", *_ncx_facts(edition, depth))
    root = el("ncx", head, el("docTitle", el("text", edition.title)), el("navMap", *points))
    lang = (("xmlns", NCX), ("version", "2005-1"), ("xml:lang", edition.language))
    return write_document(El("ncx", lang, root.children))


def _nav(kind: str, role: str | None, title: str, entries: list[El], *, hidden: bool = False) -> El:
    flag = "hidden" if hidden else None
    head = el("h1" if kind == "toc" else "h2", title)
    nav = el("nav", head, el("ol", *entries), epub__type=kind, role=role, aria_label=title, hidden=flag)
    return El(nav.name, (*nav.attrs, ("id", kind)), nav.children)


def _entry(item: NavItem) -> El:
    link = el(
        "a", item.label, href=item.href, lang=item.lang or None, xml__lang=item.lang or None, dir=direction(item.lang)
    )
    return el("li", link, el("ol", *map(_entry, item.children)) if item.children else None)


def _landmarks(edition: Edition) -> El | None:
    entries = [el("li", el("a", mark.label, epub__type=mark.type, href=mark.href)) for mark in edition.landmarks]
    return _nav("landmarks", None, term("landmarks", edition.language), entries, hidden=True) if entries else None


def _page_list(edition: Edition) -> El | None:
    entries = [el("li", el("a", page.label, href=page.href)) for page in edition.page_list]
    title = term("page_list", edition.language)
    return _nav("page-list", "doc-pagelist", title, entries, hidden=True) if entries else None


def _ncx_facts(edition: Edition, depth: int) -> Iterator[El]:
    facts = {"uid": edition.identifier, "depth": str(depth), "totalPageCount": "0", "maxPageNumber": "0"}
    return (el("meta", name=f"dtb:{name}", content=value) for name, value in facts.items())


def _point(item: NavItem, numbers: Iterator[int]) -> El:
    number = next(numbers)
    children = [_point(child, numbers) for child in item.children]
    label = el("navLabel", el("text", item.label))
    return el("navPoint", label, el("content", src=item.href), *children, id=f"nav-{number}", playOrder=number)
