# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import on disk: the first night, the second night, and what an editor did in between."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from epubgen.api import import_pages, lint
from epubgen.errors import PackageError
from epubgen.files.input_tree import InputTree
from epubgen.importers.native import IMPORTER
from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.issue_folder import ImportResult, issue_place, publication_in, write_import
from epubgen.issue_folder.notes import FILE, open_notes, read_record
from epubgen.options import Options

HEAD = "# 某城日报\n\nMOUCHENG RIBAO\n\n2026年5月14日 星期四 总第9137期\n\n"
FIRST = "# 肩题\n\n# 水管换新\n\n本报讯 记者甲一报道:水来了,\n\n人们很高兴。\n\n"
SECOND = "# 公交开通\n\n本报讯 记者乙二报道:车来了。\n\n"
THIRD = "# 雨后\n\n雨停了。\n\n□本报记者 丙三摄\n\n"


def reading(*stories: str) -> Reading:
    return read_pages([("2026-05-14-01.md", HEAD + "".join(stories))])


def home(folder: Path) -> Path:
    return folder / "issues" / "2026-05-14"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def again(folder: Path, *stories: str, force: bool = False) -> ImportResult:
    return write_import(reading(*stories), folder, force=force)


def test_the_first_night(tmp_path: Path) -> None:
    outcome = write_import(reading(FIRST, SECOND), tmp_path)
    assert outcome.folder == home(tmp_path)
    assert names(tmp_path) == [
        "issues/2026-05-14/articles/01-01.md",
        "issues/2026-05-14/articles/01-02.md",
        f"issues/2026-05-14/{FILE}",
        "issues/2026-05-14/issue.yaml",
        "publication.yaml",
    ]
    assert outcome.new == ("articles/01-01.md", "articles/01-02.md", "issue.yaml")


def test_the_folder_reads_back_as_what_was_imported(tmp_path: Path) -> None:
    outcome = write_import(reading(FIRST, SECOND, THIRD), tmp_path)
    back = IMPORTER.read(InputTree.folder(tmp_path, "issues/2026-05-14"), Options())
    assert not back.findings
    assert back.issue.articles == outcome.reading.issue.articles
    assert back.issue.publication == outcome.reading.issue.publication
    assert back.issue == outcome.reading.issue


def test_the_notes_file(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND, THIRD), tmp_path)
    text = (home(tmp_path) / FILE).read_text(encoding="utf-8")
    assert [(note.code, note.at, note.story) for note in open_notes(text)] == [
        ("kicker", "2026-05-14-01.md:7", "01-01"),
        ("photo", "2026-05-14-01.md:19", "01-03"),
    ]
    assert "lines: 2026-05-14-01.md:11+13" in text
    assert "ends: 水来了," in text
    assert "starts: 人们很高兴。" in text
    assert "name: publication.id" in text
    assert set(read_record(text).files) == {"articles/01-01.md", "articles/01-02.md", "articles/01-03.md", "issue.yaml"}


def test_the_notes_file_holds_codes_and_comments(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND, THIRD), tmp_path)
    text = (home(tmp_path) / FILE).read_text(encoding="utf-8")
    (kicker, _) = open_notes(text)
    assert (kicker.question, kicker.cure) == ("", "")
    question, cure, place = text.partition("  - code: kicker\n")[2].splitlines()[:3]
    assert question.startswith("    # “")
    assert cure.startswith("    # ")
    assert place.startswith("    at: ")
    assert re.search(r"name: publication.language\n    value: zh-Hans\n    from: script\n", text)


def test_an_english_paper_has_english_comments_and_one_language_each_is_printed(tmp_path: Path) -> None:
    page = "# Paper\n\n2026-05-14\n\n## Above\n\n## Water Comes to Town\n\nThe water came and all were glad.\n"
    result = write_import(read_pages([("2026-05-14-01.md", page)]), tmp_path)
    text = (result.folder / FILE).read_text(encoding="utf-8")
    assert "    # 'Above' is read as the kicker of the headline below it\n" in text
    (found,) = [one for one in lint(result.folder).findings if one.key == "A08.kicker"]
    assert found.message("en").endswith("(kicker): 'Above' is read as the kicker of the headline below it")
    assert found.message("zh") == "导入时留下的问题（kicker）：“Above”按下面标题的肩题处理"
    assert "按下面标题的肩题处理" in result.text("zh")
    assert "is read as the kicker" in result.text("en")


