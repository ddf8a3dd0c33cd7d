# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the indexes at the end list: the stories of each column, the stories of each author; only where they help."""

from __future__ import annotations

from collections.abc import Iterable

from epubgen.model import Article, Issue

__all__ = ["Entry", "authors", "columns"]

COLUMNS = 4
"""Columns from which an index of them helps: fewer are found faster in the contents."""
AUTHORS = 8

Entry = tuple[str, tuple[Article, ...]]
"""A name and its stories, in reading order."""


def columns(issue: Issue) -> tuple[Entry, ...]:
    """Columns in the order of the publication, then those that it does not know; empty where there are few."""
    known = [column.name for column in issue.publication.columns]
    found = _gathered((story.column, story) for story in _listed(issue) if story.column)
    order = sorted(found, key=lambda entry: known.index(entry[0]) if entry[0] in known else len(known))
    return tuple(order) if issue.navigation.columns and len(order) >= COLUMNS else ()


def authors(issue: Issue) -> tuple[Entry, ...]:
    """Authors by name (Han: by radical and strokes, as Unicode orders them); empty where there are few or none wanted.

    News agencies are no authors, and photographers never are.
    """
    found = _gathered(
        (author.name, story) for story in _listed(issue) for author in story.authors if author.role != "agency"
    )
    order = sorted(found, key=lambda entry: (entry[0].casefold(), entry[0]))
    return tuple(order) if issue.navigation.authors and len(order) >= AUTHORS else ()


def _listed(issue: Issue) -> Iterable[Article]:
    return (story for story in issue.articles if story.toc and not story.withdrawn)


def _gathered(pairs: Iterable[tuple[str, Article]]) -> list[Entry]:
    found: dict[str, dict[str, Article]] = {}
    for name, story in pairs:
        found.setdefault(name, {})[story.id] = story
    return [(name, tuple(stories.values())) for name, stories in found.items()]
