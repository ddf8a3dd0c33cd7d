# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the rules for one piece of visible text together, by language and writing mode."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from epubgen.model import Inlines, Text, Typography
from epubgen.startup import dataclass
from epubgen.typesetting.hanzi import hanzi
from epubgen.typesetting.line import Rule, apply, joined, read, setting_language
from epubgen.typesetting.marks import apostrophes, dashes, forms, latin_quotes, middle_dots, quotes
from epubgen.typesetting.units import addresses, digits, letters, marks_in_a_cell, units

__all__ = ["Typesetter", "make"]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets runs of text. Call it once for each piece of visible text; setting text again changes nothing."""

    language: str
    """One of ``languages.tags.LANGUAGES``: the language of the surrounding text.

    Runs in another language are set by the rules of that language.
    """
    rules: tuple[Rule, ...]

    def __call__(self, runs: Inlines) -> Inlines:
        """Return the runs as they are set."""
        return _set(self, runs)

    def numerals(self, runs: Inlines) -> Iterator[tuple[str, str]]:
        """Yield the numbers that change to Han characters: as typed, as set."""
        if hanzi in self.rules:
            before = self.rules[: self.rules.index(hanzi)]
            line = read(Typesetter(self.language, before)(runs), self.language)
            for edit in hanzi(line):
                if isinstance(edit.run, Text):
                    yield line.text[edit.start : edit.end], edit.run.text


@lru_cache(maxsize=4096)
def _set(typesetter: Typesetter, runs: Inlines) -> Inlines:
    """Return the runs as they are set.

    The result is cached: headlines, names and navigation labels come often in an issue.
    """
    made = joined(runs)
    line = read(made, typesetter.language)
    for rule in typesetter.rules:
        new = apply(rule, made, line)
        if new is not made:
            made, line = new, read(new, typesetter.language)
    return made


@cache
def make(language: str, writing_mode: str, settings: Typography = Typography()) -> Typesetter:  # noqa: B008 - frozen
    """Return the typesetter for visible text.

    Args:
        language: BCP 47 tag of the text.
        writing_mode: the value of the CSS property ``writing-mode``.
        settings: the house style.
    """
    return Typesetter(
        setting_language(language), (addresses, *_rules(settings, vertical=writing_mode != "horizontal-tb"))
    )


def _rules(settings: Typography, *, vertical: bool) -> Iterator[Rule]:
    """Yield the rules in their order: first those that change characters, then those for vertical lines."""
    yield forms
    yield dashes(settings)
    yield middle_dots(settings)
    if not vertical:
        return
    if settings.quotes == "convert":
        yield quotes(settings)
    yield apostrophes
    yield latin_quotes
    if settings.numerals == "hanzi":
        yield hanzi  # after the marks, whose width decides which numbers stand in a sentence
    yield units(settings)
    if settings.numerals != "rotate":
        yield digits(settings)
    yield marks_in_a_cell(settings)
    yield letters(settings)
