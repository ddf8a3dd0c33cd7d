"""Habits of tools that read scans: each is taken out, counted, and no word goes with it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.dialects import normalised_pages
from epubgen.model import Paragraph, Table
from epubgen.model.inlines import plain
from epubgen.model.walk import article_photos
from tests.page_truth.measure import MANNERS

PAGE = "# 夜校开课\n\n本报讯 记者木棉报道:夜校今天开课。"


def text_of(source: str) -> list[str]:
    return ["\n".join(line for _, line in page.lines).strip() for page in normalised_pages(source)]


def names_of(source: str) -> list[str]:
    return sorted({one.name for page in normalised_pages(source) for one in page.changes})


@pytest.mark.parametrize(
    ("source", "wanted", "names"),
    [
        (f"```markdown\n{PAGE}\n```", PAGE, ["fence"]),
        (f"```\n{PAGE}\n```", PAGE, ["fence"]),
        (f"~~~md\n{PAGE}\n~~~", PAGE, ["fence"]),
        (f"```markdown\n{PAGE}", PAGE, ["fence"]),
        (f"---\nprimary_language: zh\nis_table: False\n---\n{PAGE}", PAGE, ["front-matter"]),
        (f"{PAGE}\n\n<!-- image -->", PAGE, ["comment"]),
        (f'<!-- PageHeader="08 副刊" -->\n\n{PAGE}', f"08 副刊\n\n{PAGE}", []),
        ("# 致 读 者\n\n文。", "# 致读者\n\n文。", ["letter-spacing"]),
        ("# 公　告\n\n文。", "# 公告\n\n文。", ["letter-spacing"]),
        ("# N E W S\n\nText.", "# NEWS\n\nText.", ["letter-spacing"]),
        ("# T H E  H A R B O U R\n\nText.", "# THE HARBOUR\n\nText.", ["letter-spacing"]),
        ("**渡口今天退役**\n\n文。", "## 渡口今天退役\n\n文。", ["bold-heading"]),
        ("**老厂房里**\n**开出夜校**\n\n文。", "## 老厂房里<br>开出夜校\n\n文。", ["bold-heading"]),
        ("# 一\n\n# 二\n\n**先修水管**\n\n文。", "# 一\n\n# 二\n\n\n#### 先修水管\n\n文。", ["bold-heading"]),
        ("<h2>夜校开课</h2>\n\n文。", "## 夜校开课\n\n文。", ["heading"]),
        ("#夜校开课\n\n文。", "# 夜校开课\n\n文。", []),
        ("＃ 夜校开课\n\n文。", "# 夜校开课\n\n文。", []),
        ("夜校开课\n====\n\n文。", "# 夜校开课\n\n\n文。", []),
        ("| 甲 | 乙 |\n|-|-|\n| 一 | 二 |", "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |", []),
        # What looks like a habit and is none.
        ("文。\n\n```python\nx = 1\n```", "文。\n\n```python\nx = 1\n```", []),
        ("**本报记者 王小芳**\n\n文。", "本报记者 王小芳\n\n文。", []),
        ("**2026年5月8日 星期五**\n\n文。", "2026年5月8日 星期五\n\n文。", []),
        ("**这是一句话。**\n\n文。", "这是一句话。\n\n文。", []),
        ("#青溪夜市#\n\n文。", "#青溪夜市#\n\n文。", []),
        ("杨 树\n\n文。", "杨 树\n\n文。", []),
        ("---\nis_table: False\n渡口: 今天退役\n---\n\n文。", "---\nis_table: False\n渡口: 今天退役\n---\n\n文。", []),
    ],
)
def test_habits(source: str, wanted: str, names: list[str]) -> None:
    assert (text_of(source), names_of(source)) == ([wanted], names)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("港町の夏を告げる港まつりが来月二日から三日<br>間、旧港で開かれる。花火は二千発。屋台は百<br>店が並ぶ。",
         "港町の夏を告げる港まつりが来月二日から三日間、旧港で開かれる。花火は二千発。屋台は百店が並ぶ。"),
        ("夜校今天上午在老厂房里正式开课了，学\n员来自附近的十二个社区，年纪最大的七\n十三岁。",
         "夜校今天上午在老厂房里正式开课了，学员来自附近的十二个社区，年纪最大的七十三岁。"),
        ("Mayor Grace Liu on Tuesday defended a trip\nto a trade fair abroad that cost tax-\npayers $5619.",
         "Mayor Grace Liu on Tuesday defended a trip to a trade fair abroad that cost taxpayers $5619."),
        ("시장은 다음 달까지 요금을 받지 않기로 했다고\n밝혔다. 이용자는 역에서 표를 받을 수 있다고\n한다.",
         "시장은 다음 달까지 요금을 받지 않기로 했다고 밝혔다. 이용자는 역에서 표를 받을 수 있다고 한다."),
    ],
)  # fmt: skip
def test_print_lines_of_a_column_become_one_line(source: str, wanted: str) -> None:
    assert text_of(source) == [wanted]


@pytest.mark.parametrize(
    "source",
    [
        "春夜的雨落在瓦上\n像一封没有寄出的信\n灯还亮着",
        "床前明月光，<br>疑是地上霜。<br>举头望明月，<br>低头思故乡。",
        "地址：人民路12号<br>电话：0512-5550188",
        "本报记者 王小芳\n实习生 李大力",
        "By ANNA KIRK\nStaff Writer",
        "# 港まつり<br>来月開催",
        "- 一\n- 二\n- 三",
        "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate.",
    ],
)
def test_lines_of_poems_addresses_and_headlines_stay(source: str) -> None:
    assert text_of(source) == [source]


@pytest.mark.parametrize(
    "separator",
    ["<!-- Page 2 -->", "{1}------------------------------------------------", "---\n\n<!-- page: 2 -->\n\n---", "\f",
     "--- Page 2 ---", "[Page 2]", "<page_number>2</page_number>", "<!-- PageBreak -->"],
)  # fmt: skip
def test_a_file_of_several_pages(separator: str) -> None:
    text = f"第1版 要闻 2026年5月3日\n\n{PAGE}\n\n{separator}\n\n第2版 综合 2026年5月3日\n\n# 书市开张\n\n本报讯 书市开张。"
    reading = read_pages([("2026-05-03.md", text)])

    assert [(page.number, page.name) for page in reading.issue.pages] == [("01", "要闻"), ("02", "综合")]
    assert [story.headline for story in reading.issue.articles] == ["夜校开课", "书市开张"]


@pytest.mark.parametrize(("dashes", "hints"), [(6, ["1", "2"]), (48, ["1", "2"]), (5, [""]), (3, [""])], ids=str)
def test_a_marker_counts_from_nought_and_has_six_dashes_or_more(dashes: int, hints: list[str]) -> None:
    source = "\n\n".join(f"{{{number}}}{'-' * dashes}\n\n# 第{number}篇\n\n潮水退去。" for number in range(2))
    pages = normalised_pages(source)
    assert [page.hint for page in pages] == hints
    assert any("{" in line for page in pages for _, line in page.lines) == (dashes < 6)


RULES = ["---", "***", "_ _ _", "-----", "* * *"]


@pytest.mark.parametrize("rule", RULES)
def test_rules_beside_a_separator_belong_to_it(rule: str) -> None:
    source = f"# 甲\n\n涨。\n\n{rule}\n\n{{1}}------\n\n{rule}\n\n# 乙\n\n一。\n\n{rule}\n\n二。"
    first, second = normalised_pages(source)
    assert not [line for _, line in first.lines if line == rule]
    assert [line for _, line in second.lines if line == rule] == [rule]
    changes = [change.text for change in (*first.changes, *second.changes) if change.name == "page-separator"]
    assert sorted(changes) == sorted([rule, "{1}------", rule])


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_on_a_single_page_stays(rule: str) -> None:
    (page,) = normalised_pages(f"{rule}\n\n# 甲\n\n涨。\n\n{rule}\n\n完。")
    assert [line for _, line in page.lines if line == rule] == [rule, rule]


def test_a_running_head_in_the_midst_opens_a_page() -> None:
    long = "夜校今天在老厂房里开课，学员来自附近的十二个社区，年纪最大的七十三岁。"
    text = f"第1版 要闻 2026年5月3日\n\n# 夜校开课\n\n{long}\n\n第2版 综合 2026年5月3日\n\n# 书市开张\n\n{long}"

    assert [page.number for page in read_pages([("a.md", text)]).issue.pages] == ["01", "02"]


def test_a_foot_opens_no_page() -> None:
    text = "# 夜校开课\n\n" + "夜校今天在老厂房里开课。" * 5 + "\n\n2026年5月3日 第3版"

    assert [page.number for page in read_pages([("a.md", text)]).issue.pages] == ["03"]


@pytest.mark.parametrize(
    "table",
    [
        "<html><body><table><tr><td>品种</td><td>均价</td></tr><tr><td>菠菜</td><td>3.20</td></tr></table></body></html>",
        "<table>\n<tr><th>品种</th><th>均价</th></tr>\n<tr><td>菠菜</td><td>3.20</td></tr>\n</table>",
        "<table><thead><tr><td>品种</td><td>均价</td></tr></thead><tbody><tr><td>菠菜<td>3.20</tbody></table>",
        "|品种|均价|\n|-|-|\n|菠菜|3.20|",
    ],
)
def test_a_table_of_a_tool_is_a_table(table: str) -> None:
    reading = read_pages([("2026-05-08-06.md", f"# 菜价\n\n本报讯 菜价上涨。\n\n{table}\n\n下一步。")])
    (made,) = [block for block in reading.issue.articles[0].body if isinstance(block, Table)]

    assert [plain(cell) for cell in made.head] == ["品种", "均价"]
    assert [[plain(cell) for cell in row] for row in made.rows] == [["菠菜", "3.20"]]
    assert not [note for note in reading.notes if note.key == "note.markup"]


def test_cells_over_several_columns_and_rows_keep_their_places() -> None:
    table = (
        '<table><tr><td colspan="2">甲</td><td>乙</td></tr><tr><td rowspan="2">丙</td><td>a|b</td><td>1</td></tr>'
        "<tr><td>丁</td><td>2</td></tr></table>"
    )

    assert text_of(table)[0].split("\n") == ["| 甲 |  | 乙 |", "|---|---|---|", "| 丙 | a\\|b | 1 |", "|  | 丁 | 2 |"]


def test_lines_keep_the_numbers_of_the_file() -> None:
    text = "```markdown\n# 夜校开课\n\n本报讯 20l6年开课。\n```"
    (note,) = [note for note in read_pages([("2026-05-08-03.md", text)]).notes if note.key == "note.misread"]

    assert note.at.line == 4


def test_every_habit_is_counted_and_words_of_the_tool_are_listed() -> None:
    reading = read_pages([("2026-05-08-03.md", f"```markdown\n{PAGE}\n```")])

    assert ("dialect.fence", 2) in reading.counts
    assert ("2026-05-08-03.md:1", "```markdown", "fact.dialect.fence") in {
        (fact.name, fact.value, fact.origin) for fact in reading.facts
    }


SIGNS = re.compile(r"[^\w]|_")


@pytest.mark.parametrize("words", ["图片", "写真 1", "Bild", "image2"])
def test_words_of_a_tool_in_a_picture_give_way_to_the_caption_and_are_listed(words: str) -> None:
    text = f"# 老井旁开了面馆\n\n![{words}](1.jpg)\n\n面馆门前排起了队。 木棉 摄\n\n面馆今天开门。面是手擀的，水是井里的，头一天卖出三百碗。\n"
    reading = read_pages([("2026-05-08-03.md", text)], place=lambda name: f"desk/{name}")
    (photo,) = article_photos(reading.issue.articles[0])
    assert photo.caption == "面馆门前排起了队。"
    assert ("2026-05-08-03.md:3", words) in {(fact.name, fact.value) for fact in reading.facts}


@pytest.mark.parametrize("manner", MANNERS, ids=lambda one: one.name)
def test_letters_and_digits_of_a_page_are_those_of_its_lines_and_of_the_list(manner: object) -> None:
    for number in range(3):
        text = manner.page(number).text  # type: ignore[attr-defined]
        made = normalised_pages(text)
        words = "".join(line for page in made for _, line in page.lines)
        taken = "".join(one.text for page in made for one in page.changes)
        was = Counter(SIGNS.sub("", text.replace("<br>", "")))
        now = Counter(SIGNS.sub("", words.replace("<br>", "") + taken.replace("<br>", "")))
        assert was - now == Counter()


def test_paragraphs_of_a_japanese_page_have_no_breaks() -> None:
    text = "# 港まつり<br>来月開催\n\n港町の夏を告げる港まつりが来月二日から三日<br>間、旧港で開かれる。花火は二千発。屋台は百<br>店が並ぶ。"
    (story,) = read_pages([("2026-05-08-01.md", text)]).issue.articles

    assert story.title == ("港まつり", "来月開催")
    assert [plain(block.text) for block in story.body if isinstance(block, Paragraph)] == [
        "港町の夏を告げる港まつりが来月二日から三日間、旧港で開かれる。花火は二千発。屋台は百店が並ぶ。"
    ]
