# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds ``publication.yaml``: beside the issue or up to two folders above it; in a tree and on disk."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubgen.files.input_tree import InputTree

__all__ = ["ABOVE", "PUBLICATION_FILE", "folders_above", "publication_in_tree", "publication_on_disk"]

PUBLICATION_FILE = "publication.yaml"
ABOVE = 2
"""So many folders above the issue it may stand."""


def folders_above(folder: str) -> Iterator[str]:
    """Yield a folder of a tree, then the folders above it in which files of the publication may be."""
    for _ in range(ABOVE + 1):
        yield folder
        if not folder:
            return
        folder = posixpath.dirname(folder)


def publication_in_tree(inputs: InputTree) -> str | None:
    """Return the nearest ``publication.yaml`` of a tree; ``None`` if there is none."""
    names = (posixpath.join(folder, PUBLICATION_FILE) for folder in folders_above(inputs.base))
    return next((name for name in names if inputs.has(name)), None)


def publication_on_disk(folder: Path, names: Sequence[str] = (PUBLICATION_FILE,)) -> tuple[Path, str]:
    """Return the nearest folder that holds one of the files, the first name first, and the relative path to ``folder``.

    If there is none, return the folder itself and an empty path.
    """
    steps = folder.resolve().parts
    for name, up in product(names, range(ABOVE + 1)):
        root = Path(os.path.normpath(folder.joinpath(*[".."] * up)))
        if up < len(steps) and (root / name).is_file():
            return root, "/".join(steps[len(steps) - up :])
    return folder, ""
