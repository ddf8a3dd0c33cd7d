# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding the importer; the one-file form; the JSON of collectors."""

from __future__ import annotations

import json
from datetime import date
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest

from epubgen import importers, lint
from epubgen.cli import run
from epubgen.errors import EpubgenError, Location, OptionsError, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers import find_importer, importer_names, source_formats
from epubgen.importers.native import IMPORTER as NATIVE
from epubgen.importers.open_source import open_source
from epubgen.importers.reading import Importer, Reading
from epubgen.model import Credit, Page, Paragraph, Text, plain
from epubgen.options import Options
from epubgen.serialization import decode_one_file, json_schema

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


def test_an_importer_without_files_of_its_kind_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of them would load what reads the boxes of pages, for each page that is typed."""
    loaded: list[str] = []
    own = importers._own

    def loading(name: str) -> Importer:
        loaded.append(name)
        return own(name)

    monkeypatch.setattr(importers, "_own", loading)
    find_importer(InputTree.memory({"2026-05-08-01.md": "01 要闻 2026年5月8日 星期五\n\n## 桥通了\n\n桥今天通了。\n"}))
    assert loaded == ["native", "printed_page"]


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
    found = find_importer(InputTree.memory({"issue.yaml": ""}), "house_format")
    assert (found.name, found.recognises(InputTree.memory({"issue.yaml": ""}))) == ("house_format", True)


# Importers of other packages that fail.


class _Foreign:
    """An importer as another package brings it; each part can be replaced by one that fails."""

    name = "foreign"
    description = MappingProxyType({"en": "a foreign format", "zh": "外来格式"})

    def __init__(self, recognises: object = True, reads: object = None) -> None:
        self.answer, self.reads = recognises, reads

    def recognises(self, inputs: InputTree) -> bool:
        return bool(_given(self.answer))

    def read(self, inputs: InputTree, options: Options) -> object:
        return _given(self.reads)


def _given(what: object) -> object:
    if isinstance(what, BaseException):
        raise what
    return what


GOOD = _Foreign(recognises=True, reads=Reading(issue=decode_one_file(json.dumps(ONE), Location("x"))[0]))  # type: ignore[arg-type]
ELSEWHERE = _Foreign(recognises=False)
UNSURE = _Foreign(recognises=SystemExit(3))
FAILS = _Foreign(reads=ZeroDivisionError("by nought"))
LEAVES = _Foreign(reads=SystemExit(0))
WRONG = _Foreign(reads="an issue")
REFUSES = _Foreign(reads=SourceError(finding("S03", None, "date", name="date")))
SHAPELESS = SimpleNamespace(name=3, recognises=True)
HERE = "tests.unit.test_sources"


def _plug(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    entries = [EntryPoint(name, value, "epubgen.sources") for name, value in values.items()]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints(entries))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("no_such_package_here:IMPORTER", "ModuleNotFoundError"),
        (f"{HERE}:NOTHING", "AttributeError"),
        (f"{HERE}:SHAPELESS", "no name, recognises, read"),
        (f"{HERE}:_Foreign", "instance"),
    ],
)
def test_a_broken_importer_is_the_fault_of_its_package(monkeypatch: pytest.MonkeyPatch, value: str, why: str) -> None:
    _plug(monkeypatch, a_broken=value, b_good=f"{HERE}:GOOD")
    assert find_importer(InputTree.memory({"issue.yaml": ""})) is NATIVE
    assert find_importer(InputTree.memory({"x.odd": ""})).name == "b_good"
    with pytest.raises(OptionsError) as caught:
        find_importer(InputTree.memory({"x.odd": ""}), "a_broken")
    assert [one.key for one in caught.value.findings] == ["S12.plugin"]
    assert value in caught.value.text()
    assert value.partition(":")[0] in caught.value.text("zh")
    assert why in caught.value.text()


@pytest.mark.parametrize("value", ["no_such_package_here:IMPORTER", f"{HERE}:UNSURE"])
def test_a_broken_importer_is_told_where_nothing_else_reads(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    _plug(monkeypatch, a_broken=value, b_other=f"{HERE}:ELSEWHERE")
    with pytest.raises(SourceError) as caught:
        find_importer(InputTree.memory({"x.odd": ""}))
    assert [one.key for one in caught.value.findings] == ["S12", "S12.plugin-skipped"]
    assert value in caught.value.findings[1].text()


@pytest.mark.parametrize(
    ("part", "why"), [("FAILS", "ZeroDivisionError: by nought"), ("LEAVES", "SystemExit"), ("WRONG", "gave str")]
)
def test_a_fault_inside_a_plugin_names_it(monkeypatch: pytest.MonkeyPatch, part: str, why: str) -> None:
    _plug(monkeypatch, foreign=f"{HERE}:{part}")
    report = lint({"x.odd": ""})
    assert [one.key for one in report.errors] == ["S12.plugin-read"]
    assert f"{HERE}:{part}" in report.errors[0].text()
    assert why in report.errors[0].text()


def test_what_a_plugin_says_of_the_input_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    _plug(monkeypatch, foreign=f"{HERE}:REFUSES")
    assert [one.key for one in lint({"x.odd": ""}).errors] == ["S03"]


def test_the_formats_are_listed_with_their_words_and_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    _plug(monkeypatch, good=f"{HERE}:GOOD", broken=f"{HERE}:NOTHING")
    formats = {one.name: one for one in source_formats()}
    assert list(formats)[-2:] == ["broken", "good"]
    assert (formats["good"].description("en"), formats["good"].description("zh")) == ("a foreign format", "外来格式")
    assert formats["native"].description("zh").startswith("一期的文件夹")
    assert [name for name, one in formats.items() if one.fault] == ["broken"]


def test_the_command_lists_a_broken_format_as_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "zh")
    _plug(monkeypatch, good=f"{HERE}:GOOD", broken=f"{HERE}:NOTHING")
    run(["sources"])
    said = capsys.readouterr().out
    assert "外来格式" in said
    assert f"软件包 {HERE} 提供的导入方式“broken”无法使用" in said
    run(["sources", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["sources"]["good"], list(told["broken"])) == ("外来格式", ["broken"])


# Names of 0.1.0.


def test_the_old_name_of_printed_pages_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_importer(InputTree.memory({}), "newspaper_page").name == "printed_page"
    _plug(monkeypatch, newspaper_page=f"{HERE}:GOOD")
    assert find_importer(InputTree.memory({}), "newspaper_page").name == "printed_page"
    (tmp_path / "2026-04-22-p1.md").write_text("# 某报\n\n2026年4月22日\n\n## 标题在此\n\n正文在此。\n", "utf-8")
    assert run(["lint", str(tmp_path / "2026-04-22-p1.md"), "--format", "newspaper_page", "--json"]) == 0
    assert "S12.name" not in capsys.readouterr().out


def test_files_that_cannot_be_read_are_recognised_by_none() -> None:
    with pytest.raises(EpubgenError):
        find_importer(InputTree.memory({"x.json": b"\xff\xfe\x00"}))


def test_the_schema_names_the_format() -> None:
    assert json_schema()["properties"]["format"]


@pytest.mark.parametrize("name", ["collector", "one_file"])
@pytest.mark.parametrize("text", ["{}", "[]", "", '{"pages": []}'])
def test_an_importer_that_is_asked_for_by_name_tells_the_faults_of_the_only_file(name: str, text: str) -> None:
    paper = "id: tide\ntitle: Tide\nlanguage: en\n"
    report = lint({"publication.yaml": paper, "issue.json": text}, format=name)
    assert {found.at.file for found in report.errors if found.at} == {"issue.json"}
