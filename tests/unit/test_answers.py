# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to the questions of an import: what each one writes, and what is refused with nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.api import import_pages, lint
from epubgen.errors import PackageError, SourceError
from epubgen.files.atomic import write_whole
from epubgen.issue_folder import folder_edits, notes
from epubgen.issue_folder.answers import planned_answer, planned_answers
from epubgen.issue_folder.folder_edits import FolderTexts, applied, reverted
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.open_questions import OpenQuestions
from epubgen.issue_folder.story_photo import planned_photo

ISSUE = (
    "date: 2026-05-08\npages:\n  - number: 01\n    articles:\n      - 01-01  # leads\n      - 01-02\n      - 01-03\n"
)
STORY = "---\n# from the desk\ntitle:   # as printed\n  - 当好店小二\n  - 跑出加速度\nkicker: 书记调研时强调  # sure\ndeck: 年内落地十个项目\npage: 01\n---\n\n昨天开会。\n"
LONG = "---\ntitle: 老街\npage: 01\n---\n\n老街长四百米，\n铺子空了。\n\n## 先修水管\n\n水管修了，街坊没有停水。\n\n## 再请匠人\n\n“匠人回来了。”\n"
SHORT = "---\ntitle: 夜校开课\npage: 01\nbyline: 记者木棉报道：\nbyline_at: run-in\ndateline: 本报讯\nauthors: 木棉\n---\n\n夜校今天开课，报名的人\n"


def question(code: str, story: str, text: str, chosen: str, *others: str) -> str:
    listed = "".join(f'      - "{one}"\n' for one in others)
    return f'  - code: {code}\n    # asked\n    at: p.md:7\n    text: "{text}"\n    chosen: {chosen}\n    alternatives:\n{listed}    story: {story}\n'


class Folder:
    """An issue folder with questions."""

    def __init__(self, home: Path, *asked: str) -> None:
        self.home = home / "2026-05-08"
        (self.home / "articles").mkdir(parents=True)
        (home / "publication.yaml").write_text("id: p\ntitle: 某报\nlanguage: zh-Hans\n", "utf-8")
        for name, text in (("01-01", STORY), ("01-02", LONG), ("01-03", SHORT)):
            (self.home / f"articles/{name}.md").write_text(text, "utf-8")
        (self.home / "issue.yaml").write_text(ISSUE, "utf-8")
        self.file(notes.FILE).write_text(f"# mine\nnotes:\n{''.join(asked)}joins: []  # kept\n", "utf-8")

    def file(self, name: str) -> Path:
        return self.home / name

    def read(self, name: str) -> str:
        return self.file(name).read_text("utf-8")

    @property
    def asked(self) -> OpenQuestions:
        return OpenQuestions(self.read(notes.FILE), IssueStories(FolderTexts(self.home)).pages)

    def offered(self, number: int = 0) -> list[str]:
        return [one.key for one in self.asked.offered(self.asked.notes[number])]

    def answer(self, key: str, number: int = 0) -> None:
        asked = self.asked
        applied(self.home, planned_answer(self.home, asked.mark(asked.notes[number]), key))
        assert lint(self.home).ok, lint(self.home).text()

    def state(self) -> dict[str, bytes]:
        return {path.as_posix(): path.read_bytes() for path in sorted(self.home.rglob("*")) if path.is_file()}


DECK = question("deck", "01-01", "年内落地十个项目", "deck", "deck: 跑出加速度", "kicker: 当好店小二")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path, DECK)


def test_right_takes_the_question_out_and_nothing_else(folder: Folder) -> None:
    before = folder.state()
    folder.answer("right")
    after = folder.state()
    assert [name for name in before if before[name] != after[name]] == [folder.file(notes.FILE).as_posix()]
    assert folder.read(notes.FILE) == "# mine\nnotes: []\njoins: []  # kept\n"


