# SPDX-License-Identifier: AGPL-3.0-or-later
"""The facts that a library has of one EPUB: from its package document and its stories.

``read_epub`` fills them, ``database`` stores them, ``catalog`` and ``records`` print them. They serve EPUBs of any
origin: what a file does not state is empty.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from epubgen.startup import dataclass

__all__ = ["AccessibilityMetadata", "IssueFacts", "PictureFacts", "SeriesFacts", "StoryFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """The newspaper or magazine of an issue, as its package document names it."""

    id: str
    """Stable key of the title: ``publication.id`` where it is known, else the ISSN, else the title as a slug."""
    name: str
    kind: Literal["newspaper", "magazine", ""] = ""
    issn: str = ""
    """ISSN of the print, with its hyphen."""
    eissn: str = ""
    cn: str = ""
    """国内统一刊号, as printed."""
    sort_name: str = ""
    """``file-as`` of the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityMetadata:
    """The schema.org accessibility metadata of the package document, value for value."""

    access_modes: tuple[str, ...] = ()
    sufficient: tuple[str, ...] = ()
    """Each one a comma-separated set, as in the package document."""
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str = ""
    conforms_to: str = ""
    """As in the package document: ``EPUB Accessibility 1.1 - WCAG 2.1 Level AA``."""
    certified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """A picture of a story, as a member of the EPUB."""

    path: str
    """Inside the EPUB."""
    media_type: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """A story of the issue."""

    position: int
    """From 1, in reading order."""
    title: str
    path: str
    """Of its document inside the EPUB, with a fragment where the document holds several stories."""
    authors: tuple[str, ...] = ()
    section: str = ""
    column: str = ""
    page: str = ""
    """Printed page, as in the page list."""
    kicker: str = ""
    deck: str = ""
    text: str = ""
    """The story's text: paragraphs parted by ``\\n``, ruby readings and note marks left out."""
    pictures: tuple[PictureFacts, ...] = ()
    rights: str = ""
    """Rights of this story alone, as it says them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """The facts of an EPUB: its issue, and the file itself."""

    identifier: str
    """Of the package document, such as ``urn:uuid:…``; never the ISSN."""
    title: str
    series: SeriesFacts
    date: dt.date | None
    """Day of issue."""
    modified: str
    """``dcterms:modified`` as written, UTC: ``2026-04-17T00:00:00Z``."""
    number: str = ""
    """As printed; combined issues are ``12-13``."""
    volume: str = ""
    edition: str = ""
    languages: tuple[str, ...] = ()
    """BCP 47; the first one is the main language."""
    direction: Literal["ltr", "rtl", "default"] = "default"
    """``page-progression-direction``."""
    vertical: bool = False
    twin: bool = False
    """Whether it is in the other writing mode than its publication, beside a file in the own one."""
    publisher: str = ""
    creators: tuple[str, ...] = ()
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    accessibility: AccessibilityMetadata = AccessibilityMetadata()
    cover: str = ""
    """Path of the cover picture inside the EPUB."""
    stories: tuple[StoryFacts, ...] = ()
    pages: tuple[str, ...] = ()
    """Labels of the page list."""
    file: str
    """Path of the EPUB below the folder of the library, with ``/``."""
    media_type: str = "application/epub+zip"
    """Other formats, such as ``application/pdf``, have a sidecar instead of a package document."""
    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal, of the whole file."""
    ours: bool = False
    """Whether epubgen made it."""
