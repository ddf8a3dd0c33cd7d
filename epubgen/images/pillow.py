# SPDX-License-Identifier: AGPL-3.0-or-later
"""The modules of Pillow. Each is loaded when it is first used.

A rebuild takes photos and cover from the cache, and a check of texts touches no picture: they do not wait for Pillow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = [
    "Image",
    "ImageChops",
    "ImageCms",
    "ImageColor",
    "ImageDraw",
    "ImageFile",
    "ImageFilter",
    "ImageFont",
    "ImageOps",
]

if TYPE_CHECKING:
    from PIL import Image, ImageChops, ImageCms, ImageColor, ImageDraw, ImageFile, ImageFilter, ImageFont, ImageOps
else:

    class _Module:
        """Takes the place of a module; its names are looked up there."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, name: str) -> object:
            return getattr(import_module(self._name), name)

    Image, ImageChops, ImageCms, ImageColor, ImageDraw, ImageFile, ImageFilter, ImageFont, ImageOps = (
        _Module(f"PIL.{name}") for name in __all__
    )
