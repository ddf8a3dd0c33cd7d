# SPDX-License-Identifier: AGPL-3.0-or-later
"""An issue on its own page: cover, facts, the file, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.feeds import CatalogSite
from epubgen.back_file.catalog.places import issue_page, relative
from epubgen.back_file.catalog.web_parts import cover, day_words, number_words
from epubgen.back_file.facts import IssueFacts, StoryFacts
from epubgen.languages.directions import direction
from epubgen.markup.tree import El, el, write
from epubgen.messages import size_words

__all__ = ["issue_line", "latest_line"]

_HEADLINES = 6


def issue_line(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> bytes:
    """The page of an issue between its frame, on one line."""
    page = issue_page(card)
    contents = el(
        "section",
        el("h2", site.words("contents"), el("span", site.words("stories", count=len(facts.stories)), class_="number")),
        *_groups(card, facts, site),
        class_="contents",
    )
    parts = (
        el("h1", el("span", card.series.name or card.title, **_language(card)), el("small", day_words(card, site)))
        if card.day
        else el("h1", card.title, **_language(card)),
        el("div", cover(card, page, small=False), el("div", *_facts(card, facts, site, page)), class_="issue"),
        contents if facts.stories else None,
    )
    return write(el("article", *parts)).encode()


def latest_line(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> bytes:
    """The newest issue on the page of its title: cover, day, the first headlines, the file."""
    page = issue_page(card).rpartition("/")[0].rpartition("/")[0] + "/index.html"
    href = relative(page, issue_page(card))
    titles = [story.title for story in facts.stories if story.title][:_HEADLINES]
    words = el(
        "div",
        el("h3", el("a", day_words(card, site), href=href)),
        el("ul", *(el("li", title) for title in titles), class_="headlines", **_language(card)) if titles else None,
        _download(card, facts, site, page),
    )
    picture = el("a", cover(card, page, small=False), href=href, tabindex="-1", aria_hidden="true")
    return write(el("div", picture, words, class_="issue")).encode()


def _language(card: IssueCard) -> dict[str, str | None]:
    """``lang`` and ``dir`` of what the issue itself says."""
    return {"lang": card.language or None, "dir": direction(card.language) if card.language else None}


def _download(card: IssueCard, facts: IssueFacts, site: CatalogSite, page: str) -> El:
    kind = "PDF" if facts.media_type == "application/pdf" else "EPUB"
    words = site.words("download") if kind == "EPUB" else site.words("download.file", kind=kind)
    link = el(
        "a",
        words,
        el("span", size_words(card.size), class_="number"),
        href=site.places.file_link(page, card.file),
        type=facts.media_type,
        class_="download",
        download="download",
    )
    return el("p", link)


def _facts(card: IssueCard, facts: IssueFacts, site: CatalogSite, page: str) -> Iterator[El]:
    yield _download(card, facts, site, page)
    number = number_words(facts.number, site)
    issn = " / ".join(filter(None, (facts.series.issn, facts.series.eissn)))
    rows = (
        (site.words("number"), " · ".join(filter(None, (number, facts.edition)))),
        ("ISSN", issn),
        ("CN", facts.series.cn),
        (site.words("accessibility"), facts.accessibility.summary),
        (site.words("rights"), facts.rights),
    )
    if facts.description:
        yield el("p", facts.description, class_="description", **_language(card))
    shown = [el("div", el("dt", name), el("dd", value)) for name, value in rows if value]
    if shown:
        yield el("dl", *shown)


def _groups(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> Iterator[El]:
    """The stories by printed page, else by section, in reading order."""
    for (page, section), stories in groupby(facts.stories, lambda story: (story.page, story.section)):
        words = site.words("page", page=page) if page.isdecimal() else page
        named = el("span", section, **_language(card)) if section else None
        if words or named:
            yield el("h3", *((words, " ") if words and named else (words,)), named)
        yield el("ul", *map(_story, stories), **_language(card))


def _story(story: StoryFacts) -> El:
    about = " · ".join(filter(None, (story.column, "、".join(story.authors))))
    return el(
        "li",
        el("b", story.title or "—"),
        el("span", story.deck, class_="deck") if story.deck else None,
        el("span", about, class_="number") if about else None,
        id=f"s{story.position}",
    )
