# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories that go on elsewhere: 下转 of one page finds 上接 of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epubgen.importers.printed_page.draft import Draft
from epubgen.importers.reading import Fact, Note

__all__ = ["link_jumps"]


def link_jumps(drafts: Sequence[Draft], pages: frozenset[str]) -> tuple[Fact, ...]:
    """Link the parts of each story; a part whose page is at hand but which finds no partner gets a note.

    A jump to a page that was not read is a fact, so that the words of the print are not lost.
    """
    facts: list[Fact] = []
    for draft in drafts:
        if draft.onward:
            partner = _partner(draft, drafts)
            if partner:
                draft.continues_on, partner.continued_from = partner.id, draft.id
    for draft in drafts:
        for jump, done in ((draft.onward, draft.continues_on), (draft.back, draft.continued_from)):
            if not jump or done:
                continue
            if jump.page in pages:
                draft.notes.append(
                    Note(
                        key="note.jump",
                        at=draft.at,
                        text=jump.printed,
                        chosen="not-linked",
                        confidence=0.5,
                        story=draft.id,
                    )
                )
            name = "continues_on" if jump.onward else "continued_from"
            facts.append(Fact(name=f"{draft.id}.{name}", value=jump.page, origin="fact.jump"))
    return tuple(facts)


def _partner(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The story on the page that 下转 names which comes from here: by its headline, else the only one there is."""
    if not draft.onward:
        return None
    there = [other for other in drafts if other.page == draft.onward.page and other is not draft]
    back = [other for other in there if other.back and other.back.page == draft.page and not other.continued_from]
    named = [other for other in back if _same(draft, other)]
    rivals = [
        other
        for other in drafts
        if other.page == draft.page and other.onward and other.onward.page == draft.onward.page
    ]
    if named:
        return named[0]
    return back[0] if len(back) == 1 and len(rivals) == 1 else None


def _same(first: Draft, second: Draft) -> bool:
    """Whether two headlines speak of one story: one begins as the other, or the jump line cites it."""
    left, right = _plain("".join(first.header.title)), _plain("".join(second.header.title))
    cited = _plain(second.back.title) if second.back else ""
    return left.startswith(right) or right.startswith(left) or bool(cited and cited in left)


def _plain(text: str) -> str:
    return re.sub(r"[\s　,，、·:：“”「」]", "", text)
