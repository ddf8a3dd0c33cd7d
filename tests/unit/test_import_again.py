# SPDX-License-Identifier: AGPL-3.0-or-later
"""One page of an issue imported again, and stories that the editor deleted: the rest of the issue stays as it was."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from epubgen.errors import PackageError
from epubgen.files.input_tree import InputTree
from epubgen.files.locks import locked
from epubgen.importers.native import IMPORTER
from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.issue_folder import ImportResult, write_import
from epubgen.issue_folder.edited_index import kept_as_edited
from epubgen.issue_folder.merge import merged
from epubgen.issue_folder.notes import FILE, open_notes, read_record
from epubgen.model import Issue, Page, Publication, Section
from epubgen.options import Options
from epubgen.transforms.continuations import merge_jumps

DAY = "2026年5月14日 星期四"
MAST = f"# 某城日报\n\nMOUCHENG RIBAO\n\n{DAY} 总第9137期\n\n"
WATER = "# 水管换新\n\n本报讯 记者甲一报道:水来了,\n\n人们很高兴。\n\n"
BUS = "# 公交开通\n\n本报讯 记者乙二报道:车来了。\n\n（下转02版）\n\n"
FRONT = MAST + WATER + BUS
BUS_ON = "# 公交开通\n\n（上接01版）\n\n第二趟车也来了。\n\n"
SECOND = f"02版 综合 {DAY}\n\n# 肩题\n\n# 桥修好了\n\n本报讯 记者丁四报道:桥通了,\n\n人们走过去。\n\n{BUS_ON}"
THIRD = f"03版 综合 {DAY}\n\n# 雨后\n\n雨停了。\n\n□本报记者 丙三摄\n\n"
PAGES = {"p01.md": FRONT, "p02.md": SECOND, "p03.md": THIRD}


def pages(**texts: str) -> Reading:
    return read_pages([(f"{name}.md", text) for name, text in texts.items()])


def first(folder: Path) -> Path:
    return write_import(read_pages(list(PAGES.items())), folder).folder


def again(folder: Path, *, force: bool = False, **texts: str) -> ImportResult:
    return write_import(pages(**texts), folder, force=force)


def held(folder: Path) -> Issue:
    back = IMPORTER.read(InputTree.folder(folder, "issues/2026-05-14"), Options())
    assert not [one for one in back.findings if one.severity.value == "error"]
    return back.issue


def test_pages_that_no_page_list_names_come_sorted(tmp_path: Path) -> None:
    first(tmp_path)
    before = held(tmp_path)
    others = ("31", "27", "29", "22", "25")
    listed = tuple(replace(part, pages=(*others, *part.pages)) for part in before.sections)
    made = merged(replace(before, sections=listed), pages(p02=SECOND).issue)
    assert [part.pages for part in made.sections] == [("01", *sorted(others)), ("02", "03", *sorted(others))]


def files(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_page_alone_changes_no_other_page(tmp_path: Path) -> None:
    home = first(tmp_path)
    whole, before = held(tmp_path), files(home)
    outcome = again(tmp_path, p01=FRONT)
    assert not any((outcome.new, outcome.changed, outcome.kept, outcome.dropped, outcome.beside, outcome.left_out))
    assert outcome.as_json()["stories"] == 5
    after = files(home)
    assert {name for name in after if after[name] != before[name]} <= {FILE}
    assert held(tmp_path) == whole


def test_every_page_alone_can_be_remade(tmp_path: Path) -> None:
    home = first(tmp_path)
    whole = held(tmp_path)
    for name, text in (("p02", SECOND), ("p03", THIRD), ("p01", FRONT)):
        outcome = write_import(pages(**{name: text}), tmp_path)
        assert (outcome.dropped, outcome.changed) == ((), ())
    assert held(tmp_path) == whole
    assert sorted(path.name for path in (home / "articles").iterdir()) == [
        "01-01.md", "01-02.md", "02-01.md", "02-02.md", "03-01.md",
    ]  # fmt: skip


def test_only_stories_of_the_remade_page_are_dropped(tmp_path: Path) -> None:
    first(tmp_path)
    outcome = again(tmp_path, p01=MAST + BUS + "# 花开\n\n本报讯 花开了。\n")
    assert (outcome.new, outcome.dropped) == (("articles/01-03.md",), ("dropped/01-01.md",))
    issue = held(tmp_path)
    assert [page.articles for page in issue.pages] == [("01-02", "01-03"), ("02-01", "02-02"), ("03-01",)]
    assert [part.articles for part in issue.sections] == [("01-02", "01-03"), ("02-01", "02-02", "03-01")]
    assert [part.pages for part in issue.sections] == [("01",), ("02", "03")]
    assert len(issue.articles) == 5


def test_a_jump_to_a_page_that_was_not_remade_stays(tmp_path: Path) -> None:
    first(tmp_path)
    again(tmp_path, p01=MAST + WATER + BUS.replace("车来了", "车都来了"))
    assert {one.id: one.continues_on for one in held(tmp_path).articles}["01-02"] == "02-02"
    again(tmp_path, p01=MAST + WATER + BUS.replace("（下转02版）", ""))
    assert {one.id: one.continues_on for one in held(tmp_path).articles}["01-02"] == ""


def test_a_page_that_comes_later_finds_its_place(tmp_path: Path) -> None:
    write_import(read_pages([("p01.md", FRONT), ("p03.md", THIRD)]), tmp_path)
    outcome = again(tmp_path, p02=SECOND)
    assert set(outcome.new) == {"articles/02-01.md", "articles/02-02.md"}
    issue = held(tmp_path)
    assert [page.number for page in issue.pages] == ["01", "02", "03"]
    assert [part.articles for part in issue.sections] == [("01-01", "01-02"), ("02-01", "02-02", "03-01")]
    assert issue.articles[2].section == issue.sections[1].id


def test_what_the_editor_changed_in_the_issue_is_kept(tmp_path: Path) -> None:
    home = first(tmp_path)
    path = home / "issue.yaml"
    text = path.read_text(encoding="utf-8").replace("name: 综合", "name: 本地")
    path.write_text(text, encoding="utf-8")
    outcome = again(tmp_path, p01=FRONT)
    assert (outcome.kept, outcome.beside) == (("issue.yaml",), ())
    assert path.read_text(encoding="utf-8") == text
    outcome = again(tmp_path, p01=MAST + WATER)
    assert (outcome.merged, outcome.kept, outcome.beside) == (("issue.yaml",), (), ())
    assert [page.articles for page in held(tmp_path).pages] == [("01-01",), ("02-01", "02-02"), ("03-01",)]
    again(tmp_path, p01=FRONT, p02=SECOND, p03=THIRD)
    assert [(part.name, part.articles) for part in held(tmp_path).sections] == [
        ("第01版", ("01-01", "01-02")),
        ("本地", ("02-01", "02-02", "03-01")),
    ]


@pytest.mark.parametrize("order", list(permutations(PAGES)))
def test_pages_come_one_by_one_in_any_order(tmp_path: Path, order: tuple[str, ...]) -> None:
    first(tmp_path / "whole")
    whole = held(tmp_path / "whole")
    for name in order:
        write_import(read_pages([(name, PAGES[name])]), tmp_path / "single")
    single = held(tmp_path / "single")
    assert [(page.number, page.articles) for page in single.pages] == [(p.number, p.articles) for p in whole.pages]
    assert [(part.name, part.articles) for part in single.sections] == [(s.name, s.articles) for s in whole.sections]
    assert [one.id for one in merge_jumps(single).articles] == [one.id for one in merge_jumps(whole).articles]
    assert again(tmp_path / "single", p02=SECOND).dropped == ()
    assert len(merge_jumps(held(tmp_path / "single")).articles) == 4


def test_a_jump_is_linked_only_where_one_story_fits(tmp_path: Path) -> None:
    again(tmp_path, p01=FRONT)
    again(tmp_path, p02=SECOND + BUS_ON.replace("公交开通", "渡轮改线"))
    assert {one.id: one.continued_from for one in held(tmp_path).articles if one.continued_from} == {"02-02": "01-02"}
    again(tmp_path / "two", p01=FRONT)
    again(tmp_path / "two", p02="".join(SECOND.replace("公交开通", name) for name in ("渡轮改线", "夜班车")))
    assert not any(one.continued_from for one in held(tmp_path / "two").articles)
    again(tmp_path / "odd", p01=FRONT)
    again(tmp_path / "odd", p02=SECOND.replace("公交开通", "新车上路"))
    assert {one.id: one.continued_from for one in held(tmp_path / "odd").articles if one.continued_from} == {
        "02-02": "01-02"
    }
    again(tmp_path / "other", p01=FRONT.replace("# 公交开通", "# 车站新事"))
    again(tmp_path / "other", p02=SECOND.replace("（上接01版）", "（上接04版）"))
    assert not any(one.continued_from or one.continues_on for one in held(tmp_path / "other").articles)


EDITS = {
    "a comment": ("date:", "# 今天\ndate:"),
    "a name": ("name: 综合", "name: 民生   # 主编定"),
    "a main story": ("weekday:", "headline_article: 02-01\nweekday:"),
    "an editor": ("  - number: 02\n", "  - number: 02\n    editors: 李四\n"),
    "an order": ("      - 02-01\n      - 02-02\n", "      - 02-02\n      - 02-01\n"),
    "brackets": ("      - 02-01\n      - 02-02\n", "      [02-01, 02-02]\n"),
    "a number": ("total: 9137", "total: 9138"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_page_that_comes_later_goes_into_the_edited_file(tmp_path: Path, edit: str) -> None:
    again(tmp_path, p01=FRONT)
    home = again(tmp_path, p02=SECOND).folder
    path, (old, new) = home / "issue.yaml", EDITS[edit]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    outcome = again(tmp_path, p03=THIRD)
    assert (outcome.merged, outcome.new, outcome.beside) == (("issue.yaml",), ("articles/03-01.md",), ())
    after = path.read_text(encoding="utf-8")
    assert new.strip() in after or "[02-01, 02-02]" in after
    assert [line for line in text.replace(old, new).split("\n") if line not in after.split("\n")] in (
        [],
        ["    pages: 02"],
    )
    assert [page.number for page in held(tmp_path).pages] == ["01", "02", "03"]
    again(tmp_path, p02=SECOND)
    assert new.strip().split("\n")[0] in path.read_text(encoding="utf-8")
    assert "已加入版面，保留您的修改：issue.yaml" in outcome.text("zh")


def test_a_story_that_the_editor_took_out_of_a_list_stays_out(tmp_path: Path) -> None:
    home = first(tmp_path)
    path = home / "issue.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      - 02-01\n", "").replace("      - 01-01\n", "      - 02-01\n"), encoding="utf-8")
    lists = [page.articles for page in held(tmp_path).pages]
    again(tmp_path, p02=SECOND)
    assert [page.articles for page in held(tmp_path).pages] == lists
    again(tmp_path, p02=SECOND + "\n# 新到的一篇\n\n本报讯 刚刚收到。\n")
    assert held(tmp_path).pages[1].articles == (*lists[1], "02-03")


def test_a_list_in_brackets_is_left_alone(tmp_path: Path) -> None:
    home = again(tmp_path, p01=FRONT).folder
    path = home / "issue.yaml"
    text = "date: 2026-05-14\npages: [{number: 01, name: 头版, articles: [01-01, 01-02]}]\n"
    path.write_text(text, encoding="utf-8")
    outcome = again(tmp_path, p03=THIRD)
    assert (outcome.kept, outcome.beside) == (("issue.yaml",), ("issue.new.yaml",))
    assert path.read_text(encoding="utf-8") == text
    assert "03-01" in (home / "issue.new.yaml").read_text(encoding="utf-8")


def test_two_imports_at_once_come_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = again(tmp_path, p01=FRONT).folder
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda page: again(tmp_path, **page), ({"p02": SECOND}, {"p03": THIRD})))
    assert [page.articles for page in held(tmp_path).pages] == [("01-01", "01-02"), ("02-01", "02-02"), ("03-01",)]
    assert not (home / ".import.lock").exists()
    monkeypatch.setattr("epubgen.issue_folder.folder._PATIENCE", 0.01)
    before = files(home)
    with locked(home / ".import.lock"), pytest.raises(PackageError) as failure:
        again(tmp_path, p02=SECOND)
    assert [found.key for found in failure.value.findings] == ["EG053.import"]
    assert files(home) == before


def test_notes_and_joins_of_other_pages_stay(tmp_path: Path) -> None:
    home = first(tmp_path)
    text = (home / FILE).read_text(encoding="utf-8")
    again(tmp_path, p01=FRONT)
    after = (home / FILE).read_text(encoding="utf-8")
    assert {(one.code, one.at, one.text) for one in open_notes(after)} == {
        (one.code, one.at, one.text) for one in open_notes(text)
    }
    assert [one["ends"] for one in read_record(after).lists["joins"]] == ["水来了,", "桥通了,"]
    assert read_record(after).files == read_record(text).files
    assert read_record(after).stories == read_record(text).stories
    again(tmp_path, p03=THIRD.replace("□本报记者 丙三摄", ""))
    assert "photo" not in {one.code for one in open_notes((home / FILE).read_text(encoding="utf-8"))}


def test_a_deleted_story_is_in_no_list(tmp_path: Path) -> None:
    home = first(tmp_path)
    (home / "articles/02-02.md").unlink()
    for _ in range(2):
        outcome = again(tmp_path, p01=FRONT, p02=SECOND, p03=THIRD)
        assert outcome.left_out == ("articles/02-02.md",)
        assert outcome.as_json()["stories"] == 4
        issue = held(tmp_path)
        assert [page.articles for page in issue.pages] == [("01-01", "01-02"), ("02-01",), ("03-01",)]
        assert [part.articles for part in issue.sections] == [("01-01", "01-02"), ("02-01", "03-01")]
        assert not any(one.continues_on for one in issue.articles)
    assert again(tmp_path, force=True, p01=FRONT, p02=SECOND, p03=THIRD).new == ("articles/02-02.md",)
    assert len(held(tmp_path).articles) == 5


def test_a_story_deleted_on_another_page_is_in_no_list(tmp_path: Path) -> None:
    home = first(tmp_path)
    (home / "articles/02-01.md").unlink()
    assert again(tmp_path, p01=FRONT).as_json()["stories"] == 4
    assert held(tmp_path).pages[1].articles == ("02-02",)
    assert again(tmp_path, p01=FRONT, p02=SECOND, p03=THIRD).left_out == ("articles/02-01.md",)


def test_notes_of_0_1_0_keep_their_identity_and_lose_their_sentences(tmp_path: Path) -> None:
    """A file of 0.1.0 held the question in words, in the language of the import."""
    path = first(tmp_path) / FILE
    new = path.read_text(encoding="utf-8")
    words = "\\g<0>    question: 旧话\n    cure: 旧方\n"
    old = re.sub(r"^    story: .*\n", words, re.sub(r"^    # .*\n", "", new, flags=re.MULTILINE), flags=re.MULTILINE)
    assert "question: 旧话" in old
    path.write_text(old, encoding="utf-8")
    again(tmp_path, p01=FRONT)
    assert path.read_text(encoding="utf-8").partition("\njoins:")[0] == new.partition("\njoins:")[0]
    start, _, rest = old.partition("  - code: kicker\n")
    path.write_text(start + rest[rest.index("  - code: photo\n") :], encoding="utf-8")
    again(tmp_path, p01=FRONT, p02=SECOND, p03=THIRD)
    assert [note.code for note in open_notes(path.read_text(encoding="utf-8"))] == ["photo"]


def test_pages_join_their_section_and_the_count_of_the_editor_stays() -> None:
    paper = Publication(id="xi", title="汐报", language="zh-Hans")
    held = Issue(
        publication=paper,
        date=date(2026, 4, 17),
        page_count=8,
        pages=(Page(number="1"),),
        sections=(Section(id="news", name="要闻", pages=("1",)),),
    )
    made = replace(
        held,
        page_count=2,
        pages=(*held.pages, Page(number="2")),
        sections=(Section(id="news", name="新闻", pages=("1", "2")),),
    )
    kept = kept_as_edited(held, made, ())
    (section,) = kept.sections
    assert (kept.page_count, section.name, section.pages) == (8, "要闻", ("1", "2"))


@pytest.mark.parametrize("name", ["articles/../../../../victim.md", "articles/linked/victim.md"])
def test_notes_that_name_a_file_elsewhere_move_nothing(tmp_path: Path, name: str) -> None:
    """The folder may come from a stranger: a story that is no longer on the pages moves to ``dropped/``."""
    home = first(tmp_path / "a" / "b")
    victim = tmp_path / "a" / "victim.md"
    victim.write_text("mine", "utf-8")
    (home / "articles/linked").symlink_to(victim.parent)
    text = (home / FILE).read_text("utf-8")
    (home / FILE).write_text(text.replace("\nfiles:\n", f"\nfiles:\n  {name}: '0'\n"), "utf-8")
    assert name in read_record((home / FILE).read_text("utf-8")).files
    assert not again(tmp_path / "a" / "b", p01=FRONT).dropped
    assert victim.read_text("utf-8") == "mine"
