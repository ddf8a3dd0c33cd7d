# SPDX-License-Identifier: AGPL-3.0-or-later
"""The next issue from the last one: its day, its numbers, its folder; comments and keys of the file stay."""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.cli import run
from epubgen.issue_folder import next_issue, write_next
from epubgen.model import Issue, Publication
from epubgen.model.issue import Numbering
from epubgen.serialization.changed_yaml import with_entries, with_values
from epubgen.transforms.following_issue import Following, following_issue, next_day

PAPER = "id: xi\ntitle: 汐报\nlanguage: zh-Hans\nfrequency: {frequency}\n{more}"
STORY = "---\ntitle: 潮\n---\n\n潮水退去以后，滩涂上只剩白鹭。\n"


def _issue(day: str, frequency: str = "weekly", **more: Any) -> Issue:
    own = {name: more.pop(name) for name in ("days_off", "volume_months", "language") if name in more}
    numbers = {name: more.pop(name) for name in ("total", "volume", "issue", "year_issue", "position") if name in more}
    given: dict[str, Any] = {"id": "xi", "title": "汐", "language": "zh-Hans", "frequency": frequency} | own
    paper = Publication(**given)
    return Issue(publication=paper, date=date.fromisoformat(day), numbering=Numbering(**numbers), **more)


def _days(last: Issue, *before: str) -> date | None:
    return next_day(last, [replace(last, date=date.fromisoformat(day), date_end=None) for day in before])


def _next(last: Issue, day: str = "", before: Sequence[Issue] = ()) -> Following:
    due = date.fromisoformat(day) if day else next_day(last, before)
    assert due
    return following_issue(last, before, due)


