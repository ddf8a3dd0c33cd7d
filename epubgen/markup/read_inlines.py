# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inline tokens of Markdown → runs of text.

The tokens are walked with a stack, not by recursion: a text may nest deeper than Python likes. Marks below the limit
are left out, their words stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from epubgen.markup.parsed import is_article_link, is_outside_link
from epubgen.markup.problems import Problems
from epubgen.markup.script import joint
from epubgen.markup.spans import spanned
from epubgen.markup.tidy import tidy, tidy_verse
from epubgen.model import Break, CodeSpan, Em, Inline, Inlines, Link, NoteRef, Strong, Sub, Sup, Text, plain

__all__ = ["ImageToken", "SourceLine", "inlines_of", "lines_of"]

_LIMIT = 40
_BLANK = ("text", "softbreak", "hardbreak")
_MARKS: dict[str, type[Strong | Em | Sub | Sup]] = {"strong": Strong, "em": Em, "sub": Sub, "sup": Sup}

Close = Callable[[Inlines], Inlines]


@dataclass(frozen=True, slots=True)
class ImageToken:
    """A picture as typed, and the line it stands in."""

    token: Token
    line: int


@dataclass(slots=True)
class SourceLine:
    """What stands between two line ends of the source."""

    number: int
    tokens: list[Token] = field(default_factory=list)

    @property
    def image(self) -> Token | None:
        """The picture, when the line holds one and nothing else."""
        real = [token for token in self.tokens if token.type not in _BLANK or token.content.strip()]
        return real[0] if len(real) == 1 and real[0].type == "image" else None


def lines_of(tokens: Sequence[Token], first: int) -> Iterator[SourceLine]:
    """The lines of a paragraph, so that pictures on lines of their own can be told from the words."""
    line = SourceLine(first)
    depth = 0
    for token in tokens:
        depth += token.nesting
        if token.type in ("softbreak", "hardbreak") and depth == 0:
            line.tokens.append(token)
            yield line
            line = SourceLine(line.number + 1)
        else:
            line.tokens.append(token)
    yield line


def inlines_of(tokens: Sequence[Token], problems: Problems, line: int, *, verse: bool = False) -> Inlines:
    """The runs of a stretch of tokens that starts in this line; a line of verse keeps its indent."""
    reader = MarkdownInlineReader(problems, line)
    for position, token in enumerate(tokens):
        reader.take(token, tokens, position)
    return (tidy_verse if verse else tidy)(reader.finish())


class MarkdownInlineReader:
    def __init__(self, problems: Problems, line: int) -> None:
        self._problems = problems
        self._line = line
        self._runs: list[Inline] = []
        self._open: list[tuple[list[Inline], Close]] = []
        self._too_deep = False

    def take(self, token: Token, tokens: Sequence[Token], position: int) -> None:
        if token.nesting > 0:
            self._enter(self._closing(token))
        elif token.nesting < 0:
            self._leave()
        elif token.type == "softbreak":
            self._line += 1
            self._runs.append(Text(joint(_before(tokens, position), _after(tokens, position))))
        else:
            self._leaf(token)

    def finish(self) -> Inlines:
        while self._open:
            self._leave()
        if self._too_deep:
            self._problems.add("S09.depth", self._line)
        return tuple(self._runs)

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self._runs.append(Text(token.content))
            case "code_inline":
                self._runs.append(CodeSpan(token.content))
            case "hardbreak":
                self._line += 1
                self._runs.append(Break())
            case "note_mark":
                self._runs.append(NoteRef(token.info))
            case "problem":
                self._problems.add(token.meta["key"], self._line, **token.meta["args"])
            case "image":
                self._image(token)
            case _:
                self._runs.append(Text(token.content))

    def _image(self, token: Token) -> None:
        caption = inlines_of(token.children or (), self._problems, self._line)
        self._problems.add("S09.image", self._line, text=str(token.meta["source"]))
        self._runs.append(Text(plain(caption)))

    def _enter(self, close: Close) -> None:
        self._open.append((self._runs, close))
        self._runs = []

    def _leave(self) -> None:
        made = tuple(self._runs)
        self._runs, close = self._open.pop()
        if len(self._open) >= _LIMIT:
            self._too_deep = True
            self._runs.extend(made)
        else:
            self._runs.extend(close(made))

    def _closing(self, token: Token) -> Close:
        kind = token.type.removesuffix("_open")
        if mark := _MARKS.get(kind):
            return lambda children: (mark(children),)
        line = self._line
        if kind == "link":
            return lambda children: self._link(children, token, line)
        return lambda children: spanned(children, token.meta["attributes"], self._problems, line)

    def _link(self, children: Inlines, token: Token, line: int) -> Inlines:
        href = str(token.attrs.get("href", ""))
        if title := str(token.attrs.get("title", "")):
            self._problems.add("S09.title", line, text=title)
        if is_outside_link(href) or is_article_link(href):
            return (Link(children, href),)
        self._problems.add("S09.link", line, href=href)
        return children


def _before(tokens: Sequence[Token], position: int) -> str:
    return next((text.rstrip()[-1:] for at in range(position - 1, -1, -1) if (text := tokens[at].content).strip()), "")


def _after(tokens: Sequence[Token], position: int) -> str:
    return next(
        (text.lstrip()[:1] for at in range(position + 1, len(tokens)) if (text := tokens[at].content).strip()), ""
    )
