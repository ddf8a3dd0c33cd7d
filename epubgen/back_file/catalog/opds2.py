# SPDX-License-Identifier: AGPL-3.0-or-later
"""OPDS 2.0: the same feeds as JSON, one for each Atom feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from epubgen.back_file.catalog.atom import FeedLink, NavigationEntry, series_urn
from epubgen.back_file.catalog.cards import LISTED, IssueCard, as_uri
from epubgen.back_file.catalog.places import CatalogPlaces, issue_page, media_type, picture_file
from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts
from epubgen.languages.tags import shop_language
from epubgen.startup import regex

__all__ = ["JSON_TYPE", "opds2_frame", "opds2_publication"]

JSON_TYPE = "application/opds+json"
_MODES = frozenset(
    [
        "auditory",
        "chartOnVisual",
        "chemOnVisual",
        "colorDependent",
        "diagramOnVisual",
        "mathOnVisual",
        "musicOnVisual",
        "tactile",
        "textOnVisual",
        "textual",
        "visual",
    ]
)
_SUFFICIENT = frozenset(["auditory", "tactile", "textual", "visual"])
_FEATURES = frozenset(
    [
        "annotations",
        "ARIA",
        "bookmarks",
        "index",
        "pageBreakMarkers",
        "printPageNumbers",
        "pageNavigation",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "taggedPDF",
        "alternativeText",
        "audioDescription",
        "closedCaptions",
        "captions",
        "describedMath",
        "longDescription",
        "openCaptions",
        "signLanguage",
        "transcript",
        "displayTransformability",
        "synchronizedAudioText",
        "timingControl",
        "unlocked",
        "ChemML",
        "latex",
        "latex-chemistry",
        "MathML",
        "MathML-chemistry",
        "ttsMarkup",
        "highContrastAudio",
        "highContrastDisplay",
        "largePrint",
        "braille",
        "tactileGraphic",
        "tactileObject",
        "fullRubyAnnotations",
        "horizontalWriting",
        "rubyAnnotations",
        "verticalWriting",
        "withAdditionalWordSegmentation",
        "withoutAdditionalWordSegmentation",
        "none",
        "unknown",
    ]
)
_HAZARDS = frozenset(
    [
        "flashing",
        "motionSimulation",
        "sound",
        "none",
        "noFlashingHazard",
        "noMotionSimulationHazard",
        "noSoundHazard",
        "unknown",
        "unknownFlashingHazard",
        "unknownMotionSimulationHazard",
        "unknownSoundHazard",
    ]
)
"""The words that the schema of the manifest knows; others would make the whole feed invalid."""
_CLAIM = regex(r"EPUB Accessibility (1\.[01]) - WCAG (2\.[0-2]) Level (A{1,3})")
_CLAIM_10 = regex(r"https?://www\.idpf\.org/epub/a11y/accessibility-\d{8}\.html#wcag-a{1,3}")


def opds2_publication(card: IssueCard, facts: IssueFacts, places: CatalogPlaces) -> bytes:
    """Return the publication of an issue on one line."""
    small, large = picture_file(card, small=True), picture_file(card, small=False)
    pictures = [
        *([{"rel": "thumbnail", "type": media_type(small), "href": places.url(small)}] if small else []),
        *([{"type": media_type(large), "href": places.url(large)}] if large else []),
    ]
    links: list[dict[str, Any]] = [
        {
            "rel": "http://opds-spec.org/acquisition/open-access",
            "type": facts.media_type,
            "size": max(1, card.size),
            "href": places.file_url(card.file),
        },
        {"rel": "alternate", "type": "text/html", "href": places.url(issue_page(card))},
    ]
    made = {"metadata": _metadata(card, facts), "links": links, **({"images": pictures} if pictures else {})}
    return _line(made)


def _metadata(card: IssueCard, facts: IssueFacts) -> dict[str, Any]:
    tags = list(dict.fromkeys(map(shop_language, facts.languages)))
    articles = [{"name": s.title, "position": s.position} for s in facts.stories[:LISTED] if s.title]
    said: dict[str, Any] = {
        "@type": "http://schema.org/PublicationIssue",
        "title": facts.title,
        "identifier": as_uri(card.identifier),
        "language": tags[0] if len(tags) == 1 else tags,
        "author": list(facts.creators),
        "publisher": facts.publisher,
        "subject": list(facts.subjects),
        "description": facts.description,
        "readingProgression": facts.direction if facts.direction != "default" else "",
        "published": card.day,
        "modified": card.updated,
        "belongsTo": _belongs(facts),
        "contains": {"article": articles} if articles else None,
        "accessibility": _accessibility(facts.accessibility),
    }
    return {name: value for name, value in said.items() if value}


def _belongs(facts: IssueFacts) -> dict[str, Any]:
    """Return the series as ``newspaper`` or ``magazine``, and as ``series``: Palace reads only the latter."""
    series, made = facts.series, dict[str, Any]()
    if not series.name:
        return made
    named = {"name": series.name, **({"identifier": urn} if (urn := series_urn(series)) else {})}
    number = int(facts.number) if facts.number.isascii() and facts.number.isdecimal() else None
    if series.kind:
        made[series.kind] = {**named, **({"issue": {"position": number}} if number is not None else {})}
    made["series"] = {**named, **({"position": number} if number is not None else {})}
    return made


def _accessibility(said: AccessibilityMetadata) -> dict[str, Any]:
    claim = _CLAIM.fullmatch(said.conforms_to)
    url = ""
    if claim:
        url = f"https://www.w3.org/TR/epub-a11y-{claim[1].replace('.', '')}#wcag-{claim[2]}-{claim[3].lower()}"
    elif _CLAIM_10.fullmatch(said.conforms_to):
        url = said.conforms_to
    sufficient = [[mode.strip() for mode in one.split(",")] for one in said.sufficient]
    made = {
        "conformsTo": url,
        "certification": {"certifiedBy": said.certified_by} if said.certified_by else None,
        "summary": said.summary,
        "accessMode": [mode for mode in said.access_modes if mode in _MODES],
        "accessModeSufficient": [one if len(one) > 1 else one[0] for one in sufficient if {*one} <= _SUFFICIENT],
        "feature": [one for one in said.features if one in _FEATURES],
        "hazard": [one for one in said.hazards if one in _HAZARDS],
    }
    return {name: value for name, value in made.items() if value}


def opds2_frame(
    *,
    title: str,
    updated: str,
    links: Iterable[FeedLink],
    entries: Iterable[NavigationEntry] = (),
    counts: Mapping[str, int] | None = None,
) -> tuple[bytes, bytes]:
    """Return a feed divided at the place of its publications. A navigation feed is complete, and its tail is empty."""
    plain, facets = [], dict[str, list[dict[str, Any]]]()
    for link in links:
        shown = {"rel": link.rel, "href": link.href, "type": link.type, **({"title": link.title} if link.title else {})}
        if link.group:
            facets.setdefault(link.group, []).append(shown)
        else:
            plain.append(shown)
    facts: dict[str, Any] = {"metadata": {"title": title, "modified": updated, **(counts or {})}, "links": plain}
    if facets:
        facts["facets"] = [{"metadata": {"title": group}, "links": shown} for group, shown in facets.items()]
    if led := [_led(entry) for entry in entries]:
        return _line({**facts, "navigation": led}) + b"\n", b""
    return _line(facts)[:-1] + b',"publications":[\n', b"\n]}\n"


def _led(entry: NavigationEntry) -> dict[str, Any]:
    return {"href": entry.href, "title": entry.title, "type": JSON_TYPE, "rel": entry.rel}


def _line(facts: object) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
