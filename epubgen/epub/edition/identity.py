# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the identifiers, the title, the file name and the modification time of an issue.

All of them come from the metadata of the issue; the text of its stories does not change them. A *twin* is a second
edition of the same issue in another writing mode than the publication's.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from epubgen.languages.dates import full_date, long_date, lunar_date, weekday
from epubgen.languages.sorting import sorting_form
from epubgen.languages.tags import shop_language
from epubgen.languages.words import bare_number
from epubgen.model import Issue, Publication

__all__ = [
    "corrected_mark",
    "day_words",
    "dc_language",
    "file_name",
    "identifier",
    "issue_title",
    "modified",
    "number_part",
    "readable_identifier",
    "series_identifier",
    "series_name",
    "sorting_name",
    "stamp",
]


def identifier(issue: Issue, writing_mode: str = "") -> str:
    """Return the unique identifier of the issue, ``urn:uuid:…``.

    Every rebuild of the same edition has the same identifier.
    """
    parts = ":".join((issue.publication.id, issue.date.isoformat(), _edition_part(issue, writing_mode)))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'urn:x-epubgen:' + parts)}"


def readable_identifier(issue: Issue, writing_mode: str = "") -> str:
    """Return an identifier for people: ``epubgen:xizhou-daily-2026-04-17``.

    calibre shows this identifier and finds books by it, while it hides a UUID.
    """
    edition = "-".join(_edition_part(issue, writing_mode).replace("/", " ").split())
    return "-".join(filter(None, (f"epubgen:{issue.publication.id}", issue.date.isoformat(), edition)))


def series_identifier(issue: Issue, writing_mode: str = "") -> str:
    """Return the ISSN of the publication as a URN; without an ISSN, a UUID made from its id.

    A twin has a UUID of its own.
    """
    paper = issue.publication
    twin = f"/{writing_mode}" if _is_twin(issue, writing_mode) else ""
    if (issn := paper.ids.eissn or paper.ids.issn) and not twin:
        return f"urn:issn:{bare_number(issn).upper()}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:x-epubgen:{paper.id}{twin}')}"


def series_name(issue: Issue, writing_mode: str = "") -> str:
    """Return the title of the publication; for a twin, the title and its writing mode.

    A twin is a series of its own, because a library would merge two books at the same position of one series.
    """
    title = issue.publication.title
    if not _is_twin(issue, writing_mode):
        return title
    word = issue.publication.term("twin_horizontal" if writing_mode == "horizontal-tb" else "twin_vertical")
    brackets = issue.publication.term("brackets", text=word)
    return f"{title}{brackets}" if brackets.startswith("（") else f"{title} {brackets}"


def issue_title(issue: Issue, writing_mode: str = "") -> str:
    """Return the title of the issue, for example ``昌吉日报 2026-04-22 总第12482期``.

    The parts are the publication, the date and the number; then, in brackets, the edition, the writing mode of a twin
    and the mark of a correction; then the name of a special issue. Parts that the issue does not have are left out.
    """
    twin = issue.publication.term("twin_horizontal" if writing_mode == "horizontal-tb" else "twin_vertical")
    extras = [issue.edition, twin if _is_twin(issue, writing_mode) else "", corrected_mark(issue)]
    parts = [issue.publication.title, issue.date.isoformat(), number_part(issue)]
    parts += [issue.publication.term("brackets", text=extra) for extra in extras if extra]
    return " ".join(part for part in (*parts, issue.special) if part)


def corrected_mark(issue: Issue) -> str:
    """Return ``更正版`` for a corrected issue of a publication that marks corrected copies, otherwise an empty text."""
    marked = issue.revisions and issue.publication.revision_in_title
    return issue.publication.term("corrected") if marked else ""


def number_part(issue: Issue) -> str:
    """Return the number in words: ``总第12482期``, ``No. 12``, ``Vol. 3 No. 4``; empty if the issue has none."""
    numbering = issue.numbering
    if numbering.total:
        return issue.publication.term("total_number", number=numbering.total)
    if numbering.volume and (number := numbering.issue or numbering.year_issue):
        return issue.publication.term("volume_issue", volume=numbering.volume, number=number)
    if number := numbering.issue or numbering.year_issue:
        return issue.publication.term("issue_number", number=number)
    return ""


def day_words(issue: Issue, language: str) -> tuple[str, str, str]:
    """Return the date, weekday and lunar date as the masthead and the cover print them; each may be empty.

    In a language that writes date and weekday together (``Friday, 4 December 2026``) the first text has both and the
    second is empty.
    """
    day = long_date(issue.date, language)
    if issue.date_end:
        day = issue.publication.term("date.range", first=day, last=long_date(issue.date_end, language))
    name = weekday(issue.date, language) if issue.weekday == "auto" else issue.weekday
    if not issue.date_end and name == weekday(issue.date, language) and (both := full_date(issue.date, language)):
        day, name = both, ""
    return day, name, lunar_date(issue.date, language) if issue.lunar == "auto" else issue.lunar


def file_name(issue: Issue, writing_mode: str = "", *, marked: bool = True) -> str:
    """Return ``<publication id>-<date>[-<edition part>][-<mark of a correction>].epub``, legal on every file system.

    Args:
        issue: the issue.
        writing_mode: the writing mode of the edition; empty means the publication's.
        marked: whether the name of a corrected issue has the mark of a correction.
    """
    part = _in_file_name(_edition_part(issue, writing_mode))[:80]
    mark = _in_file_name(corrected_mark(issue)) if marked else ""
    return "-".join(filter(None, (issue.publication.id, issue.date.isoformat(), part, mark))) + ".epub"


def _in_file_name(text: str) -> str:
    return re.sub(r'[\s/\\:*?"<>|.]+', "-", unicodedata.normalize("NFC", text)).strip("-")


def modified(issue: Issue, now: datetime | None) -> str:
    """Return the time of the last change in UTC.

    This is ``updated`` of the issue; otherwise ``now`` (``SOURCE_DATE_EPOCH``); otherwise midnight of the issue date.
    """
    return stamp(issue.updated or now or datetime.combine(issue.date, time(), UTC))


def stamp(instant: datetime) -> str:
    """Return a time as ``2026-04-22T00:00:00Z``. A time without a zone is taken as UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def sorting_name(paper: Publication) -> str:
    """Return the title as catalogues sort it: in Latin letters, the article last; empty if this is the title itself."""
    latin = paper.title_latin
    name = sorting_form(latin, "en", paper.language) if latin else sorting_form(paper.title, paper.language)
    return "" if name == paper.title else name


def dc_language(issue: Issue) -> str:
    """Return the language tag that shops and Kindle know: zh-Hans* → zh-CN, zh-Hant-HK → zh-HK, other zh-Hant* → zh-TW.

    A ``dc_language`` of the publication is used as it is.
    """
    return issue.publication.dc_language or shop_language(issue.publication.language)


def _is_twin(issue: Issue, writing_mode: str) -> bool:
    return bool(writing_mode) and writing_mode != issue.publication.lines()


def _edition_part(issue: Issue, writing_mode: str) -> str:
    mode = writing_mode if _is_twin(issue, writing_mode) else ""
    return "/".join(filter(None, (issue.edition, issue.special, mode)))
