# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts inline elements of foreign HTML into runs of text, links and photos.

Nothing is fetched: a remote picture is looked for by its own file name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import PageElement

from epubgen.languages.registry import standard_tag
from epubgen.markup.html_notes import HtmlNotes
from epubgen.markup.html_pictures import HtmlPictures
from epubgen.markup.html_tags import ACTIVE, BLOCKS, HEADINGS, INLINES, SILENT, WORDLESS, WRAPS
from epubgen.markup.html_tree import attribute, attributes, own_direction, text_of, typed_address
from epubgen.markup.parsed import Problems, is_outside_link
from epubgen.markup.tidy import tidy
from epubgen.model import (
    Abbr,
    Break,
    CodeSpan,
    Directed,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Photo,
    Ruby,
    Strong,
    Text,
    plain,
)
from epubgen.startup import regex

__all__ = ["HtmlInlineReader", "link_address", "words"]


def link_address(typed: str, problems: Problems) -> str:
    """Return an address that may stand in a story, else empty text; a refused address is reported (H03)."""
    clean = typed_address(typed)
    if is_outside_link(clean):
        return clean
    if clean and not clean.startswith("#"):
        problems.add("H03", 0, href=typed)
    return ""


_SPACE = regex(r"[ \t\r\n\f]+")
_EDGE = Break()
"""The line end at the edge of a block; it differs from a ``br`` by identity only."""
_CODE = ("code", "kbd", "samp", "tt")


class HtmlInlineReader:
    """Reads inline content. Pictures are collected in ``photos``, removed elements counted in ``active``."""

    def __init__(self, problems: Problems, pictures: HtmlPictures, notes: HtmlNotes) -> None:
        self.problems = problems
        self.notes = notes
        self.pictures = pictures
        self.photos: list[Photo] = []
        self.active: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()

    def skips(self, element: Tag) -> bool:
        """Return whether an element is removed with its content; count elements that run or load something."""
        tag = element.name
        if tag == "source" and element.find_parent("picture"):  # the picture has been read
            return False
        if tag in ACTIVE and tag not in SILENT:
            self.active[tag] += 1
        elif tag not in BLOCKS and tag not in INLINES and tag not in WORDLESS:
            self.unknown[tag] += 1
        self.active.update(name for name in attributes(element) if name.startswith("on"))
        return tag in WORDLESS

    def text(self, element: Tag) -> Inlines:
        """Return the content of an element as the runs of one paragraph; blocks inside begin new lines."""
        return tidy(_with_single_edges(self.inside(element, ())))

    def inside(self, element: Tag, around: tuple[type, ...]) -> Iterator[Inline]:
        """Yield the content of an element.

        ``around`` holds the types of the marks around it, which are not repeated.
        """
        for child in element.children:
            if not isinstance(child, Tag):
                yield from words(child)
            elif not self.skips(child):
                yield from self.run(child, around)

    def run(self, element: Tag, around: tuple[type, ...] = ()) -> Iterator[Inline]:
        """Yield the runs of one element, in a run of its own direction where it states one."""
        made = self._run(element, around)
        if element.name not in BLOCKS and (way := own_direction(element)):
            yield Directed(tuple(made), way, override=element.name == "bdo")
        else:
            yield from made

    def _run(self, element: Tag, around: tuple[type, ...]) -> Iterator[Inline]:
        tag = element.name
        if label := self.notes.label(element):
            yield NoteRef(label)
        elif tag in BLOCKS:
            yield from self._block(element, tag, around)
        elif tag == "br":
            yield Break()
        elif tag in _CODE:
            yield CodeSpan(plain(self.text(element)))
        elif tag == "ruby":
            yield from self._ruby(element)
        elif tag == "q":
            yield from (Text("“"), *self.inside(element, around), Text("”"))
        elif (kind := WRAPS.get(tag)) and kind not in around:
            yield kind(tuple(self.inside(element, (*around, kind))))
        else:
            yield from self._with_facts(element, tag, around)

    def _with_facts(self, element: Tag, tag: str, around: tuple[type, ...]) -> Iterator[Inline]:
        """Yield a link, an abbreviation or a run in another language; for other elements only their words."""
        kind, fact = self._fact(element, tag)
        if fact and kind not in around:
            yield kind(tuple(self.inside(element, (*around, kind))), fact)
        else:
            yield from self.inside(element, around)

    def _fact(self, element: Tag, tag: str) -> tuple[type[Link | Abbr | Foreign], str]:
        if tag == "a":
            return Link, link_address(attribute(element, "href"), self.problems)
        if tag in ("abbr", "acronym"):
            return Abbr, attribute(element, "title")
        lang = attribute(element, "lang") or attribute(element, "xml:lang")
        return Foreign, standard_tag(lang) if lang else ""

    def _block(self, element: Tag, tag: str, around: tuple[type, ...]) -> Iterator[Inline]:
        if tag in ("img", "image"):
            if photo := self.pictures.photo(element):
                self.photos.append(photo)
            return
        if tag in HEADINGS and Strong not in around:
            yield from (_EDGE, Strong(tuple(self.inside(element, (*around, Strong)))), _EDGE)
        else:
            yield from (_EDGE, *self.inside(element, around), _EDGE)

    def _ruby(self, element: Tag) -> Iterator[Inline]:
        """Yield pairs of base and reading; neighbouring pairs of one character each become one run."""
        pairs, rest = self._pairs(element)
        if pairs and all(len(base) == 1 and " " not in reading for base, reading in pairs):
            yield Ruby("".join(base for base, _ in pairs), " ".join(reading for _, reading in pairs))
        else:
            yield from (Ruby(base, reading) if base else Text(reading) for base, reading in pairs)
        yield Text(rest)

    def _pairs(self, element: Tag) -> tuple[list[tuple[str, str]], str]:
        bases: list[str] = []
        readings: list[str] = []
        pairs: list[tuple[str, str]] = []
        for kind, said in self._ruby_parts(element):
            if kind == "rt":
                readings.append(said)
                continue
            if readings:
                pairs += _zipped(bases, readings)
                bases, readings = [], []
            bases.append(said)
        if readings:
            return pairs + _zipped(bases, readings), ""
        return pairs, "".join(bases)

    def _ruby_parts(self, element: Tag) -> Iterator[tuple[str, str]]:
        for child in element.children:
            if not isinstance(child, Tag):
                if said := text_of(child).strip():
                    yield "rb", said
            elif not self.skips(child) and child.name != "rp":
                if child.name in ("rtc", "rb") and child.find(True):
                    yield from self._ruby_parts(child)
                elif said := plain(self.text(child)).strip():
                    yield ("rt" if child.name == "rt" else "rb"), said


def _with_single_edges(runs: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the runs with one line end between two blocks, not two."""
    last: Inline | None = None
    for run in runs:
        blank = isinstance(run, Text) and not run.text.strip(" \n")
        if last is _EDGE and (run is _EDGE or blank):
            continue
        yield run
        last = run


def words(node: PageElement) -> Iterator[Text]:
    """Yield a text node; its line ends and rows of spaces become one space, or nothing between Chinese characters."""
    if text := text_of(node):
        yield Text(_SPACE.sub(_space, text))


def _space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found.group() and found.start() and found.end() < len(found.string) else " "


def _zipped(bases: list[str], readings: list[str]) -> list[tuple[str, str]]:
    if len(bases) == len(readings):
        return list(zip(bases, readings, strict=True))
    return [("".join(bases), " ".join(readings))]
