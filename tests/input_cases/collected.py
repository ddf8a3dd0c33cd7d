# SPDX-License-Identifier: AGPL-3.0-or-later
"""The JSON of collectors and feeds: each known name is read, each other one is named once."""

from __future__ import annotations

import json

from epubgen.errors import SourceError
from epubgen.importers import find_importer
from epubgen.importers.open_source import open_source
from epubgen.importers.reading import Reading
from epubgen.markup import line_as_markdown
from epubgen.model import Article, NoteRef, Paragraph, Subhead, plain
from epubgen.model.walk import article_photos, runs_within
from epubgen.options import Options
from tests.input_cases.case import InputCase


def read(source: str) -> Reading:
    """The reading of a file with one story, whose fields are the source, or of several stories."""
    fields = json.loads(source)
    stories = fields if isinstance(fields, list) else [{"title": "题", **fields}]
    whole = {"source": "汐州日报", "date": "2026-04-22", "pages": [{"page_name": "要闻", "articles": stories}]}
    inputs = open_source({"a.json": json.dumps({"content": "", **whole}, ensure_ascii=False)})
    return find_importer(inputs, "collector").read(inputs, Options())


def story(source: str) -> Article:
    return read(source).issue.articles[0]


def words(source: str) -> list[str]:
    """The paragraphs and subheads."""
    return [plain(block.text) for block in story(source).body if isinstance(block, (Paragraph, Subhead))]


def title(source: str) -> tuple[str, ...]:
    return story(source).title


def marks(source: str) -> list[str]:
    """The lines of the head and the captions as Markdown."""
    one = story(source)
    lines = (*one.title, *one.kicker, *one.deck, one.summary, *(photo.caption for photo in article_photos(one)))
    return [line_as_markdown(line) for line in lines if line]


def credits_of(source: str) -> list[str]:
    """The photographers of the pictures."""
    return [one.name for photo in article_photos(story(source)) for one in photo.credit]


def deck(source: str) -> tuple[str, ...]:
    return story(source).deck


def people(source: str) -> tuple[list[str], str]:
    return [person.name for person in story(source).authors], story(source).byline


def captions(source: str) -> list[tuple[str, str]]:
    return [(photo.url or photo.file, photo.caption) for photo in article_photos(story(source))]


def unread(source: str) -> list[str]:
    """What H10 names."""
    return [dict(found.args)["what"] for found in read(source).findings if found.code == "H10"]


def keys(source: str) -> list[str]:
    return [found.key for found in read(source).findings]


def files(source: str) -> int:
    """How many files the pictures of all stories have."""
    return len({photo.file for one in read(source).issue.articles for photo in article_photos(one)})


def notes(source: str) -> list[str]:
    """The label and the words of each note; each label stands in the text once."""
    one = story(source)
    marks = [run.label for run in runs_within(one.body) if isinstance(run, NoteRef)]
    assert sorted(marks) == sorted(note.label for note in one.footnotes)
    return [f"{note.label} {plain(getattr(note.body[0], 'text', ()))}" for note in one.footnotes]


def refused(source: str) -> list[str]:
    try:
        return keys(source)
    except SourceError as error:
        return [found.key for found in error.findings]


NOTED = '<p>文<sup><a href="#f" id="r">1</a></sup>。</p><ol><li id="f">{} <a href="#r">↩</a></li></ol>'
NOTES = "notes of several texts"
TURNED = "references to marks of direction"
MIXED = "content that is a list"
NAMES = "names of the text"
SECOND = "words beside the text"
TITLES = "titles of collectors"
MARKED = "marks in lines of collectors"
PEOPLE = "authors of feeds"
PICTURES = "pictures beside the text"
UNREAD = "fields without a known name"
APART = "pictures of several stories"

