# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words in photo files: read where the newsroom gave none, whatever their encoding, and never left in the picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from epubgen import api
from epubgen.images import jpeg
from epubgen.images.embedded_metadata import EmbeddedMetadata, embedded_metadata
from tests.unit.drawn import one
from tests.unit.told_photos import PLAIN, in_png, in_tiff, in_webp, record, with_iptc, with_segment, with_xmp, xmp


def described(data: bytes, language: str = "") -> EmbeddedMetadata:
    """What a file of these bytes says."""
    return embedded_metadata(BytesIO(data), language)


IPTC = {
    120: "渔船清晨回港。",
    80: ["何帆", "林岸"],
    110: "新华社",
    90: "青岛",
    101: "中国",
    55: "20260422",
    116: "© 2026",
}
SAID = EmbeddedMetadata(
    caption="渔船清晨回港。", creators=("何帆", "林岸"), agency="新华社", place="青岛, 中国", date="2026-04-22", rights="© 2026"
)  # fmt: skip
XMP = """<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>渔船清晨回港。</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>何帆</rdf:li><rdf:li>林岸</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© 2026</rdf:li></rdf:Alt></dc:rights>
<photoshop:Country>中国</photoshop:Country>"""
ATTRIBUTES = "photoshop:City='青岛' photoshop:Credit='新华社' photoshop:DateCreated='2026-04-22T06:10:00+08:00'"


def test_iptc_and_xmp_say_the_same() -> None:
    assert described(with_iptc(IPTC)) == SAID
    assert described(with_xmp(XMP, ATTRIBUTES)) == SAID


