# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an import to disk as an issue folder; a second import into the same folder keeps what an editor changed.

``folder`` writes the files, ``merge`` keeps the ids of stories and the pages that were not imported again, ``notes``
reads and writes ``import-notes.yaml``, and ``result`` reports what was written.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubgen.issue_folder.folder import held_publication, issue_place, publication_in, write_import
    from epubgen.issue_folder.next_issue import NextIssue, issue_folders, write_next
    from epubgen.issue_folder.result import ImportResult

_HOMES = {
    "folder": ("held_publication", "issue_place", "publication_in", "write_import"),
    "next_issue": ("NextIssue", "issue_folders", "write_next"),
    "result": ("ImportResult",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

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


def __getattr__(name: str) -> object:
    """Import a public name on first use: a build reads the notes of an import but writes no folder."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"epubgen.issue_folder.{_HOME[name]}"), name)
