# SPDX-License-Identifier: AGPL-3.0-or-later
"""A printed page as a picture (版面图), and below it links to the stories that stand on it."""

from __future__ import annotations

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.story_navigation import bar
from epubgen.epub.pages.teaser import headline_item
from epubgen.images.uses import facsimile
from epubgen.markup import figure
from epubgen.markup.tree import El, el

__all__ = ["facsimile_page"]


def facsimile_page(desk: Desk) -> Part:
    """The document of a printed page: the name, the picture, the stories, those that run on to it too."""
    page = next(page for page in desk.issue.pages if page.number == desk.document.subject)
    stories = [story for story in desk.issue.articles if page.number in story.page and story.toc]
    title = el("h1", desk.words(desk.document.title), class_="matter-title")
    items = [headline_item(desk, story, short=True) for story in stories]
    listed: tuple[El, ...] = ()
    if items:
        head = el("h2", desk.words(desk.term("facsimile.stories")), class_="group")
        listed = (head, el("ul", *items, class_="stories"))
    return framed(desk, el("section", title, figure(facsimile(page), desk.setting()), *listed, bar(desk, "end")))
