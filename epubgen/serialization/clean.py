# SPDX-License-Identifier: AGPL-3.0-or-later
"""The border of the model: characters that no EPUB may hold are taken out here, once, and counted."""

from __future__ import annotations

import re

from epubgen.errors import Finding, Location, finding

__all__ = ["cleaned", "lone_surrogate"]

_BREAKS = re.compile("[\x0b\x0c]")
"""Form feed and vertical tab divide words in wire copy, so a space takes their place."""
_ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(text: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """Text without control characters and noncharacters, and one finding with their number and the first place."""
    first = _ILLEGAL.search(text) or _BREAKS.search(text)
    if first is None:
        return text, ()
    kept, removed = _ILLEGAL.subn("", text)
    kept, replaced = _BREAKS.subn(" ", kept)
    line = text.count("\n", 0, first.start()) + (at.line or 1)
    code = f"U+{ord(first[0]):04X}"
    return kept, (finding("T03.removed", Location(at.file, line), "", n=removed + replaced, char=code),)


def lone_surrogate(text: str) -> str:
    """The code of the first lone surrogate, empty when there is none."""
    found = _SURROGATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
