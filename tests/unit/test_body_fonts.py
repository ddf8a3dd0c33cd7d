# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fonts of running text: which are embedded, what they keep, what is told; how they are spelled in files."""

from __future__ import annotations

import posixpath
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

import epubgen
from epubgen.epub.package import Epub
from epubgen.errors import Location
from epubgen.model import BodyFont
from epubgen.serialization import to_yaml
from epubgen.serialization.files import decode_publication
from epubgen.serialization.json_schema import json_schema
from tests.unit.tiny_font import MONGOLIAN, tiny_font

STORY = "---\ntitle: ᠨᠠᠭᠤᠷ ᠲᠡᠮᠡᠭᠡ\n---\n\nᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃\n"
CHINESE = "---\ntitle: 草原来信\nlang: zh-Hans\n---\n\n今天下雨。[ᠨᠠᠭᠤᠷ]{lang=mn-Mong}\n"


def paper(fonts: str, language: str = "mn-Mong") -> str:
    return f"id: nutug\ntitle: ᠨᠤᠲᠤᠭ\nlanguage: {language}\ncover: none\n{fonts}\n"


def issue(folder: Path, fonts: str, files: dict[str, bytes], language: str = "mn-Mong") -> Path:
    texts = {
        "publication.yaml": paper(fonts, language),
        "2026-09-21/issue.yaml": "date: 2026-09-21\n",
        "2026-09-21/articles/1-lake.md": STORY if language.startswith("mn") else CHINESE,
        "2026-09-21/articles/2-letter.md": CHINESE,
    }
    for name, data in ({name: text.encode() for name, text in texts.items()} | files).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder / "2026-09-21"


def built(folder: Path) -> tuple[Epub, dict[str, bytes]]:
    out = BytesIO()
    epub = epubgen.build(folder, out, writing_mode="vertical")
    with zipfile.ZipFile(out) as made:
        return epub, {posixpath.relpath(name, "EPUB"): made.read(name) for name in made.namelist()}


def told(folder: Path) -> list[str]:
    found = epubgen.lint(folder).findings
    return [one.key for one in found if one.code in ("F20", "S08", "S01", "EG101", "EG102", "EG103", "EG104")]


