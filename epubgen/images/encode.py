# SPDX-License-Identifier: AGPL-3.0-or-later
"""Encodes pixels: JPEG with falling quality until the file is small enough.

Line art and charts of few colours become PNG.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from epubgen.images import jpeg
from epubgen.images.media import Picture
from epubgen.images.pillow import Image, ImageDraw, ImageFont
from epubgen.images.pixels import clean_pixels, is_srgb, orientation, shrink
from epubgen.images.profile import Profile, weight
from epubgen.images.source import Part, check_file, first_page, open_picture
from epubgen.startup import dataclass

__all__ = [
    "character_picture",
    "cut_out",
    "drawn_character",
    "memory_errors",
    "printed_page",
]

FEW_COLOURS = 256
DRAWN_SHARE = 0.6
"""In a grey or palette drawing, the 16 commonest tones cover at least this share of the pixels; in a photo, less."""
HEAVY_PIXELS = 12_600_000
"""Pixels in memory at once. Pictures with more pixels are processed one at a time."""
_LOSSLESS = ("PNG", "GIF", "BMP", "TIFF", "WEBP")
_FREE: AbstractContextManager[object] = nullcontext()
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


_ROOM = 2**26
"""Upper bound of the bytes that a font and its tables take.

When memory is short, FreeType reports good fonts as bad.
"""


@contextmanager
def memory_errors(*, sure: bool = False) -> Iterator[None]:
    """Turn errors of Pillow and FreeType that are caused by full memory into MemoryError.

    When memory is full, both report ``broken data stream`` or ``unknown file format``, as for a damaged file.

    Args:
        sure: the block works on pixels in memory only, so that full memory is the only possible cause.

    Raises:
        MemoryError: an OSError had no error number, and its cause was full memory.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None and sure:
            raise MemoryError(str(error)) from error
        if error.errno is None:
            bytearray(_ROOM)  # raises MemoryError if memory is full
        raise


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of a finished picture and facts about it."""

    data: bytes
    extension: str
    width: int
    height: int
    quality: int = 0
    """JPEG quality; 0 if the coded data of the source was kept, and for PNG."""
    moving: bool = False
    """The source was an animation, and only its first frame was kept."""


def encode(file: IO[bytes], name: str, profile: Profile, alone: AbstractContextManager[object] = _FREE) -> Encoded:
    """Encode a photo within the limits of the profile. ``alone`` is entered while much memory is needed.

    The photo is decoded while its file is read: this is faster than to load all its bytes first.

    Raises:
        PictureRefusedError: a guard refuses the file.
        Exception: whatever Pillow raises for a damaged file.
    """
    with open_picture(file, name) as image:
        if kept := _passed_through(file, image, profile):
            return kept
        with alone if _decoded_pixels(image, profile) > HEAVY_PIXELS else _FREE:
            return _encoded(image, profile)


def _decoded_pixels(image: Image.Image, profile: Profile) -> int:
    """Return how many pixels are in memory at once: all of them, or for a JPEG those at a fraction of its size."""
    pixels = image.width * image.height
    if image.format not in ("JPEG", "MPO"):
        return pixels
    width, height = profile.fit(image.size)
    return min(pixels, 4 * width * height)


def _encoded(image: Image.Image, profile: Profile) -> Encoded:
    moving = image.format in ("GIF", "PNG", "WEBP", "AVIF") and bool(getattr(image, "is_animated", False))
    flat = image.format in _LOSSLESS and _drawn(image)
    pixels = clean_pixels(image, profile)
    image.close()  # free the pixels of the source before encoding
    made = _as_jpeg(pixels, profile)
    if flat and (drawing := _light_png(pixels, max(profile.soft_limit, len(made.data)))):
        made = Encoded(drawing, "png", *pixels.size)
    return replace(made, moving=moving)


def _passed_through(file: IO[bytes], image: Image.Image, profile: Profile) -> Encoded | None:
    """Return a JPEG that needs no change, without its metadata and with its scan untouched.

    ``None`` for other pictures.

    The picture is decoded once, to make sure that the file is whole.
    """
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
    """Return whether the source looks like a drawing.

    Few colours, and in grey or palette pictures a few dominant tones.
    """
    image.load()
    colours = image.getcolors(FEW_COLOURS) if image.mode in ("1", "L", "P", "LA", "RGB", "RGBA") else None
    if colours is None or image.mode not in ("L", "P"):
        return colours is not None
    commonest = sorted((count for count, _ in colours), reverse=True)[:16]
    return sum(commonest) >= DRAWN_SHARE * image.width * image.height


def _as_jpeg(pixels: Image.Image, profile: Profile) -> Encoded:
    """Encode at the best quality that fits; if even the lowest quality is too large, encode at the fall-back size."""
    heavy = _ladder(pixels, profile)
    small = profile.fit_small(pixels.size)
    if len(heavy.data) <= profile.soft_limit or small == pixels.size:
        return heavy
    return _ladder(shrink(pixels, small), profile)


def _ladder(pixels: Image.Image, profile: Profile) -> Encoded:
    """Encode at the highest quality whose JPEG keeps the soft limit, or at the lowest quality if none does.

    The size falls with the quality. The search ends at a quality that fits when the next higher quality does not fit.
    """
    made: dict[int, bytes] = {}

    def keeps(step: int) -> bool:
        made[step] = _jpeg(pixels, profile.qualities[step])
        return len(made[step]) <= profile.soft_limit

    step, last = _likely_step(pixels, profile), len(profile.qualities) - 1
    if keeps(step):
        while step and keeps(step - 1):
            step -= 1
    else:
        while step < last and not keeps(step := step + 1):
            pass
    return Encoded(made[step], "jpg", *pixels.size, profile.qualities[step])


def _likely_step(pixels: Image.Image, profile: Profile) -> int:
    """Guess the step at which the search for a quality begins. The guess affects the time, never the picture."""
    limit, first = profile.soft_limit, profile.qualities[0]
    sample = _sample(pixels)
    if sample is None or len(profile.qualities) == 1 or pixels.width * pixels.height <= limit:
        return 0
    expected = len(_jpeg(sample, first)) * pixels.height / sample.height / weight(first)
    steps = enumerate(profile.qualities)
    return next((step for step, quality in steps if expected * weight(quality) <= limit), len(profile.qualities) - 1)


_STRIP, _EVERY, _STRIPS = 16, 8, 3
"""Rows of a strip of the sample; one strip of eight is taken; a picture with fewer than three has no sample."""


def _sample(pixels: Image.Image) -> Image.Image | None:
    """Return strips from the whole height of a picture, pasted together.

    ``None`` for a picture that encodes quickly.
    """
    tops = range(_STRIP * _EVERY // 2, pixels.height - _STRIP + 1, _STRIP * _EVERY)
    if len(tops) < _STRIPS:
        return None
    sample = Image.new(pixels.mode, (pixels.width, _STRIP * len(tops)))
    for number, top in enumerate(tops):
        sample.paste(pixels.crop((0, top, pixels.width, top + _STRIP)), (0, number * _STRIP))
    return sample


def _jpeg(pixels: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    with memory_errors(sure=True):
        pixels.save(out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=False)
    return out.getvalue()


_FAR = 3
"""If the sample predicts a PNG this many times too large, the drawing is not encoded.

