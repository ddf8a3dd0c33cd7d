# SPDX-License-Identifier: AGPL-3.0-or-later
"""Devices and pipes at every door: refused at once, never waited for, never replaced; and drafts that were left."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run
from epubgen.epub.fonts.font_file import faces
from epubgen.errors import EpubgenError
from epubgen.files.atomic import draft_name, drafted, put_in_place, write_whole
from epubgen.files.regular import is_irregular, open_regular, read_regular
from epubgen.images.hash_cache import NOTES, HashCache
from epubgen.publishing.receipt_store import ReceiptStore
from epubgen.validation import check_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
PAPER = {
    "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\ncover: none\n",
    "issue.yaml": "date: 2026-04-22\n",
    "articles/a.md": "---\ntitle: Harbour\n---\n\nWater rises.\n",
}
CLOCK = datetime(2026, 4, 23, tzinfo=UTC)


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


DOORS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "source": ("x.md", epubgen.build),
    "archive": ("x.zip", epubgen.build),
    "one file": ("x.yaml", epubgen.read),
    "folder of photos": (
        "x",
        lambda path: epubgen.import_pages({"p.md": "# 2026-04-22"}, path.parent / "o", photos=path),
    ),
    "finished EPUB": ("x.epub", epubgen.inspect),
    "export": ("x.epub", lambda path: epubgen.export(path, to="kepub")),
    "accessibility": ("x.epub", epubgen.accessibility),
    "style sheet": ("x.css", lambda path: epubgen.build(PAPER, path.parent / "o.epub", css=path)),
    "target": ("x.epub", lambda path: epubgen.build(PAPER, path)),
    "target of a correction": ("x.epub", lambda path: epubgen.build(PAPER, path, revision="Page 3", clock=CLOCK)),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_pipe_is_refused(tmp_path: Path, door: str) -> None:
    name, enter = DOORS[door]
    place = pipe(tmp_path / name)
    with pytest.raises(EpubgenError) as caught:
        enter(place)
    assert caught.value.findings[0].key.endswith(".device")
    assert is_irregular(place)


def test_the_check_refuses_what_never_ends(tmp_path: Path) -> None:
    for path in (pipe(tmp_path / "x.epub"), Path("/dev/zero"), Path("/dev/null")):
        assert [found.key for found in check_file(path, java=False).findings] == ["B18.unreadable.device"]


def test_what_is_no_file_inside_an_issue_is_not_waited_for(tmp_path: Path) -> None:
    for name, text in PAPER.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    pipe(tmp_path / "articles" / "b.md")
    pipe(tmp_path / "photo.jpg")
    (tmp_path / "articles" / "a.md").write_text("---\ntitle: A\nphotos: [../photo.jpg]\n---\n\nB.\n", "utf-8")
    said = [found for found in epubgen.lint(tmp_path).findings if found.key == "S10.unreadable.device"]
    assert len(said) == 1
    assert "articles/b.md" in said[0].text("en")
    (tmp_path / "articles" / "b.md").unlink()
    assert "F01.device" in {found.key for found in epubgen.lint(tmp_path).findings}
    (tmp_path / "publication.yaml").unlink()
    pipe(tmp_path / "publication.yaml")
    assert "S10.unreadable.device" in {found.key for found in epubgen.lint(tmp_path).findings}


def test_notes_receipts_and_fonts_are_not_waited_for(tmp_path: Path) -> None:
    pipe(tmp_path / NOTES)
    pipe(tmp_path / "a.receipt.json")
    assert HashCache(tmp_path)._known == {}
    assert ReceiptStore(tmp_path, "a", "en").read().finding
    with pytest.raises(OSError, match="device"):
        faces(pipe(tmp_path / "a.otf"))


def test_a_socket_and_a_folder_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(OSError, match="device") as caught:
            open_regular(Path("s"))
    assert caught.value.errno == errno.ENODEV
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)


def test_reading_stops_at_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    with pytest.raises(OSError, match="more than 4") as caught:
        read_regular(tmp_path / "a", 4)
    assert caught.value.errno == errno.EFBIG


@pytest.mark.parametrize("write", [write_whole, lambda path, data: put_in_place(_made(path, data), path)])
def test_nothing_takes_the_place_of_a_pipe(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    place = pipe(tmp_path / "x")
    with pytest.raises(OSError, match="device"):
        write(place, b"data")
    assert is_irregular(place)


def _made(path: Path, data: bytes) -> Path:
    draft = draft_name(path)
    draft.write_bytes(data)
    return draft


def test_a_name_that_is_too_long_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "a" * 300]) == 2
    assert "EG003" in capsys.readouterr().err


OLD = 1_000_000_000
DEAD = 999_999_999
"""No process has a number so high."""


@pytest.mark.parametrize(
    ("name", "age", "stays"),
    [
        (f".a.epub.epubgen-{DEAD}-0.part", OLD, False),
        (f".报.epub.epubgen-{DEAD}-12.part", OLD, False),
        (f".a.epub.epubgen-{DEAD}-0.part", 0, True),
        (".a.epub.epubgen-{own}-999.part", OLD, True),
        (".a.epub.part", OLD, True),
        ("a.epub.epubgen-999999999-0.part", OLD, True),
        (f".a.epub.epubgen-{DEAD}-0.part.bak", OLD, True),
        (f".a.epub.{DEAD}-0.part", OLD, True),
    ],
)
def test_drafts_of_killed_builds_are_swept(tmp_path: Path, name: str, age: int, stays: bool) -> None:
    left = tmp_path / name.format(own=os.getpid())  # the number differs between processes that share the tests
    left.write_bytes(b"half")
    if age:
        os.utime(left, (OLD, OLD))
    with drafted(tmp_path / "b.epub") as draft:
        draft.write_bytes(b"whole")
    assert left.exists() is stays
    assert (tmp_path / "b.epub").read_bytes() == b"whole"


def test_a_link_and_a_folder_of_that_name_stay(tmp_path: Path) -> None:
    (tmp_path / f".a.epubgen-{DEAD}-0.part").mkdir()
    (tmp_path / f".b.epubgen-{DEAD}-0.part").symlink_to(tmp_path / "nowhere")
    epubgen.build(PAPER, tmp_path / "b.epub")
    assert len(list(tmp_path.glob(".*.part"))) == 2
