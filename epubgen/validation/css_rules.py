# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about style sheets: whole ones, without the properties that EPUB forbids (EPUB 3.3 §6.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EpubBook

_NOT_CODE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)""", re.DOTALL)
_FORBIDDEN = re.compile(r"[{;\s](direction|unicode-bidi)\s*:", re.IGNORECASE)


def sheets(book: EpubBook) -> Iterator[Finding]:
    """B46: braces that match; no ``direction`` or ``unicode-bidi``, which belong in the markup."""
    for item in book.items:
        if item.media_type != "text/css" or not book.archive.has(item.name):
            continue
        try:
            css = book.archive.read(item.name, MAX_TEXT).decode("utf-8-sig", "replace")
        except UnreadableMemberError:
            yield finding("B18.member", book.archive.at(item.name), name=item.name)
            continue
        code = _NOT_CODE.sub("", css)
        if not _balanced(code):
            yield finding("B46", book.archive.at(item.name))
        if book.is_epub3 and (found := _FORBIDDEN.search(code)):
            yield finding("B46.direction", book.archive.at(item.name), property=found[1])


def _balanced(code: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", code):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
