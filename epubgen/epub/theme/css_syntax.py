# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads CSS: declarations, addresses, unbalanced braces and rules for dark screens, from the tokens of tinycss2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from epubgen.startup import regex

if TYPE_CHECKING:
    from tinycss2.ast import Node

__all__ = [
    "Declaration",
    "FetchedAddress",
    "addresses",
    "declarations",
    "fetched",
    "is_dark",
    "unbalanced_line",
    "values",
    "without_dark_rules",
]

LONGEST = 2 * 2**20
"""The number of characters of a sheet that are read. No sheet of a publication is longer."""
DEEPEST = 100
"""The depth of nested brackets to which a sheet is read."""
_BRACKET = regex(r"[(\[{]|[)\]}]")
_LINE_END = regex(r"\r\n|[\n\r\f]")
_BLANK = ("whitespace", "comment", "string")
_BLOCKS = {"() block": ("(", ")"), "[] block": ("[", "]"), "{} block": ("{", "}")}
_DARK = regex(r"\bprefers-color-scheme\s*:\s*dark\b", re.IGNORECASE)
_FETCHING = regex(r"url\(|@import|\\", re.IGNORECASE)
"""What a sheet with addresses holds: both words, or an escape that may spell them."""
_NOT = regex(r"\bnot\b", re.IGNORECASE)


class Declaration(NamedTuple):
    """A declaration and the blocks that contain it.

    For an at-rule, ``name`` is its whole head and ``value`` is empty.
    """

    line: int
    around: tuple[str, ...]
    """Heads of the blocks, outermost first: at-rules, then the selector."""
    name: str
    value: str


@lru_cache(maxsize=32)
def declarations(css: str) -> tuple[Declaration, ...]:
    """Return every declaration and every at-rule of a sheet, in order.

    Comments and the content of strings are left out.
    """
    return tuple(_declarations(_readable(css)))


def _declarations(css: str) -> Iterator[Declaration]:
    levels = [iter(_tokens(css))]
    around: list[str] = []
    piece: list[Node] = []
    while levels:
        token: Node | None = next(levels[-1], None)
        if token is not None and not _ends_piece(token):
            piece.append(token)
            continue
        block = None if token is None else getattr(token, "content", None)
        yield from _declaration(piece, tuple(around), opens=block is not None)
        if block is not None:
            around.append(" ".join(_spelled(piece).split()))
            levels.append(iter(block))
        elif token is None:
            levels.pop()
            around[-1:] = []
        piece = []


def _ends_piece(token: Node) -> bool:
    if token.type == "error":
        return bool(token.kind == "}")
    return bool(token.type == "{} block" or (token.type == "literal" and token.value == ";"))


def _declaration(piece: list[Node], around: tuple[str, ...], *, opens: bool) -> Iterator[Declaration]:
    words = " ".join(_spelled(piece).split())
    if not words:
        return
    line = next(token.source_line for token in piece if token.type not in _BLANK)
    if words.startswith("@"):
        yield Declaration(line, around, words.lower(), "")
    elif not opens:
        name, _, value = words.partition(":")
        yield Declaration(line, around, name.strip().lower(), value.strip())


def _spelled(tokens: Iterable[Node]) -> str:
    """Return tokens as source text, with a space for each comment and string."""
    parts: list[str] = []
    for token in tokens:
        if token.type in _BLANK:
            parts.append(" ")
        elif token.type == "function":
            parts.append(f"{token.name}({_spelled(token.arguments)})")
        elif token.type in _BLOCKS:
            opening, closing = _BLOCKS[token.type]
            parts.append(f"{opening}{_spelled(token.content)}{closing}")
        elif token.type != "error":
            parts.append(token.serialize())
    return "".join(parts)


def values(text: str) -> tuple[str, ...]:
    """Split the value of a shorthand at spaces outside brackets: ``0.35em calc(19em - 100%)`` has two values."""
    found, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char.isspace() and not depth:
            found.append("")
        else:
            found[-1] += char
    return tuple(value for value in found if value)


class FetchedAddress(NamedTuple):
    """An address that a sheet fetches. ``use`` is ``import``, ``font`` (inside ``@font-face``) or ``url``."""

    href: str
    line: int
    use: str


def addresses(css: str) -> Iterator[tuple[str, int]]:
    """Yield every address that a sheet fetches, from ``url()`` and ``@import``, with its line."""
    return ((found.href, found.line) for found in fetched(css))


@lru_cache(maxsize=32)
def fetched(css: str) -> tuple[FetchedAddress, ...]:
    """Return every address that a sheet fetches. The names in ``@namespace`` are not fetched."""
    return () if not _FETCHING.search(css) else tuple(_fetched(_tokens(_readable(css)), "", "url"))


