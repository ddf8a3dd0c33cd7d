# SPDX-License-Identifier: AGPL-3.0-or-later
"""Heading runs: the five rules, and what the publication settles."""

from __future__ import annotations

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.blocks import pieces
from epubgen.importers.printed_page.heads import Header, HouseStyle, is_deck, print_lines, read_header
from epubgen.importers.reading import Reading
from epubgen.model import Column, Publication, Subhead, plain


def header(text: str, house: HouseStyle | None = None) -> Header:
    return read_header(pieces(text), house or HouseStyle())


def paper(**settings: object) -> Publication:
    return Publication(id="p", title="某日报", language="zh-Hans", **settings)  # type: ignore[arg-type]  # fields of it


def read(text: str, publication: Publication | None = None) -> Reading:
    return read_pages([("2026-05-14-03.md", text)], publication)


@pytest.mark.parametrize("text", ["——副题", "--副题", "――副题", "— 副题", "──副题"])
def test_rule_1_a_dash_opens_a_deck(text: str) -> None:
    assert is_deck(text)
    assert header(f"# 标题\n\n## {text}").deck == ("副题",)


def test_rule_1_a_deck_may_stand_on_the_line_of_its_headline() -> None:
    found = header("# 标题在此 ——副题")
    assert (found.title, found.deck, found.doubt) == (("标题在此",), ("副题",), None)


@pytest.mark.parametrize(
    ("text", "column", "kicker", "title", "key"),
    [
        ("# 标题", "", (), ("标题",), ""),
        ("# 肩题\n# 标题", "", ("肩题",), ("标题",), "note.kicker"),
        ("## 肩题\n# 标题\n### ——副题", "", ("肩题",), ("标题",), "note.kicker"),
        ("## 栏目\n### 肩题\n# 标题", "栏目", ("肩题",), ("标题",), "note.column-kicker"),
        ("## 今日时评\n# 标题", "今日时评", (), ("标题",), "note.column"),
        ("## 每週漫談\n# 標題", "每週漫談", (), ("標題",), "note.column"),
        ("## 简讯\n# 标题", "简讯", (), ("标题",), "note.column"),
    ],
)
def test_rules_2_and_3(text: str, column: str, kicker: tuple[str, ...], title: tuple[str, ...], key: str) -> None:
    found = header(text)
    assert (found.column, found.kicker, found.title) == (column, kicker, title)
    assert (found.doubt.key if found.doubt else "") == key


def test_confidences() -> None:
    known = {text: header(text).doubt for text in ("# 肩\n# 题", "# 栏\n# 肩\n# 题", "# 快评\n# 题")}
    assert [doubt.confidence for doubt in known.values() if doubt] == [0.6, 0.7, 0.7]


def test_within_a_header_a_shift_of_levels_is_no_evidence() -> None:
    for levels in ("3 3 3", "3 2 1", "2 2 2", "4 3 2"):
        marks = ["#" * int(level) for level in levels.split()]
        text = "\n".join(f"{mark} {title}" for mark, title in zip(marks, ("栏", "肩", "题"), strict=True))
        assert (header(text).column, header(text).kicker, header(text).title) == ("栏", ("肩",), ("题",))


def test_what_the_publication_settles() -> None:
    columns = HouseStyle.of(paper(columns=(Column(name="肩题"),)))
    assert header("# 肩题\n# 标题", columns) == Header(title=("标题",), column="肩题")
    kickers = HouseStyle.of(paper(import_={"kickers": "肩题|别的"}))
    assert header("# 肩题\n# 标题", kickers) == Header(title=("标题",), kicker=("肩题",))
    column = HouseStyle.of(paper(import_={"lone_heading": "column"}))
    assert header("# 肩题\n# 标题", column) == Header(title=("标题",), column="肩题")
    kicker = HouseStyle.of(paper(import_={"lone_heading": "kicker"}))
    assert header("# 肩题\n# 标题", kicker) == Header(title=("标题",), kicker=("肩题",))


@pytest.mark.parametrize("space", ["lines", "text"])
def test_headline_space_settles_the_break(space: str) -> None:
    house = HouseStyle.of(paper(headline_space=space))
    found = header("# 前半 后半", house)
    assert found.doubt is None
    assert found.title == (("前半", "后半") if space == "lines" else ("前半 后半",))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("前半标题 后半标题", ("前半标题", "后半标题")),
        ("前半标题　后半标题", ("前半标题", "后半标题")),
        ("前半, 后半", ("前半,", "后半")),
        ("“学习 诵读”在某地举行", ("“学习 诵读”在某地举行",)),
        ("《春 夏》《秋 冬》出版", ("《春 夏》《秋 冬》出版",)),
        ("「甲 乙」 丙丁", ("「甲 乙」", "丙丁")),
        ("Apple 发布 iPhone 新品", ("Apple 发布 iPhone 新品",)),
        ("New York in May", ("New York in May",)),
        ("새 도서관 문 열어", ("새 도서관 문 열어",)),
        ("甲 乙 丙", ("甲", "乙", "丙")),
    ],
)
def test_rule_5_print_lines(text: str, wanted: tuple[str, ...]) -> None:
    assert print_lines(text, HouseStyle())[0] == wanted


