# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos of an issue folder that no file names: one that is numbered as a story without any goes to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubgen.errors import finding
from epubgen.images.named import is_picture, spot
from epubgen.images.uses import named_files
from epubgen.importers.photos import Photos
from epubgen.model import Article, Issue, Photo
from epubgen.model.walk import article_photos

__all__ = ["with_loose_photos"]

Filed = tuple[str, Article]
"""A story and the name of its file."""


def with_loose_photos(stories: Sequence[Filed], issue: Issue, photos: Photos) -> list[Filed]:
    """The stories, each that has no photo with those that bear its number: ``photos/01-05.jpg``, ``01-05-2.jpg``.

    A number that several stories bear leads nowhere: which of them is meant, lint asks (F08).
    """
    used = set(named_files(replace(issue, articles=tuple(story for _, story in stories))))
    files = photos.inputs.under(posixpath.join(photos.inputs.base, "photos"))
    loose = [name for name in files if is_picture(name) and name not in used and spot(name)]
    keys = [_key(name) for name, _ in stories] if loose else []
    return [
        (name, story)
        if not loose or any(article_photos(story)) or keys.count(_key(name)) != 1
        else (name, _given(story, name, list(_of(name, loose)), photos))
        for name, story in stories
    ]


def _key(name: str) -> tuple[str, int] | None:
    found = spot(name)
    return found.key if found else None


def _of(story: str, loose: Sequence[str]) -> Iterator[str]:
    """The photos that bear the number of a story, in order."""
    numbered = [(found.number, name) for name in loose if (found := spot(name)) and found.key == _key(story)]
    yield from (name for _, name in sorted(numbered))


def _given(story: Article, file: str, names: Sequence[str], photos: Photos) -> Article:
    taken = []
    for name in names:
        facts = {"file": posixpath.basename(name), "story": story.id, "title": story.headline}
        photos.findings.append(finding("F16", photos.inputs.at(name), story.id, **facts))
        taken.append(photos.photo(Photo(file=posixpath.relpath(name, posixpath.dirname(file) or ".")), file))
    return replace(story, lead_photo=taken[0], photos=tuple(taken[1:])) if taken else story