def test_a_font_of_the_text_is_cut_down_embedded_and_named_first(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes time

    files = {"fonts/text.ttf": tiny_font(MONGOLIAN + "abc", joined="ᠨᠮ")}
    folder = issue(tmp_path, "fonts: {body: fonts/text.ttf}", files)
    epub, parts = built(folder)
    sheet = parts["css/text-fonts.css"].decode()
    assert '@font-face { font-family: "Text 1"; src: url("../fonts/text-1.ttf") }' in sheet
    assert '[lang="mn-Mong"], [lang="mn-Mong"] body { font-family: "Text 1", serif }' in sheet
    pages = [text.decode() for name, text in parts.items() if name.endswith(".xhtml") and b"text-fonts.css" in text]
    assert all(page.index("text-fonts.css") < page.index("base") for page in pages)
    assert len(pages) > 3
    font = TTFont(BytesIO(parts["fonts/text-1.ttf"]))
    kept = set(map(chr, font.getBestCmap()))
    assert set("ᠨᠭᠷᠮᠪ᠃ᠠ") <= kept  # letters of texts, of the words of the edition, of its days
    assert not set("ᠼᠾᡀ") & kept
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert features == {"init"}
    assert any(name.endswith(".init") or name.startswith("glyph") for name in font.getGlyphOrder())
    assert len(font.getGlyphOrder()) == len(kept) + 3  # .notdef, and the forms at the beginning of a word
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    (size,) = [dict(one.args) for one in epub.report.findings if one.key == "EG101"]
    assert (size["n"], size["kilobytes"]) == (str(len(kept)), str(-(-len(parts["fonts/text-1.ttf"]) // 1024)))


def test_the_same_input_gives_the_same_font(tmp_path: Path) -> None:
    folder = issue(tmp_path, "fonts: {body: fonts/text.ttf}", {"fonts/text.ttf": tiny_font(MONGOLIAN)})
    assert built(folder)[0].sha256 == built(folder)[0].sha256


def test_a_font_for_one_language_serves_only_its_passages(tmp_path: Path) -> None:
    files = {"fonts/text.ttf": tiny_font(MONGOLIAN)}
    folder = issue(tmp_path, "fonts: {body: {mn-Mong: fonts/text.ttf}}", files, "zh-Hans")
    sheet = built(folder)[1]["css/text-fonts.css"].decode()
    assert '[lang="mn-Mong"]' in sheet
    assert "zh-Hans" not in sheet
    assert told(folder) == ["EG101"]


@pytest.mark.parametrize(
    ("fonts", "rights", "chars", "expected"),
    [
        ("fonts: {body: fonts/text.ttf}", 0, MONGOLIAN, ["EG101"]),
        ("fonts: {body: fonts/text.ttf}", 0x0004, MONGOLIAN, ["EG101"]),  # view and print
        ("fonts: {body: fonts/text.ttf}", 0x0008, MONGOLIAN, ["EG101"]),  # editable
        ("fonts: {body: fonts/text.ttf}", 0x0002, MONGOLIAN, ["F20.text"]),  # restricted
        ("fonts: {body: fonts/text.ttf}", 0x0100, MONGOLIAN, ["F20.text"]),  # no part of it
        ("fonts: {body: fonts/text.ttf}", 0x0200, MONGOLIAN, ["F20.text"]),  # bitmaps only
        ("fonts: {body: fonts/text.ttf}", 0, "ᠨᠠᠭ", ["EG102", "EG101"]),
        ("fonts: {body: fonts/text.ttf}", 0, "abc", ["EG102.all"]),
        ("fonts: {body: fonts/txt.ttf}", 0, MONGOLIAN, ["F20.missing.near"]),
        ("fonts: {body: publication.yaml}", 0, MONGOLIAN, ["F20"]),
        ("fonts: {body: ../../x.ttf}", 0, MONGOLIAN, ["S08"]),
        ("fonts: [fonts/gone.otf, {body: fonts/text.ttf}]", 0, MONGOLIAN, ["F20.missing.near", "EG101"]),
        ("fonts: {body: {mn: fonts/text.ttf}}", 0, MONGOLIAN, ["EG104"]),  # Cyrillic
        ("fonts: {body: {mn-CN: fonts/text.ttf}}", 0, MONGOLIAN, ["EG101"]),  # the same script
        ("fonts: {boddy: fonts/text.ttf}", 0, MONGOLIAN, ["S01"]),
        ("fonts: fonts/text.ttf", 0, MONGOLIAN, ["EG103"]),
        ("", 0, MONGOLIAN, ["EG103"]),
    ],
)
def test_what_is_told(tmp_path: Path, fonts: str, rights: int, chars: str, expected: list[str]) -> None:
    assert told(issue(tmp_path, fonts, {"fonts/text.ttf": tiny_font(chars, rights)})) == expected


def test_the_letters_that_a_font_lacks_are_named_where_they_stand(tmp_path: Path) -> None:
    folder = issue(tmp_path, "fonts: {body: fonts/text.ttf}", {"fonts/text.ttf": tiny_font(MONGOLIAN.replace("ᠴ", ""))})
    (lost,) = [one for one in epubgen.lint(folder).findings if one.code == "EG102"]
    assert "ᠴ (U+1834)" in lost.message("en")
    assert lost.at
    assert lost.at.file.endswith("1-lake.md")
    assert "fonts: {body: …}" in lost.hint("en")


def test_a_chinese_story_does_not_ask_a_mongolian_font_for_han(tmp_path: Path) -> None:
    files = {"fonts/text.ttf": tiny_font(MONGOLIAN)}
    assert told(issue(tmp_path, "fonts: {body: fonts/text.ttf}", files)) == ["EG101"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2026-09-21/articles/3-b.md", "---\ntitle: 信\n---\n\n[བོད]{lang=bo}\n", ["EG101"]),
        ("2026-09-21/articles/3-b.md", "---\ntitle: '[བོད]{lang=bo}'\n---\n\n今天下雨。\n", ["EG101"]),
        ("2026-09-21/articles/3-b.md", "---\ntitle: བོད\nlang: bo\n---\n\nབོད\n", ["EG101"]),
        ("2026-09-21/issue.yaml", "date: 2026-09-21\nnotices: '[བོད]{lang=bo}'\n", ["EG101"]),
        ("2026-09-21/articles/3-b.md", "---\ntitle: བོད\nlang: bo\ndraft: true\n---\n\nབོད\n", ["EG104"]),
        ("2026-09-21/articles/3-b.md", "---\ntitle: 信\ndraft: true\n---\n\n[བོད]{lang=bo}\n", ["EG104"]),
    ],
)
def test_a_language_counts_wherever_it_is_printed(tmp_path: Path, name: str, text: str, expected: list[str]) -> None:
    files = {"fonts/text.ttf": tiny_font("བོད"), name: text.encode()}
    assert told(issue(tmp_path, "fonts: {body: {bo: fonts/text.ttf}}", files, "zh-Hans")) == expected


SPELLINGS = {
    "fonts: a.otf": (("a.otf",), ()),
    "fonts: [a.otf, b.otf]": (("a.otf", "b.otf"), ()),
    "fonts: {body: t.ttf}": ((), (BodyFont(file="t.ttf"),)),
    "fonts: {files: a.otf, body: t.ttf}": (("a.otf",), (BodyFont(file="t.ttf"),)),
    "fonts: [a.otf, {body: t.ttf}, b.otf]": (("a.otf", "b.otf"), (BodyFont(file="t.ttf"),)),
    "fonts: {body: {mn-Mong: m.ttf, bo: t.ttf}}": (
        (), (BodyFont(file="m.ttf", lang="mn-Mong"), BodyFont(file="t.ttf", lang="bo")),
    ),
    "fonts: {body: [m.ttf, {file: t.ttf, lang: bo}]}": ((), (BodyFont(file="m.ttf"), BodyFont(file="t.ttf", lang="bo"))),
    "字体: {正文: t.ttf, 文件: [a.otf]}": (("a.otf",), (BodyFont(file="t.ttf"),)),
    "正文字体: {bo: t.ttf}": ((), (BodyFont(file="t.ttf", lang="bo"),)),
    "正文字體: t.ttf": ((), (BodyFont(file="t.ttf"),)),
    "body_fonts: t.ttf": ((), (BodyFont(file="t.ttf"),)),
}  # fmt: skip


@cache
def schema() -> Any:
    return pytest.importorskip("jsonschema").Draft202012Validator(json_schema("publication"))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings(spelling: str) -> None:
    text = f"id: p\ntitle: p\nlanguage: zh-Hans\n{spelling}\n"
    value, found = decode_publication(text, Location("publication.yaml"))
    assert not found
    assert value
    assert (value.fonts, value.body_fonts) == SPELLINGS[spelling]
    again, _ = decode_publication(to_yaml(value), Location("publication.yaml"))
    assert again == value
    assert schema().is_valid(yaml.safe_load(text))
