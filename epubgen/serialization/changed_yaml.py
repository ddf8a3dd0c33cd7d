# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes values in the text of a YAML file; comments, order and the spelling of keys stay as they were typed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

import yaml

from epubgen.model.values import SourceSpan
from epubgen.serialization.emit import to_yaml
from epubgen.serialization.nodes import Position
from epubgen.startup import dataclass

__all__ = [
    "differing_values",
    "field_value",
    "with_entries",
    "with_field",
    "with_texts",
    "with_values",
    "without_entries",
]

_TAKEN_AWAY = frozenset(("date_end", "embargo_until", "updated", "source", "image", "page_count"))
"""Fields that are removed when their new value is empty, because an empty text is no value of their type."""


@dataclass(frozen=True, slots=True)
class _Replacement:
    start: int
    end: int
    text: str


def with_values(text: str, values: Mapping[Position, str | None]) -> str:
    """Return the text with other values.

    Args:
        text: YAML that ``parse`` read without an error.
        values: line and column of a value (from 1) → the YAML of the new value on one line, or ``None`` to remove the
            field.

    Returns:
        Empty text where a value cannot be replaced in place; the caller then writes the whole file anew.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return ""
    lines = _Lines(text)
    edits = []
    for key, value in _pairs(root):
        spot = (value.start_mark.line + 1, value.start_mark.column + 1)
        if spot in values:
            edits.append(lines.edit(key, value, values[spot]))
    if len(edits) < len(values) or any(edit is None for edit in edits):
        return ""
    for edit in sorted((edit for edit in edits if edit), key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def differing_values(old: object, new: object, paths: Sequence[str]) -> dict[Position, str | None]:
    """Compare two states of one part of an issue; return the values that differ, for ``with_values``.

    Args:
        old: the part as it was read from the file, with its ``at``.
        new: the same part with other values.
        paths: the fields to compare; a field that the file does not hold is skipped.
    """
    at = getattr(old, "at", None)
    places = {path: (line, column) for path, line, column in at.fields} if isinstance(at, SourceSpan) else {}
    there = [path for path in paths if path in places and field_value(old, path) != field_value(new, path)]
    return {places[path]: _written(path, field_value(new, path)) for path in there}


def field_value(part: object, path: str) -> object:
    """Return the value of a field by its path: ``numbering.total``."""
    for name in path.split("."):
        part = getattr(part, name)
    return part


def _written(path: str, value: object) -> str | None:
    if not value and path in _TAKEN_AWAY:
        return None
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return f"[{', '.join(map(_in_brackets, value))}]"
    return to_yaml(value).strip()


def with_entries(text: str, place: Position, entries: Sequence[tuple[int, str]]) -> str:
    """Return the text with more entries in a list.

    Args:
        text: YAML that ``parse`` read without an error.
        place: line and column at which the list begins (from 1).
        entries: for each new entry the number of the old entry before which it goes (the length of the list for the
            end), and its YAML.

    Returns:
        Empty text where the list is written in brackets.
    """
    found = _at(text, place)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style:
        return ""
    lines = text.splitlines(keepends=True)
    indent = " " * found.start_mark.column
    ends = [node.start_mark.line for node in found.value] + [_last_line(found) + 1]
    for before, entry in reversed(entries):
        first, *rest = entry.rstrip("\n").split("\n")
        added = [f"{indent}- {first}\n", *(f"{indent}  {line}\n" for line in rest)]
        spot = ends[min(before, len(found.value))]
        if spot and not lines[spot - 1].endswith("\n"):
            lines[spot - 1] += "\n"
        lines[spot:spot] = added
    return "".join(lines)


def without_entries(text: str, place: Position, numbers: Collection[int]) -> str:
    """Return the text without some entries of a list; comments between entries stay.

    Args:
        text: YAML that ``parse`` read without an error.
        place: line and column at which the list begins (from 1).
        numbers: the entries to remove, counted from 0.

    Returns:
        Empty text where the list is written in brackets.
    """
    found = _at(text, place)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style:
        return ""
    if all(number in numbers for number in range(len(found.value))):
        return with_values(text, {place: "[]"})
    lines = text.splitlines(keepends=True)
    for number in sorted(numbers, reverse=True):
        entry = found.value[number]
        del lines[entry.start_mark.line : _last_line(entry) + 1]
    return "".join(lines)


def with_texts(text: str, place: Position, texts: Sequence[str]) -> str:
    """Return the text with other texts in a field.

    A list with one entry a line keeps that form where an old entry stays, with the comments of such entries; else the
    new texts are written on one line.

    Returns:
        Empty text where the value cannot be replaced in place.
    """
    found = _at(text, place)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style or not texts:
        return with_values(text, {place: flow_text(texts) if texts else None})
    old = [node.value if isinstance(node, yaml.ScalarNode) else "" for node in found.value]
    stays = [number for number, one in enumerate(old) if one in texts]
    if [old[number] for number in stays] != [one for one in texts if one in old] or not stays:
        return with_values(text, {place: flow_text(texts)})
    entries = []
    before = 0
    for one in texts:
        before = old.index(one) + 1 if one in old else before
        if one not in old:
            entries.append((before, to_yaml(one)))
    made = with_entries(text, place, entries) if entries else text
    gone = [
        number + sum(before <= number for before, _ in entries) for number in range(len(old)) if number not in stays
    ]
    return without_entries(made, place, gone) if gone and made else made


def flow_text(texts: Sequence[str]) -> str:
    """Return the YAML of texts on one line: a single text bare, several in brackets."""
    if len(texts) == 1:
        return to_yaml(texts[0]).strip()
    return f"[{', '.join(_in_brackets(one) for one in texts)}]"


def _in_brackets(text: str) -> str:
    written = to_yaml(text).strip()
    plain = written.startswith('"') or not set(written) & set(",[]{}")
    return written if plain else json.dumps(text, ensure_ascii=False)


def with_field(text: str, after: Position, name: str, value: str) -> str:
    """Return the text with a new field below another one.

    Args:
        text: YAML that ``parse`` read without an error.
        after: line and column of the value of the other field (from 1).
        name: name of the new field.
        value: the YAML of its value. Lines after the first are indented already; the first is empty where the value is
            a list.

    Returns:
        Empty text where the other field is missing or stands within braces.
    """
    found = next(((key, node) for key, node in _nodes(text) if _spot(node) == after), None)
    if found is None:
        return ""
    lines = text.splitlines(keepends=True)
    head = lines[found[0].start_mark.line][: found[0].start_mark.column]
    if head.strip():
        return ""
    last = max(_last_line(found[1]), found[0].end_mark.line)
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    lines.insert(last + 1, f"{head}{name}:{'' if value.startswith(chr(10)) else ' '}{value}\n")
    return "".join(lines)


def _nodes(text: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    try:
        yield from _pairs(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return


def _at(text: str, place: Position) -> yaml.Node | None:
    return next((node for _, node in _nodes(text) if _spot(node) == place), None)


def _spot(node: yaml.Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _last_line(node: yaml.Node) -> int:
    """Return the last line of a block, counted from 0."""
    mark = _end(node)
    return mark.line if mark.column else mark.line - 1


def _pairs(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield each key of each mapping in the file, with its value."""
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            yield from node.value
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _end(node: yaml.Node) -> yaml.Mark:
    """Return where a value ends, without the comments after it."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node.end_mark


@dataclass(frozen=True, slots=True)
class _Lines:
    text: str

    def edit(self, key: yaml.Node, value: yaml.Node, new: str | None) -> _Replacement | None:
        """Return the replacement that gives a field its new value.

        The result is ``None`` where the field cannot be removed by whole lines.
        """
        if new is None:
            return self._without(key, value)
        if value.start_mark.line == key.end_mark.line:
            start, end = value.start_mark.index, self._trimmed(value)
            return self._aligned(start, end, new)
        colon = self.text.index(":", key.end_mark.index) + 1
        head = self._line_end(colon)
        behind = self._aligned(colon, colon, f" {new}")
        rest = self.text[behind.end : head]
        return _Replacement(colon, self._line_end(self._trimmed(value)), behind.text + rest)

    def _without(self, key: yaml.Node, value: yaml.Node) -> _Replacement | None:
        start = self.text.rfind("\n", 0, key.start_mark.index) + 1
        if self.text[start : key.start_mark.index].strip():
            return None  # the first field of a list entry, or a field within braces
        return _Replacement(start, min(self._line_end(self._trimmed(value)) + 1, len(self.text)), "")

    def _aligned(self, start: int, end: int, new: str) -> _Replacement:
        """Replace a value; a comment after it keeps its column where there is room."""
        rest = self.text[end : self._line_end(end)]
        room = len(rest) - len(rest.lstrip(" "))
        if not rest.lstrip(" ").startswith("#"):
            return _Replacement(start, end, new)
        spaces = max(min(room, 2), room - (len(new) - (end - start)))
        return _Replacement(start, end + room, new + " " * spaces)

    def _trimmed(self, value: yaml.Node) -> int:
        """Return the offset at which the text of a value ends, before the line ends that close a block scalar."""
        start, end = value.start_mark.index, _end(value).index
        return start + len(self.text[start:end].rstrip())

    def _line_end(self, place: int) -> int:
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found
