# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Warning S16: Markdown that is typed almost right, so that readers would see its marks.

Full-width brackets and signs of an input method, habits of other programs, marks that are never closed. Escaped signs
(``\##``) and code are meant as typed; so are ``#春节#``, ``张**`` and ``138****0000``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from epubgen.markup import counted_lines, masked_names, signs_in_line
from epubgen.markup.counted_lines import stretches
from epubgen.markup.parsed import Problems
from epubgen.markup.script import has_han
from epubgen.markup.signs_in_line import TypedText
from epubgen.startup import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["report", "report_line"]

_MEANT = regex(r"\\[!-/:-@\[-`{-~]|`+[^`\n]{1,500}`+")
"""Escaped signs and code, which are skipped."""
_SIGN = regex(r"[*^=_#|\\`&\[\]\t\n＊＃＝｜［］【】]|[:：]{3}|\A\s*[-－>＞〉》]")
"""Every near miss has one of these signs, so prose without them is not examined further."""
_SUBHEAD = regex(r"\s*([#＃]{2,6}[ \t\u3000]*|＃[ \t\u3000]+)(?=[^\s#＃])(.+)")
_FENCE = regex(r"\s*[:：]{3,}[ \t\u3000]*([^\s:：]*)(.*)")
_ROW = regex(r"\s*[|｜](?:[^|｜]*[|｜]){2,}\s*")
_RULE = regex(r"[\s|｜:：—－-]+")
_CELLS = regex(r"\S\t+\S")
_TASK = regex(r"\[[ xX]?\][ \t]+(.*)")
_LONE_SUBHEAD = regex(r"\s*[#＃](?=[^\s#＃!0-9])([^#＃\n]{1,40})")
_ENDS = regex(r"[。！？；.!?;，,]\s*\Z")
_UNDERLINE = regex(r"\s*[=＝]{3,}\s*")
_QUOTE = regex(r"\s*[＞〉》](?=[^，。、；：！？）」』”’])[ \t\u3000]*(?=\S)(.+)")
_FIELD_MARK = regex(r"\s*(#{1,6}|>)[ \t\u3000]+(?=[^\s\d])(.+)")
"""The mark of a subhead or a quotation, which a one-line field cannot be."""
_NOTE_TEXT = regex(r"\s*[\[［]\^([^\s\[\]［］]+)[\]］](?:：|(?<=］):)[ \t]*(.*)")


def report(tokens: Iterable[Token], problems: Problems) -> None:
    """Report every near miss in the text of the tokens of a body."""
    around, parent, fences = "", "", _Fences(problems)
    for token in tokens:
        if token.type != "inline":
            around, parent = parent, token.type
            continue
        if not _SIGN.search(token.content):
            continue
        text = _typed_text(token, problems, token.map[0] if token.map else 0)
        signs_in_line.look(text)
        _hidden_names(token, text)
        if parent == "paragraph_open":
            lines = text.typed.split("\n")
            fences.look(lines, text.first)
            _subheads(text, lines)
            _tables(text, lines)
            counted_lines.look(text, lines)
            _openings(text, lines)
            if around == "list_item_open" and (task := _TASK.fullmatch(lines[0])):
                problems.add("S16.task", text.first, text=lines[0], cure=f"- {task[1]}")


def report_line(token: Token, problems: Problems, line: int) -> None:
    """Report every near miss in a one-line field."""
    text = _typed_text(token, problems, line)
    signs_in_line.look(text)
    _hidden_names(token, text)
    if opening := _FIELD_MARK.fullmatch(token.content):
        problems.add("S16.opening", line, text=opening[1], cure=opening[2])


def _typed_text(token: Token, problems: Problems, first: int) -> TypedText:
    return TypedText(_MEANT.sub(_blank, token.content), _words(token), problems, first)


def _blank(found: re.Match[str]) -> str:
    return "\ufffc" * len(found[0])


def _words(token: Token) -> str:
    """Return the text outside all marks that were read."""
    return "".join(child.content for child in token.children or () if child.type == "text")


def _hidden_names(token: Token, text: TypedText) -> None:
    if typed := masked_names.hidden_name(token.children or ()):
        stars = typed[1 : len(typed) - len(typed[1:].lstrip("*"))]
        words = typed[1:].strip("*")
        kept = typed.replace("*", "\\*")
        cure = f"{typed[0]}[{words}]{{{'.em' if stars == '*' else '.strong'}}}"
        text.add("S16.masked", max(text.typed.find(typed), 0), text=typed, kept=kept, cure=cure)


def _openings(text: TypedText, lines: Sequence[str]) -> None:
    """Report lines that begin like a quotation, a note or the underline of a heading in other programs."""
    for number, line in enumerate(lines):
        line_number = text.first + number
        if number and _UNDERLINE.fullmatch(line):
            text.problems.add("S16.underline", line_number, cure=f"## {lines[number - 1].strip()}")
        elif (number == 0 or "＞" in line[:3]) and (quote := _QUOTE.fullmatch(line)):
            text.problems.add("S16.opening", line_number, text=line.strip()[:1], cure=f"> {quote[1]}")
        elif note := _NOTE_TEXT.fullmatch(line):
            text.problems.add("S16.opening", line_number, text=f"[^{note[1]}]：", cure=f"[^{note[1]}]: {note[2]}")


def _subheads(text: TypedText, lines: Sequence[str]) -> None:
    alone = _LONE_SUBHEAD.fullmatch(lines[0]) if len(lines) == 1 else None
    if alone and not _ENDS.search(lines[0]) and has_han(alone[1]) and " " not in alone[1].strip():
        text.problems.add("S16.subhead", text.first, cure=f"## {alone[1].strip()}")
    for number, line in enumerate(lines):
        found = _SUBHEAD.fullmatch(line)
        if found and not (found[1].startswith("＃") and len(found[1].rstrip()) == 1 and line.count("＃") > 1):
            level = min(max(len(found[1].strip()), 2), 3)
            text.problems.add("S16.subhead", text.first + number, cure=f"{'#' * level} {found[2].strip('#＃ ')}")


def _tables(text: TypedText, lines: Sequence[str]) -> None:
    """Report rows with bars between their cells, or with tabs as from a spreadsheet; each table once."""
    for first, rows in stretches([bool(_ROW.fullmatch(line)) for line in lines]):
        head = lines[first]
        if not _RULE.fullmatch(head):
            cells = [cell.strip() for cell in re.split("[|｜]", head.strip())[1:-1]]
            wide = any("｜" in line for line in lines[first : first + rows])
            text.problems.add(
                "S16.table.wide" if wide else "S16.table", text.first + first, cure=_row(cells), rule=_rule(cells)
            )
    for first, rows in stretches([bool(_CELLS.search(line)) for line in lines]):
        if rows > 1:
            cells = re.split("\t+", lines[first].strip())
            text.problems.add("S16.table.tabs", text.first + first, cure=_row(cells), rule=_rule(cells))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(cells: Sequence[str]) -> str:
    return _row(["---"] * len(cells))


class _Fences:
    """Reports ``：：： box`` at the opening line; at the closing line only where the opening line is right."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.open = 0

    def look(self, lines: Sequence[str], first: int) -> None:
        """Examine the lines of the next paragraph."""
        for number, line in enumerate(lines):
            found = _FENCE.fullmatch(line)
            if not found or "：" not in line:
                continue
            if found[1] or not self.open:
                self.problems.add("S16.fence", first + number, cure=f"::: {found[1]}{found[2]}".strip())
            self.open = max(self.open + (1 if found[1] else -1), 0)
