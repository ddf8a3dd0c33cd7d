# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes runs of text as a line of Markdown that reads back as the same runs.

Short marks (``**…**``, ``~…~``) are written where they would be recognised; elsewhere a span replaces them
(``[…]{.strong}``). Only characters that would be read as marks are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from epubgen.markup.attributes import spelled
from epubgen.markup.read_inlines import CREDIT_PARTS
from epubgen.markup.script import closes, is_script, opens, opens_strike, stands_for_itself
from epubgen.model import (
    Abbr,
    Address,
    BookTitle,
    Break,
    CodeSpan,
    Directed,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Photo,
    ProperName,
    Ruby,
    Sideways,
    SmallCaps,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    Upright,
    runs_of,
)
from epubgen.startup import regex

__all__ = ["escaped", "image", "line_start", "markdown_from_inlines", "one_line_markdown", "target"]

_CLASSES: dict[type, str] = {
    Dots: "dots", SmallCaps: "sc", ProperName: "name", BookTitle: "book", Strong: "strong", Em: "em",
    Sub: "sub", Sup: "sup", Struck: "struck",
}  # fmt: skip
_Marked: TypeAlias = Strong | Em | Dots | SmallCaps | ProperName | BookTitle | Sub | Sup | Struck
_STARS: dict[type, str] = {Strong: "**", Em: "*"}
_SCRIPTS: dict[type, str] = {Sub: "~", Sup: "^"}
_SCRIPT_WORDS = regex(r"[A-Za-z0-9+=,.()−-]{1,12}\Z")
_AUTOLINK = regex(r"(?:https?://|mailto:|tel:)[^\s<>\x00-\x20\x7f]+\Z", re.IGNORECASE)
_ISOTOPE = regex(r"~\d{1,12}~(?:[A-Za-z]|\Z)")
_SPECIAL = regex(r"[\\`*\[\]{_~^]|<(?=[A-Za-z/!?]|\Z)|&(?=[#A-Za-z0-9]|\Z)|!\Z")
_LINE = regex(
    r"(?P<mark>\#(?=\#{0,5}(?:\s|\Z))|>|[-+](?=\s|\Z)|-(?=[-|:\s])|\|(?=[-|:\s])|:(?=::|[-|:\s]*\Z)|~(?=~~)|=)"
    r"|(?P<number>\d{1,3})(?=[.)](?:\s|\Z))"
    r"|(?P<note>\[\^[^\s\[\]]+\])(?=:)"
)


def markdown_from_inlines(inlines: Inlines, *, hard_breaks: bool = True) -> str:
    """Return the runs as Markdown; without ``hard_breaks`` they stay on one line of the file."""
    text = _InlineWriter(hard_breaks=hard_breaks).written(inlines, frozenset())
    return "\n".join(line_start(line) for line in text.split("\n"))


def one_line_markdown(inlines: Inlines) -> str:
    """Return the runs as Markdown for a heading or cell, which is not at the start of a line."""
    return _InlineWriter(hard_breaks=False).written(inlines, frozenset())


def line_start(line: str) -> str:
    """Return a line of text with its beginning escaped where it would be read as the mark of a block."""
    found = _LINE.match(line)
    if not found:
        return line
    kept = found["number"] or found["note"] or ""
    return f"{kept}\\{line[len(kept) :]}"


def escaped(text: str, before: str = "") -> str:
    """Return plain words as Markdown; ``before`` is the character before them."""
    return _SPECIAL.sub(lambda found: _escape(found, before), text)


def target(address: str) -> str:
    """Return an address for the place between brackets."""
    if address and re.fullmatch(r"[^\s<>()\\&\x00-\x20\x7f]+", address):
        return address
    return "<" + re.sub(r"([\\<>&])", r"\\\1", address) + ">" if address else ""


def _escape(found: re.Match[str], before: str) -> str:
    char, text, at = found.group(), found.string, found.start()
    previous = text[at - 1] if at else before
    following = text[at + 1 : at + 2]
    if char == "_" and at and (previous + following).isalnum() and following:
        return char
    alone = char == "~" and previous and "~" not in previous + following
    if alone and not is_script("~", previous, "1") and not _ISOTOPE.match(text, at):
        return char
    return f"\\{char}"


