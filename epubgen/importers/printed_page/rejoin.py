# SPDX-License-Identifier: AGPL-3.0-or-later
"""Torn paragraphs of a page's stories made whole, with a note wherever columns may be mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epubgen.importers.printed_page.draft import Draft, Item, Para
from epubgen.importers.printed_page.joins import closed, glue, join_confidence, open_pair, stray
from epubgen.importers.printed_page.words import HAN, KANA
from epubgen.importers.reading import Join, Note

__all__ = ["mend"]

_ENDS = 10
"""So many characters of either side are kept in a join and in a note."""
_SURE_ENOUGH = 0.8
_PROSE = 12
_OPEN_END = re.compile(f"[{HAN}{KANA}，,、“‘「『《（(—]$")
"""A text that ends so breaks off; one that ends in a number or an address does not."""


def mend(drafts: Sequence[Draft]) -> None:
    """Join what belongs together in each story; the order of the stories is that of the page."""
    for draft in drafts:
        draft.breaks_off = _breaks_off(draft)
    for at, draft in enumerate(drafts):
        near = drafts[max(0, at - 1) : at + 2]
        _join(draft, suspect=any(other.breaks_off for other in near))
        _note_ends(draft)


def _prose(draft: Draft) -> bool:
    return draft.kind not in ("ad", "notice")


def _breaks_off(draft: Draft) -> bool:
    last = draft.items[-1] if draft.items else None
    if not _prose(draft) or draft.onward or not isinstance(last, Para) or last.verse or len(last.text) < _PROSE:
        return False
    return not closed(last.text) and bool(_OPEN_END.search(last.text))


def _join(draft: Draft, *, suspect: bool) -> None:
    items: list[Item] = []
    tails: dict[int, str] = {}
    for item in draft.items if _prose(draft) else []:
        last = items[-1] if items else None
        if not isinstance(item, Para) or item.verse:
            items.append(item)
        elif isinstance(last, Para) and not last.verse and not item.apart and not closed(last.text):
            _record(draft, last, item, tails.get(id(last), ""), suspect=suspect)
            tails[id(last)] = item.text
            last.text = glue(last.text, item.text)
            last.last = item.line
        else:
            if isinstance(last, Para) and (item.apart or stray(item.text)):
                _note(draft, "note.stray", item.line, item.text[: 2 * _ENDS], 0.5)
            items.append(item)
    if _prose(draft):
        draft.items = items


def _record(draft: Draft, first: Para, second: Para, tail: str, *, suspect: bool) -> None:
    """Keep both ends of a join; an unsure one gets a note. ``tail`` is the piece that was joined last."""
    sure = join_confidence(first.text, second.text, suspect=suspect)
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
    if draft.breaks_off and isinstance(last, Para):
        _note(draft, "note.breaks-off", last.last, last.text[-2 * _ENDS :], 0.5)
    first = draft.items[0] if draft.items else None
    if _prose(draft) and isinstance(first, Para) and first.text.startswith(tuple("，。、；：！？）》”’」』,;!?)")):
        _note(draft, "note.stray", first.line, first.text[: 2 * _ENDS], 0.5)


def _note(draft: Draft, key: str, line: int, text: str, confidence: float) -> None:
    chosen = {"note.join": "joined", "note.stray": "own-paragraph", "note.breaks-off": "ends-here"}[key]
    other = {"note.join": "two-paragraphs", "note.stray": "rest-of-another", "note.breaks-off": "goes-on-elsewhere"}[
        key
    ]
    draft.notes.append(
        Note(
            key=key, at=draft.where(line), text=text, chosen=chosen, alternatives=(other,), confidence=confidence,
            damage=0, story=draft.id,
        )
    )  # fmt: skip
