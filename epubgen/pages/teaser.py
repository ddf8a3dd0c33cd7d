# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story announced: on the masthead, in the contents, on a section front."""

from __future__ import annotations

from epubgen.markup.tree import El, el
from epubgen.model import Article
from epubgen.pages.desk import Desk
from epubgen.pages.ending import spaced
from epubgen.pages.people import signature

__all__ = ["headline_item", "teaser"]


def teaser(desk: Desk, story: Article, *, lead: bool = False) -> El:
    """The story with kicker, headline, deck or summary, byline and page; a brief with its headline alone."""
    brief = story.priority == "brief"
    kind = "teaser lead" if lead else "teaser brief" if brief else "teaser"
    return el(
        "li",
        None if brief else el("p", desk.flow(story.kicker), class_="kicker") if story.kicker else None,
        el("h2", desk.story_link(story), class_="teaser-title"),
        None if brief else _deck(desk, story),
        facts(desk, story),
        class_=kind,
    )


def headline_item(desk: Desk, story: Article) -> El:
    """The story in a few lines: headline, summary where an editor wrote one, byline and page."""
    said = None if story.priority == "brief" else desk.line("p", "summary", story.summary)
    return el("li", el("p", desk.story_link(story), class_="teaser-title"), said, facts(desk, story), class_="teaser")


def facts(desk: Desk, story: Article) -> El | None:
    """Column, byline and printed page."""
    shown = [words for words in (story.column, signature(desk, story)) if words]
    shown += [desk.page_words(story.page[0])] if story.page else []
    return el("p", spaced([desk.words(words) for words in shown]), class_="facts") if shown else None


def _deck(desk: Desk, story: Article) -> El | None:
    """The summary that an editor wrote, else the deck."""
    return desk.line("p", "summary", story.summary) or desk.line("p", "deck", " ".join(story.deck))
