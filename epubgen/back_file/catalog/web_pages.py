# SPDX-License-Identifier: AGPL-3.0-or-later
"""The web pages: titles, years, months, issues. They work from a disk, on a phone, without a framework.

Search needs a script but no server: each year of a title has a file with its headlines, which the page loads on the
first search, the newest year first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby

from epubgen.back_file.catalog.cards import IssueCard, without_twins
from epubgen.back_file.catalog.documents import CatalogDocument, LineWriters
from epubgen.back_file.catalog.feeds import CatalogSite, TitleCards, newest_first
from epubgen.back_file.catalog.places import issue_page, relative
from epubgen.back_file.catalog.web_issue import issue_line, latest_line
from epubgen.back_file.catalog.web_parts import (
    LINES,
    WebPage,
    calendar_table,
    cover,
    day_words,
    issn_words,
    own_language,
    page_frame,
    tile,
)
from epubgen.back_file.facts import IssueFacts, StoryFacts
from epubgen.languages.words import join_names
from epubgen.markup.tree import El, Node, el, write

__all__ = ["page_documents", "page_writers"]

_NEWEST = 12
_MANY = 60
"""From so many issues a year on, a year is shown as calendars; the covers stand on the pages of the months."""
_ASSETS = {"catalog.css": "text/css", "search.js": "text/javascript"}


def page_documents(titles: Sequence[TitleCards], site: CatalogSite) -> Iterator[CatalogDocument]:
    """Yield all pages: those of issues first, the front page last."""
    for name, kind in _ASSETS.items():
        data = resources.files("epubgen.back_file.catalog").joinpath("assets", name).read_bytes()
        yield CatalogDocument(path=f"assets/{name}", media_type=kind, head=data)
    for title in titles:
        yield from _issues(title, site)
        for year, cards in title.years():
            yield _search_data(title, year, cards)
            yield from _months(title, year, cards, site)
            yield _year(title, year, cards, site)
        yield _title(title, site)
    yield _home(titles, site)


def page_writers(site: CatalogSite) -> LineWriters:
    """Return the functions that write the lines of these files."""

    def beside(card: IssueCard) -> str:
        return issue_page(card).rpartition("/")[0]

    def below(card: IssueCard) -> str:
        return f"{beside(card)}/{card.month}/index.html"

    return {
        "tile": lambda card, facts: tile(card, facts, "index.html", site, named=True),
        "tile-year": lambda card, facts: tile(card, facts, f"{beside(card)}/index.html", site, named=False),
        "tile-month": lambda card, facts: tile(card, facts, below(card), site, named=False),
        "page": lambda card, facts: issue_line(card, facts, site),
        "search": _search_line,
        "latest": lambda card, facts: latest_line(card, facts, site),
    }


def _document(page: WebPage, site: CatalogSite, lines: str = "", cards: tuple[IssueCard, ...] = ()) -> CatalogDocument:
    head, tail = page_frame(page, site)
    return CatalogDocument(path=page.path, media_type="text/html", head=head, tail=tail, lines=lines, cards=cards)


def _home(titles: Sequence[TitleCards], site: CatalogSite) -> CatalogDocument:
    newest = newest_first(titles)[:_NEWEST]
    years = sorted({(card.year, title.folder) for title in titles for card in title.cards}, reverse=True)
    body = (
        el("h1", site.title),
        _search(years, "index.html", site),
        el("section", el("h2", site.words("titles")), el("ul", *(_paper(t, site) for t in titles), class_="papers")),
        el("section", el("h2", site.words("newest")), el("ul", LINES, class_="tiles")),
    )
    page = WebPage(path="index.html", title=site.title, body=body, feed="catalog", script=True)
    return _document(page, site, "tile", newest)


def _paper(title: TitleCards, site: CatalogSite) -> El:
    newest, page = title.cards[0], f"{title.folder}/index.html"
    facts = f"{site.words('count', count=len(title.cards))} · {_span(title)}"
    words = (
        el("span", title.name, class_="paper", **own_language(newest, site)),
        el("span", facts.removesuffix(" · "), class_="number"),
    )
    return el("li", el("a", cover(newest, "index.html", small=True), *words, href=relative("index.html", page)))


def _span(title: TitleCards) -> str:
    """Return ``2017–2026``."""
    years = [card.year for card in title.cards if card.day]
    if not years:
        return ""
    return years[0] if years[0] == years[-1] else f"{years[-1]}–{years[0]}"


def _search(years: Sequence[tuple[str, str]], page: str, site: CatalogSite) -> El:
    """Return the search form of a page. Attributes hold what its script needs."""
    files = [f"{folder}/{year}/search.js" for year, folder in years]
    return el(
        "search",
        el(
            "form",
            el("label", site.words("search"), for_="words"),
            el(
                "div",
                el("input", type="search", id="words", name="q", autocomplete="off", enterkeyhint="search"),
                el("button", site.words("search.button"), type="submit"),
                class_="field",
            ),
            role="search",
        ),
        el("noscript", el("p", site.words("search.script"))),
        el("p", role="status", id="search-status"),
        el("ol", id="search-results"),
        el("button", site.words("search.more"), type="button", id="search-more", hidden="hidden"),
        id="search",
        data_files=" ".join(files),
        data_root=relative(page, "index.html").removesuffix("index.html"),
        data_none=site.words("search.none"),
        data_some=site.words("search.some", count="{count}"),
        data_busy=site.words("search.busy", year="{year}"),
    )


def _title(title: TitleCards, site: CatalogSite) -> CatalogDocument:
    path, newest = f"{title.folder}/index.html", title.cards[0]
    years = [
        el(
            "li",
            el(
                "a",
                el("b", site.year_words(cards[0])),
                el("span", site.words("count", count=len(cards)), class_="number"),
                href=relative(path, f"{title.folder}/{year}/index.html"),
            ),
        )
        for year, cards in title.years()
    ]
    body = (
        el("h1", title.name, **own_language(newest, site)),
        el("p", _about(newest), class_="about", **own_language(newest, site)) if _about(newest) else None,
        _search([(year, title.folder) for year, _ in title.years()], path, site),
        el("section", el("h2", site.words("latest")), LINES, class_="latest"),
        el("section", el("h2", site.words("years")), el("ol", *years, class_="years")),
    )
    page = WebPage(
        path=path,
        title=title.name,
        body=tuple(part for part in body if part is not None),
        trail=((site.title, "index.html"),),
        feed=f"{title.folder}/catalog",
        rss=f"{title.folder}/rss.xml",
        script=True,
    )
    return _document(page, site, "latest", (newest,))


def _about(card: IssueCard) -> str:
    series = card.series
    issn = issn_words(series)
    return " · ".join(
        filter(None, (card.publisher, f"ISSN {issn}" if issn else "", f"CN {series.cn}" if series.cn else ""))
    )


def _trail(title: TitleCards, site: CatalogSite, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((site.title, "index.html"), (title.name, f"{title.folder}/index.html"), *more)


def _year(title: TitleCards, year: str, cards: tuple[IssueCard, ...], site: CatalogSite) -> CatalogDocument:
    path = f"{title.folder}/{year}/index.html"
    heading = el("h1", el("span", title.name, **own_language(cards[0], site)), " ", site.year_words(cards[0]))
    many = len(cards) > _MANY and year.isdigit()
    if many:
        months = [(month, list(own)) for month, own in groupby(cards[::-1], lambda card: card.day[:7])]
        tables = [
            calendar_table(month, own[::-1], path, site, f"{title.folder}/{year}/{month[5:]}/index.html")
            for month, own in months
        ]
        body: tuple[Node, ...] = (heading, el("div", *tables, class_="months"))
    else:
        body = (heading, el("ul", LINES, class_="tiles"))
    page = WebPage(
        path=path,
        title=f"{title.name} {site.year_words(cards[0])}",
        body=body,
        trail=_trail(title, site),
        feed=f"{title.folder}/{year}/index",
        rss=f"{title.folder}/rss.xml",
    )
    return _document(page, site) if many else _document(page, site, "tile-year", cards)


def _months(title: TitleCards, year: str, cards: tuple[IssueCard, ...], site: CatalogSite) -> Iterator[CatalogDocument]:
    for month, found in groupby(cards, lambda card: card.month):
        own = tuple(found)
        words = site.month_words(own[0])
        folder = f"{title.folder}/{year}/{month}"
        page = WebPage(
            path=f"{folder}/index.html",
            title=f"{title.name} {words}",
            body=(
                el("h1", el("span", title.name, **own_language(own[0], site)), f" {words}"),
                el("ul", LINES, class_="tiles"),
            ),
            trail=_trail(title, site, (site.year_words(cards[0]), f"{title.folder}/{year}/index.html")),
            feed=f"{folder}/index",
            rss=f"{title.folder}/rss.xml",
        )
        yield _document(page, site, "tile-month", own)


_TITLE, _AROUND = "\ufdd1", "\ufdd2"
"""Stand in the frame of a month's pages where each of them differs; no text holds them once it is tidy."""


