# SPDX-License-Identifier: AGPL-3.0-or-later
"""The coverage of a title as KBART lists it: a row for each name, and a new row after a gap of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.database.entries import HeldIssue
from epubgen.back_file.holdings import HeldRun, holdings_of
from epubgen.back_file.records.tables import KbartRow
from epubgen.model.held_titles import LibraryTitle

__all__ = ["kbart_rows"]

_GAP = dt.timedelta(days=365)
"""From so long a gap on a title is listed again."""


def kbart_rows(cards: Sequence[IssueCard], title_id: str, page: str, title: LibraryTitle | None) -> Iterator[KbartRow]:
    """Return the rows of a title, the oldest first.

    Args:
        cards: the issues of the title, the newest first.
        title_id: the id of the title.
        page: the address of its page.
        title: what a librarian wrote about it.
    """
    dated = [card for card in reversed(cards) if card.day]
    if not dated:
        yield KbartRow(series=cards[0].series, title_id=title_id, publisher=cards[0].publisher, page=page)
    before = ""
    has_ended = title is not None and bool(title.until or title.continued_by)
    for name, named in groupby(dated, lambda card: title.name_on(dt.date.fromisoformat(card.day)) if title else ""):
        issues = tuple(named)
        own = _id(issues[0], title_id, name, title)
        spans = list(_spans(issues, title))
        for place, (first, last) in enumerate(spans, start=1):
            goes_on = place == len(spans) and issues[-1] is dated[-1] and not has_ended
            yield KbartRow(
                series=issues[-1].series,
                title_id=own,
                preceding=before if before != own else "",
                publisher=issues[-1].publisher,
                page=page,
                first=(first.first.isoformat(), first.first_volume, first.first_number),
                last=("", "", "") if goes_on else (last.last.isoformat(), last.last_volume, last.last_number),
            )
        before = own


def _id(issue: IssueCard, title_id: str, name: str, title: LibraryTitle | None) -> str:
    """Return the id of a title under one of its names. A former name has the year in which it began."""
    period = title.period(dt.date.fromisoformat(issue.day)) if title else None
    return f"{title_id}-{period.since.year}" if title and period and name != title.name else title_id


def _spans(issues: Sequence[IssueCard], title: LibraryTitle | None) -> Iterator[tuple[HeldRun, HeldRun]]:
    """Yield the first and last run of each span of time without a gap of a year."""
    runs = holdings_of(tuple(map(_held, issues)), title).runs
    begin = runs[0]
    for run, next_ in zip(runs, (*runs[1:], None), strict=True):
        if next_ is None or next_.first - run.last >= _GAP:
            yield begin, run
            begin = next_ or run


def _held(card: IssueCard) -> HeldIssue:
    """Return the card as a line of the list of issues."""
    return HeldIssue(
        id=0,
        series=card.series.id,
        series_name=card.series.name,
        identifier=card.identifier,
        date=dt.date.fromisoformat(card.day),
        number=card.number,
        volume=card.volume,
        edition=card.edition,
        title=card.title,
        modified=card.updated,
        file=card.file,
        size=card.size,
        sha256=card.sha256,
        mtime=card.changed,
        stories=card.stories,
    )
