# SPDX-License-Identifier: AGPL-3.0-or-later
"""Type hints of the model made ready for a fast walk over values, and the way from a value back to its path."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from epubgen.errors import Location
from epubgen.model import Form, LangStr, SourceSpan
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.serialization.names import Class, type_hints

__all__ = ["Kind", "Shape", "ValuePath", "kind_of", "parts_of"]


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
    """A type: what Python calls it, the classes of its values, and what they must be besides."""

    hint: Any
    due: str
    shape: Shape
    classes: tuple[type[Any], ...]
    optional: bool = False
    words: tuple[Any, ...] = ()
    """The words of a choice, the form of a text."""
    family: str = ""
    """What nests: ``block`` or ``run``."""
    inner: Any = None
    """The hint of the items of a tuple."""

    @property
    def item(self) -> Kind:
        """The type of the items of a tuple."""
        return kind_of(self.inner)

    def fits(self, value: object) -> bool:
        """Whether the value has the class; ``True`` is no number and an instant is no day."""
        if not isinstance(value, self.classes):
            return False
        if isinstance(value, bool):
            return bool in self.classes
        return not (isinstance(value, datetime) and datetime not in self.classes)


class ValuePath:
    """A value's place in the issue: the step from the value around it, and the object whose field it is in."""

    __slots__ = ("depth", "family", "name", "owner", "step", "up")

    def __init__(self, up: ValuePath | None, step: str | int, owner: object) -> None:
        self.up, self.step, self.owner = up, step, owner
        self.name = step if isinstance(step, str) else ""
        self.family: str = up.family if up else ""
        self.depth: int = up.depth if up else 0

    def enter(self, family: str) -> None:
        """Count a block in a block, a run in a run."""
        if family:
            self.depth = self.depth + 1 if family == self.family else 1
            self.family = family

    def place(self) -> tuple[Location | None, str]:
        """Where the value was read from, if it was, and its path from the issue on."""
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
    """The fields of a dataclass with their types; a value that is the default itself needs no look."""
    hints = type_hints(cls)
    return tuple((f.name, kind_of(hints[f.name]), MISSING if f.default is MISSING else f.default) for f in fields(cls))


@cache
def kind_of(hint: Any) -> Kind:  # noqa: ANN401 - any type of the model
    """What is due where a field has this type; the language of a text is a tag, whatever its class says."""
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
        return Kind(hint, "str", Shape.FORM, (str,), words=hint.__metadata__)
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
