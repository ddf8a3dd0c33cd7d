# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shape of a preflight rule, the targets, and what a rule knows of an EPUB: its book and every style in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, get_args

from epubgen.epub.theme.css_syntax import Declaration, declarations
from epubgen.errors import Finding, Location, Severity, finding
from epubgen.options import Device
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument

__all__ = ["TARGETS", "ParsedStyles", "PreflightContext", "Rule", "RuleFunction", "sheets", "styles_in", "weights"]


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
    return ParsedStyles(at, data, declarations(data.decode("utf-8-sig", "replace")))


TARGETS: tuple[str, ...] = get_args(Device)
"""``generic`` is any reader; ``boox`` stands for KOReader and CrossPoint too."""
_LETTERS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}

T = TypeVar("T")


@dataclass(frozen=True)
class PreflightContext:
    """A book on its way to a target, and what rules of one document need to know of the others."""

    book: EpubBook
    target: str
    sheets: tuple[ParsedStyles, ...] = ()
    bodies: dict[str, str] = field(default_factory=dict)
    """The id of the ``body`` of a document, by member: filled while the documents are read."""


RuleFunction = Callable[[PreflightContext, T], Iterator[Finding]]


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A rule: its row of the message table, the function that looks, how much it weighs for each target."""

    key: str
    look: RuleFunction[T]
    weights: Mapping[str, Severity]

    @property
    def code(self) -> str:
        """``K12`` of ``K12.format``."""
        return self.key.partition(".")[0]


def weights(words: str) -> Mapping[str, Severity]:
    """``kindle:E kobo:W``: a letter for each target that the rule belongs to."""
    return {target: _LETTERS[letter] for target, _, letter in (word.partition(":") for word in words.split())}
