# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the output of a batch to a folder: EPUBs appear complete under their names.

Drafts of a killed batch are removed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from epubgen import validation
from epubgen.back_file.batch.built import JOURNAL, Built
from epubgen.back_file.batch.fingerprint import file_hash
from epubgen.back_file.batch.journal import Journal
from epubgen.errors import Finding, Location, PackageError, finding
from epubgen.files.atomic import put_in_place
from epubgen.files.disk_errors import writing
from epubgen.files.locks import LockedError, locked
from epubgen.files.targets import EPUB, keep_damaged, refuse_foreign

__all__ = ["OutputFolder"]

_WORK = ".epubgen-batch-"
_LOCK = ".epubgen-batch.lock"
_PATIENCE = 300
"""Seconds to wait for another batch: it holds the lock while it puts one EPUB in its place."""


class OutputFolder:
    """The folder for the EPUBs and the journal of a batch. Several batches may write to it at once."""

    def __init__(self, root: Path, *, force: bool = False) -> None:
        """Name the folder.

        Args:
            root: the folder. It is created when the batch begins.
            force: replace files at the path of an EPUB, whatever they are.
        """
        self.root = root
        self._force = force
        self._work = root

    @property
    def place(self) -> str:
        """Return the folder as tasks and messages name it."""
        return self.root.as_posix()

    @property
    def journal(self) -> Path:
        """Return the path of the journal."""
        return self.root / JOURNAL

    @contextmanager
    def work_folder(self) -> Iterator[str]:
        """Provide a folder for drafts on the disk of the EPUBs while the block runs.

        Drafts of batches that were killed are removed first.

        Raises:
            PackageError: EG020 the folder cannot be written.
        """
        if self.root.is_file():
            raise PackageError(finding("EG020.file", Location(self.root.as_posix())))
        with writing(self.root / JOURNAL):
            self.root.mkdir(parents=True, exist_ok=True)
        with writing(self.root / JOURNAL), self.lock():
            self._remove_abandoned()
            self._work = Path(tempfile.mkdtemp(prefix=_WORK, dir=self.root))
            held = locked(self._work / "lock")
            held.__enter__()
        try:
            yield self._work.as_posix()
        finally:
            held.__exit__(None, None, None)
            shutil.rmtree(self._work, ignore_errors=True)

    def _remove_abandoned(self) -> None:
        for left in self.root.glob(f"{_WORK}*"):
            with suppress(OSError, LockedError), locked(left / "lock"):
                shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock that is needed to change the journal and names.

        Raises:
            PackageError: EG106 another batch does not release it.
        """
        try:
            with locked(self.root / _LOCK, _PATIENCE):
                yield
        except LockedError as error:
            raise PackageError(finding("EG106", Location((self.root / _LOCK).as_posix()))) from error

    def put(self, draft: str, built: Built, journal: Journal) -> Built:
        """Give a finished draft its name and record it.

        The line is written first: a line without its file is built again.

        Raises:
            PackageError: EG072, EG086 something else has that name; EG020 the file cannot be written.
        """
        with self.lock():
            journal.refresh()
            earlier = Built.read(journal.line(built.source))
            built = journal.placed(built)
            built = replace(built, findings=(*built.findings, *self._may_replace(built, journal)))
            journal.add(built)
            with writing(self.root / built.path):
                self._move(Path(draft), built.path)
            if earlier and earlier.path not in ("", built.path):
                self._remove_older(earlier, journal)
            return built

    def _may_replace(self, built: Built, journal: Journal) -> tuple[Finding, ...]:
        """Check that a file at a path that the journal does not know is this issue or a damaged EPUB.

        Raises:
            PackageError: EG072, EG086.
        """
        target = self.root / built.path
        if journal.holders(built.path, "") or not os.path.lexists(target):
            return ()
        refuse_foreign(target, EPUB, force=self._force)
        validation.refuse_other_issue(target, built.identifier, force=self._force)
        with writing(target):
            damaged = keep_damaged(target, EPUB)
        return (damaged,) if damaged else ()

    def _move(self, draft: Path, path: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(draft, target)

    def _remove_older(self, earlier: Built, journal: Journal) -> None:
        """Remove the unchanged file with the name that an issue had before its date or the pattern changed."""
        old = self.root / earlier.path
        if not journal.holders(earlier.path, earlier.source) and file_hash(old) == earlier.sha256:
            with suppress(OSError):
                old.unlink()
                self._remove_empty(old.parent)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.root:
            folder.rmdir()
            folder = folder.parent

    def discard(self, draft: str) -> None:
        """Remove a draft that gets no name."""
        with suppress(OSError):
            Path(draft).unlink()

    def finish(self, journal: Journal) -> tuple[Built, ...]:
        """Number issues of one name in the order of their sources, and sort the journal.

        Returns:
            The issues that share a name with others, under their present names.

        Raises:
            PackageError: EG020.
        """
        with self.lock():
            journal.refresh()
            settled = tuple(journal.settle())
            journal.rewrite()
            with writing(self.journal):
                self._rename({was.path: now.path for was, now in settled if was.path and was.path != now.path})
        return tuple(now for _, now in settled)

    def _rename(self, moves: dict[str, str]) -> None:
        """Rename files, of which two may swap names.

        An interrupted rename is noticed by the hash, and the issue is built again.

        In between the files lie in the folder of drafts, which the next batch removes.
        """
        aside = {}
        for number, (old, new) in enumerate(moves.items()):
            if (self.root / old).is_file():
                between = self._work / f"moved-{number}{EPUB.ending}"
                (self.root / old).replace(between)
                aside[between] = self.root / new
        for between, target in aside.items():
            put_in_place(between, target)
