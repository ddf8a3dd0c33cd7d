# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text as typed becomes values of the model: by the types, in every spelling that an editor may use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar

import pytest

from epubgen.errors import Location, Severity
from epubgen.model import (
    A11y,
    Article,
    Column,
    Cover,
    Credit,
    Dateline,
    Foreign,
    Ids,
    Issue,
    LangStr,
    Numbering,
    Page,
    Paragraph,
    Photo,
    Publication,
    Source,
    SourceSpan,
    Strong,
    Subject,
    Table,
    Text,
    Withdrawn,
)
from epubgen.serialization.convert import BAD, NodeReader
from epubgen.serialization.json_schema import descriptions
from epubgen.serialization.names import RETIRED_KEYS, spelled
from epubgen.serialization.yaml_nodes import parse_yaml

T = TypeVar("T")
PAPER = Publication(id="p", title="P", language="en")


def read(cls: type[T], text: str) -> T:
    reader = NodeReader("a.yaml", given={Issue: {"publication": PAPER, "articles": ()}})
    root = parse_yaml(text, Location("a.yaml")).root
    assert root is not None
    value = reader.read(cls, root)
    assert reader.findings == []
    assert isinstance(value, cls)
    return value


def story(fields: str) -> Article:
    return read(Article, f"id: a\ntitle: T\n{fields}")


ARTICLE_FIELDS = {
    "page: 01": ("page", ("01",)),
    "page: [01, A2]": ("page", ("01", "A2")),
    "kicker: no": ("kicker", ("no",)),
    "authors: Ann": ("authors", (Credit(name="Ann"),)),
    "authors: [Ann, {name: Bob, role: reporter}]": (
        "authors",
        (Credit(name="Ann"), Credit(name="Bob", role="reporter")),
    ),
    "authors: {name: Ann}": ("authors", (Credit(name="Ann"),)),
    "dateline: 本报讯": ("dateline", Dateline(label="本报讯")),
    "dateline: {place: 北京, date: 4月3日, agency: 新华社}": (
        "dateline",
        Dateline(place="北京", date="4月3日", agency="新华社"),
    ),
    "source: Reuters": ("source", Source(system="Reuters")),
    "source: https://example.org/a": ("source", Source(url="https://example.org/a")),
    "subjects: [law, {name: sea, code: 06}]": ("subjects", (Subject(name="law"), Subject(name="sea", code="06"))),
    "lead_photo: ../a.jpg": ("lead_photo", Photo(file="../a.jpg")),
    "photos: [{file: a.jpg, focal: 0.5 0.3, credit: Ann}]": (
        "photos",
        (Photo(file="a.jpg", focal=(0.5, 0.3), credit=(Credit(name="Ann"),)),),
    ),
    "photos: {file: a.jpg, focal: [1, 0], decorative: 是}": (
        "photos",
        (Photo(file="a.jpg", focal=(1, 0), decorative=True),),
    ),
    "weight: -3": ("weight", -3),
    "toc: no": ("toc", False),
    "toc: 否": ("toc", False),
    "draft: yes": ("draft", True),
    "lang: no": ("lang", "no"),
    "date: 2026-04-22": ("date", date(2026, 4, 22)),
    "embargo_until: 2026-04-22T06:00:00+08:00": (
        "embargo_until",
        datetime(2026, 4, 22, 6, tzinfo=timezone(timedelta(hours=8))),
    ),
    "embargo_until: 2026-04-22 06:00Z": ("embargo_until", datetime(2026, 4, 22, 6, tzinfo=UTC)),
    "withdrawn: {date: 2026-04-23}": ("withdrawn", Withdrawn(date=date(2026, 4, 23))),
    "summary:": ("summary", ""),
    "作者: [张三, 李四]": ("authors", (Credit(name="张三"), Credit(name="李四"))),
    "记者: 张三": ("authors", (Credit(name="张三", role="reporter"),)),
    "记者: 张三\n通讯员: 李四、王五": (
        "authors",
        (
            Credit(name="张三", role="reporter"),
            Credit(name="李四", role="correspondent"),
            Credit(name="王五", role="correspondent"),
        ),
    ),
    "责任编辑: 张三": ("credits", (Credit(name="张三", role="editor", printed_role="责任编辑"),)),
    "责编: 张三\n校对: 李四": (
        "credits",
        (
            Credit(name="张三", role="editor", printed_role="责编"),
            Credit(name="李四", role="proofreader", printed_role="校对"),
        ),
    ),
    "摄影: 何龙": ("credits", (Credit(name="何龙", role="photographer"),)),
    "责编: {name: 张三, org: 要闻部}": (
        "credits",
        (Credit(name="张三", role="editor", printed_role="责编", org="要闻部"),),
    ),
    "肩题: 甲": ("kicker", ("甲",)),
    "引题: 甲": ("kicker", ("甲",)),
    "副题: 甲": ("deck", ("甲",)),
    "副标题: [甲, 乙]": ("deck", ("甲", "乙")),
    "栏目: 甲": ("column", "甲"),
    "版块: 甲": ("section", "甲"),
    "栏版: 甲": ("section", "甲"),
    "版次: 01": ("page", ("01",)),
    "版面: 01": ("page", ("01",)),
    "体裁: brief": ("kind", "brief"),
    "摘要: 甲": ("summary", "甲"),
    "导读: 甲": ("summary", "甲"),
    "关键词: [甲, 乙]": ("keywords", ("甲", "乙")),
    "电头: 本报讯": ("dateline", Dateline(label="本报讯")),
    "来源: 新华社": ("source", Source(system="新华社")),
    "图片: [{file: a.jpg, 图片说明: 甲, 摄影: 何龙}]": (
        "photos",
        (Photo(file="a.jpg", caption="甲", credit=(Credit(name="何龙", role="photographer"),)),),
    ),
    "日期: 2026-04-22": ("date", date(2026, 4, 22)),
}


