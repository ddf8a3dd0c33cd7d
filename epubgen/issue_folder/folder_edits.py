# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes several files of an issue folder together: all of them or none, and only if nobody else has changed them."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import field
from pathlib import Path

from epubgen.errors import Location, PackageError, SourceError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.files.locks import LockedError, locked
from epubgen.startup import dataclass

__all__ = ["LOCK", "FileChange", "FolderTexts", "applied", "reverted"]

LOCK = ".import.lock"
"""The lock file of an issue, held by imports and edits."""
_PATIENCE = 5
"""Seconds that an edit waits for an import."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """The bytes of a file before and after a change; ``None`` where there is no file."""

    name: str
    """Path below the issue folder."""
    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)


@dataclass(slots=True)
class FolderTexts:
    """The texts of an issue folder and their planned changes; line ends and a byte-order mark stay as they were."""

    home: Path
    _read: dict[str, bytes] = field(default_factory=dict)
    _new: dict[str, bytes | None] = field(default_factory=dict)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the files below a folder, with the planned changes."""
        there = dict.fromkeys(InputTree.folder(self.home).under(folder), True)
        new = {name: data is not None for name, data in self._new.items() if name.startswith(f"{folder}/")}
        return tuple(name for name, kept in (there | new).items() if kept)

    def has(self, name: str) -> bool:
        """Return whether there is such a file; a link that leads out of the folder does not count."""
        return InputTree.folder(self.home).has(name)

    def text(self, name: str) -> str:
        """Return a text with its planned changes; each line ends in a line feed alone.

        Raises:
            SourceError: S10 no such file, H19 the file is not UTF-8.
        """
        data = self._new.get(name)
        data = self._bytes(name) if data is None else data
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise SourceError(finding("H19", Location((self.home / name).as_posix()))) from error

    def put(self, name: str, text: str) -> None:
        """Plan another text for a file."""
        old = self._bytes(name) if self.has(name) else b""
        data = text.encode()
        if old.count(b"\r\n") * 2 > old.count(b"\n"):
            data = data.replace(b"\n", b"\r\n")
        self._new[name] = (codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b"") + data

    def put_bytes(self, name: str, data: bytes) -> None:
        """Plan other bytes for a picture."""
        if self.has(name):
            self._bytes(name)
        self._new[name] = data

    def move(self, name: str, target: str) -> None:
        """Plan to move a file to a name that is free."""
        self._new[target] = self._bytes(name)
        self._new[name] = None

    def _bytes(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = InputTree.folder(self.home).read(name)
        return self._read[name]

    def changes(self) -> tuple[FileChange, ...]:
        """Return the planned changes that alter a file."""
        made = (FileChange(name, self._read.get(name), after) for name, after in self._new.items())
        return tuple(one for one in made if one.before != one.after)


def applied(home: Path, changes: Sequence[FileChange]) -> None:
    """Write the changes, all of them or none.

    Raises:
        SourceError: H17 a file is not as it was when the changes were planned; S08 a name, or a link on the way, leads
            out of the folder.
        PackageError: EG020 a file cannot be written, EG053 an import does not end.
    """
    tree = InputTree.folder(home)
    if outside := next((one.name for one in changes if not tree.may_hold(one.name)), ""):
        raise SourceError(finding("S08", Location(home.as_posix()), path=outside))
    try:
        with locked(home / LOCK, _PATIENCE):
            changed = next((one for one in changes if _held(home / one.name) != one.before), None)
            if changed:
                raise SourceError(finding("H17", Location((home / changed.name).as_posix())))
            _write(home, changes)
    except LockedError as error:
        raise PackageError(finding("EG053.import", Location(home.as_posix()), seconds=_PATIENCE)) from error
    except OSError as error:
        at = Location(Path(error.filename or home).as_posix())
        raise PackageError(disk_finding("EG020", error, at)) from error


def reverted(changes: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """Return the changes that undo the given ones."""
    return tuple(FileChange(one.name, one.after, one.before) for one in changes)


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(home: Path, changes: Sequence[FileChange]) -> None:
    """Write each file; where one fails, write the old bytes of those before it back."""
    done: list[FileChange] = []
    try:
        for one in changes:
            done.append(one)
            _put(home / one.name, one.after)
    except OSError:
        for one in done:
            _put(home / one.name, one.before)
        raise


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
