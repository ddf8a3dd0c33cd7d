# SPDX-License-Identifier: AGPL-3.0-or-later
"""One page of an issue imported again, and stories that the editor deleted: the rest of the issue stays as it was."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from epubgen.files.input_tree import InputTree
from epubgen.importers.native import IMPORTER
from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.issue_folder import ImportResult, write_import
from epubgen.issue_folder.merge import merged
from epubgen.issue_folder.notes import FILE, open_notes, read_record
from epubgen.model import Issue
from epubgen.options import Options

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
    assert (outcome.kept, outcome.beside) == (("issue.yaml",), ("issue.new.yaml",))
    assert "name: 本地" in (home / "issue.new.yaml").read_text(encoding="utf-8")
    assert again(tmp_path, p01=FRONT, p02=SECOND, p03=THIRD).kept[-1] == "issue.yaml"
    assert path.read_text(encoding="utf-8") == text


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
