# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an EPUB says that its other format must say, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from epubgen.languages.tags import shop_language
from epubgen.validation import PackageView, open_archive, read_package
from epubgen.validation.book import flat, read_book
from epubgen.validation.document import ContentDocument, documents, facts_of, sheets

__all__ = ["EpubFacts", "read_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubFacts:
    """The facts of an EPUB, in the words of a Kindle book."""

    title: str
    language: str
    """``dc:language``, for Chinese with a region: zh-CN, zh-TW, zh-HK."""
    mode: str
    """``vertical-rl``, ``horizontal-rl`` or ``horizontal-lr``."""
    direction: str
    """``rtl`` or ``ltr``."""
    uuid: str
    """Of this edition, the same at every conversion."""
    seconds: int
    """When the EPUB was changed, since 1970."""
    cover: bool
    contents: int
    """Entries of the table of contents."""


def read_facts(path: Path) -> EpubFacts:
    """The facts of an EPUB.

    Raises:
        CheckFailed: no readable EPUB (B15, B18 to B22).
    """
    view = read_package(path)
    mode = _mode(view, path)
    return EpubFacts(
        title=_first(view, "dc:title"),
        language=shop_language(_first(view, "dc:language")),
        mode=mode,
        direction="ltr" if mode == "horizontal-lr" else "rtl",
        uuid=_uuid(_first(view, "dc:identifier")),
        seconds=_seconds(_first(view, "dcterms:modified") or _first(view, "dc:date")),
        cover=bool(_first(view, "cover")),
        contents=sum(1 for _ in flat(view.toc)),
    )


def _first(view: PackageView, name: str) -> str:
    return next((value for found, value in view.metadata if found == name), "")


def _mode(view: PackageView, path: Path) -> str:
    """What the package says, else what page progression and styles say together."""
    said = _first(view, "primary-writing-mode")
    if said in ("vertical-rl", "horizontal-rl", "horizontal-lr"):
        return said
    if view.direction != "rtl":
        return "horizontal-lr"
    with open_archive(path) as archive:
        book = read_book(archive)
        read = (facts_of(document) for document in documents(book) if isinstance(document, ContentDocument))
        vertical = any(facts.vertical for facts in chain(sheets(book), read))
    return "vertical-rl" if vertical else "horizontal-rl"


def _uuid(identifier: str) -> str:
    try:
        return str(UUID(identifier.removeprefix("urn:uuid:")))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, identifier))


def _seconds(instant: str) -> int:
    """An instant as the file counts it: 32 bits; 0 for one that cannot be read."""
    try:
        found = datetime.fromisoformat(instant)
    except ValueError:
        return 0
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return min(max(0, int(aware.timestamp())), 0xFFFFFFFF)
