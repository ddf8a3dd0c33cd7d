# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads what a librarian writes beside the EPUBs: ``library.yaml`` and the sidecars of single files.

They state what foreign files do not: the title of a file, its day and number. They override the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.errors import Finding, Location, Severity, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.regular import read_regular
from epubgen.languages.digits import is_issn
from epubgen.model.held_titles import IssueSidecar, LibraryTitle, LibraryTitles
from epubgen.serialization.files import decode
from epubgen.startup import regex

__all__ = [
    "LIBRARY_FILE",
    "file_rule",
    "read_sidecar",
    "read_titles",
    "title_of",
    "with_sidecar",
]

LIBRARY_FILE = "library.yaml"
_MOST = 4 * 2**20
"""Bytes of a file that a librarian writes."""
_FIELDS = {
    "year": r"(?P<year>\d{4})",
    "month": r"(?P<month>\d{1,2})",
    "day": r"(?P<day>\d{1,2})",
    "number": r"(?P<number>\d[\d-]*)",
    "volume": r"(?P<volume>\d+)",
    "edition": r"(?P<edition>[^/]+?)",
}
_PIECE = regex(r"\*\*/|\*|\{(\w+)\}")
_PLAIN_DAY = regex(r"(?<!\d)((?:1[5-9]|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def title_of(titles: LibraryTitles, series: SeriesFacts) -> LibraryTitle | None:
    """Return the title of an issue: by its id, or by a present or former ISSN, or by a name.

    A name alone proves nothing if both sides state ISSNs and none is equal: two papers may share a name.
    """
    if series.id in titles.by_id:
        return titles.by_id[series.id]
    issns = {_plain(issn) for issn in (series.issn, series.eissn) if issn}
    known = next((title for title in titles.titles if issns & set(map(_plain, title.issns))), None)
    named = (title for title in titles.titles if series.name in title.names and not (issns and title.issns))
    return known or next(named, None)


def file_rule(titles: LibraryTitles, file: str) -> tuple[LibraryTitle, Mapping[str, str]] | None:
    """Return the title whose rule matches a file, and the parts of its name: ``year``, ``month``, ``number``."""
    for title in titles.titles:
        for rule in title.files:
            if found := _compiled(rule).fullmatch(file):
                return title, {name: value for name, value in found.groupdict().items() if value}
    return None


def with_sidecar(facts: IssueFacts, sidecar: IssueSidecar) -> IssueFacts:
    """Return the facts with the values of a sidecar in place of those of the file."""
    names = ("title", "date", "number", "volume", "edition", "identifier", "publisher", "rights", "description")
    stated = {name: value for name in (*names, "subjects") if (value := getattr(sidecar, name))}
    if sidecar.language:
        others = (one for one in facts.languages if one != sidecar.language)
        stated["languages"] = (sidecar.language, *others)
    return replace(facts, **stated)


def read_titles(folder: Path) -> LibraryTitles:
    """Return the titles of a library; none without a ``library.yaml``.

    Raises:
        SourceError: the file cannot be read or has errors.
    """
    path = folder / LIBRARY_FILE
    if not path.is_file():
        return LibraryTitles()
    at = Location(path.as_posix())
    made, found = decode(LibraryTitles, _text(path), at)
    faults = [one for one in found if one.severity is Severity.ERROR]
    if made is not None:
        faults += _faults(made, at)
    if faults or made is None:
        raise SourceError(*faults)
    return made


def read_sidecar(path: Path) -> tuple[IssueSidecar | None, tuple[Finding, ...]]:
    """Return the sidecar of a file and its faults; ``None`` if there is none that can be used."""
    beside = sidecar_path(path)
    if not beside.is_file():
        return None, ()
    made, found = decode(IssueSidecar, _text(beside), Location(beside.as_posix()))
    return made, tuple(one for one in found if one.severity is Severity.ERROR)


def sidecar_path(path: Path) -> Path:
    """Return the path of the sidecar of a file."""
    return path.with_name(f"{path.name}.yaml")


def day_in(told: Mapping[str, str]) -> dt.date | None:
    """Return the day in the parts of a file name."""
    parts = [told.get(part, "") for part in ("year", "month", "day")]
    try:
        return dt.date(*map(int, parts)) if all(parts) else None
    except ValueError:
        return None


def day_of_name(file: str) -> dt.date | None:
    """Return the day in a file name: ``2026-04-17`` or ``20260417``."""
    found = _PLAIN_DAY.search(file.rpartition("/")[2])
    return day_in(dict(zip(("year", "month", "day"), found.groups(), strict=True))) if found else None


def _text(path: Path) -> str:
    try:
        return read_regular(path, _MOST).decode("utf-8-sig")
    except OSError as error:
        raise SourceError(disk_finding("EG003", error, Location(path.as_posix()))) from error
    except UnicodeDecodeError as error:
        raise SourceError(finding("EG118.encoding", Location(path.as_posix()))) from error


def _faults(titles: LibraryTitles, at: Location) -> Iterator[Finding]:
    seen: set[str] = set()
    for title in titles.titles:
        if title.id in seen:
            yield finding("EG118.twice", title.place("id") or at, "titles", id=title.id)
        seen.add(title.id)
        days = [one.since for one in title.periods]
        if days != sorted(set(days)):
            yield finding("EG118.periods", title.place("periods") or at, "periods", id=title.id)
        for rule in title.files:
            if unknown := [name for name in _PIECE.findall(rule) if name and name not in _FIELDS]:
                place = title.place("files") or at
                yield finding("EG118.rule", place, "files", name=unknown[0], known=", ".join(_FIELDS))
        for path, issn in title.stated_issns():
            if not is_issn(issn):
                yield finding("EG118.issn", title.place(path) or at, path, value=issn)


@lru_cache(maxsize=1024)
def _compiled(rule: str) -> re.Pattern[str]:
    """Return a rule as a pattern for whole paths."""
    made, place = "", 0
    for piece in _PIECE.finditer(rule):
        made += re.escape(rule[place : piece.start()])
        name = piece[1]
        if name and f"(?P<{name}>" in made:
            made += f"(?P={name})"
        else:
            made += _FIELDS.get(name, "") if name else "(?:.*/)?" if piece[0] == "**/" else "[^/]*"
        place = piece.end()
    return re.compile(made + re.escape(rule[place:]))


def _plain(issn: str) -> str:
    return issn.replace("-", "").upper()
