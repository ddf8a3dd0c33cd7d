# SPDX-License-Identifier: AGPL-3.0-or-later
"""One publishing of an issue at a time: a locked file that the system itself frees when its holder dies."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from epubgen.errors import Finding, Location, PackageError, finding

__all__ = ["hold"]

_UNHEARD_OF = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""The folder lies on a disk that knows no locks: better a paper without one than no paper."""

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(1 << 20)  # beyond the words, which others may read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(path: Path, since: str) -> Iterator[None]:
    """Hold the lock of an issue.

    Args:
        path: the file; it says who holds it. One whose holder died is taken over.
        since: when this run began, for those who come second.

    Raises:
        PackageError: EG053 another run holds it.
    """
    file = _locked(path)
    try:
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"pid": os.getpid(), "since": since}))
        file.flush()
        yield
    finally:
        with file, suppress(OSError):  # Windows removes no open file; one that nobody holds harms nobody
            path.unlink()


def _locked(path: Path) -> IO[str]:
    """The file, locked; made anew where its last holder has just taken it away."""
    while True:
        file = path.open("a+", encoding="utf-8")
        try:
            _take(file)
        except OSError as error:
            if error.errno in _UNHEARD_OF:
                return file
            file.close()
            raise PackageError(_taken(path)) from error
        with suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _taken(path: Path) -> Finding:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        holder = {}
    told = holder if isinstance(holder, dict) else {}
    at = Location(path.as_posix())
    return finding("EG053", at, pid=told.get("pid", "?"), since=told.get("since", "?"))
