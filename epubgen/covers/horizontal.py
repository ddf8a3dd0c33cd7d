# SPDX-License-Identifier: AGPL-3.0-or-later
"""The front page in lines from left to right: ears, nameplate, folio line, headline, photo, columns."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from epubgen.covers.canvas import Box, Canvas
from epubgen.covers.pictures import cropped, trimmed, whole
from epubgen.covers.type import BOLD
from epubgen.covers.words import Front, Headline

__all__ = ["print_across"]

MARGIN = 58
GUTTER = 30
SMALL = 25
_HEADLINES = (132, 124, 116, 104, 96, 88, 82, 76, 68, 60)
_TWO_LINES = 104
"""Greatest size of a headline of two lines: beyond, it crushes the page."""
_FOOT = 428
"""Height below the photo that is kept for columns."""
_PHOTO = (0.4, 0.72)
"""Least and greatest height of a photo, as a share of its width."""


def print_across(press: Canvas, front: Front, nameplate: Image.Image | None, photo: Image.Image | None) -> None:
    """Print the whole page."""
    page = Box(MARGIN, 40, press.size[0] - MARGIN, press.size[1] - 44)
    top = _head(press, front, nameplate, page)
    top = _headline(press, front, Box(page.left, top, page.right, page.bottom), with_photo=photo is not None)
    if photo:
        top = _photo(press, front, photo, Box(page.left, top, page.right, page.bottom))
    _foot(press, front, Box(page.left, top, page.right, page.bottom))


def _head(press: Canvas, front: Front, nameplate: Image.Image | None, page: Box) -> float:
    """Ears, nameplate, folio line; gives where the news begins."""
    top = _ears(press, front, page)
    if nameplate:
        shown = whole(trimmed(nameplate), (page.width * 0.86, 190))
        left = page.left + (page.width - shown.width) / 2
        press.picture(shown, Box(left, top + 8, left + shown.width, top + 8 + shown.height), multiply=True)
        top += shown.height + 30
    elif press.serif:
        top = _title(press, front, page, top)
    if front.latin and press.serif and not nameplate:
        press.centred(front.latin, page, top, 25, press.colours.soft, kind=press.serif, gap=9)
        top += 44
    press.rule(page.left, top, page.right, top + 7, press.colours.accent)
    press.rule(page.left, top + 11, page.right, top + 13, press.colours.accent)
    if not press.sans:
        return top + 30
    _folio(press, front, page, top + 24)
    press.rule(page.left, top + 64, page.right, top + 66)
    return top + 86


def _ears(press: Canvas, front: Front, page: Box) -> float:
    """The motto on the left, what stands beside the nameplate on the right."""
    if not press.sans or not (front.motto or front.ears):
        return page.top + 6
    right = front.ears[-1] if front.ears else ""
    press.line(front.motto, page.left, page.top, 24, press.colours.soft, kind=press.sans)
    press.line(right, page.right - press.sans.width(right, 24), page.top, 24, press.colours.soft, kind=press.sans)
    return page.top + 40


def _title(press: Canvas, front: Front, page: Box, top: float) -> float:
    """The name in type, as wide as the page bears."""
    east = ord(front.title[0]) >= 0x1100  # noqa: PLR2004 - the first East Asian block
    size = min(176.0, 100 * page.width * (0.84 if east else 1.0) / press.serif.width(front.title, 100))
    gap = min(
        size * 0.5, max(0.0, (page.width * 0.8 - press.serif.width(front.title, size)) / max(1, len(front.title) - 1))
    )
    press.centred(front.title, page, top, size, press.colours.accent, bold=BOLD * 1.2, gap=gap if east else 0)
    return top + size * (1.16 if east else 1.26)


def _folio(press: Canvas, front: Front, page: Box, top: float) -> None:
    left, right = "  ".join(front.day), "  ".join(front.numbers)
    while right and press.sans.width(left + "   " + right, SMALL) > page.width:
        right = right.rpartition("  ")[0]
    press.line(left, page.left, top, SMALL, kind=press.sans)
    press.line(right, page.right - press.sans.width(right, SMALL), top, SMALL, kind=press.sans)


def _headline(press: Canvas, front: Front, box: Box, *, with_photo: bool) -> float:
    """Kicker, headline, deck; gives where they end."""
    if not press.serif:
        return box.top
    top = box.top
    if front.kicker:
        for line in press.balanced(front.kicker, 38, box.width)[:1]:
            press.centred(line, box, top, 38, press.colours.soft)
        top += 58
    size, lines = _fitted(press, front.headline, box.width, 2 if with_photo else 3)
    for line in lines:
        press.centred(line, box, top, size, bold=BOLD)
        top += size * 1.2
    top += 12
    if front.deck:
        for line in press.balanced(front.deck, 35, box.width * 0.94)[:2]:
            press.centred(line, box, top, 35, press.colours.soft)
            top += 50
        top += 12
    return top + 8


def _fitted(press: Canvas, headline: Sequence[str], width: float, most: int) -> tuple[float, list[str]]:
    """The largest size at which the headline stands in its own lines; else parted where it breathes; else even."""
    text = " ".join(headline)
    for size in _HEADLINES[:7]:
        if len(headline) <= most and all(press.serif.width(line, size) <= width for line in headline):
            return size if len(headline) == 1 else min(size, _TWO_LINES), list(headline)
        if size <= _TWO_LINES and most > 1 and (parted := press.phrased(text, size, width)):
            return size, parted
    for size in _HEADLINES:
        even = press.balanced(text, size, width)
        if len(even) <= most and size <= _TWO_LINES:
            return size, even
    return 56, press.balanced(text, 56, width)[: most + 1]


def _photo(press: Canvas, front: Front, photo: Image.Image, box: Box) -> float:
    """The photo over the whole width, its caption below; gives where they end."""
    low, high = (share * box.width for share in _PHOTO)
    room = box.height - (_FOOT if press.serif else 0)
    room -= 60 if front.caption else 0
    room += 170 if front.bound else 0
    height = max(300.0, min(room, max(low, min(high, box.width * photo.height / photo.width))))
    if not press.serif:
        height = box.height
    press.picture(cropped(photo, (box.width, height), front.photo.focal if front.photo else None), box)
    top = box.top + height + 12
    if press.sans and front.caption:
        for line in press.broken(front.caption, 22, box.width, press.sans)[:2]:
            press.line(line, box.left, top, 22, press.colours.soft, kind=press.sans)
            top += 32
        top += 8
    return top + 10


def _foot(press: Canvas, front: Front, box: Box) -> None:
    """Three columns: the lead's text in two, what else is in the issue in the third. A magazine announces in all."""
    if not press.serif or box.height < 2 * SMALL:
        return
    press.rule(box.left, box.top, box.right, box.top + 2)
    width = (box.width - 2 * GUTTER) / 3
    boxes = [
        Box(box.left + n * (width + GUTTER), box.top + 18, box.left + n * (width + GUTTER) + width, box.bottom)
        for n in range(3)
    ]
    for column in boxes[1:]:
        left = column.left - GUTTER / 2
        press.rule(left, column.top + 4, left + 1, box.bottom, press.colours.soft)
    if front.bound or not front.text:
        _magazine(press, front.others, boxes)
        return
    columns = boxes[:2] if front.others else boxes
    press.columns(front.text, columns)
    if front.others:
        _index(press, front, boxes[2])


