# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that appear whole or not at all: written beside their place, and put there in one step."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["draft_name", "drafted", "put_in_place", "write_whole"]

_attempt = itertools.count()


def draft_name(target: Path) -> Path:
    """A name beside the target that nobody else uses; what a killed process of the same number left is removed."""
    name = target.name.encode()[:80].decode(errors="ignore")
    draft = target.with_name(f".{name}.{os.getpid()}-{next(_attempt)}.part")
    with suppress(OSError):
        draft.unlink(missing_ok=True)
    return draft


def put_in_place(draft: Path, target: Path) -> None:
    """The finished draft under its name, durably where the system can; an older file is gone only then.

    Raises:
        OSError: it cannot be put there; the older file stays.
    """
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
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
