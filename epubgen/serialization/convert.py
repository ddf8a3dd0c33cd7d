# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns the tree of a file into the model: one walk over the types gives the values, their lines and the findings."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import field, is_dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from epubgen import markup
from epubgen.errors import Finding, Location, finding
from epubgen.languages.choice_words import chosen
from epubgen.markup.script import joint
from epubgen.markup.tidy import one_line
from epubgen.model import Block, Footnote, Form, Inlines, LangStr, Paragraph, SourceSpan, Text, Turn, in_language
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.inlines import INLINE_TYPES
from epubgen.serialization import names
from epubgen.serialization.keys import resolved
from epubgen.serialization.nodes import DataNode
from epubgen.serialization.scalars import FORMS, SCALARS, WrongValueError, blank, near, number_pair
from epubgen.startup import dataclass, regex

__all__ = ["BAD", "NodeReader"]


class Bad:
    """The type of ``BAD``, which takes the place of a value that could not be read."""


BAD = Bad()

_TEXTS = (*BLOCK_TYPES.values(), *INLINE_TYPES.values(), Turn, Footnote)
"""Types whose text may be empty."""
_REFERENCES = frozenset(
    {"id", "href", "url", "urls", "page", "number", "pages", "articles", "lead", "headline_article", "related",
     "continued_from", "continues_on", "correction_of", "theme"}
)  # fmt: skip
"""Fields that hold one word without spaces, such as an id: ``#`` after it always begins a comment."""
_VERBATIM = frozenset({"text", "base", "reading"})
"""Fields of runs and of code blocks; their line ends are kept."""
MAX_FAULTS = 500
"""Findings that are kept for one file."""
_BLOCKS = tuple[Block, ...]
_SEPARATOR = regex("\\s*[\u2028\u2029]\\s*")
_SPOTS = list[tuple[str, int, int]]


def _joined_lines(found: re.Match[str]) -> str:
    """Return what joins two lines of a one-line text: a space, or nothing between Chinese or Japanese characters."""
    return joint(found.string[max(0, found.start() - 1) : found.start()], found.string[found.end() : found.end() + 1])


def _in_lines(node: DataNode) -> DataNode:
    """Split a text at Unicode line separators into a list of lines; return any other text unchanged."""
    lines = [line for line in _SEPARATOR.split(str(node.value)) if line]
    return replace(node, value=[replace(node, value=line) for line in lines]) if len(lines) > 1 else node


def joined(path: str, name: str) -> str:
    """Return the path of a field inside the value at ``path``."""
    return f"{path}.{name}" if path else name


