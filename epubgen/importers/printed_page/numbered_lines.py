# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of a page with their numbers in the file, and the list of what was removed from them."""

from __future__ import annotations

from typing import TypeAlias

from epubgen.startup import dataclass

__all__ = ["DialectChange", "Listing", "NumberedLine"]

NumberedLine: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class DialectChange:
    """One habit of a tool that was removed from a line."""

    name: str
    """``fence, front-matter, comment, page-separator, table, heading, letter-spacing, bold-heading, break-tag,
    print-line, formula``."""
    line: int
    text: str
    """The characters that left the page; empty where nothing but space did."""


Listing: TypeAlias = list[DialectChange]
