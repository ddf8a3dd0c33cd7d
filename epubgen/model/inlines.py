# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs of text inside a block. The name a run has in JSON stands in ``INLINE_TYPES``; runs without one nobody types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, Self, TypeAlias, Union

from epubgen.model.values import LangStr, Tag
from epubgen.startup import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A run that holds other runs. Only its kinds are used; those without a field of their own have all from it."""

    children: Inlines


class Strong(Span):
    """Strong importance."""

    __slots__ = ()


class Em(Span):
    """Stress: italics in Latin text, dots in Han text."""

    __slots__ = ()


class Dots(Span):
    """Emphasis dots (着重号, 圏点) whatever the language."""

    __slots__ = ()


class SmallCaps(Span):
    """Small capitals."""

    __slots__ = ()


class ProperName(Span):
    """The name of a person or place with its line (私名号)."""

    __slots__ = ()


class BookTitle(Span):
    """The title of a book with its wavy line (书名号甲式), where no 《 》 stand around it."""

    __slots__ = ()


class Sub(Span):
    """Subscript."""

    __slots__ = ()


class Sup(Span):
    """Superscript."""

    __slots__ = ()


class Struck(Span):
    """Words that no longer hold, shown struck through: an old price, a corrected name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Foreign(Span):
    """A run in another language; ``lang`` is its BCP 47 tag."""

    lang: Tag


@dataclass(frozen=True, slots=True)
class Directed(Span):
    """A run in a direction of its own, kept apart from the order of the words around it."""

    runs: Literal["ltr", "rtl", "auto"]
    """``auto``: as its first letter runs."""
    override: bool = False
    """Every character follows the direction, whatever it is (``bdo``): a word as it was misprinted."""


@dataclass(frozen=True, slots=True)
class Link(Span):
    """A link: an absolute URL, ``mailto:``, ``tel:``, or ``article:ID`` for a story of the same issue."""

    href: str


@dataclass(frozen=True, slots=True)
class Abbr(Span):
    """An abbreviation and what it stands for."""

    title: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Base text and its reading; readings per character are divided by spaces."""

    base: str
    reading: str


@dataclass(frozen=True, slots=True)
class Tcy:
    """Tate-chu-yoko: characters set upright side by side in one cell of a vertical line."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Code, unchanged."""

    text: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a footnote; ``label`` is that of the note."""

    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


class Upright(Span):
    """Latin capitals that stand upright, one below the other, in a vertical line. Only typesetting makes it."""

    __slots__ = ()


class Sideways(Span):
    """Characters that lie on their side as one piece in a vertical line: ``5.3%``. Only typesetting makes it."""

    __slots__ = ()


class Address(Span):
    """A web or mail address, whose line may end after its marks. Only typesetting makes it."""

    __slots__ = ()


Inline: TypeAlias = Union[
    Text, Strong, Em, Dots, SmallCaps, ProperName, BookTitle, Sub, Sup, Struck, Foreign, Directed, Link, Abbr, Ruby,
    Tcy, CodeSpan, NoteRef, Break, Upright, Sideways, Address,
]  # fmt: skip
Inlines: TypeAlias = tuple[Inline, ...]

INLINE_TYPES: dict[str, type[Inline]] = {
    "text": Text,
    "strong": Strong,
    "em": Em,
    "dots": Dots,
    "sc": SmallCaps,
    "name": ProperName,
    "book": BookTitle,
    "sub": Sub,
    "sup": Sup,
    "struck": Struck,
    "foreign": Foreign,
    "directed": Directed,
    "link": Link,
    "abbr": Abbr,
    "ruby": Ruby,
    "tcy": Tcy,
    "code": CodeSpan,
    "noteref": NoteRef,
    "break": Break,
}


def plain(inlines: Inlines) -> str:
    """The words alone: no ruby readings, no note marks; a hard break becomes a line break."""
    return "".join(_words(inlines))


def unstruck(inlines: Inlines) -> Inlines:
    """The runs without struck words: for places that show words but no line through them."""
    return tuple(_unstruck(inlines))


def _unstruck(inlines: Inlines) -> Iterator[Inline]:
    for run in inlines:
        if isinstance(run, Span) and not isinstance(run, Struck):
            yield replace(run, children=unstruck(run.children))
        elif not isinstance(run, Struck):
            yield run


def _words(inlines: Inlines) -> Iterator[str]:
    for run in inlines:
        match run:
            case Text(words) | Tcy(words) | CodeSpan(words):
                yield words
            case Ruby(base, _):
                yield base
            case Break():
                yield "\n"
            case NoteRef():
                pass
            case _:
                yield from _words(run.children)


class MarkedStr(LangStr):
    """One line of text with marks: as ``str`` its plain words; ``runs`` say how they are set.

    Lists, metadata and file names take the words, pages the runs. Equal words are equal, whatever their marks.
    """

    __slots__ = ("runs",)
    runs: Inlines

    def __new__(cls, runs: Inlines, lang: str = "") -> Self:
        """Make the line; a hard break in it is a space of its words, and struck words are none of them."""
        made = super().__new__(cls, plain(unstruck(runs)).replace("\n", " "), lang)
        made.runs = runs
        return made

    def __getnewargs__(self) -> tuple[Inlines, str]:  # type: ignore[override]  # made of its runs
        """Arguments that make an equal value."""
        return (self.runs, self.lang)


def runs_of(text: str) -> Inlines:
    """The runs of a line of text: its own where it has marks, else its words; none for an empty text."""
    if isinstance(text, MarkedStr):
        return text.runs
    return (Text(str(text)),) if text else ()


def in_language(text: str, lang: str) -> str:
    """The same text in another language."""
    return MarkedStr(text.runs, lang) if isinstance(text, MarkedStr) else LangStr(text, lang)


def in_one_line(lines: Iterable[str]) -> str:
    """Print lines in one, with a space between them; their marks stay."""
    lines = tuple(lines)
    if not any(isinstance(line, MarkedStr) for line in lines):
        return " ".join(lines)
    spaced = ((Text(" "), *runs_of(line)) if place else runs_of(line) for place, line in enumerate(lines))
    return MarkedStr(tuple(run for runs in spaced for run in runs))
