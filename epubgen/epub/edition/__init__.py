# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan of the EPUB: which documents, in which order, under which names, in which tree. Pure; no bytes.

``types`` are the shapes; ``identity`` names the issue in the world; ``names`` names the files; ``tree`` builds the
spine and the navigation; ``metadata`` computes what libraries read; ``plan`` joins them.
"""

from __future__ import annotations

from epubgen.epub.edition.identity import file_name, identifier, issue_title
from epubgen.epub.edition.metadata import with_cover
from epubgen.epub.edition.plan import plan
from epubgen.epub.edition.tree import authors, columns
from epubgen.epub.edition.types import DocumentKind, Edition, Landmark, Meta, NavItem, PageTarget, SpineDocument

__all__ = [
    "DocumentKind",
    "Edition",
    "Landmark",
    "Meta",
    "NavItem",
    "PageTarget",
    "SpineDocument",
    "authors",
    "columns",
    "file_name",
    "identifier",
    "issue_title",
    "plan",
    "with_cover",
]
