# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cover of an issue in the catalogue, and its thumbnail. Both are made once, when the EPUB is read."""

from __future__ import annotations

from epubgen.images import shop_picture
from epubgen.startup import dataclass

__all__ = ["COVER", "THUMBNAIL", "CoverPictures", "cover_pictures"]

COVER = (900, 1200)
THUMBNAIL = (280, 400)
"""Pixels of the box: sharp on a screen of two pixels a point, and some 20 KB."""


@dataclass(frozen=True, slots=True)
class CoverPictures:
    """Two pictures and the endings of their file names; empty if the EPUB has no usable cover."""

    cover: bytes = b""
    cover_ending: str = ""
    thumbnail: bytes = b""
    thumbnail_ending: str = ""


def cover_pictures(data: bytes, name: str) -> CoverPictures:
    """Return the pictures of a cover from the bytes in an EPUB; nothing if they cannot be decoded."""
    large, small = shop_picture(data, name, COVER), shop_picture(data, name, THUMBNAIL)
    if large is None or small is None:
        return CoverPictures()
    return CoverPictures(*large, *small)
