# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dataclasses whose methods are shared behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

from epubgen import model
from epubgen.startup import dataclass

MAKERS = [dataclass, dataclasses.dataclass]


Make = Callable[..., Callable[[type], Any]]


def point(make: Make, **options: bool) -> Any:
    @make(**options)
    class Point:
        """A place."""

        x: int
        y: int = 2
        names: list[str] = field(default_factory=list)
        at: str = field(default="", compare=False, repr=False)
        twice: int = field(init=False, default=0)

    return Point


OPTIONS = [
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True},
    {"slots": True},
    {"frozen": True, "order": True},
    {},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_what_they_do_is_the_same(options: dict[str, bool]) -> None:
    def facts(make: Make) -> list[object]:
        cls = point(make, **options)
        one, other = cls(x=1), cls(x=1, at="elsewhere")
        assert one.names is not other.names
        return [
            repr(one).rpartition(".")[2],
            one == other,
            one == replace(one, y=3),
            one == 1,
            one != other,
            dataclasses.asdict(one),
            dataclasses.astuple(copy.deepcopy(one)) == dataclasses.astuple(one),
            copy.copy(one) == one,
            str(inspect.signature(cls)).replace("'", ""),
            cls.__match_args__,
            cls.__hash__ is None,
            cls.__init__.__annotations__,
            cls.__doc__,
            getattr(cls, "__slots__", None),
            repr(cls.__dataclass_params__),
        ]

    ours, theirs = map(facts, MAKERS)
    assert ours == theirs


@pytest.mark.parametrize("make", MAKERS)
def test_a_frozen_one_cannot_be_changed(make: Make) -> None:
    one = point(make, frozen=True, slots=True)(x=1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    with pytest.raises(TypeError):
        type(one)()


@pytest.mark.parametrize("make", MAKERS)
def test_a_subclass_has_the_fields_of_its_parent(make: Make) -> None:
    parent = point(make, frozen=True, slots=True)
    named = make(frozen=True, slots=True)(type("Named", (parent,), {"__annotations__": {"name": str}, "name": "z"}))
    plain = type("Plain", (point(make, frozen=True),), {})(x=1)
    assert [f.name for f in dataclasses.fields(named)] == ["x", "y", "names", "at", "twice", "name"]
    assert named(1) != parent(1)
    assert named(1).name == "z"
    with pytest.raises(FrozenInstanceError):
        named(1).name = "y"
    plain.more = 1
    assert copy.copy(plain).more == 1
    with pytest.raises(FrozenInstanceError):
        plain.x = 1


@pytest.mark.parametrize("make", MAKERS)
def test_a_class_with_its_own_equality_has_the_hash_of_its_fields(make: Make) -> None:
    @make(frozen=True)
    class Code:  # noqa: PLW1641 - that is the question
        said: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Code) and self.said == other.said

    made: Any = Code
    assert {made("a"): 1}[made("a")] == 1


def test_a_user_may_extend_a_value_with_the_standard_library() -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Ours(model.Section):
        desk: str = ""

    assert Ours(id="a", name="A", desk="b") == Ours(id="a", name="A", desk="b")


def test_values_can_be_hashed_sent_and_matched() -> None:
    one = model.Section(id="a", name="A")
    assert {one: 1}[model.Section(id="a", name="A")] == 1
    assert pickle.loads(pickle.dumps(one)) == one
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one


def test_one_method_of_each_class_is_compiled() -> None:
    """The standard library compiles methods only of a few classes, those that are ordered and such."""
    code = (
        "import dataclasses; compiled = []\n"
        "dataclasses.exec = lambda *a: compiled.append(a[0]) or exec(*a)\n"
        "import epubgen.api.issues; print(len(compiled))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(found.stdout) <= 20
