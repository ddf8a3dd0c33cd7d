# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stories of a page: runs of headings with the text under them, and whether a lone heading opens a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epubgen.importers.printed_page.block_roles import classify
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.bylines import closing, signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.furniture import furniture, jump_at_end, jump_line, maker_line
from epubgen.importers.printed_page.heads import is_deck
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

    @property
    def headline(self) -> PageBlock:
        """The last heading that is no deck."""
        others = [piece for piece in self.heads if not is_deck(piece.text)]
        return others[-1] if others else self.heads[0]

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
    return runs


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
    run = runs[at]
    ended = _ended(runs[at - 1], roles)
    if run.headline.level > deepest and not _is_brief(current):
        run.role = "story" if ended else "subhead"
        run.sure = False
    else:
        run.sure = ended or bool(current.kind) or _is_brief(current) or _supported(run, current, roles)
        if _is_brief(current):
            run.kind = "brief"


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
        run.sure = expected and not signed_picture


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
        story = PageStory(heads=first.heads, body=list(first.body), kind="" if brief else first.kind, brief=brief)
        if not first.sure and first.heads:
            story.doubts.append((first.headline, "headline"))
        for run in subs:
            story.body.extend((*run.heads, *run.body))
            if not run.sure:
                story.doubts.append((run.headline, "subhead"))
        stories.append(story)
    return stories
