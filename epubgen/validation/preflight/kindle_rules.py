# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight rules about what Kindle shows badly in a document: formulas, and emoji that consist of several."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation import xml
from epubgen.validation.document import ContentDocument
from epubgen.validation.preflight.rule import PreflightContext

__all__ = ["formulas", "joined_emoji"]

_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_JOINED = regex("[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?\u200d[\u2600-\u27bf\U0001f000-\U0001faff]")


def formulas(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K34: a formula in MathML; one finding a document."""
    found = list(document.root.iter(_MATH))
    if found:
        yield document.about("K34", found[0], count=len(found))


def joined_emoji(_: PreflightContext, document: ContentDocument) -> Iterator[Finding]:
    """K35: emoji joined of several by U+200D; one finding a document."""
    texts = ((element, f"{element.text or ''} {element.tail or ''}") for element in xml.elements(document.root))
    hits = [(element, hit) for element, text in texts for hit in _JOINED.findall(text)]
    if hits:
        yield document.about("K35", hits[0][0], count=len(hits), text=hits[0][1])
