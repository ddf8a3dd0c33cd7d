# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files and ids: text as a slug, and the first name that is not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

__all__ = ["folded_slug", "free_name", "slug"]


def slug(text: str) -> str:
    """The ASCII letters and digits of a text in lower case, words joined by hyphens; empty when it has none."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def folded_slug(text: str) -> str:
    """The slug of a text whose accents are dropped first: ``Été`` gives ``ete``."""
    return slug(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


def free_name(stem: str, taken: Callable[[str], bool], ending: str = "") -> str:
    """The name, else the first of ``stem-2``, ``stem-3`` … that is not taken; the ending stays behind the number."""
    if not taken(stem + ending):
        return stem + ending
    return next(name for number in count(2) if not taken(name := f"{stem}-{number}{ending}"))
