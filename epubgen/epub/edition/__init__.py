# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan of the EPUB: which documents, in which order, under which names, in which tree. Pure; no bytes.

``types`` are the shapes; ``identity`` names the issue in the world; ``tree`` names the files and builds the spine and
the navigation; ``metadata`` computes what libraries read; ``plan`` joins them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epubgen.epub.edition.identity import file_name, identifier, issue_title, modified
from epubgen.epub.edition.metadata import metadata, primary_writing_mode, with_cover
from epubgen.epub.edition.tree import authors, columns, documents, landmarks, page_list, toc
from epubgen.epub.edition.types import DocumentKind, Edition, Landmark, Meta, NavItem, PageTarget, SpineDocument
from epubgen.errors import EditionError, finding
from epubgen.languages.directions import PageFlow
from epubgen.model import Issue
from epubgen.options import Options

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
    "primary_writing_mode",
    "with_cover",
]


def plan(
    issue: Issue,
    options: Options,
    css: Sequence[str] = (),
    css_of_others: Mapping[PageFlow, tuple[str, ...]] | None = None,
) -> Edition:
    """The edition of a completed issue.

    Args:
        issue: from ``transforms.complete``: every story in exactly one section.
        options: writing mode and the instant of the build are used.
        css: hrefs of the style sheets in link order.
        css_of_others: the same for stories that flow in another way than the paper.

    Raises:
        EditionError: EG010 no story is left to build.
    """
    if not issue.articles:
        raise EditionError(finding("EG010", issue.at.of("articles") if issue.at else None))
    mode = issue.publication.lines(options.writing_mode)
    urn, instant, spine = identifier(issue, mode), modified(issue, options.now), documents(issue)
    pages = page_list(issue, spine)
    return Edition(
        issue=issue,
        language=issue.publication.language,
        writing_mode=mode,
        identifier=urn,
        title=issue_title(issue, mode),
        modified=instant,
        file_name=file_name(issue, mode),
        documents=spine,
        toc=toc(issue, spine),
        page_list=pages,
        landmarks=landmarks(spine),
        metadata=metadata(issue, mode, urn, instant, pages),
        css=tuple(css),
        css_of_others=dict(css_of_others or {}),
    )
