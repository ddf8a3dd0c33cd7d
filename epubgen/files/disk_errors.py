# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one table from operating system errors to rows of the message table."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from epubgen.errors import Finding, Location, PackageError, finding
from epubgen.messages import table

__all__ = ["disk_finding", "reason", "writing"]

_CAUSES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "limit",
    errno.EMFILE: "many",
    errno.ENFILE: "many",
    errno.ENOMEM: "memory",
    errno.ENODEV: "device",
    errno.ENOENT: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENAMETOOLONG: "name",
    errno.EEXIST: "taken",
    errno.ENOTDIR: "taken",
    errno.EISDIR: "taken",
}


def reason(error: OSError) -> str:
    """Return the words of the operating system: ``No space left on device``."""
    return error.strerror or str(error)


def disk_finding(code: str, error: OSError, at: Location | None, path: str = "", /, **args: object) -> Finding:
    """Make a finding for an ``OSError``: the row of ``code`` for its cause (``EG020.full``), else the row ``code``.

    ``why`` and, if ``at`` names a file, ``folder`` are filled in unless they are given.
    """
    key = f"{code}.{_CAUSES.get(error.errno or 0, '')}"
    facts: dict[str, object] = {"why": reason(error)}
    if at is not None:
        facts["folder"] = Path(at.file).parent
    return finding(key if key in table() else code, at, path, **(facts | args))


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the block into EG020 with the file or folder that could not be written.

    Raises:
        PackageError: EG020.
    """
    try:
        yield
    except OSError as error:
        raise PackageError(disk_finding("EG020", error, Location(str(target)))) from error
