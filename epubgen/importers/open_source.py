# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens what the user named as a tree of files: a folder, a ZIP archive, a file, printed pages, or files in memory."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.archives import ARCHIVE_FAILURES
from epubgen.files.input_tree import InputTree, foreign_archive
from epubgen.files.publication_place import PUBLICATION_FILE, publication_on_disk
from epubgen.files.regular import is_irregular
from epubgen.messages import near_word
from epubgen.startup import regex

__all__ = ["IssueSource", "archive_part", "issues_in", "issues_in_archive", "open_source", "reopen"]

IssueSource: TypeAlias = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Mapping[str, bytes | str]
"""A path, several paths, or files in memory by name."""

_PUBLICATION_FILES = (PUBLICATION_FILE, "publication.yml", "publication.yaml.txt")
"""Names that the native importer asks to be changed; it must see them."""
_FOLDER_FILE = regex(r"(?:issue|publication)\.ya?ml(?:\.txt)?", re.IGNORECASE)
"""The two files of an issue folder, misnamed too."""
_LAYOUT_FILE = regex(r"(?:^|[_.-])(?:middle|layout|content_list(?:_v2)?)\.json$", re.IGNORECASE)
"""What layout tools write beside the Markdown of the same pages."""
_NEWEST = 5
"""So many issues of a publication are named: it may have hundreds."""
_DATE = regex(r"\d{4}-\d\d-\d\d", re.ASCII)


def open_source(source: IssueSource, encoding: str = "") -> InputTree:
    """Open a source as a tree of files.

    ``encoding`` applies to the names in a ZIP archive that do not state their encoding.

    Raises:
        OptionsError: EG002 a publication folder, or an archive, with several issues; EG003 no such file; EG004 no
            source was named.
        SourceError: S11 an archive cannot be read; S24 names in an archive cannot be read.
    """
    if isinstance(source, Mapping):
        return InputTree.memory(source, base=_issue_folder(tuple(source)))
    paths = [Path(source)] if isinstance(source, (str, os.PathLike)) else [Path(path) for path in source]
    if not paths:
        raise OptionsError(finding("EG004"))
    first = paths[0]
    if len(paths) == 1 and (inside := archive_part(first)):
        return _archive(*inside, encoding)
    for path in paths:
        _must_exist(path)
    if len(paths) == 1 and first.is_dir():
        return _folder(first)
    if len(paths) == 1 and first.suffix.lower() == ".zip":
        return _archive(first, "", encoding)
    if len(paths) == 1 and (kind := foreign_archive(first)):
        raise SourceError(finding("S11.kind", Location(first.as_posix()), kind=kind))
    if len(paths) == 1 and _FOLDER_FILE.fullmatch(first.name):
        return _folder(first.parent)
    return _files(paths)


def archive_part(path: Path) -> tuple[Path, str] | None:
    """Return the archive of a path such as ``papers.zip/issues/2026-04-17``, and the folder in it; else ``None``."""
    for above in path.parents:
        if above.suffix.lower() == ".zip" and above.is_file():
            return above, path.relative_to(above).as_posix()
    return None


