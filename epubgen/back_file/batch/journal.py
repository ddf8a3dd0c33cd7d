# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal of a batch, ``batch.jsonl``: one line for each issue, appended when it is done, sorted at the end.

The file is the original. While the batch runs, a table that SQLite keeps on disk serves look-ups, so that a hundred
thousand issues need no more memory than ten.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count, groupby
from pathlib import Path, PurePosixPath

from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.names import same_name
from epubgen.back_file.batch.sources import BatchSource
from epubgen.errors import Location, finding
from epubgen.files.atomic import drafted
from epubgen.files.disk_errors import writing

__all__ = ["Journal"]


_TABLES = """
create table issue (source text primary key, name text, path text, identifier text, sha256 text, line text);
create index issue_name on issue (name);
create index issue_path on issue (path);
create table task (source text primary key, number integer, pickled blob);
"""


class Journal:
    """The lines of a batch by source, by name and by path. Hold the lock of the folder while you change it."""

    def __init__(self, path: Path, lang: str = "en") -> None:
        """Read the journal of a folder.

        Args:
            path: the path of the file. It need not exist.
            lang: the language of messages in new lines.
        """
        self.path = path
        self._lang = lang
        self._read: tuple[int, int, int] = (0, 0, 0)
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.executescript(_TABLES)
        self.refresh()

    def close(self) -> None:
        """Delete the table. The file stays."""
        self._table.close()

    def refresh(self) -> None:
        """Read the lines that another batch has appended. A journal that was sorted is read again from its start."""
        try:
            facts = self.path.stat()
        except FileNotFoundError:
            return
        place = (facts.st_dev, facts.st_ino)
        start = self._read[2] if self._read[:2] == place and self._read[2] <= facts.st_size else 0
        with self.path.open("rb") as file, self._changes():
            file.seek(start)
            for line in file:
                if line.endswith(b"\n"):
                    self._know(line.decode(errors="replace"))
        self._read = (*place, facts.st_size)

    def _changes(self) -> _Transaction:
        return _Transaction(self._table)

    def _know(self, line: str) -> None:
        if built := Built.read(line):
            values = (same_name(built.name), same_name(built.path), built.identifier, built.sha256)
            self._table.execute("replace into issue values (?, ?, ?, ?, ?, ?)", (built.source, *values, line))

    def add(self, built: Built) -> None:
        """Append the line of an issue that is done.

        Raises:
            PackageError: EG020; then the journal is unchanged.
        """
        line = built.line(self._lang)
        with writing(self.path), self.path.open("ab", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            data = (b"" if self._ends_line(size) else b"\n") + line.encode()
            try:
                while data:  # the system may take a part, and say why with the next one
                    data = data[file.write(data) :]
            except OSError:
                with suppress(OSError):
                    file.truncate(size)
                raise
            facts = os.fstat(file.fileno())
        self._know(line)
        self._read = (facts.st_dev, facts.st_ino, facts.st_size)

    def _ends_line(self, size: int) -> bool:
        if not size:
            return True
        with self.path.open("rb") as file:
            file.seek(size - 1)
            return file.read(1) == b"\n"

    def line(self, source: str) -> str:
        """Return the line of a source; empty if there is none."""
        found = self._table.execute("select line from issue where source = ?", (source,)).fetchone()
        return found[0] if found else ""

    def holders(self, path: str, but: str) -> list[Built]:
        """Return the issues of other sources whose EPUB lies at a path."""
        asked = "select line from issue where path = ? and source <> ? order by source"
        rows = self._table.execute(asked, (same_name(path), but)).fetchall()
        return [built for (line,) in rows if (built := Built.read(line)) and not _is_gone(built)]

    def placed(self, built: Built) -> Built:
        """Return the issue with the path for its EPUB, and with a finding if another issue has its name already.

        Equal bytes share one file. Other issues of that name get a number.
        """
        for name in _numbered(built.name):
            held = self.holders(name, built.source)
            if not held or built.sha256 in (other.sha256 for other in held):
                return _told(built, name, (held or self.holders(built.name, built.source))[:1])
        raise AssertionError("names are without end")

    # What is to be built.

    def take(self, sources: Iterable[BatchSource]) -> int:
        """Record the issues to build, each once, and return their number."""
        with self._changes():
            for number, source in enumerate(sources):
                row = (source.key, number, pickle.dumps(source))
                self._table.execute("insert or ignore into task values (?, ?, ?)", row)
        return int(self._table.execute("select count(*) from task").fetchone()[0])

    def tasks(self) -> Iterator[BatchSource]:
        """Yield the issues to build in the order in which they were named."""
        last = -1
        while rows := self._table.execute(
            "select number, pickled from task where number > ? order by number limit 100", (last,)
        ).fetchall():
            for last, pickled in rows:  # noqa: B007 - the next rows begin behind the last
                source: BatchSource = pickle.loads(pickled)  # noqa: S301 - written by us, in a table of our own
                yield source

    # The end.

    def settle(self) -> Iterator[tuple[Built, Built]]:
        """Give issues of one name their final paths, independent of the order in which they were built.

        Return old and new.

        The first source by name keeps the name; the others get numbers. Sources that are gone, and whose issue another
        source holds, are removed.
        """
        asked = (
            "select line from issue where name <> '' and name in"
            " (select name from issue where name <> '' group by name having count(*) > 1) order by name, source"
        )
        rows = [built for (line,) in self._table.execute(asked).fetchall() if (built := Built.read(line))]
        for _, group in groupby(rows, key=lambda built: same_name(built.name)):
            members = list(group)
            yield from self._numbered_anew([built for built in members if not self._forget(built, members)])

    def _forget(self, built: Built, members: list[Built]) -> bool:
        again = any(other.source != built.source and other.identifier == built.identifier for other in members)
        if again and _is_gone(built):
            self._table.execute("delete from issue where source = ?", (built.source,))
            return True
        return False

    def _numbered_anew(self, members: list[Built]) -> Iterator[tuple[Built, Built]]:
        paths: dict[str, str] = {}
        sources = {built.source for built in members}
        for built in members:
            if built.sha256 not in paths:
                taken = set(map(same_name, paths.values()))
                free = (n for n in _numbered(built.name) if same_name(n) not in taken and not self._held(n, sources))
                paths[built.sha256] = next(free)
        for built in members:
            now = _told(built, paths[built.sha256], members)
            self._know(now.line(self._lang))
            yield built, now

    def _held(self, name: str, members: set[str]) -> bool:
        found = self._table.execute("select source from issue where path = ?", (same_name(name),)).fetchall()
        return any(source not in members for (source,) in found)

    def rewrite(self) -> None:
        """Sort the lines by source, one for each.

        Raises:
            PackageError: EG020; then the journal is unchanged.
        """
        with writing(self.path), drafted(self.path) as draft, draft.open("wb") as file:
            for (line,) in self._table.execute("select line from issue order by source"):
                file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        facts = self.path.stat()
        self._read = (facts.st_dev, facts.st_ino, facts.st_size)

    def lines(self) -> Iterator[Built]:
        """Yield all issues in the order of their sources."""
        for (line,) in self._table.execute("select line from issue order by source"):
            if built := Built.read(line):
                yield built


class _Transaction:
    """Commits all changes of a block at once, which writes a hundred thousand lines in a second."""

    def __init__(self, table: sqlite3.Connection) -> None:
        self._table = table

    def __enter__(self) -> None:
        self._table.execute("begin")

    def __exit__(self, *_: object) -> None:
        self._table.execute("commit")


def _numbered(name: str) -> Iterator[str]:
    """Yield the name, then the name with numbers: ``a/b.epub``, ``a/b-2.epub``, ``a/b-3.epub``, without end."""
    path = PurePosixPath(name)
    yield name
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()


def _told(built: Built, path: str, members: list[Built]) -> Built:
    """Return an issue with its path, and with the finding that names the other sources of its name."""
    findings = tuple(found for found in built.findings if found.code != "EG096")
    others = [other for other in members if other.source != built.source]
    same = [other for other in others if other.sha256 == built.sha256]
    if others:
        key = "EG096.same" if len(same) == len(others) else "EG096"
        sources = ", ".join(other.source for other in others)
        findings += (finding(key, Location(built.source), "", name=built.name, others=sources, path=path),)
    return replace(built, path=path, findings=findings)


def _is_gone(built: Built) -> bool:
    """Return whether the source was a file or a folder and no longer exists."""
    first = built.source.partition("|")[0]
    return os.path.isabs(first) and not os.path.lexists(first)  # noqa: PTH117 - it may be an address
