# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding the importer; the one-file form; the JSON of collectors."""

from __future__ import annotations

import json
from datetime import date
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from epubgen.errors import EpubgenError, OptionsError, SourceError
from epubgen.files.input_tree import InputTree
from epubgen.importers import find_importer, importer_names
from epubgen.importers.native import IMPORTER as NATIVE
from epubgen.importers.open_source import open_source
from epubgen.importers.reading import Reading
from epubgen.model import Credit, Page, Paragraph, Text, plain
from epubgen.options import Options
from epubgen.serialization import json_schema

ROOT = Path(__file__).resolve().parents[2]
ONE = {
    "format": "epubgen-issue/1",
    "publication": {"id": "changji-daily", "title": "昌吉日报", "language": "zh-Hans-CN"},
    "issue": {
        "date": "2026-04-22",
        "numbering": {"total": 12482},
        "page_count": 8,
        "pages": [{"number": "01", "name": "要闻", "articles": ["01-04-law"]}],
    },
    "articles": [
        {"id": "x", "title": "X", "body": "Markdown **text**.\n\nTwo.", "photos": ["photos/a.jpg"]},
        {
            "id": "01-04-law",
            "title": "普法宣传，得走心",
            "column": "今日评点",
            "page": "01",
            "authors": ["王昱晔"],
            "body": [{"type": "paragraph", "text": "这段时间，…"}],
        },
        {"id": "d", "title": "D", "draft": True},
    ],
}
COLLECTED = {
    "source": "汐州日报",
    "date": "20260422",
    "extra": 1,
    "pages": [
        {
            "page": "A01",
            "page_name": "要闻",
            "pdf_url": "https://example.org/1.pdf",
            "articles": [
                {"seq": 1, "title": "大桥<br>通车", "author": "张三、李四", "content": "　　第一段。\n\n第二段。"},
                {"title": "短讯", "author": "本报记者 王五", "content": "文。"},
            ],
        },
        {"page_name": "综合", "articles": []},
    ],
}


def read(data: object, name: str = "issue.json", **options: str) -> Reading:
    inputs = open_source({name: json.dumps(data, ensure_ascii=False)})
    return find_importer(inputs).read(inputs, Options(**options))  # type: ignore[arg-type]


def test_one_file_holds_a_whole_issue() -> None:
    reading = read(ONE)
    issue = reading.issue
    assert (issue.publication.title, issue.date, issue.numbering.total) == ("昌吉日报", date(2026, 4, 22), "12482")
    assert [story.id for story in issue.articles] == ["01-04-law", "x"]
    assert issue.articles[0].authors == (Credit(name="王昱晔"),)
    assert issue.articles[0].body == (Paragraph(text=(Text("这段时间，…"),)),)
    assert len(issue.articles[1].body) == 2
    assert issue.articles[1].photos[0].file == "photos/a.jpg"
    assert [f.key for f in reading.findings] == ["S13"]


def test_footnotes_come_by_label_or_in_the_text() -> None:
    stories = [
        {"id": "a", "title": "A", "body": "One[^1].\n\n[^1]: Note.\n"},
        {"id": "b", "title": "B", "body": [{"type": "paragraph", "text": [{"type": "noteref", "label": "1"}]}]}
        | {"footnotes": {"1": "Note."}},
    ]
    a, b = read({**ONE, "articles": stories}).issue.articles
    assert a.footnotes == b.footnotes
    assert [note.label for note in a.footnotes] == ["1"]


def test_a_note_without_a_story_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read({**ONE, "issue": {"date": "2026-04-22", "notices": "One[^1].\n\n[^1]: Note."}})
    assert [f.key for f in caught.value.findings] == ["S09.notes"]


def test_one_file_may_be_yaml() -> None:
    text = "format: epubgen-issue/1\npublication: {id: p, title: P, language: no}\nissue: {date: 2026-04-22}\n"
    inputs = InputTree.memory({"a/x.yaml": text}, base="a", entry=("a/x.yaml",))
    assert find_importer(inputs).read(inputs, Options()).issue.publication.language == "no"