@pytest.mark.parametrize(
    ("frequency", "last", "before", "due"),
    [
        ("daily", "2026-02-28", (), "2026-03-01"),
        ("weekdays", "2026-04-17", (), "2026-04-20"),
        ("weekly", "2026-12-28", (), "2027-01-04"),
        ("weekly", "2026-01-06", ("2025-12-22", "2025-12-29"), "2026-01-12"),  # a holiday had moved it to Tuesday
        ("biweekly", "2026-01-05", (), "2026-01-19"),
        ("semiweekly", "2026-04-15", ("2026-04-11", "2026-04-08"), "2026-04-18"),
        ("semiweekly", "2026-04-18", (), "2026-04-21"),
        ("semimonthly", "2026-04-15", ("2026-04-01",), "2026-05-01"),
        ("semimonthly", "2026-02-15", (), "2026-02-28"),
        ("semimonthly", "2026-04-16", (), "2026-05-01"),
        ("semimonthly", "2026-03-31", ("2026-03-15", "2026-02-28", "2026-02-15"), "2026-04-15"),  # the last of a month
        ("semimonthly", "2026-02-15", ("2026-01-31", "2026-01-15", "2025-12-31"), "2026-02-28"),
        ("semimonthly", "2026-04-15", ("2026-03-31", "2026-03-15", "2026-02-28"), "2026-04-30"),
        ("semimonthly", "2026-05-15", ("2026-04-30", "2026-04-15", "2026-03-31"), "2026-05-31"),
        ("monthly", "2026-01-31", (), "2026-02-28"),
        ("monthly", "2026-02-28", ("2026-01-31",), "2026-03-31"),
        ("monthly", "2026-04-03", ("2026-03-06", "2026-02-06"), "2026-05-01"),  # the first Friday
        ("monthly", "2026-03-31", ("2026-01-27", "2026-02-24"), "2026-04-28"),  # the last Tuesday
        ("bimonthly", "2026-11-01", (), "2027-01-01"),
        ("quarterly", "2026-10-01", (), "2027-01-01"),
        ("semiannual", "2026-07-01", (), "2027-01-01"),
        ("yearly", "2024-02-29", (), "2025-02-28"),
        ("daily", "9999-12-31", (), None),
        ("monthly", "9999-12-01", (), None),
        ("irregular", "2026-01-01", ("2025-12-01",), None),
    ],
)
def test_the_day_follows_the_frequency(frequency: str, last: str, before: tuple[str, ...], due: str | None) -> None:
    assert _days(_issue(last, frequency), *before) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("frequency", "last", "off", "due"),
    [
        ("daily", "2026-04-17", ("sunday", "2026-04-18"), "2026-04-20"),
        ("daily", "2026-04-18", ("星期日",), "2026-04-20"),
        ("daily", "2026-02-15", ("2026-02-16/2026-02-22",), "2026-02-23"),
        ("daily", "2026-12-24", ("12-25",), "2026-12-26"),
        ("daily", "2026-12-23", ("12-24/01-02",), "2027-01-03"),
        ("weekly", "2026-01-05", ("2026-01-12",), "2026-01-19"),
        ("weekdays", "2026-09-30", ("10-01/10-07",), "2026-10-08"),
        ("monthly", "2026-05-01", ("2026-06-01/2026-06-03",), "2026-06-04"),
        ("weekly", "2026-01-05", ("monday",), None),
        ("monthly", "2026-01-05", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), None),
    ],
)
def test_days_off_are_passed_over(frequency: str, last: str, off: tuple[str, ...], due: str | None) -> None:
    assert _days(_issue(last, frequency, days_off=off)) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("last", "day", "numbers"),
    [
        (_issue("2026-04-17", "daily", total="12482"), "", {"total": "12483"}),
        (_issue("2026-04-17", "daily", total="0099"), "", {"total": "0100"}),
        (_issue("2026-04-17", "daily", total="12482", days_off=("saturday", "sunday")), "2026-04-20", {"total": "12483"}),
        (_issue("2026-04-17", "daily", total="12482"), "2026-04-20", {"total": "12485"}),
        (_issue("2026-04-18", "daily", total="100-101"), "", {"total": "102"}),
        (_issue("2026-01-05", total="100–101"), "", {"total": "102"}),
        (_issue("2026-01-05", total="7、8"), "", {"total": "9"}),
        (_issue("2026-01-05", total="2026-3"), "", {"total": "2026-4"}),
        (_issue("2026-12-28", total="2026-52"), "", {"total": "2027-1"}),
        (_issue("2026-12-28", total="100", year_issue="52"), "", {"total": "101", "year_issue": "1"}),
        (_issue("2026-12-28", year_issue="52"), "2027-01-11", {"year_issue": "2"}),
        (_issue("2026-12-01", "monthly", volume="12", issue="12", volume_months=("1",)), "", {"volume": "13", "issue": "1"}),
        (_issue("2026-12-01", "monthly", volume="12", issue="12"), "", {"volume": "12", "issue": "13"}),
        (_issue("2026-06-26", volume="5", issue="26", volume_months=("1", "7")), "", {"volume": "6", "issue": "1"}),
        (_issue("2026-06-26", volume="5", issue="26", volume_months=("1", "7")), "2026-07-10", {"volume": "6", "issue": "2"}),
        (_issue("2026-07-01", "monthly", volume="12", issue="7/8"), "", {"volume": "12", "issue": "9"}),
        (_issue("2026-04-17", "irregular", total="7"), "2026-09-01", {"total": "8"}),
        (_issue("2026-04-17", position="7"), "", {"position": "8"}),
        (_issue("2026-04-17", position="7.5"), "", {}),
    ],
)  # fmt: skip
def test_numbers_are_counted_on(last: Issue, day: str, numbers: dict[str, str]) -> None:
    assert _next(last, day).issue.numbering == Numbering(**numbers)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (_issue("2026-01-05", total="100-101"), "2026-01-19"),
        (_issue("2026-07-01", "monthly", issue="7/8"), "2026-09-01"),
        (_issue("2026-07-01", "monthly", issue="7-8", date_end=date(2026, 8, 31)), "2026-09-01"),
        (_issue("2026-04-18", "daily", total="100-101"), "2026-04-20"),
        (_issue("2026-04-18", "daily", total="100", date_end=date(2026, 4, 19)), "2026-04-20"),
        (_issue("2026-12-21", total="50、51、52"), "2027-01-04"),
    ],
)
def test_a_double_issue_covers_the_days_of_its_numbers(last: Issue, due: str) -> None:
    assert next_day(last, []) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("auto", "zh-Hans", "auto"), ("", "zh-Hans", ""), ("星期五", "zh-Hans", "星期六"), ("周五", "zh-Hans", "周六"),
        ("（金）", "ja", "（土）"), ("金曜日", "ja", "土曜日"), ("금요일", "ko", "토요일"), ("Friday", "en", "Saturday"),
        ("FRI.", "en", "SAT."), ("fri", "en", "sat"), ("vendredi", "fr", "samedi"), ("星期五、星期六", "zh-Hans", "星期六"),
        ("fünfter Tag", "de", "auto"),
    ],
)  # fmt: skip
def test_the_weekday_keeps_its_form(printed: str, language: str, expected: str) -> None:
    made = _next(_issue("2026-04-17", "daily", weekday=printed, language=language))
    assert made.issue.weekday == expected
    assert [entry.key for entry in made.findings] == (["EG088.weekday"] if printed == "fünfter Tag" else [])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("auto", "auto"), ("", ""), ("丙午年三月初一", "丙午年三月初二"), ("三月初一", "三月初二"), ("农历三月初一", "农历三月初二"),
        ("农历：丙午年三月初一", "农历：丙午年三月初二"), ("三月初一 谷雨", "丙午年三月初二"),
    ],
)  # fmt: skip
def test_the_lunar_date_keeps_its_form(printed: str, expected: str) -> None:
    made = _next(_issue("2026-04-17", "daily", lunar=printed))
    assert made.issue.lunar == expected
    assert [entry.key for entry in made.findings] == (["EG088.lunar"] if "谷雨" in printed else [])


