# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Kindle book made by hand, byte by byte: record 0, a contents index, a cover."""

from __future__ import annotations

import struct

HEADER = 264
ENTRIES = (
    (100, "汐州日报社".encode()),
    (105, "港口".encode()),
    (105, "潮汐".encode()),
    (503, "汐州日报 2026-04-17".encode()),
    (524, b"zh"),
    (201, struct.pack(">I", 0)),
    (113, b"2f2b3d2e-0000-4000-8000-000000000000"),
)
TITLE = "汐州日报 2026-04-17".encode()


def exth(entries: tuple[tuple[int, bytes], ...] = ENTRIES) -> bytes:
    """An EXTH header and its padding."""
    body = b"".join(struct.pack(">II", kind, len(data) + 8) + data for kind, data in entries)
    packed = b"EXTH" + struct.pack(">II", len(body) + 12, len(entries)) + body
    return packed + b"\0" * (4 - len(packed) % 4)


def record0(entries: tuple[tuple[int, bytes], ...] = ENTRIES) -> bytes:
    """The first record: both headers, EXTH, title, padding."""
    head = bytearray(16 + HEADER)
    head[16:20] = b"MOBI"
    metadata = exth(entries)
    fields = {20: HEADER, 36: 8, 84: len(head) + len(metadata), 88: len(TITLE), 92: 4, 108: 3, 128: 0x50, 244: 1}
    for place, value in fields.items():
        struct.pack_into(">I", head, place, value)
    return bytes(head) + metadata + TITLE + b"\0" * 64


def index(count: int = 3) -> bytes:
    """The meta record of an index."""
    return b"INDX" + struct.pack(">I", 192) + b"\0" * 28 + struct.pack(">I", count) + b"\0" * 152


def database(*records: bytes) -> bytes:
    """Records as a Palm database."""
    head = bytearray(78)
    head[:7] = b"Xizhou_"
    head[60:68] = b"BOOKMOBI"
    struct.pack_into(">II", head, 36, 1_700_000_000, 1_700_000_000)
    struct.pack_into(">H", head, 76, len(records))
    offset, entries = 78 + 8 * len(records) + 2, b""
    for number, record in enumerate(records):
        entries += struct.pack(">II", offset, 2 * number)
        offset += len(record)
    return bytes(head) + entries + b"\0\0" + b"".join(records)


def book(entries: tuple[tuple[int, bytes], ...] = ENTRIES) -> bytes:
    """A whole book: record 0, index of contents, text, cover."""
    return database(record0(entries), index(), b"text", b"\xff\xd8\xff\xe0 a picture")


PICTURES = (b"\xff\xd8\xff\xe0 cover", b"\xff\xd8\xff\xe0 pier", b"\x89PNG chart")
KEY = bytes(range(7, 27))
PLAIN_FONT = bytes(range(256)) * 5


def font(key: bytes = KEY) -> bytes:
    """A font veiled with a key."""
    veil = (key * 60)[:1040]
    data = bytes(a ^ b for a, b in zip(PLAIN_FONT, veil, strict=False)) + PLAIN_FONT[1040:]
    return b"FONT" + struct.pack(">5L", len(PLAIN_FONT), 2, 24 + len(key), len(key), 24) + key + data


def shuffled(order: tuple[int, ...], key: bytes = KEY) -> bytes:
    """A book of plain text in two records that shows three pictures and a font, lying in any order."""
    pieces = (*PICTURES, font(key))
    base32 = [f"000{order.index(place) + 1}" for place in range(4)]
    words = [f"kindle:embed:{number}?".encode() for number in base32]
    text = b"x" * 4070 + words[1] + b"yy" + words[2] + words[3] + words[0]  # one stands across two records
    entries = (
        (503, TITLE), (125, struct.pack(">I", 4)), (201, struct.pack(">I", order.index(0))),
        (202, struct.pack(">I", order.index(1))), (129, words[0][:-1]),
    )  # fmt: skip
    head = bytearray(record0(entries))
    struct.pack_into(">HHI", head, 0, 1, 0, len(text))
    struct.pack_into(">H", head, 8, 2)
    struct.pack_into(">I", head, 108, 4)
    struct.pack_into(">I", head, 244, 3)
    return database(bytes(head), text[:4096] + b"\0", text[4096:] + b"\0", index(), *(pieces[n] for n in order), b"end")
