# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a click on a part of a story writes: breaks, joins and other roles, where no question was asked."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from epubgen.api import import_pages, lint
from epubgen.errors import SourceError
from epubgen.importers.reading import PageBlocks, StoryBlock
from epubgen.issue_folder import notes
from epubgen.issue_folder.folder_edits import FolderTexts, applied, reverted
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.page_blocks import FILE, page_blocks_text, read_page_blocks
from epubgen.issue_folder.part_changes import planned_change
from epubgen.issue_folder.story_file import letters_of
from epubgen.issue_folder.story_parts import StoryPart, parts_of
from tests.unit.test_answers import SHORT, Folder, question
from tests.unit.tiny_pdf import jpeg

TEXT = "---\ntitle: 山雀\npage: 01\n---\n\n山雀来了。\n\n渡口修了一座桥。\n\n夜里下雨\n\n雨很大。\n"


class Desk(Folder):
    """An issue folder whose parts are clicked."""

    def parts(self, story: str) -> tuple[StoryPart, ...]:
        stories = IssueStories(FolderTexts(self.home))
        held = stories.file(story)
        assert held
        return parts_of(held, *stories.beside(story))

    def part(self, story: str, opens: str) -> StoryPart:
        return next(one for one in self.parts(story) if one.text.startswith(opens))

    def keys(self, story: str, opens: str) -> list[str]:
        return [one.key for one in self.part(story, opens).choices]

    def click(self, story: str, opens: str, key: str) -> None:
        before, state = self.letters(), self.state()
        planned = planned_change(self.home, story, self.part(story, opens).mark, key, "zh-Hans-CN")
        applied(self.home, planned)
        assert lint(self.home).ok, lint(self.home).text()
        assert before <= self.letters(), "no letter is lost"
        after = self.state()
        applied(self.home, reverted(planned))
        assert self.state() == state, "each change can be taken back"
        for path in set(state) - set(after):
            Path(path).unlink()
        for path, data in after.items():
            Path(path).parent.mkdir(exist_ok=True)
            Path(path).write_bytes(data)

    def letters(self) -> Counter[str]:
        text = "".join(path.read_text("utf-8") for path in self.home.glob("articles/*.md"))
        text = re.sub(r"（无标题）|^authors:.*$", "", text, flags=re.MULTILINE)  # the byline says the authors too
        return Counter(one for one in letters_of(text) if not one.isascii())

    def blocks(self) -> list[tuple[str, str, str]]:
        return [(one.story, one.role, one.text) for one in read_page_blocks(self.read(FILE))[0].blocks]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.file("articles/01-02.md").write_text(TEXT, "utf-8")
    return made


def test_each_part_offers_what_it_can_be(desk: Desk) -> None:
    shown = [(one.role, one.text, [choice.key for choice in one.choices]) for one in desk.parts("01-01")]
    assert shown == [
        ("kicker", "书记调研时强调", ["column", "headline", "deck", "text"]),
        ("headline", "当好店小二", ["column", "kicker", "deck", "text", "with-below"]),
        ("headline", "跑出加速度", ["column", "kicker", "deck", "text"]),
        ("deck", "年内落地十个项目", ["column", "kicker", "headline", "text"]),
        ("paragraph", "昨天开会。", ["subhead"]),
    ]
    assert desk.keys("01-02", "山雀来了") == ["column", "kicker", "headline", "deck", "subhead", "to-above"]
    assert desk.keys("01-02", "夜里下雨") == ["new-story", "subhead", "join", "break", "to-above"]
    assert desk.keys("01-02", "雨很大") == ["subhead", "join", "break"]
    assert desk.keys("01-03", "夜校开课") == ["above-subhead", "above-text"], "the only headline, the last story"


@pytest.mark.parametrize(
    ("opens", "key", "made"),
    [
        ("渡口修了", "break", "---\ntitle: （无标题）\npage: 01\n---\n\n渡口修了一座桥。\n\n夜里下雨\n\n雨很大。\n"),
        ("夜里下雨", "new-story", "---\ntitle: 夜里下雨\npage: 01\n---\n\n雨很大。\n"),
        ("雨很大", "break", "---\ntitle: （无标题）\npage: 01\n---\n\n雨很大。\n"),
    ],
)
def test_a_story_begins_at_any_paragraph(desk: Desk, opens: str, key: str, made: str) -> None:
    desk.click("01-02", opens, key)
    assert desk.read("articles/01-04.md") == made
    assert desk.read("articles/01-02.md") == TEXT.partition(f"\n{opens}")[0]
    assert "      - 01-01  # leads\n      - 01-02\n      - 01-04\n      - 01-03\n" in desk.read("issue.yaml")


