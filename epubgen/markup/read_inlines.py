# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts inline tokens of Markdown into runs of text and photos.

The tokens are walked with a stack, not by recursion: a text may nest deeper than Python allows. Marks below the limit
are left out; their words stay.

``[text]{…}``: the first attribute of a span is the outermost run. ``.strong``, ``.em``, ``.sub``, ``.sup`` and the
empty ``[]{.br}`` stand for short marks where these would not be recognised; the Markdown writer uses them, and an
editor may.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from posixpath import join, normpath
from typing import TYPE_CHECKING

from epubgen.languages.registry import proposed_tag, standard_tag
from epubgen.markup.attributes import Attributes, GivenAttributes
from epubgen.markup.parsed import Problems, is_article_link, is_outside_link, nearest
from epubgen.markup.script import joint
from epubgen.markup.tidy import line_of_runs, one_line, tidy, tidy_verse
from epubgen.model import (
    Abbr,
    BookTitle,
    Break,
    CodeSpan,
    Credit,
    Directed,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Photo,
    ProperName,
    Ruby,
    SmallCaps,
    SourceSpan,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    plain,
    unstruck,
)
from epubgen.model.inlines import Span
from epubgen.startup import dataclass

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = [
    "CLASSES",
    "CREDIT_PARTS",
    "SourceLine",
    "inlines_of",
    "lines_of",
    "photo",
    "plain_words",
    "spanned",
]

CLASSES: dict[str, Callable[[Inlines], Inline]] = {
    "dots": Dots,
    "sc": SmallCaps,
    "name": ProperName,
    "book": BookTitle,
    "strong": Strong,
    "em": Em,
    "sub": Sub,
    "sup": Sup,
    "struck": Struck,
    "tcy": lambda children: Tcy(plain(children)),
    "br": lambda _children: Break(),
}
_KEYS: dict[str, Callable[[Inlines, str], Inline]] = {
    "ruby": lambda children, value: Ruby(plain(children), value),
    "abbr": Abbr,
}
_TAGS = "zh-Hans, zh-Hant-TW, ja, ko, en-GB"
_WAYS: dict[str, tuple[str, ...]] = {"dir": ("ltr", "rtl", "auto"), "bdo": ("ltr", "rtl")}
"""Attribute of a direction → its allowed values."""
_KNOWN = (*(f".{name}" for name in CLASSES), *_KEYS, "lang", *_WAYS)


def spanned(children: Inlines, attributes: Attributes, problems: Problems, line: int) -> Inlines:
    """Return the runs of a span; an unknown attribute is reported and has no effect."""
    runs = children
    for key, value in reversed(attributes):
        if key == "." and value in CLASSES:
            runs = (CLASSES[value](runs),)
        elif key == "lang":
            runs = _foreign(runs, value, problems, line)
        elif key in _WAYS:
            runs = _directed(runs, key, value, problems, line)
        elif key in _KEYS:
            runs = (_KEYS[key](runs, value),)
        else:
            _unknown(f".{value}" if key == "." else key, problems, line)
    return runs


def _foreign(runs: Inlines, value: str, problems: Problems, line: int) -> Inlines:
    """Return the runs in another language; an unknown language tag is reported and has no effect."""
    if tag := standard_tag(value):
        return (Foreign(runs, tag),)
    allowed = proposed_tag(value) or _TAGS
    problems.add("S02.attribute", line, name="lang", value=value, owner="[…]{…}", allowed=allowed)
    return runs


def _directed(runs: Inlines, key: str, value: str, problems: Problems, line: int) -> Inlines:
    """Return the runs in a direction of their own; an unknown direction is reported and has no effect."""
    match value.lower():
        case "ltr" | "rtl" as way:
            return (Directed(runs, way, override=key == "bdo"),)
        case "auto" if key == "dir":
            return (Directed(runs, "auto"),)
    problems.add("S02.attribute", line, name=key, value=value, owner="[…]{…}", allowed=", ".join(_WAYS[key]))
    return runs


def _unknown(name: str, problems: Problems, line: int) -> None:
    if near := nearest(name, _KNOWN):
        problems.add("S01.attribute", line, name=name, near=near, owner="[…]{…}")
    else:
        problems.add("S01.attribute.known", line, name=name, owner="[…]{…}", known=", ".join(_KNOWN))