def _fetched(tokens: Iterable[Node], rule: str, use: str) -> Iterator[FetchedAddress]:
    """Yield the addresses in tokens.

    ``rule`` is the at-rule in whose head the tokens are; ``use`` is the use of an address outside such a head.
    """
    for token in tokens:
        if token.type == "at-keyword":
            rule = token.lower_value
        elif token.type == "literal" and token.value == ";":
            rule = ""
        elif token.type == "{} block":
            yield from _fetched(token.content, "", "font" if rule == "font-face" else use)
            rule = ""
        elif rule != "namespace":
            yield from _address(token, rule, use)


def _address(token: Node, rule: str, use: str) -> Iterator[FetchedAddress]:
    use = "import" if rule == "import" else use
    if token.type == "url" or (token.type == "string" and rule == "import"):
        yield FetchedAddress(token.value.strip(), token.source_line, use)
    elif token.type == "function" and token.lower_name == "url":
        words = next((part for part in token.arguments if part.type == "string"), None)
        if words is not None:
            yield FetchedAddress(words.value.strip(), token.source_line, use)
    elif token.type == "function":
        yield from _fetched(token.arguments, "", use)
    elif token.type in _BLOCKS:
        yield from _fetched(token.content, "", use)


@lru_cache(maxsize=32)
def unbalanced_line(css: str) -> int:
    """Return the line of the first surplus brace; the last line if a brace is missing; 0 if all are balanced."""
    if len(css) > LONGEST:
        return 0
    if _readable(css) != css:
        return 1 + _readable(css).rstrip().count("\n")
    closed = f"{css}\n*/\n}}"  # the brace added at the end is surplus, unless a block is still open there
    stray = _stray_braces(closed)
    if not stray:
        return 1 + css.rstrip().count("\n")
    return 0 if stray[0] == 1 + len(_LINE_END.findall(closed)) else stray[0]


def _stray_braces(css: str) -> list[int]:
    return [token.source_line for token in _every(_tokens(css)) if token.type == "error" and token.kind == "}"]


def without_dark_rules(css: str) -> str:
    """Return a style sheet without its blocks and imports for dark screens.

    Rules for light screens stay, because a Kindle has a light screen.
    """
    if not _DARK.search(css):
        return css
    css, rest = (whole := _readable(css)), css[len(whole) :]
    starts = [0, *(found.end() for found in _LINE_END.finditer(css))]
    kept: list[str] = []
    place = 0
    for start, end in _dark_rules(_tokens(css), len(css), css, starts):
        kept.append(css[place:start])
        place = end
    return "".join((*kept, css[place:], rest))


def _dark_rules(tokens: list[Node], end: int, css: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each rule for dark screens. ``end`` is the end of these tokens in the sheet."""
    places = [*(starts[token.source_line - 1] + token.source_column - 1 for token in tokens), end]
    first: int | None = None
    for number, token in enumerate(tokens):
        if token.type == "at-keyword":
            first = number if token.lower_value in ("media", "import") else None
        elif token.type == "{} block" or (token.type == "literal" and token.value == ";"):
            if first is not None and is_dark(_spelled(tokens[first + 1 : number])):
                yield places[first], places[number + 1]
            elif token.type == "{} block":
                after = places[number + 1]
                yield from _dark_rules(token.content, after - (css[after - 1 : after] == "}"), css, starts)
            first = None


def is_dark(condition: str) -> bool:
    """Return whether a media query applies to dark screens only."""
    return bool(_DARK.search(condition)) and not _NOT.search(condition)


def _readable(css: str) -> str:
    """Return the part of a sheet that is read: up to the limits of length and depth."""
    depth = 0
    for found in _BRACKET.finditer(css, 0, LONGEST):
        depth = depth + 1 if found[0] in "([{" else max(0, depth - 1)
        if depth > DEEPEST:
            return css[: found.start()]
    return css[:LONGEST]


def _tokens(css: str) -> list[Node]:
    from tinycss2 import parse_component_value_list  # noqa: PLC0415 - most papers have no style sheet of their own

    return list(parse_component_value_list(css))


def _every(tokens: Iterable[Node]) -> Iterator[Node]:
    """Yield the tokens and the tokens inside them, in order."""
    levels = [iter(tokens)]
    while levels:
        token = next(levels[-1], None)
        if token is None:
            levels.pop()
            continue
        yield token
        if token.type == "function":
            levels.append(iter(token.arguments))
        elif token.type in _BLOCKS:
            levels.append(iter(token.content))
