# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that runs from right to left says so: ``dir`` on the page, the passage, and what other pages quote of it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from epubgen.api import build, build_twins, check
from epubgen.conversion.azw3 import read_facts
from epubgen.epub.theme.css_syntax import declarations
from epubgen.epub.theme.sheets import sheets
from epubgen.epub.theme.turned import turned
from epubgen.errors import EpubgenError
from epubgen.languages.directions import page_flow, right_to_left
from epubgen.live_preview.state import state_json
from epubgen.markup import blocks_from_html, render_blocks
from epubgen.markup.tree import write
from epubgen.markup.xhtml_inlines import RenderContext
from epubgen.options import Options
from epubgen.pipeline.live import LiveSource
from tests.conftest import ROOT

PAPER = "id: p\ntitle: {title}\nlanguage: {language}\ncover: {{mode: none}}\n"
CHINESE = (
    "---\ntitle: 港口今日重新开放\nauthors: 何小雨\n---\n部长说：[أهلا وسهلا بكم في الميناء]{lang=ar}，随后登船。\n"
)
ARABIC = "---\ntitle: الميناء يفتح أبوابه اليوم\nlang: ar\nkicker: في المدينة\nsummary: السفن تعود إلى الميناء.\ncolumn: رأي\nauthors: سمير حداد\n---\nيفتح الميناء أبوابه اليوم في 38 دقيقة.\n"
ENGLISH = "---\ntitle: The harbour opens\nlang: en\nauthors: Ann Lee\n---\nThe harbour opens today.\n"


def _built(tmp_path: Path, language: str, title: str, **stories: str) -> Path:
    files = {f"articles/{name}.md": text for name, text in stories.items()}
    files |= {"publication.yaml": PAPER.format(language=language, title=title), "issue.yaml": "date: 2026-04-22\n"}
    build(files, output=tmp_path / "p.epub")
    return tmp_path / "p.epub"


def _pages(epub: Path) -> dict[str, str]:
    with zipfile.ZipFile(epub) as pack:
        return {name.rpartition("/")[2]: pack.read(name).decode() for name in pack.namelist() if name.endswith("xhtml")}


def test_a_chinese_paper_with_an_arabic_story(tmp_path: Path) -> None:
    pages = _pages(_built(tmp_path, "zh-Hans", "港报", a=CHINESE, b=ARABIC))
    assert re.search(r'<html[^>]* lang="ar"[^>]* dir="rtl"', pages["a-b.xhtml"])
    assert '<span lang="ar" xml:lang="ar" dir="rtl">أهلا وسهلا بكم في الميناء</span>' in pages["a-a.xhtml"]
    assert not re.search(r"<html[^>]* dir=", pages["a-a.xhtml"] + pages["contents.xhtml"])
    for words in ("سمير حداد", "رأي", "الميناء يفتح أبوابه اليوم"):
        assert f'dir="rtl">{words}</span>' in pages["contents.xhtml"]
    assert '<p class="digest" lang="ar" xml:lang="ar" dir="rtl">' in pages["contents.xhtml"]
    assert 'dir="rtl">何小雨' not in pages["contents.xhtml"]


@pytest.mark.parametrize(
    ("paper", "mode", "language", "summary", "printed"),
    [
        ("mn-Mong", "vertical-lr", "zh-Hans", "他说：“好”。", "他说：『好』。"),
        ("ug", "horizontal-tb", "zh-Hans", "他说：“好”。", "他说：“好”。"),
        ("zh-Hans", "vertical-rl", "zh-Hant", "他說：“好”。", "他說：「好」。"),
        ("en", "horizontal-tb", "fr", "Le port rouvre.", "Le port rouvre."),
        ("zh-Hans", "horizontal-tb", "en", "The harbour opens.", "The harbour opens."),
        ("ko", "horizontal-tb", "th", "ท่าเรือเปิด", "ท่าเรือเปิด"),
    ],
)
def test_lists_say_the_language_of_a_story(
    tmp_path: Path, paper: str, mode: str, language: str, summary: str, printed: str
) -> None:
    story = f"---\ntitle: T\nlang: {language}\nkicker: K\nsummary: {summary}\n---\nText.\n"
    with_mode = f"{paper}\nwriting_mode: {mode}"
    pages = _pages(_built(tmp_path, with_mode, "P", a=story))
    way = ' dir="ltr"' if paper == "ug" else ""
    said = f'lang="{language}" xml:lang="{language}"{way}>'
    assert f'<p class="digest" {said}{printed}</p>' in pages["contents.xhtml"]
    assert f'<p class="kicker" {said}' in pages["contents.xhtml"] + pages["masthead.xhtml"]


