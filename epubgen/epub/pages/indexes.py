# SPDX-License-Identifier: AGPL-3.0-or-later
"""The indexes at the end: columns and authors, each name with links to its stories."""

from __future__ import annotations

from collections.abc import Iterable

from epubgen.epub import edition
from epubgen.epub.edition.indexes import Entry
from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.part import Part
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article

__all__ = ["authors_page", "columns_page"]


def columns_page(desk: Desk) -> Part:
    """栏目索引."""
    return _page(desk, edition.columns(desk.issue))


def authors_page(desk: Desk) -> Part:
    """作者索引."""
    return _page(desk, edition.authors(desk.issue))


def _page(desk: Desk, entries: Iterable[Entry]) -> Part:
    title = el("h1", desk.words(desk.document.title), class_="matter-title")
    groups = [_group(desk, name, stories) for name, stories in entries]
    return framed(desk, el("section", title, *groups))


def _group(desk: Desk, name: str, stories: Iterable[Article]) -> El:
    items = [el("li", el("p", _line(desk, story), class_="index-story")) for story in stories]
    return el("section", el("h2", desk.words(name), class_="index-name"), el("ul", *items, class_="stories"))


def _line(desk: Desk, story: Article) -> list[Node]:
    """Headline and printed pages."""
    line: list[Node] = [*desk.story_link(story)]
    if story.page:
        line += [" ", el("span", desk.words(desk.pages_words(story.page)), class_="place")]
    return line
