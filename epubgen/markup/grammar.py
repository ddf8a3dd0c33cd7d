# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Markdown of epubgen: which rules of markdown-it hold and which are our own.

CommonMark and pipe tables; off are raw HTML, indented code, setext headings and link definitions. Addresses stay as
typed.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence, list_block

from epubgen.markup import block_rules, inline_rules

__all__ = ["parser"]


_LONG_NUMBER = re.compile(r"\d{4,}[.)](?:[ \t]|$)")


class _Parser(MarkdownIt):
    """markdown-it without its changes to addresses: what may be linked is decided where the tokens are read."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    made = _Parser("commonmark", {"maxNesting": block_rules.LIMIT + 2}).enable("table")
    made.disable(["code", "lheading", "html_block", "html_inline", "reference"])
    block, inline = made.block.ruler, made.inline.ruler
    everywhere: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list", "table"]}
    block.before("table", "depth", block_rules.depth)
    block.before("table", "container", block_rules.container, everywhere)
    block.before("table", "attributes", block_rules.attributes, everywhere)
    block.before("table", "footnote", block_rules.footnote, everywhere)
    block.before("table", "indent", block_rules.indent, {"alt": ["paragraph"]})
    block.before("table", "turn", block_rules.turn, {"alt": ["paragraph"]})
    block.at("fence", _fence, {"alt": ["paragraph", "blockquote", "list"]})
    block.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    block.before("list", "year", _year, {"alt": ["list"]})
    inline.at("emphasis", inline_rules.emphasis)
    inline.at("image", inline_rules.image)
    inline.at("link", inline_rules.link)
    inline.before("link", "note", inline_rules.note)
    inline.after("link", "span", inline_rules.span)
    inline.after("span", "script", inline_rules.script)
    inline.after("autolink", "html", inline_rules.html)
    return made


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Code between fences, and whether its end is typed: CommonMark lets an open fence swallow the rest of a story."""
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        last = block_rules.line_text(state, state.line - 1).rstrip()
        closed = state.line - 1 > start and len(last) >= len(token.markup) and not last.strip(token.markup[0])
        token.meta = {"closed": closed}
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A number of four digits or more never opens a list: ``2026. 年初`` is a sentence."""
    return not _is_year(state, start) and list_block(state, start, end, silent)


def _year(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """... nor does it go on with one."""
    return silent and _is_year(state, start)


def _is_year(state: StateBlock, line: int) -> bool:
    return bool(_LONG_NUMBER.match(block_rules.line_text(state, line)))
