# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the text of a PDF for search.

One entry for each page, because a PDF does not say where stories begin and end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from epubgen.back_file.facts import StoryFacts
from epubgen.errors import Finding, Location, finding
from epubgen.files.regular import read_regular
from epubgen.images.pdf_file import PdfFile, PdfRefusedError
from epubgen.images.source import reads_pdf
from epubgen.markup.script import joint
from epubgen.startup import regex

__all__ = ["page_entries", "read_pdf"]

_MOST = 2**29
"""Bytes of a PDF that is opened for its text."""
_LINE_END = regex(r"[\r\n\f\v\u2028\u2029]+")
_HYPHENS = ("\x02", "\ufffe", "\u00ad")
"""What PDFium makes of a hyphen that stands there only because the line ends."""
_NO_TEXT = regex(r"[\x00-\x08\x0e-\x1f\x7f\ufffd-\uffff]|[\ue000-\uf8ff]")
"""Characters of which the file does not say what they are."""
_UNREADABLE = 0.3
"""Part of the characters without names that makes a page unreadable."""
_DATE = regex(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([-+])(\d\d)'?(\d\d)?)?")


def read_pdf(path: Path) -> tuple[tuple[StoryFacts, ...], tuple[str, ...], str, tuple[Finding, ...]]:
    """Return the pages of a PDF with text, the labels of all pages, the time of change, and why it has no text.

    A page has no headline. Its path is ``#page=3``, which viewers accept behind the file name. A PDF that cannot be
    opened is reported and raises nothing: the file is an issue all the same.

    Raises:
        OSError: the file cannot be read.
    """
    at = Location(path.as_posix())
    if not reads_pdf():
        return (), (), "", (finding("EG130.extra", at),)
    if path.stat().st_size > _MOST:
        return (), (), "", (finding("EG130.big", at),)
    try:
        with PdfFile(read_regular(path, _MOST)) as pdf:
            texts, modified = list(pdf.texts()), _instant(pdf.modified)
    except PdfRefusedError as error:
        reason = "damaged" if error.reason == "empty" else error.reason
        return (), (), "", (finding(f"EG130.{reason}", at),)
    pages = tuple(page_entries(texts))
    told = () if pages else (finding("EG130.pictures", at),)
    return pages, tuple(label for label, _ in texts), modified, told


def page_entries(texts: Iterable[tuple[str, str]]) -> Iterator[StoryFacts]:
    """Return the entries of pages, each with its label and text; none for a page without text."""
    for number, (label, text) in enumerate(texts, start=1):
        if line := _one_line(text):
            yield StoryFacts(position=number, title="", path=f"#page={number}", page=label, text=line)


def _one_line(text: str) -> str:
    """Return the lines of a page as one line, so that words divided at a line end are found.

    Empty if they are no text.
    """
    made = ""
    for line in _LINE_END.split(text):
        part = line.strip()
        if made.endswith(_HYPHENS):
            made = made[:-1] + part
        elif part:
            made += joint(made[-1:], part[:1]) + part
    plain = _NO_TEXT.sub("", made)
    return plain if len(made) - len(plain) <= _UNREADABLE * len(made) else ""


def _instant(written: str) -> str:
    """Convert ``D:20260417093000+08'00'`` to ``2026-04-17T01:30:00Z``; empty for anything else."""
    found = _DATE.match(written)
    if not found:
        return ""
    year, month, day, hour, minute, second = (
        int(part or low) for part, low in zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
    )
    sign, hours, minutes = found.groups()[6:]
    ahead = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    with suppress(ValueError, OverflowError):
        return f"{dt.datetime(year, month, day, hour, minute, second) - ahead:%Y-%m-%dT%H:%M:%SZ}"  # noqa: DTZ001
    return ""
