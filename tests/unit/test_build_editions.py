# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often a build does its work, and what it packs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import epubgen
from epubgen.errors import finding
from epubgen.model import Image, Issue, Photo
from epubgen.options import WritingMode
from epubgen.transforms.complete import complete
from tests.unit.pages_sample import issue_of, story, view


def test_two_editions_are_planned_from_one_completed_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Issue] = []
    linted: list[Issue] = []

    def counted(issue: Issue) -> Issue:
        calls.append(issue)
        return complete(issue)

    def counted_by_lint(issue: Issue, leave_out: tuple[str, ...]) -> Issue:
        linted.append(issue)
        return complete(issue, leave_out)

    monkeypatch.setattr("epubgen.pipeline.prepare.complete", counted)
    monkeypatch.setattr("epubgen.linting.context.complete", counted_by_lint)
    first, second = epubgen.build_twins(issue_of(story()), tmp_path)
    assert first.identifier != second.identifier
    assert len(calls) == 1
    assert len(linted) == 1


def test_a_document_reports_the_pictures_that_it_shows() -> None:
    one, two = Photo(file="a.jpg", alt="a"), Photo(file="b.jpg", alt="b")
    issue = issue_of(story(body=(Image(photo=one), Image(photo=one), Image(photo=two))))
    assert view(issue, photos=(one, two)).part.pictures == ("photos/p0.jpg", "photos/p1.jpg")
    assert view(issue, "masthead", photos=(one, two)).part.pictures == ()


def test_a_stream_gets_nothing_when_a_check_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_path: Path) -> None:
        raise epubgen.CheckFailed(finding("EG021", None))

    monkeypatch.setattr("epubgen.pipeline.build._verified", failing)
    sink = io.BytesIO()
    with pytest.raises(epubgen.CheckFailed):
        epubgen.build(issue_of(story()), sink, check=True)
    assert sink.getvalue() == b""


def test_a_picture_that_no_page_shows_is_not_packed(tmp_path: Path, jpeg: bytes) -> None:
    """Vertical pages set the name of the paper in type."""
    source: dict[str, bytes | str] = {
        "publication.yaml": "id: p\ntitle: 小报\nlanguage: zh-Hans\nnameplate: {file: assets/n.jpg, alt: 报头}\n",
        "assets/n.jpg": jpeg,
        "issue.yaml": "date: 2026-01-05\n",
        "articles/a.md": "---\ntitle: 题\n---\n\n正文。\n",
    }
    modes: tuple[WritingMode, ...] = ("horizontal-tb", "vertical-rl")
    packed = []
    for mode in modes:
        epub = epubgen.build(source, tmp_path / f"{mode}.epub", writing_mode=mode, cover="none")
        assert epub.path
        packed.append([name for name in zipfile.ZipFile(epub.path).namelist() if name.endswith(".jpg")])
    assert [len(names) for names in packed] == [1, 0]