def test_a_line_of_the_header_moves_and_comments_stay(folder: Folder) -> None:
    assert folder.offered() == ["right", "column", "kicker", "headline", "deck: 跑出加速度", "kicker: 当好店小二"]
    folder.answer("kicker: 当好店小二")
    assert folder.read("articles/01-01.md") == (
        "---\n# from the desk\ntitle:   # as printed\n  - 跑出加速度\nkicker: [书记调研时强调, 当好店小二]  # sure\n"
        "deck: 年内落地十个项目\npage: 01\n---\n\n昨天开会。\n"
    )


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("column", "column: 年内落地十个项目"),
        ("headline", "  - 年内落地十个项目"),
        ("deck: 跑出加速度", "deck: [跑出加速度, 年内落地十个项目]"),
    ],
)
def test_other_roles(folder: Folder, key: str, line: str) -> None:
    folder.answer(key)
    text = folder.read("articles/01-01.md")
    assert line in text.splitlines()
    assert text.count("年内落地十个项目") == 1
    assert "# from the desk" in text


def test_a_new_field_is_spelled_as_the_others(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("kicker", "01-01", "某处", "kicker"))
    folder.file("articles/01-01.md").write_text("---\n标题: 甲\n肩题: 某处\n---\n\n昨天。\n", "utf-8")
    folder.answer("column")
    assert folder.read("articles/01-01.md") == "---\n标题: 甲\n栏目: 某处\n---\n\n昨天。\n"


def test_a_new_story_begins_at_a_subhead(tmp_path: Path) -> None:
    folder = Folder(
        tmp_path,
        question("level", "01-02", "先修水管", "subhead", "headline"),
        question("level", "01-02", "再请匠人", "subhead", "headline"),
        question("name-spelling", "01-02", "铺子", "two-people"),
    )
    folder.answer("headline")
    assert folder.read("articles/01-02.md") == "---\ntitle: 老街\npage: 01\n---\n\n老街长四百米，\n铺子空了。\n"
    assert folder.read("articles/01-04.md") == (
        "---\ntitle: 先修水管\npage: 01\n---\n\n水管修了，街坊没有停水。\n\n## 再请匠人\n\n“匠人回来了。”\n"
    )
    assert "      - 01-01  # leads\n      - 01-02\n      - 01-04\n      - 01-03\n" in folder.read("issue.yaml")
    assert [note.story for note in folder.asked.notes] == ["01-04", "01-02"]
    folder.answer("headline")
    assert folder.file("articles/01-05.md").is_file()


def test_a_story_becomes_a_part_of_the_one_above(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("level", "01-03", "夜校开课", "headline", "subhead"))
    folder.answer("subhead")
    assert folder.read("articles/01-02.md").endswith(
        "“匠人回来了。”\n\n## 夜校开课\n\n本报讯记者木棉报道：夜校今天开课，报名的人\n"
    )
    assert folder.read("dropped/01-03.md") == SHORT
    assert not folder.file("articles/01-03.md").exists()
    assert "01-03" not in folder.read("issue.yaml")


def test_a_story_with_more_than_text_stays(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("level", "01-03", "夜校开课", "headline", "subhead"))
    folder.file("articles/01-03.md").write_text(SHORT.replace("page: 01", "page: 01\ndeck: 在老街"), "utf-8")
    before = folder.state()
    with pytest.raises(SourceError, match="H20"):
        folder.answer("subhead")
    assert folder.state() == before


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("老街长四百米, + 铺子空了。", "老街长四百米，\n\n铺子空了。"),
        ("长四百 + 米，铺子", "老街长四百\n\n米，\n铺子空了。"),
        ("水管修了， + 街坊没有", "水管修了，\n\n街坊没有停水。"),
    ],
)
def test_a_join_is_undone(tmp_path: Path, text: str, made: str) -> None:
    folder = Folder(tmp_path, question("join", "01-02", text, "joined", "two-paragraphs"))
    folder.answer("two-paragraphs")
    assert made in folder.read("articles/01-02.md").replace("，\n\n\n", "，\n\n")


