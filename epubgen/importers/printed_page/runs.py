# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pieces of a page as runs: consecutive headings, and the text that stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from epubgen.importers.printed_page.blocks import Piece
from epubgen.importers.printed_page.bylines import opening, signature
from epubgen.importers.printed_page.furniture import furniture, jump_at_end, jump_line, maker_line
from epubgen.importers.printed_page.heads import is_deck
from epubgen.importers.printed_page.inlines import words
from epubgen.importers.printed_page.words import HOUSES, MARKS

__all__ = ["Run", "find_runs", "texts_of"]

_DECK = 40
"""A deck without heading signs is no longer than this."""


@dataclass(slots=True)
class Run:
    """Headings and what follows them."""

    heads: tuple[Piece, ...]
    body: list[Piece]
    kind: str = ""
    settled: bool = False
    role: str = "story"
    sure: bool = True

    @property
    def headline(self) -> Piece:
        """The last heading that is no deck."""
        others = [piece for piece in self.heads if not is_deck(piece.text)]
        return others[-1] if others else self.heads[0]

    @property
    def lone(self) -> bool:
        """One heading, not settled by what follows, no furniture."""
        return len(self.heads) == 1 and not self.settled and not self.kind


def find_runs(pieces: Iterable[Piece], roles: Mapping[str, str]) -> list[Run]:
    """The runs of a page, each with its kind and whether it surely opens a story."""
    runs = _runs(_retype(pieces, roles))
    for run in runs:
        run.kind = _kind(run)
        run.settled = _settled(run, roles)
    return runs


def _retype(pieces: Iterable[Piece], roles: Mapping[str, str]) -> list[Piece]:
    """Headings that are bylines or jump lines become text; a plain line that opens with ``——`` becomes a deck."""
    made: list[Piece] = []
    for piece in pieces:
        after_head = bool(made) and made[-1].kind == "heading"
        if piece.kind == "heading" and _no_heading(piece, roles, after_head=after_head):
            made.append(replace(piece, kind="text", level=0, hard=(False,)))
        elif piece.kind == "text" and after_head and is_deck(piece.bare) and len(piece.bare) <= _DECK:
            made.append(replace(piece, kind="heading", level=made[-1].level))
        elif piece.kind == "text" and furniture(piece.bare) in ("ad", "weather"):
            made.append(replace(piece, kind="heading", level=1))
        else:
            made.extend(_signed(piece, roles))
    return made


def _no_heading(piece: Piece, roles: Mapping[str, str], *, after_head: bool) -> bool:
    text = piece.bare
    if jump_line(text) or maker_line(text):
        return True
    printed = text.startswith((*MARKS, *HOUSES))
    return after_head and printed and bool(signature(text, roles))


def _signed(piece: Piece, roles: Mapping[str, str]) -> list[Piece]:
    """A text piece whose first line is a byline, in two."""
    first, _, rest = piece.text.partition("\n")
    if piece.kind != "text" or not rest or not signature(first, roles):
        return [piece]
    head = replace(piece, text=first, last=piece.line, hard=piece.hard[:1])
    return [head, *_signed(replace(piece, text=rest, line=piece.line + 1, hard=piece.hard[1:]), roles)]


def _runs(pieces: Sequence[Piece]) -> list[Run]:
    runs: list[Run] = []
    heads: list[Piece] = []
    for piece in pieces:
        if piece.kind == "heading":
            heads.append(piece)
            continue
        if heads or not runs:
            runs.append(Run(tuple(heads), []))
            heads = []
        runs[-1].body.append(piece)
    if heads:
        runs.append(Run(tuple(heads), []))
    return runs


def _kind(run: Run) -> str:
    return next((kind for piece in run.heads if (kind := furniture(words(piece.text)))), "")


def texts_of(run: Run) -> list[str]:
    """The running text under a run of headings."""
    return [piece.bare for piece in run.body if piece.kind == "text"]


def _settled(run: Run, roles: Mapping[str, str]) -> bool:
    """A byline, a dateline or 上接 straight after the header says that it opens a story."""
    first = next((piece.bare for piece in run.body if piece.kind in ("text", "image")), "")
    jump = jump_line(first)
    came = jump_at_end(first)
    return bool(
        signature(first, roles)
        or opening(first, roles)
        or (jump and not jump.onward)
        or (came and not came[1].onward)
        or any(is_deck(piece.text) for piece in run.heads)
    )
