# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the publication of an issue is written down."""

from __future__ import annotations

import posixpath

from epubgen.origin import Origin

__all__ = ["publication_file"]

_LEVELS = 3
"""``publication.yaml`` stands in the folder of the issue or up to two above it."""


def publication_file(origin: Origin) -> str | None:
    """The nearest ``publication.yaml``; ``None`` when there is none."""
    folder = origin.base
    for _ in range(_LEVELS):
        name = posixpath.join(folder, "publication.yaml")
        if origin.has(name):
            return name
        if not folder:
            break
        folder = posixpath.dirname(folder)
    return None
