# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other formats made from a finished EPUB: AZW3 for Kindle by cable, and Kobo's own flavour of EPUB."""

from __future__ import annotations

from epubgen.conversion.convert import FORMATS, Converted, convert, media_type, need, suffix, target_path

__all__ = ["FORMATS", "Converted", "convert", "media_type", "need", "suffix", "target_path"]
