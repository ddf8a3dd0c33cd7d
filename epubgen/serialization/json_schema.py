# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prints the JSON Schema of the native format from the types of the model; text editors use it to complete keys."""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from epubgen.languages.choice_words import CHOICE_WORDS
from epubgen.languages.registry import LANGUAGE_WORDS
from epubgen.model import Article, Block, Footnote, Form, Inlines, Issue, Photo, Publication
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.held_titles import IssueSidecar, LibraryTitles
from epubgen.model.inlines import INLINE_TYPES
from epubgen.serialization.files import OneFileIssue
from epubgen.serialization.names import (
    BARE,
    KEYED,
    PARTED,
    ROLE_KEYS,
    Class,
    dotted,
    field_names,
    role_target,
    spelled,
    type_hints,
)

__all__ = ["descriptions", "json_schema"]

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NAMED_TEXT: Schema = {
    "type": "object",
    "properties": {"text": _TEXT, "lang": {"$ref": "#/$defs/Tag"}},
    "required": ["text"],
    "additionalProperties": False,
}
_NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9.]+([eE]-?[0-9]+)?$"}]}
_INSTANT = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$"
_SCALARS: dict[object, Schema] = {
    date: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    datetime: {"type": "string", "pattern": _INSTANT},
    int: {
        "anyOf": [
            {"type": "integer"},
            {"type": "string", "pattern": r"^(-?\d{1,9}|[〇零一二三四五六七八九十百千万萬廿卅两]{1,12})$"},
        ]
    },
    bool: {
        "anyOf": [
            {"type": "boolean"},
            {"type": "string", "pattern": "^([Tt]rue|[Yy]es|[Ff]alse|[Nn]o|TRUE|FALSE|是|否)$"},
        ]
    },
    str: {"$ref": "#/$defs/Text"},
}
_FORMS = {
    Form.SLUG: {"$ref": "#/$defs/Slug"},
    Form.TAG: {"$ref": "#/$defs/Tag"},
    Form.NUMBER: _TEXT,
    Form.POSITION: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d{1,8}(\.\d{1,4})?$"}]},
    Form.MARKED: _SCALARS[str],
    Form.PAGE: _TEXT,
    Form.ZONE: _TEXT,
    Form.DAYS: _TEXT,
    Form.MONTH: {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 12}, {"type": "string"}]},
    Form.SERIAL: _TEXT,
}


_PARTS = {
    "file": "",
    "publication": "publication.yaml",
    "issue": "issue.yaml",
    "article": "article",
    "sidecar": "sidecar",
    "library": "library.yaml",
    "library-sidecar": "library-sidecar",
}
"""The words of ``epubgen schema --part`` → the definition of that file."""


def json_schema(part: str = "file") -> Schema:
    """Return the JSON Schema 2020-12 of an issue in one file, of another file of its folder, or of a library's files.

    Args:
        part: ``file``, ``publication``, ``issue``, ``article``, ``sidecar``, ``library`` or ``library-sidecar``, as
            ``epubgen schema --part`` takes it.

    Returns:
        A schema whose ``$defs`` describe each kind of file: ``publication.yaml``, ``issue.yaml``, ``article`` (front
            matter) and ``sidecar``; those of a library ``library.yaml`` and ``library-sidecar``.
    """
    whole = _library() if part.startswith("library") else _whole()
    if not _PARTS[part]:
        return whole
    head = {"$schema": whole["$schema"], "title": _PARTS[part], "$ref": f"#/$defs/{_PARTS[part]}"}
    return {**head, "$defs": whole["$defs"]}


def _library() -> Schema:
    book = _SchemaDefinitions()
    book.defs["library.yaml"] = book.object(LibraryTitles)
    book.defs["library-sidecar"] = book.object(IssueSidecar)
    return {"$schema": _DIALECT, "$defs": dict(sorted(book.defs.items()))}


def _whole() -> Schema:
    book = _SchemaDefinitions()
    whole = book.object(OneFileIssue)
    whole["properties"]["issue"] = {"$ref": "#/$defs/issue.yaml"}
    book.defs["publication.yaml"] = book.object(Publication)
    book.defs["issue.yaml"] = book.object(Issue, leave=("publication", "articles"))
    book.defs["article"] = book.object(Article, leave=("body", "footnotes"), optional=("id",))
    book.defs["sidecar"] = book.object(Photo, leave=("file",))
    head = {"$schema": _DIALECT, "title": "epubgen-issue/1"}
    return {**head, **whole, "$defs": dict(sorted(book.defs.items()))}


