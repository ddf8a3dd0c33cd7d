# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the direction of a book: of its lines, of its pages, and of its text."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.languages.directions import direction, right_to_left, vertical_lines
from epubgen.languages.registry import standard_tag
from epubgen.validation import xml
from epubgen.validation.book import XHTML
from epubgen.validation.document import ContentDocument
from epubgen.validation.reference_rules import BookContent

__all__ = ["page_turns", "turned_document", "vertical_pages"]

_EVIDENCE = 60
"""Letters below which the text of a document proves nothing."""


def vertical_pages(web: BookContent) -> Iterator[Finding]:
    """B29: vertical lines and pages have one direction, and the package states that of the pages."""
    if web.book.package is None:
        return
    turning, modes = _turning(web), _modes(web)
    named = web.book.named_meta("primary-writing-mode")
    if "vertical-rl" in modes and turning != "rtl":
        yield web.book.about_package("B29")
    elif modes == {"vertical-lr"} and turning == "rtl" and direction(_language(web)) == "ltr":
        yield web.book.about_package("B29.left")
    elif named in ("vertical-rl", "vertical-lr") and named not in modes:
        yield web.book.about_package("B29.css")


def page_turns(web: BookContent) -> Iterator[Finding]:
    """B74, B75: pages with horizontal lines turn in the direction of the book's language.

    A comic keeps the direction for which it was drawn, whatever its language.
    """
    language = _language(web)
    if web.book.package is None or not language or _modes(web) or "pre-paginated" in web.book.metas("rendition:layout"):
        return
    turning = _turning(web)
    if direction(language) == "rtl" and turning != "rtl":
        yield web.book.about_package("B74", language=language)
    elif turning == "rtl" and not vertical_lines(language) and not any(map(_runs_left, _languages(web))):
        yield web.book.about_package("B75", language=language)


def turned_document(document: ContentDocument) -> Iterator[Finding]:
    """B76: a page is marked as running from right to left, but its text runs the other way."""
    if document.item.media_type != XHTML:
        return
    said = next((one for one in (document.root, *document.named("body")) if one.get("dir", "").lower() == "rtl"), None)
    if said is None:
        return
    text = " ".join(words for element, words in document.texts if _direction(element) != "ltr")
    if sum(map(str.isalpha, text)) >= _EVIDENCE and not right_to_left(text):
        yield document.about("B76", said)


def _direction(element: xml.Element) -> str:
    """Return the nearest direction stated around an element; empty without one."""
    said = (one.get("dir", "").lower() for one in (element, *element.iterancestors()))
    return next((way for way in said if way in ("ltr", "rtl")), "")


def _turning(web: BookContent) -> str:
    spine = None if web.book.package is None else next(xml.children(web.book.package, "spine"), None)
    return "" if spine is None else spine.get("page-progression-direction", "")


def _modes(web: BookContent) -> frozenset[str]:
    return frozenset(mode for facts in web.facts.values() for mode in facts.vertical)


def _language(web: BookContent) -> str:
    """Return the language of the book as a standard tag; empty where none is stated or it is no language."""
    return standard_tag("".join(xml.words(element) for element in web.book.dc("language")[:1]))


def _languages(web: BookContent) -> Iterator[str]:
    yield from (standard_tag(xml.words(element)) for element in web.book.dc("language"))
    yield from (standard_tag(tag) for tag in {facts.language for facts in web.facts.values()})


def _runs_left(tag: str) -> bool:
    return direction(tag) == "rtl"