def _issues(title: TitleCards, site: CatalogSite) -> Iterator[CatalogDocument]:
    """Yield one page for each issue. The page of the day before is written again when it gets its link to the next."""
    frames: dict[str, tuple[bytes, bytes]] = {}
    for place, card in enumerate(title.cards):
        newer = title.cards[place - 1] if place else None
        older = title.cards[place + 1] if place + 1 < len(title.cards) else None
        month = f"{card.year}-{card.month}"
        if month not in frames:
            frames[month] = _issue_frame(card, title, site)
        head, tail = frames[month]
        path = issue_page(card)
        around = _around(path, older, newer, site)
        yield CatalogDocument(
            path=path,
            media_type="text/html",
            head=head.replace(_TITLE.encode(), write(card.title).encode()),
            tail=tail.replace(_AROUND.encode(), (write(around) if around else "").encode()),
            lines="page",
            cards=(card,),
        )


def _issue_frame(card: IssueCard, title: TitleCards, site: CatalogSite) -> tuple[bytes, bytes]:
    """Return the frame of all issues of a month, which lie in one folder and below the same pages."""
    folder = f"{title.folder}/{card.year}"
    month = (site.month_words(card), f"{folder}/{card.month}/index.html")
    return page_frame(
        WebPage(
            path=issue_page(card),
            title=_TITLE,
            body=(LINES, _AROUND),
            trail=_trail(title, site, (site.year_words(card), f"{folder}/index.html"), month),
            rss=f"{title.folder}/rss.xml",
            feed=f"{title.folder}/catalog",
        ),
        site,
    )


