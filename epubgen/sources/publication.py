# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the publication of an issue is written down."""

from __future__ import annotations

import posixpath

from epubgen.options import Options
from epubgen.origin import Origin

__all__ = ["publication_file", "publication_place"]

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


def publication_place(origin: Origin, options: Options) -> tuple[Origin, str] | None:
    """The file that the option names, with its tree, else the nearest ``publication.yaml``."""
    if options.publication is not None:
        return Origin.folder(options.publication.parent), options.publication.name
    name = publication_file(origin)
    return (origin, name) if name else None
