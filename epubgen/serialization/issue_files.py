# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an issue as the files of an issue folder, in memory; reading them gives an equal issue."""

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
    """Return the files of an issue by their names below the publication folder.

    Captions and credits of photos are written where the photos are used, so no photo needs a sidecar.

    Args:
        issue: the issue; its photos are named from the publication folder.
        folder: the issue folder below the publication folder; by default the date of the issue.
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
    """Return the name of each story's file below the issue folder, by the id of the story."""
    return {story.id: f"articles/{stem}.md" for story, stem in zip(issue.articles, _stems(issue), strict=True)}


def _article(story: Article, stem: str) -> str:
    """Return the file of a story; the id is written only where it differs from the file name."""
    leave = ("body", "footnotes", *(("id",) if story.id == stem else ()))
    body = markup.markdown_from_blocks(story.body, story.footnotes).strip("\n")
    return f"---\n{to_yaml(story, leave)}---\n" + (f"\n{body}\n" if body else "")


def _named(value: T, here: str, pictures: dict[str, bytes]) -> T:
    """Return the value with files named relative to the folder ``here``.

    Add photos that exist only in memory to ``pictures``.
    """

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
    """Return a file name for each story, without its ending: ``<page>-<place on the page>-<slug>``.

    Where sections and pages do not give the order of the stories, a running number stands before the name.
    """
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
"""Latin letters that a slug needs at least to be understood."""
_LENGTH = 40


def _story_words(story: Article) -> str:
    """Return a slug of the headline, else of the id, else eight digits of the id's hash."""
    for text in (story.headline, story.id):
        words = slug(text)
        if len(re.findall("[a-z]", words)) >= _LETTERS:
            return words if len(words) <= _LENGTH else words[:_LENGTH].rpartition("-")[0] or words[:_LENGTH]
    return slug(story.id) or hashlib.sha256(story.id.encode()).hexdigest()[:8]


def in_order(
    articles: Iterable[tuple[str, Article]], sections: Sequence[Section], pages: Sequence[Page]
) -> tuple[Article, ...]:
    """Return stories, given with their file names, in the order of the issue.

    Sections come first, then pages, each by its own list; stories that neither lists follow by weight, then by file
    name.
    """
    listed = [story for section in sections for story in section.articles]
    listed += [story for page in pages for story in page.articles]
    place = {story: index for index, story in reversed(list(enumerate(listed)))}

    def rank(entry: tuple[str, Article]) -> tuple[int, bool, int, str]:
        name, story = entry
        return (place.get(story.id, len(listed)), story.weight is None, story.weight or 0, name)

    return tuple(story for _, story in sorted(articles, key=rank))


def with_photos(value: T, change: Callable[[Photo], Photo]) -> T:
    """Return the value with ``change`` applied to each photo, except those of a publication, which has its own file."""
    if next(instances(value, Photo), None) is None:  # most stories have no photo
        return value
    return rebuilt(value, lambda part: change(part) if isinstance(part, Photo) else part, keep=(Publication,))
