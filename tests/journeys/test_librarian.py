# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of a librarian: two titles, sixty issues, one folder; each file is there, of its own issue, and findable."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from epubgen.validation import read_identity
from tests.journeys.desk import Desk, fresh_desk

TITLES = {"ferry": "The Ferry", "tide": "潮声"}
FIRST = date(2026, 1, 5)
STORY = "---\ntitle: Story {number}\nauthors: Ann Low\n---\nIt was day {number} of {title}.\n"


def print_titles(desk: Desk, issues: int) -> list[str]:
    """The folders of the issues, the titles in turn."""
    folders = []
    for name, title in TITLES.items():
        language = "zh-Hans" if name == "tide" else "en"
        desk.write(f"{name}/publication.yaml", f"id: {name}\ntitle: {title}\nlanguage: {language}\ncover: none\n")
        for number in range(1, issues + 1):
            day = FIRST + timedelta(days=number - 1)
            folder = f"{name}/{day}"
            desk.write(f"{folder}/issue.yaml", f"date: {day}\nnumbering: {{total: {number}}}\n")
            desk.write(f"{folder}/articles/one.md", STORY.format(number=number, title=title))
            folders.append(folder)
    return folders


def sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("issues", [3, pytest.param(30, marks=pytest.mark.slow)])
def test_two_titles_in_one_folder(issues: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = fresh_desk(tmp_path, capsys)
    folders = print_titles(desk, issues)
    for ending in ("/", ""):  # a folder that is not there yet, and one that is
        for folder in folders:
            desk.type(f"epubgen build {folder} -o shelf{ending}")
        made = sums(desk.root / "shelf")
        assert sorted(made) == sorted(f"{folder.replace('/', '-')}.epub" for folder in folders)
    books = [read_identity(path) for path in sorted((desk.root / "shelf").iterdir())]
    assert len({book[0] for book in books if book}) == len(folders)
    for folder in folders:
        desk.type(f"epubgen build {folder} -o shelf/ --quiet")
    assert sums(desk.root / "shelf") == made, "the same input gives the same bytes"


def test_an_issue_takes_the_place_of_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = fresh_desk(tmp_path, capsys)
    first, second, third, *_ = print_titles(desk, 2)
    desk.type(f"epubgen build {first} -o one.epub")
    before = (desk.root / "one.epub").read_bytes()
    for other in (second, third):
        assert "EG086" in desk.type(f"epubgen build {other} -o one.epub", code=6)
    assert (desk.root / "one.epub").read_bytes() == before
    desk.write("notes.txt", "Nothing but notes.")
    assert "EG072" in desk.type(f"epubgen build {first} -o notes.txt", code=6)
    assert desk.read("notes.txt") == "Nothing but notes."
    desk.write("notes.epub", "Nothing but notes.")
    assert "EG073" in desk.type(f"epubgen build {first} -o notes.epub")
    assert desk.read("notes.epub.damaged") == "Nothing but notes."
    desk.type(f"epubgen build {second} -o one.epub --force")
    desk.write("shelf", "a file")
    assert "EG087" in desk.type(f"epubgen build {first} -o shelf/", code=6)
