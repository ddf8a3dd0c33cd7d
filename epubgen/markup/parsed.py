# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reader of text gives back, and the links it lets through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from epubgen.errors import Finding
from epubgen.model import Block, Footnote

__all__ = ["Parsed", "is_article_link", "is_outside_link"]

_OUTSIDE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|tel:[+\d])", re.IGNORECASE)
_ARTICLE = re.compile(r"article:[^\s#?]+\Z")
_CONTROL = re.compile("[\x00-\x20\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Blocks, the notes at the foot in the order of the text, and what the editor should know."""

    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    findings: tuple[Finding, ...] = ()


def is_outside_link(href: str) -> bool:
    """Whether an address may leave the EPUB: web, mail or telephone, and nothing hidden in it."""
    return bool(_OUTSIDE.match(href)) and not _CONTROL.search(href) and _has_host(href)


def _has_host(href: str) -> bool:
    try:
        parts = urlsplit(href)
        return parts.scheme.lower() in ("mailto", "tel") or (bool(parts.hostname) and (parts.port or 1) > 0)
    except ValueError:
        return False


def is_article_link(href: str) -> bool:
    """Whether an address names a story of the issue: ``article:ID``."""
    return bool(_ARTICLE.match(href))
