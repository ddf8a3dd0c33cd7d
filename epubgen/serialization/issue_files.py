# SPDX-License-Identifier: AGPL-3.0-or-later
"""The model as the files of an issue folder, in memory: what ``import`` and ``new`` write; it reads back equal."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from epubgen import markup
from epubgen.files.names import free_name, slug
from epubgen.model import Article, Issue, Page, Photo, Publication, Section
from epubgen.model.walk import instances, rebuilt
from epubgen.serialization.emit import to_yaml

__all__ = [
    "article_names",
    "in_order",
    "issue_files",
    "with_photos",
]

T = TypeVar("T")


def issue_files(issue: Issue, *, folder: str | None = None) -> dict[str, bytes]:
    """The files of an issue by their names below the publication folder.

    All that a photo says stands where it is used, so none needs a file beside it.

    Args:
        issue: names of photos are those below the publication folder.
        folder: where the issue goes; by default its date.
    """
    place = issue.date.isoformat() if folder is None else folder
    pictures: dict[str, bytes] = {}
    head = _named(replace(issue, articles=()), place, pictures)
    files = {
        "publication.yaml": to_yaml(replace(issue.publication, nameplate=_nameplate(issue, pictures))),
        posixpath.join(place, "issue.yaml"): to_yaml(head, leave=("publication", "articles")),
    }
    here = posixpath.join(place, "articles")
    for story, stem in zip(issue.articles, _stems(issue), strict=True):
        files[f"{here}/{stem}.md"] = _article(_named(story, here, pictures), stem)
    texts = {name: text.encode() for name, text in files.items()}
    return dict(sorted((texts | pictures).items()))


def article_names(issue: Issue) -> dict[str, str]:
    """For each story, by id, the name of its file below the issue folder."""
    return {story.id: f"articles/{stem}.md" for story, stem in zip(issue.articles, _stems(issue), strict=True)}


def _article(story: Article, stem: str) -> str:
    """Front matter and Markdown; the id is the file name unless it says otherwise."""
    leave = ("body", "footnotes", *(("id",) if story.id == stem else ()))
    body = markup.markdown_from_blocks(story.body, story.footnotes).strip("\n")
    return f"---\n{to_yaml(story, leave)}---\n" + (f"\n{body}\n" if body else "")


def _named(value: T, here: str, pictures: dict[str, bytes]) -> T:
    """The value with its files named from the folder ``here``; photos that are no files yet go to ``pictures``."""

    def named(photo: Photo) -> Photo:
        if photo.data is not None:
            pictures[photo.file] = photo.data
        return replace(photo, file=_from(here, photo.file), data=None)

    moved = with_photos(value, named)
    if isinstance(moved, Issue):
        return replace(moved, pages=tuple(_page(page, here) for page in moved.pages))
    return moved


def _page(page: Page, here: str) -> Page:
    facsimile = _from(here, page.facsimile) if page.facsimile else ""
    return replace(page, facsimile=facsimile, pdf=_from(here, page.pdf) if page.pdf else "")


def _from(here: str, name: str) -> str:
    return posixpath.relpath(name, here or ".")


def _nameplate(issue: Issue, pictures: dict[str, bytes]) -> Photo | None:
    plate = issue.publication.nameplate
    return _named(plate, "", pictures) if plate else None


def _stems(issue: Issue) -> list[str]:
    """A file name for each story, ``<page>-<slot>-<slug>``; in the order of the issue where the lists do not say it."""
    slots: dict[str, int] = {}
    stems: dict[str, None] = {}
    for story in issue.articles:
        stems[free_name(_stem(story, slots), stems.__contains__)] = None
    order = in_order(zip(stems, issue.articles, strict=True), issue.sections, issue.pages)
    if order != issue.articles:
        return [f"{index:04}-{stem}" for index, stem in enumerate(stems, 1)]
    return list(stems)


def _stem(story: Article, slots: dict[str, int]) -> str:
    page = slug(story.page[0]) if story.page else ""
    slots[page] = slots.get(page, 0) + 1
    start = f"{page}-{slots[page]:02}" if page else f"{slots[page]:02}"
    if story.id == slug(story.id) and re.match(rf"{re.escape(page)}-\d\d(?:-|$)" if page else start, story.id):
        return story.id
    return f"{start}-{_story_words(story)}"


_LETTERS = 3
"""A slug of fewer Latin letters says nothing."""
_LENGTH = 40


def _story_words(story: Article) -> str:
    """Latin words of the headline, else the id, else a short stable number."""
    for text in (story.headline, story.id):
        words = slug(text)
        if len(re.findall("[a-z]", words)) >= _LETTERS:
            return words if len(words) <= _LENGTH else words[:_LENGTH].rpartition("-")[0] or words[:_LENGTH]
    return slug(story.id) or hashlib.sha256(story.id.encode()).hexdigest()[:8]


def in_order(
    articles: Iterable[tuple[str, Article]], sections: Sequence[Section], pages: Sequence[Page]
) -> tuple[Article, ...]:
    """Stories, given with their file names, in the order in which the issue tells them."""
    listed = [story for section in sections for story in section.articles]
    listed += [story for page in pages for story in page.articles]
    place = {story: index for index, story in reversed(list(enumerate(listed)))}

    def rank(entry: tuple[str, Article]) -> tuple[int, bool, int, str]:
        name, story = entry
        return (place.get(story.id, len(listed)), story.weight is None, story.weight or 0, name)

    return tuple(story for _, story in sorted(articles, key=rank))


def with_photos(value: T, change: Callable[[Photo], Photo]) -> T:
    """The value with each photo in it changed; a publication is left alone, for its photos belong to another file."""
    if next(instances(value, Photo), None) is None:  # as in most stories
        return value
    return rebuilt(value, lambda part: change(part) if isinstance(part, Photo) else part, keep=(Publication,))
