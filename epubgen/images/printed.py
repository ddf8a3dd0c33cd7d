# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of a printed page, to be looked at beside its stories: one JPEG that a browser shows at once."""

from __future__ import annotations

import warnings
from io import BytesIO

from epubgen.images.pixels import clean_pixels
from epubgen.images.profile import Profile
from epubgen.images.source import open_picture

__all__ = ["printed_page"]

EDGE = 1600
"""Pixels of the long edge: small print can be read, and it is there in a moment."""
_QUALITY = 80


def printed_page(data: bytes, name: str) -> bytes:
    """A picture or the first page of a PDF as a JPEG, upright and sRGB, at most ``EDGE`` pixels long.

    Raises:
        RefusedError: it must not be decoded.
        Exception: whatever Pillow or PDFium raises for a damaged file.
    """
    with warnings.catch_warnings():  # Pillow warns about metadata that we drop
        warnings.simplefilter("ignore")
        with open_picture(BytesIO(data), name) as image:
            page = clean_pixels(image, Profile(width=EDGE, height=EDGE)).convert("RGB")
    out = BytesIO()
    page.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
