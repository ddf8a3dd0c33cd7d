# SPDX-License-Identifier: AGPL-3.0-or-later
"""The photo cache as a whole: how much it holds, clearing it, and keeping it below its limit.

No clock is asked: what is old is told by the times of the files themselves, the newest of which counts as now.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from epubgen.images.hash_cache import NOTES
from epubgen.images.picture_store import SPOOL

__all__ = ["CacheFacts", "cache_facts", "clear_cache", "trim_cache"]

RECENT = 3600
"""Seconds: what was used so shortly before the newest entry stays, for a build may be running."""
_KEEP = 0.9
"""A cache that is over its limit is cut to this share of it, so that not every build has to cut."""
_FOLDER_NAME = 2


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """What a cache holds."""

    folder: Path
    photos: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class _Entry:
    used: float
    size: int
    files: tuple[Path, ...]
    """The card first: what loses it is no longer found."""


def cache_facts(folder: Path) -> CacheFacts:
    """How many photos a cache holds, and their bytes."""
    entries = list(_entries(folder))
    return CacheFacts(folder, len(entries), sum(entry.size for entry in entries))


def clear_cache(folder: Path) -> CacheFacts:
    """Empty a cache; builds that run keep their pictures. Gives what was removed."""
    removed = cache_facts(folder)
    for entry in _entries(folder):
        _drop(entry)
    with suppress(OSError):
        (folder / NOTES).unlink(missing_ok=True)
    return removed


def trim_cache(folder: Path, limit: int) -> None:
    """Remove what was used least recently until the cache keeps its limit; never raises."""
    with suppress(OSError):
        entries = sorted(_entries(folder), key=lambda entry: entry.used)
        total = sum(entry.size for entry in entries)
        if total <= limit or not entries:
            return
        settled = entries[-1].used - RECENT
        for entry in entries:
            if total <= limit * _KEEP or entry.used >= settled:
                break
            _drop(entry)
            total -= entry.size
        _sweep(folder, settled)


def _entries(folder: Path) -> Iterator[_Entry]:
    for shelf in folder.glob("?" * _FOLDER_NAME):
        by_key: dict[str, list[Path]] = {}
        for file in shelf.iterdir() if shelf.is_dir() else ():
            by_key.setdefault(file.stem, []).append(file)
        for files in by_key.values():
            with suppress(OSError):  # another build may be cutting, too
                facts = [file.stat() for file in files]
                cards_first = tuple(sorted(files, key=lambda file: file.suffix != ".json"))
                yield _Entry(max(f.st_mtime for f in facts), sum(f.st_size for f in facts), cards_first)


def _drop(entry: _Entry) -> None:
    for file in entry.files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _sweep(folder: Path, settled: float) -> None:
    """Remove what killed builds left."""
    for left in folder.glob(f"{SPOOL}*"):
        if left.stat().st_mtime < settled:
            shutil.rmtree(left, ignore_errors=True)
