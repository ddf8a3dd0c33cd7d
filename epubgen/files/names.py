# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files and ids: text as a slug, and the first free name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

__all__ = ["folded_slug", "free_name", "slug"]


_WITHOUT_STROKES = str.maketrans(
    {"ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"}
)
"""Letters that Unicode does not part into a plain one and a mark."""


def slug(text: str) -> str:
    """Return the ASCII letters and digits of a text in lower case, words joined by hyphens; empty if it has none."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def folded_slug(text: str) -> str:
    """Return the slug of a text without its accents: ``Été`` gives ``ete``, ``Iğdır`` gives ``igdir``."""
    plain = text if text.isascii() else text.casefold().translate(_WITHOUT_STROKES)
    return slug(unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode())


def free_name(stem: str, taken: Callable[[str], bool], ending: str = "") -> str:
    """Return the name, or the first of ``stem-2``, ``stem-3`` … that is free.

    The number stands before the file ending.
    """
    if not taken(stem + ending):
        return stem + ending
    return next(name for number in count(2) if not taken(name := f"{stem}-{number}{ending}"))
