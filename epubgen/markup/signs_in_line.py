# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports signs inside a line that almost make bold, a photo, a link or a note, so that readers would see them.

Each message says what to type. Signs that became a mark are not reported, nor signs that are never one: ``5*3``,
``(^o^)``, ``C_1_2``.
"""

from __future__ import annotations

import re

from epubgen.markup.parsed import Problems
from epubgen.startup import dataclass, regex

__all__ = ["TypedText", "look"]


@dataclass(frozen=True, slots=True)
class TypedText:
    """One paragraph, subhead, cell or field as typed, with escaped signs and code blanked out.

    ``read`` is the text outside all marks that were read, ``first`` the line in which the text begins.
    """

    typed: str
    read: str
    problems: Problems
    first: int

    def add(self, key: str, at: int, **facts: str) -> None:
        """Report a fault at this offset."""
        self.problems.add(key, self.first + self.typed.count("\n", 0, at), **facts)


_PICTURE = r"[^\[\]()【】［］（）\n]{0,300}\.(?:jpe?g|png|gif|webp|svg|tiff?|heic|avif|bmp|pdf)"
_ADDRESS = r"(?:https?://|mailto:|article:)[^\s()（）]{1,300}"
_EMBEDDED = regex(rf"!\[\[({_PICTURE})(?:\|[^\[\]\n]{{0,300}})?\]\]", re.IGNORECASE)
_PHOTO = regex(
    rf"(?P<mark>[!！])(?P<open>[\[【［])(?P<words>[^\[\]【】［］\n]{{0,300}})(?P<close>[\]】］])(?P<gap>[ \t\u3000]*)"
    rf"(?P<left>[(（])(?P<file>{_PICTURE})(?P<right>[)）])",
    re.IGNORECASE,
)
_LINK = regex(
    r"(?<![!！])(?P<open>[\[［])(?P<words>[^\[\]［］\n]{1,300})(?P<close>[\]］])(?P<gap>[ \t\u3000]*)"
    rf"(?P<left>[(（])(?P<file>{_ADDRESS})(?P<right>[)）])"
)
_SPACED = regex(
    r"(?<![!！])\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>(?:https?://|mailto:|article:)[^()（）\n\"'<>]{0,300}?[^\s()])"
    r"(?P<gap>\s+[^()（）\n\"'<>]{1,300})\)"
)
"""A link with a space in its address."""
_WIKI = regex(r"(?<![!！\[])\[\[([^\[\]\n]{1,200})\]\](?![(\[{\]])")
_NOTE = regex(r"\^\[([^\[\]\n]{1,300})\](?!\{)")
_RAISED = regex(r"(?<![^\s(（\[【，。、；：])\^([0-9A-Za-z]{2,12})\^")


def look(text: TypedText) -> None:
    """Report the near misses that can stand anywhere in a line."""
    for found in _EMBEDDED.finditer(text.typed):
        text.add("S16.embedded", found.start(), file=found[1].strip())
    for found in _PHOTO.finditer(text.typed):
        file = found["file"].strip()
        if row := _wrong(found, "![]()", "S16.photo"):
            text.add(row, found.start(), words=found["words"], file=file, cure=f"![{found['words']}]({file})")
    for found in _LINK.finditer(text.typed):
        address = found["file"]
        if row := _wrong(found, "[]()", "S16.link"):
            text.add(row, found.start(), words=found["words"], address=address, cure=f"[{found['words']}]({address})")
    _spaced_addresses(text)
    for found in _WIKI.finditer(text.typed):
        text.add("S16.wiki", found.start(), words=found[1])
    for found in _NOTE.finditer(text.typed):
        text.add("S16.note", found.start(), words=found[1])
    for found in _RAISED.finditer(text.read):
        text.add("S16.raised", max(text.typed.find(found[0]), 0), text=found[0].strip())
    _bold(text)


def _spaced_addresses(text: TypedText) -> None:
    for found in _SPACED.finditer(text.typed):
        address = found["address"] + found["gap"].rstrip()
        if found[0] in text.read:
            clean = address.replace(" ", "%20" if address.startswith("http") else "")
            text.add("S16.address", found.start(), address=address, cure=f"[{found['words']}]({clean})")


def _wrong(found: re.Match[str], right: str, wide: str) -> str:
    """Return the row for brackets that are full-width or separated; empty for right ones."""
    names = [name for name in ("mark", "open", "close", "left", "right") if name in found.re.groupindex]
    if "".join(found[name] for name in names) != right:
        return wide
    return "S16.space" if found["gap"] else ""


_STRONG = regex(r"(?<!\*)\*\*(?!\*)")
_CLOSES = regex(r"(?<![\s*])\*\*(?!\*)")
_OPENS = regex(r"(?:^|(?<=[\s。，、；：！？“‘「『（《(])) *\*\*(?=\w)", re.MULTILINE)
_HAN = "\u3400-\u9fff\u3041-\u30ff\uac00-\ud7a3"
_ALMOST: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("＊", regex(r"＊＊([^＊\n]{1,200})＊＊")),
    ("*", regex(r"(?<!\*)\*\*(?![\s*])([^*\n]{1,200}?)(?<!\s)\*(?!\*)")),
    ("*", regex(r"(?<!\*)\*(?![\s*])([^*\n]{1,200}?)(?<!\s)\*\*(?!\*)")),
    ("**", regex(r"(?<![*A-Za-z0-9])\*\*[ \t\u3000]+([^*\n]{1,200}?)[ \t\u3000]*\*\*(?!\*)")),
    ("=", regex(r"(?<![=A-Za-z0-9])==(?=[^\s=])([^=\n]{1,200})(?<=[^\s=])==(?![=A-Za-z0-9])")),
    ("__", regex(rf"(?<=[{_HAN}])__(?=\S)([^_\n]{{1,200}})(?<=\S)__")),
    ("__", regex(rf"__(?=\S)([^_\n]{{1,200}})(?<=\S)__(?=[{_HAN}])")),
    ("_", regex(rf"(?<=[{_HAN}])_(?=[{_HAN}])([^_\n]{{1,200}})(?<=[{_HAN}])_(?=[{_HAN}])")),
)
"""A sign that is left in the text, and the pattern of bold typed almost right with that sign."""


def _bold(text: TypedText) -> None:
    """Report bold that is not closed or is typed with other signs: the first of each kind."""
    for sign, pattern in _ALMOST:
        if sign in text.read and (found := pattern.search(text.typed)):
            words = next(filter(None, found.groups()), "")
            mark = "*" if sign == "_" else "**"
            text.add("S16.signs", found.start(), text=found[0], cure=f"{mark}{words.strip()}{mark}")
            return
    if _STRONG.search(text.read) and (opening := _unclosed(text.typed)):
        text.add("S16.strong", opening.end(), text=text.typed[opening.end() :].split("\n")[0][:12])


def _unclosed(typed: str) -> re.Match[str] | None:
    """Return the first opening ``**`` without a closing one after it.

    The mark does not open in ``张**`` and does not close after a space.
    """
    return next((found for found in _OPENS.finditer(typed) if not _CLOSES.search(typed, found.end())), None)
