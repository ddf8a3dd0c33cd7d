# SPDX-License-Identifier: AGPL-3.0-or-later
"""Foreign HTML, as a newsroom system stores a story → blocks. No markup of it survives, only what an allow-list knows.

The tree is built by libxml2; another parser reads the words a second time, and when the tree lacks some, its paragraphs
are used instead.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from lxml import etree

from epubgen.errors import Location
from epubgen.markup.html_blocks import HtmlBlockReader
from epubgen.markup.html_guard import loses_words, paragraphs
from epubgen.markup.html_inlines import HtmlInlineReader, tag_of
from epubgen.markup.html_tags import WORDLESS
from epubgen.markup.parsed import Parsed, Problems
from epubgen.markup.tidy import tidy_blocks
from epubgen.model import Block, Paragraph, Text

__all__ = ["blocks_from_html"]

_DEEPEST = 100
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def blocks_from_html(html: str, at: Location | None = None) -> Parsed:
    """The blocks of an HTML text, and what was left out of it.

    Scripts, frames, forms and the like go; words in elements that a story does not know stay; nothing is fetched.
    """
    problems = Problems(at or Location())
    clean = _FORBIDDEN.sub("", html)
    root = _tree(clean)
    if root is None:
        return Parsed()
    inlines = HtmlInlineReader(problems)
    if _depth(root) > _DEEPEST or loses_words(_words(root), clean):
        problems.add("H02.flat", 0)
        found: tuple[Block, ...] = tuple(Paragraph(text=(Text(part),)) for part in paragraphs(clean))
    else:
        found = HtmlBlockReader(inlines, root).blocks(root)
        _report(inlines, problems)
    blocks = tuple(block if at is None else replace(block, at=at) for block in tidy_blocks(found))
    return Parsed(blocks=blocks, findings=problems.findings())


def _tree(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=False)
    try:
        return etree.fromstring(html.encode("utf-8"), parser) if html.strip() else None
    except etree.ParserError:
        return None


def _depth(root: etree._Element) -> int:
    deepest, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _words(root: etree._Element) -> str:
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            hidden += tag_of(element) in WORDLESS
            parts.append(element.text or "" if not hidden else "")
        else:
            hidden -= tag_of(element) in WORDLESS
            parts.append(element.tail or "" if not hidden else "")
    return "".join(parts)


def _report(inlines: HtmlInlineReader, problems: Problems) -> None:
    if inlines.active:
        problems.add("H01", 0, what=_counted(inlines.active))
    if inlines.unknown:
        problems.add("H02", 0, what=_counted(inlines.unknown))


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items()))
