# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the name of a photo says, as newsrooms number them: ``01-05.jpg`` is page 1, story 5. No file is opened."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Spot", "is_picture", "page_number", "spot", "stem"]

_NAME = re.compile(r"(?P<page>[A-Za-z]{0,2}\d{1,3})[-_](?P<story>\d{1,2})(?:[-_](?P<number>\d{1,2}))?(?:[-_ ]\D.*)?")
_PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".heif")


@dataclass(frozen=True, slots=True)
class Spot:
    """A story by its page and its place on it, and which of its photos is meant."""

    page: str
    story: int
    number: int = 1

    @property
    def key(self) -> tuple[str, int]:
        """The story alone."""
        return self.page, self.story


def spot(name: str) -> Spot | None:
    """What a file, or the id of a story, is numbered; ``None`` when its name says nothing of the kind."""
    found = _NAME.fullmatch(stem(name))
    return Spot(page_number(found["page"]), int(found["story"]), int(found["number"] or 1)) if found else None


def page_number(page: str) -> str:
    """``01`` and ``1``, ``A3`` and ``a03`` are one page."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", page.upper())


def stem(name: str) -> str:
    """The name without folder and ending; full-width digits count as digits."""
    return unicodedata.normalize("NFKC", posixpath.splitext(posixpath.basename(name))[0]).strip()


def is_picture(name: str) -> bool:
    """Whether a file is a picture by its ending."""
    return posixpath.splitext(name)[1].lower() in _PICTURES
