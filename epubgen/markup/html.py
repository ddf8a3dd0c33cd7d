# SPDX-License-Identifier: AGPL-3.0-or-later
"""Foreign HTML, as a newsroom system stores a story → blocks. No markup of it survives, only what an allow-list knows.

Beautiful Soup builds the one tree, fed by libxml2, which keeps text at any depth. Before that, every ``<`` that opens
no element is escaped, so that ``<news@example.org>`` and ``<NBA>`` stay words in their own spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from epubgen.errors import Location
from epubgen.files.given_pictures import GivenPictures
from epubgen.markup.html_blocks import HtmlBlockReader
from epubgen.markup.html_inlines import HtmlInlineReader
from epubgen.markup.html_pictures import HtmlPictures
from epubgen.markup.html_tags import BLOCKS, FOREIGN, HTML, OPAQUE, RAW, WORDLESS
from epubgen.markup.parsed import Parsed, Problems
from epubgen.markup.tidy import tidy_blocks
from epubgen.model import Block, Paragraph, Text
from epubgen.options import PictureSource

__all__ = ["blocks_from_html"]

_DEEPEST = 100
"""Elements inside one another that are read as a tree; deeper ones become plain paragraphs."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"""</?([A-Za-z][^\s/<>]*+)(?>=\s*+"[^"]*+"|=\s*+'[^']*+'|(?!=\s*+["'])[^>])*+>""")
_RAGGED_TAG = re.compile(r"</?([A-Za-z][^\s/<>]*+)[^>]*+>")
"""A tag in which a quotation mark is never closed."""
_TIDY_TAG = re.compile(r"""</?[A-Za-z][^\s/<>]*+(?>=\s*+"[^"]*+"|=\s*+'[^']*+'|(?!=\s*+["'])[^<>])*+>""")
_DECLARATION = re.compile(r"<(?:![A-Za-z\[]|\?[A-Za-z])[^>]*+>")
_UNCLOSED_TAG = re.compile(r"</?[A-Za-z][^\s/<>]*+")
_CLOSING_NAMES = re.compile(r"</([A-Za-z][^\s/<>]*+)")


def blocks_from_html(
    html: str,
    at: Location | None = None,
    *,
    images: PictureSource | GivenPictures | None = None,
    shared_files: Collection[str] = (),
) -> Parsed:
    """The blocks of an HTML text, and what was left out of it.

    Scripts, frames, forms and the like go; words in elements that a story does not know stay; nothing is fetched.

    Args:
        html: the text.
        at: where it stands, for findings and blocks.
        images: gives the picture of an address as bytes or as the path of a file, ``None`` where it has none. A
            relative ``str`` names a file of the issue; any other path is read at once. What it raises is finding H09.
        shared_files: names such as ``photo.jpg`` that addresses of other texts of the issue end with, too: pictures
            of these names are filed by their whole address.

    Returns:
        The blocks. A photo keeps its address in ``Photo.url``; its file is named by the last part of the address, or by
        the whole address where that part does not tell it from another picture.
    """
    problems = Problems(at or Location())
    source = _HtmlSource(_FORBIDDEN.sub("", html))
    clean = source.escaped()
    if not clean.strip():
        return Parsed()
    soup = BeautifulSoup(clean, "lxml", multi_valued_attributes=None)
    given = images if isinstance(images, GivenPictures) else GivenPictures(images)
    inlines = HtmlInlineReader(problems, HtmlPictures(soup, problems, given, shared_files))
    if _depth(soup) > _DEEPEST:
        problems.add("H02.flat", 0)
        found: tuple[Block, ...] = tuple(Paragraph(text=(Text(part),)) for part in _paragraphs(soup))
    else:
        found = HtmlBlockReader(inlines, soup).blocks(soup)
    for key, names in (("H01", inlines.active), ("H02", inlines.unknown), ("H02.literal", source.literal)):
        if names:
            problems.add(key, 0, what=_counted(names))
    blocks = tuple(block if at is None else replace(block, at=at) for block in tidy_blocks(found))
    return Parsed(blocks=blocks, findings=problems.findings())


