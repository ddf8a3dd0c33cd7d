# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks the form of an XML document against a table: attributes of each element, their values, its child elements.

A table is a short schema (see ``vocabularies.py``). A schema language would say where a document fails, but not what to
type: here each fault becomes a finding with element, attribute and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from epubgen.errors import Finding, finding
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.archive import Archive

__all__ = ["ElementForm", "Vocabulary", "wrong_form"]

_WORD = regex(r"[\w:.-]+")


@dataclass(frozen=True)
class ElementForm:
    """The allowed form of an element.

    ``needs`` and ``may`` are names of attributes separated by spaces; ``holds`` is a regular expression over the names
    of its child elements (``rootfiles links?``), empty for none, ``*`` for anything; ``says`` gives the pattern of a
    value without white space around it. Attributes in foreign namespaces are not checked.
    """

    needs: str = ""
    may: str = ""
    holds: str = ""
    says: Mapping[str, str] | None = None

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The required attributes."""
        return tuple(self.needs.split())

    @cached_property
    def known(self) -> frozenset[str]:
        """The required and the optional attributes."""
        return frozenset((*self.needed, *self.may.split()))


@dataclass(frozen=True)
class Vocabulary:
    """The elements of one kind of document. ``names`` gives the prefix of each namespace, ``""`` for the main one."""

    names: Mapping[str, str]
    elements: Mapping[str, ElementForm]
    root: str


def wrong_form(archive: Archive, member: str, root: xml.Element, words: Vocabulary) -> Iterator[Finding]:
    """B48: report faults of the form; elements of foreign namespaces are skipped with their content."""
    if _name(str(root.tag), words) != words.root:
        yield finding("B48.root", archive.at(member, xml.line(root)), element=xml.local(root), wanted=words.root)
        return
    queue = [root]
    while queue:
        element = queue.pop()
        name = _name(str(element.tag), words)
        form = words.elements.get(name) if name else None
        if form is None:
            continue
        at = archive.at(member, xml.line(element))
        for key, args in (*_attributes(name, element, form, words), *_content(name, element, form, words)):
            yield finding(key, at, **args)
        if form.holds != "*":
            queue.extend(child for child in xml.children(element) if _name(str(child.tag), words) in words.elements)


def _attributes(
    name: str, element: xml.Element, form: ElementForm, words: Vocabulary
) -> Iterator[tuple[str, dict[str, object]]]:
    keys = map(str, element.keys())
    had = {_attribute(key, words): element.get(key, "") for key in keys}
    for attribute in form.needed:
        if attribute not in had:
            yield "B48.missing", {"element": name, "attribute": attribute}
    for attribute, value in had.items():
        if attribute and attribute not in form.known:
            yield "B48.attribute", {"element": name, "attribute": attribute}
        elif attribute and not _says(form, attribute, value.strip()):
            yield "B48.value", {"element": name, "attribute": attribute, "value": value}


def _attribute(key: str, words: Vocabulary) -> str:
    """Return the name of an attribute with its prefix.

    The result is empty in a foreign namespace, and in the main one, which has none.
    """
    name = _name(key, words) if key.startswith("{") else key
    return name if ":" in name or not key.startswith("{") else ""


def _says(form: ElementForm, attribute: str, value: str) -> bool:
    pattern = (form.says or {}).get(attribute)
    return pattern is None or re.fullmatch(pattern, value) is not None


def _content(
    name: str, element: xml.Element, form: ElementForm, words: Vocabulary
) -> Iterator[tuple[str, dict[str, object]]]:
    if form.holds == "*":
        return
    inside = [found for child in xml.children(element) if (found := _name(str(child.tag), words))]
    known = _WORD.findall(form.holds)
    stranger = next((child for child in inside if child not in known), "")
    if stranger:
        yield "B48.element", {"element": stranger, "parent": name}
    elif not _model(form.holds).fullmatch("".join(f"{child}/" for child in inside)):
        yield "B48.content", {"element": name, "wanted": _model_words(form.holds)}


@lru_cache(maxsize=256)
def _model(holds: str) -> re.Pattern[str]:
    parts = _WORD.sub(lambda word: f"(?:{word[0]}/)", holds)  # "/" ends a name, white space only parts them
    return re.compile("".join(parts.split()))


def _model_words(holds: str) -> str:
    """Return the allowed children as people read them: names, with marks for optional and repeated ones."""
    return holds.replace("|", " | ") if holds else "–"


def _name(tag: str, words: Vocabulary) -> str:
    """Return a name with the prefix of the table; empty for one of a foreign namespace."""
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    prefix = words.names.get(space)
    if prefix is None:
        return ""
    return f"{prefix}:{local}" if prefix else local
