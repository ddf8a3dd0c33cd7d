# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads headers: which of the headings above a story is column, kicker, headline and deck.

And the print lines of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.header_scores import (
    HeaderPart,
    Hypothesis,
    hypotheses,
    reads_on,
    says_what_happened,
)
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.words import COLUMN_ENDINGS, HAN, HANGUL, KANA, RUBRICS
from epubgen.languages.characters import width
from epubgen.model import Publication
from epubgen.startup import dataclass, regex

__all__ = [
    "NO_MANNER",
    "Doubt",
    "Header",
    "HouseStyle",
    "PageManner",
    "header_parts",
    "headline_of",
    "is_deck",
    "manner_of",
    "print_lines",
    "read_header",
]

_DECK = regex(r"^[\s　]*(?:——|--|――|──|—|―|⸺)[\s　]*(?=\S)")
_INLINE_DECK = regex(r"[\s　]+(?=(?:——|――|──|⸺))")
_OPEN, _CLOSE = "“‘《「『〈（(【", "”’》」』〉）)】"
_CJK = regex(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’—…·,!?:;]")
_ENOUGH = 4
"""A print line beside a digit has at least so many characters; else the space is spacing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """The settings of the publication for all its pages."""

    columns: frozenset[str] = frozenset()
    kickers: frozenset[str] = frozenset()
    lone: str = ""
    """How to read a lone heading above a headline: ``kicker``, ``column``; empty: by its words, and ask."""
    space: str = ""

    @classmethod
    def of(cls, publication: Publication | None) -> HouseStyle:
        """Return the settings of a publication; defaults without one."""
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
    """The parts of a header and the doubt about it, if there is one."""

    title: tuple[str, ...]
    kicker: tuple[str, ...] = ()
    column: str = ""
    deck: tuple[str, ...] = ()
    opinion: bool = False
    """The column is one of comment."""
    doubt: Doubt | None = None


def is_deck(text: str) -> bool:
    """Return whether a heading is a deck: it begins with a dash (rule 1)."""
    return bool(_DECK.match(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageManner:
    """What the headers of a page have in common."""

    level: int = 0
    """The level of the headlines that stand alone and surely open a story; 0 where they have several."""
    habit: str = ""
    """``deck`` or ``kicker``: what most headers of several parts have beside the headline."""


NO_MANNER = PageManner()


def read_header(headings: Sequence[PageBlock], house: HouseStyle, manner: PageManner = NO_MANNER) -> Header:
    """Return the parts of one run of headings by the division with the best score. A close second becomes a doubt.

    ``manner``: what the other headers of the page have in common.
    """
    parts = header_parts(headings, house, manner)
    over, parts = parts[:-_MOST], parts[-_MOST:]
    ranked = hypotheses(parts)
    best = ranked[0]
    named = list(zip(parts, best.roles(), strict=True))
    texts = {
        role: [part.text for part, own in named if own == role] for role in ("column", "kicker", "headline", "deck")
    }
    texts["kicker"] = [*(part.text for part in over), *texts["kicker"]]
    divided = [print_lines(text, house) for text in texts["headline"]]
    column = "".join(texts["column"])
    header = Header(
        title=tuple(line for lines, _ in divided for line in lines),
        kicker=tuple(line for text in texts["kicker"] for line in print_lines(text, house)[0]),
        column=column,
        deck=tuple(line for text in texts["deck"] for line in print_lines(text, house)[0]),
        opinion=column.endswith(COLUMN_ENDINGS) or column in RUBRICS,
    )
    return replace(header, doubt=_doubt(parts, ranked, house, divided=any(one for _, one in divided)))


_MOST = 8
"""Headings above more than so many are kickers: no header has them."""
_MARGIN, _ALWAYS = 2.0, 9.0
"""A reading that scores so much better than the next is not asked about, nor is one without a heading above."""


def header_parts(headings: Sequence[PageBlock], house: HouseStyle, manner: PageManner = NO_MANNER) -> list[HeaderPart]:
    """Return the headings of a run as score features, with the settings of the publication."""
    made = [part for block in headings for part in _parts(block, house)]
    return _settle([replace(part, page_level=manner.level, habit=manner.habit) for part in made], house)


def headline_of(headings: Sequence[PageBlock], manner: PageManner = NO_MANNER) -> PageBlock:
    """Return the heading that is the headline, or its first line."""
    if len(headings) == 1:
        return headings[0]
    blocks = headings[-_MOST:]
    parts = [
        replace(_part(block.text, block, HouseStyle()), page_level=manner.level, habit=manner.habit) for block in blocks
    ]
    if all(part.dash for part in parts):
        return headings[0]
    return blocks[hypotheses(parts)[0].roles().index("headline")]


def manner_of(runs: Iterable[Sequence[PageBlock]], level: int) -> PageManner:
    """Return whether headers of several parts on a page have decks or kickers, if one is clearly more usual."""
    counts = {"deck": 0, "kicker": 0}
    for headings in runs:
        ranked = hypotheses(header_parts(headings[-_MOST:], HouseStyle(), PageManner(level=level)))
        best = ranked[0]
        if len(ranked) > 1 and best.score - ranked[1].score >= _CLEAR:
            counts["deck"] += bool(best.decks)
            counts["kicker"] += bool(best.kickers or best.column)
    more = max(counts, key=counts.__getitem__)
    return PageManner(level=level, habit=more if counts[more] > min(counts.values()) else "")


_CLEAR = 0.5


def _parts(block: PageBlock, house: HouseStyle) -> list[HeaderPart]:
    """Return a heading as parts of a header. A heading with its deck on the same line gives two."""
    texts = _INLINE_DECK.split(block.text, maxsplit=1) if not is_deck(block.text) else [block.text]
    return [_part(text, block, house) for text in texts if text.strip()]


def _part(text: str, block: PageBlock, house: HouseStyle) -> HeaderPart:
    dash = is_deck(text)
    plain = _plain(words(text))
    known = (
        "column"
        if plain in house.columns or words(text).strip() in RUBRICS
        else "kicker"
        if plain in house.kickers
        else ""
    )
    return HeaderPart(
        text=_DECK.sub("", text) if dash else text,
        level=block.level,
        plain=block.role in ("kicker", "deck"),
        dash=dash,
        known=known or (block.role if block.role in ("kicker", "headline", "deck") else ""),
    )


def _doubt(
    parts: Sequence[HeaderPart], ranked: Sequence[Hypothesis], house: HouseStyle, *, divided: bool
) -> Doubt | None:
    """Return the one doubt about a header, with the next best divisions."""
    best = ranked[0]
    alone = best.lines == 1 and len(parts) == 1 + sum(part.dash for part in parts)
    if alone:
        return _lines_doubt(parts[0].text) if divided and not house.space and _may_be_kicker(parts[0].text) else None
    above = parts[: best.column + best.kickers]
    asked = any(not (part.known or part.plain or (best.kickers and reads_on(part.text))) for part in above)
    margin = _ALWAYS if asked else _MARGIN
    others = [one for one in ranked[1:] if best.score - one.score < margin]
    if not others:
        return None
    key, text, chosen = _asked(parts, best, others[0])
    alternatives = tuple(dict.fromkeys(_told(parts, best, one, text) for one in others))[:_OFFERED]
    confidence = 0.6 if key == "note.kicker" else 0.7
    return Doubt(key=key, text=text, chosen=chosen, alternatives=alternatives, confidence=confidence)


_OFFERED = 4
"""Other readings that a question names."""


def _may_be_kicker(text: str) -> bool:
    """Return whether the part before the first space may be a kicker: no sentence, and no line of a couplet."""
    lines = print_lines(text, HouseStyle())[0]
    return not says_what_happened(lines[0]) and len({width(line) for line in lines}) > 1


def _lines_doubt(text: str) -> Doubt:
    return Doubt(
        key="note.headline-lines",
        text=words(text),
        chosen="lines",
        alternatives=("kicker", "text"),
        confidence=0.7,
    )


def _asked(parts: Sequence[HeaderPart], best: Hypothesis, other: Hypothesis) -> tuple[str, str, str]:
    """Return key, passage and answer of the question: the first part that the next best reading reads differently."""
    mine = list(zip(best.roles(), parts, strict=True))
    role = next(role for (role, _), own in zip(mine, other.roles(), strict=True) if role != own)
    if role == "headline":
        role = next((own for own, _ in mine if own == "deck"), role)
    texts = " / ".join(words(part.text) for own, part in mine if own == role)
    if role == "column" and best.kickers:
        above = [words(part.text) for part in parts[: 1 + best.kickers]]
        return "note.column-kicker", " / ".join(above), f"column: {above[0]}"
    keys = {"column": "note.column", "kicker": "note.kicker", "deck": "note.deck", "headline": "note.title-lines"}
    return keys[role], texts, "lines" if role == "headline" else role


def _told(parts: Sequence[HeaderPart], best: Hypothesis, other: Hypothesis, asked: str) -> str:
    """Return how another reading differs: only the role for the passage in question, otherwise role and words."""
    changed = [
        (own, words(part.text))
        for part, role, own in zip(parts, best.roles(), other.roles(), strict=True)
        if role != own
    ]
    return "; ".join(role if text == asked else f"{role}: {text}" for role, text in changed)


def _settle(parts: list[HeaderPart], house: HouseStyle) -> list[HeaderPart]:
    """Return the parts with the settings of the publication: a known column is first.

    The reading of a heading above.
    """
    if all(part.dash for part in parts):
        parts[0] = replace(parts[0], dash=False)
    known = [part for part in parts if part.known == "column"][:1]
    parts = [
        *known,
        *(replace(part, known="") if part.known == "column" else part for part in parts if part not in known),
    ]
    heads = [part for part in parts if not part.dash]
    lone = len(heads) == 2 and not heads[0].known and not heads[1].known  # noqa: PLR2004 - one above the headline
    settled = house.lone == "column" or (house.lone == "kicker" and not heads[0].text.endswith(COLUMN_ENDINGS))
    if lone and settled:
        parts[parts.index(heads[0])] = replace(heads[0], known=house.lone)
    return parts


def print_lines(text: str, house: HouseStyle) -> tuple[tuple[str, ...], bool]:
    """Return the print lines of a heading, and whether a space separated them (rule 5)."""
    given = [words(line).strip(" \t　") for line in text.split("\n")]
    if house.space == "text" or re.search(f"[{HANGUL}]", text):  # Korean puts spaces between words
        return tuple(line for line in given if line), False
    lines = [part for line in given if line for part in _at_spaces(line)]
    return tuple(lines), len(lines) > sum(bool(line) for line in given)


def _at_spaces(text: str) -> list[str]:
    """Return the parts between spaces that stand between CJK characters, outside quotation and title marks."""
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
