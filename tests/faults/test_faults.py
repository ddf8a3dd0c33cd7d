# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of deliberate faults: each still fits the code, every room has some, and its test is there; the slow run tries them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import write_fault_docs

from tests.faults.measure import caught, checkout
from tests.faults.table import FAULTS, PACKAGE, ROOT, Fault

LEAST, LEAST_OF_A_ROOM = 60, 2
each = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.file}-{fault.holds}")


@each
def test_a_fault_fits_the_code(fault: Fault) -> None:
    text = (PACKAGE / fault.file).read_text("utf-8")
    assert text.count(fault.old) == 1, "name the place in the code of today"
    ast.parse(fault.applied(text))


def test_its_test_is_there() -> None:
    assert [fault.test for fault in FAULTS if fault.test.partition("::")[2] not in _tests_of(fault)] == []


def _tests_of(fault: Fault) -> set[str]:
    tree = ast.parse((ROOT / fault.test.partition("::")[0]).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_room_has_faults() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    count = Counter(fault.file.partition("/")[0] for fault in FAULTS)
    assert [room for room in sorted(rooms) if count[room] < LEAST_OF_A_ROOM] == []
    assert len(FAULTS) >= LEAST


def test_the_table_of_the_docs_is_up_to_date() -> None:
    text = write_fault_docs.PAGE.read_text("utf-8")
    assert write_fault_docs.page(text) == text, "run: python scripts/write_fault_docs.py"


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    with checkout() as folder:
        yield folder


@pytest.mark.slow
@each
def test_a_fault_is_caught(fault: Fault, copy: Path) -> None:
    assert caught(fault, copy)
