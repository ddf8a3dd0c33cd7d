# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a programmer should have written: a value of a type as Python, with the words that were given for it."""

from __future__ import annotations

import types
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from epubgen.model import Form, Paragraph, Text
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.serialization.names import BARE, Class, required, type_hints
from epubgen.serialization.scalars import loose_date

__all__ = ["example", "shown"]

_LONGEST = 30
_PLAIN = (str, int, float, bool, bytes, type(None), date)
_TEXT = "…"
_SCALARS = {int: "1", float: "0.5", bool: "True", bytes: 'b"…"', datetime: "datetime(2026, 4, 22, 6, 30, tzinfo=UTC)"}


def shown(value: object) -> str:
    """A value as Python writes it, cut short; of what is no plain value only the type, whose own words may be long."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, type):
        return f"class {value.__name__}"
    return repr(value)[:_LONGEST] if type(value) in _PLAIN else type(value).__name__


def example(hint: Any, given: object, name: str) -> str:  # noqa: ANN401 - any type of the model
    """``title=("…",)``: what to write for a field; without a name the value alone."""
    value = _value(hint, _seed(given))
    return f"{name}={value}" if name and value else value


def _seed(given: object) -> str:
    """The words of the value that was given, for the value that is due."""
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
    """A text, a day, or an object with the fields that it needs."""
    if cls is str:
        return _quoted(seed)
    if cls is date:
        day = loose_date(seed) or date(2026, 4, 22)
        return f"date({day.year}, {day.month}, {day.day})"
    if cls is Text:
        return f"Text({_quoted(seed)})"
    names = required(cls) or tuple(filter(None, [BARE.get(cls.__name__, "")]))
    return f"{cls.__name__}({', '.join(f'{name}={_value(type_hints(cls)[name], seed)}' for name in names)})"
