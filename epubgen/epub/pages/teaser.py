# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story announced: on the masthead, in the contents, on a section front."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.pages.context import PageContext, spaced
from epubgen.epub.pages.people import signature
from epubgen.images import photo_key
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Photo
from epubgen.model.walk import article_photos
from epubgen.transforms.reading_time import minutes

__all__ = ["digest", "facts", "headline_item", "teaser"]


def teaser(ctx: PageContext, story: Article, *, lead: bool = False) -> El:
    """The story with kicker, headline, deck or summary, byline and page; a brief with its headline alone."""
    brief = story.priority == "brief" or bool(story.withdrawn)
    kind = "teaser lead" if lead else "teaser brief" if brief else "teaser"
    return el(
        "li",
        None if brief else el("p", ctx.flow(story.kicker), class_="kicker") if story.kicker else None,
        el("h2", ctx.story_link(story), class_="teaser-title"),
        _small(ctx, story) if lead and not brief else None,
        None if brief else digest(ctx, story),
        facts(ctx, story),
        class_=kind,
    )


def headline_item(ctx: PageContext, story: Article, *, short: bool = False) -> El:
    """The story in a few lines: headline, summary where an editor wrote one, facts; ``short`` has no summary."""
    brief = short or story.priority == "brief" or bool(story.withdrawn)
    said = None if brief else ctx.line("p", "summary", story.summary)
    return el("li", el("p", ctx.story_link(story), class_="teaser-title"), said, facts(ctx, story), class_="teaser")


def digest(ctx: PageContext, story: Article) -> El | None:
    """The summary that an editor wrote, else the deck."""
    return ctx.line("p", "summary", story.summary) or ctx.line("p", "deck", " ".join(story.deck))


def facts(ctx: PageContext, story: Article) -> El | None:
    """Column, byline, printed pages, reading time, pictures; of a withdrawn story its pages and a mark."""
    shown: list[tuple[Node, ...]] = [ctx.words(words) for words in _words(ctx, story)]
    if story.withdrawn:
        shown.append((el("span", ctx.words(ctx.term("withdrawn.mark")), class_="mark"),))
    elif count := len({photo_key(photo) for photo in article_photos(story) if ctx.media.find(photo)}):
        mark = ctx.term("with_photo") if count == 1 else ctx.term("with_photos", count=count)
        shown.append((el("span", ctx.words(mark), class_="mark"),))
    return el("p", spaced(shown), class_="facts") if shown else None


def _words(ctx: PageContext, story: Article) -> Iterator[str]:
    if not story.withdrawn:
        yield from (words for words in (story.column, signature(ctx, story)) if words)
    if story.page:
        yield ctx.pages_words(story.page)
    if not story.withdrawn and (taken := minutes(story, ctx.language)):
        yield ctx.term("reading_time", minutes=taken)


def _small(ctx: PageContext, story: Article) -> El | None:
    """The first picture of a story, small, as a link to it; what it shows is said where it stands in full."""
    photo: Photo | None = next((p for p in article_photos(story) if ctx.media.find(p)), None)
    shown = ctx.small(photo) if photo else None
    found = ctx.edition.document("article", story.id)
    if photo is None or shown is None or found is None:
        return None
    alt = "" if photo.decorative else photo.alt.strip() or ctx.term("photo")
    image = el("img", src=shown.href, alt=alt, width=shown.width, height=shown.height)
    return el("p", ctx.link(found, (image,)), class_="thumb")
