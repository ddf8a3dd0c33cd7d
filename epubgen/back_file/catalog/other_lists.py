# SPDX-License-Identifier: AGPL-3.0-or-later
"""The other lists of a catalogue: RSS, the site map, and the list of its files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from email.utils import format_datetime

from epubgen.back_file.catalog.atom import series_urn
from epubgen.back_file.catalog.cards import IssueCard, as_uri
from epubgen.back_file.catalog.documents import CatalogDocument, LineWriters
from epubgen.back_file.catalog.feeds import CatalogSite, TitleCards, newest_first
from epubgen.back_file.catalog.places import issue_page, media_type
from epubgen.back_file.catalog.state import MANIFEST, WrittenFile
from epubgen.back_file.facts import IssueFacts
from epubgen.markup.tree import El, el, write

__all__ = ["RSS_ITEMS", "list_documents", "list_writers", "manifest_document"]

RSS_ITEMS = 100
"""A deposit library polls every five minutes to daily: it never misses one, and the file never grows."""
_RSS, _XML = "application/rss+xml", "application/xml"
_MOST_URLS = 50_000


def list_documents(titles: Sequence[TitleCards], site: CatalogSite) -> Iterator[CatalogDocument]:
    """Yield the RSS of each title and of all titles, and ``sitemap.xml``."""
    newest = newest_first(titles)
    for title in titles:
        yield _rss(f"{title.folder}/rss.xml", title.name, f"{title.folder}/index.html", title.cards, site)
    yield _rss("rss.xml", site.title, "index.html", newest, site)
    yield _sitemap(newest, titles, site)


def list_writers(site: CatalogSite) -> LineWriters:
    """Return the functions that write the lines of these files."""
    return {"rss": lambda card, facts: _item(card, facts, site), "sitemap": lambda card, _: _place(card, site)}


def _rss(path: str, title: str, page: str, cards: Sequence[IssueCard], site: CatalogSite) -> CatalogDocument:
    shown = tuple(cards[:RSS_ITEMS])
    own = {"rel": "self", "type": _RSS, "href": site.places.url(path)}
    channel = (
        el("title", title),
        el("link", site.places.url(page)),
        el("description", title),
        el("language", site.language.lower()),
        el("lastBuildDate", _mail_date(max(card.updated for card in shown))),
        El("atom:link", tuple(own.items())),
    )
    spaces = {
        "version": "2.0",
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
    }
    text = write(El("rss", tuple(spaces.items()), (el("channel", *channel),)))
    end = "</channel></rss>"
    head = f'<?xml version="1.0" encoding="utf-8"?>\n{text.removesuffix(end)}\n'
    return CatalogDocument(
        path=path, media_type=_RSS, head=head.encode(), tail=f"\n{end}\n".encode(), lines="rss", cards=shown
    )


def _item(card: IssueCard, facts: IssueFacts, site: CatalogSite) -> bytes:
    urn = series_urn(facts.series)
    file = {"url": site.places.file_url(card.file), "length": str(card.size), "type": facts.media_type}
    return write(
        el(
            "item",
            el("title", facts.title),
            el("link", site.places.url(issue_page(card))),
            el("guid", as_uri(card.identifier), isPermaLink="false"),
            el("pubDate", _mail_date(f"{card.day}T00:00:00Z" if card.day else card.updated)),
            el("description", facts.description) if facts.description else None,
            el("dcterms:isPartOf", urn) if urn else None,
            el("dcterms:modified", card.updated),
            el("dcterms:issued", card.day) if card.day else None,
            El("enclosure", tuple(file.items())),
        )
    ).encode()


def _mail_date(instant: str) -> str:
    return format_datetime(dt.datetime.fromisoformat(instant), usegmt=True)


def _sitemap(cards: Sequence[IssueCard], titles: Sequence[TitleCards], site: CatalogSite) -> CatalogDocument:
    above = ["index.html", *(f"{title.folder}/index.html" for title in titles)]
    places = "".join(write(el("url", el("loc", site.places.url(path)))) + "\n" for path in above)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{places}"
    )
    return CatalogDocument(
        path="sitemap.xml",
        media_type=_XML,
        head=head.encode(),
        tail=b"\n</urlset>\n",
        lines="sitemap",
        cards=tuple(cards[: _MOST_URLS - len(above)]),
    )


def _place(card: IssueCard, site: CatalogSite) -> bytes:
    return write(el("url", el("loc", site.places.url(issue_page(card))), el("lastmod", card.updated))).encode()


def manifest_document(written: Mapping[str, WrittenFile], cards: Sequence[IssueCard]) -> CatalogDocument:
    """Return ``manifest.json``: path, media type, size and SHA-256 of every published file, sorted by path."""
    files = {card.file: (media_type(card.file), card.size, card.sha256) for card in cards}
    files |= {path: (media_type(path), one.size, one.sha256) for path, one in written.items()}
    lines = ",\n".join(
        json.dumps({"path": path, "type": kind, "size": size, "sha256": digest}, ensure_ascii=False)
        for path, (kind, size, digest) in sorted(files.items())
    )
    head = f'{{"generator": "epubgen", "files": [\n{lines}\n]}}\n'
    return CatalogDocument(path=MANIFEST, media_type="application/json", head=head.encode())
