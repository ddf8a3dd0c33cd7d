# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos of an issue: found wherever they stand, clean, upright, small; a bad one is a finding and never a traceback."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from epubgen.files.input_tree import InputTree
from epubgen.images import Media, jpeg, photo_key, prepare
from epubgen.images.source import MAX_BYTES
from epubgen.model import (
    Ad,
    Article,
    Box,
    Correction,
    Footnote,
    Gallery,
    Issue,
    List,
    Paragraph,
    Photo,
    Publication,
    Section,
    Text,
    Withdrawn,
)
from epubgen.model import Image as ImageBlock
from epubgen.options import Options
from tests.unit.drawn import BLUE, DAY, RED, corners, issue_of, noisy, one, prepared, refused, saved

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "F11.empty"),
    "text": (b"hello, this is no picture", "F11.unknown"),
    "cut": (saved(noisy((800, 600)), "JPEG")[:3000], "F11.broken"),
    "cut png": (saved(noisy((800, 600)), "PNG")[:3000], "F11.broken"),
    "cut webp": (saved(noisy((800, 600)), "WEBP")[:3000], "F11.broken"),
    "head only": (saved(noisy((80, 60)), "JPEG")[:40], "F11.broken"),
    "pdf": (b"%PDF-1.7 ...", "F11.pdf"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "F11.format"),
    "html": (b"<!DOCTYPE html><html>404</html>", "F11.format"),
    "psd": (b"8BPS" + bytes(40), "F11.format"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0", "F11.format"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "F11.heic"),
    "heif": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(40), "F11.heic"),
    "video": (b"\0\0\0\x18ftypisom\0\0\0\0isommp41" + bytes(40), "F11.format"),
    "bomb": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (30000).to_bytes(4, "big") * 2 + b"\x08\2\0\0\0" + b"\xa1\x51\xb1\x80" + bytes(20),
        "F11.broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_good_photo_is_refused_by_name(case: str) -> None:
    data, key = BAD[case]
    if case == "bomb":
        import zlib  # noqa: PLC0415

        body = b"IHDR" + (30000).to_bytes(4, "big") * 2 + b"\x08\2\0\0\0"
        data = (
            b"\x89PNG\r\n\x1a\n\0\0\0\r" + body + zlib.crc32(body).to_bytes(4, "big") + b"\0\0\0\0IDAT\x35\xaf\x06\x1e"
        )
        key = "F11.pixels"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("epubgen.images.source.reads_heic", lambda: False)
        patch.setattr("epubgen.images.source.reads_pdf", lambda: False)
        assert refused(data) == key


def test_large_pictures_are_refused_by_their_header() -> None:
    gif = (
        b"GIF89a"
        + (60000).to_bytes(2, "little") * 2
        + b"\0\0\0"
        + b",\0\0\0\0"
        + (60000).to_bytes(2, "little") * 2
        + b"\0\2\0;"
    )
    assert refused(gif) == "F11.pixels"
    wide = saved(Image.new("1", (8000, 8000)), "PNG")
    assert refused(wide) == "F11.pixels"


def test_heavy_files_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.jpg").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with prepare(issue_of(Photo(file="big.jpg")), InputTree.folder(tmp_path), Options()) as media:
        assert [found.key for found in media.findings] == ["F11.heavy"]


def test_the_name_does_not_matter_for_the_format() -> None:
    picture, _ = one(saved(noisy((200, 100)), "WEBP"), "p.jpg")
    assert picture.name.endswith(".jpg")
    assert jpeg.frame(picture.read()).plain


def test_missing_photos_are_warned_of_with_the_nearest_name() -> None:
    with prepare(
        issue_of(Photo(file="photos/ferrry.jpg")), InputTree.memory({"photos/ferry.jpg": b""}), Options()
    ) as media:
        (found,) = media.findings
        assert (found.code, found.severity.value) == ("F01", "warning")
        assert "photos/ferry.jpg" in found.hint()


@pytest.mark.parametrize(
    "name", ["../x.jpg", "/etc/passwd", "%2e%2e/x.jpg", "..\\x.jpg", "file:///x.jpg", "a/../../x.jpg"]
)
def test_photos_outside_the_publication_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(saved(corners()))
    (tmp_path / "in").mkdir()
    with prepare(issue_of(Photo(file=name)), InputTree.folder(tmp_path / "in"), Options()) as media:
        assert media.pictures == ()
        assert [found.code for found in media.findings] == ["S08"]


def test_both_normal_forms_of_a_name_are_one_photo(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "été.jpg")
    (tmp_path / name).write_bytes(saved(corners()))
    other = unicodedata.normalize("NFC", name)
    with prepare(issue_of(Photo(file=other), Photo(file=name)), InputTree.folder(tmp_path), Options()) as media:
        assert len(media.pictures) == 1
        assert media.find(Photo(file=other)) == media.find(Photo(file=name)) == media.pictures[0]


