# SPDX-License-Identifier: AGPL-3.0-or-later
"""Input that is one data file: which file it is, and whether it looks like a format."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree

__all__ = ["asked_file", "data_file"]

_OWN = ("issue.yaml", "publication.yaml")
_TYPES = (".json", ".yaml", ".yml")


def data_file(inputs: InputTree, looks: Callable[[bytes], bool]) -> str | None:
    """Return the file that the user named, or the only data file in the issue's folder, if it looks like a format."""
    found = [name for name in _candidates(inputs) if _reads_as(inputs, name, looks)]
    return found[0] if len(found) == 1 else None


def asked_file(inputs: InputTree, looks: Callable[[bytes], bool]) -> str:
    """Return the data file of a format that the user named: the file that looks like it, or else the only one."""
    return data_file(inputs, looks) or data_file(inputs, lambda _: True) or (*inputs.entry, inputs.base)[0]


def _reads_as(inputs: InputTree, name: str, looks: Callable[[bytes], bool]) -> bool:
    """Return whether a file looks like a format. A file that cannot be read does not."""
    try:
        return looks(inputs.read(name).replace(b"\0", b""))
    except EpubgenError:
        return False


def _candidates(inputs: InputTree) -> Iterator[str]:
    for name in inputs.entry or inputs.names:
        here = posixpath.dirname(name) == inputs.base or name in inputs.entry
        if here and posixpath.splitext(name)[1].lower() in _TYPES and posixpath.basename(name) not in _OWN:
            yield name
