# SPDX-License-Identifier: AGPL-3.0-or-later
"""Orders the blocks of a page: the page is cut at printed lines, headlines and white space, then read column by column.

All boxes are flat (``paragraphs.flattened``): a page of vertical lines is turned so that it reads like a page of
horizontal lines; its tiers (段) are then columns. The result is a list of *leaves*: runs of blocks between two cuts,
each with the kind of the cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from epubgen.importers.page_boxes.elements import around
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.startup import dataclass

__all__ = ["Item", "OrderedRun", "leaves_of"]

Cut = Literal["page", "rule", "head", "white", "column"]
"""Why a leaf begins: the page, a printed line across, a headline, white across, the next column."""

_RULED = 0.6
"""Part of a region that a printed line must cover to cut it."""
_GUTTER = 0.5
"""Ems between columns at least."""
_DEEPEST, _MANY = 60, 80
"""A region is cut no deeper; one that cannot be cut and holds more is read by its left edges."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is ordered: a block, or a frame with everything in it."""

    box: PageBox
    at: int
    """Its place in the list of the caller."""
    head: bool = False
    """It begins a story: a heading, or a frame."""
    upright: bool = False
    """A horizontal heading on a page of vertical lines: when the page is turned, it stands beside what it heads."""


@dataclass(slots=True)
class OrderedRun:
    """Items in order, and why a leaf begins there."""

    items: list[Item]
    cut: Cut


def leaves_of(items: Sequence[Item], bars: Sequence[PageBox], em: float) -> list[OrderedRun]:
    """Return the items in reading order.

    Args:
        items: the items, with flat boxes.
        bars: printed lines, flat.
        em: the size of the running text.
    """
    return _cut(list(items), list(bars), em, "page", 0)


def _cut(items: list[Item], bars: list[PageBox], em: float, cut: Cut, depth: int) -> list[OrderedRun]:
    if len(items) < 2 or depth > _DEEPEST:  # noqa: PLR2004 - nothing to part
        return [OrderedRun(_ordered(items), cut)] if items else []
    region = _around(items)
    across = _gaps([(item.box.top, item.box.bottom) for item in items], 0.1 * em)
    down = _gaps([(item.box.left, item.box.right) for item in items], _GUTTER * em)
    found = _best(items, bars, region, across, down, em)
    if found is None:
        return [OrderedRun(_ordered(items), cut)]
    way, places, why = found
    made: list[OrderedRun] = []
    for number, part in enumerate(_parted(items, places, way)):
        here = cut if number == 0 else why
        made.extend(_cut(part, _inside(bars, part), em, here, depth + 1))
    return made


Gap = tuple[float, float]
Found = tuple[Literal["across", "down"], list[float], Cut]


def _gaps(spans: list[Gap], least: float) -> list[Gap]:
    """Return the stretches between the first and the last span that no span covers."""
    spans = sorted(spans)
    gaps, end = [], spans[0][1]
    for start, stop in spans[1:]:
        if start - end >= least:
            gaps.append((end, start))
        end = max(end, stop)
    return gaps


def _best(
    items: list[Item], bars: list[PageBox], region: PageBox, across: list[Gap], down: list[Gap], em: float
) -> Found | None:
    """Return where to cut: first at printed lines, then above headlines, then between columns, then at white space."""
    ruled = [gap for gap in across if _rule_across(gap, bars, region)]
    columns = [gap for gap in down if _rule_down(gap, bars, region)]
    if ruled:
        return "across", [_middle(gap) for gap in ruled], "rule"
    headed = [gap for gap in across if _headed(gap, items, region, em)]
    if headed:
        return "across", [_middle(gap) for gap in headed], "head"
    if columns:
        return "down", [_middle(gap) for gap in columns], "column"
    widest = max((stop - start for start, stop in across), default=0.0)
    if down:
        gutter = max(stop - start for start, stop in down)
        if widest <= max(1.5 * gutter, 1.8 * em):
            return "down", [_middle(gap) for gap in down], "column"
    elif crowned := [gap for gap in across if _crowned(gap, items)]:
        return "across", [_middle(crowned[0])], "white"
    if across:
        return "across", [_middle(gap) for gap in across if gap[1] - gap[0] >= 0.99 * widest], "white"
    return None


def _middle(gap: Gap) -> float:
    return (gap[0] + gap[1]) / 2


def _rule_across(gap: Gap, bars: list[PageBox], region: PageBox) -> bool:
    """Return whether printed lines in a gap, one or several side by side, cover most of its width."""
    lines = [bar for bar in bars if bar.width > bar.height and gap[0] - 2 <= (bar.top + bar.bottom) / 2 <= gap[1] + 2]
    covered = sum(max(0.0, min(bar.right, region.right) - max(bar.left, region.left)) for bar in lines)
    return covered >= _RULED * region.width


