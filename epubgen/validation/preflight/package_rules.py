# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight rules about the package and its pictures: language, cover, names, fonts, sizes, direction, formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.images import jpeg
from epubgen.images.profile import ENVELOPE, TARGETS
from epubgen.languages.tags import KINDLE_LANGUAGES
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.archive import UnreadableMemberError
from epubgen.validation.book import EpubBook, ManifestItem
from epubgen.validation.picture_rules import PackagePicture, jpeg_frame, named_metadata, png_chunks, size_of
from epubgen.validation.preflight.rule import PreflightContext
from epubgen.validation.reference_rules import BookContent

__all__ = [
    "animated",
    "case",
    "colours",
    "cover_marks",
    "cover_named",
    "cover_page",
    "cover_size",
    "cover_type",
    "direction",
    "file_size",
    "fonts",
    "formats",
    "heavy",
    "language",
    "large",
    "metadata",
    "names",
    "no_cover",
    "progressive",
    "script_tag",
    "too_large_for_apple",
    "transparent",
    "types",
]

LARGEST = {"generic": 45, "kindle": 45, "kobo": 45, "boox": 100, "apple": 2000}
"""Megabytes that can be sent to a target in the usual ways."""
SHORT_SIDE = 500
"""Pixels of the shorter side of a cover that Kindle Previewer requires."""
_NAME = regex(r"[A-Za-z0-9_-]+\.[A-Za-z0-9]+")
_FONTS = (".otf", ".ttf", ".woff", ".woff2", ".ttc")
_KNOWN_FONTS = frozenset({".otf", ".ttf", ".woff"})
_CJK = ("zh", "ja", "ko")


def language(context: PreflightContext, _: EpubBook) -> Iterator[Finding]:
    """K03: the language is one that Amazon accepts."""
    for element in context.book.dc("language"):
        value = xml.words(element)
        if value.partition("-")[0].lower() not in KINDLE_LANGUAGES:
            yield context.book.about_package("K03", xml.line(element), value=value or "-")
    if not context.book.dc("language"):
        yield context.book.about_package("K03", value="-")


def script_tag(context: PreflightContext, _: EpubBook) -> Iterator[Finding]:
    """K03: Chinese is stated by region, by which a Kindle chooses its fonts."""
    for element in context.book.dc("language"):
        if re.match(r"zh-han[st]", xml.words(element), re.IGNORECASE):
            yield context.book.about_package("K03.region", xml.line(element), value=xml.words(element))


