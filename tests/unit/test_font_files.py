# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fonts: found, read, ordered by language, cut down, always to the same bytes."""

from __future__ import annotations

import importlib.util
import struct
import sys
from io import BytesIO
from pathlib import Path

import pytest

from epubgen.epub.fonts import FontFace, font_chain, subset
from epubgen.epub.fonts.font_file import NoFontError, faces
from epubgen.files.input_tree import InputTree
from epubgen.model import Publication

WHEELS = [importlib.util.find_spec(f"pylopdf_fonts_{name}") for name in ("zh_cn", "zh_tw", "jp", "ko")]
needs_fonts = pytest.mark.skipif(not all(WHEELS), reason="pip install --upgrade epubgen-periodicals")
pytestmark = needs_fonts
EMPTY = InputTree.memory({})


def paper(language: str = "zh-Hans", **fields: object) -> Publication:
    return Publication(id="p", title="报", language=language, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> bytes:
    """A font of four characters."""
    face = font_chain(paper(), EMPTY).face("龘")
    assert face
    return subset(face, "龘靐、。")


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("zh-Hans-CN", "SC JP TC KR"),
        ("zh-Hant-TW", "TC SC JP KR"),
        ("ja", "JP SC TC KR"),
        ("ko", "KR SC JP TC"),
        ("en-GB", "SC JP TC KR"),
    ],
)
def test_the_chain_begins_with_the_language(language: str, order: str) -> None:
    chain = font_chain(paper(language), EMPTY)
    families = [face.family for face in chain.serif]
    assert families[:4] == [f"Noto Serif {name}" for name in order.split()]
    extra = ["Source Serif Pro", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari", "Noto Serif Thai"]
    assert families[4:] in ([], extra[:1], extra)  # the extra `fonts`, last
    assert [face.family for face in chain.sans][:4] == [f"Noto Sans {name}" for name in order.split()]


@pytest.mark.parametrize(
    ("char", "family"), [("汉", "Noto Serif SC"), ("𠮷", "Noto Serif JP"), ("똠", "Noto Serif KR"), ("𪚥", "")]
)
def test_the_first_face_that_has_a_character(char: str, family: str) -> None:
    face = font_chain(paper(), EMPTY).face(char)
    assert (face.family if face else "") == family


def test_a_subset_has_the_characters_and_their_vertical_forms() -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes time

    face = font_chain(paper(), EMPTY).face("龘")
    assert face
    data = subset(face, "龘。")
    font = TTFont(BytesIO(data))
    assert sorted(map(chr, font.getBestCmap())) == ["。", "龘"]
    assert {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord} <= {"vert", "vrt2"}
    assert font["GSUB"].table.LookupList.LookupCount
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert len(data) < 8000
    assert data == subset(face, "。龘。")


def test_another_cutter_changes_no_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    face = font_chain(paper(), EMPTY).face("龘")
    assert face
    data = subset(face, "龘。")
    monkeypatch.setitem(sys.modules, "fontTools", None)
    assert subset(face, "龘。") == data


def test_a_face_knows_what_it_has(small: bytes) -> None:
    (face,) = faces(small)
    assert face.extension == "otf"
    assert face.embeddable
    assert [face.has(char) for char in "龘靐、。汉a"] == [True, True, True, True, False, False]


def test_a_font_of_the_publication_is_asked_first(small: bytes) -> None:
    inputs = InputTree.memory({"assets/own.otf": small})
    chain = font_chain(paper(fonts=("assets/own.otf",)), inputs)
    face = chain.face("龘")
    assert face
    assert face.source == small
    assert chain.face("汉") != face


def test_a_font_by_path_comes_before_all(small: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.otf").write_bytes(small)
    face = font_chain(paper(), EMPTY, [tmp_path / "x.otf"]).face("龘")
    assert face
    assert face.source == tmp_path / "x.otf"


def _restricted(font: bytes) -> bytes:
    """The same font with the bit that forbids embedding."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * number) for number in range(count))
    at = tables[b"OS/2"] + 8
    return font[:at] + struct.pack(">H", 2) + font[at + 2 :]


@pytest.mark.parametrize(
    ("name", "make", "key"),
    [
        ("a.otf", lambda font: b"<html>", "F20"),
        ("a.otf", lambda font: font[:90], "F20"),
        ("a.otf", lambda font: b"", "F20"),
        ("a.woff2", lambda font: b"wOF2" + font, "F20"),
        ("b.otf", lambda font: font, "F20.missing.near"),
        ("../a.otf", lambda font: font, "S08"),
        ("a.otf", _restricted, "F20.restricted"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(small: bytes, name: str, make: object, key: str) -> None:
    assert callable(make)
    files = {"a.woff2" if "woff" in name else "a.otf": make(small)}
    chain = font_chain(paper(fonts=(name,)), InputTree.memory(files))
    assert [f.key for f in chain.findings] == [key]


def test_a_restricted_font_serves_the_cover_only(small: bytes) -> None:
    chain = font_chain(paper(fonts=("a.otf",)), InputTree.memory({"a.otf": _restricted(small)}))
    shown, embedded = chain.face("龘"), chain.face("龘", embed=True)
    assert shown
    assert embedded
    assert not shown.embeddable
    assert embedded.family == "Noto Serif SC"


@pytest.mark.parametrize("length", range(0, 400, 13))
def test_a_cut_font_is_no_font_and_no_crash(small: bytes, length: int) -> None:
    with pytest.raises(NoFontError):
        faces(small[:length])


def test_faces_of_equal_content_have_one_stamp(small: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.otf").write_bytes(small)
    stamps: set[int] = {face.stamp for source in (small, tmp_path / "x.otf") for face in faces(source)}
    assert len(stamps) == 1
    assert all(isinstance(face, FontFace) for face in faces(small))
