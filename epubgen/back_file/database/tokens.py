# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts text to tokens of the index, and typed queries to queries of the index.

Text in scripts without spaces is cut into overlapping pairs (汐州港 → 汐州 州港), so that any word of two or more
characters is found as a phrase without a dictionary. Single characters have an index of their own. Other text is cut
into words. Both sides ignore width, case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from epubgen.startup import dataclass, regex

__all__ = [
    "TOKENS_VERSION",
    "Term",
    "folded",
    "mark",
    "match_words",
    "parse_query",
    "pattern_of",
    "tokens_and_characters",
    "tokens_of",
    "without_accents",
]

TOKENS_VERSION = 1
"""Rises whenever the same text gives other tokens: then the index is made again."""
_PAIRED = (
    "\u3005-\u3007\u3021-\u3029\u3040-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\ue000-\uf8ff\u0e00-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17ff"
    "\U00020000-\U0003ffff\U000f0000-\U000ffffd\U00100000-\U0010fffc"
)
"""Han, kana, Hangul, private characters of rare names; Thai, Lao, Tibetan, Myanmar, Khmer."""
_WORD_SIGN = rf"[^\W_{_PAIRED}]"
_RUN = regex(f"([{_PAIRED}]+)|({_WORD_SIGN}+)")
_PAIRED_ONE = regex(f"[{_PAIRED}]")
_SPACED_NAME = regex(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
"""A name of two characters, set apart: 江　予."""
_UNSEEN = regex("[\u00ad\u200b\u200d\ufe00-\ufe0f\ufeff]|[\U000e0100-\U000e01ef]")
"""Selectors of variants, soft hyphens, joiners."""
_ACCENTS = regex("[\u0300-\u036f]")
_MARK = "\U0010fffd"
"""Begins the tokens of filters; no text holds it, for it is no character."""
_ASKED = regex(r'\s*(-)?(?:"([^"]*)"?|“([^”]*)”?|「([^」]*)」?|([^\s"“「]+))')
_MOST_TERMS = 40
_LONGEST = 400
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a query."""

    text: str
    """Folded."""
    role: Literal["with", "without", "or"] = "with"
    """``or``: instead of the term before it."""
    prefix: bool = False
    """Whether words that begin so count, too."""


def folded(text: str) -> str:
    """Return text in the form in which it is compared: width, case and composition of characters make no difference.

    The letters i of Turkish are equal: ``istanbul`` finds ``İstanbul``, ``ISTANBUL`` and ``ıstanbul``.
    """
    plain = text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    lower = plain.replace(_MARK, "").casefold()
    return lower if lower.isascii() else lower.replace("i\u0307", "i").replace("ı", "i")


def tokens_of(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    return tokens_and_characters(text)[0]


def tokens_and_characters(text: str) -> tuple[list[str], set[str]]:
    """Return the tokens of a text in order, and the characters of the index of single characters."""
    made: list[str] = []
    characters: set[str] = set()
    plain = _SPACED_NAME.sub(r"\1\2", folded(text))
    for run, word in _RUN.findall(plain):
        characters.update(run)
        if not run:
            made.append(without_accents(word))
        elif len(run) == 1:
            made.append(run)
        else:
            made += map("".join, pairwise(run))
    return made, characters


def mark(kind: Literal["title", "section", "column", "person"], number: int) -> str:
    """Return the token that finds all stories of a title, a section, a column or a person."""
    return f"{_MARK}{kind[0]}{number}"


def parse_query(text: str) -> tuple[Term, ...]:
    """Return the terms of a query: words and "phrases", ``-without``, ``OR``, ``begin*``."""
    terms: list[Term] = []
    either = False
    for minus, *quoted, word in _ASKED.findall(text[:_LONGEST]):
        if word in ("OR", "|") and not minus:
            either = True
            continue
        said = folded(next(filter(None, quoted), word))
        if _RUN.search(said) and len(terms) < _MOST_TERMS:
            role: Literal["with", "without", "or"] = "without" if minus else "or" if either and terms else "with"
            terms.append(Term(said, role, prefix=word.endswith("*") and not any(quoted)))
        either = False
    return tuple(terms)


def match_words(term: Term) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return a term as an expression of the index of words, and as characters for their own index.

    Each character is given in all its spellings. One of the two may be empty: 海 gives only a character, 海风 only an
    expression.
    """
    options = [_phrase(text, prefix=term.prefix) for text in _variants(term.text)]
    words = [phrase for phrase, _ in options if phrase]
    lone = zip(*(chars for _, chars in options if len(chars) == len(options[0][1])), strict=True)
    characters = tuple(tuple(dict.fromkeys(spellings)) for spellings in lone)
    return (f"({' OR '.join(words)})" if len(words) > 1 else "".join(words)), characters


def _phrase(text: str, *, prefix: bool) -> tuple[str, tuple[str, ...]]:
    tokens = tokens_of(text)
    lone: list[str] = []
    while tokens and _is_lone(tokens[0]):  # in the text it is the second half of a pair, or stands alone
        lone.append(tokens.pop(0))
    if not tokens:
        return "", tuple(lone)
    begins = prefix or _is_lone(tokens[-1])  # in the text a pair may begin with it
    return f'"{" ".join(tokens)}"{"*" if begins and not _is_pair(tokens[-1]) else ""}', tuple(lone)


def _is_lone(token: str) -> bool:
    return len(token) == 1 and _PAIRED_ONE.match(token) is not None


def _is_pair(token: str) -> bool:
    return len(token) > 1 and _PAIRED_ONE.match(token) is not None


def without_accents(word: str) -> str:
    """Return a word with plain letters: café → cafe."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def _variants(text: str) -> tuple[str, ...]:
    """Return the text in simplified and in traditional characters; only the text itself without OpenCC."""
    converters = () if text.isascii() else _converters()
    return tuple(dict.fromkeys((text, *(converter.convert(text) for converter in converters))))


def pattern_of(term: Term) -> re.Pattern[str]:
    """Return a pattern that finds a term, in each spelling, in folded text without accents."""
    return re.compile("|".join(_literal(text, prefix=term.prefix) for text in _variants(term.text)))


def _literal(text: str, *, prefix: bool) -> str:
    runs = [(run or without_accents(word), bool(run)) for run, word in _RUN.findall(text)]
    parts = [re.escape(run) for run, _ in runs]
    head = "" if runs[0][1] else f"(?<!{_WORD_SIGN})"
    tail = "" if runs[-1][1] or prefix else f"(?!{_WORD_SIGN})"
    return head + r"[\W_]{0,4}".join(parts) + tail


@cache
def _converters() -> Sequence[Any]:
    """Return the converters of OpenCC if the extra ``opencc`` is installed.

    Both ways, with spellings of Taiwan and Hong Kong.
    """
    try:
        import opencc  # noqa: PLC0415 - an extra
    except ImportError:
        return ()
    return [opencc.OpenCC(way) for way in ("t2s", "s2t", "s2tw", "s2hk")]