def test_a_story_begins_at_a_subhead_that_nobody_doubted(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.click("01-02", "先修水管", "new-story")
    assert desk.read("articles/01-04.md").startswith("---\ntitle: 先修水管\n")
    desk.click("01-04", "再请匠人", "new-story")
    assert desk.read("articles/01-05.md") == "---\ntitle: 再请匠人\npage: 01\n---\n\n“匠人回来了。”\n"


@pytest.mark.parametrize(
    ("key", "written"),
    [("above-subhead", "昨天开会。\n\n## 山雀\n\n山雀来了。"), ("above-text", "昨天开会。\n\n山雀\n\n山雀来了。")],
)
def test_a_story_is_joined_with_the_one_before(desk: Desk, key: str, written: str) -> None:
    desk.click("01-02", "山雀", key)
    assert written in desk.read("articles/01-01.md")
    assert desk.read("dropped/01-02.md") == TEXT
    assert "01-02" not in desk.read("issue.yaml")


def test_a_story_is_joined_with_the_one_behind(desk: Desk) -> None:
    desk.click("01-02", "山雀", "with-below")
    assert desk.read("articles/01-02.md").endswith(
        "雨很大。\n\n## 夜校开课\n\n本报讯记者木棉报道：夜校今天开课，报名的人\n"
    )
    assert desk.read("dropped/01-03.md") == SHORT


def test_a_break_is_undone_by_a_join(desk: Desk) -> None:
    desk.click("01-02", "夜里下雨", "break")
    assert desk.keys("01-04", "（无标题）") == ["above", "with-below"]
    desk.click("01-04", "（无标题）", "above")
    assert desk.read("articles/01-02.md") == TEXT


def test_the_text_up_to_here_is_the_end_of_the_story_before(desk: Desk) -> None:
    desk.click("01-02", "渡口修了", "to-above")
    assert desk.read("articles/01-01.md").endswith("昨天开会。\n\n山雀来了。\n\n渡口修了一座桥。\n")
    assert desk.read("articles/01-02.md") == "---\ntitle: 山雀\npage: 01\n---\n\n夜里下雨\n\n雨很大。\n"


def test_the_text_from_here_on_is_the_beginning_of_the_story_behind(desk: Desk) -> None:
    assert "to-below" not in desk.keys("01-02", "夜里下雨"), "a dateline stands above every text of its story"
    desk.file("articles/01-03.md").write_text("---\ntitle: 夜校开课\npage: 01\n---\n\n来了很多人。\n", "utf-8")
    desk.click("01-02", "夜里下雨", "to-below")
    assert desk.read("articles/01-02.md").endswith("渡口修了一座桥。\n")
    assert desk.read("articles/01-03.md").endswith("---\n\n夜里下雨\n\n雨很大。\n\n来了很多人。\n")


@pytest.mark.parametrize(
    ("opens", "key", "holds"),
    [
        ("书记调研时强调", "text", "---\n\n书记调研时强调\n\n昨天开会。\n"),
        ("书记调研时强调", "deck", "deck: [书记调研时强调, 年内落地十个项目]\n"),
        ("当好店小二", "kicker", "kicker: [书记调研时强调, 当好店小二]  # sure\n"),
        ("当好店小二", "column", "column: 当好店小二\n"),
        ("年内落地十个项目", "headline", "  - 年内落地十个项目\n"),
        ("昨天开会", "subhead", "---\n\n## 昨天开会。\n"),
    ],
)
def test_a_line_gets_another_role(desk: Desk, opens: str, key: str, holds: str) -> None:
    desk.click("01-01", opens, key)
    assert holds in desk.read("articles/01-01.md")
    assert "# from the desk" in desk.read("articles/01-01.md")


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        ("deck", "deck: 山雀来了。\n"), ("kicker", "kicker: 山雀来了。\n"), ("column", "column: 山雀来了。\n"),
        ("headline", "title: [山雀, 山雀来了。]\n"),
    ],
)  # fmt: skip
def test_the_first_paragraph_belongs_to_the_header(desk: Desk, key: str, holds: str) -> None:
    desk.click("01-02", "山雀来了", key)
    assert holds in desk.read("articles/01-02.md")
    assert desk.read("articles/01-02.md").endswith("---\n\n渡口修了一座桥。\n\n夜里下雨\n\n雨很大。\n")


