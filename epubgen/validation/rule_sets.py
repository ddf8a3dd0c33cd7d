# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets of rules held against one book: each document and each picture is read once, whatever the number of sets."""

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
    """What the rules of a set say of each part of a book; a finding in place of a part says why it cannot be read."""

    def of_book(self) -> Iterable[Finding]:
        """Of the package, before any document is read."""

    def of_document(self, document: ContentDocument | Finding) -> Iterable[Finding]:
        """Of one content document."""

    def of_content(self, content: BookContent) -> Iterable[Finding]:
        """Of all documents together: links, contents, claims."""

    def of_picture(self, picture: PackagePicture | Finding) -> Iterable[Finding]:
        """Of one picture."""


def findings_of_sets(book: EpubBook, sets: Sequence[RuleSet]) -> Iterator[Finding]:
    """The findings of the first set, then those of the next; documents and pictures pass one at a time."""
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