_LIMIT = 40
_BLANK = ("text", "softbreak", "hardbreak")
_MARKS: dict[str, type[Strong | Em | Sub | Sup | Struck]] = {
    "strong": Strong,
    "em": Em,
    "sub": Sub,
    "sup": Sup,
    "s": Struck,
}

Close = Callable[[Inlines], Inlines]


@dataclass(slots=True)
class SourceLine:
    """The tokens between two line ends of the source."""

    number: int
    tokens: list[Token] = field(default_factory=list)

    @property
    def image(self) -> Token | None:
        """The picture, when the line holds nothing else."""
        real = [token for token in self.tokens if token.type not in _BLANK or token.content.strip()]
        return real[0] if len(real) == 1 and real[0].type == "image" else None


def lines_of(tokens: Sequence[Token], first: int) -> Iterator[SourceLine]:
    """Yield the lines of a paragraph, so that pictures on lines of their own can be separated from the words."""
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
    """Return the runs of tokens that begin in this line; a line of verse keeps its indent."""
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
        self._runs.append(Text(plain_words(caption, self._problems, self._line)))

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


def plain_words(runs: Inlines, problems: Problems, line: int) -> str:
    """Return the words of runs for a place without marks; struck words are left out and reported."""
    shown = unstruck(runs)
    if shown != runs:
        problems.add("S09.strike", line)
    return plain(shown)


def _before(tokens: Sequence[Token], position: int) -> str:
    return next((text.rstrip()[-1:] for at in range(position - 1, -1, -1) if (text := tokens[at].content).strip()), "")


def _after(tokens: Sequence[Token], position: int) -> str:
    return next(
        (text.lstrip()[:1] for at in range(position + 1, len(tokens)) if (text := tokens[at].content).strip()), ""
    )


CREDIT_PARTS = {"role": "role", "printed-role": "printed_role", "org": "org", "bio": "bio"}
"""The part of a key after ``credit-`` → the field of ``Credit``."""


def photo(token: Token, problems: Problems, line: int, base: str) -> Photo:
    """Return the photo of an image token; unknown attributes are reported."""
    given = GivenAttributes(token.meta["attributes"], "![…](…)", problems, line)
    caption = inlines_of(token.children or (), problems, line)
    for link in _links(caption):
        problems.add("S18.link", line, text=plain(link.children), href=link.href)
    if title := str(token.attrs.get("title", "")):
        problems.add("S09.title", line, text=title)
    place = problems.place(line)
    made = Photo(
        file=_path(str(token.attrs.get("src", "")), base),
        caption=line_of_runs(caption),
        alt=given.text("alt"),
        decorative=given.flag("decorative"),
        credit=_credits(given.ordered("credit"), given),
        focal=_focal(given),
        date=given.text("date"),
        place=given.text("place"),
        rights=given.text("rights"),
        url=given.text("url"),
        color=given.choice("color", ("keep", "gray"), "keep"),  # type: ignore[arg-type]  # one of the choices
        width=given.choice("width", ("auto", "half", "full"), "auto"),  # type: ignore[arg-type]
        at=SourceSpan(place.file, place.line),
    )
    given.done()
    return made


def _links(runs: Inlines) -> Iterator[Link]:
    for run in runs:
        if isinstance(run, Link):
            yield run
        elif isinstance(run, Span):
            yield from _links(run.children)


def _path(typed: str, base: str) -> str:
    if not base or not typed or ":" in typed or typed.startswith(("/", "\\")):
        return typed
    return normpath(join(base, typed))


def _credits(pairs: Attributes, given: GivenAttributes) -> tuple[Credit, ...]:
    found: list[dict[str, str]] = []
    for key, value in pairs:
        if key == "credit":
            found.append({"name": one_line(value)})
        elif found and (part := CREDIT_PARTS.get(key.removeprefix("credit-"))):
            found[-1][part] = one_line(value)
        else:
            given.refuse(key, value, ", ".join(f"credit-{part}" for part in CREDIT_PARTS))
    return tuple(Credit(**entry) for entry in found)


def _focal(given: GivenAttributes) -> tuple[float, float] | None:
    typed = given.text("focal")
    if not typed:
        return None
    try:
        x, y = (float(part) for part in typed.replace(",", " ").split())
    except ValueError:
        given.refuse("focal", typed, "0.5 0.3")
        return None
    if not (math.isfinite(x) and math.isfinite(y)):
        given.refuse("focal", typed, "0.5 0.3")
        return None
    return x, y
