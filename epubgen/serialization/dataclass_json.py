# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes frozen dataclasses as JSON, reads them back, and prints their JSON Schema; all from the types of the fields.

For data that programs write: receipts and caches. Files that editors write are read by ``convert``, which knows
aliases, short forms and line numbers. Supported types: ``str``, ``int``, ``bool``, ``Literal``, dataclasses, ``tuple[X,
...]``, ``X | None``.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, field, fields, is_dataclass
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from epubgen import messages
from epubgen.errors import Finding, Location, Severity
from epubgen.serialization.names import type_hints
from epubgen.startup import dataclass

__all__ = ["DataclassJson", "JsonForm", "JsonShapeError", "finding_form"]

Json: TypeAlias = Any
T = TypeVar("T")
_SCALARS = {str: "string", int: "integer", bool: "boolean"}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}


class JsonShapeError(ValueError):
    """A JSON value does not have the type of its field. ``path`` says where: ``$.editions[0].size``."""

    def __init__(self, path: str, due: str) -> None:
        self.path, self.due = path, due
        super().__init__(f"{path}: {due}")


@dataclass(frozen=True, slots=True)
class JsonForm:
    """How values of one type are written in JSON where the fields of the type are not enough."""

    encode: Callable[[Any], Json]
    decode: Callable[[Json, str], object]
    """Called with the JSON value and its path; raises ``JsonShapeError``."""
    schema: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class DataclassJson:
    """Writes and reads dataclasses as JSON values.

    With ``ignore_unknown`` the reader skips unknown keys, so that it can read what a newer version with more fields
    wrote.
    """

    forms: Mapping[Any, JsonForm] = field(default_factory=dict)
    ignore_unknown: bool = False

    def encode(self, value: object) -> Json:
        """Return the value as JSON values: objects, lists, texts, numbers."""
        if form := self.forms.get(type(value)):
            return form.encode(value)
        if isinstance(value, tuple):
            return [self.encode(item) for item in value]
        if is_dataclass(value):
            return {item.name: self.encode(getattr(value, item.name)) for item in fields(value)}
        return value

    def decode(self, cls: type[T], raw: Json) -> T:
        """Return the object of type ``cls`` that a JSON value holds. A field with a default may be missing.

        Raises:
            JsonShapeError: a value has another type, a field is missing or a key is unknown; the message begins with
                its path.
        """
        found: T = self._value(cls, raw, "$")
        return found

    def schema(self, cls: type[object], title: str) -> dict[str, Json]:
        """Return the JSON Schema 2020-12 of what ``encode`` writes for a type: every field is required."""
        defs: dict[str, Json] = {}
        root: dict[str, Json] = self._schema(cls, defs)
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
        return head | root | {"$defs": dict(sorted(defs.items()))}

    def _value(self, hint: Any, raw: Json, path: str) -> Any:  # noqa: ANN401 - the type is the hint's
        if form := self.forms.get(hint):
            return form.decode(raw, path)
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return None if raw is None else self._value(inner[0], raw, path)
        if origin is tuple and isinstance(raw, list):
            return tuple(self._value(inner[0], item, f"{path}[{index}]") for index, item in enumerate(raw))
        if is_dataclass(hint) and isinstance(raw, dict):
            return self._object(hint, raw, path)
        if type(raw) is hint or (origin is Literal and isinstance(raw, str) and raw in inner):
            return raw
        due = "list" if origin is tuple else " | ".join(inner) if origin is Literal else hint.__name__
        raise JsonShapeError(path, f"{due} expected")

    def _object(self, cls: Any, raw: Mapping[str, Json], path: str) -> object:  # noqa: ANN401 - a dataclass
        known = {item.name: item for item in fields(cls)}
        for key in raw if not self.ignore_unknown else ():
            if key not in known:
                raise JsonShapeError(f"{path}.{key}", "unknown key")
        values = {}
        for name, item in known.items():
            if name in raw:
                values[name] = self._value(type_hints(cls)[name], raw[name], f"{path}.{name}")
            elif item.default is MISSING and item.default_factory is MISSING:
                raise JsonShapeError(f"{path}.{name}", "missing")
        return cls(**values)

    def _schema(self, hint: Any, defs: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self._schema(inner[0], defs), {"type": "null"}]}
        if origin is tuple:
            return {"type": "array", "items": self._schema(inner[0], defs)}
        if origin is Literal:
            return {"enum": list(inner)}
        if hint in _SCALARS:
            return {"type": _SCALARS[hint]}
        if hint in self.forms:
            defs[hint.__name__] = self.forms[hint].schema
        elif hint.__name__ not in defs:
            parts = {item.name: self._schema(type_hints(hint)[item.name], defs) for item in fields(hint)}
            defs[hint.__name__] = {
                "type": "object",
                "properties": parts,
                "required": list(parts),
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{hint.__name__}"}


def finding_form(lang: str) -> JsonForm:
    """Return the JSON form of a finding: as ``--json`` prints it, with its arguments.

    Reading takes the key and the arguments; the sentence is worded again from them.
    """
    return JsonForm(lambda found: {**found.as_json(lang), "args": dict(found.args)}, _finding, _FINDING)


def _finding(raw: Json, path: str) -> Finding:
    if not isinstance(raw, dict):
        raise JsonShapeError(path, "Finding expected")
    key, args, file = raw.get("key"), raw.get("args"), raw.get("file")
    if not isinstance(key, str) or not messages.is_key(key):
        raise JsonShapeError(f"{path}.key", "no known finding")
    if not isinstance(args, dict):
        raise JsonShapeError(f"{path}.args", "object expected")
    if raw.get("severity") not in [weight.value for weight in Severity]:
        raise JsonShapeError(f"{path}.severity", "no known severity")
    for name in ("line", "column"):
        if type(raw.get(name)) not in (int, type(None)):
            raise JsonShapeError(f"{path}.{name}", "int expected")
    return Finding(
        key=key,
        severity=Severity(raw["severity"]),
        at=Location(file, raw.get("line"), raw.get("column")) if isinstance(file, str) else None,
        field=str(raw.get("field", "")),
        args=tuple((str(name), str(value)) for name, value in args.items()),
    )


_FINDING: Mapping[str, Json] = {
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
