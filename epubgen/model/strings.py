# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every text of an issue, wherever it stands: to read with its place, or to change; names of files and ids apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from epubgen.errors import Location
from epubgen.model.values import LangStr, SourceSpan

__all__ = ["change_strings", "strings"]

_NO_TEXT = frozenset({"file", "href", "root", "data", "id", "at"})
T = TypeVar("T")


def strings(
    value: object, without: Collection[str] = (), at: Location | None = None, path: str = ""
) -> Iterator[tuple[str, Location | None, str]]:
    """Each text with the nearest known place and its field; stories whose id is in ``without`` are passed over."""
    if isinstance(value, str):
        yield value, at, path
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from strings(item, without, at, f"{path}[{index}]")
    elif is_dataclass(value) and not isinstance(value, type) and getattr(value, "id", None) not in without:
        own = getattr(value, "at", None)
        for name, inner in _texts(value):
            here = own.of(name) if isinstance(own, SourceSpan) else own or at
            yield from strings(
                inner, without, here, name if isinstance(own, SourceSpan) or not path else f"{path}.{name}"
            )


def change_strings(value: T, change: Callable[[str], str]) -> T:
    """The value with each text changed; what does not change stays the same object."""
    made: Any = value
    if isinstance(value, str):
        new = change(value)
        made = value if new == value else LangStr(new, value.lang) if isinstance(value, LangStr) else new
    elif isinstance(value, tuple):
        items = tuple(change_strings(item, change) for item in value)
        made = items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    elif is_dataclass(value) and not isinstance(value, type):
        found = {name: change_strings(inner, change) for name, inner in _texts(value)}
        if new_fields := {name: inner for name, inner in found.items() if inner is not getattr(value, name)}:
            made = replace(value, **new_fields)
    result: T = made
    return result


def _texts(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - any dataclass of the model
    for part in fields(value):
        if part.name not in _NO_TEXT and part.compare:
            yield part.name, getattr(value, part.name)
