# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contents page (本期导读): every section with its stories, all links to whole files."""

from __future__ import annotations

from epubgen.edition import Document
from epubgen.markup.tree import El, el
from epubgen.model import Section
from epubgen.pages.desk import Desk
from epubgen.pages.frame import framed
from epubgen.pages.masthead import issue_line
from epubgen.pages.part import Part
from epubgen.pages.teaser import headline_item

__all__ = ["contents_page"]


def contents_page(desk: Desk) -> Part:
    """The document of the contents."""
    header = el(
        "header",
        el("h1", desk.words(desk.document.title), class_="contents-title"),
        issue_line(desk),
        class_="contents-head",
    )
    groups = [_group(desk, section) for section in desk.issue.sections]
    matter = [d for d in desk.edition.documents if d.kind in ("corrections", "notices", "imprint")]
    nav = el(
        "section", *groups, _matter(desk, matter), epub__type="toc", role="doc-toc", aria_label=desk.document.title
    )
    return framed(desk, header, nav)


def _group(desk: Desk, section: Section) -> El:
    stories = [desk.issue.article(story_id) for story_id in section.articles]
    front = desk.edition.document("section", section.id)
    name = desk.link(front, section.name) if front else desk.words(section.name)
    items = [headline_item(desk, s) for s in stories if s.toc]
    return el(
        "section", el("h2", name, class_="contents-section"), el("ul", *items, class_="stories") if items else None
    )


def _matter(desk: Desk, documents: list[Document]) -> El | None:
    links = [el("li", desk.link(document, document.title), class_="teaser") for document in documents]
    return el("ul", *links, class_="stories matter") if links else None
