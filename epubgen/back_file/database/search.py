# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds stories by words, phrases and characters, by title, day, people and place; the best or the newest first."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from epubgen.back_file.database.connections import LibraryDatabase
from epubgen.back_file.database.snippets import SnippetPart, snippet
from epubgen.back_file.database.story_rows import text_of
from epubgen.back_file.database.tokens import Term, folded, mark, match_words, parse_query
from epubgen.back_file.facts_json import facts_to_json
from epubgen.startup import dataclass

__all__ = ["MOST_RANKED", "SearchHit", "SearchPage", "SearchQuery", "search"]

MOST_RANKED = 5_000
"""Of so many hits, the newest, the best come first; a word of more stories says little of one."""
_WEIGHTS = "1.0, 8.0, 0.0"
"""Of text, headline, and filters."""
_ONCE = "{} NOT IN (SELECT id FROM repeated)"
"""An issue that is held in both writing modes gives each story once."""
_FOUND = "rowid IN (SELECT rowid FROM {0} WHERE {0} MATCH ?)"
"""Whether an index finds a story."""
_MOST_FILTERS = 200
"""Names that one filter may stand for."""
_Matched = tuple[str, tuple[tuple[str, ...], ...]]
"""A term as ``match_words`` gives it."""
_Option = list[tuple[str, str]]
"""Indexes and what each is asked; a story is found where all of them find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is looked for. Without ``text`` the filters alone decide, and the newest come first."""

    text: str = ""
    """Words, "phrases", ``-without``, ``OR``, ``begin*``."""
    titles: tuple[str, ...] = ()
    """Keys of titles; none: all."""
    first: dt.date | None = None
    last: dt.date | None = None
    author: str = ""
    """A name, or a part of it."""
    column: str = ""
    section: str = ""
    order: Literal["best", "newest"] = "best"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A story that was found."""

    story: int
    """Its number in the database."""
    series: str
    series_name: str
    identifier: str
    """Of the issue."""
    file: str
    """The EPUB, below the folder of the library."""
    date: dt.date | None
    number: str
    """Of the issue, as printed."""
    title: str
    path: str
    """Of the story inside the EPUB."""
    authors: tuple[str, ...]
    section: str
    column: str
    page: str
    deck: str
    snippet: tuple[SnippetPart, ...]
    """Words around what was looked for; without ``text`` those at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits."""

    hits: tuple[SearchHit, ...]
    total: int
    """How many there are in all."""
    is_counted: bool
    """Whether ``total`` is exact; else there are at least so many."""
    is_ranked: bool
    """Whether the best come first; else the newest."""

    def as_json(self) -> dict[str, object]:
        """The page as JSON values."""
        page: dict[str, object] = facts_to_json(self)
        return page


def search(database: LibraryDatabase, query: SearchQuery) -> SearchPage:
    """A page of the stories that a query finds.

    Any thread may ask while a writer works. A query of single characters alone, or of filters alone, gives the newest
    first; a word that stands in more than ``MOST_RANKED`` stories is ranked among its newest ones.

    Raises:
        PackageError: EG110 the database cannot be read.
    """
    with database.guarded():
        plan = _Plan(database, query)
        numbers, total, counted = plan.run()
        hits = tuple(_hits(database, numbers, plan.terms))
    return SearchPage(hits=hits, total=total, is_counted=counted, is_ranked=plan.is_ranked)


class _Plan:
    """How a query is answered: which index is asked for what."""

    def __init__(self, database: LibraryDatabase, query: SearchQuery) -> None:
        self._connection, self._query = database.connection, query
        self.terms = parse_query(query.text)
        self._day_stories = 2 ** database.setting("day_bits")
        self._marks = [self._filter(kind, name) for kind, name in self._asked()]
        self._words, self._characters, self._either = _expressions(self.terms)
        self._without = [_option(match_words(term)) for term in self.terms if term.role == "without"]
        self.is_ranked = bool(self._words) and query.order == "best"

    def run(self) -> tuple[list[int], int, bool]:
        """The numbers of the page's stories, how many there are in all, and whether that is exact."""
        if any(not marks for marks in self._marks) or (self._query.text.strip() and not self.terms):
            return [], 0, True
        if not (self.terms or self._marks):
            return self._all()
        rows = self._connection.execute(*self._statement()).fetchall()
        counted = len(rows) < self._most
        if self.is_ranked:
            rows.sort(key=lambda row: (row[1], -row[0]))
        first, limit = max(0, self._query.offset), max(0, self._query.limit)
        return [row[0] for row in rows[first : first + limit]], len(rows), counted

    @property
    def _most(self) -> int:
        """How many hits are looked at."""
        wanted = max(0, self._query.offset) + max(0, self._query.limit)
        return max(MOST_RANKED, wanted) if self.is_ranked else wanted + 1

    def _asked(self) -> Iterator[tuple[Literal["title", "section", "column", "person"], Sequence[str]]]:
        query = self._query
        if query.titles:
            yield "title", query.titles
        if query.section:
            yield "section", [query.section]
        if query.column:
            yield "column", [query.column]
        if query.author:
            yield "person", [query.author]

    def _filter(self, kind: Literal["title", "section", "column", "person"], names: Sequence[str]) -> list[str]:
        """The tokens of the titles, people, columns or sections that are meant: of this name, else that hold it."""
        if kind == "title":
            found = [
                self._ids("SELECT id FROM titles WHERE key = ?1 OR name = ?1 OR issn = ?1", name) for name in names
            ]
            return [mark(kind, number) for numbers in found for number in numbers]
        wanted, table = folded(names[0]), "people" if kind == "person" else "places"
        kept = "" if kind == "person" else f"kind = '{kind}' AND "
        exact = self._ids(f"SELECT id FROM {table} WHERE {kept}folded = ?1", wanted)
        part = f"SELECT id FROM {table} WHERE {kept}instr(folded, ?1) ORDER BY length(name) LIMIT {_MOST_FILTERS}"
        return [mark(kind, number) for number in exact or self._ids(part, wanted)]

    def _ids(self, statement: str, value: str) -> list[int]:
        return [row[0] for row in self._connection.execute(statement, (value,))]

    def _span(self) -> tuple[int, int]:
        """The numbers of the stories of the days that are asked for; undated stories lie before all days."""
        first = self._query.first.toordinal() if self._query.first else 0
        last = self._query.last.toordinal() if self._query.last else dt.date.max.toordinal()
        first = max(first, 365_000) if self._query.first or self._query.last else first
        return first * self._day_stories, (last + 1) * self._day_stories - 1

    def _statement(self) -> tuple[str, tuple[object, ...]]:
        """The one statement that gives number, and rank, of the hits."""
        marks, characters = list(map(_any_of, self._marks)), list(map(_any_of, self._characters))
        conditions, values = [_ONCE.format("rowid")], []
        table = "words" if self._words else "characters" if characters or marks else "stories"
        if self._words:
            conditions.append("words MATCH ?")
            filters = (f"marks : {told}" for told in marks)
            wanted = " AND ".join((f"{{text title}} : ({self._words})", *filters))
            values.append(" NOT ".join((f"({wanted})", *(f"({told})" for told in self._unwanted()))))
        elif characters or marks:
            conditions.append("characters MATCH ?")
            values.append(" AND ".join((*characters, *marks)))
        if self._words and characters:
            conditions.append(_FOUND.format("characters"))
            values.append(" AND ".join(characters))
        for options in self._either:
            conditions.append(f"({' OR '.join(map(_condition, options))})")
            values += [expression for option in options for _, expression in option]
        for option in self._without if not self._words else filter(_asks_characters, self._without):
            conditions.append(f"NOT ({_condition(option)})")
            values += [expression for _, expression in option]
        rank = f"bm25(words, {_WEIGHTS})" if self.is_ranked else "0"
        chosen = f"SELECT rowid, {rank} FROM {table} WHERE {' AND '.join(conditions)}"
        ordered = f" AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT {self._most:d}"
        return chosen + ordered, (*values, *self._span())

    def _unwanted(self) -> list[str]:
        """Return what the index of words excludes by itself.

        It skips hits, instead of making a list of all stories of a word.
        """
        return [expression for option in self._without if not _asks_characters(option) for _, expression in option]

    def _all(self) -> tuple[list[int], int, bool]:
        """All stories of the days, the newest first."""
        first, last = self._span()
        rows = self._connection.execute(
            f"SELECT id FROM stories WHERE {_ONCE.format('id')} AND id BETWEEN ? AND ?"
            " ORDER BY id DESC LIMIT ? OFFSET ?",
            (first, last, self._query.limit + 1, self._query.offset),
        ).fetchall()
        numbers = [row[0] for row in rows[: self._query.limit]]
        return numbers, self._query.offset + len(rows), len(rows) <= self._query.limit


