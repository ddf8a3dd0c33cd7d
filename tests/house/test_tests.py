# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws of the tests themselves: each can fail, and none of them by a clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
FAILS = ("raises", "fail", "warns")
"""Functions of pytest that fail by themselves."""


def functions(tree: ast.AST) -> dict[str, ast.AST]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def called(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            yield each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")


def may_fail(known: dict[str, ast.AST], helpers: set[str]) -> set[str]:
    """Functions with an assertion of their own, or that call one that has."""
    found = helpers | {
        name
        for name, node in known.items()
        if any(isinstance(each, ast.Assert | ast.Raise) for each in ast.walk(node)) or {*called(node)} & {*FAILS}
    }
    while more := {name for name, node in known.items() if name not in found and {*called(node)} & found}:
        found |= more
    return found


def shared_helpers(modules: Iterable[str]) -> set[str]:
    """Functions of helper modules that may fail."""
    return {name for text in modules for name in may_fail(functions(ast.parse(text)), set())}


def harmless(module: str, helpers: set[str]) -> list[str]:
    """Tests of a module that assert nothing, neither by themselves nor by one of its functions or the helpers."""
    known = functions(ast.parse(module))
    able = may_fail(known, helpers)
    return [name for name in known if name.startswith("test_") and name not in able]


def test_every_test_asserts() -> None:
    helpers = shared_helpers(path.read_text("utf-8") for path in TESTS.rglob("*.py") if path.name[:5] != "test_")
    found = [
        f"{path.relative_to(TESTS)}: {name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for name in harmless(path.read_text("utf-8"), helpers)
    ]
    assert found == []


def test_a_test_without_an_assertion_is_seen() -> None:
    module = """
def test_nothing(): work()
def test_own(): assert work()
def test_by_helper(): outer()
def test_shared(): desk.until(1)
def outer(): inner()
def inner(): assert work()
"""
    assert harmless(module, shared_helpers(["class Desk:\n    def until(self, x): assert x"])) == ["test_nothing"]


def test_no_test_asserts_by_the_clock() -> None:
    clock = re.compile(r"assert .*(?:perf_counter|process_time|time\.time|time\.monotonic)\(\) - ")
    found = [str(path) for path in TESTS.rglob("test_*.py") if clock.search(path.read_text("utf-8"))]
    assert found == []


def test_the_tiers_are_told_where_people_look() -> None:
    for name in ("CONTRIBUTING.md", "README.md"):
        text = (TESTS.parent / name).read_text("utf-8")
        assert "scripts/test --quick" in text, name
    assert "scripts/test --all" in (TESTS.parent / "CONTRIBUTING.md").read_text("utf-8")
