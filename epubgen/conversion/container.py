# SPDX-License-Identifier: AGPL-3.0-or-later
"""An EPUB written anew with some members changed: the same bytes for the same input, pictures streamed and stored."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TypeAlias

from epubgen.epub.package import zip_entry
from epubgen.errors import CheckFailed, finding
from epubgen.validation.archive import FAILURES, Archive

__all__ = ["Change", "rewrite"]

Change: TypeAlias = bytes | Callable[[], bytes]
"""The new content of a member, or what makes it when its turn has come."""

_STORED = (".jpg", ".jpeg", ".png")
_TYPE = "mimetype"


def rewrite(archive: Archive, stream: IO[bytes], changes: Mapping[str, Change]) -> None:
    """Copy an EPUB: ``mimetype`` first, then every member in its old order, changed or as it was; fixed dates.

    Raises:
        CheckFailed: B18 a member cannot be read.
    """
    names = dict.fromkeys(entry.name for entry in archive.entries if not entry.name.endswith("/"))
    names.pop(_TYPE, None)
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr(zip_entry(_TYPE, stored=True), "application/epub+zip")
        for name in names:
            entry = zip_entry(name, stored=name.lower().endswith(_STORED))
            if name in changes:
                change = changes[name]
                pack.writestr(entry, change if isinstance(change, bytes) else change())
            else:
                _copy(archive, pack, entry)


def _copy(archive: Archive, pack: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Stream a member; only one whose name is in the table and whose size is within limits comes here."""
    entry.file_size = archive.pack.NameToInfo[entry.filename].file_size
    with pack.open(entry, "w") as sink:
        for piece in _pieces(archive, entry.filename):
            sink.write(piece)


def _pieces(archive: Archive, name: str) -> Iterator[bytes]:
    """The bytes of a member, some at a time; a disk that is full where they go is another fault."""
    try:
        with archive.pack.open(name) as source:
            while piece := source.read(1 << 16):
                yield piece
    except FAILURES as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error