def test_the_same_page_again_changes_nothing(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    outcome = again(tmp_path, FIRST, SECOND)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before
    assert not any((outcome.new, outcome.changed, outcome.kept, outcome.dropped, outcome.beside, outcome.left_out))


def test_what_nobody_edited_is_replaced(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    outcome = again(tmp_path, FIRST, SECOND.replace("车来了", "车都来了"))
    assert outcome.changed == ("articles/01-02.md",)
    assert "车都来了" in (home(tmp_path) / "articles/01-02.md").read_text(encoding="utf-8")


def edit(path: Path) -> str:
    text = path.read_text(encoding="utf-8").replace("来了", "来啦")
    path.write_text(text, encoding="utf-8")
    return text


def test_what_was_edited_is_kept_and_the_new_text_lies_beside(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    text = edit(home(tmp_path) / "articles/01-02.md")
    outcome = again(tmp_path, FIRST, SECOND.replace("车来了", "车都来了"))
    assert (outcome.kept, outcome.beside) == (("articles/01-02.md",), ("articles/01-02.new.md",))
    assert (home(tmp_path) / "articles/01-02.md").read_text(encoding="utf-8") == text
    assert "车都来了" in (home(tmp_path) / "articles/01-02.new.md").read_text(encoding="utf-8")
    back = IMPORTER.read(InputTree.folder(tmp_path, "issues/2026-05-14"), Options())
    assert len(back.issue.articles) == 2


def test_an_edited_file_of_an_unchanged_page_needs_no_new_text(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    edit(home(tmp_path) / "articles/01-02.md")
    outcome = again(tmp_path, FIRST, SECOND)
    assert (outcome.kept, outcome.beside) == (("articles/01-02.md",), ())
    assert again(tmp_path, FIRST, SECOND).kept == ("articles/01-02.md",)


def test_force_overwrites(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    edit(home(tmp_path) / "articles/01-02.md")
    outcome = again(tmp_path, FIRST, SECOND, force=True)
    assert outcome.changed == ("articles/01-02.md",)
    assert "车来了" in (home(tmp_path) / "articles/01-02.md").read_text(encoding="utf-8")


def test_a_new_story_on_top_moves_no_file(tmp_path: Path) -> None:
    """The edited second story stays in its file although it is the third now."""
    write_import(reading(FIRST, SECOND), tmp_path)
    edit(home(tmp_path) / "articles/01-02.md")
    outcome = again(tmp_path, THIRD, FIRST, SECOND)
    assert outcome.new == ("articles/01-03.md",)
    assert outcome.kept == ("articles/01-02.md",)
    assert not outcome.beside
    assert [story.id for story in outcome.reading.issue.articles] == ["01-03", "01-01", "01-02"]
    assert outcome.reading.issue.articles[0].lead_photo is not None
    assert outcome.reading.issue.articles[0].lead_photo.file == "issues/2026-05-14/photos/01-03.jpg"
    assert {note.story for note in outcome.reading.notes} == {"01-01", "01-03"}
    back = IMPORTER.read(InputTree.folder(tmp_path, "issues/2026-05-14"), Options())
    assert [story.title[0] for story in back.issue.articles] == ["雨后", "水管换新", "公交开通"]


def test_a_story_with_a_new_headline_is_known_by_its_first_words(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    outcome = again(tmp_path, SECOND.replace("公交开通", "旅游公交开通"), FIRST)
    assert outcome.changed == ("articles/01-02.md", "issue.yaml")
    assert not outcome.new
    assert not outcome.dropped


def test_a_dropped_story_moves_aside(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    text = edit(home(tmp_path) / "articles/01-02.md")
    outcome = again(tmp_path, FIRST)
    assert outcome.dropped == ("dropped/01-02.md",)
    assert (home(tmp_path) / "dropped/01-02.md").read_text(encoding="utf-8") == text
    assert not (home(tmp_path) / "articles/01-02.md").exists()


def test_what_the_editor_deleted_stays_deleted(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND), tmp_path)
    (home(tmp_path) / "articles/01-02.md").unlink()
    outcome = again(tmp_path, FIRST, SECOND)
    assert outcome.left_out == ("articles/01-02.md",)
    assert again(tmp_path, FIRST, SECOND, force=True).new == ("articles/01-02.md",)


def test_a_settled_question_is_not_asked_again(tmp_path: Path) -> None:
    write_import(reading(FIRST, SECOND, THIRD), tmp_path)
    path = home(tmp_path) / FILE
    text = path.read_text(encoding="utf-8")
    start, _, rest = text.partition("  - code: kicker\n")
    _, mark, tail = rest.partition("  - code: photo\n")
    path.write_text(start + mark + tail, encoding="utf-8")
    for _ in range(2):
        again(tmp_path, FIRST, SECOND, THIRD)
        assert [note.code for note in open_notes(path.read_text(encoding="utf-8"))] == ["photo"]


def test_a_settled_question_is_not_printed_again(tmp_path: Path) -> None:
    assert "2026-05-14-01.md:7: " in write_import(reading(FIRST, SECOND), tmp_path).text()
    path = home(tmp_path) / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text[text.index("joins:") :], encoding="utf-8")
    outcome = again(tmp_path, FIRST, SECOND)
    assert "2026-05-14-01.md:7: " not in outcome.text()
    assert "look at these first" not in outcome.text()


@pytest.mark.parametrize("named", [False, True])
def test_the_outcome_says_which_publication_was_taken(tmp_path: Path, named: bool) -> None:
    page, publication = tmp_path / "2026-05-14-01.md", tmp_path / "out" / "publication.yaml"
    publication.parent.mkdir()
    page.write_text(HEAD + FIRST, encoding="utf-8")
    publication.write_text("id: mine\ntitle: 我的报\nlanguage: zh-Hans\n", encoding="utf-8")
    text = import_pages(page, tmp_path / "out", publication=publication if named else None).text()
    told = "from the option" if named else "from publication.yaml of the output folder"
    assert f"publication.id: mine ({told})" in text


def test_the_publication_is_reused_and_never_rewritten(tmp_path: Path) -> None:
    assert publication_in(tmp_path) is None
    (tmp_path / "publication.yaml").write_text("id: mine\ntitle: 我的报\nlanguage: zh-Hans\n", encoding="utf-8")
    assert publication_in(tmp_path) == tmp_path / "publication.yaml"
    write_import(reading(FIRST), tmp_path)
    assert (tmp_path / "publication.yaml").read_text(encoding="utf-8").startswith("id: mine\n")


def test_an_issue_stands_where_the_others_stand(tmp_path: Path) -> None:
    issue = reading(FIRST).issue
    assert issue_place(tmp_path, issue) == "issues/2026-05-14"
    (tmp_path / "2026-05-13").mkdir()
    assert issue_place(tmp_path, issue) == "2026-05-14"
    assert write_import(reading(FIRST), tmp_path).folder == tmp_path / "2026-05-14"


def test_photos_of_the_page_are_copied(tmp_path: Path) -> None:
    text = HEAD + "# 雨后\n\n本报讯 雨停了。\n\n![](images/a.jpg)\n\n![](other/a.jpg)\n\n天晴了。\n"
    inputs = InputTree.memory({"images/a.jpg": b"one", "other/a.jpg": b"two"})
    made = read_pages([("2026-05-14-01.md", text)], has=inputs.has)
    outcome = write_import(made, tmp_path, inputs)
    assert (home(tmp_path) / "photos/a.jpg").read_bytes() == b"one"
    assert (home(tmp_path) / "photos/a-2.jpg").read_bytes() == b"two"
    assert "photos/a.jpg" in outcome.new
    assert "../photos/a-2.jpg" in (home(tmp_path) / "articles/01-01.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "issues").write_text("in the way", encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        write_import(reading(FIRST), tmp_path)
    assert [one.key for one in caught.value.findings] == ["EG020"]


def test_the_outcome_in_words_and_as_json(tmp_path: Path) -> None:
    outcome = write_import(reading(FIRST, SECOND), tmp_path)
    for lang in ("en", "zh"):
        text = outcome.text(lang)
        assert "moucheng-ribao" in text
        assert "articles/01-02.md" in text
        assert "2026-05-14-01.md:7: " in text
    facts = outcome.as_json()
    assert facts["stories"] == 2
    assert facts["new"] == ["articles/01-01.md", "articles/01-02.md", "issue.yaml"]
    assert [note["key"] for note in facts["notes"]] == ["note.kicker"]  # type: ignore[attr-defined]  # JSON


def test_a_harmed_record_is_no_record(tmp_path: Path) -> None:
    write_import(reading(FIRST), tmp_path)
    (home(tmp_path) / FILE).write_text(": [", encoding="utf-8")
    edit(home(tmp_path) / "articles/01-01.md")
    outcome = again(tmp_path, FIRST)
    assert outcome.kept == ("articles/01-01.md",)
    assert outcome.beside == ("articles/01-01.new.md",)


def test_the_outcome_asks_questions_of_one_kind_in_one_line(tmp_path: Path) -> None:
    outcome = write_import(reading(FIRST, SECOND), tmp_path)
    note = outcome.reading.notes[0]
    alike = tuple(replace(note, at=replace(note.at, line=line)) for line in (7, 70, 700))
    text = replace(outcome, reading=replace(outcome.reading, notes=alike)).text()
    assert "2026-05-14-01.md:7: 3 headings above headlines are read as kickers: 7: " in text
    assert text.count("are read as") == 1
