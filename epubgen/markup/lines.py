# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts one-line fields from and to Markdown: headlines, captions, names of sections, titles of boxes.

They accept marks inside a line: emphasis, sub- and superscript, code, ``[text]{…}``; entities are decoded. A link,
photo, note or line break is reported. A text without marks stays a plain ``str``.
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
from epubgen.startup import regex

__all__ = ["line_as_markdown", "line_from_markdown", "read_line"]

_MARKS = frozenset("*_~^`[]{}<>&\\＊=#")
"""A text without any of these characters has no marks."""


_SOFT = regex(r"[ \t]*(?:(?:&nbsp;|&#160;|&#[xX][aA]0;)[ \t]*)+")


def _space(found: re.Match[str]) -> str:
    """Return what a pasted ``&nbsp;`` becomes: a space beside a space or a Han character; elsewhere it stays."""
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if found[0].count("&") > 1 or found[0].strip() != found[0] or has_han(around) else found[0]


def line_from_markdown(typed: str, at: Location) -> tuple[str, tuple[Finding, ...]]:
    """Return the line in a one-line field, as a ``MarkedStr`` where it has marks, and findings."""
    problems = Problems(at)
    return read_line(typed, problems, 0), problems.findings()


def read_line(typed: str, problems: Problems, line: int) -> str:
    """Return the line in a one-line field, as a ``MarkedStr`` where it has marks; faults are added to ``problems``."""
    text = _SOFT.sub(_space, one_line(typed))
    if not _MARKS.intersection(text):
        return text
    from epubgen.markup.grammar import line_parser  # noqa: PLC0415 - a line without marks needs no parser

    (token,) = line_parser().parseInline(text, {})
    tokens = token.children or []
    for child in tokens:
        if child.type == "note_mark":
            problems.add("S09.notes", line, label=child.info)
    near_misses.report_line(token, problems, line)
    return line_of_runs(inlines_of(tokens, problems, line))


def line_as_markdown(text: str) -> str:
    """Return what to type in a one-line field for this text; characters that would be read as marks are escaped."""
    if not isinstance(text, MarkedStr) and _stays(str(text)):
        return str(text)
    return one_line_markdown(runs_of(text))


def _stays(text: str) -> bool:
    read, findings = line_from_markdown(text, Location())
    return read == text and not isinstance(read, MarkedStr) and not findings
