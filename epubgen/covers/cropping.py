# SPDX-License-Identifier: AGPL-3.0-or-later
"""Brings a picture to its size on the cover: cut around its focal point, whole, or without its white margin."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageOps

__all__ = ["cropped", "trimmed", "whole"]

_BLANK = 24
"""Tones that an almost white margin may differ from white."""


def cropped(image: Image.Image, size: tuple[float, float], focal: tuple[float, float] | None) -> Image.Image:
    """The picture filling a size; what must go is cut away from the focal point."""
    wanted = (max(1, round(size[0])), max(1, round(size[1])))
    return ImageOps.fit(image, wanted, Image.Resampling.LANCZOS, centering=_centering(image.size, wanted, focal))


def _centering(have: tuple[int, int], want: tuple[int, int], focal: tuple[float, float] | None) -> tuple[float, float]:
    """Where the crop lies, as a share of what is cut away, so that its middle is as near the focal point as can be."""
    x, y = focal or (0.5, 0.42)
    scale = max(want[0] / have[0], want[1] / have[1])
    shares = []
    for point, length, window in ((x, have[0] * scale, want[0]), (y, have[1] * scale, want[1])):
        spare = length - window
        shares.append(min(1.0, max(0.0, (point * length - window / 2) / spare)) if spare > 1 else 0.5)
    return shares[0], shares[1]


def whole(image: Image.Image, size: tuple[float, float]) -> Image.Image:
    """The whole picture as large as a size lets it be."""
    factor = min(size[0] / image.width, size[1] / image.height)
    fitted = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(fitted, Image.Resampling.LANCZOS)


def trimmed(image: Image.Image) -> Image.Image:
    """A picture on white without its white margin."""
    dark = ImageChops.invert(image.convert("L")).point(lambda tone: 255 if tone > _BLANK else 0)
    box = dark.getbbox()
    return image.crop(box) if box else image
