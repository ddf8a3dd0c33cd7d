# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records for libraries in a catalogue: beside each title and each year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.coverage import kbart_rows
from epubgen.back_file.catalog.documents import CatalogDocument, FactsOf, LineWriters
from epubgen.back_file.catalog.feeds import CatalogSite, TitleCards
from epubgen.back_file.catalog.places import issue_page
from epubgen.back_file.records.tables import kbart, story_header, story_rows
from epubgen.back_file.titles import title_of
from epubgen.model.held_titles import LibraryTitle, LibraryTitles

if TYPE_CHECKING:
    from pymarc import Record

__all__ = ["record_documents", "record_writers"]

_MARC, _MARC_XML = "application/marc", "application/marcxml+xml"


def record_documents(
    titles: Sequence[TitleCards], site: CatalogSite, known: LibraryTitles
) -> Iterator[CatalogDocument]:
    """Yield ``serial.mrc`` and ``serial.xml`` of titles, ``holdings`` and ``stories.csv`` of years, ``kbart.txt``."""
    for title in titles:
        for year, cards in title.years():
            folder = f"{title.folder}/{year}"
            yield from _both(f"{folder}/holdings", cards, site, partial(_holdings, title, year, cards, site))
            yield CatalogDocument(
                path=f"{folder}/stories.csv",
                media_type="text/csv",
                head=story_header(),
                tail=b"\r\n",
                between=b"\r\n",
                lines="csv",
                cards=tuple(card for card in cards if card.stories),
            )
        told = title_of(known, title.cards[0].series)
        yield from _both(f"{title.folder}/serial", title.cards, site, partial(_serial, title, site, told), told)
    rows = (
        row
        for title in titles
        for row in kbart_rows(title.cards, _control(title), _page(title, site), title_of(known, title.cards[0].series))
    )
    yield CatalogDocument(path="kbart.txt", media_type="text/tab-separated-values", head=kbart(rows))


def record_writers(site: CatalogSite) -> LineWriters:
    """Return the functions that write the lines of these files."""
    return {"csv": lambda card, facts: story_rows(facts, site.places.url(issue_page(card)))}


def _control(title: TitleCards) -> str:
    return title.folder.rpartition("/")[2]


def _page(title: TitleCards, site: CatalogSite) -> str:
    return site.places.url(f"{title.folder}/index.html")


def _both(
    stem: str,
    cards: tuple[IssueCard, ...],
    site: CatalogSite,
    records: Callable[[FactsOf], list[Record]],
    title: LibraryTitle | None = None,
) -> Iterator[CatalogDocument]:
    """Yield the same records in both forms."""
    told = f"{stem} {site.title} {site.places.files_url} {title}".encode()

    def iso(facts_of: FactsOf) -> bytes:
        from epubgen.back_file.records.marc import marc21  # noqa: PLC0415 - loads pymarc

        return marc21(records(facts_of))

    def xml(facts_of: FactsOf) -> bytes:
        from epubgen.back_file.records.marc import marc_xml  # noqa: PLC0415 - loads pymarc

        return marc_xml(records(facts_of))

    yield CatalogDocument(path=f"{stem}.mrc", media_type=_MARC, head=told, cards=cards, whole=iso)
    yield CatalogDocument(path=f"{stem}.xml", media_type=_MARC_XML, head=told, cards=cards, whole=xml)


def _serial(title: TitleCards, site: CatalogSite, told: LibraryTitle | None, facts_of: FactsOf) -> list[Record]:
    from epubgen.back_file.records.marc import serial_record  # noqa: PLC0415 - loads pymarc

    newest = facts_of(title.cards[0])
    return [serial_record(title.cards, newest, _control(title), _page(title, site), told)]


def _holdings(
    title: TitleCards, year: str, cards: tuple[IssueCard, ...], site: CatalogSite, _: FactsOf
) -> list[Record]:
    from epubgen.back_file.records.marc import holdings_records  # noqa: PLC0415 - loads pymarc

    oldest_first = cards[::-1]
    addresses = [site.places.file_url(card.file) for card in oldest_first]
    return holdings_records(oldest_first, _control(title), year, site.title, addresses)
