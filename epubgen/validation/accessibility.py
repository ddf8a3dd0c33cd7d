# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports on the accessibility of an EPUB: its claims, and whether they hold (EPUB Accessibility 1.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from epubgen.errors import CheckFailed, Finding, Location
from epubgen.model.publication import CONFORMANCE
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import Archive, open_archive
from epubgen.validation.book import XHTML, EpubBook, nav_list, nav_toc, read_book
from epubgen.validation.document import ContentDocument, documents, facts_of, is_decorative, says_nothing, sheets
from epubgen.validation.preflight.rule import sheets as styles

__all__ = [
    "Accessibility",
    "AccessibilityFacts",
    "Claim",
    "HeadingFault",
    "PictureWithoutText",
    "accessibility_facts",
    "read_accessibility",
]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOVING = frozenset({"video", "audio", "canvas", "iframe", "object", "embed", "script"})


@dataclass(frozen=True, slots=True)
class PictureWithoutText:
    """A picture without a text alternative of its own; ``kind`` is ``missing``, ``mere`` or ``caption``."""

    at: Location
    name: str
    kind: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class HeadingFault:
    """A fault in the headings of a document; ``kind`` is ``none``, ``several``, ``skipped`` or ``empty``."""

    at: Location
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccessibilityFacts:
    """The facts of one document."""

    language: str
    """The language of the root; empty where it states none."""
    foreign: tuple[str, ...]
    """The language of each run in another language than the document."""
    pictures: int
    decorative: int
    silent: tuple[PictureWithoutText, ...]
    headings: int
    faults: tuple[HeadingFault, ...]
    moving: bool
    """Whether the document plays or runs something."""


def accessibility_facts(document: ContentDocument) -> AccessibilityFacts:
    """Return the facts of a content document."""
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
    return element.get(xml.LANG) or element.get("lang") or ""


def _silent(document: ContentDocument, pictures: list[xml.Element]) -> Iterator[PictureWithoutText]:
    for picture in pictures:
        alt, caption = picture.get("alt"), _caption(picture)
        if is_decorative(picture) or alt == "":
            continue
        words = (alt or "").strip()
        kind = "missing" if alt is None else "mere" if says_nothing(words) else "caption" if words == caption else ""
        if kind:
            at = document.book.archive.at(document.name, xml.line(picture))
            yield PictureWithoutText(at, picture.get("src", ""), kind, caption)


_CAPTION_WORDS = frozenset({"caption-text", "caption"})
"""Classes of the words of a caption beside its credit; the second one is that of epubgen 0.1.0."""


def _caption(picture: xml.Element) -> str:
    """Return the words under a picture, without those of the credit."""
    figure = next((over for over in picture.iterancestors() if xml.local(over) == "figure"), None)
    caption = None if figure is None else xml.first(figure, "figcaption")
    if caption is None:
        return ""
    own = next((e for e in xml.elements(caption) if _CAPTION_WORDS.intersection(e.get("class", "").split())), caption)
    return xml.words(own)


def _outline(document: ContentDocument, heads: list[xml.Element]) -> Iterator[HeadingFault]:
    """Yield the faults of headings: not one ``h1``, a level skipped, a heading without words."""
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
        if level == 1 and tops == 2:  # noqa: PLR2004 - reported at the second one only
            yield HeadingFault(place, "several", words)
        last = level


MANDATORY = ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
"""Metadata that every EPUB must have, whatever standard it claims (EPUB Accessibility 1.1 §2.2)."""
_NO_COLOUR = frozenset({"inherit", "currentcolor", "transparent", "none", "initial", "unset"})
_SHOWN = (*MANDATORY, "schema:accessModeSufficient", "schema:accessibilitySummary", "dcterms:conformsTo")


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of metadata; ``holds`` is ``None`` for a claim that no program can check."""

    name: str
    value: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The whole report."""

    title: str
    claims: tuple[Claim, ...]
    unsaid: tuple[str, ...]
    """Mandatory metadata that are missing."""
    pictures: int
    decorative: int
    silent: tuple[PictureWithoutText, ...]
    documents: int
    headings: int
    faults: tuple[HeadingFault, ...]
    language: str
    """The value of ``dc:language``."""
    languages: tuple[tuple[str, int], ...]
    """Languages of documents, with the number of documents."""
    foreign: tuple[tuple[str, int], ...]
    """Languages of runs inside documents, with the number of runs."""
    mute: tuple[str, ...]
    """Documents that state no language."""
    pages: int
    unlisted: tuple[str, ...]
    """Marked pages that the page list lacks."""
    colours: int
    """Declarations of colours for text or its background; without any, the reader's settings decide the contrast."""
    broken: tuple[Finding, ...] = ()
    """Documents that cannot be read."""

    @property
    def ok(self) -> bool:
        """Whether nothing is to be corrected: all claims hold, all pictures have texts, all headings are in order."""
        wrong = any(claim.holds is False for claim in self.claims)
        return not (wrong or self.unsaid or self.silent or self.faults or self.mute or self.unlisted or self.broken)


