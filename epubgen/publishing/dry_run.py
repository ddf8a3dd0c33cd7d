# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a run would do, told without building: editions as they would be, and whether a correction will be asked for."""

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
    """An edition that is not built, as a receipt lists it: no size, no sums, no instant at which it was built."""
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
    """EG094, where an issue went out and is another one now: words are compared only when it is built.

    Args:
        old: the receipt of the last run.
        digest: of the issue as it is now.
        options: of this run; one that asks for a correction, or for none, needs no word about it.
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
