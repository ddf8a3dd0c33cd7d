# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result of reading a text: blocks and findings with their lines; and the test of which links are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from epubgen.errors import Finding, Location, finding
from epubgen.messages import near_word
from epubgen.model import Block, Footnote
from epubgen.startup import dataclass, regex

__all__ = ["Parsed", "Problems", "is_article_link", "is_outside_link", "nearest"]

_OUTSIDE = regex(r"(?:https?://[^\s/]|mailto:[^\s@]+@|tel:[+\d])", re.IGNORECASE)
_ARTICLE = regex(r"article:[^\s#?]+\Z")
_CONTROL = regex("[\x00-\x20\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Blocks, footnotes in the order of the text, and findings."""

    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    findings: tuple[Finding, ...] = ()


def is_outside_link(href: str) -> bool:
    """Return whether an address may lead out of the EPUB: to the web, mail or telephone, without control characters."""
    return bool(_OUTSIDE.match(href)) and not _CONTROL.search(href) and _has_host(href)


def _has_host(href: str) -> bool:
    try:
        parts = urlsplit(href)
        return parts.scheme.lower() in ("mailto", "tel") or (bool(parts.hostname) and (parts.port or 1) > 0)
    except ValueError:
        return False


def is_article_link(href: str) -> bool:
    """Return whether an address names a story of the issue: ``article:ID``."""
    return bool(_ARTICLE.match(href))


class Problems:
    """Collects the findings of one text; line 0 is the line of ``at``."""

    def __init__(self, at: Location) -> None:
        self._at = at
        self._found: dict[Finding, None] = {}

    def add(self, key: str, line: int, **args: str) -> None:
        """Add a fault; an equal fault in the same line counts once."""
        self._found.setdefault(finding(key, self.place(line), **{name: _short(text) for name, text in args.items()}))

    def place(self, line: int) -> Location:
        """Return the place of a line of the text in its file."""
        first = self._at.line
        return Location(self._at.file, None if first is None else first + line)

    def findings(self) -> tuple[Finding, ...]:
        """Return all faults sorted by line."""
        return tuple(sorted(self._found, key=lambda found: (found.at.line or 0) if found.at else 0))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most similar to this one; empty when none is similar."""
    return near_word(word.lower(), sorted(known))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - fits a line of a terminal
