# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decides by score whether a single heading below an open story is a subhead or the headline of a new story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from epubgen.importers.printed_page.bylines import bare_signature, closing, signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.furniture import maker_line
from epubgen.importers.printed_page.headed_runs import HeadedRun, texts_of
from epubgen.importers.printed_page.jumps import jump_at_end, jump_line
from epubgen.importers.printed_page.words import number
from epubgen.languages.characters import width
from epubgen.startup import regex

__all__ = ["SUBHEAD_WEIGHTS", "all_numbered", "ended", "has_byline", "subhead_score"]

FAMILY = 2
"""So many subheads, or paragraphs of a short text."""

SUBHEAD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "deeper": 4.0,  # than every headline of the page
        "deeper-than-story": 0.8,
        "level-of-story": -1.5,  # where the levels of the page differ
        "unsigned-story": -3.0,  # the open story has neither byline nor dateline above
        "shallower": -4.0,
        "short": 1.2,
        "long": -1.6,
        "very-long": -1.0,
        "single": -1.2,  # no other lone heading beside it
        "parallel": 1.5,  # a neighbour of nearly the same length
        "habit": 0.6,  # most stories of the page are signed or dated above
        "numbered": 2.0,
        "series": 4.0,  # the number after that of the subhead before it, or before that of the one below
        "figures": -0.8,
        "ended": -5.0,  # the text above is signed off
        "signed": -3.0,  # its own text is, and the open story has its byline
        "dialogue": -3.0,
        "empty": -5.0,
    }
)
"""What speaks for a subhead and, below 0, for the headline of a new story."""
_SHORT_SUBHEAD, _LONG_SUBHEAD, _VERY_LONG = 16, 22, 30
_HABIT = 0.6
_NUMBERED = regex(
    r"(?:(?P<bracket>[（(])|(?P<ordinal>第))?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})"
    r"(?(bracket)[)）]|(?(ordinal)(?P<part>[步招章节節篇课課讲講关關幕]|\w{0,3}(?=[，,：:、\s]))|[、.．](?!\d)))"
)
"""一、 （一） 1. and 第一步; 第一书记 and 第一批 begin a headline as well."""


def subhead_score(
    runs: Sequence[HeadedRun], at: int, current: HeadedRun, roles: Mapping[str, str], deepest: int
) -> float:
    """Return the score of a single heading. Above 0 it is a subhead of the open story ``current``, below 0 a headline.

    ``deepest``: the deepest level of the headlines of the page.
    """
    signs = (
        *_level_signs(runs, runs[at], current, deepest),
        *_form_signs(runs, at),
        *_text_signs(runs, at, current, roles, deepest),
    )
    return sum(SUBHEAD_WEIGHTS[sign] for sign in signs)


def _form_signs(runs: Sequence[HeadedRun], at: int) -> Iterator[str]:
    """Score length, numbers, and the headings beside it."""
    headline = runs[at].headline
    size = width(headline.bare)
    if size <= _SHORT_SUBHEAD:
        yield "short"
    yield from ("long",) * (size > _LONG_SUBHEAD) + ("very-long",) * (size > _VERY_LONG)
    beside = [one for one in (*runs[max(at - 1, 0) : at], *runs[at + 1 : at + 2]) if one.lone]
    if not beside:
        yield "single"
    if any(abs(width(one.headline.bare) - size) <= 2 and one.headline.level == headline.level for one in beside):  # noqa: PLR2004
        yield "parallel"
    if _NUMBERED.match(headline.bare):
        yield "numbered"
    if _in_series(runs, at):
        yield "series"
    if re.search(r"\d", headline.bare):
        yield "figures"


def _in_series(runs: Sequence[HeadedRun], at: int) -> bool:
    """Return whether the number of a single heading follows that of the subhead above, or opens a series of two."""
    text = runs[at].headline.bare
    above = runs[at - 1] if at and runs[at - 1].role == "subhead" else None
    below = runs[at + 1] if at + 1 < len(runs) and runs[at + 1].lone else None
    follows = above is not None and all_numbered([above.headline.bare, text])
    return follows or (below is not None and all_numbered([text, below.headline.bare]))


def _text_signs(
    runs: Sequence[HeadedRun], at: int, current: HeadedRun, roles: Mapping[str, str], deepest: int
) -> Iterator[str]:
    """Score the texts above and below it, and how the stories of the page are signed."""
    run, texts = runs[at], texts_of(runs[at])
    stories = [one for one in runs if one.heads and not one.kind]
    if sum(one.settled for one in stories) >= _HABIT * (len(stories) - sum(one.lone for one in stories) / 2):
        yield "habit"
    if not current.settled:
        yield "unsigned-story"
    if ended(runs[at - 1], roles):
        yield "ended"
    if not run.body:
        yield "empty"
    if texts and texts[0].startswith(("问:", "问：", "問:", "問：")):
        yield "dialogue"
    may_close = run.headline.level > deepest and not has_byline(current, roles)
    if _supported(run, current, roles) and not may_close:  # the last part of a story may bear its byline
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


def all_numbered(headings: Sequence[str]) -> bool:
    """Return whether headings are the numbered subheads of one story: 第一步 and 第二步, 一、 and 二、, in order.

    Headings of equal length are asked about, because headlines may have equal length by chance.
    """
    found = [_NUMBERED.match(text.strip()) for text in headings]
    told = [(said["bracket"], said["part"], number(said["number"]) or 0) for said in found if said]
    rising = all(after == (*before[:2], before[2] + 1) for before, after in pairwise(told))
    return len(headings) >= FAMILY and len(told) == len(found) and rising


def ended(run: HeadedRun, roles: Mapping[str, str]) -> bool:
    """Return whether the text before a heading is signed off: a byline, credit, maker or 下转 line at its end."""
    texts = texts_of(run)
    if not texts:
        return False
    signed = len(texts) > 1 and _is_signed(texts[-1], roles)
    return bool(signed or maker_line(texts[-1]) or closing(texts[-1], roles) or _onward(texts[-1]))


def _onward(text: str) -> bool:
    jump = jump_line(text)
    end = jump_at_end(text)
    return bool((jump and jump.onward) or (end and end[1].onward))


def _is_signed(text: str, roles: Mapping[str, str]) -> bool:
    """Return whether a line is a byline, with or without a role."""
    return bool(signature(text, roles) or bare_signature(text, roles))


def _supported(run: HeadedRun, current: HeadedRun, roles: Mapping[str, str]) -> bool:
    """Return whether the text below a single heading reads like a story of its own."""
    texts = texts_of(run)
    if not texts:
        return False
    if texts[0].startswith(("问:", "问：", "問:", "問：")):
        return True
    signed = (len(texts) > 1 and _is_signed(texts[-1], roles)) or bool(closing(texts[-1], roles))
    return signed and (has_byline(current, roles) or len(texts) <= FAMILY)


def has_byline(run: HeadedRun, roles: Mapping[str, str]) -> bool:
    """Return whether the text of a run begins with a byline."""
    texts = texts_of(run)
    begun = opening(texts[0], roles) if texts else None
    return bool(texts and (signature(texts[0], roles) or (begun and begun.who)))
