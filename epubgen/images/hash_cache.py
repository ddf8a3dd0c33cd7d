# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hash of each source photo, kept in the cache: a file that has not changed since is not read again.

As with the index of git, a file counts as unchanged when its size, its times and its inode are those of the last time;
one that had only just been written when it was noted is read again, for a second change within the tick of a clock
would not show.
"""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from epubgen.files.atomic import write_whole
from epubgen.files.sealed_json import UNUSABLE, sealed, unsealed

__all__ = ["NOTES", "HashCache"]

NOTES = "sums.json"
"""The file of the cache that holds the hashes."""
_FRESH = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT) ticks every two seconds."""
_MOST_FILES = 20_000
"""Files that are remembered; the ones noted longest ago are forgotten."""

_Stamp = tuple[int, int, int, int]


class HashCache:
    """The hashes that a cache knows and those taken since; safe for several threads, and for builds at once."""

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / NOTES if cache else None
        self._known, self._noted = _load(self._file)
        self._new: dict[str, tuple[_Stamp, str]] = {}
        self._lock = threading.Lock()

    def digest(self, file: IO[bytes], path: Path | None) -> bytes:
        """SHA-256 of an open photo; it is read only when it must be. ``path``: where it lies, if it lies on disk."""
        if path is None:
            return _hash(file)
        stamp, name = _stamp(file), str(path.absolute())
        if known := self._known_of(name, stamp):
            return bytes.fromhex(known)
        digest = _hash(file)
        with self._lock:
            self._new[name] = (stamp, digest.hex())
        return digest

    def _known_of(self, name: str, stamp: _Stamp) -> str:
        """The hash of a file that is as it was; empty when nothing is sure."""
        row = self._new.get(name) or (self._known.get(name) if _settled(stamp, self._noted) else None)
        return row[1] if row and row[0] == stamp else ""

    def keep(self) -> None:
        """Note what is new for the next build; a cache that cannot be written is done without."""
        if self._file is None or not self._new:
            return
        rows, noted = _load(self._file)  # another build may have noted others meanwhile
        settled = {name: row for name, row in rows.items() if _settled(row[0], noted)}
        kept = dict(list((settled | self._new).items())[-_MOST_FILES:])
        with suppress(OSError):
            write_whole(self._file, sealed(NOTES, kept))


def _hash(file: IO[bytes]) -> bytes:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # any file serves


def _stamp(file: IO[bytes]) -> _Stamp:
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _settled(stamp: _Stamp, noted: int) -> bool:
    """Whether a file was at rest when it was noted."""
    return max(stamp[1], stamp[2]) < noted - _FRESH


def _load(file: Path | None) -> tuple[dict[str, tuple[_Stamp, str]], int]:
    """What was noted, and when; nothing where the notes are missing or damaged."""
    try:
        noted = file.stat().st_mtime_ns if file else 0
        rows = unsealed(NOTES, file) if file else {}
        return {name: (_four(stamp), _hexadecimal(digest)) for name, (stamp, digest) in rows.items()}, noted
    except UNUSABLE:
        return {}, 0


def _four(stamp: list[int]) -> _Stamp:
    size, changed, moved, inode = map(int, stamp)
    return size, changed, moved, inode


def _hexadecimal(digest: str) -> str:
    if len(bytes.fromhex(digest)) != hashlib.sha256().digest_size:
        raise ValueError("no hash")
    return digest
