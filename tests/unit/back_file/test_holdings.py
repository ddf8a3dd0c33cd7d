# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holdings: what is missing, by days, numbers, days off, combined issues, and the periods of a title's life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.back_file.database.entries import HeldIssue
from epubgen.back_file.facts import SeriesFacts
from epubgen.back_file.holdings import TitleHoldings, claims_csv, holdings_of
from epubgen.back_file.titles import read_titles, title_of
from epubgen.model.held_titles import LibraryTitle, TitlePeriod
from tests.unit.back_file.foreign_epubs import paper


def held(day: str, number: str = "", **facts: Any) -> HeldIssue:
    date = dt.date.fromisoformat(day) if day else None
    told = {"edition": "", "volume": "", "identifier": f"{day}{number}"} | facts
    return HeldIssue(
        id=1, series="t", series_name="T", date=date, number=number, title="T", modified="", file="a.epub", size=1,
        sha256="", mtime=0, stories=1, **told,
    )  # fmt: skip


def told(issues: Iterable[HeldIssue], until: str = "", **title: Any) -> TitleHoldings:
    known = LibraryTitle(id="t", name="T", **title)
    return holdings_of(tuple(issues), known, dt.date.fromisoformat(until) if until else None)


def gaps(found: TitleHoldings) -> list[tuple[object, ...]]:
    return [
        (
            gap.count,
            *(day.isoformat() if day else "" for day in (gap.first, gap.last)),
            gap.first_number,
            gap.last_number,
        )
        for gap in found.gaps
    ]


def month(*days: int, number: int = 0) -> list[HeldIssue]:
    return [held(f"2024-03-{day:02}", str(number + day) if number else "") for day in days]


@pytest.mark.parametrize(
    ("issues", "title", "expected"),
    [
        (month(1, 2, 5), {"frequency": "daily"}, [(2, "2024-03-03", "2024-03-04", "", "")]),
        (month(1, 2, 4), {"frequency": "daily", "days_off": ("sunday",)}, []),
        (month(1, 4), {"frequency": "weekdays"}, []),
        (month(1, 5, number=100), {"frequency": "daily"}, [(3, "2024-03-02", "2024-03-04", "102", "104")]),
        # The numbers go on: nothing came out.
        ([held("2024-03-01", "7"), held("2024-03-04", "8")], {"frequency": "daily"}, []),
        # Combined issues stand for several.
        ([held("2024-03-01", "7-8"), held("2024-03-03", "9")], {"frequency": "daily"}, []),
        ([held("2024-03-01", "7–8"), held("2024-03-05", "11")], {"frequency": "daily"}, [(2, "2024-03-03", "2024-03-04", "9", "10")]),
        ([held("2024-01-05"), held("2024-01-12"), held("2024-01-26")], {"frequency": "weekly"}, [(1, "2024-01-19", "2024-01-19", "", "")]),
        # A weekly that a holiday moved by two days.
        ([held("2024-01-05"), held("2024-01-12"), held("2024-01-21"), held("2024-01-26")], {"frequency": "weekly"}, []),
        ([held("2024-01-01"), held("2024-02-01"), held("2024-04-01")], {"frequency": "monthly"}, [(1, "2024-03-01", "2024-03-01", "", "")]),
        # Numbers alone.
        ([held("2024-01-01", "5"), held("2024-06-01", "9")], {}, [(3, "", "", "6", "8")]),
        ([held("2024-12-31", "366"), held("2025-01-01", "1")], {"frequency": "daily"}, []),
        ([held("2024-12-30", "365"), held("2025-01-01", "1")], {"frequency": "daily"}, [(1, "2024-12-31", "2024-12-31", "", "")]),
        # Two editions and two directions of a day are one.
        ([*month(1, 2), *month(1, 2), *month(3)], {"frequency": "daily"}, []),
        (month(3, 4), {"frequency": "daily", "since": dt.date(2024, 3, 1)}, [(2, "2024-03-01", "2024-03-02", "", "")]),
        ([held(""), *month(1)], {"frequency": "daily"}, []),
    ],
)  # fmt: skip
def test_gaps_are_found(issues: list[HeldIssue], title: dict[str, Any], expected: list[tuple[object, ...]]) -> None:
    assert gaps(told(issues, **title)) == expected


def test_issues_are_due_until_a_day_or_the_end_of_the_title() -> None:
    assert gaps(told(month(1), until="2024-03-03", frequency="daily")) == [(2, "2024-03-02", "2024-03-03", "", "")]
    assert gaps(told(month(1), frequency="daily", until=dt.date(2024, 3, 2).isoformat())) == [
        (1, "2024-03-02", "2024-03-02", "", "")
    ]


def test_a_life_of_periods_is_followed() -> None:
    periods = (
        TitlePeriod(since=dt.date(2023, 1, 6), frequency="weekly", name="江岸报"),
        TitlePeriod(since=dt.date(2024, 1, 1), frequency="daily", first_number="1"),
    )
    issues = [held("2023-12-22", "50"), held("2023-12-29", "51"), held("2024-01-01", "1"), held("2024-01-03", "3")]
    found = told(issues, periods=periods)
    assert gaps(found) == [(1, "2024-01-02", "2024-01-02", "2", "2")]
    assert (found.frequency, found.names) == ("daily", ("T", "江岸报"))
    lost = [held("2023-12-22", "50"), held("2024-01-02", "2")]
    assert gaps(told(lost, periods=periods)) == [(2, "2023-12-29", "2024-01-01", "", "")]