@pytest.mark.parametrize("text", ARTICLE_FIELDS)
def test_spellings_of_article_fields(text: str) -> None:
    name, value = ARTICLE_FIELDS[text]
    assert getattr(story(text), name) == value


ISSUE_FIELDS = {
    "numbering: {total: 012482}": ("numbering", Numbering(total="012482")),
    "总期号: 12482": ("numbering", Numbering(total="12482")),
    "总期号: 12482\nnumbering: {volume: 3}": ("numbering", Numbering(total="12482", volume="3")),
    "numbering: {volume: 3}\n总期号: 12482": ("numbering", Numbering(total="12482", volume="3")),
    "numbering: {总期号: 12482}": ("numbering", Numbering(total="12482")),
    "版数: 8": ("page_count", 8),
    "农历: 三月初六": ("lunar", "三月初六"),
    "星期: 星期三": ("weekday", "星期三"),
    "版别: 早报": ("edition", "早报"),
    "front_matter: masthead": ("front_matter", ("masthead",)),
    "front_matter: []": ("front_matter", ()),
    "pages: {number: 1, 责编: 张三}": (
        "pages",
        (Page(number="1", editors=(Credit(name="张三", role="editor", printed_role="责编"),)),),
    ),
    "notices: [{type: paragraph, text: a}]": ("notices", (Paragraph(text=(Text("a"),)),)),
}


@pytest.mark.parametrize("text", ISSUE_FIELDS)
def test_spellings_of_issue_fields(text: str) -> None:
    name, value = ISSUE_FIELDS[text]
    assert getattr(read(Issue, f"date: 2026-04-22\n{text}"), name) == value


PUBLICATION_FIELDS = {
    "国内统一刊号: 65-0010": ("ids", Ids(cn="65-0010")),
    "国内统一刊号: 65-0010\nids: {issn: 9999-0016}": ("ids", Ids(cn="65-0010", issn="9999-0016")),
    "主管: 甲\n主办: 乙\n出版: 丙": ("publisher", "丙"),
    "邮发代号: 57-2": ("postal_code", "57-2"),
    "columns: [甲, {name: 乙, rubric: 丙}]": ("columns", (Column(name="甲"), Column(name="乙", rubric="丙"))),
    "cover: none": ("cover", Cover(mode="none")),
    "import: {join: off}": ("import_", {"join": "off"}),
    "roles: {见习记者: intern}": ("roles", {"见习记者": "intern"}),
    "a11y: {summary: s}": ("a11y", A11y(summary="s")),
}


@pytest.mark.parametrize("text", PUBLICATION_FIELDS)
def test_spellings_of_publication_fields(text: str) -> None:
    name, value = PUBLICATION_FIELDS[text]
    assert getattr(read(Publication, f"id: p\ntitle: P\nlanguage: en\n{text}"), name) == value


def test_text_in_another_language() -> None:
    title = story("kicker: {text: mot, lang: fr}\ndeck: [a, {text: b, lang: de}]")
    assert [(str(line), getattr(line, "lang", "")) for line in (*title.kicker, *title.deck)] == [
        ("mot", "fr"),
        ("a", ""),
        ("b", "de"),
    ]
    assert isinstance(title.kicker[0], LangStr)


