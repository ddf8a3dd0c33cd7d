# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tracks corrections from run to run.

Which revision was sent, which instant the next one must exceed, which lines stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from epubgen.epub.edition.identity import stamp
from epubgen.model import Revision
from epubgen.options import Options
from epubgen.pipeline.prepare import EarlierCopy, PreparedIssue
from epubgen.publishing.receipt import Receipt, RevisionLine, out
from epubgen.serialization.scalars import loose_date

__all__ = ["copies_out", "kept_lines", "out_again"]


def out_again(options: Options, old: Receipt | None, digest: str, updated: datetime | None) -> Options:
    """Return the options with the revision that was sent, so that a rebuilt file has the same text and instant.

    Args:
        options: of this run.
        old: the receipt of the last run.
        digest: hash of the issue as it is now.
        updated: the issue's own ``updated``; if it is later than the revision, the issue has changed.
    """
    if old is None or options.revision not in ("", old.revision):
        return options
    at = next((made.modified for made in old.editions if made.modified), "")
    if not (old.revision and at):
        return options
    if old.digest != digest and (options.revision or (updated and stamp(updated) > at)):
        return options  # what was typed anew, or dated anew, is news; a photo, a sheet or a new version is none
    return replace(options, revision=old.revision, clock=datetime.fromisoformat(at))


def copies_out(old: Receipt, *, again: bool) -> EarlierCopy:
    """Return the files that a receipt names as sent.

    Args:
        old: the receipt of the last run.
        again: whether its own revision is built again.
    """
    sent = [copy.modified for entry in old.deliveries for copy in out(entry)]
    latest = max([*sent, *(made.modified for made in old.editions)], default="")
    return EarlierCopy(latest, tuple(_revisions(old)), again)


def kept_lines(
    old: Receipt | None, plain: PreparedIssue, printed: Sequence[Revision] | None, options: Options
) -> tuple[RevisionLine, ...]:
    """Return the revision lines that the issue itself does not hold; the next run prints them again.

    Args:
        old: the receipt of the last run.
        plain: the issue as it stands in its files.
        printed: the lines that the editions of this run print; ``None`` if none was built.
        options: of this run.
    """
    if not options.revision:
        return ()
    if printed is None:
        return old.revisions if old else ()
    own = {str(line.text) for line in plain.issue.revisions}
    lines = [line for line in printed if line.date and str(line.text) not in own]
    return tuple(RevisionLine(text=str(line.text), date=f"{line.date}", articles=line.articles) for line in lines)


def _revisions(old: Receipt) -> Iterator[Revision]:
    """Return the revision lines that were sent; a receipt of 0.1.0 has only the text of the last one."""
    for line in old.revisions:
        yield Revision(text=line.text, date=loose_date(line.date), articles=line.articles)
    at = next((made.modified for made in old.editions if made.modified), "")
    if old.revision and at and not old.revisions:
        yield Revision(text=old.revision, date=datetime.fromisoformat(at).date())
