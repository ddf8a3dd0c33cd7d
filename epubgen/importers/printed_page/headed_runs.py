# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs of a page: headings that follow each other, with the blocks below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from epubgen.importers.printed_page.block_roles import classify
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.bylines import signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.furniture import furniture, labelled, maker_line
from epubgen.importers.printed_page.heads import NO_MANNER, PageManner, headline_of, is_deck, manner_of
from epubgen.importers.printed_page.jumps import jump_at_end, jump_line
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.words import HOUSES, MARKS
from epubgen.startup import dataclass

__all__ = ["HeadedRun", "find_runs", "texts_of"]

_DECK = 40
"""A deck without heading signs is no longer than this."""


@dataclass(slots=True)
class HeadedRun:
    """Headings and the blocks that follow them."""

    heads: tuple[PageBlock, ...]
    body: list[PageBlock]
    kind: str = ""
    settled: bool = False
    role: str = "story"
    sure: bool = True
    deeper: bool = False
    """Deeper than every headline of the page."""
    manner: PageManner = NO_MANNER

    @property
    def headline(self) -> PageBlock:
        """Return the heading that is the headline, or its first line."""
        return headline_of(self.heads, self.manner)

    @property
    def lone(self) -> bool:
        """Return whether it is a single heading that nothing below identifies, and no furniture."""
        return len(self.heads) == 1 and not self.settled and not self.kind


def find_runs(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[HeadedRun]:
    """Return the runs of a page, each with its kind and whether it surely begins a story."""
    runs = _runs(classify(_retype(pieces, roles), roles))
    for run in runs:
        run.kind = _kind(run)
        run.settled = _settled(run, roles)
    manner = manner_of((run.heads for run in runs if len(run.heads) > 1 and not run.kind), _page_level(runs))
    for run in runs:
        run.manner = manner
    return runs


def _page_level(runs: Sequence[HeadedRun]) -> int:
    """Return the common level of single headlines that surely begin a story; 0 if there is none."""
    levels = [run.heads[0].level for run in runs if run.settled and not run.kind and len(run.heads) == 1]
    return levels[0] if len(levels) > 1 and len(set(levels)) == 1 else 0


def _retype(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[PageBlock]:
    """Turn headings that are bylines or jump lines into text, and a plain line that begins with ``——`` into a deck."""
    made: list[PageBlock] = []
    for piece in pieces:
        after_head = bool(made) and made[-1].kind == "heading"
        if piece.kind == "heading" and _no_heading(piece, roles, after_head=after_head):
            made.append(replace(piece, kind="text", level=0, hard=(False,)))
        elif piece.kind == "text" and after_head and is_deck(piece.bare) and len(piece.bare) <= _DECK:
            made.append(replace(piece, kind="heading", level=made[-1].level))
        elif piece.kind == "text" and (furniture(piece.bare) in ("ad", "weather") or labelled(piece.bare)):
            made.append(replace(piece, kind="heading", level=1))
        else:
            made.extend(_signed(piece, roles))
    return made


def _no_heading(piece: PageBlock, roles: Mapping[str, str], *, after_head: bool) -> bool:
    text = piece.bare
    if jump_line(text) or maker_line(text):
        return True
    printed = text.startswith((*MARKS, *HOUSES))
    return after_head and printed and bool(signature(text, roles))


def _signed(piece: PageBlock, roles: Mapping[str, str]) -> list[PageBlock]:
    """Divide a text piece whose first line is a byline."""
    first, _, rest = piece.text.partition("\n")
    if piece.kind != "text" or not rest or not signature(first, roles):
        return [piece]
    head = replace(piece, text=first, last=piece.line, hard=piece.hard[:1])
    return [head, *_signed(replace(piece, text=rest, line=piece.line + 1, hard=piece.hard[1:]), roles)]


def _runs(pieces: Sequence[PageBlock]) -> list[HeadedRun]:
    runs: list[HeadedRun] = []
    heads: list[PageBlock] = []
    for piece in pieces:
        if piece.kind == "heading" and piece.role != "subhead":
            heads.append(piece)
            continue
        if heads or not runs:
            runs.append(HeadedRun(tuple(heads), []))
            heads = []
        runs[-1].body.append(piece)
    if heads:
        runs.append(HeadedRun(tuple(heads), []))
    return runs


def _kind(run: HeadedRun) -> str:
    return next((kind for piece in run.heads if (kind := furniture(words(piece.text)))), "")


def texts_of(run: HeadedRun) -> list[str]:
    """Return the running text below a run of headings."""
    return [piece.bare for piece in run.body if piece.kind == "text"]


def _settled(run: HeadedRun, roles: Mapping[str, str]) -> bool:
    """Return whether a byline, a dateline or 上接 directly after the header proves that it begins a story."""
    shown = [piece for piece in run.body if piece.kind == "text" and piece.role != "caption"]
    if len(shown) > 1 and not shown[0].role and shown[1].kind == "text" and opening(shown[1].bare, roles):
        shown = shown[1:]  # a short line stands between header and dateline
    first = shown[0].bare if shown else ""
    jump = jump_line(first)
    came = jump_at_end(first)
    return bool(
        (shown and shown[0].role == "byline")
        or signature(first, roles)
        or opening(first, roles)
        or (jump and not jump.onward)
        or (came and not came[1].onward)
        or any(is_deck(piece.text) for piece in run.heads)
    )
