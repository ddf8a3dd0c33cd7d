# SPDX-License-Identifier: AGPL-3.0-or-later
"""Splits a JPEG file into its segments (ITU-T T.81 §B) without decoding, so that a photo that fits keeps its scan."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.startup import dataclass

SOI, EOI, SOS, COM, SOF0 = 0xD8, 0xD9, 0xDA, 0xFE, 0xC0
APP0, APP14, APP15 = 0xE0, 0xEE, 0xEF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_JFIF_BYTES = 14


class BrokenJpegError(ValueError):
    """The segments of the file are not a complete JPEG."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and the bytes up to the next marker. The segment of a scan includes its coded data."""

    marker: int
    data: bytes


def heads(data: bytes) -> Iterator[Segment]:
    """Yield the segments before the first scan.

    Raises:
        BrokenJpegError: not a JPEG, or cut off before the first scan.
    """
    return _segments(data, to=SOS)


def segments(data: bytes) -> Iterator[Segment]:
    """Yield the segments in order up to EOI. Bytes after EOI are dropped.

    Raises:
        BrokenJpegError: not a JPEG, or cut off.
    """
    return _segments(data)


def _segments(data: bytes, to: int = 0) -> Iterator[Segment]:
    if data[:2] != b"\xff\xd8":
        raise BrokenJpegError("no SOI")
    yield Segment(SOI, data[:2])
    place = 2
    while True:
        place, marker = _marker(data, place)
        if marker == to:
            return
        if marker == EOI:
            yield Segment(EOI, data[place : place + 2])
            return
        end = _end(data, place, marker)
        yield Segment(marker, data[place:end])
        place = end


def is_baseline(data: bytes) -> bool:
    """Return whether the first frame is baseline. ``data`` may be the beginning of a file. Never raises."""
    try:
        return next((s.marker for s in heads(data) if s.marker in _FRAMES), 0) == SOF0
    except BrokenJpegError:
        return False


def passes(data: bytes) -> int:
    """Count the scans of a file, as far as the file can be read. Never raises."""
    count = 0
    try:
        for segment in segments(data):
            count += segment.marker == SOS
    except BrokenJpegError:
        pass
    return count


@dataclass(frozen=True, slots=True)
class Frame:
    """The fields of the frame header (T.81 §B.2.2)."""

    marker: int
    bits: int
    width: int
    height: int
    components: int

    @property
    def plain(self) -> bool:
        """Return whether every reader shows the frame: baseline, 8 bits, one component (grey) or three (colour)."""
        return self.marker == SOF0 and self.bits == 8 and self.components in (1, 3)  # noqa: PLR2004


def frame(data: bytes) -> Frame:
    """Return the frame of a whole file. Every segment is checked.

    Raises:
        BrokenJpegError: the file is damaged, or has no scan, no frame, or several frames.
    """
    found = list(segments(data))
    heads = [segment for segment in found if segment.marker in _FRAMES]
    if len(heads) != 1 or len(heads[0].data) < 10 or not any(s.marker == SOS for s in found):  # noqa: PLR2004
        raise BrokenJpegError("no frame")
    head = heads[0].data
    height, width = int.from_bytes(head[5:7], "big"), int.from_bytes(head[7:9], "big")
    return Frame(heads[0].marker, head[4], width, height, head[9])


def strip(data: bytes) -> bytes:
    """Return the same picture without metadata. APP0 (without its thumbnail), APP14 and the coded data remain.

    Raises:
        BrokenJpegError: the segments are damaged.
    """
    return b"".join(_kept(segment) for segment in segments(data))


def metadata(data: bytes) -> tuple[str, ...]:
    """Return the names of the kinds of metadata in a file: ``EXIF``, ``XMP``, ``ICC``, ``IPTC``, ``COM``, ``APPn``.

    Raises:
        BrokenJpegError: the segments are damaged.
    """
    return tuple(dict.fromkeys(name for segment in segments(data) if (name := _metadata_name(segment))))


def _metadata_name(segment: Segment) -> str:
    if segment.marker == COM:
        return "COM"
    if not APP0 < segment.marker <= APP15 or segment.marker == APP14:
        return ""
    heads = ((b"Exif", "EXIF"), (b"http://ns.adobe.com/x", "XMP"), (b"ICC_PROFILE", "ICC"), (b"Photoshop", "IPTC"))
    body = segment.data[4:]
    return next((name for head, name in heads if body.startswith(head)), f"APP{segment.marker - APP0}")


def _kept(segment: Segment) -> bytes:
    if segment.marker == APP0:
        return _without_thumbnail(segment.data)
    return b"" if _metadata_name(segment) else segment.data


def _without_thumbnail(data: bytes) -> bytes:
    if data[4:9] != b"JFIF\0" or len(data) < 4 + _JFIF_BYTES:
        return b""
    return b"\xff\xe0\x00\x10" + data[4 : 4 + _JFIF_BYTES - 2] + b"\0\0"


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """Return the position of the next marker, after any fill bytes, and its code."""
    if data[place : place + 1] != b"\xff":
        raise BrokenJpegError("no marker")
    while data[place + 1 : place + 2] == b"\xff":
        place += 1
    if place + 1 >= len(data):
        raise BrokenJpegError("cut off")
    return place, data[place + 1]


def _end(data: bytes, place: int, marker: int) -> int:
    if marker in _ALONE:
        return place + 2
    length = int.from_bytes(data[place + 2 : place + 4], "big")
    end = place + 2 + length
    if length < 2 or end > len(data):  # noqa: PLR2004 - the length counts itself
        raise BrokenJpegError("cut off")
    return _scan_end(data, end) if marker == SOS else end


def _scan_end(data: bytes, place: int) -> int:
    """Return where the coded data end: at the first marker that is neither a stuffed zero nor a restart marker."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        after = data[place + 1]
        if after == 0xFF:  # noqa: PLR2004 - a fill byte
            place += 1
        elif after == 0 or 0xD0 <= after <= 0xD7:  # noqa: PLR2004
            place += 2
        else:
            return place
    raise BrokenJpegError("cut off")
