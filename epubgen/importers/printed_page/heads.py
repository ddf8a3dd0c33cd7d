# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header parts: which of the headings above a story is column, kicker, headline, deck; and its print lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.words import BRIEFS, COLUMN_ENDINGS, HAN, HANGUL, KANA
from epubgen.model import Publication

__all__ = ["Doubt", "Header", "HouseStyle", "is_deck", "print_lines", "read_header"]

_DECK = re.compile(r"^[\s　]*(?:——|--|――|──|—|―|⸺)[\s　]*(?=\S)")
_INLINE_DECK = re.compile(r"[\s　]+(?=(?:——|――|──|⸺))")
_OPEN, _CLOSE = "“‘《「『〈（(【", "”’》」』〉）)】"
_CJK = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’—…·,!?:;]")
_ENOUGH = 4
"""A print line beside a digit has at least so many characters; else the space is spacing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """What the publication has settled once for all its pages."""

    columns: frozenset[str] = frozenset()
    kickers: frozenset[str] = frozenset()
    lone: str = ""
    """How to read a lone heading above a headline: ``kicker``, ``column``; empty: by its words, and ask."""
    space: str = ""

    @classmethod
    def of(cls, publication: Publication | None) -> HouseStyle:
        """The settings of a publication; none without one."""
        if publication is None:
            return cls()
        names = frozenset(_plain(column.name) for column in publication.columns)
        kickers = publication.import_.get("kickers", "")
        return cls(
            columns=names,
            kickers=frozenset(_plain(one) for one in re.split(r"[|｜\n]", kickers) if one.strip()),
            lone=publication.import_.get("lone_heading", ""),
            space=publication.headline_space,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A reading of a header that a person should confirm."""

    key: str
    text: str
    chosen: str
    alternatives: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The parts of a header and the one doubt about it, if there is any."""

    title: tuple[str, ...]
    kicker: tuple[str, ...] = ()
    column: str = ""
    deck: tuple[str, ...] = ()
    opinion: bool = False
    """The column is one of comment."""
    doubt: Doubt | None = None


def is_deck(text: str) -> bool:
    """Whether a heading is a deck: it opens with a dash (rule 1)."""
    return bool(_DECK.match(text))


def read_header(headings: Sequence[PageBlock], house: HouseStyle) -> Header:
    """The parts of one run of headings."""
    texts = [line for piece in headings for line in _own_deck(piece.text)]
    decks = [_DECK.sub("", words(text)) for text in texts if is_deck(text)]
    others = [text for text in texts if not is_deck(text)]
    if not others:
        others, decks = [decks[0]], decks[1:]
    *above, headline = others
    title, divided = print_lines(headline, house)
    column, kicker, doubt = _above([words(text) for text in above], house)
    if not above and divided and not house.space:
        doubt = Doubt(
            key="note.headline-lines",
            text=words(headline),
            chosen="lines",
            alternatives=("kicker", "text"),
            confidence=0.7,
        )
    deck = tuple(line for text in decks for line in print_lines(text, house)[0])
    return Header(
        title=title,
        kicker=tuple(line for text in kicker for line in print_lines(text, house)[0]),
        column=column,
        deck=deck,
        opinion=column.endswith(COLUMN_ENDINGS),
        doubt=doubt,
    )


def _own_deck(text: str) -> list[str]:
    """A heading that carries its deck on the same line, in two."""
    return _INLINE_DECK.split(text, maxsplit=1) if not is_deck(text) else [text]


def _above(above: list[str], house: HouseStyle) -> tuple[str, tuple[str, ...], Doubt | None]:
    """Column and kickers among the headings above the headline (rule 3)."""
    known = [text for text in above if _plain(text) in house.columns]
    if known:
        return known[0], tuple(text for text in above if text != known[0]), None
    if above and all(_plain(text) in house.kickers for text in above):
        return "", tuple(above), None
    if len(above) > 1:
        text = " / ".join(above)
        doubt = Doubt(
            key="note.column-kicker",
            text=text,
            chosen=f"column: {above[0]}",
            alternatives=(f"kicker: {text}", f"column: {above[-1]}"),
            confidence=0.7,
        )
        return above[0], tuple(above[1:]), doubt
    return _lone(above[0], house) if above else ("", (), None)


def _lone(text: str, house: HouseStyle) -> tuple[str, tuple[str, ...], Doubt | None]:
    if house.lone == "column":
        return text, (), None
    if text.endswith(COLUMN_ENDINGS) or text in BRIEFS:
        return text, (), Doubt(key="note.column", text=text, chosen="column", alternatives=("kicker",), confidence=0.7)
    if house.lone == "kicker":
        return "", (text,), None
    alternatives = ("column", "headline")
    return "", (text,), Doubt(key="note.kicker", text=text, chosen="kicker", alternatives=alternatives, confidence=0.6)


def print_lines(text: str, house: HouseStyle) -> tuple[tuple[str, ...], bool]:
    """The print lines of a heading and whether a space divided them (rule 5)."""
    given = [words(line).strip(" \t　") for line in text.split("\n")]
    if house.space == "text":
        return tuple(line for line in given if line), False
    lines = [part for line in given if line for part in _at_spaces(line)]
    return tuple(lines), len(lines) > sum(bool(line) for line in given)


def _at_spaces(text: str) -> list[str]:
    """Parts between the spaces that stand outside quotation and title marks, between CJK characters."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"[{re.escape(_OPEN + _CLOSE)}]|[ \t　]+", text):
        sign = match[0]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and _divides(text, match.start(), match.end()):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for part in (*parts, text[start:]) if part]


def _divides(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if not left or not right or re.match(f"[{HANGUL}]", left + right):
        return False
    sides = (bool(_CJK.match(left)), bool(_CJK.match(right)))
    if all(sides):
        return not (left.isascii() and right.isascii())
    numeric = any(side.isdigit() and side.isascii() for side in (left, right))
    return any(sides) and numeric and start >= _ENOUGH and len(text) - end >= _ENOUGH


def _plain(text: str) -> str:
    return re.sub(r"[\s　·|｜《》【】]", "", text)
