# SPDX-License-Identifier: AGPL-3.0-or-later
"""Corrections, notices, free pages: matter of the newsroom that is no story."""

from __future__ import annotations

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.part import Part
from epubgen.languages.words import date_phrase
from epubgen.markup import render_blocks
from epubgen.markup.tree import El, el
from epubgen.model import Article, Correction

__all__ = ["corrections_page", "free_page", "notices_page"]


def corrections_page(desk: Desk) -> Part:
    """更正: each original is cited by day and headline."""
    items = [_correction(desk, correction) for correction in desk.issue.corrections]
    return framed(desk, el("section", _title(desk), *items, epub__type="errata", role="doc-errata"))


def notices_page(desk: Desk) -> Part:
    """启事."""
    return framed(desk, el("section", _title(desk), *render_blocks(desk.issue.notices, desk.setting())))


def _title(desk: Desk) -> El:
    return el("h1", desk.words(desk.document.title), class_="matter-title")


def _correction(desk: Desk, correction: Correction) -> El:
    """A story of this issue is linked; one of another issue is cited, for no link leads into another EPUB."""
    story = _corrected(desk, correction)
    day = date_phrase(correction.issue_date, desk.language) if correction.issue_date else ""
    title = story.label if story else correction.article
    cited = (desk.term("correction.cited", date=day, story=title) if title else day).removeprefix(": ")
    body = render_blocks(correction.body, desk.setting())
    head = el("p", desk.story_link(story, desk.words(cited)), class_="cited") if story else None
    return el("div", head or desk.line("p", "cited", cited), *body, class_="correction")


def _corrected(desk: Desk, correction: Correction) -> Article | None:
    """The story of this issue that a correction names by id or headline; another day means another issue."""
    if not correction.article or correction.issue_date not in (None, desk.issue.date):
        return None
    wanted = "".join(correction.article.split())
    stories = desk.issue.articles
    by_id = (story for story in stories if story.id == correction.article)
    by_title = (story for story in stories if wanted in ("".join(story.headline.split()), "".join(story.label.split())))
    return next(by_id, None) or next(by_title, None)


def free_page(desk: Desk) -> Part:
    """A page of the publication that is no story: how to subscribe, a QR code, a word of the house."""
    page = desk.issue.publication.free_pages[int(desk.document.subject)]
    return framed(desk, el("section", _title(desk), *render_blocks(page.body, desk.setting(), desk.names)))
