# SPDX-License-Identifier: AGPL-3.0-or-later
"""One issue: its stories, and the sections and pages that order them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - a field is called date
from datetime import datetime
from typing import Literal

from epubgen.model.blocks import Block, Footnote
from epubgen.model.publication import Publication, Rights
from epubgen.model.values import Credit, Dateline, Photo, Place, Source, Subject, Tag

ArticleKind = Literal[
    "news",
    "brief",
    "photo",
    "feature",
    "commentary",
    "editorial",
    "letter",
    "interview",
    "poem",
    "serial",
    "review",
    "notice",
    "obituary",
    "ad",
    "correction",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Numbers, as text: ``total`` 总期号, ``volume`` 卷, ``issue`` 期, ``year_issue`` the number in its year."""

    total: str = ""
    volume: str = ""
    issue: str = ""
    year_issue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A printed page; ``number`` is text: ``01``, ``A1``, ``iv``."""

    number: str
    name: str = ""
    section: str = ""
    facsimile: str = ""
    pdf: str = ""
    editors: tuple[Credit, ...] = ()
    articles: tuple[str, ...] = ()
    at: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section; ``articles`` and ``lead`` are article ids, ``pages`` page numbers."""

    id: str
    name: str
    articles: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    lead: str = ""
    image: Photo | None = None
    at: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nav:
    """The shape of the navigation tree."""

    group_by: Literal["section", "page", "page+section"] = "section"
    authors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction (更正) of an earlier issue: the original is cited, not linked."""

    body: tuple[Block, ...]
    issue_date: Date | None = None
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A story that was taken back: its place keeps a notice."""

    date: Date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story. ``title``, ``kicker`` and ``deck`` hold one entry a print line; only the title is a heading."""

    id: str
    title: tuple[str, ...]
    kicker: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    short_title: str = ""
    column: str = ""
    kind: ArticleKind = "news"
    section: str = ""
    page: tuple[str, ...] = ()
    weight: int | None = None
    priority: Literal["lead", "normal", "brief"] = "normal"
    authors: tuple[Credit, ...] = ()
    credits: tuple[Credit, ...] = ()
    byline: str = ""
    """The exact printed text; wins over ``authors`` for display."""
    byline_at: Literal["above", "run-in", "end"] = "above"
    dateline: Dateline | None = None
    source: Source | None = None
    urls: tuple[str, ...] = ()
    date: Date | None = None
    updated: Date | None = None
    summary: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    lead_photo: Photo | None = None
    photos: tuple[Photo, ...] = ()
    body: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    continued_from: str = ""
    continues_on: str = ""
    related: tuple[str, ...] = ()
    correction_of: str = ""
    lang: Tag = ""
    rights: str = ""
    embargo_until: datetime | None = None
    expires: Date | None = None
    withdrawn: Withdrawn | None = None
    toc: bool = True
    draft: bool = False
    at: Place | None = field(default=None, compare=False, repr=False)

    @property
    def headline(self) -> str:
        """The headline in one line: print lines joined with a space."""
        return " ".join(self.title)

    @property
    def label(self) -> str:
        """What the navigation calls the story."""
        return self.short_title or self.headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue: ``articles`` holds each story once; sections and pages hold their ids in order."""

    publication: Publication
    date: Date
    date_end: Date | None = None
    edition: str = ""
    numbering: Numbering = Numbering()
    weekday: str = "auto"
    lunar: str = ""
    page_count: int | None = None
    special: str = ""
    headline_article: str = ""
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    front_matter: tuple[Literal["masthead", "contents", "imprint", "notices", "ads"], ...] = ("masthead", "contents")
    back_matter: tuple[Literal["masthead", "contents", "imprint", "notices", "ads"], ...] = ("imprint",)
    nav: Nav = Nav()
    corrections: tuple[Correction, ...] = ()
    credits: tuple[Credit, ...] = ()
    notices: tuple[Block, ...] = ()
    embargo_until: datetime | None = None
    rights: Rights | None = None
    updated: datetime | None = None
    source: Source | None = None
    root: str = field(default="", compare=False)
    """The folder or ZIP archive that the photos' file names are relative to."""
    at: Place | None = field(default=None, compare=False, repr=False)

    def article(self, article_id: str) -> Article:
        """The story with this id; ``KeyError`` when there is none."""
        for story in self.articles:
            if story.id == article_id:
                return story
        raise KeyError(article_id)