def _expressions(terms: Sequence[Term]) -> tuple[str, list[tuple[str, ...]], list[list[_Option]]]:
    """What the index of words is asked, the characters that must be there, and what either index may find."""
    groups: list[list[_Matched]] = []
    for term in terms:
        if term.role == "or" and groups:
            groups[-1].append(match_words(term))
        elif term.role != "without":
            groups.append([match_words(term)])
    asked: list[str] = []
    characters: list[tuple[str, ...]] = []
    either: list[list[_Option]] = []
    for group in groups:
        words, lone = [words for words, _ in group if words], [lone for _, lone in group if lone]
        if not lone:
            asked.append(f"({' OR '.join(words)})" if len(words) > 1 else words[0])
        elif len(group) == 1:
            asked += words
            characters += lone[0]
        elif not words and all(len(one) == 1 for one in lone):  # one character or another
            characters.append(tuple(dict.fromkeys(char for one in lone for char in one[0])))
        else:
            either.append([_option(matched) for matched in group])
    return " AND ".join(asked), list(dict.fromkeys(characters)), either


def _option(matched: _Matched) -> _Option:
    """What each index is asked for a term, both of which must find it."""
    words, lone = matched
    told = [("words", f"{{text title}} : {words}")] if words else []
    return [*told, ("characters", " AND ".join(map(_any_of, lone)))] if lone else told


