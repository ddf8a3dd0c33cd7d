# SPDX-License-Identifier: AGPL-3.0-or-later
"""One issue: its stories, and the sections and pages that order them."""

from __future__ import annotations

from dataclasses import field
from datetime import date as Date  # noqa: N812 - a field is called date
from datetime import datetime
from functools import cached_property
from typing import Literal

from epubgen.model.blocks import Block, Footnote
from epubgen.model.publication import Nav, Publication, Rights
from epubgen.model.values import (
    Credit,
    Dateline,
    Marked,
    Number,
    PageNumber,
    Photo,
    Position,
    Source,
    SourceSpan,
    Subject,
    Tag,
)
from epubgen.startup import dataclass

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

    total: Number = ""
    """总期号, counted from the first issue: masthead, title, place in the series."""
    volume: Number = ""
    """卷: masthead, title."""
    issue: Number = ""
    """期: the number in its volume."""
    year_issue: Number = ""
    """The number in its year."""
    position: Position = ""
    """The place in the series, where the numbers do not give it: ``12482.5`` for an extra between two issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A printed page; ``number`` is text: ``01``, ``A1``, ``iv``."""

    number: PageNumber
    """The page number as printed."""
    name: Marked = ""
    """The name of the page (要闻); without sections it names a section."""
    section: Marked = ""
    """The section that the page belongs to, by id or name."""
    facsimile: str = ""
    """A picture of the printed page; ``nav.facsimiles`` shows it before the stories of the page."""
    pdf: str = ""
    """A PDF of the printed page; without a ``facsimile`` its first page is shown as one."""
    editors: tuple[Credit, ...] = ()
    """Who made the page: section page, imprint."""
    articles: tuple[str, ...] = ()
    """The stories of the page, in order, by id."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section; ``articles`` and ``lead`` are article ids, ``pages`` page numbers."""

    id: str
    """Short name of the section."""
    name: Marked
    """The name that readers see."""
    articles: tuple[str, ...] = ()
    """The stories of the section, in order, by id."""
    pages: tuple[PageNumber, ...] = ()
    """The printed pages of the section, by number."""
    lead: str = ""
    """The story that leads the section; empty: the first with ``priority: lead``."""
    image: Photo | None = None
    """A picture at the head of the section page."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A change of an issue that is already out: a line in the imprint."""

    text: Marked
    """What was changed, in a sentence that readers see."""
    date: Date | None = None
    """The day of the change; empty: the day of the issue."""
    articles: tuple[str, ...] = ()
    """The stories that were changed, by id: the line links to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction (更正): a story of an earlier issue is cited, one of this issue is linked, too."""

    body: tuple[Block, ...]
    """The correction itself."""
    issue_date: Date | None = None
    """The day of the issue that is corrected."""
    article: Marked = ""
    """The headline of the story that is corrected; for a story of this issue its id does, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A story that was taken back: its place keeps a notice."""

    date: Date
    """The day on which the story was taken back."""
    reason: Marked = ""
    """Why, in a sentence that readers see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story. ``title``, ``kicker`` and ``deck`` hold one entry a print line; only the title is a heading."""

    id: str
    """The name that lists and links use; empty: the file name without ``.md``."""
    title: tuple[Marked, ...]
    """The headline."""
    kicker: tuple[Marked, ...] = ()
    """肩题, 引题: the line above the headline."""
    deck: tuple[Marked, ...] = ()
    """副题: the line below the headline."""
    short_title: Marked = ""
    """A shorter headline for the contents."""
    column: Marked = ""
    """栏目: the standing column, shown above the kicker."""
    kind: ArticleKind = "news"
    """What kind of story it is."""
    section: Marked = ""
    """The section, by id or name, where no list says it."""
    page: tuple[PageNumber, ...] = ()
    """The printed page; several when the story runs on."""
    weight: int | None = None
    """Place among stories that no list orders: small numbers first."""
    priority: Literal["lead", "normal", "brief"] = "normal"
    """``lead`` leads its section; ``brief`` is announced by its headline alone."""
    authors: tuple[Credit, ...] = ()
    """Who wrote it: byline."""
    credits: tuple[Credit, ...] = ()
    """Who else worked on it: a line at the end."""
    byline: Marked = ""
    """The exact printed text; wins over ``authors`` for display."""
    byline_at: Literal["above", "run-in", "end"] = "above"
    """Where the byline stands."""
    dateline: Dateline | None = None
    """The words that open the first paragraph: ``本报讯``."""
    source: Source | None = None
    """Where the story comes from: a line at the end."""
    urls: tuple[str, ...] = ()
    """Addresses that belong to the story: a line at the end."""
    date: Date | None = None
    """The day of the story, where it is not the day of the issue."""
    updated: Date | None = None
    """The day of its last change, where it is not the day of the issue."""
    summary: Marked = ""
    """A sentence or two for the contents and the section page."""
    keywords: tuple[str, ...] = ()
    """Key words: metadata."""
    subjects: tuple[Subject, ...] = ()
    """Subjects of a controlled list: metadata."""
    lead_photo: Photo | None = None
    """The photo between header and text."""
    photos: tuple[Photo, ...] = ()
    """Photos outside the text: below it; in a photo story above it."""
    body: tuple[Block, ...] = ()
    """The text; in an article file it stands below the front matter."""
    footnotes: tuple[Footnote, ...] = ()
    """Notes at the foot; in Markdown they stand in the text."""
    continued_from: str = ""
    """Id of the story that this one continues."""
    continues_on: str = ""
    """Id of the story that continues this one."""
    related: tuple[str, ...] = ()
    """Ids of related stories: links at the end."""
    correction_of: str = ""
    """Id of the story that this one corrects."""
    lang: Tag = ""
    """Language of the story, where it is not that of the publication."""
    writing_mode: Literal["", "horizontal-tb"] = ""
    """``horizontal-tb``: the story has horizontal lines in a vertical edition too, as English wants them."""
    rights: Marked = ""
    """Rights of this story, as a sentence at its end."""
    embargo_until: datetime | None = None
    """Not before this instant; reported while it runs (R01)."""
    expires: Date | None = None
    """The last day on which the story may be shown; afterwards it is left out and reported (R02)."""
    withdrawn: Withdrawn | None = None
    """Its page shows the headline and a notice, nothing else of the story; links to it stay alive."""
    toc: bool = True
    """Whether it is listed in the contents."""
    draft: bool = False
    """Not ready: left out, and said so."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)

    @property
    def headline(self) -> str:
        """The headline in one line: print lines joined with a space."""
        return " ".join(self.title)

    @property
    def label(self) -> str:
        """What the navigation calls the story."""
        return self.short_title or self.headline


@dataclass(frozen=True, kw_only=True)
class Issue:
    """An issue: ``articles`` holds each story once; sections and pages hold their ids in order."""

    publication: Publication
    """The publication; on disk it is a file of its own."""
    date: Date
    """The day of the issue: masthead, title, file name."""
    date_end: Date | None = None
    """The last day of a double issue."""
    edition: str = ""
    """早报, 夕刊, a city: title, masthead, identifier."""
    numbering: Numbering = Numbering()
    """The numbers of the issue."""
    weekday: str = "auto"
    """The weekday as printed; ``auto``: worked out."""
    lunar: str = ""
    """The lunar date as printed; ``auto``: worked out; empty: none."""
    page_count: int | None = None
    """How many pages the paper says it has; checked against the pages (P01)."""
    special: str = ""
    """特刊, 增刊: title, masthead, identifier."""
    headline_article: str = ""
    """Id of the story that leads the issue."""
    sections: tuple[Section, ...] = ()
    """The sections in order."""
    pages: tuple[Page, ...] = ()
    """The printed pages in order."""
    articles: tuple[Article, ...] = ()
    """The stories; on disk each is a file of its own."""
    front_matter: tuple[Literal["masthead", "contents", "imprint", "notices"], ...] = ("masthead", "contents")
    """Made pages before the stories."""
    back_matter: tuple[Literal["masthead", "contents", "imprint", "notices"], ...] = ("imprint",)
    """Made pages after the stories."""
    nav: Nav | None = None
    """The shape of the contents and of the ways between stories; empty: that of the publication."""
    corrections: tuple[Correction, ...] = ()
    """更正 of earlier issues: a page of their own."""
    credits: tuple[Credit, ...] = ()
    """Who made the issue: imprint."""
    notices: tuple[Block, ...] = ()
    """启事: a page of their own, after the stories unless ``front_matter`` or ``back_matter`` place it."""
    embargo_until: datetime | None = None
    """Not before this instant; reported while it runs (R01)."""
    rights: Rights | None = None
    """The rights of this issue, where they are not those of the publication."""
    updated: datetime | None = None
    """The instant of the last change: ``2026-04-22T06:30:00+08:00``."""
    subjects: tuple[str, ...] = ()
    """What the issue is about, for shelves and catalogues: metadata, at most eight."""
    revisions: tuple[Revision, ...] = ()
    """What was changed since the issue came out: imprint. ``--revision "更正…"`` adds one."""
    source: Source | None = None
    """Where the issue comes from: metadata."""
    root: str = field(default="", compare=False)
    """The folder or ZIP archive that the photos' file names are relative to."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)

    @property
    def navigation(self) -> Nav:
        """The shape of the contents: the issue's own, else that of the publication."""
        return self.nav or self.publication.nav

    def article(self, article_id: str) -> Article:
        """The story with this id, the first of several; ``KeyError`` when there is none."""
        return self._by_id[article_id]

    def find(self, article_id: str) -> Article | None:
        """The story with this id, the first of several; ``None`` when there is none."""
        return self._by_id.get(article_id)

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {story.id: story for story in reversed(self.articles)}
