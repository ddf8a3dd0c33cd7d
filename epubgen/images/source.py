# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks a picture before it is decoded: its format, its bytes, and the pixels it would unpack to."""

from __future__ import annotations

import re
import threading
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from os import SEEK_END
from typing import IO

from epubgen.images import jpeg
from epubgen.images.pillow import Image
from epubgen.startup import regex

__all__ = [
    "first_page",
    "reads_pdf",
]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")
"""The formats that are decoded; HEIC too, with the extra of that name. No other format reaches Pillow, e.g.

PostScript.
"""
_PLUGINS = {"AVIF": "PIL.AvifImagePlugin", "TIFF": "PIL.TiffImagePlugin", "WEBP": "PIL.WebPImagePlugin"}
"""Pillow plug-ins that are imported here when needed. Pillow itself would import all its plug-ins instead."""

MAX_BYTES = 100 * 2**20
"""Maximum bytes of one photo file."""
DEEP = "sixteen bits"
"""Key in ``info`` of a picture whose file has 16 bits per colour. Pillow reads only the upper eight."""
MAX_PIXELS = 50_000_000
"""Maximum pixels of a picture that must be decoded at full size; processing takes about 400 MB."""
MAX_PIXELS_SCALED = 120_000_000
"""Maximum pixels of a baseline JPEG, which is decoded at a fraction of its size; large cameras have 102 million."""

MAX_SCANNED = 1_500_000_000
"""Maximum of pixels times scans of a progressive JPEG; a forged file has thousands of scans over a large picture."""

_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"8BPS", "Photoshop PSD"),
    (b"PK\x03\x04", "ZIP"),
    (b"\0\0\x01\0", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "RAW"),
)
_RAW_NAMES = regex(r"\.(cr2|cr3|nef|arw|dng|orf|rw2|raf|pef)$", re.IGNORECASE)
_MARKUP = regex(rb"<(svg|html|!doctype html|\?xml)", re.IGNORECASE)
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


_HEAD = 1000
"""Bytes at the start of a file that are enough to recognise its format."""


class PictureRefusedError(Exception):
    """The photo cannot be used. ``reason`` is a variant of the row F11, ``facts`` fill its placeholders."""

    def __init__(self, reason: str, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason)


def kind(data: bytes, name: str = "") -> str:
    """Return the format by the first bytes, whatever the file name: a word of ``FORMATS``, another format, or empty.

    Only raw photos of cameras are recognised by the extension of ``name``.
    """
    if _RAW_NAMES.search(name):
        return "RAW"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _boxed(data)
    for magic, word in _MAGIC:
        if data.startswith(magic):
            return word
    found = _MARKUP.search(data.lstrip())
    return {b"svg": "SVG"}.get(found[1].lower(), "HTML / XML") if found else ""


def check_file(file: IO[bytes], name: str) -> str:
    """Return the format of a file that may be decoded.

    Raises:
        PictureRefusedError: empty, too large, not a picture, or in a format that is not supported.
    """
    size = file.seek(0, SEEK_END)
    if not size:
        raise PictureRefusedError("empty")
    check_size(size)
    word = kind(_first(file, _HEAD), name)
    if word in FORMATS:
        return word
    if word == "HEIC":
        if reads_heic():
            return "HEIF"  # the name in Pillow
        raise PictureRefusedError("heic")
    if word == "PDF":
        if reads_pdf():
            return word
        raise PictureRefusedError("pdf")
    raise PictureRefusedError("format", format=word) if word else PictureRefusedError("unknown")


@cache
def reads_heic() -> bool:
    """Return whether iPhone photos can be read: the extra ``heic`` is installed."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - an optional dependency
    except ImportError:
        return False
    register_heif_opener()
    return True


def check_size(size: int) -> None:
    """Refuse a file that has too many bytes.

    Raises:
        PictureRefusedError: ``heavy``.
    """
    if size > MAX_BYTES:
        raise PictureRefusedError("heavy", megabytes=size // 2**20, limit=MAX_BYTES // 2**20)


def open_picture(file: IO[bytes], name: str) -> Image.Image:
    """Open a picture: its header is read, nothing is decoded. The file must stay open until the picture is decoded.

    Raises:
        PictureRefusedError: a guard refuses the file.
        Exception: whatever Pillow raises for a damaged header.
    """
    word = check_file(file, name)
    if word == "PDF":
        return first_page(_first(file, MAX_BYTES))
    if word in _PLUGINS:
        import_module(_PLUGINS[word])
    limit = MAX_PIXELS_SCALED if word == "JPEG" and _is_baseline(file) else MAX_PIXELS
    file.seek(0)
    try:
        image = Image.open(file, formats=[word])
    except Image.DecompressionBombError as error:
        said = re.search(r"\d+", str(error))
        raise _too_large(int(said[0]) if said else 0, limit) from error
    pixels = image.width * image.height
    if pixels > limit:
        raise _too_large(pixels, limit)
    if image.mode in ("L", "LA", "RGB", "RGBA") and any(";16" in str(tile) for tile in getattr(image, "tile", ())):
        image.info[DEEP] = True
    if word == "JPEG" and "progressive" in image.info:
        place = file.tell()
        if jpeg.passes(_first(file, MAX_BYTES)) * pixels > MAX_SCANNED:
            raise PictureRefusedError("broken")
        file.seek(place)
    return image


def _is_baseline(file: IO[bytes]) -> bool:
    """Return whether a JPEG is baseline. A short header is tried first."""
    return any(jpeg.is_baseline(_first(file, size)) for size in (2**16, 2**20))


def _first(file: IO[bytes], size: int) -> bytes:
    file.seek(0)
    return file.read(size)


def _too_large(pixels: int, limit: int) -> PictureRefusedError:
    return PictureRefusedError("pixels", million=pixels // 1_000_000, limit=limit // 1_000_000)


def _boxed(data: bytes) -> str:
    """Return the format of a file made of boxes (ISO 14496-12 §4.3).

    AVIF takes precedence over general brands of HEIF.
    """
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[place : place + 4] for place in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if data[8:12] == b"crx ":
        return "RAW"
    return "HEIC" if brands & _HEIC else "video"


EDGE = 2480
"""Pixels of the long edge: the height of the largest e-ink screen."""
one_at_a_time = threading.Lock()
"""Lock for PDFium, which must not be called from two threads at once."""


def reads_pdf() -> bool:
    """Return whether PDF can be read: the extra ``pdf`` is installed."""
    return find_spec("pypdfium2") is not None


_SHARPEST = 6.0
"""Maximum pixels per point for a part of a page: 432 dpi, enough for printed photos."""

Part = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a picture, as fractions of the whole."""


def first_page(data: bytes, part: Part | None = None) -> Image.Image:
    """Render the first page of a PDF on white, or a part of it at a higher resolution.

    Raises:
        Exception: whatever PDFium raises for a damaged file.
    """
    import pypdfium2  # noqa: PLC0415 - an optional dependency

    with one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[0]
            wide, high = page.get_size()
            left, top, right, bottom = part or (0.0, 0.0, 1.0, 1.0)
            sharp = EDGE / max(wide * (right - left), high * (bottom - top))
            cut = (left * wide, (1 - bottom) * high, (1 - right) * wide, top * high)
            picture = page.render(scale=min(sharp, _SHARPEST) if part else sharp, crop=cut).to_pil()
            return Image.frombytes(picture.mode, picture.size, picture.tobytes()).convert("RGB")
        finally:
            document.close()
