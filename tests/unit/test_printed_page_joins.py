# SPDX-License-Identifier: AGPL-3.0-or-later
"""Torn paragraphs: when a piece is open, how two become one, and where columns may be mixed."""

from __future__ import annotations

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.rejoin import closed, glue, join_confidence, open_pair
from epubgen.importers.reading import Reading
from epubgen.model import Paragraph, plain


def read(*parts: str) -> Reading:
    return read_pages([("2026-05-14-03.md", "\n\n".join(parts))])


def texts(reading: Reading, story: int = 0) -> list[str]:
    return [plain(block.text) for block in reading.issue.articles[story].body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((f"他说{stop}", True) for stop in "。！？…；：.!?:;"),
        ("他说...", True),
        ("“他说”", True),
        ("（他说）", True),
        ("「他說」", True),
        ("他说", False),
        ("他说,", False),
        ("他说，", False),
        ("读了《春", False),
        ("读了《春》", False),
        ("“他说‘好’", False),
        ("“说了。", True),
        ("（甲“乙”", False),
    ],
)
def test_closed(text: str, wanted: bool) -> None:
    assert closed(text) is wanted


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("“甲", "“"),
        ("“甲”", ""),
        ("《甲》《乙", "《"),
        ("“甲‘乙’", "“"),
        ("let’s go", ""),
        ("「甲『乙", "『"),
        ("甲)乙", ""),
    ],
)
def test_open_pair(text: str, mark: str) -> None:
    assert open_pair(text) == mark


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("引导企业", "主动扛起", "引导企业主动扛起"),
        ("甲,", "乙", "甲,乙"),
        ("the old", "town", "the old town"),
        ("news-", "paper", "newspaper"),
        ("A-", "B", "A- B"),
        ("用 GDP", "增长", "用 GDP增长"),
        ("새 도서관", "문 열어", "새 도서관 문 열어"),
        ("第", "3版", "第3版"),
    ],
)
def test_glue(first: str, second: str, whole: str) -> None:
    assert glue(first, second) == whole


def test_confidence() -> None:
    assert join_confidence("“甲", "乙", suspect=True) == 0.98
    assert join_confidence("甲,", "乙", suspect=False) == 0.9
    assert join_confidence("甲,", "乙", suspect=True) < 0.8
    assert join_confidence("甲乙", "此外,丙", suspect=False) < 0.8


def test_both_ends_are_kept() -> None:
    reading = read("# 题", "本报讯 记者甲一报道:街上的人都打着", "伞。", "二段。")
    assert texts(reading) == ["街上的人都打着伞。", "二段。"]
    (join,) = reading.joins
    assert (join.first.line, join.second.line, join.ends, join.starts) == (3, 5, "街上的人都打着", "伞。")
    assert (join.open_pair, join.confidence) == ("", 0.9)


def test_three_pieces_become_one() -> None:
    reading = read("# 题", "本报讯 第一", "第二", "第三。")
    assert texts(reading) == ["第一第二第三。"]
    assert [(join.first.line, join.second.line) for join in reading.joins] == [(3, 5), (5, 7)]
    assert reading.joins[1].ends == "第二"


@pytest.mark.parametrize(
    "between",
    ["## 小标题", "□本报记者 甲一", "- 一项\n- 两项", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "![图](a.jpg)", "> 引文"],
)
def test_never_across(between: str) -> None:
    assert not read("# 题", "本报讯 天晴,街上的人都", between, "打着伞。").joins


def test_text_after_a_byline_inside_a_story_is_noted() -> None:
    reading = read("# 题", "本报讯 天晴。", "□本报记者 甲一", "街上的人都打着伞。")
    assert [note.key for note in reading.notes] == ["note.stray"]


def test_never_in_verse_notices_and_ads() -> None:
    assert not read("# 诗", "□丁小山", "山在水里  \n水在山里,", "云在天上  \n天在云里").joins
    assert not read("# 公告", "某路施工", "请绕行", "某局").joins
    assert not read("# 广告", "老酱园,", "二百年的味道").joins


def test_a_story_that_breaks_off_makes_its_neighbours_suspect() -> None:
    reading = read(
        "# 甲题",
        "本报讯 票价分三档,其中早场票由原来的",
        "## 乙题",
        "本报讯 孩子最喜欢那台电子管机,",
        "每张二十五元降为十五元。",
    )
    assert [(note.key, note.at.line, note.damage) for note in reading.notes] == [
        ("note.breaks-off", 3, 0),
        ("note.join", 7, 0),
    ]
    assert texts(reading, 1) == ["孩子最喜欢那台电子管机，每张二十五元降为十五元。"]


def test_a_story_that_goes_on_elsewhere_does_not_break_off() -> None:
    assert not read("# 甲题", "本报讯 票价分三档,其中早场票由原来的", "(下转第6版)").notes


def test_a_stray_paragraph_is_noted() -> None:
    reading = read("# 甲题", "本报讯 天晴了。", "”他说完就走了。")
    assert [note.key for note in reading.notes] == ["note.stray"]


def test_notes_come_by_damage() -> None:
    reading = read("# 肩题", "# 题", "本报讯 天晴了,街上的人都打着伞走在", "## 乙题", "本报讯 一段。")
    assert [note.damage for note in reading.notes] == sorted(note.damage for note in reading.notes)
    assert reading.notes[0].key == "note.breaks-off"


def test_soft_line_breaks_join_and_hard_ones_stay() -> None:
    reading = read(
        "# 题", "本报讯 街上的人\n都打着伞。", "长长的第一行文字在这里已经超过了二十个字就不是诗  \n第二行。"
    )
    assert texts(reading) == ["街上的人都打着伞。", "长长的第一行文字在这里已经超过了二十个字就不是诗\n第二行。"]