def read_accessibility(path: Path, label: str = "") -> Accessibility:
    """Return the report on an EPUB.

    Raises:
        CheckFailed: the file is no readable EPUB (B15, B18 to B22).
    """
    with open_archive(path, label) as archive:
        return _report(archive)


def _report(archive: Archive) -> Accessibility:
    book = read_book(archive)
    if book.package is None:
        raise CheckFailed(*book.faults)
    scenes: dict[str, AccessibilityFacts] = {}
    marks: list[str] = []
    features = {"rubyAnnotations": False, "verticalWriting": any(sheet.vertical for sheet in sheets(book))}
    broken = []
    for document in documents(book):
        if isinstance(document, Finding):
            broken.append(document)
        elif document.item.media_type == XHTML:
            scenes[document.name] = accessibility_facts(document)
            facts = facts_of(document)
            marks += [label for _, label in facts.page_marks]
            features["rubyAnnotations"] |= facts.ruby
            features["verticalWriting"] |= bool(facts.vertical)
    listed = [page.label for page in nav_list(book, "page-list")]
    features["pageBreakMarkers"], features["pageNavigation"] = bool(marks), bool(listed)
    everything = scenes.values()
    return Accessibility(
        title=next((xml.words(e) for e in book.dc("title")), ""),
        claims=tuple(_claims(book, scenes, features)),
        unsaid=tuple(name for name in MANDATORY if not book.metas(name)),
        pictures=sum(scene.pictures for scene in everything),
        decorative=sum(scene.decorative for scene in everything),
        silent=tuple(photo for scene in everything for photo in scene.silent),
        documents=len(scenes),
        headings=sum(scene.headings for scene in everything),
        faults=tuple(fault for scene in everything for fault in scene.faults),
        language=", ".join(xml.words(e) for e in book.dc("language")),
        languages=_counted(scene.language for scene in everything if scene.language),
        foreign=_counted(tag for scene in everything for tag in scene.foreign),
        mute=tuple(name for name, scene in scenes.items() if not scene.language),
        pages=len(listed),
        unlisted=tuple(dict.fromkeys(mark for mark in marks if mark not in listed)),
        colours=sum(_colours(said.name, said.value) for sheet in styles(book) for said in sheet.said),
        broken=tuple(broken),
    )


def _colours(name: str, value: str) -> bool:
    return name in ("color", "background", "background-color") and value.lower() not in _NO_COLOUR


def _counted(tags: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(tags).items(), key=lambda pair: (-pair[1], pair[0])))


def _claims(book: EpubBook, scenes: Mapping[str, AccessibilityFacts], features: Mapping[str, bool]) -> Iterator[Claim]:
    known = {**features, **_general(book, scenes), "horizontalWriting": not features["verticalWriting"]}
    for name in _SHOWN:
        for value in book.metas(name):
            yield Claim(name, value, _holds(book, name, value, known))


def _holds(book: EpubBook, name: str, value: str, known: Mapping[str, bool]) -> bool | None:
    if name == "dcterms:conformsTo":
        certified = any(book.metas("a11y:certifiedBy"))
        return bool(CONFORMANCE.match(value)) and certified and known["spoken"] and known["structuralNavigation"]
    if name == "schema:accessModeSufficient":
        return known["spoken"] if value == "textual" else None
    if name == "schema:accessMode":
        return {"textual": True, "visual": known["visual"]}.get(value)
    if name == "schema:accessibilityHazard":
        return known["still"] if value == "none" else None
    return known.get(value) if name == "schema:accessibilityFeature" else bool(value.strip())


def _general(book: EpubBook, scenes: Mapping[str, AccessibilityFacts]) -> dict[str, bool]:
    pictures = sum(scene.pictures - scene.decorative for scene in scenes.values())
    spoken = not any(photo.kind != "caption" for scene in scenes.values() for photo in scene.silent)
    return {
        "visual": pictures > 0,
        "spoken": spoken,
        "alternativeText": pictures > 0 and spoken,
        "still": not any(scene.moving for scene in scenes.values()),
        "tableOfContents": bool(nav_toc(book)),
        "readingOrder": bool(book.spine_items),
        "structuralNavigation": not any(scene.faults for scene in scenes.values()),
        "displayTransformability": "pre-paginated" not in book.metas("rendition:layout"),
    }
