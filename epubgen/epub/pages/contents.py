# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the pages that list stories: the contents, the front of a section, the picture of a printed page.

Readers on e-ink return to the contents page most often. It has a row of links to the sections, the lead story, then
each section with its stories. Every link leads to a whole file.
"""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.edition import SpineDocument
from epubgen.epub.edition.tree import section_label
from epubgen.epub.pages.context import PageContext, Part, framed, long_kind, spaced, ways
from epubgen.epub.pages.masthead import issue_line
from epubgen.epub.pages.people import signature
from epubgen.epub.pages.story import bar, section_pages
from epubgen.images import photo_key
from epubgen.images.uses import facsimile
from epubgen.markup import alternative, figure
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Photo, Section, in_one_line
from epubgen.model.lead import lead_story, section_lead, shown_stories
from epubgen.model.walk import article_photos

__all__ = ["contents_page", "digest", "facsimile_page", "facts", "headline_item", "section_page", "teaser"]

_LEAP = 3
"""The number of sections from which a row of links to them saves page turns."""
_MATTER = ("free", "corrections", "notices", "columns", "authors", "imprint")


def contents_page(ctx: PageContext) -> Part:
    """Return the document of the contents."""
    title = el("h1", ctx.words(ctx.document.title), class_="contents-title")
    header = el("header", title, issue_line(ctx, *_sum(ctx)), class_="contents-head")
    listed = [story for story in shown_stories(ctx.issue) if story.toc]
    lead = lead_story(ctx.issue)
    lead = lead if lead in listed and len(listed) > _LEAP else None  # a short list needs no lead story
    groups = [_group(ctx, section, lead) for section in ctx.issue.sections]
    matter = [d for d in ctx.edition.documents if d.kind in _MATTER]
    if ctx.edition.documents and "masthead" in (d.kind for d in ctx.edition.documents[1:]):
        matter += [d for d in ctx.edition.documents if d.kind == "masthead"]
    body = (_leaps(ctx), _lead(ctx, lead) if lead else None, *groups, _matter(ctx, matter))
    nav = el("nav", *body, epub__type="toc", role="doc-toc", aria_label=ctx.document.title)
    return framed(ctx, header, nav)


def _sum(ctx: PageContext) -> Iterator[str]:
    """Yield the number of stories and the reading time of the issue, in words."""
    stories = [story for story in shown_stories(ctx.issue) if story.toc]
    if len(stories) > 1:
        yield ctx.term("count.stories", count=len(stories))
    taken = sum(map(ctx.edition.minutes, stories)) if ctx.issue.navigation.minutes else 0
    if taken:
        yield ctx.term("reading_time", minutes=taken)


def _leaps(ctx: PageContext) -> El | None:
    """Return the row of links to the sections; ``None`` if there are few sections.

    A section without a front is represented by its first story.
    """
    if len(ctx.issue.sections) < _LEAP:
        return None
    links: list[Node] = []
    for section in ctx.issue.sections:
        if found := _first_of(ctx, section):
            name = section_label(ctx.issue, section)
            links += [" "] if links else []
            links.append(ctx.link(found, name, long_kind(name)))
    return ways(el("p", links), kind="bar leaps", label=ctx.term("contents.sections"))


def _first_of(ctx: PageContext, section: Section) -> SpineDocument | None:
    """Return the front of a section, or its first story if it has no front."""
    front = ctx.edition.document("section", section.id)
    return front or next((ctx.edition.document("article", story) for story in section.articles), None)


def _lead(ctx: PageContext, story: Article) -> El:
    return el(
        "section",
        _kicker(ctx, story),
        el("h2", ctx.story_link(story), class_="headline"),
        digest(ctx, story),
        facts(ctx, story),
        class_="lead-story contents-lead",
        aria_label=ctx.term("contents.lead"),
    )


def _kicker(ctx: PageContext, story: Article) -> El | None:
    words = ctx.flow(story.kicker, language=story.lang)
    return el("p", words, class_="kicker", **ctx.own_language(story)) if story.kicker else None


def _group(ctx: PageContext, section: Section, lead: Article | None) -> El:
    """Return a section and its stories. The lead story is above the first section, and is not repeated there."""
    first = section is ctx.issue.sections[0]
    stories = [story for story_id in section.articles if (story := ctx.issue.article(story_id)).toc]
    items = [headline_item(ctx, s, short=s is lead) for s in stories if not (first and s is lead)]
    front = ctx.edition.document("section", section.id)
    name = ctx.link(front, front.title) if front else ctx.words(section_label(ctx.issue, section))
    listed = el("ul", *items, class_="stories") if items else None
    return el("section", el("h2", name, class_="contents-section"), listed)


def _matter(ctx: PageContext, documents: list[SpineDocument]) -> El | None:
    links = [el("li", ctx.link(document, document.title), class_="teaser") for document in documents]
    return el("ul", *links, class_="stories matter") if links else None


def section_page(ctx: PageContext) -> Part:
    """Return the front of a section."""
    section = next(s for s in ctx.issue.sections if s.id == ctx.document.subject)
    header = el(
        "header",
        el("h1", ctx.words(section.name), class_="section-name"),
        *section_pages(ctx, section),
        class_="section-head",
    )
    stories = [ctx.issue.article(story_id) for story_id in section.articles]
    lead = section_lead(ctx.issue, section)
    items = [teaser(ctx, story, lead=lead is not None and story.id == lead.id) for story in stories]
    picture = figure(section.image, ctx.setting()) if section.image else None
    listed = ways(el("ul", *items, class_="stories"), kind=None, label=ctx.term("facsimile.stories"))
    return framed(ctx, el("section", header, picture, listed, bar(ctx, "end")))


def facsimile_page(ctx: PageContext) -> Part:
    """Return the document of a printed page: its name, its picture, and its stories with those that continue on it."""
    page = next(page for page in ctx.issue.pages if page.number == ctx.document.subject)
    stories = [story for story in ctx.issue.articles if page.number in story.page and story.toc]
    title = el("h1", ctx.words(ctx.document.title), class_="matter-title")
    items = [headline_item(ctx, story, short=True) for story in stories]
    label = ctx.term("facsimile.stories")
    head = el("h2", ctx.words(label), class_="group")
    listed = ways(head, el("ul", *items, class_="stories"), kind=None, label=label) if items else None
    return framed(ctx, el("section", title, figure(facsimile(page), ctx.setting()), listed, bar(ctx, "end")))


def teaser(ctx: PageContext, story: Article, *, lead: bool = False) -> El:
    """Return a story of a section front: kicker, headline, summary or deck, byline and printed pages.

    A brief or withdrawn story has no kicker and no summary.
    """
    brief = story.priority == "brief" or bool(story.withdrawn)
    above = None if brief else _kicker(ctx, story)
    kind = "teaser lead" if lead else "teaser brief" if brief else "teaser"
    return el(
        "li",
        above,
        el("h2", ctx.story_link(story), class_="teaser-title"),
        _small(ctx, story) if lead and not brief else None,
        None if brief else digest(ctx, story),
        facts(ctx, story),
        class_=kind,
    )


def headline_item(ctx: PageContext, story: Article, *, short: bool = False) -> El:
    """Return a story in few lines: the headline, the editor's summary and the facts. ``short`` omits the summary."""
    brief = short or story.priority == "brief" or bool(story.withdrawn)
    said = digest(ctx, story) if story.summary and not brief else None
    title, kind = el("p", ctx.story_link(story), class_="teaser-title"), "teaser" if said else "teaser short"
    return el("li", title, said, facts(ctx, story), class_=kind)


