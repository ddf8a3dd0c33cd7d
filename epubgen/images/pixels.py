# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns a decoded picture into clean pixels: scaled first, then converted, then rotated, because scaling saves work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from threading import Lock

from epubgen.images.pillow import Image, ImageChops, ImageCms, ImageFilter
from epubgen.images.profile import Profile
from epubgen.images.source import DEEP

ORIENTATION = 0x0112
"""The EXIF tag of the orientation of the camera."""
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""Orientation → the name of what turns the picture upright, in ``Image.Transpose``."""
_SIDEWAYS = 5
"""From this orientation on, width and height are swapped."""
_BIG = 2
"""A picture that is more than this many times too large is first reduced by a whole factor, to save memory."""

SHAPE = (3, 2)
"""Ratio of width to height of a small picture that is cropped, so that it fits beside a summary."""


_BLOCK, _BLOCKS = 2**20, 64
"""Bytes of a memory block for pixels, and how many blocks are kept for the next picture."""
_FORMER: list[tuple[int, int]] = []
"""The two settings of Pillow before each call of ``pixels_reused`` that is still running."""
_SETTING = Lock()


@contextmanager
def pixels_reused() -> Iterator[None]:
    """Reuse the memory of one photo for the next; at the end of the block, free all of it.

    Otherwise the allocator of C keeps memory for a photo in each thread until the process ends. Pillow's settings hold
    for the whole process: of the calls in several threads the last to end restores them.
    """
    core = Image.core  # type: ignore[attr-defined]  # documented by Pillow, but missing in its type stubs
    with _SETTING:
        size, most = core.get_block_size(), core.get_blocks_max()
        _FORMER.append((size, most))
        core.set_block_size(min(size, _BLOCK))
        core.set_blocks_max(max(most, _BLOCKS))
    try:
        yield
    finally:
        with _SETTING:
            size, most = _FORMER.pop()
            core.set_blocks_max(most)
            core.clear_cache()
            core.set_block_size(size)


def clean_pixels(image: Image.Image, profile: Profile) -> Image.Image:
    """Return an upright sRGB or grey picture without transparency or metadata, inside the box of the profile."""
    if profile.cut:
        whole = clean_pixels(image, replace(profile, width=2 * profile.width, height=2 * profile.height, cut=None))
        piece = whole.crop(box(whole.size, profile.cut))
        return shrink(piece, profile.fit(piece.size))
    icc = image.info.get("icc_profile")
    turn = orientation(image)
    size = _fitted(image.size, turn, profile)
    if image.format in ("JPEG", "MPO"):
        image.draft(None, size)
    image.load()
    small = shrink(_decoded(_brightened(image) if image.info.get(DEEP) else image), size)
    flat = _on_white(small, icc if isinstance(icc, bytes) else None)
    gray = profile.gray or flat.mode == "L"
    return _new(turned(flat.convert("L") if gray else flat, turn))


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, from 1 to 8; 1 is upright, also for a damaged tag.

    TIFF and HEIC give 1, because Pillow turns them when it reads them.
    """
    if image.format in ("TIFF", "HEIF"):
        return 1
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - the pixels are usable even if the metadata is not
        return 1
    return value if value in _TURNS else 1


def turned(image: Image.Image, turn: int) -> Image.Image:
    """Return the picture rotated upright."""
    return image.transpose(Image.Transpose[_TURNS[turn]]) if turn in _TURNS else image


def shrink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scale a picture to a size. It must not have a palette."""
    if image.size == size:
        return image
    factor = min(image.width // (_BIG * size[0]), image.height // (_BIG * size[1]))
    if factor > 1:
        image = image.reduce(factor)
    return image.resize(size, Image.Resampling.LANCZOS)


def is_srgb(icc: bytes | None) -> bool:
    """Return whether the colours are sRGB already: there is no ICC profile, or the profile's name contains sRGB."""
    if not icc:
        return True
    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False


def box(size: tuple[int, int], focal: tuple[float, float]) -> tuple[int, int, int, int]:
    """Return the largest box of ``SHAPE`` in a picture; the focal point is as near to its middle as the edges allow."""
    width = min(size[0], max(1, round(size[1] * SHAPE[0] / SHAPE[1])))
    height = min(size[1], max(1, round(size[0] * SHAPE[1] / SHAPE[0])))
    left = min(max(0, round(focal[0] * size[0] - width / 2)), size[0] - width)
    top = min(max(0, round(focal[1] * size[1] - height / 2)), size[1] - height)
    return left, top, left + width, top + height


def _fitted(size: tuple[int, int], turn: int, profile: Profile) -> tuple[int, int]:
    if turn < _SIDEWAYS:
        return profile.fit(size)
    height, width = profile.fit((size[1], size[0]))
    return width, height


