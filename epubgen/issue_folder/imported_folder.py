# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads what an import left beside an issue.

The open questions with their answers, and where stories stand on the pages.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

from epubgen.errors import EpubgenError, Finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.reading import PageBlocks
from epubgen.issue_folder import notes, page_blocks
from epubgen.issue_folder.folder_edits import FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.open_questions import OfferedAnswer, OpenQuestions
from epubgen.issue_folder.story_parts import StoryPart, parts_of
from epubgen.startup import dataclass

__all__ = ["ImportedFolder"]


@dataclass(frozen=True)
class ImportedFolder:
    """What an import left in an issue folder: the blocks of its pages, and its open questions."""

    home: Path | None = None
    """The folder on disk. ``None`` for an archive, files in memory, or pages before an import: nothing can be written
    there.
    """
    pages: tuple[PageBlocks, ...] = ()
    questions: OpenQuestions = field(default_factory=OpenQuestions)

    @classmethod
    def of(cls, inputs: InputTree) -> ImportedFolder:
        """Read what an import left in a source; the value is empty where the source is no issue folder."""
        index = posixpath.join(inputs.base, "issue.yaml")
        if not inputs.has(index):
            return cls()
        home = inputs.path(inputs.base) if inputs.path(index) else None
        blocks = page_blocks.read_page_blocks(_text(inputs, page_blocks.FILE))
        try:
            pages = IssueStories(FolderTexts(home)).pages if home else ()
        except EpubgenError:
            return cls(None, blocks)
        return cls(home, blocks, OpenQuestions(_text(inputs, notes.FILE), pages))

    def asked(self, found: Finding) -> tuple[str, tuple[OfferedAnswer, ...]] | None:
        """Return mark and answers of the question behind a finding A08; ``None`` for any other finding."""
        if found.code != "A08" or self.home is None:
            return None
        facts = dict(found.args)
        wanted = tuple(facts.get(name, "") for name in ("code", "text", "story", "source"))
        note = next((one for one in self.questions.notes if (one.code, one.text, one.story, one.at) == wanted), None)
        return (self.questions.mark(note), self.questions.offered(note)) if note else None

    def parts(self, stories: Iterable[str]) -> list[tuple[str, StoryPart]]:
        """Return the parts of some stories as their files are now, each with the id of its story.

        Raises:
            SourceError: S10, H19 a file cannot be read.
        """
        if self.home is None:
            return []
        held = IssueStories(FolderTexts(self.home))
        files = {found.name: found for story in stories if (found := held.file(story))}
        return [
            (story.article.id, part)
            for story in files.values()
            for part in parts_of(story, *held.beside(story.article.id))
        ]


def _text(inputs: InputTree, file: str) -> str:
    """Return the text of a file beside ``issue.yaml``; empty where it is missing or cannot be read."""
    name = posixpath.join(inputs.base, file)
    try:
        return inputs.text(name) if inputs.has(name) else ""
    except EpubgenError:
        return ""
