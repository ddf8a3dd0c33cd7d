# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conditional and range requests (RFC 9110 §13, §14): what a reader has already, and which part it wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.utils import format_datetime, parsedate_to_datetime

from epubgen.startup import regex

__all__ = ["Unsatisfiable", "http_date", "is_known", "wanted_part"]

_RANGE = regex(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*")


class Unsatisfiable(Exception):  # noqa: N818 - the word of the standard
    """No byte of the file is in the range."""


def http_date(nanoseconds: int) -> str:
    """Return ``Fri, 17 Apr 2026 00:00:00 GMT``; the epoch for times before it or beyond the calendar."""
    try:
        instant = dt.datetime.fromtimestamp(nanoseconds // 10**9, dt.UTC)
    except (ValueError, OverflowError, OSError):
        instant = dt.datetime.fromtimestamp(0, dt.UTC)
    return format_datetime(instant, usegmt=True)


def is_known(headers: Mapping[str, str], tag: str, changed: int) -> bool:
    """Return whether the reader has this version: then the answer is 304."""
    if (asked := headers.get("if-none-match")) is not None:
        tags = [one.strip().removeprefix("W/") for one in asked[:4000].split(",")]
        return "*" in tags or tag in tags
    since = _instant(headers.get("if-modified-since", ""))
    return since is not None and changed // 10**9 <= since


def wanted_part(headers: Mapping[str, str], tag: str, changed: int, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last; ``None`` for the whole file: several ranges, or an invalid one.

    Raises:
        Unsatisfiable: the range begins after the end.
    """
    found = _RANGE.fullmatch(headers.get("range", ""))
    if found is None or not (found[1] or found[2]) or not _same(headers.get("if-range", ""), tag, changed):
        return None
    if not found[1]:
        last = min(int(found[2]), size)
        if not last:
            raise Unsatisfiable
        return size - last, size
    first, end = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, end


def _same(asked: str, tag: str, changed: int) -> bool:
    """Return whether ``If-Range`` names the present version."""
    return not asked or asked.strip() == tag or _instant(asked) == changed // 10**9


def _instant(text: str) -> int | None:
    try:
        return int(parsedate_to_datetime(text[:100]).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
