# SPDX-License-Identifier: AGPL-3.0-or-later
"""The front page in vertical lines from right to left: nameplate in a box on the right, headline, photo, tiers of text."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from epubgen.cover.pictures import cropped, trimmed, whole
from epubgen.cover.press import Box, Press
from epubgen.cover.type import BOLD
from epubgen.cover.upright import draw_cell
from epubgen.cover.words import Front, Headline

__all__ = ["print_down"]

MARGIN = 54
NAME = 190
"""Width of the box of the nameplate."""
TEXT, LEADING = 29, 46
_TOP = 0.42
"""Share of the page that headline and a tall photo take."""


def print_down(press: Press, front: Front, nameplate: Image.Image | None, photo: Image.Image | None) -> None:
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
    left = _headline(press, front, head)
    if photo and wide:
        if left - news.left > 5 * LEADING and not front.bound:
            _opening(press, front, Box(news.left, news.top, left - 30, end))
        height = min(news.width * 0.66, max(news.width * 0.5, news.width * photo.height / photo.width))
        _photo(press, front, photo, Box(news.left, end + 26, news.right, end + 26 + height + 40))
        end += height + 66
    _tiers(press, front, Box(news.left, end + 28, news.right, news.bottom), started=bool(photo and wide))


def _flag(press: Press, front: Front, nameplate: Image.Image | None, box: Box) -> None:
    """The nameplate in a double frame; below it the day and the numbers."""
    name = Box(box.left, box.top, box.right, box.top + 640)
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


def _title(press: Press, front: Front, box: Box) -> None:
    """The name, spread over its box; its Latin form runs down beside it."""
    latin = front.latin if front.latin and len(front.latin) < 30 else ""  # noqa: PLR2004 - what the box holds
    length = press.height(front.title, 100) / 100
    size = min(132.0 if latin else 142.0, (box.height - 70) / length)
    steps = max(1, len(front.title) - 1)
    gap = max(0.0, min(size * 0.5, (box.height - 76 - length * size) / steps))
    taken = length * size + gap * steps
    right = box.right - (NAME - size) / 2 + (13 if latin else 0)
    press.down(
        front.title, right, box.top + (box.height - taken) / 2, size, press.colours.accent, bold=BOLD * 1.2, gap=gap
    )
    if latin:
        small = min(19.0, 19 * (box.height - 80) / press.height(latin, 19))
        top = box.top + (box.height - press.height(latin, small)) / 2
        press.down(latin, box.left + 38, top, small, press.colours.soft, kind=press.sans)


def _facts(press: Press, front: Front, box: Box) -> None:
    """Day and numbers in vertical lines, hairlines between them."""
    words = ["\u3000".join(front.day), "\u3000".join(front.numbers), front.motto or " ".join(front.ears)]
    size, right = 27, box.right - 14
    step = (box.width - 28 - size) / 2
    for number, text in enumerate(words):
        if not text:
            continue
        fitted = min(size, size * box.height / press.height(text, size))
        press.down(text, right - number * step, box.top, fitted, kind=press.sans)
        if number:
            x = right - number * step + (step - size) / 2 + 1
            press.rule(x, box.top, x + 1, box.bottom, press.colours.soft)
    press.rule(box.left, box.bottom - 2, box.right, box.bottom, press.colours.accent)


def _headline(press: Press, front: Front, box: Box) -> float:
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
        for deck in press.stacked(front.deck, 37, box.height - 30)[: int((right - box.left) // 54)]:
            top = box.top + 30
            for cell in deck:
                draw_cell(press.sheet, press.draw, cell, press.serif, (right - 37, top), 37, press.colours.soft, 0)
                top += cell.length * 37
            right -= 54
    return right


def _fitted(press: Press, headline: Sequence[str], box: Box, *, deck: bool) -> tuple[float, list]:  # type: ignore[type-arg]
    """The largest size at which the headline stands in three lines and leaves room for the deck."""
    room = box.width - (120 if deck else 0)
    for size in (136, 128, 120, 112, 104, 96, 88, 80, 72, 64):
        reach = box.height - size * 0.5
        lines = [line for text in headline for line in press.stacked(text, size, reach)]
        if len(lines) <= 3 and len(lines) * size * 1.18 <= room and _even(lines):  # noqa: PLR2004 - three lines
            return size, lines
    reach = box.height - 30
    return 60, [line for text in headline for line in press.stacked(text, 60, reach)][:4]


def _even(lines: list) -> bool:  # type: ignore[type-arg]
    """Whether no line is a single character."""
    return all(len(line) > 1 for line in lines)


def _photo(press: Press, front: Front, photo: Image.Image, box: Box) -> None:
    """The photo, its caption below it from left to right, as vertical papers set it."""
    caption = front.caption if press.sans else ""
    height = box.height - (40 if caption else 0)
    press.picture(cropped(photo, (box.width, height), front.photo.focal if front.photo else None), box)
    for line in press.broken(caption, 22, box.width, press.sans)[:1] if caption else []:
        press.line(line, box.left, box.top + height + 10, 22, press.colours.soft, kind=press.sans)


def _opening(press: Press, front: Front, box: Box) -> None:
    """The beginning of the text beside the headline, in two tiers."""
    half = (box.height - 30) / 2
    boxes = [Box(box.left, box.top, box.right, box.top + half), Box(box.left, box.bottom - half, box.right, box.bottom)]
    boxes = [_whole(tier) for tier in boxes]
    press.rule(box.left, box.top + half + 15, box.right, box.top + half + 16, press.colours.soft)
    press.tiers(front.text, boxes, TEXT, LEADING)


def _whole(box: Box) -> Box:
    """A tier whose lines hold whole characters."""
    return Box(box.left, box.top, box.right, box.top + box.height // TEXT * TEXT)


def _tiers(press: Press, front: Front, box: Box, *, started: bool) -> None:
    """Text in tiers, the index on their left. Beside a photo that has text above it, the index alone."""
    if not press.serif or box.height < 6 * TEXT:
        return
    press.rule(box.left, box.top - 14, box.right, box.top - 12)
    if front.bound or not front.text:
        _heads(press, front, box)
        return
    share = 0.46 if front.others else 0
    index = Box(box.left, box.top, box.left + box.width * share, box.bottom)
    text = Box(index.right + (26 if share else 0), box.top, box.right, box.bottom)
    count = max(1, round(text.height / 330))
    height = (text.height - 30 * (count - 1)) / count
    boxes = [
        _whole(Box(text.left, text.top + n * (height + 30), text.right, text.top + n * (height + 30) + height))
        for n in range(count)
    ]
    for tier in boxes[1:]:
        press.rule(tier.left, tier.top - 16, tier.right, tier.top - 15, press.colours.soft)
    press.tiers(front.text, boxes, TEXT, LEADING)
    if share:
        press.frame(index, 2, press.colours.ink)
        _heads(press, front, Box(index.left + 16, index.top + 16, index.right - 16, index.bottom - 16))


def _heads(press: Press, front: Front, box: Box) -> None:
    """The label and the headlines, one vertical line each, its page below."""
    size, right = 31.0, box.right
    label = Box(right - 50, box.top, right, box.bottom)
    press.rule(label.left, label.top, label.right, label.bottom, press.colours.accent)
    length = press.height(front.index, size)
    press.down(
        front.index, right - 10, label.top + (label.height - length) / 2, 30, press.colours.paper, kind=press.sans
    )
    right -= 50 + 20
    for head in front.others:
        lines = _entry(press, head, size, box.height)
        if right - size * 1.3 * len(lines) < box.left - size * 0.3:
            return
        for number, line in enumerate(lines):
            press.down(line, right, box.top + (size if number else 0), size, bold=BOLD / 2)
            right -= size * 1.34
        right -= 20
        press.rule(right + 15, box.top, right + 16, box.bottom, press.colours.soft) if right > box.left + size else None


def _entry(press: Press, head: Headline, size: float, height: float) -> list[str]:
    words = head.title + (f"　{head.place}" if head.place else "")
    lines = press.stacked(words, size, height - size)
    return ["".join(cell.text for cell in line) for line in lines][:2]
