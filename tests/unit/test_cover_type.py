# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines on the cover: where they break, how vertical cells are cut, what the front page says."""

from __future__ import annotations

import pytest

from epubgen.covers.breaks import units
from epubgen.covers.canvas import Canvas, CoverColours
from epubgen.covers.type import Typeface, vertical_cells
from epubgen.covers.words import front_of
from epubgen.epub.edition import plan
from epubgen.epub.fonts import font_chain
from epubgen.files.input_tree import InputTree
from epubgen.model import Page, Publication
from epubgen.model.lead import lead_story
from epubgen.options import Options
from epubgen.transforms.complete import complete
from tests.conftest import MakeIssue, MakeStory
from tests.unit.test_font_files import needs_fonts


def press(language: str = "zh-Hans") -> Canvas:
    chain = font_chain(Publication(id="p", title="p", language=language), InputTree.memory({}))
    return Canvas((400, 400), CoverColours("#800000", "#ffffff"), Typeface(chain.serif), Typeface(chain.sans), language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("潮，退去。", ["潮，", "退", "去。"]),
        ("“再过52分钟。”", ["“再", "过", "52分钟。”"]),
        ("the ferry, then", ["the", " ", "ferry,", " ", "then"]),
        ("밤 9시", ["밤", " ", "9시"]),
        ("별밤버스를 탄다.", ["별밤버스를", " ", "탄다."]),
        ("ティーを飲む", ["ティー", "を", "飲", "む"]),
        ("（一）", ["（一）"]),
    ],
)
def test_what_no_line_breaks_inside(text: str, expected: list[str]) -> None:
    assert list(units(text)) == expected


@needs_fonts
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("write to boat@almarsa.example today", ["write to boat@", "almarsa.", "example today"]),
        ("https://almarsa.example/boats/night", ["https://", "almarsa.", "example/boats/", "night"]),
        ("Donaudampfschiffahrtsgesellschaft", ["Donaudampfsc", "hiffahrtsgesells", "chaft"]),
    ],
)
def test_an_address_longer_than_a_line_breaks_behind_its_signs(text: str, lines: list[str]) -> None:
    assert press("en").broken(text, 20, 150) == lines


@needs_fonts
def test_no_line_begins_with_a_closing_mark_or_is_too_wide() -> None:
    sheet = press()
    lines = sheet.broken("天未亮，港先醒。一季度箱量同比增长5.3%，是潮水、灯光和人的精确配合。" * 3, 20, 130)
    assert all(line[0] not in "，。、%" for line in lines)
    assert all(sheet.serif.width(line, 20) <= 150 for line in lines)


@needs_fonts
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("石桥修缮完工，行人昨日恢复通行", ["石桥修缮完工，", "行人昨日恢复通行"]),
        ("天未亮，港先醒 一季度箱量同比增长", ["天未亮，港先醒", "一季度箱量同比增长"]),
        ("短标题", ["短标题"]),
        ("没有可断开之处的一个很长很长的标题在这里", []),
    ],
)
def test_a_headline_parts_where_it_breathes(text: str, lines: list[str]) -> None:
    assert press().phrased(text, 20, 200) == lines


@needs_fonts
def test_even_lines_leave_no_character_behind() -> None:
    lines = press().balanced("没有可断开之处的一个标题真长", 20, 240)
    assert [len(line) for line in lines] == [7, 7]


@needs_fonts
@pytest.mark.parametrize(
    ("text", "language", "ways"),
    [
        ("10月25日", "ja", [("10", "beside"), ("月", "upright"), ("25", "beside"), ("日", "upright")]),
        ("用EPUB好", "zh-Hans", [("用", "upright"), *((c, "upright") for c in "EPUB"), ("好", "upright")]),
        ("排CO₂", "zh-Hans", [("排", "upright"), ("CO₂", "turned")]),
        ("ター", "ja", [("タ", "upright"), ("ー", "turned")]),
        ("读jié了", "zh-Hans", [("读", "upright"), ("jié", "turned"), ("了", "upright")]),
    ],
)
def test_cells_of_a_vertical_line(text: str, language: str, ways: list[tuple[str, str]]) -> None:
    assert [(cell.text, cell.way) for cell in vertical_cells(text, press(language).serif, language)] == ways


@needs_fonts
def test_a_vertical_line_never_begins_with_a_closing_mark() -> None:
    sheet = press()
    for height in range(60, 200, 7):
        lines = sheet.stacked("他说：“先看潮。”又说：“再看钟。”大家都笑了，港口的灯还亮着。", 20, height)
        assert all(not line[0].clings for line in lines), height
        assert "".join(cell.text for line in lines for cell in line).count("。") == 3


def test_the_front_page_says_what_the_day_brings(make_issue: MakeIssue, make_story: MakeStory) -> None:
    stories = (
        make_story("ad", kind="ad"),
        make_story("b", "次条", page=("02",)),
        make_story("c", "头条", priority="lead", kicker=("肩题",), deck=("副题",)),
        make_story("d", "简讯", priority="brief"),
    )
    pages = (Page(number="01", articles=("ad", "c", "d")), Page(number="02", articles=("b",)))
    issue = make_issue(*stories, pages=pages, weekday="auto", lunar="auto", paper={"motto": "听潮声"})
    edition = plan(complete(issue), Options())
    front = front_of(edition)
    assert getattr(lead_story(edition.issue), "id", "") == "c"
    assert (front.title, front.kicker, front.headline, front.deck) == ("海滨日报", "肩题", ("头条",), "副题")
    assert front.day == ("2026年4月17日", "星期五", "丙午年三月初一")
    assert [(head.title, head.place) for head in front.others] == [("次条", "第02版")]
    assert front.text == ("潮水退去。",)


def test_the_headline_of_the_issue_leads(make_issue: MakeIssue, make_story: MakeStory) -> None:
    issue = make_issue(make_story("a", priority="lead"), make_story("b"), headline_article="b")
    assert getattr(lead_story(issue), "id", "") == "b"
