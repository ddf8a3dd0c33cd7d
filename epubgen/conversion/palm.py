# SPDX-License-Identifier: AGPL-3.0-or-later
"""The container of a Kindle book: a Palm database of numbered records (MobileRead wiki, "PDB", "Palm Database Format").

Every number in the file is checked before it is used; a damaged file is a finding, never a crash.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from epubgen.errors import Location, ToolError, finding

__all__ = ["Palm", "damaged", "number", "read_palm", "write_palm"]

_HEAD = 78
"""Bytes before the list of records."""
_ENTRY = 8
"""Bytes of a record in that list: offset, attributes, number."""
_KIND, _COUNT = 60, 76
_TIMES = (36, 40)
"""Created, changed: seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palm:
    """A database: its first 78 bytes, the attributes of each record, the records."""

    head: bytes
    marks: tuple[bytes, ...]
    records: tuple[bytes, ...]


def read_palm(data: bytes, name: str = "") -> Palm:
    """The records of a file.

    Raises:
        ToolError: EG042 it ends early, is no Kindle book, or names records outside of itself.
    """
    if len(data) < _HEAD:
        raise damaged("short", name)
    if data[_KIND : _KIND + 8] != b"BOOKMOBI":
        raise damaged("kind", name)
    count = number(data, _COUNT, 2)
    start = _HEAD + count * _ENTRY
    if not count or start > len(data):
        raise damaged("records", name)
    entries = [data[place : place + _ENTRY] for place in range(_HEAD, start, _ENTRY)]
    offsets = [number(entry, 0) for entry in entries] + [len(data)]
    if offsets[0] < start or any(here > then for here, then in pairwise(offsets)):
        raise damaged("records", name)
    return Palm(
        head=data[:_HEAD],
        marks=tuple(entry[4:] for entry in entries),
        records=tuple(data[here:then] for here, then in pairwise(offsets)),
    )


def write_palm(palm: Palm, records: Sequence[bytes], seconds: int) -> bytes:
    """The file with other records, as many as before, and one instant for all its times (seconds since 1970)."""
    head = bytearray(palm.head)
    for place in _TIMES:
        struct.pack_into(">I", head, place, seconds)
    offset = _HEAD + len(records) * _ENTRY + 2
    entries = bytearray()
    for mark, record in zip(palm.marks, records, strict=True):
        entries += struct.pack(">I", offset) + mark
        offset += len(record)
    return bytes(head) + bytes(entries) + b"\0\0" + b"".join(records)


def number(data: bytes, place: int, size: int = 4) -> int:
    """An unsigned number, most significant byte first; 0 where the data ends before it."""
    return int.from_bytes(data[place : place + size], "big")


def damaged(what: str, name: str) -> ToolError:
    """The error for a file that is no whole Kindle book; ``what`` is a variant of EG042."""
    return ToolError(finding(f"EG042.{what}", Location(name) if name else None))
