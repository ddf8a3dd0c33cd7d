# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plans the feeds of a catalogue, and the issues in each.

::

    catalog                      navigation: newest, each title, all
     ├─ new                      the newest issues of all titles
     ├─ titles/ID/catalog        navigation: newest of the title, its years
     │   ├─ titles/ID/new
     │   └─ titles/ID/2027/index       navigation: the months
     │       └─ titles/ID/2027/03/index     the issues of a month
     ├─ all/index                all issues, in pages: the open one, before it 2027-2, 2027-1, 2026-14 …
     └─ all/complete             all issues in one feed, for machines

Pages are filled from the oldest issue on. A full page is closed: its contents never change. Its file is written once
more, when the page after it is closed and its link is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from epubgen.back_file.catalog.atom import ACQUISITION, NAVIGATION, FeedLink, NavigationEntry, atom_frame
from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.documents import CatalogDocument, pages_of
from epubgen.back_file.catalog.opds2 import JSON_TYPE, opds2_frame
from epubgen.back_file.catalog.places import CatalogPlaces, title_folder
from epubgen.languages.catalog_words import catalog_term
from epubgen.startup import dataclass

__all__ = ["COMPLETE_LIMIT", "WINDOW", "CatalogSite", "TitleCards", "feed_documents", "newest_first", "titles_of"]

WINDOW = 30
"""Issues of a feed of the newest ones."""
COMPLETE_LIMIT = 5000
"""Issues that one complete feed can hold: ten daily years are 6 MB, which a reader takes in within two seconds."""
_WINDOW_BYTES = 88_000
_MOST_FACETS = 20
_REL = "http://opds-spec.org/"
_NEW, _CRAWL, _FACET = f"{_REL}sort/new", f"{_REL}crawlable", f"{_REL}facet"
_ROOT, _ALL, _WHOLE = "catalog", "all/index", "all/complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSite:
    """The facts that hold for the whole catalogue."""

    title: str
    language: str
    places: CatalogPlaces

    def words(self, key: str, /, **filled: object) -> str:
        """Return a word of the catalogue in its language."""
        return catalog_term(key, self.language, **filled)

    def year_words(self, card: IssueCard) -> str:
        """Return ``2026年``, or the word for issues without a date."""
        return self.words("year", year=card.year) if card.day else self.words("undated")

    def month_words(self, card: IssueCard) -> str:
        """Return ``2026-04``, or the word for issues without a date."""
        return card.day[:7] or self.words("undated")


