# SPDX-License-Identifier: AGPL-3.0-or-later
"""Corrections and notices: matter of the newsroom that is no story."""

from __future__ import annotations

from epubgen.markup import render_blocks
from epubgen.markup.tree import El, el
from epubgen.model import Correction
from epubgen.pages.desk import Desk
from epubgen.pages.frame import framed
from epubgen.pages.part import Part
from epubgen.terms import date_phrase

__all__ = ["corrections_page", "notices_page"]


def corrections_page(desk: Desk) -> Part:
    """更正: each original is cited by day and headline, never linked into another EPUB."""
    items = [_correction(desk, correction) for correction in desk.issue.corrections]
    return framed(desk, el("section", _title(desk), *items, epub__type="errata", role="doc-errata"))


def notices_page(desk: Desk) -> Part:
    """启事."""
    return framed(desk, el("section", _title(desk), *render_blocks(desk.issue.notices, desk.setting())))


def _title(desk: Desk) -> El:
    return el("h1", desk.words(desk.document.title), class_="matter-title")


def _correction(desk: Desk, correction: Correction) -> El:
    day = date_phrase(correction.issue_date, desk.language) if correction.issue_date else ""
    cited = desk.term("correction.cited", date=day, story=correction.article) if correction.article else day
    body = render_blocks(correction.body, desk.setting())
    return el("div", desk.line("p", "cited", cited.removeprefix(": ")), *body, class_="correction")