def test_an_arabic_paper_with_an_english_story(tmp_path: Path) -> None:
    pages = _pages(_built(tmp_path, "ar", "الميناء", a=ENGLISH, b=ARABIC))
    turned = {name for name, text in pages.items() if re.search(r'<html[^>]* dir="rtl"', text)}
    assert turned == pages.keys() - {"a-a.xhtml"}
    assert re.search(r'<html[^>]* dir="ltr"', pages["a-a.xhtml"])


@pytest.mark.parametrize(("language", "title"), [("zh-Hans", "港报"), ("en", "Harbour"), ("ar", "الميناء")])
def test_our_own_rules_find_nothing(tmp_path: Path, language: str, title: str) -> None:
    report = check(_built(tmp_path, language, title, b=ARABIC), java=False)
    assert [found.text() for found in report.errors + report.warnings if found.code.startswith("B")] == []


def _package(epub: Path) -> str:
    with zipfile.ZipFile(epub) as pack:
        return pack.read("EPUB/content.opf").decode()


def test_the_package_of_an_arabic_paper_runs_from_the_right(tmp_path: Path) -> None:
    epub = _built(tmp_path, "ar", "الميناء", a=ENGLISH, b=ARABIC)
    package = _package(epub)
    assert re.search(r'<package [^>]*dir="rtl"', package)
    assert '<spine toc="ncx" page-progression-direction="rtl">' in package
    assert '<meta name="primary-writing-mode" content="horizontal-rl"/>' in package
    assert '<dc:contributor id="contributor-1" dir="ltr">Ann Lee</dc:contributor>' in package
    with zipfile.ZipFile(epub) as pack:
        assert re.search(r'<ncx [^>]*dir="rtl"', pack.read("EPUB/toc.ncx").decode())
        assert '<navLabel dir="ltr"><text>The harbour opens</text>' in pack.read("EPUB/toc.ncx").decode()
        sheet = pack.read("EPUB/css/horizontal-rtl.css").decode()
    assert "aside.note { border-right-width: 0.2em }" in sheet
    assert "padding: 0 1.6em 0 0 }" in sheet


def test_words_that_are_missing_are_english_and_say_so(tmp_path: Path) -> None:
    pages = _pages(_built(tmp_path, "yi", "האַפֿן", a=ENGLISH))
    assert '<h1 lang="en" xml:lang="en" dir="ltr">In this issue</h1>' in pages["nav.xhtml"]
    assert '<span lang="en" xml:lang="en" dir="ltr">In this issue</span>' in pages["contents.xhtml"]
    package = _package(tmp_path / "p.epub")
    assert '<meta property="schema:accessibilitySummary" xml:lang="en" dir="ltr">Text can' in package


