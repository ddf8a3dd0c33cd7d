# SPDX-License-Identifier: AGPL-3.0-or-later
"""One state of one edition: its documents and every part of it by name, made when somebody asks for it."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from epubgen.covers import make_cover
from epubgen.epub.edition import Document, Edition
from epubgen.epub.pages import Part
from epubgen.errors import Finding, Location
from epubgen.model.blocks import PageBreak
from epubgen.model.walk import article_blocks
from epubgen.options import Options
from epubgen.pipeline.build import PartBuilder, cover_part, picture_part
from epubgen.pipeline.live.marks import Marked, Marks
from epubgen.pipeline.prepare import Stage

__all__ = ["DocumentState", "LiveEdition"]

_TAG = re.compile(r"<[^>]*>")
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """A document of the spine as a preview lists it."""

    document: Document
    digest: str
    """Of its bytes: another one means that it changed."""
    at: Location | None
    """Where its text begins in the source."""
    pages: tuple[str, ...]
    """The printed pages that it stands on."""
    facsimiles: tuple[str, ...]
    """Those of them that there is a picture of."""


@dataclass(frozen=True)
class LiveEdition:
    """An edition whose parts are made on request; safe to ask from several threads."""

    forme: PartBuilder
    stage: Stage
    options: Options
    found: tuple[Finding, ...]
    """What lint, reading and photos had to say."""
    seconds: float
    """How long reading and planning took; parts are made later."""
    _pages: dict[str, Part] = field(default_factory=dict, repr=False)

    @property
    def edition(self) -> Edition:
        """The plan."""
        return self.forme.edition

    def part(self, href: str) -> Part | None:
        """A part of the package by its path; ``None`` when there is none. Pictures lie in their files."""
        document = self._documents.get(href)
        if document is None:
            return self._others.get(href) or (self._cover if href == "cover-image.jpg" else None)
        if href not in self._pages:
            self._pages[href] = self.forme.page(document)
        return self._pages[href]

    def text(self, href: str) -> str:
        """The plain text of a document."""
        return html.unescape(_TAG.sub("", self._bytes(href).decode()))

    @cached_property
    def leaves(self) -> tuple[DocumentState, ...]:
        """The documents in the order of the spine."""
        return tuple(map(self._leaf, self.edition.documents))

    @cached_property
    def findings(self) -> tuple[Marked, ...]:
        """Everything found, each with the document that it speaks of."""
        return tuple(map(self.marked, self.found))

    def marked(self, found: Finding) -> Marked:
        """A finding with the document that it speaks of: one of these, or one that stopped what came after."""
        return self._marks.marked(found, self.text)

    @cached_property
    def _marks(self) -> Marks:
        return Marks(self.stage.issue, self.edition)

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.href: document for document in self.edition.documents}

    @cached_property
    def _others(self) -> dict[str, Part]:
        """All parts but documents and cover."""
        pictures = map(picture_part, self.forme.media.pictures)
        return {part.href: part for part in (*self.forme.leading(), *pictures)}

    @cached_property
    def _cover(self) -> Part | None:
        cover = make_cover(self.edition, self.forme.media, self.stage.inputs, self.options)
        return cover_part(cover) if cover else None

    def _bytes(self, href: str) -> bytes:
        made = self.part(href)
        return made.data if made and isinstance(made.data, bytes) else b""

    def _leaf(self, document: Document) -> DocumentState:
        pages = tuple(dict.fromkeys(_pages(self.edition, document)))
        shown = {page.number for page in self.edition.issue.pages if page.facsimile}
        return DocumentState(
            document=document,
            digest=hashlib.sha256(self._bytes(document.href)).hexdigest()[:_DIGITS],
            at=_place(self.edition, document),
            pages=pages,
            facsimiles=tuple(page for page in pages if page in shown),
        )


def _place(edition: Edition, document: Document) -> Location | None:
    """Where a document begins in the source: an importer of printed pages knows the places of blocks only."""
    issue = edition.issue
    if document.kind == "section":
        section = next(section for section in issue.sections if section.id == document.subject)
        return section.at.of() if section.at else None
    if document.kind == "free":
        page = issue.publication.free_pages[int(document.subject)]
        return page.at.of() if page.at else None
    if document.kind != "article":
        return None
    story = issue.article(document.subject)
    return story.at.of() if story.at else next((block.at for block in article_blocks(story) if block.at), None)


def _pages(edition: Edition, document: Document) -> Iterator[str]:
    """The printed pages of a document, in order."""
    issue = edition.issue
    if document.kind == "facsimile":
        yield document.subject
    elif document.kind == "section":
        yield from next(section for section in issue.sections if section.id == document.subject).pages
    elif document.kind == "article":
        story = issue.article(document.subject)
        yield from story.page
        yield from (block.page for block in article_blocks(story) if isinstance(block, PageBreak))
