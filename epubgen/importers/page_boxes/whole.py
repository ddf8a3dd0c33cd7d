# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads files of pages with boxes: the same way for PDF, layout tools and libraries."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from epubgen.errors import Finding, SourceError
from epubgen.files.input_tree import InputTree
from epubgen.files.names import slug
from epubgen.importers.page_boxes.elements import BoxedPage
from epubgen.importers.page_boxes.printed import printed_pages
from epubgen.importers.printed_page import read_printed_pages
from epubgen.importers.printed_page.page_block import PrintedPage
from epubgen.importers.publication import known_publication
from epubgen.importers.reading import Reading
from epubgen.languages.characters import refused_marks
from epubgen.model import Issue, Photo
from epubgen.options import Options
from epubgen.serialization import with_photos
from epubgen.startup import dataclass

__all__ = ["PagesOfFile", "in_page_order", "read_boxed"]


@dataclass(frozen=True, slots=True)
class PagesOfFile:
    """The pages of one file of the input."""

    name: str
    pages: tuple[BoxedPage, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    """Fields of ``PrintedPage`` that the source knows: day, title, language."""
    facsimile: str = ""
    """A file that shows the one page."""
    paged: bool = False
    """The file is a PDF that shows all its pages."""


def in_page_order(names: Iterable[str]) -> list[str]:
    """Return the names of files of one page each: page 10 after page 9, with or without leading zeros."""
    return sorted(names, key=_order)


def _order(name: str) -> tuple[object, ...]:
    parts = re.split(r"(\d+)", posixpath.splitext(name)[0])
    return (*((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts), name)


def read_boxed(
    files: Sequence[PagesOfFile], inputs: InputTree, options: Options, findings: Sequence[Finding] = (),
    *, counts: Mapping[str, int] | None = None,
) -> Reading:  # fmt: skip
    """Return the issue on the pages.

    Raises:
        SourceError: all errors at once: S03 no date; D07 pages of different dates; errors in ``publication.yaml``.
    """
    publication, origin = known_publication(inputs, options)
    pages: list[PrintedPage] = []
    pictures: dict[str, bytes] = {}
    counted: Counter[str] = Counter(counts or {})
    for file in files:
        stem = slug(posixpath.splitext(posixpath.basename(file.name))[0]) or "page"
        facts = {**file.facts, "facsimile": file.facsimile}
        placed = printed_pages(file.name, file.pages, stem, facts=facts)
        pages += _shown_by(file, placed.pages)
        folder = posixpath.dirname(file.name)
        pictures |= {posixpath.join(folder, name): data for name, data in placed.pictures.items()}
        counted += placed.counts
    reading = read_printed_pages(
        pages, publication, options,
        place=lambda name: inputs.at(name).file,
        has=lambda name: name in pictures or inputs.has(name),
        origin=origin,
    )  # fmt: skip
    texts = "\n".join(block.text for page in pages for block in page.blocks)
    turned = refused_marks(texts, inputs.at(files[0].name)) if files else ()
    found = (*findings, *turned, *reading.findings)
    if fatal := [one for one in found if one.severity.value == "error"]:
        raise SourceError(*fatal)
    return replace(
        reading,
        issue=_shown(reading.issue, pictures),
        findings=found,
        counts=(*reading.counts, *sorted(counted.items())),
    )


def _shown_by(file: PagesOfFile, pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return the pages, each with the page of the PDF that shows it."""
    if not file.paged:
        return list(pages)
    return [replace(page, picture=f"{file.name}#page={number}") for number, page in enumerate(pages, 1)]


def _shown(issue: Issue, pictures: Mapping[str, bytes]) -> Issue:
    """Return the issue with the bytes of pictures that are no files."""

    def with_data(photo: Photo) -> Photo:
        data = pictures.get(photo.file)
        return photo if data is None else replace(photo, file=posixpath.basename(photo.file), data=data)

    return with_photos(issue, with_data) if pictures else issue
