# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads YAML into a tree from PyYAML's events.

No type is resolved, no object built, and nothing recurses with the input.
"""

from __future__ import annotations

from dataclasses import field

import yaml
from yaml import events as ev

from epubgen.errors import Finding, Location, finding
from epubgen.serialization import yaml_lines
from epubgen.serialization.nodes import MAX_DEPTH, MAX_TEXT, DataNode, Position, Tree, cleaned
from epubgen.startup import dataclass, regex

__all__ = ["parse_yaml"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_FAULTS = 100
"""Findings after which reading stops."""
_TOO_DEEP = "nesting depth"
"""Words in libyaml's message about its own depth limit.

Libyaml reads ahead, so the text before that place is parsed again until our own limit is reached.
"""
_BLOCK = ("|", ">")
_LINE, _PARAGRAPH = "\ufdd0", "\ufdd1"
"""Stand for the line and paragraph separators of Unicode while YAML is parsed, since they end a line in YAML.

No text holds these two characters.
"""
_NOTHING = frozenset(("", "~", "null"))


def parse_yaml(text: str, at: Location) -> Tree:
    """Read YAML into a tree; ``at.line`` is the line of the file on which the text begins (from 1)."""
    if len(text) > MAX_TEXT:
        return Tree(None, at, (finding("S02.size", at),))
    text, removed = cleaned(text, at)
    divided = "\u2028" in text or "\u2029" in text
    text = text.replace("\u2028", _LINE).replace("\u2029", _PARAGRAPH)
    composer = _Composer(at, text, divided, findings=list(removed))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
            if composer.stopped:
                break
    except yaml.MarkedYAMLError as error:
        if error.problem_mark and _TOO_DEEP in (error.problem or ""):
            cut = parse_yaml(text[: error.problem_mark.index], at)
            return Tree(None, at, (*removed, *cut.findings))
        composer.stopped = True
        composer.findings.append(_syntax(error, text, at))
    except yaml.YAMLError as error:
        composer.stopped = True
        composer.findings.append(finding("S02.yaml", at, "", why=str(error).splitlines()[0]))
    root = None if composer.stopped else composer.root
    if root and isinstance(root.value, str) and (wide := _wide_colon(text, text.count("\n"))):
        return Tree(None, at, (*composer.findings, _wide(wide, at)))
    return Tree(root, at, tuple(composer.findings))


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    node: DataNode
    key: str = ""
    due: bool = False
    """Whether a key was read and its value comes next."""
    skip: bool = False
    """Whether the key was refused, so that its value is read but not kept."""


@dataclass(slots=True)
class _Composer:
    at: Location
    text: str
    divided: bool
    """Whether the text holds line or paragraph separators of Unicode."""
    findings: list[Finding]
    root: DataNode | None = None
    stopped: bool = False
    """Whether reading has ended early; then the part that was read is not used, since it would give false findings."""
    _open: list[_Open] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: ev.Event) -> None:
        """Take one event of the parser."""
        spot = self._spot(event)
        match event:
            case ev.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse("S02.documents", spot)
                    self.stopped = True
            case ev.AliasEvent():
                self._refuse("S04.alias", spot, name=event.anchor)
                self._add(DataNode(None, *spot), refused=True)
            case ev.ScalarEvent():
                self._marks(event, spot)
                plain = event.style in (None, "") and event.implicit[0]
                value = self._separated(yaml_lines.joined(event, self.text))
                value = value if plain else self._cleaned(value, event.style, spot)
                cut = yaml_lines.cut_by_comment(event, self.text) if plain else ""
                self._add(DataNode(None if plain and value in _NOTHING else value, *spot, cut=cut), plain=plain)
            case ev.CollectionStartEvent():
                self._marks(event, spot)
                node = DataNode([] if isinstance(event, ev.SequenceStartEvent) else {}, *spot, keys={})
                self._enter(node)
            case ev.CollectionEndEvent():
                self._open.pop()
            case _:
                pass

    def _separated(self, value: str) -> str:
        """Put the Unicode separators of the file back into a text; those at its ends are removed."""
        if not self.divided:
            return value  # an escape may give the same character; ``cleaned`` removes it
        return value.replace(_LINE, "\u2028").replace(_PARAGRAPH, "\u2029").strip("\u2028\u2029")

    def _spot(self, event: ev.Event) -> Position:
        mark = event.start_mark
        if mark is None:
            return (self.at.line or 1, 1)
        return (mark.line + (self.at.line or 1), mark.column + 1)

    def _refuse(self, key: str, spot: Position, **args: object) -> None:
        self.findings.append(finding(key, Location(self.at.file, *spot), self._path(), **args))
        self.stopped |= len(self.findings) > MAX_FAULTS

    def _path(self) -> str:
        path = ""
        for inner, level in enumerate(self._open, 1):
            if isinstance(level.node.value, list):
                path += f"[{len(level.node.value) - (inner < len(self._open))}]"
            elif level.key:
                path += f".{level.key}" if path else level.key
        return path

    def _marks(self, event: ev.ScalarEvent | ev.CollectionStartEvent, spot: Position) -> None:
        if event.anchor is not None:
            self._refuse("S04.anchor", spot, name=event.anchor)
        if event.tag is not None:
            self._refuse("S04.tag", spot, name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _cleaned(self, value: str, style: str | None, spot: Position) -> str:
        """Return text without control characters from escapes, and without the line end that closes a block scalar."""
        text, removed = cleaned(value, Location(self.at.file, spot[0]))
        self.findings.extend(removed)
        return text.rstrip("\n") if style in _BLOCK else text

    def _enter(self, node: DataNode) -> None:
        if len(self._open) >= MAX_DEPTH:
            place = Location(self.at.file, node.line, node.column)
            self.findings.append(finding("S02.depth", place, "", n=MAX_DEPTH))
            self.stopped = True
        self._add(node)
        self._open.append(_Open(node))

    def _add(self, node: DataNode, *, plain: bool = False, refused: bool = False) -> None:
        if not self._open:
            self.root = node
            return
        level = self._open[-1]
        if isinstance(level.node.value, list):
            level.node.value.append(node)
        elif isinstance(level.node.value, dict):
            if not level.due:
                self._key(level, node, plain=plain, refused=refused)
            elif not level.skip:
                level.node.value[level.key] = node
            level.due = not level.due

    def _key(self, level: _Open, node: DataNode, *, plain: bool, refused: bool) -> None:
        """Take a scalar as the next key of a mapping; report one that cannot be a key."""
        spot = (node.line, node.column)
        level.key = node.value if isinstance(node.value, str) else ""
        level.skip = True
        if plain and level.key == "<<":
            self._refuse("S04.merge", spot)
        elif not isinstance(node.value, str):
            if not refused:
                self._refuse("S02.key", spot)
        elif isinstance(level.node.value, dict) and level.key in level.node.value:
            self._refuse("S05", spot, name=level.key, line=level.node.keys[level.key][0])
        elif isinstance(level.node.keys, dict):
            level.skip = False
            level.node.keys[level.key] = spot


_CURES = (
    ("could not find expected ':'", "S02.yaml_colon"),
    ("mapping values are not allowed", "S02.yaml_colons"),
    ("found character '\\t'", "S02.yaml_tab"),
    ("that cannot start any token", "S02.yaml_start"),
    ("unexpected end of stream", "S02.yaml_quote"),
    ("did not find expected alphabetic or numeric character", "S02.yaml_start"),
    ("while parsing a flow", "S02.yaml_bracket"),
    ("did not find expected", "S02.yaml_indent"),
    ("found undefined tag handle", "S02.yaml_start"),
)
"""Messages of libyaml → the row of the message table that an editor understands."""

_BY_COLON = ("S02.yaml_colon", "S02.yaml_colons")
_NAME = regex(r"\s*(?:- )?(\w[\w.]*)(?:(：)|(:)(?=[^ \t\n:/]))")
"""A key whose colon YAML does not accept: a full-width colon, or one without a space after it."""


def _wide_colon(text: str, last: int) -> tuple[int, int, str] | None:
    """Return line (from 0), end column and name of the first key with a wrong colon, down to the line where YAML fails.

    YAML takes such a line for text that goes on, and reports the fault at the next key, which is right.
    """
    for number, line in enumerate(text.split("\n")[: last + 1]):
        if found := _NAME.match(line):
            return number, found.end(1), found[1]
    return None


def _wide(found: tuple[int, int, str], at: Location) -> Finding:
    line, column, name = found
    return finding("S02.yaml_wide", Location(at.file, line + (at.line or 1), column + 1), "", name=name)


def _syntax(error: yaml.MarkedYAMLError, text: str, at: Location) -> Finding:
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}".strip()
    key = next((row for words, row in _CURES if words in said), "S02.yaml")
    if mark is None:
        return finding("S02.yaml", at, "", why=said)
    if key in _BY_COLON and (wide := _wide_colon(text, mark.line)):
        return _wide(wide, at)
    lines = (*text.split("\n"), "")
    if cut := yaml_lines.cut_before(lines, mark.line, error.context_mark.line if error.context_mark else mark.line):
        number, cure = cut
        return finding("S20", Location(at.file, number + (at.line or 1)), "", cure=cure)
    line = lines[mark.line]
    before, there = line[: mark.column].rstrip(), line[mark.column : mark.column + 1]
    if key in ("S02.yaml_indent", "S02.yaml_bracket") and before.endswith(("'", '"', "]", "}")):
        key = "S02.yaml_after"
    elif there == "\t":
        key = "S02.yaml_tab"
    return finding(key, Location(at.file, mark.line + (at.line or 1), mark.column + 1), "", why=said)
