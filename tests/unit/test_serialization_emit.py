# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever value the model can hold is written as YAML that reads back equal."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epubgen.errors import Location
from epubgen.markup.tidy import one_line
from epubgen.model import (
    Address,
    Article,
    Block,
    Correction,
    Credit,
    Form,
    Issue,
    LangStr,
    Photo,
    Publication,
    Sideways,
    Source,
    Text,
    Upright,
)
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.values import Marked, Number
from epubgen.serialization import one_file_json, one_file_yaml, to_yaml
from epubgen.serialization.convert import NodeReader
from epubgen.serialization.files import decode_one_file
from epubgen.serialization.names import type_hints
from epubgen.serialization.yaml_nodes import parse_yaml
from tests.counted import examples

DEEP = 3
"""Levels of blocks within blocks that are made up."""
CHANGED = "\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff" + "".join(map(chr, range(0x202A, 0x202F)))
"""Characters that reading changes or refuses: see the table of inputs."""
WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn"),
        exclude_characters=CHANGED,
        include_characters="\n\t",
    ),
    max_size=12,
) | st.sampled_from(
    [
        "~",
        "null",
        "no",
        "01",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "*a",
        "&a",
        "!a",
        "'a'",
        '"a"',
        "a:",
        "? a",
        "[a",
        "{a}",
        "%a",
        "@a",
        "`a`",
        "<<",
        "---",
        "--- a",
        "...",
        " a",
        "a ",
        "\u3000a",
        "a\x85b",
        "\\n",
        'a"b\\',
        "|",
        ">",
        "",
        "=",
    ]
).filter(lambda text: "\x85" not in text)
LINES = WORDS.map(lambda text: one_line(text) if "\n" in text else text)
_OPENS_A_BLOCK = re.compile(r"\s*[#>＃＞]")
"""The mark of a subhead or a quote at the beginning of a line of words is told (S16)."""
WRITTEN = {
    Form.SLUG: ["a", "a-1"],
    Form.TAG: ["en", "zh-Hant-TW", "no"],
    Form.POSITION: ["", "12", "12482.5"],
    Form.PAGE: ["01", "A1", "iv"],
    Form.ZONE: ["", "Asia/Shanghai", "UTC"],
    Form.DAYS: ["sunday", "2026-02-17", "2026-02-16/2026-02-22", "12-25"],
    Form.MONTH: ["1", "12"],
    Form.SERIAL: ["", "65-0010", "1234-5679"],
}
"""Forms of text → how they are written."""
VERBATIM = ("text", "base", "reading")
"""Fields of runs and of code: their line ends are kept."""
MADE = (Address, Sideways, Upright)
"""Runs that typesetting makes and no file holds."""
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarter: timezone(timedelta(minutes=15 * quarter)))


@cache
def values(hint: Any, depth: int = 0, *, filled: bool = False) -> st.SearchStrategy[Any]:
    """Values of a type; ``filled``: no empty ones."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        typed = [kind for kind in kinds if kind not in MADE]
        made = st.one_of(*(values(kind, depth) for kind in (typed[:1] if depth > DEEP else typed)))
        return made if len(kinds) == len(get_args(hint)) else st.none() | made
    if origin is tuple:
        item, *more = get_args(hint)
        if more != [...]:
            return st.tuples(*(st.floats(0, 1, allow_subnormal=False) for _ in "xy"))
        most = 0 if depth > DEEP + 1 and not filled else 3
        return st.lists(
            values(item, depth + 1, filled=filled and item in (str, Marked)),
            min_size=int(filled),
            max_size=max(most, int(filled)),
        ).map(tuple)
    if hint == Marked:
        lines = WORDS.map(one_line).filter(lambda text: not _OPENS_A_BLOCK.match(text))
        return lines.filter(str.strip) if filled else lines
    if hint == Number:
        return st.sampled_from(["", "012", "12-13", "增刊2"])
    if origin is Annotated:
        return st.sampled_from(WRITTEN[hint.__metadata__[0]])
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin is Mapping or (origin is not None and issubclass(origin, Mapping)):
        return st.dictionaries(WORDS, LINES, max_size=3)
    if is_dataclass(hint):
        return objects(hint, depth)  # type: ignore[arg-type]  # a class is a fine key of a cache
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: LINES.filter(str.strip) if filled else LINES,
        int: st.integers(-(10**8), 10**8),
        bool: st.booleans(),
        date: st.dates(),
        datetime: st.datetimes(timezones=ZONES),
    }
    return simple[hint]


@cache
def objects(cls: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a dataclass: what is required is never empty, what has a default may be left."""
    parts, maybe = {}, {}
    for item in fields(cls):
        if not item.compare or item.name == "data":
            continue
        due = item.default is MISSING and item.default_factory is MISSING
        if item.name in VERBATIM and type_hints(cls)[item.name] is str:
            parts[item.name] = WORDS
            continue
        if due:
            parts[item.name] = values(type_hints(cls)[item.name], depth + 1, filled=True)
        elif depth <= DEEP + 1:
            maybe[item.name] = values(type_hints(cls)[item.name], depth + 1)
    return st.fixed_dictionaries(parts, optional=maybe).map(lambda kwargs: cls(**kwargs))


def back(cls: Any, text: str) -> object:
    reader = NodeReader("a.yaml")
    tree = parse_yaml(text, Location("a.yaml"))
    assert tree.findings == ()
    assert tree.root is not None
    value = reader.read(cls, tree.root)
    assert reader.findings == []
    return value


SETTINGS = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("cls", [Publication, Article, Photo, Correction, Credit, Source, *BLOCK_TYPES.values()])
def test_any_value_reads_back_equal(cls: Any) -> None:
    hint = Block if cls in BLOCK_TYPES.values() else cls

    @SETTINGS
    @given(objects(cls))
    def check(value: Any) -> None:
        assert back(hint, to_yaml(value)) == value

    check()


@SETTINGS
@given(objects(Issue))
def test_any_issue_reads_back_equal_from_one_file(issue: Issue) -> None:
    for text, name in ((one_file_yaml(issue), "a.yaml"), (one_file_json(issue), "a.json")):
        again, findings = decode_one_file(text, Location(name))
        assert findings == ()
        assert again == issue


def test_the_language_of_a_text_is_kept() -> None:
    story = Article(id="a", title=(LangStr("mot", "fr"),), summary=LangStr("Wort", "de"))
    again = back(Article, to_yaml(story))
    assert isinstance(again, Article)
    assert [getattr(text, "lang", "") for text in (again.title[0], again.summary)] == ["fr", "de"]


def test_yaml_for_people() -> None:
    story = Article(
        id="a",
        title=("煤“化”新材料", "“黑金”变“绿金”"),
        page=("01",),
        authors=(Credit(name="常谊谊", role="reporter"), Credit(name="陈晓阳")),
        summary="He said: no",
        toc=False,
    )
    assert to_yaml(story, leave=("body",)) == (
        "id: a\n"
        "title:\n"
        "  - 煤“化”新材料\n"
        "  - “黑金”变“绿金”\n"
        "page: 01\n"
        "authors:\n"
        "  - name: 常谊谊\n"
        "    role: reporter\n"
        "  - 陈晓阳\n"
        'summary: "He said: no"\n'
        "toc: false\n"
    )
    assert to_yaml(Text("x")) == "x\n"
