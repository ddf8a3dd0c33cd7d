# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about pictures: what every reader shows is a baseline JPEG in RGB or grey, or a PNG without transparency."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.images import jpeg
from epubgen.images.profile import ENVELOPE, TARGETS
from epubgen.validation.picture_rules import PackagePicture, jpeg_frame, named_metadata, png_chunks, size_of
from epubgen.validation.preflight.package_rules import is_cover
from epubgen.validation.preflight.rule import PreflightContext

__all__ = [
    "animated", "colours", "formats", "heavy", "large", "metadata", "progressive", "too_large_for_apple", "transparent",
]  # fmt: skip

APPLE_PIXELS = 5_600_000
"""The asset guide of Apple Books."""
TOO_MUCH = 2
"""Times the aim of a target: a printed page as a picture has more than the aim at the lowest quality."""
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif"})
_WITH_ALPHA = frozenset({4, 6})
"""Colour types of PNG with an alpha channel (RFC 2083 §4.1.1)."""


def formats(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: WebP, AVIF, TIFF and whatever else is no JPEG, PNG or GIF."""
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
    """K12: a JPEG that is no baseline one."""
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
    """K12: more pixels than small readers hold."""
    width, height = size_of(shot)
    if width * height > ENVELOPE:
        yield shot.about("K12.pixels", width=width, height=height)


def too_large_for_apple(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K33: more pixels than Apple takes."""
    width, height = size_of(shot)
    if width * height > APPLE_PIXELS:
        yield shot.about("K33", width=width, height=height)


def heavy(context: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: more than twice the bytes that the target asks for; a cover fills the screen and may have more."""
    limit = TARGETS[context.target].profile.soft_limit
    if len(shot.data) > TOO_MUCH * limit and not is_cover(context.book, shot.item):
        yield shot.about("K12.bytes", kilobytes=len(shot.data) // 1024, limit=limit // 1024)


def metadata(_: PreflightContext, shot: PackagePicture) -> Iterator[Finding]:
    """K12: EXIF, XMP, ICC, comments."""
    if names := named_metadata(shot):
        yield shot.about("K12.metadata", names=", ".join(names))
