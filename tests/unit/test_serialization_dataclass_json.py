# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dataclasses as JSON: they read back equal, keep to their schema, and a wrong value is named by its path."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator

from epubgen.errors import Finding, Location, finding
from epubgen.serialization.dataclass_json import DataclassJson, JsonShapeError, finding_form


@dataclass(frozen=True, kw_only=True)
class Wheel:
    size: int
    spokes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cart:
    name: str
    state: Literal["new", "old"]
    sold: bool = False
    spare: Wheel | None = None
    wheels: tuple[Wheel, ...] = ()
    findings: tuple[Finding, ...] = ()


FORM = DataclassJson({Finding: finding_form("en")})
CART = Cart(
    name="车",
    state="old",
    sold=True,
    spare=Wheel(size=3),
    wheels=(Wheel(size=1, spokes=("a", "b")), Wheel(size=2)),
    findings=(
        finding("S02.date", Location("issue.yaml", 3, 7), "date", value="x", right="y"),
        finding("F01", place="a", file="a", use="b"),
    ),
)


def test_a_value_reads_back_equal_and_keeps_to_its_schema() -> None:
    raw = json.loads(json.dumps(FORM.encode(CART)))
    assert FORM.decode(Cart, raw) == CART
    assert list(raw) == ["name", "state", "sold", "spare", "wheels", "findings"]
    schema = FORM.schema(Cart, "Cart")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(raw)


def test_a_field_with_a_default_may_be_missing() -> None:
    assert FORM.decode(Cart, {"name": "a", "state": "new"}) == Cart(name="a", state="new")


WRONG: dict[str, tuple[tuple[str | int, ...], object]] = {
    "$.name: str expected": (("name",), 5),
    "$.state: new | old expected": (("state",), "lost"),
    "$.sold: bool expected": (("sold",), 1),
    "$.wheels: list expected": (("wheels",), {}),
    "$.wheels[0].size: int expected": (("wheels", 0, "size"), True),
    "$.wheels[1].spokes[0]: str expected": (("wheels", 1, "spokes"), [None]),
    "$.spare: Wheel expected": (("spare",), []),
    "$.spare.colour: unknown key": (("spare", "colour"), "red"),
    "$.findings[0].key: no known finding": (("findings", 0, "key"), "nothing"),
    "$.findings[0].args: object expected": (("findings", 0, "args"), []),
    "$.findings[1].severity: no known severity": (("findings", 1, "severity"), "grave"),
    "$.findings[0].line: int expected": (("findings", 0, "line"), "3"),
    "$.findings[1]: Finding expected": (("findings", 1), "F01"),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_value_is_named_by_its_path(words: str) -> None:
    raw: Any = FORM.encode(CART)
    inner, (path, value) = raw, WRONG[words]
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(JsonShapeError) as caught:
        FORM.decode(Cart, raw)
    assert str(caught.value) == words


@pytest.mark.parametrize("name", ["name", "state"])
def test_a_field_without_a_default_must_be_there(name: str) -> None:
    raw = FORM.encode(CART)
    del raw[name]
    with pytest.raises(JsonShapeError, match=rf"\$\.{name}: missing"):
        FORM.decode(Cart, raw)


def test_unknown_keys_are_passed_over_where_that_is_asked_for() -> None:
    raw = FORM.encode(CART) | {"colour": "red"}
    assert DataclassJson(FORM.forms, ignore_unknown=True).decode(Cart, raw) == CART


@pytest.mark.parametrize("raw", [None, [], "cart", 5])
def test_what_is_no_object_is_refused(raw: object) -> None:
    with pytest.raises(JsonShapeError, match=r"^\$: Cart expected"):
        FORM.decode(Cart, raw)
