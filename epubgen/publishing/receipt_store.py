# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files that ``publish`` keeps beside the EPUBs: the receipt in two forms, a lock, a temporary folder."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from epubgen.errors import Finding, Location, PackageError, finding
from epubgen.files.atomic import drafted
from epubgen.files.disk_errors import writing
from epubgen.files.locks import LockedError, locked
from epubgen.files.regular import read_regular
from epubgen.languages.time_zones import instant_words
from epubgen.publishing.receipt import VERSION, Receipt, decode_receipt
from epubgen.startup import dataclass

__all__ = ["PreviousReceipt", "ReceiptStore"]

_LARGEST = 64 * 2**20
"""Bytes of a receipt."""


@dataclass(frozen=True, slots=True)
class PreviousReceipt:
    """The receipt of the last run; with a finding if it was there and could not be read."""

    receipt: Receipt | None = None
    finding: Finding | None = None
    aside: Path | None = None
    """Where that one is to be kept."""


class ReceiptStore:
    """Keeps the receipt of one issue: as JSON for the next run, as text for people."""

    def __init__(self, folder: Path, stem: str, lang: str) -> None:
        self.folder = folder
        self.json = folder / f"{stem}.receipt.json"
        self.text = folder / f"{stem}.receipt.txt"
        self.lock = folder / f".{stem}.publish.lock"
        self.work = folder / f".{stem}.publish"
        """Where editions are made before they take the place of older ones."""
        self._lang = lang

    def write(self, receipt: Receipt) -> None:
        """Replace both files.

        Raises:
            PackageError: EG020 they cannot be written.
        """
        facts = json.dumps(receipt.as_json(self._lang), ensure_ascii=False, indent=2)
        _write(self.json, f"{facts}\n")
        _write(self.text, f"{receipt.text(self._lang)}\n")

    def read(self) -> PreviousReceipt:
        """Read the receipt of the last run. No file is moved, so that a run which stops early changes nothing."""
        try:
            raw = json.loads(read_regular(self.json, _LARGEST).decode())
        except FileNotFoundError:
            return PreviousReceipt()
        except (OSError, ValueError, RecursionError):
            return self._unreadable("EG054")
        version = raw.get("version") if isinstance(raw, dict) else None
        if isinstance(version, int) and version != VERSION:
            return self._unreadable("EG054.version", version=version)
        try:
            return PreviousReceipt(receipt=decode_receipt(raw))
        except (ValueError, TypeError):
            return self._unreadable("EG054")

    def keep(self, older: PreviousReceipt) -> None:
        """Rename a receipt that could not be read, so that it is not lost.

        Raises:
            PackageError: EG020 it cannot be renamed.
        """
        if older.aside:
            with writing(older.aside):
                self.json.replace(older.aside)

    @contextmanager
    def working(self, since: str) -> Iterator[Path]:
        """Hold the lock of the issue and yield a temporary folder, which is removed at the end.

        The system frees the lock when its holder dies.

        Args:
            since: when this run began, for the message to another run.

        Raises:
            PackageError: EG020 the folder cannot be used; EG053 another run holds the lock.
        """
        with ExitStack() as ends:
            with writing(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                self._lock(ends)
                shutil.rmtree(self.work, ignore_errors=True)  # what a killed run has left
                self.work.mkdir()
                ends.callback(shutil.rmtree, self.work, ignore_errors=True)
                holder = json.dumps({"pid": os.getpid(), "since": since})
                (self.work / "holder.json").write_text(holder, encoding="utf-8")
            yield self.work

    def _lock(self, ends: ExitStack) -> None:
        try:
            ends.enter_context(locked(self.lock))
        except LockedError as error:
            raise PackageError(self._held()) from error

    def _held(self) -> Finding:
        try:
            holder = json.loads(read_regular(self.work / "holder.json", _LARGEST))
        except (OSError, ValueError, RecursionError):
            holder = {}
        facts = holder if isinstance(holder, dict) else {}
        at = Location(self.lock.as_posix())
        return finding("EG053", at, pid=facts.get("pid", "?"), since=instant_words(str(facts.get("since", "?"))))

    def _unreadable(self, key: str, **args: object) -> PreviousReceipt:
        stem = self.json.name.removesuffix(".json")
        free = (self.folder / f"{stem}-old-{number}.json" for number in count(1))
        place = next(path for path in free if not path.exists())
        return PreviousReceipt(
            finding=finding(key, Location(self.json.as_posix()), "", kept=place.name, **args), aside=place
        )


def _write(path: Path, text: str) -> None:
    with writing(path), drafted(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
