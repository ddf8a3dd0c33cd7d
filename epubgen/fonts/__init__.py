# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds fonts, finds the characters that e-readers lack, and cuts the fonts down to those; body text gets none.

::

    texts ─▶ safe (which characters are rare) ─▶ chain (which font has them) ─▶ subset (a font of a few kilobytes)

``sfnt`` reads what must be known of a font file; ``gb18030`` knows the private-use leftovers of that encoding.
"""

from __future__ import annotations

from epubgen.fonts.chain import Chain, font_chain
from epubgen.fonts.safe import is_rare, rare_in
from epubgen.fonts.sfnt import Face
from epubgen.fonts.subset import can_subset, subset

__all__ = ["Chain", "Face", "can_subset", "font_chain", "is_rare", "rare_in", "subset"]
