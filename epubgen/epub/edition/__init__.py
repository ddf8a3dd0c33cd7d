# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plans the EPUB: which documents it has, in which order, with which file names and which navigation. Makes no bytes.

``types`` has the classes of a plan. ``identity`` makes the identifiers, the title and the file name. ``tree`` names the
documents and makes the spine and the navigation. ``metadata`` makes the package metadata. ``plan`` joins them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epubgen.epub.edition.identity import file_name, identifier, issue_title, modified
from epubgen.epub.edition.metadata import metadata, primary_writing_mode, with_cover
from epubgen.epub.edition.tree import authors, columns, documents, landmarks, page_list, toc
from epubgen.epub.edition.types import (
    DocumentKind,
    Edition,
    Landmark,
    Meta,
    NavItem,
    PageStyle,
    PageTarget,
    SpineDocument,
    page_style,
)
from epubgen.errors import EditionError, finding
from epubgen.model import Issue
from epubgen.options import Options

__all__ = [
    "DocumentKind",
    "Edition",
    "Landmark",
    "Meta",
    "NavItem",
    "PageStyle",
    "PageTarget",
    "SpineDocument",
    "authors",
    "columns",
    "file_name",
    "identifier",
    "issue_title",
    "page_style",
    "plan",
    "primary_writing_mode",
    "with_cover",
]


def plan(
    issue: Issue,
    options: Options,
    css: Sequence[str] = (),
    css_of_others: Mapping[PageStyle, tuple[str, ...]] | None = None,
) -> Edition:
    """Return the plan of the EPUB of a completed issue.

    Args:
        issue: an issue from ``transforms.complete``: every story is in exactly one section.
        options: the options of the build; only the writing mode and the time of the build are read.
        css: the paths of the style sheets, in link order.
        css_of_others: the style sheets of stories with other lines or directions, or in a language with another sheet.

    Raises:
        EditionError: EG010 the issue has no story.
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
