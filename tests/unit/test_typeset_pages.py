# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages are set, everything else keeps the words as typed: navigation, metadata, titles, descriptions of pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

import epubgen
from epubgen.errors import Location
from epubgen.model import (
    Column,
    Correction,
    Credit,
    Dateline,
    Footnote,
    Issue,
    Nav,
    Note,
    NoteRef,
    Paragraph,
    Photo,
    Publication,
    Section,
    Table,
    Text,
    Typography,
)
from epubgen.serialization import decode_publication, json_schema, to_yaml
from tests.unit.pages_sample import View, edition_of, issue_of, said, story

PAPER = Publication(
    id="xiao-bao", title="小报“一”", language="zh-Hans-CN", writing_mode="vertical-rl", columns=(Column(name="“栏”15"),)
)
STORY = story(
    kicker=("“肩”15题",),
    title=("“标题”15行", "第2行"),
    deck=("“副题”15条",),
    column="“栏”15",
    byline="本报记者 “甲”15",
    dateline=Dateline(label="本报15日讯"),
    page=("02",),
    body=(
        Paragraph(text=(Text("他说“好”，3月15日GDP增长5.3%"), NoteRef("1"), Text("。"))),
        Table(head=((Text("15日"),),), rows=(((Text("“表”15"),),),), caption="“表题”15"),
        Note(body=(said("“按”15"),), kind="editor"),
    ),
    footnotes=(Footnote(label="1", body=(said("“注”15"),)),),
    photos=(Photo(file="a.jpg", caption="“图”15日", alt="“图”15日", credit=(Credit(name="“摄”15"),)),),
    summary="“摘要”15",
)


def built(issue: Issue, **settings: Any) -> dict[str, str]:
    stream = io.BytesIO()
    epubgen.build(issue, stream, **settings)
    with zipfile.ZipFile(stream) as archive:
        return {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("ml", ".opf", ".ncx"))
        }


@pytest.fixture(scope="module")
def files(jpeg: bytes) -> dict[str, str]:
    photos = (replace(STORY.photos[0], data=jpeg),)
    issue = issue_of(
        replace(STORY, photos=photos),
        publication=PAPER,
        nav=Nav(fronts="all"),
        sections=(Section(id="a", name="“版”15", articles=("s1",)),),
        corrections=(Correction(article="“旧题”15", body=(said("“更正”15"),)),),
        notices=(said("“启事”15"),),
    )
    return built(issue)


def _page(files: dict[str, str], kind: str) -> str:
    return next(text for name, text in files.items() if f'<body class="{kind}' in text)


@pytest.mark.parametrize(
    "words",
    [
        '<p class="kicker">『肩』<span class="tcy">15</span>题</p>',
        '<span class="line">『标题』<span class="tcy">15</span>行</span>',
        '<span class="line">第<span class="tcy">2</span>行</span>',
        '『副题』<span class="tcy">15</span>条',
        '『栏』<span class="tcy">15</span>',
        '『甲』<span class="tcy">15</span>',
        '<span class="dateline">本报<span class="tcy">15</span>日讯</span>',
        '他说『好』，<span class="tcy">3</span>月<span class="tcy">15</span>日<span class="upr">GDP</span>增长<span class="side">5.3%</span>',
        '>『表』<span class="tcy">15</span></td>',
        '『表题』<span class="tcy">15</span></caption>',
        '『按』<span class="tcy">15</span>',
        '『注』<span class="tcy">15</span>',
        '<span class="caption-text">『图』<span class="tcy">15</span>日</span>',
        '<span class="credit">『摄』<span class="tcy">15</span></span>',
        '第<span class="tcy">02</span>版',
        'alt="“图”15日"',
        "<title>“标题”15行",
    ],
)
def test_all_that_is_seen_of_a_story_is_set(files: dict[str, str], words: str) -> None:
    assert words in _page(files, "story")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("masthead", '<span class="name">小报『一』</span>'),
        ("masthead", '『标题』<span class="tcy">15</span>行'),
        ("contents", '『摘要』<span class="tcy">15</span>'),
        ("contents", '『版』<span class="tcy">15</span>'),
        ("section", '『版』<span class="tcy">15</span></h1>'),
        ("corrections", '『更正』<span class="tcy">15</span>'),
        ("corrections", '『旧题』<span class="tcy">15</span>'),
        ("notices", '『启事』<span class="tcy">15</span>'),
    ],
)
def test_all_that_is_seen_of_other_pages_is_set(files: dict[str, str], kind: str, words: str) -> None:
    assert words in _page(files, kind)


