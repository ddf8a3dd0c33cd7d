# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts foreign HTML, as newsroom systems store stories, into blocks. Only elements of an allow-list have an effect.

Beautiful Soup builds the tree with libxml2, which keeps text at any depth. ``html_source`` prepares the text for the
parser; ``html_clean`` and ``html_notes`` prepare the tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import BeautifulSoup, NavigableString, Tag

from epubgen.errors import Finding, Location
from epubgen.files.given_pictures import GivenPictures
from epubgen.languages.characters import refused_marks
from epubgen.markup.html_blocks import HtmlBlockReader
from epubgen.markup.html_characters import seen_html, without_references
from epubgen.markup.html_clean import clean_tree, narrow_marks
from epubgen.markup.html_inlines import HtmlInlineReader
from epubgen.markup.html_notes import HtmlNotes
from epubgen.markup.html_pictures import HtmlPictures
from epubgen.markup.html_source import HtmlSource
from epubgen.markup.html_tags import BLOCKS, WORDLESS
from epubgen.markup.html_tree import depth, walk
from epubgen.markup.parsed import Parsed, Problems
from epubgen.markup.tidy import line_of_runs, one_line, tidy_blocks, tidy_footnotes
from epubgen.model import Block, Em, Footnote, Paragraph, Strong, Text
from epubgen.options import PictureSource
from epubgen.startup import regex

__all__ = ["blocks_from_html", "line_from_html", "text_from_html"]

_DEEPEST = 100
"""Levels of nested elements that are read as a tree; the text of a deeper tree becomes plain paragraphs."""
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def blocks_from_html(
    html: str,
    at: Location | None = None,
    *,
    images: PictureSource | None = None,
    shared_files: Sequence[str] = (),
) -> Parsed:
    """Return the blocks of an HTML text and what was left out.

    Scripts, frames, forms and the like are removed; the words in unknown elements stay; nothing is fetched.

    Args:
        html: the text.
        at: its place, for findings and blocks.
        images: called with the address of a picture; returns its bytes or the path of a file, or ``None``. A relative
            ``str`` names a file of the issue; any other path is read at once. An exception becomes finding H09.
        shared_files: file names such as ``photo.jpg`` with which addresses in other texts of the issue also end; a
            picture with such a name is named after its whole address.

    Returns:
        The blocks. A photo keeps its address in ``Photo.url``. Its file is named after the last part of the address, or
            after the whole address where several addresses end with that part.
    """
    problems = Problems(at or Location())
    for mark in refused_marks(without_references(html), at):
        problems.add("S28", (mark.at.line or 1) - (at.line or 1) if mark.at and at else 0, **dict(mark.args))
    source, soup = _read(html)
    clean_tree(soup, problems)
    inlines = None
    footnotes: tuple[Footnote, ...] = ()
    if depth(soup) > _DEEPEST:
        problems.add("H02.flat", 0)
        found: tuple[Block, ...] = tuple(Paragraph(text=(Text(part),)) for part in _paragraphs(soup))
    else:
        narrow_marks(soup, problems)
        pictures = HtmlPictures(soup, problems, GivenPictures(images), shared_files)
        notes = HtmlNotes(soup)
        inlines = HtmlInlineReader(problems, pictures, notes)
        reader = HtmlBlockReader(inlines, soup, (body for _, body in notes.bodies))
        found = reader.blocks(soup)
        footnotes = tuple(Footnote(label=label, body=reader.blocks(body)) for label, body in notes.bodies)
    _report(problems, source, inlines)
    blocks, noted = tidy_blocks(found), tidy_footnotes(footnotes)
    if at is not None:
        blocks = tuple(replace(block, at=at) for block in blocks)
        noted = tuple(replace(note, at=at) for note in noted)
    return Parsed(blocks=blocks, footnotes=noted, findings=problems.findings())


def text_from_html(html: str) -> str:
    """Return the words of an HTML text on one line, for fields of plain text.

    Entities are decoded, and text that is no element (``<NBA>``) stays as typed. Deleted, struck and hidden words,
    scripts and ruby readings are left out. A line break becomes a space, or nothing between Chinese or Japanese
    characters.
    """
    _, soup = _read(html)
    clean_tree(soup, Problems(Location()))
    return _plain_line(soup)


def line_from_html(html: str, at: Location | None = None) -> tuple[str, tuple[Finding, ...]]:
    """Return an HTML text as one line with marks, for headlines and captions, and findings about what was left out.

    ``CO<sub>2</sub>`` keeps its subscript, ``<s>500</s>`` its strike. Bold or italics of the whole line, and links, are
    removed; their words stay.

    Args:
        html: the text.
        at: its place, for findings.
    """
    problems = Problems(at or Location())
    source, soup = _read(html)
    clean_tree(soup, problems)
    if depth(soup) > _DEEPEST:
        problems.add("H02.flat", 0)
        _report(problems, source)
        return _plain_line(soup), problems.findings()
    for link in soup.find_all("a"):
        link.unwrap()
    pictures = HtmlPictures(soup, problems, GivenPictures(None), ())
    inlines = HtmlInlineReader(problems, pictures, HtmlNotes(BeautifulSoup("", "lxml")))
    runs = inlines.text(soup)
    while len(runs) == 1 and isinstance(runs[0], (Strong, Em)):
        runs = runs[0].children
    _report(problems, source, inlines)
    return line_of_runs(runs), problems.findings()


def _plain_line(soup: BeautifulSoup) -> str:
    """Return the words of a clean tree on one line; elements without words for readers are removed from the tree."""
    for element in soup.find_all((*WORDLESS, "s", "rt", "rp")):
        element.extract()
    words = one_line("\n".join(part.strip() for part in _paragraphs(soup)))
    return re.sub(r"[ \t\xa0]+", " ", words)


def _read(html: str) -> tuple[HtmlSource, BeautifulSoup]:
    """Return the tree of a text, and the source with what was found before parsing."""
    source = HtmlSource(_FORBIDDEN.sub("", seen_html(html)))
    return source, BeautifulSoup(source.escaped(), "lxml", multi_valued_attributes=None)


def _report(problems: Problems, source: HtmlSource, inlines: HtmlInlineReader | None = None) -> None:
    """Report what was left out, kept as text, or closed by the end of the text."""
    for key, names in (
        ("H01", inlines.active if inlines else None),
        ("H02", inlines.unknown if inlines else None),
        ("H02.literal", source.literal),
        ("H02.letter", source.letters),
        ("H02.cut", source.cut),
        ("H05.open", source.open),
        ("H06", source.shortcodes.taken),
    ):
        if names:
            problems.add(key, 0, what=_counted(names))


def _paragraphs(soup: Tag) -> Iterator[str]:
    """Yield the words between block elements."""
    held: list[str] = []
    hidden = 0
    for event, node in walk(soup):
        if isinstance(node, NavigableString):
            held += [] if hidden else [str(node)]
            continue
        hidden += {"start": 1, "end": -1}[event] * (node.name in WORDLESS)
        if node.name in BLOCKS or node.name == "br":
            yield from [text for text in ["".join(held)] if text.strip()]
            held = []
    yield from [text for text in ["".join(held)] if text.strip()]


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items()))
