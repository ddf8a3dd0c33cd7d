# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stories of a page: runs of headings with the text under them, and whether a lone heading opens a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from epubgen.importers.printed_page.block_roles import classify, width
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.bylines import closing, signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.furniture import furniture, maker_line
from epubgen.importers.printed_page.heads import headline_of, is_deck
from epubgen.importers.printed_page.jumps import jump_at_end, jump_line
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.words import BRIEFS, HOUSES, MARKS

__all__ = ["HeadedRun", "PageStory", "arrange", "find_runs", "texts_of"]

_DECK = 40
"""A deck without heading signs is no longer than this."""


@dataclass(slots=True)
class HeadedRun:
    """Headings and what follows them."""

    heads: tuple[PageBlock, ...]
    body: list[PageBlock]
    kind: str = ""
    settled: bool = False
    role: str = "story"
    sure: bool = True
    deeper: bool = False
    """Deeper than every headline of the page."""
    page_level: int = 0

    @property
    def headline(self) -> PageBlock:
        """The heading that is the headline, or its first line."""
        return headline_of(self.heads, self.page_level)

    @property
    def lone(self) -> bool:
        """One heading, not settled by what follows, no furniture."""
        return len(self.heads) == 1 and not self.settled and not self.kind


def find_runs(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[HeadedRun]:
    """The runs of a page, each with its kind and whether it surely opens a story."""
    runs = _runs(classify(_retype(pieces, roles), roles))
    for run in runs:
        run.kind = _kind(run)
        run.settled = _settled(run, roles)
    level = _page_level(runs)
    for run in runs:
        run.page_level = level
    return runs


def _page_level(runs: Sequence[HeadedRun]) -> int:
    """The level of the headlines that stand alone and surely open a story, where it is one for all; else 0."""
    levels = [run.heads[0].level for run in runs if run.settled and not run.kind and len(run.heads) == 1]
    return levels[0] if len(levels) > 1 and len(set(levels)) == 1 else 0


def _retype(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[PageBlock]:
    """Headings that are bylines or jump lines become text; a plain line that opens with ``——`` becomes a deck."""
    made: list[PageBlock] = []
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


def _no_heading(piece: PageBlock, roles: Mapping[str, str], *, after_head: bool) -> bool:
    text = piece.bare
    if jump_line(text) or maker_line(text):
        return True
    printed = text.startswith((*MARKS, *HOUSES))
    return after_head and printed and bool(signature(text, roles))


def _signed(piece: PageBlock, roles: Mapping[str, str]) -> list[PageBlock]:
    """A text piece whose first line is a byline, in two."""
    first, _, rest = piece.text.partition("\n")
    if piece.kind != "text" or not rest or not signature(first, roles):
        return [piece]
    head = replace(piece, text=first, last=piece.line, hard=piece.hard[:1])
    return [head, *_signed(replace(piece, text=rest, line=piece.line + 1, hard=piece.hard[1:]), roles)]


def _runs(pieces: Sequence[PageBlock]) -> list[HeadedRun]:
    runs: list[HeadedRun] = []
    heads: list[PageBlock] = []
    for piece in pieces:
        if piece.kind == "heading":
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
    """The running text under a run of headings."""
    return [piece.bare for piece in run.body if piece.kind == "text"]


def _settled(run: HeadedRun, roles: Mapping[str, str]) -> bool:
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


_SAME = 3
"""So many headings of one level say that levels mean nothing on this page."""
_FAMILY = 2


@dataclass(slots=True, kw_only=True)
class PageStory:
    """The pieces of one story: its header, and its body with subheads as headings in it."""

    heads: tuple[PageBlock, ...]
    body: list[PageBlock] = field(default_factory=list)
    kind: str = ""
    """``ad, notice, weather`` or empty."""
    brief: bool = False
    page_level: int = 0
    """Level of the headlines of the page that stand alone; 0 where they have none in common."""
    doubts: list[tuple[PageBlock, str]] = field(default_factory=list)
    """Lone headings whose role is in doubt, with the role they were given."""


def arrange(pieces: Iterable[PageBlock], roles: Mapping[str, str]) -> list[PageStory]:
    """The stories of a page, in its order."""
    runs = find_runs(pieces, roles)
    _decide(runs, roles)
    return _stories(runs)


def _decide(runs: list[HeadedRun], roles: Mapping[str, str]) -> None:
    """Rule 4: a lone heading under an open story is a subhead when it lies deeper than every headline of the page."""
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
    """Rule 4: whether a lone heading is a subhead of the open story."""
    run = runs[at]
    if _is_brief(current):
        run.kind, run.sure = "brief", True
        return
    score = sum(SUBHEAD_WEIGHTS[sign] for sign in _subhead_signs(runs, at, current, roles, deepest))
    run.role = "subhead" if score > 0 else "story"
    run.deeper = run.headline.level > deepest
    run.sure = score <= -_SURE or bool(current.kind)


SUBHEAD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "deeper": 4.0,  # than every headline of the page
        "deeper-than-story": 0.8,
        "level-of-story": -1.5,  # where the levels of the page differ
        "unsigned-story": -3.0,  # the open story has neither byline nor dateline above
        "shallower": -4.0,
        "short": 1.2,
        "long": -1.0,
        "very-long": -1.0,
        "single": -1.2,  # no other lone heading beside it
        "parallel": 1.5,  # a neighbour of nearly the same length
        "habit": 1.0,  # most stories of the page are signed or dated above
        "numbered": 2.0,
        "figures": -0.8,
        "ended": -5.0,  # the text above is signed off
        "signed": -3.0,  # its own text is, and the open story has its byline
        "dialogue": -3.0,
        "empty": -5.0,
    }
)
"""What speaks for a subhead and, below 0, for the headline of a new story."""
_SURE = 2.0
_SHORT_SUBHEAD, _LONG_SUBHEAD, _VERY_LONG = 16, 22, 30
_HABIT = 0.6
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、])"
)


