# SPDX-License-Identifier: AGPL-3.0-or-later
"""The web page of an issue: cover, facts, the file, and its contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.feeds import CatalogSite
from epubgen.back_file.catalog.places import issue_page, relative
from epubgen.back_file.catalog.web_parts import cover, day_words, issn_words, number_words, own_language
from epubgen.back_file.facts import IssueFacts, StoryFacts
from epubgen.languages.words import join_names
from epubgen.markup.tree import El, el, write
from epubgen.messages import size_words

__all__ = ["issue_line", "latest_line"]

_HEADLINES = 6


def issue_line(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> bytes:
    """Return the page of an issue inside its frame, on one line."""
    page, own = issue_page(card), own_language(card, site)
    contents = el(
        "section",
        el("h2", site.words("contents"), el("span", site.words("stories", count=len(facts.stories)), class_="number")),
        *_groups(card, facts, site),
        class_="contents",
    )
    parts = (
        el("h1", el("span", card.series.name or card.title, **own), el("small", day_words(card, site)))
        if card.day
        else el("h1", card.title, **own),
        el("div", cover(card, page, small=False), el("div", *_facts(card, facts, site, page)), class_="issue"),
        contents if facts.stories else None,
    )
    return write(el("article", *parts)).encode()


def latest_line(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> bytes:
    """Return the newest issue for the page of its title: cover, day, the first headlines, the file."""
    page = issue_page(card).rpartition("/")[0].rpartition("/")[0] + "/index.html"
    href = relative(page, issue_page(card))
    titles = [el("li", story.title) for story in facts.stories if story.title][:_HEADLINES]
    words = el(
        "div",
        el("h3", el("a", day_words(card, site), href=href)),
        el("ul", *titles, class_="headlines", **own_language(card, site)) if titles else None,
        _download(card, facts, site, page),
    )
    picture = el("a", cover(card, page, small=False), href=href, tabindex="-1", aria_hidden="true")
    return write(el("div", picture, words, class_="issue")).encode()


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
    own = own_language(card, site)
    rows: tuple[tuple[str, str, Mapping[str, str | None]], ...] = (
        (site.words("number"), " · ".join(filter(None, (number, facts.edition))), {}),
        ("ISSN", issn_words(facts.series), {}),
        ("CN", facts.series.cn, {}),
        (site.words("accessibility"), facts.accessibility.summary, own),
        (site.words("rights"), facts.rights, own),
    )
    if facts.description:
        yield el("p", facts.description, class_="description", **own)
    shown = [el("div", el("dt", name), el("dd", value, **said)) for name, value, said in rows if value]
    if shown:
        yield el("dl", *shown)


def _groups(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> Iterator[El]:
    """Yield the stories by printed page, or else by section, in reading order."""
    own = own_language(card, site)
    for (page, section), stories in groupby(facts.stories, lambda story: (story.page, story.section)):
        words = site.words("page", page=page) if page.isdecimal() else page
        named = el("span", section, **own) if section else None
        if words or named:
            yield el("h3", *((words, " ") if words and named else (words,)), named, dir=own["dir"])
        yield el("ul", *(_story(story, card.language) for story in stories), **own)


def _story(story: StoryFacts, language: str) -> El:
    about = " · ".join(filter(None, (story.column, join_names(story.authors, language))))
    return el(
        "li",
        el("b", story.title or "—"),
        el("span", story.deck, class_="deck") if story.deck else None,
        el("span", about, class_="number") if about else None,
        id=f"s{story.position}",
    )
