# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads PDFs of printed pages that contain text: one file for all pages, or one file for each page."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from epubgen.errors import Finding, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.images.pdf_file import PdfFile, PdfRefusedError
from epubgen.images.pdf_pages import PdfPage
from epubgen.images.source import reads_pdf
from epubgen.importers.page_boxes.elements import BoxedPage
from epubgen.importers.page_boxes.pdf_boxes import boxed_page
from epubgen.importers.page_boxes.whole import PagesOfFile, in_page_order, read_boxed
from epubgen.importers.reading import Reading
from epubgen.options import Options
from epubgen.startup import dataclass

__all__ = ["IMPORTER"]

_UNREADABLE = 0.3
"""Part of the characters of a file without names that make it unreadable."""


class Pdf:
    """The importer of PDF."""

    name: str = "pdf"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether PDF files were named, or the folder holds nothing else."""
        return bool(_pdf_names(inputs))

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read every page.

        Raises:
            SourceError: S34 a file cannot be read; S35 the pages are pictures; S36 text whose fonts name no characters;
                S03, D07.
        """
        if not reads_pdf():
            raise SourceError(finding("S34.extra", inputs.at(_pdf_names(inputs)[0])))
        files, findings = [], []
        for name in _pdf_names(inputs):
            read = _PdfRead(inputs, name)
            files.append(read.file())
            findings += read.findings
        fatal = [one for one in findings if one.severity.value == "error"]
        if fatal:
            raise SourceError(*fatal)
        return read_boxed(files, inputs, options, findings)


IMPORTER = Pdf()


def _pdf_names(inputs: InputTree) -> tuple[str, ...]:
    """Return the named PDF files, or those of a folder that holds no other pages, ordered by their numbers."""
    if inputs.entry:
        return tuple(in_page_order(inputs.entry)) if all(_is_pdf(name) for name in inputs.entry) else ()
    here = [name for name in inputs.under(inputs.base) if _is_pdf(name)]
    flat = [name for name in here if posixpath.dirname(name) == inputs.base]
    return tuple(in_page_order(flat or here))


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


@dataclass(slots=True)
class _PdfRead:
    """Reads one file."""

    inputs: InputTree
    name: str
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def file(self) -> PagesOfFile:
        try:
            with PdfFile(self.inputs.read(self.name)) as pdf:
                single = len(pdf) == 1
                pages = tuple(self._pages(pdf))
        except PdfRefusedError as error:
            at = self.inputs.at(self.name)
            self.findings.append(
                finding(f"S34.{error.reason}", at, "", name=posixpath.basename(self.name), why=error.why)
            )
            return PagesOfFile(self.name, ())
        self._judge()
        return PagesOfFile(self.name, pages, facsimile=self.name if single else "", paged=not single)

    def _pages(self, pdf: PdfFile) -> Iterator[BoxedPage]:
        empty: list[int] = []
        for page in pdf.pages():
            self._count(page)
            if not page.characters:
                empty.append(page.number)
            yield boxed_page(page)
        if len(empty) == len(pdf):
            self.findings.append(finding("S35", self.inputs.at(self.name), "", n=len(pdf)))
        elif empty:
            listed = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")  # noqa: PLR2004
            self.findings.append(finding("S35.pages", self.inputs.at(self.name), "", n=len(empty), pages=listed))

    def _count(self, page: PdfPage) -> None:
        self.counts["characters"] += len(page.characters)
        self.counts["unmapped"] += page.unmapped
        if page.unmapped and "first" not in self.counts:
            self.counts["first"] = page.number
        if page.left_out:
            place = self.inputs.at(self.name)
            self.findings.append(finding("S37", place, f"page {page.number}", page=page.number, n=page.left_out))

    def _judge(self) -> None:
        """Report S36: characters that the fonts do not name."""
        wrong, all_of_them = self.counts["unmapped"], self.counts["characters"]
        if not wrong:
            return
        key = "S36.unreadable" if wrong > _UNREADABLE * all_of_them else "S36"
        where = self.counts["first"]
        self.findings.append(finding(key, self.inputs.at(self.name), f"page {where}", n=wrong, page=where))