def test_a_subhead_becomes_a_paragraph_and_a_paragraph_the_rest_of_another(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.click("01-02", "先修水管", "text")
    desk.click("01-02", "先修水管", "join")
    assert "铺子空了。先修水管\n\n水管修了" in desk.read("articles/01-02.md")


@pytest.mark.parametrize("words", ["1. 修水管", "# 水管", "- 水管", "水管 [1]", "::: 水管", "| 水 | 管 |"])
def test_a_line_that_looks_like_markdown_stays_what_it_says(desk: Desk, words: str) -> None:
    desk.file("articles/01-02.md").write_text(f"---\ntitle: 山雀\ndeck: '{words}'\npage: 01\n---\n\n雨。\n", "utf-8")
    desk.click("01-02", words, "text")
    assert (desk.parts("01-02")[1].role, desk.parts("01-02")[1].text) == ("paragraph", words)


def test_questions_go_with_their_passages_and_those_decided_are_gone(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        question("deck", "01-01", "年内落地十个项目", "deck", "kicker"),
        question("level", "01-02", "再请匠人", "subhead", "headline"),
        question("join", "01-02", "水管修了， + 街坊没有", "joined", "two-paragraphs"),
        question("level", "01-02", "先修水管", "subhead", "headline"),
    )
    desk.click("01-02", "先修水管", "new-story")
    assert [(one.code, one.story) for one in desk.asked.notes] == [
        ("deck", "01-01"),
        ("level", "01-04"),
        ("join", "01-04"),
    ]
    desk.click("01-01", "年内落地", "kicker")
    desk.click("01-04", "先修水管", "above-subhead")
    assert [(one.code, one.story) for one in desk.asked.notes] == [("level", "01-02"), ("join", "01-02")]
    assert desk.read(notes.FILE).startswith("# mine\n")


def put_blocks(desk: Desk, *placed: tuple[str, str, str]) -> None:
    blocks = [
        StoryBlock(story=story, role=role, box=(0, 100 * at, 900, 100 * at + 90), text=text)
        for at, (text, story, role) in enumerate(placed)
    ]
    page = PageBlocks(page="01", width=9, height=9, picture="", blocks=tuple(blocks))
    desk.file(FILE).write_text(page_blocks_text([page]), "utf-8")


def test_a_break_at_a_photo_takes_the_blocks_below_it(desk: Desk) -> None:
    (desk.home / "photos").mkdir()
    (desk.home / "photos/a.jpg").write_bytes(jpeg((9, 9, 9), (60, 90)))
    desk.file("articles/01-02.md").write_text(TEXT.replace("渡口", "![桥。](photos/a.jpg)\n\n渡口"), "utf-8")
    put_blocks(
        desk, ("山雀", "01-02", "headline"), ("——", "01-02", "paragraph"), ("山雀来了", "01-02", "paragraph"),
        ("渡口修了", "01-02", "paragraph"), ("夜校开课", "01-03", "headline"), ("夜里下雨", "01-02", "paragraph"),
    )  # fmt: skip
    desk.click("01-02", "photos/a.jpg", "break")
    assert [story for story, _, _ in desk.blocks()] == ["01-02", "01-02", "01-02", "01-04", "01-03", "01-04"]


def test_the_blocks_of_the_page_follow(desk: Desk) -> None:
    words = ["山雀", "山雀来了", "渡口修了", "夜里下雨", "雨很大"]
    roles = ["headline", *["paragraph"] * 4]
    placed = [(one, "01-02", role) for one, role in zip(words, roles, strict=True)] + [
        ("夜校开课", "01-03", "headline")
    ]
    put_blocks(desk, *placed)
    desk.click("01-02", "夜里下雨", "new-story")
    assert desk.blocks()[3:] == [
        ("01-04", "headline", "夜里下雨"),
        ("01-04", "paragraph", "雨很大"),
        ("01-03", "headline", "夜校开课"),
    ]
    desk.click("01-02", "山雀来了", "to-above")
    assert [story for story, _, _ in desk.blocks()] == ["01-02", "01-01", "01-02", "01-04", "01-04", "01-03"]
    desk.click("01-04", "夜里下雨", "above-subhead")
    assert [one[:2] for one in desk.blocks()[3:5]] == [("01-02", "subhead"), ("01-02", "paragraph")]


def test_a_choice_for_what_is_no_longer_there_changes_nothing(desk: Desk) -> None:
    mark = desk.part("01-02", "夜里下雨").mark
    path = desk.file("articles/01-02.md")
    path.write_text(TEXT.replace("夜里下雨", "夜里下雪"), "utf-8")
    before = desk.state()
    for story, named, key in [
        ("01-02", mark, "break"),
        ("01-09", mark, "break"),
        ("01-02", desk.part("01-02", "雨很大").mark, "fly"),
    ]:
        with pytest.raises(SourceError, match="H24"):
            planned_change(desk.home, story, named, key)
    assert desk.state() == before


@pytest.mark.parametrize(
    "box", ["::: box\n甲。\n\n乙。\n:::", "> 甲。\n>\n> 乙。", "- 甲。\n- 乙。", "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |"]
)
def test_a_box_is_never_torn(desk: Desk, box: str) -> None:
    desk.file("articles/01-02.md").write_text(f"---\ntitle: 山雀\npage: 01\n---\n\n上。\n\n{box}\n\n下。\n", "utf-8")
    desk.click("01-02", "下。", "break")
    planned = planned_change(desk.home, "01-02", desk.parts("01-02")[1].mark, "to-above", "zh-Hans")
    assert {one.name for one in planned} == {"articles/01-01.md", "articles/01-02.md"}
    applied(desk.home, planned)
    assert box in desk.read("articles/01-02.md")
    assert desk.parts("01-02")[-1].text.replace(" ", "")


def test_no_part_begins_inside_a_box(desk: Desk) -> None:
    text = "---\ntitle: 山雀\npage: 01\n---\n\n上。\n\n::: quote\n甲。\n\n乙。\n:::\n\n下。\n"  # no such box
    desk.file("articles/01-02.md").write_text(text, "utf-8")
    before = desk.state()
    with pytest.raises(SourceError, match="H25"):
        desk.click("01-02", "乙", "break")
    assert desk.state() == before


def test_notes_below_a_story_keep_it_whole(desk: Desk) -> None:
    desk.file("articles/01-02.md").write_text(f"{TEXT}\n雨[^1]。\n\n[^1]: 注。\n", "utf-8")
    keys = {choice.key for part in desk.parts("01-02") for choice in part.choices}
    assert not keys & {"break", "new-story", "to-above", "to-below", "with-below"}


def test_what_only_a_header_says_is_not_lost(desk: Desk) -> None:
    desk.file("articles/01-03.md").write_text(SHORT.replace("page: 01", "page: 01\ndeck: 在老街"), "utf-8")
    before = desk.state()
    with pytest.raises(SourceError, match="H20"):
        desk.click("01-03", "夜校开课", "above-subhead")
    assert desk.state() == before


def test_a_story_that_a_click_made_stays_when_the_page_is_imported_again(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-08-05.md"
    page.write_text(
        "05 深度 2026年5月8日\n\n## 老街\n\n记者 甲一\n\n铺子空了。\n\n街上没有人走过。\n\n水管修了。\n", "utf-8"
    )
    home = import_pages([page], tmp_path / "paper", title="某报", id="p").folder
    stories = IssueStories(FolderTexts(home))
    held = stories.file("05-01")
    assert held
    part = next(one for one in parts_of(held, None, None) if one.text.startswith("水管"))
    applied(home, planned_change(home, "05-01", part.mark, "break", "zh-Hans"))
    made = (home / "articles/05-02.md").read_text("utf-8")
    import_pages([page], tmp_path / "paper")
    assert (home / "articles/05-02.md").read_text("utf-8") == made
    assert IssueStories(FolderTexts(home)).pages == (("05-01", "05-02"),)


def test_the_words_of_a_story_without_a_headline_are_those_of_its_language(desk: Desk) -> None:
    for language, words in [
        ("zh-TW", "（無標題）"),
        ("zh", "（无标题）"),
        ("ja", "（無題）"),
        ("de-AT", "(ohne Titel)"),
        ("", "(untitled)"),
    ]:
        planned = planned_change(desk.home, "01-02", desk.part("01-02", "雨很大").mark, "break", language)
        made = next(one.after for one in planned if one.name == "articles/01-04.md")
        assert made
        assert f"title: {words}\n" in made.decode()


def test_attributes_go_with_the_block_below_them(desk: Desk) -> None:
    table = '{caption="雨量"}\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |'
    desk.file("articles/01-02.md").write_text(
        f"---\ntitle: 山雀\npage: 01\n---\n\n{{.lede}}\n雨来了。\n\n{table}\n\n停了。\n", "utf-8"
    )
    assert desk.keys("01-02", "雨来了") == ["to-above"], "a heading has no place for attributes"
    desk.click("01-02", "一", "break")
    assert desk.read("articles/01-02.md").endswith("{.lede}\n雨来了。\n")
    assert desk.read("articles/01-04.md").endswith(f"---\n\n{table}\n\n停了。\n")


@pytest.mark.parametrize("title", ["{text: Sparrow, lang: en}", "'*山*雀'", "[山, {text: Sparrow, lang: en}]"])
def test_a_headline_with_marks_takes_no_line_of_the_text(desk: Desk, title: str) -> None:
    desk.file("articles/01-02.md").write_text(TEXT.replace("title: 山雀", f"title: {title}"), "utf-8")
    assert desk.keys("01-02", "山雀来了") == ["subhead", "to-above"]


def test_a_joined_paragraph_leaves_its_attributes(desk: Desk) -> None:
    desk.file("articles/01-02.md").write_text(TEXT.replace("渡口", "{.lede}\n渡口"), "utf-8")
    desk.click("01-02", "渡口", "join")
    assert "---\n\n山雀来了。渡口修了一座桥。\n\n夜里" in desk.read("articles/01-02.md")


def test_a_subhead_right_between_its_paragraphs_becomes_one(desk: Desk) -> None:
    desk.file("articles/01-02.md").write_text(TEXT.replace("\n\n夜里下雨\n\n", "\n## 夜里下雨\n"), "utf-8")
    desk.click("01-02", "夜里下雨", "text")
    assert desk.read("articles/01-02.md") == TEXT


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("夜里*下*雨", "title: 夜里*下*雨"), ("[夜里]{ruby=yè}下雨", 'title: "[夜里]{ruby=\\"yè\\"}下雨"'),
        ("夜里\\*下\\*雨", "title: 夜里\\*下\\*雨"),
    ],
)  # fmt: skip
def test_marks_of_a_subhead_stay_in_the_headline(desk: Desk, words: str, title: str) -> None:
    desk.file("articles/01-02.md").write_text(TEXT.replace("夜里下雨", f"## {words}"), "utf-8")
    desk.click("01-02", "夜里", "new-story")
    assert desk.read("articles/01-04.md") == f"---\n{title}\npage: 01\n---\n\n雨很大。\n"


