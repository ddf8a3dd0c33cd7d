# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the stories that a correction changes, by comparing the pages of an edition with the published copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from epubgen import validation
from epubgen.epub.edition import Edition, SpineDocument
from epubgen.epub.pages import Part

__all__ = ["with_changed_stories"]


def with_changed_stories(
    edition: Edition, told: Mapping[str, tuple[str, str]], page: Callable[[SpineDocument], Part], revision: str
) -> Edition:
    """Return the edition with the changed stories named in its line about the correction.

    A line that names stories already is kept.

    Args:
        edition: the plan.
        told: the texts of the published copy: file of a story → its title and text.
        page: makes the page of a document of the edition.
        revision: the text of the line.
    """
    issue = edition.issue
    if not (issue.publication.revision_in_title and revision and told):
        return edition
    changed = tuple(
        document.subject
        for document in edition.documents
        if document.kind == "article" and _said(page(document)) != told.get(f"EPUB/{document.href}")
    )
    lines = (
        replace(line, articles=line.articles or changed) if str(line.text) == revision else line
        for line in issue.revisions
    )
    return replace(edition, issue=replace(issue, revisions=tuple(lines)))


def _said(part: Part) -> tuple[str, str]:
    return validation.read_page(part.data if isinstance(part.data, bytes) else part.data.read_bytes())
