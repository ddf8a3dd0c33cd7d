# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the masthead page (报头): nameplate, date, numbers, publishing bodies, and the most important stories."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.edition.identity import day_words
from epubgen.epub.pages.context import PageContext, Part, framed, spaced, ways
from epubgen.epub.pages.people import signature
from epubgen.images.pixels import has_light_ground
from epubgen.languages.words import bare_number
from epubgen.markup import alternative
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Issue, in_one_line
from epubgen.model.lead import lead_story, section_lead, shown_stories

__all__ = ["issue_line", "masthead_page", "number_words"]

_LEADS = {False: 4, True: 3}
"""The number of stories below the nameplate with the lead story, by whether lines are vertical.

One screen of 6 inches.
"""


def masthead_page(ctx: PageContext) -> Part:
    """Return the document of the masthead."""
    paper = ctx.issue.publication
    nameplate = el(
        "header",
        _row(ctx, "ears", paper.ears),
        el("h1", *_nameplate(ctx), class_="nameplate"),
        ctx.line("p", "latin", paper.title_latin),
        ctx.line("p", "motto", paper.motto),
        class_="flag",
    )
    return framed(ctx, el("section", nameplate, _folio(ctx), epub__type="titlepage", class_="paper"), _front(ctx))


def issue_line(ctx: PageContext, *more: str) -> El | None:
    """Return a line with title, date, numbers and further words about the issue."""
    row = [ctx.issue.publication.title, day_words(ctx.issue, ctx.language)[0], *number_words(ctx), *more]
    return _row(ctx, "issue", row)


def number_words(ctx: PageContext) -> tuple[str, ...]:
    """Return the numbers of the issue in words, the total number first."""
    numbering = ctx.issue.numbering
    words = [ctx.term("total_number", number=numbering.total)] if numbering.total else []
    if numbering.volume and numbering.issue:
        words.append(ctx.term("volume_issue", volume=numbering.volume, number=numbering.issue))
    else:
        words += [ctx.term("volume_number", number=numbering.volume)] if numbering.volume else []
        words += [ctx.term("issue_number", number=numbering.issue)] if numbering.issue else []
    words += [ctx.term("year_issue_number", number=numbering.year_issue)] if numbering.year_issue else []
    return tuple(words)


def _nameplate(ctx: PageContext) -> Iterator[Node]:
    """Yield the picture of the nameplate, or the title as text.

    In vertical lines a wide picture would fill the page, so the title is set as text. A picture with a light ground has
    a class that says so: on a dark screen it may be inverted, as Readium inverts every picture of a title page.
    """
    paper = ctx.issue.publication
    shown = ctx.shown(paper.nameplate) if paper.nameplate else None
    if paper.nameplate is None or shown is None or (ctx.edition.vertical and shown.width > shown.height):
        yield el("span", ctx.words(paper.title), class_="name")
        return
    alt = alternative(paper.nameplate, ctx.term("nameplate", title=paper.title))
    picture = ctx.media.find(paper.nameplate)
    ground = "light-ground" if picture and has_light_ground(picture.read()) else None
    yield el("img", src=shown.href, alt=alt, class_=ground, width=shown.width, height=shown.height)


def _folio(ctx: PageContext) -> El:
    """Return the lines below the nameplate: date, numbers, registration, price, publishing bodies, telephone, site."""
    issue, paper = ctx.issue, ctx.issue.publication
    date, weekday, lunar = day_words(issue, ctx.language)
    day = [date, weekday, _lunar(ctx, lunar)]
    registered = [
        ctx.term(key, number=bare_number(number))
        for key, number in (("cn.short", paper.ids.cn), ("issn", paper.ids.issn), ("postal_code", paper.postal_code))
        if number
    ]
    registered += [paper.price]
    bodies = [
        ctx.term("fact", label=ctx.term(key), value=bare_number(name, ctx.term(key)))
        for key, name in (("authority", paper.authority), ("sponsor", paper.sponsor), ("publisher", paper.publisher))
        if name
    ]
    rows = (
        ("date", day),
        ("numbers", _numbers(ctx)),
        ("codes", registered),
        ("bodies", bodies),
        ("reach", _reach(ctx)),
    )
    lines = [line for kind, row in rows if (line := _row(ctx, kind, row))]
    apart = [node for line in lines for node in (line, " ")]  # in vertical lines they follow each other in a line
    return el("div", *apart[:-1], class_="folio")


