# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lays out the front page in horizontal lines: ears, nameplate, folio line, headline, photo, three columns."""

from __future__ import annotations

from collections.abc import Sequence

from epubgen.covers.canvas import FrontPageLayout, Rect
from epubgen.covers.cropping import trimmed, whole
from epubgen.covers.type import BOLD
from epubgen.covers.words import Teaser
from epubgen.images.pillow import Image

__all__ = ["HorizontalLayout"]

_MARGIN, _TOP, _BOTTOM = 58, 40, 44
_GUTTER = 30
_SMALL = 25
"""Size of the folio line in pixels."""
_KICKER, _DECK = 38, 35
_EAST_ASIAN = 0x1100
"""Code of the first East Asian block."""
_HEADLINES = (132, 124, 116, 104, 96, 88, 82, 76, 68, 60, 56)
"""Sizes of the headline in pixels. At the smallest size one more line is allowed."""
_SMALLER = (50, 44, 38, 33)
"""Sizes for a headline that is too long, or has a word wider than the page. No part of a headline is left out."""
_OWN_LINES = 82
"""Minimum size at which the headline keeps its own line breaks."""
_TWO_LINES = 104
"""Maximum size of a headline of two lines; a larger one would dominate the page."""
_FOOT = 428
"""Height below the photo that is reserved for columns, in pixels."""
_PHOTO = (0.4, 0.72)
"""Minimum and maximum height of a photo, as shares of its width."""


