# SPDX-License-Identifier: AGPL-3.0-or-later
"""MARC 21: a serial record of each title, and its holdings by year, as ISO 2709 and as MARCXML.

Field numbers are those of MARC 21 Bibliographic and Holdings, UTF-8. Nothing is invented: what no EPUB states is left
out or coded as unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from pymarc import Field, Indicators, MARCWriter, Record, Subfield, XMLWriter

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.places import media_type
from epubgen.back_file.facts import IssueFacts
from epubgen.back_file.records.frequency import usual_frequency
from epubgen.languages.digits import is_issn
from epubgen.languages.tags import CHINESE
from epubgen.model.held_titles import LibraryTitle

__all__ = ["holdings_records", "marc21", "marc_xml", "serial_record"]

_LANGUAGES = {
    "zh": "chi", "ja": "jpn", "ko": "kor", "en": "eng", "de": "ger", "fr": "fre", "es": "spa", "it": "ita", "pt": "por",
    "nl": "dut", "ru": "rus", "sv": "swe", "pl": "pol", "vi": "vie", "th": "tha", "ar": "ara", "ug": "uig", "bo": "tib",
    "mn": "mon", "fa": "per", "he": "heb", "hi": "hin", "tr": "tur", "id": "ind", "ms": "may", "uk": "ukr", "cs": "cze",
    "da": "dan", "fi": "fin", "nb": "nob", "no": "nor", "el": "gre", "hu": "hun", "ro": "rum", "kk": "kaz", "ca": "cat",
}  # fmt: skip
"""Primary subtags → MARC Code List for Languages."""
_ALPHABETS = {
    "chi": "e", "jpn": "d", "kor": "k", "rus": "c", "ukr": "c", "kaz": "c", "ara": "f", "per": "f", "uig": "f",
    "gre": "g", "heb": "h", "tha": "i", "hin": "j", "mon": "z", "tib": "z",
}  # fmt: skip
"""Languages → the code of the alphabet of a title (008/33); all others are Latin (``b``)."""
_FREQUENCIES = {
    "d": ("日刊", "Daily"), "c": ("半周刊", "Semiweekly"), "w": ("周刊", "Weekly"), "e": ("双周刊", "Biweekly"),
    "s": ("半月刊", "Semimonthly"), "m": ("月刊", "Monthly"), "b": ("双月刊", "Bimonthly"), "q": ("季刊", "Quarterly"),
    "f": ("半年刊", "Semiannual"), "a": ("年刊", "Annual"),
}  # fmt: skip
_CODES = {
    "daily": "d", "weekdays": "d", "semiweekly": "c", "weekly": "w", "biweekly": "e", "semimonthly": "s",
    "monthly": "m", "bimonthly": "b", "quarterly": "q", "semiannual": "f", "yearly": "a",
}  # fmt: skip
"""Frequencies of a publication → their codes."""
_FULL = 90_000
"""Bytes of a record: ISO 2709 has five digits for its length."""
_LINK = 190
"""Bytes of an issue in a record of holdings beside its address and its numbers."""


def serial_record(
    cards: Sequence[IssueCard], newest: IssueFacts, control: str, page: str = "", title: LibraryTitle | None = None
) -> Record:
    """Return the bibliographic record of a title.

    Args:
        cards: the issues of the title, the newest first.
        newest: the facts of the newest issue.
        control: the control number.
        page: the address of the title's page; empty if it has none.
        title: what a librarian wrote about it.
    """
    tags = [_language(tag) for tag in newest.languages] or ["und"]
    days = (dt.date.fromisoformat(card.day) for card in cards if card.day)
    frequency = _CODES.get(_stated_frequency(title) or usual_frequency(days), "u")
    record = Record(leader="00000nas a2200000 i 4500", force_utf8=True)
    fields = [
        _field("001", control),
        _field("005", _stamp(cards)),
        _field("006", "m     o  d        "),
        _field("007", "cr |||||||||||"),
        _field("008", _fixed(cards, tags[0], frequency, _end(cards[0], title))),
        *_numbers(cards[0]),
        *(_life(title) if title else ()),
        *_languages(tags),
        *_names(cards[0], newest),
        *_dates(cards, newest, frequency, tags[0], title),
        *(_former_frequencies(title, tags[0]) if title else ()),
        *_form(),
        *_accessibility(newest),
        *([_field("856", "40", ("u", page), ("q", media_type(page)))] if page else []),
    ]
    record.fields = sorted(fields, key=lambda field: field.tag)
    return record


def _life(title: LibraryTitle) -> Iterator[Field]:
    """Yield 780 and 785: former names, titles merged into it, later names."""
    for period in title.periods:
        if period.name and period.name != title.name:
            yield _field("780", "00", ("t", period.name), ("x", period.issn))
        kind = "04" if len(period.continues) > 1 else "05"  # formed by the union of; absorbed
        yield from (_field("780", kind, ("t", other)) for other in period.continues)
    if title.continued_by:
        yield _field("785", "00", ("t", title.continued_by))


def _numbers(card: IssueCard) -> Iterator[Field]:
    """Yield 022, 024, and 776 for the print edition."""
    series = card.series
    if issn := series.eissn or series.issn:
        yield _field("022", "  ", ("a" if is_issn(issn) else "y", issn))  # y: incorrect
    if series.cn:
        yield _field("024", "8 ", ("a", f"CN {series.cn.removeprefix('CN').strip()}"))
    if series.eissn and series.issn:
        yield _field("776", "08", ("i", "Print version:"), ("t", series.name), ("x", series.issn))


def _languages(tags: Sequence[str]) -> Iterator[Field]:
    yield _field("040", "  ", ("b", tags[0] if tags[0] == "chi" else "eng"), ("e", "rda"))
    if len({*tags}) > 1:
        yield _field("041", "0 ", *(("a", tag) for tag in dict.fromkeys(tags)))


def _names(card: IssueCard, newest: IssueFacts) -> Iterator[Field]:
    """Yield 245, 246, 540, 655, 710."""
    series = card.series
    yield _field("245", "00", ("a", series.name or newest.title))
    if series.sort_name and series.sort_name != series.name:
        yield _field("246", "3 ", ("a", series.sort_name))
    if newest.rights:
        yield _field("540", "  ", ("a", newest.rights))
    if series.kind:
        yield _field("655", " 7", ("a", "Newspapers" if series.kind == "newspaper" else "Periodicals"), ("2", "lcgft"))
    if newest.publisher:
        yield _field("710", "2 ", ("a", newest.publisher))


def _dates(
    cards: Sequence[IssueCard], newest: IssueFacts, frequency: str, language: str, title: LibraryTitle | None
) -> Iterator[Field]:
    """Yield 264, 310, 362: open if the title continues, closed if it has ceased."""
    first, end = cards[-1], _end(cards[0], title)
    since = f"{first.day[:4]}-{end}" if first.day else ""
    if newest.publisher or since:
        yield _field("264", " 1", ("b", newest.publisher), ("c", since))
    if frequency in _FREQUENCIES:
        yield _field("310", "  ", ("a", _FREQUENCIES[frequency][language != "chi"]))
    if first.day:
        yield _field("362", "0 ", ("a", f"{_numbered(first)}-{_numbered(cards[0]) if end else ''}"))


def _end(newest: IssueCard, title: LibraryTitle | None) -> str:
    """Return the year in which a title ceased or continued as another; empty if it continues or nobody knows."""
    if title and title.until:
        return f"{title.until.year:04}"
    return newest.day[:4] if title and title.continued_by else ""


def _former_frequencies(title: LibraryTitle, language: str) -> Iterator[Field]:
    """Yield 321: former frequencies and their years."""
    told = [(one.since.year, one.frequency or title.frequency or "") for one in title.periods]
    turns = [turn for place, turn in enumerate(told) if not place or told[place - 1][1] != turn[1]]
    for (since, frequency), (until, _) in pairwise(turns):
        if code := _CODES.get(frequency):
            yield _field("321", "  ", ("a", _FREQUENCIES[code][language != "chi"]), ("b", f"{since}-{until}"))


def _stated_frequency(title: LibraryTitle | None) -> str:
    """Return the present frequency as a librarian wrote it; empty if nobody did."""
    newest = title.periods[-1].frequency if title and title.periods else None
    return newest or (title.frequency if title else None) or ""


def _form() -> Iterator[Field]:
    yield _field("336", "  ", ("a", "text"), ("b", "txt"), ("2", "rdacontent"))
    yield _field("337", "  ", ("a", "computer"), ("b", "c"), ("2", "rdamedia"))
    yield _field("338", "  ", ("a", "online resource"), ("b", "cr"), ("2", "rdacarrier"))
    yield _field("347", "  ", ("a", "text file"), ("b", "EPUB"), ("2", "rdaft"))


def _accessibility(newest: IssueFacts) -> Iterator[Field]:
    """Yield 341 and 532 in the words of schema.org, as in the package document."""
    said = newest.accessibility
    for mode in said.access_modes:
        features = said.features if mode == "textual" else ()
        yield _field("341", "0 ", ("a", mode), *(("b", one) for one in features), ("2", "sapdv"))
    if said.summary:
        yield _field("532", "0 ", ("a", said.summary))
    if said.conforms_to:
        yield _field("532", "8 ", ("a", said.conforms_to))


def holdings_records(
    cards: Sequence[IssueCard], control: str, year: str, owner: str, addresses: Sequence[str]
) -> list[Record]:
    """Return the holdings of a year: caption and pattern (853), each issue (863) and its file (856).

    A new record begins before one grows too large for ISO 2709.

    Args:
        cards: the issues, the oldest first.
        control: the control number of the serial record.
        year: the year of the issues, for the control number.
        owner: the institution that holds them.
        addresses: the addresses of the files, in the order of the cards.
    """
    groups: list[list[tuple[IssueCard, str]]] = [[]]
    weight = 0
    for card, address in zip(cards, addresses, strict=True):
        size = _LINK + len(address.encode()) + 2 * len(f"{card.number}{card.volume}{card.edition}".encode())
        if groups[-1] and weight + size > _FULL:
            groups.append([])
            weight = 0
        groups[-1].append((card, address))
        weight += size
    several = len(groups) > 1
    return [
        _holdings(group, control, f"{control}-{year}{f'-{place}' if several else ''}", owner)
        for place, group in enumerate(groups, start=1)
    ]


def _holdings(group: Sequence[tuple[IssueCard, str]], control: str, own: str, owner: str) -> Record:
    cards = [card for card, _ in group]
    volumes = any(card.volume for card in cards)
    counted = (("a", "v."), ("b", "no.")) if volumes else (("a", "no."),)
    record = Record(leader="00000ny  a2200000un 4500", force_utf8=True)
    record.fields = [
        _field("001", own),
        _field("004", control),
        _field("005", _stamp(cards)),
        _field("007", "cr |||||||||||"),
        _field("008", f"{_entered(cards)}4u    8   0001uuund0{_entered(cards)}"),
        _field("852", "  ", ("a", owner)),
        _field("853", "20", ("8", "1"), *counted, ("i", "(year)"), ("j", "(month)"), ("k", "(day)")),
        *_issues(group, volumes=volumes),
    ]
    return record


def _issues(group: Sequence[tuple[IssueCard, str]], *, volumes: bool) -> Iterator[Field]:
    """Yield 863 of each issue, then 856 of each; their ``$8`` links them."""
    for place, (card, _) in enumerate(group, start=1):
        numbers = (("a", card.volume), ("b", card.number)) if volumes else (("a", card.number),)
        day = (("i", card.day[:4]), ("j", card.day[5:7]), ("k", card.day[8:])) if card.day else ()
        yield _field("863", "40", ("8", f"1.{place}"), *numbers, *day)
    for place, (card, address) in enumerate(group, start=1):
        shown = " ".join(filter(None, (_numbered(card), card.edition)))
        yield _field("856", "40", ("8", f"1.{place}"), ("u", address), ("3", shown), ("q", media_type(card.file)))


def _numbered(card: IssueCard) -> str:
    """Return ``no. 8642 (2027-03-05)``."""
    numbers = ", ".join(
        filter(None, (f"v. {card.volume}" if card.volume else "", f"no. {card.number}" if card.number else ""))
    )
    return f"{numbers} ({card.day})" if numbers and card.day else numbers or card.day or card.title


def _fixed(cards: Sequence[IssueCard], language: str, frequency: str, end: str) -> str:
    """Return field 008 of a continuing resource: 40 characters."""
    first = cards[-1].day[:4] or "uuuu"
    status = f"d{first}{end}" if end else f"c{first}9999"
    kind = {"newspaper": "n", "magazine": "p"}.get(cards[0].series.kind, " ")
    regular = "u" if frequency == "u" else "r"
    alphabet = _ALPHABETS.get(language, "b")
    return f"{_entered(cards)}{status}xx {frequency}{regular} {kind}oo     0   {alphabet}0{language} d"


def _entered(cards: Iterable[IssueCard]) -> str:
    """Return the day of the oldest state of a record, so that a rebuilt record has the same."""
    return min(card.updated for card in cards)[:10].replace("-", "")[2:]


def _stamp(cards: Iterable[IssueCard]) -> str:
    newest = max(card.updated for card in cards)
    return f"{''.join(char for char in newest if char.isdigit())[:14]}.0"


def _language(tag: str) -> str:
    primary = tag.lower().partition("-")[0]
    return _LANGUAGES["zh"] if primary in CHINESE else _LANGUAGES.get(primary, "und")


def _field(tag: str, value: str, *subfields: tuple[str, str]) -> Field:
    """Return a control field, or a field with indicators and subfields. Empty subfields are left out."""
    if not subfields:
        return Field(tag=tag, data=value)
    parts = [Subfield(code, said) for code, said in subfields if said]
    return Field(tag=tag, indicators=Indicators(*value), subfields=parts)


def marc21(records: Iterable[Record]) -> bytes:
    """Return the record as ISO 2709."""
    made = BytesIO()
    writer = MARCWriter(made)
    for record in records:
        writer.write(record)
    return made.getvalue()


def marc_xml(records: Iterable[Record]) -> bytes:
    """Return the records as a MARCXML collection."""
    made = BytesIO()
    writer = XMLWriter(made)
    for record in records:
        writer.write(record)
    writer.close(close_fh=False)
    return made.getvalue()
