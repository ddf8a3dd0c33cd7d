# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks that the pages of one run agree: one paper, and each page once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubgen.errors import Finding, finding
from epubgen.importers.printed_page.masthead import title_key
from epubgen.importers.printed_page.page import PageReading
from epubgen.importers.printed_page.page_block import PrintedPage

__all__ = ["disagreements", "named_papers"]


def named_papers(pages: Sequence[PageReading], printed: Sequence[PrintedPage]) -> frozenset[str]:
    """Return the papers that the pages name: in mastheads, in running heads, outside the print."""
    names = {page.mast.title for page in pages if page.mast and page.mast.title}
    names |= {page.head.paper for page in pages if page.head.paper}
    return frozenset(names | {page.title for page in printed if page.title})


def disagreements(pages: Sequence[PageReading]) -> tuple[Finding, ...]:
    """Yield D07 for a page that names another paper than the first, P04 for a page that occurs twice.

    Both files are named.
    """
    return (*_papers(pages), *_twice(pages))


def _papers(pages: Sequence[PageReading]) -> Iterator[Finding]:
    named = [(page.mast.title, page) for page in pages if page.mast and page.mast.title]
    named += [(page.head.paper, page) for page in pages if page.head.paper and not (page.mast and page.mast.title)]
    if not named:
        return
    title, first = named[0]
    for other, page in named[1:]:
        if not _one(title_key(title), title_key(other)):
            line = page.mast.line if page.mast else None
            yield finding("D07.page-paper", page.where(line), "title", value=other, other=title, file=first.file)


def _one(first: str, second: str) -> bool:
    """Return whether two titles may be one: one is part of the other (``晴川日报``, ``晴川日报·城市版``)."""
    return first in second or second in first


def _twice(pages: Sequence[PageReading]) -> Iterator[Finding]:
    seen: dict[str, PageReading] = {}
    for page in pages:
        if page.number_from == "fact.position":
            continue
        first = seen.setdefault(page.number, page)
        if first is not page:
            line = page.rest[0].line if first.file == page.file and page.rest else None
            yield finding("P04.page-twice", page.where(line), "page", page=page.number, file=first.file)