@pytest.mark.parametrize("mode", ["vertical", "vertical-rl", "vertical-lr"])
def test_a_paper_in_mongolian_script_has_its_lines(tmp_path: Path, mode: Any) -> None:
    files = {
        "publication.yaml": PAPER.format(language="mn-Mong", title="ᠮᠣᠩᠭᠣᠯ"),
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": "---\ntitle: ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\nkind: brief\n---\nᠮᠣᠩᠭᠣᠯ GDP ᠪᠢᠴᠢᠭ 22 ᠪᠢᠴᠢᠭ᠃\n",
        "articles/c.md": CHINESE.replace("authors:", "lang: zh-Hans\nauthors:"),
        "articles/d.md": ARABIC,
    }
    build(files, output=tmp_path / "p.epub", writing_mode=mode)
    package, pages = _package(tmp_path / "p.epub"), _pages(tmp_path / "p.epub")
    assert '<spine toc="ncx" page-progression-direction="ltr">' in package
    assert '<meta name="primary-writing-mode" content="vertical-lr"/>' in package
    assert "css/vertical-lr.css" in pages["a-a.xhtml"]
    assert "css/vertical-lr.css" in pages["a-c.xhtml"]
    assert "css/horizontal-rtl.css" in pages["a-d.xhtml"]
    assert '<span class="upr">GDP</span> ᠪᠢᠴᠢᠭ <span class="tcy">22</span> ᠪᠢᠴᠢᠭ' in pages["a-a.xhtml"]
    with zipfile.ZipFile(tmp_path / "p.epub") as pack:
        sheet = pack.read("EPUB/css/vertical-lr.css").decode()
    assert "writing-mode: vertical-lr }" in sheet
    assert "vertical-rl" not in re.sub(r"/\*.*?\*/", "", sheet)
    assert "nav.bar-end { border-left-width: thin }" in sheet
    facts = read_facts(tmp_path / "p.epub")
    assert (facts.mode, facts.direction) == ("vertical-lr", "ltr")
    found = check(tmp_path / "p.epub", java=False, target="kindle").findings
    assert not [entry.code for entry in found if entry.code in ("B29", "B74", "B75", "B76", "K18")]


def test_a_mongolian_story_in_a_chinese_paper_has_its_own_lines(tmp_path: Path) -> None:
    story = "---\ntitle: ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\nlang: mn-Mong\nkind: brief\n---\nᠮᠣᠩᠭᠣᠯ.\n"
    pages = _pages(_built(tmp_path, "zh-Hans", "港报", a=CHINESE, b=story))
    assert "css/vertical-lr.css" in pages["a-b.xhtml"]
    assert "css/horizontal.css" in pages["a-a.xhtml"]


def test_an_english_story_of_a_vertical_paper_has_horizontal_lines_where_it_asks_for_them(tmp_path: Path) -> None:
    story = "---\ntitle: Twenty-two boats\nlang: en\nauthors: Ann Lee\nwriting_mode: horizontal-tb\n---\nThe harbour’s GDP rose 22 %.\n"
    plain = story.replace("writing_mode: horizontal-tb\n", "")
    epub = _built(tmp_path, "zh-Hans\nwriting_mode: vertical-rl", "港报", a=CHINESE, b=story, c=plain)
    package, pages = _package(epub), _pages(epub)
    assert '<spine toc="ncx" page-progression-direction="rtl">' in package
    assert '<meta name="primary-writing-mode" content="vertical-rl"/>' in package
    sheets_of = {
        name[2]: re.findall(r"css/(horizontal|vertical)\.css", page)
        for name, page in pages.items()
        if name.startswith("a-")
    }
    assert sheets_of == {"a": ["vertical"], "b": ["horizontal"], "c": ["vertical"]}
    assert "The harbour’s GDP rose 22" in pages["a-b.xhtml"]
    assert "The harbour's GDP rose" in pages["a-c.xhtml"]
    found = check(epub, java=False).findings
    assert not [entry.code for entry in found if entry.code in ("B29", "B74", "B75", "B76", "K18")]


@pytest.mark.parametrize(
    ("language", "mode", "paper", "flow"),
    [
        ("mn-Mong", "horizontal-tb", "mn-Mong", ("horizontal-tb", "ltr")),
        ("mn-Mong", "vertical-lr", "mn-Mong", ("vertical-lr", "ltr")),
        ("mn-Mong", "horizontal-tb", "zh-Hans", ("vertical-lr", "ltr")),
        ("mn-Mong", "vertical-rl", "zh-Hans", ("vertical-lr", "ltr")),
        ("zh-Hans", "vertical-lr", "mn-Mong", ("vertical-lr", "ltr")),
        ("en", "vertical-rl", "ja", ("vertical-rl", "ltr")),
        ("ar", "vertical-rl", "zh-Hans", ("horizontal-tb", "rtl")),
    ],
)
def test_a_document_flows_as_its_script_and_its_paper_do(
    language: str, mode: str, paper: str, flow: tuple[str, str]
) -> None:
    assert page_flow(language, mode, paper) == flow


@pytest.mark.parametrize(
    ("text", "runs"), [("אבג ab", True), ("אב 123456", True), ("אב ab", False), ("אב abc", False), ("12", False)]
)
def test_most_letters_say_whether_a_text_runs_from_the_right(text: str, runs: bool) -> None:
    assert right_to_left(text) == runs