Finding its palette takes long.
"""


def _light_png(pixels: Image.Image, most: int) -> bytes:
    """Return a PNG of at most ``most`` bytes, or empty bytes if the PNG would be larger."""
    sample = _sample(pixels)
    if sample and len(_png(sample)) * pixels.height / sample.height > _FAR * most:
        return b""
    made = _png(pixels)
    return made if len(made) <= most else b""


def _png(pixels: Image.Image) -> bytes:
    """Encode a PNG with a palette. No loss up to 256 colours.

    More colours, as on soft edges, are rounded to the nearest.
    """
    if pixels.mode == "RGB":
        pixels = pixels.quantize(FEW_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = BytesIO()
    with memory_errors(sure=True):
        pixels.save(out, "PNG", optimize=True)
    return out.getvalue()


EDGE = 1600
"""Pixels of the long edge: small print is legible, and the picture is encoded quickly."""
_QUALITY = 80


def printed_page(data: bytes, name: str) -> bytes:
    """Encode a picture, or the first page of a PDF, as an upright sRGB JPEG with at most ``EDGE`` pixels on a side.

    Raises:
        PictureRefusedError: a guard refuses the file.
        Exception: whatever Pillow or PDFium raises for a damaged file.
    """
    return _jpeg_bytes(_whole_page(data, name, EDGE), _QUALITY)


_CUT_EDGE, _CUT_QUALITY = 6000, 92
"""Pixels of the page, and JPEG quality of the part cut out of it; the part is encoded again for the EPUB."""


def cut_out(data: bytes, name: str, part: Part) -> bytes:
    """Cut a part out of a picture, or out of the first page of a PDF, and encode it as an upright sRGB JPEG.

    Args:
        data: the bytes of the picture or the PDF.
        name: of its file.
        part: left, top, right and bottom as fractions of the upright page.

    Raises:
        PictureRefusedError: a guard refuses the file.
        Exception: whatever Pillow or PDFium raises for a damaged file.
    """
    if check_file(BytesIO(data), name) == "PDF":
        return _jpeg_bytes(first_page(data, part), _CUT_QUALITY)
    page = _whole_page(data, name, _CUT_EDGE)
    left, top, right, bottom = part
    box = (round(left * page.width), round(top * page.height), round(right * page.width), round(bottom * page.height))
    return _jpeg_bytes(page.crop(box), _CUT_QUALITY)


def _whole_page(data: bytes, name: str, edge: int) -> Image.Image:
    with warnings.catch_warnings():  # Pillow warns about metadata, which is dropped
        warnings.simplefilter("ignore")
        with open_picture(BytesIO(data), name) as image:
            return clean_pixels(image, Profile(width=edge, height=edge)).convert("RGB")


def _jpeg_bytes(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    with memory_errors(sure=True):
        image.save(out, "JPEG", quality=quality)
    return out.getvalue()


SIDE = 96
"""Pixels of a side: 1em at the largest font sizes of readers with 300 dots per inch."""
_GREYS = 16
"""Tones of an e-ink screen."""


def drawn_character(char: str, font: Path | bytes, index: int = 0) -> Picture:
    """Draw a character in black on white, in a square of one em."""
    source = BytesIO(font) if isinstance(font, bytes) else font
    with memory_errors():
        face = ImageFont.truetype(source, SIDE, index, layout_engine=ImageFont.Layout.BASIC)
    square = Image.new("L", (SIDE, SIDE), 255)
    above, below = face.getmetrics()
    left, _, right, _ = face.getbbox(char)
    at = ((SIDE - right - left) / 2, (SIDE - (above + below)) / 2)
    ImageDraw.Draw(square).text(at, char, 0, face)
    return _picture(char, square)


def character_picture(char: str, data: bytes, name: str) -> Picture:
    """Prepare the publication's own picture of a character: on a white ground, at most ``SIDE`` pixels wide and high.

    Raises:
        PictureRefusedError: a guard refuses the file.
        Exception: whatever Pillow raises for a damaged file.
    """
    with open_picture(BytesIO(data), name) as image:
        given = image.convert("RGBA")
    page = Image.new("RGBA", given.size, "white")
    page.alpha_composite(given)
    grey = page.convert("L")
    grey.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return _picture(char, grey)


def _picture(char: str, image: Image.Image) -> Picture:
    out = BytesIO()
    step = 256 // _GREYS
    image.point([min(255, round(tone / step) * step) for tone in range(256)]).save(out, "PNG", optimize=True)
    data = out.getvalue()
    return Picture(
        name=f"gaiji/u{ord(char):04x}.png",
        media_type="image/png",
        width=image.width,
        height=image.height,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
    )
