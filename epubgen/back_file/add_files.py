# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds files to a library: new files are added, changed files are taken as revisions or refused. No file is changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from epubgen.back_file.database.connections import DATABASE_NAME, LibraryDatabase
from epubgen.back_file.database.entries import (
    FullDayError,
    HeldIssue,
    add_issue,
    find_issue,
    find_series,
    held_issues,
    keep_revision,
    read_issue,
    remove_issue,
)
from epubgen.back_file.database.schema import DAY_BITS
from epubgen.back_file.facts import IssueFacts
from epubgen.back_file.read_file import own_identifier, read_library_file
from epubgen.back_file.titles import read_titles, sidecar_path
from epubgen.errors import EpubgenError, Finding, Location, PackageError, SourceError, finding
from epubgen.files.disk_errors import disk_finding, writing
from epubgen.files.locks import LockedError, locked
from epubgen.model.held_titles import LibraryTitles
from epubgen.startup import dataclass

__all__ = ["AddedFile", "Outcome", "add_to_library", "rebuild_library", "remove_from_library"]

Outcome = Literal["added", "revised", "moved", "unchanged", "refused"]
Progress = Callable[[int, int], None]
_ENDINGS = (".epub", ".pdf")
_LOCK = ".epubgen-library.lock"
_WAIT = 30.0
"""Seconds to wait for another writer."""
_MORE_BITS = 4


