# SPDX-License-Identifier: AGPL-3.0-or-later
"""RareCharacters characters in the EPUB: embedded, pictured, reported; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import epubgen
from epubgen.epub.fonts import FontChain
from epubgen.epub.fonts import rare_characters as room
from epubgen.epub.fonts.rare_characters import rare_glyphs
from epubgen.files.input_tree import InputTree
from epubgen.markup.tree import Glyphs, el, show_rare, write
from epubgen.model import Issue, Paragraph, Text
from epubgen.options import Options
from tests.conftest import MakeIssue, MakeStory
from tests.counted import calls
from tests.unit.test_font_files import needs_fonts

SAMPLE = Path(__file__).resolve().parents[2] / "issues" / "rare-names" / "2026-09-09"


def named(make_issue: MakeIssue, make_story: MakeStory, words: str) -> Issue:
    return make_issue(make_story("a", body=(Paragraph(text=(Text(words),)),)))


def packed(source: object, **settings: object) -> zipfile.ZipFile:
    stream = io.BytesIO()
    epubgen.build(source, stream, cover="none", **settings)  # type: ignore[arg-type]
    return zipfile.ZipFile(stream)


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 128)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("闵㛃和𣲘", '闵<span class="rare">㛃</span>和<span class="rare">𣲘</span>'),
        ("㛃𣲘", '<span class="rare">㛃𣲘</span>'),
        ("㛃\U000e0100。", '<span class="rare">㛃\U000e0100</span>。'),
        ("𪚥", '<img src="../gaiji/a.png" alt="𪚥" class="gaiji"/>'),
        (
            "㛃𪚥㛃",
            '<span class="rare">㛃</span><img src="../gaiji/a.png" alt="𪚥" class="gaiji"/><span class="rare">㛃</span>',
        ),
        ("平常", "平常"),
    ],
)
def test_runs_are_wrapped(words: str, markup: str) -> None:
    glyphs = Glyphs(frozenset("㛃𣲘"), pictures={"𪚥": "gaiji/a.png"})
    assert write(show_rare(el("p", words), glyphs, "../")) == f"<p>{markup}</p>"


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("石㼆𠮷田", '石<span class="rare">㼆</span><span class="rare rare-2">𠮷</span>田'),
        ("𠮷𠮷", '<span class="rare rare-2">𠮷𠮷</span>'),
        ("𠮷\ufe00㼆", '<span class="rare rare-2">𠮷\ufe00</span><span class="rare">㼆</span>'),
        ("「𠮷」", '「<span class="rare rare-2">𠮷</span>」'),
        ("𪚥𠮷", '<img src="../gaiji/a.png" alt="𪚥" class="gaiji"/><span class="rare rare-2">𠮷</span>'),
        ("㼆㼆", '<span class="rare">㼆㼆</span>'),
    ],
)
def test_a_character_names_its_font(words: str, markup: str) -> None:
    """Some engines try the first font of a list only, and would show a box."""
    glyphs = Glyphs(frozenset("㼆𠮷"), {"𠮷": 2}, {"𪚥": "gaiji/a.png"})
    assert write(show_rare(el("p", words), glyphs, "../")) == f"<p>{markup}</p>"


def test_without_glyphs_the_tree_stays_the_same_object() -> None:
    tree = el("p", "㛃")
    assert show_rare(tree, Glyphs()) is tree


@needs_fonts
def test_the_sample_embeds_seventeen_and_pictures_two() -> None:
    book = packed(SAMPLE)
    names = book.namelist()
    fonts = [name for name in names if "/fonts/" in name]
    assert fonts == ["EPUB/fonts/rare-1.otf", "EPUB/fonts/rare-2.otf"]
    assert sum(len(book.read(name)) for name in fonts) < 100_000
    assert [name for name in names if "gaiji" in name] == ["EPUB/gaiji/u2a6a5.png", "EPUB/gaiji/u2e9f5.png"]
    opf = book.read("EPUB/content.opf").decode()
    assert opf.count('media-type="font/otf"') == 2
    css = book.read("EPUB/css/rare.css").decode()
    assert "unicode-range" not in css
    assert "local(" not in css
    page = book.read("EPUB/text/a-02-01-typesetter.xhtml").decode()
    assert '<img src="../gaiji/u2a6a5.png" alt="𪚥" class="gaiji"/>' in page
    assert "css/rare.css" in page


MOST = 100_000
"""Calls of functions, some times what it takes: a font has 20,000 characters and more."""


@needs_fonts
def test_a_font_is_cut_without_reading_all_of_it() -> None:
    issue, inputs = epubgen.load(SAMPLE), InputTree.folder(SAMPLE.parent)
    found = rare_glyphs(issue, inputs, Options())
    assert calls(lambda: rare_glyphs(issue, inputs, Options())) < MOST
    assert len(found.fonts) == 2


@needs_fonts
def test_the_same_bytes_twice() -> None:
    one, two = packed(SAMPLE), packed(SAMPLE)
    assert [one.read(name) for name in one.namelist()] == [two.read(name) for name in two.namelist()]


@needs_fonts
def test_what_no_font_has_is_reported_with_its_places(make_issue: MakeIssue, make_story: MakeStory) -> None:
    found = rare_glyphs(named(make_issue, make_story, "铅字𪚥一枚"), InputTree.memory({}), Options())
    (finding,) = found.findings
    assert finding.key == "T06"
    assert dict(finding.args)["code"] == "U+2A6A5"
    assert "铅字𪚥一枚" in finding.message("zh")
    assert "gaiji/U+2A6A5.png" in finding.hint("zh")
    assert found.sheet() == b""


@needs_fonts
def test_a_picture_of_the_publication_takes_its_place(make_issue: MakeIssue, make_story: MakeStory) -> None:
    inputs = InputTree.memory({"gaiji/u+2a6a5.png": png()})
    found = rare_glyphs(named(make_issue, make_story, "铅字𪚥"), inputs, Options())
    assert found.findings == ()
    (picture,) = found.pictures
    assert (picture.name, picture.width, picture.height) == ("gaiji/u2a6a5.png", 96, 96)
    with Image.open(io.BytesIO(picture.read())) as image:
        assert image.mode == "L"
        assert image.getpixel((50, 50)) == 128
    assert b"1em" in found.sheet()


@needs_fonts
@pytest.mark.parametrize(
    ("name", "data", "key"), [("U+2A6A5.png", b"no picture", "F21"), ("U+2A6A5.svg", b"<svg/>", "F21.svg")]
)
def test_a_picture_that_cannot_be_used(
    make_issue: MakeIssue, make_story: MakeStory, name: str, data: bytes, key: str
) -> None:
    found = rare_glyphs(named(make_issue, make_story, "𪚥"), InputTree.memory({f"gaiji/{name}": data}), Options())
    assert {f.key for f in found.findings} == {key, "T06"}


@needs_fonts
def test_pictures_instead_of_fonts() -> None:
    book = packed(SAMPLE, rare="image")
    assert not [name for name in book.namelist() if "/fonts/" in name]
    assert len([name for name in book.namelist() if "gaiji" in name]) == 19
    assert 'class="rare"' not in book.read("EPUB/text/a-01-01-registry.xhtml").decode()


def test_off_leaves_the_text_alone() -> None:
    book = packed(SAMPLE, rare="off")
    assert not [name for name in book.namelist() if "fonts" in name or "gaiji" in name or "rare" in name]
    assert "㛃" in book.read("EPUB/text/a-01-01-registry.xhtml").decode()


def test_without_fonts_nothing_is_embedded_and_one_warning_says_so(
    make_issue: MakeIssue, make_story: MakeStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "font_chain", lambda *_: FontChain())
    found = rare_glyphs(named(make_issue, make_story, "闵㛃和𣲘"), InputTree.memory({}), Options())
    (finding,) = found.findings
    assert finding.key == "T07"
    assert dict(finding.args) == {"n": "2", "chars": "㛃𣲘"}
    assert "--upgrade epubgen-periodicals" in finding.hint("en")
    assert not found.fonts


def test_drafts_are_not_asked(make_issue: MakeIssue, make_story: MakeStory) -> None:
    issue = make_issue(make_story("a"), make_story("b", "㛃", draft=True))
    assert rare_glyphs(issue, InputTree.memory({}), Options()).findings == ()


@pytest.mark.parametrize(
    ("setting", "title", "count"), [("", "名\ue81e", 0), ("keep", "名\ue81e", 0), ("map", "名\u9fb4", 1)]
)
def test_native_text_keeps_private_use_unless_asked(setting: Any, title: str, count: int) -> None:
    files = {
        "publication.yaml": "id: p\ntitle: 报\nlanguage: zh-Hans\n",
        "2026-01-05/issue.yaml": "date: 2026-01-05\narticles: []\n".replace("articles: []\n", ""),
        "2026-01-05/articles/a.md": "---\ntitle: 名\ue81e\n---\n\n正文。\n",
    }
    reading = epubgen.read(files, private_use=setting)
    assert reading.issue.articles[0].title == (title,)
    assert len([f for f in reading.findings if f.code == "T08"]) == count
