# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the publication of an issue is written down."""

from __future__ import annotations

import posixpath

from epubgen.files.input_tree import InputTree
from epubgen.options import Options

__all__ = ["misnamed", "publication_file", "publication_place"]

_LEVELS = 3
"""``publication.yaml`` stands in the folder of the issue or up to two above it."""


def publication_file(inputs: InputTree) -> str | None:
    """The nearest ``publication.yaml``; ``None`` when there is none."""
    folder = inputs.base
    for _ in range(_LEVELS):
        name = posixpath.join(folder, "publication.yaml")
        if inputs.has(name):
            return name
        if not folder:
            break
        folder = posixpath.dirname(folder)
    return None


def misnamed(inputs: InputTree, folder: str, name: str) -> str | None:
    """A file of that folder that was meant to be this YAML file: ``issue.yml``, ``issue.yaml.txt``, ``Issue.yaml``."""
    stem = posixpath.splitext(name)[0]
    known = {f"{stem}{ending}" for ending in (".yaml", ".yml", ".yaml.txt", ".yml.txt", ".yaml.yaml")}
    beside = sorted(inputs.beside(posixpath.join(folder, name)))
    return next((other for other in beside if posixpath.basename(other).lower() in known and inputs.has(other)), None)


def publication_place(inputs: InputTree, options: Options) -> tuple[InputTree, str] | None:
    """The file that the option names, with its tree, else the nearest ``publication.yaml``."""
    if options.publication is not None:
        return InputTree.folder(options.publication.parent), options.publication.name
    name = publication_file(inputs)
    return (inputs, name) if name else None
