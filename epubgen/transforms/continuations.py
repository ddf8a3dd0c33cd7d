# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the parts of a story that continues on another printed page (转版) into one story. Pure.

Whatever referred to a part refers to the whole story afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from epubgen.model import (
    Article,
    Block,
    Footnote,
    Image,
    Issue,
    Link,
    NoteRef,
    Page,
    PageBreak,
    Paragraph,
    Publication,
    Section,
    Subhead,
    Text,
    plain,
)
from epubgen.model.walk import rebuilt
from epubgen.startup import regex

__all__ = ["merge_jumps"]

T = TypeVar("T")
_PAGE = r"第?\s*[A-Za-z]?[0-9０-９一二三四五六七八九十]+\s*[版页頁面]"
_POINTER = regex(
    rf"\s*[（(【［\[]\s*(?:下转|下轉|上接|上承|紧接|緊接|转|轉|接)\s*(?:{_PAGE})?[^）)】］\]]{{0,30}}[）)】］\]]\s*$"
    rf"|\s*[▶►→]?\s*(?:下转|下轉|上接)\s*{_PAGE}(?:《[^》]*》)?\s*$"
    r"|\s*[（(][^（()）]{0,12}面(?:に続く|から続く|より続く)[）)]\s*$"
    r"|\s*[（(]?(?:[Cc]ontinued (?:on|from) page [A-Z]?\d+)[)）]?\s*$"
)
"""``（下转第3版）``: where the print went on. Inside one story it would send readers nowhere."""


def merge_jumps(issue: Issue) -> Issue:
    """Return the issue with each chain of parts as one story, in the place of its first part.

    Withdrawn parts and circular chains stay apart. Only the pointers between the parts are removed: a different
    headline becomes a subhead, and each part begins with the marker of its page.
    """
    by_id = {story.id: story for story in issue.articles}
    following = _following(by_id)
    firsts = [story for story in issue.articles if story.id in following and story.id not in following.values()]
    chains = [_chain(first, by_id, following) for first in firsts]
    home = {part.id: chain[0].id for chain in chains for part in chain}
    if not home:
        return issue
    merged = {chain[0].id: _joined(chain) for chain in chains}
    stories = tuple(merged.get(s.id, s) for s in issue.articles if home.get(s.id, s.id) == s.id)
    return _pointed(replace(issue, articles=stories), {k: v for k, v in home.items() if k != v})


def _following(by_id: Mapping[str, Article]) -> dict[str, str]:
    """Return the next part of each part, whichever of the two names the other.

    Each part has one predecessor and one successor.
    """
    pairs = [(story.id, story.continues_on) for story in by_id.values() if story.continues_on]
    pairs += [(story.continued_from, story.id) for story in by_id.values() if story.continued_from]
    found: dict[str, str] = {}
    for first, second in pairs:
        if first not in found and second not in found.values() and _agree(by_id.get(first), by_id.get(second)):
            found[first] = second
    return found


def _agree(first: Article | None, second: Article | None) -> bool:
    """Return whether both parts exist, and neither names another partner."""
    if first is None or second is None or first is second or any(p.withdrawn or p.draft for p in (first, second)):
        return False
    return first.continues_on in ("", second.id) and second.continued_from in ("", first.id)


def _chain(first: Article, by_id: Mapping[str, Article], following: Mapping[str, str]) -> list[Article]:
    chain = [first]
    while chain[-1].id in following:
        chain.append(by_id[following[chain[-1].id]])
    return chain


def _joined(chain: list[Article]) -> Article:
    whole = chain[0]
    for number, part in enumerate(chain[1:], start=2):
        whole = _added(whole, part, number)
    return replace(whole, continues_on="", continued_from="")


