# SPDX-License-Identifier: AGPL-3.0-or-later
"""The issue beside its neighbours: one way of counting, one place each, no story of yesterday, none that was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import epubgen
from epubgen.errors import Finding

PAPER = "id: xi-daily\ntitle: 汐报\nlanguage: zh-Hans\nfrequency: daily\n"
STORY = "---\ntitle: {title}\nkind: {kind}\n---\n{text}\n"
CODES = {"D10", "D11", "D12", "D16", "R06"}


def _issue(day: str, more: str = "", **stories: str) -> dict[str, str]:
    files = {f"{day}/issue.yaml": f"date: {day}\n{more}"}
    return files | {f"{day}/articles/{name}.md": text for name, text in (stories or _fresh(day)).items()}


def _fresh(day: str) -> dict[str, str]:
    return {f"s-{day}": STORY.format(title=f"{day}的事", kind="brief", text=f"{day}，潮水退去以后，滩涂上只剩白鹭。")}


def _findings(tmp_path: Path, day: str, *issues: Mapping[str, str]) -> list[Finding]:
    for issue in ({"publication.yaml": PAPER}, *issues):
        for name, text in issue.items():
            path = tmp_path / "xi" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    found = epubgen.lint(tmp_path / "xi" / day).findings
    return [entry for entry in found if entry.code in CODES]


NUMBERED = "numbering: {total: %d}\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "key"),
    [
        ("", NUMBERED % 12482, "D10.total"),
        ("special: 号外\n", NUMBERED % 12482, "D10.total"),
        (NUMBERED % 12483, "numbering: {volume: 3, issue: 7}\n", "D10.volume"),
        (NUMBERED % 12483, "", "D10.date"),
        (NUMBERED % 12483, NUMBERED % 12482, ""),
        ("numbering: {position: 12482.5}\n", NUMBERED % 12482, ""),
        (NUMBERED % 12483, "numbering: {position: 12482.5}\n", ""),
        ("", "", ""),
    ],
)
def test_one_series_counts_one_thing(tmp_path: Path, mine: str, theirs: str, key: str) -> None:
    found = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", theirs), _issue("2026-04-18", mine))
    assert [entry.key for entry in found] == ([key] if key else [])


def test_the_cure_says_what_to_type(tmp_path: Path) -> None:
    (found,) = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", NUMBERED % 12482), _issue("2026-04-18"))
    assert "position: 12482.5" in found.hint()
    assert found.at is not None
    assert found.at.file.endswith("2026-04-18/issue.yaml")


def test_an_issue_between_two_of_one_volume_gets_a_further_digit(tmp_path: Path) -> None:
    volume = "numbering: {volume: 3, issue: 7}\n"
    (found,) = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", volume), _issue("2026-04-18"))
    assert "position: 3.0075" in found.hint()


def test_neighbours_that_differ_among_themselves_prove_nothing(tmp_path: Path) -> None:
    others = (_issue("2026-04-16"), _issue("2026-04-17", NUMBERED % 12482))
    assert not _findings(tmp_path, "2026-04-18", *others, _issue("2026-04-18"))


@pytest.mark.parametrize(("number", "codes"), [(12482, ["D11"]), (12483, [])])
def test_a_number_that_was_copied(tmp_path: Path, number: int, codes: list[str]) -> None:
    others = (_issue("2026-04-17", NUMBERED % 12482), _issue("2026-04-19", NUMBERED % 12484))
    found = _findings(tmp_path, "2026-04-18", *others, _issue("2026-04-18", NUMBERED % number))
    assert [entry.code for entry in found] == codes


def test_another_folder_of_the_same_issue_is_no_other_book(tmp_path: Path) -> None:
    copy = {name.replace("2026-04-18/", "2026-04-18-old/"): text for name, text in _issue("2026-04-18").items()}
    copy = {name: text.replace("滩涂", "沙滩") for name, text in copy.items()}
    assert not [e for e in _findings(tmp_path, "2026-04-18", copy, _issue("2026-04-18")) if e.code == "D11"]
    copy["2026-04-18-old/issue.yaml"] = "date: 2026-04-18\nnumbering: {position: 260418}\nedition: 晚报\n"
    assert [e.code for e in _findings(tmp_path, "2026-04-18", copy)] == ["D11"]


def test_a_later_issue_with_the_same_number_is_told_too(tmp_path: Path) -> None:
    issues = (_issue("2026-04-17", NUMBERED % 12482), _issue("2026-04-18", NUMBERED % 12482))
    assert [entry.code for entry in _findings(tmp_path, "2026-04-17", *issues)] == ["D11"]


def test_yesterdays_files(tmp_path: Path) -> None:
    old = STORY.format(title="渡口停航", kind="brief", text="轮渡昨天停航一天，乘客改走大桥。")
    notice = STORY.format(title="订阅启事", kind="notice", text="订阅本报，请拨热线。")
    issues = (
        _issue("2026-04-17", a=old, n=notice),
        _issue("2026-04-18", b=old, n=notice, c=STORY.format(title="新事", kind="brief", text="今天有新事。")),
    )
    (found,) = _findings(tmp_path, "2026-04-18", *issues)
    assert found.code == "D12"
    assert ": b" in found.message()
    assert not _findings(tmp_path, "2026-04-17")


@pytest.mark.parametrize(
    ("title", "more", "told"),
    [("渡口停航", "", True), ("渡口停航", "withdrawn: {date: 2026-04-18}\n", False), ("渡口复航", "", False)],
)
def test_a_withdrawn_story_stays_away(tmp_path: Path, title: str, more: str, told: bool) -> None:
    gone = "---\ntitle: 渡口停航\nkind: brief\nwithdrawn: {date: 2026-04-17}\n---\n轮渡停航。\n"
    again = f"---\ntitle: {title}\nkind: brief\n{more}---\n轮渡昨天停航一天，乘客改走大桥。\n"
    found = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", gone=gone), _issue("2026-04-18", again=again))
    assert [entry.code for entry in found] == (["R06"] if told else [])


def test_a_withdrawn_story_is_known_by_its_id_too(tmp_path: Path) -> None:
    gone = "---\ntitle: 渡口停航\nkind: brief\nwithdrawn: {date: 2026-04-17}\n---\n轮渡停航。\n"
    again = STORY.format(title="轮渡停了一天", kind="brief", text="轮渡昨天停航一天。")
    found = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", ferry=gone), _issue("2026-04-18", ferry=again))
    assert [entry.code for entry in found] == ["R06"]


def test_a_broken_neighbour_is_passed_over(tmp_path: Path) -> None:
    broken = {"2026-04-16/issue.yaml": "date: [\n", "2026-04-17/issue.yaml": "date: \n"}
    issues = (broken, _issue("2026-04-15", NUMBERED % 12480), _issue("2026-04-18"))
    assert [entry.code for entry in _findings(tmp_path, "2026-04-18", *issues)] == ["D10"]


def test_only_the_nearest_are_read(tmp_path: Path) -> None:
    far = [_issue(f"2026-03-{day:02d}", NUMBERED % (12000 + day)) for day in range(1, 5)]
    near = [_issue(f"2026-04-{day:02d}") for day in range(10, 18)]
    assert not _findings(tmp_path, "2026-04-18", *far, *near, _issue("2026-04-18"))


@pytest.mark.parametrize(
    ("mine", "theirs", "keys"),
    [
        ("total: 12481", "total: 12482", ["D16.back"]),
        ("total: 12483", "total: 12482", []),
        ("total: 999", "total: 1000-1001", []),
        ("volume: 3, issue: 7", "volume: 3, issue: 7", ["D11", "D16"]),
        ("volume: 4, issue: 7", "volume: 3, issue: 7", []),
        ("total: 12483, year_issue: 9", "total: 12482, year_issue: 9", ["D16"]),
        ("total: 12483, year_issue: 10", "total: 12482, year_issue: 9", []),
    ],
)
def test_numbers_follow_those_of_the_last_issue(tmp_path: Path, mine: str, theirs: str, keys: list[str]) -> None:
    last, now = (f"numbering: {{{numbers}}}\n" for numbers in (theirs, mine))
    found = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", last), _issue("2026-04-18", now))
    assert [entry.key for entry in found] == keys


OLD = "潮水退去以后，滩涂上只剩白鹭。\n\n渔民把网收好，等着第二天再来，这一天没有风，也没有雨，海面平静得像一面镜子，远处有船。\n"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (OLD.replace("潮水退去", "昨天潮水退去"), "news", True),
        (OLD.replace("\n\n", "\n\n\n"), "news", True),
        ("新的导语说的是别的事情。\n\n" + OLD, "news", True),
        (OLD.replace("白鹭", "苍鹭"), "notice", False),
        ("今天说的是另外一件事情，与昨天毫无关系，写得也长一些，好让人知道这是新的稿件，潮水还没有退去，船也没有回来。", "news", False),
        ("短句。", "news", False),
    ],
)  # fmt: skip
def test_a_story_with_a_changed_line_is_still_yesterdays(tmp_path: Path, text: str, kind: str, told: bool) -> None:
    old = STORY.format(title="潮", kind="news", text=OLD)
    new = STORY.format(title="今天的事", kind=kind, text=text)
    found = _findings(tmp_path, "2026-04-18", _issue("2026-04-17", a=old), _issue("2026-04-18", b=new))
    assert [(entry.key, dict(entry.args)["other"]) for entry in found] == ([("D12.near", "a")] if told else [])