def _asks_characters(option: _Option) -> bool:
    return any(index == "characters" for index, _ in option)


def _condition(option: _Option) -> str:
    return " AND ".join(_FOUND.format(index) for index, _ in option)


def _any_of(tokens: Sequence[str]) -> str:
    told = " OR ".join(f'"{token}"' for token in tokens)
    return f"({told})" if len(tokens) > 1 else told


def _hits(database: LibraryDatabase, numbers: Sequence[int], terms: Sequence[Term]) -> Iterator[SearchHit]:
    for number in numbers:
        row = _row(database.connection, number)
        if row:
            yield _hit(row, terms)


def _row(database: sqlite3.Connection, number: int) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = database.execute(
        "SELECT s.id, i.date, s.people, x.body, t.key, t.name, i.identifier, i.file, i.number, s.title, s.path,"
        " ifnull(a.name, ''), ifnull(c.name, ''), s.page, s.deck FROM stories s"
        " JOIN issues i ON i.id = s.issue_id JOIN titles t ON t.id = i.title_id"
        " JOIN texts x ON x.id = s.id LEFT JOIN places a ON a.id = s.section_id"
        " LEFT JOIN places c ON c.id = s.column_id"
        " WHERE s.id = ?",
        (number,),
    ).fetchone()
    return found


def _hit(row: Sequence[Any], terms: Sequence[Term]) -> SearchHit:
    number, day, people, body, *texts = row
    series, name, identifier, file, printed, title, path, section, column, page, deck = map(str, texts)
    return SearchHit(
        story=int(number),
        series=series,
        series_name=name,
        identifier=identifier,
        file=file,
        date=dt.date.fromisoformat(day) if day else None,
        number=printed,
        title=title,
        path=path,
        authors=tuple(json.loads(people)),
        section=section,
        column=column,
        page=page,
        deck=deck,
        snippet=snippet(text_of(body), terms),
    )