class _InlineWriter:
    def __init__(self, *, hard_breaks: bool) -> None:
        self._break = "\\\n" if hard_breaks else "[]{.br}"

    def written(self, inlines: Inlines, inside: frozenset[type]) -> str:
        text = ""
        for position, run in enumerate(inlines):
            following = inlines[position + 1] if position + 1 < len(inlines) else None
            text += self._run(run, text, following, inside)
        return text

    def _run(  # noqa: C901, PLR0912 - one case for each type of run
        self, run: Inline, before: str, following: Inline | None, inside: frozenset[type]
    ) -> str:
        match run:
            case Text(words):
                return escaped(words, before[-1:])
            case Break():
                return self._break
            case CodeSpan(words):
                return _code(words)
            case NoteRef(label):
                return f"[^{label}]"
            case Tcy(words):
                return f"[{escaped(words)}]{{.tcy}}"
            case Ruby(base, reading):
                return f"[{escaped(base)}]{{{spelled([('ruby', reading)])}}}"
            case Link(children, href):
                return self._link(children, href)
            case Foreign(children, lang):
                return self._span(children, "lang", lang)
            case Directed(children, way, override):
                return self._span(children, "bdo" if override else "dir", way)
            case Abbr(children, title):
                return self._span(children, "abbr", title)
            case Upright(children) | Sideways(children) | Address(children):
                return self.written(children, inside)
            case Upright() | Sideways() | Address():
                return self.written(run.children, inside)
            case _:
                return self._marked(run, before, following, inside)

    def _span(self, children: Inlines, key: str, value: str) -> str:
        return f"[{self.written(children, frozenset())}]{{{spelled([(key, value)])}}}"

    def _link(self, children: Inlines, href: str) -> str:
        if children == (Text(href),) and _AUTOLINK.match(href):
            return f"<{href}>"
        return f"[{self.written(children, frozenset())}]({target(href)})"

    def _marked(
        self,
        run: _Marked,
        before: str,
        following: Inline | None,
        inside: frozenset[type],
    ) -> str:
        kind = type(run)
        if (mark := _SCRIPTS.get(kind)) and (
            short := _script(mark, run.children, before, following, self._first(following))
        ):
            return short
        if kind is Struck and (short := self._struck(run, before, following, inside)):
            return short
        if (mark := _STARS.get(kind)) and (short := self._starred(run, mark, before, following, inside)):
            return short
        return self._span(run.children, ".", _CLASSES[kind])

    def _starred(
        self, run: _Marked, mark: str, before: str, following: Inline | None,
        inside: frozenset[type],
    ) -> str:  # fmt: skip
        """Return ``*…*`` or ``**…**`` where it would be recognised, else empty text."""
        if type(run) in inside or before.endswith("*"):
            return ""
        words = self.written(run.children, inside | {type(run)})
        if words.startswith("ST") and mark == "*":
            return ""
        after = "[" if isinstance(following, (Strong, Em)) else self._first(following)
        if words[:1] == "*" or words[-1:] == "*":
            return ""
        if any(_is_factor(pair, len(mark)) for pair in (before[-1:] + words[:1], words[-1:] + after)):
            return ""
        if opens("*", before[-1:], words[:1]) and closes("*", words[-1:], after):
            return f"{mark}{words}{mark}"
        return ""

    def _struck(self, run: _Marked, before: str, following: Inline | None, inside: frozenset[type]) -> str:
        """Return ``~~…~~`` where it would be recognised, else empty text."""
        if Struck in inside or "~" in before[-1:]:
            return ""
        words = self.written(run.children, inside | {Struck})
        after = "~" if isinstance(following, (Sub, Struck)) else self._first(following)
        if "~" in (words[:1], words[-1:], after[:1]):
            return ""
        if opens_strike(before[-1:], words[:1]) and closes("*", words[-1:], after):
            return f"~~{words}~~"
        return ""

    def _first(self, run: Inline | None) -> str:
        return self._run(run, "*", None, frozenset())[:1] if run else ""


def _is_factor(pair: str, length: int) -> bool:
    """Return whether ``length`` asterisks between these two characters are text."""
    return len(pair) == len("ab") and stands_for_itself(f"{pair[0]}{'*' * length}{pair[1]}", 1, length)


def _script(mark: str, children: Inlines, before: str, following: Inline | None, after: str) -> str:
    words = children[0].text if len(children) == 1 and isinstance(children[0], Text) else ""
    clings = isinstance(following, (Sub, Sup)) or before.endswith(mark)
    if _SCRIPT_WORDS.match(words) and is_script(mark, before[-1:], words, after) and not clings:
        return f"{mark}{words}{mark}"
    return ""


def _code(words: str) -> str:
    runs = [len(run) for run in re.findall("`+", words)]
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    pad = " " if words[:1] == "`" or words[-1:] == "`" or (words[:1] == words[-1:] == " " and words.strip(" ")) else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def image(photo: Photo) -> str:
    """Return the line of Markdown for a photo; bytes of the photo belong into a file of the same name."""
    pairs = spelled(_pairs(photo))
    return f"![{one_line_markdown(runs_of(photo.caption))}]({target(photo.file)})" + (f"{{{pairs}}}" if pairs else "")


def _pairs(photo: Photo) -> Iterator[tuple[str, str]]:
    if photo.alt:
        yield "alt", photo.alt
    if photo.decorative:
        yield ".", "decorative"
    for entry in photo.credit:
        yield "credit", entry.name
        yield from ((f"credit-{key}", value) for key, part in CREDIT_PARTS.items() if (value := getattr(entry, part)))
    if photo.focal:
        yield "focal", f"{photo.focal[0]!r} {photo.focal[1]!r}"
    yield from ((key, value) for key in ("date", "place", "rights", "url") if (value := getattr(photo, key)))
    if photo.color != "keep":
        yield "color", photo.color
    if photo.width != "auto":
        yield "width", photo.width
