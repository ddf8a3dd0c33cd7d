# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an import left beside its issue: the open questions with their answers, and where stories stand on the pages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from epubgen.errors import EpubgenError, Finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.reading import PageBlocks
from epubgen.issue_folder import notes, page_blocks
from epubgen.issue_folder.folder_edits import FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.open_questions import OfferedAnswer, OpenQuestions

__all__ = ["ImportedFolder"]


@dataclass(frozen=True)
class ImportedFolder:
    """An issue folder, as far as an import and its editor talk to each other."""

    home: Path | None = None
    """The folder on disk; ``None`` for an archive, files in memory, pages before an import: nothing can be written."""
    pages: tuple[PageBlocks, ...] = ()
    questions: OpenQuestions = field(default_factory=OpenQuestions)

    @classmethod
    def of(cls, inputs: InputTree) -> ImportedFolder:
        """That of a source; an empty one where it is no issue folder."""
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
        """The mark and the answers of the question that a finding of lint asks (A08); ``None`` for another finding."""
        if found.code != "A08" or self.home is None:
            return None
        facts = dict(found.args)
        wanted = tuple(facts.get(name, "") for name in ("code", "text", "story", "source"))
        note = next((one for one in self.questions.notes if (one.code, one.text, one.story, one.at) == wanted), None)
        return (self.questions.mark(note), self.questions.offered(note)) if note else None


def _text(inputs: InputTree, file: str) -> str:
    """A file beside ``issue.yaml``; empty where there is none that can be read."""
    name = posixpath.join(inputs.base, file)
    try:
        return inputs.text(name) if inputs.has(name) else ""
    except EpubgenError:
        return ""
