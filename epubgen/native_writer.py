# SPDX-License-Identifier: AGPL-3.0-or-later
"""The model as the files of an issue folder, in memory: what ``import`` and ``new`` write; it reads back equal."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from epubgen import markup
from epubgen.decode import in_order, to_yaml, with_photos
from epubgen.model import Article, Issue, Photo

__all__ = ["issue_files"]


def issue_files(issue: Issue, *, folder: str | None = None) -> dict[str, bytes]:
    """The files of an issue by their names below the publication folder.

    Args:
        issue: names of photos are those below the publication folder.
        folder: where the issue goes; by default its date.
    """
    place = issue.date.isoformat() if folder is None else folder
    writer = _Writer(place)
    stems = _stems(issue)
    bare = replace(issue, articles=(), publication=issue.publication)
    files = {
        "publication.yaml": to_yaml(issue.publication),
        posixpath.join(place, "issue.yaml"): to_yaml(writer.named(bare, place), leave=("publication", "articles")),
    }
    for story, stem in zip(issue.articles, stems, strict=True):
        files[posixpath.join(place, "articles", f"{stem}.md")] = writer.article(story, stem)
    files |= writer.sidecars()
    encoded = {name: text.encode() for name, text in files.items()}
    return dict(sorted((encoded | writer.pictures).items()))


_ALL = frozenset(item.name for item in fields(Photo) if item.compare and item.name not in ("file", "data"))
_IN_TEXT = frozenset(("caption", "alt", "credit", "focal", "width"))
"""What the Markdown of a picture can say; the rest goes beside the picture."""
_BLANK = Photo(file="-")


@dataclass(slots=True)
class _Writer:
    """Writes the stories of one issue; gathers what belongs beside the photos."""

    folder: str
    beside: dict[str, Photo] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def article(self, story: Article, stem: str) -> str:
        """Front matter and Markdown."""
        here = posixpath.join(self.folder, "articles")
        head = self.named(replace(story, body=(), footnotes=()), here)
        text = with_photos((story.body, story.footnotes), lambda photo: self._in_text(photo, here))
        leave = ("body", "footnotes", *(("id",) if story.id == stem else ()))
        body = markup.markdown_from_blocks(*text).strip("\n")
        return f"---\n{to_yaml(head, leave)}---\n" + (f"\n{body}\n" if body else "")

    def named(self, value: Article | Issue, here: str) -> Article | Issue:
        """The value with its photos named from the folder ``here``."""
        return with_photos(value, lambda photo: self._named(photo, here))

    def sidecars(self) -> dict[str, str]:
        """The text beside each photo that needs one."""
        return {f"{posixpath.splitext(name)[0]}.yaml": to_yaml(photo, ("file",)) for name, photo in self.beside.items()}

    def _named(self, photo: Photo, here: str) -> Photo:
        if photo.data is not None:
            self.pictures[photo.file] = photo.data
        return replace(photo, file=posixpath.relpath(photo.file, here or "."), data=None)

    def _in_text(self, photo: Photo, here: str) -> Photo:
        """The photo as Markdown can spell it; what it cannot is kept for the sidecar."""
        unsaid = {name for name in _ALL - _IN_TEXT if getattr(photo, name) != getattr(_BLANK, name)}
        if any(credit != type(credit)(name=credit.name) for credit in photo.credit) or len(photo.credit) > 1:
            unsaid.add("credit")
        if unsaid:
            known = self.beside.get(photo.file, Photo(file=photo.file))
            self.beside[photo.file] = replace(known, **{name: getattr(photo, name) for name in sorted(unsaid)})
        return self._named(replace(photo, **{name: getattr(_BLANK, name) for name in sorted(unsaid)}), here)


def _stems(issue: Issue) -> list[str]:
    """A file name for each story, ``<page>-<slot>-<slug>``; in the order of the issue where the lists do not say it."""
    slots: dict[str, int] = {}
    stems = list(_unique(_stem(story, slots) for story in issue.articles))
    order = in_order(zip(stems, issue.articles, strict=True), issue.sections, issue.pages)
    if order != issue.articles:
        return [f"{index:04}-{stem}" for index, stem in enumerate(stems, 1)]
    return stems


def _stem(story: Article, slots: dict[str, int]) -> str:
    page = _words(story.page[0]) if story.page else ""
    slots[page] = slots.get(page, 0) + 1
    start = f"{page}-{slots[page]:02}" if page else f"{slots[page]:02}"
    if story.id == _words(story.id) and story.id.startswith(start):
        return story.id
    return f"{start}-{_slug(story)}"


_LETTERS = 3
"""A slug of fewer Latin letters says nothing."""
_LENGTH = 40


def _slug(story: Article) -> str:
    """Latin words of the headline, else the id, else a short stable number."""
    for text in (story.headline, story.id):
        slug = _words(text)
        if len(re.findall("[a-z]", slug)) >= _LETTERS:
            return slug if len(slug) <= _LENGTH else slug[:_LENGTH].rpartition("-")[0] or slug[:_LENGTH]
    return _words(story.id) or hashlib.sha256(story.id.encode()).hexdigest()[:8]


def _words(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _unique(stems: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for stem in stems:
        name, number = stem, 2
        while name in seen:
            name, number = f"{stem}-{number}", number + 1
        seen.add(name)
        yield name
