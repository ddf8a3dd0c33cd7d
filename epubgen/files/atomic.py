# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that appear whole or not at all: written beside their place, and put there in one step."""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from epubgen.files.regular import refuse_irregular
from epubgen.patterns import regex

__all__ = ["draft_name", "drafted", "put_in_place", "sweep_drafts", "write_whole"]

_attempt = itertools.count()
_DRAFT = regex(r"\..+\.epubgen-(\d{1,9})-\d+\.part", re.DOTALL)
_DAY = 86_400


def draft_name(target: Path) -> Path:
    """A name beside the target that nobody else uses; what a killed process of the same number left is removed."""
    name = target.name.encode()[:80].decode(errors="ignore")
    draft = target.with_name(f".{name}.epubgen-{os.getpid()}-{next(_attempt)}.part")
    with suppress(OSError):
        draft.unlink(missing_ok=True)
    return draft


def sweep_drafts(draft: Path) -> None:
    """Remove the drafts that killed processes left in the folder of a draft which was just written; never raises.

    Such a draft bears our pattern of names, is a regular file a day older than the new one, and its process has ended.
    The time is that of the disk: no clock is asked.
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
    """Whether a process of that number runs. Windows cannot be asked without harm; there the age decides alone."""
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
    """The finished draft under its name, durably where the system can; an older file is gone only then.

    Raises:
        OSError: it cannot be put there, or a device stands there; what stands there stays.
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
    """A draft to write to; it takes its place at the end of the block, unless an error ends it.

    Raises:
        OSError: the draft cannot be put in its place.
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
    """Write a small file. It need not outlive a power cut: that its bytes reach the disk is not waited for.

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