def no_cover(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K08: the book has a cover."""
    if not book.named_meta("cover") and not any("cover-image" in item.properties for item in book.items):
        yield context.book.about_package("K08.none")


def cover_named(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K08: the cover that the metadata name is a picture of the book."""
    named = book.named_meta("cover")
    if named and (named not in book.by_id or not book.by_id[named].media_type.startswith("image/")):
        yield context.book.about_package("K08", id=named)


def cover_marks(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K08: both marks of a cover are on one picture."""
    marked = {item.id for item in book.items if "cover-image" in item.properties}
    named = {book.named_meta("cover")} - {""}
    pictures = {item.id for item in book.items if item.media_type.startswith("image/")}
    if marked ^ named and named <= pictures:
        yield context.book.about_package("K08.marks", marked=", ".join(marked) or "-", named=", ".join(named) or "-")


def types(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K10: each item states the media type of its bytes."""
    if shot.type and shot.type != shot.item.media_type.replace("image/jpg", "image/jpeg"):
        yield shot.about("K10", stated=shot.item.media_type, type=shot.type)


def case(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K10: names differ by case alone, between manifest and archive or between two files."""
    files = {entry.name.casefold(): entry.name for entry in book.archive.entries}
    for item in book.items:
        there = files.get(item.name.casefold(), item.name)
        if item.name and not book.archive.has(item.name) and there != item.name:
            yield context.book.about_package("K10.case", item.line, name=item.name, other=there)
    for entry in book.archive.entries:
        if files[entry.name.casefold()] != entry.name:
            yield finding("K10.case", book.archive.at(entry.name), name=entry.name, other=files[entry.name.casefold()])


def names(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K10: names consist of letters, digits, hyphens and one dot."""
    for item in book.items:
        if item.name and not _NAME.fullmatch(posixpath.basename(item.name)):
            yield context.book.about_package("K10.name", item.line, name=item.name)


def file_size(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K14: the file is small enough to be sent to its target."""
    limit = LARGEST[context.target]
    if book.archive.size > limit * 10**6:
        yield finding("K14", book.archive.at(""), megabytes=book.archive.size // 10**6, limit=limit)


def direction(context: PreflightContext, web: BookContent) -> Iterator[Finding]:
    """K18: three marks of vertical lines are all present, or none."""
    spine = None if web.book.package is None else next(xml.children(web.book.package, "spine"), None)
    turning = spine is not None and spine.get("page-progression-direction") == "rtl"
    named = web.book.named_meta("primary-writing-mode").startswith("vertical-rl")
    styled = any("vertical-rl" in facts.vertical for facts in web.facts.values())
    tag = "".join(xml.words(element) for element in web.book.dc("language")[:1])
    if (named or styled or (turning and tag.startswith(_CJK))) and not (turning and named and styled):
        missing = {"page-progression-direction": turning, "primary-writing-mode": named, "CSS": styled}
        there, lost = (", ".join(k for k, there in missing.items() if there is wanted) for wanted in (True, False))
        yield context.book.about_package("K18", there=there, missing=lost)


def cover_size(context: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K20: the cover fills a screen."""
    width, height = size_of(shot)
    if is_cover(context.book, shot.item) and 0 < min(width, height) < SHORT_SIDE:
        yield shot.about("K20", width=width, height=height)


def cover_page(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K21: a page at the front shows nothing but the cover."""
    cover = next((item for item in book.items if is_cover(book, item)), None)
    first = next(iter(book.spine_items), None)
    if cover is None or first is None or not book.archive.has(first.name):
        return
    try:
        root = xml.parse(book.archive.read(first.name))
    except (UnreadableMemberError, xml.BadXmlError):
        return
    body = xml.first(root, "body")
    shown = posixpath.basename(cover.name)
    pictures = [value for e in xml.elements(root) for value in map(str, e.attrib.values()) if value.endswith(shown)]
    if body is not None and pictures and not xml.words(body):
        yield finding("K21", context.book.archive.at(first.name), name=shown)


def cover_type(context: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K25: the cover is a JPEG or PNG."""
    if is_cover(context.book, shot.item) and shot.type not in ("image/jpeg", "image/png"):
        yield shot.about("K25", type=shot.type.removeprefix("image/") or shot.item.media_type)


def fonts(context: PreflightContext, book: EpubBook) -> Iterator[Finding]:
    """K26: fonts are TTF, OTF or WOFF 1."""
    for item in book.items:
        ending = posixpath.splitext(item.name)[1].lower()
        if ending in _FONTS and ending not in _KNOWN_FONTS:
            yield context.book.about_package("K26", item.line, name=item.name)


def is_cover(book: EpubBook, item: ManifestItem) -> bool:
    """Return whether an item has one of the two marks of a cover."""
    return "cover-image" in item.properties or (bool(item.id) and item.id == book.named_meta("cover"))


APPLE_PIXELS = 5_600_000
"""Pixels of a picture by the asset guide of Apple Books."""
TOO_MUCH = 2
"""How many times the intended bytes a picture may have: a printed page has more than intended even at the lowest
quality.
"""
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif"})
_WITH_ALPHA = frozenset({4, 6})
"""Colour types of PNG with an alpha channel (RFC 2083 §4.1.1)."""


def formats(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: WebP, AVIF, TIFF and anything else but JPEG, PNG and GIF."""
    if shot.type not in _SHOWN:
        yield shot.about("K12", type=shot.type.removeprefix("image/") or shot.item.media_type)


def animated(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: a GIF of several frames."""
    if shot.type == "image/gif" and (b"NETSCAPE2.0" in shot.data[:1024] or shot.data.count(b"\x00\x21\xf9\x04") > 1):
        yield shot.about("K12.animated")


def colours(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: a JPEG in other colours than RGB or grey."""
    frame = jpeg_frame(shot.data) if shot.type == "image/jpeg" else None
    if frame and (frame.components not in (1, 3) or frame.bits != 8):  # noqa: PLR2004 - grey, RGB; bits of a colour
        yield shot.about("K12.colours")


def progressive(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: a JPEG that is not baseline."""
    frame = jpeg_frame(shot.data) if shot.type == "image/jpeg" else None
    if frame and frame.marker != jpeg.SOF0:
        yield shot.about("K12.progressive")


def transparent(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: a PNG with transparency."""
    if shot.type == "image/png":
        alpha = bool(shot.data[25:26]) and shot.data[25] in _WITH_ALPHA
        if alpha or b"tRNS" in set(png_chunks(shot.data)):
            yield shot.about("K12.alpha")


def large(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: more pixels than e-readers with little memory can hold."""
    width, height = size_of(shot)
    if width * height > ENVELOPE:
        yield shot.about("K12.pixels", width=width, height=height)


def too_large_for_apple(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K33: more pixels than Apple accepts."""
    width, height = size_of(shot)
    if width * height > APPLE_PIXELS:
        yield shot.about("K33", width=width, height=height)


def heavy(context: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: more than twice the bytes intended for the target; a cover fills the screen and may have more."""
    limit = TARGETS[context.target].profile.soft_limit
    if len(shot.data) > TOO_MUCH * limit and not is_cover(context.book, shot.item):
        yield shot.about("K12.bytes", kilobytes=len(shot.data) // 1024, limit=limit // 1024)


def metadata(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: EXIF, XMP, ICC, comments."""
    if names := named_metadata(shot):
        yield shot.about("K12.metadata", names=", ".join(names))
