# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for libraries: the titles as KBART, the stories as CSV (题录)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from epubgen.back_file.facts import IssueFacts, SeriesFacts
from epubgen.languages.digits import is_issn
from epubgen.startup import dataclass

__all__ = ["KBART_COLUMNS", "STORY_COLUMNS", "KbartRow", "harmless_cell", "kbart", "story_header", "story_rows"]

KBART_COLUMNS = (
    "publication_title", "print_identifier", "online_identifier", "date_first_issue_online", "num_first_vol_online",
    "num_first_issue_online", "date_last_issue_online", "num_last_vol_online", "num_last_issue_online", "title_url",
    "first_author", "title_id", "embargo_info", "coverage_depth", "notes", "publisher_name", "publication_type",
    "date_monograph_published_print", "date_monograph_published_online", "monograph_volume", "monograph_edition",
    "first_editor", "parent_publication_title_id", "preceding_publication_title_id", "access_type",
)  # fmt: skip
"""NISO RP-9-2014, in its order."""
_FIRST, _LAST = KBART_COLUMNS[3:6], KBART_COLUMNS[6:9]
STORY_COLUMNS = (
    "title", "issn", "date", "number", "position", "headline", "deck", "authors", "section", "column", "page",
    "identifier", "url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a table program takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KbartRow:
    """A title, or one of its names, over a time without a gap of a year."""

    series: SeriesFacts
    """As the title was called at its end."""
    title_id: str
    preceding: str = ""
    """Id of the title that it was before."""
    publisher: str
    page: str
    """Address of its page."""
    first: tuple[str, str, str] = ("", "", "")
    """Day, volume and number of the first issue."""
    last: tuple[str, str, str] = ("", "", "")
    """Of the last issue; empty where it goes on."""


def kbart(rows: Iterable[KbartRow]) -> bytes:
    """Return the rows, tab-separated, below the names of the columns."""
    lines = ["\t".join(KBART_COLUMNS)]
    for row in rows:
        series = row.series
        said = {
            "publication_title": series.name or row.title_id,
            "print_identifier": series.issn if is_issn(series.issn) else "",
            "online_identifier": series.eissn if is_issn(series.eissn) else "",
            "title_url": row.page,
            "title_id": row.title_id,
            "coverage_depth": "fulltext",
            "publisher_name": row.publisher,
            "publication_type": "serial",
            "preceding_publication_title_id": row.preceding,
            "access_type": "F",
        }
        said |= dict(zip(_FIRST, row.first, strict=True)) | dict(zip(_LAST, row.last, strict=True))
        lines.append("\t".join(said.get(column, "").replace("\t", " ") for column in KBART_COLUMNS))
    return ("\n".join(lines) + "\n").encode()


def story_header() -> bytes:
    """Return the head of the list of stories. Its byte order mark lets Excel read Chinese."""
    return b"\xef\xbb\xbf" + _rows([STORY_COLUMNS]) + b"\r\n"


def story_rows(facts: IssueFacts, address: str) -> bytes:
    """Return the stories of an issue, one row for each, without a line end after the last.

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
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
