# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds a photo that was cut out of a printed page to its story, under the file name at which the story looks for it."""

from __future__ import annotations

import posixpath
from pathlib import Path

from epubgen.errors import SourceError, finding
from epubgen.files.names import free_name
from epubgen.images.uses import photo_number
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FileChange, FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.story_file import StoryFile
from epubgen.model.walk import article_photos

__all__ = ["planned_photo"]


def planned_photo(home: Path, story: str, data: bytes) -> tuple[str, tuple[FileChange, ...]]:
    """Return the name of the photo's file and the changes in the issue folder, without writing them.

    Where the story names a photo that is missing, the new photo gets that name. Else it is named after the story,
    ``01-05.jpg``, and found by that name; where the story has photos already, or no number, its file names the photo
    too.

    Args:
        home: the issue folder.
        story: the id of the story.
        data: a JPEG.

    Raises:
        SourceError: H22 no such story; S10, H19 a file cannot be read.
    """
    texts = FolderTexts(home)
    found = IssueStories(texts).file(story)
    if found is None:
        raise SourceError(finding("H22.story", None, story, story=story))
    name = _missing(texts, found)
    if not name:
        name = free_name(f"photos/{story}", texts.has, ".jpg")
        if any(article_photos(found.article)) or not _numbered(texts, found, name):
            texts.put(found.name, _with_photo(found, posixpath.relpath(name, posixpath.dirname(found.name))))
    texts.put_bytes(name, data)
    if texts.has(notes.FILE):
        text = texts.text(notes.FILE)
        texts.put(notes.FILE, notes.without_notes(text, lambda one: one.code == "photo" and one.story == story))
    return name, texts.changes()


def _missing(texts: FolderTexts, story: StoryFile) -> str:
    """Return a JPEG inside the folder that the story names and that does not exist; empty without one."""
    folder = posixpath.dirname(story.name)
    for photo in article_photos(story.article):
        name = posixpath.normpath(posixpath.join(folder, photo.file))
        inside = not name.startswith(("..", "/")) and ":" not in name and "\\" not in name
        if inside and name.lower().endswith((".jpg", ".jpeg")) and not texts.has(name):
            return name
    return ""


def _numbered(texts: FolderTexts, story: StoryFile, photo: str) -> bool:
    """Return whether a build finds the photo by its number: the number is that of this story and of no other one."""
    wanted, own = photo_number(photo), photo_number(story.name)
    numbers = [said.key for name in texts.names("articles") if (said := photo_number(name))]
    return bool(wanted and own and wanted.key == own.key and numbers.count(own.key) == 1)


def _with_photo(story: StoryFile, file: str) -> str:
    """Return the story with the photo: as its lead photo where it has none, else below its text."""
    if not any(article_photos(story.article)):
        return story.with_value("lead_photo", file)
    return story.with_more(f"![]({file})")
