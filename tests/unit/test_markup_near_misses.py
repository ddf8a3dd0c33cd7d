# SPDX-License-Identifier: AGPL-3.0-or-later
"""S16 and the open fence: each near miss is named with its line and what to type; what is meant as typed is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from epubgen.errors import Location, Severity
from epubgen.importers.native import IMPORTER
from epubgen.importers.open_source import open_source
from epubgen.linting import lint
from epubgen.markup import blocks_from_markdown, masked_names
from epubgen.model import Code, List, Paragraph, Table, Text
from epubgen.options import Options
from tests.counted import assert_linear

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path.parent for path in (ROOT / "issues").rglob("issue.yaml"))

MISSES = [
    ("看\n![[bridge.jpg]]", "S16.embedded", 2, "![图片说明](../photos/bridge.jpg)"),
    ("![[bridge.jpg|300]]", "S16.embedded", 1, "../photos/bridge.jpg"),
    ("！【老桥】（../photos/x.jpg）", "S16.photo", 1, "“![老桥](../photos/x.jpg)”"),
    ("![老桥]（../photos/x.jpg）", "S16.photo", 1, "“![老桥](../photos/x.jpg)”"),
    ("！[老桥]（../photos/x.JPG）", "S16.photo", 1, "“![老桥](../photos/x.JPG)”"),
    ("## ![老桥]（x.jpg）", "S16.photo", 1, "“![老桥](x.jpg)”"),
    ("见[官网]（https://a.cn/b）。", "S16.link", 1, "“[官网](https://a.cn/b)”"),
    ("- 一\n- 见［官网］(https://a.cn)。", "S16.link", 2, "“[官网](https://a.cn)”"),
    ("一。\n\n##小标题", "S16.subhead", 3, "“## 小标题”"),
    ("一。\n##小标题", "S16.subhead", 2, "“## 小标题”"),
    ("###小标题", "S16.subhead", 1, "“### 小标题”"),
    ("＃＃ 小标题", "S16.subhead", 1, "“## 小标题”"),
    ("＃＃小标题", "S16.subhead", 1, "“## 小标题”"),
    ("＃ 小标题", "S16.subhead", 1, "“## 小标题”"),
    ("##Subhead", "S16.subhead", 1, "“## Subhead”"),
    ("一。\n\n| 甲 | 乙 |\n| 1 | 2 |", "S16.table", 3, "“| --- | --- |”"),
    ("| a | b | c |\n| --- | --- |\n| 1 | 2 | 3 |", "S16.table", 1, "“| --- | --- | --- |”"),
    ("｜甲｜乙｜\n｜1｜2｜", "S16.table.wide", 1, "“| 甲 | 乙 |”，下面加一行“| --- | --- |”"),
    ("甲\t乙\n1\t2\n3\t4", "S16.table.tabs", 1, "“| 甲 | 乙 |”，下面加一行“| --- | --- |”"),
    ("他说，**这很要紧。", "S16.strong", 1, "“**”"),
    ("一，\n**这很要紧 **，二。", "S16.strong", 2, "“**”"),
    ("**甲**，**乙", "S16.strong", 1, "“**”"),
    ("1．甲\n2．乙", "S16.list", 1, "“1. 甲”"),
    ("要带：\n1、甲\n2、乙\n3、丙", "S16.list", 2, "“1. 甲”"),
    ("1.甲\n2.乙", "S16.list", 1, "“1. 甲”"),
    ("•甲\n• 乙", "S16.list", 1, "“- 甲”"),
    ("：：： box\n\n一。\n\n：：：", "S16.fence", 1, "“::: box”"),
    ('：:： box title="怎么去"\n一。\n：：：', "S16.fence", 1, '“::: box title="怎么去"”'),
]

AS_MEANT = [
    "#春节# 到了，#龙舟# 也到了。",
    "#春节#",
    "＃春节＃",
    "＃ 春节 ＃",
    "#1 候选人",
    r"\##小标题",
    "`##小标题`",
    "```\n##小标题\n1、甲\n2、乙\n```",
    "~~~\n一\n~~~",
    "```",
    "## 小标题",
    "太好了！【老桥】（见图）",
    "太好了！（https://a.cn）",
    "【官网】（https://a.cn）",
    "[注]（据县志）",
    "![老桥](x.jpg)",
    "文｜江予 图｜何穗",
    "｜记者手记｜",
    "绝对值 |x| 与 |y| 相等。",
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
    "张**说，有人也说。",
    "嫌疑人张**被抓。",
    "电话 138****0000。",
    "他说：“真 ** 。”",
    r"\**注：以实物为准。",
    "***",
    "**甲**，见张**。",
    "**甲**",
    "2**10 等于 1024。",
    "1、甲",
    "1、甲\n\n2、乙",
    "比分 1.5\n2.5 都有可能。",
    "3、甲\n1、乙",
    "1. 甲\n2. 乙",
    "\u30001、甲\n\u30002、乙",
    "·甲",
    "一\t二",
    "他说：：好。",
    "::: box\n一。\n:::",
    "2026. 年初",
]


@pytest.mark.parametrize(("text", "key", "line", "cure"), MISSES)
def test_a_near_miss_is_named_with_what_to_type(text: str, key: str, line: int, cure: str) -> None:
    found = blocks_from_markdown(text, Location("a.md", 1)).findings
    assert [(one.key, one.at) for one in found] == [(key, Location("a.md", line))]
    assert found[0].severity is Severity.WARNING
    assert cure in found[0].hint("zh")
    assert found[0].hint("en")


@pytest.mark.parametrize("text", AS_MEANT)
def test_what_is_meant_as_typed_is_left_alone(text: str) -> None:
    assert [one.key for one in blocks_from_markdown(text).findings] == (["S09.unclosed.code"] if text == "```" else [])


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.relative_to(ROOT / "issues").as_posix())
def test_the_samples_have_none(folder: Path) -> None:
    origin = open_source(folder)
    reading = IMPORTER.read(origin, Options())
    found = (*reading.findings, *lint(reading.issue, origin, Options()))
    assert not [one for one in found if one.code == "S16"]


CURED = [
    ("1．甲\n2．乙", "1. 甲\n2. 乙", List),
    ("甲\t乙\n1\t2", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", Table),
]


@pytest.mark.parametrize(("text", "cured", "kind"), CURED)
def test_the_cure_cures(text: str, cured: str, kind: type) -> None:
    assert isinstance(blocks_from_markdown(text).blocks[0], Paragraph)
    read = blocks_from_markdown(cured)
    assert isinstance(read.blocks[0], kind)
    assert not read.findings


OPEN = [
    ("一。\n\n```\n二。\n\n三。\n", 3),
    ("一。\n\n```\n二。\n\n三。", 3),
    ("~~~~\n一\n~~~\n", 1),
    ("```", 1),
    ("> ```\n> 一\n\n二。", 1),
    ("- 一\n\n  ```\n  二\n\n三。", 3),
]


@pytest.mark.parametrize(("text", "line"), OPEN)
def test_an_open_fence_is_an_error_where_it_opens(text: str, line: int) -> None:
    found = blocks_from_markdown(text, Location("a.md", 1)).findings
    assert [(one.key, one.at, one.severity) for one in found] == [
        ("S09.unclosed.code", Location("a.md", line), Severity.ERROR)
    ]


@pytest.mark.parametrize("text", ["```\n一\n```", "```\n一\n````\n", "````\n```\n````", "- ```\n  一\n  ```\n二"])
def test_a_closed_fence_is_none(text: str) -> None:
    read = blocks_from_markdown(text)
    assert not read.findings
    assert not isinstance(read.blocks[0], Code) or read.blocks[0].text in ("一", "```")


def test_a_full_width_mark_before_a_link_says_both() -> None:
    found = blocks_from_markdown("！[老桥](../photos/x.jpg)").findings
    assert [one.key for one in found] == ["S16.photo", "S09.link"]


def test_the_text_stays_as_it_is() -> None:
    assert blocks_from_markdown("##小标题").blocks == (Paragraph(text=(Text("##小标题"),)),)


@pytest.mark.parametrize("mark", ["**", "![[", "！【", "[", "`", "|", "｜", "\t", "＃", "：", "1、\n"])
def test_hostile_rows_of_marks_cost_no_more_than_other_text(mark: str) -> None:
    assert_linear(lambda size: blocks_from_markdown(mark * size), 1000)


class CountedTokens(list[Token]):
    """Tokens whose looking up is a call."""

    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(at)


def test_names_in_nested_stress_are_looked_for_once() -> None:
    def look(size: int) -> None:
        line = MarkdownIt().parse("a *a " * size + "王 *" * size)[1]
        assert not masked_names.hidden_name(CountedTokens(line.children or ()))

    assert_linear(look, 200)
