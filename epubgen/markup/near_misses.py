# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Warning S16: Markdown that is typed almost right and would reach readers with its marks.

Full-width brackets and signs of an input method, habits of other programs, marks that are never closed. What is
escaped (``\##``) or stands in code is meant as typed; so are ``#春节#``, ``张**`` and ``138****0000``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from epubgen.markup.parsed import Problems

__all__ = ["report"]

_MEANT = re.compile(r"\\[!-/:-@\[-`{-~]|`+[^`\n]{1,500}`+")
"""What is escaped or code; it is looked over."""
_PICTURE = r"[^\[\]()【】［］（）\n]{0,300}\.(?:jpe?g|png|gif|webp|svg|tiff?|heic|avif|bmp|pdf)"
_EMBEDDED = re.compile(rf"!\[\[({_PICTURE})(?:\|[^\[\]\n]{{0,300}})?\]\]", re.IGNORECASE)
_PHOTO = re.compile(
    rf"(?P<mark>[!！])(?P<open>[\[【［])(?P<words>[^\[\]【】［］\n]{{0,300}})(?P<close>[\]】］])"
    rf"(?P<left>[(（])(?P<file>{_PICTURE})(?P<right>[)）])",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?<![!！])(?P<open>[\[［])(?P<words>[^\[\]［］\n]{1,300})(?P<close>[\]］])"
    r"(?P<left>[(（])(?P<file>(?:https?://|mailto:|article:)[^\s()（）]{1,300})(?P<right>[)）])"
)
_SUBHEAD = re.compile(r"\s*([#＃]{2,6}[ \t\u3000]*|＃[ \t\u3000]+)(?=[^\s#＃])(.+)")
_FENCE = re.compile(r"\s*[:：]{3,}[ \t\u3000]*([^\s:：]*)(.*)")
_ROW = re.compile(r"\s*[|｜](?:[^|｜]*[|｜]){2,}\s*")
_RULE = re.compile(r"[\s|｜:：—－-]+")
_CELLS = re.compile(r"\S\t+\S")
_NUMBER = re.compile(r"\s*(\d{1,2})(?:[．、][ \t]*(?=\S)|\.(?=[^\s\d.]))")
_DOT = re.compile(r"\s*[•·●][ \t\u3000]*(?=\S)")
_STRONG = re.compile(r"(?<!\*)\*\*(?!\*)")
_CLOSES = re.compile(r"(?<![\s*])\*\*(?!\*)")
_OPENS = re.compile(r"(?:^|(?<=[\s。，、；：！？“‘「『（《(])) *\*\*(?=\w)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _TypedText:
    """One paragraph, subhead or cell as typed, what is meant as typed blanked out; ``read``: what became of it."""

    typed: str
    read: str
    problems: Problems
    first: int

    def add(self, key: str, at: int, **facts: str) -> None:
        """Report what stands at this character."""
        self.problems.add(key, self.first + self.typed.count("\n", 0, at), **facts)


def report(tokens: Iterable[Token], problems: Problems) -> None:
    """Report every near miss in the text of these tokens of a body."""
    parent, fences = "", _Fences(problems)
    for token in tokens:
        if token.type != "inline":
            parent = token.type
            continue
        text = _TypedText(_MEANT.sub(_blank, token.content), _words(token), problems, token.map[0] if token.map else 0)
        _inside(text)
        if parent == "paragraph_open":
            lines = text.typed.split("\n")
            fences.look(lines, text.first)
            _subheads(text, lines)
            _tables(text, lines)
            _lists(text, lines)


def _blank(found: re.Match[str]) -> str:
    return "\ufffc" * len(found[0])


def _words(token: Token) -> str:
    """The text that no mark was found in."""
    return "".join(child.content for child in token.children or () if child.type == "text")


def _inside(text: _TypedText) -> None:
    """What may stand anywhere in a line."""
    for found in _EMBEDDED.finditer(text.typed):
        text.add("S16.embedded", found.start(), file=found[1].strip())
    for found in _PHOTO.finditer(text.typed):
        if not _right(found, "![]()"):
            text.add("S16.photo", found.start(), words=found["words"], file=found["file"].strip())
    for found in _LINK.finditer(text.typed):
        if not _right(found, "[]()"):
            text.add("S16.link", found.start(), words=found["words"], address=found["file"])
    if _STRONG.search(text.read) and (opening := _unclosed(text.typed)):
        text.add("S16.strong", opening.end(), text=text.typed[opening.end() :].split("\n")[0][:12])


def _right(found: re.Match[str], marks: str) -> bool:
    """Whether all brackets are those of Markdown: then the reader of lines has its own words for what is wrong."""
    names = [name for name in ("mark", "open", "close", "left", "right") if name in found.re.groupindex]
    return "".join(found[name] for name in names) == marks


def _unclosed(typed: str) -> re.Match[str] | None:
    """The first ``**`` that opens and after which none closes: ``张**`` does not open, and `` **`` does not close."""
    return next((found for found in _OPENS.finditer(typed) if not _CLOSES.search(typed, found.end())), None)


def _subheads(text: _TypedText, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        found = _SUBHEAD.fullmatch(line)
        if found and not (found[1].startswith("＃") and len(found[1].rstrip()) == 1 and line.count("＃") > 1):
            level = min(max(len(found[1].strip()), 2), 3)
            text.problems.add("S16.subhead", text.first + number, cure=f"{'#' * level} {found[2].strip('#＃ ')}")


def _tables(text: _TypedText, lines: Sequence[str]) -> None:
    """Rows with signs between their cells, or with tabs as a spreadsheet copies them; each table is told of once."""
    for first, rows in _runs([bool(_ROW.fullmatch(line)) for line in lines]):
        head = lines[first]
        if not _RULE.fullmatch(head):
            cells = [cell.strip() for cell in re.split("[|｜]", head.strip())[1:-1]]
            wide = any("｜" in line for line in lines[first : first + rows])
            text.problems.add(
                "S16.table.wide" if wide else "S16.table", text.first + first, cure=_row(cells), rule=_rule(cells)
            )
    for first, rows in _runs([bool(_CELLS.search(line)) for line in lines]):
        if rows > 1:
            cells = re.split("\t+", lines[first].strip())
            text.problems.add("S16.table.tabs", text.first + first, cure=_row(cells), rule=_rule(cells))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(cells: Sequence[str]) -> str:
    return _row(["---"] * len(cells))


def _lists(text: _TypedText, lines: Sequence[str]) -> None:
    """Two lines or more that count on, or that open with a dot: they would run together as one paragraph."""
    found = [_NUMBER.match(line) for line in lines]
    goes_on = [bool(above and below and int(below[1]) == int(above[1]) + 1) for above, below in pairwise(found)]
    for first, _ in _runs(goes_on):
        text.problems.add("S16.list", text.first + first, cure=_NUMBER.sub(r"\1. ", lines[first], count=1).strip())
    for first, rows in _runs([bool(_DOT.match(line)) for line in lines]):
        if rows > 1:
            text.problems.add("S16.list", text.first + first, cure=f"- {_DOT.sub('', lines[first], count=1).strip()}")


def _runs(holds: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where something begins to hold, and for how many lines."""
    start = 0
    for number, here in enumerate([*holds, False]):
        if not here:
            if number > start:
                yield start, number - start
            start = number + 1


class _Fences:
    """``：：： box``: told at the opening line; at the closing one only when the opening one is right."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.open = 0

    def look(self, lines: Sequence[str], first: int) -> None:
        """The lines of the next paragraph."""
        for number, line in enumerate(lines):
            found = _FENCE.fullmatch(line)
            if not found or "：" not in line:
                continue
            if found[1] or not self.open:
                self.problems.add("S16.fence", first + number, cure=f"::: {found[1]}{found[2]}".strip())
            self.open = max(self.open + (1 if found[1] else -1), 0)
