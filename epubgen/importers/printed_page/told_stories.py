# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handles stories that the source itself separates: blocks with one key are one story, whose headings have roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.furniture import take_running_head
from epubgen.importers.printed_page.heads import Header
from epubgen.importers.printed_page.masthead import find_masthead
from epubgen.importers.printed_page.page_block import PageBlock, PageBox, PrintedPage
from epubgen.importers.printed_page.stories import PageStory, arrange

__all__ = ["arranged", "gathered", "header_of", "parted_furniture", "telling_furniture"]

_TOP = 8
"""The title of a paper stands among so many blocks at the top of its page."""
_HEADS = ("kicker", "headline", "deck")


def arranged(blocks: Sequence[PageBlock], roles: Mapping[str, str]) -> list[PageStory]:
    """Return the stories of a page in order: those with a key as they are, the others as found."""
    made: list[PageStory] = []
    loose: list[PageBlock] = []
    done: set[str] = set()
    for block in blocks:
        if not block.story:
            loose.append(block)
        elif block.story not in done:
            made += arrange(loose, roles) if loose else []
            loose = []
            done.add(block.story)
            made.append(_story([one for one in blocks if one.story == block.story]))
    return [*made, *(arrange(loose, roles) if loose else [])]


def _story(blocks: Sequence[PageBlock]) -> PageStory:
    """Return a story with the headings at its beginning as its header. A picture may stand among them."""
    count = 0
    for number, block in enumerate(blocks, 1):
        if block.kind == "heading" and block.role in _HEADS:
            count = number
        elif block.kind != "image":
            break
    heads = tuple(block for block in blocks[:count] if block.kind == "heading")
    body = [block for block in blocks if block not in heads]
    body = [replace(one, kind="text", level=0) if one.role == "deck" and one.kind == "heading" else one for one in body]
    ad = bool(blocks) and all(block.role == "ad" for block in blocks if block.kind == "text")
    return PageStory(heads=heads, body=body, kind="ad" if ad and any(one.role == "ad" for one in blocks) else "")


def header_of(heads: Sequence[PageBlock]) -> Header | None:
    """Return the header by roles; nothing if a heading has none."""
    if not heads or any(block.role not in _HEADS for block in heads):
        return None
    lines = {role: _lines(block for block in heads if block.role == role) for role in _HEADS}
    if not lines["headline"]:
        return None
    return Header(title=lines["headline"], kicker=lines["kicker"], deck=lines["deck"])


def _lines(blocks: Iterable[PageBlock]) -> tuple[str, ...]:
    return tuple(words(line).strip() for block in blocks for line in block.text.split("\n") if line.strip())


def gathered(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return the pages with the blocks of each key on the page where its story begins.

    Blocks remember their own page.
    """
    home: dict[str, int] = {}
    kept: list[list[PageBlock]] = [[] for _ in pages]
    for at, page in enumerate(pages):
        for block in page.blocks:
            first = home.setdefault(block.story, at) if block.story else at
            kept[first].append(block if first == at else _moved(block, page.number))
    return [replace(page, blocks=tuple(blocks)) for page, blocks in zip(pages, kept, strict=True)]


def _moved(block: PageBlock, page: str) -> PageBlock:
    """Return a block on the page of its story. A headline that is printed there again is a subhead."""
    return replace(block, page=page, role="subhead" if block.role == "headline" else block.role)


def parted_furniture(
    blocks: Sequence[PageBlock], title: str = ""
) -> tuple[tuple[PageBlock, ...], tuple[PageBlock, ...]]:
    """Separate what the source calls masthead or running head from the rest, and the title that it names."""
    names = ("masthead", "running-head")
    own = [block for block in blocks[:_TOP] if not block.story and title and _letters(block.text) == _letters(title)]
    furniture = tuple(block for block in blocks if block.role in names or block in own)
    return furniture, tuple(block for block in blocks if block not in furniture)


def _letters(text: str) -> str:
    return "".join(char for char in words(text).casefold() if char.isalnum())


def telling_furniture(
    furniture: Sequence[PageBlock], size: PageBox | None, title: str, others: frozenset[str] = frozenset()
) -> tuple[list[PageBlock], list[PageBlock]]:
    """Return the furniture that says something about the page: paper, day, number.

    A layout tool only says that a block belongs to no story.

    Args:
        furniture: the blocks that the source calls so.
        size: the whole page, if its size is known.
        title: the title of the publication, if known.
        others: papers that other pages name.

    Returns:
        What stands at the head of the page, and what at its foot, all with the role of a running head.
    """
    middle = size.height / 2 if size else 0.0
    top: list[PageBlock] = []
    foot: list[PageBlock] = []
    for block in furniture:
        own = (replace(block, role="running-head"),)
        mast, left = find_masthead(own, title, others)
        if mast or not left or not take_running_head(left, title)[1]:
            (foot if middle and block.box and block.box.top > middle else top).extend(own)
    return top, foot
