# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Attributes in Markdown: ``{.lede}``, ``{ruby="かんじ"}``, and what follows the name of a ``:::`` fence.

A value stands bare or in quotes; inside quotes ``\"`` and ``\\`` are a quote and a backslash. Quotes of a Chinese
keyboard serve too: ``title=“背景”``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Attributes", "braced", "listed", "spelled"]

Attributes = tuple[tuple[str, str], ...]
"""Pairs in the order typed; the key of a class is ``.``, that of a bare word is empty."""

_ITEM = re.compile(
    r"""\s*(?:
      \.(?P<cls>[^\s{}="'.,]+)
    | (?P<key>[^\s{}="'“”.,]+)\s*=\s*
      (?: "(?P<dq>(?:\\.|[^"\\])*)" | '(?P<sq>(?:\\.|[^'\\])*)' | “(?P<cq>[^“”]*)” | (?P<bare>[^\s{}"'“”]+) )
    | (?P<word>[^\s{}]+)
    )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([\\\"'])")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")


def braced(text: str, start: int = 0) -> tuple[Attributes, int] | None:
    """The attributes of ``{…}`` that opens at ``start`` and the position after it; ``None`` when it is no such list."""
    if not text.startswith("{", start):
        return None
    pairs, end = _items(text, start + 1)
    close = re.compile(r"\s*\}").match(text, end)
    if not close or not pairs or any(not key for key, _ in pairs):
        return None
    return pairs, close.end()


def listed(text: str) -> Attributes:
    """The attributes of a fence line; words that are none stand with an empty key."""
    found = braced(text.strip())
    if found and found[1] == len(text.strip()):
        return found[0]
    pairs, end = _items(text, 0)
    rest = text[end:].strip()
    return (*pairs, ("", rest)) if rest else pairs


def spelled(pairs: Iterable[tuple[str, str]]) -> str:
    """The attributes as they are typed, without braces."""
    return " ".join(f".{value}" if key == "." else f"{key}={_quoted(value)}" for key, value in pairs)


def _items(text: str, start: int) -> tuple[Attributes, int]:
    pairs: list[tuple[str, str]] = []
    end = start
    while item := _ITEM.match(text, end):
        end = item.end()
        pairs.append(_pair(item))
    return tuple(pairs), end


def _pair(item: re.Match[str]) -> tuple[str, str]:
    found = item.groupdict()
    if found["cls"] is not None:
        return ".", found["cls"]
    if found["key"] is None:
        return "", found["word"]
    quoted = found["dq"] if found["dq"] is not None else found["sq"]
    if quoted is not None:
        return found["key"], _ESCAPED.sub(r"\1", quoted)
    return found["key"], found["cq"] if found["cq"] is not None else found["bare"]


def _quoted(value: str) -> str:
    if _PLAIN.match(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
