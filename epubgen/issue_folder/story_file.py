# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes the file of a story as a person would: lines of the header, paragraphs; everything else stays as it is.

Passages are compared by their letters and digits alone, because punctuation and spaces are normalised after a page is
read. Each method returns the new text, and empty text where the story does not hold the passage, or holds it twice.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from epubgen.errors import Location, Severity
from epubgen.importers.printed_page.rejoin import glue
from epubgen.markup.tidy import line_of_runs
from epubgen.markup.write_markdown import markdown_from_blocks
from epubgen.model import Article, Block, Credit, Image, Paragraph, Subhead, plain
from epubgen.serialization import decode_article, to_yaml
from epubgen.serialization.changed_yaml import flow_text, with_field, with_texts, with_values
from epubgen.serialization.names import ALIASES
from epubgen.startup import dataclass, regex

__all__ = ["StoryFile", "letters_of"]

_HEADER = ("column", "kicker", "title", "deck")
_ATTRIBUTES = regex(r"\{[^{}]*\}\s*$")
"""A line of attributes, which belongs to the block below it."""
_OPENING = "“‘「『《〈（(【［["


def letters_of(text: str) -> str:
    """Return the letters and digits of a text (NFKC, lower case), the form in which passages are compared."""
    return "".join(char for char, _ in _letters(text))


