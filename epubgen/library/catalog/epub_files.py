# SPDX-License-Identifier: AGPL-3.0-or-later
"""The EPUBs of a folder: which there are, what stands in each, and a copy of each beside the catalogue."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from epubgen.files.atomic import draft_name
from epubgen.files.disk_errors import writing
from epubgen.library.facts import IssueFacts
from epubgen.library.read_epub import read_epub
from epubgen.validation.archive import UnreadableMemberError, open_archive

__all__ = ["EpubFiles", "FoundFile"]

_LARGEST_COVER = 32 * 2**20


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found, and how to tell that it is another one next time."""

    file: str
    """Below the folder, with ``/``."""
    size: int
    changed: int
    """Nanoseconds."""


class EpubFiles:
    """The EPUBs below a folder; hidden files and folders, and the folder of the catalogue, are left out."""

    def __init__(self, folder: Path, output: Path) -> None:
        self.folder = folder
        self._output = None if output.resolve() == folder.resolve() else output.resolve()

    def found(self) -> list[FoundFile]:
        """All of them, in the order of their names."""
        return sorted(self._below(self.folder, ""), key=lambda one: one.file)

    def _below(self, folder: Path, before: str) -> Iterator[FoundFile]:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                name = f"{before}{entry.name}"
                if entry.name.startswith(".") or not _is_text(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if self._output is None or Path(entry.path).resolve() != self._output:
                        yield from self._below(Path(entry.path), f"{name}/")
                elif entry.name.lower().endswith(".epub") and entry.is_file():
                    facts = entry.stat()
                    yield FoundFile(name, facts.st_size, facts.st_mtime_ns)

    def read(self, file: str) -> IssueFacts:
        """What stands in one.

        Raises:
            CheckFailed: no readable EPUB.
        """
        return read_epub(self.folder / file, file)

    def picture(self, facts: IssueFacts) -> bytes:
        """The cover as it lies in the EPUB; empty where there is none that can be read."""
        if not facts.cover:
            return b""
        with open_archive(self.folder / facts.file) as archive:
            try:
                return archive.read(facts.cover, _LARGEST_COVER)
            except UnreadableMemberError:
                return b""

    def place(self, one: FoundFile, output: Path) -> bool:
        """Lay an EPUB into the folder of the catalogue: by a hard link, else as a copy with its time.

        Returns:
            Whether it was not there already.

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
    """Whether a name can stand in an address: names that are no Unicode cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
