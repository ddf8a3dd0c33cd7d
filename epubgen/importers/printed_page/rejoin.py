# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins paragraphs that a column break tore apart: which are open, how two pieces become one, and what to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from epubgen.importers.printed_page.draft import Draft, Item, ParagraphItem
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, OPENERS
from epubgen.importers.reading import Join, OpenQuestion
from epubgen.startup import regex

__all__ = [
    "breaks_off",
    "closed",
    "glue",
    "goes_on",
    "join_confidence",
    "mend",
    "open_pair",
    "says",
    "starts_new",
    "stray",
]

_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "〈": "〉"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_STOPS = tuple("。！？…；：.!?;:｡")
_BRACKETS = tuple('”』」）)’"')
_CJK = regex(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’—…·]")
_NO_STOPS = regex("[\u0e00-\u0eff\u1780-\u17ff\u0f00-\u0fff]$")
"""Thai, Lao, Khmer and Tibetan end no sentence with a stop."""
_STRAY = tuple("，。、；：！？）》〉」』”’")
_SURE, _LIKELY, _DOUBTFUL = 0.98, 0.9, 0.6


def open_pair(text: str) -> str:
    """Return the innermost opening mark without a closing one; empty if all pairs are closed."""
    stack: list[str] = []
    for at, sign in enumerate(text):
        if sign == "’" and 0 < at < len(text) - 1 and text[at - 1].isascii() and text[at + 1].isascii():
            continue
        if sign in _PAIRS:
            stack.append(sign)
        elif sign in _CLOSERS and _CLOSERS[sign] in stack:
            while stack.pop() != _CLOSERS[sign]:
                pass
    return stack[-1] if stack else ""


def stray(text: str) -> bool:
    """Return whether a paragraph can only be the rest of another: it begins with a closing mark or a pause."""
    return text.startswith(_STRAY) or _unanswered(text)


def _unanswered(text: str) -> bool:
    """Return a closing mark without an opening one."""
    depth = dict.fromkeys(_PAIRS, 0)
    for sign in text:
        if sign in _PAIRS:
            depth[sign] += 1
        elif sign in _CLOSERS and sign not in "’)）":
            depth[_CLOSERS[sign]] -= 1
            if depth[_CLOSERS[sign]] < 0:
                return True
    return False


def closed(text: str) -> bool:
    """Return whether a paragraph is complete: it ends with a stop, or with a closing mark and no open pair."""
    plain = text.rstrip(" \t\n\u3000*_")
    if not plain or plain.endswith(_STOPS) or _NO_STOPS.search(plain):
        return True
    return plain.endswith(_BRACKETS) and not open_pair(plain)


def starts_new(first: str, second: str) -> bool:
    """Return whether the second piece reads like a new paragraph rather than the rest of the first."""
    return second.startswith(OPENERS) or (second.startswith(("“", "「")) and not first.endswith(("，", ",", "、")))


def join_confidence(first: str, second: str, *, suspect: bool) -> float:
    """Return how sure it is that the second piece continues the first.

    A pair that is open at the break is the best sign. ``suspect``: another text of the page breaks off, so that columns
    may be mixed.
    """
    if open_pair(first):
        return _SURE
    doubtful = suspect or starts_new(first, second) or stray(second) or _WHO_SAYS.match(second)
    return _DOUBTFUL if doubtful else _LIKELY


def glue(first: str, second: str) -> str:
    """Join two pieces: nothing between CJK characters, a space between words, a line-end hyphen removed."""
    left, right = first.rstrip(" \t\u3000"), second.lstrip(" \t\u3000")
    if not left or not right:
        return left + right
    if left.endswith("-") and len(left) > 1 and left[-2].isalpha() and left[-2].isascii() and right[0].islower():
        return left[:-1] + right
    if re.match(f"[{HANGUL}]", left[-1]) or re.match(f"[{HANGUL}]", right[0]):
        return f"{left} {right}"
    between = "" if _CJK.match(left[-1]) or _CJK.match(right[0]) else " "
    return left + between + right


_ENDS = 10
"""So many characters of either side are kept in a join and in a note."""
_SURE_ENOUGH = 0.8
_PROSE, _CLAUSE = 12, 8
"""A text that breaks off has so many characters; fewer with a comma in it."""
_OPEN_END = regex(f"[{HAN}{KANA}，,、“‘「『《（(—]$")
"""A text that ends so breaks off; one that ends in a number or an address does not."""


def mend(drafts: Sequence[Draft]) -> None:
    """Join what belongs together in each story. The stories are in the order of the page."""
    for draft in drafts:
        draft.breaks_off = breaks_off(draft)
    for at, draft in enumerate(drafts):
        near = drafts[max(0, at - 1) : at + 2]
        _join(draft, suspect=any(other.breaks_off for other in near))
        _note_ends(draft)


def _prose(draft: Draft) -> bool:
    return draft.kind not in ("ad", "notice")


