# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads ZIP archives from unknown sources: which exceptions that may raise, and how much is read at most."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

__all__ = [
    "ARCHIVE_FAILURES",
    "OversizeMemberError",
    "kind_of_document",
    "member_pieces",
    "read_member",
    "refuse_overlaps",
    "stated_directory",
]

ARCHIVE_FAILURES = (
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
    LookupError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What ``zipfile`` raises for a damaged, locked or strange archive, when it is opened or a member is read."""
_MARKS = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
    (b"{\\rtf", "word"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
)
"""How files begin that are no text: archives, PDF, the old format of Office, RTF, and pictures."""
_PIECE = 2**16
"""Bytes asked for at once."""
_END = struct.Struct("<4s4H2LH")
_END64_AT = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")


class OversizeMemberError(ValueError):
    """A member unpacks to more than its limit."""


def stated_directory(file: BinaryIO) -> tuple[int, int]:
    """Return the number of entries and bytes of the central directory, as the end record states them.

    It is called before ``zipfile`` creates an object for each entry. ``(0, 0)``: there is no end record (APPNOTE.TXT
    §4.3.16, §4.3.14).
    """
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


def refuse_overlaps(members: Iterable[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive whose members share bytes: each of them would be unpacked again.

    Args:
        members: the members of the archive.
        size: bytes of the archive file.

    Raises:
        BadZipFile: the packed members together are larger than the file.
    """
    if sum(member.compress_size for member in members) > size:
        raise zipfile.BadZipFile("members of the archive overlap")


def read_member(pack: zipfile.ZipFile, member: zipfile.ZipInfo | str, limit: int) -> bytes:
    """Read a member. Never more than the directory states is read, and memory stays close to ``limit``.

    Raises:
        OversizeMemberError: more than ``limit`` bytes.
        Exception: one of ``ARCHIVE_FAILURES``; a member that is shorter or longer than stated fails its checksum.
    """
    info = member if isinstance(member, zipfile.ZipInfo) else pack.getinfo(member)
    read = bytearray()
    for piece in member_pieces(pack, info):
        read += piece
        if len(read) > limit:
            raise OversizeMemberError(f"more than {limit} bytes")
    return bytes(read)


def member_pieces(pack: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member in pieces, never more than the directory states.

    Raises:
        Exception: one of ``ARCHIVE_FAILURES``, also after the last piece.
    """
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile unpacks those without a bound
        raise NotImplementedError(f"compression method {member.compress_type} is not read")
    read = 0
    with pack.open(member) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            yield piece
    if read != member.file_size:
        raise zipfile.BadZipFile(f"{read} bytes instead of {member.file_size}")


def kind_of_document(data: bytes) -> str:
    """Return the type of a file that is not text: ``pdf``, ``word``, ``sheet`` or ``zip``. No encoding can read it."""
    found = next((kind for mark, kind in _MARKS if data.startswith(mark)), "")
    if found != "zip":
        return found
    if b"word/" in data or data.startswith(b"mimetypeapplication/vnd.oasis.opendocument.text", 30):
        return "word"
    return "sheet" if b"xl/" in data else "zip"
