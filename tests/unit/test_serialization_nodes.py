# SPDX-License-Identifier: AGPL-3.0-or-later
"""YAML and JSON become one tree: text as typed, every value with its place, nothing resolved."""

from __future__ import annotations

import json
import tracemalloc

import pytest
import yaml

from epubgen.errors import Location
from epubgen.languages.characters import is_visible, refused_marks, visible_text
from epubgen.linting.marks import _UNREADABLE
from epubgen.serialization import nodes, yaml_nodes
from epubgen.serialization.nodes import DataNode, Tree, parse_json
from epubgen.serialization.yaml_nodes import parse_yaml
from tests.counted import calls

AT = Location("issue.yaml")


def plain(node: DataNode) -> object:
    match node.value:
        case dict(entries):
            return {key: plain(child) for key, child in entries.items()}
        case list(items):
            return [plain(item) for item in items]
        case value:
            return value


def read(tree: Tree) -> object:
    assert tree.findings == ()
    assert tree.root is not None
    return plain(tree.root)


AS_TYPED = (
    "01", "no", "yes", "on", "off", "true", "False", "Null", "NULL", "12:30:00", "12:30", "010", "0o10", "0x1F", "1_000", "1.10",
    "1e3", ".5", "+5", "-0", "2026-04-22", "2026-04-22T01:40:00Z", "=", "1,000", "3:00", "０１", "A1", "iv", "65-0010",
    "9" * 5000, ".inf", ".NaN", "190:20:30", "1 000", "0.5 0.3",
)  # fmt: skip


@pytest.mark.parametrize("text", AS_TYPED)
def test_yaml_keeps_what_was_typed(text: str) -> None:
    assert read(parse_yaml(f"a: {text}\nb: [{text}]\nc: '{text}'\n", AT)) == {"a": text, "b": [text], "c": text} or (
        "," in text or ":" in text
    )
    assert read(parse_yaml(f"a: {text}\n", AT)) == {"a": text}
    assert read(parse_yaml(f"- {text}\n", AT)) == [text]


@pytest.mark.parametrize("text", ["0", "12482", "1.10", "1e3", "-5", "9" * 5000, "1E+2"])
def test_json_keeps_numbers_as_typed(text: str) -> None:
    assert read(parse_json(f'{{"a": {text}}}', AT)) == {"a": text}


def test_nothing_is_nothing_and_empty_text_is_text() -> None:
    assert read(parse_yaml("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", AT)) == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
    }
    assert read(parse_json('{"a": null, "b": "", "c": true, "d": false}', AT)) == {
        "a": None,
        "b": "",
        "c": "true",
        "d": "false",
    }


def test_every_value_has_its_place() -> None:
    text = '{"a": 1,\n "汉": [true,\n  {"b": "x"}]}'
    spots = [(path, node.line, node.column) for path, node in _root(parse_json(text, AT)).walk()]
    assert spots == [
        ("", 1, 1),
        ("a", 1, 7),
        ("汉", 2, 7),
        ("汉[0]", 2, 8),
        ("汉[1]", 3, 3),
        ("汉[1].b", 3, 9),
    ]
    front = parse_yaml("标题: x\nb:\n  - c: y\n", Location("a.md", 2))
    assert [(path, node.line, node.column) for path, node in _root(front).walk()] == [
        ("", 2, 1),
        ("标题", 2, 5),
        ("b", 4, 3),
        ("b[0]", 4, 5),
        ("b[0].c", 4, 8),
    ]
    assert _root(front).keys == {"标题": (2, 1), "b": (3, 1)}


def _root(tree: Tree) -> DataNode:
    assert tree.root is not None
    return tree.root


def test_json_positions_survive_escapes_and_brackets_in_text() -> None:
    text = json.dumps({"a[{": 'x"]}\\', "b": ["[", "😀", {"c\n": "\ud83d\ude00"}]})
    nodes = dict(_root(parse_json(text, AT)).walk())
    assert {path: text[node.column - 1] for path, node in nodes.items()}["b[2].c\n"] == '"'
    assert plain(nodes[""]) == json.loads(text)


def test_block_scalars_lose_the_line_end_that_closes_them() -> None:
    assert read(parse_yaml("a: |\n  one\n  two\nb: >\n  one\n  two\n", AT)) == {"a": "one\ntwo", "b": "one two"}


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_control_characters_are_removed_and_counted(parse: object) -> None:
    tree = (parse_json if parse is parse_json else parse_yaml)('{"a": "b\\u0007c\\ufdd0", "d": "e\\u000cf"}', AT)
    assert plain(_root(tree)) == {"a": "bc", "d": "e f"}
    assert [(f.key, dict(f.args)["n"], dict(f.args)["char"]) for f in tree.findings] == [
        ("T03.removed", "2", "U+0007"),
        ("T03.removed", "1", "U+000C"),
    ]


