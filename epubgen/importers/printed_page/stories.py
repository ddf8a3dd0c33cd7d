# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which runs of a page form which story: a lone heading is subhead or headline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from epubgen.importers.printed_page.blocks import Piece
from epubgen.importers.printed_page.bylines import closing, opening, signature
from epubgen.importers.printed_page.furniture import jump_at_end, jump_line, maker_line
from epubgen.importers.printed_page.inlines import words
from epubgen.importers.printed_page.runs import Run, find_runs, texts_of
from epubgen.importers.printed_page.words import BRIEFS

__all__ = ["Story", "arrange"]

_SAME = 3
"""So many headings of one level say that levels mean nothing on this page."""
_FAMILY = 2


@dataclass(slots=True, kw_only=True)
class Story:
    """The pieces of one story: its header, and its body with subheads as headings in it."""

    heads: tuple[Piece, ...]
    body: list[Piece] = field(default_factory=list)
    kind: str = ""
    """``ad, notice, weather`` or empty."""
    brief: bool = False
    doubts: list[tuple[Piece, str]] = field(default_factory=list)
    """Lone headings whose role is in doubt, with the role they were given."""


def arrange(pieces: Iterable[Piece], roles: Mapping[str, str]) -> list[Story]:
    """The stories of a page, in its order."""
    runs = find_runs(pieces, roles)
    _decide(runs, roles)
    return _stories(runs)


def _decide(runs: list[Run], roles: Mapping[str, str]) -> None:
    """Rule 4: a lone heading under an open story is a subhead when it lies deeper than every headline of the page."""
    firm = [run for run in runs if run.heads and not run.kind and not run.lone]
    if not firm:
        firm = [run for run in runs if run.heads and not run.kind][:1]
    deepest = max((run.headline.level for run in firm), default=0)
    levels = [piece.level for run in runs if not run.kind for piece in run.heads]
    flat = len(levels) >= _SAME and len(set(levels)) == 1
    current: Run | None = None
    for at, run in enumerate(runs):
        if run.lone and current is not None:
            _lone(runs, at, current, roles, deepest)
        if run.role == "story" and run.heads:
            current = run
    _doubt(runs, roles, flat=flat)


def _lone(runs: list[Run], at: int, current: Run, roles: Mapping[str, str], deepest: int) -> None:
    run = runs[at]
    ended = _ended(runs[at - 1], roles)
    if run.headline.level > deepest and not _is_brief(current):
        run.role = "story" if ended else "subhead"
        run.sure = False
    else:
        run.sure = ended or bool(current.kind) or _is_brief(current) or _supported(run, current, roles)
        if _is_brief(current):
            run.kind = "brief"


def _is_brief(run: Run) -> bool:
    return run.kind == "brief" or any(words(piece.text) in BRIEFS for piece in run.heads)


def _ended(run: Run, roles: Mapping[str, str]) -> bool:
    """Whether the text before a heading is signed off: a byline, credit, maker or 下转 line at its end."""
    texts = texts_of(run)
    if not texts:
        return False
    signed = len(texts) > 1 and bool(signature(texts[-1], roles))
    return bool(signed or maker_line(texts[-1]) or closing(texts[-1], roles) or _onward(texts[-1]))


def _onward(text: str) -> bool:
    jump = jump_line(text)
    end = jump_at_end(text)
    return bool((jump and jump.onward) or (end and end[1].onward))


def _supported(run: Run, current: Run, roles: Mapping[str, str]) -> bool:
    """Whether the text under a lone heading reads as a story of its own."""
    texts = texts_of(run)
    if not texts:
        return False
    if texts[0].startswith(("问:", "问：", "問:", "問：")):
        return True
    signed = (len(texts) > 1 and bool(signature(texts[-1], roles))) or bool(closing(texts[-1], roles))
    return signed and (_has_byline(current, roles) or len(texts) <= _FAMILY)


def _has_byline(run: Run, roles: Mapping[str, str]) -> bool:
    texts = texts_of(run)
    begun = opening(texts[0], roles) if texts else None
    return bool(texts and (signature(texts[0], roles) or (begun and begun.who)))


def _doubt(runs: list[Run], roles: Mapping[str, str], *, flat: bool) -> None:
    """Which lone headings need a look.

    A subhead has a companion of its level in its story. A heading that opens a story only by its level stands alone:
    with another such heading beside it, or subheads around it, the levels of the page may mean nothing.
    """
    for family in _families(runs):
        levels = [run.headline.level for run in family[1:] if run.role == "subhead"]
        for run in family[1:]:
            if run.role == "subhead":
                pictured = len(texts_of(run)) <= _FAMILY and _ended(run, roles) and _has_byline(family[0], roles)
                run.sure = (levels.count(run.headline.level) >= _FAMILY or _verse(family[0])) and not pictured
    loose = {id(run) for run in runs if run.role == "story" and run.lone and not run.sure}
    stories = _families(runs)
    for at, family in enumerate(stories):
        run = family[0]
        if id(run) not in loose or flat:
            continue
        before = stories[at - 1] if at else []
        after = stories[at + 1] if at + 1 < len(stories) else []
        alone = not any(id(other[0]) in loose for other in (before, after) if other)
        verses = bool(before) and _verse(before[0]) and _verse(run)
        shallow = run.headline.level <= _shallow(before)
        run.sure = alone and len(family) == 1 and len(before) <= 1 and shallow and not verses


def _shallow(family: list[Run]) -> int:
    return family[0].headline.level if family and family[0].heads else 0


def _verse(run: Run) -> bool:
    texts = [piece for piece in run.body if piece.kind == "text"]
    return bool(texts) and any(len(piece.hard) > 1 and len(piece.text) / len(piece.hard) <= 20 for piece in texts)  # noqa: PLR2004


def _families(runs: list[Run]) -> list[list[Run]]:
    """Each story with its subheads."""
    families: list[list[Run]] = []
    for run in runs:
        if run.role == "subhead" and families:
            families[-1].append(run)
        else:
            families.append([run])
    return families


def _stories(runs: list[Run]) -> list[Story]:
    stories: list[Story] = []
    for first, *subs in _families(runs):
        brief = _is_brief(first)
        story = Story(heads=first.heads, body=list(first.body), kind="" if brief else first.kind, brief=brief)
        if not first.sure and first.heads:
            story.doubts.append((first.headline, "headline"))
        for run in subs:
            story.body.extend((*run.heads, *run.body))
            if not run.sure:
                story.doubts.append((run.headline, "subhead"))
        stories.append(story)
    return stories
