# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds and opens regular files only: reading a device or a pipe may never end, or never begin.

The type is checked on the open file, so that nothing can replace it between the check and the reading.
"""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

__all__ = ["files_below", "is_irregular", "open_regular", "read_regular", "refuse_irregular", "regular_files"]

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe that nobody writes to would wait for ever; a regular file does not know the flag."""


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading.

    Raises:
        OSError: it cannot be opened; ``ENODEV``: a device, a pipe or a socket.
    """
    return cast("BinaryIO", open(path, "rb", opener=_opener))


def read_regular(path: Path, limit: int) -> bytes:
    """Read a regular file.

    Raises:
        OSError: as ``open_regular``; ``EFBIG``: more than ``limit`` bytes.
    """
    with open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"more than {limit} bytes", str(path))
    return data


def is_irregular(path: Path) -> bool:
    """Return whether a path leads to a device, a pipe or a socket; symbolic links are followed."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(kind) and not stat.S_ISDIR(kind)


def refuse_irregular(path: Path) -> None:
    """Refuse a device as a target: replacing ``/dev/null`` would break the whole machine.

    Raises:
        OSError: ``ENODEV``.
    """
    if is_irregular(path):
        raise _refusal(str(path))


def _refusal(path: str) -> OSError:
    return OSError(errno.ENODEV, "a device or a pipe, not a file", path)


def _opener(path: str, flags: int) -> int:
    try:
        handle = os.open(path, flags | _WITHOUT_WAITING)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise _refusal(path) from error
        raise
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind) or stat.S_ISDIR(kind):  # a folder is refused by ``open``
        return handle
    os.close(handle)
    raise _refusal(path)


def regular_files(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield the name of each file below a folder, from ``root``, and whether it is a symbolic link to one.

    Hidden files and folders are passed over, symbolic links to folders are not followed, and what may not be read is
    not there.
    """
    folders = [] if any(part.startswith(".") for part in folder.split("/")) else [folder]
    for inside in folders:  # the list grows while it is walked
        for entry in _entries(root / inside):
            name = posixpath.join(inside, entry.name)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif _is_file(entry):
                yield name, entry.is_symlink()


def files_below(folder: Path, *endings: str) -> Iterator[Path]:
    """Yield the files below a folder whose names end so, in capitals or not; as ``regular_files`` finds them."""
    yield from (folder / name for name, _ in regular_files(folder, "") if name.lower().endswith(endings))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
