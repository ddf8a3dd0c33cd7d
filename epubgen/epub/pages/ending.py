# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands under a story: signature, jumps to its other part, origin, credits, related stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.people import byline_line, credit_line
from epubgen.languages.words import date_phrase
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Source

__all__ = ["ending"]


def ending(desk: Desk, story: Article) -> Iterator[El]:
    """The closing lines, each only where there is something to say."""
    lines = (
        byline_line(desk, story, "byline signed") if story.byline_at == "end" else None,
        *(
            desk.line("p", "bio", desk.term("fact", label=author.name, value=author.bio))
            for author in story.authors
            if author.bio
        ),
        _jump(desk, "jump.from", story.continued_from),
        _jump(desk, "jump.to", story.continues_on),
        desk.line("p", "credits", credit_line(desk, story.credits)),
        _origin(desk, story),
        desk.line("p", "rights", story.rights),
        _related(desk, "correction_of", [story.correction_of]),
        _related(desk, "corrected_by", _corrections(desk, story)),
        _related(desk, "related", story.related),
    )
    yield from (line for line in lines if line is not None)


def _corrections(desk: Desk, story: Article) -> list[str]:
    """The stories of this issue that correct a story: its readers should know."""
    return [other.id for other in desk.issue.articles if other.correction_of == story.id != other.id]


def _find(desk: Desk, story_id: str) -> Article | None:
    return next((story for story in desk.issue.articles if story.id == story_id), None)


def _jump(desk: Desk, key: str, story_id: str) -> El | None:
    """下转第2版《…》: a story that was not merged with its other part links to it."""
    other = _find(desk, story_id) if story_id else None
    if other is None:
        return None
    page = desk.page_words(other.page[0]) if other.page else ""
    words = " ".join(desk.term(key, page=page, story=other.label).split())
    return el("p", desk.story_link(other, desk.words(words)), class_="jump")


def _origin(desk: Desk, story: Article) -> El | None:
    """Source, its links, the date where it is not the issue's, the printed page: one quiet line."""
    facts: list[Sequence[Node]] = []
    if story.source and (source := _source(desk, story.source)):
        facts.append((*desk.words(desk.term("fact", label=desk.term("source"), value="")), *source))
    facts += [desk.address(url) for url in story.urls if story.source is None or url != story.source.url]
    for key, day in (("published", story.date), ("updated", story.updated)):
        if day and day != desk.issue.date:
            facts.append(desk.words(desk.term("fact", label=desk.term(key), value=date_phrase(day, desk.language))))
    if story.page:
        facts.append(desk.words(desk.term("printed_on", page=desk.pages_words(story.page))))
    return el("p", spaced(facts), class_="origin") if facts else None


def _source(desk: Desk, source: Source) -> Sequence[Node]:
    if source.system and source.url:
        return (el("a", desk.words(source.system), href=source.url),)
    return desk.words(source.system) if source.system else (desk.address(source.url) if source.url else ())


def spaced(facts: Sequence[Sequence[Node]]) -> list[Node]:
    """Facts in a row, each in a span of its own so that it need not break."""
    row: list[Node] = []
    for fact in facts:
        row += [" "] if row else []
        row.append(el("span", fact, class_="fact"))
    return row


def _related(desk: Desk, key: str, ids: Sequence[str]) -> El | None:
    stories = [story for story_id in ids if (story := _find(desk, story_id))]
    if not stories:
        return None
    links = [el("li", desk.story_link(story)) for story in stories]
    title = desk.term(key)
    return el(
        "section",
        el("h2", desk.words(title), class_="related-title"),
        el("ul", *links, class_="stories"),
        class_="related",
    )
