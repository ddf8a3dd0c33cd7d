# SPDX-License-Identifier: AGPL-3.0-or-later
"""Classifies ordered blocks as headlines, kickers, decks and subheads, and finds where stories begin.

Sizes tell what a heading is: the largest of a run is the headline, smaller ones above it are kickers, below it decks. A
single heading within text is weighed: a printed line above it, its size against the headline's, its width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Literal, TypeAlias, Union

from epubgen.importers.page_boxes.captions import Shown
from epubgen.importers.page_boxes.elements import LaidBlock, around
from epubgen.importers.page_boxes.headings import RunningText
from epubgen.importers.page_boxes.regions import Cut
from epubgen.startup import dataclass

__all__ = ["InOrder", "Thing", "told"]

Thing: TypeAlias = Union[LaidBlock, Shown]

_SAME = 0.93
"""Headings are of one size down to this part of the larger."""
_STORY = 1.5
"""Evidence that a heading among text opens a story of its own."""
_SMALLEST = 6
"""Level of a heading that is not larger than running text."""


@dataclass(frozen=True, slots=True)
class InOrder:
    """A block or a picture at its position in the reading order."""

    thing: Thing
    cut: Cut | Literal[""] = ""
    """Why something begins here; empty where nothing does."""
    frame: int = 0
    gap: float = 0.0
    """Ems of white above it in its column."""


@dataclass(slots=True)
class _Told:
    """The stories of a page found so far."""

    key: str
    body: RunningText
    made: list[InOrder] = field(default_factory=list)
    count: int = 0
    story: str = ""
    headline: float = 0.0
    """Size of the headline of the open story."""
    text: bool = False
    """The open story has text."""

    def open(self, size: float) -> None:
        self.count += 1
        self.story, self.headline, self.text = f"{self.key}.{self.count}", size, False

    def put(self, one: InOrder, role: str = "") -> None:
        thing = one.thing
        if isinstance(thing, LaidBlock):
            self.text = self.text or thing.kind not in ("heading", "furniture")
            thing = replace(thing, story=thing.story or self.story, role=thing.role or role)
        else:
            picture = replace(thing.picture, story=thing.picture.story or self.story)
            thing = replace(thing, picture=picture)
        self.made.append(replace(one, thing=thing))


def told(things: Sequence[InOrder], key: str, body: RunningText) -> list[InOrder]:
    """Return the same blocks with their roles and the key of their story.

    Args:
        things: the blocks and pictures of one page, in reading order.
        key: the beginning of the keys of this page.
        body: the type of the running text.
    """
    state = _Told(key, body)
    at = 0
    while at < len(things):
        run = _headings_from(things, at)
        if not run:
            state.put(things[at])
            at += 1
            continue
        after = things[at + len(run)] if at + len(run) < len(things) else None
        _put_headings(state, run, after)
        at += len(run)
    return state.made


def _is_heading(one: InOrder) -> bool:
    return isinstance(one.thing, LaidBlock) and one.thing.kind == "heading" and not one.thing.role


def _headings_from(things: Sequence[InOrder], at: int) -> list[InOrder]:
    """Return the headings that follow each other.

    A run ends at a printed line, at a frame, or where sizes grow again.
    """
    run: list[InOrder] = []
    for one in things[at:]:
        if not _is_heading(one):
            break
        if run and (one.frame != run[-1].frame or _begins_anew(run, one)):
            break
        run.append(one)
    return run


def _begins_anew(run: list[InOrder], one: InOrder) -> bool:
    """Return whether a heading belongs to another story than the headings before it.

    That is a large heading after a headline and its deck, or one beside them instead of below.
    """
    sizes = [_block(other).size for other in run]
    size = _block(one).size
    fell = sizes[-1] < _SAME * max(sizes)
    if fell and size >= _SAME * max(sizes):
        return True
    if one.cut in ("rule", "column") and size >= 0.75 * max(sizes):
        above, below = around(_block(other).box for other in run), _block(one).box
        return one.cut == "column" or min(above.right, below.right) - max(above.left, below.left) <= 0
    return False


def _block(one: InOrder) -> LaidBlock:
    assert isinstance(one.thing, LaidBlock)  # noqa: S101 - a heading is no picture
    return one.thing


def _put_headings(state: _Told, run: list[InOrder], after: InOrder | None) -> None:
    largest = max(_block(one).size for one in run)
    opens = not state.story or not state.text or run[0].frame != _frame(state) or _evidence(state, run, after) >= _STORY
    if all(_block(one).level >= _SMALLEST for one in run) and state.story and run[0].frame == _frame(state):
        opens = False
    if not opens:
        for one in run:
            state.put(one, "subhead")
        return
    state.open(largest)
    first = next(at for at, one in enumerate(run) if _block(one).size >= _SAME * largest)
    last = max(at for at, one in enumerate(run) if _block(one).size >= _SAME * largest)
    for at, one in enumerate(run):
        if at > last and _block(one).level >= _SMALLEST:
            state.put(replace(one, thing=replace(_block(one), kind="text", level=0)))  # a byline more often than a deck
        else:
            state.put(one, "kicker" if at < first else "deck" if at > last else "headline")


def _frame(state: _Told) -> int:
    return state.made[-1].frame if state.made else 0


def _evidence(state: _Told, run: list[InOrder], after: InOrder | None) -> float:
    """Return the weight of the evidence that a heading begins a story."""
    size = max(_block(one).size for one in run)
    box = around(_block(one).box for one in run)
    ratio = size / state.headline if state.headline else 1.0
    score = 2.0 if ratio >= 0.85 else 0.5 if ratio >= 0.6 else -0.5  # noqa: PLR2004
    score += {"rule": 3.0, "page": 1.0, "head": 0.5}.get(run[0].cut, 0.0)
    score += 1.5 if size >= 1.6 * state.body.size else 0.0
    score += 1.0 if run[0].gap >= 1.6 else 0.0  # noqa: PLR2004 - more white than a subhead has
    score += 1.0 if len(run) > 1 and _block(run[0]).size != _block(run[-1]).size else 0.0
    under = after.thing if after else None
    if isinstance(under, LaidBlock) and under.lines and box.width > 1.3 * under.box.width and under.kind != "heading":
        score += 2.0  # it stands over several columns
    return score
