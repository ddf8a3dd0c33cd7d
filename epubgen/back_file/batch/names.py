# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names the EPUBs of a batch by a pattern: ``{id}/{date:%Y}/{id}-{date}.epub``."""

from __future__ import annotations

import datetime as dt
import re
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from epubgen.epub.edition import file_name
from epubgen.epub.edition.identity import number_part
from epubgen.errors import Finding, OptionsError, finding
from epubgen.files.targets import EPUB
from epubgen.languages.dates import weekday
from epubgen.messages import near_word
from epubgen.model import Issue
from epubgen.publishing.delivery.file_names import safe_name
from epubgen.startup import regex

__all__ = ["FIELDS", "check_name_pattern", "issue_name", "same_name"]

FIELDS: Mapping[str, Callable[[Issue], str]] = {
    "id": lambda issue: issue.publication.id,
    "title": lambda issue: issue.publication.title,
    "date": lambda issue: issue.date.isoformat(),
    "number": number_part,
    "edition": lambda issue: issue.edition,
    "special": lambda issue: issue.special,
    "weekday": lambda issue: weekday(issue.date, issue.publication.language),
    "language": lambda issue: issue.publication.language,
    "file": lambda issue: file_name(issue).removesuffix(EPUB.ending),
}
"""What may stand in braces; ``file`` is the name that ``build`` gives."""

_PARTS: Mapping[str, Callable[[dt.date], str]] = {
    "%Y": lambda day: f"{day.year:04}",
    "%y": lambda day: f"{day.year % 100:02}",
    "%m": lambda day: f"{day.month:02}",
    "%d": lambda day: f"{day.day:02}",
    "%j": lambda day: f"{day.timetuple().tm_yday:03}",
    "%G": lambda day: f"{day.isocalendar().year:04}",
    "%V": lambda day: f"{day.isocalendar().week:02}",
    "%u": lambda day: str(day.isoweekday()),
}
"""Parts of a date, as ``strftime`` calls them; the same on every system, early years too."""
_PART = regex(r"%.?", re.DOTALL)


def check_name_pattern(pattern: str) -> str:
    """Return the pattern if it can name files.

    Raises:
        OptionsError: EG095 an unknown field; EG095.braces; EG095.part of a date; EG095.place the pattern names no file,
            or one outside the folder.
    """
    if pattern and (faults := tuple(_faults(pattern))):
        raise OptionsError(*faults)
    return pattern


def _faults(pattern: str) -> Iterator[Finding]:
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        yield finding("EG095.braces", None, "name", pattern=pattern)
        return
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if conversion or (form and name != "date"):
            yield finding("EG095.braces", None, "name", pattern=pattern)
        elif name not in FIELDS:
            near = near_word(name.lower(), FIELDS)
            yield finding("EG095", None, "name", name=name, known=", ".join(FIELDS), near=near and f"{{{near}}}")
        elif wrong := [part for part in _PART.findall(form or "") if part not in _PARTS]:
            yield finding("EG095.part", None, "name", part=wrong[0], known=", ".join(_PARTS))
    folders = pattern.replace("\\", "/").split("/")
    if not folders[-1].strip(" .") or ".." in folders or folders[0].endswith(":") or not folders[0]:
        yield finding("EG095.place", None, "name", pattern=pattern)


def issue_name(issue: Issue, pattern: str, writing_mode: str = "") -> str:
    """Return the name of an issue's EPUB below the folder of the batch. It is valid on every file system.

    Args:
        issue: the issue.
        pattern: a checked pattern; empty: the name that ``build`` gives.
        writing_mode: the writing mode of the edition.
    """
    own = file_name(issue, writing_mode)
    if not pattern:
        return own
    pieces = (text + _value(issue, name, form) for text, name, form, _ in string.Formatter().parse(pattern))
    *folders, last = "".join(pieces).split("/")
    return "/".join([*filter(None, map(safe_name, folders)), safe_name(last, EPUB.ending) or own])


def _value(issue: Issue, name: str | None, form: str | None) -> str:
    if name is None:
        return ""
    value = _PART.sub(lambda part: _PARTS[part[0]](issue.date), form) if form else FIELDS[name](issue)
    return value.replace("/", "-").replace("\\", "-")


def same_name(name: str) -> str:
    """Return a key that is equal for two names that NTFS or APFS take for one: they ignore capitals and composition."""
    return unicodedata.normalize("NFC", name.casefold())
