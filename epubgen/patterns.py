# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regular expressions that are compiled when they are first used: a run needs a third of those that modules define."""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

__all__ = ["regex"]


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, for a constant of a module; it is compiled when it is first searched with.

    Python takes milliseconds for a set that holds all Han characters, and hundreds of constants would cost every
    command a third of a second. A pattern made inside a function is used at once: ``re.compile`` is right there.
    """
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))


class _Regex(Generic[AnyStr]):
    """Stands for a pattern; once used, it has the methods of the compiled one, and calls go straight there."""

    _FORWARDED = (
        *("flags", "groups", "groupindex"),
        *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
    )

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile; Python asks here for what is not yet there only."""
        if name not in self._FORWARDED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for forwarded in self._FORWARDED:
            setattr(self, forwarded, getattr(compiled, forwarded))
        return getattr(compiled, name)
