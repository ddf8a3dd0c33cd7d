# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to the questions of an import: which readings a person can choose, and what each writes into the folder.

An answer edits stories, ``issue.yaml`` and ``page-blocks.json`` as a person would, and takes the question out of
``import-notes.yaml``. It is made of the files as they are now: what no longer fits is refused, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from epubgen import messages
from epubgen.errors import Location, SourceError, finding
from epubgen.importers.printed_page.rejoin import closed
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FileChange, FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.notes import Known, OpenNote
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.model import Article, Paragraph, plain

__all__ = ["OfferedAnswer", "OpenQuestions", "planned_answer"]

_HEADERS = frozenset(("kicker", "column", "deck", "title-lines", "column-kicker"))
"""Codes of questions about the lines of a header."""
_ROLES = {"column": "column", "kicker": "kicker", "headline": "title", "deck": "deck"}
_WORDS = {field: role for role, field in _ROLES.items()}
_KINDS = frozenset(("ad", "notice", "weather"))
_SIGNED = ("commentator", "reporter", "correspondent")


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """A reading to choose."""

    key: str
    """Tells it from the others of its question; ``right`` is the reading that was taken."""
    parts: tuple[tuple[str, str], ...]
    """What it says: the row of each part, ``ui.answer.<word>``, and the passage that the row quotes."""

    def label(self, lang: str) -> str:
        """The answer in words."""
        return "; ".join(messages.label(f"answer.{word}", lang, text=text) for word, text in self.parts)


def _one(key: str, word: str, text: str = "") -> OfferedAnswer:
    return OfferedAnswer(key, ((word, text),))


_RIGHT = _one("right", "right")