def _subhead_signs(
    runs: Sequence[HeadedRun], at: int, current: HeadedRun, roles: Mapping[str, str], deepest: int
) -> Iterator[str]:
    run = runs[at]
    text, level = run.headline.bare, run.headline.level
    yield from _level_signs(runs, run, current, deepest)
    size = width(text)
    if size <= _SHORT_SUBHEAD:
        yield "short"
    yield from ("long",) * (size > _LONG_SUBHEAD) + ("very-long",) * (size > _VERY_LONG)
    beside = [one for one in (*runs[max(at - 1, 0) : at], *runs[at + 1 : at + 2]) if one.lone]
    if not beside:
        yield "single"
    if any(abs(width(one.headline.bare) - size) <= 2 and one.headline.level == level for one in beside):  # noqa: PLR2004
        yield "parallel"
    stories = [one for one in runs if one.heads and not one.kind]
    if sum(one.settled for one in stories) >= _HABIT * (len(stories) - sum(one.lone for one in stories) / 2):
        yield "habit"
    if not current.settled:
        yield "unsigned-story"
    if _NUMBERED.match(text):
        yield "numbered"
    if re.search(r"\d", text):
        yield "figures"
    if _ended(runs[at - 1], roles):
        yield "ended"
    texts = texts_of(run)
    if not run.body:
        yield "empty"
    if texts and texts[0].startswith(("问:", "问：", "問:", "問：")):
        yield "dialogue"
    if _supported(run, current, roles):
        yield "signed"


def _level_signs(runs: Sequence[HeadedRun], run: HeadedRun, current: HeadedRun, deepest: int) -> Iterator[str]:
    level, above = run.headline.level, current.headline.level
    flat = len({piece.level for one in runs if not one.kind for piece in one.heads}) == 1
    if level > deepest:
        yield "deeper"
    elif level > above:
        yield "deeper-than-story"
    elif level < above:
        yield "shallower"
    elif not flat:
        yield "level-of-story"


def _is_brief(run: HeadedRun) -> bool:
    return run.kind == "brief" or any(words(piece.text) in BRIEFS for piece in run.heads)


def _ended(run: HeadedRun, roles: Mapping[str, str]) -> bool:
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


def _supported(run: HeadedRun, current: HeadedRun, roles: Mapping[str, str]) -> bool:
    """Whether the text under a lone heading reads as a story of its own."""
    texts = texts_of(run)
    if not texts:
        return False
    if texts[0].startswith(("问:", "问：", "問:", "問：")):
        return True
    signed = (len(texts) > 1 and bool(signature(texts[-1], roles))) or bool(closing(texts[-1], roles))
    return signed and (_has_byline(current, roles) or len(texts) <= _FAMILY)


def _has_byline(run: HeadedRun, roles: Mapping[str, str]) -> bool:
    texts = texts_of(run)
    begun = opening(texts[0], roles) if texts else None
    return bool(texts and (signature(texts[0], roles) or (begun and begun.who)))


def _doubt_subheads(family: Sequence[HeadedRun], roles: Mapping[str, str]) -> None:
    """A subhead is sure with a companion of its level in its story, or under verse, and unless it reads as a story.

    A short text that is signed, under a story which has its own byline, is the text of a picture.
    """
    story, *subheads = family
    levels = [run.headline.level for run in subheads]
    for run in subheads:
        expected = levels.count(run.headline.level) >= _FAMILY or _verse(story)
        signed_picture = len(texts_of(run)) <= _FAMILY and _ended(run, roles) and _has_byline(story, roles)
        run.sure = run.deeper and expected and not signed_picture


def _doubt_headlines(families: Sequence[Sequence[HeadedRun]]) -> None:
    """A lone heading that only its level makes a headline is sure where the page around it bears its level out.

    With another such heading beside it, or subheads around it, the levels of the page may mean nothing. It must not
    lie deeper than the headline before it; and between two poems it may as well be the title of a part.
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
    """Each story with its subheads."""
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
            page_level=first.page_level,
        )
        if not first.sure and first.heads:
            story.doubts.append((first.headline, "headline"))
        for run in subs:
            story.body.extend((*run.heads, *run.body))
            if not run.sure:
                story.doubts.append((run.headline, "subhead"))
        stories.append(story)
    return stories