@pytest.mark.parametrize("language", ["ar", "ug", "he", "kk-Arab"])
def test_vertical_lines_are_refused(tmp_path: Path, language: str) -> None:
    with pytest.raises(EpubgenError, match="T14") as refused:
        build(_files(language), output=tmp_path / "p.epub", writing_mode="vertical")
    assert "--writing-mode horizontal" in refused.value.findings[0].text()
    with pytest.raises(EpubgenError, match="EG100"):
        build_twins(_files(language), tmp_path)


def _files(language: str) -> dict[str, str]:
    return {
        "publication.yaml": PAPER.format(language=language, title="paper"),
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": ENGLISH,
    }


@pytest.mark.parametrize("theme", ["broadsheet", "magazine", "plain"])
def test_every_side_of_our_sheets_is_swapped(theme: str) -> None:
    for name, data in ((sheet.name, sheet.data.decode()) for sheet in sheets("ar", "horizontal-tb", theme, runs="rtl")):
        plain = (ROOT / "css" / re.sub(r"-rtl(?=\.css)", "", name)).read_text("utf-8")
        said = [(d.around, d.name) for d in declarations(plain)]
        assert len(said) <= len(declarations(data))  # what was italic has a weight, too
        wrong = [d for d in declarations(data) if d.name == "letter-spacing" and d.value != "0"]
        assert wrong == []
        assert not [d for d in declarations(data) if d.name == "font-style" and d.value == "italic"]


@pytest.mark.parametrize(
    ("typed", "right_to_left", "left_to_right"),
    [
        ("a { margin: 1em 2em 3em 4em }", "a { margin: 1em 4em 3em 2em }", None),
        ("a { padding: 0 0 0 1.6em !important }", "a { padding: 0 1.6em 0 0 !important }", None),
        ("a { padding: 1em 2em }", None, None),
        ("a { margin: 0 calc(1em - min(2px, 3px)) }", None, None),
        ("a { margin: 0 calc(1em - 2px) 0 min(1em, 2px) }", "a { margin: 0 min(1em, 2px) 0 calc(1em - 2px) }", None),
        ("a { border-left-width: 2px; border-right-width: 0 }", "a { border-right-width: 2px; border-left-width: 0 }",
         "a { border-right-width: 2px; border-left-width: 0 }"),
        ("a { text-align: left; text-align: start }", "a { text-align: right; text-align: start }", None),
        ("a { float: left; clear: right }", "a { float: right; clear: left }", None),
        ("a { letter-spacing: 0.1em }", "a { letter-spacing: 0 }", "a { letter-spacing: 0 }"),
        ("em { font-style: italic }", "em { font-style: normal; font-weight: bold }",
         "em { font-style: normal; font-weight: bold }"),
        ("p { -epub-hyphens: auto; hyphens: auto }", "p { -epub-hyphens: manual; hyphens: manual }",
         "p { -epub-hyphens: manual; hyphens: manual }"),
        ("html { writing-mode: vertical-rl }", None, "html { writing-mode: vertical-lr }"),
        ("/* left: none of it; */ a:first-child { top: 0 }", None, None),
        ("@supports (float: left) { td.left { color: red } }", None, None),
        ("a { text-emphasis-position: over right }", None, None),
    ],
)  # fmt: skip
def test_sides_of_a_sheet(typed: str, right_to_left: str | None, left_to_right: str | None) -> None:
    assert turned(typed, "rtl") == (right_to_left or typed)
    assert turned(typed, "lr") == (left_to_right or typed)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("h1 { line-height: 1.35 }", "h1 { line-height: normal }"),
        ("h1 { line-height: 1.15 }", "h1 { line-height: normal }"),
        ("sub { line-height: 1 }", None),
        ("nav p { line-height: 2.5 }", None),
        ("p { hyphens: auto }", "p { hyphens: manual }"),
        ("em { font-style: italic }", "em { font-style: normal; font-weight: bold }"),
        ("p { letter-spacing: 0.1em }", "p { letter-spacing: 0 }"),
    ],
)
def test_letters_that_stack_have_room_and_no_hyphens(typed: str, made: str | None) -> None:
    assert turned(typed, "complex") == turned(typed, "nastaliq") == (made or typed)
    assert turned("p { float: left }", "complex") == "p { float: left }"
    assert turned("p { float: left }", "nastaliq") == "p { float: right }"


