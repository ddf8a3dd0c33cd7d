# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records where the parts of each story stand on the printed pages, for the preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.draft import Draft, ParagraphItem, SubheadItem
from epubgen.importers.printed_page.page_block import PageBlock, PageBox
from epubgen.importers.reading import PageBlocks, StoryBlock

if TYPE_CHECKING:
    from epubgen.importers.printed_page.page import PageReading

__all__ = ["follow_moved", "page_blocks"]

_PARTS = 10_000
_OPENS = 24
"""So many characters of a block are kept."""
_ROLES = {"image": "picture", "table": "table", "list": "list"}
_KEPT = frozenset(("kicker", "headline", "deck", "subhead", "byline", "caption"))


def follow_moved(drafts: Sequence[Draft]) -> None:
    """Move the block of each paragraph that went to another story. Done before paragraphs are joined."""
    owners = {block.line: draft for draft in drafts for block in draft.blocks if not block.page}
    blocks = {block.line: block for draft in drafts for block in draft.blocks if not block.page}
    for draft in drafts:
        for item in draft.items:
            if not (isinstance(item, ParagraphItem) and item.moved and item.line in blocks):
                continue
            block = blocks[item.line]
            owners[item.line].blocks.remove(block)
            draft.blocks.append(block)
            owners[item.line] = draft


def page_blocks(pages: Sequence[PageReading]) -> tuple[PageBlocks, ...]:
    """Return the blocks of every page whose source gives their places; Markdown gives none."""
    placed: dict[str, list[StoryBlock]] = {page.number: [] for page in pages}
    sizes = {page.number: page.said.size for page in pages if page.said and page.said.size}
    for page in pages:
        for draft in page.drafts:
            for block in draft.blocks:
                number = block.page or page.number
                if size := sizes.get(number):
                    placed[number] += _placed(draft, block, size)
    return tuple(
        PageBlocks(
            page=page.number, width=round(size.width), height=round(size.height), blocks=tuple(placed[page.number]),
            picture=(page.said.facsimile or page.said.picture) if page.said else "",
        )
        for page in pages
        if (size := sizes.get(page.number)) and (placed[page.number] or (page.said and page.said.picture))
    )  # fmt: skip


def _placed(draft: Draft, block: PageBlock, size: PageBox) -> Iterator[StoryBlock]:
    boxes: Iterable[PageBox] = (block.box, *block.rest) if block.box else ()
    text = block.images[0][0] if block.images else " ".join(words(block.text).split())[:_OPENS]
    for box in boxes:
        parts = _parts(box, size)
        if parts[0] < parts[2] and parts[1] < parts[3]:
            yield StoryBlock(story=draft.id, role=_role(draft, block), box=parts, text=text)


def _role(draft: Draft, block: PageBlock) -> str:
    """Return the role from the source, or else the one that was found."""
    if block.role in _KEPT or block.kind != "heading":
        return block.role if block.role in _KEPT else _ROLES.get(block.kind, "paragraph")
    if any(isinstance(item, SubheadItem) and item.line == block.line for item in draft.items):
        return "subhead"
    header = draft.header
    lines = {"kicker": (*header.kicker, header.column), "deck": header.deck}
    text = _bare(words(block.text))
    return next((role for role, own in lines.items() if text and text in _bare("".join(own))), "headline")


def _bare(text: str) -> str:
    return "".join(text.split())


def _parts(box: PageBox, size: PageBox) -> tuple[int, ...]:
    """Return a box in ten-thousandths of the page, cut at its edges."""

    def part(value: float, whole: float) -> int:
        return min(_PARTS, max(0, round(value / whole * _PARTS))) if whole > 0 else 0

    left, right = (part(x, size.width) for x in (box.left, box.right))
    top, bottom = (part(y, size.height) for y in (box.top, box.bottom))
    return left, top, right, bottom
