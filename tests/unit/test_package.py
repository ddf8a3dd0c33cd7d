# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packing: deterministic, atomic, lazy."""

from __future__ import annotations

import errno
import io
import itertools
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from epubgen.epub.edition import Edition, plan
from epubgen.epub.package import pack
from epubgen.epub.pages.context import Part
from epubgen.errors import CheckFailed, PackageError, finding
from epubgen.model import Issue
from epubgen.options import Options
from epubgen.transforms.complete import complete

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture
def edition(make_issue: Callable[..., Issue]) -> Edition:
    return plan(complete(make_issue(paper={"writing_mode": "vertical-rl"})), Options())


def parts(edition: Edition) -> Iterator[Part]:
    yield Part(id="nav", href="nav.xhtml", media_type="application/xhtml+xml", data=b"<nav/>", properties=("nav",))
    yield Part(id="ncx", href="toc.ncx", media_type="application/x-dtbncx+xml", data=b"<ncx/>")
    for document in edition.documents:
        yield Part(id=document.id, href=document.href, media_type="application/xhtml+xml", data=b"<html/>")


def packed(edition: Edition, *more: Part) -> zipfile.ZipFile:
    stream = io.BytesIO()
    pack(edition, itertools.chain(parts(edition), more), stream)
    return zipfile.ZipFile(stream)


def test_mimetype_comes_first_and_bare(edition: Edition) -> None:
    stream = io.BytesIO()
    pack(edition, parts(edition), stream)
    raw = stream.getvalue()
    assert raw[:4] == b"PK\x03\x04"
    assert raw[30:58] == b"mimetypeapplication/epub+zip"
    assert raw[28:30] == b"\0\0", "no extra field"


def test_every_entry_has_the_same_date_mode_and_system(edition: Edition) -> None:
    infos = packed(edition).infolist()
    assert {(info.date_time, info.external_attr >> 16, info.create_system) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 0o644, 3)
    }


def test_pictures_are_stored_and_text_is_deflated(edition: Edition) -> None:
    archive = packed(edition, Part(id="photo-1", href="photos/a.jpg", media_type="image/jpeg", data=b"x" * 999))
    methods = {info.filename: info.compress_type for info in archive.infolist()}
    assert methods["EPUB/photos/a.jpg"] == zipfile.ZIP_STORED
    assert methods["EPUB/nav.xhtml"] == zipfile.ZIP_DEFLATED


