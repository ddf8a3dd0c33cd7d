# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the headings of pages with boxes by the size and weight of their letters, compared with the running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock
from epubgen.startup import dataclass, regex
from epubgen.typesetting.characters import narrow

__all__ = ["RunningText", "running_text", "with_headings"]

_LARGER = 1.17
"""A heading is so much larger than running text."""
_LONG, _LONGEST = 70, 160
"""Full-width letters of a heading: of one in bold of the size of running text, and of one that is larger."""
_LINES = 5
_SUBHEAD = 26
_STOP = regex(r"[。．.!?！？;；,，、:：]$")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class RunningText:
    """The type of most letters of the pages."""

    size: float
    bold: bool
    font: str


def running_text(pages: Iterable[BoxedPage]) -> RunningText:
    """Return the size, weight and font of most letters of all pages; a single page may hold nothing but pictures."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, bool, str]] = Counter()
    for page in pages:
        for block in page.blocks:
            for line in block.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
                fonts[round(line.size * 2) / 2, line.bold, line.font] += len(line.text)
    if not sizes:
        return RunningText(0.0, bold=False, font="")
    size = max(sizes, key=lambda one: (sizes[one], -one))
    _, bold, font = max((key for key in fonts if key[0] == size), key=lambda key: fonts[key])
    return RunningText(size, bold, font)


def width_of(text: str) -> float:
    """Return the length of a text in full-width letters."""
    return sum(0.5 if narrow(char) else 1.0 for char in text)


def with_headings(pages: Sequence[BoxedPage], body: RunningText) -> tuple[BoxedPage, ...]:
    """Return the pages with their headings marked. Level 1 is the largest size; all pages share one scale."""
    marked = [page.with_blocks(_marked(block, body) for block in page.blocks) for page in pages]
    sizes = sorted({_rounded(block.size) for page in marked for block in page.blocks if _ranked(block)}, reverse=True)
    levels = _levels(sizes)
    return tuple(page.with_blocks(_levelled(block, levels, body) for block in page.blocks) for page in marked)


def _ranked(block: LaidBlock) -> bool:
    return block.kind == "heading" and not block.level and bool(block.lines)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _levels(sizes: Sequence[float]) -> dict[float, int]:
    """Return the level of each size. Sizes that differ by less than a tenth share a level."""
    levels: dict[float, int] = {}
    level, first = 0, 0.0
    for size in sizes:
        if not level or size < 0.9 * first:
            level, first = min(level + 1, _DEEPEST), size
        levels[size] = level
    return levels


def _levelled(block: LaidBlock, levels: dict[float, int], body: RunningText) -> LaidBlock:
    if not _ranked(block):
        return block
    level = levels[_rounded(block.size)]
    return replace(block, level=_DEEPEST if block.size < _LARGER * body.size else min(level, _DEEPEST - 1))


def _marked(block: LaidBlock, body: RunningText) -> LaidBlock:
    if block.kind != "text" or block.role or not block.lines or not body.size:
        return block
    return replace(block, kind="heading") if _is_heading(block, body) else block


def _is_heading(block: LaidBlock, body: RunningText) -> bool:
    text = "".join(line.text for line in block.lines)
    long = width_of(text)
    if not any(char.isalpha() for char in text) or len(block.lines) > _LINES or text.endswith(("。", "．")):
        return False
    if block.size >= _LARGER * body.size:
        # a lead paragraph in larger type ends in a stop and runs over several lines
        return long <= _LONGEST and not (len(block.lines) > 2 and long > _LONG and _STOP.search(text))  # noqa: PLR2004
    heavier = block.bold and not body.bold
    return heavier and block.size >= 0.95 * body.size and long <= _SUBHEAD * 2 and not _STOP.search(text)
