# SPDX-License-Identifier: AGPL-3.0-or-later
"""A long story costs as much as its parts: no rule reads it again from each of its characters."""

from __future__ import annotations

import re
from datetime import date

import pytest

from epubgen.errors import Location
from epubgen.linting import RULES, marks
from epubgen.linting.context import LintContext
from epubgen.linting.passages import without_addresses
from epubgen.linting.stories import footnotes_match
from epubgen.model import Article, Footnote, Issue, NoteRef, Paragraph, Publication, Text
from epubgen.options import Options
from epubgen.serialization import decode_article
from epubgen.typesetting.punctuation import normalise
from tests.counted import assert_linear, guarded_from_hanging

LONG = 100_000
"""Characters: so many seconds pass where each is read again from every other one, and none where it is not."""


def _context(story: Article, language: str = "zh-CN") -> LintContext:
    paper = Publication(id="p", title="P", language=language)
    return LintContext(Issue(publication=paper, date=date(2026, 1, 1), articles=(story,)), None, Options())


def _told(text: str, language: str = "zh-CN") -> int:
    story, _ = decode_article(f"---\ntitle: 长\n---\n\n{text}\n", Location("a.md"), "a")
    assert story
    context = _context(story, language)
    return sum(1 for rule in RULES for _ in rule(context))


UNITS = (
    "他说“新的码头（记者）开工”，", "[hello]{lang=en}他，", "他）", "他:( ", "“他（说", "\\frac{1}{ ", "a\u00a0b ",
    "测", "**重**要的", "他[^1]。", "12345 3.5% ", "https://a.example/b(c 他 ", "a@b", "$x$ 他",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    assert_linear(lambda size: _told(unit * size), 300)


@pytest.mark.parametrize("unit", ["测", "abc", "a1.", "他\n", "a@", "1 ", "(1"])
def test_one_long_word_is_read_once(unit: str) -> None:
    text = unit * (LONG // len(unit))
    with guarded_from_hanging():
        without_addresses(text)
        normalise(text)


@pytest.mark.parametrize("unit", ["他）", "他:( ", "（他", "“他"])
def test_marks_are_paired_without_looking_back_to_the_first_word(unit: str) -> None:
    """The patterns that look before a bracket see a few characters; calls do not show how many."""
    seen: list[int] = []

    class Spy:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern = pattern

        def search(self, text: str) -> re.Match[str] | None:
            seen.append(len(text))
            return self.pattern.search(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "_ENUMERATION", Spy(marks._ENUMERATION))
        patch.setattr(marks, "_SMILEY", Spy(marks._SMILEY))
        _told(unit * 200)
    assert max(seen, default=0) <= 8
    assert bool(seen) == ("）" in unit)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("请写信到editor@paper.example，谢谢", "请写信到"),
        ("see https://a.example/b(c).", "see "),
        ("ftp+ssh://a.example/x,y", ""),
        ("www.paper.example/a", ""),
    ],
)
def test_addresses_are_still_found(text: str, known: str) -> None:
    made = without_addresses(text)
    assert len(made) == len(text)
    assert "x" * 8 in made
    assert not known or made.startswith((known, "x"))


def test_foreign_words_say_nothing_of_the_language_of_their_story() -> None:
    words = "[The harbour opens again in the month of September, said the mayor of the old town.]{lang=en}"
    assert not [f for f in _findings(f"{words}\n\n{words}\n\n他说好。") if f.startswith("L02")]
    assert [f for f in _findings(words.replace("{lang=en}", "") * 2) if f.startswith("L02")]


def _findings(text: str) -> list[str]:
    story, _ = decode_article(f"---\ntitle: 长\n---\n\n{text}\n", Location("a.md"), "a")
    assert story
    return [found.code for rule in RULES for found in rule(_context(story))]


def test_the_note_that_was_meant_is_sought_for_a_few_marks_only() -> None:
    def work(size: int) -> int:
        body = tuple(Paragraph(text=(Text("他"), NoteRef(f"n{number:04}"))) for number in range(size))
        notes = tuple(Footnote(label=f"注{number:04}", body=()) for number in range(size))
        return len(list(footnotes_match(_context(Article(id="a", title=("长",), body=body, footnotes=notes)))))

    assert work(30) == 60
    assert_linear(work, 100)
