# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contents page (本期导读), on e-ink the page that people live on.

A row of sections to leap by, what leads the issue, then every section with its stories: headline, summary, and in one
quiet line who wrote it, on which page it was printed, how long it takes, whether it has pictures. All links lead to
whole files.
"""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.edition import Document
from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.masthead import issue_line
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.teaser import digest, facts, headline_item
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Section
from epubgen.transforms.reading_time import minutes

__all__ = ["contents_page"]

_LEAP = 3
"""Sections from which a row of them saves turning pages."""
_MATTER = ("free", "corrections", "notices", "columns", "authors", "imprint")


def contents_page(desk: Desk) -> Part:
    """The document of the contents."""
    title = el("h1", desk.words(desk.document.title), class_="contents-title")
    header = el("header", title, issue_line(desk, *_sum(desk)), class_="contents-head")
    lead = _lead_story(desk)
    groups = [_group(desk, section, lead) for section in desk.issue.sections]
    matter = [d for d in desk.edition.documents if d.kind in _MATTER]
    body = (_leaps(desk), _lead(desk, lead) if lead else None, *groups, _matter(desk, matter))
    nav = el("section", *body, epub__type="toc", role="doc-toc", aria_label=desk.document.title)
    return framed(desk, header, nav)


def _sum(desk: Desk) -> Iterator[str]:
    """How much there is to read: stories, minutes."""
    stories = [story for story in desk.issue.articles if story.toc and not story.withdrawn]
    if len(stories) > 1:
        yield desk.term("count.stories", count=len(stories))
    if taken := sum(minutes(story, desk.language) for story in stories):
        yield desk.term("reading_time", minutes=taken)


def _leaps(desk: Desk) -> El | None:
    """The sections in a row, each a link to its front."""
    fronts = [document for document in desk.edition.documents if document.kind == "section"]
    if len(fronts) < _LEAP:
        return None
    links: list[Node] = []
    for front in fronts:
        links += [" "] if links else []
        links.append(desk.link(front, front.title))
    return el("nav", el("p", links), class_="bar leaps", aria_label=desk.term("contents.sections"))


def _lead_story(desk: Desk) -> Article | None:
    """What leads the issue: the story named so, else the first lead; a short list needs none."""
    listed = [story for story in desk.issue.articles if story.toc and not story.withdrawn]
    named = next((story for story in listed if story.id == desk.issue.headline_article), None)
    found = named or next((story for story in listed if story.priority == "lead"), None)
    return found if len(listed) > _LEAP else None


def _lead(desk: Desk, story: Article) -> El:
    return el(
        "section",
        el("p", desk.flow(story.kicker), class_="kicker") if story.kicker else None,
        el("h2", desk.story_link(story), class_="headline"),
        digest(desk, story),
        facts(desk, story),
        class_="lead-story contents-lead",
        aria_label=desk.term("contents.lead"),
    )


def _group(desk: Desk, section: Section, lead: Article | None) -> El:
    """A section; what leads the issue stands above the first one and is not said again there."""
    first = section is desk.issue.sections[0]
    stories = [story for story_id in section.articles if (story := desk.issue.article(story_id)).toc]
    items = [headline_item(desk, s, short=s is lead) for s in stories if not (first and s is lead)]
    front = desk.edition.document("section", section.id)
    name = desk.link(front, front.title) if front else desk.words(section.name)
    listed = el("ul", *items, class_="stories") if items else None
    return el("section", el("h2", name, class_="contents-section"), listed)


def _matter(desk: Desk, documents: list[Document]) -> El | None:
    links = [el("li", desk.link(document, document.title), class_="teaser") for document in documents]
    return el("ul", *links, class_="stories matter") if links else None
