# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the page of a story: header, lead photo, text with dateline and byline, photos, notes, credits and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from epubgen.epub.edition import SpineDocument
from epubgen.epub.pages.context import PageContext, Part, framed, spaced, ways
from epubgen.epub.pages.people import byline_line, credit_line, dateline, run_in_byline
from epubgen.images import photo_key
from epubgen.languages.dates import long_date
from epubgen.markup import RenderContext, figure, footnotes, render_blocks
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Dateline, Foreign, Page, Paragraph, Photo, Section, Source, Text
from epubgen.model.walk import photos_within

__all__ = ["bar", "ending", "heading", "neighbours", "section_pages", "story_page"]


def heading(ctx: PageContext, story: Article) -> El:
    """Return ``header.story-head``. Only the headline is a heading. A withdrawn story has only its headline."""
    if story.withdrawn:
        return el("header", ctx.lines("h1", "headline", story.title), class_="story-head")
    return el(
        "header",
        _column(ctx, story),
        ctx.lines("p", "kicker", story.kicker),
        ctx.lines("h1", "headline", story.title),
        ctx.lines("p", "deck", story.deck, "doc-subtitle"),
        byline_line(ctx, story, "byline") if story.byline_at == "above" else None,
        class_="story-head",
    )


def _column(ctx: PageContext, story: Article) -> El | None:
    """Return the name of the standing column and its rubric, the line that always stands with the column."""
    if not story.column:
        return None
    rubric = next((column.rubric for column in ctx.issue.publication.columns if column.name == story.column), "")
    said = el("span", ctx.words(rubric), class_="rubric") if rubric else None
    name = el("span", ctx.words(story.column), class_="column-name")
    return el("p", name, " " if said else None, said, class_="column")


def ending(ctx: PageContext, story: Article) -> Iterator[El]:
    """Yield the closing lines: byline, authors, jumps, credits, source, section, rights and related stories.

    A line without content is left out.
    """
    lines = (
        byline_line(ctx, story, "byline signed") if story.byline_at == "end" else None,
        *(
            ctx.line("p", "bio", ctx.term("fact", label=author.name, value=author.bio))
            for author in story.authors
            if author.bio
        ),
        _jump(ctx, "jump.from", story.continued_from),
        _jump(ctx, "jump.to", story.continues_on),
        ctx.line("p", "credits", credit_line(ctx, story.credits)),
        _origin(ctx, story),
        *_section(ctx, story),
        ctx.line("p", "rights", story.rights),
        _related(ctx, "correction_of", [story.correction_of]),
        _related(ctx, "corrected_by", [other.id for other in ctx.edition.corrections_of(story.id)]),
        _related(ctx, "related", story.related),
    )
    yield from (line for line in lines if line is not None)


def _jump(ctx: PageContext, key: str, story_id: str) -> El | None:
    """Return 下转第2版《…》 with a link to the other part of a story; ``None`` if the parts were merged."""
    other = ctx.issue.find(story_id) if story_id else None
    if other is None:
        return None
    page = ctx.page_words(other.page[0]) if other.page else ""
    words = ctx.own(" ".join(ctx.term(key, page=page, story=other.label).split()))
    return el("p", ctx.story_link(other, ctx.words(words)), class_="jump")


def _origin(ctx: PageContext, story: Article) -> El | None:
    """Return one line with the source, its links, dates that differ from the issue's, and the printed page."""
    facts: list[Sequence[Node]] = []
    if story.source and (source := _source(ctx, story.source)):
        facts.append((*ctx.words(ctx.own(ctx.term("fact", label=ctx.term("source"), value=""))), *source))
    facts += [ctx.address(url) for url in story.urls if story.source is None or url != story.source.url]
    for key, day in (("published", story.date), ("updated", story.updated)):
        if day and day != ctx.issue.date:
            said = ctx.term("fact", label=ctx.term(key), value=long_date(day, ctx.language))
            facts.append(ctx.words(ctx.own(said)))
    if story.page:
        facts.append(ctx.words(ctx.term("printed_on", page=ctx.pages_words(story.page))))
    return el("p", spaced(facts), class_="origin") if facts else None


