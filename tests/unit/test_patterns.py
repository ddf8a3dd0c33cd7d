# SPDX-License-Identifier: AGPL-3.0-or-later
"""Patterns of modules: none is compiled before it is used, and each can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from epubgen import startup
from epubgen.startup import CharacterSet, regex

parser: Any = import_module("re._parser")
PACKAGE = Path(startup.__file__).parent


def test_a_pattern_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    words = regex(r"[a-z]+", re.IGNORECASE)
    assert (compiled, words.pattern) == ([], r"[a-z]+")
    assert words.findall("Ab c") == ["Ab", "c"]
    assert (words.sub("x", "a1"), words.groups, words.flags & re.IGNORECASE) == ("x1", 0, re.IGNORECASE)
    assert compiled == [r"[a-z]+"]


@pytest.mark.parametrize(
    "ranges",
    [
        "a-f",
        "x",
        "0-9々\u4e00-\u9fff\uac00-\ud7a3",
        "\u3400-\u4dbf\U00020000-\U0003ffffA-Z\n",
        "ヶ\u3040-\u30ffa-fc-hd",
    ],
)
def test_a_set_has_the_characters_of_the_pattern_with_its_ranges(ranges: str) -> None:
    letters, pattern = CharacterSet(ranges), re.compile(f"[{ranges}]")
    edges = {chr(ord(char) + step) for char in ranges for step in (-1, 0, 1)} | set("\0 -z\U0010ffff")
    assert {char for char in edges if char in letters} == {char for char in edges if pattern.match(char)}
    assert letters.count("".join(edges)) == len(pattern.findall("".join(edges)))


def test_a_stand_in_has_nothing_that_a_pattern_lacks() -> None:
    words = regex("a")
    assert not hasattr(words, "serach")
    assert all(hasattr(words, name) for name in ("subn", "split", "match", "fullmatch", "finditer", "groupindex"))


def _held(value: object) -> Iterator[startup._Regex[str] | startup._Regex[bytes]]:
    if isinstance(value, startup._Regex):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _held(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _held(inner)


def _of_modules() -> list[startup._Regex[Any]]:
    names = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in PACKAGE.rglob("*.py")
        if re.search("^from epubgen.startup import .*regex", path.read_text("utf-8"), re.MULTILINE)
    ]
    made = [one for name in names for one in _held(vars(import_module(name)))]
    assert len(made) > len(names) > 100
    return made


def test_every_pattern_of_a_module_can_be_compiled() -> None:
    for one in _of_modules():
        assert one.groups is not None


def _sound(pattern: str, flags: int, needs: frozenset[str]) -> bool:
    """Whether every text that matches has one of these characters; without case, of those that are given in both."""
    if flags & re.IGNORECASE:
        needs = frozenset(char for char in needs if {char.lower(), char.upper()} <= needs and char.lower() not in "iks")
    return _surely_has(parser.parse(pattern, flags), needs)


def _surely_has(parsed: Iterable[Any], chars: frozenset[str]) -> bool:
    return any(_item_has(str(code), value, chars) for code, value in parsed)


def _item_has(code: str, value: Any, chars: frozenset[str]) -> bool:
    match code:
        case "LITERAL":
            return chr(value) in chars
        case "IN":
            return all(str(kind) == "LITERAL" and chr(inner) in chars for kind, inner in value)
        case "BRANCH":
            return all(_surely_has(branch, chars) for branch in value[1])
        case "SUBPATTERN":
            return _surely_has(value[3], chars)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return value[0] > 0 and _surely_has(value[2], chars)
        case "ASSERT" | "ATOMIC_GROUP":
            return _surely_has(value[1] if code == "ASSERT" else value, chars)
    return False


def test_no_text_matches_without_what_its_pattern_needs() -> None:
    needy = [one for one in _of_modules() if one._needs]
    assert len(needy) >= 10
    assert [one.pattern for one in needy if not _sound(one.pattern, one._flags, one._needs)] == []


@pytest.mark.parametrize(
    ("pattern", "needs", "sound"),
    [
        ("a+b?", "a", True),
        ("a*b", "a", False),
        ("(?:ab|cb)d?", "b", True),
        ("ab|cd", "ac", True),
        ("ab|cd", "a", False),
        ("[ab]x*", "ab", True),
        ("[a-c]", "abc", False),
        ("(?<=x)(?P<y>y)?", "x", True),
        ("(?!x)y", "x", False),
        ("[^x]", "x", False),
    ],
)
def test_whether_a_need_is_sound_is_found(pattern: str, needs: str, sound: bool) -> None:
    assert _sound(pattern, 0, frozenset(needs)) is sound
    assert not _sound(pattern, re.IGNORECASE, frozenset(needs))
    assert _sound(pattern, re.IGNORECASE, frozenset(needs + needs.upper())) is sound


def test_a_text_without_what_is_needed_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    words, plain = regex(r"(\w)[=＝]", needs="=＝"), re.compile(r"(\w)[=＝]")
    monkeypatch.setattr(re, "compile", pytest.fail)
    assert (words.search("ab"), words.match("ab"), words.fullmatch(""), list(words.finditer("ab"))) == (
        None,
        None,
        None,
        [],
    )
    monkeypatch.undo()
    assert [one.span() for one in words.finditer("ab=")] == [one.span() for one in plain.finditer("ab=")]
    assert words.search("ab") is None
    assert words.findall("a=b＝") == ["a", "b"]


def _compiled_at_import(source: str) -> Iterator[int]:
    """The lines that compile when a module is loaded: of the module itself, and of the functions that it calls then."""
    tree = ast.parse(source)
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name == "re.compile":
                yield node.lineno
            elif called := functions.pop(name, None):
                waiting += called.body
        waiting += [
            one
            for one in ast.iter_child_nodes(node)
            if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ]


def test_no_module_compiles_a_pattern_when_it_is_loaded() -> None:
    sources = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    found = [(path.name, line) for path, source in sources.items() for line in _compiled_at_import(source)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('A = {"a": (re.compile("a"),)}', [1]),
        ('def made(text):\n    return re.compile(text)\nA = made("a")', [2]),
        ('def made(text):\n    return re.compile(text)\ndef used():\n    return made("a")', []),
        ('class A:\n    b = re.compile("b")', [2]),
    ],
)
def test_what_is_compiled_at_import_is_found(source: str, lines: list[int]) -> None:
    assert list(_compiled_at_import(source)) == lines