@pytest.mark.parametrize(
    ("title", "subhead"),
    [
        ("夜*校*开课", "夜*校*开课"),
        ("'[夜校]{ruby=yè}开课'", '[夜校]{ruby="yè"}开课'),
        ("\\*ST夜校 \\[甲\\]", "\\*ST夜校 \\[甲\\]"),
    ],
)
def test_marks_of_a_headline_stay_in_the_subhead(desk: Desk, title: str, subhead: str) -> None:
    desk.file("articles/01-03.md").write_text(f"---\ntitle: {title}\npage: 01\n---\n\n来了很多人。\n", "utf-8")
    desk.click("01-02", "山雀", "with-below")
    assert f"\n## {subhead}\n" in desk.read("articles/01-02.md")


def test_a_link_in_a_subhead_is_not_lost(desk: Desk) -> None:
    text = TEXT.replace("夜里下雨", "## 夜里[下雨](https://a.example/)")
    desk.file("articles/01-02.md").write_text(text, "utf-8")
    assert desk.keys("01-02", "夜里下雨") == ["text", "to-above"]


def test_a_story_with_an_error_is_parted_beside_it(desk: Desk) -> None:
    wrong = TEXT.replace("page: 01", "page: 01\nlanguge: en").replace("山雀来了。", "<!-- 说明 -->\n\n山雀来了。")
    desk.file("articles/01-02.md").write_text(wrong, "utf-8")
    planned = planned_change(desk.home, "01-02", desk.part("01-02", "夜里下雨").mark, "break", "zh-Hans")
    assert {one.name: one.after for one in planned}["articles/01-02.md"] == wrong.partition("\n夜里")[0].encode()


def test_text_stays_in_its_language(desk: Desk) -> None:
    text = "---\ntitle: Tit\npage: 01\nlang: en\n---\n\nA tit came.\n\nA bridge.\n\nIt rained.\n"
    desk.file("articles/01-02.md").write_text(text, "utf-8")
    keys = {choice.key for part in desk.parts("01-02") for choice in part.choices}
    assert not keys & {"above-subhead", "above-text", "with-below", "to-above", "to-below"}, (
        "its neighbours are Chinese"
    )
    assert "with-below" not in desk.keys("01-01", "当好店小二")
    desk.click("01-02", "It rained", "break")
    assert "\nlang: en\n" in desk.read("articles/01-04.md")
    assert desk.keys("01-02", "A bridge") == ["subhead", "join", "break", "to-below"]