def _index(press: Canvas, front: Front, box: Box) -> None:
    """The label on the colour of the paper, then a headline an entry, its page behind it."""
    press.rule(box.left, box.top + 2, box.right, box.top + 50, press.colours.accent)
    press.centred(front.index, box, box.top + 10, 29, press.colours.paper, kind=press.sans, bold=BOLD / 2, gap=2)
    _heads(press, front.others, Box(box.left, box.top + 66, box.right, box.bottom), 26)


def _heads(press: Canvas, heads: Sequence[Headline], box: Box, size: float) -> int:
    """Headlines with their places, as many as fit whole; gives how many."""
    top, leading = box.top, size * 1.36
    for number, head in enumerate(heads):
        lines = press.broken(head.title, size, box.width)[:3]
        height = len(lines) * leading + (size * 1.1 if head.place else 0)
        if top + height > box.bottom + 4:
            return number
        if number:
            press.rule(box.left, top - 9, box.right, top - 8, press.colours.soft)
        for line in lines:
            press.line(line, box.left, top, size, bold=BOLD / 2)
            top += leading
        if head.place:
            press.line(head.place, box.left, top, size * 0.76, press.colours.accent, kind=press.sans)
            top += size * 1.1
        top += 18
    return len(heads)


def _magazine(press: Canvas, heads: Sequence[Headline], boxes: Sequence[Box]) -> None:
    share = -(-len(heads) // len(boxes))
    for number, box in enumerate(boxes):
        _heads(press, heads[number * share : (number + 1) * share], box, 33)
