# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a font file (its characters, its name, whether it may be embedded) and makes subsets of it.

Fonts are read with ``struct`` alone, which costs nothing at start-up and maps large files (OpenType
1.9.1, chapters Font File, cmap, head, name and OS/2). Subsets are made by HarfBuzz alone, because a second tool would
give other bytes on another machine.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path
from typing import TypeAlias

from epubgen.files.regular import open_regular, read_regular
from epubgen.startup import dataclass

__all__ = ["REGULAR", "FontFace", "NoFontError", "faces", "subset", "text_subset"]

Data: TypeAlias = "bytes | mmap.mmap"
LARGEST = 200 * 2**20
"""The largest size of a font file in bytes. A collection of all weights of four languages is smaller."""
_KINDS = {b"OTTO": "otf", b"\0\1\0\0": "ttf", b"true": "ttf"}
_NO_EMBEDDING, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_FAMILY = (16, 1)
"""Name ids of the family name, the better one first."""
_WINDOWS = 3
_ENGLISH = 0x409
_SEGMENTS, _GROUPS = 4, 12
"""The two formats of cmap in text fonts: 4 holds the basic plane, 12 holds all planes."""
REGULAR = 400
"""Weight of body text. The default weight of a variable font may be the thinnest."""
_KEPT_FEATURES = ("vert", "vrt2")
_KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""Name ids that the Open Font License asks to keep.

They are copyright, family, style, identifier, full name, version, PostScript name, licence and its address.
"""


class NoFontError(Exception):
    """The bytes are not a readable font."""


@dataclass(frozen=True, eq=False)
class FontFace:
    """One face of a font file."""

    source: Path | bytes = field(repr=False)
    index: int
    """Index of the face in a collection; 0 for a file with one face."""
    extension: str
    """``otf`` or ``ttf``, by the kind of outlines."""
    family: str
    stamp: int
    """Checksum of the whole font, from its ``head`` table."""
    embeddable: bool
    """Whether the licence bits of the font allow a subset to be embedded."""
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)

    def has(self, char: str) -> bool:
        """Return whether the face has a glyph for a character."""
        place = bisect_right(self._starts, ord(char)) - 1
        return place >= 0 and ord(char) <= self._ends[place]

    def read(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            OSError: the file no longer exists or cannot be read.
        """
        return self.source if isinstance(self.source, bytes) else read_regular(self.source, LARGEST)


def faces(source: Path | bytes) -> tuple[FontFace, ...]:
    """Return the faces of a font file: one, or those of a collection.

    Raises:
        NoFontError: the file is not an OpenType font, or a damaged one.
        OSError: the file cannot be read.
    """
    try:
        if isinstance(source, bytes):
            return _faces(source, source)
        with open_regular(source) as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _faces(source, data)
    except (struct.error, KeyError, IndexError, UnicodeDecodeError, ValueError) as error:
        raise NoFontError from error


def _faces(source: Path | bytes, data: Data) -> tuple[FontFace, ...]:
    return tuple(_face(source, data, index, offset) for index, offset in enumerate(_offsets(data)))


def _offsets(data: Data) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{count}I", data, 12)


def _face(source: Path | bytes, data: Data, index: int, offset: int) -> FontFace:
    tables = _tables(data, offset)
    starts, ends = _ranges(data, tables[b"cmap"])
    (stamp,) = struct.unpack_from(">I", data, tables[b"head"] + 8)
    (rights,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 8) if b"OS/2" in tables else (0,)
    return FontFace(
        source=source,
        index=index,
        extension=_KINDS[data[offset : offset + 4]],
        family=_family(data, tables[b"name"]) if b"name" in tables else "",
        stamp=stamp,
        embeddable=not rights & (_NO_SUBSETTING | _BITMAPS_ONLY) and rights & 0xF != _NO_EMBEDDING,
        _starts=starts,
        _ends=ends,
    )


