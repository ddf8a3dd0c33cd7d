# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only room where text becomes markup: blocks ↔ Markdown, foreign HTML → blocks, blocks → XHTML."""

from __future__ import annotations

from epubgen.markup.html import blocks_from_html, line_from_html, text_from_html
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
