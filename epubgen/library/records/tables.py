# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for libraries: the titles as KBART, the stories as CSV (题录)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from epubgen.languages.digits import is_issn
from epubgen.library.facts import IssueFacts, SeriesFacts

__all__ = ["KBART_COLUMNS", "STORY_COLUMNS", "harmless_cell", "kbart", "story_header", "story_rows"]

KBART_COLUMNS = (
    "publication_title", "print_identifier", "online_identifier", "date_first_issue_online", "num_first_vol_online",
    "num_first_issue_online", "date_last_issue_online", "num_last_vol_online", "num_last_issue_online", "title_url",
    "first_author", "title_id", "embargo_info", "coverage_depth", "notes", "publisher_name", "publication_type",
    "date_monograph_published_print", "date_monograph_published_online", "monograph_volume", "monograph_edition",
    "first_editor", "parent_publication_title_id", "preceding_publication_title_id", "access_type",
)  # fmt: skip
"""NISO RP-9-2014, in its order."""
STORY_COLUMNS = (
    "title", "issn", "date", "number", "position", "headline", "deck", "authors", "section", "column", "page",
    "identifier", "url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a table program takes for the beginning of a formula."""


def kbart(titles: Iterable[tuple[SeriesFacts, str, str, str, str]]) -> bytes:
    """The titles, tab-separated, a row each.

    Args:
        titles: of each title its series, its id, its publisher, the day of the first issue, the address of its page.
    """
    rows = ["\t".join(KBART_COLUMNS)]
    for series, title_id, publisher, first, page in titles:
        said = {
            "publication_title": series.name or title_id,
            "print_identifier": series.issn if is_issn(series.issn) else "",
            "online_identifier": series.eissn if is_issn(series.eissn) else "",
            "date_first_issue_online": first,
            "title_url": page,
            "title_id": title_id,
            "coverage_depth": "fulltext",
            "publisher_name": publisher,
            "publication_type": "serial",
            "access_type": "F",
        }
        rows.append("\t".join(said.get(column, "").replace("\t", " ") for column in KBART_COLUMNS))
    return ("\n".join(rows) + "\n").encode()


def story_header() -> bytes:
    """The head of the list of stories; its mark lets Excel read Chinese."""
    return b"\xef\xbb\xbf" + _rows([STORY_COLUMNS]) + b"\r\n"


def story_rows(facts: IssueFacts, address: str) -> bytes:
    """The stories of an issue, a row each, without a line end behind the last.

    A cell that would be taken for a formula begins with an apostrophe.
    """
    series = facts.series
    day = facts.date.isoformat() if facts.date else ""
    shared = (series.name, series.eissn or series.issn, day, facts.number)
    rows = [
        (
            *shared,
            str(story.position),
            story.title,
            story.deck,
            "; ".join(story.authors),
            story.section,
            story.column,
            story.page,
            facts.identifier,
            f"{address}#s{story.position}",
        )
        for story in facts.stories
    ]
    return _rows(rows)


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    made = StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows([[harmless_cell(cell) for cell in row] for row in rows])
    return made.getvalue().removesuffix("\r\n").encode(errors="replace")


def harmless_cell(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
