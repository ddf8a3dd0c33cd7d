# SPDX-License-Identifier: AGPL-3.0-or-later
"""Describes the types of the model for validation: which values fit, where a value stands, and an example in Python."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from epubgen.errors import Location
from epubgen.model import Form, LangStr, Paragraph, SourceSpan, Text
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.serialization.names import BARE, Class, required, type_hints
from epubgen.serialization.scalars import loose_date
from epubgen.startup import dataclass

__all__ = [
    "Kind",
    "Shape",
    "ValuePath",
    "example",
    "kind_of",
    "parts_of",
    "shown",
]


class Shape(Enum):
    """How values of a type are checked."""

    TEXT = auto()
    FORM = auto()
    CHOICE = auto()
    ITEMS = auto()
    PAIR = auto()
    MAP = auto()
    OBJECT = auto()
    PLAIN = auto()


@dataclass(slots=True)
class Kind:
    """A type of the model: its name in Python, the classes of its values, and further conditions."""

    hint: Any
    due: str
    shape: Shape
    classes: tuple[type[Any], ...]
    optional: bool = False
    words: tuple[Any, ...] = ()
    """The words of a choice, or the form of a text."""
    family: str = ""
    """``block`` or ``run`` where values of the type can contain each other; else empty."""
    inner: Any = None
    """The type hint of the items of a tuple."""

    @property
    def item(self) -> Kind:
        """The type of the items of a tuple."""
        return kind_of(self.inner)

    def fits(self, value: object) -> bool:
        """Return whether the value has a class of this type.

        ``True`` is no number, and a ``datetime`` is no ``date``.
        """
        if not isinstance(value, self.classes):
            return False
        if isinstance(value, bool):
            return bool in self.classes
        return not (isinstance(value, datetime) and datetime not in self.classes)


class ValuePath:
    """The place of a value in the issue.

    The place of the value around it, the step from there, and the object that has it.
    """

    __slots__ = ("depth", "family", "name", "owner", "step", "up")

    def __init__(self, up: ValuePath | None, step: str | int, owner: object) -> None:
        self.up, self.step, self.owner = up, step, owner
        self.name = step if isinstance(step, str) else ""
        self.family: str = up.family if up else ""
        self.depth: int = up.depth if up else 0

    def enter(self, family: str) -> None:
        """Count how deep blocks stand in blocks, or runs in runs."""
        if family:
            self.depth = self.depth + 1 if family == self.family else 1
            self.family = family

    def place(self) -> tuple[Location | None, str]:
        """Return the line from which the value was read (``None`` if made in Python), and its path from the issue."""
        at: Location | None = None
        path = below = ""
        spot: ValuePath | None = self
        while spot is not None and spot.up is not None:
            step = spot.step if isinstance(spot.step, str) else f"[{spot.step}]"
            path, below = _joined(step, path), _joined(step, below)
            own = getattr(spot.owner, "at", None) if isinstance(spot.step, str) else None
            if at is None and isinstance(own, (SourceSpan, Location)):
                at = own.of(below) if isinstance(own, SourceSpan) else own
            below = below if own is None else ""
            spot = spot.up
        return at, path


def _joined(step: str, path: str) -> str:
    return f"{step}.{path}" if path and not path.startswith("[") else step + path


@cache
def parts_of(cls: Class) -> tuple[tuple[str, Kind, object], ...]:
    """Return name, type and default of each field of a dataclass; a value that is the default need not be checked."""
    hints = type_hints(cls)
    return tuple((f.name, kind_of(hints[f.name]), MISSING if f.default is MISSING else f.default) for f in fields(cls))


@cache
def kind_of(hint: Any) -> Kind:  # noqa: ANN401 - any type of the model
    """Return the type that a type hint describes; the hint ``LangStr`` stands for the language tag of a text."""
    if hint is LangStr:
        return Kind(hint, "str", Shape.FORM, (str,), words=(Form.TAG,))
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union([kind for kind in args if kind is not type(None)], hint)
    if origin is tuple:
        pair = args[-1] is not ...
        due = "tuple[float, float]" if pair else f"tuple[{kind_of(args[0]).due}, ...]"
        return Kind(hint, due, Shape.PAIR if pair else Shape.ITEMS, (tuple,), inner=args[0])
    if origin is Annotated:
        free = hint.__metadata__[0] is Form.MARKED
        return Kind(hint, "str", Shape.TEXT if free else Shape.FORM, (str,), words=hint.__metadata__)
    if origin is Literal:
        return Kind(hint, "str", Shape.CHOICE, (str,), words=args)
    if origin is not None:
        return Kind(hint, "Mapping[str, str]", Shape.MAP, (Mapping,))
    return _plain(hint)


def _plain(hint: Any) -> Kind:  # noqa: ANN401
    if hint is str:
        return Kind(hint, "str", Shape.TEXT, (str,))
    placed = hint in (SourceSpan, Location)
    shape = Shape.OBJECT if is_dataclass(hint) and not placed else Shape.PLAIN
    classes = (int, float) if hint is float else (SourceSpan, Location) if placed else (hint,)
    return Kind(hint, hint.__name__, shape, classes)


def _union(kinds: list[Any], hint: Any) -> Kind:  # noqa: ANN401
    if len(kinds) == 1:
        only = kind_of(kinds[0])
        return Kind(
            hint, f"{only.due} | None", only.shape, only.classes, optional=True, words=only.words, inner=only.inner
        )
    family = "block" if kinds[0] in BLOCK_TYPES.values() else "run"
    return Kind(hint, "Block" if family == "block" else "Inline", Shape.OBJECT, tuple(kinds), family=family)


_LONGEST = 30
_PLAIN = (str, int, float, bool, bytes, type(None), date)
_TEXT = "…"
_SCALARS = {int: "1", float: "0.5", bool: "True", bytes: 'b"…"', datetime: "datetime(2026, 4, 22, 6, 30, tzinfo=UTC)"}


def shown(value: object) -> str:
    """Return a value as Python writes it, cut after 30 characters; of an object only the name of its type."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, type):
        return f"class {value.__name__}"
    return repr(value)[:_LONGEST] if type(value) in _PLAIN else type(value).__name__


