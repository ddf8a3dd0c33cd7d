# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text of a page as runs: emphasis, links, code and line breaks; everything else is text as it stands."""

from __future__ import annotations

import re

from epubgen.model import Break, CodeSpan, Em, Inline, Inlines, Link, Strong, Text

_RUN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<break>\n)"
    r"|`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<strong>(?!\s)[^*\n]+?(?<!\s))\*\*"
    r"|(?<![*\w])\*(?P<em>(?![\s*])[^*\n]+?(?<!\s))\*(?!\*)"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<href>https?://[^()\s]+|mailto:[^()\s]+)\)",
)


def inlines(text: str) -> Inlines:
    """The runs of a piece of text."""
    found: list[Inline] = []
    words, at = "", 0
    for match in _RUN.finditer(text):
        words += text[at : match.start()]
        at = match.end()
        if match["escaped"]:
            words += match["escaped"]
            continue
        if words:
            found.append(Text(words))
            words = ""
        found.append(_run(match))
    words += text[at:]
    return (*found, Text(words)) if words else tuple(found)


def _run(match: re.Match[str]) -> Inline:
    if match["code"]:
        return CodeSpan(match["code"])
    if match["strong"]:
        return Strong(inlines(match["strong"]))
    if match["em"]:
        return Em(inlines(match["em"]))
    if match["label"]:
        return Link(inlines(match["label"]), match["href"])
    return Break()


def words(text: str) -> str:
    """The text without its marks, for fields that hold plain text; a line break becomes a space."""
    return "".join(_plain(inlines(text)))


def _plain(runs: Inlines) -> list[str]:
    parts = []
    for run in runs:
        match run:
            case Text(text) | CodeSpan(text):
                parts.append(text)
            case Break():
                parts.append(" ")
            case Strong(children) | Em(children):
                parts.extend(_plain(children))
            case Link():
                parts.extend(_plain(run.children))
                parts.append(f" {run.href}" if run.href not in "".join(_plain(run.children)) else "")
    return parts