def digest(ctx: PageContext, story: Article) -> El | None:
    """Return the summary that an editor wrote; without a summary, the deck; ``None`` without either."""
    kind, text = ("digest", story.summary) if story.summary else ("deck", in_one_line(story.deck))
    return el("p", ctx.words(text, story.lang), class_=kind, **ctx.own_language(story)) if text else None


def facts(ctx: PageContext, story: Article) -> El | None:
    """Return column, byline, printed pages, reading time and number of pictures of a story; ``None`` if all are empty.

    A withdrawn story has only its pages and a mark.
    """
    own = () if story.withdrawn else tuple(filter(None, (story.column, signature(ctx, story))))
    shown: list[tuple[Node, ...]] = [_marked(ctx, story, words) for words in own]
    shown += [ctx.words(words) for words in _words(ctx, story)]
    if story.withdrawn:
        shown.append((el("span", ctx.words(ctx.term("withdrawn.mark")), class_="badge"),))
    elif ctx.issue.navigation.photo_marks and (
        count := len({photo_key(photo) for photo in article_photos(story) if ctx.media.find(photo)})
    ):
        mark = ctx.term("with_photo") if count == 1 else ctx.term("with_photos", count=count)
        shown.append((el("span", ctx.words(mark), class_="badge"),))
    return el("p", spaced(shown), class_="facts") if shown else None


def _marked(ctx: PageContext, story: Article, words: str) -> tuple[Node, ...]:
    """Return words of a story, with their direction if it differs from the page's."""
    turned = ctx.turned(story)
    return (el("span", ctx.words(words, story.lang), **turned),) if turned else ctx.words(words)


def _words(ctx: PageContext, story: Article) -> Iterator[str]:
    if story.page:
        yield ctx.pages_words(story.page)
    wanted = ctx.issue.navigation.minutes and not story.withdrawn
    if wanted and (taken := ctx.edition.minutes(story)):
        yield ctx.term("reading_time", minutes=taken)


def _small(ctx: PageContext, story: Article) -> El | None:
    """Return the first picture of a story, small, as a link to the story. Its caption is only in the story."""
    photo: Photo | None = next((p for p in article_photos(story) if ctx.media.find(p)), None)
    shown = ctx.small(photo) if photo else None
    found = ctx.edition.document("article", story.id)
    if photo is None or shown is None or found is None:
        return None
    alt = alternative(photo, ctx.term("photo"))
    lang = getattr(alt, "lang", None)
    image = el("img", src=shown.href, alt=alt, width=shown.width, height=shown.height, lang=lang, xml__lang=lang)
    return el("p", ctx.link(found, (image,)), class_="thumb tall" if shown.width < shown.height else "thumb")
