# SPDX-License-Identifier: AGPL-3.0-or-later
"""Picture files that say who took them: IPTC and XMP written by hand, as agencies write them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from PIL import TiffImagePlugin

from tests.unit.drawn import noisy, saved

PLAIN = saved(noisy((400, 300)), "JPEG", quality=70)


def with_segment(marker: int, body: bytes, photo: bytes = PLAIN) -> bytes:
    """The photo with one segment more, after SOI."""
    return photo[:2] + b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body + photo[2:]


def with_iptc(values: Mapping[int, str | Sequence[str]], encoding: str = "utf-8", *, stated: bool = True) -> bytes:
    """A photo with IIM entries of the application record."""
    data = record(values, encoding, stated=stated)
    size = len(data).to_bytes(4, "big")
    other = b"8BIM\x03\xed\x00\x00\x00\x00\x00\x10" + b"\0\x48\0\0\0\1\0\1" * 2
    block = b"8BIM\x04\x04\x00\x00" + size + data + b"\0" * (len(data) % 2)
    return with_segment(0xED, b"Photoshop 3.0\0" + other + block)


def record(values: Mapping[int, str | Sequence[str]], encoding: str = "utf-8", *, stated: bool = True) -> bytes:
    """IIM entries of the application record."""
    data = b"\x1c\x01\x5a\x00\x03\x1b%G" if stated else b""
    for number, value in values.items():
        for one in [value] if isinstance(value, str) else value:
            raw = one.encode(encoding)
            data += b"\x1c\x02" + bytes([number]) + len(raw).to_bytes(2, "big") + raw
    return data


def with_xmp(inner: str, attributes: str = "") -> bytes:
    """A photo with an XMP packet."""
    return with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(inner, attributes))


def xmp(inner: str, attributes: str = "") -> bytes:
    """An XMP packet."""
    packet = (
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' "
        f"{attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
    return packet.encode()


def in_png(packet: bytes, *, packed: bool = False, behind: bool = False) -> bytes:
    """A PNG with an XMP packet, before its picture or behind it."""
    body = b"XML:com.adobe.xmp\0" + bytes([packed, 0]) + b"\0\0" + (zlib.compress(packet) if packed else packet)
    chunk = b"iTXt" + body
    chunk = len(body).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    photo = saved(noisy((400, 300)), "PNG")
    place = len(photo) - 12 if behind else 33
    return photo[:place] + chunk + photo[place:]


def in_webp(packet: bytes) -> bytes:
    """A WebP with an XMP packet behind its picture."""
    return saved(noisy((400, 300)), "WEBP", xmp=packet)


def in_tiff(tags: Mapping[int, bytes]) -> bytes:
    """A TIFF with tags of bytes."""
    fields = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, value in tags.items():
        fields.tagtype[tag] = 7
        fields[tag] = value
    return saved(noisy((400, 300)), "TIFF", tiffinfo=fields)
