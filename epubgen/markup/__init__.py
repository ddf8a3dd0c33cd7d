# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts between blocks and markup: blocks ↔ Markdown, foreign HTML → blocks, blocks → XHTML.

No other room turns text into markup. The reader of HTML is imported on first use, because importing Beautiful Soup
takes longer than reading a small issue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from epubgen.markup.lines import line_as_markdown, line_from_markdown
from epubgen.markup.parsed import Parsed
from epubgen.markup.picture_addresses import file_of_address
from epubgen.markup.read_markdown import blocks_from_markdown, inlines_from_markdown
from epubgen.markup.tidy import tidy, tidy_blocks, tidy_footnotes
from epubgen.markup.write_inlines import markdown_from_inlines
from epubgen.markup.write_markdown import markdown_from_blocks
from epubgen.markup.xhtml import footnotes, page_break, page_mark_id, render_blocks
from epubgen.markup.xhtml_figures import alternative, credit_line, figure
from epubgen.markup.xhtml_inlines import DocumentIds, RenderContext, ShownPicture, note_id, render_inlines, render_text

if TYPE_CHECKING:
    from epubgen.markup.html import blocks_from_html, line_from_html, text_from_html

__all__ = [
    "DocumentIds",
    "Parsed",
    "RenderContext",
    "ShownPicture",
    "alternative",
    "blocks_from_html",
    "blocks_from_markdown",
    "credit_line",
    "figure",
    "file_of_address",
    "footnotes",
    "inlines_from_markdown",
    "line_as_markdown",
    "line_from_html",
    "line_from_markdown",
    "markdown_from_blocks",
    "markdown_from_inlines",
    "note_id",
    "page_break",
    "page_mark_id",
    "render_blocks",
    "render_inlines",
    "render_text",
    "text_from_html",
    "tidy",
    "tidy_blocks",
    "tidy_footnotes",
]

_HTML = ("blocks_from_html", "line_from_html", "text_from_html")


def __getattr__(name: str) -> object:
    """Import a function of the HTML reader on first use (PEP 562)."""
    if name not in _HTML:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from epubgen.markup import html  # noqa: PLC0415 - see the docstring of the module

    return getattr(html, name)
