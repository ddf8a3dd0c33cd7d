# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens a PDF within limits; a locked, damaged or oversized file is refused with a reason."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import field
from io import BytesIO
from types import TracebackType
from typing import Any, Self

from epubgen.images.pdf_pages import MAX_CHARACTERS, PdfPage, read_page
from epubgen.images.source import one_at_a_time
from epubgen.startup import dataclass, regex

__all__ = ["PdfFile", "PdfRefusedError"]

MAX_PAGES = 400
"""Maximum number of pages. No issue has more; a forged page tree claims millions."""
MAX_STREAM, MAX_STREAMS = 2**28, 2**30
"""Maximum unpacked bytes of one stream, and of all streams of a file."""
_STREAM = regex(rb"stream\r?\n")
_DAY = regex(rb"/CreationDate\(D:\d{14}[+-]\d\d'\d\d'\)(?=/Creator\(PDFium)")
_ID = regex(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\](?=>>\s*startxref)")
"""The date and the random id in a file that PDFium writes."""
_PASSWORD, _SECURITY = 4, 5
"""Error numbers of PDFium: a wrong password, an unsupported encryption."""


class PdfRefusedError(Exception):
    """The file cannot be read. ``reason`` is ``password``, ``damaged``, ``big``, ``pages`` or ``empty``."""

    def __init__(self, reason: str, why: str = "") -> None:
        self.reason = reason
        self.why = why
        super().__init__(reason, why)


@dataclass(slots=True)
class PdfFile:
    """An open PDF: ``with PdfFile(data) as pdf``. Only one thread at a time can use PDFium, so others wait."""

    data: bytes
    password: str = ""
    _document: Any = field(init=False, default=None)

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            PdfRefusedError: the file cannot be read, or exceeds a limit.
        """
        import pypdfium2  # noqa: PLC0415 - an optional dependency

        _refuse_bombs(self.data)
        one_at_a_time.acquire()
        try:
            self._document = pypdfium2.PdfDocument(self.data, password=self.password or None)
            pages = len(self._document)
        except pypdfium2.PdfiumError as error:
            self.__exit__(None, None, None)
            code = getattr(error, "err_code", 0)
            raise PdfRefusedError("password" if code in (_PASSWORD, _SECURITY) else "damaged", str(error)) from error
        if not 0 < pages <= MAX_PAGES:
            self.__exit__(None, None, None)
            raise PdfRefusedError("pages" if pages else "empty", str(pages))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        try:
            if self._document is not None:
                self._document.close()
        finally:
            self._document = None
            one_at_a_time.release()

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def pages(self) -> Iterator[PdfPage]:
        """Yield each page; each is read only when it is reached. A page that cannot be loaded is empty."""
        import pypdfium2  # noqa: PLC0415 - an optional dependency

        for number in range(1, len(self) + 1):
            try:
                page = self._document[number - 1]
            except pypdfium2.PdfiumError:
                yield PdfPage(number=number, width=0, height=0)
                continue
            try:
                yield read_page(page, number)
            finally:
                page.close()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the label and the text of each page, line by line as in the file; the text of a scanned page is empty.

        Each page is read only when it is reached, in about a hundredth of the time that ``pages`` takes.
        """
        import pypdfium2  # noqa: PLC0415 - an optional dependency

        for number in range(len(self)):
            label = self._document.get_page_label(number) or str(number + 1)
            try:
                page = self._document[number]
            except pypdfium2.PdfiumError:
                yield label, ""
                continue
            text = page.get_textpage()
            try:
                yield label, str(text.get_text_range(0, min(text.count_chars(), MAX_CHARACTERS)))
            finally:
                text.close()
                page.close()

    @property
    def modified(self) -> str:
        """Return the date of the last change that the file states, as ``D:20260417093000+08'00'``; empty if none."""
        return str(self._document.get_metadata_value("ModDate") or "")

    def single_page(self, number: int) -> bytes:
        """Return one page as a PDF of its own, counted from 1. The same page gives the same bytes.

        Raises:
            PdfRefusedError: the page cannot be copied.
        """
        import pypdfium2  # noqa: PLC0415 - an optional dependency

        alone = pypdfium2.PdfDocument.new()
        try:
            alone.import_pages(self._document, [number - 1])
            out = BytesIO()
            alone.save(out)
        except pypdfium2.PdfiumError as error:
            raise PdfRefusedError("damaged", str(error)) from error
        finally:
            alone.close()
        return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """Return a file written by PDFium with a fixed date, and with an id derived from its bytes.

    Its length stays the same.
    """
    data = _DAY.sub(b"/CreationDate(D:19700101000000+00'00')", data)
    found = _ID.search(data)
    if not found:
        return data
    head, tail = data[: found.start()], data[found.end() :]
    mark = hashlib.sha256(head + tail).hexdigest()[:32].upper().encode()
    return b"".join((head, b"/ID[<", mark, b"><", mark, b">]", tail))


def _refuse_bombs(data: bytes) -> None:
    """Refuse a file whose compressed streams unpack to more than a newspaper needs.

    Each stream is unpacked within a limit, and its contents are dropped.

    Raises:
        PdfRefusedError: ``big``.
    """
    whole = 0
    for start in _STREAM.finditer(data):
        place, packed = start.end(), data[start.end() : start.end() + 2]
        if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] << 8 | packed[1]) % 31:  # noqa: PLR2004 - RFC 1950
            continue
        end = data.find(b"endstream", place)
        whole += _unfolded(data[place : end if end >= 0 else len(data)])
        if whole > MAX_STREAMS:
            raise PdfRefusedError("big")


def _unfolded(packed: bytes) -> int:
    """Return how many bytes a stream unpacks to.

    A result that is itself compressed is unpacked again, up to three times.
    """
    size = 0
    for _ in range(3):
        unpacker = zlib.decompressobj()
        kept, rest, size = b"", packed, 0
        try:
            while rest:
                piece = unpacker.decompress(rest, 2**22)
                kept = kept or piece
                size += len(piece)
                if size > MAX_STREAM:
                    raise PdfRefusedError("big")
                rest = unpacker.unconsumed_tail if piece else b""
        except zlib.error:
            return size
        if kept[:1] != b"\x78":
            return size
        packed = kept
    return size
