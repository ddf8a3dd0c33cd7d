# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sorts pictures, fonts and style sheets of a Kindle book by their bytes, because calibre's order is random.

The text refers to resources by number, ``kindle:embed:000A`` (base 32, from 1), always with the same number of digits;
so the numbers can be changed in place, if the text is not compressed. A font is obfuscated with a random key, which is
replaced by some of its own bytes (MobileRead wiki, "KF8": FONT records).

Style sheets are sorted in the same way: the text of a book is one stream, documents first, then the other flows,
divided by the FDST record. Documents refer to them by number, ``kindle:flow:0001``.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from epubgen.conversion import mobi
from epubgen.conversion.mobi import Palm, Record0, damaged, number
from epubgen.startup import regex

__all__ = ["in_order", "sorted_flows"]

_FLOW_NUMBER = regex(rb"(?<=kindle:flow:)[0-9A-V]{4}")
_FLOW_TABLE = 12
_MOST = 10
"""Flows whose number has one digit, the same in base 32 as in base 10; calibre makes two sheets at most."""


def sorted_flows(text: bytes, table: bytes) -> tuple[bytes, bytes]:
    """Return the text with its flows sorted, and their new table; both unchanged if that cannot be done safely.

    Only flows of plain ASCII are moved: characters of several bytes leave marks at the ends of records.
    """
    cuts = _cuts(table)
    if not cuts or cuts[0] or cuts[-1] != len(text) or cuts != sorted(cuts):
        return text, table
    first, *flows = [text[here:then] for here, then in pairwise(cuts)]
    if not all(flow.isascii() for flow in flows):
        return text, table
    order = sorted(range(len(flows)), key=lambda place: flows[place])
    moves = {f"{old + 1:04}".encode(): new for new, old in enumerate(order, start=1)}
    moved = [_FLOW_NUMBER.sub(lambda f: _digits(moves.get(f.group()), f.group()), flow) for flow in (first, *flows)]
    made = b"".join((moved[0], *(moved[place + 1] for place in order)))
    places, start = b"", 0
    for size in (len(first), *(len(flows[place]) for place in order)):
        places += struct.pack(">II", start, start + size)
        start += size
    return made, table[:_FLOW_TABLE] + places + table[_FLOW_TABLE + len(places) :]


def _cuts(table: bytes) -> list[int]:
    """Return where the flows begin, and where the last one ends; empty if the table is missing or has gaps."""
    count = number(table, 8)
    if table[:4] != b"FDST" or not 0 < count <= _MOST or len(table) < _FLOW_TABLE + 8 * count:
        return []
    pairs = [
        (number(table, place), number(table, place + 4)) for place in range(_FLOW_TABLE, _FLOW_TABLE + 8 * count, 8)
    ]
    whole = all(one[1] == two[0] for one, two in pairwise(pairs))
    return [*(start for start, _ in pairs), pairs[-1][1]] if whole else []


def _digits(new: int | None, old: bytes) -> bytes:
    return old if new is None else f"{new:04}".encode()


_BLOCK = 4096
"""Bytes of text in a record; what follows them belongs to no text."""
_COMPRESSION, _LENGTH, _TEXTS, _RESOURCES, _TABLE = 0, 4, 8, 108, 192
_COUNT, _EMBED, _THUMBNAIL = 125, 129, 202
_PLAIN = 1
_VEILED, _VEIL = 2, 1040
"""The flag of a veiled font, and how many of its bytes are veiled."""
_NUMBER = regex(rb"(?<=kindle:embed:)[0-9A-V]{4}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"


def in_order(palm: Palm, first: Record0, name: str = "") -> tuple[tuple[bytes, ...], Record0]:
    """Return the records after record 0 with sorted resources, and record 0 with their new numbers.

    A book whose text is compressed keeps its order.

    Raises:
        ToolError: EG042 the resources are not where the header says.
    """
    start, count = number(first.headers, _RESOURCES), _resources(first)
    if number(first.headers, _COMPRESSION, 2) != _PLAIN or not count:
        return palm.records[1:], first
    last = number(first.headers, _TEXTS, 2)
    length, old = number(first.headers, _LENGTH), palm.records
    text = b"".join(record[:_BLOCK] for record in old[1 : last + 1])[:length]
    cut = len(text) < length or -(-length // _BLOCK) != last or any(len(record) < _BLOCK for record in old[1:last])
    if cut or not last < start <= start + count <= len(old):
        raise damaged("records", name)
    pieces = [_with_own_key(piece) for piece in old[start : start + count]]
    order = sorted(range(count), key=lambda place: (hashlib.sha256(pieces[place]).digest(), place))
    moves = {was: now for now, was in enumerate(order)}
    text = _NUMBER.sub(lambda found: _new_number(found.group(), moves), text)
    rest = [*old[last + 1 : start], *(pieces[place] for place in order), *old[start + count :]]
    place = number(first.headers, _TABLE) - last - 1
    if 0 <= place < len(rest):
        text, rest[place] = sorted_flows(text, rest[place])
    entries = tuple(_moved(kind, data, moves) for kind, data in first.entries)
    return (*_blocks(text, old[1 : last + 1]), *rest), replace(first, entries=entries)


def _with_own_key(record: bytes) -> bytes:
    """Return an obfuscated font with a key made of its own bytes; any other resource unchanged."""
    flags, data_at, size, key_at = (number(record, place) for place in (8, 12, 16, 20))
    if record[:4] != b"FONT" or not flags & _VEILED or not 0 < size <= data_at - key_at or data_at > len(record):
        return record
    plain = _veiled(record[data_at:], record[key_at : key_at + size])
    key = (hashlib.sha256(plain).digest() * (size // 32 + 1))[:size]
    return record[:key_at] + key + record[key_at + size : data_at] + _veiled(plain, key)


def _veiled(data: bytes, key: bytes) -> bytes:
    """Apply or remove the obfuscation: exclusive or with the repeated key."""
    veil = (key * (_VEIL // len(key) + 1))[: min(_VEIL, len(data))]
    return bytes(a ^ b for a, b in zip(data, veil, strict=False)) + data[len(veil) :]


def _resources(first: Record0) -> int:
    return next((number(data, 0) for kind, data in first.entries if kind == _COUNT), 0)


def _blocks(text: bytes, records: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Divide a text of the same length into the old records; what followed each block stays."""
    blocks = (text[place : place + _BLOCK] for place in range(0, len(text), _BLOCK))
    return tuple(block + record[len(block) :] for block, record in zip(blocks, records, strict=True))


def _new_number(digits: bytes, moves: Mapping[int, int]) -> bytes:
    old = int(digits, 32) - 1
    new = moves.get(old, old) + 1
    return "".join(_DIGITS[new >> shift & 31] for shift in (15, 10, 5, 0)).encode()


def _moved(kind: int, data: bytes, moves: Mapping[int, int]) -> tuple[int, bytes]:
    """Return a metadata entry with the new number of its resource: cover and thumbnail from 0, the address from 1."""
    if kind in (mobi.COVER, _THUMBNAIL):
        old = number(data, 0)
        return kind, struct.pack(">I", moves.get(old, old))
    return kind, _NUMBER.sub(lambda found: _new_number(found.group(), moves), data) if kind == _EMBED else data