def test_what_was_guessed_is_told() -> None:
    gap = _next(_issue("2026-01-05", total="1"), "2026-01-26").findings
    assert [(entry.key, dict(entry.args)["n"], dict(entry.args)["days"]) for entry in gap] == [
        ("EG088.gap", "3", "2026-01-12, 2026-01-19")
    ]
    volume = _next(_issue("2026-12-01", "monthly", volume="1", issue="9")).findings
    assert [entry.key for entry in volume] == ["EG088.volume"]
    named = _next(_issue("2026-01-05", total="春"))
    assert ([entry.key for entry in named.findings], named.issue.numbering.total) == (["EG088.number"], "")


def _folder(home: Path, text: str, *, frequency: str = "weekly", more: str = "", name: str = "2026-01-05") -> Path:
    issue = home / name
    (issue / "articles").mkdir(parents=True)
    (home / "publication.yaml").write_text(PAPER.format(frequency=frequency, more=more), encoding="utf-8")
    (issue / "issue.yaml").write_text(text, encoding="utf-8")
    return issue


HAND_WRITTEN = """\
日期: 2026-01-05   # 当天
总期号: 100-101    # 合刊
date_end: 2026-01-11
special: 增刊
pages:
  # 一版最后定
  - {number: 01, name: 要闻, articles: [a, b]}   # 张三负责
  - number: 02
    name: 副刊
    facsimile: pages/20260105-02.pdf
    editors: 李四
    articles:   # 依次
      - c
      # 待定
      - d
  - number: 03
    facsimile: ../scans/3.jpg
    articles: e
notices:
  - |
    启事一。
credits:
  - name: 何其明
    role: editor
updated: 2026-01-05T08:00:00+08:00
"""


def test_comments_order_and_keys_stay(tmp_path: Path) -> None:
    made = write_next(_folder(tmp_path, HAND_WRITTEN))
    assert made.folder == tmp_path / "2026-01-12"
    text = (made.folder / "issue.yaml").read_text(encoding="utf-8")
    assert (
        text
        == """\
日期: 2026-01-12   # 当天
总期号: 102        # 合刊
special: ""
pages:
  # 一版最后定
  - {number: 01, name: 要闻, articles: []}   # 张三负责
  - number: 02
    name: 副刊
    facsimile: pages/20260112-02.pdf
    editors: 李四
    articles: []  # 依次
  - number: 03
    facsimile: ""
    articles: []
notices: []
credits:
  - name: 何其明
    role: editor
"""
    )
    assert [(entry.key, str(entry.at).rpartition("issue.yaml")[2]) for entry in made.findings] == [
        ("EG088.stories", ":6:38"),
        ("EG088.pages", ":6:3"),
        ("EG088.left", ":1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "date_end: 2026-01-06\ndate: 2026-01-05\nnumbering: {total: 7}\n",
        "{date: 2026-01-05, date_end: 2026-01-06, numbering: {total: 7}}\n",
        "---\r\ndate: 2026-01-05\r\nnumbering:\r\n  total: '7'\r\ncorrections:\r\n- body: x\r\n",
        '"date": "2026-01-05"\n"numbering": {"total": "7"}\n"subjects": [a, b]\n',
        "date:\n  2026-01-05\nnumbering:\n  total:\n    7\nsections:\n  - articles: [a]\n    id: a\n    name: A\n    lead: a\n",
        "date: 2026-01-05\nnumbering:\n  total: 7\nsource:\n  system: 社\n  url: https://x.example\nweekday: 周一",
    ],
)
def test_however_it_is_written_it_reads_as_the_next_issue(tmp_path: Path, text: str) -> None:
    last = _folder(tmp_path, text)
    made = write_next(last)
    assert (made.issue.numbering.total, made.issue.date, made.issue.date_end) == ("8", date(2026, 1, 12), None)
    assert all(not section.articles and not section.lead for section in made.issue.sections)
    assert (made.issue.corrections, made.issue.subjects, made.issue.source) == ((), (), None)
    (made.folder / "articles" / "a.md").write_text(STORY, encoding="utf-8")
    held = epubgen.load(made.folder)
    assert replace(held, articles=(), root="") == made.issue