@dataclass(frozen=True, slots=True)
class AddedFile:
    """The result for one file."""

    file: str
    """Below the folder of the library."""
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    identifier: str = ""
    title: str = ""

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the result as JSON values. ``lang`` is the language of the messages."""
        facts = {"file": self.file, "outcome": self.outcome, "identifier": self.identifier, "title": self.title}
        return {**facts, "findings": [found.as_json(lang) for found in self.findings]}


def add_to_library(
    folder: Path, files: Iterable[Path] = (), *, replace_issues: bool = False, progress: Progress | None = None
) -> tuple[AddedFile, ...]:
    """Add files to the library of a folder. A file that is known and has not changed is not read again.

    Args:
        folder: the folder of the library. Its database is created if there is none.
        files: EPUBs and PDFs below the folder, or folders of them. Empty: all files of the library.
        replace_issues: replace an issue even if the new file is not later.
        progress: called with the number of files done and of all files.

    Returns:
        The result for each file. A file that is refused is among them, with its findings; it does not stop the others.

    Raises:
        SourceError: EG111 a file lies outside the folder; EG118 ``library.yaml`` has errors.
        PackageError: EG110 the database cannot be read; EG020 the disk is full; EG119 a day has no room.
    """
    titles = read_titles(folder)
    paths = list(_paths(folder, files))
    with _one_writer(folder), LibraryDatabase(folder, write=True) as database, database.guarded():
        return tuple(_added(database, titles, paths, progress, replace_issues=replace_issues))


def remove_from_library(folder: Path, names: Iterable[str] = (), *, missing: bool = False) -> tuple[HeldIssue, ...]:
    """Remove issues from the database. Their files stay.

    Args:
        folder: the folder of the library.
        names: identifiers of issues, or their files: paths below the folder or as typed.
        missing: also remove issues whose files are gone.

    Returns:
        The issues that were removed.

    Raises:
        SourceError: EG113.unknown an issue with that name does not exist; then nothing is removed.
    """
    with _one_writer(folder), LibraryDatabase(folder, write=True) as database, database.guarded():
        wanted = [_named(database, name) for name in names]
        if missing:
            wanted += [held for held in held_issues(database) if not (folder / held.file).is_file()]
        gone = tuple({held.id: held for held in wanted}.values())
        with database.writing() as connection:
            for held in gone:
                remove_issue(connection, held.id)
        return gone


def rebuild_library(folder: Path, *, progress: Progress | None = None) -> tuple[AddedFile, ...]:
    """Make the database again from the files. The old one stays until the new one is complete.

    Returns:
        The result for each file.

    Raises:
        SourceError: EG118 ``library.yaml`` has errors. PackageError: EG020 the disk is full; the old database is
            unchanged.
    """
    titles, paths = read_titles(folder), list(_paths(folder, ()))
    with _one_writer(folder):
        for bits in range(DAY_BITS, DAY_BITS + 4 * _MORE_BITS, _MORE_BITS):
            try:
                return _rebuilt(folder, titles, paths, bits, progress)
            except PackageError as error:
                if any(found.code == "EG119" for found in error.findings) and bits < DAY_BITS + 3 * _MORE_BITS:
                    continue
                raise
    raise AssertionError  # the last round returns or raises


def _rebuilt(
    folder: Path, titles: LibraryTitles, paths: list[Path], bits: int, progress: Progress | None
) -> tuple[AddedFile, ...]:
    draft = folder / f".{DATABASE_NAME}.rebuilt"
    _discard(draft)
    try:
        with LibraryDatabase(folder, write=True, name=draft.name, day_bits=bits) as database:
            made = tuple(_added(database, titles, paths, progress, replace_issues=False))
            _take_revisions(folder, database)
            with database.guarded():
                database.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
                database.connection.execute("INSERT INTO characters (characters) VALUES ('optimize')")
                database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with writing(folder / DATABASE_NAME):
            for ending in ("-wal", "-shm"):
                (folder / f"{DATABASE_NAME}{ending}").unlink(missing_ok=True)
            draft.replace(folder / DATABASE_NAME)
    finally:
        _discard(draft)
    return made


def _take_revisions(folder: Path, database: LibraryDatabase) -> None:
    """Copy the notes on earlier versions of issues from the database that is replaced, if it can be read."""
    with suppress(EpubgenError), LibraryDatabase(folder) as old, old.guarded():
        rows = old.connection.execute("SELECT identifier, modified, sha256, size, stories FROM revisions").fetchall()
        with database.writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?, ?)", rows)


def _discard(draft: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


@contextmanager
def _one_writer(folder: Path) -> Iterator[None]:
    at = Location((folder / DATABASE_NAME).as_posix())
    if not folder.is_dir():
        raise SourceError(finding("EG003", Location(folder.as_posix()), name=folder.name))
    try:
        with locked(folder / _LOCK, _WAIT):
            yield
    except LockedError as error:
        raise PackageError(finding("EG110.busy", at, folder=folder)) from error
    except OSError as error:
        raise PackageError(disk_finding("EG020", error, at)) from error


def _paths(folder: Path, files: Iterable[Path]) -> Iterator[Path]:
    """Return the files that are meant, sorted by name, each once."""
    root, wanted = folder.resolve(), list(files)
    seen: set[Path] = set()
    for path in wanted or [folder]:
        whole = path if path.is_absolute() or wanted == [] or path.exists() else folder / path
        if not whole.resolve().is_relative_to(root):
            raise SourceError(finding("EG111", Location(path.as_posix()), folder=folder))
        if not whole.exists():
            raise SourceError(finding("EG003", Location(path.as_posix()), name=path.name))
        if whole.is_file() and whole.suffix.lower() not in _ENDINGS:
            raise SourceError(finding("EG111.kind", Location(path.as_posix()), name=path.name))
        for one in sorted(_below(whole)):
            if (place := root / one.resolve().relative_to(root)) not in seen:
                seen.add(place)
                yield place


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for one in path.rglob("*"):
        hidden = any(part.startswith(".") for part in one.relative_to(path).parts)
        if one.suffix.lower() in _ENDINGS and not hidden and one.is_file() and not one.is_symlink():
            yield one


def _named(database: LibraryDatabase, name: str) -> HeldIssue:
    connection = database.connection
    held = find_issue(connection, identifier=name) or find_issue(connection, file=name)
    if held is None:
        with suppress(ValueError, OSError):
            inside = Path(name).resolve().relative_to(database.folder.resolve()).as_posix()
            held = find_issue(connection, file=inside) if inside else None
    if held is None:
        raise SourceError(finding("EG113.unknown", Location(name), folder=database.folder))
    return held


def _added(
    database: LibraryDatabase, titles: LibraryTitles, paths: list[Path], progress: Progress | None, *,
    replace_issues: bool,
) -> Iterator[AddedFile]:  # fmt: skip
    root = database.folder.resolve()
    bits = database.setting("day_bits")
    for done, path in enumerate(paths, start=1):
        file = path.relative_to(root).as_posix()
        if (shown := os.fsencode(file).decode(errors="replace")) != file:
            yield AddedFile(shown, "refused", (finding("EG111.name", Location((root / shown).as_posix())),))
            continue
        entry = _Entry(database, titles, path, file, bits, replace_issues=replace_issues)
        try:
            yield entry.add()
        except FullDayError as error:
            at = Location(path.as_posix())
            raise PackageError(finding("EG119", at, folder=database.folder, file=file)) from error
        if progress:
            progress(done, len(paths))


class _Entry:
    """Adds one file to the database."""

    def __init__(
        self, database: LibraryDatabase, titles: LibraryTitles, path: Path, file: str, bits: int, *,
        replace_issues: bool,
    ) -> None:  # fmt: skip
        self._database, self._titles, self._path, self._file = database, titles, path, file
        self._bits, self._replace_issues = bits, replace_issues
        self._at = Location(path.as_posix())
        self._found: list[Finding] = []

    def add(self) -> AddedFile:
        """Add the file, or return why not."""
        stamp = _stamp(self._path)
        here = find_issue(self._database.connection, file=self._file)
        if here and here.mtime == stamp and not self._replace_issues:
            return AddedFile(self._file, "unchanged", (), here.identifier, here.title)
        try:
            facts, self._found = self._read()
        except EpubgenError as error:
            return AddedFile(self._file, "refused", error.findings)
        except OSError as error:
            return AddedFile(self._file, "refused", (disk_finding("B18.unreadable", error, self._at),))
        held = find_issue(self._database.connection, identifier=facts.identifier)
        if held and held.date != facts.date and not facts.ours:  # its producer gives one identifier to all issues
            facts = replace(facts, identifier=own_identifier(facts))
            held = find_issue(self._database.connection, identifier=facts.identifier)
        outcome = self._outcome(facts, held)
        if outcome != "refused":
            self._write(facts, stamp, outcome, [one for one in (held, here) if one])
        return AddedFile(self._file, outcome, tuple(self._found), facts.identifier, facts.title)

    def _read(self) -> tuple[IssueFacts, list[Finding]]:
        facts, found = read_library_file(self._path, self._file, self._titles, page_texts=True)
        known = find_series(self._database.connection, facts.series)
        return (replace(facts, series=replace(facts.series, id=known)) if known else facts), list(found)

    def _outcome(self, facts: IssueFacts, held: HeldIssue | None) -> Outcome:
        if held is None:
            self._tell_double(facts)
            return "added"
        elsewhere = held.file != facts.file and (self._database.folder / held.file).is_file()
        if held.sha256 == facts.sha256:
            if elsewhere:
                self._found.append(finding("EG112.same", self._at, file=held.file))
                return "unchanged"
            return "moved" if held.file != facts.file else "unchanged"
        if facts.modified > held.modified or self._replace_issues or self._says_the_same(facts):
            self._found.append(finding("EG112.revision", self._at, modified=facts.modified, before=held.modified))
            return "revised"
        self._found.append(finding("EG112", self._at, title=held.title, file=held.file, modified=held.modified or "?",
                                   folder=self._database.folder))  # fmt: skip
        return "refused"

    def _says_the_same(self, facts: IssueFacts) -> bool:
        """Return whether the stories equal those of the issue in the database.

        Built by another version, or with other pictures.
        """
        held = read_issue(self._database, facts.identifier)
        told = [(story.title, story.text) for story in facts.stories]
        return held is not None and [(story.title, story.text) for story in held.stories] == told

    def _write(self, facts: IssueFacts, stamp: int, outcome: Outcome, before: list[HeldIssue]) -> None:
        with self._database.writing() as connection:
            if outcome == "unchanged" and before and before[0].file != facts.file:
                return
            for held in {one.id: one for one in before}.values():
                if outcome == "revised" and held.identifier == facts.identifier:
                    keep_revision(connection, held)
                if held.identifier != facts.identifier:
                    self._found.append(finding("EG112.other", self._at, title=held.title))
                remove_issue(connection, held.id)
            add_issue(connection, facts, self._bits, stamp)

    def _tell_double(self, facts: IssueFacts) -> None:
        """Report another EPUB of the same title, day, number and edition, unless its writing mode differs."""
        row = self._database.connection.execute(
            "SELECT i.file, i.identifier FROM issues i JOIN titles t ON t.id = i.title_id WHERE t.key = ?"
            " AND i.date = ? AND i.number = ? AND i.edition = ? AND i.file != ?",
            (facts.series.id, facts.date.isoformat() if facts.date else "-", facts.number, facts.edition, facts.file),
        ).fetchone()
        other = read_issue(self._database, row[1], texts=False) if row else None
        if other and other.vertical == facts.vertical and other.media_type == facts.media_type:
            self._found.append(finding("EG112.double", self._at, file=row[0]))


def _stamp(path: Path) -> int:
    """Return the time of the last change of a file and its sidecar, as one number."""
    beside = sidecar_path(path)
    times = [one.stat().st_mtime_ns for one in (path, beside) if one.is_file()]
    return sum(times) % 2**62