CASES: list[InputCase] = [
    InputCase(MIXED, '{"content": ["一。", {"text": "二。"}, "三。"]}', words, ["一。", "二。", "三。"]),
    InputCase(MIXED, '{"content": [{"type": "paragraph", "content": "一。"}, ["二。", ["三。"]]]}', words, ["一。", "二。", "三。"]),
    InputCase(MIXED, '{"content": {"blocks": [{"type": "paragraph", "data": {"text": "一。"}}]}}', words, ["一。"]),
    InputCase(MIXED, '{"content": ["<p>一。</p><p>二。</p>", "三。"]}', words, ["一。", "二。", "三。"]),
    InputCase(MIXED, '{"content": [{"type": "h2", "text": "小题"}, {"text": "一。"}]}', words, ["小题", "一。"]),
    InputCase(MIXED, '{"content": ["一。", {"type": "image", "src": "a.jpg", "caption": "图"}]}', captions, [("a.jpg", "图")]),
    InputCase(MIXED, '{"content": ["一。", {"text": "二。", "remark": "三 四"}]}', unread, ["pages.articles.content.remark"]),
    InputCase(MIXED, '{"content": ["一。", null, 2, "三。"]}', words, ["一。", "2", "三。"]),
    InputCase(NAMES, '{"body": "一。"}', words, ["一。"]),
    InputCase(NAMES, '{"content_html": "<p>一<b>二</b></p>", "content_text": "一二"}', words, ["一二"]),
    InputCase(NAMES, '{"content": {"rendered": "<p>Hello</p>", "protected": false}}', words, ["Hello"]),
    InputCase(NAMES, '{"html": "<p>One two.</p>", "plaintext": "One two."}', unread, []),
    InputCase(NAMES, '{"text": "One two.", "raw_text": "One two."}', words, ["One two."]),
    InputCase(NAMES, '{"articleBody": "一。\\n二。"}', words, ["一。", "二。"]),
    InputCase(NAMES, '{"正文": "一。"}', words, ["一。"]),
    InputCase(NAMES, '{"content": "一 <b>二</b>\\n三"}', words, ["一 二", "三"]),
    InputCase(NAMES, '{"content": "A &amp; B\\nC"}', words, ["A & B", "C"]),
    InputCase(NAMES, '{"content_html": "<p>一。</p>", "content_text": "另外 的话。"}', unread, ["pages.articles.content_text"]),
    InputCase(SECOND, '{"content": "一。", "lead": "导语。"}', words, ["导语。", "一。"]),
    InputCase(SECOND, '{"content": "导语。一。", "lead": "导语。"}', words, ["导语。一。"]),
    InputCase(SECOND, '{"content": "一。", "subtitle": "副题"}', deck, ("副题",)),
    InputCase(SECOND, '{"content": "一。", "subTitle": "上<BR>下"}', deck, ("上", "下")),
    InputCase(SECOND, '{"content": "一。", "副标题": "副题"}', deck, ("副题",)),
    InputCase(SECOND, '{"content": "一。", "excerpt": {"rendered": "<p>另外的话</p>"}}', lambda s: story(s).summary, "另外的话"),
    InputCase(SECOND, '{"content": "一。二。", "excerpt": "一…"}', lambda s: story(s).summary, ""),
    InputCase(SECOND, '{"content": "一。", "source": "来源：新华社"}', lambda s: getattr(story(s).source, "system", ""), "新华社"),
    InputCase(SECOND, '{"content": "一。", "tags": [{"name": "港口"}, "航运, 船"]}', lambda s: story(s).keywords, ("港口", "航运", "船")),
    InputCase(TITLES, '{"title": "上<BR>下", "content": "一。"}', title, ("上", "下")),
    InputCase(TITLES, '{"title": "上<br />下", "content": "一。"}', title, ("上", "下")),
    InputCase(TITLES, '{"title": {"rendered": "A &#8211; B"}, "content": "一。"}', title, ("A – B",)),
    InputCase(TITLES, '{"title": "A &amp; B", "content": "一。"}', title, ("A & B",)),
    InputCase(TITLES, '{"title": ["上", "下"], "content": "一。"}', title, ("上", "下")),
    InputCase(MARKED, '{"title": "CO<sub>2</sub><br>下", "content": "一。"}', marks, ["CO~2~", "下"]),
    InputCase(MARKED, '{"subtitle": "m<sup>2</sup>", "content": "一。"}', marks, ["题", "m^2^"]),
    InputCase(MARKED, '{"kicker": "<i>肩</i>题", "content": "一。"}', marks, ["题", "*肩*题"]),
    InputCase(MARKED, '{"excerpt": "旧<s>5</s>", "content": "一。"}', marks, ["题", "旧~~5~~"]),
    InputCase(MARKED, '{"images": [{"url": "a.jpg", "caption": "CO<sub>2</sub>"}], "content": "一。"}', marks, ["题", "CO~2~"]),
    InputCase(MARKED, '{"images": [{"url": "a.jpg", "credit": "<b>何龙</b>"}], "content": "一。"}', credits_of, ["何龙"]),
    InputCase(MARKED, '{"images": [{"caption": "CO<sub>2</sub>"}], "content": "一。"}', words, ["一。", "CO2"]),
    InputCase(MARKED, '{"content": ["一。", {"image": "a.jpg", "caption": "<i>图</i>说"}]}', marks, ["题", "*图*说"]),
    InputCase(MARKED, '{"title": "<b>整行</b>", "content": "一。"}', marks, ["整行"]),
    InputCase(MARKED, '{"title": "<del>旧</del>新", "content": "一。"}', keys, ["H05"]),
    InputCase(MARKED, '{"title": "**星** 5*3", "content": "一。"}', marks, [r"\*\*星\*\* 5\*3"]),
    InputCase(TITLES, '{"title": "<b>重</b>要", "content": "一。"}', title, ("重要",)),
    InputCase(TITLES, '{"title": "联系 <news@example.org>", "content": "一。"}', title, ("联系 <news@example.org>",)),
    InputCase(PEOPLE, '{"content": "一。", "author": "张三、李四"}', people, (["张三", "李四"], "")),
    InputCase(PEOPLE, '{"content": "一。", "authors": [{"name": "Ann", "url": "https://e.org"}]}', people, (["Ann"], "")),
    InputCase(PEOPLE, '{"content": "一。", "authors": ["张三", "李四"]}', people, (["张三", "李四"], "")),
    InputCase(PEOPLE, '{"content": "一。", "author": "<b>何小雨</b>"}', people, (["何小雨"], "")),
    InputCase(PEOPLE, '{"content": "一。", "author": "何小雨<br>罗月"}', people, (["何小雨", "罗月"], "")),
    InputCase(PEOPLE, '{"content": "一。", "author": "Smith &amp; Sons"}', people, (["Smith & Sons"], "")),
    InputCase(PEOPLE, '{"content": "一。", "author": "记者 <i>何小雨</i>"}', people, ([], "记者 何小雨")),
    InputCase(PEOPLE, '{"content": "一。", "author": 3}', people, ([], "")),
    InputCase(PEOPLE, '{"content": "一。", "author": "本报记者 王五"}', people, ([], "本报记者 王五")),
    InputCase(PEOPLE, '{"content": "一。", "记者": "张三"}', people, (["张三"], "")),
    InputCase(PEOPLE, '{"content": "一。", "authors": [{"name": "甲"}], "primary_author": {"name": "甲"}}', people, (["甲"], "")),
    InputCase(PICTURES, '{"content": "一。", "images": [{"url": "a.jpg", "caption": "图"}]}', captions, [("a.jpg", "图")]),
    InputCase(PICTURES, '{"content": "一。", "images": ["a.jpg", "b.jpg"]}', captions, [("a.jpg", ""), ("b.jpg", "")]),
    InputCase(PICTURES, '{"content": "<img src=a.jpg>一。", "images": [{"src": "a.jpg", "desc": "图"}]}', captions, [("a.jpg", "图")]),
    InputCase(PICTURES, '{"content": "一。", "feature_image": "a.jpg", "feature_image_caption": "<i>图</i>"}', captions, [("a.jpg", "图")]),
    InputCase(PICTURES, '{"content": "一。", "images": [{"url": null, "caption": "图说"}]}', words, ["一。", "图说"]),
    InputCase(PICTURES, '{"content": "一。", "image_caption": "图说"}', words, ["一。", "图说"]),
    InputCase(PICTURES, '{"content": "一。", "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}]}', unread, ["pages.articles.attachments"]),
    InputCase(PICTURES, '{"content": "一。", "top_image": "https://e.org/05/a.jpg"}', captions, [("https://e.org/05/a.jpg", "")]),
    *(InputCase(NOTES, json.dumps({"content": content}, ensure_ascii=False), notes, right) for content, right in (
        ([NOTED.format("甲")], ["1 甲"]),
        ([NOTED.format("甲"), NOTED.format("乙")], ["1 甲", "1-2 乙"]),
        ([NOTED.format("甲"), NOTED.format("乙"), NOTED.format("丙")], ["1 甲", "1-2 乙", "1-3 丙"]),
        ([NOTED.format("甲"), {"text": NOTED.format("乙")}], ["1 甲", "1-2 乙"]),
        ({"blocks": [{"text": NOTED.format("甲")}, {"text": NOTED.format("乙")}]}, ["1 甲", "1-2 乙"]),
        ([NOTED.format("甲"), NOTED.format("乙").replace(">1<", ">2<")], ["1 甲", "2 乙"]),
    )),
    *(InputCase(TURNED, f'{{"content": "一。", "{name}": {value}}}', refused, right) for name, value, right in (
        ("title", '"甲&#8238;乙"', ["S28"]),
        ("subtitle", '"甲&#x202E;乙"', ["S28"]),
        ("excerpt", '"甲&#8235;乙"', ["S28"]),
        ("author", '["甲", "乙&#8234;"]', ["S28"]),
        ("images", '[{"url": "a.jpg", "caption": "甲&#8237;乙"}]', ["S28"]),
        ("body", '"甲&#8238;乙"', ["S28"]),
        ("title", '"甲&#8294;乙&#8297;"', []),
        ("title", '"甲&amp;乙"', []),
    )),
    InputCase(UNREAD, '{"content": "一。", "foo": "两个 词"}', unread, ["pages.articles.foo"]),
    InputCase(UNREAD, '[{"title": "甲", "content": "一。", "foo": "词 语"}, {"title": "乙", "content": "二。", "foo": "词 语"}]', unread, ["pages.articles.foo ×2"]),
    InputCase(UNREAD, '{"content": "一。", "foo": null, "bar": "", "baz": [], "qux": {}}', keys, []),
    InputCase(UNREAD, '{"content": "一。", "foo": 17}', keys, ["H10.data"]),
    InputCase(UNREAD, '{"content": "一。", "foo": "https://e.org/x y"}', keys, ["H10"]),
    InputCase(UNREAD, '{"content": "一。", "foo": {"deep": ["", "词语"]}}', unread, ["pages.articles.foo"]),
    InputCase(UNREAD, '{"content": "一。", "slug": "a-b", "id": 7, "guid": "x", "sticky": false}', keys, []),
    InputCase(UNREAD, '{"content": "一。", "subtitle": {"text": "副", "note": "另 外"}}', unread, ["pages.articles.subtitle.note"]),
    InputCase(APART, '[{"title": "甲", "content": "<img src=https://e.org/05/p.jpg>"}, {"title": "乙", "content": "<img src=https://e.org/06/p.jpg>"}]', files, 2),
    InputCase(APART, '[{"title": "甲", "content": "<img src=/05/p.jpg>"}, {"title": "乙", "images": ["/06/p.jpg"]}]', files, 2),
    InputCase(APART, '[{"title": "甲", "content": "<img src=https://e.org/p.jpg>"}, {"title": "乙", "images": ["p.jpg"]}]', files, 2),
    InputCase(APART, '[{"title": "甲", "content": "<img src=https://e.org/p.jpg>"}, {"title": "乙", "content": "<img src=https://e.org/p.jpg>"}]', files, 1),
    InputCase(APART, '[{"title": "甲", "images": ["https://e.org/640?a=1"]}, {"title": "乙", "images": ["https://e.org/640?a=2"]}]', files, 2),
    InputCase(APART, '[{"title": "甲", "images": ["a/p.jpg"]}, {"title": "乙", "images": ["b/p.jpg"]}]', files, 2),
]  # fmt: skip
