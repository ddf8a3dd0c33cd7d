# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads and writes a Kindle book: a Palm database of numbered records, with the book's metadata in record 0.

Every number in the file is checked before it is used; a damaged file gives a finding, never a crash. Record 0 is read,
and rewritten with what the EPUB says.

Positions of the fields: MobileRead wiki, "MOBI" (PalmDOC header, MOBI header, EXTH header, index meta record); the
meanings of EXTH 524, 525, 527 and the index of the contents at byte 244: the same wiki, "KF8".
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from epubgen.errors import Location, ToolError, finding
from epubgen.startup import dataclass

__all__ = [
    "Kindle",
    "Palm",
    "Record0",
    "damaged",
    "joined",
    "number",
    "parse_record0",
    "read_kindle",
    "read_palm",
    "write_palm",
]

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
    """Read the records of a file.

    Raises:
        ToolError: EG042 it ends early, is not a Kindle book, or names records outside of itself.
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
    """Return the file with as many other records, and one instant for all its times (seconds since 1970)."""
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
    """Return an unsigned big-endian number; 0 if the data ends before it."""
    return int.from_bytes(data[place : place + size], "big")


def damaged(what: str, name: str) -> ToolError:
    """Make the error for a damaged Kindle book; ``what`` is a variant of EG042."""
    return ToolError(finding(f"EG042.{what}", Location(name) if name else None))


MOBI = 16
"""Where the MOBI header begins in record 0; the PalmDOC header stands before it."""
VERSION, TITLE_AT, TITLE_SIZE, LOCALE, UID, FLAGS, NCX = 36, 84, 88, 92, 32, 128, 244
HAS_EXTH = 0x40
NONE = 0xFFFFFFFF
AUTHOR, PUBLISHER, SOURCE, ASIN, COVER = 100, 101, 112, 113, 201
TITLE, LANGUAGE, MODE, DIRECTION = 503, 524, 525, 527
_INDEX_ENTRIES = 36
"""Where an index meta record says how many entries it has."""
_SHORTEST = 132
"""Bytes of a header that reaches to the EXTH flags; that of KF8 has 264."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record0:
    """The parts of record 0: the headers, the EXTH entries by type, the title, and what follows it."""

    headers: bytes
    entries: tuple[tuple[int, bytes], ...]
    title: bytes
    rest: bytes

    def texts(self, kind: int) -> tuple[str, ...]:
        """Return the values of an EXTH type as text."""
        return tuple(data.decode("utf-8", "replace") for found, data in self.entries if found == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindle:
    """The facts of a Kindle book; text is empty and ``cover`` false if the file does not state them."""

    version: int
    """8 for KF8, which AZW3 is."""
    title: str
    locale: int
    languages: tuple[str, ...]
    """EXTH 524."""
    mode: str
    """EXTH 525, the primary writing mode."""
    direction: str
    """EXTH 527, the page progression."""
    authors: tuple[str, ...]
    publisher: str
    asin: str
    cover: bool
    """EXTH 201 names a record that is there."""
    contents: int
    """Entries of the table of contents (NCX)."""


def read_kindle(data: bytes, name: str = "") -> Kindle:
    """Read the facts of a Kindle book.

    Args:
        data: the whole file.
        name: its name in findings.

    Raises:
        ToolError: EG042 it is damaged or not a Kindle book.
    """
    palm = read_palm(data, name)
    first = parse_record0(palm, name)
    head = first.headers
    return Kindle(
        version=number(head, VERSION),
        title="".join(first.texts(TITLE)[:1]) or first.title.decode("utf-8", "replace"),
        locale=number(head, LOCALE),
        languages=first.texts(LANGUAGE),
        mode="".join(first.texts(MODE)[:1]),
        direction="".join(first.texts(DIRECTION)[:1]),
        authors=first.texts(AUTHOR),
        publisher="".join(first.texts(PUBLISHER)[:1]),
        asin="".join(first.texts(ASIN)[:1]),
        cover=_has_cover(palm, first),
        contents=_contents(palm, head, name),
    )


def parse_record0(palm: Palm, name: str = "") -> Record0:
    """Parse record 0.

    Raises:
        ToolError: EG042 a header is missing, or points outside of the record.
    """
    data = palm.records[0]
    size = number(data, MOBI + 4)
    if data[MOBI : MOBI + 4] != b"MOBI" or size < _SHORTEST or MOBI + size > len(data):
        raise damaged("header", name)
    end = MOBI + size
    entries: tuple[tuple[int, bytes], ...] = ()
    if number(data, FLAGS) & HAS_EXTH:
        end, entries = _exth(data, MOBI + size, name)
    title, length = number(data, TITLE_AT), number(data, TITLE_SIZE)
    if title < end or title + length > len(data):
        raise damaged("title", name)
    return Record0(
        headers=data[: MOBI + size],
        entries=entries,
        title=data[title : title + length],
        rest=data[title + length :],
    )


def joined(first: Record0, entries: Iterable[tuple[int, bytes]], numbers: Mapping[int, int]) -> bytes:
    """Return record 0 with other EXTH entries and other numbers in its headers (by offset); the title moves along."""
    packed = [struct.pack(">II", kind, 8 + len(data)) + data for kind, data in entries]
    body = b"".join(packed)
    exth = b"EXTH" + struct.pack(">II", 12 + len(body), len(packed)) + body
    exth += b"\0" * (4 - len(exth) % 4)
    head = bytearray(first.headers)
    for place, value in {**numbers, TITLE_AT: len(head) + len(exth)}.items():
        struct.pack_into(">I", head, place, value)
    return bytes(head) + exth + first.title + first.rest


def _exth(data: bytes, start: int, name: str) -> tuple[int, tuple[tuple[int, bytes], ...]]:
    """Return where the EXTH header ends, and its entries."""
    end = start + number(data, start + 4)
    if data[start : start + 4] != b"EXTH" or end > len(data):
        raise damaged("exth", name)
    entries, place = [], start + 12
    for _ in range(number(data, start + 8)):
        size = number(data, place + 4)
        if size < 8 or place + size > end:  # noqa: PLR2004 - type and length themselves
            raise damaged("exth", name)
        entries.append((number(data, place), data[place + 8 : place + size]))
        place += size
    return end, tuple(entries)


def _has_cover(palm: Palm, first: Record0) -> bool:
    """Return whether EXTH 201, counted from the first picture (byte 108), is a picture."""
    offset = next((number(data, 0) for kind, data in first.entries if kind == COVER), None)
    if offset is None:
        return False
    place = number(first.headers, 108) + offset
    return place < len(palm.records) and palm.records[place][:4] in (b"\xff\xd8\xff\xe0", b"\x89PNG", b"GIF8")


def _contents(palm: Palm, head: bytes, name: str) -> int:
    """Return the number of entries in the index of the contents; 0 if there is no index."""
    place = number(head, NCX) if len(head) >= NCX + 4 else NONE
    if place == NONE:
        return 0
    if place >= len(palm.records) or palm.records[place][:4] != b"INDX":
        raise damaged("index", name)
    return number(palm.records[place], _INDEX_ENTRIES)