class HorizontalLayout(FrontPageLayout):
    """A layout with horizontal lines, drawn from top to bottom. Each part returns where the next part begins."""

    def draw(self) -> None:
        """Draw the whole page."""
        width, height = self.canvas.size
        page = Rect(_MARGIN, _TOP, width - _MARGIN, height - _BOTTOM)
        top = self._masthead(page)
        top = self._headline(page.below(top))
        if self.photo:
            top = self._photo(self.photo, page.below(top))
        self._foot(page.below(top))

    def _masthead(self, page: Rect) -> float:
        """Draw ears, nameplate and folio line."""
        canvas, front = self.canvas, self.front
        top = self._ears(page)
        if self.nameplate:
            shown = whole(trimmed(self.nameplate), (page.width * 0.86, 190))
            left = page.left + (page.width - shown.width) / 2
            canvas.picture(shown, Rect(left, top + 8, left + shown.width, top + 8 + shown.height), multiply=True)
            top += shown.height + 30
        elif canvas.serif:
            top = self._title(page, top)
        if front.latin and canvas.serif and not self.nameplate:
            canvas.centred(front.latin, page, top, 25, canvas.colours.soft, kind=canvas.serif, gap=9)
            top += 44
        canvas.rule(page.left, top, page.right, top + 7, canvas.colours.accent)
        canvas.rule(page.left, top + 11, page.right, top + 13, canvas.colours.accent)
        if not canvas.sans:
            return top + 30
        self._folio(page, top + 24)
        canvas.rule(page.left, top + 64, page.right, top + 66)
        return top + 86

    def _ears(self, page: Rect) -> float:
        """Draw the motto on the left, and the last of the ears on the right."""
        canvas, front = self.canvas, self.front
        if not canvas.sans or not (front.motto or front.ears):
            return page.top + 6
        right = front.ears[-1] if front.ears else ""
        canvas.line(front.motto, page.left, page.top, 24, canvas.colours.soft, kind=canvas.sans)
        left = page.right - canvas.sans.width(right, 24)
        canvas.line(right, left, page.top, 24, canvas.colours.soft, kind=canvas.sans)
        return page.top + 40

    def _title(self, page: Rect, top: float) -> float:
        """Draw the title as wide as the page allows. East Asian titles are letter-spaced."""
        canvas, title = self.canvas, self.front.title
        east = ord(title[0]) >= _EAST_ASIAN
        size = min(176.0, 100 * page.width * (0.84 if east else 1.0) / canvas.serif.width(title, 100))
        spare = max(0.0, (page.width * 0.8 - canvas.serif.width(title, size)) / max(1, len(title) - 1))
        gap = min(size * 0.5, spare) if east else 0
        canvas.centred(title, page, top, size, canvas.colours.accent, bold=BOLD * 1.2, gap=gap)
        return top + size * (1.16 if east else 1.26)

    def _folio(self, page: Rect, top: float) -> None:
        """Draw the date on the left, and as many of the numbers as fit on the right."""
        canvas = self.canvas
        gap = " · " if canvas.mirrored else "  "  # separates Arabic numbers that adjoin
        left, right = gap.join(self.front.day), gap.join(self.front.numbers)
        while right and canvas.sans.width(left + "   " + right, _SMALL) > page.width:
            right = right.rpartition(gap)[0]
        canvas.line(left, page.left, top, _SMALL, kind=canvas.sans)
        canvas.line(right, page.right - canvas.sans.width(right, _SMALL), top, _SMALL, kind=canvas.sans)

    def _headline(self, rect: Rect) -> float:
        """Draw kicker, headline and deck."""
        canvas, front, top = self.canvas, self.front, rect.top
        if not canvas.serif:
            return top
        if front.kicker:
            for line in canvas.balanced(front.kicker, _KICKER, rect.width)[:1]:
                canvas.centred(line, rect, top, _KICKER, canvas.colours.soft)
            top += 58
        size, lines = self._fit_headline(rect.width, 2 if self.photo else 3)
        for line in lines:
            canvas.centred(line, rect, top, size, bold=BOLD)
            top += size * 1.2
        top += 12
        if front.deck:
            for line in canvas.balanced(front.deck, _DECK, rect.width * 0.94)[:2]:
                canvas.centred(line, rect, top, _DECK, canvas.colours.soft)
                top += 50
            top += 12
        return top + 8

    def _fit_headline(self, width: float, most: int) -> tuple[float, list[str]]:
        """Choose size and lines of the headline: the largest size that fits.

        The headline keeps its own line breaks if possible; else it is split at a mark or space; else into equal lines.
        """
        canvas, own = self.canvas, self.front.headline
        text = " ".join(own)
        for size in (size for size in _HEADLINES if size >= _OWN_LINES):
            if len(own) <= most and all(canvas.serif.width(line, size) <= width for line in own):
                return size if len(own) == 1 else min(size, _TWO_LINES), list(own)
            if size <= _TWO_LINES and most > 1 and (parted := canvas.phrased(text, size, width)):
                return size, parted
        *sizes, smallest = (size for size in _HEADLINES if size <= _TWO_LINES)
        for size in sizes:
            if canvas.holds(text, size, width) and len(even := canvas.balanced(text, size, width)) <= most:
                return size, even
        for size in (smallest, *_SMALLER):
            if canvas.holds(text, size, width) and len(even := canvas.balanced(text, size, width)) <= most + 1:
                return size, even
        return _SMALLER[-1], canvas.balanced(text, _SMALLER[-1], width)

    def _photo(self, photo: Image.Image, rect: Rect) -> float:
        """Draw the photo over the whole width, with its caption below."""
        canvas, front = self.canvas, self.front
        low, high = (share * rect.width for share in _PHOTO)
        room = rect.height - (_FOOT if canvas.serif else 0)
        room -= 60 if front.caption else 0
        room += 170 if front.bound else 0
        height = max(300.0, min(room, max(low, min(high, rect.width * photo.height / photo.width))))
        if not canvas.serif:
            height = rect.height
        self.place_photo(photo, Rect(rect.left, rect.top, rect.right, rect.top + height))
        top = rect.top + height + 12
        if canvas.sans and front.caption:
            lines = self.caption_lines(rect.width)
            self.place_caption(lines, rect.left, top, 32)
            top += 32 * len(lines) + 8
        return top + 10

    def _foot(self, rect: Rect) -> None:
        """Draw three columns: the text of the lead story in two, other stories in the third.

        A magazine has stories in all.
        """
        canvas, front = self.canvas, self.front
        if not canvas.serif or rect.height < 2 * _SMALL:
            return
        canvas.rule(rect.left, rect.top, rect.right, rect.top + 2)
        width = (rect.width - 2 * _GUTTER) / 3
        lefts = [rect.left + number * (width + _GUTTER) for number in range(3)]
        columns = [Rect(left, rect.top + 18, left + width, rect.bottom) for left in lefts]
        for column in columns[1:]:
            left = column.left - _GUTTER / 2
            canvas.rule(left, column.top + 4, left + 1, rect.bottom, canvas.colours.soft)
        if front.bound or not front.text:
            share = -(-len(front.others) // len(columns))
            for number, column in enumerate(columns):
                self._teasers(front.others[number * share : (number + 1) * share], column, 33)
            return
        canvas.columns(front.text, columns[:2] if front.others else columns)
        if front.others:
            self._index(columns[2])

    def _index(self, rect: Rect) -> None:
        """Draw the heading of the other stories in the paper colour on a bar, and their teasers below."""
        canvas = self.canvas
        canvas.rule(rect.left, rect.top + 2, rect.right, rect.top + 50, canvas.colours.accent)
        label, colour = self.front.index, canvas.colours.paper
        canvas.centred(label, rect, rect.top + 10, 29, colour, kind=canvas.sans, bold=BOLD / 2, gap=2)
        self._teasers(self.front.others, rect.below(rect.top + 66), 26)

    def _teasers(self, teasers: Sequence[Teaser], rect: Rect, size: float) -> None:
        """Draw the headlines of stories with their page numbers, as many as fit completely."""
        canvas, top, leading = self.canvas, rect.top, size * 1.36
        for number, teaser in enumerate(teasers):
            lines = canvas.broken(teaser.title, size, rect.width)[:3]
            height = len(lines) * leading + (size * 1.1 if teaser.place else 0)
            if top + height > rect.bottom + 4:
                return
            if number:
                canvas.rule(rect.left, top - 9, rect.right, top - 8, canvas.colours.soft)
            for line in lines:
                canvas.line(line, rect.left, top, size, bold=BOLD / 2)
                top += leading
            if teaser.place:
                canvas.line(teaser.place, rect.left, top, size * 0.76, canvas.colours.accent, kind=canvas.sans)
                top += size * 1.1
            top += 18