def _decoded(image: Image.Image) -> Image.Image:
    """Convert to one of the modes L, LA, RGB, RGBA, CMYK, LAB: 8 bits, no palette, transparency as a channel."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if "transparency" in image.info or image.mode in ("PA", "La", "RGBa"):
        return image.convert("LA" if image.mode == "La" else "RGBA")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Convert a deep grey picture to 8 bits.

    Whole numbers are scaled by the number of bits that the values use, fractions from 0 to 1; others are stretched.
    """
    deep = image.convert("F")
    low, high = (float(bound) for bound in deep.getextrema())  # type: ignore[arg-type]  # one band: two numbers
    if low >= 0 and high <= 1 and image.mode == "F":
        low, high = 0, 1
    elif low >= 0 and high < 2 ** _DEPTHS[-1]:
        low, high = 0, _white_of(high)
    span = max(high - low, 1e-9)
    return deep.point(lambda value: value * (255 / span) + (-low * 255 / span)).convert("L")


_BYTE = 255
_DEPTHS = (8, 10, 12, 14, 16)
"""Bits that scanners and cameras give in files of 16: their white is the greatest number of so many bits."""


def _white_of(high: float) -> int:
    """Return the value of white in a picture whose greatest value is ``high``."""
    return int(next(2**bits - 1 for bits in _DEPTHS if high < 2**bits))


def _brightened(image: Image.Image) -> Image.Image:
    """Scale the upper bytes of 16-bit values by the number of bits that the file uses.

    12 bits would look black otherwise.
    """
    plain = image.convert("RGB" if image.mode in ("RGB", "RGBA") else "L")
    high = max(band.getextrema()[1] for band in plain.split())
    white = _white_of(float(high) * 256 + _BYTE) // 256  # type: ignore[arg-type]
    if white in (0, _BYTE):
        return image
    table = [min(255, round(tone * 255 / white)) for tone in range(256)]
    bright = plain.point(table * len(plain.getbands()))
    if image.mode in ("LA", "RGBA"):
        seen = image.getchannel("A")
        dim = max(tone for tone, count in enumerate(seen.histogram()) if count) <= white
        bright.putalpha(seen.point(table) if dim else seen)
    return bright


def _on_white(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Return a grey or sRGB picture without transparency, on white or on the ground that ``ground_of`` chooses."""
    if image.mode in ("LA", "RGBA"):
        colour = _srgb(image.convert(image.mode[:-1]), icc)
        seen = image.getchannel("A")
        ground = ground_of(colour, seen)
        page = Image.new(colour.mode, image.size, ground if colour.mode == "L" else (ground,) * 3)
        page.paste(colour, mask=seen)
        return page
    return _srgb(image, icc)


_WHITE, _BLACK, _GREY = 255, 0, 118
_NEAR = 40
"""Minimum difference in tone between an edge and its ground for the edge to be visible."""
_THROUGH = 0.15
"""A picture with a smaller transparent share has no outline of its own, only rounded corners or a frame."""
_HALF = 0.5


def ground_of(image: Image.Image, seen: Image.Image) -> int:
    """Return the tone of the ground for a transparent picture: white, unless the outline would vanish on white.

    Args:
        image: the colours.
        seen: the opacity, a grey band.
    """
    solid = seen.point(lambda tone: 255 if tone > _BYTE // 2 else 0)
    if solid.histogram()[0] < _THROUGH * image.width * image.height:
        return _WHITE
    edge = ImageChops.subtract(solid, solid.filter(ImageFilter.MinFilter(3)))
    tones = image.convert("L").histogram(edge)
    whole = sum(tones)
    lost = {ground: sum(tones[max(0, ground - _NEAR) : ground + _NEAR + 1]) for ground in (_WHITE, _BLACK, _GREY)}
    if not whole or lost[_WHITE] < _HALF * whole:
        return _WHITE
    return min(lost, key=lambda ground: lost[ground])


def _srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Convert the colours to sRGB by the profile of the picture, or by the plain formula without a usable profile."""
    if image.mode == "LAB":
        return _through(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    if icc and not is_srgb(icc):
        try:
            fitting = _through(image, ImageCms.ImageCmsProfile(BytesIO(icc)))
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
        else:
            return fitting.convert("L") if image.mode == "L" else fitting
    return image if image.mode in ("L", "RGB") else image.convert("RGB")  # ``convert`` to the same mode would copy


def _through(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return ImageCms.profileToProfile(image, profile, srgb, outputMode="RGB") or image


def _new(image: Image.Image) -> Image.Image:
    """Copy the pixels into a new picture, which has no metadata."""
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


_LIGHT, _MOSTLY = 200, 0.9


def has_light_ground(data: bytes) -> bool:
    """Return whether the edges of an encoded picture are almost all light, as on paper.

    False if it cannot be decoded.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            image.draft("L", (256, 256))
            small = image.convert("L").resize((64, 64), Image.Resampling.BOX)
    except (OSError, ValueError):
        return False
    edges = ((0, 0, 64, 1), (0, 63, 64, 64), (0, 1, 1, 63), (63, 1, 64, 63))
    counts = [small.crop(edge).histogram() for edge in edges]
    light, whole = (sum(sum(count[tone:]) for count in counts) for tone in (_LIGHT, 0))
    return light >= _MOSTLY * whole
