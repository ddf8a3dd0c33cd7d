# SPDX-License-Identifier: AGPL-3.0-or-later
"""Describes a run without building: the editions as they would be, and whether a correction will be needed."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.edition.identity import corrected_mark, identifier, issue_title, modified
from epubgen.errors import Finding, finding
from epubgen.images import find_target
from epubgen.images.uses import uses
from epubgen.languages.time_zones import instant_words
from epubgen.options import Options
from epubgen.pipeline.prepare import PreparedIssue
from epubgen.publishing.plan import PlannedEdition
from epubgen.publishing.receipt import PROGRAM, BuiltEdition, Receipt, out

__all__ = ["changed_since_sent", "edition_to_build"]


def edition_to_build(planned: PlannedEdition, prepared: PreparedIssue, options: Options) -> BuiltEdition:
    """Return the receipt entry of an edition that is not built: without size, checksum and instant."""
    issue, limits = prepared.completed, find_target(planned.target)
    photos = {use.photo.file for use in uses(issue) if use.photo.file and prepared.inputs.has(use.photo.file)}
    return BuiltEdition(
        name=planned.name,
        wanted=planned.wanted,
        file=planned.file,
        format=planned.format,
        target=planned.target,
        writing_mode=planned.mode,
        title=issue_title(issue, planned.mode),
        identifier=identifier(issue, planned.mode),
        size=0,
        sha256="",
        warn=limits.warn,
        stop=limits.stop,
        channels=(),
        stories=len(issue.articles),
        photos=len(photos),
        modified=modified(issue, options.now),
        words="",
        built="",
        epubcheck="",
        device="",
        key="",
        mark=corrected_mark(issue),
    )


def changed_since_sent(old: Receipt | None, digest: str, options: Options, zone: str) -> Iterator[Finding]:
    """Return EG094 if the issue was sent and has changed since; only a build can say whether its text changed.

    Args:
        old: the receipt of the last run.
        digest: hash of the issue as it is now.
        options: of this run; with ``revision`` or ``replace`` there is nothing to report.
        zone: the time zone in which the message gives the instant.
    """
    if old is None or old.digest == digest or old.program != PROGRAM or options.revision or options.replace:
        return
    sent = [entry for entry in old.deliveries if out(entry)]
    if sent:
        at = max(entry.last.at if entry.last else entry.started for entry in sent)
        yield finding(
            "EG094", None, "", at=instant_words(at, zone, seconds=False), names=", ".join(e.name for e in sent)
        )