def _rule_down(gap: Gap, bars: list[PageBox], region: PageBox) -> bool:
    lines = [bar for bar in bars if bar.height > bar.width and gap[0] - 2 <= (bar.left + bar.right) / 2 <= gap[1] + 2]
    covered = sum(max(0.0, min(bar.bottom, region.bottom) - max(bar.top, region.top)) for bar in lines)
    return covered >= _RULED * region.height


def _headed(gap: Gap, items: list[Item], region: PageBox, em: float) -> bool:
    """Return whether everything directly below a gap begins something, over most of the width."""
    above = [item for item in items if item.box.bottom <= gap[0] + 0.01]
    below = [item for item in items if item.box.top >= gap[1] - 0.01]
    if all(item.head for item in above):
        return False
    first = _topmost(below)
    level = [item for item in first if item.box.top <= gap[1] + 3 * em and item.head]
    upright = [item.box for item in level if item.upright]
    if upright and all(item.head or any(_heads_beside(box, item.box, em) for box in upright) for item in first):
        return True
    if not level or not all(item.head or _under(item, level, em) for item in first):
        return False
    return _covered(level) >= 0.5 * region.width or len(level) > 1


def _heads_beside(head: PageBox, column: PageBox, em: float) -> bool:
    """Return whether an upright heading heads a column beside it: both begin together, and it is as long."""
    first, last = abs(head.top - column.top) <= 2 * em, head.bottom >= column.bottom - 2 * em
    return first and last and head.right <= column.left + em


def _under(item: Item, heads: list[Item], em: float) -> bool:
    """Return whether a column without a heading lies beside and below one: a headline need not span all columns."""
    return any(head.box.right <= item.box.left + em and head.box.bottom <= item.box.top + 0.5 * em for head in heads)


def _topmost(items: list[Item]) -> list[Item]:
    """Return the items with nothing above them in their columns."""
    made: list[Item] = []
    spans: list[Gap] = []
    for item in sorted(items, key=lambda item: item.box.top):
        if not any(left < item.box.right and item.box.left < right for left, right in spans):
            made.append(item)
        spans = _united([*spans, (item.box.left, item.box.right)])
    return made


def _united(spans: list[Gap]) -> list[Gap]:
    made: list[Gap] = []
    for left, right in sorted(spans):
        if made and left <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], right))
        else:
            made.append((left, right))
    return made


def _covered(items: list[Item]) -> float:
    return sum(item.box.width for item in items)


def _crowned(gap: Gap, items: list[Item]) -> bool:
    """Return whether only headings lie above a gap: they head everything below."""
    above = [item for item in items if item.box.bottom <= gap[0] + 0.01]
    return all(item.head for item in above)


def _parted(items: list[Item], places: list[float], way: str) -> list[list[Item]]:
    parts: list[list[Item]] = [[] for _ in range(len(places) + 1)]
    for item in items:
        middle = (item.box.top + item.box.bottom) / 2 if way == "across" else (item.box.left + item.box.right) / 2
        parts[sum(middle > place for place in sorted(places))].append(item)
    return [part for part in parts if part]


def _inside(bars: list[PageBox], items: list[Item]) -> list[PageBox]:
    region = _around(items)
    return [
        bar
        for bar in bars
        if bar.left < region.right and bar.right > region.left and bar.top < region.bottom and bar.bottom > region.top
    ]


def _around(items: list[Item]) -> PageBox:
    return around(item.box for item in items)


def _ordered(items: list[Item]) -> list[Item]:
    """Order items that no cut separates: an item precedes those below it in its columns, and those in later columns.

    (Breuel, High performance document layout analysis, 2003.)
    """
    rest = sorted(items, key=lambda item: (item.box.left, item.box.top))
    if len(rest) > _MANY:
        return rest
    made: list[Item] = []
    while rest:
        free = next(
            (item for item in rest if not any(_before(other, item, items) for other in rest if other is not item)),
            rest[0],
        )
        made.append(free)
        rest.remove(free)
    return made


def _before(first: Item, second: Item, items: list[Item]) -> bool:
    shared = min(first.box.right, second.box.right) - max(first.box.left, second.box.left)
    least = 0.05 * min(first.box.width, second.box.width)
    if shared > least:
        return first.box.top < second.box.top
    if first.box.right > second.box.left + least:
        return False
    return not any(_between(other.box, first.box, second.box) for other in items if other not in (first, second))


def _between(box: PageBox, first: PageBox, second: PageBox) -> bool:
    """Return whether a box lies between two others in height and spans both: they are columns of different rows."""
    top, bottom = min(first.bottom, second.bottom), max(first.top, second.top)
    return top - 0.5 <= box.top and box.bottom <= bottom + 0.5 and box.left < first.right and box.right > second.left
