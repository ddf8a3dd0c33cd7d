# SPDX-License-Identifier: AGPL-3.0-or-later
"""Input that is one file of data: which file it is, and whether it looks like a format."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import Origin

__all__ = ["data_file"]

_OWN = ("issue.yaml", "publication.yaml")
_TYPES = (".json", ".yaml", ".yml")


def data_file(origin: Origin, looks: Callable[[bytes], bool]) -> str | None:
    """The file that the user named, else the only one in the issue's folder, where it looks like a format."""
    found = [name for name in _candidates(origin) if _reads_as(origin, name, looks)]
    return found[0] if len(found) == 1 else None


def _reads_as(origin: Origin, name: str, looks: Callable[[bytes], bool]) -> bool:
    """Whether a file looks like a format; one that cannot be read does not."""
    try:
        return looks(origin.read(name).replace(b"\0", b""))
    except EpubgenError:
        return False


def _candidates(origin: Origin) -> Iterator[str]:
    for name in origin.entry or origin.names:
        here = posixpath.dirname(name) == origin.base or name in origin.entry
        if here and posixpath.splitext(name)[1].lower() in _TYPES and posixpath.basename(name) not in _OWN:
            yield name
