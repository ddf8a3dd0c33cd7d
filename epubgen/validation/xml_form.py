# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of an XML document by a table: which attributes an element has, what they may say, what stands inside.

A table is a schema in the fewest words (``vocabularies.py`` has them). It is ours because a schema language tells where
a document fails, not what to type: each departure becomes a finding that names element, attribute and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from epubgen.errors import Finding, finding
from epubgen.patterns import regex
from epubgen.validation import xml
from epubgen.validation.archive import Archive

__all__ = ["ElementForm", "Vocabulary", "wrong_form"]

_WORD = regex(r"[\w:.-]+")


@dataclass(frozen=True)
class ElementForm:
    """What an element is made of.

    ``needs`` and ``may`` are attribute names parted by spaces; ``holds`` is a regular expression over the names of its
    child elements (``rootfiles links?``), empty for none, ``*`` for anything; ``says`` gives the pattern of a value,
    white space around it left out. An attribute in a foreign namespace is nobody's business.
    """

    needs: str = ""
    may: str = ""
    holds: str = ""
    says: Mapping[str, str] | None = None

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The attributes that it must have."""
        return tuple(self.needs.split())

    @cached_property
    def known(self) -> frozenset[str]:
        """The attributes that it may have."""
        return frozenset((*self.needed, *self.may.split()))


@dataclass(frozen=True)
class Vocabulary:
    """The elements of one kind of document. ``names`` gives the prefix of a namespace, ``""`` for the main one."""

    names: Mapping[str, str]
    elements: Mapping[str, ElementForm]
    root: str


def wrong_form(archive: Archive, member: str, root: xml.Element, words: Vocabulary) -> Iterator[Finding]:
    """B48: what departs from the form; elements of foreign namespaces are passed over with all they hold."""
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
    """The name of an attribute with its prefix; empty in a foreign namespace, and in the main one, which has none."""
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
        yield "B48.content", {"element": name, "wanted": _told(form.holds)}


@lru_cache(maxsize=256)
def _model(holds: str) -> re.Pattern[str]:
    parts = _WORD.sub(lambda word: f"(?:{word[0]}/)", holds)  # "/" ends a name, white space only parts them
    return re.compile("".join(parts.split()))


def _told(holds: str) -> str:
    """A model as people read it: the names with what may be left out or repeated."""
    return holds.replace("|", " | ") if holds else "–"


def _name(tag: str, words: Vocabulary) -> str:
    """A name with the prefix of the table; empty for one of a foreign namespace."""
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    prefix = words.names.get(space)
    if prefix is None:
        return ""
    return f"{prefix}:{local}" if prefix else local