def _reach(ctx: PageContext) -> list[str]:
    """Return the telephone number and the site without its scheme. The imprint has all contacts."""
    plain = {"hotline": lambda value: value, "website": lambda value: value.partition("://")[2].rstrip("/") or value}
    return [
        ctx.term(
            "fact",
            label=contact.label or ctx.term(f"contact.{contact.kind}"),
            value=plain[contact.kind](contact.value),
        )
        for contact in ctx.issue.publication.contacts
        if contact.kind in plain
    ]


def _numbers(ctx: PageContext) -> list[str]:
    issue, paper = ctx.issue, ctx.issue.publication
    sheets = "pages.today" if paper.frequency == "daily" else "pages.sheets"
    pages = sheets if paper.kind == "newspaper" else "pages.bound"
    count = [ctx.term(pages, count=issue.page_count)] if issue.page_count else []
    return [*number_words(ctx), issue.edition, issue.special, *count]


def _lunar(ctx: PageContext, printed: str) -> str:
    """Return the lunar date with its name in front, unless the printed words already contain the name."""
    named = not printed or any(word in printed for word in ("农历", "農曆", "夏历", "旧暦", "음력"))
    return printed if named else ctx.term("lunar", date=printed)


def _row(ctx: PageContext, kind: str, words: tuple[str, ...] | list[str]) -> El | None:
    said = [ctx.words(word) for word in words if word]
    return el("p", spaced(said), class_=kind) if said else None


def _front(ctx: PageContext) -> El | None:
    """Return the lead story with kicker, deck and byline, and the headlines of other important stories."""
    lead = lead_story(ctx.issue)
    if lead is None:
        return None
    others = _announced_stories(ctx.issue, lead)[: _LEADS[ctx.edition.vertical] - 1]
    said, own = lead.lang, ctx.own_language(lead)
    kicker, deck = ctx.words(in_one_line(lead.kicker), said), ctx.flow(lead.deck, el("br"), said)
    digest = () if deck else ctx.words(lead.summary, said)
    story = el(
        "div",
        el("p", kicker, class_="kicker", **own) if kicker else None,
        el("h2", ctx.story_link(lead, ctx.flow(lead.title, el("br"), said)), class_="headline", **own),
        el("p", deck or digest, class_="deck" if deck else "digest", **own) if deck or digest else None,
        ctx.line("p", "byline", signature(ctx, lead)),
        class_="lead-story",
        **ctx.turned(lead),
    )
    items = [_announced(ctx, other) for other in others]
    label = ctx.term("lead_list")
    return ways(story, el("ul", *items, class_="stories") if items else None, kind="front", label=label)


def _announced(ctx: PageContext, story: Article) -> El:
    """Return one line with a headline and its printed page."""
    page = el("span", ctx.words(ctx.page_words(story.page[0])), class_="place") if story.page else None
    return el("li", el("p", ctx.story_link(story), " " if page else None, page, class_="teaser-title"), class_="teaser")


def _announced_stories(issue: Issue, lead: Article) -> list[Article]:
    """Return the lead story of each section, then the other stories with lead priority."""
    shown = {story.id: story for story in shown_stories(issue) if story.kind != "ad"}
    heads: list[Article] = []
    for section in issue.sections:
        members = [shown[story_id] for story_id in section.articles if story_id in shown]
        heads += [story for story in (section_lead(issue, section), *members[:1]) if story in members][:1]
    marked = [story for story in shown.values() if story.priority == "lead"]
    found = {story.id: story for story in (*heads, *marked) if story.id != lead.id}
    return list(found.values())
