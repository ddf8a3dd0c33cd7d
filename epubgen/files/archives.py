# SPDX-License-Identifier: AGPL-3.0-or-later
"""ZIP archives that nobody vouches for: what reading one may raise, and members read in pieces up to a limit."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

__all__ = ["ARCHIVE_FAILURES", "OversizeMemberError", "read_member"]

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
_PIECE = 2**16
"""Bytes asked for at once."""


class OversizeMemberError(ValueError):
    """A member unpacks to more than its limit."""


def read_member(pack: zipfile.ZipFile, member: zipfile.ZipInfo | str, limit: int) -> bytes:
    """The bytes of a member. They are never more than the directory states, and memory never grows far past ``limit``.

    Raises:
        OversizeMemberError: more than ``limit`` bytes.
        Exception: one of ``ARCHIVE_FAILURES``; a member that ends before or after its stated size fails its checksum.
    """
    info = member if isinstance(member, zipfile.ZipInfo) else pack.getinfo(member)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile unpacks those without a bound
        raise NotImplementedError(f"compression method {info.compress_type} is not read")
    read = bytearray()
    with pack.open(info) as stream:
        while piece := stream.read(_PIECE):
            read += piece
            if len(read) > limit:
                raise OversizeMemberError(f"more than {limit} bytes")
    if len(read) != info.file_size:
        raise zipfile.BadZipFile(f"{len(read)} bytes instead of {info.file_size}")
    return bytes(read)
