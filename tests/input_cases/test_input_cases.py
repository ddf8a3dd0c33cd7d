"""Every row of the table of inputs is read rightly, and no kind is one example alone.

A kind is one test, which lists all its rows that are read wrongly: a test for each row costs more than the reading.
"""

import importlib
import pkgutil
from collections import Counter

import pytest

from tests import input_cases
from tests.costs import EVERY
from tests.input_cases.case import InputCase

SUBJECTS = [
    name for _, name, _ in pkgutil.iter_modules(input_cases.__path__) if name != "case" and not name.startswith("test_")
]
CASES: list[InputCase] = [
    case for name in SUBJECTS for case in importlib.import_module(f"tests.input_cases.{name}").CASES
]


KINDS: dict[str, list[InputCase]] = {}
for each in CASES:
    KINDS.setdefault(each.kind, []).append(each)


def reading(case: InputCase) -> object:
    """What a row is read as; an exception names the row."""
    try:
        return case.read(case.source)
    except Exception as error:
        error.add_note(f"{case.kind}: {case.source}")
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_read_rightly(kind: str, pytestconfig: pytest.Config) -> None:
    """A sampled run reads every fifth row of each kind."""
    rows = KINDS[kind][:: EVERY if pytestconfig.getoption("sampled") else 1]
    read = [(case.source, reading(case), case.expected) for case in rows]
    assert rows
    assert [row for row in read if row[1] != row[2]] == [], "source, what it was read as, what is right"


def test_each_kind_has_neighbours() -> None:
    few = {kind: count for kind, count in Counter(case.kind for case in CASES).items() if count < 6}
    assert not few
