# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shapes of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from epubgen.languages.directions import Direction, PageFlow, page_flow, page_progression
from epubgen.model import Article, Issue
from epubgen.transforms.reading_time import minutes

__all__ = ["Around", "DocumentKind", "Edition", "Landmark", "Meta", "NavItem", "PageTarget", "SpineDocument"]

DocumentKind = Literal[
    "masthead", "contents", "free", "section", "facsimile", "article", "corrections", "notices", "columns", "authors",
    "imprint",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineDocument:
    """One XHTML file of the spine. FileNames follow EPUB 3.3 §4.2.3 and stay within ``[a-z0-9-]``."""

    id: str
    href: str
    """Path below the package document: ``text/a-01-04-law.xhtml``."""
    kind: DocumentKind
    title: str
    subject: str = ""
    """What the document shows: id of a section or story, number of a facsimile's page, place of a free page."""
    pages: tuple[str, ...] = ()
    """Printed pages that begin at the top of this document; each gets a marker with the id ``page-N``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the navigation tree: nav.xhtml and toc.ncx print the same ones."""

    label: str
    href: str
    lang: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTarget:
    """A printed page and where it begins."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A landmark: its ``epub:type`` and where it is."""

    type: str
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """One metadata element of the package document: a Dublin Core element, or ``meta`` with its attributes."""

    name: str
    """``title`` for ``dc:title``; ``meta`` for a meta element."""
    text: str = ""
    attrs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a reader goes on to from a document."""

    before: SpineDocument | None = None
    """The document of the same kind before it."""
    after: SpineDocument | None = None
    """The next document of the same kind, or the front of a section that comes first."""
    front: SpineDocument | None = None
    """The front of the section that it stands in, where that has one."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything that pages, nav and package need to know; what they look up is put in tables once."""

    issue: Issue
    """The completed issue: stories in reading order, each with its section."""
    language: str
    """The publication's language as typed: ``xml:lang`` and ``lang``."""
    writing_mode: Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
    identifier: str
    title: str
    modified: str
    """UTC, ``2026-04-22T00:00:00Z``."""
    file_name: str
    documents: tuple[SpineDocument, ...]
    toc: tuple[NavItem, ...]
    page_list: tuple[PageTarget, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    metadata: tuple[Meta, ...] = ()
    css: tuple[str, ...] = ()
    """Hrefs of the style sheets in link order: ``css/base.css``."""
    css_of_others: Mapping[PageFlow, tuple[str, ...]] = field(default_factory=dict)
    """Those of stories that flow in another way than the paper."""
    stated_progression: Direction | None = None
    """Which way pages follow each other where an EPUB that this one is made of says it."""

    @property
    def vertical(self) -> bool:
        """Set in vertical lines."""
        return self.writing_mode != "horizontal-tb"

    def flow(self, document: SpineDocument) -> PageFlow:
        """How the pages of a document flow: a story as its language or its own wish has it, any other as the paper."""
        story = self.issue.find(document.subject) if document.kind == "article" else None
        language, wish = (story.lang, story.writing_mode) if story else ("", "")
        return page_flow(language or self.language, self.writing_mode, self.language, wish)

    def css_for(self, document: SpineDocument) -> tuple[str, ...]:
        """The hrefs of the style sheets of a document."""
        return self.css_of_others.get(self.flow(document), self.css)

    @property
    def progression(self) -> Direction:
        """Which way its pages follow each other (``page-progression-direction``)."""
        return self.stated_progression or page_progression(self.language, self.writing_mode)

    def document(self, kind: DocumentKind, subject: str = "") -> SpineDocument | None:
        """The document that shows this section, article or matter."""
        return self._documents.get((kind, subject))

    def corrections_of(self, story_id: str) -> tuple[Article, ...]:
        """The stories of the issue that correct this one."""
        return self._corrections.get(story_id, ())

    def minutes(self, story: Article) -> int:
        """How long a story of this edition takes to read; none for a story without text."""
        return self._minutes[story.id]

    def around(self, document: SpineDocument) -> Around:
        """What a reader goes on to from a document of this edition."""
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
        """Id of a story → that of its section."""
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
