# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of a library, and the migration of databases of earlier versions.

The number of a story contains its day: newest first is descending order of numbers, and a span of days is a span of
numbers. The day takes the high bits. Below it are ``blocks`` of ``BLOCK`` stories; an issue takes as many as it needs.
"""

from __future__ import annotations

import sqlite3

__all__ = ["BLOCK", "DAY_BITS", "VERSION", "create", "migrate", "repeated_stories"]

VERSION = 2
"""``user_version`` of the databases that this version writes."""
BLOCK = 32
"""Stories of a block."""
DAY_BITS = 12
"""Bits of the stories of a day in a new database: 4,096 stories."""

_REPEATED = "CREATE TABLE repeated (id INTEGER PRIMARY KEY);"
"""Stories of an issue in another writing mode than its publication's, which the file of its own mode has, too."""
_TABLES = f"""
CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE titles (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
    issn TEXT NOT NULL, eissn TEXT NOT NULL, cn TEXT NOT NULL, sort_name TEXT NOT NULL);
CREATE TABLE issues (
    id INTEGER PRIMARY KEY, title_id INTEGER NOT NULL REFERENCES titles, identifier TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL, number TEXT NOT NULL, volume TEXT NOT NULL, edition TEXT NOT NULL, name TEXT NOT NULL,
    modified TEXT NOT NULL, file TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    mtime INTEGER NOT NULL, stories INTEGER NOT NULL, facts TEXT NOT NULL);
CREATE INDEX issues_of_a_title ON issues (title_id, date);
CREATE INDEX issues_by_bytes ON issues (sha256);
CREATE TABLE revisions (
    identifier TEXT NOT NULL, modified TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    stories INTEGER NOT NULL, PRIMARY KEY (identifier, sha256)) WITHOUT ROWID;
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE places (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (kind, name));
CREATE TABLE stories (
    id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issues, position INTEGER NOT NULL,
    title TEXT NOT NULL, path TEXT NOT NULL, section_id INTEGER NOT NULL, column_id INTEGER NOT NULL,
    page TEXT NOT NULL, kicker TEXT NOT NULL, deck TEXT NOT NULL, rights TEXT NOT NULL,
    people TEXT NOT NULL, pictures TEXT NOT NULL);
CREATE INDEX stories_of_an_issue ON stories (issue_id, position);
CREATE TABLE texts (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, title, marks, content='', tokenize='ascii');
CREATE VIRTUAL TABLE characters USING fts5 (text, content='', detail=none, columnsize=0, tokenize='ascii');
{_REPEATED}
"""


def repeated_stories() -> str:
    """Return the statement that records repeated stories. Conditions on ``own``, the issue that is shown, may follow.

    The publication's own mode is shown; if no file states it, the horizontal one.
    """
    place = " AND ".join(f"other.{column} = own.{column}" for column in ("title_id", "date", "number", "edition"))
    return f"""
INSERT OR IGNORE INTO repeated SELECT s.id FROM issues own
JOIN issues other ON {place} AND other.id != own.id JOIN stories s ON s.issue_id = other.id
WHERE own.date != '' AND {_fact("other", "media_type")} = {_fact("own", "media_type")}
AND {_fact("other", "vertical")} != {_fact("own", "vertical")}
AND ({_twin("other")}, {_fact("other", "vertical")}) > ({_twin("own")}, {_fact("own", "vertical")})
AND EXISTS (SELECT 1 FROM stories o WHERE o.issue_id = own.id
            AND (o.path = s.path OR (o.title = s.title AND o.title != '')))
"""


def _fact(issue: str, name: str) -> str:
    return f"json_extract({issue}.facts, '$.{name}')"


def _twin(issue: str) -> str:
    """Return whether an issue is in the other mode: by its file, or by its name if an earlier version read it."""
    named = f"({issue}.file LIKE '%-vertical-rl%' OR {issue}.file LIKE '%-horizontal-tb%')"
    return f"coalesce({_fact(issue, 'twin')}, {named})"


_STEPS: tuple[str, ...] = (f"{_REPEATED} {repeated_stories()}",)
"""What makes a database of version n into one of version n + 1, from 1 on."""


def create(database: sqlite3.Connection, *, day_bits: int, tokens_version: int) -> None:
    """Create the tables in an empty database in one step."""
    database.executescript(f"BEGIN; {_TABLES}")
    database.executemany(
        "INSERT INTO settings VALUES (?, ?)", [("day_bits", day_bits), ("tokens_version", tokens_version)]
    )
    database.execute(f"PRAGMA user_version = {VERSION:d}")
    database.execute("COMMIT")


def migrate(database: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an earlier version to this version in one step."""
    database.execute("BEGIN IMMEDIATE")
    for number, step in enumerate(_STEPS[version - 1 :], start=version + 1):
        for statement in filter(str.strip, step.split(";")):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {number:d}")
    database.execute("COMMIT")