OTHERS = {
    "png": in_png(xmp(XMP, ATTRIBUTES)),
    "packed.png": in_png(xmp(XMP, ATTRIBUTES), packed=True),
    "behind.png": in_png(xmp(XMP, ATTRIBUTES), behind=True),
    "webp": in_webp(xmp(XMP, ATTRIBUTES)),
    "xmp.tif": in_tiff({700: xmp(XMP, ATTRIBUTES)}),
    "iptc.tif": in_tiff({33723: record(IPTC)}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_formats_say_it_too_and_lose_it(name: str, tmp_path: Path) -> None:
    assert described(OTHERS[name]) == SAID
    picture, _ = one(OTHERS[name])
    assert "何帆".encode() not in picture.read()
    folder = _issue(tmp_path / "i", f"{{file: ../{name}, alt: boats}}", PLAIN)
    (folder / name).write_bytes(OTHERS[name])
    photo = api.load(folder).articles[0].lead_photo
    assert photo
    assert (photo.caption, photo.place) == ("渔船清晨回港。", "青岛, 中国")


@pytest.mark.parametrize("name", OTHERS)
def test_harmed_files_of_other_formats_never_raise(name: str) -> None:
    whole = OTHERS[name]
    for cut in range(0, len(whole), 1 + len(whole) // 60):
        for harmed in (whole[:cut], whole[:cut] + b"\xff\xff\xff\xff" + whole[cut + 4 :]):
            assert isinstance(described(harmed), EmbeddedMetadata)


def test_a_packet_that_unpacks_to_too_much_is_cut() -> None:
    assert described(in_png(b" " * 2**26, packed=True)) == EmbeddedMetadata()


@pytest.mark.parametrize(
    ("encoding", "language", "caption"),
    [
        ("gb18030", "zh-Hans-CN", "渔船清晨回港。"),
        ("big5", "zh-Hant-TW", "漁船清晨回港。"),
        ("big5", "zh-MO", "漁船清晨回港。"),
        ("cp932", "ja", "漁船が港に戻る。"),
        ("cp949", "ko", "어선이 항구로 돌아온다."),
        ("cp1252", "en", "The café at the quay"),
    ],
)
def test_captions_of_old_programs_are_read_by_the_language_of_the_paper(
    encoding: str, language: str, caption: str
) -> None:
    assert described(with_iptc({120: caption}, encoding, stated=False), language).caption == caption


def test_xmp_wins_and_iptc_fills_in() -> None:
    both = with_iptc({120: "of IPTC", 80: "A. Photographer"})
    packet = with_xmp("<dc:description><rdf:Alt><rdf:li>of XMP</rdf:li></rdf:Alt></dc:description>")
    joined = with_segment(0xE1, next(s.data[4:] for s in jpeg.segments(packet) if b"xap" in s.data), both)
    said = described(joined)
    assert (said.caption, said.creators) == ("of XMP", ("A. Photographer",))


HOSTILE = {
    "entity": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rdf:RDF xmlns:rdf='x'>&a;</rdf:RDF>",
    "laughs": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>",
    "broken": "<x:xmpmeta><unclosed",
    "empty": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packets_say_nothing(name: str) -> None:
    assert (
        described(with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + HOSTILE[name].encode())) == EmbeddedMetadata()
    )


@pytest.mark.parametrize("cut", range(0, 260, 13))
def test_cut_metadata_never_raise(cut: int) -> None:
    whole = with_iptc(IPTC)
    for harmed in (whole[:cut], whole[:200] + whole[200 + cut :]):
        assert isinstance(described(harmed), EmbeddedMetadata)


def test_what_is_no_line_of_text_becomes_one() -> None:
    said = described(with_iptc({120: "two\r\nlines\x00 and\x07 a bell\u202e", 80: "  "}))
    assert (said.caption, said.creators) == ("two lines and a bell", ())
    assert described(b"") == described(b"\x89PNG") == described(PLAIN) == EmbeddedMetadata()


def test_nothing_of_it_stays_in_the_picture() -> None:
    for data in (with_iptc(IPTC), with_xmp(XMP, ATTRIBUTES)):
        picture, _ = one(data)
        assert jpeg.metadata(picture.read()) == ()
        assert "何帆".encode() not in picture.read()


def _issue(home: Path, photo: str, data: bytes, sidecar: str = "") -> Path:
    (home / "articles").mkdir(parents=True)
    (home / "publication.yaml").write_text("id: post\ntitle: Post\nlanguage: zh-Hans\n")
    (home / "issue.yaml").write_text("date: 2026-04-22\n")
    (home / "articles" / "a.md").write_text(f"---\ntitle: A\nlead_photo: {photo}\n---\nWords.\n")
    (home / "p.jpg").write_bytes(data)
    if sidecar:
        (home / "p.yaml").write_text(sidecar)
    return home


def test_a_story_takes_the_words_of_the_file_where_it_has_none(tmp_path: Path) -> None:
    reading = api.read(_issue(tmp_path / "i", "{file: ../p.jpg, alt: boats}", with_iptc(IPTC)))
    photo = reading.issue.articles[0].lead_photo
    assert photo
    assert (photo.caption, photo.place, photo.date) == ("渔船清晨回港。", "青岛, 中国", "2026-04-22")
    assert [(one.name, one.role, one.org) for one in photo.credit] == [
        ("何帆", "photographer", "新华社"),
        ("林岸", "photographer", "新华社"),
    ]
    (found,) = [f for f in reading.findings if f.code == "F15"]
    assert "渔船清晨回港。" in found.message()
    assert "何帆" in found.message("zh")


def test_the_story_and_the_sidecar_win(tmp_path: Path) -> None:
    typed = _issue(tmp_path / "a", "{file: ../p.jpg, caption: typed, credit: Me}", with_iptc(IPTC))
    beside = _issue(tmp_path / "b", "../p.jpg", with_iptc(IPTC), "caption: beside\n")
    plain = _issue(tmp_path / "c", "{file: ../p.jpg, decorative: true}", with_iptc(IPTC))
    captions = []
    for folder in (typed, beside, plain):
        photo = api.read(folder).issue.articles[0].lead_photo
        assert photo
        captions.append((photo.caption, "".join(one.name for one in photo.credit)))
    assert captions == [("typed", "Me"), ("beside", "何帆林岸"), ("", "")]


TYPED = [
    ("lead_photo: ../harbor.jpg", "", "lead_photo: ../harbour.jpg"),
    ("photos: [../harbor.jpg]", "", "photos: ../harbour.jpg"),
    ("kind: news", "![A quay](../harbor.jpg)", "![](../harbour.jpg)"),
    ("lead_photo: ../nothing-like-it.png", "", "nothing-like-it.png"),
]


@pytest.mark.parametrize(("field", "body", "wanted"), TYPED)
def test_a_missing_photo_is_reported_with_the_line_to_type(field: str, body: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "publication.yaml").write_text("id: post\ntitle: Post\nlanguage: en\n")
    (tmp_path / "issue.yaml").write_text("date: 2026-04-22\n")
    (tmp_path / "articles" / "a.md").write_text(f"---\ntitle: A\n{field}\n---\nWords.\n\n{body}\n")
    (tmp_path / "harbour.jpg").write_bytes(PLAIN)
    (found,) = [f for f in api.lint(tmp_path).findings if f.code == "F01"]
    assert found.hint().endswith(wanted)
    assert found.hint("zh").endswith(wanted)


@pytest.mark.parametrize("name", ["jpg", *OTHERS])
def test_words_are_read_without_decoding_a_pixel(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = OTHERS.get(name) or with_xmp(XMP, ATTRIBUTES)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    assert described(data) == SAID


def test_words_behind_long_segments_are_found() -> None:
    photo = with_xmp(XMP, ATTRIBUTES)
    for _ in range(6):
        photo = with_segment(0xE2, b"ICC of a scanner" + b"\0" * 60_000, photo)
    assert described(photo) == SAID
