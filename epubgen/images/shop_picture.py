# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the picture of an issue for a shop or catalogue, from the bytes of any picture, within a box of pixels."""

from __future__ import annotations

import warnings
from io import BytesIO

from epubgen.images.encode import encode
from epubgen.images.profile import Profile

__all__ = ["shop_picture"]

_MOST_BYTES = 150 * 1024


def shop_picture(data: bytes, name: str, box: tuple[int, int]) -> tuple[bytes, str] | None:
    """Encode a picture upright and without metadata; return its bytes and its extension, ``jpg`` or ``png``.

    Args:
        data: the bytes of a picture in any format that photos may have.
        name: of its file; its extension reveals raw photos, which are refused.
        box: maximum width and height in pixels.

    Returns:
        ``None`` if the data are not a picture, are damaged, or are refused by a guard.
    """
    profile = Profile(width=box[0], height=box[1], edge=max(box), qualities=(80, 70, 60), soft_limit=_MOST_BYTES)
    try:
        with warnings.catch_warnings():  # Pillow warns about metadata, which is dropped
            warnings.simplefilter("ignore")
            made = encode(BytesIO(data), name, profile)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
        return None
    return made.data, made.extension
