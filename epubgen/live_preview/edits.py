# SPDX-License-Identifier: AGPL-3.0-or-later
"""Performs edits from the page of a preview: answers to questions, changes of stories, photos of pages, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from threading import Lock

from epubgen.errors import EpubgenError, Finding, SourceError, finding
from epubgen.images.encode import cut_out
from epubgen.issue_folder.answers import planned_answers
from epubgen.issue_folder.folder_edits import FileChange, applied, reverted
from epubgen.issue_folder.part_changes import planned_change
from epubgen.issue_folder.story_photo import planned_photo
from epubgen.pipeline.live import LiveSource
from epubgen.startup import dataclass

__all__ = ["EditOutcome", "PreviewEdits"]

_LEAST, _WHOLE = 200, 10_000
"""The smallest side of a photo, and the whole page, in ten-thousandths of the page."""
_MOST_UNDONE = 50
_BOX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOutcome:
    """The result of an edit."""

    files: tuple[str, ...] = ()
    """Files that were written, below the issue folder."""
    found: tuple[Finding, ...] = ()
    """Why nothing was written."""

    def as_json(self, lang: str, undo: int) -> dict[str, object]:
        """Return the facts for the page; ``undo`` is the number of edits that can be undone."""
        found = self.found[0] if self.found else None
        said = {"message": found.message(lang), "hint": found.hint(lang)} if found else {}
        return {"ok": not self.found, "files": list(self.files), "undo": undo, **said}


@dataclass(slots=True)
class PreviewEdits:
    """Writes into the issue folder of a source, one edit after the other."""

    source: LiveSource
    written: Callable[[], None]
    """Called after files were written."""
    _done: list[tuple[Path, tuple[FileChange, ...]]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def count(self) -> int:
        """The number of edits that can be undone."""
        return len(self._done)

    def perform(self, act: str, facts: Mapping[str, object]) -> EditOutcome:
        """Perform an edit and return what became of it.

        The edits are ``answer`` (``marks``, ``key``), ``change`` (``story``, ``part``, ``key``), ``photo`` (``page``,
        ``story``, ``box``) and ``undo``. Data of another form are refused like a question that is not open (H21).
        """
        acts = {"answer": self._answer, "change": self._change, "photo": self._photo, "undo": self._undo}
        with self._lock:
            try:
                live = self.source.in_mode()
                home = live.imported.home if live else None
                if live is None or home is None or act not in acts:
                    raise SourceError(finding("H21"))
                return EditOutcome(files=acts[act](home, facts))
            except EpubgenError as error:
                return EditOutcome(found=error.findings)

    def _answer(self, home: Path, facts: Mapping[str, object]) -> tuple[str, ...]:
        marks = facts.get("marks")
        listed = [str(one) for one in marks] if isinstance(marks, list) else []
        return self._write(home, planned_answers(home, listed, str(facts.get("key", ""))))

    def _change(self, home: Path, facts: Mapping[str, object]) -> tuple[str, ...]:
        live = self.source.in_mode()
        language = live.edition.language if live else ""
        story, part, key = (str(facts.get(name, "")) for name in ("story", "part", "key"))
        return self._write(home, planned_change(home, story, part, key, language))

    def _photo(self, home: Path, facts: Mapping[str, object]) -> tuple[str, ...]:
        page = str(facts.get("page", ""))
        box = _box(facts.get("box"))
        held = self.source.page_file(page)
        if held is None or box is None:
            raise SourceError(finding("H22", why="box" if held else page))
        left, top, right, bottom = (part / _WHOLE for part in box)
        try:
            data = cut_out(*held, (left, top, right, bottom))
        except Exception as error:
            raise SourceError(finding("H22", why=f"{type(error).__name__}: {error}")) from error
        _, changes = planned_photo(home, str(facts.get("story", "")), data)
        return self._write(home, changes)

    def _undo(self, _: Path, __: Mapping[str, object]) -> tuple[str, ...]:
        if not self._done:
            raise SourceError(finding("H23"))
        place, changes = self._done[-1]
        try:
            applied(place, reverted(changes))
        except SourceError as error:
            raise SourceError(finding("H23", error.findings[0].at)) from error
        self._done.pop()
        self.written()
        return tuple(one.name for one in changes)

    def _write(self, home: Path, changes: Sequence[FileChange]) -> tuple[str, ...]:
        applied(home, changes)
        self._done = [*self._done[1 - _MOST_UNDONE :], (home, tuple(changes))]
        self.written()
        return tuple(one.name for one in changes)


def _box(value: object) -> tuple[int, ...] | None:
    """Return a box of the page: whole numbers inside the page, not too small."""
    if not isinstance(value, list) or len(value) != _BOX or not all(type(part) is int for part in value):
        return None
    left, top, right, bottom = value
    inside = left >= 0 and top >= 0 and right <= _WHOLE and bottom <= _WHOLE
    return (left, top, right, bottom) if inside and min(right - left, bottom - top) >= _LEAST else None
