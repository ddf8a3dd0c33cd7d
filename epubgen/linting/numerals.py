# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule T04: the change log of ``numerals: hanzi``, the one setting that writes what nobody typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.linting.context import Desk
from epubgen.linting.passages import passages
from epubgen.model import Text
from epubgen.typesetting import make

__all__ = ["numbers_are_rewritten"]


def numbers_are_rewritten(desk: Desk) -> Iterator[Finding]:
    """T04: each story whose numbers will be written in Han characters, with all of them."""
    paper = desk.issue.publication
    mode = desk.options.writing_mode or paper.writing_mode
    if paper.typography.numerals != "hanzi" or mode != "vertical-rl":
        return
    for story in desk.told:
        setter = make(story.lang or paper.language, mode, paper.typography)
        seen = [p for p in passages(desk.only(story)) if not p.path.endswith("alt")]
        changes = Counter(change for passage in seen for change in setter.numerals((Text(passage.text),)))
        if changes:
            log = ", ".join(_said(old, new, count) for (old, new), count in changes.items())
            yield desk.about("T04", story, "body", n=changes.total(), changes=log)


def _said(old: str, new: str, count: int) -> str:
    return f"{old} → {new}" + (f" (×{count})" if count > 1 else "")
