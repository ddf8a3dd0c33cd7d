# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads Markdown of printed newspaper pages, as OCR and layout tools write it.

A page passes through the modules in this order. ``markdown_pages`` and ``blocks`` turn it into the blocks of
``page_block``; readers of other formats make the same blocks. ``masthead`` and ``furniture`` take out what the page
says about itself. ``stories`` finds its stories. ``heads``, ``bylines`` and ``body`` read each story into a ``draft``.
``rejoin`` joins torn paragraphs, and ``assemble`` makes the issue. ``words`` holds the words of newspapers.
"""

from __future__ import annotations

import posixpath

from epubgen.errors import SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.printed_page.assemble import read_pages, read_printed_pages
from epubgen.importers.publication import known_publication
from epubgen.importers.reading import Reading
from epubgen.importers.wrong_source import refuse_foreign_heads, refuse_texts_about_files
from epubgen.languages.characters import refused_marks
from epubgen.options import Options

__all__ = ["IMPORTER", "NewspaperPage", "page_names", "read_pages", "read_printed_pages"]


class NewspaperPage:
    """The importer of Markdown pages."""

    name = "printed_page"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether Markdown files were named, or the folder holds them and no issue.

        The result of an import may lie there.
        """
        if not page_names(inputs):
            return False
        return bool(inputs.entry) or not any(posixpath.basename(name) in _ISSUES for name in inputs.names)

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read every Markdown page of the folder as one issue.

        Raises:
            SourceError: S10 no page; S07 a wrong encoding; S03 no date; D07 pages of different dates; errors in
                ``publication.yaml``.
        """
        names = page_names(inputs)
        if not names:
            raise SourceError(finding("S10.no-page", inputs.at(inputs.base)))
        if not options.format:
            refuse_texts_about_files(inputs, names)
        pages = [(name, inputs.text(name, options.encoding)) for name in names]
        if not options.format:
            refuse_foreign_heads(inputs, pages)
        publication, source = known_publication(inputs, options)
        reading = read_pages(
            pages, publication, options, place=lambda name: inputs.at(name).file, has=inputs.has, origin=source
        )
        turned = [one for name, text in pages for one in refused_marks(text, inputs.at(name))]
        fatal = [*turned, *(one for one in reading.findings if one.severity.value == "error")]
        if fatal:
            raise SourceError(*fatal)
        return reading


_ISSUES = ("issue.yaml", "issue.yml", "issue.json")


def page_names(inputs: InputTree) -> tuple[str, ...]:
    """Return the named pages, or else the Markdown files of the base folder, sorted, without its README."""
    named = tuple(name for name in inputs.entry if name.lower().endswith((".md", ".markdown")))
    if named or inputs.entry:
        return named
    inside = inputs.under(inputs.base)
    pages = [name for name in inside if name.lower().endswith((".md", ".markdown"))]
    here = [name for name in pages if posixpath.dirname(name) == inputs.base]
    return tuple(name for name in here or pages if not posixpath.basename(name).lower().startswith("readme"))


IMPORTER = NewspaperPage()
