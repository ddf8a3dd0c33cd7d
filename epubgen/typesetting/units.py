# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers that are one piece with their marks: percentages, times, days and telephone numbers. Source: rules 13 and 33.

They lie on their side as a whole: ``‰`` does not stand up beside its number and no line ends inside a telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.model import Inline, Sideways, Tcy, Text, Typography
from epubgen.typesetting.line import Edit, Line, Rule

__all__ = ["units"]

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = re.compile(
    rf"""(?<![\dA-Za-z.,:/@_-])(?:
      (?P<percent>[+\-−±]?(?:{_NUMBER}[-–~])?{_NUMBER}[%‰‱](?:[-–~/]{_NUMBER}[%‰‱])*)
    | \d{{1,2}}:\d\d(?::\d\d)?(?:\ ?[-–~]\ ?\d{{1,2}}:\d\d(?::\d\d)?)?
    | \d{{4}}-\d\d?-\d\d?
    | (?:\+\d{{1,3}}[ -]?)?(?:\(\d{{2,4}}\)\ ?|\d{{2,4}}[ -])\d{{3,4}}[ -]?\d{{3,4}}(?:-\d{{1,6}})?
    | \+?\d{{2,3}}[ -]\d{{2,3}}[ -]\d{{4}}[ -]\d{{4}}
    | \d{{3}}[ -]\d{{4}}[ -]\d{{4}}
    )(?![\dA-Za-z@_])""",
    re.VERBOSE | re.ASCII,
)
_SHORT = re.compile(r"\d[%‰]", re.ASCII)


def units(settings: Typography) -> Rule:
    """The rule for a house style; ``5%`` stands upright in one cell by setting."""
    return lambda line: _edits(line, cell=settings.tcy_percent)


def _edits(line: Line, *, cell: bool) -> Iterator[Edit]:
    for found in _UNIT.finditer(line.text):
        start, end = found.span()
        if line.east(start, end):
            short = cell and _SHORT.fullmatch(found.group()) and line.bounded(start, end)
            run: Inline = Tcy(found.group()) if short else Sideways((Text(found.group()),))
            yield Edit(start, end, run)
