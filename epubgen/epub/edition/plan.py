# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the parts of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from epubgen.epub.edition.identity import file_name, identifier, issue_title, modified
from epubgen.epub.edition.metadata import metadata
from epubgen.epub.edition.tree import documents, landmarks, page_list, toc
from epubgen.epub.edition.types import Edition
from epubgen.errors import EditionError, finding
from epubgen.model import Issue
from epubgen.options import Options

__all__ = ["plan"]


def plan(issue: Issue, options: Options, css: Sequence[str] = ()) -> Edition:
    """The edition of a completed issue.

    Args:
        issue: from ``derive.complete``: every story in exactly one section.
        options: writing mode and the instant of the build are used.
        css: hrefs of the style sheets in link order.

    Raises:
        EditionError: EG010 no story is left to build.
    """
    if not issue.articles:
        raise EditionError(finding("EG010", issue.at.of("articles") if issue.at else None))
    mode = options.writing_mode or issue.publication.writing_mode
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
    )
