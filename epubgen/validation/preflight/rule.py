# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a preflight rule, the targets, and the data that rules use: the book and every style in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Generic, TypeVar, get_args

from epubgen.epub.theme.css_syntax import Declaration, declarations
from epubgen.errors import Finding, Location, Severity, finding
from epubgen.options import Device
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument

__all__ = ["TARGETS", "ParsedStyles", "PreflightContext", "Rule", "RuleFunction", "sheets", "styles_in", "weights"]


@dataclass(frozen=True, slots=True)
class ParsedStyles:
    """A style sheet, or the styles inside a document, which begin on a line of that document."""

    at: Location
    data: bytes
    said: tuple[Declaration, ...]

    def about(self, key: str, declaration: Declaration | None = None, /, **args: object) -> Finding:
        """Make a finding on the line of a declaration."""
        line = self.at.line if declaration is None else declaration.line + (self.at.line or 1) - 1
        return finding(key, Location(self.at.file, line), **args)


def sheets(book: EpubBook) -> Iterator[ParsedStyles]:
    """Yield every style sheet of the manifest that can be read."""
    for item in book.items:
        if item.media_type == "text/css" and book.archive.has(item.name):
            try:
                data = book.archive.read(item.name, MAX_TEXT)
            except UnreadableMemberError:  # B18 says it
                continue
            yield _sheet(data, book.archive.at(item.name))


def styles_in(document: ContentDocument) -> Iterator[ParsedStyles]:
    """Return the styles of a document; those of ``style`` attributes have the selector ``[style]``."""
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
"""``generic`` is any reader; ``boox`` includes KOReader and CrossPoint."""
_LETTERS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}

T = TypeVar("T")


@dataclass(frozen=True)
class PreflightContext:
    """A book and its target, with the facts of other documents that rules of one document need."""

    book: EpubBook
    target: str
    sheets: tuple[ParsedStyles, ...] = ()
    bodies: dict[str, str] = field(default_factory=dict)
    """The id of the ``body`` of each document, by member; filled while the documents are read."""


RuleFunction = Callable[[PreflightContext, T], Iterator[Finding]]


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A rule: its row in the message table, its function, and its weight for each target."""

    key: str
    look: RuleFunction[T]
    weights: Mapping[str, Severity]

    @property
    def code(self) -> str:
        """The code without a variant: ``K12`` of ``K12.format``."""
        return self.key.partition(".")[0]


def weights(words: str) -> Mapping[str, Severity]:
    """Read weights from ``kindle:E kobo:W``: the target, and a letter for the weight of the rule."""
    return {target: _LETTERS[letter] for target, _, letter in (word.partition(":") for word in words.split())}
