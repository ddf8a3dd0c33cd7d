# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds fonts, finds the characters that e-readers lack, and reduces the fonts to these characters.

``font_file`` reads a font and makes subsets of it. ``chain`` finds the available fonts and sorts them for a language.
``rare_characters`` finds the rare characters of an issue and makes the fonts or pictures that show them. ``body_fonts``
makes subsets of the fonts that a publication names for its body text. Other publications have no font for body text.
"""

from __future__ import annotations

from epubgen.epub.fonts.chain import FontChain, font_chain
from epubgen.epub.fonts.font_file import REGULAR, FontFace, subset

__all__ = ["REGULAR", "FontChain", "FontFace", "font_chain", "subset"]