def test_navigation_and_metadata_keep_the_words(files: dict[str, str]) -> None:
    for name, text in files.items():
        if name.endswith(("nav.xhtml", ".ncx", ".opf")):
            assert "tcy" not in text
            assert "『" not in text
            assert "“" in text


def test_the_horizontal_edition_has_the_words_as_typed(jpeg: bytes) -> None:
    issue = issue_of(replace(STORY, photos=()), publication=PAPER)
    text = _page(built(issue, writing_mode="horizontal-tb"), "story")
    assert "他说“好”，3月15日GDP增长5.3%" in text
    assert 'class="tcy"' not in text


def test_the_house_style_counts() -> None:
    issue = issue_of(STORY, publication=replace(PAPER, typography=Typography(quotes="keep", numerals="rotate")))
    text = _page(built(issue), "story")
    assert "他说“好”，3月15日" in text


def test_a_story_in_another_language_is_set_by_its_own() -> None:
    foreign = story("s2", lang="ja", title=("“題”2つ",), body=(said("“はい”と15人"),))
    latin = story("s3", lang="en", title=("“One” of 15",), body=(said("“Yes”, said 15 of them"),))
    files = built(issue_of(STORY, foreign, latin, publication=PAPER))
    japanese = next(text for text in files.values() if 'lang="ja"' in text and "kind-" in text)
    assert '<h1 class="headline">〝題〟<span class="tcy">2</span>つ</h1>' in japanese
    assert '〝はい〟と<span class="tcy">15</span>人' in japanese
    english = next(text for text in files.values() if 'lang="en"' in text and "kind-" in text)
    assert '<h1 class="headline"><span class="side">“</span>One<span class="side">”</span> of 15</h1>' in english
    assert '<span class="side">“</span>Yes<span class="side">”</span>, said 15 of them' in english
    contents = _page(files, "contents")
    assert '<span lang="ja" xml:lang="ja">〝題〟<span class="tcy">2</span>つ</span>' in contents


def test_without_a_typesetter_pages_say_what_was_typed() -> None:
    from epubgen.epub.pages import page_part  # noqa: PLC0415
    from tests.unit.pages_sample import media  # noqa: PLC0415

    edition = edition_of(issue_of(replace(STORY, photos=()), publication=PAPER))
    views = [View(page_part(edition, media(), document)) for document in edition.documents]
    assert any("他说“好”，3月15日GDP增长5.3%" in view.data.decode() for view in views)


def test_the_house_style_is_read_and_written() -> None:
    text = to_yaml(PAPER) + "typography:\n  numerals: hanzi\n  tcy_digits: 3\n  dash: ──\n  tcy_percent: yes\n"
    paper, findings = decode_publication(text, Location("publication.yaml"))
    assert findings == ()
    assert paper
    assert paper.typography == Typography(numerals="hanzi", tcy_digits="3", dash="──", tcy_percent=True)
    again, _ = decode_publication(to_yaml(paper), Location("publication.yaml"))
    assert again == paper


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("numerals: hanzy", "'hanzy'"),
        ("numeral: hanzi", "'numeral'"),
        ("tcy_digits: 4", "'4'"),
    ],
)
def test_a_wrong_word_is_refused_by_name(line: str, message: str) -> None:
    _, findings = decode_publication(f"{to_yaml(PAPER)}typography:\n  {line}\n", Location("publication.yaml"))
    assert [message in found.message() for found in findings] == [True]


def test_the_schema_takes_the_number_that_an_editor_types() -> None:
    choices = json_schema()["$defs"]["Typography"]["properties"]["tcy_digits"]["anyOf"][0]["enum"]
    assert choices == ["2", "3", 2, 3]
