# SPDX-License-Identifier: AGPL-3.0-or-later
"""A style sheet of ours for pages of another direction: its sides are swapped.

Sides are written once, for the commonest pages. A sheet of its own for each direction would say them again, and be
forgotten at the next change; logical sides are unknown to the devices that the sheets are for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from epubgen.epub.theme.css_syntax import values
from epubgen.patterns import regex

__all__ = ["Turn", "turned"]

Turn = Literal["rtl", "lr"]
"""``rtl``: horizontal lines from right to left; ``lr``: vertical lines that follow each other from left to right."""

_DECLARATION = regex(r"/\*.*?\*/|(?P<name>[\w-]+)(?P<colon>\s*:\s*)(?P<value>[^;{}]*?)(?=\s*[;}])", re.DOTALL)
_SIDES = regex(r"\b(left|right)\b")
_FOUR_SIDES = frozenset({"margin", "padding", "border-width", "border-style", "border-color"})
_WORDS_OF_SIDES = frozenset({"text-align", "text-align-last", "float", "clear"})


@lru_cache(maxsize=64)
def turned(css: str, turn: Turn) -> str:
    """The sheet with its sides swapped; comments, order and selectors stay, so the cascade does.

    Letters that join are not spaced out, and what is set in italics is set in bold type: neither Arabic nor Mongolian
    has the one or the other.
    """
    change = _right_to_left if turn == "rtl" else _left_to_right
    return _DECLARATION.sub(lambda found: _changed(found, change), css)


def _changed(found: re.Match[str], change: Callable[[str, str], tuple[str, str]]) -> str:
    name, value = found["name"], found["value"]
    if name is None:
        return found[0]
    if name == "letter-spacing":
        return f"{name}{found['colon']}0"
    if name == "font-style" and value == "italic":
        return f"{name}{found['colon']}normal; font-weight: bold"
    name, value = change(name, value)
    return f"{name}{found['colon']}{value}"


def _right_to_left(name: str, value: str) -> tuple[str, str]:
    sides = values(value)
    if name in _FOUR_SIDES and len(sides) >= 4:  # noqa: PLR2004 - top, right, bottom, left; perhaps !important
        top, right, bottom, left, *rest = sides
        return name, " ".join((top, left, bottom, right, *rest))
    if name in _WORDS_OF_SIDES:
        return name, _swapped(value)
    return _swapped(name), value


def _left_to_right(name: str, value: str) -> tuple[str, str]:
    """Only sides of lines: the value ``left`` is the upper end of a vertical line; four sides serve fall-backs."""
    if name.endswith("writing-mode"):
        return name, value.replace("vertical-rl", "vertical-lr")
    return _swapped(name), value


def _swapped(text: str) -> str:
    return _SIDES.sub(lambda found: "right" if found[0] == "left" else "left", text)
