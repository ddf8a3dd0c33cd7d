# SPDX-License-Identifier: AGPL-3.0-or-later
"""Detects whether an issue has changed since it was built: one hash of its files, the options and the versions."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree
from epubgen.files.regular import open_regular
from epubgen.importers.open_source import archive_part, open_source, reopen
from epubgen.model import Issue
from epubgen.options import Options
from epubgen.version import __version__

__all__ = ["file_hash", "fingerprint", "inputs_outside", "own_hash", "settings_hash"]

_NOT_CONTENT = frozenset({"progress", "images", "cache", "cache_limit", "threads", "force", "clock", "replace"})
"""Options that change no byte of an EPUB and no finding about it."""
_WRITERS = ("pillow", "uharfbuzz", "lxml", "ebooklib", "pillow-heif", "pypdfium2")
"""Libraries whose versions change bytes."""


_PIECE = 2**20


def settings_hash(options: Options, pattern: str) -> str:
    """Return the SHA-256 of the options, of the files they name, and of the versions.

    It is the same for all issues of a batch.
    """
    told = [f"{name}={_installed(name)}" for name in _WRITERS]
    told += [f"{one.name}={getattr(options, one.name)!r}" for one in fields(options) if one.name not in _NOT_CONTENT]
    if options.release_check or options.revision:
        told.append(f"clock={options.clock!r}")
    named = (*options.css, *options.fonts, *((options.publication,) if options.publication else ()))
    told += [f"{path}:{file_hash(path)}" for path in named]
    return hashlib.sha256("\n".join([__version__, pattern, *told]).encode()).hexdigest()


@cache
def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def own_hash(source: str | tuple[str, ...] | Issue, encoding: str) -> str:
    """Return the SHA-256 of an issue's own files, computed before they are read; empty if they cannot be read.

    Args:
        source: an input that ``build`` accepts.
        encoding: the encoding of names in archives.
    """
    digest = hashlib.sha256()
    try:
        for piece in _pieces(source, encoding):
            digest.update(f"{piece}\n".encode())
    except (EpubgenError, OSError):
        return ""
    return digest.hexdigest()


def _pieces(source: str | tuple[str, ...] | Issue, encoding: str) -> Iterator[str]:
    if isinstance(source, Issue):
        yield repr(source)
    elif isinstance(source, str) and source.lower().endswith(".zip") and Path(source).is_file():
        yield file_hash(Path(source))
    elif isinstance(source, str) and (inside := archive_part(Path(source))):
        yield f"{inside[1]}:{file_hash(inside[0])}"
    else:
        inputs = open_source(source, encoding)
        yield from _listed(inputs, {*(inputs.names if _is_folder(source) else ()), *inputs.entry})


def fingerprint(
    source: str | tuple[str, ...] | Issue, own: str, outside: Iterable[str], settings: str, encoding: str
) -> str:
    """Return the hash of everything that an EPUB is made from; empty if it is unknown: then the issue is built again.

    Args:
        source: an input that ``build`` accepts.
        own: the result of ``own_hash``.
        outside: other files that the build read, see ``inputs_outside``.
        settings: the result of ``settings_hash``.
        encoding: the encoding of names in archives.
    """
    digest = hashlib.sha256(f"{settings}\n{own}\n".encode())
    names = set(outside)
    try:
        if names and (root := source.root if isinstance(source, Issue) else source):
            inputs = reopen(source.root, encoding) if isinstance(source, Issue) else open_source(root, encoding)
            digest.update("\n".join(_listed(inputs, names)).encode())
    except (EpubgenError, OSError):
        return ""
    return digest.hexdigest() if own else ""


def _listed(inputs: InputTree, names: set[str]) -> Iterator[str]:
    for name in sorted(names):
        path = inputs.path(name)
        yield f"{name}:{file_hash(path) if path and inputs.has(name) else ''}"


def _is_folder(source: object) -> bool:
    return isinstance(source, str) and Path(source).is_dir()


def inputs_outside(source: str | tuple[str, ...] | Issue, inputs: InputTree) -> tuple[str, ...]:
    """Return the files that a build read, without those of the issue's own folder and of other issues.

    Missing files count: the issue is built again when they appear. Issues beside this one are only compared with it, so
    the arrival of tomorrow's issue changes nothing in today's.
    """
    if inputs.root is None:
        return ()
    start = f"{inputs.base}/" if inputs.base else ""
    own = _is_folder(source)
    asked = (name for name in inputs.asked if not (own and name.startswith(start)) and name not in inputs.entry)
    return tuple(sorted(name for name in asked if not _of_another_issue(name, inputs)))


def _of_another_issue(name: str, inputs: InputTree) -> bool:
    folder = posixpath.dirname(name)
    while folder and inputs.root:
        if folder == inputs.base:
            return False
        if (inputs.root / folder / "issue.yaml").is_file() or posixpath.basename(name) == "issue.yaml":
            return True
        folder = posixpath.dirname(folder)
    return False


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file; empty if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open_regular(path) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
