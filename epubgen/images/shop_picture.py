# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture for a catalogue: from the bytes of any picture, inside a box of pixels."""

from __future__ import annotations

import warnings
from io import BytesIO

from epubgen.images.encode import encode
from epubgen.images.profile import Profile

__all__ = ["shop_picture"]

_MOST_BYTES = 150 * 1024


def shop_picture(data: bytes, name: str, box: tuple[int, int]) -> tuple[bytes, str] | None:
    """The picture, upright and without metadata, and the ending of its file: ``jpg`` or ``png``.

    Args:
        data: of any picture that photos may be.
        name: for its format.
        box: width and height in pixels, which it never exceeds.

    Returns:
        ``None`` for what is no picture, is broken, or may not be decoded.
    """
    profile = Profile(width=box[0], height=box[1], edge=max(box), qualities=(80, 70, 60), soft_limit=_MOST_BYTES)
    try:
        with warnings.catch_warnings():  # Pillow warns about metadata that we drop
            warnings.simplefilter("ignore")
            made = encode(BytesIO(data), name, profile)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever Pillow raises for a damaged picture
        return None
    return made.data, made.extension