def _around(path: str, older: IssueCard | None, newer: IssueCard | None, site: CatalogSite) -> El | None:
    """Return the links to the issues before and after; none for the only issue of a title."""
    links = [
        el(
            "a",
            el("span", site.words(key), class_="number"),
            el("b", day_words(card, site)),
            href=relative(path, issue_page(card)),
            rel=rel,
        )
        for card, key, rel in ((older, "previous", "prev"), (newer, "next", "next"))
        if card
    ]
    label = f"{site.words('previous')}, {site.words('next')}"
    return el("nav", *links, class_="around", aria_label=label) if links else None


def _search_data(title: TitleCards, year: str, cards: tuple[IssueCard, ...]) -> CatalogDocument:
    path = f"{title.folder}/{year}/search.js"
    named = json.dumps([path, title.name, year if year.isdigit() else ""], ensure_ascii=False)
    return CatalogDocument(
        path=path,
        media_type="text/javascript",
        head=f"epubgenSearch({named},[\n".encode(),
        between=b",\n",
        tail=b"\n]);\n",
        lines="search",
        cards=without_twins(cards),
    )


def _search_line(card: IssueCard, facts: IssueFacts) -> bytes:
    """Return page and day, and for each story its headline, authors, section and page."""
    stories = [_found_words(story, card.language) for story in facts.stories if story.title]
    line = json.dumps([issue_page(card), card.day, card.language, stories], ensure_ascii=False, separators=(",", ":"))
    return line.replace("\u2028", " ").replace("\u2029", " ").encode(errors="replace")


def _found_words(story: StoryFacts, language: str) -> list[str]:
    place = " ".join(filter(None, (story.section, story.column)))
    return [str(story.position), story.title, join_names(story.authors, language), place]
