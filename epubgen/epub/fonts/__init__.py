# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds fonts, finds the characters that e-readers lack, and cuts the fonts down to those.

``font_file`` reads and cuts a font; ``chain`` finds the fonts that are at hand and puts them into the order of the
language; ``rare_characters`` finds the rare characters of an issue and makes what shows them; ``body_fonts`` cuts the
fonts that a publication names for its running text: without them body text gets none.
"""

from __future__ import annotations

from epubgen.epub.fonts.chain import FontChain, font_chain
from epubgen.epub.fonts.font_file import REGULAR, FontFace, can_subset, subset

__all__ = ["REGULAR", "FontChain", "FontFace", "can_subset", "font_chain", "subset"]
