# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Reads and writes attributes in Markdown, ``{.lede}`` or ``{ruby="かんじ"}``, and gives them to blocks.

A value is bare or in quotes; inside quotes ``\"`` and ``\\`` are a quotation mark and a backslash. The quotation marks
of a Chinese keyboard are accepted too: ``title=“背景”``. An attribute that a block does not know is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from epubgen.languages import digits
from epubgen.languages.choice_words import chosen
from epubgen.markup.parsed import Problems, nearest
from epubgen.markup.tidy import one_line
from epubgen.startup import regex

__all__ = ["Attributes", "GivenAttributes", "braced", "listed", "spelled"]

Attributes = tuple[tuple[str, str], ...]
"""Pairs in the order typed. The key of a class is ``.``; a word that is no attribute has an empty key."""

_ITEM = regex(
    r"""\s*(?:
      \.(?P<cls>[^\s{}="'.,]+)
    | (?P<key>[^\s{}="'“”.,]+)\s*=\s*
      (?: "(?P<dq>(?:\\.|[^"\\])*)" | '(?P<sq>(?:\\.|[^'\\])*)' | “(?P<cq>[^“”]*)” | (?P<bare>[^\s{}"'“”]+) )
    | (?P<word>[^\s{}]+)
    )""",
    re.VERBOSE,
)
_ESCAPED = regex(r"\\([\\\"'])")
_PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


def braced(text: str, start: int = 0) -> tuple[Attributes, int] | None:
    """Return the attributes of ``{…}`` at ``start`` and the offset after it; ``None`` where no such list begins."""
    if not text.startswith("{", start):
        return None
    pairs, end = _items(text, start + 1)
    close = re.compile(r"\s*\}").match(text, end)
    if not close or not pairs or any(not key for key, _ in pairs):
        return None
    return pairs, close.end()


def listed(text: str) -> Attributes:
    """Return the attributes of a fence line; words that are no attributes have an empty key."""
    found = braced(text.strip())
    if found and found[1] == len(text.strip()):
        return found[0]
    pairs, end = _items(text, 0)
    rest = text[end:].strip()
    return (*pairs, ("", rest)) if rest else pairs


def spelled(pairs: Iterable[tuple[str, str]]) -> str:
    """Return attributes as they are typed, without braces."""
    return " ".join(f".{value}" if key == "." else f"{key}={_quoted(value)}" for key, value in pairs)


def _items(text: str, start: int) -> tuple[Attributes, int]:
    pairs: list[tuple[str, str]] = []
    end = start
    while item := _ITEM.match(text, end):
        end = item.end()
        pairs.append(_pair(item))
    return tuple(pairs), end


def _pair(item: re.Match[str]) -> tuple[str, str]:
    found = item.groupdict()
    if found["cls"] is not None:
        return ".", found["cls"]
    if found["key"] is None:
        return "", found["word"]
    quoted = found["dq"] if found["dq"] is not None else found["sq"]
    if quoted is not None:
        return found["key"], _ESCAPED.sub(r"\1", quoted)
    return found["key"], found["cq"] if found["cq"] is not None else found["bare"]


def _quoted(value: str) -> str:
    if _PLAIN.match(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


_TRUE = ("", "true", "yes", "1")


class GivenAttributes:
    """The attributes of one block; ``owner`` names the block in messages: ``::: box``, ``![…](…)``."""

    def __init__(self, attributes: Attributes, owner: str, problems: Problems, line: int) -> None:
        self._pairs = list(attributes)
        self._owner = owner
        self._problems = problems
        self._line = line
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        """Return whether the attribute was typed."""
        return any(key == name for name, _ in self._pairs)

    def text(self, key: str, default: str = "") -> str:
        """Return a text. Of a repeated attribute the last value counts, and the repetition is reported (S05)."""
        self._asked.append(key)
        values = [value for name, value in self._pairs if name == key]
        self._pairs = [pair for pair in self._pairs if pair[0] != key]
        if len(values) > 1:
            self._problems.add("S05.attribute", self._line, name=key, owner=self._owner)
        return one_line(values[-1]) if values else default

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of a few words; any other word is reported (S02) and ``default`` is returned."""
        value = self.text(key, default)
        if (word := chosen(value, choices)) is not None:
            return word
        self.refuse(key, value, ", ".join(choices))
        return default

    def number(self, key: str, default: int) -> int:
        """Return a whole number from 0 to 999999; any other value is reported (S02) and ``default`` is returned."""
        value = digits.bare(self.text(key, str(default)))
        if value.isascii() and value.isdigit() and len(value) < 7:  # noqa: PLR2004 - no list has higher numbers
            return int(value)
        self.refuse(key, value, "1, 2, 3 …")
        return default

    def flag(self, name: str) -> bool:
        """Return whether a class such as ``.lede`` was typed; ``lede=true`` counts too."""
        self._asked.append(f".{name}")
        typed = (".", name) in self._pairs
        self._pairs = [pair for pair in self._pairs if pair != (".", name)]
        if not typed and self.has(name):
            self._asked.append(name)
            typed = self.text(name).lower() in _TRUE
        return typed

    def ordered(self, prefix: str) -> Attributes:
        """Return all attributes named ``prefix`` or ``prefix-…``, in the order typed."""
        self._asked.append(prefix)
        taken = [(key, value) for key, value in self._pairs if key == prefix or key.startswith(f"{prefix}-")]
        self._pairs = [pair for pair in self._pairs if pair not in taken]
        return tuple(taken)

    def refuse(self, key: str, value: str, allowed: str) -> None:
        """Report a value that cannot be used (S02)."""
        self._problems.add("S02.attribute", self._line, name=key, value=value, owner=self._owner, allowed=allowed)

    def require(self, key: str, example: str) -> None:
        """Report a missing attribute (S03)."""
        self._problems.add("S03.attribute", self._line, name=key, owner=self._owner, example=example)

    def done(self) -> None:
        """Report the attributes that the block has not read."""
        for key, value in self._pairs:
            if not key:
                self._problems.add("S09.attribute", self._line, text=value, owner=self._owner)
                continue
            name = f".{value}" if key == "." else key
            near = nearest(name, self._asked)
            if near or not self._asked:
                self._problems.add("S01.attribute", self._line, name=name, owner=self._owner, near=near)
            else:
                known = ", ".join(self._asked)
                self._problems.add("S01.attribute.known", self._line, name=name, owner=self._owner, known=known)
        self._pairs = []