def _section(ctx: PageContext, story: Article) -> Iterator[El]:
    """Yield the name of the section and the editors of its pages, if the section has no front that shows them."""
    section = next((each for each in ctx.issue.sections if story.id in each.articles), None)
    if section and ctx.edition.document("section", section.id) is None:
        yield from section_pages(ctx, section, named=True)


def section_pages(ctx: PageContext, section: Section, *, named: bool = False) -> Iterator[El]:
    """Yield a line for each printed page of a section: its number, its name if that differs, its editors.

    Args:
        ctx: the context of the document.
        section: a section of the issue.
        named: whether each line begins with the name of the section.
    """
    known = {page.number: page for page in ctx.issue.pages}
    own = [section.name] if named else []
    for number in section.pages or ([""] if named else []):
        page = known.get(number, Page(number=number))
        words = ctx.page_words(number) if number else ""
        differs = page.name and page.name not in (section.name, words)
        place = ctx.term("page.named", page=words, name=page.name) if differs else words
        facts = [*own, place, credit_line(ctx, page.editors)]
        if named or " ".join(facts).strip() != section.name:
            yield el("p", spaced([ctx.words(fact) for fact in facts if fact]), class_="section-page")


def _source(ctx: PageContext, source: Source) -> Sequence[Node]:
    if source.system and source.url:
        return (el("a", ctx.words(source.system), href=source.url),)
    return ctx.words(source.system) if source.system else (ctx.address(source.url) if source.url else ())


def _related(ctx: PageContext, key: str, ids: Sequence[str]) -> El | None:
    stories = [story for story_id in ids if (story := ctx.issue.find(story_id))]
    if not stories:
        return None
    links = [el("li", ctx.story_link(story)) for story in stories]
    title = ctx.term(key)
    head = el("h2", ctx.words(title), class_="related-title")
    return ways(head, el("ul", *links, class_="stories"), kind="related", label=title)


def story_page(ctx: PageContext) -> Part:
    """Return the document of a story. A withdrawn story keeps its place and shows only its headline and a notice."""
    story = ctx.issue.article(ctx.document.subject)
    ctx = ctx.speaking(story.lang)
    text = [_withdrawn(ctx, story)] if story.withdrawn else _text(ctx, story)
    closing = [*(() if story.withdrawn else ending(ctx, story)), *filter(None, [bar(ctx, "end")])]
    related = any(line.name == "nav" and dict(line.attrs).get("class") == "related" for line in closing)
    foot = el("footer", *closing, class_="foot with-related" if related else "foot") if closing else None
    article = el("article", heading(ctx, story), bar(ctx, "top"), *text, foot)
    kinds = f"kind-{story.kind} priority-{story.priority}"
    return framed(ctx, article, kinds=kinds, lang=story.lang)


def _text(ctx: PageContext, story: Article) -> Iterator[Node]:
    """Yield the lead photo, the body and the other photos; a photo story shows its photos first.

    No photo is shown twice.
    """
    setting, seen = ctx.setting(story.lang), {photo_key(photo) for photo in photos_within(story.body)}
    yield from _figures([story.lead_photo] if story.lead_photo else [], setting, seen, lead=True)
    others = _figures(story.photos, setting, seen)
    body = _opened(ctx, story, render_blocks(story.body, setting, ctx.names))
    yield from (*others, *body) if story.kind == "photo" else (*body, *others)
    if notes := footnotes(story.footnotes, setting, ctx.names):
        yield notes


def _figures(photos: Iterable[Photo], setting: RenderContext, seen: set[str], *, lead: bool = False) -> list[El]:
    made = []
    for photo in photos:
        key = photo_key(photo)
        if key not in seen and (shown := figure(photo, setting, lead=lead)):
            made.append(shown)
            seen.add(key)
    return made


_FULL_CLOSING = tuple("：）】〕》」』，。；、")
_FULL_OPENING = tuple("（【〔《「『")


