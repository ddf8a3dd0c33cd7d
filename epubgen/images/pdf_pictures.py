# SPDX-License-Identifier: AGPL-3.0-or-later
"""Extracts the pictures of a PDF page, cropped and rotated as shown; a JPEG that needs no change keeps its bytes."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Any

from epubgen.images.pdf_matrix import WHOLE, Matrix, bounds, joined, matrix_of
from epubgen.images.pillow import Image
from epubgen.startup import dataclass

__all__ = ["PdfPicture", "pictures_of"]

MIN_POINTS = 36
"""A picture shown smaller than this is a logo or a bullet, and is skipped."""
MIN_PIXELS = 32
MAX_PIXELS = 50_000_000
MAX_PICTURES = 60
"""Maximum number of pictures of one page. More are usually pieces of one drawing."""
_CUT = 0.02
"""The picture is cropped only if more than this share of a side is hidden."""

Box = tuple[float, float, float, float]
Place = Callable[[float, float, float, float], Box]


@dataclass(frozen=True, slots=True)
class PdfPicture:
    """A picture on a page: its box in points from the upper left corner, and its bytes as JPEG or PNG."""

    left: float
    top: float
    right: float
    bottom: float
    data: bytes = field(repr=False)
    """Empty if PDFium cannot draw the picture, or if it has too many pixels."""
    ending: str = "jpg"

    @property
    def area(self) -> float:
        """Square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)


def pictures_of(page: Any, images: Sequence[Any], place: Place, turn: int) -> Iterator[PdfPicture]:  # noqa: ANN401
    """Yield the pictures of a page that are large enough to be photos.

    Args:
        page: an open page of PDFium.
        images: its image objects, each with the matrix of the form that contains it.
        place: converts a box of the file to a box of the page as shown.
        turn: rotation of the page in degrees clockwise.
    """
    for thing, around in images[:MAX_PICTURES]:
        made = _PictureReader(page, thing, around, turn).read(place)
        if made:
            yield made


