# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of an edition in Kazakh in Arabic letters, by the keys of ``languages.words``.

They are those in Cyrillic letters, spelled by the rules of the Kazakh press in China (төте жазу): a letter for each
sound, and a hamza before a word whose vowels are soft, unless a letter of the word says so already.
"""

from __future__ import annotations

from collections.abc import Mapping

from epubgen.languages.edition_words import kk
from epubgen.startup import regex

__all__ = ["WORDS", "in_arabic_letters"]

_LETTERS = {
    "а": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "ж": "ج", "з": "ز", "и": "ي", "й": "ي",
    "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن", "ң": "ڭ", "о": "و", "п": "پ", "р": "ر", "с": "س", "т": "ت",
    "у": "ۋ", "ұ": "ۇ", "ф": "ف", "х": "ح", "һ": "ھ", "ц": "تس", "ч": "چ", "ш": "ش", "щ": "شش", "ы": "ى", "э": "ە",
    "ю": "يۋ", "я": "يا", "ё": "يو", "ә": "ا", "ө": "و", "ү": "ۇ", "і": "ى", "ь": "", "ъ": "",
    ",": "،", ";": "؛", "?": "؟",
}  # fmt: skip
_SOFT, _SAID = frozenset("әөүі"), frozenset("егкэ")
"""Soft vowels that are written as their hard twins; letters that stand in soft words alone."""
_WORD = regex(r"\{\w+\}|[\u0400-\u052f]+|[,;?]")


def in_arabic_letters(text: str) -> str:
    """Kazakh in Cyrillic letters as the Arabic letters spell it; values in braces and Latin letters stay."""
    return _WORD.sub(lambda found: found[0] if found[0][0] == "{" else _spelled(found[0].lower()), text)


def _spelled(word: str) -> str:
    hamza = "ء" if not _SOFT.isdisjoint(word) and _SAID.isdisjoint(word) else ""
    return hamza + "".join(map(_LETTERS.__getitem__, word))


WORDS: Mapping[str, str] = {
    **{key: in_arabic_letters(words) for key, words in kk.WORDS.items()},
    "total_number": "جالپى {number}-سان",
    "volume_issue": "{volume}-توم، {number}-سان",
}
