# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an import to disk as an issue folder, and again the next night without harming what was edited.

``folder`` writes the files, ``merge`` keeps the ids of the stories and the pages that were not imported again,
``notes`` reads and writes ``import-notes.yaml``, and ``result`` says what was done.
"""

from __future__ import annotations

from epubgen.issue_folder.folder import held_publication, issue_place, publication_in, write_import
from epubgen.issue_folder.next_issue import NextIssue, issue_folders, write_next
from epubgen.issue_folder.result import ImportResult

__all__ = [
    "ImportResult",
    "NextIssue",
    "held_publication",
    "issue_folders",
    "issue_place",
    "publication_in",
    "write_import",
    "write_next",
]