class _PictureReader:
    """A reader of one image object."""

    def __init__(self, page: Any, thing: Any, around: Matrix, turn: int) -> None:  # noqa: ANN401
        import pypdfium2.raw  # noqa: PLC0415 - an optional dependency

        self.raw, self.page, self.thing, self.around, self.turn = pypdfium2.raw, page, thing, around, turn
        self.matrix = joined(matrix_of(thing), around)

    def read(self, place: Place) -> PdfPicture | None:
        whole = self._box()
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        self.raw.FPDFImageObj_GetImagePixelSize(self.thing, wide, high)
        if not whole or min(wide.value, high.value) < MIN_PIXELS:
            return None
        shown = self._clipped(whole)
        box = place(*shown)
        if box[2] - box[0] < MIN_POINTS or box[3] - box[1] < MIN_POINTS:
            return None
        cut = _cut(whole, shown)
        quarter, mirrored = self._turned()
        plain = not cut and not quarter and not mirrored
        data = self._jpeg() if plain else b""
        if data:
            return PdfPicture(*box, data)
        if wide.value * high.value > MAX_PIXELS:
            return PdfPicture(*box, b"")
        picture = self._pixels()
        if picture is None:
            return PdfPicture(*box, b"")
        return PdfPicture(*box, *_saved(_turned_back(_cropped(picture, cut, quarter), quarter, mirrored=mirrored)))

    def _box(self) -> Box | None:
        box = bounds(self.matrix, 0.0, 0.0, 1.0, 1.0)
        return box if all(map(math.isfinite, box)) else None

    def _clipped(self, whole: Box) -> Box:
        """Return the visible box of the picture: its part inside its clip path and the page."""
        left, bottom, right, top = whole
        page = self.page.get_bbox()
        boxes = [page, *self._clips()]
        shown = (
            max(left, *(box[0] for box in boxes)),
            max(bottom, *(box[1] for box in boxes)),
            min(right, *(box[2] for box in boxes)),
            min(top, *(box[3] for box in boxes)),
        )
        return shown if shown[0] < shown[2] and shown[1] < shown[3] else whole

    def _clips(self) -> Iterator[Box]:
        raw = self.raw
        clip = raw.FPDFPageObj_GetClipPath(self.thing)
        if not clip or self.around[:4] != WHOLE[:4]:
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
            points = []
            for part in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
                segment = raw.FPDFClipPath_GetPathSegment(clip, path, part)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
                points.append((x.value, y.value))
            if len(points) > 2:  # noqa: PLR2004 - a box has four
                xs, ys = zip(*points, strict=True)
                yield min(xs), min(ys), max(xs), max(ys)

    def _turned(self) -> tuple[int, bool]:
        """Return the rotation of the picture on the page, in degrees clockwise, and whether it is mirrored."""
        a, b, c, d, *_ = self.matrix
        quarter = round(math.degrees(math.atan2(-b, a)) / 90) * 90 + self.turn
        return quarter % 360, a * d - b * c < 0

    def _jpeg(self) -> bytes:
        """Return the bytes of the file if the picture is a plain JPEG, else empty bytes."""
        raw = self.raw
        if raw.FPDFImageObj_GetImageFilterCount(self.thing) != 1:
            return b""
        name = ctypes.create_string_buffer(64)
        raw.FPDFImageObj_GetImageFilter(self.thing, 0, name, 64)
        if name.value != b"DCTDecode":
            return b""
        size = raw.FPDFImageObj_GetImageDataRaw(self.thing, None, 0)
        buffer = (ctypes.c_ubyte * size)()
        raw.FPDFImageObj_GetImageDataRaw(self.thing, buffer, size)
        data = bytes(buffer)
        return data if data.startswith(b"\xff\xd8\xff") else b""

    def _pixels(self) -> Image.Image | None:
        import pypdfium2  # noqa: PLC0415 - an optional dependency

        found = self.raw.FPDFImageObj_GetBitmap(self.thing)
        if not found:
            return None
        try:
            drawn = pypdfium2.PdfBitmap.from_raw(found).to_pil()
            return Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
        except (ValueError, KeyError, MemoryError):
            return None


def _cut(whole: Box, shown: Box) -> Box | None:
    """Return the hidden share of each side: left, bottom, right, top; ``None`` if all shares are small."""
    wide, high = whole[2] - whole[0] or 1.0, whole[3] - whole[1] or 1.0
    parts = (
        (shown[0] - whole[0]) / wide, (shown[1] - whole[1]) / high,
        (whole[2] - shown[2]) / wide, (whole[3] - shown[3]) / high,
    )  # fmt: skip
    return parts if max(parts) > _CUT else None


def _cropped(picture: Image.Image, cut: Box | None, quarter: int) -> Image.Image:
    """Return the picture without its hidden parts. A rotated picture is not cropped."""
    if not cut or quarter:
        return picture
    left, bottom, right, top = cut
    wide, high = picture.size
    box = (round(left * wide), round(top * high), round((1 - right) * wide), round((1 - bottom) * high))
    return picture.crop(box) if box[0] < box[2] and box[1] < box[3] else picture


def _turned_back(picture: Image.Image, quarter: int, *, mirrored: bool) -> Image.Image:
    """Return the picture rotated and mirrored as the page shows it."""
    if mirrored:
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return picture.transpose(ways[quarter]) if quarter in ways else picture


def _saved(picture: Image.Image) -> tuple[bytes, str]:
    """Encode a picture as JPEG; as PNG if it has few colours or transparency."""
    out = io.BytesIO()
    if picture.mode in ("RGBA", "LA", "P", "1") or picture.getcolors(256):
        picture.save(out, "PNG")
        return out.getvalue(), "png"
    picture.convert("L" if picture.mode == "L" else "RGB").save(out, "JPEG", quality=92)
    return out.getvalue(), "jpg"
