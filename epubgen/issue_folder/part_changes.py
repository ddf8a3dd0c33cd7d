# SPDX-License-Identifier: AGPL-3.0-or-later
"""Works out which files change when an editor makes something else of a part of a story.

She breaks a story at a paragraph, joins it with the one before or behind it, or gives a line another role: where no
question was asked, since the import was sure. The files become what she would have typed; questions about what she
has decided with it are settled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

from epubgen.errors import Location, SourceError, finding
from epubgen.importers.printed_page.rejoin import glue
from epubgen.importers.printed_page.words import UNTITLED
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FileChange, FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.notes import OpenNote
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.issue_folder.story_moves import StoryMoves, headline_markdown
from epubgen.issue_folder.story_parts import FIELDS, StoryPart, is_untitled, parts_of, passage_of
from epubgen.languages.registry import likely_script
from epubgen.markup.tidy import line_of_runs
from epubgen.markup.write_inlines import escaped, line_start
from epubgen.model import Paragraph, Subhead
from epubgen.startup import dataclass

__all__ = ["planned_change"]

_ROLES = {"column": "column", "kicker": "kicker", "headline": "title", "deck": "deck"}
_SHOWN = 24
_SETTLED = frozenset(("kicker", "column", "deck", "title-lines", "column-kicker", "headline-lines", "level", "stray"))
"""Codes of questions that another role or place of their passage answers."""


def planned_change(home: Path, story: str, mark: str, key: str, language: str = "") -> tuple[FileChange, ...]:
    """Return the files that change, without writing them.

    Args:
        home: the issue folder.
        story: the id of the story.
        mark: the mark of the part, from ``StoryPart``.
        key: the key of one of its choices.
        language: the language of the paper, in which a story without a headline is called so.

    Raises:
        SourceError: H24 the story has no such part any more; H18 a text would be read as something else; H20 a story
            has fields that would be lost; S10, H19 a file cannot be read.
    """
    texts = FolderTexts(home)
    stories = IssueStories(texts)
    held = stories.file(story)
    above, below = stories.beside(story)
    parts = parts_of(held, above, below) if held else ()
    part = next((one for one in parts if one.mark == mark and key in {choice.key for choice in one.choices}), None)
    if held is None or part is None:
        at = Location((home / (held.name if held else "articles")).as_posix())
        raise SourceError(finding("H24", at))
    _PartWork(StoryMoves(texts, stories), held, above, below, part, language).write(key)
    return texts.changes()


@dataclass(frozen=True)
class _PartWork:
    """Works out one change."""

    moves: StoryMoves
    story: StoryFile
    above: StoryFile | None
    below: StoryFile | None
    part: StoryPart
    language: str

    def write(self, key: str) -> None:
        work: dict[str, Callable[[], None]] = {
            "text": self._text, "subhead": self._subhead, "join": self._join, "new-story": self._new_story,
            "break": self._break, "to-above": self._to_above, "to-below": self._to_below,
            "above": lambda: self._join_stories(self.story, self.above, ""),
            "above-subhead": lambda: self._join_stories(self.story, self.above, "## "),
            "above-text": lambda: self._join_stories(self.story, self.above, "text"),
            "with-below": lambda: self._join_stories(self.below, self.story, "## "),
        }  # fmt: skip
        work.get(key, lambda: self._header(key))()
        if self.moves.settle(self._is_settled):
            raise self._error("H18", notes.FILE)

    def _is_settled(self, note: OpenNote) -> bool:
        """Return whether a question was about this part: it is settled now, in whichever story it stands."""
        words, own = letters_of(self.part.text), letters_of(note.text)
        if note.code not in _SETTLED or not own:
            return False
        ids = {self.story.article.id, self.moves.stories.made, *(one.article.id for one in self._beside)}
        return note.story in ids and (words.startswith(own) if note.code == "stray" else words == own)

    @property
    def _beside(self) -> list[StoryFile]:
        return [one for one in (self.above, self.below) if one]

    @property
    def _opens(self) -> str:
        """How the part begins, for a message."""
        text = self.part.text
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def _error(self, code: str, name: str) -> SourceError:
        return SourceError(finding(code, Location((self.moves.texts.home / name).as_posix()), text=self._opens))

    def _put(self, text: str, story: StoryFile | None = None) -> None:
        self.moves.put(story or self.story, text, self._opens)

    # Roles.

    def _header(self, role: str) -> None:
        """Make a line above the story, or its first paragraph, a line of another kind."""
        lines, number = self.story.header_lines(), self.part.number
        if self.part.field:
            lines[number] = (_ROLES[role], self.part.text)
            text = self.story.with_header_lines(lines)
        else:
            made = self.story.again(self.story.with_block(number, ""))
            at = 1 + max(place for place, (name, _) in enumerate(lines) if FIELDS.index(name) <= FIELDS.index("title"))
            lines.insert(len(lines) if role == "deck" else at, (_ROLES[role], self.part.text))
            text = made.with_header_lines(lines) if made else ""
        self._put(text)
        self.moves.stories.with_block_roles(self.story.article.id, [(self.part.text, role)])

    def _text(self) -> None:
        """Make a line above the story its first paragraph, or a subhead a paragraph."""
        if self.part.field:
            lines = self.story.header_lines()
            del lines[self.part.number]
            made = self.story.again(self.story.with_header_lines(lines))
            text = made.with_opening(_paragraph(self.part.text)) if made else ""
        else:
            text = self.story.with_block(self.part.number, line_start(self._source().lstrip("#").strip()))
        self._put(text)
        self.moves.stories.with_block_roles(self.story.article.id, [(self.part.text, "paragraph")])

    def _subhead(self) -> None:
        self._put(self.story.with_block(self.part.number, f"## {reduce(glue, self._source().split(chr(10)))}"))
        self.moves.stories.with_block_roles(self.story.article.id, [(self.part.text, "subhead")])

    def _source(self) -> str:
        """Return the Markdown of the block."""
        return self.story.block_source(self.part.number)

    def _join(self) -> None:
        self._put(self.story.joined_above_block(self.part.number))

    # Stories.

    def _new_story(self) -> None:
        """Begin a story whose headline is this paragraph or subhead."""
        number = self.part.number
        kept, below = self.story.parted_at(number, number + 1)
        block = self.story.article.body[number]
        title = line_of_runs(block.text) if isinstance(block, (Paragraph, Subhead)) else self.part.text
        self._part_story(kept, title, below, self.part.text, "headline")

    def _break(self) -> None:
        """Begin a story without a headline at this block."""
        kept, below = self.story.parted_at(self.part.number)
        blocks = self.story.article.body[self.part.number :]
        self._part_story(kept, _untitled(self.language), below, passage_of(blocks), "")

    def _part_story(self, kept: str, title: str, below: str, passage: str, role: str) -> None:
        if not kept or not below:
            raise self._error("H25", self.story.name)
        made = self.moves.part(self.story, kept, title, below, passage, role=role)
        self.moves.follow_text(self.story.article.id, made, f"{title}{below}")

    def _to_below(self) -> None:
        """Put this block and those below it before the text of the story behind this one."""
        kept, rest = self.story.parted_at(self.part.number)
        if not kept or self.below is None:
            raise self._error("H25", self.story.name)
        self._give(self.below, kept, self.below.with_opening(rest), rest)
        passage = passage_of(self.story.article.body[self.part.number :])
        self.moves.stories.with_blocks_from(self.story.article.id, passage, self.below.article.id)

    def _to_above(self) -> None:
        """Put this block and those above it behind the text of the story before this one."""
        first, second = self.story.parted_at(0), self.story.parted_at(self.part.number + 1)
        given = second[0][len(first[0]) :].strip()
        if not first[0] or not second[0] or self.above is None:
            raise self._error("H25", self.story.name)
        self._give(self.above, f"{first[0]}\n{second[1]}\n", self.above.with_more(given), given)
        passage = passage_of(self.story.article.body[self.part.number + 1 :])
        self.moves.stories.with_blocks_until(self.story.article.id, passage, self.above.article.id)

    def _give(self, heir: StoryFile, kept: str, text: str, given: str) -> None:
        self._put(kept)
        self._put(text, heir)
        self.moves.follow_text(self.story.article.id, heir.article.id, given)

    def _join_stories(self, story: StoryFile | None, above: StoryFile | None, mark: str) -> None:
        """Put a story behind another one; its headline becomes a subhead or a paragraph, or is dropped if none."""
        if story is None or above is None:
            raise self._error("H25", self.story.name)
        words = headline_markdown(story)
        head = line_start(words) if mark == "text" else f"{mark}{words}"
        head = "" if is_untitled(story.article.headline) else head
        self.moves.append(story, above, f"{head}\n\n" if mark and head else "")


def _paragraph(words: str) -> str:
    return line_start(escaped(words))


def _untitled(language: str) -> str:
    """Return the headline of a story without one, as an import writes it."""
    tag = f"zh-{likely_script(language)}" if language.lower().startswith("zh") else language.partition("-")[0].lower()
    return UNTITLED.get(tag, UNTITLED["en"])
