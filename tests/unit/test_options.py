# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every value of every option is checked, as a keyword and in a value; the words of the command line are accepted."""

from __future__ import annotations

import io
import os
import types
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import epubgen
from epubgen.errors import OptionsError
from epubgen.messages import parse_size
from epubgen.options import OptionKeywords, Options, Progress, make_options, silent

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "issues" / "new-en"
NOW = datetime(2026, 6, 5, tzinfo=UTC)

WRONG: dict[str, list[tuple[object, str]]] = {
    "writing_mode": [("verticl", "EG016"), ("both", "EG016.both"), (3, "EG017.text"), (None, "EG017.text")],
    "theme": [(3, "EG017.text")],
    "css": [(3, "EG017.paths"), ([3], "EG017.paths"), (b"a.css", "EG017.paths"), ("", "EG017.paths")],
    "punctuation": [("normalize", "EG016"), (True, "EG017.text")],
    "leave_out": [(3, "EG017.ids"), ([3], "EG017.ids"), ({"a": 1}, "EG017.ids"), ([""], "EG017.ids")],
    "keep_ads": [("yes", "EG017.flag"), (1, "EG017.flag")],
    "strict": [("no", "EG017.flag")],
    "check": [(0, "EG017.flag")],
    "encoding": [("no-such", "EG016.encoding"), ("base64", "EG016.encoding"), ("a\0b", "EG016.encoding")],
    "publication": [(3, "EG017.path"), (b"p.yaml", "EG017.path"), ("", "EG017.path")],
    "page": [(True, "EG017.text"), (1.5, "EG017.text")],
    "title": [(3, "EG017.text")],
    "id": [(3, "EG017.text")],
    "date": [("8 May", "EG017.day"), (20260508, "EG017.text"), ("2026-02-30", "EG017.day")],
    "format": [(3, "EG017.text")],
    "target": [("kindel", "EG012"), (3, "EG017.text")],
    "max_size": [
        ("25XB", "EG017.size"),
        ("0MB", "EG017.size"),
        (-1, "EG017.size"),
        (1.5, "EG017.size"),
        (True, "EG017.size"),
    ],
    "cover": [("nope", "EG016"), (False, "EG017.text")],
    "fonts": [({"a": "b"}, "EG017.paths")],
    "rare": [("fonts", "EG016"), ("", "EG016")],
    "private_use": [("yes", "EG016")],
    "now": [("today", "EG017.instant"), (date(2026, 1, 1), "EG017.instant")],
    "clock": [(1776816000, "EG017.instant")],
    "release_check": [("yes", "EG017.flag")],
    "revision": [(True, "EG017.text")],
    "replace": [("yes", "EG017.flag")],
    "force": [("yes", "EG017.flag")],
    "cache": [(True, "EG017.path")],
    "cache_limit": [("much", "EG017.size")],
    "threads": [("many", "EG017.number"), (-1, "EG017.number"), (True, "EG017.number"), (1.0, "EG017.number")],
    "progress": [(3, "EG017.progress")],
    "images": [("photos", "EG017.images"), ({}, "EG017.images")],
}
RIGHT: dict[str, list[tuple[object, object]]] = {
    "writing_mode": [
        ("vertical", "vertical-rl"),
        ("horizontal", "horizontal-tb"),
        ("vertical-rl", "vertical-rl"),
        ("", ""),
    ],
    "css": [("a.css", (Path("a.css"),)), (Path("a.css"), (Path("a.css"),)), (["a", Path("b")], (Path("a"), Path("b")))],
    "fonts": [("a.otf", (Path("a.otf"),))],
    "leave_out": [("a", ("a",)), (["a", "b"], ("a", "b"))],
    "encoding": [("gb18030", "gb18030"), ("GBK", "GBK"), ("", "")],
    "publication": [("p.yaml", Path("p.yaml")), (None, None)],
    "cache": [("folder", Path("folder")), (Path("folder"), Path("folder"))],
    "page": [(7, "7"), ("A1", "A1")],
    "max_size": [("25MB", 25_000_000), ("1.5g", 1_500_000_000), (0, 0)],
    "cache_limit": [("800 KB", 800_000)],
    "now": [(NOW, NOW)],
}


def _pairs(table: dict[str, list[Any]]) -> list[Any]:
    return [pytest.param(name, *case, id=f"{name}-{case[0]!r}") for name, cases in table.items() for case in cases]


def test_every_option_has_values_that_are_refused() -> None:
    assert set(WRONG) == {f.name for f in fields(Options)}


@pytest.mark.parametrize(("name", "value", "key"), _pairs(WRONG))
def test_a_wrong_value_is_refused_by_name_with_a_cure(name: str, value: Any, key: str) -> None:
    asked: Any = {name: value}
    makers: list[Callable[[], Options]] = [
        lambda: make_options(asked),
        lambda: Options(**asked),
        lambda: replace(Options(), **asked),
    ]
    for make in makers:
        with pytest.raises(OptionsError) as caught:
            make()
        (found,) = caught.value.findings
        assert (found.key, found.field) == (key, name)
        assert found.hint("en") or "known" in dict(found.args)
        assert found.message("zh") != found.message("en")