def test_runs_are_what_stands_between_gaps() -> None:
    found = told(month(1, 2, 5, 6, number=10), frequency="daily")
    assert [(str(run.first), str(run.last), run.first_number, run.count) for run in found.runs] == [
        ("2024-03-01", "2024-03-02", "11", 2),
        ("2024-03-05", "2024-03-06", "15", 2),
    ]
    assert (found.held, found.missing) == (4, 2)


def test_issues_on_days_off_are_named() -> None:
    assert [str(day) for day in told(month(2, 3), frequency="daily", days_off=("sunday",)).unexpected] == ["2024-03-03"]


def test_a_frequency_that_is_not_known_is_guessed_for_the_editor() -> None:
    found = holdings_of(tuple(month(*range(1, 9))), None)
    assert [one.key for one in found.findings] == ["EG117"]
    assert "'frequency: daily'" in found.findings[0].hint()
    weekly = holdings_of((*month(1, 8, 15, 22, 29), held("2024-04-05")), None)
    assert "'frequency: weekly'" in weekly.findings[0].hint()


def test_claims_are_csv_that_no_spreadsheet_runs() -> None:
    found = told(month(1, 3, number=10), frequency="daily", issn="2049-3630")
    assert claims_csv([found]) == (
        "title,issn,first,last,first_number,last_number,count,before,after\n"
        "T,2049-3630,2024-03-02,2024-03-02,12,12,1,2024-03-01 (11),2024-03-03 (13)\n"
    )
    evil = holdings_of(
        (held("2024-03-01", "=1"), held("2024-03-03", "3")), LibraryTitle(id="t", name="=cmd()", frequency="daily")
    )
    assert "\n'=cmd()," in claims_csv([evil])


def test_a_library_tells_its_holdings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from epubgen.cli import run  # noqa: PLC0415 - only this test needs it

    for day in (1, 2, 4):
        paper(
            tmp_path / f"{day}.epub", ("题", "文。"), date=f"2024-03-0{day}", number=str(day), identifier=f"urn:x:{day}"
        )
    (tmp_path / "library.yaml").write_text("titles: [{id: jiangan, name: 江岸日报, frequency: daily}]", "utf-8")
    library = epubgen.Library(tmp_path)
    library.add()
    (tmp_path / "library.yaml").write_text("titles: [{id: river, name: 江岸日报, frequency: daily}]", "utf-8")
    assert library.holdings(until="2024-03-05")[0].missing == 2  # known by its name until the next rebuild
    (tmp_path / "library.yaml").write_text("titles: [{id: jiangan, name: 江岸日报, frequency: daily}]", "utf-8")
    (found,) = library.holdings("jiangan", until="2024-03-05")
    assert (found.key, found.missing) == ("jiangan", 2)
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    assert run(["library", "holdings", str(tmp_path)]) == 0
    assert "missing: 2024-03-03, no. 3 (1), between 2024-03-02 (2) and 2024-03-04 (4)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("issn", "stated", "key"),
    [
        ("", "", "jiangan"),
        ("2049-3630", "", "jiangan"),
        ("", ", issn: 2049-3630", "jiangan"),
        ("2049-3630", ", issn: 2049-3630", "jiangan"),
        ("2049-3630", ", periods: [{since: 1950-01-01, issn: 2049-3630}]", "jiangan"),
        ("1000-0003", ", issn: 2049-3630", ""),
    ],
)
def test_a_name_tells_the_title_unless_the_issns_say_otherwise(
    issn: str, stated: str, key: str, tmp_path: Path
) -> None:
    (tmp_path / "library.yaml").write_text(f"titles: [{{id: jiangan, name: 江岸日报{stated}}}]", "utf-8")
    found = title_of(read_titles(tmp_path), SeriesFacts(id="x", name="江岸日报", issn=issn))
    assert (found.id if found else "") == key


@pytest.mark.parametrize("name", ["jiangan", "江岸日报", "江岸报", "汐江晚报", "2049-3630", "1000-0003"])
def test_a_title_is_found_by_every_name_that_it_had(name: str, tmp_path: Path) -> None:
    life = (
        "{since: 1950-01-01, name: 江岸报, issn: 1000-0003}, {since: 1980-01-01, name: 汐江晚报}, {since: 2000-01-01}"
    )
    stated = f"titles: [{{id: jiangan, name: 江岸日报, issn: 2049-3630, periods: [{life}]}}]"
    paper(tmp_path / "1.epub", ("题", "潮汐。"), date="1990-03-01", series="汐江晚报")
    paper(tmp_path / "2.epub", ("题", "潮汐。"), date="1990-03-01", series="海滨报")
    (tmp_path / "library.yaml").write_text(stated, "utf-8")
    with epubgen.Library(tmp_path) as library:
        library.add()
        assert [hit.file for hit in library.search("潮汐", titles=[name]).hits] == ["1.epub"]
        assert [one.file for one in library.issues(name)] == ["1.epub"]
        (tmp_path / "library.yaml").write_text("titles: a\n", "utf-8")  # a fault in it stops no search
        assert library.search("潮汐", titles=["jiangan"]).total == 1
        with pytest.raises(epubgen.OptionsError):
            library.search("潮汐", titles=["没有的报"])
