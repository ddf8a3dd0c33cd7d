# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds printed pages without questions: leaves out what cannot be read, and scores how well the rest was read."""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from epubgen.back_file.batch.built import JOURNAL, Built
from epubgen.back_file.batch.sources import BatchSource
from epubgen.errors import Finding, Location, OptionsError, Severity, SourceError, finding
from epubgen.model import Issue
from epubgen.options import Options
from epubgen.pipeline.prepare import PreparedIssue, prepare_issue
from epubgen.transforms.reading_time import measure

__all__ = ["page_quality", "readable_pages", "worst_issues"]

_SORTING = "EG109"
_MISREAD = "misread"
_QUESTION, _PAGE, _MISREADING = 2.0, 30.0, 10.0
"""What an open question, a missing page, and a misreading in a thousand characters take from the score: no answer
brings back a page."""


def readable_pages(source: BatchSource, options: Options) -> tuple[tuple[str, ...], PreparedIssue, tuple[Finding, ...]]:
    """Return the pages of an issue that can be read together, the issue, and what was left out and why.

    Raises:
        SourceError: no page can be read, or the fault is not that of a single page.
    """
    pages = tuple(source.source) if isinstance(source.source, tuple) else ()
    left: tuple[Finding, ...] = ()
    while True:
        try:
            return pages, prepare_issue(pages, options), left
        except SourceError as error:
            errors = [found for found in error.findings if found.severity is Severity.ERROR]
            faulty = {page for page in pages for found in errors if found.at and _is_at(found.at.file, page)}
            if not faulty or len(faulty) == len(pages):
                raise
            pages = tuple(page for page in pages if page not in faulty)
            left += tuple(replace(found, severity=Severity.WARNING) for found in errors)
            left += tuple(finding("EG109.left", at, "", page=at.file) for at in _places(errors, faulty))


def _is_at(file: str, page: str) -> bool:
    return Path(file) == Path(page) or Path(file).resolve() == Path(page).resolve()


def _places(errors: Sequence[Finding], faulty: Iterable[str]) -> list[Location]:
    return [next(found.at for found in errors if found.at and _is_at(found.at.file, page)) for page in sorted(faulty)]


def page_quality(
    issue: Issue, findings: Iterable[Finding], missing: Sequence[str], left: Sequence[Finding]
) -> dict[str, float]:
    """Return how well the pages of an issue were read.

    Returns:
        ``questions`` to an editor, ``missing_pages``, ``misreadings`` in a thousand characters or words, and ``score``:
            from
        100 (no doubts) down to 0.
    """
    single = [one for found in findings for one in (found.each or (found,))]
    asked = sum(one.code in ("A08", _SORTING) for one in single)
    doubts = sum(_MISREAD in one.key for one in single)
    letters = sum(sum(measure(story)) for story in issue.articles)
    gone = len(missing) + sum(one.key == "EG109.left" for one in left)
    misreadings = round(1000 * doubts / max(letters, 1), 2)
    score = 100 - _QUESTION * asked - _PAGE * gone - _MISREADING * misreadings
    return {
        "questions": asked,
        "missing_pages": gone,
        "misreadings": misreadings,
        "score": round(min(100.0, max(0.0, score)), 1),
    }


def worst_issues(journal: str | os.PathLike[str], worst: int = 50) -> tuple[Built, ...]:
    """Return the issues of a batch that most need a check: those that failed, then those with the lowest score.

    Args:
        journal: ``batch.jsonl``, or its folder.
        worst: the number of issues.

    Raises:
        OptionsError: EG003 the folder has no batch.
    """
    path = Path(journal)
    path = path / JOURNAL if path.is_dir() else path
    if not path.is_file():
        raise OptionsError(finding("EG003", Location(path.as_posix()), "", near=""))
    with path.open("rb") as file:
        read = (Built.read(line) for line in file)
        rated = (built for built in read if built and (built.quality or not built.ok))
        return tuple(heapq.nsmallest(worst, rated, key=_rating))


def _rating(built: Built) -> tuple[float, str]:
    return (float((built.quality or {}).get("score", -1.0)) if built.ok else -1.0, built.source)
