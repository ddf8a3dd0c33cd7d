# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undoes two silent effects of YAML on text: lines are folded with a space, and ``#`` after a space begins a comment.

Lines are joined here as in Markdown: with nothing between Chinese or Japanese characters. A value that a comment cuts
short is reported with the line to type instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml
from yaml import events as ev

from epubgen.markup.script import joint
from epubgen.startup import regex

__all__ = ["cut_before", "cut_by_comment", "joined"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_END = "\ufdd0"
"""Marks the end of a line while a value is parsed again. No text holds the character: ``cleaned`` removes it."""
_FOLD = regex(f"[ \t]*{_END} ")


def joined(event: ev.ScalarEvent, text: str) -> str:
    """Return the value of a scalar; folded lines are joined by the scripts on both sides."""
    value = str(event.value)
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or start.line == end.line or event.style == "|":
        return value
    typed = text[start.index : end.index]
    marked = _read_again(_with_ends(typed, folded=event.style == ">"))
    if marked.replace(_END, "").rstrip("\n") != value.rstrip("\n"):
        return value  # an escape or an indent that cannot be parsed without the lines around it
    return _FOLD.sub(_joint, marked).replace(_END, "")


def _with_ends(typed: str, *, folded: bool) -> str:
    """Return a scalar as typed, with ``_END`` after each line except empty ones, the last, and the header of ``>``."""
    first, *lines = typed.split("\n")
    last = lines.pop() if lines else ""
    inner = [line if not line.strip() else f"{line if folded else line.rstrip()}{_END}" for line in lines]
    return "\n".join([first if folded else f"{first.rstrip()}{_END}", *inner, last])


def _read_again(typed: str) -> str:
    try:
        events = list(yaml.parse(f"- {typed}", Loader=_LOADER))
    except yaml.YAMLError:
        return ""
    return next((str(event.value) for event in events if isinstance(event, ev.ScalarEvent)), "")


def _joint(found: re.Match[str]) -> str:
    text = found.string
    return joint(text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])


_COMMENT = regex(r" #(.*)")
_HEAD = r"\s*(?:- +)?(?:[\w.]+: +)?"
_VALUE = regex(rf"(?P<head>{_HEAD})(?P<value>[^\s\"'|>#\[{{&*!%@`-].*?) (?P<comment>#.*)")
_ITEM = regex(
    rf"(?P<head>{_HEAD}[\[{{](?:[^#]*, *)?(?:[\w.]+: +)?|\s+(?=[^#]*#[^#]*[\]}}]))"
    r"(?P<value>[^\s\"'#,\[{][^,\"'#]*?) (?P<comment>#.*)"
)
_LONGEST = 500
"""Characters of a line beyond which no cure is looked for; nobody typed such a line."""
_GOES_ON = regex(r"\s+(?!- )(?![\w.]+:(?:\s|\Z))\S")


def cut_by_comment(event: ev.ScalarEvent, text: str) -> str:
    """Return the line to type where one space and ``#`` end a plain value; empty where two spaces set off a comment.

    After an empty value, ``# `` begins a comment, but ``#`` followed by a letter was meant as text.
    """
    if event.start_mark is None or event.end_mark is None:
        return ""
    start, end = event.start_mark.index, event.end_mark.index
    if not text.startswith(" #", end):
        return ""
    found = _COMMENT.fullmatch(text, end, _line_end(text, end))
    if not found or (not event.value and found[1][:1] in (" ", "#", "")):
        return ""
    head = text[text.rfind("\n", 0, start) + 1 : start].lstrip()
    return (
        head
        + ("" if event.value else " ")
        + _quoted(str(event.value), found[0].strip(), listed=bool(re.search(r"[\[{]", head)))
    )


def cut_before(lines: Sequence[str], at: int, start: int) -> tuple[int, str] | None:
    """Find where a comment breaks a value of several lines, or a list in brackets.

    Args:
        lines: lines of the file.
        at: the line where YAML fails, from 0.
        start: the line where the broken value begins, from 0.

    Returns:
        The line of the comment (from 0) and the text to type there; ``None`` where no comment breaks the value.
    """
    for number in dict.fromkeys((start, at - 1, at)):
        line, below = ("".join(lines[place : place + 1]) if place >= 0 else "" for place in (number, number + 1))
        if " #" not in line or len(line) > _LONGEST:
            continue
        if item := _ITEM.fullmatch(line):
            return number, item["head"].lstrip() + _quoted(item["value"], item["comment"], listed=True)
        if _GOES_ON.match(below) and (found := _VALUE.fullmatch(line)):
            whole = _to_the_end(found["comment"], lines, number)
            return number, found["head"].lstrip() + _quoted(found["value"], whole, listed=False)
    return None


def _to_the_end(comment: str, lines: Sequence[str], number: int) -> str:
    """Return the comment with the lines below it that belong to the same value."""
    for line in lines[number + 1 :]:
        if not _GOES_ON.match(line):
            break
        comment += joint(comment[-1:], line.strip()[:1]) + line.strip()
    return comment


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _quoted(value: str, comment: str, *, listed: bool) -> str:
    """Return value and comment as one value in quotes.

    Within a list in brackets, the next comma and the rest stay outside.
    """
    cut = re.search(r"[,\]}]", comment) if listed else None
    inside, outside = (comment[: cut.start()], comment[cut.start() :]) if cut else (comment, "")
    whole = f"{value} {inside}".strip()
    return (f'"{whole}"' if '"' not in whole else "'" + whole.replace("'", "''") + "'") + outside
