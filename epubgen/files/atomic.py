# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes files that appear complete or not at all: a draft beside the target, then one rename."""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from epubgen.files.regular import refuse_irregular
from epubgen.startup import regex

__all__ = ["draft_name", "drafted", "put_in_place", "sweep_drafts", "write_whole"]

_attempt = itertools.count()
_DRAFT = regex(r"\..+\.epubgen-(\d{1,9})-\d+\.part", re.DOTALL)
_DAY = 86_400


def draft_name(target: Path) -> Path:
    """Return a name beside the target that nobody else uses; remove what a killed process of that number left."""
    name = target.name.encode()[:80].decode(errors="ignore")
    draft = target.with_name(f".{name}.epubgen-{os.getpid()}-{next(_attempt)}.part")
    with suppress(OSError):
        draft.unlink(missing_ok=True)
    return draft


def sweep_drafts(draft: Path) -> None:
    """Remove drafts of killed processes from the folder of a new draft. Never raises.

    A draft has our naming pattern, is a regular file at least a day older than the new one, and its process has ended.
    The time comes from the file system, not from a clock.
    """
    with suppress(OSError):
        now = draft.stat().st_mtime
        for left in draft.parent.glob(".*.part"):
            with suppress(OSError):
                _remove_abandoned(left, now)


def _remove_abandoned(left: Path, now: float) -> None:
    named, facts = _DRAFT.fullmatch(left.name), left.lstat()
    if named and stat.S_ISREG(facts.st_mode) and now - facts.st_mtime > _DAY and not _runs(int(named[1])):
        left.unlink()


def _runs(process: int) -> bool:
    """Return whether a process with this number runs. Windows cannot be asked safely; there only the age counts."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def put_in_place(draft: Path, target: Path) -> None:
    """Rename a finished draft to its target, and sync it where the system can; only then is an older file gone.

    Raises:
        OSError: it cannot be renamed, or the target is a device; what is there stays.
    """
    refuse_irregular(target)
    draft.replace(target)
    with suppress(OSError):
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Yield a draft to write to. It replaces the target at the end of the block, unless the block raises.

    Raises:
        OSError: the draft cannot be renamed to its target.
    """
    draft = draft_name(target)
    try:
        yield draft
        sweep_drafts(draft)
        put_in_place(draft, target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def write_whole(target: Path, data: bytes) -> None:
    """Write a small file atomically, without waiting until its bytes are on the disk.

    Raises:
        OSError: it cannot be written; an older file stays.
    """
    draft = draft_name(target)
    try:
        draft.write_bytes(data)
        refuse_irregular(target)
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
