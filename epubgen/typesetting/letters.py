# SPDX-License-Identifier: AGPL-3.0-or-later
"""A single Latin letter and a short acronym stand upright; other words lie on their side. Source: rule 12."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.model import Text, Typography, Upright
from epubgen.typesetting.line import Edit, Line, Rule

__all__ = ["letters"]

_LETTERS = re.compile("[A-Za-z]+")


def letters(settings: Typography) -> Rule:
    """The rule for a house style."""
    return lambda line: _edits(line, int(settings.acronym_max))


def _edits(line: Line, most: int) -> Iterator[Edit]:
    for found in _LETTERS.finditer(line.text):
        start, end = found.span()
        stands = end - start <= most and (end - start == 1 or found.group().isupper())
        if stands and line.east(start, end) and line.bounded(start, end):
            yield Edit(start, end, Upright((Text(found.group()),)))
