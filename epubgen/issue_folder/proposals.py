# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proposes lines for ``publication.yaml`` that settle the questions of an import for all coming issues."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from epubgen.importers.reading import Reading

__all__ = ["proposed_lines"]

_HABIT = 3
"""How many questions of one kind show a habit of the paper."""


def proposed_lines(reading: Reading) -> tuple[str, ...]:
    """Return the habits of a paper that its pages show, as lines of YAML.

    Habits that the publication states already are left out.
    """
    asked = Counter(note.key for note in reading.notes)
    return (*_columns(reading), *_headline_space(reading, asked), *_lone_heading(reading, asked))


def _columns(reading: Reading) -> Iterator[str]:
    """Yield the columns that an importer took for columns and that the publication does not list."""
    paper = reading.issue.publication
    known = {column.name for column in paper.columns}
    doubtful = {note.story for note in reading.notes if note.key in ("note.column", "note.column-kicker")}
    found = [one.column for one in reading.issue.articles if one.column and one.id in doubtful]
    names = [name for name in dict.fromkeys(found) if name not in known]
    if names:
        yield "columns:"
        yield from (f"  - {json.dumps(str(name), ensure_ascii=False)}" for name in names)


def _headline_space(reading: Reading, asked: Counter[str]) -> Iterator[str]:
    if not reading.issue.publication.headline_space and asked["note.headline-lines"] >= _HABIT:
        yield "headline_space: lines"


def _lone_heading(reading: Reading, asked: Counter[str]) -> Iterator[str]:
    settled = reading.issue.publication.import_.get("lone_heading", "")
    if not settled and asked["note.kicker"] >= _HABIT and not asked["note.column"]:
        yield "import:"
        yield "  lone_heading: kicker"