def breaks_off(draft: Draft) -> bool:
    """Return whether a story ends within a sentence and no jump line says where it continues."""
    last = draft.items[-1] if draft.items else None
    if (
        not _prose(draft)
        or draft.onward
        or not isinstance(last, ParagraphItem)
        or last.verse
        or len(last.text) < (_PROSE if not re.search("[,，]", last.text) else _CLAUSE)
    ):
        return False
    return not closed(last.text) and bool(_OPEN_END.search(last.text))


def _join(draft: Draft, *, suspect: bool) -> None:
    items: list[Item] = []
    tails: dict[int, str] = {}
    for item in draft.items if _prose(draft) else []:
        last = items[-1] if items else None
        if not isinstance(item, ParagraphItem) or item.verse:
            items.append(item)
        elif isinstance(last, ParagraphItem) and not item.apart and (goes_on(last) or says(last.text, item.text)):
            _record(draft, last, item, tails.get(id(last), ""), suspect=suspect)
            tails[id(last)] = item.text
            last.text = glue(last.text, item.text)
            last.last = item.line
        else:
            if isinstance(last, ParagraphItem) and (item.apart or stray(item.text)):
                _note(draft, "note.stray", item.line, item.text[: 2 * _ENDS], 0.5)
            items.append(item)
    if _prose(draft):
        draft.items = items
        _note_open_ends(draft)


_SAYS = regex(rf"と(?![きこりもくはう])[{HAN}]|(?:라)?고 ")
_WHO_SAYS = regex(rf"[{HAN}·]{{2,14}}(?:说|說|告诉|告訴|表示|介绍|介紹|笑道|回忆|回憶|感叹)")


def says(first: str, second: str) -> bool:
    """Return whether a piece continues the quotation above it: ``と笑う``, ``라고 말했다``, the speaker's name."""
    quoted = first.rstrip(" \t\n\u3000*_")
    if quoted.endswith(("」", "』", "”", '"')) and _SAYS.match(second):
        return True
    return bool(re.fullmatch(r"“[^“”]+”", quoted) and _WHO_SAYS.match(second))


_SHORT = 22
"""A block of no more characters is a line of its own: nothing is joined to it."""


def goes_on(item: ParagraphItem) -> bool:
    """Return whether a paragraph is open at its end and long enough to be running text.

    A short one is, too, if a pair is open, or if it has a comma or a dateline.
    """
    if item.verse or closed(item.text):
        return False
    short = _SHORT if not re.search(f"[{HANGUL}]", item.text) else _SHORT // 2
    known = len(item.text) > short or item.opened or item.last != item.line
    return known or bool(open_pair(item.text) or re.search("[,，、]", item.text))


def _record(draft: Draft, first: ParagraphItem, second: ParagraphItem, tail: str, *, suspect: bool) -> None:
    """Record both ends of a join; an unsure one gets a question. ``tail`` is the piece that was joined last."""
    sure = _DOUBTFUL if second.moved else join_confidence(first.text, second.text, suspect=suspect)
    ends, starts = (tail or first.text)[-_ENDS:], second.text[:_ENDS]
    draft.joins.append(
        Join(
            story=draft.id,
            first=draft.where(first.last),
            second=draft.where(second.line),
            ends=ends,
            starts=starts,
            open_pair=open_pair(first.text),
            confidence=sure,
        )
    )
    if sure < _SURE_ENOUGH:
        _note(draft, "note.join", first.last, f"{ends} + {starts}", sure)


def _note_ends(draft: Draft) -> None:
    last = draft.items[-1] if draft.items else None
    if draft.breaks_off and isinstance(last, ParagraphItem):
        _note(draft, "note.breaks-off", last.last, last.text[-2 * _ENDS :], 0.5)
    first = draft.items[0] if draft.items else None
    if (
        _prose(draft)
        and isinstance(first, ParagraphItem)
        and first.text.startswith(tuple("，。、；：！？）》”’」』,;!?)"))
    ):
        _note(draft, "note.stray", first.line, first.text[: 2 * _ENDS], 0.5)


_CUT = regex(f"[{HAN}{KANA}{HANGUL}A-Za-z，,、]$")


def _note_open_ends(draft: Draft) -> None:
    """Ask about running text that breaks off inside a story and that nothing was joined to."""
    for item, after in pairwise(draft.items):
        if not (isinstance(item, ParagraphItem) and isinstance(after, ParagraphItem)) or item.verse or after.apart:
            continue
        if len(item.text) >= _PIECE and not closed(item.text) and _CUT.search(item.text):
            _note(draft, "note.breaks-off", item.last, item.text[-2 * _ENDS :], 0.5)


_PIECE = 7
"""So many characters, or more, are no name."""


def _note(draft: Draft, key: str, line: int, text: str, confidence: float) -> None:
    chosen = {"note.join": "joined", "note.stray": "own-paragraph", "note.breaks-off": "ends-here"}[key]
    other = {"note.join": "two-paragraphs", "note.stray": "rest-of-another", "note.breaks-off": "goes-on-elsewhere"}[
        key
    ]
    draft.notes.append(
        OpenQuestion(
            key=key, at=draft.where(line), text=text, chosen=chosen, alternatives=(other,), confidence=confidence,
            damage=0, story=draft.id,
        )
    )  # fmt: skip
