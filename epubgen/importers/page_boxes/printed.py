# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns pages with boxes into printed pages: order, headings, captions and stories by geometry.

The words stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from epubgen.importers.page_boxes.captions import Shown, with_captions
from epubgen.importers.page_boxes.elements import BoxedPage, Direction, LaidBlock, LaidLine, around
from epubgen.importers.page_boxes.headings import RunningText, running_text, with_headings
from epubgen.importers.page_boxes.paragraphs import flattened
from epubgen.importers.page_boxes.regions import Item, leaves_of
from epubgen.importers.page_boxes.stories import InOrder, Thing, told
from epubgen.importers.page_boxes.words import WordJoiner, escaped
from epubgen.importers.printed_page.page_block import PageBlock, PageBox, PrintedPage
from epubgen.startup import dataclass

__all__ = ["WrittenPages", "printed_pages"]

_FRAME = 0.6
"""Part of the page that a frame around a story covers at most: what is larger is the edge of the page."""

_NEAR = 3.0
"""Ems between a headline and its text, and between two lines of text, at most."""


@dataclass(slots=True)
class WrittenPages:
    """The pages, and the changes to their words."""

    pages: tuple[PrintedPage, ...]
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Bytes by name, of pictures that are no files."""
    counts: Counter[str] = field(default_factory=Counter)


def printed_pages(
    name: str, pages: Sequence[BoxedPage], stem: str = "", *, facts: Mapping[str, object] | None = None
) -> WrittenPages:
    """Return the pages of one file, in its order.

    Args:
        name: the name of the file in the tree.
        pages: the pages from the reader.
        stem: the beginning of names for pictures without a file.
        facts: fields of ``PrintedPage`` that the source states: day, title, language.
    """
    body = running_text(pages)
    joiner = WordJoiner.of(pages)
    placed = WrittenPages(pages=())
    made = []
    for number, page in enumerate(with_headings(pages, body), 1):
        things = _in_order(page, body)
        if body.size:
            things = told(things, f"{name} {number}", body)
        blocks = tuple(_hyphens_gone(_Writer(joiner, placed, f"{stem}-p{number:02d}", body).write(things), joiner))
        size = PageBox(0.0, 0.0, page.width, page.height)
        made.append(
            PrintedPage(name=name, blocks=blocks, number=page.number, size=size, notes=page.notes, **dict(facts or {}))  # type: ignore[arg-type]
        )
    placed.pages = tuple(made)
    placed.counts += joiner.counts
    return placed


def _in_order(page: BoxedPage, body: RunningText) -> list[InOrder]:
    """Return the blocks and pictures of a page in reading order."""
    em = body.size or max(page.width, page.height) / 80
    shown, rest = with_captions(page.pictures, page.blocks, page.separators, body)
    if page.ordered:
        things: list[Thing] = [*rest, *shown]
        return [InOrder(one) for one in sorted(things, key=_order)]
    way = _way(rest)
    edges = [block for block in rest if block.kind == "furniture"]
    rest = [block for block in rest if block.kind != "furniture"]
    frames = _frames(page, rest)
    in_frame = {block.order: number for number, blocks in frames.items() for block in blocks}
    outer = [block for block in rest if block.order not in in_frame]
    bars = [flattened(one.box, way, page.width, page.height) for one in page.separators if not one.frame]
    found = _sequence(page, way, outer, frames, bars, em)
    return [*(InOrder(block) for block in edges), *_with_pictures(found, shown, page, em)]


def _order(thing: Thing) -> int:
    return thing.order if isinstance(thing, LaidBlock) else thing.picture.order


def _way(blocks: Sequence[LaidBlock]) -> Direction:
    """Return the direction of most text of a page."""
    weights: Counter[Direction] = Counter()
    for block in blocks:
        weights[block.direction] += sum(len(line.text) for line in block.lines)
    return max(weights, key=lambda way: weights[way]) if weights else "right"


def _frames(page: BoxedPage, blocks: Sequence[LaidBlock]) -> dict[int, list[LaidBlock]]:
    """Return frames by number, with their blocks. A block belongs to the smallest frame around it."""
    area = page.width * page.height
    frames = [
        (number, one.box)
        for number, one in enumerate(page.separators, 1)
        if one.frame and one.box.width * one.box.height < _FRAME * area
    ]
    frames.sort(key=lambda frame: frame[1].width * frame[1].height)
    found: dict[int, list[LaidBlock]] = {}
    for block in blocks:
        inner = next((number for number, box in frames if _within(block.box, box)), 0)
        if inner:
            found.setdefault(inner, []).append(block)
    return found


def _within(box: PageBox, frame: PageBox) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    inside = frame.left <= x <= frame.right and frame.top <= y <= frame.bottom
    return inside and box.width <= frame.width + 2 and box.height <= frame.height + 2


def _sequence(
    page: BoxedPage, way: Direction, blocks: Sequence[LaidBlock], frames: Mapping[int, list[LaidBlock]],
    bars: Sequence[PageBox], em: float,
) -> list[InOrder]:  # fmt: skip
    """Return the blocks in order. A frame follows the story that runs around it."""

    def flat(block: LaidBlock) -> PageBox:
        box = _over_columns(block, blocks, em) if way == "down" and block.kind == "heading" else block.box
        return flattened(box, way, page.width, page.height)

    heads = [block.kind == "heading" for block in blocks]
    upright = [head and way == "down" and one.direction == "right" for one, head in zip(blocks, heads, strict=True)]
    items = [Item(flat(block), at, head=heads[at], upright=upright[at]) for at, block in enumerate(blocks)]
    numbers = list(frames)
    for at, number in enumerate(numbers):
        box = flattened(page.separators[number - 1].box, way, page.width, page.height)
        items.append(Item(box, len(blocks) + at, head=True))
    made: list[InOrder] = []
    held: list[InOrder] = []
    bottoms: list[PageBox] = []
    for leaf in leaves_of(items, bars, em):
        for place, item in enumerate(leaf.items):
            cut = leaf.cut if place == 0 else ""
            if item.at >= len(blocks):
                number = numbers[item.at - len(blocks)]
                inside = _sequence(page, way, frames[number], {}, bars, em)
                held += [
                    replace(one, frame=number, cut="rule" if first == 0 else one.cut)
                    for first, one in enumerate(inside)
                ]
                continue
            block = blocks[item.at]
            if held and block.kind == "heading":
                made += held
                held = []
            made.append(InOrder(block, cut, gap=_white(item.box, bottoms, em)))
            bottoms.append(item.box)
    return [*made, *held]


def _over_columns(head: LaidBlock, blocks: Sequence[LaidBlock], em: float) -> PageBox:
    """Return the box of a horizontal heading, as wide as the vertical lines that begin right below it.

    A headline is centred or stands on the left, and its text begins on the right.
    """
    box = head.box
    if head.direction != "right":
        return box
    below = [one.box for one in blocks if one.direction == "down" and -em <= one.box.top - box.bottom <= _NEAR * em]
    found = [one for one in below if one.left < box.right and one.right > box.left]
    if not found:
        return box
    top = min(one.top for one in found)
    left, right = min(box.left, *(one.left for one in found)), max(box.right, *(one.right for one in found))
    for one in sorted((one for one in below if abs(one.top - top) <= em), key=lambda one: abs(one.left - box.left)):
        if one.left <= right + _NEAR * em and one.right >= left - _NEAR * em:
            left, right = min(left, one.left), max(right, one.right)
    return PageBox(left, box.top, right, box.bottom)


def _white(box: PageBox, others: Sequence[PageBox], em: float) -> float:
    """Return the white space above a box in its column, in ems."""
    above = [
        box.top - other.bottom
        for other in others[-8:]
        if other.bottom <= box.top + em and min(other.right, box.right) > max(other.left, box.left)
    ]
    return max(0.0, min(above)) / em if above else 9.0


def _with_pictures(found: list[InOrder], shown: Sequence[Shown], page: BoxedPage, em: float) -> list[InOrder]:
    """Return the sequence with each picture in the story that it lies in or beside."""
    made = list(found)
    for one in shown:
        box = around((one.picture.box, *(block.box for block in one.words)))
        place, frame = _place(made, box, page, em)
        made.insert(place, InOrder(one, frame=frame))
    return made


def _place(things: Sequence[InOrder], box: PageBox, page: BoxedPage, em: float) -> tuple[int, int]:
    """Return the position of a picture.

    After the headings of the story below it, or else after the nearest paragraph.
    """
    best, place = 1e9, len(things)
    for at, one in enumerate(things):
        if not isinstance(one.thing, LaidBlock):
            continue
        away = _away(one.thing, box, page, em)
        if away < best:
            best, place = away, at
    if place == len(things):
        return place, 0
    near = things[place]
    after = place + 1
    while after < len(things) and _same_heads(things[after - 1], things[after]):
        after += 1
    return after, near.frame


def _same_heads(before: InOrder, one: InOrder) -> bool:
    """Return whether a run of headings goes on. A picture does not interrupt it."""
    pair = (before.thing, one.thing)
    return all(isinstance(thing, LaidBlock) and thing.kind == "heading" for thing in pair) and before.frame == one.frame


def _away(block: LaidBlock, picture: PageBox, page: BoxedPage, em: float) -> float:
    """Return the distance of a block from a picture; a printed line between them adds much."""
    box = block.box
    across = max(box.left - picture.right, picture.left - box.right, 0.0)
    down = max(box.top - picture.bottom, picture.top - box.bottom, 0.0)
    parted = sum(not one.frame and _between(one.box, box, picture) for one in page.separators)
    framed = any(one.frame and _within(box, one.box) != _within(picture, one.box) for one in page.separators)
    return across * 1.5 + down + 20 * em * parted + 40 * em * framed


def _between(bar: PageBox, first: PageBox, second: PageBox) -> bool:
    """Return whether a printed line runs between two boxes."""
    if bar.width >= bar.height:
        top, bottom = (
            sorted((first.bottom, second.top)) if first.top < second.top else sorted((second.bottom, first.top))
        )
        inside = top - 1 <= bar.top <= bottom + 1
        return inside and bar.left < min(first.right, second.right) and bar.right > max(first.left, second.left)
    left, right = sorted((first.right, second.left)) if first.left < second.left else sorted((second.right, first.left))
    inside = left - 1 <= bar.left <= right + 1
    return inside and bar.top < min(first.bottom, second.bottom) and bar.bottom > max(first.top, second.top)


class _Writer:
    """Writes the blocks of one page."""

    def __init__(self, joiner: WordJoiner, placed: WrittenPages, stem: str, body: RunningText) -> None:
        self.joiner, self.placed, self.stem, self.body = joiner, placed, stem, body
        self.made: list[PageBlock] = []
        self.last: LaidBlock | None = None
        """The paragraph before, in the same story."""
        self.full = 0.0
        self.pictures = 0

    def write(self, things: Sequence[InOrder]) -> Iterator[PageBlock]:
        for number, one in enumerate(things, 1):
            if isinstance(one.thing, Shown):
                yield from self._picture(one.thing, number)
            else:
                yield self._block(one.thing, number)

    def _block(self, block: LaidBlock, number: int) -> PageBlock:
        text = escaped(block.text) if block.text and block.kind != "table" else block.text or self.joiner.joined(block)
        role = block.role or (
            "running-head" if block.kind == "furniture" else "caption" if block.kind == "caption" else ""
        )
        if not role and block.kind == "text" and self._continues(block):
            role = "continuation"
        if block.kind == "text":
            self.last = block
        elif block.kind == "heading":
            self.last = None
        kind = block.kind if block.kind in ("heading", "table", "list") else "text"
        return PageBlock(
            kind=kind, text=text, line=number, last=number, level=block.level if kind == "heading" else 0,
            box=block.box, size=block.size, bold=block.bold and not self.body.bold, role=role, story=block.story,  # type: ignore[arg-type]
        )  # fmt: skip

    def _continues(self, block: LaidBlock) -> bool:
        """Return whether a block continues the paragraph before it.

        That one fills its last line, this one is not indented.
        """
        last = self.last
        if last is None or not last.lines or not block.lines or last.story != block.story:
            return False
        if (
            block.box.top > last.box.top
            and abs(block.box.left - last.box.left) < block.size
            and block.direction == "right"
        ):
            return False  # below it in the same column: it was parted for a reason
        return _fills(last) and not _set_in(block) and not re.search(r"[。．！？!?」』”…]$", last.lines[-1].text)

    def _picture(self, shown: Shown, number: int) -> Iterator[PageBlock]:
        picture = shown.picture
        file = picture.file
        if not file:
            self.pictures += 1
            file = f"{self.stem}-{self.pictures}.{picture.ending}"
            self.placed.pictures[file] = picture.data
        yield PageBlock(
            kind="image", text="", line=number, last=number, images=((file, ""),), box=picture.box, story=picture.story
        )
        words = [*picture.caption, *(self.joiner.joined(block) for block in shown.words)]
        for text in words:
            box = shown.words[0].box if shown.words else picture.box
            yield PageBlock(
                kind="text", text=text, line=number, last=number, box=box, role="caption", story=picture.story
            )


def _hyphens_gone(blocks: Iterable[PageBlock], joiner: WordJoiner) -> Iterator[PageBlock]:
    """Return the blocks with words divided at the end of a column joined, and their paragraphs, too."""
    last: PageBlock | None = None
    for block in blocks:
        if (
            last
            and block.role == "continuation"
            and last.kind == "text"
            and (whole := joiner.whole(last.text, block.text))
        ):
            last = replace(last, text=whole, rest=(*last.rest, *((block.box,) if block.box else ())))
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _fills(block: LaidBlock) -> bool:
    """Return whether the last line of a block reaches the end of its column."""
    lines, em = block.lines, block.size or 1.0
    ends = [_ends(line) for line in lines]
    return len(lines) > 1 and max(ends) - ends[-1] < 1.5 * em


def _ends(line: LaidLine) -> float:
    return line.box.bottom if line.direction == "down" else line.box.right


def _begins(line: LaidLine) -> float:
    return line.box.top if line.direction == "down" else line.box.left


def _set_in(block: LaidBlock) -> bool:
    """Return whether the first line of a block is indented against its other lines."""
    first, *others = block.lines
    return bool(first.indent) or (
        bool(others) and _begins(first) - min(map(_begins, others)) > 0.6 * (block.size or 1.0)
    )
