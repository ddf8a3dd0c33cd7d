# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of a story, as newspapers build it: column, kicker (肩题), headline, deck (副题), byline."""

from __future__ import annotations

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.people import byline_line
from epubgen.markup.tree import El, el
from epubgen.model import Article

__all__ = ["heading"]


def heading(desk: Desk, story: Article) -> El:
    """``header.head``; every part but the headline is optional, and only the headline is a heading."""
    return el(
        "header",
        _column(desk, story),
        desk.lines("p", "kicker", story.kicker),
        desk.lines("h1", "headline", story.title),
        desk.lines("p", "deck", story.deck, "doc-subtitle"),
        byline_line(desk, story, "byline") if story.byline_at == "above" else None,
        class_="head",
    )


def _column(desk: Desk, story: Article) -> El | None:
    """The standing column and the line that always stands with it."""
    if not story.column:
        return None
    rubric = next((column.rubric for column in desk.issue.publication.columns if column.name == story.column), "")
    said = el("span", desk.words(rubric), class_="rubric") if rubric else None
    name = el("span", desk.words(story.column), class_="column-name")
    return el("p", name, " " if said else None, said, class_="column")
