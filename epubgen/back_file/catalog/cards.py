# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the plan of a catalogue keeps of each issue: so little that ten thousand of them are read in a moment.

A card is made when an EPUB is read, and kept between runs. Its ``key`` stands for everything that is printed of the
issue: while the key is the same, the printed lines stay.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts, PictureFacts, SeriesFacts
from epubgen.languages.registry import standard_tag
from epubgen.startup import dataclass, regex

__all__ = [
    "UNKNOWN",
    "IssueCard",
    "as_uri",
    "card_as_json",
    "card_from_json",
    "card_of",
    "printable",
    "tidy",
    "without_twins",
]

_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INSTANT = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_LONGEST, _LONGEST_TEXT, _MOST_STORIES = 200, 600, 400
UNKNOWN = "1970-01-01T00:00:00Z"
"""When an issue changed whose file says neither that nor its day."""
_ATOM, _JSON = 2050, 1400
"""Bytes of an entry beside the words of the issue: addresses, markup, accessibility."""
_STORY = 18
"""Bytes of a story in a publication beside its headline."""
LISTED = 12
"""Stories that an entry of a feed names: with all of them, a month of a daily would not go on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCard:
    """The facts of an issue that the plan needs."""

    key: str
    """Digest of all facts, without the text of the stories."""
    identifier: str
    file: str
    size: int
    sha256: str
    changed: int
    """Time of the file, in nanoseconds: whether it must be read again."""
    title: str
    series: SeriesFacts
    language: str
    day: str
    """``2026-04-17``; empty where the file has none."""
    updated: str
    """RFC 3339, in UTC."""
    number: str
    volume: str
    edition: str
    publisher: str
    stories: int
    weight: int
    """Bytes of its entry in a feed, or a little more."""
    beside: str = ""
    """Stands for what a librarian wrote of it."""
    cover: str = ""
    """Ending of the cover's file; empty without one."""
    thumbnail: str = ""
    vertical: bool = False
    twin: bool = False
    """Whether it is in the other writing mode than its publication."""

    @property
    def year(self) -> str:
        """Return ``2026`` or ``undated``."""
        return self.day[:4] or "undated"

    @property
    def month(self) -> str:
        """Return ``04`` or ``undated``."""
        return self.day[5:7] or "undated"

    @property
    def newest_first(self) -> tuple[str, str, str]:
        """Return the sort key of issues, for descending order: day, change, identifier."""
        return self.day, self.updated, self.identifier


