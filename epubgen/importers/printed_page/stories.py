# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the stories of a page: runs of headings with their text, and whether a single heading begins a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.captions import nearer_below
from epubgen.importers.printed_page.headed_runs import HeadedRun, find_runs, texts_of
from epubgen.importers.printed_page.heads import NO_MANNER, PageManner
from epubgen.importers.printed_page.lone_headings import FAMILY, all_numbered, ended, has_byline, subhead_score
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.words import BRIEFS
from epubgen.startup import dataclass

__all__ = ["PageStory", "arrange"]

_SAME = 3
"""So many headings of one level say that levels mean nothing on this page."""
_SURE = 2.0
"""A score so far from 0 is not asked about."""


@dataclass(slots=True, kw_only=True)
class PageStory:
    """The pieces of one story: its header, and its body with subheads as headings in it."""

    heads: tuple[PageBlock, ...]
    body: list[PageBlock] = field(default_factory=list)
    kind: str = ""
    """``ad, notice, weather`` or empty."""
    brief: bool = False
    manner: PageManner = NO_MANNER
    """What the headers of the page have in common."""
    moved: list[PageBlock] = field(default_factory=list)
    """Pictures that stood above the headline."""
    doubts: list[tuple[PageBlock, str]] = field(default_factory=list)
    """Lone headings whose role is in doubt, with the role they were given."""


def arrange(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[PageStory]:
    """Return the stories of a page in order."""
    runs = find_runs(pieces, roles)
    _decide(runs, roles)
    stories = _stories(runs)
    _move_pictures(stories)
    return stories


def _move_pictures(stories: Sequence[PageStory]) -> None:
    """Move a picture directly above a headline to that story if its caption speaks of it and not of the one above."""
    for above, below in pairwise(stories):
        pictures = _last_pictures(above.body)
        caption = "".join(piece.bare for piece in pictures if piece.kind == "text")
        caption += "".join(words for piece in pictures for _, words in piece.images)
        if pictures and not above.kind and nearer_below(caption, _words_of(above, pictures), _headline(below)):
            del above.body[len(above.body) - len(pictures) :]
            below.body[:0] = pictures
            below.moved.extend(piece for piece in pictures if piece.kind == "image")


def _last_pictures(body: Sequence[PageBlock]) -> list[PageBlock]:
    """Return the pictures with their captions at the end of a story."""
    start = len(body)
    while start and (body[start - 1].kind == "image" or body[start - 1].role == "caption"):
        start -= 1
    return list(body[start:]) if any(piece.kind == "image" for piece in body[start:]) else []


def _headline(story: PageStory) -> str:
    return "".join(piece.bare for piece in story.heads)


def _words_of(story: PageStory, but: Sequence[PageBlock]) -> str:
    return "".join(piece.bare for piece in (*story.heads, *story.body) if piece not in but)


def _decide(runs: list[HeadedRun], roles: Mapping[str, str]) -> None:
    """Apply rule 4: a single heading in an open story is a subhead if it is deeper than all headlines of the page."""
    firm = [run for run in runs if run.heads and not run.kind and not run.lone]
    if not firm:
        firm = [run for run in runs if run.heads and not run.kind][:1]
    deepest = max((run.headline.level for run in firm), default=0)
    levels = [piece.level for run in runs if not run.kind for piece in run.heads]
    flat = len(levels) >= _SAME and len(set(levels)) == 1
    current: HeadedRun | None = None
    for at, run in enumerate(runs):
        if run.lone and current is not None:
            _lone(runs, at, current, roles, deepest)
        if run.role == "story" and run.heads:
            current = run
    families = _families(runs)
    for family in families:
        _doubt_subheads(family, roles)
    if not flat:
        _doubt_headlines(families)


def _lone(runs: list[HeadedRun], at: int, current: HeadedRun, roles: Mapping[str, str], deepest: int) -> None:
    """Decide whether a single heading is a subhead of the open story (rule 4)."""
    run = runs[at]
    if _is_brief(current):
        run.kind, run.sure = "brief", True
        return
    score = subhead_score(runs, at, current, roles, deepest)
    run.role = "subhead" if score > 0 else "story"
    run.deeper = run.headline.level > deepest
    run.sure = score <= -_SURE or bool(current.kind)


def _is_brief(run: HeadedRun) -> bool:
    return run.kind == "brief" or any(words(piece.text) in BRIEFS for piece in run.heads)


def _doubt_subheads(family: Sequence[HeadedRun], roles: Mapping[str, str]) -> None:
    """Mark doubtful subheads. A companion of its level, a number or verse above makes a subhead sure.

    A short signed text below a story with its own byline is the text of a picture.
    """
    story, *subheads = family
    levels = [run.headline.level for run in subheads]
    for run in subheads:
        expected = levels.count(run.headline.level) >= FAMILY or _verse(story)
        numbered = all_numbered([one.headline.bare for one in subheads if one.headline.level == run.headline.level])
        signed_picture = len(texts_of(run)) <= FAMILY and ended(run, roles) and has_byline(story, roles)
        run.sure = ((run.deeper and expected) or numbered) and not signed_picture


def _doubt_headlines(families: Sequence[Sequence[HeadedRun]]) -> None:
    """Mark single headings as doubtful headlines where the page does not confirm their level.

    If there is another such heading, or subheads around it, the levels of the page may mean nothing. It must not be
    deeper than the headline before it; between two poems it may as well be the title of a part.
    """
    stories = [family[0] for family in families]
    loose = [run.role == "story" and run.lone and not run.sure for run in stories]
    for at, run in enumerate(stories):
        if not loose[at]:
            continue
        before = families[at - 1] if at else ()
        beside_loose = any(loose[max(at - 1, 0) : at]) or any(loose[at + 1 : at + 2])
        subheads_around = len(families[at]) > 1 or len(before) > 1
        level_before = before[0].headline.level if before and before[0].heads else 0
        between_poems = bool(before) and _verse(before[0]) and _verse(run)
        deeper = run.headline.level > level_before
        run.sure = not (beside_loose or subheads_around or deeper or between_poems)


def _verse(run: HeadedRun) -> bool:
    texts = [piece for piece in run.body if piece.kind == "text"]
    return bool(texts) and any(len(piece.hard) > 1 and len(piece.text) / len(piece.hard) <= 20 for piece in texts)  # noqa: PLR2004


def _families(runs: list[HeadedRun]) -> list[list[HeadedRun]]:
    """Return each story with its subheads."""
    families: list[list[HeadedRun]] = []
    for run in runs:
        if run.role == "subhead" and families:
            families[-1].append(run)
        else:
            families.append([run])
    return families


def _stories(runs: list[HeadedRun]) -> list[PageStory]:
    stories: list[PageStory] = []
    for first, *subs in _families(runs):
        brief = _is_brief(first)
        story = PageStory(
            heads=first.heads,
            body=list(first.body),
            kind="" if brief else first.kind,
            brief=brief,
            manner=first.manner,
        )
        if not first.sure and first.heads:
            story.doubts.append((first.headline, "headline"))
        for run in subs:
            story.body.extend((*run.heads, *run.body))
            if not run.sure:
                story.doubts.append((run.headline, "subhead"))
        stories.append(story)
    return stories
