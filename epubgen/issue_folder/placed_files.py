# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names the pictures of an import in the issue folder: photos, and single pages of a PDF."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree
from epubgen.files.names import free_name
from epubgen.images.encode import printed_page
from epubgen.images.pdf_file import PdfFile, PdfRefusedError
from epubgen.importers.reading import PageBlocks
from epubgen.issue_folder.photo_matching import PhotoFiles
from epubgen.model import Issue, Photo
from epubgen.serialization import with_photos
from epubgen.startup import regex

__all__ = ["moved", "placed", "with_own_names", "with_page_pictures"]

_PAGE_OF = regex(r"(?P<file>.+)#page=(?P<number>\d{1,4})")
"""A page of a PDF, as in the fragment of RFC 8118."""
_HEAVY = 4 * 2**20
"""Bytes of a single page beyond which its picture is kept instead: such a file repeats what all pages share."""


def with_page_pictures(
    issue: Issue, pages: Sequence[PageBlocks], inputs: InputTree | PhotoFiles | None
) -> tuple[Issue, dict[str, bytes]]:
    """Return the issue with pages of a PDF as facsimiles, and the bytes of these files by name.

    A page that has a facsimile keeps it.
    """
    wanted: dict[str, dict[str, int]] = {}
    for page in pages:
        if said := _PAGE_OF.fullmatch(page.picture):
            wanted.setdefault(said["file"], {})[page.page] = int(said["number"])
    shown = {page.number for page in issue.pages if page.facsimile}
    made: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for file, numbers in wanted.items():
        due = {page: number for page, number in numbers.items() if page not in shown}
        for number, (name, data) in _single_pages(file, due, inputs).items():
            stem, ending = posixpath.splitext(name)
            names[number] = free_name(stem, made.__contains__, ending)
            made[names[number]] = data
    here = (replace(page, facsimile=page.facsimile or names.get(page.number, "")) for page in issue.pages)
    return replace(issue, pages=tuple(here)), made


def _single_pages(
    file: str, numbers: dict[str, int], inputs: InputTree | PhotoFiles | None
) -> dict[str, tuple[str, bytes]]:
    """Cut pages out of a PDF: printed page number → name and bytes; nothing where the file is missing or damaged."""
    if inputs is None or not inputs.has(file):
        return {}
    try:
        with PdfFile(inputs.read(file)) as pdf:
            cut = {page: pdf.single_page(number) for page, number in numbers.items() if number <= len(pdf)}
    except (PdfRefusedError, EpubgenError):
        return {}
    stem = posixpath.splitext(posixpath.basename(file))[0]
    return {page: _picture(f"{stem}-p{numbers[page]:02d}", data) for page, data in cut.items()}


def _picture(stem: str, data: bytes) -> tuple[str, bytes]:
    name = f"{stem}.pdf"
    return (name, data) if len(data) <= _HEAVY else (f"{stem}.jpg", printed_page(data, name))


def with_own_names(issue: Issue) -> tuple[Issue, dict[str, bytes]]:
    """Return the issue with a unique name for each photo that exists only in memory, and the bytes of these by name."""
    held: dict[str, bytes] = {}

    def named(photo: Photo) -> Photo:
        if photo.data is None:
            return photo
        data = photo.data
        stem, ending = posixpath.splitext(posixpath.basename(photo.file) or "photo.jpg")
        name = free_name(stem, lambda one: held.get(one, data) != data, ending)
        held[name] = data
        return replace(photo, file=name, data=None)

    return with_photos(issue, named), held


def placed(
    issue: Issue, place: str, inputs: InputTree | PhotoFiles | None, held: Collection[str] = ()
) -> tuple[Issue, dict[str, str]]:
    """Return the issue with its photos named in its own folder, and the new name → old name of each existing photo."""
    names: dict[str, str] = {}
    taken: set[str] = set()

    def move(file: str) -> str:
        if file not in names:
            names[file] = _photo_name(posixpath.basename(file), taken)
        return f"{place}/photos/{names[file]}"

    made = moved(issue, move)
    found = [file for file in names if file in held or (inputs is not None and inputs.has(file))]
    return made, {f"{place}/photos/{names[file]}": file for file in found}


def moved(issue: Issue, name: Callable[[str], str]) -> Issue:
    """Return the issue with ``name`` applied to the file names of its photos and facsimiles."""
    moved = with_photos(issue, lambda photo: replace(photo, file=name(photo.file)))
    pages = tuple(replace(page, facsimile=name(page.facsimile) if page.facsimile else "") for page in issue.pages)
    return replace(moved, pages=pages)


def _photo_name(name: str, taken: set[str]) -> str:
    stem, ending = posixpath.splitext(name)
    found = free_name(stem, lambda one: one.lower() in taken, ending)
    taken.add(found.lower())
    return found