def test_typed_blocks_and_runs() -> None:
    body = story(
        "body:\n"
        "  - {type: paragraph, text: plain, lede: true}\n"
        "  - type: paragraph\n"
        "    text: [a, {type: strong, children: b}, {type: foreign, children: [c], lang: fr}]\n"
        "  - {type: table, head: [x, y], rows: [[a, b]], align: [left, right]}\n"
        "  - bare\n"
    ).body
    assert body == (
        Paragraph(text=(Text("plain"),), lede=True),
        Paragraph(text=(Text("a"), Strong((Text("b"),)), Foreign((Text("c"),), "fr"))),
        Table(head=((Text("x"),), (Text("y"),)), rows=(((Text("a"),), (Text("b"),)),), align=("left", "right")),
        Paragraph(text=(Text("bare"),)),
    )
    assert body[0].at == Location("a.yaml", 4, 5)


def test_places_tell_where_each_field_stands() -> None:
    page = read(Issue, "date: 2026-04-22\npages:\n  - number: 1\n    articles:\n      - a\n      - b\n").pages[0]
    assert page.at is not None
    assert page.at.of("articles[1]") == Location("a.yaml", 6, 9)
    assert page.at.of("number") == Location("a.yaml", 3, 13)
    assert page.at.of("name") == Location("a.yaml", 3)
    head = story("numbering_is_no_field: x\n".replace("numbering_is_no_field: x\n", "source: {system: s}\n"))
    assert isinstance(head.at, SourceSpan)
    assert head.at.of("source.system") == Location("a.yaml", 3, 18)


def test_all_faults_of_a_value_come_at_once() -> None:
    reader = NodeReader("a.yaml")
    root = parse_yaml("id: a\ntitle: T\nkind: x\nweight: y\nphotos: [{}]\nzz: 1\ndate: 1\n", Location("a.yaml")).root
    assert root is not None
    assert reader.read(Article, root) is not BAD
    assert [(f.code, f.field) for f in reader.findings] == [
        ("S01", "zz"),
        ("S02", "kind"),
        ("S02", "weight"),
        ("S03", "photos[0].file"),
        ("S02", "date"),
    ]


def test_a_misspelt_required_field_is_reported_once() -> None:
    reader = NodeReader("a.yaml")
    root = parse_yaml("id: a\ntitel: T\n", Location("a.yaml")).root
    assert root is not None
    assert reader.read(Article, root) is BAD
    assert [f.key for f in reader.findings] == ["S01"]


RETIRED: dict[str, tuple[type, str, str, str, int]] = {
    "key": (Publication, "id: p\ntitle: P\nlanguage: en\nshort_title: S\n", "short_title", "'short_title'", 4),
    "key without a value": (
        Publication,
        "id: p\ntitle: P\nlanguage: en\nshort_title:\n",
        "short_title",
        "'short_title'",
        4,
    ),
    "key below a field": (Source, "system: s\nretrieved: 2026-04-22\n", "retrieved", "'retrieved'", 2),
    "word": (Issue, "date: 2026-04-22\nfront_matter: ads\n", "front_matter", "'ads'", 2),
    "word in a list": (Issue, "date: 2026-04-22\nback_matter: [imprint, ads]\n", "back_matter", "'ads'", 2),
}


@pytest.mark.parametrize("name", RETIRED)
def test_what_an_earlier_version_took_without_effect_is_read_over_and_reported(name: str) -> None:
    cls, text, path, said, line = RETIRED[name]
    reader = NodeReader("a.yaml", given={Issue: {"publication": PAPER, "articles": ()}})
    root = parse_yaml(text, Location("a.yaml")).root
    assert root is not None
    value = reader.read(cls, root)
    assert isinstance(value, cls)
    (told,) = reader.findings
    assert (told.code, told.severity, told.field) == ("S17", Severity.INFO, path)
    assert told.at is not None
    assert told.at.line == line
    assert f"{said} has no effect any more" in told.message("en")
    kept = {"front_matter": (), "back_matter": ("imprint",)}
    assert getattr(value, path, None) == kept.get(path)


def test_no_field_of_the_model_is_retired_or_said_to_be_unused() -> None:
    assert not set(RETIRED_KEYS["Publication"]) & set(spelled(Publication))
    assert not set(RETIRED_KEYS["Source"]) & set(spelled(Source))
    for cls in (Publication, Issue, Article, Page, Photo, Source):
        assert [name for name, told in descriptions(cls).items() if " yet." in told] == []
