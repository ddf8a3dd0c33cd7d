# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often a paper appears, told from the days of its issues: the codes of MARC 21 (008/18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

__all__ = ["frequency_of"]

_CODES = (
    (1, 1, "d"),
    (2, 3, "c"),
    (3, 4, "c"),
    (7, 7, "w"),
    (14, 14, "e"),
    (15, 16, "s"),
    (28, 31, "m"),
    (56, 62, "b"),
    (84, 92, "q"),
    (180, 186, "f"),
    (360, 372, "a"),
)
"""Least and most days between two issues, and the code: daily, semiweekly, weekly, biweekly, semimonthly, monthly …"""
_ENOUGH = 3


def frequency_of(days: Iterable[str]) -> str:
    """The code of a frequency, such as ``d`` or ``w``; ``u`` where too few issues are there, or none fits.

    Args:
        days: ``2026-04-17`` …, in any order; a day may come twice.
    """
    known = sorted({dt.date.fromisoformat(day) for day in days})
    if len(known) < _ENOUGH:
        return "u"
    gap = median((later - earlier).days for earlier, later in pairwise(known))
    return next((code for least, most, code in _CODES if least <= gap <= most), "u")
