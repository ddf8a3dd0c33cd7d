# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight: what a device or a shop is known to stumble over, before the file travels. Works on any EPUB.

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
from epubgen.validation.document import ContentDocument, DocumentFacts, documents, facts_of
from epubgen.validation.document import sheets as sheet_facts
from epubgen.validation.picture_rules import package_pictures
from epubgen.validation.preflight.rule import TARGETS, PreflightContext, Rule, sheets, styles_in, weights
from epubgen.validation.preflight.table import BOOK, CONTENT, DOCUMENT, PICTURE, RULES, STYLE
from epubgen.validation.reference_rules import BookContent

__all__ = ["BROKEN", "RULES", "TARGETS", "preflight"]

BROKEN = weights("generic:W kindle:E kobo:E boox:E apple:E")
"""K09: what a document weighs that is no XML."""

T = TypeVar("T")


def preflight(archive: Archive, target: str) -> tuple[Finding, ...]:
    """The findings of all rules that belong to a target; a book without a package has none (B20 and B21 say it)."""
    book = read_book(archive)
    return tuple(_findings(book, target)) if book.package is not None else ()


def _findings(book: EpubBook, target: str) -> Iterator[Finding]:
    context = PreflightContext(book, target, tuple(sheets(book)))
    yield from _all(BOOK, context, [book])
    yield from _all(STYLE, context, context.sheets)
    facts: dict[str, DocumentFacts] = {sheet.name: sheet for sheet in sheet_facts(book)}
    for document in documents(book):
        yield from _of_document(context, document, facts)
    yield from _all(CONTENT, context, [BookContent(book, facts)])
    for shot in package_pictures(book):
        if not isinstance(shot, Finding):
            yield from _all(PICTURE, context, [shot])


def _of_document(
    context: PreflightContext, document: ContentDocument | Finding, facts: dict[str, DocumentFacts]
) -> Iterator[Finding]:
    if isinstance(document, Finding):
        yield replace(finding("K09", document.at), severity=BROKEN[context.target])
        return
    facts[document.name] = facts_of(document)
    body = xml.first(document.root, "body")
    if body is not None and body.get("id"):
        context.bodies[document.name] = body.get("id", "")
    yield from _all(DOCUMENT, context, [document])
    yield from _all(STYLE, context, styles_in(document))


def _all(rules: tuple[Rule[T], ...], context: PreflightContext, things: Iterable[T]) -> Iterator[Finding]:
    """What the rules of a target say, each with the weight that it has there."""
    held = [(rule, rule.weights[context.target]) for rule in rules if context.target in rule.weights]
    for thing in things:
        for rule, weight in held:
            yield from (replace(found, severity=weight) for found in rule.look(context, thing))
