# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closed streams, streams on a full disk, and Ctrl-C: the work counts, and what could not be said is told."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run
from epubgen.errors import MediaError, PackageError
from epubgen.images import encode

FULL = Path("/dev/full")
SAMPLE = Path(__file__).resolve().parents[2] / "issues/new-en/2026-01-05"
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
PAPER = {
    "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\ncover: none\n",
    "issue.yaml": "date: 2026-04-22\n",
    "articles/a.md": "---\ntitle: Harbour\n---\n\nWater rises.\n",
}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return epubgen.build(PAPER, tmp_path_factory.mktemp("old") / "old.epub").path or Path()


@pytest.fixture
def paper(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An issue, an EPUB of it, a page, and the folder as the current one."""
    for name, text in PAPER.items():
        (tmp_path / "paper" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "paper" / name).write_text(text, "utf-8")
    (tmp_path / "2026-04-22-p1.md").write_text("# Paper\n\n## Harbour\n\nWater rises.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    shutil.copy(old, "old.epub")
    return tmp_path


COMMANDS = {
    "build": ("build paper -o new.epub", "new.epub"),
    "build --json": ("build paper -o new.epub --json", "new.epub"),
    "export": ("export old.epub --to kepub -o new.kepub.epub", "new.kepub.epub"),
    "lint": ("lint paper", ""),
    "lint --json": ("lint paper --json", ""),
    "inspect": ("inspect paper", ""),
    "inspect EPUB": ("inspect old.epub --json", ""),
    "check": ("check old.epub --no-java", ""),
    "check --accessibility": ("check old.epub --accessibility", ""),
    "import": ("import 2026-04-22-p1.md -o out", "out/issues/2026-04-22/issue.yaml"),
    "new": ("new fresh", "fresh/publication.yaml"),
    "schema": ("schema", ""),
    "sources": ("sources", ""),
    "cache info": ("cache info", ""),
    "explain": ("lint --explain S01", ""),
    "help": ("--help", ""),
    "help of a command": ("build --help", ""),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_on_a_full_disk(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    typed, made = COMMANDS[name]
    with FULL.open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code = run(typed.split())
        monkeypatch.undo()
    said = capsys.readouterr().err
    assert code == PackageError.exit_code
    assert "EG020" in said
    assert "EG999" not in said
    assert not made or (paper / made).is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_closed_streams(paper: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    typed, made = COMMANDS[name]
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(typed.split()) == 0
    assert not made or (paper / made).is_file()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("check paper/issue.yaml --no-java", 7),
        ("build nowhere", 2),
        ("build paper -o new.epub", 6),
        ("build --json", 2),
    ],
)
def test_a_verdict_is_not_changed_by_a_stream(
    paper: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    with FULL.open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "stderr", full)
        found = run(typed.split())
        monkeypatch.undo()
    assert found == code
    assert (paper / "new.epub").is_file() is (code == PackageError.exit_code)


def test_an_epub_to_a_stream_on_a_full_disk() -> None:
    with FULL.open("wb", buffering=0) as full, pytest.raises(PackageError) as caught:
        epubgen.build(PAPER, full)
    assert [found.key for found in caught.value.findings] == ["EG020.stream"]


def test_memory_that_ends_is_no_fault_of_ours(
    paper: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("epubgen.api.lint", none)
    assert run(["lint", "paper"]) == PackageError.exit_code
    assert "memory" in capsys.readouterr().err


SHELLS = {
    "2>&-": 0,
    ">&- 2>&-": 0,
    "<&- >&- 2>&-": 0,
    ">/dev/full": 6,
    "2>/dev/full": 6,
    ">/dev/full 2>&1": 6,
}


@pytest.mark.tools
@pytest.mark.parametrize(
    "streams",
    [pytest.param(one, marks=() if one in ("<&- >&- 2>&-", ">/dev/full 2>&1") else pytest.mark.slow) for one in SHELLS],
)
def test_streams_of_a_shell(paper: Path, streams: str) -> None:
    command = f'"{sys.executable}" -m epubgen build paper -o new.epub {streams}'
    found = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (found.returncode, "Exception ignored" in found.stderr) == (SHELLS[streams], False)
    assert epubgen.check("new.epub", java=False).ok


@pytest.mark.tools
def test_a_file_size_limit_is_no_full_disk(paper: Path) -> None:
    command = f'ulimit -f 8; "{sys.executable}" -m epubgen build paper -o new.epub --no-cache'
    environ = os.environ | {"EPUBGEN_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environ)
    assert found.returncode in (4, 6)
    assert "no room left" not in found.stderr
    assert "Traceback" not in found.stderr


STOP = """
import os, signal, sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "epubgen.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
signal.signal(signal.SIGINT, signal.default_int_handler)
from epubgen.__main__ import main
sys.argv = ["epubgen", "sources"]
sys.exit(main())
"""


@pytest.mark.tools
def test_ctrl_c_while_modules_are_loaded(paper: Path) -> None:
    found = subprocess.run([sys.executable, "-c", STOP], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (-signal.SIGINT, "")


def test_the_version_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    from epubgen import __main__  # noqa: PLC0415 - what is tested

    for stream, code in ((None, 0), (io.StringIO(), 0)):
        monkeypatch.setattr(sys, "stdout", stream)
        assert __main__._tell("epubgen\n") == code


@pytest.mark.parametrize(
    ("call", "complaint"),
    [("PIL.ImageFont.truetype", "unknown file format"), ("PIL.Image.Image.save", "broken data stream when writing")],
)
def test_pillow_and_freetype_have_no_word_for_a_lack_of_memory(
    call: str, complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They call a good font unknown, and good pixels broken: it is said what it was, and no file is changed."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(complaint)

    monkeypatch.setattr(call, fail)
    monkeypatch.setattr("epubgen.covers.type._LOADED", {})  # fonts of earlier covers
    monkeypatch.setattr(encode, "_ROOM", 2**62)  # more than any computer has
    code = run(["build", str(SAMPLE), "-o", f"{tmp_path}/a.epub", "--no-cache"])
    said = capsys.readouterr().err
    assert "EG999" not in said
    assert code in (PackageError.exit_code, MediaError.exit_code)
    assert "memory" in said
    assert not list(tmp_path.iterdir())


def test_a_font_that_is_really_bad_is_no_lack_of_memory() -> None:
    with pytest.raises(OSError, match="unknown file format"), encode.memory_errors():
        raise OSError("unknown file format")
