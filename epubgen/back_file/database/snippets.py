# SPDX-License-Identifier: AGPL-3.0-or-later
"""Snippets: the words around the terms of a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from epubgen.back_file.database.tokens import Term, folded, pattern_of, without_accents
from epubgen.languages.characters import width
from epubgen.startup import dataclass, regex

__all__ = ["SnippetPart", "snippet"]

_BEFORE, _LONGEST = 36, 160
"""Room before the first hit, and in all; a Han character takes two."""
_MOST_HITS = 200
_CLAUSE_END = regex(r"[。！？；\n]|[.!?;]\s")
_CUT = "…"
_Span = tuple[int, int, int]
"""First and last place in the text, and which term it is."""


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A piece of a snippet."""

    text: str
    is_hit: bool = False
    """Whether it is what was looked for."""


def snippet(text: str, terms: Sequence[Term]) -> tuple[SnippetPart, ...]:
    """Return the stretch of a text with most of the terms, in pieces; its beginning if it has none."""
    spans = sorted(_spans(text, [term for term in terms if term.role != "without"]))
    first = _best_start(text, spans)
    last = _end(text, first)
    shown = [(max(begin, first), min(end, last)) for begin, end, _ in spans if begin < last and end > first]
    parts = [SnippetPart(_CUT)] if first else []
    place = first
    for begin, end in _merged(shown):
        parts += [SnippetPart(_line(text[place:begin])), SnippetPart(_line(text[begin:end]), is_hit=True)]
        place = end
    parts.append(SnippetPart(_line(text[place:last]) + (_CUT if last < len(text) else "")))
    return tuple(part for part in parts if part.text)


def _spans(text: str, terms: Iterable[Term]) -> Iterator[_Span]:
    plain = without_accents(folded(text))
    places = range(len(text)) if len(plain) == len(text) else None
    if places is None:
        plain, mapped = _mapped(text)
    for number, term in enumerate(terms):
        for found in islice(pattern_of(term).finditer(plain), _MOST_HITS):
            if places is not None:
                yield found.start(), found.end(), number
            elif found.end() > found.start():
                yield mapped[found.start()], mapped[found.end() - 1] + 1, number


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and the place in the text of each of its characters."""
    pieces = [_folded_character(char) for char in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


@cache
def _folded_character(char: str) -> str:
    return without_accents(folded(char))


def _best_start(text: str, spans: Sequence[_Span]) -> int:
    """Return where to begin so that most terms are visible: at the beginning of a clause if one is near."""
    best, most = 0, 0
    for place, (begin, _, _) in enumerate(spans):
        near = {number for start, _, number in spans[place : place + 30] if start - begin < _LONGEST // 2}
        if len(near) > most:
            best, most = begin, len(near)
    start = best
    while start > 0 and width(text[start - 1 : best]) <= _BEFORE:
        start -= 1
    clause = [found.end() for found in _CLAUSE_END.finditer(text, max(0, start - 1), best)]
    return clause[0] if clause and start else start


def _end(text: str, first: int) -> int:
    last, room = first, _LONGEST
    while last < len(text) and room > 0:
        room -= width(text[last])
        last += 1
    return last


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the spans with overlapping ones merged."""
    open_: tuple[int, int] | None = None
    for begin, end in spans:
        if open_ and begin <= open_[1]:
            open_ = (open_[0], max(open_[1], end))
            continue
        if open_:
            yield open_
        open_ = (begin, end)
    if open_:
        yield open_


def _line(text: str) -> str:
    return text.replace("\n", " ")
