"""What a page holds in truth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True, kw_only=True)
class TrueStory:
    """One story as its author knows it; a renderer drops what its manner does not print."""

    title: tuple[str, ...]
    kicker: str = ""
    deck: tuple[str, ...] = ()
    paragraphs: list[str] = field(default_factory=list)
    subheads: list[tuple[int, str]] = field(default_factory=list)
    """Each with the number of the paragraph before which it stands."""
    kind: str = "news"
    names: tuple[str, ...] = ()
    """Who signed, in printed order."""
    dateline: bool = False
    captions: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The headline in one line."""
        return plain("".join(self.title))


@dataclass(slots=True, kw_only=True)
class TruePage:
    """One page: its file, its text, and what is right."""

    file: str
    text: str = ""
    language: str
    day: date
    number: str
    paper: str = ""
    """Empty where the page prints none."""
    stories: list[TrueStory] = field(default_factory=list)
    others: tuple[str, ...] = ()
    """Adverts and briefs: they may be read as stories of their own."""


def plain(text: str) -> str:
    """Text without space and without marks of emphasis: what is compared."""
    return re.sub(r"[\s　*]+", "", text)


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))