def _added(whole: Article, part: Article, number: int) -> Article:
    """Join the story so far with its next part.

    Body after body, lists without duplicates, single facts from the first.
    """
    renamed = _renamed(part, whole, number)
    begins_with_mark = bool(part.body) and isinstance(part.body[0], PageBreak)
    mark = [PageBreak(page=part.page[0])] if part.page and not begins_with_mark else []
    photo = [Image(photo=part.lead_photo)] if part.lead_photo and whole.lead_photo else []
    names = {author.name for author in whole.authors}
    new_authors = [author for author in part.authors if author.name not in names]
    expires = [day for day in (whole.expires, part.expires) if day]
    rights = whole.rights if part.rights in ("", whole.rights) else f"{whole.rights} {part.rights}".strip()
    return replace(
        whole,
        page=_once(whole.page, part.page),
        body=(*_unpointed(whole.body), *mark, *_head(whole, part), *photo, *renamed.body),
        footnotes=(*whole.footnotes, *renamed.footnotes),
        photos=(*whole.photos, *part.photos),
        lead_photo=whole.lead_photo or part.lead_photo,
        authors=_once(whole.authors, new_authors),
        credits=_once(whole.credits, part.credits),
        keywords=_once(whole.keywords, part.keywords),
        subjects=_once(whole.subjects, part.subjects),
        urls=_once(whole.urls, part.urls),
        related=_once(whole.related, part.related),
        summary=whole.summary or part.summary,
        source=whole.source or part.source,
        rights=rights,
        correction_of=whole.correction_of or part.correction_of,
        expires=min(expires, default=None),
    )


def _once(first: Iterable[T], second: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _head(whole: Article, part: Article) -> Iterator[Block]:
    """Return what the header of a part says that the header of the story does not."""
    known = {_bare(line) for line in (whole.headline, *whole.title, *whole.kicker, *whole.deck)}
    for line in part.kicker:
        if (said := _bare(line)) and said not in known:
            yield Paragraph(text=(Text(said),))
    title = _bare(part.headline)
    if title and title not in known:
        yield Subhead(text=(Text(title),))
    for line in part.deck:
        if (said := _bare(line)) and said not in known:
            yield Paragraph(text=(Text(said),), lede=True)


def _bare(line: str) -> str:
    return _POINTER.sub("", line).strip()


def _unpointed(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the body without the words that point to the other page."""
    if not body or not isinstance(last := body[-1], Paragraph) or not last.text:
        return body
    run = last.text[-1]
    if not isinstance(run, Text) or not (found := _POINTER.search(run.text)):
        return body
    kept = (*last.text[:-1], *((Text(run.text[: found.start()]),) if run.text[: found.start()] else ()))
    return (*body[:-1], replace(last, text=kept)) if plain(kept).strip() else body[:-1]


def _renamed(part: Article, whole: Article, number: int) -> Article:
    """Return the part with new footnote labels where the story uses the same ones."""
    taken = {note.label for note in whole.footnotes}
    labels = {note.label: f"{note.label}-{number}" for note in part.footnotes if note.label in taken}

    def renamed(value: object) -> object:
        if isinstance(value, (NoteRef, Footnote)) and value.label in labels:
            return replace(value, label=labels[value.label])
        return value

    return rebuilt(part, renamed)


def _pointed(issue: Issue, home: Mapping[str, str]) -> Issue:
    """Return the issue with references to parts replaced by the whole story: links, lists, references."""

    def one(name: str) -> str:
        return home.get(name, name)

    def without_parts(ids: tuple[str, ...]) -> tuple[str, ...]:
        """Lists of sections and pages lose a part: the whole stands where it began."""
        return tuple(story_id for story_id in ids if story_id not in home)

    def pointed(value: object) -> object:
        match value:
            case Link(href=href) if (target := href.removeprefix("article:")) != href and target in home:
                return replace(value, href=f"article:{home[target]}")
            case Section() if value.lead in home or home.keys() & set(value.articles):
                return replace(value, lead=one(value.lead), articles=without_parts(value.articles))
            case Page() if home.keys() & set(value.articles):
                return replace(value, articles=without_parts(value.articles))
            case Article() if home.keys() & {
                value.continues_on, value.continued_from, value.correction_of, *value.related,
            }:  # fmt: skip
                related = dict.fromkeys(one(story_id) for story_id in value.related)
                return replace(
                    value,
                    continues_on=one(value.continues_on),
                    continued_from=one(value.continued_from),
                    correction_of=one(value.correction_of),
                    related=tuple(story_id for story_id in related if story_id != value.id),
                )
            case Issue() if value.headline_article in home:
                return replace(value, headline_article=home[value.headline_article])
            case _:
                return value

    return rebuilt(issue, pointed, keep=(Publication,))
