# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins a story that runs on to another printed page (转版) into one; whatever named a part names the whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from epubgen.model import (
    Article,
    Block,
    Footnote,
    Image,
    Issue,
    Link,
    NoteRef,
    PageBreak,
    Paragraph,
    Publication,
    Subhead,
    Text,
    plain,
)

__all__ = ["merge_jumps"]

_PAGE = r"第?\s*[A-Za-z]?[0-9０-９一二三四五六七八九十]+\s*[版页頁面]"
_POINTER = re.compile(
    rf"\s*[（(【［\[]\s*(?:下转|下轉|上接|上承|紧接|緊接|转|轉|接)\s*(?:{_PAGE})?[^）)】］\]]{{0,30}}[）)】］\]]\s*$"
    rf"|\s*[▶►→]?\s*(?:下转|下轉|上接)\s*{_PAGE}(?:《[^》]*》)?\s*$"
    r"|\s*[（(][^（()）]{0,12}面(?:に続く|から続く|より続く)[）)]\s*$"
    r"|\s*[（(]?(?:[Cc]ontinued (?:on|from) page [A-Z]?\d+)[)）]?\s*$"
)
"""``（下转第3版）``: where the print went on. Inside one story it would send readers nowhere."""


def merge_jumps(issue: Issue) -> Issue:
    """The issue with each chain of parts as one story, in the place of its first part.

    Withdrawn parts and rings stay apart. Nothing of a part is lost but the pointers between the parts: another headline
    becomes a subhead, and each part begins with the marker of its page.
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
    moved: Issue = _pointed(replace(issue, articles=stories), {k: v for k, v in home.items() if k != v})
    return moved


def _following(by_id: Mapping[str, Article]) -> dict[str, str]:
    """Part → next part, whichever of the two names the other. Each part has one before and one after it."""
    pairs = [(story.id, story.continues_on) for story in by_id.values() if story.continues_on]
    pairs += [(story.continued_from, story.id) for story in by_id.values() if story.continued_from]
    found: dict[str, str] = {}
    for first, second in pairs:
        if first not in found and second not in found.values() and _agree(by_id.get(first), by_id.get(second)):
            found[first] = second
    return found


def _agree(first: Article | None, second: Article | None) -> bool:
    """Whether both are there to be read, and neither names another partner."""
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
    """The whole so far and its next part."""
    renamed = _renamed(part, whole, number)
    body = (*_unpointed(whole.body), *_break(part), *_head(whole, part), *_photo(whole, part), *renamed.body)
    return replace(
        whole,
        page=tuple(dict.fromkeys((*whole.page, *part.page))),
        body=body,
        footnotes=(*whole.footnotes, *renamed.footnotes),
        photos=(*whole.photos, *part.photos),
        lead_photo=whole.lead_photo or part.lead_photo,
        authors=tuple(dict.fromkeys((*whole.authors, *(a for a in part.authors if _new(a.name, whole))))),
        credits=tuple(dict.fromkeys((*whole.credits, *part.credits))),
        keywords=tuple(dict.fromkeys((*whole.keywords, *part.keywords))),
        subjects=tuple(dict.fromkeys((*whole.subjects, *part.subjects))),
        urls=tuple(dict.fromkeys((*whole.urls, *part.urls))),
        related=tuple(dict.fromkeys((*whole.related, *part.related))),
        summary=whole.summary or part.summary,
        source=whole.source or part.source,
        rights=whole.rights if part.rights in ("", whole.rights) else f"{whole.rights} {part.rights}".strip(),
        correction_of=whole.correction_of or part.correction_of,
        expires=min((day for day in (whole.expires, part.expires) if day), default=None),
    )


def _new(name: str, whole: Article) -> bool:
    return all(author.name != name for author in whole.authors)


def _break(part: Article) -> Iterator[Block]:
    if part.page and not (part.body and isinstance(part.body[0], PageBreak)):
        yield PageBreak(page=part.page[0])


def _head(whole: Article, part: Article) -> Iterator[Block]:
    """What the head of a part says that the head of the whole does not."""
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


def _photo(whole: Article, part: Article) -> Iterator[Block]:
    if part.lead_photo and whole.lead_photo:
        yield Image(photo=part.lead_photo)


def _bare(line: str) -> str:
    return _POINTER.sub("", line).strip()


def _unpointed(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body without the words that send the reader to the other page."""
    if not body or not isinstance(last := body[-1], Paragraph) or not last.text:
        return body
    run = last.text[-1]
    if not isinstance(run, Text) or not (found := _POINTER.search(run.text)):
        return body
    kept = (*last.text[:-1], *((Text(run.text[: found.start()]),) if run.text[: found.start()] else ()))
    return (*body[:-1], replace(last, text=kept)) if plain(kept).strip() else body[:-1]


def _renamed(part: Article, whole: Article, number: int) -> Article:
    """The part with the labels of its notes changed where the whole has used them."""
    taken = {note.label for note in whole.footnotes}
    labels = {note.label: f"{note.label}-{number}" for note in part.footnotes if note.label in taken}
    return _Change(labels, {}).of(part) if labels else part


def _pointed(issue: Issue, home: Mapping[str, str]) -> Any:  # noqa: ANN401 - the issue, by way of any value
    return _Change({}, home).of(issue)


_SINGLE = {"continues_on", "continued_from", "correction_of", "headline_article", "lead"}
_SEVERAL = {"articles", "related"}


@dataclass(frozen=True, slots=True)
class _Change:
    """A walk that names notes and stories anew; what names neither stays the same object."""

    notes: Mapping[str, str]
    home: Mapping[str, str]

    def of(self, value: Any) -> Any:  # noqa: ANN401 - any value of the model
        """The value with its names changed."""
        match value:
            case NoteRef(label):
                return NoteRef(self.notes.get(label, label))
            case tuple():
                done = tuple(self.of(item) for item in value)
                return value if all(new is old for new, old in zip(done, value, strict=True)) else done
            case Publication():
                return value
            case _ if is_dataclass(value) and not isinstance(value, type):
                return self._object(value)
            case _:
                return value

    def _object(self, value: Any) -> Any:  # noqa: ANN401 - any value of the model
        old = {item.name: getattr(value, item.name) for item in fields(value) if item.compare and item.init}
        new = {name: self._field(value, name, content) for name, content in old.items()}
        altered = {name: content for name, content in new.items() if content is not old[name]}
        return replace(value, **altered) if altered else value

    def _field(self, owner: Any, name: str, content: Any) -> Any:  # noqa: ANN401 - any value of the model
        if isinstance(owner, Link) and name == "href" and content.startswith("article:"):
            return self._link(content)
        if isinstance(owner, Footnote) and name == "label":
            return self.notes.get(content, content)
        if name in _SINGLE and isinstance(content, str):
            return self.home.get(content, content)
        if name in _SEVERAL and content and all(isinstance(item, str) for item in content):
            return self._names(owner, content)
        return self.of(content)

    def _link(self, href: str) -> str:
        target = href.removeprefix("article:")
        return f"article:{self.home[target]}" if target in self.home else href

    def _names(self, owner: Any, ids: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ANN401 - story, page or section
        """Ids in a list, each once. Lists of sections and pages lose a part: the whole stands where it began."""
        if not any(story_id in self.home for story_id in ids):
            return ids
        if isinstance(owner, Article):
            return tuple(dict.fromkeys(i for story in ids if (i := self.home.get(story, story)) != owner.id))
        return tuple(story_id for story_id in ids if story_id not in self.home)
