# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves text between the stories of an issue folder: a story is parted, put behind another one, or gives some blocks.

The questions of an import go with the passages that they are about, and so do the blocks of ``page-blocks.json``. No
text is lost: the file of a story that has become part of another one moves to ``dropped/``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from epubgen.errors import Location, SourceError, finding
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FolderTexts
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.notes import OpenNote
from epubgen.issue_folder.open_questions import OpenQuestions
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.markup.write_inlines import one_line_markdown
from epubgen.model import Article, runs_of
from epubgen.startup import dataclass

__all__ = ["StoryMoves", "headline_markdown"]


@dataclass(frozen=True)
class StoryMoves:
    """Plans changes that concern more than one story."""

    texts: FolderTexts
    stories: IssueStories

    @property
    def notes(self) -> str:
        """The text of the notes with all changes that were planned; empty without notes."""
        return self.texts.text(notes.FILE) if self.texts.has(notes.FILE) else ""

    def put(self, story: StoryFile, text: str, passage: str) -> None:
        """Plan another text for a story.

        Raises:
            SourceError: H18 the text is empty, the same, no story any more, or has an error that it did not have.
        """
        if not text or text == story.text or not story.is_no_worse(text):
            raise SourceError(finding("H18", Location((self.texts.home / story.name).as_posix()), text=passage))
        self.texts.put(story.name, text)

    def part(self, story: StoryFile, kept: str, title: str, below: str, passage: str, *, role: str = "headline") -> str:
        """Plan a new story behind a story, whose text it was from ``passage`` on; return its id.

        Args:
            story: the story.
            kept: its text from now on.
            title: the headline of the new story.
            below: the Markdown of the new story.
            passage: how its first block on the page begins.
            role: the role of that block from now on.
        """
        self.put(story, kept, passage)
        self.stories.add(story, title, below, passage, role)
        return self.stories.made

    def append(self, story: StoryFile, above: StoryFile, head: str, *, text: bool = True, but: str = "") -> None:
        """Plan to put a story behind the text of another one; its own file moves to ``dropped/``.

        Args:
            story: the story.
            above: the story that gets its text.
            head: Markdown that goes before its text, such as its headline as a subhead.
            text: without it, only ``head`` is written: its text only repeats it.
            but: the mark of a question that stays where it is.

        Raises:
            SourceError: H20 the story has fields that would be lost.
        """
        if left := sorted({*_beyond_text(story.article), *(["footnotes"] if above.article.footnotes else [])}):
            at = Location((self.texts.home / story.name).as_posix())
            raise SourceError(finding("H20", at, fields=", ".join(left)))
        self.put(above, above.with_more(head + (_as_printed(story) if text else "")), story.article.headline)
        self.stories.remove(story, above.article.id)
        self.follow(story.article.id, above.article.id, lambda note: OpenQuestions.mark(note) != but)

    def follow_text(self, story: str, other: str, text: str, but: str = "") -> None:
        """Move the questions about passages of a text from a story to another one; ``but`` marks one that stays."""
        wanted = letters_of(text)

        def meant(note: OpenNote) -> bool:
            return letters_of(note.text.replace(" + ", "")) in wanted and OpenQuestions.mark(note) != but

        self.follow(story, other, meant)

    def follow(self, story: str, other: str, meant: Callable[[OpenNote], bool]) -> None:
        """Move questions about a story to another one."""
        if text := self.notes:
            moved = notes.with_story(text, lambda note: note.story == story and meant(note), other)
            self.texts.put(notes.FILE, moved)

    def settle(self, gone: Callable[[OpenNote], bool]) -> Collection[OpenNote]:
        """Remove questions; return those that cannot be removed, since the list is written in brackets."""
        text = self.notes
        left = notes.without_notes(text, gone)
        if left != text:
            self.texts.put(notes.FILE, left)
        return [note for note in notes.open_notes(left) if gone(note)] if left else ()


def headline_markdown(story: StoryFile) -> str:
    """Return the headline of a story in one line of Markdown, with its marks and readings."""
    return " ".join(one_line_markdown(runs_of(line)) for line in story.article.title)


_CARRIED = frozenset(
    ("id", "title", "section", "page", "body", "at", "kind", "priority", "authors", "byline", "byline_at", "dateline")
)
_BLANK = Article(id="", title=("",))


def _beyond_text(story: Article) -> Iterator[str]:
    """Yield the fields of a story that would be lost if only its text were appended to another one."""
    for name in Article.__dataclass_fields__:
        if name not in _CARRIED and getattr(story, name) != getattr(_BLANK, name):
            yield name
    if story.authors and not story.byline:
        yield "authors"
    if story.dateline and not story.dateline.label:
        yield "dateline"


def _as_printed(story: StoryFile) -> str:
    """Return the text of a story with dateline and byline where print has them."""
    said = story.article
    body = story.parts[1].strip("\n")
    opens = (said.dateline.label if said.dateline else "") + (said.byline if said.byline_at == "run-in" else "")
    body = f"{opens}{' ' if opens[-1:].isascii() and opens else ''}{body}"
    if said.byline and said.byline_at != "run-in":
        return f"{body}\n\n{said.byline}" if said.byline_at == "end" else f"{said.byline}\n\n{body}"
    return body
