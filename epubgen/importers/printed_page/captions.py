# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds captions: which lines beside a picture are its caption, and to which story the picture belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from epubgen.importers.printed_page.bylines import closing
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.rejoin import closed
from epubgen.importers.printed_page.words import HAN, MARKS
from epubgen.languages.characters import width
from epubgen.startup import regex

__all__ = ["CAPTION", "CREDIT_FIRST", "KOREAN_CREDIT", "nearer_below", "unmarked", "with_captions"]

CAPTION = regex(
    r"^(?:[图圖](?:[①-⑳\d一二三四五六七八九十]|[为為][^此了]|[:：])|[图圖]片(?:说明|說明|[:：])|[上下左右][图圖]|[▲▼△▽])"
)
CREDIT_FIRST = regex(r"^(?:作者|摄影|攝影|图片|圖片)[\s　]*[:：][\s　]*[（(]([^（）()]{2,40})[）)][\s　]*")
"""A caption cell that opens with its credit: ``作者:(某某 摄) 说明``."""
_LONGEST, _SHORT = 180, 90
"""Columns of the longest caption, and of one that only its place makes one; a Han character has two."""
_RUBRIC = 40
"""Columns of a plain line above a heading, at most: its kicker."""
_PICTURE_CREDIT = regex(
    r"(?:Photo(?:graph)?s?(?: by)?|Foto|Photo)\s*[:/]?\s*\S+|(?:写真|사진)\s*[=＝:]?", re.IGNORECASE
)


def unmarked(text: str) -> str:
    """Return a caption without the arrow that points to its picture."""
    return re.sub(rf"^[\s　{MARKS}]+", "", text)


KOREAN_CREDIT = regex(r"(?P<words>.*[.다]) *(?:[가-힣]{1,8}=)(?P<name>[가-힣]{2,4}) ?(?:선임)?기자$")
"""``… 있다. 청하=박서준 기자``: the place and the photographer behind a caption."""


def with_captions(blocks: Sequence[PageBlock], roles: Mapping[str, str]) -> list[PageBlock]:
    """Return the blocks with the captions marked.

    A caption follows its picture, or stands above it with the photographer in brackets at its end. The only text of a
    story, below a picture, stays text: the story is a photo story.
    """
    made = list(blocks)
    for at, block in enumerate(blocks):
        if block.kind != "text" or block.role in ("byline", "jump", "credit"):
            continue
        before = made[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if before and before.kind == "image":
            captioned = at > 1 and made[at - 2].role == "caption" and not _is_marked(block, roles)
            named = not captioned and _below(blocks, at, roles)
        else:
            named = bool(after and after.kind == "image") and _above(blocks, at, roles)
        if named:
            made[at] = replace(block, role="caption")
    return made


def _is_marked(block: PageBlock, roles: Mapping[str, str]) -> bool:
    """Return whether a block shows by its own words that it is a caption."""
    credit = closing(block.bare, roles)
    return bool(CAPTION.match(block.bare) or (credit and credit[1].pictures))


def _below(blocks: Sequence[PageBlock], at: int, roles: Mapping[str, str]) -> bool:
    text = blocks[at].bare
    if width(text) > _LONGEST or not _has_more_text(blocks, at):
        return False
    credit = closing(text, roles)
    if CAPTION.match(text) or CREDIT_FIRST.match(text) or (credit and credit[1].pictures):
        return True
    return bool(_PICTURE_CREDIT.search(text)) or (width(text) <= _SHORT and _ends_story(blocks, at + 1))


def _ends_story(blocks: Sequence[PageBlock], at: int) -> bool:
    """Return whether no running text follows.

    A picture, a byline, a jump line, the end, or the header of the next story.
    """
    after = blocks[at] if at < len(blocks) else None
    if after is None or after.kind in ("image", "heading") or after.role in ("byline", "jump", "credit"):
        return True
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    rubric = after.kind == "text" and not after.role and "\n" not in after.bare and width(after.bare) <= _RUBRIC
    return rubric and not closed(after.bare) and below is not None and below.kind == "heading"


def _above(blocks: Sequence[PageBlock], at: int, roles: Mapping[str, str]) -> bool:
    """Return whether a text directly above a picture ends with its photographer, and no caption stands below."""
    text = blocks[at].bare
    credit = closing(text, roles)
    if width(text) > _LONGEST or not (credit and credit[1].pictures) or not _has_more_text(blocks, at):
        return False
    below = blocks[at + 2] if at + 2 < len(blocks) else None
    own = closing(below.bare, roles) if below and below.kind == "text" else None
    return not (own and own[1].pictures) and not (below and below.kind == "text" and CAPTION.match(below.bare))


def _has_more_text(blocks: Sequence[PageBlock], at: int) -> bool:
    """Return whether the story has other text than this block. If not, the block is the text of a photo story."""
    return any(
        block.kind == "text" and block.role not in ("byline", "credit", "jump")
        for block in (*_story(blocks, at, -1), *_story(blocks, at, 1))
    )


def _story(blocks: Sequence[PageBlock], at: int, step: int) -> Iterator[PageBlock]:
    place = at + step
    while 0 <= place < len(blocks) and blocks[place].kind != "heading":
        yield blocks[place]
        place += step


def nearer_below(caption: str, above: str, headline: str) -> bool:
    """Return whether the words of a caption occur in the headline below its picture, and not in the story above."""
    credit = closing(caption, {})
    caption = caption[: credit[0]] if credit else caption
    pairs = {"".join(pair) for run in re.findall(rf"[{HAN}]{{2,}}", caption) for pair in pairwise(run)}
    pairs |= set(re.findall(r"[a-z]{5,}", caption.lower()))
    return any(pair in headline.lower() for pair in pairs) and not any(pair in above.lower() for pair in pairs)
