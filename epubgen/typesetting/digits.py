# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short numbers and ``!?`` stand upright side by side in one cell. Source: typography rules 8, 9 and 13."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.model import Tcy, Typography
from epubgen.typesetting.line import Edit, Line, Rule

__all__ = ["digits", "marks_in_a_cell"]

_DIGITS = re.compile("[0-9]+")
_MARKS = re.compile("[!?]{2,}")


def digits(settings: Typography) -> Rule:
    """Runs of one or two digits, three by setting; longer ones lie on their side."""
    return lambda line: _cells(line, _DIGITS, int(settings.tcy_digits))


def marks_in_a_cell(settings: Typography) -> Rule:
    """``!!``, ``!?``, ``?!``; three of them by setting."""
    return lambda line: _cells(line, _MARKS, int(settings.tcy_marks))


def _cells(line: Line, token: re.Pattern[str], most: int) -> Iterator[Edit]:
    for found in token.finditer(line.text):
        start, end = found.span()
        if end - start <= most and line.east(start, end) and line.bounded(start, end):
            yield Edit(start, end, Tcy(found.group()))
