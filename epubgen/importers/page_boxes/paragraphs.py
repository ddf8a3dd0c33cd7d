# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups lines into paragraphs: lines below each other in one column and one type, divided where a paragraph begins.

All positions are computed as if lines ran from left to right: ``flattened`` turns the boxes of vertical and turned
lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from epubgen.importers.page_boxes.elements import Direction, LaidBlock, LaidLine, PrintedRule, around
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.startup import dataclass
from epubgen.typesetting.characters import narrow

__all__ = ["divided", "flattened", "paragraphs_of", "whole_rows"]

_LEADING = 0.95
"""Ems of white between two lines of a block at most."""
_SAME_SIZE = 0.12
"""Part by which sizes of one block differ at most."""
_INDENT, _DEEP = 0.6, 5.0
"""Ems by which the first line of a paragraph is set in, at least and at most."""
_SHORT = 1.6
"""Ems that the last line of a paragraph falls short of the column."""
_ROW_GAP = 5.0
"""Ems that a line of justified text may leave between two words."""


def flattened(box: PageBox, direction: Direction, width: float, height: float) -> PageBox:
    """Return the box as it would be if text of that direction ran from left to right, line below line."""
    if direction == "down":
        return PageBox(box.top, width - box.right, box.bottom, width - box.left)
    if direction == "up":
        return PageBox(height - box.bottom, box.left, height - box.top, box.right)
    if direction == "left":
        return PageBox(width - box.right, height - box.bottom, width - box.left, height - box.top)
    return box


def whole_rows(lines: Sequence[LaidLine], separators: Sequence[PrintedRule]) -> tuple[LaidLine, ...]:
    """Return the lines, with rows of widely spaced justified words in one piece again.

    Two pieces of a row are one line if a line above or below runs across the gap and no printed line does.
    """
    made: list[LaidLine] = []
    spans = _Spans(lines)
    for line in lines:
        last = made[-1] if made else None
        if last and last.direction == line.direction == "right" and _one_row(last, line, spans, separators):
            between = " " if narrow(last.text[-1:]) and narrow(line.text[:1]) else ""
            text = f"{last.text}{between}{line.text}"
            made[-1] = replace(
                last, text=text, box=around((last.box, line.box)), hyphen=line.hyphen, spaced=line.spaced
            )
        else:
            made.append(line)
    return tuple(made)


