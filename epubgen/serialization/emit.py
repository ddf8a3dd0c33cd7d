# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the model as YAML or JSON: English keys, block style, quotes only where YAML needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any, TypeAlias, Union

from epubgen import markup
from epubgen.model import Issue, LangStr, Paragraph, Source, Text
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.inlines import INLINE_TYPES
from epubgen.serialization.names import BARE, Class, field_names, marked_fields
from epubgen.startup import regex

__all__ = [
    "FORMAT",
    "Data",
    "one_file_data",
    "one_file_json",
    "one_file_yaml",
    "to_data",
    "to_yaml",
]


def to_yaml(value: object, leave: Iterable[str] = ()) -> str:
    """Return a value of the model as YAML, without the fields named in ``leave``."""
    return _document(to_data(value, tuple(leave)))


def one_file_yaml(issue: Issue) -> str:
    """Return a whole issue as one YAML text."""
    return _document(one_file_data(issue))


def one_file_json(issue: Issue) -> str:
    """Return a whole issue as one JSON text."""
    return json.dumps(one_file_data(issue), ensure_ascii=False, indent=1) + "\n"


def _document(data: Data) -> str:
    return "".join(f"{line}\n" for line in _lines(data))


def _lines(data: Data) -> Iterator[str]:
    """Yield the lines of a value, without the indent of the value around it."""
    if isinstance(data, str):
        yield _scalar(data)
    elif not data:
        yield "[]" if isinstance(data, list) else "{}"
    elif isinstance(data, list):
        for item in data:
            first, *rest = _lines(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        for key, item in data.items():
            yield from _entry(_scalar(key), item)


def _entry(key: str, item: Data) -> Iterator[str]:
    if isinstance(item, str) or not item:
        yield f"{key}: {next(_lines(item))}"
        return
    yield f"{key}:"
    yield from (f"  {line}" for line in _lines(item))


_MEANING = regex(
    r"""[-?:](?:\s|$)      # a list entry, a key, a value
      | [,\[\]{}#&*!|>'"%@`\s]
      | (?:---|\.\.\.)     # document markers
      | (?:~|null|<<)$     # null values, the merge key
    """,
    re.VERBOSE,
)
"""Beginnings of a text that YAML would not read as plain text."""
_INSIDE = regex(r":\s|:$|\s\#|\s$")
_UNSEEN = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _scalar(text: str) -> str:
    if text and not (_MEANING.match(text) or _INSIDE.search(text) or _UNSEEN.search(text)):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{_UNSEEN.sub(_escape, quoted)}"'


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"


FORMAT = "epubgen-issue/1"
"""The value of the key ``format`` in a file that holds a whole issue."""

Data: TypeAlias = Union[str, list["Data"], dict[str, "Data"]]

_WORDS = {cls: word for word, cls in (*BLOCK_TYPES.items(), *INLINE_TYPES.items())}
_ALWAYS_MAPPED = ("Cover",)
"""Types that can be read from a bare text but are written with their keys, so that the file explains itself."""


def to_data(value: object, leave: Iterable[str] = ()) -> Data:
    """Return a value of the model as texts, lists and mappings, without the fields named in ``leave``."""
    match value:
        case LangStr() if value.lang:
            return {"text": str(value), "lang": value.lang}
        case str():
            return str(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case Text(words):
            return words
        case tuple():
            return _sequence(value)
        case Mapping():
            return {str(key): to_data(item) for key, item in value.items()}
        case _:
            return _object(value, leave)


def one_file_data(issue: Issue) -> dict[str, Data]:
    """Return a whole issue as one mapping in the form ``epubgen-issue/1``."""
    return {
        "format": FORMAT,
        "publication": to_data(issue.publication),
        "issue": to_data(issue, leave=("publication", "articles")),
        "articles": [to_data(story) for story in issue.articles],
    }


def _sequence(items: tuple[object, ...]) -> Data:
    if len(items) == len("xy") and all(isinstance(item, float) for item in items):
        return " ".join(repr(item) for item in items)
    if len(items) == 1 and _stands_alone(items[0]):
        return to_data(items[0])
    return [to_data(item) for item in items]


def _stands_alone(item: object) -> bool:
    """Return whether a list of this one item can be written as the item alone.

    This holds for a text that names no language of its own.
    """
    return (isinstance(item, str) and not getattr(item, "lang", "")) or (isinstance(item, Text) and bool(item.text))


def _object(value: Any, leave: Iterable[str]) -> Data:  # noqa: ANN401 - any dataclass of the model
    cls: Class = type(value)
    by_name = {item.name: item for item in fields(cls)}
    entries: dict[str, Data] = {"type": _WORDS[cls]} if cls in _WORDS else {}
    for spelling, name in field_names(cls).items():
        content = getattr(value, name)
        if spelling not in leave and content != _default(by_name[name]):
            entries[spelling] = _empty(value, _typed(content) if name in marked_fields(cls) else content)
    return _bare(value, entries)


def _empty(value: object, content: object) -> Data:
    """Return the content of a field; the text of an empty paragraph is written as an empty text."""
    if isinstance(value, Paragraph) and content == ():
        return ""
    return to_data(content)


def _typed(content: Any) -> Any:  # noqa: ANN401 - a line of text, or several
    """Return one-line texts as an editor types them.

    Marks are written as Markdown; a backslash stands before a character that only looks like a mark.
    """
    if isinstance(content, tuple):
        return tuple(map(_typed, content))
    line = markup.line_as_markdown(content)
    return LangStr(line, content.lang) if isinstance(content, LangStr) else line


def _bare(value: object, entries: dict[str, Data]) -> Data:
    """Return the only field of an object as a bare text, where the reader accepts that for its type.

    Otherwise return the mapping.
    """
    bare = BARE.get(type(value).__name__, "")
    if isinstance(value, Source):
        bare = "url" if "://" in value.url else "system" if "://" not in value.system else ""
    alone = entries.get(bare, "") if set(entries) == {bare} else ""
    return alone if isinstance(alone, str) and alone and type(value).__name__ not in _ALWAYS_MAPPED else entries


def _default(item: Field[Any]) -> object:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default
