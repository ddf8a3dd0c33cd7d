# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open questions of an import, and for each the answers that a person can choose from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from epubgen import messages
from epubgen.issue_folder import notes
from epubgen.issue_folder.notes import Known, OpenNote
from epubgen.startup import dataclass

__all__ = ["KINDS", "OfferedAnswer", "OpenQuestions", "block_role", "group_name", "header_moves"]

_HEADERS = frozenset(("kicker", "column", "deck", "title-lines", "column-kicker"))
"""Codes of questions about the lines above a story."""
_HABITS = frozenset(("kicker", "column", "deck", "headline-lines"))
"""Codes of questions that are decided alike on all pages of a paper."""
_MANY = 3
_ROLES = {"column": "column", "kicker": "kicker", "headline": "title", "deck": "deck"}
_WORDS = {field: role for role, field in _ROLES.items()}
KINDS = frozenset(("ad", "notice", "weather"))
_TORN = frozenset(("join", "mixed", "stray", "breaks-off"))
"""Codes of questions about where the text goes on."""
_SIGNED = ("commentator", "reporter", "correspondent")


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """An answer to choose."""

    key: str
    """The key of the answer, unique within its question; ``right`` confirms what the importer chose."""
    parts: tuple[tuple[str, str], ...]
    """The parts of the sentence: the word in the row ``ui.answer.<word>``, and the passage that the row quotes."""

    def label(self, lang: str) -> str:
        """Return the answer in words."""
        return "; ".join(messages.label(f"answer.{word}", lang, text=text) for word, text in self.parts)


def _one(key: str, word: str, text: str = "") -> OfferedAnswer:
    return OfferedAnswer(key, ((word, text),))


_RIGHT = _one("right", "right")


