# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps the hash of each source photo in the cache, so that unchanged files are not read again.

As in the index of git, a file counts as unchanged if its size, times and inode are the same as before. A file that was
written less than two seconds before its hash was noted is read again: a second change within one tick of the file
system's clock would not show.
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
"""Name of the file in the cache that holds the hashes."""
_FRESH = 2_000_000_000
"""Nanoseconds. The coarsest clock of a file system in use (FAT) ticks every two seconds."""
_MOST_FILES = 20_000
"""Maximum number of files that are remembered; the files noted longest ago are dropped first."""

_Stamp = tuple[int, int, int, int]


class HashCache:
    """The hashes from the cache and those computed since. Safe for several threads and for builds that run at once."""

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / NOTES if cache else None
        self._known, self._noted = _load(self._file)
        self._new: dict[str, tuple[_Stamp, str]] = {}
        self._lock = threading.Lock()

    def digest(self, file: IO[bytes], path: Path | None) -> bytes:
        """Return the SHA-256 of an open photo; the file is read only if no valid hash is known.

        Args:
            file: the open photo.
            path: of the photo on disk; ``None`` for a photo in memory.
        """
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
        """Return the known hash of an unchanged file; empty if there is none, or if the file may have changed."""
        row = self._new.get(name) or (self._known.get(name) if _settled(stamp, self._noted) else None)
        return row[1] if row and row[0] == stamp else ""

    def keep(self) -> None:
        """Write the new hashes to the cache. A cache that cannot be written is ignored."""
        if self._file is None or not self._new:
            return
        rows, noted = _load(self._file)  # another build may have added hashes
        settled = {name: row for name, row in rows.items() if _settled(row[0], noted)}
        kept = dict(list((settled | self._new).items())[-_MOST_FILES:])
        with suppress(OSError):
            write_whole(self._file, sealed(NOTES, kept))


def _hash(file: IO[bytes]) -> bytes:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # any binary file works


def _stamp(file: IO[bytes]) -> _Stamp:
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _settled(stamp: _Stamp, noted: int) -> bool:
    """Return whether a file had been unchanged for two seconds when its hash was noted."""
    return max(stamp[1], stamp[2]) < noted - _FRESH


def _load(file: Path | None) -> tuple[dict[str, tuple[_Stamp, str]], int]:
    """Return the noted hashes and the time they were noted; nothing if the notes are missing or damaged."""
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