def test_a_quotation_mark_stays_with_its_words(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("join", "01-02", "他说， + “水来了", "joined", "two-paragraphs"))
    folder.file("articles/01-02.md").write_text("---\ntitle: 甲\n---\n\n他说，“水来了。”\n", "utf-8")
    folder.answer("two-paragraphs")
    assert folder.read("articles/01-02.md").endswith("\n他说，\n\n“水来了。”\n")


def test_a_paragraph_is_the_rest_of_the_one_above(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("stray", "01-03", "排到了街口", "own-paragraph", "rest-of-another"))
    folder.file("articles/01-03.md").write_text(f"{SHORT}\n排到了街口。\n\n第三段。\n", "utf-8")
    folder.answer("above")
    assert folder.read("articles/01-03.md").endswith("\n夜校今天开课，报名的人排到了街口。\n\n第三段。\n")


def test_a_paragraph_goes_on_in_the_one_below(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("breaks-off", "01-03", "报名的人", "ends-here", "goes-on-elsewhere"))
    folder.file("articles/01-03.md").write_text(f"{SHORT}\n排到了街口。\n\n第三段。\n", "utf-8")
    folder.answer("below")
    assert folder.read("articles/01-03.md").endswith("\n夜校今天开课，报名的人排到了街口。\n\n第三段。\n")


def test_two_torn_pieces_find_each_other(tmp_path: Path) -> None:
    folder = Folder(
        tmp_path,
        question("breaks-off", "01-03", "夜校今天开课，报名的人", "ends-here", "goes-on-elsewhere"),
        question("stray", "01-02", "水管修了，街坊", "own-paragraph", "rest-of-another"),
    )
    assert [len(folder.offered(0)), len(folder.offered(1))] == [3, 3]
    folder.answer(folder.offered(1)[2], 1)
    assert folder.read("articles/01-03.md").endswith("\n夜校今天开课，报名的人水管修了，街坊没有停水。\n")
    assert "水管修了" not in folder.read("articles/01-02.md")
    assert folder.asked.notes == ()


@pytest.mark.parametrize(
    ("asked", "key", "holds"),
    [
        (question("ad", "01-03", "夜校开课", "ad", "news"), "news", "kind: news"),
        (question("headline-lines", "01-01", "当好店小二 跑出加速度", "lines", "kicker", "text"), "text", "title: 当好店小二 跑出加速度"),
        (question("headline-lines", "01-01", "当好店小二 跑出加速度", "lines", "kicker", "text"), "kicker", "kicker: [书记调研时强调, 当好店小二]"),
        (question("role", "01-03", "木棉", "author", "reporter"), "reporter", "    role: reporter"),
        (question("untitled", "01-03", "夜校", "story", "rest-of-another"), "above", ""),
    ],
)  # fmt: skip
def test_small_answers(tmp_path: Path, asked: str, key: str, holds: str) -> None:
    folder = Folder(tmp_path, asked)
    folder.answer(key)
    texts = "\n".join(path.read_text("utf-8") for path in folder.home.rglob("*.md"))
    assert holds in texts.splitlines() or not holds or any(holds in line for line in texts.splitlines())
    assert folder.asked.notes == ()


