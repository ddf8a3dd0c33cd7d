# SPDX-License-Identifier: AGPL-3.0-or-later
"""The front page in vertical lines, from right to left: nameplate in a box, headline, photo, tiers of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PIL import Image

from epubgen.covers.canvas import TEXT_SIZES, Box, Canvas
from epubgen.covers.pictures import cropped, trimmed, whole
from epubgen.covers.type import BOLD
from epubgen.covers.upright import Cell, draw_cell
from epubgen.covers.words import Front, Headline

__all__ = ["print_down"]

MARGIN = 54
NAME = 190
"""Width of the box of the nameplate."""
TEXT = TEXT_SIZES[-1]
_FACTS = 34.0
_HEADLINES = (132, 124, 116, 108, 100, 92, 84, 76, 68, 60)
_SIZES = {1: 132, 2: 124, 3: 104}
"""Greatest size of a headline by its number of lines."""
_TOP = 0.44
"""Share of the page that headline and a tall photo take."""


def print_down(press: Canvas, front: Front, nameplate: Image.Image | None, photo: Image.Image | None) -> None:
    """Print the whole page."""
    page = Box(MARGIN, MARGIN, press.size[0] - MARGIN, press.size[1] - MARGIN)
    flag = Box(page.right - NAME, page.top, page.right, page.bottom)
    news = Box(page.left, page.top, flag.left - 26, page.bottom)
    _flag(press, front, nameplate, flag)
    wide = photo is not None and photo.width >= photo.height
    end = news.top + news.height * _TOP
    head = Box(news.left, news.top, news.right, end)
    if photo and not wide:
        side = Box(news.left, news.top, news.left + news.width * 0.46, end + 90)
        _photo(press, front, photo, side)
        head = Box(side.right + 26, head.top, head.right, end + 90)
        end += 90
    left, beside = _headline(press, front, head), list[Box]()
    if (photo is None or wide) and not front.bound:
        beside = _opening(Box(news.left, news.top, left - 30, end))
    if photo and wide:
        height = min(news.width * (0.62 if front.bound else 0.56), news.width * photo.height / photo.width)
        _photo(press, front, photo, Box(news.left, end + 26, news.right, end + 26 + height + 40))
        end += height + 66
    _tiers(press, front, Box(news.left, end + 28, news.right, news.bottom), beside)


def _flag(press: Canvas, front: Front, nameplate: Image.Image | None, box: Box) -> None:
    """The nameplate in a double frame; below it the day and the numbers."""
    facts = max((press.height(text, _FACTS) for text in _facts_of(front)), default=0) if press.sans else 0
    name = Box(box.left, box.top, box.right, box.top + min(880, max(640, box.height - facts - 40)))
    press.frame(name, 6, press.colours.accent)
    press.frame(Box(name.left + 10, name.top + 10, name.right - 10, name.bottom - 10), 2, press.colours.accent)
    if nameplate and (nameplate.height > nameplate.width or not press.serif):
        shown = whole(trimmed(nameplate), (NAME - 44, name.height - 48))
        left, top = name.left + (NAME - shown.width) / 2, name.top + (name.height - shown.height) / 2
        press.picture(shown, Box(left, top, left, top), multiply=True)
    elif press.serif:
        _title(press, front, name)
    if press.sans:
        _facts(press, front, Box(box.left, name.bottom + 22, box.right, box.bottom))


def _title(press: Canvas, front: Front, box: Box) -> None:
    """The name, spread over its box; its Latin form runs down beside it."""
    latin = front.latin if front.latin and len(front.latin) < 30 else ""  # noqa: PLR2004 - what the box holds
    length = press.height(front.title, 100) / 100
    size = min(132.0 if latin else 142.0, (box.height - 70) / length)
    steps = max(1, len(front.title) - 1)
    gap = max(0.0, min(size * 0.8, (box.height - 76 - length * size) / steps))
    taken = length * size + gap * steps
    right = box.right - (NAME - size) / 2 + (13 if latin else 0)
    press.down(
        front.title, right, box.top + (box.height - taken) / 2, size, press.colours.accent, bold=BOLD * 1.2, gap=gap
    )
    if latin:
        small = min(19.0, 19 * (box.height - 80) / press.height(latin, 19))
        top = box.top + (box.height - press.height(latin, small)) / 2
        press.down(latin, box.left + 38, top, small, press.colours.soft, kind=press.sans)


def _facts_of(front: Front) -> list[str]:
    words = ["\u3000".join(front.day), "\u3000".join(front.numbers), front.motto or " ".join(front.ears)]
    return [text for text in words if text]


def _facts(press: Canvas, front: Front, box: Box) -> None:
    """Day, numbers and motto in vertical lines, hairlines between them."""
    words = _facts_of(front)
    longest = max((press.height(text, 1) for text in words), default=1)
    size, step = min(_FACTS, box.height / longest), box.width / 3
    for number, text in enumerate(words):
        middle = box.right - (number + 0.5) * step
        colour = press.colours.accent if text == front.motto else press.colours.ink
        press.down(text, middle + size / 2, box.top, size, colour, kind=press.sans)
        if number:
            press.rule(middle + step / 2, box.top, middle + step / 2 + 1, box.bottom - 16, press.colours.soft)
    press.rule(box.left, box.bottom - 6, box.right, box.bottom, press.colours.accent)


def _headline(press: Canvas, front: Front, box: Box) -> float:
    """Kicker, headline and deck in vertical lines from the right; gives where they end on the left."""
    if not press.serif:
        return box.right
    right = box.right
    if front.kicker:
        size = min(42.0, 42 * box.height / press.height(front.kicker, 42))
        press.down(front.kicker, right, box.top, size, press.colours.soft)
        right -= size + 26
    size, lines = _fitted(press, front.headline, Box(box.left, box.top, right, box.bottom), deck=bool(front.deck))
    for number, line in enumerate(lines):
        top = box.top + (size * 0.5 if number else 0)
        for cell in line:
            draw_cell(press.sheet, press.draw, cell, press.serif, (right - size, top), size, press.colours.ink, BOLD)
            top += cell.length * size
        right -= size * 1.18
    right -= 14
    if front.deck and right - box.left > 50:  # noqa: PLR2004 - one line of the deck
        for deck in _even(press, front.deck, 37, box.height - 30)[: int((right - box.left) // 54)]:
            top = box.top + 30
            for cell in deck:
                draw_cell(press.sheet, press.draw, cell, press.serif, (right - 37, top), 37, press.colours.soft, 0)
                top += cell.length * 37
            right -= 54
    return right


def _fitted(press: Canvas, headline: Sequence[str], box: Box, *, deck: bool) -> tuple[float, list[list[Cell]]]:
    """The largest size at which the headline stands in lines that end where it breathes; else in a few even ones."""
    room = box.width - (120 if deck else 0)
    most = max(3, 2 * len(headline))
    for part, sizes in ((_parted, _HEADLINES[:8]), (_even, _HEADLINES)):
        for size in sizes:
            lines = [line for text in headline for line in part(press, text, size, box.height - size * 0.5)]
            fits = 0 < len(lines) <= most and len(lines) * size * 1.18 <= room
            if fits and size <= _SIZES.get(len(lines), 84) and (part is _even or all(lines)):
                return size, lines
    return 56, [line for text in headline for line in press.stacked(text, 56, box.height - 28)][:most]


def _parted(press: Canvas, text: str, size: float, height: float) -> list[list[Cell]]:
    """The text in one line, or in two parted where it breathes; a line of nothing where neither fits."""
    (line,) = press.stacked(text, size, 1e9) or [[]]
    if _length(line) * size <= height:
        return [line]
    cuts = [at for at in range(2, len(line) - 1) if line[at - 1].clings or line[at].text.isspace()]
    halves = [(line[:at], line[at:]) for at in cuts if min(at, len(line) - at) * 4 >= len(line)]
    fitting = [pair for pair in halves if max(map(_length, pair)) * size <= height + size * 0.4]
    if not fitting:
        return [[]]
    first, second = min(fitting, key=lambda pair: max(map(_length, pair)))
    return [first, second[1:] if second[0].text.isspace() else second]


def _even(press: Canvas, text: str, size: float, height: float) -> list[list[Cell]]:
    """The text in as few vertical lines as it needs, of lengths as even as can be."""
    lines = press.stacked(text, size, height)
    while len(lines) > 1 and len(tighter := press.stacked(text, size, height := height - size / 2)) == len(lines):
        lines = tighter
    return lines


def _length(line: Sequence[Cell]) -> float:
    """In em."""
    return sum(cell.length for cell in line)


def _photo(press: Canvas, front: Front, photo: Image.Image, box: Box) -> None:
    """The photo, its caption below it from left to right, as vertical papers set it."""
    caption = front.caption if press.sans else ""
    lines = press.broken(caption, 22, box.width, press.sans)[:2] if caption else []
    height = box.height - 10 - 30 * len(lines)
    press.picture(cropped(photo, (box.width, height), front.photo.focal if front.photo else None), box)
    for number, line in enumerate(lines):
        press.line(line, box.left, box.top + height + 10 + 30 * number, 22, press.colours.soft, kind=press.sans)


def _opening(box: Box) -> list[Box]:
    """Two tiers for the beginning of the text beside the headline, where there is room."""
    if box.width < 6 * TEXT:
        return []
    half = (box.height - 34) / 2
    return [
        _whole(Box(box.left, box.top, box.right, box.top + half)),
        _whole(Box(box.left, box.bottom - half, box.right, box.bottom)),
    ]


def _whole(box: Box) -> Box:
    """A tier whose lines hold whole characters, with room for a mark that hangs below."""
    return Box(box.left, box.top, box.right, box.top + (box.height - TEXT / 2) // TEXT * TEXT)


def _tiers(press: Canvas, front: Front, box: Box, beside: list[Box]) -> None:
    """Text in tiers, those beside the headline first; on their left what else is in the issue."""
    if not press.serif or box.height < 5 * TEXT:
        return
    press.rule(box.left, box.top - 15, box.right, box.top - 13)
    if front.bound or not front.text:
        _heads(press, front, box)
        return
    width = min(box.width / 2, _heads_width(press, front, box.height - 28) + 28) if front.others else 0
    index = Box(box.left, box.top, box.left + width, box.bottom)
    text = Box(index.right + (24 if width else 0), box.top, box.right, box.bottom)
    count = max(1, round(text.height / 330))
    height = (text.height - 34 * (count - 1)) / count
    tops = [text.top + number * (height + 34) for number in range(count)]
    boxes = [*beside, *(_whole(Box(text.left, top, text.right, top + height)) for top in tops)]
    for above, tier in pairwise(boxes):
        if tier.left == above.left:
            press.rule(tier.left, tier.top - 12, tier.right, tier.top - 11, press.colours.soft)
    press.tiers(front.text, boxes)
    if width:
        press.frame(index, 2, press.colours.ink)
        _heads(press, front, Box(index.left + 14, index.top + 14, index.right - 14, index.bottom - 14))


def _heads_width(press: Canvas, front: Front, height: float) -> float:
    """What label and headlines take."""
    size = TEXT * 1.0
    return 62 + sum(len(_entry(press, head, size, height)) * size * 1.3 + 20 for head in front.others)


def _entry(press: Canvas, head: Headline, size: float, height: float) -> list[list[Cell]]:
    """The headline in one to three vertical lines that leave room for its page below."""
    place = size * 0.8 * (press.height(head.place, 1) + 0.6) if head.place else 0
    return press.stacked(head.title, size, height - place)[:3]


def _heads(press: Canvas, front: Front, box: Box) -> None:
    """The label and the headlines, each in one to three vertical lines, its page at the foot."""
    size = 31.0 if front.bound else TEXT * 1.0
    leading, right = size * 1.3, box.right
    label = Box(right - 46, box.top, right, box.bottom)
    press.rule(label.left, label.top, label.right, label.bottom, press.colours.accent)
    top = label.top + (label.height - press.height(front.index, 28)) / 2
    press.down(front.index, right - 9, top, 28, press.colours.paper, kind=press.sans)
    right -= 46 + 16
    for number, head in enumerate(front.others):
        lines = _entry(press, head, size, box.height)
        if right - leading * len(lines) < box.left - size * 0.4:
            return
        if number:
            press.rule(right + 9, box.top, right + 10, box.bottom, press.colours.soft)
        for line in lines:
            top = box.top
            for cell in line:
                draw_cell(
                    press.sheet, press.draw, cell, press.serif, (right - size, top), size, press.colours.ink, BOLD / 2
                )
                top += cell.length * size
            right -= leading
        if head.place:
            foot = box.bottom - press.height(head.place, size * 0.8)
            press.down(
                head.place, right + leading - size * 0.1, foot, size * 0.8, press.colours.accent, kind=press.sans
            )
        right -= 20
