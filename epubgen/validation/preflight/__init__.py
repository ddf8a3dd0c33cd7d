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
from epubgen.validation.book import Book, read_book
from epubgen.validation.document import Document, Facts, documents, facts_of
from epubgen.validation.document import sheets as sheet_facts
from epubgen.validation.link_rules import Web
from epubgen.validation.picture_rules import shots
from epubgen.validation.preflight.rule import TARGETS, Flight, Rule, weights
from epubgen.validation.preflight.styles import sheets, styles_in
from epubgen.validation.preflight.table import BOOK, DOCUMENT, PICTURE, RULES, STYLE, WEB

__all__ = ["BROKEN", "RULES", "TARGETS", "preflight"]

BROKEN = weights("generic:W kindle:E kobo:E boox:E apple:E")
"""K09: what a document weighs that is no XML."""

T = TypeVar("T")


def preflight(archive: Archive, target: str) -> tuple[Finding, ...]:
    """The findings of all rules that belong to a target; a book without a package has none (B20 and B21 say it)."""
    book = read_book(archive)
    return tuple(_findings(book, target)) if book.package is not None else ()


def _findings(book: Book, target: str) -> Iterator[Finding]:
    flight = Flight(book, target, tuple(sheets(book)))
    yield from _all(BOOK, flight, [book])
    yield from _all(STYLE, flight, flight.sheets)
    facts: dict[str, Facts] = {sheet.name: sheet for sheet in sheet_facts(book)}
    for document in documents(book):
        yield from _of_document(flight, document, facts)
    yield from _all(WEB, flight, [Web(book, facts)])
    for shot in shots(book):
        if not isinstance(shot, Finding):
            yield from _all(PICTURE, flight, [shot])


def _of_document(flight: Flight, document: Document | Finding, facts: dict[str, Facts]) -> Iterator[Finding]:
    if isinstance(document, Finding):
        yield replace(finding("K09", document.at), severity=BROKEN[flight.target])
        return
    facts[document.name] = facts_of(document)
    body = xml.first(document.root, "body")
    if body is not None and body.get("id"):
        flight.bodies[document.name] = body.get("id", "")
    yield from _all(DOCUMENT, flight, [document])
    yield from _all(STYLE, flight, styles_in(document))


def _all(rules: tuple[Rule[T], ...], flight: Flight, things: Iterable[T]) -> Iterator[Finding]:
    """What the rules of a target say, each with the weight that it has there."""
    held = [(rule, rule.weights[flight.target]) for rule in rules if flight.target in rule.weights]
    for thing in things:
        for rule, weight in held:
            yield from (replace(found, severity=weight) for found in rule.look(flight, thing))
