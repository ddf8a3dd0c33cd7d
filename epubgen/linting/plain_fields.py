# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule T11: Markdown, tags and entities in a field of plain words, such as a name or a text alternative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from epubgen.errors import Finding, Location, finding
from epubgen.linting.context import LintContext
from epubgen.markup import line_from_markdown
from epubgen.model import SourceSpan
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.walk import article_photos, field_names
from epubgen.serialization.names import marked_fields
from epubgen.startup import dataclass, regex

__all__ = ["plain_fields_hold_words"]

_SIGN = regex(r"[&<*\[]")
"""Characters of which all markup has one; most texts have none."""
_MARKUP = regex(
    r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,6});"
    r"|</?(?:a|b|br|div|em|font|i|p|rt|ruby|s|span|strong|sub|sup|u)(?:\s[^<>]{0,200})?/?>"
    r"|\*\*[^*\s][^*\n]{0,200}\*\*|\[[^\[\]\n]{1,200}\]\{[^{}\n]{1,200}\}|\[\^[^\s\[\]]{1,40}\]",
    re.IGNORECASE,
)
_TAG = regex(r"</?[A-Za-z][^<>]{0,200}>")
_NO_WORDS = frozenset(
    {"at", "body", "colors", "css", "custom", "data", "file", "fonts", "footnotes", "id", "import_", "publish", "root",
     "text", "theme", "url", "urls", "value"}
)  # fmt: skip
_APART = (*BLOCK_TYPES.values(),)


@dataclass(frozen=True, slots=True)
class _PlainText:
    text: str
    path: str
    at: Location | None


def plain_fields_hold_words(context: LintContext) -> Iterator[Finding]:
    """T11: names, roles, keywords and text alternatives hold plain words; readers would see a mark as it was typed."""
    issue, paper = context.issue, context.issue.publication
    values: list[tuple[object, str]] = [(paper, "publication" if not paper.at else "")]
    values += [(part, name) for name in ("edition", "special", "credits", "pages") if (part := getattr(issue, name))]
    for story in context.printed_stories:
        prefix = "" if story.at else f"articles[{story.id}]"
        values += [(story, prefix), *((photo, prefix) for photo in article_photos(story))]
    told: set[_PlainText] = set()
    for value, path in values:
        for plain in _plain_texts(value, path, issue.at):
            if plain not in told and (found := _MARKUP.search(plain.text)):
                told.add(plain)
                yield finding("T11", plain.at, plain.path, text=found[0], right=_words(plain.text))


def _words(typed: str) -> str:
    """Return the words without marks, to be typed instead."""
    return str(line_from_markdown(_TAG.sub("", typed), Location())[0])


def _plain_texts(value: Any, path: str, span: SourceSpan | None) -> Iterator[_PlainText]:  # noqa: ANN401 - of the model
    """Yield texts that may hold markup, except those of fields that allow marks, each with its line and field."""
    if isinstance(value, str):
        if not _SIGN.search(value):
            return
        yield _PlainText(str(value), path, span.of(path) if span else None)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _plain_texts(item, f"{path}[{index}]", span)
    elif (names := field_names(value)) and not isinstance(value, _APART):
        own = getattr(value, "at", None)
        path, span = ("", own) if isinstance(own, SourceSpan) else (path, span)
        cls: Any = type(value)
        for name in names:
            if name not in _NO_WORDS and name not in marked_fields(cls) and (part := getattr(value, name)):
                yield from _plain_texts(part, f"{path}.{name}" if path else name, span)
