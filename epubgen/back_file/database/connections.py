# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database file of a library: SQLite, beside the EPUBs, with one writer and any number of readers."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from epubgen.back_file.database.schema import DAY_BITS, VERSION, create, migrate
from epubgen.back_file.database.tokens import TOKENS_VERSION
from epubgen.errors import Location, PackageError, SourceError, finding
from epubgen.files.closing import Closable

__all__ = ["DATABASE_NAME", "LibraryDatabase"]

DATABASE_NAME = "library.sqlite"
_WAIT = 30.0
"""Seconds that a writer waits for another one."""
_CACHE = -32_768
"""Pages in memory a connection: 32 MB."""
_PAGE = 16_384
"""Bytes of a page: packed texts and the blocks of the index, some of each a page, leave little room unused."""
_MAP = 2**30
"""Bytes of the file that readers map into memory."""


_KEYS = {
    sqlite3.SQLITE_FULL: "EG020.full",
    sqlite3.SQLITE_BUSY: "EG110.busy",
    sqlite3.SQLITE_READONLY: "EG020.denied",
    sqlite3.SQLITE_CANTOPEN: "EG110.open",
    sqlite3.SQLITE_IOERR: "EG020",
}
"""What SQLite says → the row for it; anything else is a database that cannot be read."""


class LibraryDatabase(Closable):
    """The database of a folder. Each reading thread gets its own connection.

    ::

        with LibraryDatabase(folder) as database:
            search(database, SearchQuery("潮汐"))

    Args:
        folder: the folder of the library. The EPUBs lie in it or below it.
        write: open the database for writing, and create it if there is none.
        name: the name of the file. A rebuild writes to another file first.
        day_bits: bits for the stories of a day in a new database.

    Raises:
        PackageError: EG110 no database; one that cannot be read or is of a later version; or a Python without FTS5.
    """

    def __init__(
        self, folder: Path, *, write: bool = False, name: str = DATABASE_NAME, day_bits: int = DAY_BITS
    ) -> None:
        self.folder, self.path, self._write = folder, folder / name, write
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        with self.guarded():
            self._check_version(day_bits)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._opened:
                with suppress(sqlite3.Error):
                    connection.close()
            self._opened.clear()
        self._own = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread. A reader switches to a database that was rebuilt."""
        made: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if made is not None and not self._write and self._own.file != _identity(self.path):
            with self._guard:
                self._opened.remove(made)
            made.close()
            made = None
        if made is None:
            self._own.file = _identity(self.path)
            made = self._own.connection = self._connected()
            with self._guard:
                self._opened.append(made)
        return made

    def setting(self, name: str) -> int:
        """Return a number that the database stores about itself."""
        found = self.connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return int(found[0]) if found else 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Commit the changes of a block together or not at all, even if the process is killed.

        Raises:
            PackageError: EG020 the disk is full; EG110 the database cannot be read, or another writer is at work.
        """
        with self.guarded():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Convert exceptions of SQLite in the block, and texts that cannot be unpacked, to findings."""
        try:
            yield
        except (sqlite3.Error, zlib.error) as error:
            raise PackageError(finding(_key(error), Location(self.path.as_posix()), **self._facts(error))) from error

    def _facts(self, error: Exception) -> dict[str, object]:
        return {"why": str(error), "folder": self.folder}

    def _connected(self) -> sqlite3.Connection:
        there = self.path.is_file()
        if not self._write and not there:
            raise PackageError(finding("EG110.none", Location(self.path.as_posix()), folder=self.folder))
        mode = "rwc" if self._write else "ro"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        made = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(made)
        except sqlite3.Error:
            made.close()
            raise
        return made

    def _prepare(self, made: sqlite3.Connection) -> None:
        made.execute(f"PRAGMA cache_size = {_CACHE:d}")
        made.execute(f"PRAGMA mmap_size = {_MAP:d}")
        if self._write:
            made.execute(f"PRAGMA page_size = {_PAGE:d}")  # of a database that is made; others keep theirs
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = NORMAL")
            made.execute("PRAGMA foreign_keys = ON")
        else:
            made.execute("PRAGMA query_only = ON")

    def _check_version(self, day_bits: int) -> None:
        connection = self.connection
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        at = Location(self.path.as_posix())
        if version > VERSION:
            raise SourceError(finding("EG110.newer", at, folder=self.folder))
        if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise PackageError(finding("EG110.other", at, folder=self.folder))
        if version == 0 and not self._write:
            raise PackageError(finding("EG110.none", at, folder=self.folder))
        if version == 0:
            create(connection, day_bits=day_bits, tokens_version=TOKENS_VERSION)
        elif version < VERSION and self._write:
            migrate(connection, version)
        if version < VERSION and version and not self._write:
            raise PackageError(finding("EG110.older", at, folder=self.folder))
        if self.setting("tokens_version") != TOKENS_VERSION:
            raise PackageError(finding("EG110.index", at, folder=self.folder))


def _identity(path: Path) -> tuple[int, int]:
    """Return values that tell a file from another one of the same name; zeros if there is none."""
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_dev, facts.st_ino


def _key(error: Exception) -> str:
    """Return the message key for an exception of SQLite."""
    said = str(error)
    if "no such module" in said:
        return "EG110.fts"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _KEYS.get(code, "EG110")