@dataclass(frozen=True)
class OpenQuestions:
    """The questions of an issue folder, as its notes ask them now.

    Args:
        text: of ``import-notes.yaml``.
        pages: the stories of each printed page, in order, by id.
    """

    text: str = ""
    pages: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def notes(self) -> tuple[OpenNote, ...]:
        """The open ones."""
        return notes.open_notes(self.text) if self.text else ()

    @cached_property
    def _stories(self) -> dict[str, Known]:
        return {one.id: one for one in notes.read_record(self.text).stories}

    def find(self, mark: str) -> OpenNote | None:
        """The question with this mark."""
        return next((note for note in self.notes if self.mark(note) == mark), None)

    @staticmethod
    def mark(note: OpenNote) -> str:
        """What tells a question from the others: kind, words, story and place."""
        return f"{notes.fingerprint(note)}.{note.story}.{note.at.rpartition(':')[2]}"

    def before(self, story: str) -> str:
        """The story before this one on its printed page; empty for the first."""
        page = next((page for page in self.pages if story in page), ())
        return page[page.index(story) - 1] if story in page[1:] else ""

    def title(self, story: str) -> str:
        """A headline, else the id."""
        return self._stories[story].title if story in self._stories else story

    def offered(self, note: OpenNote) -> tuple[OfferedAnswer, ...]:
        """The readings to choose from; the one that was taken comes first."""
        found = [_RIGHT, *(self._others(note) if note.story else _typed(note))]
        return tuple({one.key: one for one in found}.values())

    def _others(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        if note.code in _HEADERS:
            yield from _of_header(note)
        elif note.code == "headline-lines":
            yield _one("kicker", "first-line")
            yield _one("text", "one-line")
        elif note.code == "level":
            yield from self._of_level(note)
        elif note.code == "join":
            yield _one("two-paragraphs", "two-paragraphs")
        elif note.code in ("stray", "breaks-off"):
            yield from self._of_torn(note)
        elif note.code in ("untitled", "picture") and (above := self.before(note.story)):
            yield _one("above", "story-above", self.title(above))
        elif note.code in _KINDS:
            yield _one("news", "news")
        elif note.code == "role":
            yield from (_one(role, f"role-{role}") for role in _SIGNED)
        elif note.code == "byline" and note.chosen == "author":
            yield _one("text", "text", note.text)
        else:
            yield from _typed(note)

    def _of_level(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        if note.chosen == "subhead":
            yield _one("headline", "new-story")
        elif above := self.before(note.story):
            yield _one("subhead", "subhead-of", self.title(above))

    def _of_torn(self, note: OpenNote) -> Iterator[OfferedAnswer]:
        """A paragraph without its beginning, and the stories of its page that break off; and the other way round."""
        if note.code == "stray":
            yield _one("above", "rest-above")
        other = "breaks-off" if note.code == "stray" else "stray"
        page = next((page for page in self.pages if note.story in page), ())
        for one in self.notes:
            if one.code == other and one.story in page and one.story != note.story:
                yield _one(f"with {self.mark(one)}", f"torn-{note.code}", self.title(one.story))


def _of_header(note: OpenNote) -> Iterator[OfferedAnswer]:
    """The roles that the passage can have besides, then the other readings of the whole header."""
    readings = {reading: moves for reading in note.alternatives if (moves := _moves(note, reading))}
    if note.code in ("kicker", "column", "deck"):
        named = {moves[0][1] for moves in readings.values() if len(moves) == 1 and moves[0][0] == note.text}
        yield from (_one(role, f"as-{role}") for role in _ROLES if role != note.chosen and _ROLES[role] not in named)
    for reading, moves in sorted(readings.items(), key=lambda one: len(one[1])):
        yield OfferedAnswer(reading, tuple(_told(note, passage, field) for passage, field in moves))


def _told(note: OpenNote, passage: str, field: str) -> tuple[str, str]:
    """A part of a reading: the passage of the question needs no repeating."""
    role = _WORDS[field]
    return (f"as-{role}", "") if passage == note.text else (role, passage)


def _moves(note: OpenNote, reading: str) -> list[tuple[str, str]]:
    """What a reading moves: passages and the fields that they go to; ``deck; kicker: 当好店小二``."""
    moves = []
    for part in reading.split("; "):
        role, colon, passage = part.partition(": ")
        if role not in _ROLES:
            return []
        moves.append((passage if colon else note.text, _ROLES[role]))
    return moves


def _typed(note: OpenNote) -> Iterator[OfferedAnswer]:
    """The likely word for one that was probably misread; one of two spellings of a name."""
    if note.code == "misread" and len(note.alternatives) == 1:
        yield _one("typed", "typed", note.alternatives[0])
    if note.code == "name-spelling" and len(note.alternatives) == 2:  # noqa: PLR2004 - two spellings
        yield from (_one(f"name {name}", "typed", name) for name in note.alternatives)


def planned_answer(home: Path, mark: str, key: str) -> tuple[FileChange, ...]:
    """What an answer changes in an issue folder; nothing is written yet.

    Args:
        home: the issue folder.
        mark: of the question.
        key: of the answer.

    Raises:
        SourceError: H18 the passage does not stand so in its story, H20 the story has what no click can carry, H21 the
            question is not open or has no such answer; S10, H19 a file that cannot be read.
    """
    texts = FolderTexts(home)
    return _AnswerWork(texts, IssueStories(texts), mark, key).changes()


@dataclass
class _AnswerWork:
    """One answer while it is worked out."""

    texts: FolderTexts
    stories: IssueStories
    mark: str
    key: str
    _done: list[OpenNote] = field(default_factory=list)
    """Questions that are settled with it."""

    @cached_property
    def asked(self) -> OpenQuestions:
        text = self.texts.text(notes.FILE) if self.texts.has(notes.FILE) else ""
        return OpenQuestions(text, self.stories.pages)

    def changes(self) -> tuple[FileChange, ...]:
        note = self.asked.find(self.mark)
        if note is None or self.key not in {one.key for one in self.asked.offered(note)}:
            raise SourceError(finding("H21", Location((self.texts.home / notes.FILE).as_posix())))
        self._done.append(note)
        if self.key != "right":
            self._write(note)
        self._settle()
        return self.texts.changes()

    def _settle(self) -> None:
        """Take the settled questions out of the notes."""
        text = self.texts.text(notes.FILE)
        gone = {self.asked.mark(note) for note in self._done}
        self.texts.put(notes.FILE, notes.without_notes(text, lambda note: self.asked.mark(note) in gone))

    def _write(self, note: OpenNote) -> None:
        write = {
            "headline-lines": self._headline_lines, "level": self._level, "join": self._join, "stray": self._torn,
            "breaks-off": self._torn, "untitled": self._to_story_above, "picture": self._picture, "role": self._role,
            "byline": self._byline, "misread": self._misread, "name-spelling": self._name,
        }.get(note.code, self._kind if note.code in _KINDS else self._header)  # fmt: skip
        write(note)

    def _story(self, note: OpenNote, story: str = "") -> StoryFile:
        found = self.stories.file(story or note.story)
        if found is None:
            raise self._misfit(note)
        return found

    def _misfit(self, note: OpenNote, story: StoryFile | None = None) -> SourceError:
        name = story.name if story else notes.FILE
        return SourceError(finding("H18", Location((self.texts.home / name).as_posix()), text=note.text))

    def _put(self, note: OpenNote, story: StoryFile, text: str) -> None:
        if not text or text == story.text or StoryFile.of(story.name, text, story.article.id) is None:
            raise self._misfit(note, story)
        self.texts.put(story.name, text)

    # The answers.

    def _header(self, note: OpenNote) -> None:
        story = self._story(note)
        moves = _moves(note, self.key)
        self._put(note, story, story.with_roles(moves))
        self.stories.with_block_roles(note.story, [(words, _WORDS[field]) for words, field in moves])

    def _headline_lines(self, note: OpenNote) -> None:
        story = self._story(note)
        lines = list(story.article.title)
        if len(lines) < 2 or letters_of("".join(lines)) != letters_of(note.text):  # noqa: PLR2004
            raise self._misfit(note, story)
        if self.key == "kicker":
            self._put(note, story, story.with_roles([(lines[0], "kicker")]))
            return
        held = story.article
        header = {"column": [held.column] if held.column else [], "kicker": [*held.kicker], "deck": [*held.deck]}
        self._put(note, story, story.with_header({**header, "title": [" ".join(lines)]}))

    def _level(self, note: OpenNote) -> None:
        if note.chosen == "headline":
            self._to_story_above(note)
            return
        story = self._story(note)
        kept, title, below = story.parted(note.text)
        if not kept or not below:
            raise self._misfit(note, story)
        self._put(note, story, kept)
        self.stories.add(story, title, below, note.text)
        self._follow(note, story, below)

    def _follow(self, note: OpenNote, story: StoryFile, below: str) -> None:
        """Questions about what stands in the new story go with it."""
        wanted, made = letters_of(below), self.stories.made
        moved = [
            self.asked.mark(one)
            for one in self.asked.notes
            if one.story == story.article.id and one is not note and letters_of(one.text.replace(" + ", "")) in wanted
        ]
        text = self.texts.text(notes.FILE)
        self.texts.put(notes.FILE, notes.with_story(text, lambda one: self.asked.mark(one) in moved, made))

    def _to_story_above(self, note: OpenNote) -> None:
        """The story as a part of the one before it: under its headline as a subhead, or without one."""
        story = self._story(note)
        above = self._story(note, self.asked.before(note.story) or "-")
        if note.code == "level" and letters_of(story.article.headline) != letters_of(note.text):
            raise self._misfit(note, story)
        if left := sorted({*_beyond_text(story.article), *(["footnotes"] if above.article.footnotes else [])}):
            at = Location((self.texts.home / story.name).as_posix())
            raise SourceError(finding("H20", at, fields=", ".join(left)))
        head = f"## {story.article.headline}\n\n" if note.code == "level" else ""
        self._put(note, above, above.with_more(head + _as_printed(story)))
        self.stories.remove(story, above.article.id)
        text = self.texts.text(notes.FILE)
        moved = notes.with_story(text, lambda one: one.story == note.story and one.line != note.line, above.article.id)
        self.texts.put(notes.FILE, moved)

    def _join(self, note: OpenNote) -> None:
        story = self._story(note)
        ends, _, starts = note.text.partition(" + ")
        self._put(note, story, story.split_paragraph(ends, starts))

    def _torn(self, note: OpenNote) -> None:
        if self.key == "above":
            story = self._story(note)
            self._put(note, story, story.joined_above(note.text))
            return
        other = self.asked.find(self.key.removeprefix("with "))
        if other is None:
            raise self._misfit(note)
        torn, rest = (other, note) if note.code == "stray" else (note, other)
        first, second = self._story(note, torn.story), self._story(note, rest.story)
        kept, paragraph = second.without_paragraph(rest.text)
        last = first.article.body[-1] if first.article.body else None
        ends = isinstance(last, Paragraph) and letters_of(plain(last.text)).endswith(letters_of(torn.text))
        if not paragraph or not ends or (isinstance(last, Paragraph) and closed(plain(last.text))):
            raise self._misfit(note, second if ends else first)
        self._put(note, first, first.with_rest(paragraph))
        self._put(note, second, kept)
        self.stories.with_blocks_of(rest.story, rest.text, torn.story)
        self._done.append(other)

    def _picture(self, note: OpenNote) -> None:
        story = self._story(note)
        above = self._story(note, self.asked.before(note.story) or "-")
        kept, picture = story.without_picture(note.text)
        self._put(note, story, kept)
        self._put(note, above, above.with_more(picture))
        self.stories.with_blocks_of(note.story, note.text, above.article.id)

    def _kind(self, note: OpenNote) -> None:
        story = self._story(note)
        self._put(note, story, story.with_value("kind", "news"))

    def _role(self, note: OpenNote) -> None:
        story = self._story(note)
        self._put(note, story, story.with_author_role(self.key))

    def _byline(self, note: OpenNote) -> None:
        story = self._story(note)
        self._put(note, story, story.without_author(note.text))

    def _misread(self, note: OpenNote) -> None:
        printed = _closest(note.text, note.alternatives[0])
        around = letters_of(note.text)
        holders = [one for one in self.stories.files() if around in letters_of(one.text)]
        if not printed or len(holders) != 1:
            raise self._misfit(note)
        self._put(note, holders[0], holders[0].with_words(printed, note.alternatives[0], note.text))

    def _name(self, note: OpenNote) -> None:
        right = self.key.removeprefix("name ")
        wrong = next(name for name in note.alternatives if name != right)
        holders = [one for one in self.stories.files() if wrong in one.text]
        if not holders:
            raise self._misfit(note)
        for one in holders:
            self._put(note, one, one.text.replace(wrong, right))


def _closest(text: str, likely: str) -> str:
    """The word of a passage that a likely one stands for: as long, and different in the fewest characters."""
    windows = [text[at : at + len(likely)] for at in range(len(text) - len(likely) + 1)]
    ranked = sorted((sum(a != b for a, b in zip(one, likely, strict=True)), at) for at, one in enumerate(windows))
    if not ranked or ranked[0][0] == 0 or ranked[0][0] * 2 > len(likely):
        return ""
    return "" if len(ranked) > 1 and ranked[1][0] == ranked[0][0] else windows[ranked[0][1]]


_CARRIED = frozenset(
    ("id", "title", "section", "page", "body", "at", "kind", "priority", "authors", "byline", "byline_at", "dateline")
)
_BLANK = Article(id="", title=("",))


def _beyond_text(story: Article) -> Iterator[str]:
    """The fields of a story that its text cannot say: they would be lost."""
    for name in Article.__dataclass_fields__:
        if name not in _CARRIED and getattr(story, name) != getattr(_BLANK, name):
            yield name
    if story.authors and not story.byline:
        yield "authors"
    if story.dateline and not story.dateline.label:
        yield "dateline"


def _as_printed(story: StoryFile) -> str:
    """The text of a story with dateline and byline in it, as print has them."""
    said = story.article
    body = story.parts[1].strip("\n")
    opens = (said.dateline.label if said.dateline else "") + (said.byline if said.byline_at == "run-in" else "")
    body = f"{opens}{' ' if opens[-1:].isascii() and opens else ''}{body}"
    if said.byline and said.byline_at != "run-in":
        return f"{body}\n\n{said.byline}" if said.byline_at == "end" else f"{said.byline}\n\n{body}"
    return body
