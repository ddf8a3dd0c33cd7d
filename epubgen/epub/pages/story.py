# SPDX-License-Identifier: AGPL-3.0-or-later
"""One story: header, lead photo, text with its run-in opening, photos, notes, credits and the ways on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.ending import ending
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.heading import heading
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.people import dateline, run_in_byline
from epubgen.epub.pages.story_navigation import bar
from epubgen.images import photo_key
from epubgen.languages.words import date_phrase
from epubgen.markup import RenderContext, figure, footnotes, render_blocks
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Block, Dateline, Gallery, Image, Paragraph, Photo, Text

__all__ = ["photos_in", "story_page"]


def story_page(desk: Desk) -> Part:
    """The document of a story; a withdrawn one keeps its place and its links, but a notice stands for the text."""
    story = desk.issue.article(desk.document.subject)
    desk = desk.speaking(story.lang)
    text = [_withdrawn(desk, story)] if story.withdrawn else _text(desk, story)
    closing = [*(() if story.withdrawn else ending(desk, story)), *filter(None, [bar(desk, "end")])]
    foot = el("footer", *closing, class_="foot") if closing else None
    article = el("article", heading(desk, story), bar(desk, "top"), *text, foot)
    kinds = f"kind-{story.kind} priority-{story.priority}"
    return framed(desk, article, kinds=kinds, lang=story.lang)


def photos_in(blocks: Iterable[Block]) -> Iterator[Photo]:
    """The photos of a body, at any depth, in order."""
    for block in blocks:
        if isinstance(block, Image):
            yield block.photo
        elif isinstance(block, Gallery):
            yield from block.items
        else:
            for inner in _inner(block):
                yield from photos_in(inner)


def _inner(block: Block) -> Iterator[tuple[Block, ...]]:
    yield getattr(block, "body", ())
    yield from getattr(block, "items", ())
    yield from (turn.text for turn in getattr(block, "turns", ()))


def _text(desk: Desk, story: Article) -> Iterator[Node]:
    """Lead photo, body, other photos; a photo story shows its photos first. No photo is shown twice."""
    setting, seen = desk.setting(story.lang), {photo_key(photo) for photo in photos_in(story.body)}
    yield from _figures([story.lead_photo] if story.lead_photo else [], setting, seen, lead=True)
    others = _figures(story.photos, setting, seen)
    body = _opened(desk, story, render_blocks(story.body, setting, desk.names))
    yield from (*others, *body) if story.kind == "photo" else (*body, *others)
    if notes := footnotes(story.footnotes, setting, desk.names):
        yield notes


def _figures(photos: Iterable[Photo], setting: RenderContext, seen: set[str], *, lead: bool = False) -> list[El]:
    made = []
    for photo in photos:
        key = photo_key(photo)
        if key not in seen and (shown := figure(photo, setting, lead=lead)):
            made.append(shown)
            seen.add(key)
    return made


def _opened(desk: Desk, story: Article, body: Sequence[El]) -> Sequence[El]:
    """The body with dateline and run-in byline at the head of its first paragraph."""
    opening = _opening(desk, story)
    if not opening:
        return body
    for place, node in enumerate(body):
        if node.name == "p" and "body" in dict(node.attrs).get("class", "").split():
            return [*body[:place], El(node.name, node.attrs, (*opening, *node.children)), *body[place + 1 :]]
    return [el("p", opening, class_="body"), *body]


def _opening(desk: Desk, story: Article) -> tuple[Node, ...]:
    spans: list[Node] = []
    if story.dateline and not _said(story) and (words := dateline(desk, story.dateline)):
        spans += [el("span", desk.words(words), class_="dateline"), " "]
    if story.byline_at == "run-in" and (words := run_in_byline(desk, story)):
        spans += [el("span", desk.words(words), class_="byline"), " "]
    return tuple(spans)


def _said(story: Article) -> bool:
    """Whether the byline says the place already (``【記者某某／某地報導】``), and there is nothing else to say."""
    line = story.dateline
    return bool(line and line == Dateline(place=line.place) and line.place and line.place in story.byline)


def _withdrawn(desk: Desk, story: Article) -> El:
    assert story.withdrawn  # noqa: S101 - the caller asked
    sentence = desk.term("withdrawn", date=date_phrase(story.withdrawn.date, desk.language))
    said = [Paragraph(text=(Text(line),)) for line in (sentence, story.withdrawn.reason) if line]
    return el("aside", *render_blocks(said, desk.setting(), desk.names), class_="note note-notice", role="note")
