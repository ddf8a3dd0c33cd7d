# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adapts a style sheet of epubgen to pages of another direction or script.

Sides are written once, for the most common pages. A second sheet for each direction would repeat them, and would be
forgotten at the next change. Logical sides (``margin-inline-start``) are unknown to the devices that the sheets are
for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal

from epubgen.epub.theme.css_syntax import values
from epubgen.startup import regex

__all__ = ["Turn", "turned"]

Turn = Literal["rtl", "nastaliq", "lr", "complex"]
"""``rtl``: horizontal lines from right to left; ``nastaliq``: the same, of letters that hang from the line; ``lr``:
vertical lines, the first at the left; ``complex``: the sides stay, the letters stack or join."""

_DECLARATION = regex(r"/\*.*?\*/|(?P<name>[\w-]+)(?P<colon>\s*:\s*)(?P<value>[^;{}]*?)(?=\s*[;}])", re.DOTALL)
_SIDES = regex(r"\b(left|right)\b")
_FOUR_SIDES = frozenset({"margin", "padding", "border-width", "border-style", "border-color"})
_TIGHT = regex(r"1\.[1-9]\d*")
"""Heights of lines at which high letters touch those of the next line; 1 is for a few signs in a line."""
_WORDS_OF_SIDES = frozenset({"text-align", "text-align-last", "float", "clear"})


@lru_cache(maxsize=64)
def turned(css: str, turn: Turn) -> str:
    """Return the sheet as a turn wants it. Comments, order and selectors are unchanged, and so is the cascade.

    Letter spacing becomes 0, italics become bold and words are not hyphenated, because such letters join or stack and
    have none of these. High letters get the height of lines that their font wants.
    """
    change = _CHANGES[turn]
    return _DECLARATION.sub(lambda found: _changed(found, change, high=turn in ("nastaliq", "complex")), css)


def _changed(found: re.Match[str], change: Callable[[str, str], tuple[str, str]], *, high: bool) -> str:
    name, value = found["name"], found["value"]
    if name is None:
        return found[0]
    if name.endswith("hyphens") and value == "auto":
        return f"{name}{found['colon']}manual"
    if high and name == "line-height" and _TIGHT.fullmatch(value):
        return f"{name}{found['colon']}normal"
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
    """Swap only the sides in property names, and the direction of vertical lines.

    The value ``left`` of a vertical line is its upper end. Values with four sides are for horizontal fallbacks.
    """
    if name.endswith("writing-mode"):
        return name, value.replace("vertical-rl", "vertical-lr")
    return _swapped(name), value


def _swapped(text: str) -> str:
    return _SIDES.sub(lambda found: "right" if found[0] == "left" else "left", text)


def _as_it_is(name: str, value: str) -> tuple[str, str]:
    return name, value


_CHANGES: Mapping[Turn, Callable[[str, str], tuple[str, str]]] = {
    "rtl": _right_to_left,
    "nastaliq": _right_to_left,
    "lr": _left_to_right,
    "complex": _as_it_is,
}