@dataclass(frozen=True)
class OpenQuestions:
    """The questions of an issue folder, as its notes hold them now.

    Args:
        text: the text of ``import-notes.yaml``.
        pages: the stories of each printed page, in order, by id.
    """

    text: str = ""
    pages: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def notes(self) -> tuple[OpenNote, ...]:
        """The open questions."""
        return notes.open_notes(self.text) if self.text else ()

    @cached_property
    def _stories(self) -> dict[str, Known]:
        return {one.id: one for one in notes.read_record(self.text).stories}

    def find(self, mark: str) -> OpenNote | None:
        """Return the question with this mark; ``None`` without one."""
        return next((note for note in self.notes if self.mark(note) == mark), None)

    @staticmethod
    def mark(note: OpenNote) -> str:
        """Return the mark of a question, unique within its file: made from code, passage, story and line."""
        return f"{notes.fingerprint(note)}.{note.story}.{note.at.rpartition(':')[2]}"

    def before(self, story: str) -> str:
        """Return the id of the story before this one on its printed page; empty for the first."""
        page = next((page for page in self.pages if story in page), ())
        return page[page.index(story) - 1] if story in page[1:] else ""

    def title(self, story: str) -> str:
        """Return the headline of a story, else its id."""
        return self._stories[story].title if story in self._stories else story

    def offered(self, note: OpenNote) -> tuple[OfferedAnswer, ...]:
        """Return the answers to choose from; the one that confirms the importer comes first."""
        found = [_RIGHT, *(self._others(note) if note.story else _typed(note))]
        return tuple({one.key: one for one in found}.values())

    @cached_property
    def groups(self) -> tuple[tuple[tuple[OpenNote, ...], tuple[OfferedAnswer, ...]], ...]:
        """Questions of one kind, where one habit of the paper settles them all, and the answers that all have."""
        kinds: dict[str, list[OpenNote]] = {}
        for note in self.notes:
            if note.code in _HABITS and note.story:
                kinds.setdefault(group_name(note), []).append(note)
        return tuple((tuple(kind), self._common(kind)) for kind in kinds.values() if len(kind) >= _MANY)

    def _common(self, notes: list[OpenNote]) -> tuple[OfferedAnswer, ...]:
        """Return the answers that all of these questions have, in the same words."""
        first, *rest = (self.offered(note) for note in notes)
        return tuple(one for one in first if all(one in others for others in rest))

    def _others(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        if note.code in _HEADERS:
            yield from _of_header(note)
        elif note.code == "headline-lines":
            yield _one("kicker", "first-line")
            yield _one("text", "one-line")
        elif note.code == "level":
            yield from self._of_level(note)
        elif note.code in _TORN:
            yield from self._of_text(note)
        else:
            yield from self._of_story(note)

    def _of_text(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        """Where paragraphs end, and to which story they belong."""
        if note.code == "join":
            yield _one("two-paragraphs", "two-paragraphs")
        elif note.code == "mixed":
            for key, story, opens in _mixed(note):
                yield _one(key, "of-other", f"{opens}… → {self.title(story)}")
        else:
            yield from self._of_torn(note)

    def _of_story(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        """What a story is, who signs it, and which other it belongs to."""
        above = self.before(note.story) if note.code in ("untitled", "picture", "no-text") else ""
        if above:
            yield _one("above", "subhead-of" if note.code == "no-text" else "story-above", self.title(above))
        elif note.code == "jump":
            for key in note.alternatives:
                yield _one(key, "torn-breaks-off", self.title(key.removeprefix("story: ")))
        elif note.code in KINDS:
            yield _one("news", "news")
        elif note.code == "role":
            yield from (_one(role, f"role-{role}") for role in _SIGNED)
        elif note.code == "byline" and note.chosen == "author":
            yield _one("text", "text", note.text)
        else:
            yield from _typed(note)

    def _of_level(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        if note.chosen == "subhead" and note.alternatives[1:]:
            yield from (_one(one, "opens-story", one.partition(": ")[2]) for one in note.alternatives)
            yield _one("headlines", "open-stories")
        elif note.chosen == "subhead":
            yield _one("headline", "new-story")
        elif above := self.before(note.story):
            yield _one("subhead", "subhead-of", self.title(above))

    def _of_torn(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        """Yield the stories of the page whose text breaks off, for a paragraph without a beginning; and the reverse."""
        yield _one("above", "rest-above") if note.code == "stray" else _one("below", "rest-below")
        other = "breaks-off" if note.code == "stray" else "stray"
        page = next((page for page in self.pages if note.story in page), ())
        for one in self.notes:
            if one.code == other and one.story in page and one.story != note.story:
                yield _one(f"with {self.mark(one)}", f"torn-{note.code}", self.title(one.story))


def _mixed(note: OpenNote) -> Iterator[tuple[str, str, str]]:
    """Key, other story and opening words of each paragraph that may belong to the other story."""
    for one in note.alternatives:
        story, _, opens = one.removeprefix("rest-of-another ").partition(": ")
        yield one, story, opens


def _of_header(note: OpenNote) -> Iterator[OfferedAnswer]:
    """Yield the other roles that the passage can have, then the other readings of all lines above the story."""
    readings = {reading: moves for reading in note.alternatives if (moves := header_moves(note, reading))}
    if note.code in ("kicker", "column", "deck"):
        named = {moves[0][1] for moves in readings.values() if len(moves) == 1 and moves[0][0] == note.text}
        yield from (_one(role, f"as-{role}") for role in _ROLES if role != note.chosen and _ROLES[role] not in named)
    for reading, moves in sorted(readings.items(), key=lambda one: len(one[1])):
        yield OfferedAnswer(reading, tuple(_answer_part(note, passage, field) for passage, field in moves))


def _answer_part(note: OpenNote, passage: str, field: str) -> tuple[str, str]:
    """Return a part of an answer; the passage of the question is not repeated."""
    role = _WORDS[field]
    return (f"as-{role}", "") if passage == note.text else (role, passage)


def header_moves(note: OpenNote, reading: str) -> list[tuple[str, str]]:
    """Return the passages that a reading moves, with their fields; ``deck; kicker: 当好店小二`` moves two."""
    moves = []
    for part in reading.split("; "):
        role, colon, passage = part.partition(": ")
        if role not in _ROLES:
            return []
        moves.append((passage if colon else note.text, _ROLES[role]))
    return moves


def _typed(note: OpenNote) -> Iterator[OfferedAnswer]:
    """Yield the likely word for a misread one, or the two spellings of a name."""
    if note.code == "misread" and len(note.alternatives) == 1:
        yield _one("typed", "typed", note.alternatives[0])
    if note.code == "name-spelling" and len(note.alternatives) == 2:  # noqa: PLR2004 - two spellings
        yield from (_one(f"name {name}", "typed", name) for name in note.alternatives)


def block_role(field: str) -> str:
    """Return the role of a block whose words stand in a field of the header: ``headline`` for ``title``."""
    return _WORDS[field]


def group_name(note: OpenNote) -> str:
    """Return how a passage was read, by which questions are grouped: ``kicker``, ``headline-lines``."""
    return note.code if note.code == "headline-lines" or note.chosen not in _ROLES else note.chosen
