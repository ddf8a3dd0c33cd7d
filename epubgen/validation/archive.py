# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ZIP container of an EPUB that nobody vouches for: limits first, then bytes; nothing is ever unpacked to disk."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from epubgen.errors import CheckFailed, Location, finding
from epubgen.files.archives import ARCHIVE_FAILURES, read_member
from epubgen.files.disk_errors import disk_finding

MAX_ENTRIES = 20_000
MAX_DIRECTORY = 8 * 2**20
"""Bytes of the table of contents of the archive."""
MAX_MEMBER = 256 * 2**20
MAX_TOTAL = 2 * 2**30
MAX_TEXT = 32 * 2**20
"""Bytes of one member that is read as text."""
BOMB_BYTES = 32 * 2**20
BOMB_RATIO = 100
"""A member above ``BOMB_BYTES`` that unpacks to this many times its size is no publication."""

_END = struct.Struct("<4s4H2LH")
_END64_AT = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_HEAD = struct.Struct("<4s5H3L2H")


class UnreadableMemberError(Exception):
    """A member that is damaged, encrypted, or packed in an unknown way."""


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A member as the table of contents gives it."""

    name: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class FirstEntry:
    """The first member as it lies in the file: what tells a reading system that this is an EPUB."""

    name: bytes = b""
    method: int = -1
    extra: int = 0
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive within all limits. ``label`` is what findings call the file."""

    label: str
    file: BinaryIO
    pack: zipfile.ZipFile
    entries: tuple[ArchiveEntry, ...]
    first: FirstEntry
    size: int
    """Bytes of the file."""

    def has(self, name: str) -> bool:
        """Whether a member has exactly this name."""
        return name in self.pack.NameToInfo

    def read(self, name: str, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableMemberError: damaged, encrypted, packed in an unknown way, or larger than ``limit``.
        """
        try:
            return read_member(self.pack, name, limit)
        except ARCHIVE_FAILURES as error:
            raise UnreadableMemberError(name) from error

    def at(self, name: str, line: int | None = None) -> Location:
        """The place of a member, as if the archive were a folder."""
        return Location(f"{self.label}/{name}" if name else self.label, line)


@contextmanager
def open_archive(path: Path, label: str = "") -> Iterator[Archive]:
    """An EPUB opened for reading.

    Raises:
        CheckFailed: B18 no readable ZIP, B19 beyond a limit.
    """
    shown = label or path.as_posix()
    archive = _opened(path, Location(shown), shown)
    try:
        yield archive
    finally:
        archive.file.close()


def _opened(path: Path, at: Location, label: str) -> Archive:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise CheckFailed(finding("B18.missing", at)) from error
    except OSError as error:
        raise CheckFailed(disk_finding("B18.unreadable", error, at)) from error
    try:
        _guard_directory(file, at)
        first = _first_entry(file)
        pack = zipfile.ZipFile(file)
        entries = tuple(ArchiveEntry(i.filename, i.file_size, i.compress_size) for i in pack.infolist())
        _guard_entries(entries, at)
        return Archive(label=label, file=file, pack=pack, entries=entries, first=first, size=file.seek(0, 2))
    except CheckFailed:
        file.close()
        raise
    except ARCHIVE_FAILURES as error:
        file.close()
        raise CheckFailed(finding("B18", at)) from error


def _guard_directory(file: BinaryIO, at: Location) -> None:
    """Refuse by the end record alone, before ``zipfile`` makes an object for each entry."""
    count, size = _directory(file)
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise CheckFailed(finding("B19.entries", at, count=count, limit=MAX_ENTRIES))


def _directory(file: BinaryIO) -> tuple[int, int]:
    """Entries and bytes of the table of contents as the end record states them (APPNOTE.TXT §4.3.16, §4.3.14)."""
    end = file.seek(0, 2)
    start = max(0, end - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < _END.size:
        return 0, 0  # no ZIP at all: zipfile says so
    record = _END.unpack_from(tail, place)
    count, size = record[4], record[5]
    file.seek(max(0, start + place - _END64_AT.size))
    locator = file.read(_END64_AT.size)
    if locator.startswith(b"PK\6\7") and len(locator) == _END64_AT.size:
        file.seek(min(_END64_AT.unpack(locator)[2], end))
        large = file.read(_END64.size)
        if large.startswith(b"PK\6\6") and len(large) == _END64.size:
            count, size = _END64.unpack(large)[7:9]
    return count, size


def _guard_entries(entries: tuple[ArchiveEntry, ...], at: Location) -> None:
    if len(entries) > MAX_ENTRIES:
        raise CheckFailed(finding("B19.entries", at, count=len(entries), limit=MAX_ENTRIES))
    for entry in entries:
        bomb = entry.size > BOMB_BYTES and entry.size > BOMB_RATIO * max(entry.packed, 1)
        if bomb or entry.size > MAX_MEMBER:
            raise CheckFailed(finding("B19.member", at, name=entry.name, megabytes=entry.size // 2**20))
    if (total := sum(entry.size for entry in entries)) > MAX_TOTAL:
        raise CheckFailed(finding("B19.total", at, megabytes=total // 2**20, limit=MAX_TOTAL // 2**20))


def _first_entry(file: BinaryIO) -> FirstEntry:
    file.seek(0)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(b"PK\3\4"):
        return FirstEntry()
    fields = _HEAD.unpack(head)
    name_length, extra = fields[9], fields[10]
    name = file.read(min(name_length, 256))
    file.seek(_HEAD.size + name_length + extra)
    return FirstEntry(name=name, method=fields[3], extra=extra, content=file.read(min(fields[7], 64)))
