# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the captions of pictures: blocks close to a picture, within its width, in other type than the running text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from epubgen.importers.page_boxes.elements import LaidBlock, LaidPicture, PrintedRule
from epubgen.importers.page_boxes.headings import RunningText
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.startup import dataclass, regex

__all__ = ["Shown", "with_captions"]

_NEAR = 1.8
"""Ems between a picture and its words."""
_SIGN = regex(r"^(?:[▲▼△▽◀▶◆■]|(?:图|圖|写真|사진)[\s　:：①-⑳\d]|[上下左右][图圖]|Photo|Foto\b)")
_LONGEST = 400


@dataclass(slots=True)
class Shown:
    """A picture with its caption blocks."""

    picture: LaidPicture
    words: list[LaidBlock]


def with_captions(
    pictures: Sequence[LaidPicture], blocks: Sequence[LaidBlock], separators: Sequence[PrintedRule], body: RunningText
) -> tuple[list[Shown], list[LaidBlock]]:
    """Return each picture with its caption blocks, and the blocks that are no captions."""
    shown = [Shown(picture, []) for picture in pictures]
    rest: list[LaidBlock] = []
    for block in sorted(blocks, key=lambda block: block.box.top):
        near = [one for one in shown if _belongs(block, one, separators, body)]
        if near:
            min(near, key=lambda one: _distance(block.box, _reach(one))).words.append(block)
        else:
            rest.append(block)
    return shown, sorted(rest, key=lambda block: block.order)


def _reach(shown: Shown) -> PageBox:
    """Return the box of a picture and the caption blocks that it has already: a caption can have several paragraphs."""
    box = shown.picture.box
    bottom = max([box.bottom, *(block.box.bottom for block in shown.words)])
    return PageBox(box.left, box.top, box.right, bottom)


def _belongs(block: LaidBlock, shown: Shown, separators: Sequence[PrintedRule], body: RunningText) -> bool:
    box, picture = block.box, shown.picture.box
    if block.kind == "caption":
        return _distance(box, _reach(shown)) <= 4 * (body.size or block.size or 20)
    text = "".join(line.text for line in block.lines)
    if block.kind != "text" or not block.lines or len(text) > _LONGEST or block.size > 1.15 * body.size:
        return False
    em = max(block.size, 1.0)
    reach = _reach(shown)
    inside = box.left >= picture.left - 1.5 * em and box.right <= picture.right + 1.5 * em
    below = inside and -0.5 * em <= box.top - reach.bottom <= _NEAR * em
    turned = (
        block.direction in ("up", "down")
        and _distance(box, picture) <= _NEAR * em
        and box.height <= 1.7 * picture.height + em
    )
    beside = turned and block.size < 0.95 * body.size
    over = inside and picture.top <= box.top and box.bottom <= picture.bottom + 0.5 * em
    if not (below or beside or over) or _parted(box, reach, separators):
        return False
    if over or beside or _SIGN.match(text):
        return True
    return _other_type(block, body)


def _other_type(block: LaidBlock, body: RunningText) -> bool:
    """Return whether a block is smaller, slanted, or in another font or weight than running text."""
    letters = sum(len(line.text) for line in block.lines)
    slanted = 2 * sum(len(line.text) for line in block.lines if line.italic) > letters
    other = 2 * sum(len(line.text) for line in block.lines if line.font != body.font) > letters
    return block.size < 0.95 * body.size or slanted or (other and block.size <= 1.02 * body.size)


def _parted(block: PageBox, picture: PageBox, separators: Sequence[PrintedRule]) -> bool:
    """Return whether a printed line runs between a picture and a block below it."""
    return any(
        one.across
        and picture.bottom - 1 <= one.box.top <= block.top + 1
        and one.box.left < block.right
        and one.box.right > block.left
        for one in separators
    )


def _distance(first: PageBox, second: PageBox) -> float:
    across = max(first.left - second.right, second.left - first.right, 0.0)
    down = max(first.top - second.bottom, second.top - first.bottom, 0.0)
    return math.hypot(across, down)