def _tables(data: Data, offset: int) -> dict[bytes, int]:
    """Return tag → offset of each table."""
    (count,) = struct.unpack_from(">H", data, offset + 4)
    records = (struct.unpack_from(">4sIII", data, offset + 12 + 16 * number) for number in range(count))
    return {tag: start for tag, _, start, _ in records}


def _ranges(data: Data, cmap: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the characters of the best Unicode subtable as ordered ranges: their first and their last characters."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    known = {}
    for number in range(count):
        platform, encoding, start = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        (layout,) = struct.unpack_from(">H", data, cmap + start)
        if (platform, encoding) in ((3, 10), (3, 1)) or (platform == 0 and encoding != 5):  # noqa: PLR2004 - variations
            known[layout] = cmap + start
    if _GROUPS in known:
        return _groups(data, known[_GROUPS])
    codes = tuple(sorted(_segments(data, known[_SEGMENTS])))
    return codes, codes


def _groups(data: Data, at: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ranges of a cmap table of format 12.

    East Asian fonts have tens of thousands of ranges, so whole columns are read at once.
    """
    (count,) = struct.unpack_from(">I", data, at + 12)
    table = struct.unpack(f">{3 * count}I", data[at + 16 : at + 16 + 12 * count])
    starts, ends, glyphs = table[::3], table[1::3], table[2::3]
    if 0 in glyphs:  # a group that begins with a character without a glyph
        starts = tuple(start + (glyph == 0) for start, glyph in zip(starts, glyphs, strict=True))
    if starts != tuple(sorted(starts)):
        starts, ends = zip(*sorted(zip(starts, ends, strict=True)), strict=True)
    return starts, ends


def _segments(data: Data, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2

    def column(number: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", data, at + 14 + number * double + (2 if number else 0))

    for place, (end, start, delta, offset) in enumerate(zip(*(column(n) for n in range(4)), strict=True)):
        words = at + 16 + 3 * double + 2 * place + offset
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, words + 2 * (code - start))[0] if offset else code
            if glyph and (glyph + delta) & 0xFFFF:
                yield code


def _family(data: Data, name: int) -> str:
    count, strings = struct.unpack_from(">HH", data, name + 2)
    found = {}
    for number in range(count):
        platform, _, language, kind, length, start = struct.unpack_from(">6H", data, name + 6 + 12 * number)
        if platform == _WINDOWS and language == _ENGLISH:
            found[kind] = data[name + strings + start : name + strings + start + length].decode("utf-16-be")
    return next((found[kind] for kind in _FAMILY if kind in found), "")


def subset(face: FontFace, chars: Iterable[str]) -> bytes:
    """Return a font with only these characters and their vertical forms.

    Args:
        face: a face that has all the characters.
        chars: the characters.
    """
    import uharfbuzz as hb  # noqa: PLC0415 - few issues need it

    order = hb.SubsetInput()
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    order.unicode_set.update({ord(char) for char in chars})
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _KEPT_FEATURES)
    order.name_id_set.update(_KEPT_NAMES)
    return bytes(hb.subset(hb.Face(face.read(), face.index), order).blob.data)


def text_subset(face: FontFace, chars: Iterable[str]) -> bytes:
    """Return a font with these characters and every form that the rules of their scripts make of them.

    Letters join, stack, change places and turn in vertical lines as in the whole font. A variable font is reduced to
    its regular weight, because readers treat axes differently.

    Args:
        face: a face that has all the characters.
        chars: the characters.
    """
    import uharfbuzz as hb  # noqa: PLC0415 - few issues need it

    whole = hb.Face(face.read(), face.index)
    order = hb.SubsetInput()
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    order.unicode_set.update({ord(char) for char in chars})
    order.name_id_set.update(_KEPT_NAMES)
    for axis in whole.axis_infos:
        weight = min(max(REGULAR, axis.min_value), axis.max_value) if axis.tag == "wght" else axis.default_value
        order.pin_axis_location(whole, axis.tag, weight)
    return bytes(hb.subset(whole, order).blob.data)
