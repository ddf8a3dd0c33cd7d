# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lock file that one run holds at a time. The system frees it when its holder dies."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["LockedError", "locked"]

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""The folder lies on a disk that knows no locks: better a paper without one than no paper."""


class LockedError(Exception):
    """Another run holds the lock."""


@contextmanager
def locked(path: Path, timeout: float = 0) -> Iterator[None]:
    """Hold a lock file, and remove it before the lock is freed.

    If the last holder has just removed the file, the new file is locked instead.

    Args:
        path: the lock file, in an existing folder.
        timeout: seconds to wait for another holder.

    Raises:
        LockedError: another run still holds it. OSError: the folder cannot be used.
    """
    lock = FileLock(path, timeout=timeout, fallback_to_soft=False)
    try:
        while True:
            path.touch()
            before = _inode(path)
            lock.acquire()
            if before == _inode(path) and before is not None:
                break
            lock.release()
    except Timeout as error:
        raise LockedError from error
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
            raise
    try:
        yield
    finally:
        _remove(path)
        lock.release()


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _remove(path: Path) -> None:
    with suppress(OSError):  # Windows removes no open file; one that nobody holds harms nobody
        path.unlink()
