# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of a folder: which there are, their facts, and a copy of each in the folder of the catalogue."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from epubgen.back_file.facts import IssueFacts
from epubgen.back_file.read_file import read_library_file
from epubgen.back_file.titles import read_titles, sidecar_path
from epubgen.files.atomic import draft_name
from epubgen.files.disk_errors import writing
from epubgen.startup import dataclass
from epubgen.validation.archive import UnreadableMemberError, open_archive

__all__ = ["EpubFiles", "FoundFile"]

_LARGEST_COVER = 32 * 2**20
_ENDINGS = (".epub", ".pdf")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, with the values that show whether it has changed."""

    file: str
    """Below the folder, with ``/``."""
    size: int
    changed: int
    """Nanoseconds."""
    beside: str = ""
    """Stands for what a librarian wrote of it: its sidecar, and the titles of the library."""


class EpubFiles:
    """The EPUBs and PDFs below a folder, without hidden files and folders and the folder of the catalogue.

    Raises:
        SourceError: ``library.yaml`` has errors.
    """

    def __init__(self, folder: Path, output: Path) -> None:
        self.folder = folder
        self.titles = read_titles(folder)
        self._told = sha256(repr(self.titles).encode()).hexdigest()[:12] if self.titles.titles else ""
        self._output = None if output.resolve() == folder.resolve() else output.resolve()

    def found(self) -> list[FoundFile]:
        """Return all files, sorted by name."""
        return sorted(self._below(self.folder, ""), key=lambda one: one.file)

    def _below(self, folder: Path, before: str) -> Iterator[FoundFile]:
        try:
            with os.scandir(folder) as scanned:
                entries = {entry.name: entry for entry in scanned if entry.name[0] != "." and _is_text(entry.name)}
        except OSError:
            return
        for name, entry in entries.items():
            if entry.is_dir(follow_symlinks=False):
                if self._output is None or Path(entry.path).resolve() != self._output:
                    yield from self._below(Path(entry.path), f"{before}{name}/")
            elif name.lower().endswith(_ENDINGS) and entry.is_file():
                facts, sidecar = entry.stat(), entries.get(sidecar_path(Path(name)).name)
                told = f"{sidecar.stat().st_mtime_ns}" if sidecar else ""
                yield FoundFile(f"{before}{name}", facts.st_size, facts.st_mtime_ns, f"{self._told}{told}")

    def read(self, file: str) -> IssueFacts:
        """Return the facts of a file, with what a librarian wrote beside it.

        Raises:
            CheckFailed: the EPUB cannot be read. SourceError: the PDF cannot be read; a fault in the sidecar; no title.
        """
        return read_library_file(self.folder / file, file, self.titles)[0]

    def picture(self, facts: IssueFacts) -> bytes:
        """Return the bytes of the cover in the EPUB; empty if there is none that can be read."""
        if not facts.cover:
            return b""
        with open_archive(self.folder / facts.file) as archive:
            try:
                return archive.read(facts.cover, _LARGEST_COVER)
            except UnreadableMemberError:
                return b""

    def place(self, one: FoundFile, output: Path) -> bool:
        """Put an EPUB into the folder of the catalogue: as a hard link, or else as a copy with the same time.

        Returns:
            Whether the file is new there.

        Raises:
            PackageError: EG020.
        """
        source, target = self.folder / one.file, output / one.file
        with suppress(OSError):
            there = target.stat()
            if (there.st_size, there.st_mtime_ns) == (one.size, one.changed):
                return False
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = draft_name(target)
            try:
                _link_or_copy(source, draft)
                draft.replace(target)
            finally:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
        return True


def _link_or_copy(source: Path, draft: Path) -> None:
    try:
        os.link(source.resolve(), draft)
    except (OSError, NotImplementedError):  # another disk, or one without hard links
        shutil.copy2(source, draft)


def _is_text(name: str) -> bool:
    """Return whether a name can be part of an address. A name that is not Unicode cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
