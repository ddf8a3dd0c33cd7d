# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the facts of a file: the file itself, the rule of its title, and its sidecar, which overrides the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.back_file.read_epub import file_sha256, made_identifier, read_epub, series_key
from epubgen.back_file.titles import (
    day_in,
    day_of_name,
    file_rule,
    read_sidecar,
    sidecar_path,
    title_of,
    with_sidecar,
)
from epubgen.errors import Finding, Location, SourceError, finding
from epubgen.files.regular import open_regular
from epubgen.model.held_titles import IssueSidecar, LibraryTitle, LibraryTitles

__all__ = ["own_identifier", "read_library_file"]

_PDF = "application/pdf"
_PDF_HEAD = 1024
"""Bytes in which a PDF says that it is one."""


def read_library_file(
    path: Path, file: str, titles: LibraryTitles, *, page_texts: bool = False
) -> tuple[IssueFacts, tuple[Finding, ...]]:
    """Return the facts of an EPUB or a PDF, and findings about missing ones.

    Args:
        path: the file.
        file: its path below the folder of the library.
        titles: the titles of the library.
        page_texts: also read the text of a PDF. Its pages become stories without a headline.

    Raises:
        CheckFailed: the EPUB cannot be read. SourceError: the PDF cannot be read; a fault in the sidecar; EG114 no
            title.
        OSError: the file cannot be read.
    """
    sidecar, faults = read_sidecar(path)
    if faults:
        raise SourceError(*faults)
    rule, told = file_rule(titles, file) or (None, {})
    facts = read_epub(path, file) if path.suffix.lower() == ".epub" else _pdf(path, file)
    made = facts.identifier in ("", own_identifier(facts))
    facts = _with_sidecar(_with_name(facts, told), sidecar)
    facts = replace(facts, series=_series(facts.series, facts, titles, sidecar.series if sidecar else "", rule))
    beside = sidecar_path(path).name
    if not facts.series.name:
        raise SourceError(finding("EG114", Location(path.as_posix()), sidecar=beside))
    if made and not (sidecar and sidecar.identifier):
        facts = replace(facts, identifier=own_identifier(facts))
    facts = facts if facts.title else replace(facts, title=_title(facts))
    lacking = () if facts.date else (finding("EG114.date", Location(path.as_posix()), sidecar=beside),)
    if not page_texts or facts.media_type != _PDF:
        return facts, lacking
    from epubgen.back_file.read_pdf import read_pdf  # noqa: PLC0415 - only texts of PDFs need the room of pictures

    pages, labels, modified, untold = read_pdf(path)
    return replace(facts, stories=pages, pages=labels, modified=modified), (*lacking, *untold)


def own_identifier(facts: IssueFacts) -> str:
    """Return an identifier for an issue that has none of its own."""
    return made_identifier(facts.series.id, facts.date, facts.number, facts.edition, facts.sha256)


def _with_name(facts: IssueFacts, told: Mapping[str, str]) -> IssueFacts:
    """Return the facts with those in the file name."""
    day = day_in(told) or facts.date or (None if facts.ours else day_of_name(facts.file))
    return replace(
        facts,
        date=day,
        number=told.get("number", facts.number),
        volume=told.get("volume", facts.volume),
        edition=told.get("edition", facts.edition),
    )


def _with_sidecar(facts: IssueFacts, sidecar: IssueSidecar | None) -> IssueFacts:
    return with_sidecar(facts, sidecar) if sidecar else facts


def _series(
    series: SeriesFacts, facts: IssueFacts, titles: LibraryTitles, wanted: str, ruled: LibraryTitle | None
) -> SeriesFacts:
    """Return the title of the issue from ``library.yaml``, or else from the sidecar or the file."""
    if wanted:
        ruled = next((one for one in titles.titles if wanted == one.id or wanted in one.names), None)
        series = SeriesFacts(id=series_key(wanted), name=wanted, kind=series.kind)
    title = ruled or (title_of(titles, series) if series.name else None)
    if title is None:
        return series
    period = title.period(facts.date) if facts.date else None
    return replace(
        series,
        id=title.id,
        name=title.name_on(facts.date),
        kind=title.kind or series.kind,
        issn=(period.issn if period else "") or title.issn or series.issn,
        eissn=title.eissn or series.eissn,
        cn=(period.cn if period else "") or title.cn or series.cn,
    )


def _pdf(path: Path, file: str) -> IssueFacts:
    """Return the facts of a file without a package document: those of its bytes."""
    with open_regular(path) as opened:
        sha256, size = file_sha256(opened), opened.seek(0, 2)
        opened.seek(0)
        if b"%PDF-" not in opened.read(_PDF_HEAD):
            raise SourceError(finding("EG111.damaged", Location(path.as_posix())))
    return IssueFacts(
        identifier="",
        title="",
        series=SeriesFacts(id="", name=""),
        date=None,
        modified="",
        file=file,
        media_type=_PDF,
        size=size,
        sha256=sha256,
    )


def _title(facts: IssueFacts) -> str:
    return " ".join(filter(None, (facts.series.name, facts.date.isoformat() if facts.date else "", facts.number)))
