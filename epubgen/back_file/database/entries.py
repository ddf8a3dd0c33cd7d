# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds issues to the database and removes them, always whole issues with their stories and tokens."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from epubgen.back_file.database.connections import LibraryDatabase
from epubgen.back_file.database.schema import BLOCK
from epubgen.back_file.database.story_rows import StoryWriter, note_repeated, numbered_stories
from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.back_file.facts_json import facts_from_json, facts_to_json
from epubgen.startup import dataclass

__all__ = [
    "FullDayError",
    "HeldIssue",
    "KnownTitle",
    "RevisionNote",
    "add_issue",
    "find_issue",
    "find_series",
    "held_issues",
    "keep_revision",
    "known_titles",
    "read_issue",
    "read_issues",
    "remove_issue",
    "revisions_of",
]

_UNDATED = 365_000
"""Days before that of the year 1000 are free: issues without a date get one each."""
_COLUMNS = (
    "i.id, t.key, t.name, i.identifier, i.date, i.number, i.volume, i.edition, i.name, i.modified, i.file, i.size,"
    " i.sha256, i.mtime, i.stories"
)


class FullDayError(Exception):
    """One day has more stories than the database has numbers for. A rebuild makes room."""


@dataclass(frozen=True, slots=True)
class HeldIssue:
    """An issue of the library, as a line of the list of issues."""

    id: int
    series: str
    """Key of the title."""
    series_name: str
    identifier: str
    date: dt.date | None
    number: str
    volume: str
    edition: str
    title: str
    modified: str
    file: str
    size: int
    sha256: str
    mtime: int
    """Of the file when it was read, in nanoseconds."""
    stories: int
    """How many it has."""

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON values."""
        line: dict[str, object] = facts_to_json(self)
        return {name: value for name, value in line.items() if name not in ("id", "mtime")}


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """A title of the library, as a line of the list of titles."""

    key: str
    name: str
    kind: str
    issn: str
    eissn: str
    cn: str
    issues: int
    first: dt.date | None
    """Day of the first issue that is there."""
    last: dt.date | None

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON values."""
        line: dict[str, object] = facts_to_json(self)
        return line


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """The facts of an earlier version of an issue."""

    modified: str
    sha256: str
    size: int
    stories: int


def add_issue(database: sqlite3.Connection, facts: IssueFacts, day_bits: int, mtime: int = 0) -> int:
    """Add an issue. The caller has removed the issue it replaces, and holds the transaction.

    Returns:
        The number of the issue.

    Raises:
        FullDayError: the day has no numbers left.
    """
    title = _title_id(database, facts)
    issue = _free_number(database, facts, day_bits)
    bare = json.dumps(facts_to_json(replace(facts, stories=())), ensure_ascii=False, separators=(",", ":"))
    database.execute(
        "INSERT INTO issues VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(issue, title, facts.identifier, facts.date.isoformat() if facts.date else "", facts.number, facts.volume),
            *(facts.edition, facts.title, facts.modified, facts.file, facts.size, facts.sha256, mtime),
            *(len(facts.stories), bare),
        ),
    )
    writer = StoryWriter(database, issue, title)
    last = issue * BLOCK + _blocks(len(facts.stories)) * BLOCK - 1
    for place, story in enumerate(facts.stories):  # numbers fall, so that with the newest first the first comes first
        writer.add(last - place, story)
    writer.finish()
    note_repeated(database, title, facts.date)
    return issue


def remove_issue(database: sqlite3.Connection, issue: int) -> None:
    """Remove an issue with its stories and tokens. The caller holds the transaction."""
    title, day = database.execute("SELECT title_id, date FROM issues WHERE id = ?", (issue,)).fetchone()
    numbered = list(numbered_stories(database, issue))
    if numbered:
        writer = StoryWriter(database, issue, title)
        for number, story in numbered:
            writer.tokens(number, story)
        writer.forget()
    for table in ("repeated", "texts"):
        database.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM stories WHERE issue_id = ?)", (issue,))
    database.execute("DELETE FROM stories WHERE issue_id = ?", (issue,))
    database.execute("DELETE FROM issues WHERE id = ?", (issue,))
    note_repeated(database, title, _date(day))
    database.execute("DELETE FROM titles WHERE id = ? AND id NOT IN (SELECT title_id FROM issues)", (title,))


def keep_revision(database: sqlite3.Connection, held: HeldIssue) -> None:
    """Record the facts of an issue before it is replaced."""
    database.execute(
        "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?, ?)",
        (held.identifier, held.modified, held.sha256, held.size, held.stories),
    )


def revisions_of(database: LibraryDatabase, identifier: str) -> tuple[RevisionNote, ...]:
    """Return the earlier versions of an issue, the oldest first."""
    rows = database.connection.execute(
        "SELECT modified, sha256, size, stories FROM revisions WHERE identifier = ? ORDER BY modified, sha256",
        (identifier,),
    )
    return tuple(RevisionNote(*row) for row in rows)


def find_issue(
    database: sqlite3.Connection, *, identifier: str = "", file: str = "", sha256: str = ""
) -> HeldIssue | None:
    """Return an issue by one of these values; ``None`` if there is none."""
    column, value = next(
        (name, value) for name, value in (("identifier", identifier), ("file", file), ("sha256", sha256)) if value
    )
    row = database.execute(
        f"SELECT {_COLUMNS} FROM issues i JOIN titles t ON t.id = i.title_id WHERE i.{column} = ?", (value,)
    ).fetchone()
    return _held(row) if row else None


