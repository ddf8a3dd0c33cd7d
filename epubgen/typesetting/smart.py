# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replaces typewriter marks of Latin text by marks of print: quotation marks, apostrophes, primes, dashes, ellipses.

An apostrophe at the start of a word is distinguished from an opening quotation mark by a table of such words, by digits
(``'19``), and by whether a closing mark follows. Marks of print, addresses and code stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from epubgen.model import Article, Inlines, Issue, LangStr, MarkedStr, Text
from epubgen.startup import regex
from epubgen.typesetting.line import Edit, TypesetLine, apply, read
from epubgen.typesetting.punctuation import Counts, PrintedTexts, counted

__all__ = ["smarten", "smarten_issue"]

_QUOTES = {
    "de": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘", "sl": "„“‚‘", "bg": "„“‚‘", "is": "„“‚‘", "lt": "„“‚‘", "et": "„“‚‘",
    "pl": "„”‚’", "ro": "„”‚’", "hu": "„”‚’", "hr": "„”‚’", "sr": "„”‚’",
    "sv": "””’’", "fi": "””’’", "nb": "«»‘’", "no": "«»‘’", "da": "””’’",
    "ru": "«»„“", "uk": "«»„“", "el": "«»‘’",
}  # fmt: skip
_ENGLISH = "“”‘’"
"""Double opening, double closing, single opening, single closing; used for languages without an entry in ``_QUOTES``.
"""
_LEFT_AS_TYPED = frozenset({"fr", "zh", "ja", "ko"})
"""French has spaces inside its marks; Chinese, Japanese and Korean have rules of their own."""
_ELIDED = frozenset(
    ("tis", "twas", "twere", "twill", "twould", "twasn", "em", "til", "till", "cause", "bout", "round", "neath", "nuff",
     "cept", "gainst", "kay", "ello", "ere", "im", "ave", "fraid", "sup", "hood", "burbs", "flu", "tude", "tec",
     "cello", "phone", "bye", "scuse", "spect", "kin", "un", "ud")
)  # fmt: skip
"""Words that have lost their beginning: ’tis, ’em, ’til."""
_KEPT = regex(
    r"[a-z][a-z0-9+.-]*://[^\s\"<>]+|www\.[^\s\"<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<=\])\{[^{}\n]*\}|(?<=\])\([^()\n]*\)|`[^`\n]*`",
    re.IGNORECASE,
)
_PRIMES = regex(r"(?<=\d)'(?=\s?\d+(?:[.,]\d+)?\s?\")|(?<=\d°)'|(?<=\d)['\"](?=\s?(?:x|×|by)\s?\d)")
_MEASURE = regex(r"\d+'\s?\d+(?:[.,]\d+)?\s?(\")|\d°\s?\d+(')(?:\s?\d+(?:[.,]\d+)?(\"))?")
_DASHES = regex(r"(?<![-–—!<])(?:---?)(?![-–—>])")
_DOTS = regex(r"(?<!\.)(?:\.{3,4}|\.(?: \.){2,3})(?!\.)")
_WORD = regex(r"[A-Za-z]+|\d+s?")
_SINGLE = regex("'")
_FAR = 2000
"""Characters after an opening mark within which its closing mark is looked for."""
_OPENERS = frozenset("([{—–-/“‘„‚«¿¡=\ufffc")


def smarten(text: str, language: str = "en") -> str:
    """Return plain text with marks of print."""
    runs = _smart_runs((Text(text),), language)
    return "".join(run.text for run in runs if isinstance(run, Text))


def smarten_issue(issue: Issue) -> tuple[Issue, Counts]:
    """Return the issue with marks of print in stories and notices, and how many texts were changed."""
    walk = _SmartTexts(issue.publication.language)
    stories = tuple(walk.story(story) for story in issue.articles)
    notices = tuple(walk.value(block) for block in issue.notices)
    return replace(issue, articles=stories, notices=notices), counted(walk.counts)


class _SmartTexts(PrintedTexts):
    """Walks stories and blocks; each text is set by the language of its story."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._house = self._language = language

    def story(self, story: Article) -> Article:
        self._language = story.lang or self._house
        made = self.value(story)
        self._language = self._house
        return made

    def text(self, text: str, before: str = "") -> str:  # noqa: ARG002 - no text comes before a whole text
        language = text.lang if isinstance(text, LangStr) and text.lang else self._language
        if isinstance(text, MarkedStr):
            runs = _smart_runs(text.runs, language)
            self.counts["smart"] += runs != text.runs
            return MarkedStr(runs, text.lang)
        made = smarten(text, language)
        self.counts["smart"] += made != text
        return LangStr(made, text.lang) if isinstance(text, LangStr) else made

    def runs(self, runs: Inlines, before: str = "") -> tuple[Inlines, str]:  # noqa: ARG002 - the whole line is read
        made = _smart_runs(runs, self._language)
        self.counts["smart"] += made != runs
        return made, ""


def _smart_runs(runs: Inlines, language: str) -> Inlines:
    primary = language.lower().partition("-")[0]
    if primary in _LEFT_AS_TYPED:
        return runs
    marks = _QUOTES.get(primary, _ENGLISH)
    spaced = "—" if language.lower().startswith("en-us") else "–"
    return apply(lambda line: _SmartMarks(line, marks, spaced).edits(), runs, read(runs, "en"))


class _SmartMarks:
    """The typewriter marks of one line, in order."""

    def __init__(self, line: TypesetLine, marks: str, spaced_dash: str) -> None:
        self._line, self._text = line, line.text
        self._marks, self._dash = marks, spaced_dash
        self._kept = [found.span() for found in _KEPT.finditer(line.text)]
        self._primes = dict.fromkeys(self._prime_places(), "′") | dict.fromkeys(self._inch_places(), "″")
        self._waiting: list[str] = []
        """The open quotation marks, the last one at the end."""

    def edits(self) -> Iterator[Edit]:
        """Yield the replacement of each mark."""
        found = [*self._stretches(_DASHES, self._dashes), *self._stretches(_DOTS, _dots)]
        if "'" in self._text or '"' in self._text:
            found += self._quotes()
        for edit in sorted(found, key=lambda edit: edit.start):
            if self._line.language(edit.start, edit.end) == "en":
                yield edit

    def _is_kept(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._kept)

    def _stretches(self, pattern: re.Pattern[str], made: Callable[[re.Match[str]], str]) -> Iterator[Edit]:
        for found in pattern.finditer(self._text):
            new = made(found)
            if new and not self._is_kept(found.start()):
                yield Edit(found.start(), found.end(), Text(new))

    def _dashes(self, found: re.Match[str]) -> str:
        before, after = self._beside(found.start() - 1), self._beside(found.end())
        if len(found[0]) == 3:  # noqa: PLR2004 - three hyphens
            return "—"
        if before.isdigit() and after.isdigit():
            return "–"
        if (not before or before.isspace()) and after.isalnum():
            return ""  # an option of a program: --force
        spaced = (not before or before.isspace()) and (not after or after.isspace())
        return self._dash if spaced and before else "—"

    def _quotes(self) -> Iterator[Edit]:
        for at, char in enumerate(self._text):
            if char not in "\"'" or self._is_kept(at):
                continue
            new = self._primes.get(at) or (self._double(at) if char == '"' else self._single(at))
            yield Edit(at, at + 1, Text(new))

    def _beside(self, at: int) -> str:
        return self._text[at] if 0 <= at < len(self._text) else ""

    def _opens(self, at: int) -> bool:
        """Return whether a quotation mark at this offset stands before a word."""
        before = self._beside(at - 1)
        if before in ("'", '"'):
            return before != self._text[at] and self._opens(at - 1)
        after = self._beside(at + 1)
        return (not before or before.isspace() or before in _OPENERS) and bool(after) and not after.isspace()

    def _double(self, at: int) -> str:
        if self._opens(at):
            self._waiting.append('"')
            return self._marks[0]
        if '"' in self._waiting:
            self._waiting.remove('"')
        elif self._beside(at - 1).isdigit():
            return "″"
        return self._marks[1]

    def _single(self, at: int) -> str:
        before, after = self._beside(at - 1), self._beside(at + 1)
        if before.isalnum() and after.isalpha():
            return "’"
        if self._opens(at):
            if self._is_elision(at):
                return "’"
            self._waiting.append("'")
            return self._marks[2]
        if "'" in self._waiting and not (before in "sS" and self._closes_later(at)):
            self._waiting.remove("'")
            return self._marks[3]
        return "′" if before.isdigit() and "'" not in self._waiting else "’"

    def _is_elision(self, at: int) -> bool:
        """Return whether the mark before a word stands for left-out letters."""
        word = _WORD.match(self._text, at + 1)
        if word is None:
            return not self._closes_later(at)
        closed = self._beside(word.end()) == "'" and not self._beside(word.end() + 1).isalpha()
        if word[0].lower() == "n":  # rock 'n' roll
            return closed or self._beside(word.end()) in ("", " ")
        if word[0][0].isdigit():
            return re.fullmatch(r"\d\ds?", word[0]) is not None and (
                not closed or word[0].endswith("s") or "'" in self._waiting
            )
        if word[0].lower() in _ELIDED and not closed:
            return True
        return not self._closes_later(at)

    def _closes_later(self, at: int) -> bool:
        """Return whether a later mark can close a quotation.

        Such a mark follows a character directly, and no letter or digit follows the mark.
        """
        return any(
            not self._beside(found.start() - 1).isspace()
            and not self._beside(found.end()).isalnum()
            and found.start() not in self._primes
            for found in _SINGLE.finditer(self._text, at + 2, at + _FAR)
        )

    def _prime_places(self) -> Iterator[int]:
        yield from (found.start() for found in _PRIMES.finditer(self._text) if self._text[found.start()] == "'")
        yield from (found.start(2) for found in _MEASURE.finditer(self._text) if found[2])

    def _inch_places(self) -> Iterator[int]:
        for found in _MEASURE.finditer(self._text):
            yield from (found.start(part) for part in (1, 3) if found[part])
        yield from (found.start() for found in _PRIMES.finditer(self._text) if found[0] == '"')


def _dots(found: re.Match[str]) -> str:
    return "…" if found[0].count(".") == 3 else "…."  # noqa: PLR2004 - the fourth is the full stop
