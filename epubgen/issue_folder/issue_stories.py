# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds, adds and removes stories of an issue folder.

``issue.yaml`` and ``page-blocks.json`` are changed accordingly.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from epubgen.errors import Location, SourceError, finding
from epubgen.files.names import free_name
from epubgen.importers.reading import StoryBlock
from epubgen.issue_folder import page_blocks
from epubgen.issue_folder.folder_edits import FolderTexts
from epubgen.issue_folder.story_file import StoryFile, letters_of
from epubgen.model import Article, Issue, Page, Publication, Section
from epubgen.serialization import decode_issue, to_yaml
from epubgen.serialization.changed_yaml import with_texts, with_values
from epubgen.startup import dataclass

__all__ = ["IssueStories"]

_INDEX = "issue.yaml"
_HEADER_ROLES = frozenset(("kicker", "headline", "deck", "byline"))
_PAPER = Publication(id="none", title="none", language="und")


@dataclass
class IssueStories:
    """The stories of an issue folder, with the changes planned so far."""

    texts: FolderTexts
    made: str = ""
    """Id of the story that was added last."""

    @cached_property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the stories of each printed page, in order."""
        issue = self._issue()
        return tuple(page.articles for page in issue.pages) if issue else ()

    def beside(self, story: str) -> tuple[StoryFile | None, StoryFile | None]:
        """Return the stories before and after a story on its printed page, as far as they have files."""
        page = next((page for page in self.pages if story in page), (story,))
        at = page.index(story)
        return (self.file(page[at - 1]) if at else None), (self.file(page[at + 1]) if at + 1 < len(page) else None)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Id by file name → file; an id in the front matter is found by ``file``."""
        found = [name for name in self.texts.names("articles") if _is_story(name)]
        return {posixpath.splitext(posixpath.basename(name))[0]: name for name in found}

    def file(self, story: str) -> StoryFile | None:
        """Return a story by its id; ``None`` where there is none or its file cannot be read."""
        if name := self._names.get(story):
            return StoryFile.of(name, self.texts.text(name), story)
        return next((one for one in self.files() if one.article.id == story), None)

    def files(self) -> Iterator[StoryFile]:
        """Yield every story that can be read."""
        for story, name in self._names.items():
            if found := StoryFile.of(name, self.texts.text(name), story):
                yield found

    def add(self, above: StoryFile, title: str, body: str, passage: str, role: str) -> None:
        """Plan a new story after another one, whose text it was from ``passage`` on.

        ``role`` is that of the block that begins the passage.
        """
        held = above.article
        self.made = _next_id(held.id, lambda story: story in self._names)
        story = Article(
            id=self.made, title=(title,), section=held.section, page=held.page[:1], lang=held.lang,
            writing_mode=held.writing_mode,
        )  # fmt: skip
        front = to_yaml(story, leave=("id", "body", "footnotes"))
        name = posixpath.join(posixpath.dirname(above.name), f"{self.made}.md")
        self.texts.put(name, f"---\n{front}---\n\n{body}\n")
        self._names[self.made] = name
        self._relist(lambda listed: _behind(listed, held.id, self.made))
        self._change_blocks(lambda blocks: _from_passage(blocks, held.id, passage, self.made, role))

    def remove(self, story: StoryFile, heir: str) -> None:
        """Plan to move the file of a story to ``dropped/``.

        Its blocks on the page go to the story ``heir``, which has its text.
        """
        stem, ending = posixpath.splitext(posixpath.basename(story.name))
        target = free_name(f"dropped/{stem}", self.texts.has, ending)
        self.texts.move(story.name, target)
        self._relist(lambda listed: tuple(one for one in listed if one != story.article.id))
        self._change_blocks(lambda blocks: [_given(one, story.article.id, heir) for one in blocks])

    # issue.yaml

    def _issue(self) -> Issue | None:
        return decode_issue(self.texts.text(_INDEX), Location(_INDEX), _PAPER)[0] if self.texts.has(_INDEX) else None

    def _relist(self, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        """Change every list of stories in ``issue.yaml``."""
        while issue := self._issue():
            parts: tuple[Page | Section, ...] = (*issue.pages, *issue.sections)
            due = next((part for part in parts if change(part.articles) != part.articles), None)
            if due is None:
                break
            self._put_list(due.at.of("articles") if due.at else None, change(due.articles))
        self._unlead(issue)

    def _put_list(self, at: Location | None, listed: tuple[str, ...]) -> None:
        text = ""
        if at and at.line and at.column:
            place = at.line, at.column
            text = with_texts(self.texts.text(_INDEX), place, listed) if listed else ""
            text = text or with_values(self.texts.text(_INDEX), {place: f"[{', '.join(listed)}]"})
        if not text:
            raise SourceError(finding("H18", Location((self.texts.home / _INDEX).as_posix()), text="articles"))
        self.texts.put(_INDEX, text)

    def _unlead(self, issue: Issue | None) -> None:
        """Remove the lead story of each section that no longer lists that story."""
        for part in issue.sections if issue else ():
            if part.lead and part.lead not in part.articles and part.at:
                at = part.at.of("lead")
                text = with_values(self.texts.text(_INDEX), {(at.line or 0, at.column or 0): None})
                self.texts.put(_INDEX, text or self.texts.text(_INDEX))

    # page-blocks.json

    def with_block_roles(self, story: str, roles: Sequence[tuple[str, str]]) -> None:
        """Give another role to the blocks of a story whose text is part of a passage."""

        def changed(one: StoryBlock) -> StoryBlock:
            role = next((role for words, role in roles if one.text and letters_of(one.text) in letters_of(words)), "")
            return replace(one, role=role) if role and one.story == story else one

        self._change_blocks(lambda blocks: [changed(one) for one in blocks])

    def with_blocks_from(self, story: str, passage: str, other: str) -> None:
        """Give the blocks of a story, from the one that begins a passage on, to another story."""
        self._change_blocks(lambda blocks: _from_passage(blocks, story, passage, other, ""))

    def with_blocks_until(self, story: str, passage: str, other: str) -> None:
        """Give the blocks of a story's text that stand above the one that begins a passage to another story."""
        self._change_blocks(lambda blocks: _until_passage(blocks, story, passage, other))

    def with_blocks_of(self, story: str, passage: str, other: str) -> None:
        """Give the block of a story that begins with a passage to another story."""
        wanted = letters_of(passage)

        def changed(one: StoryBlock) -> StoryBlock:
            own, text = one.story == story, letters_of(one.text)
            fits = text and (wanted.startswith(text) or text.startswith(wanted))
            return replace(one, story=other) if own and fits else one

        self._change_blocks(lambda blocks: [changed(one) for one in blocks])

    def _change_blocks(self, change: Callable[[Sequence[StoryBlock]], Sequence[StoryBlock]]) -> None:
        if not self.texts.has(page_blocks.FILE):
            return
        pages = page_blocks.read_page_blocks(self.texts.text(page_blocks.FILE))
        made = tuple(replace(page, blocks=tuple(change(page.blocks))) for page in pages)
        if made != pages:
            self.texts.put(page_blocks.FILE, page_blocks.page_blocks_text(made))


def _is_story(name: str) -> bool:
    return name.lower().endswith(".md") and not name.lower().endswith(".new.md")


def _next_id(story: str, taken: Callable[[str], bool]) -> str:
    """Return the next free id of the page: ``01-06`` beside ``01-01`` to ``01-05``.

    An id of another form gets a number at its end.
    """
    start, dash, slot = story.rpartition("-")
    if not (dash and slot.isascii() and slot.isdecimal()):
        return free_name(story, taken)
    number = int(slot) + 1
    while taken(f"{start}-{number:0{len(slot)}d}"):
        number += 1
    return f"{start}-{number:0{len(slot)}d}"


def _behind(listed: tuple[str, ...], story: str, new: str) -> tuple[str, ...]:
    if story not in listed or new in listed:
        return listed
    at = listed.index(story) + 1
    return (*listed[:at], new, *listed[at:])


def _given(block: StoryBlock, story: str, heir: str) -> StoryBlock:
    if block.story != story:
        return block
    return replace(block, story=heir, role="subhead" if block.role == "headline" else block.role)


def _from_passage(blocks: Sequence[StoryBlock], story: str, passage: str, new: str, first: str) -> list[StoryBlock]:
    """Give the blocks of a story to the story ``new``, from the block that begins ``passage`` on.

    That block gets the role ``first``; with an empty one it keeps its own.
    """
    start = _opening(blocks, story, passage)
    if start is None:
        return list(blocks)
    opening = replace(blocks[start], story=new, role=first or blocks[start].role)
    rest = [replace(one, story=new) if one.story == story else one for one in blocks[start + 1 :]]
    return [*blocks[:start], opening, *rest]


def _until_passage(blocks: Sequence[StoryBlock], story: str, passage: str, other: str) -> list[StoryBlock]:
    end = _opening(blocks, story, passage) or 0

    def is_given(one: StoryBlock) -> bool:
        return one.story == story and one.role not in _HEADER_ROLES

    return [*(replace(one, story=other) if is_given(one) else one for one in blocks[:end]), *blocks[end:]]


def _opening(blocks: Sequence[StoryBlock], story: str, passage: str) -> int | None:
    """Return the place of the first block of a story that begins a passage."""
    wanted = letters_of(passage)
    for number, one in enumerate(blocks):
        if one.story == story and (text := letters_of(one.text)) and wanted.startswith(text):
            return number
    return None