def _letters(text: str) -> list[tuple[str, int]]:
    """Return letters and digits with their offsets in the text."""
    return [
        (char, at)
        for at, raw in enumerate(text)
        for char in unicodedata.normalize("NFKC", raw).lower()
        if char.isalnum()
    ]


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story with the text of its file; its lines end in a line feed alone."""

    name: str
    """Path below the issue folder."""
    text: str
    article: Article

    @classmethod
    def of(cls, name: str, text: str, story: str) -> StoryFile | None:
        """Read a story from a text; ``None`` where that fails. ``story`` is the id of a story whose text names none."""
        article, _ = decode_article(text, Location(name), story)
        return cls(name, text, article) if article else None

    # The lines above the story.

    def with_roles(self, moves: Sequence[tuple[str, str]]) -> str:
        """Return the text with passages of the header in other fields. ``moves`` holds pairs of passage and field."""
        lines = self.header_lines()
        for passage, role in moves:
            run = _run(lines, passage)
            if run is None:
                return ""
            own = [line for _, line in lines[run[0] : run[1]]]
            lines[run[0] : run[1]] = [(role, line) for line in ([" ".join(own)] if role == "column" else own)]
        return self.with_header_lines(lines)

    def with_header(self, header: dict[str, list[str]]) -> str:
        """Return the text with another header.

        ``header`` gives all of ``column``, ``kicker``, ``title`` and ``deck``.
        """
        if not header["title"] or len(header["column"]) > 1:
            return ""
        now: StoryFile | None = self
        for name in sorted(_HEADER, key=lambda name: not header[name]):  # fields that become empty are removed last
            now = self.again(now._with_lines(name, header[name])) if now else None  # noqa: SLF001
        return now.text if now and all(list(now._header(name)) == header[name] for name in _HEADER) else ""  # noqa: SLF001

    def _header(self, name: str) -> tuple[str, ...]:
        value = getattr(self.article, name)
        return (value,) if isinstance(value, str) and value else tuple(value)

    def _with_lines(self, name: str, lines: Sequence[str]) -> str:
        if list(self._header(name)) == list(lines):
            return self.text
        front, body = self.parts
        if place := self._place(name):
            return _whole(with_texts(front, place, lines), body)
        title = self._place("title")
        written = flow_text(lines)
        return _whole(with_field(front, title, self._spelled(name), written), body) if title else ""

    def with_value(self, name: str, value: str, after: str = "title") -> str:
        """Return the text with another value of a field that holds one text, such as ``kind``.

        A new field goes below ``after``.
        """
        front, body = self.parts
        written = to_yaml(value).strip()
        if place := self._place(name):
            return _whole(with_values(front, {place: written}), body)
        behind = self._place(after)
        return _whole(with_field(front, behind, self._spelled(name), written), body) if behind else ""

    @property
    def parts(self) -> tuple[str, str]:
        """The front matter, and the text below its closing line of dashes."""
        lines = self.text.split("\n")
        end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
        return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :])

    def _place(self, name: str) -> tuple[int, int] | None:
        """Return line and column of a field in the front matter (from 1)."""
        spots = self.article.at.fields if self.article.at else ()
        return next(((line - 1, column) for path, line, column in spots if path == name), None)

    def _spelled(self, name: str) -> str:
        """Return the key of a field: in Chinese where the first key of the file is."""
        first = self.text.split("\n")[1].strip()
        chinese = next((alias for alias, known in ALIASES.items() if known == name), name)
        return name if first[:1].isascii() else chinese

    # The body.

    def split_paragraph(self, ends: str, starts: str) -> str:
        """Return the text with a paragraph split in two, between ``ends`` and ``starts``."""
        at = self._between(ends, starts)
        if not at:
            return ""
        opened = len(starts) - len(starts.lstrip(_OPENING))
        while opened and self.text[at - 1] in _OPENING:
            at, opened = at - 1, opened - 1
        block = self._block_at(at)
        if not isinstance(block, Paragraph):
            return ""
        text = f"{self.text[:at].rstrip(' ')}\n\n{self.text[at:].lstrip(' ')}"
        return text if self._has_same_words(text) else ""

    def _has_same_words(self, text: str) -> bool:
        """Return whether a text has the same words as this one, so that no Markdown mark lost its partner."""
        other = self.again(text)
        return other is not None and _words(other) == _words(self)

    def _between(self, ends: str, starts: str) -> int:
        """Return the offset at which the letters of ``starts`` follow those of ``ends``.

        The result is 0 where they do not, or do so twice.
        """
        body = len(self.text) - len(self.parts[1])
        there = [(char, at) for char, at in _letters(self.text) if at >= body]
        first, both = len(letters_of(ends)), letters_of(ends) + letters_of(starts)
        whole = "".join(char for char, _ in there)
        found = whole.find(both)
        alone = found >= 0 and whole.find(both, found + 1) < 0
        return there[found + first][1] if alone and 0 < first < len(both) else 0

    def joined_above(self, opens: str) -> str:
        """Return the text with the paragraph that begins with ``opens`` joined to the paragraph right above it."""
        number = self._opening(opens)
        return self.joined_above_block(number) if number else ""

    def joined_below(self, ends: str) -> str:
        """Return the text with the paragraph that ends with ``ends`` joined to the paragraph right below it."""
        wanted = letters_of(ends)
        found = [
            number
            for number, block in enumerate(self.article.body)
            if isinstance(block, Paragraph) and letters_of(plain(block.text)).endswith(wanted)
        ]
        below = found[0] + 1 if wanted and len(found) == 1 else 0
        return self.joined_above_block(below) if 0 < below < len(self.article.body) else ""

    def joined_above_block(self, number: int) -> str:
        """Return the text with a paragraph, counted from 0, joined to the one right above it."""
        if any(not isinstance(block, Paragraph) for block in self.article.body[number - 1 : number + 1]):
            return ""
        above, below = self._lines(number - 1), self._lines(number)
        lines = self.text.split("\n")
        words = lines[_line(self.article.body[number]) : below[1]]  # its attributes end with it
        both = glue("\n".join(lines[slice(*above)]).rstrip(), "\n".join(words).strip())
        return "\n".join([*lines[: above[0]], both, "", *lines[below[1] :]]).rstrip("\n") + "\n"

    def without_paragraph(self, opens: str) -> tuple[str, str]:
        """Return the text without the paragraph that begins with ``opens``, and that paragraph.

        Both are empty where the story has no other block.
        """
        number = self._opening(opens)
        if number is None or len(self.article.body) < 2:  # noqa: PLR2004 - a story must keep some text
            return "", ""
        start, end = self._lines(number)
        lines = self.text.split("\n")
        kept = "\n".join([*lines[:start], *lines[end:]]).rstrip("\n") + "\n"
        return kept, "\n".join(lines[start:end]).strip()

    def with_rest(self, paragraph: str) -> str:
        """Return the text with a paragraph joined to its last one."""
        if not self.article.body or not isinstance(self.article.body[-1], Paragraph) or self.article.footnotes:
            return ""
        return glue(self.text.rstrip(), paragraph) + "\n"

    def with_more(self, markdown: str) -> str:
        """Return the text with Markdown added at its end."""
        return f"{self.text.rstrip()}\n\n{markdown.strip()}\n"

    def parted(self, subhead: str) -> tuple[str, str, str]:
        """Split the story at a subhead: return the text above, the subhead as a line, and the Markdown below.

        All are empty where there is no such subhead, or where a part would be read as something else by itself.
        """
        wanted = letters_of(subhead)
        heads = [
            (number, block)
            for number, block in enumerate(self.article.body)
            if isinstance(block, Subhead) and letters_of(plain(block.text)) == wanted
        ]
        if len(heads) != 1:
            return "", "", ""
        number, head = heads[0]
        kept, below = self.parted_at(number, number + 1)
        return (kept, line_of_runs(head.text), below) if kept else ("", "", "")

    def parted_at(self, number: int, below: int | None = None) -> tuple[str, str]:
        """Return the text above a block, counted from 0, and the Markdown from the block ``below`` on (else this one).

        Both are empty where a part would be read as something else by itself: a block inside another one begins
        there, or the story has footnotes.
        """
        blocks, second = self.article.body, number if below is None else below
        if self.article.footnotes or not 0 <= number < len(blocks) or second > len(blocks):
            return "", ""
        lines = self.text.split("\n")
        kept = "\n".join(lines[: self._lines(number)[0]]).rstrip() + "\n"
        rest = "\n".join(lines[self._lines(second)[0] :] if second < len(blocks) else []).strip()
        (one, errors), (other, more) = self._read(kept), self._read(f"---\ntitle: x\n---\n\n{rest}\n")
        same = _holds(one, blocks[:number]) and _holds(other, blocks[second:])
        return (kept, rest) if same and errors + more <= self._read(self.text)[1] else ("", "")

    def _read(self, text: str) -> tuple[Article | None, int]:
        """Return the story in another text of the file, and how many errors the text has."""
        article, found = decode_article(text, Location(self.name), self.article.id)
        return article, sum(one.severity is Severity.ERROR for one in found)

    def again(self, text: str) -> StoryFile | None:
        """Return the story with another text of its file; ``None`` where that is no story."""
        return self.of(self.name, text, self.article.id) if text else None

    def is_no_worse(self, text: str) -> bool:
        """Return whether another text of the file is a story, without an error that the file does not have."""
        article, errors = self._read(text)
        return article is not None and errors <= self._read(self.text)[1]

    def block_source(self, number: int) -> str:
        """Return the Markdown of a block, counted from 0."""
        return "\n".join(self.text.split("\n")[slice(*self._lines(number))]).strip()

    def with_block(self, number: int, markdown: str) -> str:
        """Return the text with another block in the place of one, counted from 0; without it where it is empty."""
        start, end = self._lines(number)
        lines = self.text.split("\n")
        above = [*lines[:start], ""] if lines[start - 1].strip() else lines[:start]
        made = "\n".join([*above, *([markdown, ""] if markdown else []), *lines[end:]]).rstrip("\n") + "\n"
        rest = (*self.article.body[:number], *self.article.body[number + 1 :])
        new = there.article.body if (there := self.again(made)) else ()
        kept = (*new[:number], *new[number + 1 :]) if markdown else new
        whole = there and len(new) == len(rest) + bool(markdown)
        return made if whole and markdown_from_blocks(kept) == markdown_from_blocks(rest) else ""

    def with_opening(self, markdown: str) -> str:
        """Return the text with Markdown above its first block."""
        front, body = self.parts
        return _whole(front, f"\n{markdown.strip()}\n\n{body.lstrip(chr(10))}")

    def header_lines(self) -> list[tuple[str, str]]:
        """Return field and words of each line above the story, in the order of print.

        Empty where a line has markup or a language of its own, so that it cannot be moved.
        """
        lines = [(name, line) for name in _HEADER for line in self._header(name)]
        return lines if all(type(line) is str for _, line in lines) else []

    def with_header_lines(self, lines: Sequence[tuple[str, str]]) -> str:
        """Return the text with other lines above the story, as ``header_lines`` gives them."""
        return self.with_header({name: [line for own, line in lines if own == name] for name in _HEADER})

    def with_words(self, printed: str, likely: str, around: str) -> str:
        """Return the text with the word ``printed`` replaced by ``likely`` in the passage ``around``."""
        wanted = letters_of(around)
        there = _letters(self.text)
        whole = "".join(char for char, _ in there)
        found = whole.find(wanted)
        if found < 0 or not wanted or whole.find(wanted, found + 1) >= 0:
            return ""
        start, end = there[found][1], there[found + len(wanted) - 1][1] + 1
        passage = self.text[start:end]
        return self.text[:start] + passage.replace(printed, likely) + self.text[end:] if printed in passage else ""

    def without_picture(self, file: str) -> tuple[str, str]:
        """Return the text without the picture at its beginning, and the Markdown of that picture."""
        first = self.article.body[0] if self.article.body else None
        if not isinstance(first, Image) or posixpath.basename(first.photo.file) != posixpath.basename(file):
            return "", ""
        start, end = self._lines(0)
        lines = self.text.split("\n")
        return "\n".join([*lines[:start], *lines[end:]]), "\n".join(lines[start:end]).strip()

    # People.

    def with_author_role(self, role: str) -> str:
        """Return the text with a role for each author that has none."""
        if all(one.role for one in self.article.authors):
            return ""
        return self._with_authors([one if one.role else replace(one, role=role) for one in self.article.authors])

    def without_author(self, name: str) -> str:
        """Return the text with its byline as a paragraph of the body and without its only author."""
        held = self.article
        own = [letters_of(one.name) for one in held.authors]
        if own != [letters_of(name)] or not held.byline or held.byline_at == "run-in":
            return ""
        front, body = self.parts
        spots = {self._place(field): None for field in ("authors", "byline", "byline_at")}
        front = with_values(front, {place: None for place in spots if place})
        text = body.strip("\n")
        both = f"{text}\n\n{held.byline}" if held.byline_at == "end" else f"{held.byline}\n\n{text}"
        return _whole(front, f"\n{both}\n")

    def _with_authors(self, authors: Sequence[Credit]) -> str:
        front, body = self.parts
        place = self._place("authors")
        if not place:
            return ""
        lines = "".join(f"\n  {line}" for line in to_yaml(tuple(authors)).splitlines())
        made = with_field(front, place, self._spelled("authors"), lines)
        return _whole(with_values(made, {place: None}) if made else "", body)

    def _opening(self, opens: str) -> int | None:
        """Return the number of the paragraph that begins with ``opens``, from 0.

        The result is ``None`` where none does, or several do.
        """
        wanted = letters_of(opens)
        found = [
            number
            for number, block in enumerate(self.article.body)
            if isinstance(block, Paragraph) and letters_of(plain(block.text)).startswith(wanted)
        ]
        return found[0] if wanted and len(found) == 1 else None

    def _lines(self, number: int) -> tuple[int, int]:
        """Return the first line of a block and that of the next block, both from 0, with attributes above them."""
        lines = self.text.split("\n")
        starts = [_line(block) for block in self.article.body]
        starts = [start - 1 if _ATTRIBUTES.match(lines[start - 1]) else start for start in starts]
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(lines)

    def _block_at(self, place: int) -> Block | None:
        line = self.text.count("\n", 0, place)
        number = bisect_right([_line(block) for block in self.article.body], line) - 1
        return self.article.body[number] if number >= 0 else None


def _line(block: Block) -> int:
    return ((block.at.line if block.at else None) or 1) - 1


def _holds(article: Article | None, blocks: Sequence[Block]) -> bool:
    return article is not None and markdown_from_blocks(article.body) == markdown_from_blocks(blocks)


def _words(story: StoryFile) -> str:
    """Return the plain text of the paragraphs, without spaces."""
    texts = (plain(block.text) for block in story.article.body if isinstance(block, (Paragraph, Subhead)))
    return "".join("".join(texts).split())


def _run(lines: Sequence[tuple[str, str]], passage: str) -> tuple[int, int] | None:
    """Return the range of header lines of one field that together hold a passage; ``A / B`` names two lines."""
    wanted = letters_of(re.sub(" / ", "", passage))
    for first in range(len(lines)):
        for last in range(first + 1, len(lines) + 1):
            some = lines[first:last]
            if len({name for name, _ in some}) == 1 and "".join(letters_of(line) for _, line in some) == wanted:
                return first, last
    return None


def _whole(front: str, body: str) -> str:
    return f"---\n{front}---\n{body}" if front else ""
