# SPDX-License-Identifier: AGPL-3.0-or-later
"""Style sheets of a Kindle book in an order of their own: by their bytes, not as calibre happened to meet them.

The text of a book is one stream: documents first, then the other flows, cut by the FDST record (MobileRead wiki,
"KF8"). Documents name them by number, ``kindle:flow:0001``.
"""

from __future__ import annotations

import re
import struct
from itertools import pairwise

from epubgen.conversion.palm import number

__all__ = ["sorted_flows"]

_NUMBER = re.compile(rb"(?<=kindle:flow:)[0-9A-V]{4}")
_TABLE = 12
_MOST = 10
"""Flows whose number has one digit, the same in base 32 as in base 10; calibre makes two sheets at most."""


def sorted_flows(text: bytes, table: bytes) -> tuple[bytes, bytes]:
    """The text with its flows sorted, and their new table; both as they are where that cannot be told for sure.

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
    moved = [_NUMBER.sub(lambda f: _digits(moves.get(f.group()), f.group()), flow) for flow in (first, *flows)]
    made = b"".join((moved[0], *(moved[place + 1] for place in order)))
    places, start = b"", 0
    for size in (len(first), *(len(flows[place]) for place in order)):
        places += struct.pack(">II", start, start + size)
        start += size
    return made, table[:_TABLE] + places + table[_TABLE + len(places) :]


def _cuts(table: bytes) -> list[int]:
    """Where flows begin, and where the last one ends; nothing where the table is none, or has gaps."""
    count = number(table, 8)
    if table[:4] != b"FDST" or not 0 < count <= _MOST or len(table) < _TABLE + 8 * count:
        return []
    pairs = [(number(table, place), number(table, place + 4)) for place in range(_TABLE, _TABLE + 8 * count, 8)]
    whole = all(one[1] == two[0] for one, two in pairwise(pairs))
    return [*(start for start, _ in pairs), pairs[-1][1]] if whole else []


def _digits(new: int | None, old: bytes) -> bytes:
    return old if new is None else f"{new:04}".encode()
