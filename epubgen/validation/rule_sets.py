# SPDX-License-Identifier: AGPL-3.0-or-later
"""Applies sets of rules to one book: each document and each picture is read once for all sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from epubgen.errors import Finding
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument, DocumentFacts, documents, facts_of, sheets
from epubgen.validation.picture_rules import PackagePicture, package_pictures
from epubgen.validation.reference_rules import BookContent

__all__ = ["RuleSet", "findings_of_sets"]


class RuleSet(Protocol):
    """A set of rules. Each method gets a part of the book, or a finding where the part cannot be read."""

    def of_book(self) -> Iterable[Finding]:
        """Return the findings about the package, before any document is read."""

    def of_document(self, document: ContentDocument | Finding) -> Iterable[Finding]:
        """Return the findings about one content document."""

    def of_content(self, content: BookContent) -> Iterable[Finding]:
        """Return the findings about all documents together: links, contents, claims."""

    def of_picture(self, picture: PackagePicture | Finding) -> Iterable[Finding]:
        """Return the findings about one picture."""


def findings_of_sets(book: EpubBook, sets: Sequence[RuleSet]) -> Iterator[Finding]:
    """Return the findings of the first set, then those of the next.

    Only one document or picture is in memory at a time.
    """
    found = [list(one.of_book()) for one in sets]
    facts: dict[str, DocumentFacts] = {sheet.name: sheet for sheet in sheets(book)}
    for document in documents(book):
        if not isinstance(document, Finding):
            facts[document.name] = facts_of(document)
        for one, said in zip(sets, found, strict=True):
            said.extend(one.of_document(document))
    if book.package is not None:
        content = BookContent(book, facts)
        for one, said in zip(sets, found, strict=True):
            said.extend(one.of_content(content))
    for picture in package_pictures(book):
        for one, said in zip(sets, found, strict=True):
            said.extend(one.of_picture(picture))
    return (finding for said in found for finding in said)
