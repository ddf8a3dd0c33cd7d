# SPDX-License-Identifier: AGPL-3.0-or-later
"""Model → YAML text: block style, quotes only where YAML needs them, English keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from epubgen.model import Issue
from epubgen.serialization.data import Data, one_file_data, to_data

__all__ = ["one_file_json", "one_file_yaml", "to_yaml"]


def to_yaml(value: object, leave: Iterable[str] = ()) -> str:
    """The YAML of a value of the model; ``leave`` names fields that stand in another file."""
    return _document(to_data(value, tuple(leave)))


def one_file_yaml(issue: Issue) -> str:
    """A whole issue as one YAML text."""
    return _document(one_file_data(issue))


def one_file_json(issue: Issue) -> str:
    """A whole issue as one JSON text."""
    return json.dumps(one_file_data(issue), ensure_ascii=False, indent=1) + "\n"


def _document(data: Data) -> str:
    return "".join(f"{line}\n" for line in _lines(data))


def _lines(data: Data) -> Iterator[str]:
    """The lines of a value, without the indent of what stands around it."""
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


_MEANING = re.compile(
    r"""[-?:](?:\s|$)      # an entry, a key or a value
      | [,\[\]{}#&*!|>'"%@`\s]
      | (?:---|\.\.\.)     # ends of a document
      | (?:~|null|<<)$     # nothing, merge key
    """,
    re.VERBOSE,
)
"""Beginnings that mean something in YAML."""
_INSIDE = re.compile(r":\s|:$|\s\#|\s$")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _scalar(text: str) -> str:
    if text and not (_MEANING.match(text) or _INSIDE.search(text) or _UNSEEN.search(text)):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{_UNSEEN.sub(_escape, quoted)}"'


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
