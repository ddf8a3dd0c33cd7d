# SPDX-License-Identifier: AGPL-3.0-or-later
"""The input tree: nothing outside it can be read, and text is never guessed."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path
from typing import Literal

import pytest

from epubgen.errors import Location, SourceError
from epubgen.files.input_tree import MAX_FILE, InputTree, decode_text

ESCAPES = [
    "../../x", "../../../etc/passwd", "/etc/passwd", "~/x", "file:///etc/passwd", "C:\\x.jpg", "\\\\host\\share\\x.jpg",
    "..\\..\\x", "%2e%2e/%2e%2e/x", "%252e%252e/%252e%252e/x", "photos/../../../x", "http://example.org/x.jpg", "a\0b",
    "photos/%2e%2e/%2e%2e/%2e%2e/x", "//host/x", "%2Fetc%2Fpasswd",
]  # fmt: skip


@pytest.mark.parametrize("reference", ESCAPES)
def test_nothing_leads_out(tmp_path: Path, reference: str) -> None:
    (tmp_path / "paper" / "articles").mkdir(parents=True)
    (tmp_path / "x").write_text("canary", "utf-8")
    assert InputTree.folder(tmp_path / "paper").resolve("articles/a.md", reference) is None
    assert InputTree.memory({"articles/a.md": "x"}).resolve("articles/a.md", reference) is None


def test_a_link_that_leads_out_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "secret.jpg").write_text("canary", "utf-8")
    (tmp_path / "paper" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    inputs = InputTree.folder(tmp_path / "paper")
    assert not inputs.has("link.jpg")
    assert inputs.resolve("a.md", "link.jpg") is None
    assert inputs.under("") == ()
    with pytest.raises(SourceError):
        inputs.read("link.jpg")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_in_another_normal_form_is_found(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    stored = unicodedata.normalize(form, "photos/café-가.jpg")
    asked = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "../photos/café-가.jpg")
    (tmp_path / "photos").mkdir()
    (tmp_path / stored).write_bytes(b"x")
    for inputs in (InputTree.folder(tmp_path), InputTree.memory({stored: b"x"})):
        name = inputs.resolve("articles/a.md", asked)
        assert name is not None
        assert inputs.read(name) == b"x"


def test_only_the_folder_asked_for_is_listed(tmp_path: Path) -> None:
    for name in ("a/1.md", "a/b/2.md", "a/.hidden/3.md", "c/4.md", "a/.DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert InputTree.folder(tmp_path).under("a") == ("a/1.md", "a/b/2.md")


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\xef\xbb\xbfab", "", "ab"),
        ("潮\r\n汐\r".encode(), "", "潮\n汐\n"),
        ("潮".encode("utf-16"), "", "潮"),
        (b"\xfe\xff" + "潮".encode("utf-16-be"), "", "潮"),
        ("潮汐".encode("gb18030"), "gb18030", "潮汐"),
        ("潮汐".encode(), "gb18030", "潮汐"),
    ],
)
def test_text(data: bytes, encoding: str, text: str) -> None:
    assert decode_text(data, Location("a.md"), encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        ("第一行\n潮汐".encode("gb18030"), "", None),
        (b"one\ntwo\n\xff\n", "", "a.md:3"),
        (b"\xff\xff\xff", "shift_jis", "a.md"),
        (b"\xff", "klingon", "a.md"),
        (b"\xff\xfe\x00\xd8", "", "a.md"),
    ],
)
def test_text_is_refused_rather_than_guessed(data: bytes, encoding: str, place: str | None) -> None:
    with pytest.raises(SourceError) as caught:
        decode_text(data, Location("a.md"), encoding)
    assert caught.value.findings[0].code == "S07"
    if place:
        assert str(caught.value.findings[0].at) == place


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for name in names:
            pack.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["", "gb18030", "latin-1"])
@pytest.mark.parametrize(
    ("data", "key", "words"),
    [
        (_zip("[Content_Types].xml", "word/document.xml"), "S07.word", "纯文本"),
        (_zip("mimetype", "content.xml"), "S07.word", "纯文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "S07.word", "纯文本"),
        (rb"{\rtf1\ansi a}", "S07.word", "纯文本"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "S07.sheet", "复制"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "S07.pdf", "复制"),
        (_zip("a.md"), "S07.zip", "解压"),
        (b"\x89PNG\r\n\x1a\n\0\0", "S07.picture", "photos"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "S07.picture", "photos"),
        (b"GIF89a\1\0\1\0", "S07.picture", "photos"),
    ],
)
def test_a_document_renamed_to_text_is_named(data: bytes, key: str, words: str, encoding: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode_text(data, Location("a.md"), encoding)
    (found,) = caught.value.findings
    assert found.key == key
    assert words in found.hint("zh")
    assert "gb18030" not in found.hint("en")


@pytest.mark.parametrize("text", ["PK 大战", "% PDF", "{}", "GIF 89a", "PNG"])
def test_text_that_begins_like_a_document_is_text(text: str) -> None:
    assert decode_text(text.encode(), Location("a.md")) == text


def test_an_archive_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as pack, pack.open("issue.yaml", "w") as entry:
        for _ in range(MAX_FILE // 2**20 + 1):
            entry.write(bytes(2**20))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(SourceError) as caught:
        InputTree.archive(tmp_path / "a.zip")
    assert caught.value.findings[0].key == "S11.big"
