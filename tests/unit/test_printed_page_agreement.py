# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which paper pages are of, and whether they agree: papers that stay unnamed, two papers, one page twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from epubgen import api
from epubgen.errors import SourceError
from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.columns import continuation_score
from epubgen.importers.printed_page.header_scores import HeaderPart, hypotheses
from epubgen.issue_folder.proposals import proposed_lines
from epubgen.linting import lint
from epubgen.options import Options
from epubgen.publishing import publish

PAGE = "03 综合 2026年5月8日\n\n# 夜校开课\n\n本报讯 记者木棉报道:夜校今天开课。\n"


def codes(found: object) -> set[str]:
    return {one.code for one in found}  # type: ignore[attr-defined]


def test_a_paper_that_no_page_names_is_warned_of() -> None:
    issue = read_pages([("a.md", PAGE)]).issue
    (found,) = (one for one in lint(issue, None, Options()) if one.code == "H12")
    assert (found.severity.value, "--title" in found.hint()) == ("warning", True)
    named = replace(issue, publication=replace(issue.publication, title="晴川日报"))
    assert "H12" not in codes(lint(named, None, Options()))


@pytest.mark.parametrize(
    ("options", "title", "paper_id"),
    [
        (Options(title="Harbour Gazette"), "Harbour Gazette", "harbour-gazette"),
        (Options(title="港湾报", id="harbour"), "港湾报", "harbour"),
        (Options(id="harbour"), "未署名报纸", "harbour"),
    ],
)
def test_the_command_gives_the_name(options: Options, title: str, paper_id: str) -> None:
    reading = read_pages([("a.md", PAGE)], None, options)
    paper = reading.issue.publication
    assert (paper.title, paper.id) == (title, paper_id)
    assert {fact.origin for fact in reading.facts if fact.name == "publication.id"} == {"fact.option"}
    assert "H12" not in codes(lint(reading.issue, None, Options()))


def test_publish_refuses_a_paper_without_a_name(tmp_path: Path) -> None:
    page = tmp_path / "2026-05-08-03.md"
    page.write_text(PAGE, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        publish(page, tmp_path / "out", clock=None, lang="en")
    assert "H12" in codes(refused.value.findings)


def test_pages_of_two_papers_name_both_files(tmp_path: Path) -> None:
    for name, text in (("a-01.md", "晴川日报 2026年5月8日 第1版"), ("b-02.md", "澄江晚报 2026年5月8日 第2版")):
        (tmp_path / name).write_text(f"{text}\n\n# 题\n\n本报讯 文。\n", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        api.read([tmp_path / "a-01.md", tmp_path / "b-02.md"])
    (found,) = refused.value.findings
    assert found.code == "D07"
    assert "b-02.md" in found.text()
    assert "a-01.md" in found.text()


HABITS = "03 综合 2026年5月8日\n\n" + "".join(
    f"## {kicker}\n\n# {title}\n\n本报记者 王小芳\n\n今天{title}。\n\n"
    for kicker, title in (("老街新事", "铺子开门"), ("渡口旧事", "渡船退役"), ("粮库变身记", "书店开张"))
)


def test_the_habits_of_a_paper_are_proposed_as_lines_and_settle_the_questions() -> None:
    reading = read_pages([("a.md", HABITS)])
    assert sum(note.key == "note.kicker" for note in reading.notes) == 3
    assert proposed_lines(reading) == ("import:", "  lone_heading: kicker")
    settled = replace(reading.issue.publication, import_={"lone_heading": "kicker"})
    again = read_pages([("a.md", HABITS)], settled)
    assert "note.kicker" not in {note.key for note in again.notes}
    assert proposed_lines(again) == ()


def test_columns_are_proposed_by_name() -> None:
    page = "03 综合 2026年5月8日\n\n## 今日时评\n\n# 铺子开门\n\n本报记者 王小芳\n\n今天开门。\n"
    assert proposed_lines(read_pages([("a.md", page)])) == ("columns:", '  - "今日时评"')


def test_a_division_that_a_sign_speaks_for_scores_best() -> None:
    dash = [HeaderPart(text="标题在此", level=1), HeaderPart(text="副题", level=1, dash=True)]
    assert hypotheses(dash)[0].roles() == ("headline", "deck")
    clause = [HeaderPart(text="市长在会上强调", level=1), HeaderPart(text="先修水管", level=1)]
    assert hypotheses(clause)[0].roles() == ("kicker", "headline")


def test_what_goes_on_with_a_torn_paragraph() -> None:
    first = "项目总投资五亿元，全市三年内要建"
    right = continuation_score(first, "设周期为24个月。", {}, right_below=False, last=False)
    wrong = continuation_score(first, "据介绍，二期工程下月开工。", {}, right_below=False, last=False)
    assert right > 0 > wrong
