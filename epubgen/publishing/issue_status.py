# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects what an issue still needs before the deadline: pages, photos, answers, worst findings, deliveries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Unpack

from epubgen.api import settled
from epubgen.epub.edition import file_name
from epubgen.epub.edition.identity import number_part
from epubgen.errors import Finding, OptionsError, Report, Severity, SourceError
from epubgen.images.uses import uses
from epubgen.importers.open_source import IssueSource
from epubgen.issue_folder import issue_folders
from epubgen.model import Issue
from epubgen.options import OptionKeywords, Options, with_option_words
from epubgen.pipeline.build import photo_findings
from epubgen.pipeline.prepare import PreparedIssue, prepare_issue
from epubgen.publishing.build_editions import issue_digest
from epubgen.publishing.plan import EPUB, DeliverySelection, plan_publishing
from epubgen.publishing.receipt import PROGRAM, DeliveryRecord, Receipt
from epubgen.publishing.receipt_store import ReceiptStore
from epubgen.startup import dataclass

__all__ = ["IssueStatus", "status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStatus:
    """How far an issue is. If it cannot be read, ``readable`` is false and ``report`` says why."""

    source: str
    """The issue as one would type it."""
    readable: bool = True
    title: str = ""
    """Title of the publication."""
    date: str = ""
    number: str = ""
    """As printed: ``No. 12``."""
    pages: tuple[str, ...] = ()
    """Numbers of the pages that are there."""
    announced: int | None = None
    """How many pages ``page_count`` says."""
    missing_pages: tuple[str, ...] = ()
    """Numbers that lie between those that are there."""
    empty_pages: tuple[str, ...] = ()
    """Pages without a story."""
    stories: int = 0
    """Stories that readers would see now."""
    drafts: tuple[str, ...] = ()
    """Ids of stories with ``draft: true``."""
    photos: int = 0
    """Different files of photos that the issue names."""
    awaited_photos: tuple[str, ...] = ()
    """Those that are not there."""
    report: Report = field(default_factory=Report)
    """All that ``lint`` finds, and what is wrong with ``publish:``."""
    receipt: Receipt | None = None
    """What ``publish`` did last."""
    deliveries: tuple[DeliveryRecord, ...] = ()
    """Each delivery that ``publication.yaml`` asks for, and what became of it."""
    changed: bool = False
    """Whether the issue is another one now than the one that was published."""

    @property
    def questions(self) -> tuple[Finding, ...]:
        """Return the open questions of an import (A08)."""
        return tuple(found for found in self.report.findings if found.code == "A08")

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the facts for ``--json``, with sentences in ``en`` or ``zh``."""
        own = ("source", "readable", "title", "date", "number", "announced", "stories", "photos", "changed")
        lists = ("pages", "missing_pages", "empty_pages", "drafts", "awaited_photos")
        counts = {weight.value: self.report.count(weight) for weight in Severity}
        sent = self.receipt.as_json(lang) if self.receipt else None
        return {
            **{name: getattr(self, name) for name in own},
            **{name: list(getattr(self, name)) for name in lists},
            "questions": len(self.questions),
            "counts": counts,
            "findings": [found.as_json(lang) for found in self.report.findings],
            "deliveries": [
                {"name": one.name, "where": one.where, "state": one.state, "at": one.last.at if one.last else ""}
                for one in self.deliveries
            ],
            "receipt": sent,
        }

    def text(self, lang: str = "en") -> str:
        """Return the status on one screen, as ``epubgen status`` prints it, in ``en`` or ``zh``."""
        from epubgen.publishing.issue_status_text import status_text  # noqa: PLC0415 - it imports this module

        return status_text(self, lang)

    def __str__(self) -> str:
        return self.text()


@with_option_words
def status(
    source: IssueSource = ".",
    folder: str | os.PathLike[str] | None = None,
    *,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> IssueStatus:
    """Say what an issue still needs before the deadline; nothing is written, built or sent.

    Args:
        source: an issue folder, or a publication folder for its newest issue; else as for ``publish``.
        folder: where the EPUBs and the receipt are; ``None``: they are looked for in the current folder, in the folder
            of the publication, and in the folders below these two.
        options: all options as one value; the build options decide whether the issue has changed.
        settings: single options; they go before ``options``.

    Raises:
        OptionsError: an option that is unknown or cannot be used; a path that does not exist.
    """
    options = settled(settings, options)
    source = _newest(source)
    name = Path(source).as_posix() if isinstance(source, (str, os.PathLike)) else ""
    try:
        prepared = prepare_issue(source, options)
    except SourceError as error:
        return IssueStatus(source=name, readable=False, report=Report(error.findings))
    found = (*prepared.findings, *photo_findings(prepared, options))
    last = _receipt(prepared, folder)
    deliveries, faults = _deliveries(prepared.issue, last)
    changed = last is not None and last.program == PROGRAM and last.digest != issue_digest(prepared, options)
    return replace(
        _contents(prepared, found),
        source=name,
        report=Report((*found, *faults)),
        receipt=last,
        deliveries=deliveries,
        changed=changed,
    )


def _newest(source: IssueSource) -> IssueSource:
    """Return the newest issue of a publication folder; any other source unchanged."""
    if not isinstance(source, (str, os.PathLike)):
        return source
    here = Path(source)
    if not here.is_dir() or (here / "issue.yaml").is_file():
        return source
    return next(reversed(issue_folders(here)), source)


def _contents(prepared: PreparedIssue, found: tuple[Finding, ...]) -> IssueStatus:
    issue = prepared.issue
    shown = prepared.completed.articles
    filled = {number for story in shown for number in story.page}
    named = [page.number for page in issue.pages] or sorted(filled)
    files = dict.fromkeys(use.photo.file for use in uses(issue) if use.photo.file)
    return IssueStatus(
        source="",
        title=issue.publication.title,
        date=issue.date.isoformat(),
        number=number_part(issue),
        pages=tuple(dict.fromkeys(named)),
        announced=issue.page_count,
        missing_pages=_said(found, "N08", "pages"),
        empty_pages=tuple(number for number in dict.fromkeys(named) if number not in filled),
        stories=len(shown),
        drafts=tuple(story.id for story in issue.articles if story.draft),
        photos=len(files),
        awaited_photos=_said(found, "F01", "file"),
    )


def _said(found: tuple[Finding, ...], code: str, name: str) -> tuple[str, ...]:
    """Return what the findings of one code name, each once."""
    told = (dict(entry.args).get(name, "") for entry in found if entry.code == code)
    return tuple(dict.fromkeys(word for words in told for word in words.split(", ") if word))


def _receipt(prepared: PreparedIssue, folder: str | os.PathLike[str] | None) -> Receipt | None:
    """Return the receipt of the last run; the newest one if several folders hold one."""
    stem = file_name(prepared.issue).removesuffix(EPUB)
    places = [Path(folder)] if folder is not None else list(_places(prepared))
    held = (ReceiptStore(place, stem, "en").read().receipt for place in dict.fromkeys(places))
    own = [found for found in held if found and found.publication == prepared.issue.publication.id]
    return max(own, key=lambda found: found.started, default=None)


_MOST_PLACES = 500


def _places(prepared: PreparedIssue) -> Iterator[Path]:
    """Yield the folders in which a receipt usually is: here, beside the publication, and one level below each."""
    for home in (Path(), *([prepared.inputs.root] if prepared.inputs.root else [])):
        yield home
        inner = (path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
        yield from (path for path, _ in zip(inner, range(_MOST_PLACES), strict=False))


def _deliveries(issue: Issue, last: Receipt | None) -> tuple[tuple[DeliveryRecord, ...], tuple[Finding, ...]]:
    """Return each planned delivery with its state in the receipt, and what is wrong with the plan."""
    try:
        _, planned = plan_publishing(issue, DeliverySelection())
    except OptionsError as error:
        return (last.deliveries if last else ()), error.findings
    known = {entry.name: entry for entry in (last.deliveries if last else ())}
    waiting = {
        one.delivery.name: DeliveryRecord(
            name=one.delivery.name, exporter=one.exporter.name, state="waiting", where=one.goal
        )
        for one in planned
    }
    return tuple((waiting | known).values()), ()
