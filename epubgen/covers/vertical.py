# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lays out the front page in vertical lines, from right to left: nameplate in a box, headline, photo, tiers of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from epubgen.covers.canvas import TEXT_SIZES, FrontPageLayout, Rect
from epubgen.covers.cropping import trimmed, whole
from epubgen.covers.type import BOLD, VerticalCell
from epubgen.covers.words import Teaser
from epubgen.images.pillow import Image

__all__ = ["VerticalLayout"]

_MARGIN = 54
_NAME = 190
"""Width of the nameplate's box, in pixels."""
_LATIN_LONGEST = 30
"""A Latin title shorter than this number of characters is shown beside the name."""
_GAP = 26
"""Space between nameplate, headline and photo, in pixels."""
_TEXT = TEXT_SIZES[-1]
_TIER_GAP = 34
_FACTS = 34.0
_TOP = 0.44
"""Share of the page's height for the headline and a tall photo."""

_HEADLINES = (132, 124, 116, 108, 100, 92, 84, 76, 68, 60)
_PARTED = 76
"""Minimum size at which each line of the headline is kept, or split in two at a mark or space."""
_SMALLEST = 56
"""Size of a headline that fits at no larger size."""
_SMALLER = (52, 46, 40, 35)
"""Sizes for an even longer headline. No part of a headline is left out."""
_GREATEST = {1: 132, 2: 124, 3: 104}
"""Maximum size of a headline by its number of lines."""
_GREATEST_OF_MANY = 84
_MOST_LINES = 3
_LEADING = 1.18
"""Distance between lines of the headline, in em."""
_INDENT = 0.5
"""Em by which the lines after the first begin lower."""
_OVERHANG = 0.4
"""Em by which a split line may be too long, because its last mark hangs below."""
_LOPSIDED = 4
"""A line is not split if one part is shorter than 1/4 of it."""
_ENDLESS = 1e9
_DECK, _DECK_LEADING = 37, 54
_DECK_ROOM = 120
"""Width reserved for the deck, in pixels."""


_Cut: TypeAlias = "Callable[[str, float, float], list[list[VerticalCell]]]"


