# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands where a file is to go: an EPUB is replaced, a damaged one kept aside, anything else refused."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run
from epubgen.conversion import convert
from epubgen.errors import PackageError
from epubgen.files.targets import AZW3, EPUB, aside_name, is_damaged, keep_aside
from tests.conformance.tiny_epub import TinyEpub

PAPER = {
    "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\ncover: none\n",
    "issue.yaml": "date: 2026-04-22\n",
    "articles/a.md": "---\ntitle: Harbour\n---\n\nWater rises.\n",
}
FOREIGN = {
    "text": b"notes of the editor\n",
    "picture": b"\xff\xd8\xff\xe0rest",
    "archive": b"PK\x03\x04" + bytes(60),
    "pdf": b"%PDF-1.7\n",
    "kindle": bytes(60) + b"BOOKMOBI",
    "blank": b" ",
}


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def damaged(path: Path) -> bytes:
    """An EPUB whose story is damaged."""
    epubgen.build(PAPER, path, replace=True)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as pack:
        member = max(pack.infolist(), key=lambda info: info.compress_size)
    data[member.header_offset + 80 : member.header_offset + 120] = b"\xff" * 40
    path.write_bytes(data)
    return bytes(data)


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("name", ["notes.md", "issue.zip", "page.jpg", "book"])
def test_another_kind_of_file_is_not_replaced(tmp_path: Path, name: str, content: bytes) -> None:
    target = tmp_path / name
    target.write_bytes(content)
    with pytest.raises(PackageError) as caught:
        epubgen.build(PAPER, target)
    assert [found.key for found in caught.value.findings] == ["EG072"]
    assert (target.read_bytes(), listed(tmp_path)) == (content, [name])


def test_force_replaces_it_and_keeps_it(tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    target.write_bytes(FOREIGN["text"])
    made = epubgen.build(PAPER, target, force=True)
    assert [found.key for found in made.report.findings if found.code == "EG073"] == ["EG073"]
    assert (tmp_path / "notes.md.damaged").read_bytes() == FOREIGN["text"]
    assert not is_damaged(target, EPUB)


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    target = tmp_path / "reserved"
    target.touch()
    assert epubgen.build(PAPER, target).size == target.stat().st_size
    assert listed(tmp_path) == ["reserved"]


def test_an_epub_under_any_name_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "book"
    for _ in range(2):
        assert not [found for found in epubgen.build(PAPER, target).report.findings if found.code == "EG073"]
    assert listed(tmp_path) == ["book"]


def cut(data: bytes) -> dict[str, bytes]:
    return {
        "member": data,
        "half": data[: len(data) // 2],
        "no end": data[:-30],
        "first bytes": b"\0" * 8 + data[8:],
        "text": b"hello",
        "one byte": b"P",
        "zeros": bytes(len(data)),
    }


@pytest.mark.parametrize("kind", list(cut(b"")))
def test_a_damaged_epub_is_kept_and_the_build_goes_on(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "a.epub"
    harmed = cut(damaged(target))[kind]
    target.write_bytes(harmed)
    made = epubgen.build(PAPER, target)
    assert [found.code for found in made.report.warnings if found.code == "EG073"] == ["EG073"]
    assert (tmp_path / "a.epub.damaged").read_bytes() == harmed
    assert epubgen.check(target, java=False).ok


def test_an_archive_that_is_no_epub_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    with zipfile.ZipFile(target, "w") as pack:
        pack.writestr("family.txt", "words")
    epubgen.build(PAPER, target)
    assert (tmp_path / "a.epub.damaged").is_file()


def test_an_epub_of_others_is_whole(tmp_path: Path) -> None:
    assert not is_damaged(TinyEpub().write(tmp_path / "t.epub"), EPUB)


def test_one_that_would_fill_memory_counts_as_damaged(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack, pack.open("EPUB/big.xhtml", "w") as member:
        for _ in range(64):
            member.write(bytes(2**20))
    assert is_damaged(path, EPUB)


def test_one_that_states_too_many_members_counts_as_damaged(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\5\6")
    data[end + 8 : end + 12] = (60_000).to_bytes(2, "little") * 2
    path.write_bytes(data)
    assert is_damaged(path, EPUB)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_one_that_is_packed_as_no_epub_is_counts_as_damaged(tmp_path: Path, method: int) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    with zipfile.ZipFile(path, "a", method) as pack:
        pack.writestr("EPUB/more.txt", "words")
    assert is_damaged(path, EPUB)


def test_one_whose_member_is_shorter_than_stated_counts_as_damaged(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("EPUB/more.txt", "words")
        pack.getinfo("EPUB/more.txt").file_size += 3
    assert is_damaged(path, EPUB)


def test_each_damaged_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    for _ in range(3):
        damaged(target)
        epubgen.build(PAPER, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.epub", "a.epub.damaged", "a.epub.damaged-2", "a.epub.damaged-3",
    ]  # fmt: skip


def test_a_file_is_kept_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", none)
    target = tmp_path / "a.epub"
    target.write_bytes(b"x")
    keep_aside(target, aside := aside_name(target))
    assert (aside.read_bytes(), target.exists()) == (b"x", False)


def test_a_build_that_fails_moves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    harmed = damaged(target)
    with pytest.raises(epubgen.EpubgenError):
        epubgen.build(PAPER, target, max_size=10)
    assert (target.read_bytes(), listed(tmp_path)) == (harmed, ["a.epub"])


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_stays_and_its_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    damaged(tmp_path / "disk" / "a.epub")
    (tmp_path / "a.epub").symlink_to(tmp_path / "disk" / "a.epub")
    epubgen.build(PAPER, tmp_path / "a.epub")
    assert (tmp_path / "a.epub").is_symlink()
    assert (tmp_path / "disk" / "a.epub.damaged").is_file()


def test_an_export_refuses_and_keeps_as_a_build_does(tmp_path: Path) -> None:
    epub = epubgen.build(PAPER, tmp_path / "a.epub").path
    assert epub
    notes, older = tmp_path / "notes.md", tmp_path / "b.kepub.epub"
    notes.write_bytes(b"words")
    older.write_bytes(b"words")
    with pytest.raises(PackageError) as caught:
        epubgen.export(epub, notes, to="kepub")
    assert [found.key for found in caught.value.findings] == ["EG072"]
    assert "EG073" in {found.code for found in convert(epub, "kepub", older).report.findings}
    assert epubgen.export(epub, notes, to="kepub", force=True).path == notes


def test_a_kindle_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.azw3"
    path.write_bytes(bytes(60) + b"BOOKMOBI")
    assert not is_damaged(path, AZW3)
    path.write_bytes(b"words")
    assert is_damaged(path, AZW3)


def test_the_command_line_refuses_with_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in PAPER.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "notes.md").write_text("words", "utf-8")
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "notes.md")]) == PackageError.exit_code
    assert "--force" in capsys.readouterr().err
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "notes.md"), "--force", "--quiet"]) == 0