def test_a_misread_word_is_typed_once(tmp_path: Path) -> None:
    asked = (
        "  - code: misread\n    at: p.md:3\n    text: 米，铺子空了\n    chosen: as-printed\n    alternatives: 铺孑空\n"
    )
    folder = Folder(tmp_path, asked)
    folder.answer("typed")
    assert "铺孑空了" in folder.read("articles/01-02.md")


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("年内落地十个项目", "年内落地八个项目"),
        lambda text: text.replace("deck", "summary"),
        lambda text: text.replace("年内", "**年内**"),
        lambda text: text.replace("---\n\n", "\n\n"),
    ],
)
def test_an_answer_that_no_longer_fits_changes_nothing(folder: Folder, edit: object) -> None:
    path = folder.file("articles/01-01.md")
    path.write_text(edit(path.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    before = folder.state()
    with pytest.raises(SourceError, match=r"H18|H21"):
        folder.answer("kicker")
    assert folder.state() == before


def test_an_edit_elsewhere_in_the_file_does_not_matter(folder: Folder) -> None:
    path = folder.file("articles/01-01.md")
    path.write_text(path.read_text("utf-8") + "\n又加一段。\n", "utf-8")
    folder.answer("kicker")
    assert folder.read("articles/01-01.md").endswith("\n昨天开会。\n\n又加一段。\n")


def test_a_file_that_is_saved_in_the_moment_of_the_answer_stays(folder: Folder) -> None:
    asked = folder.asked
    planned = planned_answer(folder.home, asked.mark(asked.notes[0]), "kicker")
    folder.file("articles/01-01.md").write_text("---\ntitle: 别的\n---\n\n正文。\n", "utf-8")
    before = folder.state()
    with pytest.raises(SourceError, match="H17"):
        applied(folder.home, planned)
    assert folder.state() == before


def test_an_answered_question_is_not_answered_again(folder: Folder) -> None:
    mark = folder.asked.mark(folder.asked.notes[0])
    folder.answer("right")
    for key in ("right", "kicker", "nothing", ""):
        with pytest.raises(SourceError, match="H21"):
            planned_answer(folder.home, mark, key)


def test_a_list_in_brackets_is_not_torn(folder: Folder) -> None:
    folder.file(notes.FILE).write_text(
        "notes: [{code: deck, text: 年内落地十个项目, chosen: deck, story: 01-01}]\n", "utf-8"
    )
    before = folder.state()
    for key in ("right", "kicker"):
        with pytest.raises(SourceError, match="H18"):
            folder.answer(key)
    assert folder.state() == before


def test_line_ends_and_the_byte_order_mark_stay(folder: Folder) -> None:
    path = folder.file("articles/01-01.md")
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    folder.answer("headline")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_story_in_another_encoding_is_not_touched(folder: Folder) -> None:
    folder.file("articles/01-01.md").write_bytes(STORY.encode("gb18030"))
    before = folder.state()
    with pytest.raises(SourceError, match="H19"):
        folder.answer("headline")
    assert folder.state() == before


def test_a_disk_that_fails_halfway_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path, question("level", "01-02", "先修水管", "subhead", "headline"))
    before, write, count = folder.state(), write_whole, iter(range(99))

    def failing(path: Path, data: bytes) -> None:
        if next(count) == 2:
            raise OSError(28, "full", str(path))
        write(path, data)

    monkeypatch.setattr(folder_edits, "write_whole", failing)
    with pytest.raises(PackageError, match="EG020"):
        folder.answer("headline")
    assert folder.state() == before


def test_an_answer_can_be_taken_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("level", "01-03", "夜校开课", "headline", "subhead"))
    before = folder.state()
    planned = planned_answer(folder.home, folder.asked.mark(folder.asked.notes[0]), "subhead")
    applied(folder.home, planned)
    applied(folder.home, reverted(planned))
    assert folder.state() == before