class _HtmlSource:
    """HTML as typed; looks at each ``<`` once and decides whether it opens markup or is a word of the text.

    An element that HTML does not have is markup when it is closed somewhere: ``<o:p>…</o:p>``. What stands alone,
    such as ``<iPhone 17>``, is text; the names of such texts gather in ``literal``.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self.literal: Counter[str] = Counter()
        lower = html.lower()
        self._known = HTML | FOREIGN if "<svg" in lower or "<math" in lower else HTML
        self._closed = {found[1].lower() for found in _CLOSING_NAMES.finditer(html)}
        self._last_end = html.rfind(">")
        self._last_comment_end = html.rfind("-->")
        self._quotes_close = True

    def escaped(self) -> str:
        """The HTML with each ``<`` of the text written ``&lt;``, without comments, declarations and scripts."""
        parts: list[str] = []
        place = 0
        while (opening := self._html.find("<", place)) >= 0:
            markup, end = self._at(opening)
            parts += (self._html[place:opening], markup)
            place = end
        return "".join((*parts, self._html[place:]))

    def _at(self, opening: int) -> tuple[str, int]:
        """What to write for the ``<`` at this place, and where reading goes on."""
        html = self._html
        if html.startswith("<!--", opening) and self._last_comment_end >= opening + 2:
            return "", html.index("-->", opening + 2) + 3
        tag = self._tag(opening)
        if tag is None:
            declaration = _DECLARATION.match(html, opening) if opening < self._last_end else None
            return ("", declaration.end()) if declaration else ("&lt;", opening + 1)
        name = tag[1].lower()
        if not (name in self._known or name in self._closed or (tag[0].endswith("/>") and _has_prefix(name))):
            self.literal[tag[0]] += 1
            return "&lt;", opening + 1
        closes = tag[0][1] == "/"
        bare = f"</{name}>" if closes else f"<{name}>"
        shown = tag[0] if _TIDY_TAG.fullmatch(tag[0]) else bare
        if name in OPAQUE:
            return "" if closes else f"{shown}</{name}>", tag.end()
        if name in RAW and not closes:
            return self._raw(name, shown, tag.end())
        return shown, tag.end()

    def _tag(self, opening: int) -> re.Match[str] | None:
        """The tag that opens here. Once a quotation mark was found that nothing closes, quotes count no more."""
        if opening > self._last_end:
            if unclosed := _UNCLOSED_TAG.match(self._html, opening):
                self.literal[unclosed[0]] += 1
            return None
        tag = _TAG.match(self._html, opening) if self._quotes_close else None
        if tag is None and (ragged := _RAGGED_TAG.match(self._html, opening)):
            self._quotes_close = False
            return ragged
        return tag

    def _raw(self, name: str, shown: str, start: int) -> tuple[str, int]:
        """An element without elements in it: a script goes, what was printed as typed is escaped."""
        close = (
            re.compile(f"</{name}[^>]*+>", re.IGNORECASE).search(self._html, start) if name in self._closed else None
        )
        end, after = (close.start(), close.end()) if close else (len(self._html), len(self._html))
        if name in WORDLESS:
            return f"{shown}</{name}>", after
        return f"<pre>{self._html[start:end].replace('&', '&amp;').replace('<', '&lt;')}</pre>", after


def _has_prefix(name: str) -> bool:
    return ":" in name.strip(":") or "-" in name


def _depth(soup: Tag) -> int:
    deepest = depth = 0
    for event, _ in _walk(soup):
        depth += {"start": 1, "end": -1}.get(event, 0)
        deepest = max(deepest, depth)
    return deepest


def _paragraphs(soup: Tag) -> Iterator[str]:
    """The words between block elements."""
    held: list[str] = []
    hidden = 0
    for event, node in _walk(soup):
        if isinstance(node, NavigableString):
            held += [] if hidden else [str(node)]
            continue
        hidden += {"start": 1, "end": -1}[event] * (node.name in WORDLESS)
        if node.name in BLOCKS or node.name == "br":
            yield from [text for text in ["".join(held)] if text.strip()]
            held = []
    yield from [text for text in ["".join(held)] if text.strip()]


def _walk(root: Tag) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Where each element starts and ends, and each text, without recursion."""
    stack: list[tuple[Tag, Iterator[object]]] = [(root, iter(root.contents))]
    while stack:
        element, inside = stack[-1]
        node = next(inside, None)
        if node is None:
            stack.pop()
            if stack:
                yield "end", element
        elif isinstance(node, Tag):
            yield "start", node
            stack.append((node, iter(node.contents)))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", node


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items()))
