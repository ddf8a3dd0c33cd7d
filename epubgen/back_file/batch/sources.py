# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which issues a batch builds: folders, archives, globs, a publication with all its issues, lists of them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from epubgen.back_file.batch.addresses import is_address, sources_at
from epubgen.epub.edition import identifier
from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.publication_place import PUBLICATION_FILE
from epubgen.files.regular import files_below
from epubgen.files.targets import EPUB
from epubgen.importers import find_importer
from epubgen.importers.open_source import issues_in, issues_in_archive, open_source
from epubgen.model import Issue
from epubgen.startup import dataclass, regex

__all__ = ["BatchInput", "BatchSource", "found_sources", "is_epub_source"]

BatchInput: TypeAlias = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Issue
"""A path, a glob, an address, the pages of one issue as several paths, or an issue made in Python."""

_LISTS = (".txt", ".list", ".lst")
_DATA = (".json", ".yaml", ".yml")
_GLOB = regex(r"[*?\[]")
_QUOTED = regex(r"""^(["'])(.+)\1$""")
"""A line of a list as Windows copies paths."""


@dataclass(frozen=True, slots=True)
class BatchSource:
    """One issue to build."""

    key: str
    """By it the issue is known again in the journal, whatever folder the command is run in."""
    source: str | tuple[str, ...] | Issue
    """What ``build`` takes, as it was typed; or an address."""
    settings: tuple[tuple[str, str], ...] = ()
    """Options of this issue alone: day and paper of sorted pages."""
    told: tuple[Finding, ...] = ()
    """What was found while its pages were sorted."""
    missing: tuple[str, ...] = ()
    """Pages that lack."""
    is_pages: bool = False
    """Whether it is printed pages: then a page that cannot be read is left out, and its quality is measured."""


def found_sources(named: BatchInput | Iterable[BatchInput], encoding: str = "") -> Iterator[BatchSource]:
    """The issues that the names mean, those of a folder by name; a folder may hold many, at any depth.

    A file whose name ends with ``.txt``, ``.list`` or ``.lst`` is a list: a source on each line, relative to the list;
    empty lines and those that begin with ``#`` are passed over.

    Raises:
        OptionsError: EG003 there is no such file; in a list with its line.
    """
    if isinstance(named, Issue):
        yield BatchSource(f"issue:{identifier(named).rpartition(':')[2]}", named)
    elif isinstance(named, (str, os.PathLike)):
        yield from _of_name(os.fspath(named), encoding, None)
    else:
        for one in named:
            if isinstance(one, (str, os.PathLike, Issue)):
                yield from found_sources(one, encoding)
            else:
                paths = tuple(os.fspath(path) for path in one)
                yield BatchSource("|".join(map(_key, paths)), paths)


def is_epub_source(path: Path) -> bool:
    """Whether a path is an EPUB, or a folder that holds EPUBs and no issue of ours."""
    if path.suffix.lower() == EPUB.ending:
        return path.is_file()
    if not path.is_dir() or (path / "issue.yaml").is_file() or (path / PUBLICATION_FILE).is_file():
        return False
    return any(True for _ in files_below(path, EPUB.ending))


def _key(path: str) -> str:
    return Path(os.path.realpath(path)).as_posix()


def _one(path: Path) -> BatchSource:
    """Return the source of a path. The journal is text, so the name must be valid text.

    Raises:
        OptionsError: EG105.name the name is no valid text.
    """
    key = _key(os.fspath(path))
    if (shown := os.fsencode(key).decode(errors="replace")) != key:
        raise OptionsError(finding("EG105.name", Location(shown), ""))
    return BatchSource(key, path.as_posix())


def _of_name(name: str, encoding: str, at: Location | None, lists: tuple[str, ...] = ()) -> Iterator[BatchSource]:
    if is_address(name):
        yield from (BatchSource(address, address) for address in sources_at(name))
        return
    path = Path(name)
    if not os.path.lexists(path) and _GLOB.search(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may be absolute
        found = [match for match in matches if _key(match) not in lists]  # ``*`` in a list means the other files
        for match in found:
            yield from _of_path(Path(match), encoding, lists)
        if found:
            return
    if not path.exists():
        try:
            open_source(path, encoding)
        except OptionsError as error:  # EG003 with the nearest name
            told = error.findings[0]
            raise OptionsError(finding("EG105", at, "", name=name, **dict(told.args)) if at else told) from error
        yield _one(path)  # a folder in an archive
        return
    yield from _of_path(path, encoding, lists)


def _of_path(path: Path, encoding: str, lists: tuple[str, ...]) -> Iterator[BatchSource]:
    if path.is_dir():
        yield from _of_folder(path, encoding)
    elif path.suffix.lower() in _LISTS:
        yield from _of_list(path, encoding, lists)
    elif path.suffix.lower() == ".zip":
        yield from map(_one, issues_in_archive(path, encoding) or (path,))
    elif path.name == PUBLICATION_FILE and (issues := issues_in(path.parent)):
        yield from map(_one, issues)
    else:
        yield _one(path.parent if path.name == "issue.yaml" else path)


def _of_list(path: Path, encoding: str, lists: tuple[str, ...]) -> Iterator[BatchSource]:
    inputs, lists = open_source(path), (*lists, _key(os.fspath(path)))
    for number, line in enumerate(inputs.text(inputs.entry[0], encoding).split("\n"), start=1):
        name = _QUOTED.sub(r"\2", line.strip())
        if name and not name.startswith("#"):
            full, at = (
                name if is_address(name) else os.path.normpath(path.parent / name),
                Location(path.as_posix(), number),
            )
            if _key(full) in lists:
                raise OptionsError(finding("EG105.itself", at, "", name=name))
            yield from _of_name(full, encoding, at, lists)


def _of_folder(folder: Path, encoding: str) -> Iterator[BatchSource]:
    """One issue, the issues of a publication, or whatever the folders and files in it hold."""
    if (folder / "issue.yaml").is_file() or (folder / "articles").is_dir():
        yield _one(folder)
    elif issues := issues_in(folder):
        yield from map(_one, issues)
    elif not _holds_issues(folder) and _is_issue(folder, encoding):
        yield _one(folder)
    else:
        for entry in sorted(folder.iterdir(), key=lambda path: path.name):
            if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
                continue
            if entry.is_dir():
                yield from _of_folder(entry, encoding)
            elif entry.suffix.lower() == ".zip":
                yield from map(_one, issues_in_archive(entry, encoding) or (entry,))
            elif entry.suffix.lower() in _DATA and _is_issue(entry, encoding):
                yield _one(entry)


def _holds_issues(folder: Path) -> bool:
    """Whether archives or issue folders lie in it: then a page of text beside them is no issue."""
    return any(True for pattern in ("*.zip", "*/issue.yaml", "*/publication.yaml") for _ in folder.glob(pattern))


def _is_issue(path: Path, encoding: str) -> bool:
    """Whether an importer recognises it: a folder of printed pages, a file of an issue."""
    try:
        find_importer(open_source(path, encoding), "")
    except (OptionsError, SourceError):
        return False
    return True
