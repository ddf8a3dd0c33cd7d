# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a front page can be set in the fonts that are at hand. What cannot is left out whole and named, never cut.

A name or a headline without some of its letters says something else. So a line is set as it is or not at all: without
the name of the paper the cover has no words, without the headline no words of the lead story; every other line goes
alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from epubgen.covers.shaping import can_order, script_of
from epubgen.covers.type import Typeface
from epubgen.covers.words import FrontPage
from epubgen.errors import Finding, Location, finding
from epubgen.languages.directions import RTL_LETTER, ordered_numbers
from epubgen.patterns import regex

__all__ = ["SettableFront", "settable_front"]

_UNSEEN = regex(
    "(?<![\u1800-\u18af])[\u180b-\u180f]|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b"
    "|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
"""Characters that are not seen: variation selectors, joiners, marks of direction. Without them nothing is lost.

Mongolian letters take other forms by theirs; where Thai, Khmer and Burmese words end, U+200B says.
"""
_JOINER = regex("(?<![\u0590-\u109f\u1780-\u18af])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u109f\u1780-\u18af])")
"""A joiner that joins or parts no letters that are shaped: it is not seen."""
_ALPHABETS = regex("[\u0080-\u058f\u1c80-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff]")
"""Latin, Greek, Cyrillic and Armenian beyond ASCII."""
_OF_EXTRA = "ĞŻҚΆאبकก"
"""Letters that tell whether the fonts of the extra ``fonts`` are at hand."""
_SCRIPTS_OF_EXTRA = frozenset({"Hebrew", "Arabic", "Indic", "Thai"})
_LIKE = "\u2011\u200b\u200c\u200d\u180b\u180c\u180d\u180e\u180f"
"""Set as another character that looks the same, or, between letters that are shaped, as none."""
_SHOWN = 8
_START = 24
_FIRST_WORDS = 400
"""Characters of running text that every front page shows."""


@dataclass(frozen=True, slots=True)
class SettableFront:
    """What is left of a front page, and what was left out."""

    front: FrontPage
    words: bool = True
    """Whether the cover has words at all."""
    findings: tuple[Finding, ...] = ()


def settable_front(front: FrontPage, serif: Typeface, sans: Typeface, *, nameplate: bool = False) -> SettableFront:
    """The front page without the lines that the fonts cannot set.

    Args:
        front: the words.
        serif: the face of name, headline, text and teasers.
        sans: the face of small print.
        nameplate: a picture of the name stands in for the title.
    """
    made = _settable_front(_cleaned(front), serif, sans, nameplate=nameplate)
    if not all(map(serif.has, _OF_EXTRA)):
        return made
    return replace(made, findings=tuple(map(_without_extra, made.findings)))


def _without_extra(found: Finding) -> Finding:
    """The finding without the advice to install the extra, whose fonts are at hand already."""
    return replace(found, key=found.key.removesuffix(".letters"))


def _settable_front(front: FrontPage, serif: Typeface, sans: Typeface, *, nameplate: bool) -> SettableFront:
    title = "" if nameplate else _lost(front.title, serif)
    if title:
        return SettableFront(front, words=False, findings=(_finding("F26", "title", front.title, title, front),))
    head = " ".join(front.headline)
    lost = _lost(head, serif)
    found = [_finding("F26.lead", "headline", head, lost, front)] if lost else []
    if lost:
        front = replace(front, kicker="", headline=(), deck="", byline="", text=())
    front, left_out = _without_lines(front, serif, sans)
    return SettableFront(front, findings=(*found, *left_out))


def _without_lines(front: FrontPage, serif: Typeface, sans: Typeface) -> tuple[FrontPage, list[Finding]]:
    """The front page without single lines that cannot be set."""
    found: list[Finding] = []
    for name, face in (("latin", serif), ("motto", sans), ("kicker", serif), ("deck", serif), ("caption", sans)):
        text = getattr(front, name)
        if lost := _lost(text, face):
            found.append(_finding("F27", name, text, lost, front))
            front = _changed(front, **{name: ""})
    for name in ("ears", "day", "numbers"):
        words = getattr(front, name)
        found += [_finding("F27", name, word, lost, front) for word in words if (lost := _lost(word, sans))]
        front = _changed(front, **{name: tuple(word for word in words if not _lost(word, sans))})
    for teaser in front.others:
        if lost := _lost(teaser.title, serif):
            found.append(_row("F27", teaser.at, "title", teaser.title, lost))
    front = replace(front, others=tuple(one for one in front.others if not _lost(one.title + one.place, serif)))
    kept = tuple(_settable(front.text, serif))
    if len(kept) < len(front.text) and sum(map(len, kept)) < _FIRST_WORDS:
        text = front.text[len(kept)]
        found.append(_finding("F27", "text", text, _lost(text, serif), front))
    return replace(front, text=kept), found


def _settable(text: tuple[str, ...], face: Typeface) -> Iterator[str]:
    """The paragraphs up to the first that cannot be set: nothing is skipped in running text."""
    for paragraph in text:
        if _lost(paragraph, face):
            return
        yield paragraph


def _lost(text: str, face: Typeface) -> str:
    """The characters that cannot be set, each once; none where there is no face at all, which is said elsewhere."""
    if not face or (text.isascii() and face.has("a")):
        return ""
    shown = (char for char in dict.fromkeys(text) if not (char.isspace() or char in _LIKE))
    return "".join(char for char in shown if _cannot_order(char) or not face.has(char))


def _cannot_order(char: str) -> bool:
    return RTL_LETTER.match(char) is not None and script_of(char) != "" and not can_order()


def _cure(lost: str) -> str:
    """What helps: a tool of the extra, a font of the extra, a font."""
    shaped = [char for char in lost if script_of(char)]
    if any(script_of(char) not in _SCRIPTS_OF_EXTRA for char in shaped):
        return "font"
    if any(map(RTL_LETTER.match, shaped)) and not can_order():
        return "order"
    of_extra = all(script_of(char) in _SCRIPTS_OF_EXTRA or _ALPHABETS.match(char) for char in lost)
    return "letters" if of_extra else ""


def _finding(key: str, name: str, text: str, lost: str, front: FrontPage) -> Finding:
    at, field = front.places.get(name, (None, name))
    return _row(key, at, field, text, lost)


def _row(key: str, at: Location | None, field: str, text: str, lost: str) -> Finding:
    shown = [f"{char} (U+{ord(char):04X})" for char in lost[:_SHOWN]]
    more = " …" if len(lost) > _SHOWN else ""
    script = next(filter(None, map(script_of, lost)), "")
    cure = _cure(lost)
    start = text[:_START] + ("…" if len(text) > _START else "")
    whole = ".".join(filter(None, (key, cure)))
    return finding(whole, at, field, chars=", ".join(shown) + more, text=start, script=script)


def _cleaned(front: FrontPage) -> FrontPage:
    """The words as they are drawn: composed letters, no unseen characters."""
    texts = {name: _seen(getattr(front, name)) for name in ("title", "latin", "motto", "kicker", "deck", "byline")}
    lists = {name: tuple(map(_seen, getattr(front, name))) for name in ("ears", "day", "numbers", "headline", "text")}
    others = tuple(replace(one, title=_seen(one.title), place=_seen(one.place)) for one in front.others)
    return _changed(front, **texts, **lists, others=others, caption=_seen(front.caption))


def _changed(front: FrontPage, **parts: object) -> FrontPage:
    """The front page with other words in parts that are named at run time."""
    return replace(front, **parts)  # type: ignore[arg-type]  # the names say the types


def _seen(text: str) -> str:
    if text.isascii():
        return text
    seen = _JOINER.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    if RTL_LETTER.search(seen):
        for start, end in ordered_numbers(seen):  # in two lines its halves would change places
            seen = seen[:start] + seen[start:end].replace(" ", "\u00a0") + seen[end:]
    return seen
