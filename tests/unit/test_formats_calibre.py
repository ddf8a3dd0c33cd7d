# SPDX-License-Identifier: AGPL-3.0-or-later
"""A calibre that is missing, fails, hangs, lies, or writes rubbish: each has its message, and no older file is harmed."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

import epubgen
from epubgen.conversion import calibre, convert
from epubgen.conversion.azw3 import make_azw3
from epubgen.errors import CheckFailed, EpubgenError, OptionsError, PackageError, ToolError
from tests.unit.kindle_book import book

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="the twins of calibre are shell scripts")


@pytest.fixture(scope="session")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small EPUB."""
    path = tmp_path_factory.mktemp("epub") / "paper.epub"
    epubgen.build(ROOT / "issues" / "new-zh" / "2026-01-05", path, cover="none")
    return path


@pytest.fixture
def twin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of programs in which a test puts its calibre."""
    home = tmp_path / "bin"
    home.mkdir()
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return home


def play(home: Path, script: str) -> None:
    path = home / "ebook-convert"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def refusal(epub: Path, target: Path) -> tuple[str, str]:
    with pytest.raises(EpubgenError) as error:
        convert(epub, "azw3", target)
    return error.value.findings[0].key, error.value.text()


def test_no_calibre(epub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(calibre, "_PLACES", {})
    key, text = refusal(epub, tmp_path / "issue.azw3")
    assert key == "EG040"
    assert "apt install calibre" in text


def test_a_calibre_that_is_not_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = tmp_path / "ebook-convert"
    usual.touch()
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setattr(calibre, "_PLACES", {sys.platform: ("/no/such/place", str(usual))})
    assert calibre.find_calibre() == usual


@posix
def test_a_calibre_that_dies_without_a_word(epub: Path, twin: Path, tmp_path: Path) -> None:
    play(twin, "kill -9 $$")
    key, text = refusal(epub, tmp_path / "issue.azw3")
    assert key == "EG041"
    assert "last words: –\n" in text


@posix
def test_a_calibre_that_fails(epub: Path, twin: Path, tmp_path: Path) -> None:
    play(twin, "echo 'Traceback' >&2; echo 'ValueError: no spine' >&2; exit 3")
    old = tmp_path / "issue.azw3"
    old.write_bytes(b"yesterday")
    key, text = refusal(epub, old)
    assert key == "EG041"
    assert text.startswith(f"{epub.name}: ")  # the file of the user, not our copy
    assert "code 3" in text
    assert "Traceback / ValueError: no spine" in text
    assert old.read_bytes() == b"yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "issue.azw3"]


@posix
def test_a_calibre_that_hangs_is_ended_with_its_children(epub: Path, twin: Path, tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    play(twin, f"(sleep 2; touch {mark}) & sleep 60")
    with pytest.raises(ToolError) as error:
        make_azw3(epub, tmp_path / "draft", timeout=0.3)
    assert error.value.findings[0].key == "EG041.timeout"
    time.sleep(2.2)
    assert not mark.exists()


@posix
def test_a_calibre_that_says_done_and_writes_nothing(epub: Path, twin: Path, tmp_path: Path) -> None:
    play(twin, "echo 'Output saved to issue.azw3'; exit 0")
    key, text = refusal(epub, tmp_path / "issue.azw3")
    assert key == "EG041.nothing"
    assert "Output saved to" in text
    assert not (tmp_path / "issue.azw3").exists()


@posix
def test_a_calibre_that_does_not_start(epub: Path, twin: Path, tmp_path: Path) -> None:
    (twin / "ebook-convert").write_bytes(b"\0\1\2\3")
    (twin / "ebook-convert").chmod(0o755)
    assert refusal(epub, tmp_path / "issue.azw3")[0] == "EG041.start"


@posix
def test_a_calibre_that_writes_rubbish(epub: Path, twin: Path, tmp_path: Path) -> None:
    play(twin, "printf 'PK rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish' > \"$2\"")
    assert refusal(epub, tmp_path / "issue.azw3")[0] == "EG042.kind"
    assert not (tmp_path / "issue.azw3").exists()


@posix
def test_a_calibre_that_writes_another_book(epub: Path, twin: Path, tmp_path: Path) -> None:
    """Title and version are facts that cannot be put right: the file is not kept."""
    (tmp_path / "other").write_bytes(book())
    play(twin, f'cp {tmp_path / "other"} "$2"')
    with pytest.raises(ToolError) as error:
        convert(epub, "azw3", tmp_path / "issue.azw3")
    assert [f.key for f in error.value.findings] == ["EG043.title"]
    assert not (tmp_path / "issue.azw3").exists()


@posix
def test_calibre_sees_nothing_of_the_user(
    epub: Path, twin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALIBRE_CONFIG_DIRECTORY", "/home/anna/.config/calibre")
    monkeypatch.setenv("PYTHONPATH", "/home/anna/plugins")
    monkeypatch.setenv("QT_STYLE_OVERRIDE", "dark")
    play(twin, f"env > {tmp_path / 'env'}; printf '%s\\n' \"$@\" > {tmp_path / 'args'}; exit 1")
    refusal(epub, tmp_path / "issue.azw3")
    said = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines() if "=" in line)
    folders = [said[name] for name in ("CALIBRE_CONFIG_DIRECTORY", "CALIBRE_CACHE_DIRECTORY", "CALIBRE_TEMP_DIR")]
    assert len(set(folders)) == 3
    assert not [path for path in folders if "anna" in path or Path(path).exists()], "they are its own, and gone"
    assert not {"PYTHONPATH", "QT_STYLE_OVERRIDE"} & said.keys()
    assert {"--no-inline-toc", "--disable-font-rescaling"} <= set((tmp_path / "args").read_text().splitlines())


@posix
def test_the_version(twin: Path) -> None:
    play(twin, "echo 'ebook-convert (calibre 7.21.0)'")
    assert calibre.calibre_version(calibre.find_calibre()) == "7.21.0"
    play(twin, "exit 1")
    assert calibre.calibre_version(calibre.find_calibre()) == ""


def test_an_unknown_format(epub: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as error:
        convert(epub, "azw", tmp_path / "issue.azw")
    assert error.value.findings[0].code == "EG047"
    assert "azw3" in error.value.text()


@pytest.mark.parametrize("format_", ["azw3", "kepub"])
def test_what_is_no_epub(tmp_path: Path, format_: str) -> None:
    path = tmp_path / "issue.epub"
    path.write_bytes(b"no archive")
    with pytest.raises(CheckFailed):
        convert(path, format_, tmp_path / "issue.out")


def test_a_place_that_cannot_be_written(epub: Path, tmp_path: Path) -> None:
    for target, key in ((tmp_path / "none" / "issue.kepub.epub", "EG020.missing"), (tmp_path, "EG020.folder")):
        with pytest.raises(PackageError) as error:
            convert(epub, "kepub", target)
        assert error.value.findings[0].key == key
