# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the lines of a front page that the available fonts can show; other lines are left out and reported, never cut.

A name or a headline without some of its letters would be wrong. So a line is shown complete or not at all: without the
title of the publication the cover has no text, without the headline no text of the lead story; any other line is left
out on its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from epubgen.covers.shaping import can_order, script_of
from epubgen.covers.type import Typeface
from epubgen.covers.words import FrontPage
from epubgen.errors import Finding, Location, finding
from epubgen.languages.directions import RTL_LETTER, ordered_numbers
from epubgen.startup import dataclass, regex

__all__ = ["SettableFront", "settable_front"]

_UNSEEN = regex(
    "(?<![\u1800-\u18af])[\u180b-\u180f]|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b"
    "|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
"""Invisible characters that can be removed: variation selectors, joiners, marks of direction.

They are kept in Mongolian, where they change the form of letters. U+200B is kept in Thai, Khmer and Burmese, where it
ends a word.
"""
_JOINER = regex("(?<![\u0590-\u109f\u1780-\u18af])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u109f\u1780-\u18af])")
"""A joiner that is not between letters of a shaped script; it is invisible and has no effect."""
_ALPHABETS = regex("[\u0080-\u058f\u1c80-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff]")
"""Latin, Greek, Cyrillic and Armenian letters beyond ASCII."""
_OF_EXTRA = "ĞŻҚΆאبकก"
"""Letters that the fonts of the extra ``fonts`` have; they show whether these fonts are available."""
_SCRIPTS_OF_EXTRA = frozenset({"Hebrew", "Arabic", "Devanagari", "Thai"})
_SEVERAL = frozenset({"Arabic", "Indic"})
"""Names of ``script_of`` that stand for several scripts, such as Syriac and Tamil."""
_LIKE = "\u2011\u200b\u200c\u200d\u180b\u180c\u180d\u180e\u180f"
"""Characters that need no glyph: they look like another character, or are invisible between shaped letters."""
_SHOWN = 8
_START = 24
_FIRST_WORDS = 400
"""Number of characters of running text that every front page shows."""


@dataclass(frozen=True, slots=True)
class SettableFront:
    """The lines of a front page that can be shown, and findings about the others."""

    front: FrontPage
    words: bool = True
    """Whether the cover has any text."""
    findings: tuple[Finding, ...] = ()


def settable_front(front: FrontPage, serif: Typeface, sans: Typeface, *, nameplate: bool = False) -> SettableFront:
    """Return the front page without the lines that the fonts cannot show.

    Args:
        front: the texts.
        serif: the typeface of title, headline, text and teasers.
        sans: the typeface of small text.
        nameplate: a picture of the nameplate replaces the title.
    """
    made = _settable_front(_cleaned(front), serif, sans, nameplate=nameplate)
    if not all(map(serif.has, _OF_EXTRA)):
        return made
    return replace(made, findings=tuple(map(_without_extra, made.findings)))


def _without_extra(found: Finding) -> Finding:
    """Return the finding without the advice to install the extra, if its fonts are installed already."""
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
    """Return the front page without single lines that cannot be shown, and the findings about them."""
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
    """Yield the paragraphs before the first that cannot be shown. Running text has no gaps."""
    for paragraph in text:
        if _lost(paragraph, face):
            return
        yield paragraph


def _lost(text: str, face: Typeface) -> str:
    """Return the characters that cannot be shown, each once; none without any font, which is reported elsewhere."""
    if not face or (text.isascii() and face.has("a")):
        return ""
    shown = (char for char in dict.fromkeys(text) if not (char.isspace() or char in _LIKE))
    return "".join(char for char in shown if _cannot_order(char) or not face.has(char))


def _cannot_order(char: str) -> bool:
    return RTL_LETTER.match(char) is not None and script_of(char) != "" and not can_order()


def _cure(lost: str) -> str:
    """Return the variant of the cure: a tool of the extra, a font of the extra, or a font of the user's choice."""
    shaped = [char for char in lost if script_of(char)]
    if any(_script(char) not in _SCRIPTS_OF_EXTRA for char in shaped):
        return "font"
    if any(map(RTL_LETTER.match, shaped)) and not can_order():
        return "order"
    of_extra = all(_script(char) in _SCRIPTS_OF_EXTRA or _ALPHABETS.match(char) for char in lost)
    return "letters" if of_extra else ""


def _script(char: str) -> str:
    """Return the script of a letter that must be shaped; empty for every other character."""
    name = script_of(char)
    named = unicodedata.name(char, "").partition(" ")[0] if name in _SEVERAL else ""  # e.g. TAMIL LETTER A
    return named.capitalize() or name


def _finding(key: str, name: str, text: str, lost: str, front: FrontPage) -> Finding:
    at, field = front.places.get(name, (None, name))
    return _row(key, at, field, text, lost)


def _row(key: str, at: Location | None, field: str, text: str, lost: str) -> Finding:
    shown = [f"{char} (U+{ord(char):04X})" for char in lost[:_SHOWN]]
    more = " …" if len(lost) > _SHOWN else ""
    script = next(filter(None, map(_script, lost)), "")
    cure = _cure(lost)
    start = text[:_START] + ("…" if len(text) > _START else "")
    whole = ".".join(filter(None, (key, cure)))
    return finding(whole, at, field, chars=", ".join(shown) + more, text=start, script=script)


def _cleaned(front: FrontPage) -> FrontPage:
    """Return the texts as they are drawn: with composed letters, without invisible characters."""
    texts = {name: _seen(getattr(front, name)) for name in ("title", "latin", "motto", "kicker", "deck", "byline")}
    lists = {name: tuple(map(_seen, getattr(front, name))) for name in ("ears", "day", "numbers", "headline", "text")}
    others = tuple(replace(one, title=_seen(one.title), place=_seen(one.place)) for one in front.others)
    return _changed(front, **texts, **lists, others=others, caption=_seen(front.caption))


def _changed(front: FrontPage, **parts: object) -> FrontPage:
    """Return the front page with some parts replaced, by name."""
    return replace(front, **parts)  # type: ignore[arg-type]  # the names of the parts imply the types


def _seen(text: str) -> str:
    if text.isascii():
        return text
    seen = _JOINER.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    if RTL_LETTER.search(seen):
        for start, end in ordered_numbers(seen):  # a line break would exchange its parts
            seen = seen[:start] + seen[start:end].replace(" ", "\u00a0") + seen[end:]
    return seen
