# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two titles in a real calibre library: every issue in its series, in the order of its days."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest

import epubgen
from epubgen.model import Article, Issue, Numbering, Paragraph, Publication, Text
from tests.conformance import calibre_web

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("calibredb"), reason="a library needs calibre: apt install calibre"),
]

Mode = Literal["horizontal", "vertical"]
DAILY = Publication(id="tide-daily", title="潮汐日报", language="zh-Hans", frequency="daily")
MONTHLY = Publication(id="tide-monthly", title="潮汐月刊", language="zh-Hans", kind="magazine", frequency="monthly")


def _issue(paper: Publication, day: date, **fields: object) -> Issue:
    story = Article(id="a", title=(f"{day}的事",), kind="brief", body=(Paragraph(text=(Text(f"{day}，潮起潮落。"),)),))
    return Issue(publication=paper, date=day, articles=(story,), **fields)  # type: ignore[arg-type]


def _issues() -> list[tuple[Issue, bool]]:
    """Sixty EPUBs, and whether each is vertical: a daily with evening papers, an extra, double issues and twins; a monthly over the year's end."""
    made: list[tuple[Issue, bool]] = []
    for count in range(30):
        day, number = date(2026, 1, 20) + timedelta(days=count), 9990 + count
        total = f"{number}-{number + 1}" if count == 10 else str(number if count < 10 else number + 1)
        made.append((_issue(DAILY, day, numbering=Numbering(total=total)), False))
        if count % 6 == 0:
            made.append((_issue(DAILY, day, numbering=Numbering(total=total), edition="晚报"), False))
        if count == 12:
            made.append((_issue(DAILY, day, numbering=Numbering(total=total), special="号外"), False))
        if count < 10:
            made.append((_issue(DAILY, day, numbering=Numbering(total=total)), True))
    for count in range(14):
        year, month = divmod(count + 6, 12)
        day, numbering = date(2025 + year, month + 1, 1), Numbering(volume=str(11 + year), issue=str(month + 1))
        if count == 3:  # the issue before was a double one: its supplement stands here
            made.append((_issue(MONTHLY, day, numbering=numbering, special="增刊"), False))
            continue
        if count == 2:
            numbering = replace(numbering, issue=f"{month + 1}-{month + 2}")
        made.append((_issue(MONTHLY, day, numbering=numbering), False))
    return made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library that holds them all."""
    home = tmp_path_factory.mktemp("calibre")
    issues = _issues()
    assert len(issues) == 60
    (home / "books").mkdir()
    for count, (issue, vertical) in enumerate(issues):
        mode: Mode = "vertical" if vertical else "horizontal"
        epubgen.build(issue, home / "books" / f"{count:02d}.epub", writing_mode=mode, cover="none")
    command = [
        "calibredb",
        "add",
        "--duplicates",
        "--recurse",
        str(home / "books"),
        "--with-library",
        str(home / "library"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return home / "library"


SERIES = {"潮汐日报": 36, "潮汐日报（竖排版）": 10, "潮汐月刊": 14}


def test_a_library_of_two_titles_is_grouped_and_ordered(library: Path) -> None:
    """In the order of calibre's own list, which sorts by these columns."""
    rows = (
        sqlite3.connect(library / "metadata.db")
        .execute(
            "select series.name, books.series_index, books.title from books join books_series_link on book = books.id "
            "join series on series.id = series order by series.name, books.series_index"
        )
        .fetchall()
    )
    shelves: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for name, index, title in rows:
        shelves[name].append((index, title))
    assert {name: len(entries) for name, entries in shelves.items()} == SERIES
    for entries in shelves.values():
        _are_in_order([title for _, title in entries])
        assert len({index for index, _ in entries}) == len(entries)


def _are_in_order(titles: list[str]) -> None:
    """By day; on one day the paper itself, its evening edition, its extra."""
    kinds = ("晚报", "号外")
    keys = [(title.split()[1], next((n for n, kind in enumerate(kinds, 1) if kind in title), 0)) for title in titles]
    assert keys == sorted(keys)


def test_calibre_web_shows_the_same_order(library: Path, tmp_path: Path) -> None:
    """Its page of a series, as a browser shows it."""
    if missing := calibre_web.missing():
        pytest.skip(missing)
    shown = calibre_web.series(library, tmp_path)
    assert {name: len(titles) for name, titles in shown.items()} == SERIES
    for titles in shown.values():
        _are_in_order(titles)