def test_the_sheet_of_a_publisher_stays_as_it_is(tmp_path: Path) -> None:
    files = {
        **_files("ar"),
        "themes/own.css": "p { float: left }",
        "publication.yaml": PAPER.format(language="ar", title="x"),
    }
    files["publication.yaml"] += "theme: own\n"
    build(files, output=tmp_path / "p.epub")
    with zipfile.ZipFile(tmp_path / "p.epub") as pack:
        assert pack.read("EPUB/css/theme-own.css") == b"p { float: left }"


@pytest.mark.parametrize(
    ("language", "mode", "modes", "progression"),
    [
        ("ar", "horizontal-tb", ["horizontal-tb"], "rtl"),
        ("mn-Mong", "vertical-lr", ["horizontal-tb", "vertical-rl"], "ltr"),
        ("zh-Hans", "vertical-rl", ["horizontal-tb", "vertical-rl"], "rtl"),
    ],
)
def test_the_preview_knows_its_modes_and_which_side_is_forward(
    language: str, mode: str, modes: list[str], progression: str
) -> None:
    files = _files(language)
    files["publication.yaml"] += f"writing_mode: {mode}\n"
    with LiveSource(files, Options()) as live:
        live.refresh()
        state = state_json(live.in_mode(), (), 1, live.own_mode, "en")
    assert (state["modes"], state["progression"]) == (modes, progression)
    assert state["mode"] == state["own_mode"] == mode.replace("vertical-lr", "vertical-rl")


def _written(html: str, **setting: Any) -> str:
    blocks = blocks_from_html(html).blocks
    return "".join(write(node) for node in render_blocks(blocks, RenderContext(**setting)))


@pytest.mark.parametrize(
    ("language", "words", "way"),
    [
        ("en", "البحر هادئ", ' dir="rtl"'),
        ("zh-Hans", "הים שקט", ' dir="rtl"'),
        ("en", "a long English line, البحر", ""),
        ("en", "1999", ""),
        ("ar", "البحر هادئ", ""),
        ("ar", "The sea is calm", ' dir="ltr"'),
        ("ug", "1999", ""),
    ],
)
def test_lists_and_tables_are_laid_out_as_their_words_run(language: str, words: str, way: str) -> None:
    turned = " turned" if way else ""
    assert f'<ul class="list{turned}"{way}>' in _written(f"<ul><li>{words}</li></ul>", language=language)
    assert f'<ol class="list{turned}"{way}>' in _written(f"<ol><li>{words}</li></ol>", language=language)
    table = _written(f"<table><tr><td>{words}</td><td>7</td></tr></table>", language=language)
    assert f'<div class="tabular"{way}>' in table
    assert "<td dir" not in table, "a cell that runs as its table says nothing"
    rows = f"<tr><td>{words}</td><td>1</td></tr>" * 60
    assert f'<div class="tabular linear"{way}>' in _written(f"<table>{rows}</table>", language=language)


def test_a_list_runs_as_it_states_and_says_it_once() -> None:
    made = _written('<ul dir="rtl"><li>البحر</li><li>The sea</li></ul>', language="en")
    assert made == '<ul class="list turned" dir="rtl"><li>البحر</li><li>The sea</li></ul>'


def test_a_cell_that_runs_against_its_table_says_so() -> None:
    row = "<tr><td>البحر هادئ اليوم</td><td>Calm</td></tr>"
    assert '<td dir="ltr">Calm</td>' in _written(f"<table>{row}</table>", language="en")
    after = _written(f"<table>{row}</table><p>البحر</p><p>Calm</p>", language="en")
    assert '<p class="para" dir="rtl">البحر</p><p class="para">Calm</p>' in after, "a table ends with its direction"


def test_in_vertical_lines_no_list_changes_sides() -> None:
    assert "turned" not in _written("<ul><li>البحر هادئ</li></ul>", language="zh-Hans", vertical=True)
