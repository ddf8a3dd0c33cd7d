# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks → Markdown: written the way an editor would type it, and escaped only where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.markup import blocks_from_markdown, markdown_from_blocks, markdown_from_inlines
from epubgen.model import Address, Break, Em, Inlines, Link, List, Paragraph, Strong, Sub, Text, Upright

SAME = [
    "说**“重点”**是，*着重*。",
    "8~10时，约3~5人；#话题、100%、a_b、3-2、C++不改",
    "2026. 年初",
    "H~2~O，10^3^米",
    '[漢字]{ruby="かん じ"}[22]{.tcy}[mot]{lang=fr}',
    "见[网页](https://a.cn/x)、<https://a.cn/y>和[旧闻](article:law)[^1]",
    "一\\\n二",
    "{.lede}\n开头",
    "## 小标题\n\n### 更小",
    '![说明](../photos/a.jpg){alt="画面" credit="何某摄" focal="0.5 0.3" width=full}',
    "![](<照 片(1.jpg>)",
    '::: gallery caption="春"\n![一](a.jpg)\n![二](b.jpg)\n:::',
    "> 话\n> —— 某某",
    "> Word.\n> — A. Name",
    '{attribution=""}\n> —— 不是署名',
    "- 一\n- 二",
    "1. 一\n\n   后\n\n2. 二",
    "- 一\n\n+ 另一张表",
    '{caption="表"}\n| 甲 | 乙 |\n|:--|--:|\n| 1 | a\\|b |',
    '::: box title="背景" kind=facts\n文\n:::',
    ":::: box\n::: note kind=editor\n文\n:::\n::::",
    "::: poem\n一\n　二\n\n三\n:::",
    "::: qa\n问：一\n\n答：二\n\n他说：三\n:::",
    '::: dialogue\n老李：一\n\n{who="？"}\n二\n\n{.continued}\n我想：三\n:::',
    "```py\na\n```",
    "***",
    "::: page n=3\n:::",
    "文[^1][^2]\n\n[^1]: 一\n[^2]: 二\n\n    三",
]


@pytest.mark.parametrize("text", SAME)
def test_what_an_editor_typed_is_written_the_same(text: str) -> None:
    read = blocks_from_markdown(text)
    assert read.findings == ()
    assert markdown_from_blocks(read.blocks, read.footnotes).rstrip("\n") == text


ESCAPED: list[tuple[Inlines, str]] = [
    ((Text("# 一"),), "\\# 一"),
    ((Text("1. 一"),), "1\\. 一"),
    ((Text("- 一"),), "\\- 一"),
    ((Text("> 一"),), "\\> 一"),
    ((Text("::: 一"),), "\\::: 一"),
    ((Text("[一] *二* `三` <b> &amp;"),), "\\[一\\] \\*二\\* \\`三\\` \\<b> \\&amp;"),
    ((Text("一"), Break(), Text("- 二")), "一\\\n\\- 二"),
    ((Text("好!"), Link((Text("网"),), "https://a.cn")), "好\\![网](https://a.cn)"),
    ((Text("a"), Strong((Text(" b"),))), "a[ b]{.strong}"),
    ((Em((Text("一"),)), Strong((Text("二"),))), "*一*[二]{.strong}"),
    ((Text("汉"), Sub((Text("2"),))), "汉[2]{.sub}"),
    ((Upright((Text("GDP"),)), Address((Text("a.cn"),))), "GDPa.cn"),
]


@pytest.mark.parametrize(("runs", "text"), ESCAPED, ids=[text for _, text in ESCAPED])
def test_only_what_would_be_a_mark_is_escaped(runs: Inlines, text: str) -> None:
    assert markdown_from_inlines(runs) == text


def test_neighbouring_lists_stay_two() -> None:
    one = List(items=((Paragraph(text=(Text("一"),)),),))
    assert blocks_from_markdown(markdown_from_blocks((one, one, one))).blocks == (one, one, one)


def test_nothing_is_nothing() -> None:
    assert markdown_from_blocks(()) == ""


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "issues").glob("*/*/articles/*.md")), ids=lambda path: path.stem
)
def test_samples_read_back(path: Path) -> None:
    body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
    read = blocks_from_markdown(body)
    again = blocks_from_markdown(markdown_from_blocks(read.blocks, read.footnotes))
    assert read.findings == ()
    assert (again.blocks, again.footnotes) == (read.blocks, read.footnotes)
