# SPDX-License-Identifier: AGPL-3.0-or-later
"""The front of a section: its name, printed pages and their editors, its picture, its stories."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.ending import spaced
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.people import credit_line
from epubgen.epub.pages.story_navigation import bar
from epubgen.epub.pages.teaser import teaser
from epubgen.images.uses import lead_of
from epubgen.markup import figure
from epubgen.markup.tree import El, el
from epubgen.model import Page, Section

__all__ = ["section_page"]


def section_page(desk: Desk) -> Part:
    """The document of a section."""
    section = next(s for s in desk.issue.sections if s.id == desk.document.subject)
    header = el(
        "header",
        el("h1", desk.words(section.name), class_="section-name"),
        *_pages(desk, section),
        class_="section-head",
    )
    stories = [desk.issue.article(story_id) for story_id in section.articles]
    lead = lead_of(desk.issue, section)
    items = [teaser(desk, story, lead=lead is not None and story.id == lead.id) for story in stories]
    picture = figure(section.image, desk.setting()) if section.image else None
    return framed(desk, el("section", header, picture, el("ul", *items, class_="stories"), bar(desk, "end")))


def _pages(desk: Desk, section: Section) -> Iterator[El]:
    """A line for each printed page of the section: number, name where it differs, editors."""
    known = {page.number: page for page in desk.issue.pages}
    for number in section.pages:
        page = known.get(number, Page(number=number))
        words = desk.page_words(number)
        named = page.name and page.name not in (section.name, words)
        facts = [
            desk.term("page.named", page=words, name=page.name) if named else words,
            credit_line(desk, page.editors),
        ]
        if " ".join(facts).strip() != section.name:
            yield el("p", spaced([desk.words(fact) for fact in facts if fact]), class_="section-page")
