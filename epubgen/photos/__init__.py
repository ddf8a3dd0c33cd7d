# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos of an issue: upright, sRGB, small enough for an e-ink screen, without metadata; encoded once, kept on disk.

The stream of one photo::

    uses ─▶ source (guards) ─▶ pixels (size, colour, upright) ─▶ encode (JPEG, PNG) ─▶ shelf (cache or spool) ─▶ Picture
                            └─ fits and is clean: jpeg (metadata cut out, scan untouched) ──┘
"""

from __future__ import annotations

from epubgen.photos.media import Media, Picture, photo_key
from epubgen.photos.workshop import prepare

__all__ = ["Media", "Picture", "photo_key", "prepare"]
