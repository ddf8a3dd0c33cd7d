# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an import to disk as an issue folder, and again the next night without harming what was edited.

``folder`` writes the files, ``ids`` keeps the ids of the stories from night to night, ``notes`` is the file
``import-notes.yaml``, and ``outcome`` says what was done.
"""

from __future__ import annotations

from epubgen.issue_folder.folder import held_publication, issue_place, publication_in, write_import
from epubgen.issue_folder.outcome import Outcome

__all__ = ["Outcome", "held_publication", "issue_place", "publication_in", "write_import"]
