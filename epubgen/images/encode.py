# SPDX-License-Identifier: AGPL-3.0-or-later
"""From pixels to bytes: JPEG down a ladder of qualities; PNG for line art and charts of few colours."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image

from epubgen.images import jpeg
from epubgen.images.pixels import clean_pixels, is_srgb, orientation, shrink
from epubgen.images.profile import Profile
from epubgen.images.source import open_picture

FEW_COLOURS = 256
DRAWN_SHARE = 0.6
"""In a grey or palette drawing the 16 commonest tones cover at least this share; in a photo they do not."""
HEAVY_PIXELS = 12_600_000
"""Pixels decoded at once: above, one picture is worked on at a time."""
_LOSSLESS = ("PNG", "GIF", "BMP", "TIFF", "WEBP")
_FREE: AbstractContextManager[object] = nullcontext()
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of a finished picture and its facts."""

    data: bytes
    extension: str
    width: int
    height: int
    quality: int = 0
    """Of the JPEG; 0 where coded data was kept, and for PNG."""
    moving: bool = False
    """The source was an animation: its first frame is kept."""


def encode(file: IO[bytes], name: str, profile: Profile, alone: AbstractContextManager[object] = _FREE) -> Encoded:
    """A photo as the profile wants it; ``alone`` is entered while much memory is needed.

    It is decoded from the file as it is read: bytes that lie in memory as a whole take time to get there.

    Raises:
        RefusedError: by a guard.
        Exception: whatever Pillow raises for a damaged file.
    """
    with open_picture(file, name) as image:
        if kept := _passed_through(file, image, profile):
            return kept
        with alone if _decoded_pixels(image, profile) > HEAVY_PIXELS else _FREE:
            return _encoded(image, profile)


def _decoded_pixels(image: Image.Image, profile: Profile) -> int:
    """Pixels that are in memory at once: those of the file, or for a JPEG those of a fraction of its size."""
    pixels = image.width * image.height
    if image.format not in ("JPEG", "MPO"):
        return pixels
    width, height = profile.fit(image.size)
    return min(pixels, 4 * width * height)


def _encoded(image: Image.Image, profile: Profile) -> Encoded:
    moving = image.format in ("GIF", "PNG", "WEBP", "AVIF") and bool(getattr(image, "is_animated", False))
    flat = image.format in _LOSSLESS and _drawn(image)
    pixels = clean_pixels(image, profile)
    made, extension = _lighter(pixels, profile, flat)
    width, height = made.size
    return Encoded(made.data, extension, width, height, made.quality, moving)


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    size: tuple[int, int]
    quality: int = 0


def _passed_through(file: IO[bytes], image: Image.Image, profile: Profile) -> Encoded | None:
    """A JPEG that fits as it is: metadata cut out, the scan untouched; decoded once to be sure that it is whole."""
    fits = image.format in ("JPEG", "MPO") and profile.fit(image.size) == image.size and orientation(image) == 1
    if not fits or profile.cut or (profile.gray and image.mode != "L") or not is_srgb(image.info.get("icc_profile")):
        return None
    place = file.tell()
    file.seek(0)
    data = file.read()
    file.seek(place)
    try:
        clean = jpeg.strip(data) if jpeg.frame(data).plain else b""
    except jpeg.BrokenJpegError:
        return None
    if not clean or len(clean) > profile.soft_limit:
        return None
    image.load()
    return Encoded(clean, "jpg", image.width, image.height)


def _drawn(image: Image.Image) -> bool:
    """Whether the source looks drawn: few colours, and in grey or palette pictures most of it in very few."""
    image.load()
    colours = image.getcolors(FEW_COLOURS) if image.mode in ("1", "L", "P", "LA", "RGB", "RGBA") else None
    if colours is None or image.mode not in ("L", "P"):
        return colours is not None
    commonest = sorted((count for count, _ in colours), reverse=True)[:16]
    return sum(commonest) >= DRAWN_SHARE * image.width * image.height


def _lighter(pixels: Image.Image, profile: Profile, flat: bool) -> tuple[_Made, str]:
    photo = _as_jpeg(pixels, profile)
    if flat and len(drawing := _png(pixels)) <= max(profile.soft_limit, len(photo.data)):
        return _Made(drawing, pixels.size), "png"
    return photo, "jpg"


def _as_jpeg(pixels: Image.Image, profile: Profile) -> _Made:
    """Down the ladder; when the lowest step is still too heavy, again at the fall-back size."""
    heavy = _ladder(pixels, profile)
    small = profile.fit_small(pixels.size)
    if len(heavy.data) <= profile.soft_limit or small == pixels.size:
        return heavy
    return _ladder(shrink(pixels, small), profile)


def _ladder(pixels: Image.Image, profile: Profile) -> _Made:
    made = _Made(b"", pixels.size)
    for quality in profile.qualities:
        made = _Made(_jpeg(pixels, quality), pixels.size, quality)
        if len(made.data) <= profile.soft_limit:
            break
    return made


def _jpeg(pixels: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    pixels.save(out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=False)
    return out.getvalue()


def _png(pixels: Image.Image) -> bytes:
    """Without loss while the colours fit a palette; the soft edges that shrinking adds are rounded to one."""
    if pixels.mode == "RGB":
        pixels = pixels.quantize(FEW_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = BytesIO()
    pixels.save(out, "PNG", optimize=True)
    return out.getvalue()