def test_a_changed_text_that_reads_otherwise_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_issue, "with_values", lambda text, values: text)
    made = write_next(_folder(tmp_path, "date: 2026-01-05\nnumbering: {total: 7}\n"))
    assert (made.issue.date, made.issue.numbering.total) == (date(2026, 1, 12), "8")
    assert "2026-01-12" in (made.folder / "issue.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-01-05", "2026-01-12"), ("20260105", "20260112"), ("xi-2026-01-05", "xi-2026-01-12"),
        ("no-007", "no-008"), ("第7期", "第8期"), ("first", "2026-01-12"), ("2026_01_05", "2026_01_12"),
    ],
)  # fmt: skip
def test_the_folder_is_named_as_the_last_one(tmp_path: Path, name: str, expected: str) -> None:
    last = _folder(tmp_path, "date: 2026-01-05\nnumbering: {total: 7}\n", name=name)
    assert write_next(last).folder == tmp_path / expected


def test_the_newest_issue_of_a_publication_is_counted_on(tmp_path: Path) -> None:
    for number, day in enumerate(("2025-12-29", "2026-01-05", "2026-01-12"), 1):
        _folder(tmp_path, f"date: {day}\nnumbering: {{total: {number}}}\n", name=f"issues/{day}")
    extra = "date: 2026-01-14\nspecial: 号外\nnumbering: {position: 3.5}\n"
    _folder(tmp_path, extra, name="issues/2026-01-14")
    made = write_next(tmp_path)
    assert (made.folder, made.issue.numbering.total) == (tmp_path / "issues" / "2026-01-19", "4")
    assert made.after == tmp_path / "issues" / "2026-01-12"
    between = write_next(tmp_path, date(2026, 1, 8))
    assert (between.after.name, between.issue.numbering.total) == ("2026-01-05", "3")


def test_folders_without_dates_go_by_their_files(tmp_path: Path) -> None:
    for number, name in enumerate(("ten", "nine", "eight"), 1):
        _folder(tmp_path, f"date: 2026-01-{number:02}\nnumbering: {{total: {number}}}\n", name=name, frequency="daily")
    assert write_next(tmp_path).after.name == "eight"


def test_a_broken_older_issue_is_passed_over_and_a_broken_last_one_told(tmp_path: Path) -> None:
    _folder(tmp_path, "date: [\n", name="2025-12-29")
    _folder(tmp_path, "date: 2026-01-05\n")
    assert write_next(tmp_path).folder.name == "2026-01-12"
    _folder(tmp_path, "date: [\n", name="2026-01-19")
    with pytest.raises(epubgen.SourceError) as failure:
        write_next(tmp_path)
    assert {entry.code for entry in failure.value.findings} == {"S02"}


def test_a_folder_that_is_there_stays(tmp_path: Path) -> None:
    last = _folder(tmp_path, "date: 2026-01-05\n")
    (tmp_path / "2026-01-12").mkdir()
    for _ in range(2):
        with pytest.raises(epubgen.OptionsError) as failure:
            write_next(last)
        assert [entry.key for entry in failure.value.findings] == ["EG089"]
    assert list((tmp_path / "2026-01-12").iterdir()) == []


