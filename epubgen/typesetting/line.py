# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line of text as a reader sees it: the words of all runs in a row. Rules read the line and yield edits of the runs.

So tags do not hide neighbours: in ``**1**5`` a rule sees the number 15. Text that must not change (code, readings,
characters set in one cell, runs in languages with Latin letters) is part of the line, but no edit applies to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from epubgen.languages.directions import vertical_lines
from epubgen.languages.tags import fitting
from epubgen.model import (
    Address,
    Break,
    CodeSpan,
    Foreign,
    Inline,
    Inlines,
    NoteRef,
    Ruby,
    Sideways,
    Span,
    Tcy,
    Text,
    Upright,
    plain,
)
from epubgen.startup import dataclass
from epubgen.typesetting.characters import OBJECT, blank, narrow

__all__ = ["Edit", "OpenStretch", "Rule", "TypesetLine", "apply", "joined", "read"]

_LOOKED_THROUGH = frozenset("“”‘’")
_SET = (Upright, Sideways, Address)
"""Runs that a rule has made; other rules leave them alone."""


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """A part of the line that rules may change: the words of one run, and their language."""

    start: int
    end: int
    language: str
    """One of ``languages.tags.LANGUAGES``; ``en`` for all languages with Latin letters, ``MONGOLIAN`` for that script.
    """


@dataclass(frozen=True, slots=True)
class Edit:
    """A run that replaces a part of the line."""

    start: int
    end: int
    run: Inline


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """The visible text of a line, and the parts of it that rules may change."""

    text: str
    pieces: tuple[OpenStretch, ...]
    bases: tuple[OpenStretch, ...] = ()
    """Words with a reading. Only single characters of them may change, so that each reading stays with its character.
    """

    def language(self, start: int, end: int) -> str:
        """Return the language of a part of the line.

        It is empty where the part must not change or spans several runs.
        """
        at = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        inside = at >= 0 and start < end <= self.pieces[at].end
        return self.pieces[at].language if inside else ""

    def language_of_mark(self, at: int) -> str:
        """Return the language of one character, also of one with a reading.

        It is empty where the character must not change.
        """
        within = (base.language for base in self.bases if base.start <= at < base.end)
        return self.language(at, at + 1) or next(within, "")

    def east(self, start: int, end: int) -> bool:
        """Return whether the rules of Chinese, Japanese and Korean may change a part of the line."""
        return self.language(start, end) not in ("", "en", MONGOLIAN)

    def stands(self, start: int, end: int) -> bool:
        """Return whether a part of the line is upright in vertical lines: Chinese, Japanese, Korean or Mongolian."""
        return self.language(start, end) not in ("", "en")

    def bounded(self, start: int, end: int) -> bool:
        """Return whether no half-width character stands beside a part of the line.

        Spaces and quotation marks are skipped.

        Source: typography rule 9.
        """
        return not narrow(self.before(start)) and not narrow(self.after(end))

    def before(self, start: int) -> str:
        """Return the character before an offset, without spaces and quotation marks; empty at the edge of the line."""
        places = range(start - 1, -1, -1)
        return next((self.text[at] for at in places if not _through(self.text[at])), "")

    def after(self, end: int) -> str:
        """Return the character from an offset on, without spaces and quotation marks; empty at the edge of the line."""
        places = range(end, len(self.text))
        return next((self.text[at] for at in places if not _through(self.text[at])), "")


Rule: TypeAlias = Callable[[TypesetLine], Iterable[Edit]]


def apply(rule: Rule, runs: Inlines, line: TypesetLine) -> Inlines:
    """Return the runs with the edits of a rule; ``line`` is their line.

    The same object is returned where nothing changes.
    """
    edits = [edit for edit in rule(line) if line.language(edit.start, edit.end) or _is_mark_of_base(edit, line)]
    return _RunEditor(edits).runs(runs) if edits else runs


def _is_mark_of_base(edit: Edit, line: TypesetLine) -> bool:
    return edit.end == edit.start + 1 and isinstance(edit.run, Text) and bool(line.language_of_mark(edit.start))


def read(runs: Inlines, language: str) -> TypesetLine:
    """Return the line of runs; ``language`` is one of ``languages.tags.LANGUAGES`` or ``MONGOLIAN``."""
    pieces: list[OpenStretch] = []
    bases: list[OpenStretch] = []
    words, at = list[str](), 0
    for text, spoken, is_base in _leaves(runs, language):
        if spoken and text:
            (bases if is_base else pieces).append(OpenStretch(at, at + len(text), spoken))
        words.append(text)
        at += len(text)
    return TypesetLine("".join(words), tuple(pieces), tuple(bases))


def joined(runs: Iterable[Inline]) -> Inlines:
    """Return the runs with neighbouring texts joined and empty ones removed, so that rules see whole words."""
    made: list[Inline] = []
    for run in runs:
        new = run
        if isinstance(run, Span) and not isinstance(run, _SET):
            new = replace(run, children=joined(run.children))
        if isinstance(new, Text) and made and isinstance(last := made[-1], Text):
            made[-1] = Text(last.text + new.text)
        elif new != Text(""):
            made.append(new)
    return tuple(made)


def _through(char: str) -> bool:
    return char in _LOOKED_THROUGH or blank(char)


MONGOLIAN = "mn"


def setting_language(tag: str) -> str:
    """Return the language whose rules set a text: one of ``languages.tags.LANGUAGES``, or ``MONGOLIAN``."""
    return MONGOLIAN if vertical_lines(tag) == "vertical-lr" else fitting(tag)


def _leaves(runs: Inlines, language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the text of each run, its language (empty where it must not change), and whether the text has a reading."""
    for run in runs:
        match run:
            case Text(words):
                yield words, language, False
            case Ruby(words, _):
                yield words, language, True
            case Foreign(children, lang):
                yield from _leaves(children, setting_language(lang))
            case _ if isinstance(run, Span) and not isinstance(run, _SET):
                yield from _leaves(run.children, language)
            case _:
                yield _shown(run), "", False


def _shown(run: Inline) -> str:
    """Return the text of a run that must not change; characters set in one cell count as full-width."""
    match run:
        case Tcy(words):
            return OBJECT * len(words)
        case CodeSpan(words) | Ruby(words, _) | Text(words):
            return words
        case Break() | NoteRef():
            return OBJECT
        case _:
            return plain(run.children)


class _RunEditor:
    """Rebuilds runs with edits, which are sorted and do not overlap."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits[::-1]
        self._at = 0

    def runs(self, runs: Inlines) -> Inlines:
        return joined(made for run in runs for made in self._run(run))

    def _run(self, run: Inline) -> Iterator[Inline]:
        if isinstance(run, Text):
            yield from self._text(run.text)
        elif isinstance(run, Span) and not isinstance(run, _SET):
            yield replace(run, children=self.runs(run.children))
        elif isinstance(run, Ruby):
            yield replace(run, base="".join(made.text for made in self._text(run.base) if isinstance(made, Text)))
        else:
            self._at += len(_shown(run))
            yield run

    def _text(self, words: str) -> Iterator[Inline]:
        start, end, done = self._at, self._at + len(words), 0
        while self._edits and self._edits[-1].end <= end:
            edit = self._edits.pop()
            yield Text(words[done : edit.start - start])
            yield edit.run
            done = edit.end - start
        yield Text(words[done:])
        self._at = end
