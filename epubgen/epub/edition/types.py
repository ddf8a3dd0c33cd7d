# SPDX-License-Identifier: AGPL-3.0-or-later
"""Defines the classes of a plan: documents, navigation entries, metadata elements, and the edition that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from epubgen.languages.directions import Direction, PageFlow, page_flow, page_progression
from epubgen.languages.scripts import LetterShape, letter_shape
from epubgen.languages.tags import fitting
from epubgen.model import Article, Issue
from epubgen.startup import dataclass
from epubgen.transforms.reading_time import minutes

__all__ = [
    "Around",
    "DocumentKind",
    "Edition",
    "Landmark",
    "Meta",
    "NavItem",
    "PageStyle",
    "PageTarget",
    "SpineDocument",
    "page_style",
]

DocumentKind = Literal[
    "masthead", "contents", "free", "section", "facsimile", "article", "corrections", "notices", "columns", "authors",
    "imprint",
]  # fmt: skip


class PageStyle(NamedTuple):
    """What decides which style sheets a document links."""

    flow: PageFlow
    language: str
    """The language whose sheet is linked: one of ``languages.tags.LANGUAGES``."""
    shape: LetterShape


def page_style(language: str, writing_mode: str, paper: str, wish: str = "") -> PageStyle:
    """Return what decides the style sheets of a document; for the arguments see ``languages.directions.page_flow``."""
    return PageStyle(page_flow(language, writing_mode, paper, wish), fitting(language), letter_shape(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineDocument:
    """One XHTML file of the spine. File names follow EPUB 3.3 §4.2.3 and use only ``[a-z0-9-]``."""

    id: str
    href: str
    """Path relative to the package document: ``text/a-01-04-law.xhtml``."""
    kind: DocumentKind
    title: str
    subject: str = ""
    """What the document shows: id of a section or story, page number of a facsimile, index of a free page."""
    pages: tuple[str, ...] = ()
    """Printed pages that begin at the top of this document; each gets a marker with the id ``page-N``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the navigation tree; nav.xhtml and toc.ncx print the same entries."""

    label: str
    href: str
    lang: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTarget:
    """A printed page and the link to its beginning."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A landmark: its ``epub:type``, its label and its link."""

    type: str
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """One metadata element of the package document: a Dublin Core element, or ``meta`` with its attributes."""

    name: str
    """``title`` for ``dc:title``; ``meta`` for a ``meta`` element."""
    text: str = ""
    attrs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The neighbours of a document, to which its navigation bar links."""

    before: SpineDocument | None = None
    """The previous document of the same kind."""
    after: SpineDocument | None = None
    """The next document of the same kind, or the front of the next section if that comes first."""
    front: SpineDocument | None = None
    """The front of the section that contains the document, if the section has a front."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The plan of an EPUB: everything that pages, navigation and package need.

    Look-up tables are made once, on first use.
    """

    issue: Issue
    """The completed issue: stories in reading order, each in a section."""
    language: str
    """The language of the publication as its editor wrote it; written to ``xml:lang`` and ``lang``."""
    writing_mode: Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
    identifier: str
    title: str
    modified: str
    """Time of the last change in UTC, ``2026-04-22T00:00:00Z``."""
    file_name: str
    documents: tuple[SpineDocument, ...]
    toc: tuple[NavItem, ...]
    page_list: tuple[PageTarget, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    metadata: tuple[Meta, ...] = ()
    css: tuple[str, ...] = ()
    """Paths of the style sheets in link order: ``css/base.css``."""
    css_of_others: Mapping[PageStyle, tuple[str, ...]] = field(default_factory=dict)
    """Style sheets of stories with other lines, another direction, or the sheet of another language."""
    stated_progression: Direction | None = None
    """The page direction that a source EPUB states; ``None`` if it states none or there is no source EPUB."""

    @property
    def vertical(self) -> bool:
        """Whether the text is set in vertical lines."""
        return self.writing_mode != "horizontal-tb"

    def flow(self, document: SpineDocument) -> PageFlow:
        """Return the direction of lines and text in a document.

        A story follows its language and its own ``writing_mode``; any other document follows the publication.
        """
        return self._style(document).flow

    def css_for(self, document: SpineDocument) -> tuple[str, ...]:
        """Return the paths of the style sheets of a document."""
        return self.css_of_others.get(self._style(document), self.css)

    def _style(self, document: SpineDocument) -> PageStyle:
        story = self.issue.find(document.subject) if document.kind == "article" else None
        language, wish = (story.lang, story.writing_mode) if story else ("", "")
        return page_style(language or self.language, self.writing_mode, self.language, wish)

    @property
    def progression(self) -> Direction:
        """The direction in which pages follow each other (``page-progression-direction``)."""
        return self.stated_progression or page_progression(self.language, self.writing_mode)

    def document(self, kind: DocumentKind, subject: str = "") -> SpineDocument | None:
        """Return the document of a kind and a subject (id of a section or story, page number).

        ``None`` if there is none.
        """
        return self._documents.get((kind, subject))

    def corrections_of(self, story_id: str) -> tuple[Article, ...]:
        """Return the stories of this issue that correct a story."""
        return self._corrections.get(story_id, ())

    def minutes(self, story: Article) -> int:
        """Return the reading time of a story in whole minutes; 0 for a story without text."""
        return self._minutes[story.id]

    def around(self, document: SpineDocument) -> Around:
        """Return the neighbours of a document of this edition."""
        return self._around[document.id]

    @cached_property
    def _documents(self) -> dict[tuple[DocumentKind, str], SpineDocument]:
        return {(each.kind, each.subject): each for each in reversed(self.documents)}

    @cached_property
    def _minutes(self) -> dict[str, int]:
        return {story.id: minutes(story, self.language) for story in reversed(self.issue.articles)}

    @cached_property
    def _corrections(self) -> dict[str, tuple[Article, ...]]:
        found: dict[str, tuple[Article, ...]] = {}
        for story in self.issue.articles:
            if story.correction_of and story.correction_of != story.id:
                found[story.correction_of] = (*found.get(story.correction_of, ()), story)
        return found

    def _front_of(self, document: SpineDocument, last: SpineDocument | None) -> SpineDocument | None:
        if document.kind == "article":
            return self.document("section", self._sections.get(document.subject, ""))
        return last if document.kind in ("facsimile", "section") else None

    @cached_property
    def _sections(self) -> dict[str, str]:
        """Story id → id of its section."""
        return {story: section.id for section in self.issue.sections for story in section.articles}

    @cached_property
    def _around(self) -> dict[str, Around]:
        earlier: dict[str, Around] = {}
        last: dict[DocumentKind, SpineDocument] = {}
        for each in self.documents:
            earlier[each.id] = Around(before=last.get(each.kind), front=self._front_of(each, last.get("section")))
            last[each.kind] = each
        found: dict[str, Around] = {}
        coming: dict[DocumentKind, SpineDocument] = {}
        section: SpineDocument | None = None
        for each in reversed(self.documents):
            found[each.id] = replace(earlier[each.id], after=coming.get(each.kind, section))
            coming[each.kind] = each
            if each.kind == "section":
                coming, section = {}, each
        return found
