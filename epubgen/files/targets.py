# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decides what may be replaced at a target.

A file of its own kind is, a damaged one is kept aside, any other is refused.
"""

from __future__ import annotations

import os
import zipfile
from collections import deque
from contextlib import suppress
from pathlib import Path

from epubgen.errors import Finding, Location, PackageError, finding
from epubgen.files.archives import ARCHIVE_FAILURES, member_pieces, refuse_overlaps, stated_directory
from epubgen.files.names import free_name
from epubgen.files.regular import open_regular
from epubgen.startup import dataclass

__all__ = [
    "AZW3",
    "EPUB",
    "FileKind",
    "aside_name",
    "damage_finding",
    "is_damaged",
    "is_file_name",
    "keep_aside",
    "keep_damaged",
    "refuse_foreign",
]

_HEAD = 128
_MOST_MEMBERS = 50_000
_BOMB_BYTES, _BOMB_RATIO = 2**25, 100
"""What unpacks to more than these bytes and this many times its size is not unpacked: it counts as damaged."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of output file: its name, the ending of its file names, and the bytes that it begins with."""

    name: str
    ending: str
    sign: bytes
    place: int
    """Where the sign stands in the file."""

    def begins(self, path: Path) -> bool:
        """Return whether a file begins as files of this kind do; OSError: it cannot be read."""
        with open_regular(path) as file:
            return file.read(_HEAD)[self.place :].startswith(self.sign)


EPUB = FileKind("EPUB", ".epub", b"mimetypeapplication/epub+zip", 30)
AZW3 = FileKind("AZW3", ".azw3", b"BOOKMOBI", 60)


def is_file_name(named: str | os.PathLike[str], ending: str) -> bool:
    """Return whether ``-o`` names a file: by its ending, or because a file is there.

    Anything else is a folder to create.

    Args:
        named: what was typed; a separator at the end means a folder.
        ending: ending of files of the kind that is written.

    Raises:
        PackageError: EG087 a separator at the end, and a file of that name.
    """
    typed, path = os.fspath(named), Path(named)
    if path.is_dir():
        return False
    there = os.path.lexists(path)
    if typed.endswith(tuple(filter(None, (os.sep, os.altsep)))):
        if there:
            raise PackageError(finding("EG087", Location(path.as_posix()), name=path.as_posix()))
        return False
    return there or path.name.lower().endswith(ending)


def refuse_foreign(target: Path, kind: FileKind, *, force: bool = False) -> None:
    """Refuse to replace a file of another kind, by its name and by its bytes. An empty file may be replaced.

    Args:
        target: where the file is to go; a folder or a device is not checked.
        kind: kind of the new file.
        force: replace it anyway.

    Raises:
        PackageError: EG072.
    """
    if force or target.name.lower().endswith(kind.ending) or not target.is_file():
        return
    with suppress(OSError):  # what cannot be read cannot be judged; whether it can be replaced shows later
        if target.stat().st_size and not kind.begins(target):
            raise PackageError(finding("EG072", Location(target.as_posix()), format=kind.name, ending=kind.ending))


def is_damaged(target: Path, kind: FileKind) -> bool:
    """Return whether there is a file of this kind that cannot be read from end to end."""
    try:
        if not target.is_file() or not target.stat().st_size:
            return False
        return not (_is_whole_epub(target) if kind is EPUB else kind.begins(target))
    except ARCHIVE_FAILURES:
        return True


def aside_name(target: Path) -> Path:
    """Return the name under which a damaged file is kept: ``NAME.damaged``, or with the next number."""
    return target.with_name(free_name(f"{target.name}.damaged", lambda name: os.path.lexists(target.with_name(name))))


def keep_aside(target: Path, aside: Path) -> None:
    """Give a file a second name, so that it survives when the first one is replaced.

    Raises:
        OSError: no second name can be made.
    """
    try:
        os.link(target, aside)
    except (OSError, NotImplementedError):  # a file system without hard links
        target.replace(aside)


def damage_finding(target: Path, aside: Path, kind: FileKind) -> Finding:
    """Make EG073: the older file was damaged, and where it is kept."""
    return finding("EG073", Location(target.as_posix()), format=kind.name, kept=aside.name)


def keep_damaged(target: Path, kind: FileKind) -> Finding | None:
    """Keep a damaged file of this kind aside and return EG073; ``None`` if there is none.

    Raises:
        OSError: it cannot be kept.
    """
    if not is_damaged(target, kind):
        return None
    aside = aside_name(target)
    keep_aside(target, aside)
    return damage_finding(target, aside, kind)


def _is_whole_epub(path: Path) -> bool:
    """Return whether every member of an EPUB unpacks as its directory says, pictures too; nothing is kept in memory.

    Raises:
        Exception: one of ``ARCHIVE_FAILURES``.
    """
    with open_regular(path) as file:
        if stated_directory(file)[0] > _MOST_MEMBERS:
            return False
        with zipfile.ZipFile(file) as pack:
            members, size = pack.infolist(), file.seek(0, os.SEEK_END)
            refuse_overlaps(members, size)
            total = sum(member.file_size for member in members)
            if "META-INF/container.xml" not in pack.NameToInfo or total > max(_BOMB_BYTES, _BOMB_RATIO * size):
                return False
            for member in members:
                deque(member_pieces(pack, member), maxlen=0)
            return True
