# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the rules into what is done to one piece of visible text, by language and writing mode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from epubgen.model import Inlines, Text, Typography
from epubgen.typesetting.hanzi import hanzi
from epubgen.typesetting.line import Rule, apply, joined, read, setting_language
from epubgen.typesetting.marks import apostrophes, dashes, forms, middle_dots, quotes
from epubgen.typesetting.units import addresses, digits, letters, marks_in_a_cell, units

__all__ = ["Typesetter", "make"]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets runs of text; called once for each piece of visible text, and twice gives what once gives."""

    language: str
    """One of ``languages.tags.LANGUAGES``: that of the text around; runs in another language are set by theirs."""
    rules: tuple[Rule, ...]

    def __call__(self, runs: Inlines) -> Inlines:
        """The runs as they are set."""
        return _set(self, runs)

    def numerals(self, runs: Inlines) -> Iterator[tuple[str, str]]:
        """The numbers that are written anew in Han characters: as typed, as set."""
        if hanzi in self.rules:
            before = self.rules[: self.rules.index(hanzi)]
            line = read(Typesetter(self.language, before)(runs), self.language)
            for edit in hanzi(line):
                if isinstance(edit.run, Text):
                    yield line.text[edit.start : edit.end], edit.run.text


@lru_cache(maxsize=4096)
def _set(typesetter: Typesetter, runs: Inlines) -> Inlines:
    """The runs as they are set; headlines, names and the words of bars come many times in an issue."""
    made = joined(runs)
    line = read(made, typesetter.language)
    for rule in typesetter.rules:
        new = apply(rule, made, line)
        if new is not made:
            made, line = new, read(new, typesetter.language)
    return made


@cache
def make(language: str, writing_mode: str, settings: Typography = Typography()) -> Typesetter:  # noqa: B008 - frozen
    """What is done to visible text.

    Args:
        language: BCP 47 tag of the text.
        writing_mode: as CSS names it.
        settings: the house style.
    """
    return Typesetter(
        setting_language(language), (addresses, *_rules(settings, vertical=writing_mode != "horizontal-tb"))
    )


def _rules(settings: Typography, *, vertical: bool) -> Iterator[Rule]:
    """The rules in their order: what changes characters first, what stands them up last."""
    yield forms
    if vertical and settings.numerals == "hanzi":
        yield hanzi
    yield dashes(settings)
    yield middle_dots(settings)
    if not vertical:
        return
    if settings.quotes == "convert":
        yield quotes(settings)
    yield apostrophes
    yield units(settings)
    if settings.numerals != "rotate":
        yield digits(settings)
    yield marks_in_a_cell(settings)
    yield letters(settings)