@dataclass(slots=True)
class NodeReader:
    """Reads the values of one file.

    ``given`` holds fields that come from another file and are refused in this one; ``fallback`` holds values of fields
    that this file may omit.
    """

    file: str
    given: Mapping[names.Class, Mapping[str, object]] = field(default_factory=dict)
    fallback: Mapping[names.Class, Mapping[str, object]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    """Footnotes from Markdown text inside a value."""
    guessed: set[str] = field(default_factory=set)
    """Paths of fields that were probably meant by a misspelled key; they are not reported as missing too."""
    _spots: list[tuple[str, _SPOTS]] = field(default_factory=list)
    """For each object that records lines and is still being read: its path, and the places of the values below it."""

    def read(self, hint: Any, node: DataNode, path: str = "") -> Any:  # noqa: ANN401 - the type is the hint's
        """Return the value of type ``hint`` at ``path``; ``BAD`` where a finding was added instead."""
        if self._spots:
            base, spots = self._spots[-1]
            spots.append((path[len(base) :].lstrip("."), node.line, node.column))
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self._union(hint, node, path)
        if origin is tuple:
            return self._tuple(hint, node, path)
        if origin is Annotated and hint.__metadata__[0] is Form.MARKED:
            return self._marked(node, path)
        if origin is Annotated:
            return self._scalar(FORMS[hint.__metadata__[0]], node, path)
        if origin is Literal:
            return self._choice(get_args(hint), node, path)
        if origin is not None:
            return self._map(node, path)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._object(hint, node, path)
        if hint is str:
            return self._free(node, path)
        return self._scalar(SCALARS[hint], node, path)

    def refuse(self, key: str, node: DataNode, path: str, /, **args: object) -> Bad:
        """Add a finding for the value at ``path`` and return ``BAD``."""
        if len(self.findings) < MAX_FAULTS:
            self.findings.append(finding(key, Location(self.file, node.line, node.column), path, **args))
        return BAD

    def _union(self, hint: Any, node: DataNode, path: str) -> object:  # noqa: ANN401
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        if len(kinds) == 1:
            return self.read(kinds[0], node, path)
        return self._tagged(BLOCK_TYPES if kinds[0] in BLOCK_TYPES.values() else INLINE_TYPES, node, path)

    def _tagged(self, types_: Mapping[str, names.Class], node: DataNode, path: str) -> object:
        """Read a block or a run by the word in its ``type``; bare text is a paragraph or a run."""
        if isinstance(node.value, str):
            run = Text(node.value)
            return (
                run
                if types_ is INLINE_TYPES
                else Paragraph(text=(run,), at=Location(self.file, node.line, node.column))
            )
        if not isinstance(node.value, dict):
            return self.refuse(f"S02.block_{node.shape}", node, path)
        kind = node.value.get("type")
        if kind is None or not isinstance(kind.value, str):
            return self.refuse("S03.type", kind or node, joined(path, "type"), known=", ".join(types_))
        if kind.value not in types_:
            return self._unknown_choice(kind, joined(path, "type"), kind.value, list(types_))
        rest = {name: child for name, child in node.value.items() if name != "type"}
        return self._object(types_[kind.value], DataNode(rest, node.line, node.column, node.keys), path)

    def _tuple(self, hint: Any, node: DataNode, path: str) -> object:  # noqa: ANN401
        item, *more = get_args(hint)
        if more != [...]:
            return self._pair(node, path)
        if node.cut and hint in (Inlines, _BLOCKS):
            return self.refuse("S20", node, path, cure=node.cut)
        if hint == Inlines and isinstance(node.value, str):
            return (Text(node.value),) if node.value else ()
        if hint == _BLOCKS and isinstance(node.value, str):
            return self._markdown(node)
        if item is Footnote and isinstance(node.value, dict) and "label" not in node.value:
            return self._footnotes(node.value, path)
        if keyed := names.keyed(item, node):
            return self._keyed(item, keyed, node, path)
        if isinstance(node.value, str) and (item is str or get_origin(item) is Annotated):
            node = _in_lines(node)
        if not isinstance(node.value, list):
            value = self.read(item, node, path)
            return value if value is BAD else (value,)
        values = [self.read(item, child, f"{path}[{index}]") for index, child in enumerate(node.value)]
        return BAD if BAD in values else tuple(values)

    def _markdown(self, node: DataNode) -> object:
        parsed = markup.blocks_from_markdown(str(node.value), at=Location(self.file, node.line))
        self.findings.extend(parsed.findings)
        self.notes.extend(parsed.footnotes)
        return BAD if any(f.severity.value == "error" for f in parsed.findings) else parsed.blocks

    def _footnotes(self, entries: Mapping[str, DataNode], path: str) -> object:
        bodies = {label: self.read(_BLOCKS, child, joined(path, label)) for label, child in entries.items()}
        if BAD in bodies.values():
            return BAD
        return tuple(Footnote(label=label, body=body) for label, body in bodies.items())

    def _keyed(self, cls: names.Class, keyed: tuple[str, str], node: DataNode, path: str) -> object:
        """Return the values of a list that is written as a mapping: one value for each key."""
        of_key, of_value = keyed
        entries = node.value if isinstance(node.value, dict) else {}
        made = []
        for key, child in entries.items():
            spot = node.keys.get(key, (child.line, child.column))
            both = {of_key: DataNode(key, *spot), of_value: child}
            made.append(self.read(cls, DataNode(both, *spot, dict.fromkeys(both, spot)), joined(path, key)))
        return BAD if BAD in made else tuple(made)

    def _pair(self, node: DataNode, path: str) -> object:
        match node.value:
            case str(text):
                words = text.replace(",", " ").split()
            case list(items):
                words = [item.value if isinstance(item.value, str) else "" for item in items]
            case _:
                return self.refuse("S02.pair", node, path, value="")
        return self._tried(lambda: number_pair(words), node, path)

    def _map(self, node: DataNode, path: str) -> object:
        if not isinstance(node.value, dict):
            return self._misshapen("mapping", node, path)
        values = {key: self.read(str, child, joined(path, key)) for key, child in node.value.items()}
        return BAD if BAD in values.values() else values

    def _text(self, node: DataNode, path: str) -> object:
        if isinstance(node.value, str):
            return _SEPARATOR.sub(_joined_lines, node.value)
        if isinstance(node.value, dict) and "text" in node.value and set(node.value) <= {"text", "lang"}:
            words = self._text(node.value["text"], joined(path, "text"))
            lang = node.value.get("lang")
            tag = self._scalar(FORMS[Form.TAG], lang, joined(path, "lang")) if lang and lang.value else ""
            return LangStr(words, tag) if isinstance(words, str) and isinstance(tag, str) else BAD
        return self._misshapen("text", node, path)

    def _free(self, node: DataNode, path: str) -> object:
        """Read a text in free words: join its lines, and report one that ``#`` cuts short (S20)."""
        name = path.rpartition(".")[2].partition("[")[0]
        if node.cut and name not in _REFERENCES:
            return self.refuse("S20", node, path, cure=node.cut)
        text = self._text(node, path)
        return one_line(text) if isinstance(text, str) and "\n" in text and name not in _VERBATIM else text

    def _marked(self, node: DataNode, path: str) -> object:
        """Read a one-line text with marks such as ``*emphasis*``."""
        text = self._free(node, path)
        if not isinstance(text, str):
            return text
        at = Location(self.file, node.line, node.column)
        line, found = markup.line_from_markdown(text, at)
        self.findings += [replace(entry, field=path) for entry in found]
        return in_language(line, text.lang) if isinstance(text, LangStr) and text.lang else line

    def _choice(self, allowed: tuple[str, ...], node: DataNode, path: str) -> object:
        text = self._text(node, path)
        if text is BAD or text in allowed:
            return text
        if (word := chosen(str(text), allowed)) is not None:
            return word
        return self._unknown_choice(node, path, str(text), [word for word in allowed if word])

    def _unknown_choice(self, node: DataNode, path: str, value: str, known: list[str]) -> Bad:
        guess = near(value, known)
        key = "S02.choice" if guess else "S02.choices"
        return self.refuse(key, node, path, value=value, near=guess, known=", ".join(known))

    def _scalar(self, convert: Any, node: DataNode, path: str) -> object:  # noqa: ANN401
        if not isinstance(node.value, str):
            return self._misshapen("text", node, path)
        text = node.value
        return self._tried(lambda: convert(text), node, path)

    def _tried(self, convert: Any, node: DataNode, path: str) -> object:  # noqa: ANN401
        try:
            return convert()
        except WrongValueError as wrong:
            return self.refuse(wrong.key, node, path, **wrong.facts)

    def _misshapen(self, due: str, node: DataNode, path: str, known: str = "") -> Bad:
        value = node.value[:80] if isinstance(node.value, str) else ""
        return self.refuse(f"S02.{due}_{node.shape}", node, path, value=value, known=known)

    def _object(self, cls: names.Class, node: DataNode, path: str) -> object:
        bare = names.bare_field(cls, node)
        if bare:
            node = DataNode({bare: node}, node.line, node.column, {bare: (node.line, node.column)})
        if not isinstance(node.value, dict):
            known = [name for name in names.field_names(cls) if name not in self.given.get(cls, {})]
            return self._misshapen("mapping", node, path, ", ".join(known))
        keeps = names.type_hints(cls).get("at") == SourceSpan | None
        if keeps:
            self._spots.append((path, []))
        values = self._values(cls, node, path)
        if keeps:
            _, spots = self._spots.pop()
            values["at"] = SourceSpan(self.file, node.line, tuple(spots))
        elif "at" in names.type_hints(cls):
            values["at"] = Location(self.file, node.line, node.column)
        return BAD if self._incomplete(cls, node, values, path) else cls(**values)

    def _values(self, cls: names.Class, node: DataNode, path: str) -> dict[str, Any]:
        """Return the fields of an object by their Python names.

        They come from the file, from ``fallback`` and from ``given``.
        """
        given, earlier = self.given.get(cls, {}), len(self.notes)
        values: dict[str, Any] = {**self.fallback.get(cls, {})}
        for name, child in resolved(self, cls, node, path, given).items():
            attribute = names.field_names(cls)[name]
            if child.value is not None or child.cut:
                values[attribute] = self.read(names.type_hints(cls)[attribute], child, joined(path, name))
        if "footnotes" in names.field_names(cls):
            values["footnotes"] = self._with_notes(values.get("footnotes", ()), earlier)
        return {**values, **given}

    def _with_notes(self, written: object, earlier: int) -> object:
        """Return the footnotes of a story: those of the field ``footnotes`` and those found in its Markdown."""
        notes = self.notes[earlier:]
        del self.notes[earlier:]
        return (*written, *notes) if isinstance(written, tuple) else written

    def _incomplete(self, cls: names.Class, node: DataNode, values: dict[str, Any], path: str) -> bool:
        """Report required fields that are missing or empty.

        Remove values that could not be read, so that defaults apply.
        """
        lacking = False
        for name in names.required(cls):
            if name in values and (cls in _TEXTS or not blank(values[name])):
                lacking |= values[name] is BAD
                continue
            lacking = True
            spelling = name.rstrip("_")
            if joined(path, spelling) not in self.guessed:
                self.refuse("S03", node, joined(path, spelling), name=spelling)
        for name in [name for name, value in values.items() if value is BAD]:
            del values[name]
        return lacking
