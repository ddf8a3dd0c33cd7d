# SPDX-License-Identifier: AGPL-3.0-or-later
"""Receipt ↔ JSON, led by the types of its fields; and the JSON Schema that follows from them."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from epubgen import messages
from epubgen.errors import Finding, Location, Severity
from epubgen.publishing.receipt import Receipt, Words

__all__ = ["UnreadableError", "decode", "encode", "phrase", "receipt_json", "schema"]

Json: TypeAlias = Any
_ARGS = tuple[tuple[str, str], ...]
_SCALARS = {str: "string", int: "integer", bool: "boolean"}


class UnreadableError(ValueError):
    """The JSON is no receipt of this form; the words say where."""


@cache
def _hints(cls: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a type
    return get_type_hints(cls)


def phrase(words: Words, lang: str) -> str:
    """The sentence; that of a plug-in may name no row of ours."""
    if words.key not in messages.table():
        return messages.label("receipt.sent", lang)
    try:
        return messages.message(words.key, words.args, lang)
    except (KeyError, IndexError, ValueError):
        return messages.label("receipt.sent", lang)


def encode(value: object, lang: str) -> Json:
    """A receipt as JSON values; sentences stand beside their keys, in the given language."""
    if isinstance(value, Finding):
        return {**value.as_json(lang), "args": dict(value.args)}
    if isinstance(value, Words):
        return {"key": value.key, "args": dict(value.args), "text": phrase(value, lang)}
    if isinstance(value, tuple):
        return [encode(item, lang) for item in value]
    if is_dataclass(value):
        return {item.name: encode(getattr(value, item.name), lang) for item in fields(value)}
    return value


def receipt_json(receipt: Receipt, lang: str) -> dict[str, Json]:
    """The receipt as a JSON object."""
    found: dict[str, Json] = encode(receipt, lang)
    return found


def decode(raw: Json) -> Receipt:
    """The receipt that a JSON value holds.

    Raises:
        UnreadableError: it holds none.
    """
    found: Receipt = _decoded(Receipt, raw, "receipt")
    return found


def _decoded(hint: Any, raw: Json, path: str) -> Any:  # noqa: ANN401 - the type is the hint's
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if raw is None else _decoded(inner[0], raw, path)
    if hint == _ARGS and isinstance(raw, dict):
        return tuple((str(name), str(value)) for name, value in raw.items())
    if origin is tuple and isinstance(raw, list):
        return tuple(_decoded(inner[0], item, f"{path}[{index}]") for index, item in enumerate(raw))
    if origin is Literal and raw in inner:
        return raw
    if hint is Finding and isinstance(raw, dict):
        return _finding(raw, path)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(raw, dict):
        return _object(hint, raw, path)
    if type(raw) is hint:
        return raw
    raise UnreadableError(path)


def _object(cls: Any, raw: dict[str, Json], path: str) -> object:  # noqa: ANN401 - a type
    values = {}
    for item in fields(cls):
        if item.name in raw:
            values[item.name] = _decoded(_hints(cls)[item.name], raw[item.name], f"{path}.{item.name}")
        elif item.default is MISSING and item.default_factory is MISSING:
            raise UnreadableError(f"{path}.{item.name}")
    return cls(**values)


def _finding(raw: dict[str, Json], path: str) -> Finding:
    """A finding by its key; its sentence is made anew."""
    key, at = raw.get("key"), None
    if not isinstance(key, str) or key not in messages.table() or not isinstance(raw.get("args"), dict):
        raise UnreadableError(path)
    if isinstance(raw.get("file"), str):
        at = Location(raw["file"], raw.get("line"), raw.get("column"))
    args = tuple((str(name), str(value)) for name, value in raw["args"].items())
    return Finding(key=key, severity=Severity(raw.get("severity")), at=at, field=str(raw.get("field", "")), args=args)


def schema() -> dict[str, Json]:
    """The JSON Schema of a receipt."""
    defs: dict[str, Json] = {"Finding": _FINDING}
    root: dict[str, Json] = _schema(Receipt, defs)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Receipt of epubgen publish"}
    return head | root | {"$defs": dict(sorted(defs.items()))}


_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_FINDING: Json = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("code", "key", "file", "field", "message", "hint")},
        "severity": {"enum": [weight.value for weight in Severity]},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "args": _TEXTS,
    },
    "required": ["code", "key", "severity", "message", "args"],
    "additionalProperties": False,
}


def _schema(hint: Any, defs: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(inner[0], defs), {"type": "null"}]}
    if hint == _ARGS:
        return _TEXTS
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], defs)}
    if origin is Literal:
        return {"enum": list(inner)}
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if hint is not Finding:
        defs[hint.__name__] = _shape(hint, defs)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _shape(cls: Any, defs: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    shown = {item.name: _schema(_hints(cls)[item.name], defs) for item in fields(cls)}
    shown |= {"text": {"type": "string"}} if cls is Words else {}
    return {"type": "object", "properties": shown, "required": list(shown), "additionalProperties": False}