@pytest.mark.parametrize(
    ("frequency", "more", "day", "key"),
    [
        ("irregular", "", None, "EG091"),
        ("weekly", "days_off: [monday]\n", None, "EG091.off"),
        ("weekly", "", "2026-01-05", "EG089"),
        ("weekly", "", "2025-01-05", "EG092"),
        ("weekly", "", "tomorrow", "EG092.form"),
        ("weekly", "", "2026-02-30", "EG092.form"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, frequency: str, more: str, day: str | None, key: str) -> None:
    last = _folder(tmp_path, "date: 2026-01-05\n", frequency=frequency, more=more)
    with pytest.raises(epubgen.OptionsError) as failure:
        epubgen.next_issue(last, date=day)
    assert [entry.key for entry in failure.value.findings] == [key]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-05", "publication.yaml"]


def test_a_folder_that_cannot_be_filled_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space", str(path))

    last = _folder(tmp_path, "date: 2026-01-05\n")
    monkeypatch.setattr(next_issue, "write_whole", full)
    with pytest.raises(epubgen.PackageError) as failure:
        write_next(last)
    assert [entry.code for entry in failure.value.findings] == ["EG020"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-05", "publication.yaml"]


def test_what_is_no_issue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(epubgen.OptionsError) as failure:
        epubgen.next_issue(tmp_path)
    assert [entry.key for entry in failure.value.findings] == ["EG090"]
    with pytest.raises(epubgen.OptionsError) as failure:
        epubgen.next_issue(tmp_path / "not-there")
    assert [entry.key for entry in failure.value.findings] == ["EG003"]
    last = _folder(tmp_path, "date: 2026-01-05\n")
    with pytest.raises(epubgen.SourceError) as refused:
        epubgen.next_issue(last / "articles")
    assert [entry.key for entry in refused.value.findings] == ["EG074.folder"]


def test_a_day_off_that_was_asked_for_is_told(tmp_path: Path) -> None:
    last = _folder(tmp_path, "date: 2026-01-05\n", more="days_off: 2026-01-12\n")
    made = epubgen.next_issue(last, date="2026/1/12")
    assert "D14" in [entry.key for entry in made.findings]
    (made.folder / "articles" / "a.md").write_text(STORY, encoding="utf-8")
    assert "D14" in [entry.code for entry in epubgen.lint(made.folder).findings]
    assert "D14" not in [entry.code for entry in epubgen.lint(last).findings]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_template_counts_on_and_builds(tmp_path: Path, lang: Any) -> None:
    epubgen.new(tmp_path / "paper", lang=lang)
    made = epubgen.next_issue(tmp_path / "paper")
    assert made.changed == (("date", "2026-01-05", "2026-01-12"), ("numbering.total", "1", "2"))
    assert [entry.key for entry in made.findings] == ["EG088.headline", "EG088.stories"]
    (made.folder / "articles" / "a.md").write_text(STORY, encoding="utf-8")
    assert epubgen.build(made.folder, tmp_path, cover="none").stories == 1


def test_the_command_from_inside_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_folder(tmp_path, "date: 2026-01-05\nnumbering: {total: 7}\nsections: []\n"))
    assert run(["next"]) == 0
    said = capsys.readouterr()
    assert said.out == "../2026-01-12\n"
    assert "numbering.total: 7 → 8" in said.err
    assert run(["next", "../2026-01-12", "--date", "2026-01-20", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["folder"], facts["after"]) == ("../2026-01-20", "../2026-01-12")
    assert facts["changed"]["date"] == {"old": "2026-01-12", "new": "2026-01-20"}
    assert facts["findings"][0]["file"] == "../2026-01-20/issue.yaml"
    assert run(["next"]) == 2
    assert "EG089" in capsys.readouterr().err


def test_values_that_cannot_be_reached_leave_the_text_alone() -> None:
    assert with_values("a: 1\nb: 2\n", {(2, 4): "3"}) == "a: 1\nb: 3\n"
    assert with_values("a: 1\n", {(9, 9): "3"}) == ""
    assert with_values("a: [\n", {(1, 4): "3"}) == ""
    assert with_values("- a: 1\n  b: 2\n", {(1, 6): None}) == ""
    assert with_values("- b: 2\n  a: 1\n", {(2, 6): None}) == "- b: 2\n"
    assert with_values("a: 1", {(1, 4): None}) == ""
    assert with_entries("a:\n- 1\n", (2, 1), [(1, "2")]) == "a:\n- 1\n- 2\n"
    assert with_entries("a: [1]\n", (1, 4), [(1, "2")]) == ""