def test_raw_control_characters_do_not_break_yaml() -> None:
    tree = parse_yaml("a: b\x07c\x85\nd: e\x0bf\ufffe\n", AT)
    assert plain(_root(tree)) == {"a": "bc", "d": "e f"}
    assert [(f.key, f.at) for f in tree.findings] == [("T03.removed", Location("issue.yaml", 1))]


@pytest.mark.parametrize("text", ["a: b\tc\n", 'a: "b\\tc"\n', '{"a": "b\\tc"}', '{"a": "b\tc"}'])
def test_tabs_are_fine(text: str) -> None:
    assert read((parse_json if text[0] == "{" else parse_yaml)(text, AT)) == {"a": "b\tc"}


BOMB = "a: &a [x,x]\n" + "".join(
    f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "alias bomb": (BOMB, "S04"),
    "a list that holds itself": ("a: &a [*a]\n", "S04"),
    "a million aliases": ("a: &a x\nb: [" + "*a," * 1_000_000 + "]\n", "S04"),
    "2,000 deep": ("a: " + "[" * 2000 + "]" * 2000, "S02"),
    "5,000 deep": ("a: " + "[" * 5000, "S02"),
    "5,000 deep mappings": ("{a: " * 5000, "S02"),
    "5,000 deep in blocks": ("".join(" " * depth + "a:\n" for depth in range(5000)), "S02"),
    "100,000 deep JSON": ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "S02"),
    "100,000 deep JSON, never closed": ("[" * 100_000, "S02"),
    "50 MB scalar": ("a: " + "x" * 50_000_000, "S02"),
    "50 MB scalar in JSON": ('{"a": "' + "x" * 50_000_000 + '"}', "S02"),
    "python tag": ("a: !!python/object/apply:os.system [echo]\n", "S04"),
    "JSON string that never ends": ('{"a": "' + '\\"' * 500_000, "S02"),
}


MOST = 20_000
"""Calls of functions that a refusal may take, however long the text."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_refused_fast_and_small(name: str) -> None:
    text, code = HOSTILE[name]
    parse = parse_json if text[0] in "{[" and "{a" not in text[:3] else parse_yaml
    tracemalloc.start()
    tree = parse(text, AT)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code in {f.code for f in tree.findings}
    calls(lambda: parse(text, AT), most=MOST)
    assert memory < 200 * 2**20


def test_the_python_loader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, {b: c}]\nd: |\n  e\nf: 'g'\n"
    fast = parse_yaml(text, AT)
    monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)
    assert parse_yaml(text, AT) == fast


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("标题：石桥\nkind: brief\n", (1, 3), "标题"),
        ("标题:石桥\nkind: brief\n", (1, 3), "标题"),
        ("kind: brief\n标题：石桥\n作者: 林\n", (2, 3), "标题"),
        ("kind: brief\n作者：林\n", (2, 3), "作者"),
        ("标题：石桥\n体裁：brief\n", (1, 3), "标题"),
        ("title:\u3000石桥\nkind: brief\n", (1, 6), "title"),
    ],
)
def test_a_colon_that_yaml_does_not_know_is_named_where_it_stands(text: str, place: tuple[int, int], name: str) -> None:
    (found,) = parse_yaml(text, Location("a.yaml")).findings
    assert (found.key, found.at, dict(found.args)["name"]) == ("S02.yaml_wide", Location("a.yaml", *place), name)


@pytest.mark.parametrize("text", ["title: a: b\n", "title: 石桥：新桥: 老桥\n"])
def test_a_second_colon_is_still_one(text: str) -> None:
    (found,) = parse_yaml(text, Location("a.yaml")).findings
    assert found.key == "S02.yaml_colons"


def test_a_text_that_can_be_seen_has_nothing_to_remove() -> None:
    """What ``cleaned`` passes over at once, none of its patterns would have touched."""
    ends = [plane << 16 | low for plane in range(1, 17) for low in (0, 0xFFFE, 0xFFFF)]
    seen = [char for char in map(chr, (*range(0x10000), *ends)) if is_visible(char)]
    text = f"汉{'汉'.join(seen)}汉"
    assert len(seen) > 50_000
    assert visible_text(text) == text
    assert not refused_marks(text, AT)
    assert not nodes._ILLEGAL.search(text)
    assert not nodes._BREAKS.search(text)
    assert _UNREADABLE.findall(text) == ["\ufffd"]
