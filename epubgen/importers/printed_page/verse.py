# SPDX-License-Identifier: AGPL-3.0-or-later
"""Verse: which pieces of a story are lines of a poem and not the narrow lines of a column."""

from __future__ import annotations

from epubgen.importers.printed_page.blocks import Piece
from epubgen.importers.printed_page.draft import Draft, Para, Sub
from epubgen.importers.printed_page.joins import closed

__all__ = ["find_verse", "goes_on", "is_verse"]

_VERSE, _VERSES = 20, 4
"""A verse is no longer, and a poem of loose lines has no fewer."""
_SOFT_VERSE = 16
_COLUMN = 10
"""Even lines of so many characters are those of a narrow column."""


def is_verse(piece: Piece) -> bool:
    """Several short lines: hard-broken ones, or soft ones that are not the even lines of a narrow column."""
    lines = piece.bare.split("\n")
    if len(lines) < 2 or max(map(len, lines)) > _VERSE:  # noqa: PLR2004 - one line is no verse
        return False
    if all(piece.hard[:-1]):
        return True
    even = {len(line) for line in lines[:-1]}
    column = (
        len(even) == 1
        and min(even) >= _COLUMN
        and not all(line.endswith(("，", "。", ",", "、")) for line in lines[:-1])
    )
    return len(lines) > 2 and max(map(len, lines)) <= _SOFT_VERSE and not column  # noqa: PLR2004


def goes_on(draft: Draft, piece: Piece) -> bool:
    """A further stanza of the poem above it, however few its lines: short ones, and the text does not stop at each."""
    last = next((item for item in reversed(draft.items) if not isinstance(item, Sub)), None)
    lines = piece.bare.split("\n")
    if not isinstance(last, Para) or not last.verse or max(map(len, lines)) > _VERSE:
        return False
    return any(not closed(line) for line in lines[:-1] or lines)


def find_verse(draft: Draft) -> None:
    """A poem whose every line is a paragraph of its own: short lines, most of them without a stop."""
    paragraphs = draft.paragraphs()
    if draft.kind in ("ad", "notice") or len(paragraphs) < _VERSES or any(one.verse for one in paragraphs):
        return
    open_ends = sum(not closed(one.text) for one in paragraphs)
    if all(len(one.text) <= _VERSE for one in paragraphs) and 2 * open_ends > len(paragraphs):
        for one in paragraphs:
            one.verse = True
