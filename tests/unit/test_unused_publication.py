# SPDX-License-Identifier: AGPL-3.0-or-later
"""EG076: ``--publication FILE`` beside an issue that says itself to which paper it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

import epubgen
from epubgen.errors import Finding, SourceError
from epubgen.importers.open_source import IssueSource
from tests.unit.small_paper import print_paper

PAPER = "id: tide\ntitle: The Tide\nlanguage: en\n"
ISSUE = "date: 2026-06-05\n"
STORY = "---\ntitle: Late\n---\nThe ferry was late.\n"
FOLDER = {"publication.yaml": PAPER, "2026-06-05/issue.yaml": ISSUE, "2026-06-05/articles/late.md": STORY}
ONE_FILE = (
    "format: epubgen-issue/1\n"
    "publication: {id: tide, title: The Tide, language: en}\n"
    "issue: {date: 2026-06-05}\n"
    "articles: [{id: late, title: Late, body: The ferry was late.}]\n"
)
PAGE = {"p1.md": "# 肩题\n\n# 水管换新\n\n本报讯 记者甲一报道:水来了,\n\n人们很高兴。\n"}


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A publication of another paper, in a folder of its own."""
    file = tmp_path / "desk" / "other.yaml"
    file.parent.mkdir()
    file.write_text("id: other\ntitle: Other\nlanguage: zh-Hans\n", "utf-8")
    return file


def told(findings: tuple[Finding, ...]) -> list[tuple[str, int | None]]:
    return [
        (Path(one.at.file).name if one.at else "", one.at.line if one.at else None)
        for one in findings
        if one.code == "EG076"
    ]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ({name.removeprefix("2026-06-05/"): text for name, text in FOLDER.items()}, [("publication.yaml", None)]),
        ({"tide.yaml": ONE_FILE}, [("tide.yaml", 2)]),
        (PAGE, []),
    ],
)
def test_read_and_lint_say_it_once(source: IssueSource, place: list[tuple[str, int | None]], other: Path) -> None:
    assert told(epubgen.read(source, publication=other, date="2026-06-05").findings) == place
    assert told(epubgen.lint(source, publication=other, date="2026-06-05").findings) == place
    assert not told(epubgen.lint(source, date="2026-06-05").findings)


def test_a_folder_names_the_file_that_is_used(tmp_path: Path, other: Path) -> None:
    issue = print_paper(tmp_path / "ferry")
    (found,) = (one for one in epubgen.lint(issue, publication=other).findings if one.code == "EG076")
    assert "desk/other.yaml" in str(found)
    assert not told(epubgen.lint(issue, publication=tmp_path / "ferry" / "publication.yaml").findings)
    with pytest.raises(SourceError, match="EG076"):
        epubgen.build(issue, tmp_path / "out", publication=other, strict=True)


def test_the_sheets_of_the_paper_are_those_beside_its_own_file(tmp_path: Path, other: Path) -> None:
    issue = print_paper(tmp_path / "ferry", more="css: [house.css]\n")
    (tmp_path / "ferry" / "house.css").write_text("p { color: teal }\n", "utf-8")
    built = epubgen.build(issue, tmp_path / "out", publication=other)
    assert len(told(built.report.findings)) == 1


def test_publish_says_it_in_the_receipt(tmp_path: Path, other: Path) -> None:
    issue = print_paper(tmp_path / "ferry")
    receipt = epubgen.publish(issue, tmp_path / "out", dry_run=True, java=False, publication=other)
    assert told(receipt.findings) == [("publication.yaml", None)]


def test_an_import_that_names_the_file_of_its_folder_by_itself_says_nothing(tmp_path: Path, other: Path) -> None:
    issue, home = print_paper(tmp_path / "ferry"), tmp_path / "home"
    home.mkdir()
    (home / "publication.yaml").write_text(PAPER, "utf-8")
    assert not told(epubgen.import_pages(issue, home).reading.findings)
    assert len(told(epubgen.import_pages(issue, tmp_path / "new", publication=other).reading.findings)) == 1