@pytest.mark.parametrize(("name", "value", "kept"), _pairs(RIGHT))
def test_the_words_and_forms_of_the_command_line_are_accepted(name: str, value: Any, kept: object) -> None:
    assert getattr(make_options({name: value}), name) == kept
    assert getattr(Options(**{name: value}), name) == kept


@pytest.mark.parametrize(
    ("settings", "near"),
    [
        ({"writing_mode": "vertcal"}, "vertical"), ({"punctuation": "normalize"}, "normalise"),
        ({"cover": "lead_photo"}, "lead-photo"), ({"target": "kindel"}, "kindle"), ({"encoding": "gb-18030x"}, "gb18030"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_named(settings: dict[str, object], near: str) -> None:
    with pytest.raises(OptionsError) as caught:
        make_options(settings)
    assert f"‘{near}’" in caught.value.text()


def test_all_faults_come_at_once() -> None:
    with pytest.raises(OptionsError) as caught:
        make_options({"cover": "nope", "threads": "many", "theme": 3})
    assert [f.field for f in caught.value.findings] == ["theme", "cover", "threads"]


def test_keywords_go_before_the_value() -> None:
    given = Options(theme="plain", strict=True)
    made = make_options({"theme": "broadsheet"}, given)
    assert (made.theme, made.strict) == ("broadsheet", True)
    assert given.theme == "plain"


def test_a_value_that_is_no_options_is_refused() -> None:
    with pytest.raises(OptionsError) as caught:
        epubgen.load(SMALL, options={"theme": "plain"})  # type: ignore[arg-type]
    assert caught.value.findings[0].key == "EG017.options"


def test_vertical_builds_a_vertical_edition() -> None:
    assert epubgen.plan(SMALL / "2026-01-05", writing_mode="vertical").writing_mode == "vertical-rl"
    assert epubgen.plan(SMALL / "2026-01-05", options=Options(writing_mode="vertical")).writing_mode == "vertical-rl"


def test_a_value_and_keywords_build_the_same() -> None:
    by_value, by_keyword = io.BytesIO(), io.BytesIO()
    epubgen.build(SMALL / "2026-01-05", by_value, options=Options(theme="plain", cover="none"))
    epubgen.build(SMALL / "2026-01-05", by_keyword, theme="plain", cover="none")
    assert by_value.getvalue() == by_keyword.getvalue()


def test_options_for_a_finished_epub_are_refused(tmp_path: Path) -> None:
    epub = tmp_path / "a.epub"
    epubgen.build(SMALL / "2026-01-05", epub, cover="none")
    for ask in (
        lambda: epubgen.inspect(epub, theme="plain"),
        lambda: epubgen.inspect(epub, options=Options(theme="plain")),
        lambda: epubgen.export(epub, tmp_path, to="kepub", options=Options(theme="plain")),
    ):
        with pytest.raises(OptionsError) as caught:
            ask()
        assert dict(caught.value.findings[0].args)["options"] == "theme"
    assert epubgen.inspect(epub, options=Options()).below


def test_twins_begin_with_the_mode_that_is_asked_for(tmp_path: Path) -> None:
    own = epubgen.build_twins(SMALL / "2026-01-05", tmp_path, cover="none")
    asked = epubgen.build_twins(SMALL / "2026-01-05", tmp_path, cover="none", writing_mode="vertical")
    assert [epub.path for epub in asked] == [epub.path for epub in own][::-1]


@pytest.mark.parametrize("text", ["", "25XB", "MB", "0", "-1", "1e3", "25 M B"])
def test_no_size(text: str) -> None:
    assert parse_size(text) is None


# The keywords and the fields.

_PATH: Any = str | os.PathLike[str]
_WIDER: dict[object, set[object]] = {
    Path | None: {*get_args(_PATH), type(None)},
    tuple[Path, ...]: {*get_args(_PATH), Sequence[_PATH]},
    tuple[str, ...]: {str, Sequence[str]},
    Progress: {Progress},
}
_ALSO: dict[str, set[object]] = {
    "writing_mode": {"horizontal", "vertical"}, "page": {int}, "date": {date}, "max_size": {str}, "cache_limit": {str}
}  # fmt: skip
"""What a keyword takes beside the type of its field."""


def _members(hint: object) -> set[object]:
    """The types and words of a union."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return {one for part in get_args(hint) for one in _members(part)}
    return {hint}


def test_keywords_and_fields_are_the_same() -> None:
    kept, taken = get_type_hints(Options), get_type_hints(OptionKeywords)
    assert list(taken) == [f.name for f in fields(Options)]
    for name, hint in taken.items():
        wider = _WIDER.get(kept[name], _members(kept[name]))
        assert _members(hint) == wider | _ALSO.get(name, set()), name


def test_nobody_listens_by_default() -> None:
    assert Options().progress is silent
