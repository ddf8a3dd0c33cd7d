# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of the web pages: the frame of each page, an issue in a row of covers, the calendar of a month."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.feeds import CatalogSite
from epubgen.back_file.catalog.places import issue_page, picture_file, relative
from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.languages.dates import full_date, long_date, weekday
from epubgen.languages.directions import direction, says_direction
from epubgen.languages.words import term
from epubgen.markup.tree import El, Node, el, write
from epubgen.startup import dataclass

__all__ = [
    "LINES", "WebPage", "calendar_table", "cover", "day_words", "issn_words", "number_words", "own_language",
    "page_frame", "tile",
]  # fmt: skip

STYLES, SCRIPT = "assets/catalog.css", "assets/search.js"
LINES = "\ufdd0"
"""Stands in the tree where the lines of the issues go: no character, so that no text holds it once it is tidy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page before it is written."""

    path: str
    title: str
    body: tuple[Node, ...]
    """Of ``main``; ``LINES`` stands where the issues go."""
    trail: tuple[tuple[str, str], ...] = ()
    """The pages above: words and paths."""
    feed: str = ""
    """The stem of the feed that shows the same."""
    rss: str = "rss.xml"
    script: bool = False


def page_frame(page: WebPage, site: CatalogSite) -> tuple[bytes, bytes]:
    """Return a page divided at the place of its issue lines. A page without issues has an empty tail."""
    home = relative(page.path, "index.html")
    root = el(
        "html",
        el("head", *_head(page, site)),
        el(
            "body",
            el("a", site.words("skip"), href="#main", class_="skip"),
            el("header", el("a", site.title, href=home, class_="name"), class_="site") if page.trail else None,
            _trail(page, site) if page.trail else None,
            el("main", *page.body, id="main"),
            _foot(page, site),
        ),
        lang=site.language,
        dir=direction(site.language),
    )
    head, _, tail = f"<!DOCTYPE html>\n{write(root)}\n".partition(LINES)
    return (head + ("\n" if tail else "")).encode(), (f"\n{tail}" if tail else "").encode()


def _head(page: WebPage, site: CatalogSite) -> Iterable[Node | None]:
    yield el("meta", charset="utf-8")
    yield el("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield el("title", page.title if page.title == site.title else f"{page.title} – {site.title}")
    yield el("link", rel="stylesheet", href=relative(page.path, STYLES))
    if page.feed:
        kind = "application/atom+xml;profile=opds-catalog"
        yield el("link", rel="alternate", type=kind, title="OPDS", href=relative(page.path, f"{page.feed}.atom"))
    yield el("link", rel="alternate", type="application/rss+xml", title="RSS", href=relative(page.path, page.rss))
    if page.script:
        yield el("script", src=relative(page.path, SCRIPT), defer="defer")


def _trail(page: WebPage, site: CatalogSite) -> El:
    steps = [el("li", el("a", words, href=relative(page.path, path))) for words, path in page.trail]
    return el("nav", el("ol", *steps), class_="trail", aria_label=site.words("path"))


def _foot(page: WebPage, site: CatalogSite) -> El:
    address = site.places.url(f"{page.feed or 'catalog'}.atom")
    return el(
        "footer",
        el("h2", site.words("feeds")),
        el("p", site.words("feeds.help")),
        el("p", el("a", address, href=address), class_="address"),
        el("p", el("a", "RSS", href=relative(page.path, page.rss))),
    )


def day_words(card: IssueCard, site: CatalogSite) -> str:
    """Return the day in words with its weekday; for an issue without a day, its title."""
    return _spoken(card.day, site.language) if card.day else card.title


@lru_cache(maxsize=4096)
def _spoken(iso: str, language: str) -> str:
    day = date.fromisoformat(iso)
    return full_date(day, language) or f"{long_date(day, language)} {weekday(day, language)}"


def own_language(card: IssueCard, site: CatalogSite) -> dict[str, str | None]:
    """Return ``lang`` for what the issue itself says, and ``dir`` if its direction differs from that of the page."""
    return {"lang": card.language or None, "dir": says_direction(card.language, site.language)}


def issn_words(series: SeriesFacts) -> str:
    """Return ``1234-5679 / 2049-3630``: the ISSNs of the print and of the electronic edition."""
    return " / ".join(filter(None, (series.issn, series.eissn)))


def number_words(number: str, site: CatalogSite) -> str:
    """Return ``第12482期``, ``Issue 12``."""
    return term("issue_number", site.language, number=number) if number else ""


def cover(card: IssueCard, page: str, *, small: bool, alt: str = "") -> El:
    """Return the cover, or in its place a box with the name of the paper."""
    if path := picture_file(card, small=small):
        return el("img", src=relative(page, path), alt=alt, class_="cover", loading="lazy" if small else None)
    name = el("span", card.series.name or card.title, class_="cover-name")
    day = el("span", card.day, class_="cover-day") if card.day else None
    return el("span", name, day, class_="cover sheet", lang=card.language or None, aria_hidden="true")


def tile(card: IssueCard, facts: IssueFacts, page: str, site: CatalogSite, *, named: bool) -> bytes:
    """Return an issue in a row of covers, on one line.

    Args:
        card: the card of the issue.
        facts: printable facts.
        page: any page of the same folder, for links.
        site: the facts of the catalogue.
        named: whether the name of the paper is shown.
    """
    lead = next((story.title for story in facts.stories if story.title), "")
    words = (
        el("span", card.series.name, class_="paper", **own_language(card, site)) if named else None,
        el("span", day_words(card, site), class_="day"),
        el("span", " · ".join(filter(None, (number_words(card.number, site), facts.edition))), class_="number")
        if card.number or facts.edition
        else None,
        el("span", lead, class_="lead", **own_language(card, site)) if lead else None,
    )
    link = el("a", cover(card, page, small=True), *words, href=relative(page, issue_page(card)))
    return write(el("li", link, class_="tile")).encode()


def calendar_table(month: str, cards: Sequence[IssueCard], page: str, site: CatalogSite, href: str) -> El:
    """Return a month as a calendar whose days link to their issues.

    Args:
        month: ``2026-04``.
        cards: the issues of the month.
        page: the page of the calendar.
        site: the facts of the catalogue.
        href: the path of the month's own page.
    """
    year, number = map(int, month.split("-"))
    days: Mapping[int, IssueCard] = {int(card.day[8:]): card for card in reversed(cards)}
    weeks = calendar.Calendar().monthdayscalendar(year, number)
    names = [el("th", name, scope="col") for name in site.words("weekdays").split()]
    rows = [el("tr", *(_day(day, days, page, site) for day in week)) for week in weeks]
    caption = el("caption", el("a", month, href=relative(page, href)))
    return el("table", caption, el("thead", el("tr", *names)), el("tbody", *rows), class_="month")


def _day(day: int, days: Mapping[int, IssueCard], page: str, site: CatalogSite) -> El:
    if not day:
        return el("td")
    if card := days.get(day):
        return el("td", el("a", str(day), href=relative(page, issue_page(card)), title=day_words(card, site)))
    return el("td", str(day))
