# SPDX-License-Identifier: AGPL-3.0-or-later
"""The receipt on disk: two files beside the EPUBs, each replaced only by a whole new one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from epubgen.errors import Finding, Location, finding
from epubgen.files.atomic import drafted
from epubgen.files.disk_errors import writing
from epubgen.publishing.codec import decode, receipt_json
from epubgen.publishing.receipt import VERSION, Receipt
from epubgen.publishing.receipt_text import receipt_text

__all__ = ["PreviousReceipt", "ReceiptStore"]


@dataclass(frozen=True, slots=True)
class PreviousReceipt:
    """The receipt of the last run; with a finding where it was there and could not be read."""

    receipt: Receipt | None = None
    finding: Finding | None = None
    aside: Path | None = None
    """Where that one is to be kept."""


class ReceiptStore:
    """Keeps the receipt of one issue; the JSON is what the next run goes by, the text is for people."""

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
        facts = json.dumps(receipt_json(receipt, self._lang), ensure_ascii=False, indent=2)
        _write(self.json, f"{facts}\n")
        _write(self.text, f"{receipt_text(receipt, self._lang)}\n")

    def read(self) -> PreviousReceipt:
        """The receipt of the last run. Nothing is moved: a run that stops early leaves all as it was."""
        try:
            raw = json.loads(self.json.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return PreviousReceipt()
        except (OSError, ValueError, RecursionError):
            return self._unreadable("EG054")
        version = raw.get("version") if isinstance(raw, dict) else None
        if isinstance(version, int) and version != VERSION:
            return self._unreadable("EG054.version", version=version)
        try:
            return PreviousReceipt(receipt=decode(raw))
        except (ValueError, TypeError):
            return self._unreadable("EG054")

    def keep(self, older: PreviousReceipt) -> None:
        """Put a receipt that could not be read aside, so that it is not lost.

        Raises:
            PackageError: EG020 it cannot be moved.
        """
        if older.aside:
            with writing(older.aside):
                self.json.replace(older.aside)

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
