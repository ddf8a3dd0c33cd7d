# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of an issue are copied into a folder whole or not at all, and nowhere else."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from epubgen.errors import DeliveryError
from epubgen.messages import message
from epubgen.publishing.delivery import Artifact, Delivery, Sent, find_exporter
from tests.unit.delivered import SHEET, Secrets, delivery, parcel

FOLDER = find_exporter("folder")
NOBODY = 65534
NAME = "汐州日报_2026-04-17.epub"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Where the built files lie."""
    folder = tmp_path / "built"
    folder.mkdir()
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where they go."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


def deliver(parcels: list[Artifact], to: Delivery) -> Sent:
    return FOLDER.deliver(parcels, to, Secrets())


def failed(parcels: list[Artifact], to: Delivery) -> list[str]:
    with pytest.raises(DeliveryError) as caught:
        deliver(parcels, to)
    assert caught.value.text("zh")
    return [found.key for found in caught.value.findings]


def checked(parcels: list[Artifact], to: Delivery) -> list[str]:
    return [found.key for found in FOLDER.check(parcels, to, Secrets())]


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_files_are_copied(built: Path, shelf: Path) -> None:
    two = [parcel(built), parcel(built, "kobo.kepub.epub", b"PK kobo", edition="kobo")]
    to = delivery("folder", path=str(shelf))
    assert checked([], to) == checked(two, to) == []
    sent = deliver(two, to)
    assert sent.where == str(shelf)
    assert message(sent.key, sent.args, "en") == f"copied: {NAME}, 汐州日报_2026-04-17.kepub.epub"
    assert (shelf / NAME).read_bytes() == two[0].path.read_bytes()
    assert names(shelf) == sorted([NAME, "汐州日报_2026-04-17.kepub.epub"])


def test_the_folders_of_the_pattern_are_made(built: Path, shelf: Path) -> None:
    deliver([parcel(built)], delivery("folder", path=str(shelf), pattern="{year}/{month}/{date}"))
    assert names(shelf) == ["2026/04/2026-04-17.epub"]


def test_what_is_there_is_not_copied_again(built: Path, shelf: Path) -> None:
    to = delivery("folder", path=str(shelf))
    deliver([parcel(built)], to)
    os.utime(shelf / NAME, (1, 1))
    assert deliver([parcel(built)], to).key == "ui.sent.folder.there"
    assert (shelf / NAME).stat().st_mtime == 1


@pytest.mark.parametrize("older", [b"PK\x03\x04 AN ISSUE", b"an older issue, longer"])
def test_another_file_of_that_name_is_replaced(built: Path, shelf: Path, older: bytes) -> None:
    (shelf / NAME).write_bytes(older)
    assert deliver([parcel(built)], delivery("folder", path=str(shelf))).key == "ui.sent.folder"
    assert (shelf / NAME).read_bytes() == b"PK\x03\x04 an issue"


def test_a_relative_folder_starts_at_the_publication(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper"
    (paper / "out").mkdir(parents=True)
    deliver([parcel(built)], delivery("folder", at=f"{paper}/{SHEET}", path="out"))
    assert names(paper / "out") == [NAME]
    monkeypatch.chdir(paper)
    deliver([parcel(built)], delivery("folder", path="out", pattern="here"))
    assert names(paper / "out") == ["here.epub", NAME]


def test_a_home_is_understood(built: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(shelf.parent))
    monkeypatch.setenv("USERPROFILE", str(shelf.parent))
    deliver([parcel(built)], delivery("folder", path="~/shelf"))
    assert names(shelf) == [NAME]
    assert failed([parcel(built)], delivery("folder", path="~no-such-person-here/shelf")) == ["EG062.missing"]


@pytest.mark.parametrize("path", ["drive", "drive/papers", "drive\0"])
def test_a_drive_that_is_not_there_is_not_made(built: Path, tmp_path: Path, path: str) -> None:
    to = delivery("folder", at=f"{tmp_path}/{SHEET}", path=path)
    assert checked([], to) == failed([parcel(built)], to) == ["EG062.missing"]
    assert not (tmp_path / "drive").exists()


def test_a_file_is_no_folder(built: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert failed([parcel(built)], delivery("folder", path=str(tmp_path / "file"))) == ["EG062.missing"]


def test_a_pattern_that_cannot_be_used(built: Path, shelf: Path) -> None:
    to = delivery("folder", path=str(shelf), pattern="{titel}")
    assert checked([], to) == failed([parcel(built)], to) == ["EG061.field"]
    same = [parcel(built), parcel(built)]
    assert checked(same, delivery("folder", path=str(shelf))) == ["EG061.twice"]


# What stands in the way.


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo] if hasattr(os, "mkfifo") else [Path.mkdir])
def test_what_is_no_file_is_not_replaced(built: Path, shelf: Path, make: Callable[[Path], None]) -> None:
    make(shelf / NAME)
    assert failed([parcel(built)], delivery("folder", path=str(shelf))) == ["EG062.taken"]
    assert (shelf / NAME).exists()


def test_a_file_where_a_folder_of_the_pattern_should_be(built: Path, shelf: Path) -> None:
    (shelf / "2026").write_text("notes")
    for pattern in ("{year}/{date}", "{year}/{month}/{date}"):
        assert failed([parcel(built)], delivery("folder", path=str(shelf), pattern=pattern)) == ["EG062.taken"]
    assert (shelf / "2026").read_text() == "notes"


def test_a_link_is_replaced_and_what_it_leads_to_is_not(built: Path, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("private")
    (shelf / NAME).symlink_to(tmp_path / "diary.txt")
    deliver([parcel(built)], delivery("folder", path=str(shelf)))
    assert (tmp_path / "diary.txt").read_text() == "private"
    assert not (shelf / NAME).is_symlink()
    assert (shelf / NAME).read_bytes() == b"PK\x03\x04 an issue"


def test_a_link_does_not_lead_out_of_the_folder(built: Path, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shelf / "2026").symlink_to(tmp_path / "elsewhere")
    assert failed([parcel(built)], delivery("folder", path=str(shelf), pattern="{year}/{date}")) == ["EG062.outside"]
    assert names(tmp_path / "elsewhere") == []


def test_the_folder_itself_may_be_a_link(built: Path, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shelf)
    deliver([parcel(built)], delivery("folder", path=str(tmp_path / "link"), pattern="{year}/{date}"))
    assert names(shelf) == ["2026/2026-04-17.epub"]


def test_a_link_in_a_circle(built: Path, shelf: Path) -> None:
    (shelf / "2026").symlink_to(shelf / "2026")
    keys = failed([parcel(built)], delivery("folder", path=str(shelf), pattern="{year}/{date}"))
    assert keys[0].startswith("EG062")


# Disks that fail.


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "EG062.full"),
        (errno.EDQUOT, "EG062.full"),
        (errno.EACCES, "EG062.denied"),
        (errno.EROFS, "EG062.denied"),
        (errno.ENAMETOOLONG, "EG062.name"),
        (errno.EIO, "EG062"),
    ],
)
def test_causes_are_named(built: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "why")

    (shelf / NAME).write_bytes(b"the good old one")
    monkeypatch.setattr(os, "fsync", fail)
    assert failed([parcel(built)], delivery("folder", path=str(shelf))) == [key]
    assert (shelf / NAME).read_bytes() == b"the good old one"
    assert names(shelf) == [NAME]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_while_it_writes(built: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, to, real = parcel(built, data=os.urandom(3 << 20)), delivery("folder", path=str(shelf)), Path.open

    with monkeypatch.context() as patch:
        patch.setattr(
            Path, "open", lambda self, mode: real(Path("/dev/full"), "wb") if mode == "xb" else real(self, mode)
        )
        assert failed([one], to) == ["EG062.full"]
    assert names(shelf) == []


@contextmanager
def without_rights() -> Iterator[None]:
    """Nothing is forbidden to root, who is somebody else for a while."""
    own = os.geteuid()
    os.seteuid(NOBODY if own == 0 else own)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are another matter there")
def test_a_folder_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        for name in ("built", "open", "closed"):
            (Path(home) / name).mkdir()
        one = parcel(Path(home) / "built")
        deliver([one], delivery("folder", path=f"{home}/open"))  # every module is loaded now
        (Path(home) / "closed").chmod(0o555)
        with without_rights():
            assert failed([one], delivery("folder", path=f"{home}/closed")) == ["EG062.denied"]


def test_a_disk_without_room_is_known_before(built: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
    to = delivery("folder", path=str(shelf))
    assert checked([parcel(built)], to) == ["EG062.full"]
    (shelf / NAME).write_bytes(b"PK\x03\x04 an issue")
    assert checked([parcel(built)], to) == []


def test_an_interrupted_copy_leaves_nothing(built: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        deliver([parcel(built)], delivery("folder", path=str(shelf)))
    assert names(shelf) == []


def test_a_built_file_that_was_changed_or_is_gone(built: Path, shelf: Path) -> None:
    one, to = parcel(built), delivery("folder", path=str(shelf))
    one.path.write_bytes(b"PK\x03\x04 AN ISSUE")
    assert failed([one], to) == ["EG062.changed"]
    assert names(shelf) == []
    one.path.unlink()
    assert failed([one], to) == ["EG062.parcel"]