def example(hint: Any, given: object, name: str) -> str:  # noqa: ANN401 - any type of the model
    """Return Python code that gives a field a right value: ``title=("…",)``; without a name only the value."""
    value = _value(hint, _seed(given))
    return f"{name}={value}" if name and value else value


def _seed(given: object) -> str:
    """Return the words of the wrong value, to be used in the example."""
    if isinstance(given, date):
        return given.isoformat()[: len("2026-04-22")]
    return given if isinstance(given, str) and given else str(given) if type(given) is int else _TEXT


def _quoted(text: str) -> str:
    cut = text[:_LONGEST].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{cut}…"' if len(text) > _LONGEST else f'"{cut}"'


def _value(hint: Any, seed: str) -> str:  # noqa: ANN401
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in args if kind is not type(None)]
        return _value(kinds[0] if len(kinds) == 1 else Paragraph if kinds[0] in BLOCK_TYPES.values() else Text, seed)
    if origin is tuple:
        return f"({_value(args[0], seed)},)" if args[-1] is ... else "(0.5, 0.3)"
    if origin is Annotated:
        return '"zh-Hans"' if hint.__metadata__[0] is Form.TAG else _quoted(seed)
    if origin is Literal:
        return _quoted(next(word for word in args if word))
    if origin is not None:
        return '{"…": "…"}'
    return _SCALARS[hint] if hint in _SCALARS else _made(hint, seed)


def _made(cls: Class, seed: str) -> str:
    """Return Python code for a text, a day, or an object with its required fields."""
    if cls is str:
        return _quoted(seed)
    if cls is date:
        day = loose_date(seed) or date(2026, 4, 22)
        return f"date({day.year}, {day.month}, {day.day})"
    if cls is Text:
        return f"Text({_quoted(seed)})"
    names = required(cls) or tuple(filter(None, [BARE.get(cls.__name__, "")]))
    return f"{cls.__name__}({', '.join(f'{name}={_value(type_hints(cls)[name], seed)}' for name in names)})"
