# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photo → ``![caption](path){alt="…" credit="…"}``."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.markup.attributes import spelled
from epubgen.markup.read_photo import CREDIT_PARTS
from epubgen.markup.write_inlines import escaped, target
from epubgen.model import Photo

__all__ = ["image"]


def image(photo: Photo) -> str:
    """The line that spells the photo; its bytes, when it has them, go to a file of the same name."""
    pairs = spelled(_pairs(photo))
    return f"![{escaped(photo.caption)}]({target(photo.file)})" + (f"{{{pairs}}}" if pairs else "")


def _pairs(photo: Photo) -> Iterator[tuple[str, str]]:
    if photo.alt:
        yield "alt", photo.alt
    if photo.decorative:
        yield ".", "decorative"
    for entry in photo.credit:
        yield "credit", entry.name
        yield from ((f"credit-{key}", value) for key, part in CREDIT_PARTS.items() if (value := getattr(entry, part)))
    if photo.focal:
        yield "focal", f"{photo.focal[0]!r} {photo.focal[1]!r}"
    yield from ((key, value) for key in ("date", "place", "rights") if (value := getattr(photo, key)))
    if photo.color != "keep":
        yield "color", photo.color
    if photo.width != "auto":
        yield "width", photo.width
