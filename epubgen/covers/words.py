# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes the texts of the front page from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from epubgen.epub.edition import Edition
from epubgen.epub.edition.identity import day_words, number_part
from epubgen.errors import Location
from epubgen.languages.words import bare_number
from epubgen.model import Article, Issue, Paragraph, Photo, plain, unstruck
from epubgen.model.lead import lead_story, shown_stories
from epubgen.model.walk import article_photos
from epubgen.startup import dataclass

__all__ = ["FrontPage", "Teaser", "front_of"]

_OTHERS = 7
"""Maximum number of headlines besides the lead story."""
_TEXT = 1600
"""Maximum number of characters of the lead story."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """The headline of a story and its page."""

    title: str
    place: str = ""
    at: Location | None = field(default=None, compare=False, repr=False)
    """Where the input has the headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The texts and the photo of a front page."""

    title: str
    latin: str = ""
    motto: str = ""
    ears: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    """Date, weekday, lunar date."""
    numbers: tuple[str, ...] = ()
    """Issue numbers, number of pages, registration, price."""
    kicker: str = ""
    headline: tuple[str, ...] = ()
    deck: str = ""
    byline: str = ""
    text: tuple[str, ...] = ()
    """The first paragraphs of the lead story."""
    others: tuple[Teaser, ...] = ()
    index: str = ""
    """The heading of the other headlines."""
    photo: Photo | None = None
    caption: str = ""
    bound: bool = False
    """Whether it is a magazine, whose cover announces its stories and has no running text."""
    places: Mapping[str, tuple[Location | None, str]] = field(default_factory=dict, compare=False, repr=False)
    """Location and field of the text of each part in the input."""


def front_of(edition: Edition) -> FrontPage:
    """Return the texts of an edition's front page."""
    issue, paper, language = edition.issue, edition.issue.publication, edition.language
    lead = lead_story(issue)
    photo = next(article_photos(lead), None) or _any_photo(issue) if lead else None
    return FrontPage(
        title=paper.title,
        latin=paper.title_latin,
        motto=paper.motto,
        ears=paper.ears,
        day=tuple(word for word in day_words(issue, language) if word),
        numbers=tuple(_numbers(issue)),
        kicker=" ".join(lead.kicker) if lead else "",
        headline=lead.title if lead else (),
        deck=(" ".join(lead.deck) or lead.summary)[:_TEXT] if lead else "",
        byline=(lead.byline or " ".join(credit.name for credit in lead.authors)) if lead else "",
        text=tuple(_text(lead)) if lead else (),
        others=tuple(_others(issue, lead)) if lead else (),
        index=paper.term("contents"),
        photo=photo,
        caption=photo.caption if photo else "",
        bound=paper.kind in ("magazine", "journal"),
        places=dict(_places(issue, lead, photo)),
    )


def _places(
    issue: Issue, lead: Article | None, photo: Photo | None
) -> Iterator[tuple[str, tuple[Location | None, str]]]:
    """Yield where the input has the texts of each part."""
    paper = issue.publication
    for name, field_name in (("title", "title"), ("latin", "title_latin"), ("motto", "motto"), ("ears", "ears")):
        yield name, (paper.at.of(field_name) if paper.at else None, f"publication.{field_name}")
    for name in ("day", "numbers"):
        yield name, (issue.at.of("date") if issue.at else None, "date")
    if lead:
        parts = {"headline": "title", "kicker": "kicker", "deck": "deck" if lead.deck else "summary", "text": "body"}
        yield from ((name, (lead.at.of(part) if lead.at else None, part)) for name, part in parts.items())
    if photo:
        yield "caption", (photo.at.of("caption") if photo.at else None, "caption")


def _any_photo(issue: Issue) -> Photo | None:
    """Return the first photo of any story, for a lead story without a photo."""
    stories = (story for story in shown_stories(issue) if story.kind != "ad")
    return next((photo for story in stories for photo in article_photos(story)), None)


def _numbers(issue: Issue) -> Iterator[str]:
    paper = issue.publication
    yield from (part for part in (number_part(issue), issue.edition, issue.special) if part)
    if issue.page_count:
        key = "pages.bound" if paper.kind in ("magazine", "journal") else "pages.sheets"
        yield paper.term(key, count=issue.page_count)
    if paper.ids.cn:
        yield paper.term("cn.short", number=bare_number(paper.ids.cn))
    if paper.price:
        yield paper.price


def _text(lead: Article) -> Iterator[str]:
    length = 0
    for block in lead.body:
        if isinstance(block, Paragraph) and length < _TEXT:
            # Cut here, because each character of a longer text would be measured.
            words = " ".join(plain(unstruck(block.text)).split())[: _TEXT - length]
            length += len(words)
            yield words


def _others(issue: Issue, lead: Article) -> Iterator[Teaser]:
    """Yield the leading story of each section, then the other stories, without briefs and advertisements."""
    heads = [story for section in issue.sections for story in _first(issue, section.articles)]
    rest = [story for story in issue.articles if story.priority != "brief"]
    stories = {s.id: s for s in (*heads, *rest) if s.id != lead.id and s.kind != "ad" and s.toc and not s.withdrawn}
    paged = "page" if issue.publication.kind == "newspaper" else "page.bound"
    for story in list(stories.values())[:_OTHERS]:
        place = issue.publication.term(paged, number=story.page[0]) if story.page else ""
        yield Teaser(story.headline, place, story.at.of("title") if story.at else None)


def _first(issue: Issue, ids: tuple[str, ...]) -> list[Article]:
    stories = [issue.article(story_id) for story_id in ids]
    return [*(story for story in stories if story.priority == "lead"), *stories][:1]
