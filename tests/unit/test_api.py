# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stages joined: what a build gives, what stops it, what it leaves."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.errors import MediaError, OptionsError, SourceError, ToolError
from epubgen.model import Article, Image, Issue, Photo
from epubgen.validation import epubcheck

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "issues" / "new-en"

Make = Callable[..., Issue]
Story = Callable[..., Article]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A copy of the template that a test may break; gives the issue folder."""
    shutil.copytree(SMALL, tmp_path / "paper")
    return next((tmp_path / "paper").glob("*/issue.yaml")).parent


def names(data: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_a_folder_becomes_a_file(paper: Path, tmp_path: Path) -> None:
    epub = epubgen.build(paper, tmp_path / "out.epub")
    assert epub.path == tmp_path / "out.epub"
    assert (epub.stories, epub.photos, epub.size) == (3, 1, (tmp_path / "out.epub").stat().st_size)
    assert epub.report.ok


def test_an_existing_folder_as_target_gets_the_issue_s_name(paper: Path, tmp_path: Path) -> None:
    epub = epubgen.build(paper, tmp_path)
    assert epub.path == tmp_path / epubgen.plan(paper).file_name


def test_the_name_of_no_importer_is_refused_for_an_issue_as_for_a_path(paper: Path) -> None:
    issue = epubgen.load(paper)
    for source in (issue, paper):
        with pytest.raises(OptionsError) as caught:
            epubgen.lint(source, format="nativ")
        assert caught.value.findings[0].key == "S12.name"
    for name in ("native", "newspaper_page"):
        assert epubgen.lint(issue, format=name).ok


def test_without_a_target_the_current_folder_is_meant(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert epubgen.build(paper).path == Path(epubgen.plan(paper).file_name)


def test_a_loaded_issue_finds_its_photos_from_anywhere(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = epubgen.load(paper)
    monkeypatch.chdir(tmp_path)
    stream = io.BytesIO()
    assert epubgen.build(issue, stream).photos == 1
    assert [name for name in names(stream.getvalue()) if "photos/" in name]


def test_an_issue_from_an_archive(paper: Path, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "issue"), "zip", paper.parent))
    issue = epubgen.load(archive)
    assert epubgen.build(issue, io.BytesIO()).sha256 == epubgen.build(paper, io.BytesIO()).sha256


def test_an_issue_of_objects_with_a_photo_from_bytes(make_issue: Make, make_story: Story, photo: Photo) -> None:
    issue = make_issue(make_story("a", body=(Image(photo=photo),), kind="photo"))
    stream = io.BytesIO()
    assert epubgen.build(issue, stream).photos == 1


def test_an_unknown_option_gets_the_nearest_name(paper: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        epubgen.build(paper, io.BytesIO(), writting_mode="vertical-rl")  # type: ignore[call-arg]
    assert caught.value.text() == "EG001 there is no option ‘writting_mode’\n  hint: did you mean ‘writing_mode’?"


def test_every_error_of_the_input_comes_at_once(paper: Path) -> None:
    for path in sorted(paper.glob("articles/*.md"))[:2]:
        path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    with pytest.raises(SourceError) as caught:
        epubgen.build(paper, io.BytesIO())
    assert len({f.at.file for f in caught.value.findings if f.at}) == 2


def test_lint_reports_what_build_would_raise(paper: Path) -> None:
    path = min(paper.glob("articles/*.md"))
    path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    report = epubgen.lint(paper)
    assert not report.ok
    assert report.errors[0].code == "S01"


def test_strict_makes_warnings_fatal(paper: Path) -> None:
    for path in paper.rglob("*.jpg"):
        path.unlink()
    assert [f.code for f in epubgen.build(paper, io.BytesIO()).report.warnings]
    with pytest.raises(SourceError):
        epubgen.build(paper, io.BytesIO(), strict=True)


def test_a_missing_photo_is_reported_once(paper: Path) -> None:
    for path in paper.rglob("*.jpg"):
        path.unlink()
    report = epubgen.build(paper, io.BytesIO()).report
    assert [f.code for f in report.findings].count("F01") == 1


def test_a_photo_that_is_no_picture_stops_a_strict_build(paper: Path, tmp_path: Path) -> None:
    next(paper.rglob("*.jpg")).write_text("no picture", "utf-8")
    assert "F11.unknown" in [found.key for found in epubgen.build(paper, io.BytesIO()).report.findings]
    (tmp_path / "old.epub").write_bytes(b"old")
    with pytest.raises(MediaError):
        epubgen.build(paper, tmp_path / "old.epub", strict=True)
    assert (tmp_path / "old.epub").read_bytes() == b"old"


def test_a_story_with_an_error_can_be_left_out(paper: Path) -> None:
    path = max(paper.glob("articles/*.md"))
    path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    epub = epubgen.build(paper, io.BytesIO(), leave_out=(path.stem,))
    assert epub.stories == 2
    assert [(f.code, f.field) for f in epub.report.findings if f.code == "A10"] == [("A10", path.stem)]
    assert not epub.report.errors


def test_a_story_to_leave_out_must_exist(make_issue: Make) -> None:
    with pytest.raises(OptionsError) as caught:
        epubgen.build(make_issue(), io.BytesIO(), leave_out=("b",))
    assert caught.value.findings[0].code == "EG005"


def test_left_out_stories_of_an_issue_object(make_issue: Make, make_story: Story) -> None:
    issue = make_issue(make_story("a", related=("b",)), make_story("b"))
    epub = epubgen.build(issue, io.BytesIO(), leave_out=("b",))
    assert (epub.stories, epub.report.errors) == (1, ())


def test_check_needs_epubcheck(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_java", lambda: iter(()))
    (tmp_path / "old.epub").write_bytes(b"old")
    with pytest.raises(ToolError) as caught:
        epubgen.build(paper, tmp_path / "old.epub", check=True)
    assert caught.value.exit_code == 8
    assert (tmp_path / "old.epub").read_bytes() == b"old"


def test_source_date_epoch(make_issue: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1776816000")
    assert epubgen.plan(make_issue()).modified == "2026-04-22T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(OptionsError) as caught:
        epubgen.plan(make_issue())
    assert caught.value.findings[0].code == "EG006"


def test_progress_is_told(paper: Path) -> None:
    told = []
    epubgen.build(paper, io.BytesIO(), progress=lambda stage, done, total: told.append((stage, done, total)))
    assert ("photos", 2, 2) in told  # the photo, and small for the front of the section that it leads
    assert [done for stage, done, _ in told if stage == "pages"] == list(
        range(1, len(epubgen.plan(paper).documents) + 1)
    )


def test_own_style_sheets_come_last(paper: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "house.css"
    sheet.write_text("h1 { letter-spacing: .1em }", "utf-8")
    assert epubgen.plan(paper, css=(sheet,)).css[-1] == "css/user.css"


@pytest.mark.parametrize(
    ("option", "paper_says", "set_"),
    [("smart", "keep", True), ("", "smart", True), ("", "keep", False), ("keep", "smart", False)],
)
def test_typewriter_marks_are_set_on_request(
    make_issue: Make, make_story: Story, option: Any, paper_says: str, set_: bool
) -> None:
    body = epubgen.blocks_from_markdown("\"Rock 'n' roll\" *died* in '59 -- they say.").blocks
    issue = make_issue(make_story("a", body=body), paper={"punctuation": paper_says, "language": "en-GB"})
    stream = io.BytesIO()
    epub = epubgen.build(issue, stream, punctuation=option)
    text = zipfile.ZipFile(stream).read("EPUB/text/a-a.xhtml").decode()
    assert ("“Rock ’n’ roll” <em>died</em> in ’59 – they say." in text) is set_
    assert [dict(f.args)["count"] for f in epub.report.findings if f.code == "T10"] == ["1"] * set_


@pytest.mark.parametrize(
    ("option", "paper_says", "full"),
    [("normalise", "keep", True), ("", "normalise", True), ("", "keep", False), ("keep", "normalise", False)],
)
def test_punctuation_is_normalised_on_request(
    make_issue: Make, make_story: Story, option: Any, paper_says: str, full: bool
) -> None:
    body = epubgen.blocks_from_markdown("你好,世界。").blocks
    issue = make_issue(make_story("a", body=body), paper={"punctuation": paper_says})
    stream = io.BytesIO()
    epub = epubgen.build(issue, stream, punctuation=option)
    text = zipfile.ZipFile(stream).read("EPUB/text/a-a.xhtml").decode()
    assert ("你好，世界。" in text) is full
    assert [dict(f.args)["count"] for f in epub.report.findings if f.code == "T05"] == ["1"] * full
