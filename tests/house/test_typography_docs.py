# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/typography.md: no requirement without a test, no test that is not there, no picture missing or too large."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "typography.md").read_text("utf-8")
ROWS = {int(number): row for number, row in re.findall(r"(?m)^\| (\d+) \|(.*)$", PAGE)}
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py)::(test_\w+)`", PAGE)))
PICTURES = sorted(set(re.findall(r"\]\((images/typography/[\w-]+\.png)\)", PAGE)))
LARGEST = 40_000


@cache
def functions_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_requirement_is_left_out() -> None:
    assert set(ROWS) == {*range(1, 40), 41}


def test_a_requirement_names_its_tests() -> None:
    assert [number for number in sorted(ROWS) if "::test_" not in ROWS[number]] == []


def test_a_named_test_is_there() -> None:
    assert NAMED
    assert [(file, name) for file, name in NAMED if name not in functions_in(file)] == []


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_there_and_small(picture: str) -> None:
    assert 0 < (ROOT / "docs" / picture).stat().st_size < LARGEST


def test_no_picture_lies_about() -> None:
    assert {f"images/typography/{path.name}" for path in (ROOT / "docs" / "images" / "typography").iterdir()} == set(
        PICTURES
    )