def test_collected_pages() -> None:
    reading = read(COLLECTED)
    issue = reading.issue
    assert (issue.publication.title, issue.publication.language, issue.date) == (
        "汐州日报",
        "zh-Hans",
        date(2026, 4, 22),
    )
    assert issue.publication.id.startswith("paper-")
    assert [fact.name for fact in reading.facts] == ["publication.id", "publication.language"]
    assert issue.pages == (
        Page(number="A01", name="要闻", articles=("a01-01", "a01-02")),
        Page(number="2", name="综合"),
    )
    first, second = issue.articles
    assert (first.title, first.page, first.byline) == (("大桥", "通车"), ("A01",), "")
    assert first.authors == (Credit(name="张三"), Credit(name="李四"))
    assert first.body == (Paragraph(text=(Text("第一段。"),)), Paragraph(text=(Text("第二段。"),)))
    assert (second.byline, second.authors) == ("本报记者 王五", ())


def test_collected_html_becomes_blocks() -> None:
    story = {"title": "A", "content": "<p>甲<b>乙</b></p><script>x</script><p>丙</p>"}
    issue = read({**COLLECTED, "pages": [{"articles": [story]}]}).issue
    assert [plain(block.text) for block in issue.articles[0].body if isinstance(block, Paragraph)] == ["甲乙", "丙"]


def test_collected_pages_take_the_publication_that_is_there() -> None:
    files = {"publication.yaml": "id: p\ntitle: P\nlanguage: zh-Hans\n", "a.json": json.dumps(COLLECTED)}
    inputs = open_source(files)
    reading = find_importer(inputs).read(inputs, Options())
    assert (reading.issue.publication.id, reading.facts) == ("p", ())


def test_the_option_names_the_publication(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("id: h\ntitle: H\nlanguage: zh-Hans\n", encoding="utf-8")
    inputs = open_source({"a.json": json.dumps(COLLECTED)})
    issue = find_importer(inputs).read(inputs, Options(publication=tmp_path / "house.yaml")).issue
    assert issue.publication.id == "h"


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"date": ""}, ["S03"]),
        ({"date": "soon"}, ["S02.date_form"]),
        ({"source": ""}, ["S03"]),
        ({"pages": [{"articles": [{"content": "x"}]}]}, ["S03"]),
        ({"date": "", "source": ""}, ["S03", "S03"]),
    ],
)
def test_collected_pages_that_lack_something(change: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        read({**COLLECTED, **change})
    assert [f.key for f in caught.value.findings] == keys


def test_importers_are_found_by_name_and_by_looking() -> None:
    assert importer_names()[:3] == ("native", "one_file", "collector")
    assert find_importer(InputTree.memory({}), "native") is NATIVE
    assert find_importer(InputTree.memory({"issue.yaml": "", "x.json": json.dumps(ONE)})) is NATIVE


def test_an_unknown_name_and_an_unknown_input() -> None:
    with pytest.raises(OptionsError) as caught:
        find_importer(InputTree.memory({}), "nativ")
    assert caught.value.findings[0].key == "S12.name"
    with pytest.raises(SourceError) as missed:
        find_importer(InputTree.memory({"x.txt": ""}, label="there"))
    assert missed.value.findings[0].key == "S12"
    assert "native, one_file, collector" in missed.value.text("en")


def test_others_come_in_by_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("house_format", "epubgen.importers.native:IMPORTER", "epubgen.sources")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints([entry]))
    assert importer_names()[-1] == "house_format"
    assert find_importer(InputTree.memory({}), "house_format") is NATIVE


def test_files_that_cannot_be_read_are_recognised_by_none() -> None:
    with pytest.raises(EpubgenError):
        find_importer(InputTree.memory({"x.json": b"\xff\xfe\x00"}))


def test_the_schema_names_the_format() -> None:
    assert json_schema()["properties"]["format"]
