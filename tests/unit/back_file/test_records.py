"""Records for libraries: MARC by a round trip of pymarc, KBART by its rules, CSV by a reader of tables, BagIt by bagit."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymarc
import pytest

import epubgen
from epubgen.back_file.catalog.cards import card_of, printable
from epubgen.back_file.catalog.coverage import kbart_rows
from epubgen.back_file.catalog.make_catalog import write_catalogue
from epubgen.back_file.catalog.places import CatalogPlaces
from epubgen.back_file.facts import SeriesFacts
from epubgen.back_file.records.frequency import usual_frequency
from epubgen.back_file.records.marc import holdings_records, marc21, serial_record
from epubgen.errors import EpubgenError
from epubgen.model.held_titles import LibraryTitle, LibraryTitles, TitlePeriod
from tests.conformance.tiny_epub import OPF, TinyEpub
from tests.unit.back_file.many_issues import DAILY, MONTHLY, MemoryLibrary, daily, issue

PLACES = CatalogPlaces(base_url="https://news.example/lib/", files_url="https://news.example/lib/")
FIRST = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("records")
    monthly = [issue(MONTHLY, dt.date(2027, month, 1), number=f"{month}", stories=2) for month in (1, 2, 3, 4)]
    monthly = [replace(one, volume="9") for one in monthly]
    write_catalogue(MemoryLibrary([*daily(FIRST, 40), *monthly]), made, PLACES)
    return made


def records(path: Path) -> list[pymarc.Record]:
    with path.open("rb") as file:
        found = list(pymarc.MARCReader(file, to_unicode=True, force_utf8=True))
    assert all(found), "pymarc could not read a record"
    return [one for one in found if one]


def read_xml(path: Path) -> list[pymarc.Record]:
    found: list[pymarc.Record] = pymarc.parse_xml_to_array(str(path))  # type: ignore[no-untyped-call]
    return found


def value(record: pymarc.Record, tag: str, code: str) -> str:
    return str(record[tag][code])


def test_the_serial_record(home: Path) -> None:
    (found,) = records(home / "titles/haibin-daily/serial.mrc")
    assert (found.leader[5:8], found.leader[9]) == ("nas", "a")
    assert found["001"].data == "haibin-daily"
    fixed = str(found["008"].data)
    assert len(fixed) == 40
    assert (fixed[6], fixed[7:15], fixed[18:20], fixed[21], fixed[35:38]) == ("c", "20269999", "dr", "n", "chi")
    said = [
        value(found, tag, code) for tag, code in (("022", "a"), ("245", "a"), ("310", "a"), ("347", "b"), ("655", "a"))
    ]
    assert said == ["1234-5679", "海滨日报", "日刊", "EPUB", "Newspapers"]
    assert value(found, "362", "a") == "no. 8000 (2026-12-01)-"
    assert value(found, "856", "u") == "https://news.example/lib/titles/haibin-daily/index.html"
    assert value(found, "856", "q") == "text/html"
    assert [field["a"] for field in found.get_fields("341")] == ["textual", "visual"]
    assert [field.tag for field in found.fields] == sorted(field.tag for field in found.fields)


def test_iso_2709_and_marcxml_say_the_same(home: Path) -> None:
    for path in sorted(home.rglob("*.mrc")):
        iso = [record.as_dict()["fields"] for record in records(path)]
        xml = [record.as_dict()["fields"] for record in read_xml(path.with_suffix(".xml"))]
        assert iso == xml, path


def test_the_holdings_of_a_year(home: Path) -> None:
    (found,) = records(home / "titles/haibin-daily/2026/holdings.mrc")
    assert found.leader[6] == "y"
    assert (found["001"].data, found["004"].data, len(str(found["008"].data))) == (
        "haibin-daily-2026",
        "haibin-daily",
        32,
    )
    days = [(field["8"], field["a"], f"{field['i']}-{field['j']}-{field['k']}") for field in found.get_fields("863")]
    assert days[0] == ("1.1", "8000", "2026-12-01")
    assert days[-1] == ("1.31", "8030", "2026-12-31")
    files = {field["8"]: field["u"] for field in found.get_fields("856")}
    assert files["1.31"] == "https://news.example/lib/haibin-daily/haibin-daily-2026-12-31.epub"
    assert {field["q"] for field in found.get_fields("856")} == {"application/epub+zip"}
    (monthly,) = records(home / "titles/tide-review/2027/holdings.mrc")
    assert [monthly["853"][code] for code in "ab"] == ["v.", "no."]
    assert [monthly["863"][code] for code in "ab"] == ["9", "1"]
    assert value(records(home / "titles/tide-review/serial.mrc")[0], "310", "a") == "Monthly"


def test_a_pdf_is_no_epub_in_the_holdings() -> None:
    cards = [card_of(replace(issue(DAILY, FIRST), file=file), changed=0) for file in ("a.epub", "b.PDF")]
    (found,) = holdings_records(cards, "x", "2026", "所有者", ["a", "b"])
    assert [field["q"] for field in found.get_fields("856")] == ["application/epub+zip", "application/pdf"]


def test_no_record_outgrows_iso_2709() -> None:
    cards = [card_of(printable(one), changed=0) for one in daily(dt.date(2026, 1, 1), 365)]
    addresses = [f"https://news.example/{'very-long-folder/' * 20}{card.day}.epub" for card in cards]
    made = holdings_records(cards, "x", "2026", "所有者", addresses)
    assert len(made) > 1
    assert [str(one["001"].data) for one in made][:2] == ["x-2026-1", "x-2026-2"]
    read = list(pymarc.MARCReader(marc21(made)))
    assert all(read)
    assert sum(len(one.get_fields("863")) for one in read if one) == 365


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([f"2026-01-0{n}" for n in range(1, 9)], "daily"),
        (["2026-01-02", "2026-01-09", "2026-01-16", "2026-01-30"], "weekly"),
        (["2026-01-01", "2026-01-15", "2026-01-29"], "biweekly"),
        ([f"2026-{n:02}-01" for n in range(1, 13)], "monthly"),
        (["2026-01-01", "2026-03-01", "2026-05-01"], "bimonthly"),
        (["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"], "quarterly"),
        (["2023-06-01", "2024-06-01", "2025-06-01"], "yearly"),
        (["2026-01-01", "2026-01-02"], ""),
        (["2026-01-01", "2026-02-12", "2026-05-30"], ""),
        ([], ""),
        (["2026-01-01"] * 5, ""),
    ],
)
def test_a_frequency_is_told_from_the_days(days: list[str], code: str) -> None:
    assert usual_frequency(map(dt.date.fromisoformat, days)) == code


def test_kbart_keeps_its_rules(home: Path) -> None:
    data = (home / "kbart.txt").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = [line.split("\t") for line in data.decode().splitlines()]
    assert len(rows[0]) == 25
    assert {len(row) for row in rows} == {25}
    said = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    paper = next(row for row in said if row["title_id"] == "haibin-daily")
    assert (paper["print_identifier"], paper["online_identifier"]) == ("1234-5679", "")
    assert (paper["date_first_issue_online"], paper["date_last_issue_online"]) == ("2026-12-01", "")
    assert (paper["coverage_depth"], paper["publication_type"]) == ("fulltext", "serial")
    assert paper["title_url"].startswith("https://")
    assert next(row for row in said if row["title_id"] == "tide-review")["online_identifier"] == "2049-3630"


def covered(days: list[str], title: LibraryTitle | None = None) -> list[tuple[str, ...]]:
    """Id, id of the title before, first and last day, first number and last number of the rows of a title."""
    issues = [issue(DAILY, dt.date.fromisoformat(day), number=str(n), stories=0) for n, day in enumerate(days, start=1)]
    cards = [card_of(printable(one), changed=1) for one in reversed(issues)]
    rows = kbart_rows(cards, "tide", "https://n.example/", title)
    return [(row.title_id, row.preceding, row.first[0], row.last[0], row.first[2], row.last[2]) for row in rows]


LIFE = (TitlePeriod(since=dt.date(1950, 1, 1), name="海滨新闻"), TitlePeriod(since=dt.date(2000, 1, 1)))


@pytest.mark.parametrize(
    ("days", "said", "rows"),
    [
        (["2024-01-01", "2024-01-02"], None, [("tide", "", "2024-01-01", "", "1", "")]),
        (["2024-01-01", "2024-06-01"], {"frequency": "daily"}, [("tide", "", "2024-01-01", "", "1", "")]),
        # The numbers go on: nothing is missing. A yearly is a year apart.
        (["2022-01-01", "2024-01-01"], {"frequency": "daily"}, [("tide", "", "2022-01-01", "", "1", "")]),
        (["2022-01-01", "2023-01-01"], {"frequency": "yearly"}, [("tide", "", "2022-01-01", "", "1", "")]),
        (["2024-01-01", "2024-01-02"], {"until": dt.date(2024, 1, 2)}, [("tide", "", "2024-01-01", "2024-01-02", "1", "2")]),
        (["2024-01-01"], {"continued_by": "b"}, [("tide", "", "2024-01-01", "2024-01-01", "1", "1")]),
        (
            ["1999-12-30", "1999-12-31", "2000-01-01"],
            {"periods": LIFE},
            [("tide-1950", "", "1999-12-30", "1999-12-31", "1", "2"), ("tide", "tide-1950", "2000-01-01", "", "3", "")],
        ),
    ],
)  # fmt: skip
def test_kbart_tells_names_and_ends_of_a_title(
    days: list[str], said: dict[str, Any] | None, rows: list[tuple[str, ...]]
) -> None:
    assert covered(days, LibraryTitle(id="tide", name="海滨日报", **said) if said else None) == rows


@pytest.mark.parametrize(("later", "rows"), [("2023-01-01", 2), ("2022-11-30", 1)])
def test_kbart_lists_a_title_again_after_a_gap_of_a_year(later: str, rows: int) -> None:
    days = [dt.date(2022, 1, 1), dt.date.fromisoformat(later)]
    cards = [
        card_of(printable(issue(DAILY, day, number=n, stories=0)), changed=1) for day, n in zip(days, "17", strict=True)
    ]
    found = list(kbart_rows(cards[::-1], "tide", "", LibraryTitle(id="tide", name="T", frequency="monthly")))
    assert len(found) == rows
    assert (found[0].first, found[-1].last) == (("2022-01-01", "", "1"), ("", "", ""))
    assert rows == 1 or (found[0].last, found[1].first) == (("2022-01-01", "", "1"), (later, "", "7"))


def test_the_list_of_stories_is_a_table(home: Path) -> None:
    data = (home / "titles/haibin-daily/2026/stories.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftitle,issn,")
    assert data.count(b"\n") == data.count(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 31 * 20
    assert (rows[0]["date"], rows[0]["headline"]) == ("2026-12-31", "第8030期第1条：潮水退去之后，码头醒来")
    assert rows[0]["url"].startswith("https://news.example/lib/titles/haibin-daily/2026/2026-12-31-")


@pytest.mark.parametrize("headline", ["=1+1", "+86 电话", "-5℃", "@all", '="x"', '引号"和,逗号', "a\r\nb"])
def test_no_cell_is_a_formula_and_every_cell_is_whole(headline: str, tmp_path: Path) -> None:
    facts = issue(DAILY, FIRST, number="1", stories=2)
    facts = replace(facts, stories=(replace(facts.stories[0], title=headline), facts.stories[1]))
    library = MemoryLibrary([facts])
    write_catalogue(library, tmp_path, PLACES)
    library.add(*daily(FIRST + dt.timedelta(days=1), 1))
    write_catalogue(library, tmp_path, PLACES)
    text = (tmp_path / "titles/haibin-daily/2026/stories.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 22
    cell = rows[20]["headline"]
    assert cell.lstrip("'") == " ".join(headline.split())
    assert cell[0] not in "=+-@"


def test_a_bag_is_valid_and_the_same_again(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bagit  # noqa: PLC0415 - warns when it is loaded
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    home = tmp_path / "lib"
    (home / "深层").mkdir(parents=True)
    TinyEpub().write(home / "深层" / "一 100%.epub")
    TinyEpub().edit(OPF, "urn:uuid:", "urn:x:").write(home / "b.epub")
    made = epubgen.bag(home, tmp_path / "bag", organization="海滨日报社")
    assert made.issues == 2
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    assert (tmp_path / "bag/data/深层/一 100_.epub").read_bytes() == (home / "深层" / "一 100%.epub").read_bytes()
    assert "Source-Organization: 海滨日报社" in (tmp_path / "bag/bag-info.txt").read_text("utf-8")
    epubgen.bag(home, tmp_path / "again", organization="海滨日报社")
    for path in (tmp_path / "bag").rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(tmp_path / "bag")).read_bytes() == path.read_bytes()
    (tmp_path / "bag/data/b.epub").write_bytes(b"other")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


@pytest.mark.parametrize(
    ("case", "key"), [("there", "EG009"), ("missing", "EG003"), ("empty", "EG122"), ("broken", "B18")]
)
def test_a_bag_that_cannot_be_made_leaves_nothing(case: str, key: str, tmp_path: Path) -> None:
    home = tmp_path / "lib"
    home.mkdir()
    if case == "broken":
        (home / "x.epub").write_bytes(b"no")
    if case == "there":
        TinyEpub().write(home / "x.epub")
        (tmp_path / "bag").mkdir()
    with pytest.raises(EpubgenError) as caught:
        epubgen.bag(tmp_path / "nowhere" if case == "missing" else home, tmp_path / "bag")
    assert caught.value.findings[0].key.startswith(key)
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_title_without_numbers_or_days_has_a_record_too(tmp_path: Path) -> None:
    write_catalogue(MemoryLibrary([issue(SeriesFacts(id="x", name=""), None, stories=0)]), tmp_path, PLACES)
    (found,) = records(tmp_path / "titles/x/serial.mrc")
    assert len(str(found["008"].data)) == 40
    assert not found.get_fields("362", "655", "022")
    assert records(tmp_path / "titles/x/undated/holdings.mrc")


def test_the_life_of_a_title_stands_in_its_record(tmp_path: Path) -> None:
    day = dt.date
    life = (
        TitlePeriod(since=day(1950, 1, 1), name="海滨新闻", issn="1000-0003"),
        TitlePeriod(since=day(1990, 1, 1), continues=("港口报",)),
    )
    title = LibraryTitle(id=DAILY.id, name=DAILY.name, frequency="weekly", continued_by="大海日报", periods=life)
    library = MemoryLibrary(daily(FIRST, 9), titles=LibraryTitles(titles=(title,)))
    write_catalogue(library, tmp_path, PLACES)
    (found,) = records(tmp_path / "titles/haibin-daily/serial.mrc")
    before = [(str(field.indicator2), field["t"], field.get("x")) for field in found.get_fields("780")]
    assert before == [("0", "海滨新闻", "1000-0003"), ("5", "港口报", None)]
    assert value(found, "785", "t") == "大海日报"
    assert value(found, "310", "a") == "周刊"
    library.titles = LibraryTitles()
    write_catalogue(library, tmp_path, PLACES)
    assert not records(tmp_path / "titles/haibin-daily/serial.mrc")[0].get_fields("780")


@pytest.mark.parametrize(
    ("said", "fixed", "years", "dates", "former"),
    [
        ({}, "c20269999", "2026-", "no. 9000 (2026-12-01)-", []),
        ({"until": dt.date(2026, 12, 31)}, "d20262026", "2026-2026", "no. 9000 (2026-12-01)-no. 9002 (2026-12-03)", []),
        ({"continued_by": "b"}, "d20262026", "2026-2026", "no. 9000 (2026-12-01)-no. 9002 (2026-12-03)", []),
        ({"periods": LIFE}, "c20269999", "2026-", "no. 9000 (2026-12-01)-", []),
        (
            {"periods": (replace(LIFE[0], frequency="weekly"), LIFE[1])},
            "c20269999", "2026-", "no. 9000 (2026-12-01)-", [("周刊", "1950-2000")],
        ),
        (
            {"periods": (replace(LIFE[0], frequency="monthly"), replace(LIFE[1], frequency="daily"))},
            "c20269999", "2026-", "no. 9000 (2026-12-01)-", [("月刊", "1950-2000")],
        ),
    ],
)  # fmt: skip
def test_the_end_and_the_frequencies_of_a_title_stand_in_its_record(
    said: dict[str, Any], fixed: str, years: str, dates: str, former: list[tuple[str, str]]
) -> None:
    issues = [issue(DAILY, FIRST + dt.timedelta(days=n), number=str(9000 + n), stories=0) for n in range(3)]
    cards = [card_of(printable(one), changed=1) for one in reversed(issues)]
    title = LibraryTitle(id=DAILY.id, name=DAILY.name, **({"frequency": "daily"} | said))
    found = serial_record(cards, issues[-1], "haibin-daily", title=title)
    assert str(found["008"].data)[6:15] == fixed
    assert (len(str(found["008"].data)), value(found, "310", "a")) == (40, "日刊")
    assert (value(found, "264", "c"), value(found, "362", "a")) == (years, dates)
    assert [(field["a"], field["b"]) for field in found.get_fields("321")] == former
