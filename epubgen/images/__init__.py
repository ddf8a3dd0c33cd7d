# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prepares the photos of an issue: upright, sRGB, small enough for an e-ink screen, without metadata.

Each photo is encoded once and kept on disk. The steps for one photo::

    uses ─▶ source (guards) ─▶ pixels (size, colour, upright) ─▶ encode (JPEG, PNG) ─▶ picture_store ─▶ Picture
                            └─ small enough, no edits needed: jpeg (cut metadata, keep the scan) ──┘
"""

from __future__ import annotations

from epubgen.images.examine import examine
from epubgen.images.media import Media, PhotoFacts, Picture, photo_key
from epubgen.images.picture_store import CacheFacts, cache_facts, clear_cache
from epubgen.images.pipeline import PhotoPreparer, prepare
from epubgen.images.profile import TARGETS, TRANSFER_LIMITS, Budget, Target, find_target
from epubgen.images.shop_picture import shop_picture

__all__ = [
    "TARGETS",
    "TRANSFER_LIMITS",
    "Budget",
    "CacheFacts",
    "Media",
    "PhotoFacts",
    "PhotoPreparer",
    "Picture",
    "Target",
    "cache_facts",
    "clear_cache",
    "examine",
    "find_target",
    "photo_key",
    "prepare",
    "shop_picture",
]
