# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the files of a catalogue: only those whose bytes are new, so that file times show when something changed.

Nothing is read of an issue whose lines are known. A file is replaced only by a complete one. A file that the catalogue
did not write is never changed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.catalog.documents import CatalogDocument, FactsOf, LineWriters
from epubgen.back_file.catalog.state import BEGUN, CatalogState, WrittenFile
from epubgen.errors import Location, OptionsError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import writing

__all__ = ["CatalogWriter"]

_SHARED = frozenset({"atom", "json"})
"""Lines that stand in several files."""


class CatalogWriter:
    """Writes documents into a folder and counts them.

    Args:
        folder: the folder of the catalogue.
        state: the state of the last run.
        facts_of: returns the printable facts of an issue; called only for lines that are not known.
    """

    def __init__(self, folder: Path, state: CatalogState, facts_of: FactsOf) -> None:
        self.folder, self.state, self.form = folder, state, ""
        self.written: dict[str, WrittenFile] = {}
        """Everything that belongs to the catalogue after this run."""
        self.changed: list[str] = []
        self.rendered = 0
        """Lines that were made anew."""
        self._writers: LineWriters = {}
        self._facts_of = facts_of
        self._shared: dict[tuple[str, str], bytes] = {}

    def use(self, writers: LineWriters, form: str) -> None:
        """Set the functions that write lines.

        ``form`` stands for everything else that lines depend on: addresses, language.
        """
        self._writers, self.form = writers, form

    def begin(self, documents: Iterable[CatalogDocument], others: Iterable[str] = ()) -> None:
        """Check that every new file may be written, and record the names.

        Raises:
            OptionsError: EG121 files that the catalogue did not write have these names. PackageError: EG020.
        """
        names = [
            *(name for document in documents for name in _names(document)),
            *others,
        ]
        new = [name for name in names if not self.state.owns(name)]
        if strangers := [name for name in new if (self.folder / name).is_file()]:
            at = Location(str(self.folder / strangers[0]))
            raise OptionsError(finding("EG121", at, "", count=len(strangers), folder=self.folder))
        if new:
            begun = sorted({*new, *self.state.begun})
            with writing(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                write_whole(self.folder / BEGUN, json.dumps(begun).encode())
            self.state.begun = frozenset(begun)

    def write(self, document: CatalogDocument) -> None:
        """Write a document if its bytes are new.

        Raises:
            PackageError: EG020.
        """
        before, key = self.state.written.get(document.path), f"{self.form}{document.key}"
        if before and before.key == key and self._is_there(document.path, before):
            self._keep(document)
            return
        made = [] if document.whole else self._lines(document)
        data = document.whole(self._facts_of) if document.whole else document.joined(made)
        lines = tuple((card.key, len(line)) for card, line in zip(document.cards, made, strict=False))
        self.put(document.path, data, key, start=len(document.head), lines=lines)
        if document.zipped:
            self.put(f"{document.path}.gz", gzip.compress(data, compresslevel=6, mtime=0), key)

    def put(self, path: str, data: bytes, key: str, *, start: int = 0, lines: tuple[tuple[str, int], ...] = ()) -> None:
        """Write bytes if they are new."""
        fact = WrittenFile(key, len(data), hashlib.sha256(data).hexdigest(), start, lines)
        self.written[path] = fact
        target = self.folder / path
        if self._holds(target, data):
            return
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        self.changed.append(path)

    def kept(self, path: str, key: str) -> bool:
        """Return whether a file of an earlier run exists and is still right; then it stays."""
        before = self.state.written.get(path)
        if not before or before.key != key or not self._is_there(path, before):
            return False
        self.written[path] = before
        return True

    def sweep(self, *, epubs: bool) -> list[str]:
        """Remove files that earlier runs wrote and this run did not, and folders that become empty.

        Args:
            epubs: whether the issues in the folder are copies. Otherwise they are the library itself and stay.
        """
        gone = [path for path in (*self.state.written, *self.state.begun) if path not in self.written]
        gone = [path for path in gone if epubs or not path.lower().endswith((".epub", ".pdf"))]
        removed = []
        for path in dict.fromkeys(gone):
            target = self.folder / path
            if not target.is_file():
                continue
            with writing(target):
                target.unlink()
            removed.append(path)
            for parent in [*Path(path).parents][:-1]:
                with suppress(OSError):
                    (self.folder / parent).rmdir()
        return removed

    def _keep(self, document: CatalogDocument) -> None:
        for name in _names(document):
            if name in self.state.written:
                self.written[name] = self.state.written[name]

    def _is_there(self, path: str, before: WrittenFile) -> bool:
        try:
            return (self.folder / path).stat().st_size == before.size
        except OSError:
            return False

    @staticmethod
    def _holds(target: Path, data: bytes) -> bool:
        try:
            return target.stat().st_size == len(data) and target.read_bytes() == data
        except OSError:
            return False

    def _lines(self, document: CatalogDocument) -> list[bytes]:
        if not document.lines:
            return []
        known = dict(self._known(document))
        return [known.get(card.key) or self._line(document.lines, card) for card in document.cards]

    def _line(self, name: str, card: IssueCard) -> bytes:
        if made := self._shared.get((name, card.key)):
            return made
        made = self._writers[name](card, self._facts_of(card))
        self.rendered += 1
        if name in _SHARED:
            self._shared[name, card.key] = made
        return made

    def _known(self, document: CatalogDocument) -> Iterator[tuple[str, bytes]]:
        """Return the lines of the existing file by the keys of their issues.

        For a new file, those of the file before it.
        """
        for path in (document.earlier, document.path):
            before = self.state.written.get(path)
            if before is None or not before.lines or not before.key.startswith(self.form):
                continue
            try:
                data = (self.folder / path).read_bytes()
            except OSError:
                continue
            if hashlib.sha256(data).hexdigest() != before.sha256:
                continue
            parts = document.parted(data, before.start, (length for _, length in before.lines))
            yield from zip((key for key, _ in before.lines), parts, strict=True)


def _names(document: CatalogDocument) -> Sequence[str]:
    return (document.path, f"{document.path}.gz") if document.zipped else (document.path,)