def find_series(database: sqlite3.Connection, series: SeriesFacts) -> str:
    """Return the key of the title with this ISSN; empty if there is none."""
    issns = [issn for issn in (series.issn, series.eissn) if issn]
    if not issns:
        return ""
    row = database.execute(
        "SELECT key FROM titles WHERE key = ?1 UNION ALL SELECT key FROM titles"
        " WHERE key != ?1 AND (issn IN (?2, ?3) OR eissn IN (?2, ?3)) LIMIT 1",
        (series.id, issns[0], issns[-1]),
    ).fetchone()
    return str(row[0]) if row else ""


def held_issues(
    database: LibraryDatabase, series: str = "", first: dt.date | None = None, last: dt.date | None = None
) -> Iterator[HeldIssue]:
    """Return the issues of the library by title and day.

    Args:
        database: the database of the library.
        series: the key of a title. Empty: all titles.
        first: the first day.
        last: the last day.
    """
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM issues i JOIN titles t ON t.id = i.title_id"
        " WHERE (? = '' OR t.key = ?) AND i.date >= ? AND (? = '' OR i.date <= ?) ORDER BY t.key, i.date, i.id",
        (series, series, first.isoformat() if first else "", *[last.isoformat() if last else ""] * 2),
    )
    return (_held(row) for row in rows)


def known_titles(database: LibraryDatabase) -> tuple[KnownTitle, ...]:
    """Return the titles of a library by their keys."""
    rows = database.connection.execute(
        "SELECT t.key, t.name, t.kind, t.issn, t.eissn, t.cn, count(*),"
        " min(nullif(i.date, '')), max(nullif(i.date, '')) FROM titles t"
        " JOIN issues i ON i.title_id = t.id GROUP BY t.id ORDER BY t.key"
    )
    return tuple(_known_title(*row) for row in rows)


def _known_title(*row: Any) -> KnownTitle:  # noqa: ANN401 - columns of one type each
    return KnownTitle(*row[:-2], *map(_date, row[-2:]))


def read_issue(database: LibraryDatabase, identifier: str, *, texts: bool = True) -> IssueFacts | None:
    """Return the facts of an issue; ``None`` if there is none. Without ``texts`` its stories have no text."""
    row = database.connection.execute("SELECT id, facts FROM issues WHERE identifier = ?", (identifier,)).fetchone()
    return _whole(database.connection, *row, texts=texts) if row else None


def read_issues(database: LibraryDatabase, series: str = "", *, texts: bool = False) -> Iterator[IssueFacts]:
    """Yield the facts of each issue by title and day. Without ``texts`` the stories have no text."""
    rows = database.connection.execute(
        "SELECT i.id, i.facts FROM issues i JOIN titles t ON t.id = i.title_id WHERE (? = '' OR t.key = ?)"
        " ORDER BY t.key, i.date, i.id",
        (series, series),
    ).fetchall()
    return (_whole(database.connection, issue, facts, texts=texts) for issue, facts in rows)


def _whole(database: sqlite3.Connection, issue: int, facts: str, *, texts: bool) -> IssueFacts:
    bare = facts_from_json(IssueFacts, json.loads(facts))
    return replace(bare, stories=tuple(story for _, story in numbered_stories(database, issue, texts=texts)))


def _held(row: Sequence[object]) -> HeldIssue:
    number, key, name, identifier, day, *rest = row
    return HeldIssue(number, key, name, identifier, _date(day), *rest)  # type: ignore[arg-type]  # columns of one type each


def _date(day: object) -> dt.date | None:
    return dt.date.fromisoformat(str(day)) if day else None


def _title_id(database: sqlite3.Connection, facts: IssueFacts) -> int:
    series = facts.series
    values = (series.name, series.kind, series.issn, series.eissn, series.cn, series.sort_name)
    found = database.execute("SELECT id FROM titles WHERE key = ?", (series.id,)).fetchone()
    if found is None:
        made = database.execute(
            "INSERT INTO titles (key, name, kind, issn, eissn, cn, sort_name) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (series.id, *values),
        )
        return int(made.lastrowid or 0)
    newest = database.execute("SELECT max(date) FROM issues WHERE title_id = ?", found).fetchone()[0] or ""
    if facts.date and facts.date.isoformat() >= newest:  # the title is called as its newest issue calls it
        database.execute(
            "UPDATE titles SET name = ?, kind = ?, issn = ?, eissn = ?, cn = ?, sort_name = ? WHERE id = ?",
            (*values, found[0]),
        )
    return int(found[0])


def _free_number(database: sqlite3.Connection, facts: IssueFacts, day_bits: int) -> int:
    """Return the first free block of stories on the day, which becomes the number of the issue."""
    taken = _blocks(len(facts.stories))
    blocks = 2**day_bits // BLOCK
    day = facts.date.toordinal() if facts.date else _undated(database, blocks)
    first = day * blocks
    for number, stories in database.execute(
        "SELECT id, stories FROM issues WHERE id >= ? AND id < ? ORDER BY id", (first, first + blocks)
    ):
        if number >= first + taken:
            break
        first = number + _blocks(stories)
    if first + taken > (day + 1) * blocks:
        raise FullDayError(facts.file)
    return int(first)


def _undated(database: sqlite3.Connection, blocks: int) -> int:
    newest = database.execute("SELECT max(id) FROM issues WHERE id < ?", (_UNDATED * blocks,)).fetchone()[0]
    return newest // blocks + 1 if newest is not None else 1


def _blocks(stories: int) -> int:
    """Return how many blocks an issue takes."""
    return max(1, -(-stories // BLOCK))