class _SchemaDefinitions:
    """Collects the definitions of a schema by name; each type is described once."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {
            "Text": {"anyOf": [_TEXT, _NAMED_TEXT]},
            "Slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "Tag": {
                "anyOf": [
                    {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"},
                    {"enum": sorted(LANGUAGE_WORDS)},
                ]
            },
        }

    def of(self, hint: Any) -> Schema:  # noqa: ANN401 - a type hint
        """Return the schema of every spelling that the reader accepts for a type."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            kinds = [kind for kind in get_args(hint) if kind is not type(None)]
            return self.of(kinds[0]) if len(kinds) == 1 else self._tagged(kinds)
        if origin is tuple:
            return self._tuple(hint)
        if origin is Annotated:
            return _FORMS[hint.__metadata__[0]]
        if origin is Literal:
            words = get_args(hint)
            numbers = (int(word) for word in words if word.isdecimal())
            others = dict.fromkeys(other for word in words for other in CHOICE_WORDS.get(word, ()))
            return {"enum": [*words, *numbers, *others]}
        if origin is not None:
            return {"type": "object", "additionalProperties": _SCALARS[str]}
        return self._reference(hint) if is_dataclass(hint) else _SCALARS[hint]

    def object(self, cls: Class, leave: Iterable[str] = (), optional: Iterable[str] = ()) -> Schema:
        """Return the schema of a type as a mapping, with every alias of its fields."""
        hints, texts = type_hints(cls), descriptions(cls)
        names = {name: attribute for name, attribute in field_names(cls).items() if name not in leave}
        properties: dict[str, Schema] = {}
        for spelling, name in spelled(cls).items():
            if name in names:
                described = {"description": texts[names[name]]} if names[name] in texts else {}
                due = [self.of(hints[names[name]]), *self._parted(cls, name), {"type": "null"}]
                properties[spelling] = {**described, "anyOf": due}
        properties |= {alias: {**_TEXT, "description": ".".join(way)} for alias, way in dotted(cls).items()}
        for key in ROLE_KEYS:
            if target := role_target(cls, key):
                properties[key] = self.of(hints[names[target]])
        needed = [f for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING]
        named = [f.name for f in needed if f.name in names.values() and f.name not in optional]
        alternatives = [_spellings(cls, name.rstrip("_")) for name in named]
        made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if cls.__doc__:
            made["description"] = inspect.cleandoc(cls.__doc__)
        return made | ({"allOf": alternatives} if alternatives else {})

    def _parted(self, cls: Class, name: str) -> list[Schema]:
        """A mapping that fills several fields, alone or in a list, where a field takes one."""
        parts, hints = PARTED.get((cls.__name__, name), {}), type_hints(cls)
        if not parts:
            return []
        inner = {key: self.of(hints[part]) for key, part in parts.items()}
        mapping: Schema = {"type": "object", "properties": inner, "additionalProperties": False}
        return [mapping, {"type": "array", "items": {"anyOf": [_SCALARS[str], mapping]}}]

    def _reference(self, cls: Class) -> Schema:
        name = cls.__name__
        if name not in self.defs:
            self.defs[name] = {}
            mapping = self.object(cls)
            bare = name in BARE or name == "Source"
            self.defs[name] = {"anyOf": [mapping, _TEXT]} if bare else mapping
        return {"$ref": f"#/$defs/{name}"}

    def _tagged(self, kinds: list[Any]) -> Schema:
        """Return the schema of any block, or of any run; a bare text is also accepted."""
        words = BLOCK_TYPES if kinds[0] in BLOCK_TYPES.values() else INLINE_TYPES
        name = "Block" if words is BLOCK_TYPES else "Inline"
        if name not in self.defs:
            self.defs[name] = {}
            choices = [self._typed(word, cls) for word, cls in words.items()]
            self.defs[name] = {"anyOf": [_TEXT, *choices]}
        return {"$ref": f"#/$defs/{name}"}

    def _typed(self, word: str, cls: Class) -> Schema:
        made = self.object(cls)
        made["properties"] = {"type": {"const": word}, **made["properties"]}
        made["required"] = ["type"]
        return made

    def _tuple(self, hint: Any) -> Schema:  # noqa: ANN401
        item, *more = get_args(hint)
        if more != [...]:
            return {"anyOf": [{"type": "string"}, {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}]}
        one = self.of(item)
        alternatives = [one, {"type": "array", "items": one}]
        if hint in (Inlines, tuple[Block, ...]):
            alternatives.append(_TEXT)
        if getattr(item, "__name__", "") in KEYED:
            alternatives.append({"type": "object", "additionalProperties": _SCALARS[str]})
        if item is Footnote:
            alternatives.append({"type": "object", "additionalProperties": self.of(tuple[Block, ...])})
        return {"anyOf": alternatives}


def _spellings(cls: Class, name: str) -> Schema:
    """Return a schema that requires a field under one of its spellings."""
    known = [spelling for spelling, field in spelled(cls).items() if field == name]
    known += [key for key in ROLE_KEYS if role_target(cls, key) == name]
    return {"anyOf": [{"required": [spelling]} for spelling in known]}


def descriptions(cls: Class) -> dict[str, str]:
    """Return the docstring below each field of a class; empty where Python has no source of the class."""
    definition = _definitions(cls.__module__).get(cls.__qualname__)
    described = {}
    for line, below in pairwise(definition.body if definition else ()):
        if isinstance(line, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            described[ast.unparse(line.target)] = inspect.cleandoc(str(below.value.value))
    return described


@cache
def _definitions(module: str) -> dict[str, ast.ClassDef]:
    """Return the classes that a module defines, by name; each module is parsed once."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return {}
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
