# SPDX-License-Identifier: AGPL-3.0-or-later
"""Damaged ZIP archives: each reads or is refused as S11, with the member at fault; sizes of the directory are not believed."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

import epubgen
from epubgen.errors import EpubgenError, SourceError
from epubgen.files import input_tree
from epubgen.files.archives import OversizeMemberError, read_member
from epubgen.files.input_tree import InputTree
from epubgen.messages import LANGUAGES

FILES = {
    "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\n",
    "2026-04-22/issue.yaml": "date: 2026-04-22\n",
    "2026-04-22/articles/01-01.md": "---\ntitle: Harbour\n---\n\n" + "Water rises in the harbour. " * 40,
    "2026-04-22/articles/汐州.md": "---\ntitle: 汐州\n---\n\n潮水上涨。\n",
}
METHODS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, text in FILES.items():
            pack.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, method)
    return out.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The archive with a few bytes changed, half of the time in its directory; sometimes cut off."""
    changed = bytearray(data)
    start = data.find(b"PK\1\2") if chance.random() < 0.5 else 0
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(start, len(changed))] = chance.choice((0, 0xFF, chance.randrange(256)))
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.1 else changed)


def test_three_hundred_damaged_archives_are_read_or_refused(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(300):
        chance = random.Random(seed)
        path = tmp_path / "issue.zip"
        path.write_bytes(mutated(packed(METHODS[seed % len(METHODS)]), chance))
        try:
            tree = InputTree.archive(path)
            outcomes["read"] += 1
            for name in tree.names:
                tree.read(name)
        except SourceError as error:
            outcomes.update(found.key for found in error.findings)
    assert set(outcomes) == {"read", "S11", "S11.big", "S11.member", "S11.name", "S24"}, (
        outcomes
    )  # S24: a byte of a name, or its flag
    assert min(outcomes["read"], outcomes["S11"] / 4, outcomes["S11.member"] / 4) > 9, outcomes


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_archive_never_breaks_the_program(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(mutated(packed(), random.Random(seed)))
    with suppress(EpubgenError):  # whatever else ends the test
        assert isinstance(epubgen.lint(path), epubgen.Report)


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_member_is_named(tmp_path: Path, method: int) -> None:
    data = bytearray(packed(method))
    place = data.find("2026-04-22/articles/汐州.md".encode()) + len("2026-04-22/articles/汐州.md".encode())
    data[place + 3 : place + 16] = b"\xff" * 13
    path = tmp_path / "issue.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        InputTree.archive(path)
    (found,) = caught.value.findings
    assert (found.key, found.at and found.at.file) == ("S11.member", path.as_posix())
    assert all("汐州.md" in found.message(lang) for lang in LANGUAGES)


def forged(data: bytes, stated: int) -> bytes:
    """An archive of one member whose directory and head state a size that is not the real one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("issue.yaml", data)
    changed = bytearray(out.getvalue())
    crc = zlib.crc32(data[:stated])
    for mark, at in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        place = changed.find(mark) + at
        struct.pack_into("<I", changed, place, crc)
        struct.pack_into("<I", changed, place + 8, stated)
    return bytes(changed)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_bound_are_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(packed(method))
    with pytest.raises(SourceError, match=f"method {method}") as caught:
        InputTree.archive(path)
    assert [found.key for found in caught.value.findings] == ["S11.member"]


def test_a_name_that_is_not_utf8_as_the_archive_says(tmp_path: Path) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(packed().replace("汐".encode(), b"\xe6\xb1\xff"))
    with pytest.raises(SourceError) as caught:
        InputTree.archive(path)
    assert [(said.key, dict(said.args)["name"]) for said in caught.value.findings] == [
        ("S11.name", "2026-04-22/articles/\\xe6\\xb1\\xff州.md")
    ]


def test_a_member_that_states_too_little_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(forged(b"a" * 2**27, 10))
    tracemalloc.start()
    try:
        assert InputTree.archive(path).read("issue.yaml") == b"a" * 10
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2**23, peak


def test_a_member_that_states_too_much_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(forged(b"a" * 100, 1000))
    with pytest.raises(SourceError) as caught:
        InputTree.archive(path)
    assert [found.key for found in caught.value.findings] == ["S11.member"]


def test_the_limits_of_a_tree_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "issue.zip"
    path.write_bytes(packed())
    for name, limit in (("MAX_FILE", 100), ("MAX_ARCHIVE", 1000), ("MAX_FILES", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(input_tree, name, limit)
            with pytest.raises(SourceError) as caught:
                InputTree.archive(path)
            assert [found.key for found in caught.value.findings] == ["S11.big"], name


def test_a_member_is_read_up_to_its_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as pack:
        size = pack.getinfo("publication.yaml").file_size
        assert len(read_member(pack, "publication.yaml", size)) == size
        with pytest.raises(OversizeMemberError):
            read_member(pack, "publication.yaml", size - 1)