def test_links_that_lead_out_of_the_folder_are_not_followed(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(STORY, "utf-8")
    path = folder.file("articles/01-01.md")
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(SourceError, match="H18"):
        folder.answer("headline")
    assert outside.read_text("utf-8") == STORY


LEADING_OUT = ["../../../x-01", "a/../../../x-01", "..\\..\\..\\x-01", "C:x-01"]


def folder_of(home: Path, story: str) -> Folder:
    """A folder one of whose stories has this id."""
    folder = Folder(home / "a" / "b", question("level", story, "先修水管", "subhead"))
    folder.file("articles/01-02.md").write_text(LONG.replace("page: 01", f"page: 01\nid: '{story}'"), "utf-8")
    return folder


@pytest.mark.parametrize("story", [*LEADING_OUT, "/x-01"])
def test_an_id_that_leads_out_of_the_folder_becomes_no_story(tmp_path: Path, story: str) -> None:
    folder = folder_of(tmp_path, story)
    before = folder.state()
    with pytest.raises(SourceError, match="S08"):
        folder.answer("headline")
    assert folder.state() == before
    assert not list(tmp_path.rglob("x-0*"))


@pytest.mark.parametrize("story", LEADING_OUT)
def test_an_id_that_leads_out_of_the_folder_becomes_no_photo(tmp_path: Path, story: str) -> None:
    home = folder_of(tmp_path, story).home
    with pytest.raises(SourceError, match="S08"):
        applied(home, planned_photo(home, story, b"photo")[1])
    assert not list(tmp_path.rglob("*x-0*"))


def test_a_folder_that_leads_elsewhere_takes_no_photo(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.file("photos").symlink_to(elsewhere)
    with pytest.raises(SourceError, match="S08"):
        applied(folder.home, planned_photo(folder.home, "01-01", b"photo")[1])
    assert not list(elsewhere.iterdir())


def test_an_answer_is_not_asked_again_by_the_next_import(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-08-05.md"
    page.write_text("# 某城日报\n\n2026年5月8日\n\n# 肩题\n\n# 水管换新\n\n本报讯 记者甲一报道：水来了。\n", "utf-8")
    home = import_pages([page], tmp_path / "paper").folder
    asked = OpenQuestions((home / notes.FILE).read_text("utf-8"), IssueStories(FolderTexts(home)).pages)
    assert [note.code for note in asked.notes] == ["kicker"]
    applied(home, planned_answer(home, asked.mark(asked.notes[0]), "deck"))
    edited = next((home / "articles").iterdir()).read_text("utf-8")
    again = import_pages([page], tmp_path / "paper")
    assert not again.reading.notes
    assert next((home / "articles").iterdir()).read_text("utf-8") == edited


def test_a_story_that_an_answer_made_stays_in_its_place_when_the_page_is_imported_again(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-08-05.md"
    page.write_text(
        "05 深度 2026年5月8日\n\n## 老街\n\n记者 甲一\n\n铺子空了。\n\n## 先修水管\n\n水管修了。\n\n## 再请匠人\n\n匠人来了。\n", "utf-8"
    )  # fmt: skip
    home = import_pages([page], tmp_path / "paper", title="某报", id="p").folder

    def asked() -> OpenQuestions:
        return OpenQuestions((home / notes.FILE).read_text("utf-8"), IssueStories(FolderTexts(home)).pages)

    first = asked().notes[0]
    assert (first.code, first.chosen, first.text) == ("level", "subhead", "先修水管 / 再请匠人")
    applied(home, planned_answer(home, asked().mark(first), "headline: 再请匠人"))
    pages = asked().pages
    assert pages == (("05-01", "05-02"),)
    import_pages([page], tmp_path / "paper")
    assert asked().pages == pages
    assert not asked().notes


def test_every_doubtful_subhead_may_open_a_story(tmp_path: Path) -> None:
    asked = question("level", "01-02", "先修水管 / 再请匠人", "subhead", "headline: 先修水管", "headline: 再请匠人")
    folder = Folder(tmp_path, asked)
    assert folder.offered() == ["right", "headline: 先修水管", "headline: 再请匠人", "headlines"]
    folder.answer("headlines")
    stories = [folder.read(f"articles/{one}.md") for one in folder.asked.pages[0]]
    assert ["水管修了" in text for text in stories] == [False, False, True, False, False]
    assert ["匠人回来了" in text for text in stories] == [False, False, False, True, False]


def test_a_paragraph_of_mixed_columns_goes_to_the_other_story(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("mixed", "01-02", "水管修了", "as-placed", "rest-of-another 01-03: 水管修了"))
    folder.answer("rest-of-another 01-03: 水管修了")
    assert "水管修了" not in folder.read("articles/01-02.md")
    assert folder.read("articles/01-03.md").endswith("报名的人\n\n水管修了，街坊没有停水。\n")


@pytest.mark.parametrize(("chosen", "onward"), [("not-linked", "01-01"), ("not-linked-back", "01-02")])
def test_the_two_parts_of_a_story_are_linked(tmp_path: Path, chosen: str, onward: str) -> None:
    folder = Folder(tmp_path, question("jump", "01-01", "下转第二版", chosen, "story: 01-02"))
    folder.answer("story: 01-02")
    other = "01-02" if onward == "01-01" else "01-01"
    assert f"continues_on: {other}" in folder.read(f"articles/{onward}.md")
    assert f"continued_from: {onward}" in folder.read(f"articles/{other}.md")


def test_a_role_is_given_to_all_whom_the_question_names(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("role", "01-03", "木棉、白露", "author", "commentator"))
    text = "---\ntitle: 山雀\npage: 01\nauthors: {}\n---\n\n山雀来了。\n"
    folder.file("articles/01-01.md").write_text(text.format("白露"), "utf-8")
    folder.file("articles/01-02.md").write_text(text.format("高原"), "utf-8")
    folder.answer("commentator")
    assert [("commentator" in folder.read(f"articles/01-0{n}.md")) for n in (1, 2, 3)] == [True, False, True]


def test_a_role_is_given_to_all_of_a_byline_that_names_several(tmp_path: Path) -> None:
    signed = "石川\n\n岩井修好了，水很清。\n\n# 渡口有了电子钟\n\n高原 木棉\n\n渡口的电子钟昨天走起来了，很准。\n"
    import_pages({"2026-05-08-01.md": f"# 岩井修好了\n\n{signed}"}, tmp_path)
    folder = next(tmp_path.rglob("issue.yaml")).parent
    asked = OpenQuestions((folder / notes.FILE).read_text("utf-8"), IssueStories(FolderTexts(folder)).pages)
    (note,) = [one for one in asked.notes if one.code == "role"]
    assert note.text == "石川、高原 木棉"
    applied(folder, planned_answer(folder, asked.mark(note), "reporter"))
    assert [path.read_text("utf-8").count("role: reporter") for path in sorted(folder.glob("articles/*.md"))] == [1, 2]


def test_a_heading_without_text_becomes_a_subhead_above(tmp_path: Path) -> None:
    folder = Folder(tmp_path, question("no-text", "01-03", "夜校开课", "brief", "rest-of-another"))
    folder.file("articles/01-03.md").write_text(
        "---\ntitle: 夜校开课\nkind: brief\npage: 01\n---\n\n夜校开课\n", "utf-8"
    )
    folder.answer("above")
    assert folder.read("articles/01-02.md").endswith("\n\n## 夜校开课\n")


def test_one_answer_settles_all_questions_of_a_kind(tmp_path: Path) -> None:
    asked = [question("kicker", story, words, "kicker", "column") for story, words in
             (("01-01", "书记调研时强调"), ("01-02", "街坊"), ("01-03", "夜校"))]  # fmt: skip
    folder = Folder(tmp_path, *asked[:2])
    assert not any(folder.asked.groups), "two of a kind are asked one by one"
    for name, words in (("01-02", "街坊"), ("01-03", "夜校")):
        path = folder.file(f"articles/{name}.md")
        path.write_text(path.read_text("utf-8").replace("page: 01", f"kicker: {words}\npage: 01"), "utf-8")
    folder.file(notes.FILE).write_text(f"notes:\n{''.join(asked)}", "utf-8")
    group, offered = folder.asked.groups[0]
    assert {one.key for one in offered} == {"right", "column", "headline", "deck"}
    marks = [folder.asked.mark(one) for one in group]
    applied(folder.home, planned_answers(folder.home, marks, "column"))
    assert all("column: " in folder.read(f"articles/01-0{number}.md") for number in (1, 2, 3))
    assert folder.asked.notes == ()


def test_one_answer_is_written_for_all_or_for_none(tmp_path: Path) -> None:
    folder = Folder(
        tmp_path, *(question("kicker", "01-01", words, "kicker") for words in ("书记调研时强调", "别的", "第三"))
    )
    before = folder.state()
    marks = [folder.asked.mark(one) for one in folder.asked.notes]
    with pytest.raises(SourceError, match="H18"):
        planned_answers(folder.home, marks, "column")
    with pytest.raises(SourceError, match="H21"):
        planned_answers(folder.home, [], "right")
    assert folder.state() == before
