"""Every row of the table of inputs is read rightly, and no kind is one example alone."""

import importlib
import pkgutil
from collections import Counter

import pytest

from tests import input_cases
from tests.input_cases.case import InputCase

SUBJECTS = [
    name for _, name, _ in pkgutil.iter_modules(input_cases.__path__) if name != "case" and not name.startswith("test_")
]
CASES: list[InputCase] = [
    case for name in SUBJECTS for case in importlib.import_module(f"tests.input_cases.{name}").CASES
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}-{number}" for number, case in enumerate(CASES)])
def test_an_input_is_read_rightly(case: InputCase) -> None:
    assert case.read(case.source) == case.expected


def test_each_kind_has_neighbours() -> None:
    few = {kind: count for kind, count in Counter(case.kind for case in CASES).items() if count < 6}
    assert not few
