# SPDX-License-Identifier: AGPL-3.0-or-later
"""The canonical shape of blocks: no empty ones, every text field one line, every row of a table equally long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from epubgen.markup.tidy import one_line, tidy, tidy_verse
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Code,
    Dialogue,
    Footnote,
    Gallery,
    Image,
    List,
    Note,
    Paragraph,
    Photo,
    Poem,
    PullQuote,
    Quote,
    Subhead,
    Table,
    Text,
    Turn,
)

__all__ = ["tidy_blocks", "tidy_footnotes"]


def tidy_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks in their canonical shape."""
    return tuple(made for block in blocks for made in _tidied(block))


def tidy_footnotes(notes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    """The notes in their canonical shape."""
    return tuple(replace(note, body=tidy_blocks(note.body)) for note in notes)


def _tidied(block: Block) -> Iterator[Block]:  # noqa: C901, PLR0912 - one case for each type of block
    match block:
        case Paragraph() | Subhead():
            text = tidy(block.text)
            if text:
                yield replace(block, text=text)
        case PullQuote():
            made = replace(block, text=tidy(block.text), attribution=one_line(block.attribution))
            if made.text or made.attribution:
                yield made
        case Image():
            yield replace(block, photo=_photo(block.photo))
        case Gallery():
            yield from _gallery(block)
        case Quote():
            quote = replace(block, body=tidy_blocks(block.body), attribution=one_line(block.attribution))
            if quote.body or quote.attribution:
                yield quote
        case List():
            items = tuple(item for item in map(tidy_blocks, block.items) if item)
            if items:
                yield replace(block, items=items, start=block.start if block.ordered else 1)
        case Table():
            yield from _table(block)
        case Box():
            box = replace(block, body=tidy_blocks(block.body), title=one_line(block.title), kind=one_line(block.kind))
            if box.body or box.title:
                yield box
        case Ad():
            ad = replace(block, body=tidy_blocks(block.body), advertiser=one_line(block.advertiser))
            if ad.body or ad.advertiser:
                yield ad
        case Note():
            note = replace(block, body=tidy_blocks(block.body))
            if note.body:
                yield note
        case Poem():
            yield from _poem(block)
        case QA() | Dialogue():
            turns = tuple(made for turn in block.turns for made in _turn(turn))
            if turns:
                yield replace(block, turns=turns)
        case Code():
            yield replace(block, text=block.text.replace("\r\n", "\n").replace("\r", "\n"), lang=one_line(block.lang))
        case _:
            yield block


def _photo(photo: Photo) -> Photo:
    credit = tuple(
        replace(
            entry, **{name: one_line(getattr(entry, name)) for name in ("name", "role", "printed_role", "org", "bio")}
        )
        for entry in photo.credit
    )
    words = {name: one_line(getattr(photo, name)) for name in ("caption", "alt", "date", "place", "rights")}
    return replace(photo, credit=credit, **words)  # type: ignore[arg-type]  # the five fields are text


def _gallery(block: Gallery) -> Iterator[Block]:
    caption = one_line(block.caption)
    if block.items:
        yield replace(block, items=tuple(map(_photo, block.items)), caption=caption)
    elif caption:
        yield Paragraph(text=(Text(caption),), at=block.at)


def _table(block: Table) -> Iterator[Block]:
    width = max((len(row) for row in (block.head, *block.rows)), default=0)
    head = tuple(tidy(cell) for cell in block.head)
    rows = tuple(tuple(tidy(cell) for cell in row) + ((),) * (width - len(row)) for row in block.rows)
    head = head + ((),) * (width - len(head)) if any(head) else ()
    align = (*block.align[:width], *("",) * (width - len(block.align)))
    caption = one_line(block.caption)
    if width and (head or rows):
        yield replace(block, head=head, rows=rows, caption=caption, align=align if any(align) else ())
    elif caption:
        yield Paragraph(text=(Text(caption),), at=block.at)


def _poem(block: Poem) -> Iterator[Block]:
    stanzas = (tuple(line for line in map(tidy_verse, stanza) if line) for stanza in block.stanzas)
    kept = tuple(stanza for stanza in stanzas if stanza)
    if kept:
        yield replace(block, stanzas=kept)


def _turn(turn: Turn) -> Iterator[Turn]:
    made = replace(turn, who=one_line(turn.who), text=tidy_blocks(turn.text))
    if made.who or made.text:
        yield made
