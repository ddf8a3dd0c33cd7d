# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBs made to harm: refused by a limit, in seconds, with nothing unpacked and nothing fetched."""

from __future__ import annotations

import socket
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from epubgen.errors import CheckFailed
from epubgen.validation import check_file, read_package
from epubgen.validation.archive import MAX_ENTRIES
from tests.conformance.tiny_epub import NAV, NCX, OPF, A, B, TinyEpub

CANARY = "canary-7f3a"
LIMIT = 2**26
"""Bytes unpacked in one test."""


@pytest.fixture(autouse=True)
def _guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No network, and no test of this file unpacks much."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    read, whole = 0, zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        nonlocal read
        data = whole(self, n)
        read += len(data)
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    yield
    assert read < LIMIT


def codes(path: Path) -> set[str]:
    return {finding.key for finding in check_file(path, java=False).findings}


def test_traversal_is_named_and_nothing_is_unpacked(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    names = ("../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:evil.txt", "EPUB/../../evil.txt")
    for name in names:
        assert codes(TinyEpub().put(name, "x").write(inner / "t.epub")) == {"B08"}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["t.epub"]


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack, pack.open("EPUB/big.xhtml", "w") as member:
        for _ in range(300):
            member.write(bytes(2**20))
    assert path.stat().st_size < 400_000
    assert codes(path) == {"B19.member"}
    with pytest.raises(CheckFailed):
        read_package(path)


def test_a_member_that_lies_about_its_size_is_read_no_further(tmp_path: Path) -> None:
    path = TinyEpub().put(A, b" " * (8 * 2**20)).write(tmp_path / "t.epub")
    data = path.read_bytes().replace(struct.pack("<L", 8 * 2**20), struct.pack("<L", 400))
    path.write_bytes(data)
    assert codes(path) & {"B18", "B18.member"}


def test_many_entries_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.epub"
    with zipfile.ZipFile(path, "w") as pack:
        for number in range(MAX_ENTRIES + 1):
            pack.writestr(f"{number}", b"")
    assert codes(path) == {"B19.entries"}


def test_a_million_entries_are_refused_by_the_end_record(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\5\6")
    entry = bytes(data[data.rfind(b"PK\1\2") : end])
    start = struct.unpack_from("<L", data, end + 16)[0]
    directory = entry * (40 * 2**20 // len(entry))
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, len(directory), start, 0)
    path.write_bytes(bytes(data[:start]) + directory + tail)
    assert codes(path) == {"B19.entries"}


def broken(tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    whole = TinyEpub().write(tmp_path / "whole.epub").read_bytes()
    yield "empty", b""
    yield "text", b"hello"
    yield "pdf", b"%PDF-1.7\n"
    yield "half", whole[: len(whole) // 2]
    yield "no end", whole[:-10]
    yield "only head", whole[:60]
    yield "zip64 nonsense", whole[:-22] + b"PK\6\7" + b"\xff" * 16 + whole[-22:]
    yield "end record of nonsense", b"PK\5\6" + b"\xff" * 18


def test_what_is_no_archive_is_said_so(tmp_path: Path) -> None:
    for name, data in broken(tmp_path):
        path = tmp_path / "t.epub"
        path.write_bytes(data)
        assert codes(path) & {"B18", "B19.entries"}, name


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert codes(tmp_path / "no.epub") == {"B18.missing"}
    assert codes(tmp_path) == {"B18.unreadable"}


def test_a_member_that_is_damaged_is_named(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    data = bytearray(path.read_bytes())
    place = data.find(B.encode()) + len(B) + 20
    data[place : place + 40] = b"\xff" * 40
    path.write_bytes(data)
    assert "B18.member" in codes(path)


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    path = TinyEpub().write(tmp_path / "t.epub")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            name = data[place + (30 if mark == b"PK\3\4" else 46) :]
            if name.startswith(B.encode()):
                data[place + offset] |= 1
            place = data.find(mark, place + 4)
    path.write_bytes(data)
    assert "B18.member" in codes(path)


def laughs() -> str:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))]
    return f"<!DOCTYPE html [{''.join(lines)}]>"


ATTACKS: dict[str, Callable[[Path], str]] = {
    "file entity": lambda secret: f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
    "http entity": lambda _: '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter entity": lambda secret: f'<!DOCTYPE html [<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]>',
    "laughs": lambda _: laughs(),
    "quadratic": lambda _: f'<!DOCTYPE html [<!ENTITY x "{"x" * 100_000}">]>',
    "external dtd": lambda secret: f'<!DOCTYPE html SYSTEM "{secret.as_uri()}">',
    "public dtd": lambda _: '<!DOCTYPE html PUBLIC "-//X//X" "http://127.0.0.1:9/x.dtd">',
    "behind a comment": lambda secret: f'<!-- > --><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
}


@pytest.mark.parametrize("member", [OPF, NAV, NCX, B, "META-INF/container.xml"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_xml_attacks_leak_nothing(attack: str, member: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    text = TinyEpub().files[member].decode().replace("<!DOCTYPE html>\n", "")
    declaration, rest = text.split("?>\n", 1)
    use = "" if "dtd" in attack else "&x;"
    armed = f"{declaration}?>\n{ATTACKS[attack](secret)}{rest.replace('</', f'{use}</', 1)}"
    path = TinyEpub().put(member, armed).write(tmp_path / "t.epub")
    report = check_file(path, java=False)
    said = " ".join(finding.message() for finding in report.findings)
    assert CANARY not in said
    assert report.ok == (
        "dtd" in attack and member in (OPF, NCX, "META-INF/container.xml")
    )  # there it is only not followed
    try:
        assert CANARY not in repr(read_package(path))
    except CheckFailed as refused:
        assert refused.findings[0].code in ("B21", "B22")  # noqa: PT017 - either answer is right


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"])
def test_no_encoding_hides_a_document_type(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    text = TinyEpub().files[B].decode().replace("<!DOCTYPE html>", ATTACKS["file entity"](secret))
    text = text.replace("It moves.", "&x;").replace("utf-8", encoding)
    path = TinyEpub().put(B, text.encode(encoding)).write(tmp_path / "t.epub")
    assert codes(path) & {"B21", "B21.encoding", "B22"}


def test_xinclude_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    path = TinyEpub().edit(NAV, "Market moves</a>", f"{include}</a>").write(tmp_path / "t.epub")
    assert CANARY not in repr(read_package(path))
