# SPDX-License-Identifier: AGPL-3.0-or-later
"""The prepared pictures of an issue: facts about each encoded picture, and the folder that holds the bytes."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Protocol

from epubgen.errors import Finding
from epubgen.files.closing import Closable
from epubgen.model import Photo
from epubgen.startup import dataclass

__all__ = ["Media", "PhotoFacts", "Picture", "photo_key", "small_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One encoded picture of the package.

    Its bytes are in the file ``path``, or in ``data`` if it was made in memory.
    """

    name: str
    """Path below the package document, such as ``photos/0f3c….jpg``. Equal bytes have equal names."""
    media_type: str
    width: int
    """Pixels."""
    height: int
    sha256: str
    size: int
    """Bytes."""
    quality: int = 0
    """JPEG quality; 0 if the coded data of the source was kept, and for PNG."""
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """Return the encoded bytes."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise ValueError(f"a picture without bytes: {self.name}")
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """Facts about one photo: bytes before and after, pixels, quality, and the stories that show it."""

    file: str
    used_in: tuple[str, ...]
    """Ids of the stories and sections."""
    bytes_in: int
    bytes_out: int
    width: int
    height: int
    quality: int
    """JPEG quality; 0 if the coded data of the source was kept, and for PNG."""
    name: str
    """Path of the picture below the package document. Equal pictures have the same path."""


class Closes(Protocol):
    """A resource with a ``close`` method."""

    def close(self) -> None:
        """Release the resource. A second call does nothing."""


@dataclass(frozen=True)
class Media(Closable):
    """The pictures of an issue, and a context manager.

    The temporary folder is removed on exit or on garbage collection.
    """

    pictures: tuple[Picture, ...] = ()
    """Each picture once, in the order of first use in the issue."""
    findings: tuple[Finding, ...] = ()
    by_key: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    """Key of a photo → its picture. Several photos may have the same picture."""
    facts: tuple[PhotoFacts, ...] = ()
    """Facts about each photo that the issue uses."""
    spool: Closes | None = field(default=None, repr=False, compare=False)

    def find(self, photo: Photo) -> Picture | None:
        """Return the picture of a photo; ``None`` if its file is missing or was refused."""
        return self.by_key.get(photo_key(photo))

    def small(self, photo: Photo) -> Picture | None:
        """Return the small picture of a photo, made for the leading photo of a section; else the full picture."""
        return self.by_key.get(small_key(photo)) or self.find(photo)

    def close(self) -> None:
        """Remove the temporary files. Pictures in a cache stay."""
        if self.spool:
            self.spool.close()


def photo_key(photo: Photo) -> str:
    """Return the key of a photo: the hash of its bytes, or its file name; plus its colour mode.

    Captions play no part.
    """
    if photo.data is not None:
        name = f"sha256:{hashlib.sha256(photo.data).hexdigest()}"
    else:
        name = unicodedata.normalize("NFC", photo.file)
    return f"{name}#gray" if photo.color == "gray" else name


def small_key(photo: Photo) -> str:
    """Return the key of the small picture of a photo."""
    point = "" if photo.focal is None else f"{photo.focal[0]:g},{photo.focal[1]:g}"
    return f"{photo_key(photo)}#small {point}"
