# SPDX-License-Identifier: AGPL-3.0-or-later
"""The metadata of a bound volume: only what is true of every issue in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts
from epubgen.epub.edition import Meta
from epubgen.languages.words import term
from epubgen.startup import dataclass

__all__ = ["VolumeFacts", "volume_metadata"]

_SAME_DAY = "T10:00:00Z"
"""The hour at which a day is the same day from Honolulu to Auckland."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFacts:
    """The facts of a volume."""

    issues: tuple[IssueFacts, ...]
    """In order."""
    identifier: str
    title: str
    period: str
    """``2026-04``, ``2026-W16``, or first and last day."""
    language: str
    """Of its words."""
    has_pages: bool = False
    """Whether it lists printed pages."""
    reserved: bool = False
    """Whether an issue says that its text is not to be mined."""


def volume_metadata(volume: VolumeFacts) -> tuple[Meta, ...]:
    """Return every element of the package metadata in the order of the file."""
    return (*_core(volume), *_series(volume), *_accessibility(volume))


def _core(volume: VolumeFacts) -> Iterator[Meta]:
    issues = volume.issues
    first, last = issues[0], issues[-1]
    yield Meta(name="identifier", text=volume.identifier, attrs=(("id", "issue-id"),))
    yield Meta(name="title", text=volume.title, attrs=(("id", "title"),))
    for language in dict.fromkeys(language for issue in issues for language in issue.languages[:1]):
        yield Meta(name="language", text=language)
    for creator in _shared(issue.creators for issue in issues):
        yield Meta(name="creator", text=creator)
    for publisher in _shared((issue.publisher,) for issue in issues):
        yield Meta(name="publisher", text=publisher)
    if first.date and last.date:
        yield Meta(name="date", text=f"{first.date.isoformat()}{_SAME_DAY}")
        yield _property("dcterms:temporal", f"{first.date.isoformat()}/{last.date.isoformat()}")
    if kind := first.series.kind:
        yield Meta(name="type", text=kind)
    for notice in _shared((issue.rights,) for issue in issues):
        yield Meta(name="rights", text=notice)
    if volume.reserved:
        yield _property("tdm:reservation", "1")
    for issue in issues:
        yield _property("dcterms:hasPart", issue.identifier)


def _shared(values: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the values that all issues share."""
    said = [tuple(filter(None, value)) for value in values]
    return [value for value in said[0] if all(value in other for other in said)]


def _series(volume: VolumeFacts) -> Iterator[Meta]:
    """Return the series of the volumes: in the series of the issues a volume would replace an issue."""
    series = volume.issues[0].series
    name = term("bound_volume", volume.language, title=series.name)
    own = f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:x-epubgen:{series.id}/bound')}"
    place = _place(volume)
    yield _property("belongs-to-collection", name, id="serial")
    yield _property("collection-type", "series", refines="#serial")
    yield _property("group-position", place, refines="#serial")
    yield _property("dcterms:identifier", own, refines="#serial")
    if series.issn:
        yield _property("dcterms:isPartOf", f"urn:issn:{series.issn}")
    yield Meta(name="meta", attrs=(("name", "calibre:series"), ("content", name)))
    yield Meta(name="meta", attrs=(("name", "calibre:series_index"), ("content", place)))


def _place(volume: VolumeFacts) -> str:
    """Return ``202604`` for a month, ``202616`` for a week, else the first day, ``260417``.

    Servers keep 32 bits of it.
    """
    if re.fullmatch(r"\d{4}-W?\d{2}", volume.period):
        return re.sub(r"\D", "", volume.period)
    day = volume.issues[0].date
    return f"{day.year % 100:02}{day.month:02}{day.day:02}" if day else "1"


def _accessibility(volume: VolumeFacts) -> Iterator[Meta]:
    """Return the access modes and hazards that any issue has, and the features and claims that all issues have."""
    told = [issue.accessibility for issue in volume.issues]
    for mode in _any(one.access_modes for one in told):
        yield _property("schema:accessMode", mode)
    for mode in _shared(one.sufficient for one in told):
        yield _property("schema:accessModeSufficient", mode)
    for feature in _shared(one.features for one in told):
        yield _property("schema:accessibilityFeature", feature)
    for hazard in _hazards(told):
        yield _property("schema:accessibilityHazard", hazard)
    for summary in _shared((one.summary,) for one in told):
        yield _property("schema:accessibilitySummary", summary)
    if volume.has_pages:
        series = volume.issues[0].series
        own = f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:x-epubgen:{series.id}')}"
        yield _property("pageBreakSource", f"urn:issn:{series.issn}" if series.issn else own)
    claims = _shared((one.conforms_to,) for one in told)
    certifiers = _shared((one.certified_by,) for one in told)
    if claims and certifiers:
        yield _property("dcterms:conformsTo", claims[0], id="claim")
        yield _property("a11y:certifiedBy", certifiers[0], refines="#claim")


def _any(values: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(one for value in values for one in value))


def _hazards(told: Sequence[AccessibilityMetadata]) -> list[str]:
    """Return the hazards; ``none`` only if all issues state it."""
    found = [hazard for hazard in _any(one.hazards for one in told) if hazard != "none"]
    return found or (["none"] if all("none" in one.hazards for one in told) else [])


def _property(name: str, text: str, /, **attrs: str) -> Meta:
    return Meta(name="meta", text=text, attrs=(("property", name), *attrs.items()))