def test_a_picture_on_disk_streams_through(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc" * 100_000)
    photo = Part(id="photo-1", href="photos/a.jpg", media_type="image/jpeg", data=tmp_path / "a.jpg")
    assert packed(edition, photo).read("EPUB/photos/a.jpg") == b"abc" * 100_000


def test_package_document(edition: Edition) -> None:
    root = etree.fromstring(packed(edition).read("EPUB/content.opf"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans-CN"
    assert root.get("unique-identifier") == "issue-id"
    assert root.xpath("string(//dc:identifier[@id='issue-id'])", namespaces=OPF) == edition.identifier
    assert root.xpath("//opf:meta[@property='dcterms:modified']/text()", namespaces=OPF) == [edition.modified]
    assert root.xpath("//opf:spine/@page-progression-direction", namespaces=OPF) == ["rtl"]
    assert root.xpath("//opf:itemref/@idref", namespaces=OPF) == [document.id for document in edition.documents]
    assert root.xpath("//opf:itemref/@id", namespaces=OPF) == [f"ref-{document.id}" for document in edition.documents]
    assert root.xpath("//opf:item[@properties='nav']/@href", namespaces=OPF) == ["nav.xhtml"]
    assert root.xpath("//opf:guide/opf:reference/@href", namespaces=OPF) == ["text/contents.xhtml"]
    assert root.xpath("//opf:meta[@name='primary-writing-mode']/@content", namespaces=OPF) == ["vertical-rl"]
    assert "Ebook-lib" not in packed(edition).read("EPUB/content.opf").decode()


def test_parts_are_asked_for_once_and_never_held(edition: Edition) -> None:
    asked = []

    def watched() -> Iterator[Part]:
        for part in parts(edition):
            asked.append(part.id)
            yield part

    pack(edition, watched(), io.BytesIO())
    assert len(asked) == len(set(asked))


def test_the_same_edition_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    one = pack(edition, parts(edition), tmp_path / "one.epub")
    other = pack(edition, parts(edition), io.BytesIO())
    assert (one.sha256, one.size) == (other.sha256, other.size)
    assert one.size == (tmp_path / "one.epub").stat().st_size
    assert other.path is None


def test_a_name_twice_is_refused(edition: Edition, tmp_path: Path) -> None:
    twin = Part(id="x", href="nav.xhtml", media_type="text/css", data=b"")
    with pytest.raises(PackageError) as caught:
        pack(edition, [*parts(edition), twin], tmp_path / "a.epub")
    assert caught.value.findings[0].code == "EG021"
    assert list(tmp_path.iterdir()) == []


def failing(edition: Edition, error: BaseException) -> Iterator[Part]:
    yield from itertools.islice(parts(edition), 2)
    raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt(), RuntimeError("bug")])
def test_a_failure_leaves_the_older_file_alone(edition: Edition, tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "issue.epub"
    target.write_bytes(b"the good old one")
    with pytest.raises((PackageError, KeyboardInterrupt, RuntimeError)):
        pack(edition, failing(edition, error), target)
    assert target.read_bytes() == b"the good old one"
    assert [path.name for path in tmp_path.iterdir()] == ["issue.epub"]


def test_verification_comes_before_the_replacement(edition: Edition, tmp_path: Path) -> None:
    target = tmp_path / "issue.epub"
    target.write_bytes(b"the good old one")

    def refuse(draft: Path) -> None:
        assert zipfile.is_zipfile(draft)
        assert target.read_bytes() == b"the good old one"
        raise CheckFailed(finding("EG010"))

    with pytest.raises(CheckFailed):
        pack(edition, parts(edition), target, refuse)
    assert target.read_bytes() == b"the good old one"
    assert [path.name for path in tmp_path.iterdir()] == ["issue.epub"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "EG020.full"), (errno.EFBIG, "EG020.limit"), (errno.EACCES, "EG020.denied"),
        (errno.EROFS, "EG020.denied"), (errno.EIO, "EG020"),
    ],
)  # fmt: skip
def test_causes_are_named(edition: Edition, tmp_path: Path, number: int, key: str) -> None:
    with pytest.raises(PackageError) as caught:
        pack(edition, failing(edition, OSError(number, "why")), tmp_path / "a.epub")
    assert caught.value.findings[0].key == key


def test_a_missing_folder_and_a_folder_as_target(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(PackageError) as missing:
        pack(edition, parts(edition), tmp_path / "no" / "a.epub")
    assert missing.value.findings[0].key == "EG020.missing"
    (tmp_path / "folder.epub").mkdir()
    with pytest.raises(PackageError) as folder:
        pack(edition, parts(edition), tmp_path / "folder.epub")
    assert folder.value.findings[0].key == "EG020.folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a POSIX matter")
def test_a_device_or_a_pipe_is_never_replaced(edition: Edition, tmp_path: Path) -> None:
    """As root, ``-o /dev/null`` would take the device away from every other program."""
    target = tmp_path / "pipe"
    os.mkfifo(target)
    with pytest.raises(PackageError) as caught:
        pack(edition, parts(edition), target)
    assert caught.value.findings[0].key == "EG020.device"
    assert target.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("older", [b"older", None], ids=["file", "dangling"])
def test_a_link_stays_and_its_file_is_replaced(edition: Edition, tmp_path: Path, older: bytes | None) -> None:
    (tmp_path / "store").mkdir()
    real, link = tmp_path / "store" / "real.epub", tmp_path / "link.epub"
    if older:
        real.write_bytes(older)
    link.symlink_to(Path("store") / "real.epub")
    epub = pack(edition, parts(edition), link)
    assert link.is_symlink()
    assert epub.path == link
    assert zipfile.is_zipfile(real)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["link.epub", "real.epub", "store"]


def test_a_build_that_fails_leaves_the_file_behind_a_link(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "real.epub").write_bytes(b"older")
    link = tmp_path / "link.epub"
    link.symlink_to("real.epub")

    def refuse(_: Path) -> None:
        raise CheckFailed(finding("EG021"))

    with pytest.raises(CheckFailed):
        pack(edition, parts(edition), link, refuse)
    assert (link.is_symlink(), link.read_bytes()) == (True, b"older")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_to_a_device_is_refused(edition: Edition, tmp_path: Path) -> None:
    link = tmp_path / "link.epub"
    link.symlink_to("/dev/null")
    with pytest.raises(PackageError) as caught:
        pack(edition, parts(edition), link)
    assert caught.value.findings[0].key == "EG020.device"