def tidy(text: str, longest: int = _LONGEST) -> str:
    """Return words on one line, without characters that XML forbids, cut to the length that a catalogue allows."""
    words = " ".join(_FORBIDDEN.sub("", text).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def as_uri(identifier: str) -> str:
    """Return an identifier as the URI that Atom and OPDS require.

    ``urn:uuid:…`` stays, ``ab 12`` becomes a URN of epubgen.
    """
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>{}|\\^`\"]+", identifier) and identifier.isascii():
        return identifier
    return f"urn:x-epubgen:{hashlib.sha256(identifier.encode(errors='surrogatepass')).hexdigest()[:32]}"


def printable(facts: IssueFacts) -> IssueFacts:
    """Return the facts as a catalogue prints them: tidy, of limited length, without the text of stories."""
    stories = tuple(
        replace(
            story,
            title=tidy(story.title),
            deck=tidy(story.deck),
            authors=tuple(tidy(name) for name in story.authors[:12]),
            section=tidy(story.section),
            column=tidy(story.column),
            page=tidy(story.page, 40),
            text="",
            pictures=tuple(PictureFacts(path=tidy(p.path)) for p in story.pictures[:1]),
        )
        for story in facts.stories[:_MOST_STORIES]
    )
    own = facts.series
    series = SeriesFacts(
        id=own.id,
        kind=own.kind,
        name=tidy(own.name),
        issn=tidy(own.issn),
        eissn=tidy(own.eissn),
        cn=tidy(own.cn),
        sort_name=tidy(own.sort_name),
    )
    return replace(
        facts,
        identifier=tidy(facts.identifier, 500),
        title=tidy(facts.title) or tidy(facts.series.name) or facts.file,
        series=series,
        languages=tuple(dict.fromkeys(filter(None, map(standard_tag, facts.languages[:12])))),
        number=tidy(facts.number, 40),
        volume=tidy(facts.volume, 40),
        edition=tidy(facts.edition, 80),
        publisher=tidy(facts.publisher),
        creators=_words(facts.creators, 12),
        description=tidy(facts.description, _LONGEST_TEXT),
        subjects=_words(facts.subjects, 12),
        rights=tidy(facts.rights, _LONGEST_TEXT),
        accessibility=_access(facts.accessibility),
        stories=stories,
    )


def _access(said: AccessibilityMetadata) -> AccessibilityMetadata:
    return AccessibilityMetadata(
        access_modes=_words(said.access_modes),
        sufficient=_words(said.sufficient),
        features=_words(said.features),
        hazards=_words(said.hazards),
        conforms_to=tidy(said.conforms_to),
        certified_by=tidy(said.certified_by),
        summary=tidy(said.summary, _LONGEST_TEXT),
    )


def _words(texts: tuple[str, ...], most: int = 40) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, texts[:most])))


def card_of(facts: IssueFacts, *, changed: int, beside: str = "", cover: str = "", thumbnail: str = "") -> IssueCard:
    """Return the card of an issue from its printable facts."""
    day = facts.date.isoformat() if facts.date else ""
    words = (facts.title, facts.series.name * 3, facts.description, facts.publisher, *facts.creators, *facts.subjects)
    stories = facts.stories[:LISTED]
    return IssueCard(
        key=_digest((facts, cover, thumbnail)),
        identifier=facts.identifier,
        file=facts.file,
        size=facts.size,
        sha256=facts.sha256,
        changed=changed,
        title=facts.title,
        series=facts.series,
        language=facts.languages[0] if facts.languages else "",
        day=day,
        updated=_instant(facts.modified) or (f"{day}T00:00:00Z" if day else UNKNOWN),
        number=facts.number,
        volume=facts.volume,
        edition=facts.edition,
        publisher=facts.publisher,
        stories=len(facts.stories),
        weight=_bytes(*words, facts.accessibility.summary, facts.rights, facts.file * 2)
        + max(_ATOM, _JSON + sum(_STORY + _bytes(story.title) for story in stories)),
        beside=beside,
        cover=cover,
        thumbnail=thumbnail,
        vertical=facts.vertical,
        twin=facts.twin,
    )


def without_twins(cards: Sequence[IssueCard]) -> tuple[IssueCard, ...]:
    """Return the cards without issues that are also there, with all stories, in the publication's own writing mode.

    If no file states which mode that is, the horizontal edition stays.
    """
    shown: dict[tuple[str, ...], IssueCard] = {}
    left: set[str] = set()
    for card in sorted(cards, key=lambda one: (one.twin, one.vertical)):
        kind = card.file.rpartition(".")[2].lower()
        own = shown.setdefault((card.series.id, card.day, card.number, card.edition, kind), card)
        if card.day and own.vertical != card.vertical and own.stories >= card.stories:
            left.add(card.key)
    return tuple(card for card in cards if card.key not in left)


def _bytes(*texts: str) -> int:
    return sum(len(text.encode()) + 8 for text in texts)


def _digest(facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def _instant(text: str) -> str:
    """Return a time in UTC, to the second; empty for anything else."""
    if not _INSTANT.fullmatch(text):
        return ""
    try:
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""


_FIELDS = tuple(field.name for field in fields(IssueCard) if field.name != "series")
_SERIES = tuple(field.name for field in fields(SeriesFacts))


def card_from_json(given: Sequence[Any]) -> IssueCard:
    """Return the card that ``card_as_json`` wrote.

    Raises:
        TypeError, ValueError: the value is no card.
    """
    series, *values = given
    return IssueCard(
        series=SeriesFacts(**dict(zip(_SERIES, series, strict=True))), **dict(zip(_FIELDS, values, strict=True))
    )


def card_as_json(card: IssueCard) -> list[Any]:
    """Return the card as a JSON list, which is shorter than an object: there are ten thousand of them."""
    series = [getattr(card.series, name) for name in _SERIES]
    return [series, *[getattr(card, name) for name in _FIELDS]]