def _opened(ctx: PageContext, story: Article, body: Sequence[El]) -> Sequence[El]:
    """Return the body with the dateline and a run-in byline at the start of its first paragraph."""
    opening = _opening(ctx, story)
    if not opening:
        return body
    for place, node in enumerate(body):
        if node.name == "p" and "para" in dict(node.attrs).get("class", "").split():
            return [*body[:place], El(node.name, node.attrs, (*opening, *node.children)), *body[place + 1 :]]
    return [el("p", opening, class_="para"), *body]


def _opening(ctx: PageContext, story: Article) -> tuple[Node, ...]:
    said: list[tuple[str, str]] = []
    if story.dateline and not _said(story) and (words := dateline(ctx, story.dateline)):
        said.append(("dateline", words))
    if story.byline_at == "run-in" and (words := run_in_byline(ctx, story)):
        said.append(("byline", words))
    spans: list[Node] = []
    for place, (kind, words) in enumerate(said):
        after = said[place + 1][1] if place + 1 < len(said) else ""
        spans += [el("span", ctx.words(words), class_=kind), *([] if _has_own_space(words, after) else [" "])]
    return tuple(spans)


def _has_own_space(words: str, after: str) -> bool:
    """Return whether a full-width mark on either side brings the width of a space."""
    return (words[-1:] in _FULL_CLOSING) or (after[:1] in _FULL_OPENING)


def _said(story: Article) -> bool:
    """Return whether the byline contains the place (``【記者某某／某地報導】``) and the dateline has nothing else."""
    line = story.dateline
    return bool(line and line == Dateline(place=line.place) and line.place and line.place in story.byline)


def _withdrawn(ctx: PageContext, story: Article) -> El:
    assert story.withdrawn  # noqa: S101 - the caller asked
    sentence = ctx.term("withdrawn", date=long_date(story.withdrawn.date, ctx.language))
    lang = getattr(sentence, "lang", "")
    notice = Foreign((Text(str(sentence)),), lang) if lang else Text(sentence)
    said = [
        Paragraph(text=(notice,)),
        *([Paragraph(text=(Text(reason),))] if (reason := story.withdrawn.reason) else []),
    ]
    return el("aside", *render_blocks(said, ctx.setting(), ctx.names), class_="note note-notice", role="note")


_SHOWN = {"top": ("top", "both"), "end": ("auto", "bottom", "both")}
_LONG = 5
"""Minutes of reading from which a story has a navigation bar at its top too, because its end is some pages away."""


def bar(ctx: PageContext, place: str) -> El | None:
    """Return the navigation bar; ``None`` if there is none at this place.

    ``place`` is ``top`` or ``end``. The label names it, so that a screen reader can tell the two bars apart.
    """
    story = ctx.document.kind == "article"
    if story and ctx.issue.navigation.bars not in _SHOWN[place] and not (place == "top" and _is_long(ctx)):
        return None
    links: list[El | str] = []
    for key, target in neighbours(ctx):
        links += [" "] if links else []
        links.append(ctx.link(target, ctx.term(key), f"to-{key.partition('.')[0].removeprefix('all_')}"))
    label = ctx.term(f"bar.{place}")
    return (
        ways(el("p", links), kind=f"bar bar-{place}", label=label, lang=getattr(label, "lang", None)) if links else None
    )


def _is_long(ctx: PageContext) -> bool:
    """Return whether a story has a second bar because it is long."""
    story = ctx.issue.article(ctx.document.subject)
    return ctx.issue.navigation.bars == "auto" and ctx.edition.minutes(story) >= _LONG


def neighbours(ctx: PageContext) -> Iterator[tuple[str, SpineDocument]]:
    """Yield the links of the bar, each a word key and a document.

    A story links to the stories before and after it, in other sections too, to its section and to the contents. A
    section front links to the other sections and to the contents.
    """
    story, around = ctx.document.kind == "article", ctx.edition.around(ctx.document)
    if around.before:
        yield ("previous" if story else "previous.section"), around.before
    if around.front and ctx.document.kind != "section":
        yield "section", around.front
    if contents := ctx.edition.document("contents"):
        yield "all_contents", contents
    if around.after:
        yield ("next.section" if around.after.kind == "section" else "next"), around.after
