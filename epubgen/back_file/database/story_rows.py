# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories as rows of the tables: written with their texts and tokens, removed, and read again."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterator

from epubgen.back_file.database.schema import repeated_stories
from epubgen.back_file.database.tokens import folded, mark, tokens_and_characters
from epubgen.back_file.facts import PictureFacts, StoryFacts
from epubgen.back_file.facts_json import facts_from_json, facts_to_json

__all__ = ["StoryWriter", "note_repeated", "numbered_stories", "text_of"]


def note_repeated(database: sqlite3.Connection, title: int, day: dt.date | None) -> None:
    """Record again which stories of a title's day a search skips.

    Those that are also there in the publication's own mode.
    """
    if day is None:
        return
    which = (title, day.isoformat())
    of_the_day = "SELECT s.id FROM stories s JOIN issues i ON i.id = s.issue_id WHERE i.title_id = ? AND i.date = ?"
    database.execute(f"DELETE FROM repeated WHERE id IN ({of_the_day})", which)
    database.execute(f"{repeated_stories()} AND own.title_id = ? AND own.date = ?", which)


def numbered_stories(
    database: sqlite3.Connection, issue: int, *, texts: bool = True
) -> Iterator[tuple[int, StoryFacts]]:
    """Return the stories of an issue with their numbers in reading order. Without ``texts`` they have no text."""
    body = "x.body" if texts else "NULL"
    rows = database.execute(
        f"SELECT s.id, s.position, s.title, s.path, s.people, a.name, c.name, s.page, s.kicker, s.deck, s.rights,"
        f" s.pictures, {body} FROM stories s JOIN texts x ON x.id = s.id LEFT JOIN places a ON a.id = s.section_id"
        " LEFT JOIN places c ON c.id = s.column_id WHERE s.issue_id = ? ORDER BY s.position",
        (issue,),
    )
    for number, position, title, path, people, section, column, page, kicker, deck, rights, pictures, packed in rows:
        yield (
            number,
            StoryFacts(
                position=position,
                title=title,
                path=path,
                authors=tuple(json.loads(people)),
                section=section or "",
                column=column or "",
                page=page,
                kicker=kicker,
                deck=deck,
                rights=rights,
                text=text_of(packed) if packed is not None else "",
                pictures=tuple(facts_from_json(PictureFacts, one) for one in json.loads(pictures)),
            ),
        )


def text_of(packed: bytes) -> str:
    """Return the text of a story from its stored form."""
    return zlib.decompress(packed).decode()


class StoryWriter:
    """Writes the stories of an issue, and their tokens together at the end."""

    def __init__(self, database: sqlite3.Connection, issue: int, title: int) -> None:
        self._database, self._issue, self._title = database, issue, title
        self._places: dict[tuple[str, str], int] = {}
        self._people: dict[str, int] = {}
        self._stories: list[tuple[object, ...]] = []
        self._texts: list[tuple[int, bytes]] = []
        self._words: list[tuple[int, str, str, str]] = []
        self._characters: list[tuple[int, str]] = []

    def add(self, number: int, story: StoryFacts) -> None:
        """Add a story with its tokens."""
        self.tokens(number, story)
        people = json.dumps(story.authors, ensure_ascii=False)
        pictures = json.dumps([facts_to_json(one) for one in story.pictures], ensure_ascii=False)
        section, column = self._place("section", story.section), self._place("column", story.column)
        self._stories.append((number, self._issue, story.position, story.title, story.path, section, column, story.page,
                              story.kicker, story.deck, story.rights, people, pictures))  # fmt: skip
        self._texts.append((number, zlib.compress(story.text.encode(errors="replace"), 9)))

    def tokens(self, number: int, story: StoryFacts) -> None:
        """Add the tokens of a story."""
        captions = (line for one in story.pictures for line in (one.caption, one.credit))
        head = "\n".join(filter(None, (story.title, story.kicker, story.deck, *story.authors)))
        body = "\n".join(filter(None, (story.text, *captions)))
        marks = [mark("title", self._title)]
        marks += [mark("section", self._place("section", story.section))] if story.section else []
        marks += [mark("column", self._place("column", story.column))] if story.column else []
        marks += [mark("person", self._person(name)) for name in story.authors]
        told = " ".join(marks)
        below, characters = tokens_and_characters(body)
        above, others = tokens_and_characters(head)
        self._words.append((number, " ".join(below), " ".join(above), told))
        self._characters.append((number, " ".join((*sorted(characters | others), *marks))))

    def finish(self) -> None:
        """Write everything that was added."""
        self._database.executemany(f"INSERT INTO stories VALUES ({', '.join('?' * 13)})", self._stories)
        self._database.executemany("INSERT INTO texts VALUES (?, ?)", self._texts)
        self._database.executemany("INSERT INTO words (rowid, text, title, marks) VALUES (?, ?, ?, ?)", self._words)
        self._database.executemany("INSERT INTO characters (rowid, text) VALUES (?, ?)", self._characters)

    def forget(self) -> None:
        """Remove the tokens from the index. They must equal those that were written."""
        self._database.executemany(
            "INSERT INTO words (words, rowid, text, title, marks) VALUES ('delete', ?, ?, ?, ?)", self._words
        )
        self._database.executemany(
            "INSERT INTO characters (characters, rowid, text) VALUES ('delete', ?, ?)", self._characters
        )

    def _place(self, kind: str, name: str) -> int:
        if not name:
            return 0
        if (kind, name) not in self._places:
            self._database.execute(
                "INSERT OR IGNORE INTO places (kind, name, folded) VALUES (?, ?, ?)", (kind, name, folded(name))
            )
            found = self._database.execute("SELECT id FROM places WHERE kind = ? AND name = ?", (kind, name))
            self._places[kind, name] = int(found.fetchone()[0])
        return self._places[kind, name]

    def _person(self, name: str) -> int:
        if name not in self._people:
            self._database.execute("INSERT OR IGNORE INTO people (name, folded) VALUES (?, ?)", (name, folded(name)))
            found = self._database.execute("SELECT id FROM people WHERE name = ?", (name,))
            self._people[name] = int(found.fetchone()[0])
        return self._people[name]
