# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the pages of a PDF as pages with boxes: lines of text, paragraphs, printed lines, frames and photos."""

from __future__ import annotations

from collections.abc import Iterable

from epubgen.images.pdf_pages import PdfPage, PdfShape
from epubgen.importers.page_boxes.elements import BoxedPage, LaidPicture, PrintedRule
from epubgen.importers.page_boxes.lines import lines_of
from epubgen.importers.page_boxes.paragraphs import paragraphs_of, whole_rows
from epubgen.importers.printed_page.page_block import PageBox

__all__ = ["boxed_page"]

_THIN = 4.0
"""Points of the thickest printed line."""
_LONG = 30.0
"""Points of the shortest."""
_FRAME = 40.0
"""Points of the smallest side of a frame."""
_MOST = 400
"""Printed lines and frames of a page that are looked at; a crossword and a table have hundreds."""


def boxed_page(page: PdfPage) -> BoxedPage:
    """Return a page whose elements are not ordered."""
    separators = tuple(_separators(page))
    lines = whole_rows(lines_of(page.characters, page.fonts), separators)
    pictures = [
        LaidPicture(
            box=PageBox(one.left, one.top, one.right, one.bottom), data=one.data, ending=one.ending, order=number
        )
        for number, one in enumerate(page.pictures)
        if one.data and not page.is_scan(one)
    ]
    return BoxedPage(
        width=page.width,
        height=page.height,
        blocks=paragraphs_of(lines, separators, page.width, page.height),
        pictures=tuple(pictures),
        separators=separators,
    )


def _separators(page: PdfPage) -> Iterable[PrintedRule]:
    """Return printed lines, and frames that hold text: stroked boxes, coloured backgrounds, four lines that meet."""
    bars: list[PageBox] = []
    for shape in page.shapes[: 20 * _MOST]:
        box = PageBox(shape.left, shape.top, shape.right, shape.bottom)
        if min(box.width, box.height) <= _THIN and max(box.width, box.height) >= _LONG:
            bars.append(box)
        elif _is_frame(shape, box):
            yield PrintedRule(box, frame=True)
    bars = bars[:_MOST]
    yield from (PrintedRule(box, frame=True) for box in _drawn_frames(bars))
    yield from (PrintedRule(box) for box in bars)


def _is_frame(shape: PdfShape, box: PageBox) -> bool:
    return (shape.stroked or shape.filled) and min(box.width, box.height) >= _FRAME


def _drawn_frames(bars: list[PageBox]) -> Iterable[PageBox]:
    """Return frames that are drawn as four lines."""
    across = [bar for bar in bars if bar.width > bar.height]
    down = [bar for bar in bars if bar.height > bar.width]
    for top in across:
        for bottom in across:
            if (
                bottom.top - top.top < _FRAME
                or abs(bottom.left - top.left) > _THIN
                or abs(bottom.right - top.right) > _THIN
            ):
                continue
            sides = [
                bar for bar in down if abs(bar.top - top.top) <= _THIN and abs(bar.bottom - bottom.bottom) <= _THIN
            ]
            left = any(abs(bar.left - top.left) <= _THIN for bar in sides)
            right = any(abs(bar.right - top.right) <= _THIN for bar in sides)
            if left and right:
                yield PageBox(top.left, top.top, top.right, bottom.bottom)
