# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an editor types instead of an HTML tag."""

from __future__ import annotations

__all__ = ["instead_of"]

_INSTEAD = {
    "a": "[…](https://…)",
    "abbr": '[…]{abbr="…"}',
    "b": "**…**",
    "blockquote": "> …",
    "br": "\\",
    "code": "`…`",
    "em": "*…*",
    "h1": "## …",
    "h2": "## …",
    "h3": "### …",
    "hr": "***",
    "i": "*…*",
    "img": "![…](…)",
    "li": "- …",
    "ol": "1. …",
    "ruby": '[…]{ruby="…"}',
    "rt": '[…]{ruby="…"}',
    "strong": "**…**",
    "sub": "~…~",
    "sup": "^…^",
    "table": "| … | … |",
    "td": "| … | … |",
    "th": "| … | … |",
    "tr": "| … | … |",
    "ul": "- …",
}


def instead_of(tag: str) -> str:
    """The Markdown for a tag; empty when there is none."""
    return _INSTEAD.get(tag.lower(), "")
