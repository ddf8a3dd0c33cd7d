# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an import to disk as an issue folder, and again the next night without harming what was edited.

A file that nobody edited is replaced. An edited one stays, with the new text beside it as ``NAME.new.md``. A story that
is no longer on the pages moves to ``dropped/``. The outcome lists every such file: nothing is lost without a word.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from epubgen.attach import PhotoFiles
from epubgen.decode import with_photos
from epubgen.errors import Location, PackageError, finding
from epubgen.import_folder.ids import same_ids
from epubgen.import_folder.notes import FILE, Record, notes_text, read_record, unsettled
from epubgen.import_folder.outcome import LISTS, Outcome
from epubgen.model import Issue, Page, Photo
from epubgen.native_writer import issue_files
from epubgen.origin import Origin
from epubgen.reading import Fact, Reading

__all__ = ["held_publication", "issue_place", "publication_in", "write_import"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def publication_in(folder: Path) -> Path | None:
    """The ``publication.yaml`` of an output folder, which an import reuses and never rewrites."""
    path = folder / "publication.yaml"
    return path if path.is_file() else None


def held_publication(reading: Reading) -> Reading:
    """The reading, where its publication came from the output folder and nobody named a file: its facts say so."""

    def told(fact: Fact) -> Fact:
        named = (fact.name, fact.origin) == ("publication.id", "fact.option")
        return replace(fact, origin="fact.output-folder") if named else fact

    return replace(reading, facts=tuple(map(told, reading.facts)))


def issue_place(folder: Path, issue: Issue) -> str:
    """Where the issue goes below its publication folder: ``<date>`` where others stand so, else ``issues/<date>``."""
    day = issue.date.isoformat()
    plain = folder.is_dir() and any(_DATE.fullmatch(path.name) and path.is_dir() for path in folder.iterdir())
    return day if plain else f"issues/{day}"


def write_import(
    reading: Reading, folder: Path, origin: Origin | PhotoFiles | None = None, *, force: bool = False
) -> Outcome:
    """Write what was read as an issue below a publication folder.

    Args:
        reading: of any importer.
        folder: the publication folder; made when absent.
        origin: where the photos are copied from.
        force: overwrite edited and deleted files.

    Raises:
        PackageError: EG020 a file cannot be written.
    """
    place = issue_place(folder, reading.issue)
    home = folder / place
    try:
        before = _record(home)
        reading = same_ids(reading, before)
        issue, photos = _placed(reading.issue, place, origin)
        files = issue_files(issue, folder=place)
        publication = files.pop("publication.yaml")
        desk = _Desk(home, before, force=force)
        for name, data in files.items():
            desk.put(posixpath.relpath(name, place), data)
        for name, source in photos.items():
            desk.put(posixpath.relpath(name, place), origin.read(source) if origin else b"")
        desk.drop()
        if publication_in(folder) is None:
            _write(folder / "publication.yaml", publication)
        notes = notes_text(reading, issue, desk.sums, before)
        _write(home / FILE, notes.encode())
    except OSError as error:
        at = Location(Path(error.filename or home).as_posix())
        raise PackageError(finding("EG020", at, why=error.strerror or error)) from error
    return desk.outcome(replace(reading, issue=issue, notes=unsettled(reading, before)))


def _record(home: Path) -> Record:
    path = home / FILE
    return read_record(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else Record()


@dataclass(slots=True)
class _Desk:
    """Puts files into the issue folder, each by what became of it since the import before."""

    home: Path
    before: Record
    force: bool
    sums: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def put(self, name: str, data: bytes) -> None:
        """Write a file, or leave the edited one and lay the new text beside it."""
        path = self.home / name
        imported, now = self.before.files.get(name), _sum(data)
        self.sums[name] = now
        if not path.is_file():
            self._fresh(name, data, gone=imported is not None)
            return
        held = _sum(path.read_bytes())
        if held == now:
            return
        if held == imported or self.force:
            _write(path, data)
            self.lists["changed"].append(name)
            return
        self.lists["kept"].append(name)
        if imported != now:
            self._beside(name, data)

    def _fresh(self, name: str, data: bytes, *, gone: bool) -> None:
        if gone and not self.force:
            self.lists["left_out"].append(name)
            return
        _write(self.home / name, data)
        self.lists["new"].append(name)

    def _beside(self, name: str, data: bytes) -> None:
        stem, ending = posixpath.splitext(name)
        beside = f"{stem}.new{ending}"
        _write(self.home / beside, data)
        self.lists["beside"].append(beside)

    def drop(self) -> None:
        """Move the stories that are no longer on the pages out of the way; other old files stay."""
        for name in sorted(set(self.before.files) - set(self.sums)):
            path = self.home / name
            if not path.is_file():
                continue
            if not name.startswith("articles/"):
                self.sums[name] = self.before.files[name]
                continue
            target = _free(self.home / "dropped" / posixpath.basename(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            self.lists["dropped"].append(target.relative_to(self.home).as_posix())

    def outcome(self, reading: Reading) -> Outcome:
        """The lists, closed."""
        lists = {name: tuple(files) for name, files in self.lists.items()}
        return Outcome(folder=self.home, reading=reading, **lists)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(path: Path) -> Path:
    """The path, or the next one with a number that is not taken."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def _write(path: Path, data: bytes) -> None:
    """A whole new file or the old one: written beside and put in its place at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".epubgen-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _placed(issue: Issue, place: str, origin: Origin | PhotoFiles | None) -> tuple[Issue, dict[str, str]]:
    """The issue with its photos named in its own folder; and for each that the input holds, its name there."""
    names: dict[str, str] = {}
    taken: set[str] = set()

    def move(photo: Photo) -> Photo:
        if photo.file not in names:
            names[photo.file] = _photo_name(posixpath.basename(photo.file), taken)
        return replace(photo, file=f"{place}/photos/{names[photo.file]}")

    moved = with_photos(issue, move)
    pages = tuple(_facsimile_by(move, page) for page in issue.pages)
    moved = replace(moved, pages=pages)
    found = [file for file in names if origin is not None and origin.has(file)]
    return moved, {f"{place}/photos/{names[file]}": file for file in found}


def _facsimile_by(move: Callable[[Photo], Photo], page: Page) -> Page:
    return replace(page, facsimile=move(Photo(file=page.facsimile)).file) if page.facsimile else page


def _photo_name(name: str, taken: set[str]) -> str:
    stem, ending = posixpath.splitext(name)
    number, found = 2, name
    while found.lower() in taken:
        found = f"{stem}-{number}{ending}"
        number += 1
    taken.add(found.lower())
    return found
