# SPDX-License-Identifier: AGPL-3.0-or-later
"""OPDS 1.2: entries and feeds as Atom (RFC 4287, RFC 5005), for reading apps.

Comments name the faults of apps that a line avoids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from epubgen.back_file.catalog.cards import IssueCard, as_uri
from epubgen.back_file.catalog.places import CatalogPlaces, issue_page, media_type, picture_file
from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.languages.catalog_words import catalog_term
from epubgen.languages.digits import is_issn
from epubgen.languages.tags import shop_language
from epubgen.markup.tree import El, el, write
from epubgen.startup import dataclass

__all__ = [
    "ACQUISITION", "NAVIGATION", "FeedLink", "NavigationEntry", "atom_entry", "atom_frame", "series_urn",
]  # fmt: skip

_CATALOG = "application/atom+xml;profile=opds-catalog"
NAVIGATION, ACQUISITION = f"{_CATALOG};kind=navigation", f"{_CATALOG};kind=acquisition"
_REL = "http://opds-spec.org/"
_ENTRY = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns__dc": "http://purl.org/dc/terms/",
    "xmlns__s1": "http://schema.org/",
    "xmlns__s2": "http://schema.org",
    "s1__additionalType": "http://schema.org/PublicationIssue",
}
"""Palace reads the name space with the slash, r2-opds-js the one without."""
_FEED = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns__opds": "http://opds-spec.org/2010/catalog",
    "xmlns__opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "xmlns__fh": "http://purl.org/syndication/history/1.0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A link of a feed."""

    rel: str
    href: str
    type: str
    title: str = ""
    group: str = ""
    """Of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """An entry that links to another feed."""

    href: str
    title: str
    updated: str
    rel: str
    """``subsection``, or the address of ``sort/new``: KOReader follows no other."""
    kind: str
    """``NAVIGATION`` or ``ACQUISITION``."""
    summary: str = ""


def series_urn(series: SeriesFacts) -> str:
    """Return ``urn:issn:1234-5679``; empty without an ISSN with a correct check digit."""
    issn = next(filter(is_issn, (series.eissn, series.issn)), "")
    return f"urn:issn:{issn}" if issn else ""


def atom_entry(card: IssueCard, facts: IssueFacts, places: CatalogPlaces, published_type: str) -> bytes:
    """Return the entry of an issue on one line. It is the same in every feed.

    Args:
        card: the card of the issue.
        facts: printable facts.
        places: the places of the catalogue.
        published_type: ``newspaper`` or ``magazine``, as a category.
    """
    parts = (*_named(card, facts), *_described(facts, published_type), *_spoken(facts), *_links(card, facts, places))
    return write(El("entry", _attributes(_ENTRY), parts)).encode()


def _attributes(given: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key.replace("__", ":"), value) for key, value in given.items())


def _named(card: IssueCard, facts: IssueFacts) -> Iterator[El]:
    yield el("id", as_uri(card.identifier))
    yield el("title", facts.title)
    yield el("updated", card.updated)
    for name in facts.creators or (facts.publisher or facts.series.name or facts.title,):
        yield el("author", el("name", name))
    yield el("dc:identifier", as_uri(card.identifier))  # Thorium takes it for the id: an ISSN would make all issues one
    yield from (el("dc:language", shop_language(tag)) for tag in facts.languages)
    if facts.publisher:
        yield el("dc:publisher", facts.publisher)
    if card.day:
        yield el("dc:issued", card.day)
    if urn := series_urn(facts.series):
        yield el("dc:isPartOf", urn)


def _described(facts: IssueFacts, published_type: str) -> Iterator[El]:
    if facts.series.name:
        position = facts.number if facts.number.isdecimal() else None
        for prefix in ("s1", "s2"):
            name = {f"{prefix}:name": facts.series.name, **({f"{prefix}:position": position} if position else {})}
            yield El(f"{prefix}:Series", tuple(name.items()))
    if facts.number:
        yield el("s1:issueNumber", facts.number)
    if facts.volume:
        yield el("s1:volumeNumber", facts.volume)
    if published_type:
        yield el("category", term=published_type, scheme="http://schema.org/additionalType", label=published_type)
    yield from (el("category", term=subject, label=subject) for subject in facts.subjects)
    if facts.rights:
        yield el("rights", facts.rights)
    if summary := facts.description or _first_headlines(facts):
        yield el("summary", summary)


def _first_headlines(facts: IssueFacts) -> str:
    language = facts.languages[0] if facts.languages else ""
    return catalog_term("headlines.join", language).join(story.title for story in facts.stories[:3])


def _spoken(facts: IssueFacts) -> Iterator[El]:
    """Yield the accessibility metadata of the package document, which shops and libraries show with the record."""
    said = facts.accessibility
    lists = (
        ("accessMode", said.access_modes),
        ("accessModeSufficient", said.sufficient),
        ("accessibilityFeature", said.features),
        ("accessibilityHazard", said.hazards),
        ("accessibilitySummary", (said.summary,) if said.summary else ()),
    )
    yield from (el(f"s1:{name}", value) for name, values in lists for value in values)
    if said.conforms_to:
        yield el("dc:conformsTo", said.conforms_to)


def _links(card: IssueCard, facts: IssueFacts, places: CatalogPlaces) -> Iterator[El]:
    small, large = picture_file(card, small=True), picture_file(card, small=False)
    if small:  # before the cover: KOReader shows the first picture
        yield el("link", rel=f"{_REL}image/thumbnail", type=media_type(small), href=places.url(small))
    if large:
        yield el("link", rel=f"{_REL}image", type=media_type(large), href=places.url(large))
    yield el(
        "link",
        rel=f"{_REL}acquisition/open-access",
        type=facts.media_type,
        length=card.size,
        href=places.file_url(card.file),
    )
    yield el("link", rel="alternate", type="text/html", href=places.url(issue_page(card)))


def atom_frame(
    *,
    address: str,
    title: str,
    updated: str,
    author: str,
    links: Iterable[FeedLink] = (),
    entries: Iterable[NavigationEntry] = (),
    counts: dict[str, int] | None = None,
    complete: bool = False,
    language: str = "",
) -> tuple[bytes, bytes]:
    """Return a feed divided at the place of its issue entries.

    Args:
        address: the address of the feed, which is its id.
        title: the title for people.
        updated: the time of its newest entry, never that of the build.
        author: the name of the catalogue.
        links: the links of the feed, ``self`` among them.
        entries: the entries of a navigation feed, which has no issues.
        counts: ``totalResults``, ``itemsPerPage``, ``startIndex``; only if they never change, or on an open page.
        complete: whether the feed holds every issue of the catalogue (RFC 5005 §2).
        language: the language of the catalogue.
    """
    parts = [
        el("id", address),
        el("title", title),
        el("updated", updated),
        el("author", el("name", author)),
        *(el("opensearch:" + name, str(value)) for name, value in (counts or {}).items()),
        *([el("fh:complete")] if complete else []),
        *map(_link, links),
        *map(_navigation, entries),
    ]
    language_attribute = (("xml:lang", language),) if language else ()
    text = write(El("feed", _attributes(_FEED) + language_attribute, tuple(parts)))
    end = "</feed>"
    head = '<?xml version="1.0" encoding="utf-8"?>\n' + text.removesuffix(end) + "\n"  # Thorium wants <?xml at byte 0
    return head.encode(), f"\n{end}\n".encode()


def _link(link: FeedLink) -> El:
    attributes = {"rel": link.rel, "href": link.href, "type": link.type}
    if link.title:
        attributes["title"] = link.title
    if link.group:
        attributes["opds:facetGroup"] = link.group
    return El("link", tuple(attributes.items()))


def _navigation(entry: NavigationEntry) -> El:
    return el(
        "entry",
        el("title", entry.title),
        el("id", entry.href),
        el("updated", entry.updated),
        el("content", entry.summary or entry.title, type="text"),
        el("link", rel=entry.rel, href=entry.href, type=entry.kind),
    )
