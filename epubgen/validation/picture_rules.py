# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about pictures, checked by their bytes without decoding them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.images import jpeg
from epubgen.startup import dataclass
from epubgen.validation.archive import UnreadableMemberError
from epubgen.validation.book import EpubBook, ManifestItem

MOST_PIXELS = 64_000_000
CORE = frozenset({"image/jpeg", "image/png", "image/gif", "image/svg+xml", "image/webp"})
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_PNG_METADATA = {b"eXIf": "EXIF", b"iCCP": "ICC", b"tEXt": "text", b"zTXt": "text", b"iTXt": "text"}
_WEBP_METADATA = {b"EXIF": "EXIF", b"XMP ": "XMP", b"ICCP": "ICC"}
_CMYK = 4


@dataclass(frozen=True, slots=True)
class PackagePicture:
    """A picture of the package while rules check it."""

    book: EpubBook
    item: ManifestItem
    data: bytes

    @property
    def type(self) -> str:
        """The media type by the first bytes; empty when they are unknown."""
        if self.data[:4] == b"RIFF" and self.data[8:12] == b"WEBP":
            return "image/webp"
        return next((word for magic, word in _MAGIC if self.data.startswith(magic)), "")

    def about(self, key: str, /, **args: object) -> Finding:
        """Make a finding about this picture."""
        return finding(key, self.book.archive.at(self.item.name), name=self.item.name, **args)


def package_pictures(book: EpubBook) -> Iterator[PackagePicture | Finding]:
    """Yield every picture of the manifest, one at a time; a finding for one that cannot be read."""
    for item in book.items:
        if item.media_type.startswith("image/") and item.media_type != "image/svg+xml" and book.archive.has(item.name):
            try:
                yield PackagePicture(book, item, book.archive.read(item.name))
            except UnreadableMemberError:
                yield finding("B18.member", book.archive.at(item.name), name=item.name)


def truncated(shot: PackagePicture) -> Iterator[Finding]:
    """B09: no JPEG ends before its picture does."""
    if shot.type == "image/jpeg":
        try:
            jpeg.frame(shot.data)
        except jpeg.BrokenJpegError:
            yield shot.about("B09")


def cmyk(shot: PackagePicture) -> Iterator[Finding]:
    """B10: no JPEG has the colours of a printing press."""
    if shot.type == "image/jpeg" and (frame := jpeg_frame(shot.data)) and frame.components == _CMYK:
        yield shot.about("B10")


def huge(shot: PackagePicture) -> Iterator[Finding]:
    """B12: no picture has more pixels than e-readers can hold."""
    width, height = size_of(shot)
    if width * height > MOST_PIXELS:
        yield shot.about("B12", width=width, height=height)


def metadata(shot: PackagePicture) -> Iterator[Finding]:
    """B30: a picture carries metadata beside its pixels."""
    if names := named_metadata(shot):
        yield shot.about("B30", names=", ".join(names))


def wrong_type(shot: PackagePicture) -> Iterator[Finding]:
    """B34: a picture has the type that the manifest states, and one that all readers show."""
    stated = shot.item.media_type.replace("image/jpg", "image/jpeg")
    if shot.type != stated and (shot.type or stated in CORE):
        yield shot.about("B34", stated=stated, type=shot.type or "?")


def jpeg_frame(data: bytes) -> jpeg.Frame | None:
    """Return the frame header of a JPEG; ``None`` for a damaged one."""
    try:
        return jpeg.frame(data)
    except jpeg.BrokenJpegError:
        return None


def size_of(shot: PackagePicture) -> tuple[int, int]:
    """Return width and height in pixels; 0 where they are unknown."""
    data = shot.data
    try:
        if shot.type == "image/png":
            return struct.unpack(">LL", data[16:24])
        if shot.type == "image/gif":
            return struct.unpack("<HH", data[6:10])
    except struct.error:
        return 0, 0
    frame = jpeg_frame(data) if shot.type == "image/jpeg" else None
    return (frame.width, frame.height) if frame else (0, 0)


def named_metadata(shot: PackagePicture) -> tuple[str, ...]:
    """Return the names of metadata in a picture, such as ``EXIF`` and ``ICC``."""
    if shot.type == "image/jpeg":
        try:
            return jpeg.metadata(shot.data)
        except jpeg.BrokenJpegError:
            return ()
    if shot.type == "image/png":
        return _named(png_chunks(shot.data), _PNG_METADATA)
    return _named(_webp_chunks(shot.data), _WEBP_METADATA) if shot.type == "image/webp" else ()


def _named(chunks: Iterator[bytes], names: dict[bytes, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[chunk] for chunk in chunks if chunk in names))


def png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the names of the chunks of a PNG."""
    place = 8
    while place + 8 <= len(data):
        yield data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], "big")


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    place = 12
    while place + 8 <= len(data):
        yield data[place : place + 4]
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        place += 8 + length + length % 2
