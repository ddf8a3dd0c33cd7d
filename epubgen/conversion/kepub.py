# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kobo's own flavour of EPUB: the same book, its documents with the marks that a Kobo hangs its bookmarks on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from epubgen.conversion.container import Change, rewrite
from epubgen.conversion.kobo import with_spans
from epubgen.errors import CheckFailed, Report, finding
from epubgen.validation import Archive, open_archive
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import XHTML, read_book
from epubgen.validation.xml import BadXmlError

__all__ = ["make_kepub"]


def make_kepub(epub: Path, draft: Path) -> Report:
    """Write the kepub of an EPUB, one document after the other; navigation and package document stay as they are.

    Raises:
        CheckFailed: no readable EPUB, or a document that is not well-formed (B15, B18 to B22).
    """
    with open_archive(epub) as archive:
        book = read_book(archive)
        if book.package is None:
            raise CheckFailed(*book.faults)
        documents = [item.name for item in book.items if item.media_type == XHTML and "nav" not in item.properties]
        marked = partial(_marked, archive, epub2=not book.is_epub3)
        changes: dict[str, Change] = {name: partial(marked, name) for name in documents if archive.has(name)}
        with draft.open("wb") as stream:
            rewrite(archive, stream, changes)
    return Report(facts=(("documents", str(len(changes))),))


def _marked(archive: Archive, name: str, *, epub2: bool) -> bytes:
    """A document with Kobo's marks."""
    try:
        return with_spans(archive.read(name, MAX_TEXT), epub2=epub2)
    except UnreadableMemberError as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error
    except BadXmlError as error:
        raise CheckFailed(finding(error.reason, archive.at(name, error.line), why=error.why)) from error
