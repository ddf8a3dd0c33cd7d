# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fits a picture into its place on the cover: cropped around its focal point, whole, or without its white margin."""

from __future__ import annotations

from epubgen.images.pillow import Image, ImageChops, ImageOps

__all__ = ["cropped", "trimmed", "whole"]

_BLANK = 24
"""Maximum difference in tone between an almost white margin and white."""


def cropped(image: Image.Image, size: tuple[float, float], focal: tuple[float, float] | None) -> Image.Image:
    """Scale and crop a picture to a size, so that its focal point stays as near to the middle as possible."""
    wanted = (max(1, round(size[0])), max(1, round(size[1])))
    return ImageOps.fit(image, wanted, Image.Resampling.LANCZOS, centering=_centering(image.size, wanted, focal))


def _centering(have: tuple[int, int], want: tuple[int, int], focal: tuple[float, float] | None) -> tuple[float, float]:
    """Return how the parts cut off are divided between the sides, so that the focal point is nearest to the middle.

    The result is the share on the left and the share at the top, each from 0 to 1.
    """
    x, y = focal or (0.5, 0.42)
    scale = max(want[0] / have[0], want[1] / have[1])
    shares = []
    for point, length, window in ((x, have[0] * scale, want[0]), (y, have[1] * scale, want[1])):
        spare = length - window
        shares.append(min(1.0, max(0.0, (point * length - window / 2) / spare)) if spare > 1 else 0.5)
    return shares[0], shares[1]


def whole(image: Image.Image, size: tuple[float, float]) -> Image.Image:
    """Scale the whole picture to the largest size that fits."""
    factor = min(size[0] / image.width, size[1] / image.height)
    fitted = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(fitted, Image.Resampling.LANCZOS)


def trimmed(image: Image.Image) -> Image.Image:
    """Return a picture without its white margin."""
    dark = ImageChops.invert(image.convert("L")).point(lambda tone: 255 if tone > _BLANK else 0)
    box = dark.getbbox()
    return image.crop(box) if box else image
