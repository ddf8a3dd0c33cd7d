# SPDX-License-Identifier: AGPL-3.0-or-later
"""One book in one reader, wholly looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.readers.bench import ReaderBench
from tests.readers.books import Book
from tests.readers.judge import PageFigures, contents_faults, figures, metadata_faults, page_faults
from tests.readers.packages import manifests

KNOWS_SERIES = ("foliate",)
"""Readers with a notion of a series, among those that read the package by themselves."""


@dataclass(frozen=True)
class Trial:
    """What came of it."""

    reader: str
    book: str
    figures: PageFigures
    paged: bool
    """False: the reader scrolls the book, so that the figures say nothing of its pages."""
    faults: tuple[str, ...]


def tried(bench: ReaderBench, reader: str, book: Book) -> Trial:
    """Open the book, turn every page, follow every link."""
    opened = bench.open(reader, book.path, facts_for(reader, book))
    said = opened.facts
    found = list(_said_faults(reader, book, said)) if said else []
    walk = opened.walk()
    paged = makes_pages(reader, book)
    found += page_faults(book, walk, paged=paged)
    found += opened.follow(reachable(reader, book))
    return Trial(reader, book.name, figures(walk), paged, (*found, *opened.faults()))


def facts_for(reader: str, book: Book) -> dict[str, object]:
    """What the module of a reader needs to open a book."""
    manifest = manifests([book.path])[book.path] if reader == "readium" else None
    return {**book.facts, "manifest": manifest}


def makes_pages(reader: str, book: Book) -> bool:
    """Whether a reader has pages for the book; Readium's navigator has none in vertical lines."""
    return not (reader == "readium" and book.direction == "rtl")


def reachable(reader: str, book: Book) -> list[str]:
    """The targets of links that a reader can show, whatever the book is like.

    In vertical lines epub.js divides the way to a place by the width of a page instead of its height, and Readium's navigator
    scrolls down instead of left: they find files, not places in them. Vivliostyle sets a note at the foot of a page.
    """
    if book.direction == "rtl" and reader in ("epubjs", "readium"):
        return [href for href in book.links if "#" not in href]
    return [href for href in book.links if reader != "vivliostyle" or href not in book.note_targets]


def parsed_faults(book: Book, manifest: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong in what Readium's parser makes of a book."""
    metadata = manifest["metadata"]
    series = metadata.get("belongsTo", {}).get("series", {})
    said = {
        "title": metadata["title"],
        "direction": metadata["readingProgression"],
        "cover": manifest["coverBytes"],
        "series": series.get("name", ""),
        "position": str(series.get("position", "")),
    }
    yield from metadata_faults(book, said)
    yield from contents_faults(book, _links(manifest.get("toc", [])), _links(manifest.get("pageList", [])))


def _said_faults(reader: str, book: Book, said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong in what a reader says of a book; epub.js makes numbers of the labels of printed pages."""
    yield from metadata_faults(book, said, series=reader in KNOWS_SERIES)
    yield from contents_faults(book, said["toc"], said["pages"], labels=reader != "epubjs")


def _links(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links of a manifest as entries of contents."""
    return [{"label": one["title"], "href": one["href"], "items": _links(one.get("children", []))} for one in items]
