# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where picture files keep words about themselves: the XMP packet and the IPTC record, taken out as they are.

Sources: XMP specification part 3 (JPEG, PNG, TIFF, WebP), TIFF 6.0 §2, PNG §11.3.3.4 (iTXt), RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.images import jpeg

__all__ = ["HEAD", "Packets", "needed", "packets"]

HEAD = 2**18
"""Bytes of a JPEG that are looked at: its metadata stand before the picture."""
_WHOLE = 100 * 2**20
"""In the other formats they may stand behind it."""
_LONGEST = 2**20
"""Bytes of a packet, unpacked."""
_XMP, _PHOTOSHOP = b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
_PNG, _PNG_XMP = b"\x89PNG\r\n\x1a\n", b"XML:com.adobe.xmp\0"
_IPTC_BLOCK = 0x0404
_TAG_XMP, _TAG_IPTC, _TAG_PHOTOSHOP = 700, 33723, 34377
_TIFF_SIZES = {1: 1, 4: 4, 7: 1}
"""Bytes of a value: BYTE, LONG (IPTC of old programs), UNDEFINED."""


@dataclass(frozen=True, slots=True)
class Packets:
    """What a file says of itself; each may be empty."""

    xmp: bytes = b""
    iptc: bytes = b""


def needed(name: str) -> int:
    """How many bytes of a file of this name must be looked at."""
    return HEAD if name.lower().endswith((".jpg", ".jpeg", ".jpe", ".jfif")) else _WHOLE


def packets(data: bytes) -> Packets:
    """The packets of a JPEG, PNG, WebP or TIFF, whatever it is called; none of other files. Never raises."""
    try:
        if data.startswith(b"\xff\xd8"):
            return _of_jpeg(data[:HEAD])
        if data.startswith(_PNG):
            return Packets(xmp=next((x for kind, body in _chunks(data) if kind == b"iTXt" and (x := _itxt(body))), b""))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return Packets(xmp=next((body for kind, body in _riff(data) if kind == b"XMP "), b"")[:_LONGEST])
        if data[:4] in (b"II*\0", b"MM\0*"):
            return _of_tiff(dict(_tags(data)))
    except (struct.error, zlib.error):
        pass
    return Packets()


def _of_jpeg(data: bytes) -> Packets:
    xmp = iptc = b""
    try:
        for segment in jpeg.heads(data):
            body = segment.data[4:]
            if body.startswith(_XMP):
                xmp = body[len(_XMP) :]
            elif body.startswith(_PHOTOSHOP):
                iptc = _iptc_of(body[len(_PHOTOSHOP) :])
    except jpeg.BrokenJpegError:
        pass
    return Packets(xmp, iptc)


def _iptc_of(resources: bytes) -> bytes:
    return dict(_resources(resources)).get(_IPTC_BLOCK, b"")


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The blocks of a Photoshop segment: number and contents."""
    place = 0
    while data[place : place + 4] == b"8BIM" and place + 7 <= len(data):
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        name = data[place + 6] + 1
        place += 6 + name + name % 2
        size = int.from_bytes(data[place : place + 4], "big")
        yield number, data[place + 4 : place + 4 + size]
        place += 4 + size + size % 2


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: kind and contents."""
    place = len(_PNG)
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        yield kind, data[place + 8 : place + 8 + size] if kind == b"iTXt" else b""
        place += size + 12


def _itxt(body: bytes) -> bytes:
    """The packet in a text chunk; nothing in a chunk of another keyword."""
    if not body.startswith(_PNG_XMP):
        return b""
    packed, rest = body[len(_PNG_XMP) :][:1] == b"\1", body[len(_PNG_XMP) + 2 :]
    text = rest.split(b"\0", 2)[-1]  # after the language and the keyword in that language
    return zlib.decompressobj().decompress(text, _LONGEST) if packed else text[:_LONGEST]


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a WebP: kind and contents."""
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, place)
        yield kind, data[place + 8 : place + 8 + size] if kind == b"XMP " else b""
        place += 8 + size + size % 2


def _of_tiff(tags: dict[int, bytes]) -> Packets:
    return Packets(tags.get(_TAG_XMP, b""), tags.get(_TAG_IPTC) or _iptc_of(tags.get(_TAG_PHOTOSHOP, b"")))


def _tags(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags of the first directory of a TIFF that hold bytes."""
    order = "<" if data[:2] == b"II" else ">"
    start = struct.unpack_from(f"{order}I", data, 4)[0]
    for number in range(struct.unpack_from(f"{order}H", data, start)[0]):
        place = start + 2 + number * 12
        tag, kind, count = struct.unpack_from(f"{order}HHI", data, place)
        size = count * _TIFF_SIZES.get(kind, 0)
        if tag in (_TAG_XMP, _TAG_IPTC, _TAG_PHOTOSHOP) and 0 < size <= _LONGEST:
            spot = place + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, place + 8)[0]  # noqa: PLR2004
            yield tag, data[spot : spot + size]
