# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invisible and look-alike characters: which are removed, which stay, which are refused; and how names are compared.

Persian, Uyghur, Thai, the scripts of India and emoji need their joiners and variation selectors; Han text needs none of
the invisible characters. A no-break space stays where a typographer sets one: beside a digit, before French marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from epubgen.errors import Finding, Location, finding
from epubgen.startup import regex

__all__ = [
    "BIDI",
    "INVISIBLE",
    "LOOKALIKES",
    "broken",
    "comparable",
    "composed",
    "foreign_text",
    "invisible_in_han",
    "is_visible",
    "letters_of",
    "lookalikes",
    "may_hold_lookalikes",
    "refused_marks",
    "spaced",
    "unified",
    "visible_text",
    "width",
    "without_marks",
]

_EAST = (
    r"\u1100-\u11ff\u2e80-\u303f\u3041-\u30ff\u3105-\u318f\u31a0-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
_INVISIBLE = "\u00ad\u180e\u200b-\u200d\u2060\ufeff"
INVISIBLE = regex(f"[{_INVISIBLE}]")
"""A zero-width character, a soft hyphen or a byte-order mark; its neighbours decide whether it is needed."""
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LETTER = regex(rf".[{_SELECTORS}\u0300-\u036f\u3099\u309a]*", re.DOTALL)
_BETWEEN = regex(
    rf"(?<=[{_EAST}{_SELECTORS}“”‘’—…·])[{_INVISIBLE}]+(?=[{_EAST}“”‘’—…·\d\s]|$)"
    rf"|(?:(?<=[\d\s])|(?<![\s\S]))[{_INVISIBLE}]+(?=[{_EAST}“”‘’—…])|\ufeff+"
)
"""Invisible characters that no script needs: beside Han characters and kana, and every byte-order mark."""

BIDI = {
    "\u202a": "LEFT-TO-RIGHT EMBEDDING",
    "\u202b": "RIGHT-TO-LEFT EMBEDDING",
    "\u202c": "POP DIRECTIONAL FORMATTING",
    "\u202d": "LEFT-TO-RIGHT OVERRIDE",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
}
"""Characters that change the direction of text far beyond the words for which they were meant. Isolates are allowed."""
_BIDI = regex("[\u202a-\u202e]")

_SUPPLEMENT = {
    0x2E81: "厂", 0x2E85: "亻", 0x2E8C: "小", 0x2E92: "巳", 0x2E93: "幺", 0x2E97: "心", 0x2E98: "扌", 0x2E9F: "母",
    0x2EA0: "民", 0x2EA1: "氵", 0x2EA3: "灬", 0x2EA6: "丬", 0x2EA9: "王", 0x2EAB: "目", 0x2EAC: "示", 0x2EAD: "礻",
    0x2EAF: "糸", 0x2EB0: "纟", 0x2EBE: "艹", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC8: "讠",
    0x2EC9: "贝", 0x2ECB: "车", 0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风",
    0x2EDC: "飞", 0x2EDD: "食", 0x2EE0: "饣", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟",
    0x2EE8: "麦", 0x2EE9: "黄", 0x2EEA: "黾", 0x2EEB: "斉", 0x2EEC: "齐", 0x2EED: "歯", 0x2EEE: "齿", 0x2EEF: "竜",
    0x2EF0: "龙", 0x2EF2: "亀", 0x2EF3: "龟",
}  # fmt: skip
_RADICALS = _SUPPLEMENT | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""Radicals that PDF files have in place of a character → that character (Unicode: EquivalentUnifiedIdeograph)."""
_DECOMPOSED = regex(
    "[^\u0300-\u036f\u3099\u309a\uf900-\ufaff][\u0300-\u036f\u3099\u309a]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
LOOKALIKES = regex(rf"[{''.join(map(chr, _RADICALS))}]|[\u3041-\u30ff][\u3099\u309a]|[\u1100-\u1112][\u1161-\u1175]")
"""Text that only looks like a character: a radical, or a kana or Hangul syllable in several parts."""
_IN_LOOKALIKES = regex("[\u2e81-\u2fd5\u3099\u309a\u1161-\u1175]")
"""A character that every match of ``LOOKALIKES`` has. Few texts have one, and a set is searched ten times as fast."""

_SPACES = regex("(?<=(\\S))[\u00a0\u202f](?=(\\S))")
_BEFORE_MARK = frozenset(":;!?»›%‰‱°′″€$£¥₩₽&–—―…§+=×÷/\u2013")
_AFTER_MARK = frozenset("«‹§№#&–—―(+=×÷/¿¡€$£¥¶")
_TIED = frozenset(
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sr", "Sra", "Fr", "Mme", "Mlle", "No", "Nr", "Nos", "vol", "pp", "Nº"]
)
"""Words without a full stop that a typographer ties to the next word."""
_AROUND = 24
"""Characters on either side of a space that decide whether it is a no-break space."""
_SHORT = 5
"""Letters of the longest abbreviation."""


def visible_text(text: str) -> str:
    """Return the text without needless and refused invisible characters; pasted no-break spaces become plain ones."""
    if text.isascii():
        return text
    return spaced(invisible_in_han(_BIDI.sub("", text)))


def is_visible(text: str) -> bool:
    """Return whether each character can be seen or is a plain or full-width space or a line end.

    Python answers for a whole text what a pattern asks letter by letter: such a text has no control, format,
    private-use or unassigned character.
    """
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def broken(text: str, line: str = "\n", paragraph: str = "\n\n") -> str:
    """Return the text with the given breaks in place of Unicode's separators of lines and paragraphs.

    E-readers do not know these separators.
    """
    return text if text.isascii() else text.replace("\u2028", line).replace("\u2029", paragraph)


def invisible_in_han(text: str) -> str:
    """Return the text without byte-order marks, and without invisible characters between Han, kana and Hangul."""
    return _BETWEEN.sub("", text) if INVISIBLE.search(text) else text


def lookalikes(text: str) -> list[str]:
    """Return the parts of a text that only look like characters, in order."""
    return LOOKALIKES.findall(text) if may_hold_lookalikes(text) else []


def may_hold_lookalikes(text: str) -> bool:
    """Return whether a text has a character without which ``lookalikes`` finds nothing."""
    return bool(_IN_LOOKALIKES.search(text))


def spaced(text: str) -> str:
    """Return the text with plain spaces in place of no-break spaces that were pasted between two words."""
    if "\u00a0" not in text and "\u202f" not in text:
        return text
    return _SPACES.sub(lambda found: found[0] if _is_tied(found) else " ", text)


def _is_tied(found: re.Match[str]) -> bool:
    """Return whether a typographer would set this no-break space."""
    start, end = found.span()
    before, after = found.string[max(0, start - _AROUND) : start], found.string[end : end + _AROUND]
    left, right = before[-1], after[0]
    if _is_east(left) or _is_east(right):
        return False
    if left.isdigit() or right.isdigit() or left in _AFTER_MARK or right in _BEFORE_MARK:
        return True
    word = re.search(r"[^\s\u00a0\u202f]*$", before)
    follower = re.match(r"[^\s\u00a0\u202f]*", after)
    return _is_short(word[0] if word else "") or bool(follower and follower[0].endswith(".") and _is_short(follower[0]))


def _is_short(word: str) -> bool:
    """Return whether a word is an initial, an abbreviation, a word of one letter or an elided article."""
    bare = word.strip("\"'“”‘’(«„")
    return len(bare) == 1 or bare in _TIED or (bare.endswith(".") and len(bare) <= _SHORT) or word.endswith(("’", "'"))


@cache
def _is_east(char: str) -> bool:
    return bool(re.match(f"[{_EAST}]", char))


def unified(text: str) -> str:
    """Return the text of a foreign source with characters in place of radicals, and kana and letters composed.

    Compatibility ideographs (U+F900 and following) stay: they are variants that names use.
    """
    return text if text.isascii() else composed(text.translate(_RADICALS))


def composed(text: str) -> str:
    """Return the text with composed letters, kana and Hangul (NFC); compatibility ideographs stay."""
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


@lru_cache(maxsize=4096)
def comparable(name: str) -> str:
    """Return a name in NFC, without invisible characters and with single spaces. The form is compared, never stored."""
    if name.isascii():
        return " ".join(name.split())
    bare = "".join(char for char in unified(name) if unicodedata.category(char) != "Cf" and not _selects(char))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _selects(char: str) -> bool:
    return bool(re.match(f"[{_SELECTORS}]", char))


def refused_marks(text: str, at: Location | None) -> tuple[Finding, ...]:
    """Report each line with characters that change the direction of text far beyond it (S28).

    ``at`` is where the text begins.
    """
    if text.isascii() or not _BIDI.search(text):
        return ()
    found: dict[int, Finding] = {}
    for mark in _BIDI.finditer(text):
        line = text.count("\n", 0, mark.start())
        place = Location(at.file, (at.line or 1) + line) if at else None
        char, words = f"U+{ord(mark[0]):04X}", _beside(text, mark.start())
        found.setdefault(line, finding("S28", place, "", char=char, name=BIDI[mark[0]], text=words))
    return tuple(found.values())


def _beside(text: str, at: int) -> str:
    """Return the words around a mark on its line, with a box in place of the mark."""
    before = _BIDI.sub("", text[max(0, at - 8) : at]).rpartition("\n")[2]
    after = _BIDI.sub("", text[at + 1 : at + 10]).partition("\n")[0]
    return f"{before}▯{after}".strip()


def foreign_text(text: str) -> str:
    """Return the text of a foreign source with real characters and without needless invisible ones."""
    return text if text.isascii() else unified(visible_text(text))


def letters_of(text: str) -> list[str]:
    """Return the characters that a reader sees, each with its marks and variation selectors."""
    return _LETTER.findall(text)


def without_marks(text: str) -> tuple[str, str, str]:
    """Return the quotation marks and other punctuation before a text, the text, and the punctuation after it."""
    begin, end = 0, len(text)
    while begin < end and unicodedata.category(text[begin])[0] == "P":
        begin += 1
    while begin < end and unicodedata.category(text[end - 1])[0] == "P":
        end -= 1
    return text[:begin], text[begin:end], text[end:]


def width(text: str) -> int:
    """Return the width of a text in Latin letters; Han, kana and Hangul count two."""
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The width of each character, looked up once."""

    def __missing__(self, char: str) -> int:
        self[char] = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        return self[char]


_WIDTHS = _Widths()
