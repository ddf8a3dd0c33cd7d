# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that compare the issue with those beside it: its place in the series, yesterday's stories, withdrawals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.issue_folder.neighbours import Neighbour
from epubgen.linting.context import LintContext
from epubgen.model import Article, Issue
from epubgen.model.series import series_count, series_position

_STANDING = frozenset({"ad", "notice"})
"""Kinds that are printed again from issue to issue."""


def one_count_in_a_series(context: LintContext) -> Iterator[Finding]:
    """D10: one series counts one thing; an extra without number would sort after all numbered issues for ever."""
    mine = series_count(context.issue)
    others = [entry for entry in context.neighbours if series_count(entry.issue) != "position"]
    counts = {series_count(entry.issue) for entry in others}
    if mine == "position" or len(counts) != 1 or mine in counts:
        return
    nearest = others[0].issue
    yield context.about_issue(
        f"D10.{series_count(nearest)}",
        "numbering",
        place=series_position(context.issue),
        other=nearest.date,
        theirs=series_position(nearest),
        between=_after(series_position(nearest)),
    )


def places_differ(context: LintContext) -> Iterator[Finding]:
    """D11: two issues of one place are one book to a library server, and the second cannot be opened."""
    mine = series_position(context.issue)
    for entry in context.neighbours:
        if series_position(entry.issue) == mine and _identity(entry.issue) != _identity(context.issue):
            yield context.about_issue("D11", "numbering", place=mine, folder=entry.folder)
            return


def stories_are_new(context: LintContext) -> Iterator[Finding]:
    """D12: stories whose files are, byte for byte, those of the last issue; one finding names them all."""
    last = _last(context)
    known = last.story_hashes() if last else frozenset()
    same = [
        story.id
        for story in context.printed_stories
        if story.kind not in _STANDING and _file_hash(context, story) in known
    ]
    if last and same:
        yield context.about_issue("D12", "date", n=len(same), stories=", ".join(same), folder=last.folder)


def withdrawn_stories_stay_away(context: LintContext) -> Iterator[Finding]:
    """R06: what the last issue took back is not printed again."""
    last = _last(context)
    gone = {word: story for story in (last.withdrawn() if last else ()) for word in (story.id, story.headline)}
    for story in context.printed_stories:
        if old := gone.get(story.headline) or gone.get(story.id):
            yield context.about(
                "R06", story, "title", title=story.headline, other=old.headline, folder=last and last.folder
            )


def _after(position: str) -> str:
    """A place between this one and the next."""
    return f"{position}5" if "." in position else f"{position}.5"


def _file_hash(context: LintContext, story: Article) -> str:
    """SHA-256 of the file of a story; empty where it has none of its own."""
    inputs = context.inputs
    if inputs is None or story.at is None:
        return ""
    name = story.at.file.removeprefix(f"{inputs.label}/")
    return hashlib.sha256(inputs.read(name)).hexdigest() if name.endswith(".md") and inputs.has(name) else ""


def _last(context: LintContext) -> Neighbour | None:
    return next((entry for entry in context.neighbours if entry.is_earlier), None)


def _identity(issue: Issue) -> tuple[object, ...]:
    return (issue.date, issue.edition, issue.special)