class VerticalLayout(FrontPageLayout):
    """A layout with vertical lines, drawn from right to left, beginning with the nameplate."""

    def draw(self) -> None:
        """Draw the whole page."""
        photo = self.photo
        page = Rect(0, 0, *self.canvas.size).inset(_MARGIN)
        flag = Rect(page.right - _NAME, page.top, page.right, page.bottom)
        news = Rect(page.left, page.top, flag.left - _GAP, page.bottom)
        self._flag(flag)
        wide = photo is not None and photo.width >= photo.height
        end = news.top + news.height * _TOP
        head = Rect(news.left, news.top, news.right, end)
        if photo and not wide:
            end += 90
            side = Rect(news.left, news.top, news.left + news.width * 0.46, end)
            self._photo(photo, side)
            head = Rect(side.right + _GAP, head.top, head.right, end)
        left, beside = self._headline(head), list[Rect]()
        if (photo is None or wide) and not self.front.bound:
            beside = _opening(Rect(news.left, news.top, left - 30, end))
        if photo and wide:
            height = min(news.width * (0.62 if self.front.bound else 0.56), news.width * photo.height / photo.width)
            self._photo(photo, Rect(news.left, end + _GAP, news.right, end + _GAP + height + 40))
            end += height + 66
        self._foot(news.below(end + 28), beside)

    def _flag(self, rect: Rect) -> None:
        """Draw the nameplate in a double frame, with the date and the numbers below."""
        canvas, nameplate = self.canvas, self.nameplate
        facts = max((canvas.height(text, _FACTS) for text in self._facts_of()), default=0) if canvas.sans else 0
        name = Rect(rect.left, rect.top, rect.right, rect.top + min(880, max(640, rect.height - facts - 40)))
        canvas.frame(name, 6, canvas.colours.accent)
        canvas.frame(name.inset(10), 2, canvas.colours.accent)
        if nameplate and (nameplate.height > nameplate.width or not canvas.serif):
            shown = whole(trimmed(nameplate), (_NAME - 44, name.height - 48))
            left, top = name.left + (_NAME - shown.width) / 2, name.top + (name.height - shown.height) / 2
            canvas.picture(shown, Rect(left, top, left, top), multiply=True)
        elif canvas.serif:
            self._title(name)
        if canvas.sans:
            self._facts(rect.below(name.bottom + 22))

    def _title(self, rect: Rect) -> None:
        """Draw the title, spread over its box, and its Latin form beside it."""
        canvas, title = self.canvas, self.front.title
        latin = self.front.latin if len(self.front.latin) < _LATIN_LONGEST else ""
        length = canvas.height(title, 100) / 100
        size = min(132.0 if latin else 142.0, (rect.height - 70) / length)
        steps = max(1, len(title) - 1)
        gap = max(0.0, min(size * 0.8, (rect.height - 76 - length * size) / steps))
        taken = length * size + gap * steps
        right = rect.right - (_NAME - size) / 2 + (13 if latin else 0)
        top = rect.top + (rect.height - taken) / 2
        canvas.down(title, right, top, size, canvas.colours.accent, bold=BOLD * 1.2, gap=gap)
        if latin:
            small = min(19.0, 19 * (rect.height - 80) / canvas.height(latin, 19))
            top = rect.top + (rect.height - canvas.height(latin, small)) / 2
            canvas.down(latin, rect.left + 38, top, small, canvas.colours.soft, kind=canvas.sans)

    def _facts_of(self) -> list[str]:
        """Return the non-empty texts below the nameplate: date, numbers, and motto or ears."""
        front = self.front
        words = ["\u3000".join(front.day), "\u3000".join(front.numbers), front.motto or " ".join(front.ears)]
        return [text for text in words if text]

    def _facts(self, rect: Rect) -> None:
        """Draw date, numbers and motto in vertical lines with hairlines between them."""
        canvas, words = self.canvas, self._facts_of()
        longest = max((canvas.height(text, 1) for text in words), default=1)
        size, step = min(_FACTS, rect.height / longest), rect.width / 3
        for number, text in enumerate(words):
            middle = rect.right - (number + 0.5) * step
            colour = canvas.colours.accent if text == self.front.motto else canvas.colours.ink
            canvas.down(text, middle + size / 2, rect.top, size, colour, kind=canvas.sans)
            if number:
                canvas.rule(middle + step / 2, rect.top, middle + step / 2 + 1, rect.bottom - 16, canvas.colours.soft)
        canvas.rule(rect.left, rect.bottom - 6, rect.right, rect.bottom, canvas.colours.accent)

    def _headline(self, rect: Rect) -> float:
        """Draw kicker, headline and deck in vertical lines from the right; return their left end."""
        canvas, front, right = self.canvas, self.front, rect.right
        if not canvas.serif:
            return right
        if front.kicker:
            size = min(42.0, 42 * rect.height / canvas.height(front.kicker, 42))
            canvas.down(front.kicker, right, rect.top, size, canvas.colours.soft)
            right -= size + 26
        size, lines = self._fit_headline(right - rect.left, rect.height)
        for number, line in enumerate(lines):
            canvas.down_cells(line, right, rect.top + (size * _INDENT if number else 0), size, bold=BOLD)
            right -= size * _LEADING
        right -= 14
        if front.deck and right - rect.left > 50:  # noqa: PLR2004 - one line of the deck
            most = int((right - rect.left) // _DECK_LEADING)
            for line in canvas.balanced_cells(front.deck, _DECK, rect.height - 30)[:most]:
                canvas.down_cells(line, right, rect.top + 30, _DECK, canvas.colours.soft)
                right -= _DECK_LEADING
        return right

    def _fit_headline(self, width: float, height: float) -> tuple[float, list[list[VerticalCell]]]:
        """Choose size and lines of the headline: the largest size that fits.

        Lines end at marks or spaces if possible, else they have equal lengths.
        """
        headline = self.front.headline
        room = width - (_DECK_ROOM if self.front.deck else 0)
        most = max(_MOST_LINES, 2 * len(headline))

        def fits(lines: list[list[VerticalCell]], size: float) -> bool:
            narrow = len(lines) * size * _LEADING <= room
            return 0 < len(lines) <= most and narrow and size <= _GREATEST.get(len(lines), _GREATEST_OF_MANY)

        for size in (size for size in _HEADLINES if size >= _PARTED):
            parts = [self._parted(text, size, height - size * _INDENT) for text in headline]
            lines = [line for part in parts for line in part]
            if all(parts) and fits(lines, size):
                return size, lines
        for size in (*_HEADLINES, *_SMALLER):
            lines = self._lines(self.canvas.balanced_cells, size, height)
            if self._holds(size, height) and fits(lines, size):
                return size, lines
        for size in (_SMALLEST, *_SMALLER):
            lines = self._lines(self.canvas.stacked, size, height)
            if len(lines) * size * _LEADING <= width:
                break
        return size, lines

    def _holds(self, size: float, height: float) -> bool:
        """Return whether each word, number and date of the headline fits in a vertical line."""
        return max(map(self.canvas.longest, self.front.headline), default=0) * size <= height - size * _INDENT

    def _lines(self, cut: _Cut, size: float, height: float) -> list[list[VerticalCell]]:
        """Return the vertical lines of all lines of the headline."""
        return [line for text in self.front.headline for line in cut(text, size, height - size * _INDENT)]

    def _parted(self, text: str, size: float, height: float) -> list[list[VerticalCell]]:
        """Return the text in one line, or in two lines split at a mark or space; empty if neither fits."""
        (line,) = self.canvas.stacked(text, size, _ENDLESS) or [[]]
        if line and _length(line) * size <= height:
            return [line]
        cuts = [at for at in range(2, len(line) - 1) if _may_part(line, at)]
        halves = [(line[:at], line[at:]) for at in cuts if min(at, len(line) - at) * _LOPSIDED >= len(line)]
        fitting = [pair for pair in halves if max(map(_length, pair)) * size <= height + size * _OVERHANG]
        if not fitting:
            return []
        first, second = min(fitting, key=lambda pair: max(map(_length, pair)))
        return [first, second[1:] if second[0].text.isspace() else second]

    def _photo(self, photo: Image.Image, rect: Rect) -> None:
        """Draw the photo with its caption below, in horizontal lines as in vertical newspapers."""
        lines = self.caption_lines(rect.width)
        height = rect.height - 10 - 30 * len(lines)
        self.place_photo(photo, Rect(rect.left, rect.top, rect.right, rect.top + height))
        self.place_caption(lines, rect.left, rect.top + height + 10, 30)

    def _foot(self, rect: Rect, beside: list[Rect]) -> None:
        """Draw the text in tiers, first those beside the headline, and the teasers of other stories on the left."""
        canvas, front = self.canvas, self.front
        if not canvas.serif or rect.height < 5 * _TEXT:
            return
        canvas.rule(rect.left, rect.top - 15, rect.right, rect.top - 13)
        if front.bound or not front.text:
            self._teasers(rect)
            return
        width = min(rect.width / 2, self._teasers_width(rect.height - 28) + 28) if front.others else 0
        index = Rect(rect.left, rect.top, rect.left + width, rect.bottom)
        tiers = [*beside, *_tiers(Rect(index.right + (24 if width else 0), rect.top, rect.right, rect.bottom))]
        for above, tier in pairwise(tiers):
            if tier.left == above.left:
                canvas.rule(tier.left, tier.top - 12, tier.right, tier.top - 11, canvas.colours.soft)
        canvas.tiers(front.text, tiers)
        if width:
            canvas.frame(index, 2, canvas.colours.ink)
            self._teasers(index.inset(14))

    def _teasers_width(self, height: float) -> float:
        """Return the width of the heading and the teasers, in pixels."""
        size = _TEXT * 1.0
        return 62 + sum(len(self._teaser(each, size, height)) * size * 1.3 + 20 for each in self.front.others)

    def _teaser(self, teaser: Teaser, size: float, height: float) -> list[list[VerticalCell]]:
        """Return the headline in one to three vertical lines, with space for its page number below."""
        place = size * 0.8 * (self.canvas.height(teaser.place, 1) + 0.6) if teaser.place else 0
        return self.canvas.stacked(teaser.title, size, height - place)[:3]

    def _teasers(self, rect: Rect) -> None:
        """Draw the heading and as many teasers as fit, each with its page number at the bottom."""
        canvas, colours = self.canvas, self.canvas.colours
        size = 31.0 if self.front.bound else _TEXT * 1.0
        leading, right = size * 1.3, rect.right
        canvas.rule(right - 46, rect.top, right, rect.bottom, colours.accent)
        top = rect.top + (rect.height - canvas.height(self.front.index, 28)) / 2
        canvas.down(self.front.index, right - 9, top, 28, colours.paper, kind=canvas.sans)
        right -= 46 + 16
        for number, teaser in enumerate(self.front.others):
            lines = self._teaser(teaser, size, rect.height)
            if right - leading * len(lines) < rect.left - size * 0.4:
                return
            if number:
                canvas.rule(right + 9, rect.top, right + 10, rect.bottom, colours.soft)
            for line in lines:
                canvas.down_cells(line, right, rect.top, size, bold=BOLD / 2)
                right -= leading
            if teaser.place:
                small = size * 0.8
                foot = rect.bottom - canvas.height(teaser.place, small)
                canvas.down(teaser.place, right + leading - size * 0.1, foot, small, colours.accent, kind=canvas.sans)
            right -= 20


def _opening(rect: Rect) -> list[Rect]:
    """Return two tiers beside the headline for the beginning of the text; none if there is not enough space."""
    if rect.width < 6 * _TEXT:
        return []
    half = (rect.height - _TIER_GAP) / 2
    return [
        _whole_lines(Rect(rect.left, rect.top, rect.right, rect.top + half)),
        _whole_lines(Rect(rect.left, rect.bottom - half, rect.right, rect.bottom)),
    ]


def _tiers(rect: Rect) -> list[Rect]:
    """Divide a rectangle into tiers of about equal height."""
    count = max(1, round(rect.height / 330))
    height = (rect.height - _TIER_GAP * (count - 1)) / count
    tops = [rect.top + number * (height + _TIER_GAP) for number in range(count)]
    return [_whole_lines(Rect(rect.left, top, rect.right, top + height)) for top in tops]


def _whole_lines(rect: Rect) -> Rect:
    """Return a tier whose height is a whole number of characters, with space for a mark that hangs below."""
    return Rect(rect.left, rect.top, rect.right, rect.top + (rect.height - _TEXT / 2) // _TEXT * _TEXT)


def _may_part(line: Sequence[VerticalCell], at: int) -> bool:
    """Return whether a headline may be split before a cell: after a mark or at a space, not inside a date or number."""
    return not line[at].bound and (line[at - 1].clings or line[at].text.isspace())


def _length(line: Sequence[VerticalCell]) -> float:
    """Return the length in em."""
    return sum(cell.length for cell in line)
