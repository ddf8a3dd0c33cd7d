# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text cut into sentences, for the marks that a Kobo hangs on them; nothing is lost, joined they are the text again."""

from __future__ import annotations

import re

__all__ = ["sentences"]

_CLOSERS = "[\"'”’」』）】》〉〕］｝)\\]}]*"
_END = re.compile(rf"(?:[。！？｡]+[…⋯]*|[…⋯]{{2,}}){_CLOSERS}\s*|[.!?…]+{_CLOSERS}\s+")
_FULL = "。！？｡"
_BEFORE = re.compile(r"[\w.]+\Z")
_LONGEST = 12
"""Characters before a full stop in which an abbreviation is looked for."""
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "mt", "no", "nos", "vol", "vols", "pp", "fig", "figs", "vs", "etc",
    "e.g", "i.e", "cf", "a.m", "p.m", "u.s", "u.k", "approx", "dept", "est", "inc", "ltd", "co", "corp", "jr",
    "sr", "gen", "col", "capt", "lt", "sgt", "cpl", "maj", "rev", "hon", "sen", "rep", "gov", "pres", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "al", "ed", "eds", "bros",
})  # fmt: skip
"""Words whose full stop ends no sentence; ``No. 12`` and ``Mr. Fell`` stay whole."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its closing quotes and the space behind it.

    A full stop ends one only before a space, and not after an abbreviation, a single letter, or before a small letter.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if end.end() < len(text) and not _is_inside(text, end):
            found.append(text[start : end.end()])
            start = end.end()
    return [*found, text[start:]] if text[start:] else found


def _is_inside(text: str, end: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence stands within one."""
    mark = end.group().rstrip()
    if mark[0] in _FULL:
        return False
    if text[end.end()].islower():
        return True
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    word = _BEFORE.search(text[max(0, end.start() - _LONGEST) : end.start()])
    name = word[0].lower() if word else ""
    return name in _ABBREVIATIONS or (len(name) == 1 and name.isalpha())
