"""Parts that every manner of page sets: bylines of given forms, torn paragraphs, wrapped lines, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.page_truth.pool import SPACED, Pool
from tests.page_truth.truth import TrueStory

HAN_DAYS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def han(value: int) -> str:
    """A number up to 99 in Chinese numerals."""
    tens, ones = divmod(value, 10)
    lead = {0: "", 1: "十"}.get(tens, f"{HAN_DAYS[tens]}十")
    return lead + HAN_DAYS[ones]


@dataclass(slots=True)
class Signed:
    """A byline as it is set: lines under the header, words before the first sentence, words or lines at the end."""

    above: list[str] = field(default_factory=list)
    before: str = ""
    behind: str = ""
    below: list[str] = field(default_factory=list)


def sign(rng: Random, story: TrueStory, form: str, pool: Pool, day: date, place: str = "") -> Signed:
    """Sign a story in a form: ``above:``, ``run:``, ``end:`` or ``below:`` and words with ``{a} {b} {place} {day}``.

    The truth of the story is told who signed. ``~`` after the place of the form says that it has a dateline.
    """
    where, _, words = form.partition(":")
    a, b = rng.sample(pool.names, k=2)
    photographer = next(name for name in pool.names if name not in (a, b))
    place = place or rng.choice(pool.places)
    made = words.format(
        a=a, b=b, c=photographer, A=a.upper(), B=b.upper(), place=place, PLACE=place.upper(), city=place[:2], m=day.month, d=day.day,
        hd=han(day.day), hm=han(day.month),
    )  # fmt: skip
    story.names = tuple(name for name, mark in ((a, "{a}"), (a, "{A}"), (b, "{b}"), (b, "{B}")) if mark in words)
    story.dateline = where.endswith("~")
    signed = Signed()
    match where.rstrip("~"):
        case "above":
            signed.above = made.split("\n")
        case "run":
            signed.before = made
        case "end":
            signed.behind = made
        case "below":
            signed.below = made.split("\n")
    return signed


def halves(forms: Sequence[str], *, held_out: bool) -> list[str]:
    """The forms of one half."""
    return list(forms[int(held_out) :: 2])


_SHORTEST = 34
"""A shorter paragraph seldom meets the end of a column."""
_NEVER_FIRST = "，。、；：！？」』）》”’…—％%ーゃゅょっァィゥェォャュョッ"
"""Signs that no print line begins with."""


def tear(rng: Random, text: str, language: str, width: int = 0) -> list[str]:
    """A paragraph in two pieces as a column break parts it; ``width``: characters of its print lines."""
    if len(text) < _SHORTEST:
        return [text]
    if language in SPACED or language == "ko":
        return _torn_words(rng, text, hyphens=language in SPACED)
    if width:
        lines = wrapped(text, width, language).split("\n")
        at = rng.randint(1, len(lines) - 1)
        return ["".join(lines[:at]), "".join(lines[at:])]
    at = rng.randint(len(text) // 4, 3 * len(text) // 4)
    while text[at - 1] in "。！？；：”」，、" or text[at] in _NEVER_FIRST or text[at - 1 : at + 1].isdigit():
        at += 1
        if at >= len(text) - 4:
            return [text]
    return [text[:at], text[at:]]


_HYPHENATED = 0.4


def _torn_words(rng: Random, text: str, *, hyphens: bool) -> list[str]:
    spaces = [match.start() for match in re.finditer(" ", text)]
    at = rng.choice(spaces[len(spaces) // 4 : -len(spaces) // 4] or spaces)
    word = re.match(r"[a-z]{6,}", text[at + 1 :])
    if hyphens and word and rng.random() < _HYPHENATED:
        cut = at + 1 + len(word[0]) // 2
        return [f"{text[:cut]}-", text[cut:]]
    return [text[:at], text[at + 1 :]]


def wrapped(text: str, width: int, language: str) -> str:
    """A paragraph in print lines of a column."""
    lines, line = [], ""
    if language in SPACED or language == "ko":
        for word in text.split(" "):
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return "\n".join([*lines, line])
    for sign in text:
        if len(line) >= width and sign not in _NEVER_FIRST:
            lines.append(line)
            line = ""
        line += sign
    return "\n".join([*lines, line])


def body(
    rng: Random,
    story: TrueStory,
    signed: Signed,
    language: str,
    *,
    torn: float,
    subhead: str = "#### {}",
    width: int = 0,
) -> list[str]:
    """The blocks of a story under its header and byline; ``torn``: how often a story meets a column break."""
    places = dict(story.subheads)
    long = [at for at, text in enumerate(story.paragraphs) if len(text) >= _SHORTEST]
    tear_at = rng.choice(long) if long and rng.random() < torn and story.kind != "poem" else -1
    blocks: list[str] = []
    for at, text in enumerate(story.paragraphs):
        if at in places:
            blocks.append(subhead.format(places[at]))
        pieces = tear(rng, text, language, width) if at == tear_at else [text]
        if at == 0:
            pieces[0] = signed.before + pieces[0]
        if at == len(story.paragraphs) - 1:
            pieces[-1] += signed.behind
        blocks += pieces
    return blocks


def picture(rng: Random, story: TrueStory, pool: Pool, forms: Sequence[str]) -> list[str]:
    """A picture with its caption for a story; forms are ``{c}`` for the caption, ``{a}`` for who took it."""
    caption = pool.filled(rng, rng.choice(pool.captions))
    story.captions = (caption,)
    form = rng.choice(forms).format(c=caption, a=rng.choice(pool.names), k=rng.randint(1000, 9999))
    return form.split("|")
