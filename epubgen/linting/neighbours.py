# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that compare the issue with neighbouring issues: place in the series, repeated stories, withdrawals."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from epubgen.errors import Finding
from epubgen.issue_folder.neighbours import Neighbour, passages_of
from epubgen.linting.context import LintContext
from epubgen.model import Article, Issue
from epubgen.model.series import series_count, series_position

_STANDING = frozenset({"ad", "notice"})
"""Kinds that are printed again from issue to issue."""


def one_count_in_a_series(context: LintContext) -> Iterator[Finding]:
    """D10: all issues of a series are counted in one way.

    Without a number an issue would sort after all numbered ones.
    """
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
    """D11: two issues have the same place in the series.

    A library server shows them as one book and cannot open the second.
    """
    mine = series_position(context.issue)
    for entry in context.neighbours:
        if series_position(entry.issue) == mine and _identity(entry.issue) != _identity(context.issue):
            yield context.about_issue("D11", "numbering", place=mine, folder=entry.folder)
            return


def numbers_follow(context: LintContext) -> Iterator[Finding]:
    """D16: the numbers differ from those of the last issue, and the total number is higher.

    D11 covers an equal total number.
    """
    last, issue = _last(context), context.issue
    if last is None or last.issue.date >= issue.date or issue.special or last.issue.special:
        return
    mine, theirs = issue.numbering, last.issue.numbering
    facts = {"folder": last.folder, "other": last.issue.date}
    if mine.total.isdigit() and theirs.total.isdigit() and int(mine.total) < int(theirs.total):
        yield context.about_issue("D16.back", "numbering.total", value=mine.total, theirs=theirs.total, **facts)
    if mine.issue and (mine.volume, mine.issue) == (theirs.volume, theirs.issue):
        yield context.about_issue("D16", "numbering.issue", value=mine.issue, **facts)
    same_year = issue.date.year == last.issue.date.year
    if mine.year_issue and same_year and mine.year_issue == theirs.year_issue:
        yield context.about_issue("D16", "numbering.year_issue", value=mine.year_issue, **facts)


def stories_are_new(context: LintContext) -> Iterator[Finding]:
    """D12: stories that were in the last issue. One finding names all whose files are byte for byte the same."""
    last = _last(context)
    if last is None:
        return
    known = last.story_hashes()
    new = [story for story in context.printed_stories if story.kind not in _STANDING]
    same = [story.id for story in new if _file_hash(context, story) in known]
    if same:
        yield context.about_issue("D12", "date", n=len(same), stories=", ".join(same), folder=last.folder)
    yield from _nearly_the_same(context, last, [story for story in new if story.id not in same])


def _nearly_the_same(context: LintContext, last: Neighbour, stories: Iterable[Article]) -> Iterator[Finding]:
    """D12.near: stories that share most paragraphs with one story of the last issue, as when only a date changed."""
    homes: dict[str, list[str]] = {}
    for stem, passages in last.passages().items():
        for passage in passages:
            homes.setdefault(passage, []).append(stem)
    for story in stories:
        own = passages_of(_file_data(context, story))
        shared: Counter[str] = Counter()
        for passage in own:
            shared.update({stem: len(passage) for stem in homes.get(passage, ())})
        stem, length = max(shared.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if length >= _LONG and length >= _MOSTLY * sum(map(len, own)):
            yield context.about("D12.near", story, "title", title=story.headline, other=stem, folder=last.folder)


_LONG = 40
"""Characters that two stories do not share by chance."""
_MOSTLY = 0.7


def withdrawn_stories_stay_away(context: LintContext) -> Iterator[Finding]:
    """R06: a story that the last issue withdrew is printed again."""
    last = _last(context)
    gone = {word: story for story in (last.withdrawn() if last else ()) for word in (story.id, story.headline)}
    for story in context.printed_stories:
        if old := gone.get(story.headline) or gone.get(story.id):
            yield context.about(
                "R06", story, "title", title=story.headline, other=old.headline, folder=last and last.folder
            )


def _after(position: str) -> str:
    """Return a place in the series between this one and the next."""
    return f"{position}5" if "." in position else f"{position}.5"


def _file_hash(context: LintContext, story: Article) -> str:
    """Return the SHA-256 of a story's file in hex; empty where the story has no file of its own."""
    data = _file_data(context, story)
    return hashlib.sha256(data).hexdigest() if data else ""


def _file_data(context: LintContext, story: Article) -> bytes:
    """Return the bytes of a story's file; empty where the story has no file of its own."""
    inputs = context.inputs
    if inputs is None or story.at is None:
        return b""
    name = story.at.file.removeprefix(f"{inputs.label}/")
    return inputs.read(name) if name.endswith(".md") and inputs.has(name) else b""


def _last(context: LintContext) -> Neighbour | None:
    return next((entry for entry in context.neighbours if entry.is_earlier), None)


def _identity(issue: Issue) -> tuple[object, ...]:
    return (issue.date, issue.edition, issue.special)
