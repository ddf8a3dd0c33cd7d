# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the user names becomes a tree of files with a root, a base and the files named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from epubgen.errors import OptionsError, SourceError
from epubgen.files.input_tree import InputTree
from epubgen.importers.open_source import open_source


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication with two issues and a folder of pages; the current folder is the one above."""
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "paper"
    for name in (
        "2026-04-17/issue.yaml",
        "issues/2026-04-18/issue.yaml",
        "publication.yaml",
        "scans/02.md",
        "scans/01.md",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x\n", "utf-8")
    return root


def shape(inputs: InputTree) -> tuple[str, str, tuple[str, ...]]:
    return inputs.label, inputs.base, inputs.entry


@pytest.mark.parametrize(
    ("folder", "source", "label", "base"),
    [
        (".", "paper/2026-04-17", "paper", "2026-04-17"),
        (".", "paper/issues/2026-04-18", "paper", "issues/2026-04-18"),
        ("paper", "2026-04-17", "", "2026-04-17"),
        ("paper/2026-04-17", ".", "..", "2026-04-17"),
        (".", "paper/2026-04-17/issue.yaml", "paper", "2026-04-17"),
    ],
)
def test_issue_folders(
    paper: Path, monkeypatch: pytest.MonkeyPatch, folder: str, source: str, label: str, base: str
) -> None:
    monkeypatch.chdir(paper.parent / folder)
    inputs = open_source(source)
    assert shape(inputs) == (label, base, ())
    assert inputs.has(f"{base}/issue.yaml")
    assert str(inputs.at(f"{base}/issue.yaml", 3)).endswith("issue.yaml:3")


def test_pages_are_taken_in_the_order_named(paper: Path) -> None:
    assert shape(open_source(["paper/scans/02.md", "paper/scans/01.md"])) == (
        "paper",
        "scans",
        ("scans/02.md", "scans/01.md"),
    )


def test_a_folder_of_pages(paper: Path) -> None:
    assert open_source("paper/scans").entry == ("scans/01.md", "scans/02.md")


def test_pages_of_different_folders(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "loose.md").write_text("x", "utf-8")
    inputs = open_source(["paper/scans/01.md", "loose.md"])
    assert [inputs.read(name) for name in inputs.entry] == [b"x\n", b"x"]


def test_a_publication_folder_lists_its_issues(paper: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        open_source("paper")
    assert caught.value.text() == (
        "paper: EG002 this is a publication folder; name one of its issues: "
        "paper/2026-04-17, paper/issues/2026-04-18\n  hint: for the newest one type paper/issues/2026-04-18"
    )
    assert caught.value.exit_code == 2


def test_a_publication_of_years_names_its_newest_issues(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text("id: a\n", "utf-8")
    for number in range(150):
        folder = tmp_path / f"{2020 + number // 12}-{number % 12 + 1:02}-01"
        folder.mkdir()
        (folder / "issue.yaml").write_text("", "utf-8")
    with pytest.raises(OptionsError) as caught:
        open_source(tmp_path)
    text = caught.value.text("zh")
    assert "共有 150 期" in text
    assert [name for name in ("2032-06-01", "2032-02-01", "2032-01-01") if name in text] == ["2032-06-01", "2032-02-01"]
    assert text.index("2032-06-01") < text.index("2032-05-01")


def test_a_wrong_path_gets_the_nearest_name(paper: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        open_source("paper/2026-04-71")
    assert (
        caught.value.text()
        == "paper/2026-04-71: EG003 there is no such file or folder\n  hint: did you mean ‘2026-04-17’?"
    )


def test_nothing_named() -> None:
    with pytest.raises(OptionsError) as caught:
        open_source([])
    assert caught.value.findings[0].code == "EG004"


def test_an_archive_with_a_folder_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "issue.zip", "w") as archive:
        archive.writestr("paper/publication.yaml", "x")
        archive.writestr("paper/2026-04-17/issue.yaml", "y")
    inputs = open_source(tmp_path / "issue.zip")
    assert (inputs.base, inputs.read("paper/2026-04-17/issue.yaml")) == ("paper/2026-04-17", b"y")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"plain text"])
def test_a_broken_archive(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "issue.zip").write_bytes(data)
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path / "issue.zip")
    assert caught.value.findings[0].code == "S11"


def test_files_in_memory() -> None:
    inputs = open_source({"2026-04-17/issue.yaml": "x", "publication.yaml": b"y"})
    assert (inputs.base, inputs.read("publication.yaml")) == ("2026-04-17", b"y")
