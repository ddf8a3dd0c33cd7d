# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twin editions: the vertical and the horizontal one from the same data, in one command (typography rule 39)."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run
from epubgen.errors import MediaError, OptionsError, PackageError
from epubgen.options import WritingMode

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issues" / "new-zh"
QUOTES = str.maketrans("“”‘’『』「」〝〟", '""\'\'""\'\'""')


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "paper")
    return next((tmp_path / "paper").glob("*/issue.yaml")).parent


@pytest.fixture
def twins(paper: Path, tmp_path: Path) -> tuple[epubgen.Epub, epubgen.Epub]:
    return epubgen.build_twins(paper, tmp_path / "new" / "folder")


def members(epub: epubgen.Epub) -> dict[str, bytes]:
    assert epub.path
    with zipfile.ZipFile(epub.path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def plain(page: bytes) -> str:
    """A page without what may differ: the links to its sheets, the cells of vertical lines, the shape of quotes."""
    text = re.sub(r'<link rel="stylesheet"[^>]*>', "", page.decode())
    text = re.sub(r'<span class="number">.*?</span>(?:</span>)?', "", text)  # the numbers of vertical lists are text
    text = text.replace('class="list numbered" role="list"', 'class="list"').replace("’", "'")
    text = re.sub(r'<span class="(?:tcy|upr|side)">(.*?)</span>', r"\1", text)
    return text.translate(QUOTES)


def test_each_edition_has_its_own_identity(twins: tuple[epubgen.Epub, epubgen.Epub]) -> None:
    own, other = twins
    assert own.path
    assert other.path
    assert own.path.parent == other.path.parent
    for name in ("path", "identifier", "title", "sha256"):
        assert getattr(own, name) != getattr(other, name)
    assert "竖排版" in other.title
    assert "竖排版" not in own.title


def test_an_edition_of_the_pair_is_the_edition_alone(
    paper: Path, tmp_path: Path, twins: tuple[epubgen.Epub, epubgen.Epub]
) -> None:
    modes: tuple[WritingMode, ...] = ("horizontal-tb", "vertical-rl")
    for epub, mode in zip(twins, modes, strict=True):
        assert epubgen.build(paper, tmp_path / f"{mode}.epub", writing_mode=mode).sha256 == epub.sha256


def test_only_direction_mode_sheet_quotes_and_metadata_differ(twins: tuple[epubgen.Epub, epubgen.Epub]) -> None:
    own, other = (members(epub) for epub in twins)
    horizontal = {name for name in own if name not in other}
    vertical = {name for name in other if name not in own}
    assert {name.rpartition("/")[2] for name in horizontal} == {"horizontal.css", "horizontal-beside.css"}
    assert {name.rpartition("/")[2] for name in vertical} == {
        "vertical.css", "vertical-fit.css", "vertical-beside.css",
    }  # fmt: skip
    for name in own.keys() & other.keys():
        if own[name] != other[name]:
            assert name.endswith((".xhtml", ".ncx", ".opf")) or "cover" in name, name
        if re.search(r"/text/(a-|s\d)[^/]*\.xhtml$", name):
            assert plain(own[name]) == plain(other[name]), name


def test_the_spines_run_against_each_other(twins: tuple[epubgen.Epub, epubgen.Epub]) -> None:
    own, other = (next(data.decode() for name, data in members(e).items() if name.endswith(".opf")) for e in twins)
    assert 'page-progression-direction="rtl"' not in own
    assert 'page-progression-direction="rtl"' in other


def test_photos_are_prepared_once(paper: Path, tmp_path: Path) -> None:
    stages: list[tuple[str, int]] = []
    epubs = epubgen.build_twins(paper, tmp_path / "two", progress=lambda *told: stages.append(told[:2]))
    assert [epub.photos for epub in epubs] == [1, 1]
    assert stages.count(("photos", 1)) == 1
    assert stages.count(("pages", 1)) == 2


def test_the_edition_of_the_publication_comes_first(paper: Path, tmp_path: Path) -> None:
    file = paper.parent / "publication.yaml"
    text = re.sub(r"(?m)^writing_mode:.*\n", "", file.read_text("utf-8"))
    file.write_text(text + "writing_mode: vertical-rl\n", "utf-8")
    own, other = epubgen.build_twins(paper, tmp_path / "two")
    assert "版" not in own.title.partition("（")[2]
    assert "横排版" in other.title


def test_when_the_second_edition_fails_nothing_is_written_or_replaced(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = epubgen.build_twins(paper, tmp_path / "fit")
    assert own.path
    assert other.path
    home = tmp_path / "two"
    home.mkdir()
    (home / own.path.name).write_bytes(b"an older one")
    monkeypatch.setattr("epubgen.images.profile._DOWN", (80,))
    monkeypatch.setattr("epubgen.images.profile.SMALLEST", 10_000)  # no step is left
    assert own.size < other.size, "the edition that does not fit must come second"
    with pytest.raises(MediaError) as caught:
        epubgen.build_twins(paper, home, max_size=(own.size + other.size) // 2)
    assert caught.value.findings[0].code == "EG051"
    assert {path.name: path.read_bytes() for path in home.iterdir()} == {own.path.name: b"an older one"}


def test_a_fault_of_the_disk_in_the_second_edition_leaves_the_first_unwritten(paper: Path, tmp_path: Path) -> None:
    _, other = epubgen.build_twins(paper, tmp_path / "fit")
    assert other.path
    home = tmp_path / "two"
    (home / other.path.name).mkdir(parents=True)
    with pytest.raises(PackageError) as caught:
        epubgen.build_twins(paper, home)
    assert caught.value.findings[0].key == "EG020.folder"
    assert [path.name for path in home.iterdir()] == [other.path.name]


@pytest.mark.parametrize("target", ["two.epub", "file"])
def test_two_editions_need_a_folder(paper: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OptionsError) as caught:
        epubgen.build_twins(paper, tmp_path / target)
    assert caught.value.findings[0].code == "EG011"


def test_the_command_prints_both_paths(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    assert run(["build", str(paper), "--writing-mode", "both", "-o", str(tmp_path / "two")]) == 0
    said = capsys.readouterr()
    assert sorted(said.out.split()) == sorted(str(path) for path in (tmp_path / "two").iterdir())
    assert said.err.count("3 stories") == 2


def test_the_command_reports_both_as_json(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(paper), "--writing-mode", "both", "-o", str(tmp_path / "two"), "--json"]) == 0
    editions = json.loads(capsys.readouterr().out)["editions"]
    assert [edition["ok"] for edition in editions] == [True, True]
    assert len({edition["identifier"] for edition in editions}) == 2


def test_the_look_of_the_house_reaches_the_book(paper: Path, tmp_path: Path) -> None:
    (paper.parent / "themes").mkdir()
    (paper.parent / "themes" / "quiet.css").write_text("h1 { font-weight: normal }")
    (paper.parent / "house.css").write_text("p { display: flex }")
    file = paper.parent / "publication.yaml"
    text = re.sub(r"(?m)^theme:.*\n", "", file.read_text("utf-8"))
    file.write_text(text + "theme: quiet\ncss: [house.css]\n", "utf-8")
    epub = epubgen.build(paper, tmp_path / "out.epub")
    css = {name.rpartition("/")[2]: data for name, data in members(epub).items() if name.endswith(".css")}
    assert css["theme-quiet.css"] == b"h1 { font-weight: normal }"
    assert list(css)[-1] == "user.css"
    assert [f.code for f in epub.report.warnings] == ["K17"]
    assert [f.code for f in epubgen.lint(paper).warnings] == ["K17"]
