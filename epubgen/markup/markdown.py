# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown → blocks.

``grammar`` says what is Markdown here, ``read_blocks`` and ``read_containers`` turn its tokens into blocks,
``read_inlines`` into runs. What has no block stands as text, and a finding S09 says what to type; what is typed almost
right is named by ``near_misses``.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from epubgen.errors import Location
from epubgen.markup import near_misses
from epubgen.markup.grammar import parser
from epubgen.markup.parsed import Parsed
from epubgen.markup.problems import Problems
from epubgen.markup.read_blocks import MarkdownBlockReader, nested
from epubgen.markup.read_inlines import inlines_of
from epubgen.markup.tidy_blocks import tidy_blocks, tidy_footnotes
from epubgen.model import Inlines

__all__ = ["blocks_from_markdown", "inlines_from_markdown"]

_NOWHERE = Location()


def blocks_from_markdown(text: str, at: Location = _NOWHERE, base: str = "") -> Parsed:
    """The blocks and footnotes of a body, and findings with their lines.

    Args:
        text: Markdown without front matter.
        at: The file, and the line in it where ``text`` begins.
        base: The folder that photo paths are relative to; with none they stay as typed.
    """
    problems = Problems(at)
    reader = MarkdownBlockReader(problems, base, _parse_line)
    tokens = parser().parse(text, {})
    near_misses.report(tokens, problems)
    blocks = tidy_blocks(reader.blocks(nested(tokens)))
    return Parsed(blocks=blocks, footnotes=tidy_footnotes(reader.footnotes), findings=problems.findings())


def inlines_from_markdown(text: str) -> Inlines:
    """The runs of one paragraph of Markdown; what has no run stands as text."""
    return inlines_of(_parse_line(text.strip()), Problems(_NOWHERE), 0)


def _parse_line(text: str) -> Sequence[Token]:
    tokens = parser().parseInline(text, {})
    return tokens[0].children or () if tokens else ()
