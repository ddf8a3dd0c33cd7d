# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about media overlays: which text is read aloud, from which file, and how long (EPUB 3.3 §9)."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.book import XHTML, EpubBook, ManifestItem, UnreadableDocumentError, read_xml, resolve
from epubgen.validation.document import SVG
from epubgen.validation.links import scheme_of
from epubgen.validation.reference_rules import BookContent
from epubgen.validation.semantics import undeclared_prefixes
from epubgen.validation.vocabularies import OVERLAY_FORM
from epubgen.validation.xml_form import wrong_form

__all__ = ["declared", "durations", "overlays"]

OVERLAY = "application/smil+xml"
_UNITS = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
_AMOUNT = regex(r"(\d+(?:\.\d+)?)(h|min|s|ms)?")
_CLOCK = regex(r"(?:(\d+):)?([0-5]?\d):([0-5]\d(?:\.\d+)?)")
_SOUNDS = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg"})
_CLASSES = ("media:active-class", "media:playback-active-class")


@dataclass(frozen=True, slots=True)
class ReadOverlay:
    """An overlay and the members whose text it reads aloud."""

    item: ManifestItem
    root: xml.Element
    members: frozenset[str]


def overlays(web: BookContent) -> Iterator[Finding]:
    """B48, B55: each overlay has its form, existing texts, sounds of a core type, and clips that end late enough."""
    book = web.book
    found: list[ReadOverlay] = []
    for item in book.items if book.is_epub3 else ():
        if item.media_type != OVERLAY or not book.archive.has(item.name):
            continue
        try:
            root = read_xml(book.archive, item.name)
        except UnreadableDocumentError as fault:
            yield fault.finding
            continue
        yield from wrong_form(book.archive, item.name, root, OVERLAY_FORM)
        for word in undeclared_prefixes(root, xml.elements(root)):
            yield finding("B61.prefix", book.archive.at(item.name), word=word)
        yield from _clips(web, item, root)
        found.append(ReadOverlay(item, root, frozenset(_texts(item, root))))
    yield from _owners(book, found)


def _texts(item: ManifestItem, root: xml.Element) -> Iterator[str]:
    for element in xml.elements(root):
        if xml.local(element) == "text" and (target := resolve(item.name, element.get("src", "").strip())):
            yield target[0]


def _clips(web: BookContent, item: ManifestItem, root: xml.Element) -> Iterator[Finding]:
    for element in xml.elements(root):
        at = web.book.archive.at(item.name, xml.line(element))
        src = element.get("src", "").strip()
        if xml.local(element) == "audio":
            yield from (finding(key, at, **args) for key, args in _sound(web, item, element, src))
        elif xml.local(element) == "text" and (target := resolve(item.name, src)):
            facts = web.facts.get(target[0])
            if web.book.item_of(target[0]) is None:
                yield finding("B27", at, href=src)
            elif facts and target[1] and target[1] not in facts.ids and facts.name.endswith("html"):
                yield finding("B27.fragment", at, href=src)


def _sound(
    web: BookContent, item: ManifestItem, element: xml.Element, src: str
) -> Iterator[tuple[str, dict[str, object]]]:
    begin, end = (seconds(element.get(name, "").strip()) for name in ("clipBegin", "clipEnd"))
    if begin is not None and end is not None and begin >= end:
        yield "B55.order", {"begin": element.get("clipBegin", ""), "end": element.get("clipEnd", "")}
    if "#" in src:
        yield "B55.part", {"href": src}
    if scheme_of(src):
        if "remote-resources" not in item.properties:
            yield "B36", {"property": "remote-resources"}
        return
    target = resolve(item.name, src.partition("#")[0])
    sound = web.book.item_of(target[0]) if target else None
    if sound is None:
        yield "B27", {"href": src}
    elif sound.media_type.partition(";")[0].strip() not in _SOUNDS:
        yield "B55.sound", {"name": sound.name, "type": sound.media_type}


def seconds(clock: str) -> float | None:
    """Return a clock value of SMIL in seconds; ``None`` for any other text."""
    if found := _AMOUNT.fullmatch(clock):
        return float(found[1]) * _UNITS[found[2] or ""]
    if found := _CLOCK.fullmatch(clock):
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3])
    return None


def _owners(book: EpubBook, found: list[ReadOverlay]) -> Iterator[Finding]:
    """B55: each page names the overlay that reads its text."""
    readers: dict[str, list[str]] = {}
    for overlay in found:
        for member in overlay.members:
            readers.setdefault(member, []).append(overlay.item.id)
    for name, by in readers.items():
        item = book.item_of(name)
        if item is not None and (len(by) > 1 or item.overlay not in by):
            yield book.about_package("B55.page", item.line, name=name, overlay=", ".join(by))
    for item in book.items:
        if item.overlay and item.name and item.name not in readers and item.media_type in (XHTML, SVG):
            yield book.about_package("B55.unread", item.line, name=item.name, overlay=item.overlay)


def declared(book: EpubBook) -> Iterator[Finding]:
    """B55: an item with an overlay is a page, and its overlay is one."""
    for item in book.items if book.is_epub3 else ():
        if not item.overlay:
            continue
        overlay = book.by_id.get(item.overlay)
        if overlay is None or overlay.media_type != OVERLAY:
            yield book.about_package("B55.type", item.line, id=item.overlay)
        if item.media_type not in (XHTML, SVG):
            yield book.about_package("B55.no_page", item.line, name=item.name, type=item.media_type)


def durations(web: BookContent) -> Iterator[Finding]:
    """B55: durations of the book and of each overlay, and the CSS class of the active text, are stated correctly."""
    book = web.book
    if book.package is None or not any(item.overlay for item in book.items) or not book.is_epub3:
        return
    metas = [e for e in xml.elements(book.package) if xml.local(e) == "meta"]
    told = {m.get("refines", "").strip(): m for m in metas if m.get("property", "").strip() == "media:duration"}
    for target in ("", *dict.fromkeys(f"#{item.overlay}" for item in book.items if item.overlay)):
        if target not in told:
            yield book.about_package("B55.duration", overlay=target or "–")
    for meta in told.values():
        if seconds(xml.words(meta)) is None:
            yield book.about_package("B55.clock", xml.line(meta), value=xml.words(meta))
    for meta in metas:
        if meta.get("property", "").strip() in _CLASSES:
            yield from _class(web, meta)


def _class(web: BookContent, meta: xml.Element) -> Iterator[Finding]:
    name = meta.get("property", "")
    if meta.get("refines") is not None or len(xml.words(meta).split()) != 1:
        yield web.book.about_package("B55.class", xml.line(meta), property=name)
    read = [item for item in web.book.items if item.overlay and item.name in web.facts]
    for item in read:
        if not web.facts[item.name].styled:
            yield web.book.about_package("B55.style", item.line, property=name, name=item.name)
