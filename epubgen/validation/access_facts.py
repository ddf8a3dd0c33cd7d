# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each document of a book has for those who do not see it: pictures with words, headings in order, languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.errors import Location
from epubgen.validation import xml
from epubgen.validation.document import MERE_WORDS, ContentDocument, is_decorative

__all__ = ["AccessibilityFacts", "HeadingFault", "PictureWithoutText", "accessibility_facts"]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MOVING = frozenset({"video", "audio", "canvas", "iframe", "object", "embed", "script"})


@dataclass(frozen=True, slots=True)
class PictureWithoutText:
    """A picture without words of its own: ``kind`` is ``missing``, ``mere`` or ``caption``."""

    at: Location
    name: str
    kind: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class HeadingFault:
    """A place where the outline of a document breaks: ``kind`` is ``none``, ``several``, ``skipped`` or ``empty``."""

    at: Location
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccessibilityFacts:
    """What is to be known of one document."""

    language: str
    """Of the root; empty when it says none."""
    foreign: tuple[str, ...]
    """Language of each run that is not in that of its document."""
    pictures: int
    decorative: int
    silent: tuple[PictureWithoutText, ...]
    headings: int
    faults: tuple[HeadingFault, ...]
    moving: bool
    """It has something that plays or runs."""


def accessibility_facts(document: ContentDocument) -> AccessibilityFacts:
    """The facts of a content document."""
    found = list(xml.elements(document.root))
    pictures = [e for e in found if xml.local(e) == "img"]
    heads = [e for e in found if xml.local(e) in _HEADINGS]
    language = _language(document.root)
    return AccessibilityFacts(
        language=language,
        foreign=tuple(tag for e in found if (tag := _language(e)) and e is not document.root and tag != language),
        pictures=len(pictures),
        decorative=sum(is_decorative(e) or e.get("alt") == "" for e in pictures),
        silent=tuple(_silent(document, pictures)),
        headings=len(heads),
        faults=tuple(_outline(document, heads)),
        moving=any(xml.local(e) in _MOVING for e in found),
    )


def _language(element: xml.Element) -> str:
    return element.get(_XML_LANG) or element.get("lang") or ""


def _silent(document: ContentDocument, pictures: list[xml.Element]) -> Iterator[PictureWithoutText]:
    for picture in pictures:
        alt, caption = picture.get("alt"), _caption(picture)
        if is_decorative(picture) or alt == "":
            continue
        words = (alt or "").strip()
        kind = "missing" if alt is None else "mere" if words in MERE_WORDS else "caption" if words == caption else ""
        if kind:
            at = document.book.archive.at(document.name, xml.line(picture))
            yield PictureWithoutText(at, picture.get("src", ""), kind, caption)


def _caption(picture: xml.Element) -> str:
    """The words under a picture, without those of the credit."""
    figure = next((over for over in picture.iterancestors() if xml.local(over) == "figure"), None)
    caption = None if figure is None else xml.first(figure, "figcaption")
    if caption is None:
        return ""
    own = next((e for e in xml.elements(caption) if "caption" in e.get("class", "").split()), caption)
    return xml.words(own)


def _outline(document: ContentDocument, heads: list[xml.Element]) -> Iterator[HeadingFault]:
    """One ``h1``, no level left out, no heading without words."""
    at = document.book.archive.at
    if not heads:
        yield HeadingFault(at(document.name), "none")
    last, tops = 0, 0
    for head in heads:
        level, place = _HEADINGS[xml.local(head)], at(document.name, xml.line(head))
        words = xml.words(head) or "".join(e.get("alt", "") for e in xml.elements(head) if xml.local(e) == "img")
        tops += level == 1
        if not words:
            yield HeadingFault(place, "empty")
        if level > last + 1:
            yield HeadingFault(place, "skipped", f"h{last or '–'} → h{level} {words}")
        if level == 1 and tops == 2:  # noqa: PLR2004 - the second one, once
            yield HeadingFault(place, "several", words)
        last = level
