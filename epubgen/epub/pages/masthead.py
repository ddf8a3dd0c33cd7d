# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of the paper (报头): nameplate, date, numbers, who stands behind it; under it what leads the day."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.ending import spaced
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.people import signature
from epubgen.languages.dates import lunar_date, weekday
from epubgen.languages.words import date_phrase, term
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Issue

__all__ = ["issue_line", "masthead_page", "number_words"]

_LEADS = {False: 4, True: 3}
"""Stories under the nameplate, the lead one included: what a screen of 6 inches holds, in vertical lines the fewer."""


def masthead_page(desk: Desk) -> Part:
    """The document of the masthead."""
    paper = desk.issue.publication
    nameplate = el(
        "header",
        _row(desk, "ears", paper.ears),
        el("h1", *_nameplate(desk), class_="nameplate"),
        desk.line("p", "latin", paper.title_latin),
        desk.line("p", "motto", paper.motto),
        class_="flag",
    )
    return framed(desk, el("section", nameplate, _folio(desk), epub__type="titlepage", class_="paper"), _front(desk))


def issue_line(desk: Desk, *more: str) -> El | None:
    """Title, date and number, and what else a page says of its issue."""
    row = [desk.issue.publication.title, _days(desk.issue, desk.language), *number_words(desk), *more]
    return _row(desk, "issue", row)


def number_words(desk: Desk) -> tuple[str, ...]:
    """The numbers of the issue in words, the total first."""
    numbering = desk.issue.numbering
    words = [desk.term("total_number", number=numbering.total)] if numbering.total else []
    if numbering.volume and numbering.issue:
        words.append(desk.term("volume_issue", volume=numbering.volume, number=numbering.issue))
    else:
        words += [desk.term("volume_number", number=numbering.volume)] if numbering.volume else []
        words += [desk.term("issue_number", number=numbering.issue)] if numbering.issue else []
    words += [desk.term("year_issue_number", number=numbering.year_issue)] if numbering.year_issue else []
    return tuple(words)


def _nameplate(desk: Desk) -> Iterator[Node]:
    """The picture of the name, or the name in type.

    A picture made for a line from left to right would take the page from vertical ones: there the type stands.
    """
    paper = desk.issue.publication
    shown = desk.shown(paper.nameplate) if paper.nameplate else None
    if paper.nameplate is None or shown is None or (desk.edition.vertical and shown.width > shown.height):
        yield el("span", desk.words(paper.title), class_="name")
        return
    alt = paper.nameplate.alt or desk.term("nameplate", title=paper.title)
    yield el("img", src=shown.href, alt=alt, width=shown.width, height=shown.height)


def _folio(desk: Desk) -> El:
    """The lines between the rules: the day, the numbers, the registration, the bodies behind the paper."""
    issue, paper = desk.issue, desk.issue.publication
    day = [_days(issue, desk.language), _weekday(issue, desk.language), _lunar(desk)]
    registered = [
        desk.term(key, number=number)
        for key, number in (("cn.short", paper.ids.cn), ("issn", paper.ids.issn), ("postal_code", paper.postal_code))
        if number
    ]
    registered += [paper.price]
    bodies = [
        desk.term("fact", label=desk.term(key), value=name)
        for key, name in (("authority", paper.authority), ("sponsor", paper.sponsor), ("publisher", paper.publisher))
        if name
    ]
    rows = (
        ("date", day),
        ("numbers", _numbers(desk)),
        ("codes", registered),
        ("bodies", bodies),
        ("reach", _reach(desk)),
    )
    return el("div", *(_row(desk, kind, row) for kind, row in rows), class_="folio")


def _reach(desk: Desk) -> list[str]:
    """The telephone and the bare address of the site; the imprint has all the ways."""
    plain = {"hotline": lambda value: value, "website": lambda value: value.partition("://")[2].rstrip("/") or value}
    return [
        desk.term(
            "fact",
            label=contact.label or desk.term(f"contact.{contact.kind}"),
            value=plain[contact.kind](contact.value),
        )
        for contact in desk.issue.publication.contacts
        if contact.kind in plain
    ]


def _numbers(desk: Desk) -> list[str]:
    issue, paper = desk.issue, desk.issue.publication
    sheets = "pages.today" if paper.frequency == "daily" else "pages.sheets"
    pages = sheets if paper.kind == "newspaper" else "pages.bound"
    count = [desk.term(pages, count=issue.page_count)] if issue.page_count else []
    return [*number_words(desk), issue.edition, issue.special, *count]


def _days(issue: Issue, language: str) -> str:
    first = date_phrase(issue.date, language)
    if issue.date_end is None:
        return first
    return term("date.range", language, first=first, last=date_phrase(issue.date_end, language))


def _weekday(issue: Issue, language: str) -> str:
    return weekday(issue.date, language) if issue.weekday == "auto" else issue.weekday


def _lunar(desk: Desk) -> str:
    """The lunar date under its name, unless the words bring their own."""
    printed = lunar_date(desk.issue.date, desk.language) if desk.issue.lunar == "auto" else desk.issue.lunar
    named = not printed or any(word in printed for word in ("农历", "農曆", "夏历", "旧暦", "음력"))
    return printed if named else desk.term("lunar", date=printed)


def _row(desk: Desk, kind: str, words: tuple[str, ...] | list[str]) -> El | None:
    said = [desk.words(word) for word in words if word]
    return el("p", spaced(said), class_=kind) if said else None


def _front(desk: Desk) -> El | None:
    """The story that leads, in full dress, and the heads of the other sections."""
    lead, *others = _leads(desk.issue)[: _LEADS[desk.edition.vertical]]
    story = el(
        "div",
        desk.line("p", "kicker", " ".join(lead.kicker)),
        el("h2", desk.story_link(lead, desk.flow(lead.title, el("br"))), class_="headline"),
        desk.lines("p", "deck", lead.deck) or desk.line("p", "summary", lead.summary),
        desk.line("p", "byline", signature(desk, lead)),
        class_="lead-story",
    )
    items = [_announced(desk, other) for other in others]
    label = desk.term("lead_list")
    return el("section", story, el("ul", *items, class_="stories") if items else None, class_="front", aria_label=label)


def _announced(desk: Desk, story: Article) -> El:
    """One line: the headline and its page."""
    page = el("span", desk.words(desk.page_words(story.page[0])), class_="place") if story.page else None
    return el(
        "li", el("p", desk.story_link(story), " " if page else None, page, class_="teaser-title"), class_="teaser"
    )


def _leads(issue: Issue) -> list[Article]:
    """The headline of the issue, then what leads each section, then the other lead stories."""
    first = [issue.headline_article] if issue.headline_article else []
    of_sections = [section.lead or _first(issue, section.articles) for section in issue.sections if section.articles]
    marked = [story.id for story in issue.articles if story.priority == "lead"]
    ids = dict.fromkeys((*first, *(marked[:1] if not first else ()), *of_sections, *marked))
    return [story for story_id in ids if (story := issue.article(story_id)).kind != "ad"]


def _first(issue: Issue, ids: tuple[str, ...]) -> str:
    leads = [story_id for story_id in ids if issue.article(story_id).priority == "lead"]
    return (*leads, *ids)[0]
