# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must be known of a font file: which characters it has, what it is called, whether it may be embedded.

Read with ``struct`` alone, so that a house font serves the cover without any extra. Source: OpenType 1.9.1, chapters
Font File, cmap, head, name and OS/2.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

__all__ = ["Face", "NoFontError", "faces"]

Data: TypeAlias = "bytes | mmap.mmap"
_KINDS = {b"OTTO": "otf", b"\0\1\0\0": "ttf", b"true": "ttf"}
_NO_EMBEDDING, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_FAMILY = (16, 1)
"""Name ids of the family, the better first."""
_WINDOWS = 3
_ENGLISH = 0x409
_SEGMENTS, _GROUPS = 4, 12
"""The two formats of cmap that hold text fonts: the basic plane, and all planes."""


class NoFontError(Exception):
    """The bytes are no font that can be read."""


@dataclass(frozen=True, eq=False)
class Face:
    """One face of a font file."""

    source: Path | bytes = field(repr=False)
    index: int
    """Which face of a collection; 0 for a file with one."""
    extension: str
    """``otf`` or ``ttf``, by what the outlines are."""
    family: str
    stamp: int
    """Checksum of the whole font, as its ``head`` table gives it."""
    embeddable: bool
    """Whether its licence bits let it be cut down and embedded."""
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for a character."""
        place = bisect_right(self._starts, ord(char)) - 1
        return place >= 0 and ord(char) <= self._ends[place]

    def read(self) -> bytes:
        """The bytes of the file.

        Raises:
            OSError: the file has gone.
        """
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


def faces(source: Path | bytes) -> tuple[Face, ...]:
    """The faces of a font file: one, or those of a collection.

    Raises:
        NoFontError: it is no OpenType font, or a damaged one.
        OSError: it cannot be read.
    """
    try:
        if isinstance(source, bytes):
            return _faces(source, source)
        with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _faces(source, data)
    except (struct.error, KeyError, IndexError, UnicodeDecodeError, ValueError) as error:
        raise NoFontError from error


def _faces(source: Path | bytes, data: Data) -> tuple[Face, ...]:
    return tuple(_face(source, data, index, offset) for index, offset in enumerate(_offsets(data)))


def _offsets(data: Data) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{count}I", data, 12)


def _face(source: Path | bytes, data: Data, index: int, offset: int) -> Face:
    tables = _tables(data, offset)
    ranges = sorted(_ranges(data, tables[b"cmap"]))
    (stamp,) = struct.unpack_from(">I", data, tables[b"head"] + 8)
    (rights,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 8) if b"OS/2" in tables else (0,)
    return Face(
        source=source,
        index=index,
        extension=_KINDS[data[offset : offset + 4]],
        family=_family(data, tables[b"name"]) if b"name" in tables else "",
        stamp=stamp,
        embeddable=not rights & (_NO_SUBSETTING | _BITMAPS_ONLY) and rights & 0xF != _NO_EMBEDDING,
        _starts=tuple(start for start, _ in ranges),
        _ends=tuple(end for _, end in ranges),
    )


def _tables(data: Data, offset: int) -> dict[bytes, int]:
    """Where each table begins."""
    (count,) = struct.unpack_from(">H", data, offset + 4)
    records = (struct.unpack_from(">4sIII", data, offset + 12 + 16 * number) for number in range(count))
    return {tag: start for tag, _, start, _ in records}


def _ranges(data: Data, cmap: int) -> Iterator[tuple[int, int]]:
    """The characters of the best Unicode subtable, as ranges."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    known = {}
    for number in range(count):
        platform, encoding, start = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        (layout,) = struct.unpack_from(">H", data, cmap + start)
        if (platform, encoding) in ((3, 10), (3, 1)) or (platform == 0 and encoding != 5):  # noqa: PLR2004 - variations
            known[layout] = cmap + start
    if _GROUPS in known:
        yield from _groups(data, known[_GROUPS])
    else:
        yield from _segments(data, known[_SEGMENTS])


def _groups(data: Data, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    for start, end, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        yield start + (glyph == 0), end


def _segments(data: Data, at: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2

    def column(number: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", data, at + 14 + number * double + (2 if number else 0))

    for place, (end, start, delta, offset) in enumerate(zip(*(column(n) for n in range(4)), strict=True)):
        words = at + 16 + 3 * double + 2 * place + offset
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, words + 2 * (code - start))[0] if offset else code
            if glyph and (glyph + delta) & 0xFFFF:
                yield code, code


def _family(data: Data, name: int) -> str:
    count, strings = struct.unpack_from(">HH", data, name + 2)
    found = {}
    for number in range(count):
        platform, _, language, kind, length, start = struct.unpack_from(">6H", data, name + 6 + 12 * number)
        if platform == _WINDOWS and language == _ENGLISH:
            found[kind] = data[name + strings + start : name + strings + start + length].decode("utf-16-be")
    return next((found[kind] for kind in _FAMILY if kind in found), "")
