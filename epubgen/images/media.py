# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of the photos of an issue: facts of each encoded picture, and the folder that holds the bytes."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from epubgen.errors import Finding
from epubgen.files.closing import Closable
from epubgen.model import Photo

__all__ = ["Media", "PhotoFacts", "Picture", "photo_key", "small_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One encoded picture of the package. Its bytes lie in ``path``, or in ``data`` when it was made in memory."""

    name: str
    """Path below the package document: ``photos/0f3c….jpg``; equal bytes have equal names."""
    media_type: str
    width: int
    """True pixels."""
    height: int
    sha256: str
    size: int
    """Bytes."""
    quality: int = 0
    """Quality of the JPEG; 0 where the coded data of the source was kept, and for PNG."""
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """The encoded bytes."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise ValueError(f"a picture without bytes: {self.name}")
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """What became of one photo: bytes before and after, pixels, quality, and who shows it."""

    file: str
    used_in: tuple[str, ...]
    """Ids of the stories and sections."""
    bytes_in: int
    bytes_out: int
    width: int
    height: int
    quality: int
    """0: kept as it was coded, or PNG."""
    name: str
    """Path of the picture below the package document; equal pictures share one."""


class Closes(Protocol):
    """A resource that is given back once."""

    def close(self) -> None:
        """Give it back; a second call does nothing."""


@dataclass(frozen=True)
class Media(Closable):
    """The pictures of an issue. Use it as a context manager, or drop it: the spool goes with it."""

    pictures: tuple[Picture, ...] = ()
    """Each picture once, in the order in which the issue first uses them."""
    findings: tuple[Finding, ...] = ()
    by_key: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    """Key of a photo → its picture. Several photos may share one."""
    facts: tuple[PhotoFacts, ...] = ()
    """What became of each photo that the issue uses."""
    spool: Closes | None = field(default=None, repr=False, compare=False)

    def find(self, photo: Photo) -> Picture | None:
        """The picture of a photo; ``None`` when its file is missing or was refused."""
        return self.by_key.get(photo_key(photo))

    def small(self, photo: Photo) -> Picture | None:
        """The small picture of a photo that leads a section, else its picture."""
        return self.by_key.get(small_key(photo)) or self.find(photo)

    def close(self) -> None:
        """Remove the spooled files. Pictures of a cache stay."""
        if self.spool:
            self.spool.close()


def photo_key(photo: Photo) -> str:
    """What a photo is filed under: its bytes or its file, and how its colours are wanted. Captions play no part."""
    if photo.data is not None:
        name = f"sha256:{hashlib.sha256(photo.data).hexdigest()}"
    else:
        name = unicodedata.normalize("NFC", photo.file)
    return f"{name}#gray" if photo.color == "gray" else name


def small_key(photo: Photo) -> str:
    """What the small picture of a photo is filed under."""
    point = "" if photo.focal is None else f"{photo.focal[0]:g},{photo.focal[1]:g}"
    return f"{photo_key(photo)}#small {point}"
