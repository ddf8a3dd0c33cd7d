# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame that all documents share: root with language, head with title and style sheets, body with its kind."""

from __future__ import annotations

from collections.abc import Iterable

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.part import XHTML, Part
from epubgen.markup.tree import El, Node, el, show_rare, write_document

__all__ = ["framed"]

_NAMESPACES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}


def framed(desk: Desk, *content: Node | Iterable[Node] | None, kinds: str = "", lang: str = "") -> Part:
    """The document around its content.

    Args:
        desk: of the document.
        content: of the body, after the markers of printed pages.
        kinds: more classes of the body; the first is always the kind of document.
        lang: language of a story that is not in the publication's.
    """
    document = desk.document
    marks = el("div", desk.marks, class_="marks") if desk.marks else None
    body = el("body", marks, *content, class_=f"{document.kind} {kinds}".strip())
    body = show_rare(body, desk.glyphs, "../" * document.href.count("/"))
    tag = lang or desk.language
    root = {**_NAMESPACES, "lang": tag, "xml:lang": tag}
    data = write_document(El("html", tuple(root.items()), (_head(desk), body)), "<!DOCTYPE html>\n")
    return Part(id=document.id, href=document.href, media_type=XHTML, data=data)


def _head(desk: Desk) -> El:
    """Title and sheets; the title is never empty (RSC-005), whatever the story is called."""
    sheets = [el("link", rel="stylesheet", type="text/css", href=desk.href(sheet)) for sheet in desk.edition.css]
    return el("head", el("meta", charset="utf-8"), el("title", desk.document.title or desk.edition.title), *sheets)
