# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page of a PDF as a picture: a printed page becomes its facsimile. Needs the extra ``pdf``."""

from __future__ import annotations

import threading
from importlib.util import find_spec

from PIL import Image

__all__ = ["first_page", "reads_pdf"]

EDGE = 2480
"""Pixels of the long edge: as much as the largest reader shows."""
_one_at_a_time = threading.Lock()
"""PDFium must not be called from two threads."""


def reads_pdf() -> bool:
    """Whether the extra is installed."""
    return find_spec("pypdfium2") is not None


def first_page(data: bytes) -> Image.Image:
    """The first page on white.

    Raises:
        Exception: whatever PDFium says of a damaged file.
    """
    import pypdfium2  # noqa: PLC0415 - an extra

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[0]
            picture = page.render(scale=EDGE / max(page.get_size())).to_pil()
            return Image.frombytes(picture.mode, picture.size, picture.tobytes()).convert("RGB")
        finally:
            document.close()
