# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the output of a batch to an address such as ``s3://bucket/epubs``, where workers put their drafts."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from epubgen.back_file.batch.addresses import file_system, reaching
from epubgen.back_file.batch.built import JOURNAL, Built
from epubgen.back_file.batch.journal import Journal

__all__ = ["OutputAddress"]

_SAVED = 30.0
"""Seconds between two copies of the journal: what a killed batch built since the last one is built again."""


class OutputAddress:
    """The address for the EPUBs and the journal of a batch. One batch at a time: a store has no locks."""

    def __init__(self, address: str) -> None:
        """Name the address.

        Raises:
            ToolError: EG107 the library for this kind of address is missing. OptionsError: EG107.kind.
        """
        self.address = address.rstrip("/")
        self._system, self._top = file_system(address)
        self._local: Path | None = None
        self._drafts = ""
        self._saved = 0.0

    @property
    def place(self) -> str:
        """Return the address as tasks and messages name it."""
        return self.address

    @property
    def journal(self) -> Path:
        """Return the path of the local copy of the journal."""
        if self._local is None:
            raise RuntimeError("the journal is there while the batch runs")
        return self._local / JOURNAL

    @contextmanager
    def work_folder(self) -> Iterator[str]:
        """Provide an address for drafts while the block runs.

        Raises:
            SourceError: EG107.unreached.
        """
        drafts = f"{self.address}/.epubgen-batch-{uuid.uuid4().hex[:12]}"
        with tempfile.TemporaryDirectory(prefix="epubgen-") as local:
            self._local, self._drafts = Path(local), file_system(drafts)[1]
            with reaching(self.address):
                if self._system.exists(self._in(JOURNAL)):
                    self._system.get_file(self._in(JOURNAL), str(self.journal))
            self._saved = time.monotonic()
            try:
                yield drafts
            finally:
                self._save()
                with suppress(OSError, ValueError):
                    self._system.rm(self._drafts, recursive=True)
        self._local = None

    def _in(self, name: str) -> str:
        return f"{self._top}/{name}"

    def _save(self) -> None:
        if self.journal.is_file():
            with reaching(self.address):
                self._system.makedirs(self._top, exist_ok=True)
                self._system.put_file(str(self.journal), self._in(JOURNAL))
        self._saved = time.monotonic()

    def lock(self) -> Any:  # noqa: ANN401 - a context manager of nothing
        """Do nothing: a store has no locks."""
        return nullcontext()

    def put(self, draft: str, built: Built, journal: Journal) -> Built:
        """Give a finished draft its name and record it.

        Raises:
            SourceError: EG107.unreached.
        """
        earlier = Built.read(journal.line(built.source))
        built = journal.placed(built)
        journal.add(built)
        with reaching(self.address):
            self._move(file_system(draft)[1], self._in(built.path))
            if earlier and earlier.path not in ("", built.path) and not journal.holders(earlier.path, built.source):
                with suppress(OSError):
                    self._system.rm_file(self._in(earlier.path))
        if time.monotonic() - self._saved > _SAVED:
            self._save()
        return built

    def _move(self, source: str, target: str) -> None:
        self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._system.mv(source, target)

    def discard(self, draft: str) -> None:
        """Remove a draft that gets no name."""
        with suppress(OSError, ValueError):
            self._system.rm_file(file_system(draft)[1])

    def finish(self, journal: Journal) -> tuple[Built, ...]:
        """Number issues of one name in the order of their sources, and sort the journal.

        Raises:
            SourceError: EG107.unreached.
        """
        settled = tuple(journal.settle())
        journal.rewrite()
        moves = {was.path: now.path for was, now in settled if was.path and was.path != now.path}
        with reaching(self.address):
            aside = {}
            for number, (old, new) in enumerate(moves.items()):
                if self._system.exists(self._in(old)):
                    between = f"{self._drafts}/moved-{number}.epub"
                    self._move(self._in(old), between)
                    aside[between] = self._in(new)
            for between, target in aside.items():
                self._move(between, target)
        self._save()
        return tuple(now for _, now in settled)
