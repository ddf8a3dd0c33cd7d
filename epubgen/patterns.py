# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regular expressions that are compiled on first use, and sets of characters that need no compiling.

One run needs a third of the expressions that modules define.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable
from functools import partial
from typing import AnyStr, Generic, cast

__all__ = ["CharacterSet", "regex"]


def regex(pattern: AnyStr, flags: int = 0, *, needs: str = "") -> re.Pattern[AnyStr]:
    """Return a pattern as ``re.compile`` does, for a constant of a module; it is compiled when it is first used.

    Python takes milliseconds for a set of all Han characters, and hundreds of constants would cost every command a
    third of a second. Use ``re.compile`` for a pattern inside a function, which is used at once.

    Args:
        pattern: the pattern.
        flags: those of ``re``.
        needs: characters of which each match has at least one, looked ahead or behind included. A text without them
            does not match, and is told so without compiling.
    """
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags, needs))


class _Regex(Generic[AnyStr]):
    """Takes the place of a pattern; after the first use it has the methods of the compiled pattern."""

    _FORWARDED = (
        *("flags", "groups", "groupindex"),
        *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
    )

    _ASKING = ("finditer", "fullmatch", "match", "search")

    def __init__(self, pattern: AnyStr, flags: int, needs: str) -> None:
        self.pattern: AnyStr = pattern
        self._flags, self._needs = flags, frozenset(needs)

    def __getattr__(self, name: str) -> object:
        """Compile the pattern. Python calls this only for attributes that are not set yet."""
        if name not in self._FORWARDED:
            raise AttributeError(name)
        if self._needs and name in self._ASKING:
            return partial(self._asked, name)
        return self._compiled(name)

    def _asked(self, name: str, text: str, *place: int) -> object:
        """Answer for a text that lacks what the pattern needs; compile it for any other."""
        if self._needs.isdisjoint(text):
            return iter(()) if name == "finditer" else None
        return self._compiled(name)(text, *place)

    def _compiled(self, name: str) -> Callable[..., object]:
        """Return a method of the compiled pattern, and forward all others to it from now on."""
        compiled = re.compile(self.pattern, self._flags)
        for forwarded in self._FORWARDED:
            setattr(self, forwarded, getattr(compiled, forwarded))
        return cast("Callable[..., object]", getattr(compiled, name))


class CharacterSet:
    """Characters by their ranges, ``"0-9々\u4e00-\u9fff"``, asked for one character at a time: ``char in letters``.

    Python would compile a pattern of all Han characters for two milliseconds to answer the same.
    """

    def __init__(self, ranges: str) -> None:
        spans = [(found[1], found[2] or found[1]) for found in re.finditer(r"(.)(?:-(.))?", ranges, re.DOTALL)]
        self._bounds = [bound for first, last in sorted(spans) for bound in (first, chr(ord(last) + 1))]

    def __contains__(self, char: str) -> bool:
        return bisect(self._bounds, char) % 2 == 1

    def count(self, text: str) -> int:
        """Return how many characters of a text are in the set."""
        return sum(map(self.__contains__, text))
