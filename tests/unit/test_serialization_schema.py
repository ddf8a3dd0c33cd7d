# SPDX-License-Identifier: AGPL-3.0-or-later
"""The JSON Schema takes what the reader takes, and names what it refuses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from epubgen.errors import Location
from epubgen.importers.native import IMPORTER
from epubgen.importers.open_source import open_source
from epubgen.options import Options
from epubgen.serialization import json_schema, one_file_json, one_file_yaml, parse
from epubgen.serialization.nodes import DataNode

ISSUES = Path(__file__).resolve().parents[2] / "issues"
SAMPLES = sorted(path.parent for path in ISSUES.rglob("issue.yaml"))
FEW = ("marlock-courier", "shiomi-shimpo", "rare-names")
"""Those that a day's run writes into one file."""
KINDS = {"publication.yaml": "publication.yaml", "issue.yaml": "issue.yaml"}


@cache
def validator(name: str = "") -> Draft202012Validator:
    schema = json_schema("library" if name.startswith("library") else "file")
    return Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"} if name else schema)


def plain(node: DataNode, *, typed: bool) -> Any:
    """The value as text, or as an editor's YAML 1.2 types it."""
    match node.value:
        case dict(entries):
            return {key: plain(child, typed=typed) for key, child in entries.items()}
        case list(items):
            return [plain(item, typed=typed) for item in items]
        case str(text) if typed and re.fullmatch(r"-?\d+", text):
            return int(text)
        case str(text) if typed and re.fullmatch(r"-?\d+\.\d+", text):
            return float(text)
        case str(text) if typed and text in ("true", "false"):
            return text == "true"
        case value:
            return value


def faults(name: str, text: str) -> list[str]:
    root = parse(text, Location("a.yaml")).root
    assert root is not None
    values = [plain(root, typed=typed) for typed in (False, True)]
    return [f"{e.json_path}: {e.message}"[:300] for value in values for e in validator(name).iter_errors(value)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator.check_schema(json_schema("library"))
    assert json_schema() == json_schema()


def files() -> list[tuple[str, Path]]:
    found = [(KINDS[path.name], path) for path in ISSUES.rglob("*.yaml") if path.name in KINDS]
    found += [("sidecar", path) for path in ISSUES.rglob("photos/*.yaml")]
    found += [("article", path) for path in ISSUES.rglob("articles/*.md")]
    return sorted(found, key=lambda entry: entry[1])


@pytest.mark.parametrize(("kind", "path"), files(), ids=lambda value: value.name if isinstance(value, Path) else value)
def test_every_file_of_the_samples_is_valid(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert faults(kind, text.split("---\n")[1] if kind == "article" else text) == []


@pytest.mark.tools
@pytest.mark.parametrize(
    "folder",
    [pytest.param(path, marks=() if path.parent.name in FEW else pytest.mark.slow, id=path.name) for path in SAMPLES],
)
def test_every_sample_in_one_file_is_valid(folder: Path) -> None:
    issue = IMPORTER.read(open_source(folder), Options()).issue
    for text in (one_file_yaml(issue), one_file_json(issue)):
        assert faults("", text) == []


TAKEN = {
    "publication.yaml": ["id: p\ntitle: P\nlanguage: en\n国内统一刊号: 65-0010\nimport: {a: b}\n出版: x\n"],
    "issue.yaml": ["date: 2026-04-22\n总期号: 1\npages: [{number: 01, 责编: 张三}]\nnotices: text\nlunar:\n"],
    "article": [
        "标题: 甲\n记者: 张三\n图片: a.jpg\ntoc: 是\n",
        "title: {text: a, lang: fr}\nauthors: [a, {name: b}]\nphotos: {file: a, focal: [0, 1]}\nsource: x\n",
    ],
    "sidecar": ["图片说明: 甲\n摄影: 何龙\nfocal: 0.5 0.5\n"],
    "library.yaml": [
        "titles:\n- {id: a, name: A, issn: 2049-3630, periods: [{since: 2000-01-01, first_number: 1, continues: B}]}\n",
        "报刊:\n- {代号: a, 名称: 甲, 国内统一刊号: 99-0017, 刊期: 日刊, 休刊日: 星期日, 文件: 'a/{year}.pdf'}\n",
    ],
    "library-sidecar": ["series: A\nnumber: 12\n", "所属报刊: 甲\n日期: 2026-04-17\n主题: [河, 港]\n"],
}
REFUSED = {
    "publication.yaml": [
        "id: p\ntitle: P\n",
        "id: P P\ntitle: P\nlanguage: en\n",
        "id: p\ntitle: P\nlanguage: en\nx: y\n",
    ],
    "issue.yaml": ["page_count: 8\n", "date: 2026-4-22\n", "date: 2026-04-22\narticles: [a]\n"],
    "article": ["page: 1\n", "title: a\nkind: newz\n", "title: a\nbody: b\n", "title: a\nphotos: [{caption: c}]\n"],
    "sidecar": ["file: a.jpg\n"],
    "library.yaml": [
        "titles:\n- {id: a}\n",
        "titles:\n- {id: a, name: A, frequency: dayly}\n",
        "报刊:\n- {代号: a, 名称: 甲, 刊名: 乙}\n",
    ],
    "library-sidecar": ["date: 4月\n", "first_number: 1\n"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TAKEN.items() for text in texts])
def test_spellings_of_the_reader_are_valid(name: str, text: str) -> None:
    assert faults(name, text) == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in REFUSED.items() for text in texts])
def test_faults_are_invalid(name: str, text: str) -> None:
    assert faults(name, text)


def test_fields_are_described_for_completion() -> None:
    photo = json_schema()["$defs"]["sidecar"]["properties"]["focal"]
    assert photo["description"].startswith("The point that a crop must keep")


@pytest.mark.parametrize(("part", "due"), [("publication", "id"), ("issue", "date"), ("article", "title")])
def test_a_part_is_the_schema_of_its_file(part: str, due: str) -> None:
    """``epubgen schema --part``: what an editor points at for one kind of file."""
    alone = Draft202012Validator(json_schema(part))
    assert any(due in str(error.message) + str(error.context) for error in alone.iter_errors({}))
    assert not list(Draft202012Validator(json_schema("sidecar")).iter_errors({"alt": "a quay"}))
