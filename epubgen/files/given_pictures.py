# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks the caller for the pictures of foreign text: the option ``images``."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from epubgen.files.regular import read_regular

__all__ = ["GivenPictures", "PictureFault"]

_LARGEST = 100 * 2**20
"""Bytes of a file that is read."""


class PictureFault(Exception):  # noqa: N818 - becomes a finding
    """The function returned no usable picture; ``str()`` says why."""


class GivenPictures:
    """Asks the function for each picture address once; see ``options.PictureSource``."""

    def __init__(self, images: Callable[[str], object] | None) -> None:
        self._images = images
        self._known: dict[str, bytes | str | PictureFault | None] = {}

    def find(self, address: str) -> bytes | str | None:
        """Return the bytes of a picture, the name of a file of the issue, or ``None``.

        Raises:
            PictureFault: the function failed, or returned something that is not a picture.
        """
        if self._images is None:
            return None
        if address not in self._known:
            self._known[address] = _asked(self._images, address)
        known = self._known[address]
        if isinstance(known, PictureFault):
            raise known
        return known


def _asked(images: Callable[[str], object], address: str) -> bytes | str | PictureFault | None:
    try:
        return _usable(images(address))
    except PictureFault as fault:
        return fault
    except Exception as error:  # noqa: BLE001 - foreign code raises every type there is
        return PictureFault(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)


def _usable(given: object) -> bytes | str | None:
    if given is None or isinstance(given, bytes):
        return given
    if isinstance(given, (bytearray, memoryview)):
        return bytes(given)
    if isinstance(given, str) and not Path(given).is_absolute():
        return given or None
    if isinstance(given, (str, os.PathLike)):
        return _read(Path(os.fsdecode(given)))
    raise PictureFault(f"it gave a value of the type {type(given).__name__}, not bytes or a path")


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise PictureFault(f"there is no file {path.as_posix()}")
    try:
        return read_regular(path, _LARGEST)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        raise PictureFault(f"{path.as_posix()} has more than {_LARGEST // 2**20} MB") from error