def issues_in_archive(path: Path, encoding: str = "") -> tuple[Path, ...]:
    """Return the issues of an archive that holds several, as ``papers.zip/issues/2026-04-17``; else nothing.

    Raises:
        SourceError: S11 the archive cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if len(_issue_folders(archive.namelist())) < 2:  # noqa: PLR2004 - one issue is no choice
                return ()
    except (OSError, *ARCHIVE_FAILURES):
        return ()  # who builds it says why
    return tuple(path / folder for folder in _issue_folders(InputTree.archive(path, encoding=encoding).files))


def _archive(path: Path, folder: str, encoding: str) -> InputTree:
    """Open an issue of an archive: the one in a folder of it, or its only one.

    Raises:
        OptionsError: EG002 it holds several issues, EG003 there is no such folder in it.
    """
    inputs = InputTree.archive(path, encoding=encoding)
    names = tuple(inputs.files)
    issues = _issue_folders(names)
    if folder and not any(name.startswith(f"{folder}/") for name in names):
        raise OptionsError(finding("EG003", Location((path / folder).as_posix()), near=near_word(folder, issues)))
    if not folder and len(issues) > 1:
        raise OptionsError(_which(path, [path / one for one in issues], "EG002.archive"))
    return replace(inputs, base=folder or _issue_folder(names))


def _issue_folders(names: Iterable[str]) -> list[str]:
    """Return the folders with an ``issue.yaml`` that lie least deep in a tree, by name; copies lie deeper."""
    found = sorted((name.count("/"), name.rpartition("/")[0]) for name in names if _is_issue_yaml(name))
    return [folder for depth, folder in found if depth == found[0][0]]


def _is_issue_yaml(name: str) -> bool:
    return name.rpartition("/")[2] == "issue.yaml" and not name.startswith("__MACOSX/")


def reopen(root: str, encoding: str = "") -> InputTree:
    """Open the tree that holds the photos of an issue: ``Issue.root``."""
    path = Path(root)
    return InputTree.archive(path, encoding=encoding) if path.is_file() else InputTree.folder(path)


def _must_exist(path: Path) -> None:
    if is_irregular(path):
        raise SourceError(finding("S10.unreadable.device", Location(path.as_posix())))
    if os.path.exists(path):  # noqa: PTH110 - no error for a name that is too long
        return
    near = ""
    with suppress(OSError, ValueError):
        folder = path.parent if path.parent.is_dir() else Path()
        near = near_word(path.name, sorted(entry.name for entry in folder.iterdir()))
    raise OptionsError(finding("EG003", Location(path.as_posix()), near=near))


def _folder(folder: Path) -> InputTree:
    """Open an issue folder inside its publication, or a folder of printed pages."""
    issues = issues_in(folder)
    if issues and not (folder / "issue.yaml").is_file():
        raise OptionsError(_which(folder, issues))
    root, base = publication_on_disk(folder, _PUBLICATION_FILES)
    if (folder / "issue.yaml").is_file() or (folder / "articles").is_dir():
        return InputTree.folder(root, base)
    if any(_LAYOUT_FILE.search(path.name) for path in folder.glob("*.json")):
        return InputTree.folder(root, base)  # the Markdown beside it holds the same pages, without boxes
    pages = sorted(path.name for path in folder.glob("*.md") if not path.name.startswith((".", "~$")))
    return InputTree.folder(root, base, tuple(f"{base}/{name}" if base else name for name in pages))


def _which(folder: Path, issues: Sequence[Path], row: str = "EG002") -> Finding:
    """Return EG002 with all issues of the publication, or with their number and the newest one."""
    names = [path.as_posix() for path in issues]
    many = len(names) > _NEWEST
    listed = ", ".join(names[: -_NEWEST - 1 : -1] if many else names)
    key = "EG002.many" if many and row == "EG002" else row
    return finding(key, Location(folder.as_posix()), "", n=len(names), issues=listed, last=names[-1])


def _files(paths: Sequence[Path]) -> InputTree:
    """Open one file that holds an issue, or the files of printed pages."""
    folders = [Path(os.path.normpath(path.parent)) for path in paths]
    shared = Path(os.path.commonpath([folder.resolve() for folder in folders]))
    folder = folders[0] if len(set(folders)) == 1 else Path(os.path.relpath(shared))
    root, base = publication_on_disk(folder, _PUBLICATION_FILES)
    top = root.resolve()
    try:
        names = tuple((path.parent.resolve() / path.name).relative_to(top).as_posix() for path in paths)
    except ValueError as error:
        raise SourceError(finding("S08.named", Location(str(error)))) from error
    return InputTree.folder(root, base, names)


def issues_in(folder: Path) -> list[Path]:
    """List the issue folders of a publication folder, oldest first."""
    if not (folder / PUBLICATION_FILE).is_file():
        return []
    inner = [*folder.glob("*/issue.yaml"), *folder.glob("issues/*/issue.yaml")]
    return sorted((path.parent for path in inner), key=lambda path: (not _DATE.match(path.name), path.name))


def _issue_folder(names: tuple[str, ...]) -> str:
    """Return the folder of the only ``issue.yaml`` in a tree, also under a wrong name; the root if there is none."""
    found = sorted((name.count("/"), name) for name in names if _is_issue_file(name))
    right = [(depth, name) for depth, name in found if name.rpartition("/")[2] == "issue.yaml"]
    return (right or found)[0][1].rpartition("/")[0] if found else ""


def _is_issue_file(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.lower().startswith("issue") and _FOLDER_FILE.fullmatch(last) is not None
