# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replaces characters of foreign HTML, typed or written as references (``&#8203;``), that a story must not hold."""

from __future__ import annotations

import re
import sys

from epubgen.languages.characters import LOOKALIKES, broken, foreign_text
from epubgen.startup import regex

__all__ = ["seen_html", "without_references"]

_REFERENCES = {"nbsp": "\u00a0", "shy": "\u00ad", "zwnj": "\u200c", "zwj": "\u200d"}
_INVISIBLE_REFERENCE = regex(r"&(?:#(\d{2,6})|#[xX]([0-9A-Fa-f]{2,5})|(nbsp|shy|zwnj|zwj));")


def without_references(html: str) -> str:
    """Return the HTML with references to invisible characters and radicals replaced by these characters."""
    return _INVISIBLE_REFERENCE.sub(_character, html) if "&" in html else html


def _character(found: re.Match[str]) -> str:
    char = _REFERENCES.get(found[3] or "") or _chr(int(found[1]) if found[1] else int(found[2], 16))
    return char if char and not char.isascii() and (not char.isprintable() or LOOKALIKES.match(char)) else found[0]


def _chr(code: int) -> str:
    return chr(code) if code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004


def seen_html(html: str) -> str:
    """Return the HTML with only the characters that a story may hold; a line separator becomes a break."""
    text = foreign_text(without_references(html))
    return broken(text, "<br>", "<br>")
