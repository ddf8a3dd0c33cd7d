# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sources and outputs at addresses such as ``s3://bucket/paper``, through fsspec, for workers that share no disk."""

from __future__ import annotations

import atexit
import hashlib
import posixpath
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from epubgen.errors import Location, OptionsError, SourceError, ToolError, finding
from epubgen.files.publication_place import ABOVE, PUBLICATION_FILE
from epubgen.images.uses import is_picture
from epubgen.startup import regex

__all__ = [
    "address_hash",
    "address_size",
    "fetch",
    "file_system",
    "is_address",
    "reaching",
    "sources_at",
]

_ADDRESS = regex(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_GLOB = regex(r"[*?\[]")
_PATIENCE = 5
"""Seconds in which the thread of a store must end."""
_ISSUE_FILE = "issue.yaml"
_ISSUE_FOLDERS = ("issues", ".git", ".epubgen-batch")
_OTHERS = (".svg", ".yaml", ".yml", ".css", ".md", ".ttf", ".otf", ".woff", ".woff2")
"""How files are called that a publication may name beside photos."""


def is_address(text: object) -> bool:
    """Return whether a source or an output is an address (``s3://bucket/issues``) and not a path."""
    return isinstance(text, str) and _ADDRESS.match(text) is not None


def file_system(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it.

    Raises:
        ToolError: EG107 fsspec, or the library for this kind of address, is missing. OptionsError: EG107.kind.
    """
    kind = address.partition("://")[0]
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ToolError(finding("EG107", None, "", kind=kind, library="fsspec")) from error
    _end_connections_at_exit()
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise ToolError(finding("EG107", None, "", kind=kind, library=f"fsspec[{kind}]")) from error
    except ValueError as error:
        raise OptionsError(finding("EG107.kind", Location(address), kind=kind)) from error
    system.invalidate_cache()
    return system, path.rstrip("/")


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Convert exceptions of the library of an address to a finding.

    Raises:
        SourceError: EG107.unreached.
    """
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        why = str(error) or type(error).__name__
        raise SourceError(finding("EG107.unreached", Location(address), "", why=why)) from error


def sources_at(address: str) -> Iterator[str]:
    """Return the addresses of the issues that an address means: a glob, an issue, a publication, or a folder of these.

    Raises:
        OptionsError: EG003 nothing is there. ToolError: EG107. SourceError: EG107.unreached.
    """
    system, path = file_system(address)
    with reaching(address):
        if _GLOB.search(path):
            found = [system.unstrip_protocol(name) for name in sorted(system.glob(path))]
        elif system.isdir(path):
            found = [system.unstrip_protocol(name) for name in _issues_below(system.find(path), path)]
        else:
            found = [system.unstrip_protocol(path)] if system.exists(path) else []
    if not found:
        raise OptionsError(finding("EG003", Location(address), near=""))
    yield from found


def _issues_below(files: list[str], top: str) -> list[str]:
    """Return the issue folders and archives among the files below a folder."""
    folders = {posixpath.dirname(name) for name in files if posixpath.basename(name) == _ISSUE_FILE}
    archives = {name for name in files if name.lower().endswith(".zip")}
    loose = {name for name in archives if not any(name.startswith(f"{folder}/") for folder in folders)}
    return sorted(folders | loose) or [top]


def fetch(address: str, folder: Path) -> Path:
    """Copy an issue to a folder: its file, or its folder with the files beside ``publication.yaml``.

    Args:
        address: the address of the issue.
        folder: an empty folder.

    Returns:
        An input that ``build`` accepts.

    Raises:
        SourceError: EG107.unreached.
    """
    system, path = file_system(address)
    with reaching(address):
        files = _needed(system, path)
        top = posixpath.commonpath([posixpath.dirname(name) for name in files]) if files else path
        for name in files:
            local = folder / posixpath.relpath(name, top)
            local.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(name, str(local))
    return folder / posixpath.relpath(path, top)


def _needed(system: Any, path: str) -> list[str]:  # noqa: ANN401 - fsspec has no types
    """Return the files of an issue, and those of its publication that belong to no other issue."""
    if not system.isdir(path):
        return [path]
    own = list(system.find(path))
    home = path
    for _ in range(ABOVE + 1):
        if system.exists(f"{home}/{PUBLICATION_FILE}"):
            return sorted({*own, *_of_publication(system, home)})
        home = posixpath.dirname(home)
        if not home.strip("/"):
            break
    return sorted(own)


def _of_publication(system: Any, home: str) -> Iterator[str]:  # noqa: ANN401 - fsspec has no types
    """Return pictures, fonts and style sheets beside ``publication.yaml``, without entering the folders of issues."""
    for entry in system.ls(home, detail=True):
        name = entry["name"].rstrip("/")
        if entry["type"] == "directory":
            last = posixpath.basename(name)
            if last not in _ISSUE_FOLDERS and not last.startswith(".") and not system.exists(f"{name}/{_ISSUE_FILE}"):
                yield from (inner for inner in system.find(name) if _may_be_named(inner))
        elif _may_be_named(name):
            yield name


def _may_be_named(name: str) -> bool:
    return is_picture(name) or name.lower().endswith(_OTHERS)


def address_hash(address: str) -> str:
    """Return a hash of the names, sizes and tags that a store gives for the files of an issue. Nothing is downloaded.

    Raises:
        SourceError: EG107.unreached.
    """
    system, path = file_system(address)
    digest = hashlib.sha256()
    with reaching(address):
        for name in _needed(system, path):
            digest.update(f"{name}:{system.ukey(name)}\n".encode())
    return digest.hexdigest()


def address_size(address: str) -> int:
    """Return the size of a file in bytes; -1 if there is none."""
    with suppress(OSError, KeyError):
        system, path = file_system(address)
        return int(system.info(path)["size"])
    return -1


@cache
def _end_connections_at_exit() -> None:
    """Register ``_end_connections`` once for the end of the program, however many addresses were reached."""
    atexit.register(_end_connections)


def _end_connections() -> None:
    """End the thread of asynchronous stores and close its loop while Python can still do so.

    Python stops this thread abruptly at the very end. A file or connection that is closed later would wait for ever for
    an answer of the loop in that thread; a closed loop refuses at once.
    """
    library = sys.modules.get("fsspec.asyn")
    loop, thread = (library.loop[0], library.iothread[0]) if library else (None, None)
    if loop is None or thread is None or loop.is_closed():
        return
    with suppress(RuntimeError):  # somebody closed it just now
        loop.call_soon_threadsafe(loop.stop)
    thread.join(_PATIENCE)
    if not thread.is_alive():
        loop.close()
