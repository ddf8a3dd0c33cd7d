# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files in the EPUB: one allocator for all, so that no two collide and each is legal everywhere.

EPUB 3.3 §4.2.3 allows much more; ``[a-z0-9-]`` is what every shop, device and file system takes.
"""

from __future__ import annotations

import re

__all__ = ["Names", "fragment"]

_MAX = 60


class Names:
    """Gives each thing a name of its own; the same requests in the same order give the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, prefix: str, wish: str = "") -> str:
        """A fresh name that starts with ``prefix`` and shows what Latin letters and digits ``wish`` has."""
        stem = f"{prefix}-{slug}" if (slug := _slug(wish)) else prefix
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name


def fragment(page: str) -> str:
    """The id of the marker of a printed page: ``page-01``; unusual signs become their code points."""
    return "page-" + "".join(c if re.match(r"[A-Za-z0-9._-]", c) else f"u{ord(c):x}" for c in page)


def _slug(wish: str) -> str:
    return re.sub("[^a-z0-9]+", "-", wish.lower()).strip("-")[:_MAX].rstrip("-")
