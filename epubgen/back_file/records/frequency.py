# SPDX-License-Identifier: AGPL-3.0-or-later
"""Guesses the frequency of a paper from the days of its issues, in the words of ``frequency``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

__all__ = ["usual_frequency"]

_WORDS = (
    (1, 1, "daily"),
    (2, 4, "semiweekly"),
    (7, 7, "weekly"),
    (14, 14, "biweekly"),
    (15, 16, "semimonthly"),
    (27, 32, "monthly"),
    (56, 63, "bimonthly"),
    (84, 93, "quarterly"),
    (180, 186, "semiannual"),
    (360, 372, "yearly"),
)
"""Least and most days from one issue to the next."""
_ENOUGH = 3


def usual_frequency(days: Iterable[dt.date]) -> str:
    """Return ``daily``, ``weekly`` …; empty if there are too few issues or no word fits.

    Args:
        days: the days of the issues in any order. A day may occur twice.
    """
    known = sorted({*days})
    if len(known) < _ENOUGH:
        return ""
    gap = median((later - earlier).days for earlier, later in pairwise(known))
    return next((word for least, most, word in _WORDS if least <= gap <= most), "")