def test_equal_photos_are_stored_once() -> None:
    data = saved(corners())
    with prepared({"a.jpg": data, "b.jpg": data, "c.jpg": saved(corners((60, 40)))}) as media:
        assert len(media.pictures) == 2
        assert media.find(Photo(file="a.jpg", caption="one")) is media.find(Photo(file="b.jpg", caption="two"))
        assert media.find(Photo(file="none.jpg")) is None
        for picture in media.pictures:
            assert picture.name.isascii()
            assert picture.name == picture.name.lower()
            assert picture.size == len(picture.read())


def test_photos_are_found_wherever_they_stand() -> None:
    def block(name: str) -> ImageBlock:
        return ImageBlock(photo=Photo(file=name, data=saved(Image.new("RGB", (20 + len(name), 20), RED))))

    deep = Box(body=(List(items=((block("list"),), (Gallery(items=(block("gallery1").photo,)),))),))
    ad = Ad(body=(block("advertising"),))
    story = Article(
        id="a",
        title=("A",),
        lead_photo=block("lead22").photo,
        body=(Paragraph(text=(Text("x"),)), deep, ad),
        footnotes=(Footnote(label="1", body=(block("foot5"),)),),
    )
    gone = Article(id="b", title=("B",), lead_photo=block("gone-from-here").photo, withdrawn=Withdrawn(date=DAY))
    issue = Issue(
        publication=Publication(id="p", title="P", language="en", nameplate=block("n").photo),
        date=DAY,
        sections=(Section(id="s", name="S", image=block("se").photo),),
        articles=(story, gone),
        corrections=(Correction(body=(block("cor"),)),),
        notices=(block("notices.."),),
    )
    with prepare(issue, InputTree.memory({}), Options()) as media:
        assert [p.width for p in media.pictures] == [21, 22, 26, 24, 28, 25, 23, 29]
    with prepare(issue, InputTree.memory({}), Options(keep_ads=True)) as media:
        assert len(media.pictures) == 9


def many(count: int = 6) -> dict[str, bytes]:
    return {f"p{n}.jpg": saved(noisy((1500 + n, 1000), n * 10), "JPEG", quality=92) for n in range(count)} | {
        "bad.jpg": b"x"
    }


def outline(media: Media) -> list[object]:
    return [*((p.name, p.width, p.height, p.sha256, p.read()) for p in media.pictures), *media.findings]


def test_threads_and_cache_do_not_change_the_bytes(tmp_path: Path) -> None:
    files = many()
    gif = [Image.new("RGB", (40, 30), colour) for colour in (RED, BLUE)]
    files["m.gif"] = saved(gif[0], "GIF", save_all=True, append_images=gif[1:])
    runs = []
    for options in (
        Options(threads=1),
        Options(threads=4),
        Options(threads=4, cache=tmp_path / "cache"),
        Options(threads=1, cache=tmp_path / "cache"),
    ):
        with prepared(files, options) as media:
            runs.append(outline(media))
    assert runs[0] == runs[1] == runs[2] == runs[3]


def test_the_cache_is_used_and_a_harmed_entry_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options(cache=tmp_path)
    with prepared({"p.jpg": many(1)["p0.jpg"]}, options) as media:
        first = replace(media.pictures[0], path=None)
    (kept,) = tmp_path.rglob("*.jpg")
    kept.write_bytes(b"harmed")
    with prepared({"p.jpg": many(1)["p0.jpg"]}, options) as media:
        assert replace(media.pictures[0], path=None) == first
        assert len(media.pictures[0].read()) == first.size
    monkeypatch.setattr("epubgen.images.pipeline.encode", None)
    with prepared({"p.jpg": many(1)["p0.jpg"]}, options) as media:
        assert replace(media.pictures[0], path=None) == first


def test_the_spool_goes_with_the_media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with prepared({"p.jpg": saved(corners())}):
        assert list(tmp_path.rglob("*.jpg"))
    assert list(tmp_path.iterdir()) == []
    media = prepare(issue_of(Photo(file="p", data=saved(corners()))), InputTree.memory({}), Options())
    assert list(tmp_path.iterdir())
    del media
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_and_its_failure_cleans_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told: list[tuple[str, int, int]] = []
    with prepared(many(2), Options(progress=lambda *step: told.append(step))):
        assert told == [("photos", 1, 3), ("photos", 2, 3), ("photos", 3, 3)]

    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), prepared(many(2), Options(progress=stop)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_key_depends_on_what_changes_the_picture() -> None:
    assert photo_key(Photo(file="a.jpg", caption="x")) == photo_key(Photo(file="a.jpg"))
    keys = {
        photo_key(p)
        for p in (Photo(file="a"), Photo(file="b"), Photo(file="a", color="gray"), Photo(file="a", data=b"x"))
    }
    assert len(keys) == 4
