# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the ZIP container of an EPUB from an unknown source. Limits are checked first; nothing is unpacked to disk."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from epubgen.errors import CheckFailed, Location, finding
from epubgen.files.archives import ARCHIVE_FAILURES, read_member, refuse_overlaps, stated_directory
from epubgen.files.disk_errors import disk_finding
from epubgen.files.regular import open_regular
from epubgen.startup import dataclass

MAX_ENTRIES = 20_000
MAX_DIRECTORY = 8 * 2**20
"""Bytes that the central directory of the archive may have."""
MAX_MEMBER = 256 * 2**20
MAX_TOTAL = 2 * 2**30
MAX_TEXT = 16 * 2**20
"""Bytes that a member which is read as text may have."""
BOMB_BYTES = 32 * 2**20
BOMB_RATIO = 100
"""A member of more than ``BOMB_BYTES`` that unpacks to this many times its size is refused."""

TEXT_BYTES, TEXT_RATIO = 4 * 2**20, 50
"""The same limits for members that are read as text, whose tree takes twenty times their bytes."""
_TEXTS = (".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx", ".svg", ".css", ".smil")
_HEAD = struct.Struct("<4s5H3L2H")


class UnreadableMemberError(Exception):
    """A member is damaged, encrypted, or packed by an unknown method."""


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A member, as the central directory lists it."""

    name: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class FirstEntry:
    """The first member of the file, by which reading systems recognise an EPUB."""

    name: bytes = b""
    method: int = -1
    extra: int = 0
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive within all limits; ``label`` is its name in findings."""

    label: str
    file: BinaryIO
    pack: zipfile.ZipFile
    entries: tuple[ArchiveEntry, ...]
    first: FirstEntry
    size: int
    """Bytes of the file."""

    def has(self, name: str) -> bool:
        """Return whether there is a member of this name.

        Composed and decomposed characters are equal (EPUB 3.3 §4.2.3).
        """
        return name in self.pack.NameToInfo or (not name.isascii() and self.stored(name) in self.pack.NameToInfo)

    def stored(self, name: str) -> str:
        """Return a name in the spelling of the archive; unchanged where the archive has no such member."""
        if name in self.pack.NameToInfo or name.isascii():
            return name
        wanted = unicodedata.normalize("NFC", name)
        return next((e.name for e in self.entries if unicodedata.normalize("NFC", e.name) == wanted), name)

    def read(self, name: str, limit: int = MAX_MEMBER) -> bytes:
        """Return the bytes of a member.

        Raises:
            UnreadableMemberError: it is damaged, encrypted, packed by an unknown method, or larger than ``limit``.
        """
        try:
            return read_member(self.pack, self.stored(name), limit)
        except ARCHIVE_FAILURES as error:
            raise UnreadableMemberError(name) from error

    def at(self, name: str, line: int | None = None) -> Location:
        """Return the place of a member in findings, as if the archive were a folder."""
        return Location(f"{self.label}/{name}" if name else self.label, line)


@contextmanager
def open_archive(path: Path, label: str = "") -> Iterator[Archive]:
    """Open an EPUB for reading.

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
        file = open_regular(path)
    except FileNotFoundError as error:
        raise CheckFailed(finding("B18.missing", at)) from error
    except OSError as error:
        raise CheckFailed(disk_finding("B18.unreadable", error, at)) from error
    try:
        _guard_directory(file, at)
        first = _first_entry(file)
        pack = zipfile.ZipFile(file)
        refuse_overlaps(pack.infolist(), file.seek(0, 2))
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
    """Check limits by the end record alone, before ``zipfile`` creates an object for each entry."""
    count, size = stated_directory(file)
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise CheckFailed(finding("B19.entries", at, count=count, limit=MAX_ENTRIES))


def _guard_entries(entries: tuple[ArchiveEntry, ...], at: Location) -> None:
    if len(entries) > MAX_ENTRIES:
        raise CheckFailed(finding("B19.entries", at, count=len(entries), limit=MAX_ENTRIES))
    for entry in entries:
        is_text = entry.name.lower().endswith(_TEXTS)
        size, ratio = (TEXT_BYTES, TEXT_RATIO) if is_text else (BOMB_BYTES, BOMB_RATIO)
        bomb = entry.size > size and entry.size > ratio * max(entry.packed, 1)
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
