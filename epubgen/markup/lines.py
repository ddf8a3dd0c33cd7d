# SPDX-License-Identifier: AGPL-3.0-or-later
"""One-line fields ↔ Markdown: headlines, captions, names of sections, titles of boxes.

They take the marks that stand inside a line: emphasis, sub- and superscript, code, ``[text]{…}``; entities are decoded.
They take no link, photo, note or line break: each is reported. A text without marks stays a plain ``str``.
"""

from __future__ import annotations

import re

from epubgen.errors import Finding, Location
from epubgen.markup import near_misses
from epubgen.markup.parsed import Problems
from epubgen.markup.read_inlines import inlines_of
from epubgen.markup.script import has_han
from epubgen.markup.tidy import line_of_runs, one_line
from epubgen.markup.write_inlines import one_line_markdown
from epubgen.model import MarkedStr, runs_of
from epubgen.patterns import regex

__all__ = ["line_as_markdown", "line_from_markdown", "read_line"]

_MARKS = frozenset("*_~^`[]{}<>&\\＊=#")
"""A text with none of these has no marks."""


_SOFT = regex(r"[ \t]*(?:(?:&nbsp;|&#160;|&#[xX][aA]0;)[ \t]*)+")


def _space(found: re.Match[str]) -> str:
    """A pasted ``&nbsp;`` beside a space or Han is a space; between Latin words and figures it stays."""
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if found[0].count("&") > 1 or found[0].strip() != found[0] or has_han(around) else found[0]


def line_from_markdown(typed: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """The line that a one-line field says, a ``MarkedStr`` where it has marks, and what is wrong with it."""
    problems = Problems(at)
    return read_line(typed, problems, 0), problems.findings()


def read_line(typed: str, problems: Problems, line: int) -> str:
    """The same, with faults noted in ``problems`` at this line."""
    text = _SOFT.sub(_space, one_line(typed))
    if not _MARKS.intersection(text):
        return text
    from epubgen.markup.grammar import line_parser  # noqa: PLC0415 - a line without marks does not wait for it

    (token,) = line_parser().parseInline(text, {})
    tokens = token.children or []
    for child in tokens:
        if child.type == "note_mark":
            problems.add("S09.notes", line, label=child.info)
    near_misses.report_line(token, problems, line)
    return line_of_runs(inlines_of(tokens, problems, line))


def line_as_markdown(text: str) -> str:
    """What to type in a one-line field for this text; marks are escaped only where they would be read as such."""
    if not isinstance(text, MarkedStr) and _stays(str(text)):
        return str(text)
    return one_line_markdown(runs_of(text))


def _stays(text: str) -> bool:
    read, findings = line_from_markdown(text, Location())
    return read == text and not isinstance(read, MarkedStr) and not findings
