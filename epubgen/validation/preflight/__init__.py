# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight: finds what a device or a shop is known to handle badly, before the file is sent. Works on any EPUB.

::

    book ─▶ styles ─▶ documents, one at a time ─▶ links and contents ─▶ pictures, one at a time ─▶ findings K…
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from epubgen.errors import Finding, finding
from epubgen.validation import xml
from epubgen.validation.archive import Archive
from epubgen.validation.book import EpubBook, read_book
from epubgen.validation.document import ContentDocument
from epubgen.validation.picture_rules import PackagePicture
from epubgen.validation.preflight.rule import TARGETS, PreflightContext, Rule, sheets, styles_in, weights
from epubgen.validation.preflight.table import BOOK, CONTENT, DOCUMENT, PICTURE, RULES, STYLE
from epubgen.validation.reference_rules import BookContent
from epubgen.validation.rule_sets import findings_of_sets

__all__ = ["BROKEN", "RULES", "TARGETS", "Preflight", "preflight"]

BROKEN = weights("generic:W kindle:E kobo:E boox:E apple:E")
"""The weight of K09 for a document that is not XML."""

T = TypeVar("T")


def preflight(archive: Archive, target: str) -> tuple[Finding, ...]:
    """Return the findings of all rules of a target; none for a book without a package, which B20 and B21 report."""
    book = read_book(archive)
    return tuple(findings_of_sets(book, [Preflight(book, target)])) if book.package is not None else ()


class Preflight:
    """The rules of a target, applied to one book whose package can be read."""

    def __init__(self, book: EpubBook, target: str) -> None:
        self._context = PreflightContext(book, target, tuple(sheets(book)))

    def of_book(self) -> Iterator[Finding]:
        """Return the findings about the package and its style sheets."""
        yield from _all(BOOK, self._context, [self._context.book])
        yield from _all(STYLE, self._context, self._context.sheets)

    def of_document(self, document: ContentDocument | Finding) -> Iterator[Finding]:
        """Return the findings about one document and the styles in it."""
        context = self._context
        if isinstance(document, Finding):
            yield replace(finding("K09", document.at), severity=BROKEN[context.target])
            return
        body = xml.first(document.root, "body")
        if body is not None and body.get("id"):
            context.bodies[document.name] = body.get("id", "")
        yield from _all(DOCUMENT, context, [document])
        yield from _all(STYLE, context, styles_in(document))

    def of_content(self, content: BookContent) -> Iterator[Finding]:
        """Return the findings about links and contents."""
        yield from _all(CONTENT, self._context, [content])

    def of_picture(self, picture: PackagePicture | Finding) -> Iterator[Finding]:
        """Return the findings about one picture; none for one that cannot be read, which B18 reports."""
        if not isinstance(picture, Finding):
            yield from _all(PICTURE, self._context, [picture])


def _all(rules: tuple[Rule[T], ...], context: PreflightContext, things: Iterable[T]) -> Iterator[Finding]:
    """Yield the findings of rules, each with the weight that it has for the target."""
    held = [(rule, rule.weights[context.target]) for rule in rules if context.target in rule.weights]
    for thing in things:
        for rule, weight in held:
            yield from (replace(found, severity=weight) for found in rule.look(context, thing))
