# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database of a library: the contents of its EPUBs, and search in them.

It can be made again from the EPUBs at any time.
"""

from __future__ import annotations

from epubgen.back_file.database.connections import DATABASE_NAME, LibraryDatabase
from epubgen.back_file.database.entries import (
    HeldIssue,
    KnownTitle,
    RevisionNote,
    held_issues,
    known_titles,
    read_issue,
    read_issues,
    revisions_of,
)
from epubgen.back_file.database.search import SearchHit, SearchPage, SearchQuery, search
from epubgen.back_file.database.snippets import SnippetPart

__all__ = [
    "DATABASE_NAME",
    "HeldIssue",
    "KnownTitle",
    "LibraryDatabase",
    "RevisionNote",
    "SearchHit",
    "SearchPage",
    "SearchQuery",
    "SnippetPart",
    "held_issues",
    "known_titles",
    "read_issue",
    "read_issues",
    "revisions_of",
    "search",
]