def test_rule_5_asks_only_about_a_header_of_one_heading() -> None:
    one = header("# 前一半 后半").doubt
    assert one is not None
    assert one.key == "note.headline-lines"
    two = header("# 肩题\n# 前半 后半").doubt
    assert two is not None
    assert two.key == "note.kicker"


STORY = "# 头条\n\n□本报记者 甲一\n\n一段。\n\n{sub} 一个标题\n\n二段。\n\n{sub} 另一个标题\n\n三段。\n\n## 次条\n\n本报讯 四段。\n"


def test_rule_4_deeper_than_every_headline_is_a_subhead() -> None:
    reading = read(STORY.format(sub="###"))
    first, second = reading.issue.articles
    assert [plain(block.text) for block in first.body if isinstance(block, Subhead)] == ["一个标题", "另一个标题"]
    assert second.title == ("次条",)
    assert not reading.notes


def test_rule_4_short_headings_of_one_length_in_a_signed_story_are_subheads_and_asked_about() -> None:
    reading = read(STORY.format(sub="##"))
    first, second = reading.issue.articles
    assert [plain(block.text) for block in first.body if isinstance(block, Subhead)] == ["一个标题", "另一个标题"]
    assert second.title == ("次条",)
    assert [(note.key, note.at.line, note.chosen, note.alternatives) for note in reading.notes] == [
        ("note.level", 7, "subhead", ("headline: 一个标题", "headline: 另一个标题")),
    ]


def test_rule_4_long_headings_no_deeper_than_others_open_stories() -> None:
    text = STORY.format(sub="##").replace("另一个标题", "老渡口").replace("一个标题", "城北粮库昨天变成了一家书店")
    assert "城北粮库昨天变成了一家书店" in [one.title[0] for one in read(text).issue.articles]


@pytest.mark.parametrize(
    "opening", ["□本报记者 乙二\n\n二段。", "本报讯 二段。", "新华社北京1月2日电 二段。", "（上接第2版）\n\n二段。"]
)
def test_rule_4_a_byline_straight_after_settles(opening: str) -> None:
    text = f"# 头条\n\n□本报记者 甲一\n\n一段。\n\n#### 深处的标题\n\n{opening}\n"
    reading = read(text)
    assert [one.title[0] for one in reading.issue.articles] == ["头条", "深处的标题"]
    assert "note.level" not in {note.key for note in reading.notes}


def test_a_deep_heading_alone_in_its_story_is_asked_about() -> None:
    reading = read("# 头条\n\n□本报记者 甲一\n\n一段。\n\n#### 深处\n\n二段。\n")
    assert [(note.key, note.chosen) for note in reading.notes] == [("note.level", "subhead")]


def test_headings_at_one_level_are_all_asked_about() -> None:
    reading = read("## 甲\n\n一段。\n\n## 乙\n\n二段。\n\n## 丙\n\n三段。\n")
    assert [one.title[0] for one in reading.issue.articles] == ["甲", "乙", "丙"]
    assert [note.at.line for note in reading.notes] == [5, 9]


def test_briefs_under_their_rubric_have_no_subheads() -> None:
    reading = read("# 头条\n\n本报讯 一段。\n\n## 简讯\n\n## 甲\n\n二段。\n\n### 乙\n\n三段。\n")
    assert [(one.title[0], one.kind) for one in reading.issue.articles] == [
        ("头条", "news"),
        ("甲", "brief"),
        ("乙", "brief"),
    ]


def test_a_headline_may_open_with_an_ornament() -> None:
    reading = read("# 头条\n\n本报讯 一段。\n\n## □师者离去师魂余香\n\n□蒋小鱼\n\n二段。\n")
    assert reading.issue.articles[1].title == ("□师者离去师魂余香",)
    assert reading.issue.articles[1].authors[0].name == "蒋小鱼"


def test_a_column_is_no_byline() -> None:
    reading = read("## 记者走基层\n\n# 标题\n\n□本报记者 甲一\n\n一段。\n", paper(columns=(Column(name="记者走基层"),)))
    (story,) = reading.issue.articles
    assert (story.column, story.title) == ("记者走基层", ("标题",))


def test_a_role_that_the_publication_settles() -> None:
    text = "## 今日评点\n\n# 标题\n\n□王小树\n\n一段。\n"
    asked = read(text)
    assert {note.key for note in asked.notes} == {"note.column", "note.role"}
    settled = read(text, paper(columns=(Column(name="今日评点"),), import_={"signed_without_role": "commentator"}))
    assert not settled.notes
    assert settled.issue.articles[0].authors[0].role == "commentator"
    assert settled.issue.articles[0].kind == "commentary"
