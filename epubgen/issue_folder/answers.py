# SPDX-License-Identifier: AGPL-3.0-or-later
"""Works out which files change when an editor answers a question of an import.

An answer edits stories, ``issue.yaml`` and ``page-blocks.json`` as a person would, and removes the question from
``import-notes.yaml``. It is worked out from the files as they are now: where a passage is no longer there, the answer
is refused and nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path

from epubgen.errors import Location, SourceError, finding
from epubgen.importers.printed_page.rejoin import closed
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FileChange, FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.notes import OpenNote
from epubgen.issue_folder.open_questions import KINDS, OpenQuestions, block_role, header_moves
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.issue_folder.story_moves import StoryMoves, headline_markdown
from epubgen.model import Paragraph, plain
from epubgen.startup import dataclass

__all__ = ["planned_answer", "planned_answers"]


def planned_answer(home: Path, mark: str, key: str) -> tuple[FileChange, ...]:
    """Return the files that an answer changes, without writing them.

    Args:
        home: the issue folder.
        mark: the mark of the question, from ``OpenQuestions.mark``.
        key: the key of the answer, from ``OfferedAnswer``.

    Raises:
        SourceError: H18 the story does not hold the passage, or holds it twice; H20 the story has fields that would be
            lost; H21 the question is not open or has no such answer; S10, H19 a file cannot be read.
    """
    return planned_answers(home, (mark,), key)


def planned_answers(home: Path, marks: Sequence[str], key: str) -> tuple[FileChange, ...]:
    """Return the files that one answer to several questions changes, without writing them.

    Args:
        home: the issue folder.
        marks: the marks of the questions.
        key: the key of the answer, which each of them has.

    Raises:
        SourceError: as ``planned_answer``; then none of the questions is answered.
    """
    texts = FolderTexts(home)
    for mark in marks or ("",):
        _AnswerWork(texts, IssueStories(texts), mark, key).plan()
    return texts.changes()


@dataclass
class _AnswerWork:
    """Works out one answer."""

    texts: FolderTexts
    stories: IssueStories
    mark: str
    key: str
    _done: list[OpenNote] = field(default_factory=list)
    """Questions that this answer settles."""

    @cached_property
    def moves(self) -> StoryMoves:
        return StoryMoves(self.texts, self.stories)

    @cached_property
    def asked(self) -> OpenQuestions:
        text = self.texts.text(notes.FILE) if self.texts.has(notes.FILE) else ""
        return OpenQuestions(text, self.stories.pages)

    def plan(self) -> None:
        note = self.asked.find(self.mark)
        if note is None or self.key not in {one.key for one in self.asked.offered(note)}:
            raise SourceError(finding("H21", Location((self.texts.home / notes.FILE).as_posix())))
        self._done.append(note)
        if self.key != "right":
            self._write(note)
        self._settle()

    def _settle(self) -> None:
        """Remove the settled questions from the notes."""
        gone = {self.asked.mark(note) for note in self._done}
        if self.moves.settle(lambda note: self.asked.mark(note) in gone):
            raise self._misfit(self._done[0])

    def _write(self, note: OpenNote) -> None:
        write = {
            "headline-lines": self._headline_lines, "level": self._level, "join": self._join, "stray": self._torn,
            "breaks-off": self._torn, "untitled": self._to_story_above, "picture": self._picture, "role": self._role,
            "byline": self._byline, "mixed": self._mixed, "jump": self._jump, "no-text": self._to_story_above,
            "misread": self._misread, "name-spelling": self._name,
        }.get(note.code, self._kind if note.code in KINDS else self._header)  # fmt: skip
        write(note)

    def _story(self, note: OpenNote, story: str = "") -> StoryFile:
        found = self.stories.file(story or note.story)
        if found is None:
            raise self._misfit(note)
        return found

    def _misfit(self, note: OpenNote, story: StoryFile | None = None) -> SourceError:
        name = story.name if story else notes.FILE
        return SourceError(finding("H18", Location((self.texts.home / name).as_posix()), text=note.text))

    def _holder(self, note: OpenNote, change: Callable[[StoryFile], str]) -> StoryFile:
        """Return the story to which a change applies.

        It is the one that the note names, else the only other one on its page.
        """
        own = self._story(note)
        if change(own):
            return own
        fits = [one for one in self._beside(note) if change(one)]
        if len(fits) != 1:
            raise self._misfit(note, own)
        return fits[0]

    def _beside(self, note: OpenNote) -> list[StoryFile]:
        """Return the other stories on the page of a note."""
        page = next((page for page in self.stories.pages if note.story in page), ())
        return [found for story in page if story != note.story and (found := self.stories.file(story))]

    def _put(self, note: OpenNote, story: StoryFile, text: str) -> None:
        self.moves.put(story, text, note.text)

    # The answers.

    def _header(self, note: OpenNote) -> None:
        story = self._story(note)
        moves = header_moves(note, self.key)
        self._put(note, story, story.with_roles(moves))
        self.stories.with_block_roles(note.story, [(words, block_role(field)) for words, field in moves])

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
        named = self.key.partition(": ")[2]
        for heading in [named] if named else reversed(note.text.split(" / ")):
            self._part(note, heading)

    def _part(self, note: OpenNote, heading: str) -> None:
        """End the story at a subhead: it and what stands below it are a story behind it."""
        story = self._holder(note, lambda one: one.parted(heading)[0])
        kept, title, below = story.parted(heading)
        if not kept or not below:
            raise self._misfit(note, story)
        made = self.moves.part(story, kept, title, below, heading)
        self.moves.follow_text(story.article.id, made, below, self.asked.mark(note))

    def _to_story_above(self, note: OpenNote) -> None:
        """Append the story to the one before it on the page.

        Its headline becomes a subhead if the question was its level.
        """
        story = self._story(note)
        above = self._story(note, self.asked.before(note.story) or "-")
        if note.code == "level" and letters_of(story.article.headline) != letters_of(note.text):
            raise self._misfit(note, story)
        head = f"## {headline_markdown(story)}\n\n" if note.code in ("level", "no-text") else ""
        # a heading without text has itself as its text
        self.moves.append(story, above, head, text=note.code != "no-text", but=self.asked.mark(note))

    def _join(self, note: OpenNote) -> None:
        ends, _, starts = note.text.partition(" + ")
        story = self._holder(note, lambda one: one.split_paragraph(ends, starts))
        self._put(note, story, story.split_paragraph(ends, starts))

    def _torn(self, note: OpenNote) -> None:
        if self.key == "above":
            story = self._holder(note, lambda one: one.joined_above(note.text))
            self._put(note, story, story.joined_above(note.text))
            return
        if self.key == "below":
            story = self._holder(note, lambda one: one.joined_below(note.text))
            self._put(note, story, story.joined_below(note.text))
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

    def _mixed(self, note: OpenNote) -> None:
        """Move one paragraph to the end of the other story of two mixed columns."""
        to, _, opens = self.key.removeprefix("rest-of-another ").partition(": ")
        other = self._story(note, to)
        story = self._holder(note, lambda one: one.without_paragraph(opens)[1] if one.name != other.name else "")
        kept, paragraph = story.without_paragraph(opens)
        if not paragraph:
            raise self._misfit(note, story)
        self._put(note, story, kept)
        self._put(note, other, other.with_more(paragraph))
        self.stories.with_blocks_of(story.article.id, opens, to)

    def _jump(self, note: OpenNote) -> None:
        """Link the two parts of a story that runs over two pages."""
        onward, other = self._story(note), self._story(note, self.key.removeprefix("story: "))
        if note.chosen == "not-linked-back":
            onward, other = other, onward
        self._put(note, onward, onward.with_value("continues_on", other.article.id))
        self._put(note, other, other.with_value("continued_from", onward.article.id))

    def _role(self, note: OpenNote) -> None:
        """Give a role to all on the page that sign as the question names them: by name, or by their whole byline."""
        story = self._story(note)
        self._put(note, story, story.with_author_role(self.key))
        named = {letters_of(name) for name in note.text.split("、")}
        for one in self._beside(note):
            signed = [who.name for who in one.article.authors if not who.role]
            if signed and not named.isdisjoint(map(letters_of, (*signed, one.article.byline))):
                self._put(note, one, one.with_author_role(self.key))

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
    """Return the word of a passage that was misread for ``likely``.

    It has the length of ``likely`` and differs from it in the fewest characters.
    """
    windows = [text[at : at + len(likely)] for at in range(len(text) - len(likely) + 1)]
    ranked = sorted((sum(a != b for a, b in zip(one, likely, strict=True)), at) for at, one in enumerate(windows))
    if not ranked or ranked[0][0] == 0 or ranked[0][0] * 2 > len(likely):
        return ""
    return "" if len(ranked) > 1 and ranked[1][0] == ranked[0][0] else windows[ranked[0][1]]
