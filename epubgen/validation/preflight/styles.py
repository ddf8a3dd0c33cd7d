# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every style of a book as its declarations: sheets, ``style`` elements, ``style`` attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.epub.theme.css_rules import Declaration, declarations
from epubgen.errors import Finding, Location, finding
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument

__all__ = ["ParsedStyles", "sheets", "styles_in"]


@dataclass(frozen=True, slots=True)
class ParsedStyles:
    """A style sheet, or the styles inside a document, which begin on a line of it."""

    at: Location
    data: bytes
    said: tuple[Declaration, ...]

    def about(self, key: str, declaration: Declaration | None = None, /, **args: object) -> Finding:
        """A finding on the line of a declaration."""
        line = self.at.line if declaration is None else declaration.line + (self.at.line or 1) - 1
        return finding(key, Location(self.at.file, line), **args)


def sheets(book: EpubBook) -> Iterator[ParsedStyles]:
    """Every style sheet of the manifest that can be read."""
    for item in book.items:
        if item.media_type == "text/css" and book.archive.has(item.name):
            try:
                data = book.archive.read(item.name, MAX_TEXT)
            except UnreadableMemberError:  # B18 says it
                continue
            yield _sheet(data, book.archive.at(item.name))


def styles_in(document: ContentDocument) -> Iterator[ParsedStyles]:
    """The styles of a document; what an element says of itself stands under the selector ``[style]``."""
    for element in xml.elements(document.root):
        at = document.book.archive.at(document.name, xml.line(element))
        if xml.local(element) == "style" and element.text:
            yield _sheet(element.text.encode(), at)
        elif style := element.get("style", ""):
            selector = xml.local(element) if xml.local(element) in ("html", "body") else "[style]"
            yield _sheet(f"{selector} {{{style}}}".encode(), at)


def _sheet(data: bytes, at: Location) -> ParsedStyles:
    return ParsedStyles(at, data, tuple(declarations(data.decode("utf-8-sig", "replace"))))