class _Spans:
    """Answers which lines run across a place, indexed by height."""

    def __init__(self, lines: Iterable[LaidLine]) -> None:
        self.rows: dict[int, list[LaidLine]] = {}
        for line in lines:
            for row in range(int(line.box.top // 20), int(line.box.bottom // 20) + 1):
                self.rows.setdefault(row, []).append(line)

    def across(self, x: float, top: float, bottom: float, size: float) -> bool:
        """Return whether a line of that size runs across ``x`` between two heights."""
        for row in range(int(top // 20), int(bottom // 20) + 1):
            for line in self.rows.get(row, ()):
                inside = line.box.left + size < x < line.box.right
                if inside and top <= line.box.top and line.box.bottom <= bottom and abs(line.size - size) < 0.2 * size:
                    return True
        return False


def _one_row(first: LaidLine, second: LaidLine, spans: _Spans, separators: Sequence[PrintedRule]) -> bool:
    em, gap = first.size, second.box.left - first.box.right
    if not 0 < gap <= _ROW_GAP * em or abs(first.box.bottom - second.box.bottom) > 0.25 * em:
        return False
    if abs(first.size - second.size) > _SAME_SIZE * em:
        return False
    middle = (first.box.right + second.box.left) / 2
    if any(
        not one.frame and one.box.left <= middle <= one.box.right and _beside(one.box, first.box) for one in separators
    ):
        return False
    return spans.across(middle, first.box.top - 4 * em, first.box.bottom + 4 * em, em)


def _beside(first: PageBox, second: PageBox) -> bool:
    return first.top < second.bottom and second.top < first.bottom


@dataclass(slots=True)
class _FlatLine:
    """A line with its flattened box."""

    line: LaidLine
    box: PageBox


def paragraphs_of(
    lines: Sequence[LaidLine], separators: Sequence[PrintedRule], width: float, height: float
) -> tuple[LaidBlock, ...]:
    """Return the blocks of a page, each a paragraph or the part of one in one column.

    Args:
        lines: the lines of the whole page.
        separators: printed lines. No block crosses one.
        width: the width of the page.
        height: the height of the page.
    """
    made: list[LaidBlock] = []
    for direction in dict.fromkeys(line.direction for line in lines):
        placed = [
            _FlatLine(line, flattened(line.box, direction, width, height))
            for line in lines
            if line.direction == direction
        ]
        bars = [flattened(one.box, direction, width, height) for one in separators if not one.frame]
        ends = _ColumnEnds(placed)
        for stack in _stacks(placed, [bar for bar in bars if bar.width >= bar.height]):
            for part in _divided(stack, ends):
                made.append(_block(part, len(made)))
    return tuple(made)


def _stacks(placed: list[_FlatLine], bars: Sequence[PageBox]) -> list[list[_FlatLine]]:
    """Return stacks of lines of one type below each other. Each line continues the nearest line above it."""
    ordered = sorted(placed, key=lambda one: (one.box.top, one.box.left))
    tails: list[list[_FlatLine]] = []
    done: list[list[_FlatLine]] = []
    for one in ordered:
        near = [stack for stack in tails if _below(stack[-1], one, bars)]
        if near:
            stack = max(near, key=lambda stack: (stack[-1].box.bottom, _overlap(stack[-1].box, one.box)))
            stack.append(one)
        else:
            tails.append([one])
        gone = [stack for stack in tails if one.box.top - stack[-1].box.bottom > 3 * stack[-1].line.size]
        done.extend(gone)
        tails = [stack for stack in tails if stack not in gone] if gone else tails
    return [*done, *tails]


def _below(above: _FlatLine, one: _FlatLine, bars: Sequence[PageBox]) -> bool:
    first, second = above.line, one.line
    em = max(first.size, second.size)
    if abs(first.size - second.size) > _SAME_SIZE * em or first.bold != second.bold:
        return False
    gap = one.box.top - above.box.bottom
    if not -0.6 * em <= gap <= _LEADING * em or one.box.top <= above.box.top + 0.3 * em:
        return False
    if _overlap(above.box, one.box) < 0.5 * min(above.box.width, one.box.width):
        return False
    return not any(
        above.box.bottom - 0.3 * em <= (bar.top + bar.bottom) / 2 <= one.box.top + 0.3 * em
        and _overlap(bar, one.box) > 0.3 * one.box.width
        for bar in bars
    )


def _overlap(first: PageBox, second: PageBox) -> float:
    return min(first.right, second.right) - max(first.left, second.left)


class _ColumnEnds:
    """Where the lines of each column end, to tell a short last line from a full one."""

    def __init__(self, lines: Iterable[_FlatLine]) -> None:
        self.rights: dict[int, list[tuple[float, float]]] = {}
        for one in lines:
            self.rights.setdefault(int(one.box.left // 4), []).append((one.box.right, one.line.size))

    def of(self, left: float, right: float, size: float) -> float:
        """Return the end that at least three lines share among those that begin at ``left``; at least ``right``."""
        near = [
            end
            for key in range(int(left // 4) - 1, int(left // 4) + 2)
            for end, one in self.rights.get(key, ())
            if abs(one - size) < 0.1 * size
        ]
        counted = Counter(round(end) for end in near if end >= right - 0.35 * size)
        kept = [end for end, count in counted.items() if count + counted[end - 1] + counted[end + 1] >= 3]  # noqa: PLR2004
        close = [end for end in kept if end - left < 60 * size]
        return float(min(close)) if close else right


def _divided(stack: list[_FlatLine], ends: _ColumnEnds) -> Iterator[list[_FlatLine]]:
    """Divide a stack where paragraphs begin."""
    starts = _starts(stack, ends)
    part: list[_FlatLine] = []
    for at, one in enumerate(stack):
        if part and at in starts:
            yield part
            part = []
        part.append(one)
    yield part


def divided(block: LaidBlock) -> Iterator[LaidBlock]:
    """Divide a recognised block where paragraphs begin. Scans are tilted, so the edges are those of lines nearby.

    A paragraph begins where a line is indented and the line before it ends with a stop or is short.
    """
    part: list[LaidLine] = []
    for at, line in enumerate(block.lines):
        if part and _begins_in_scan(block.lines, at):
            yield replace(block, lines=tuple(part), box=around(one.box for one in part))
            part = []
        part.append(line)
    yield replace(block, lines=tuple(part), box=around(one.box for one in part)) if part else block


def _begins_in_scan(lines: Sequence[LaidLine], at: int) -> bool:
    line, before = lines[at], lines[at - 1]
    if line.direction != "right" or before.hyphen:
        return False
    near = [one for one in lines[max(0, at - 4) : at + 5] if one is not line]
    em = median(one.box.height for one in near) * 0.8
    left, right = median(one.box.left for one in near), median(one.box.right for one in near)
    set_in = 0.6 * em <= line.box.left - left <= _DEEP * em
    short = right - before.box.right > _SHORT * em
    stop = before.text.endswith((".", "!", "?", "…", "»", "”", '"', "。", "！", "？", "」"))
    return set_in and (short or stop)


def _starts(stack: list[_FlatLine], ends: _ColumnEnds) -> set[int]:
    if len(stack) < 2:  # noqa: PLR2004 - one line is one paragraph
        return set()
    em = median(one.line.size for one in stack)
    lefts, rights = [one.box.left for one in stack], [one.box.right for one in stack]
    if _centred(lefts, rights, em):
        return set()
    left = _edge(lefts, em)
    right = ends.of(left, max(rights), em)
    set_in = [left + _INDENT * em <= at <= left + _DEEP * em for at in lefts]
    even = sum(right - at <= 0.35 * em for at in rights)
    full = even >= max(2, 0.4 * (len(stack) - 1)) or right > max(rights) + 0.35 * em
    gaps = [below.box.top - above.box.bottom for above, below in pairwise(stack)]
    usual = min(median(gaps), *gaps) if len(gaps) > 3 else median(gaps)  # noqa: PLR2004
    hanging = sum(set_in) * 2 > len(stack) and not set_in[0]
    starts = set()
    for at in range(1, len(stack)):
        begins = not set_in[at] and set_in[at - 1] if hanging else set_in[at] and not _goes_in(set_in, at)
        short = full and right - rights[at - 1] > _SHORT * em and not hanging
        alone = at == 1 and _stands_alone(stack[0], left, right)
        loose = gaps[at - 1] > usual + 0.45 * em
        if begins or short or loose or alone or stack[at].line.indent:
            starts.add(at)
    return starts


def _stands_alone(first: _FlatLine, left: float, right: float) -> bool:
    """Return whether a first line is so short that no text continues it: a byline, a place."""
    open_end = first.line.hyphen or first.line.text.endswith((",", "，", "、", "-", "‐"))
    return first.box.right - left < 0.6 * (right - left) and not open_end


def _goes_in(set_in: Sequence[bool], at: int) -> bool:
    """Return whether an indented line continues indented lines: text beside a picture, or a quotation."""
    return at > 1 and set_in[at - 1] and set_in[at - 2] and at + 1 < len(set_in) and set_in[at + 1]


def _edge(places: Sequence[float], em: float) -> float:
    """Return the edge that most lines share, or the outermost one that two lines share."""
    counted = Counter(round(place / (0.4 * em)) for place in places)
    kept = [place for place in places if counted[round(place / (0.4 * em))] > 1] or list(places)
    return float(min(kept))


def _centred(lefts: Sequence[float], rights: Sequence[float], em: float) -> bool:
    """Return whether lines have one centre and different lengths: a heading, not paragraphs."""
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    return max(middles) - min(middles) < 0.5 * em and max(lefts) - min(lefts) > 0.5 * em and len(lefts) <= 6  # noqa: PLR2004


def _block(part: Sequence[_FlatLine], order: int) -> LaidBlock:
    lines = tuple(one.line for one in part)
    return LaidBlock(lines=lines, box=around(line.box for line in lines), order=order)
