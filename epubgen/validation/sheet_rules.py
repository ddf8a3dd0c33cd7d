# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about styles, in sheets and in pages (EPUB 3.3 §6.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.epub.theme.css_syntax import Declaration, declarations, fetched, unbalanced_line
from epubgen.errors import Finding, finding
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument

__all__ = ["page_styles", "sheets"]

_CHARSET = regex(rb"""\s*@charset\s+["']([^"']+)["']""", re.IGNORECASE)
_UTF = ("utf-8", "utf-16")
_FORBIDDEN = ("direction", "unicode-bidi")


def sheets(book: EpubBook) -> Iterator[Finding]:
    """B46: style sheets are well-formed, without ``direction`` and ``unicode-bidi``. B60: they are in UTF-8."""
    for item in book.items:
        if item.media_type != "text/css" or not book.archive.has(item.name):
            continue
        try:
            data = book.archive.read(item.name, MAX_TEXT)
        except UnreadableMemberError:
            yield finding("B18.member", book.archive.at(item.name), name=item.name)
            continue
        charset = _CHARSET.match(data)
        if charset and charset[1].decode("latin-1").lower() not in _UTF and book.is_epub3:
            yield finding("B60.charset", book.archive.at(item.name, 1), value=charset[1].decode("latin-1"))
        for key, line, args in faults(data.decode("utf-8-sig", "replace"), forbids=book.is_epub3):
            yield finding(key, book.archive.at(item.name, line), **args)


def page_styles(document: ContentDocument) -> Iterator[Finding]:
    """B46: styles in ``style`` elements and attributes are well-formed; B60: an alternate style sheet has a title."""
    if not document.book.is_epub3:
        return
    told: set[str] = set()
    for element in document.named("style"):
        for key, line, args in faults(element.text or "", forbids=True):
            at = document.book.archive.at(document.name, (xml.line(element) or 1) + line - 1)
            yield finding(key, at, **args)
    for element in document.having("style"):
        style = element.get("style")
        if style and style not in told:
            told.add(style)
            for key, _line, args in faults(f"x{{{style}}}", forbids=False):
                yield document.about(key, element, **args)
    for element in document.named("link"):
        rels = element.get("rel", "").lower().split()
        if {"alternate", "stylesheet"} <= set(rels) and not element.get("title", "").strip():
            yield document.about("B60.title", element)


def faults(css: str, *, forbids: bool) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Yield rows of the message table with line and arguments, one of each kind."""
    if line := unbalanced_line(css):
        yield "B46", line, {}
        return
    said = declarations(css)
    stray = next((one for one in said if _is_stray(one)), None)
    if stray is not None:
        yield "B46.colon", stray.line, {"text": (stray.name if not stray.value else stray.around[-1])[:60]}
    forbidden = next((one for one in said if one.name in _FORBIDDEN), None)
    if forbids and forbidden is not None:
        yield "B46.direction", forbidden.line, {"property": forbidden.name}
    if "url()" in css.replace(" ", "") and (empty := next((f for f in fetched(css) if not f.href), None)):
        yield "B46.font", empty.line, {}


def _is_stray(one: Declaration) -> bool:
    """Return whether words stand in place of a declaration, or a selector begins or ends with a comma."""
    if not one.around or one.name.startswith("@"):
        return False
    bare = not one.value and " " in one.name and "(" not in one.name
    head = one.around[-1]
    return bare or (not head.startswith("@") and (head.startswith(",") or head.endswith(",")))