@dataclass(frozen=True, slots=True)
class TitleCards:
    """A newspaper or magazine with its issues, the newest first."""

    folder: str
    name: str
    cards: tuple[IssueCard, ...]

    def years(self) -> list[tuple[str, tuple[IssueCard, ...]]]:
        """Return the years with their issues, the newest first."""
        return [(year, tuple(cards)) for year, cards in groupby(self.cards, lambda card: card.year)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """A feed before it is written as Atom and as JSON. It names other feeds by their paths without an ending."""

    stem: str
    title: str
    cards: tuple[IssueCard, ...] = ()
    leads: tuple[NavigationEntry, ...] = ()
    """With a path in the place of the address."""
    related: tuple[FeedLink, ...] = ()
    updated: str = ""
    counts: tuple[int, int] | None = None
    """Issues in all pages, and on this one."""
    complete: bool = False
    earlier: str = ""


def titles_of(cards: Iterable[IssueCard]) -> list[TitleCards]:
    """Return the titles sorted by name, each with its issues."""
    homes: dict[str, list[IssueCard]] = {}
    for card in cards:
        homes.setdefault(title_folder(card.series), []).append(card)
    found = []
    for folder, own in homes.items():
        ordered = tuple(sorted(own, key=lambda card: card.newest_first, reverse=True))
        found.append(TitleCards(folder, ordered[0].series.name or ordered[0].title, ordered))
    return sorted(found, key=lambda title: (_sorting(title), title.folder))


def newest_first(titles: Iterable[TitleCards]) -> tuple[IssueCard, ...]:
    """Return the issues of all titles, the newest first."""
    everything = (card for title in titles for card in title.cards)
    return tuple(sorted(everything, key=lambda card: card.newest_first, reverse=True))


def _sorting(title: TitleCards) -> str:
    series = title.cards[0].series
    return (series.sort_name or series.name).casefold()


def feed_documents(titles: Sequence[TitleCards], site: CatalogSite) -> Iterator[CatalogDocument]:
    """Yield the files of all feeds, leaves first and the root last, so that no link leads to a missing file."""
    everything = newest_first(titles)
    for title in titles:
        for feed in _title_feeds(title, site):
            yield from _documents(feed, site)
    for feed in (*_all_feeds(everything, site), _newest(titles, everything, site), _root(titles, everything, site)):
        yield from _documents(feed, site)


def _updated(cards: Iterable[IssueCard]) -> str:
    return max(card.updated for card in cards)


def _root(titles: Sequence[TitleCards], everything: tuple[IssueCard, ...], site: CatalogSite) -> _Feed:
    updated = _updated(everything)
    new = NavigationEntry(href="new", title=site.words("newest"), updated=updated, rel=_NEW, kind=ACQUISITION)
    whole = NavigationEntry(href=_ALL, title=site.words("all"), updated=updated, rel="subsection", kind=ACQUISITION)
    crawled = _WHOLE if len(everything) <= COMPLETE_LIMIT else _ALL
    leads = [_lead(f"{title.folder}/catalog", title.name, title.cards, site) for title in titles]
    crawl = FeedLink(rel=_CRAWL, href=crawled, type=ACQUISITION, title=site.words("all"))
    return _Feed(stem=_ROOT, title=site.title, updated=updated, leads=(new, *leads, whole), related=(crawl,))


def _lead(
    stem: str, name: str, cards: Sequence[IssueCard], site: CatalogSite, kind: str = NAVIGATION
) -> NavigationEntry:
    summary = site.words("count", count=len(cards))
    return NavigationEntry(href=stem, title=name, updated=_updated(cards), rel="subsection", kind=kind, summary=summary)


def _newest(titles: Sequence[TitleCards], everything: tuple[IssueCard, ...], site: CatalogSite) -> _Feed:
    facets = tuple(
        FeedLink(rel=_FACET, href=f"{title.folder}/new", type=ACQUISITION, title=title.name, group=site.words("title"))
        for title in titles[:_MOST_FACETS]
        if len(titles) > 1
    )
    cards = _window(everything, site)
    up = FeedLink(rel="up", href=_ROOT, type=NAVIGATION)
    return _Feed(stem="new", title=site.words("newest"), cards=cards, related=(up, *facets))


def _window(cards: Sequence[IssueCard], site: CatalogSite) -> tuple[IssueCard, ...]:
    """Return the newest issues that one feed can hold beside its facets."""
    return pages_of(tuple(cards[:WINDOW]), site.places.base_url, _WINDOW_BYTES)[0]


def _title_feeds(title: TitleCards, site: CatalogSite) -> Iterator[_Feed]:
    home, name = f"{title.folder}/catalog", title.name
    up_home, up_root = (FeedLink(rel="up", href=stem, type=NAVIGATION) for stem in (home, _ROOT))
    leads = []
    for year, cards in title.years():
        stem = f"{title.folder}/{year}/index"
        year_name = f"{name} {site.year_words(cards[0])}"
        months = [(month, tuple(own)) for month, own in groupby(cards, lambda card: card.month)]
        up_year = FeedLink(rel="up", href=stem, type=NAVIGATION)
        for month, own in months:
            pages = [
                (f"index-{number}", page)
                for number, page in enumerate(pages_of(own[::-1], site.places.base_url), start=1)
            ]
            shown = f"{name} {site.month_words(own[0])}"
            yield from _paged(f"{title.folder}/{year}/{month}/", shown, pages, (up_year,))
        month_leads = tuple(
            _lead(f"{title.folder}/{year}/{month}/index", site.month_words(own[0]), own, site, ACQUISITION)
            for month, own in months
        )
        yield _Feed(stem=stem, title=year_name, updated=_updated(cards), leads=month_leads, related=(up_home,))
        leads.append(_lead(stem, site.year_words(cards[0]), cards, site))
    newest = site.words("newest.of", title=name)
    facets = _month_facets(title, site)
    yield _Feed(stem=f"{title.folder}/new", title=newest, cards=_window(title.cards, site), related=(up_home, *facets))
    updated = _updated(title.cards)
    new = NavigationEntry(href=f"{title.folder}/new", title=newest, updated=updated, rel=_NEW, kind=ACQUISITION)
    yield _Feed(stem=home, title=name, updated=updated, leads=(new, *leads), related=(up_root,))


def _month_facets(title: TitleCards, site: CatalogSite) -> tuple[FeedLink, ...]:
    """Return the months of the newest year only: those of ten years would be larger than the issues."""
    year, cards = title.years()[0]
    months = [next(own) for _, own in groupby(cards, lambda card: card.month)]
    return tuple(
        FeedLink(
            rel=_FACET,
            href=f"{title.folder}/{year}/{card.month}/index",
            type=ACQUISITION,
            title=site.month_words(card),
            group=site.words("month"),
        )
        for card in months
    )


def _all_feeds(everything: tuple[IssueCard, ...], site: CatalogSite) -> Iterator[_Feed]:
    """Yield the feeds of all issues, sorted by the time of change, so that new entries come first for a machine."""
    ordered = tuple(sorted(everything, key=lambda card: (card.updated, card.identifier)))
    pages = [
        (f"{year}-{number}", page)
        for year, own in groupby(ordered, lambda card: card.updated[:4])
        for number, page in enumerate(pages_of(tuple(own), site.places.base_url), start=1)
    ]
    up = FeedLink(rel="up", href=_ROOT, type=NAVIGATION)
    yield from _paged("all/", site.words("all"), pages, (up,))
    if len(ordered) <= COMPLETE_LIMIT:
        yield _Feed(stem=_WHOLE, title=site.words("all"), cards=ordered[::-1], related=(up,), complete=True)


def _paged(
    folder: str, title: str, pages: list[tuple[str, tuple[IssueCard, ...]]], related: tuple[FeedLink, ...]
) -> Iterator[_Feed]:
    """Yield pages from the oldest on. The newest page is open and is called ``index``, the name in links."""
    names = [*(f"{folder}{name}" for name, _ in pages[:-1]), f"{folder}index"]
    total = sum(len(cards) for _, cards in pages)
    for place, (name, (_, cards)) in enumerate(zip(names, pages, strict=True)):
        open_page = place == len(pages) - 1
        around = {"first": names[-1], "last": names[0]} if len(pages) > 1 else {}
        if place:
            around["next"] = names[place - 1]
        if not open_page:
            around["previous"] = names[place + 1]
        links = tuple(FeedLink(rel=rel, href=stem, type=ACQUISITION) for rel, stem in around.items())
        counts = (total, len(cards)) if open_page and len(pages) > 1 else None
        yield _Feed(
            stem=name,
            title=title,
            cards=cards[::-1],
            related=(*related, *links),
            counts=counts,
            earlier="" if open_page else names[-1],
        )


def _documents(feed: _Feed, site: CatalogSite) -> Iterator[CatalogDocument]:
    """Yield the feed as Atom and as JSON. Each links to the other."""
    own = ACQUISITION if feed.cards else NAVIGATION
    yield _document(feed, "atom", own, *_atom(_addressed(feed, "atom", own, site), site))
    yield _document(feed, "json", JSON_TYPE, *_json(_addressed(feed, "json", own, site)))


def _addressed(feed: _Feed, ending: str, own: str, site: CatalogSite) -> _Feed:
    """Return the feed with all its links, and with addresses instead of paths."""

    def address(stem: str) -> str:
        return site.places.url(f"{stem}.{ending}")

    here = FeedLink(rel="self", href=feed.stem, type=own)
    start = FeedLink(rel="start", href=_ROOT, type=NAVIGATION)
    links = [replace(link, href=address(link.href)) for link in (here, start, *feed.related)]
    if ending == "json":
        links = [replace(link, type=JSON_TYPE) for link in links]
    other, kind = ("atom", own) if ending == "json" else ("json", JSON_TYPE)
    twin = FeedLink(rel="alternate", href=site.places.url(f"{feed.stem}.{other}"), type=kind)
    leads = tuple(replace(lead, href=address(lead.href)) for lead in feed.leads)
    return replace(feed, leads=leads, related=(*links, twin), updated=feed.updated or _updated(feed.cards))


def _atom(feed: _Feed, site: CatalogSite) -> tuple[bytes, bytes]:
    counts = feed.counts and {"totalResults": feed.counts[0], "itemsPerPage": feed.counts[1], "startIndex": 1}
    return atom_frame(
        address=feed.related[0].href,
        title=feed.title,
        updated=feed.updated,
        author=site.title,
        links=feed.related,
        entries=feed.leads,
        counts=counts or None,
        complete=feed.complete,
        language=site.language,
    )


def _json(feed: _Feed) -> tuple[bytes, bytes]:
    counts = feed.counts and {"numberOfItems": feed.counts[0], "itemsPerPage": feed.counts[1], "currentPage": 1}
    return opds2_frame(
        title=feed.title, updated=feed.updated, links=feed.related, entries=feed.leads, counts=counts or None
    )


def _document(feed: _Feed, ending: str, media_type: str, head: bytes, tail: bytes) -> CatalogDocument:
    return CatalogDocument(
        path=f"{feed.stem}.{ending}",
        media_type=media_type,
        head=head,
        tail=tail,
        between=b",\n" if ending == "json" else b"\n",
        lines=ending if feed.cards else "",
        cards=feed.cards,
        earlier=f"{feed.earlier}.{ending}" if feed.earlier else "",
        zipped=feed.complete,
    )
