# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules T: punctuation marks and characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from epubgen.errors import Finding, Location, finding
from epubgen.linting.context import Desk
from epubgen.linting.pairs import Lost, unpaired
from epubgen.linting.passages import passages
from epubgen.model.strings import strings
from epubgen.typesetting import punctuation
from epubgen.typesetting.private_use import LEFTOVERS

_ASIAN = ("zh", "ja")
"""Languages that set full-width marks; Korean sets half-width ones."""
_WIDTH = ("colon", "comma", "exclamation", "parentheses", "question", "semicolon")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\x00-\x08\x0b-\x1f\x7f-\x9f]")


def width_fits(desk: Desk) -> Iterator[Finding]:
    """T01: half-width marks after Han; counted by story, unless the build sets them right anyway."""
    setting = desk.options.punctuation or desk.issue.publication.punctuation
    if setting == "normalise":
        return
    for story in desk.told:
        if desk.language(story) not in _ASIAN:
            continue
        found = [(p, n) for p in passages(desk.only(story)) if (n := _half_width(p.text))]
        if found:
            first = found[0][0]
            yield first.about("T01", n=sum(n for _, n in found), text=_around(first.text))


def pairs_close(desk: Desk) -> Iterator[Finding]:
    """T02: quotes and brackets come in pairs."""
    for passage, lost in unpaired(passages(desk)):
        row = "T02.open" if lost.opening else "T02.close"
        yield passage.about(row, mark=lost.mark, partner=lost.partner, text=_near(passage.text, lost))


def characters_are_readable(desk: Desk) -> Iterator[Finding]:
    """T03: replacement, control and private-use characters: text that was lost on its way here."""
    gone = {story.id for story in desk.issue.articles} - {story.id for story in desk.stories}
    for text, at, path in strings(desk.issue, gone):
        if found := _UNREADABLE.findall(text):
            yield _unreadable(text, found, at, path)


def _unreadable(text: str, found: list[str], at: Location | None, path: str) -> Finding:
    first, right = found[0], ""
    row = "T03.lost" if first == "\ufffd" else "T03" if unicodedata.category(first) == "Co" else "T03.control"
    if ord(first) in LEFTOVERS:
        row, right = "T03.gb18030", LEFTOVERS[ord(first)]
    char = f"U+{ord(first):04X}"
    return finding(row, at, path, n=len(found), char=char, text=_beside(text, first), right=right)


def _half_width(text: str) -> int:
    return sum(count for name, count in punctuation.normalise(text)[1] if name in _WIDTH)


def _around(text: str) -> str:
    """The first mark that would turn, with the words before it."""
    new = punctuation.normalise(text)[0]
    at = next((i for i, (old, now) in enumerate(zip(text, new, strict=False)) if old != now), 0)
    return text[max(0, at - 8) : at + 1].strip()


def _near(text: str, lost: Lost) -> str:
    return text[max(0, lost.at - 6) : lost.at + 7].replace("\n", " ").strip()


def _beside(text: str, char: str) -> str:
    at = text.index(char)
    return f"{text[max(0, at - 6) : at]}▯{text[at + 1 : at + 7]}".replace("\n", " ")
