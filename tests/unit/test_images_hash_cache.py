# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hashes of source photos are remembered; whatever could have changed is read again."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from epubgen.files.sealed_json import unsealed
from epubgen.images.hash_cache import NOTES, HashCache
from epubgen.images.picture_store import clear_cache
from epubgen.options import Options
from tests.unit.drawn import noisy, prepared, saved

HOUR = 3600


class Watched(io.FileIO):
    """A file that counts from how often it is read from its beginning."""

    taken = 0

    def readinto(self, buffer: Any) -> int:
        self.taken += self.tell() == 0
        return super().readinto(buffer) or 0


def reads(cache: Path | None, path: Path) -> int:
    """How often the file is read by a build of its own; the hash must be right."""
    sums = HashCache(cache)
    with Watched(path) as file:
        assert sums.digest(file, path) == hashlib.sha256(path.read_bytes()).digest()
    sums.keep()
    return file.taken


def settle(cache: Path, path: Path) -> None:
    """As if the file had been at rest for an hour when it was noted: the time of its node cannot be set back."""
    notes = cache / NOTES
    os.utime(notes, (path.stat().st_ctime + HOUR, path.stat().st_ctime + HOUR))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"one")
    return path


def test_a_file_at_rest_is_read_once(tmp_path: Path, photo: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    assert reads(cache, photo) == 1
    settle(cache, photo)
    assert reads(cache, photo) == 0


def test_a_file_that_was_just_written_is_read_again(tmp_path: Path, photo: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    assert [reads(cache, photo), reads(cache, photo)] == [1, 1]


def test_another_build_does_not_make_it_sure(tmp_path: Path, photo: Path) -> None:
    """The notes of a later build are newer than those about this file; they vouch only for their own."""
    cache = tmp_path / "cache"
    cache.mkdir()
    other = tmp_path / "b.jpg"
    other.write_bytes(b"two")
    assert reads(cache, photo) == 1
    assert reads(cache, other) == 1
    settle(cache, photo)
    assert reads(cache, photo) == 1


@pytest.mark.parametrize("same_time", [False, True])
def test_a_changed_file_is_read(tmp_path: Path, photo: Path, *, same_time: bool) -> None:
    """Even one of the same length whose time was set back: the time of its node tells."""
    cache = tmp_path / "cache"
    cache.mkdir()
    facts = photo.stat()
    assert reads(cache, photo) == 1
    settle(cache, photo)
    photo.write_bytes(b"eno")
    if same_time:
        os.utime(photo, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert reads(cache, photo) == 1


def test_one_build_reads_a_file_once(photo: Path) -> None:
    sums = HashCache(None)
    with Watched(photo) as file:
        assert sums.digest(file, photo) == sums.digest(file, photo)
    assert file.taken == 1


@pytest.mark.parametrize("notes", ["", "[]", '{"a": 1}', '{"a": [[1, 2, 3], "x"]}', '{"a": [[1, 2, 3, 4], "00"]}'])
def test_damaged_notes_are_done_without(tmp_path: Path, photo: Path, notes: str) -> None:
    (tmp_path / NOTES).write_text(notes)
    assert reads(tmp_path, photo) == 1
    assert str(photo) in unsealed(NOTES, tmp_path / NOTES)


def test_clearing_the_cache_forgets_them(tmp_path: Path) -> None:
    with prepared({"a.jpg": saved(noisy((300, 200)), "PNG")}, Options(cache=tmp_path)):
        pass
    (tmp_path / NOTES).write_text("{}")
    clear_cache(tmp_path)
    assert not (tmp_path / NOTES).exists()
