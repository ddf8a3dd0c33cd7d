# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gives imported stories their photos by file name, as newsrooms number them: ``01-05.jpg`` is page 1, story 5."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import field, replace
from typing import IO

from epubgen.errors import Finding, finding
from epubgen.files.input_tree import InputTree
from epubgen.images.embedded_metadata import names_of, origin_of_words, with_embedded_metadata
from epubgen.images.uses import is_picture, page_number, photo_number, stem
from epubgen.importers.reading import Reading
from epubgen.model import Article, Issue, Photo
from epubgen.model.walk import article_photos
from epubgen.serialization import with_photos
from epubgen.startup import dataclass, regex

__all__ = ["PhotoFiles", "attach_photos"]

_PAGE = regex(r"(?P<page>[A-Za-z]{0,2}\d{1,3})(?: ?版)?")
_MARK = "photos:/"
"""Prefix of the names of files in the second tree; no name in a tree can begin with these characters."""


@dataclass(frozen=True, slots=True)
class PhotoFiles:
    """The tree of the input and a separate folder of photos, read as one tree."""

    inputs: InputTree
    photos: InputTree | None = None

    def has(self, name: str) -> bool:
        """Return whether one of the trees has this file."""
        tree, name = self._tree(name)
        return tree.has(name)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            SourceError: as ``InputTree.read``.
        """
        tree, name = self._tree(name)
        return tree.read(name)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading; an unreadable file gives an empty stream."""
        tree, name = self._tree(name)
        return tree.open_or_empty(name)

    def names(self) -> tuple[str, ...]:
        """Return the files among which photos are looked for.

        They are those of the second tree, else of ``photos/`` in the input.
        """
        if self.photos is not None:
            return tuple(_MARK + name for name in self.photos.under(""))
        return self.inputs.under(posixpath.join(self.inputs.base, "photos"))

    def _tree(self, name: str) -> tuple[InputTree, str]:
        if self.photos is not None and name.startswith(_MARK):
            return self.photos, name.removeprefix(_MARK)
        return self.inputs, name


def attach_photos(reading: Reading, files: PhotoFiles) -> Reading:
    """Return the reading with photos found by their names, with captions and credits from their embedded metadata.

    A photo that a page names is found by that name in any folder; other photos are found by page and story. A photo
    that belongs to no story is reported (F16.unplaced).
    """
    names = [name for name in files.names() if is_picture(name)]
    issue = _with_facsimiles(with_photos(reading.issue, _Finder(files, names).located), files)
    used = {page.facsimile for page in issue.pages} | {
        photo.file for story in issue.articles for photo in article_photos(story)
    }
    matcher = _PhotoMatcher(issue, files, [name for name in names if name not in used])
    stories = tuple(matcher.with_photos(story) for story in issue.articles)
    issue = with_photos(replace(issue, articles=stories), matcher.described)
    findings = (*reading.findings, *matcher.findings, *matcher.unplaced())
    notes = tuple(note for note in reading.notes if note.key != "note.photo" or _misses(issue, note.story, files))
    return replace(reading, issue=issue, findings=findings, notes=notes)


def _with_facsimiles(issue: Issue, files: PhotoFiles) -> Issue:
    """Return the issue with the PDF or picture of each printed page that lies among the photos.

    Such files are named ``01.pdf`` or ``A3.jpg``.
    """
    found = {
        page_number(said["page"]): name
        for name in files.names()
        if (is_picture(name) or name.lower().endswith(".pdf")) and (said := _PAGE.fullmatch(stem(name)))
    }
    pages = tuple(
        replace(page, facsimile=page.facsimile or found.get(page_number(page.number), "")) for page in issue.pages
    )
    return replace(issue, pages=pages)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds photos that pages name but that lie in another folder."""

    files: PhotoFiles
    names: list[str]

    def located(self, photo: Photo) -> Photo:
        """Return the photo with the name of the file that was found; unchanged where none was."""
        if photo.data is not None or self.files.has(photo.file):
            return photo
        wanted = stem(photo.file).lower()
        return replace(photo, file=next((name for name in self.names if stem(name).lower() == wanted), photo.file))


@dataclass(slots=True)
class _PhotoMatcher:
    """Assigns photos to the stories of an issue."""

    issue: Issue
    files: PhotoFiles
    names: list[str]
    findings: list[Finding] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)

    def with_photos(self, story: Article) -> Article:
        """Return the story with the photos of its number.

        A missing lead photo is filled first, the others are added.
        """
        for name in self._of(story):
            self._given.add(name)
            self.findings.append(
                finding("F16", None, story.id, file=name.removeprefix(_MARK), story=story.id, title=story.headline)
            )
            lead = story.lead_photo
            if lead is None or not self.files.has(lead.file):
                story = replace(story, lead_photo=replace(lead or Photo(file=name), file=name))
            else:
                story = replace(story, photos=(*story.photos, Photo(file=name)))
        return story

    def described(self, photo: Photo) -> Photo:
        """Return the photo with caption and credit from its embedded metadata, where the page gave none."""
        if photo.decorative or (photo.caption and photo.credit) or not self.files.has(photo.file):
            return photo
        with self.files.open(photo.file) as content:
            known = with_embedded_metadata(photo, content, self.issue.publication.language)
        if key := origin_of_words(photo, known):
            file = photo.file.removeprefix(_MARK)
            self.findings.append(finding(key, None, "", file=file, caption=known.caption, credit=names_of(known)))
        return known

    def unplaced(self) -> Iterator[Finding]:
        """Report the photos that belong to no story (F16.unplaced)."""
        for name in self.names:
            if name not in self._given:
                yield finding("F16.unplaced", None, "", file=name.removeprefix(_MARK))

    def _of(self, story: Article) -> list[str]:
        """Return the photos of a story in order: ``01-05.jpg``, ``01-05-2.jpg``."""
        place = self._place(story)
        found = [(said.number, name) for name in self.names if (said := photo_number(name)) and said.key == place]
        return [name for _, name in sorted(found)]

    def _place(self, story: Article) -> tuple[str, int]:
        """Return page and place of a story on the page: from an id such as ``01-05``, else by its order on the page."""
        if said := photo_number(story.id):
            return said.key
        page = "".join(story.page[:1])
        beside = [other.id for other in self.issue.articles if other.page[:1] == story.page[:1]]
        return page_number(page), beside.index(story.id) + 1


def _misses(issue: Issue, story_id: str, files: PhotoFiles) -> bool:
    stories = [story for story in issue.articles if story.id == story_id]
    return any(not files.has(photo.file) for story in stories for photo in article_photos(story)) or not stories
