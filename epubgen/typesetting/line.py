# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line as a reader sees it: the words of all runs in a row. Rules look at the line and give edits of the runs.

So a rule looks through tags: the ``5`` of ``**1**5`` knows of its neighbour. What may not be changed (code, readings,
cells that are set, runs in Latin languages) stands in the line, but no edit touches it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
from epubgen.typesetting.characters import OBJECT, blank, narrow

__all__ = ["Edit", "OpenStretch", "Rule", "TypesetLine", "apply", "joined", "read"]

_LOOKED_THROUGH = frozenset("“”‘’")
_SET = (Upright, Sideways, Address)
"""Runs that a rule has made: closed to the others."""


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """A stretch of the line that rules may change: the words of one run, and their language."""

    start: int
    end: int
    language: str
    """One of ``languages.tags.LANGUAGES``; ``en`` for all Latin languages, ``MONGOLIAN`` for that script."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A run that takes the place of a stretch of the line."""

    start: int
    end: int
    run: Inline


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """What is seen, and which stretches of it are open to change."""

    text: str
    pieces: tuple[OpenStretch, ...]
    bases: tuple[OpenStretch, ...] = ()
    """What has a reading: only single characters of it change, so that each reading stays with its own."""

    def language(self, start: int, end: int) -> str:
        """The language of a stretch; empty where it is closed or crosses the border of a run."""
        at = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        inside = at >= 0 and start < end <= self.pieces[at].end
        return self.pieces[at].language if inside else ""

    def language_of_mark(self, at: int) -> str:
        """The language of one character, one that has a reading too; empty where it is closed."""
        within = (base.language for base in self.bases if base.start <= at < base.end)
        return self.language(at, at + 1) or next(within, "")

    def east(self, start: int, end: int) -> bool:
        """Whether a stretch may be changed by the rules of Chinese, Japanese and Korean."""
        return self.language(start, end) not in ("", "en", MONGOLIAN)

    def stands(self, start: int, end: int) -> bool:
        """Whether a stretch is of text that stands in vertical lines: Chinese, Japanese, Korean, Mongolian."""
        return self.language(start, end) not in ("", "en")

    def bounded(self, start: int, end: int) -> bool:
        """Whether no half-width character clings to a stretch, spaces and quotation marks looked through.

        Source: typography rule 9.
        """
        return not narrow(self.before(start)) and not narrow(self.after(end))

    def before(self, start: int) -> str:
        """The character in front of a place; empty at the edge."""
        places = range(start - 1, -1, -1)
        return next((self.text[at] for at in places if not _through(self.text[at])), "")

    def after(self, end: int) -> str:
        """The character behind a place; empty at the edge."""
        places = range(end, len(self.text))
        return next((self.text[at] for at in places if not _through(self.text[at])), "")


Rule: TypeAlias = Callable[[TypesetLine], Iterable[Edit]]


def apply(rule: Rule, runs: Inlines, line: TypesetLine) -> Inlines:
    """The runs with the edits of a rule made; ``line`` is their line. The same runs where there is nothing to edit."""
    edits = [edit for edit in rule(line) if line.language(edit.start, edit.end) or _is_mark_of_base(edit, line)]
    return _Pen(edits).runs(runs) if edits else runs


def _is_mark_of_base(edit: Edit, line: TypesetLine) -> bool:
    return edit.end == edit.start + 1 and isinstance(edit.run, Text) and bool(line.language_of_mark(edit.start))


def read(runs: Inlines, language: str) -> TypesetLine:
    """The line of runs; ``language`` is one of ``languages.tags.LANGUAGES``."""
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
    """Runs with neighbouring words as one run and no empty words: one canonical form, so that rules see whole words."""
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
    """Return whose rules set a text: one of ``languages.tags.LANGUAGES``, or ``MONGOLIAN`` for that script."""
    return MONGOLIAN if vertical_lines(tag) == "vertical-lr" else fitting(tag)


def _leaves(runs: Inlines, language: str) -> Iterator[tuple[str, str, bool]]:
    """The words of each run as they count in the line; their language, empty where they are closed; is it a base?"""
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
    """The words of a closed run; a cell that is set counts as full-width, whatever stands in it."""
    match run:
        case Tcy(words):
            return OBJECT * len(words)
        case CodeSpan(words) | Ruby(words, _) | Text(words):
            return words
        case Break() | NoteRef():
            return OBJECT
        case _:
            return plain(run.children)


class _Pen:
    """Writes runs anew with edits, which are in order and do not overlap."""

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
