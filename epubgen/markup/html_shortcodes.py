# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replaces shortcodes in square brackets, as WordPress and forum software leave them in the text of a story.

``[caption …]<img> words[/caption]`` becomes a figure, ``[video src=…]`` an element that leaves a link. Shortcodes that
only their site can fill (``[gallery ids=…]``) are removed and counted. A bracket is a shortcode when its name is known,
when it has attributes (``[name key="value"]``) or when it is closed somewhere (``[/name]``); ``[sic]`` is a word.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from epubgen.startup import regex

__all__ = ["Shortcodes"]

_ATTRIBUTE = r"""[A-Za-z_][\w-]*\s?=\s?(?:"[^"\[\]]*"|'[^'\[\]]*'|[“”″][^“”″\[\]]*[“”″]|[^\s"'“”″\[\]]+)"""
_ATTRIBUTES = regex(rf"(?:\s+{_ATTRIBUTE})+\s*")
_PAIR = regex(r"""([A-Za-z_][\w-]*)\s?=\s?(?:"([^"]*)"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s"'“”″]+))""")
_CODE = regex(r"\[(\[?)(/?)([a-z][a-z0-9_-]*)((?:\s|=)[^\[\]]{0,2000})?\](\]?)")
_EMBED = regex(r"\[embed(?:\s[^\[\]]*)?\]\s*(https?://[^\s\[\]<>\"]+)\s*\[/embed\]")
_IMAGE = regex(r"\[img(?:[\s=][^\[\]]*)?\]\s*([^\s\[\]<>\"]*[./][^\s\[\]<>\"]*)\s*\[/img\]", re.IGNORECASE)
"""A picture of forum software: its address between two brackets."""
_ADDRESS = regex(r"https?://[^\s\"'“”″\]]+")
_CLOSING = regex(r"\[/([a-z][a-z0-9_-]*)\]")
_OPENING = regex(r"\[([a-z][a-z0-9_-]*)[\s=\]/]")
_BARE = frozenset({"gallery", "playlist"})
"""Names that are known without attributes and without a closing bracket."""
_PLAYERS = {"video": "video", "audio": "audio", "youtube": "embed", "vimeo": "embed", "soundcloud": "embed"}
_SOURCES = ("src", "url", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav")
_MARKS = frozenset({"b", "i", "u", "s", "del", "strike", "strong", "em", "sub", "sup"})
"""Marks of forum software that HTML has as elements of the same name."""
_FIGURES = ("caption", "wp_caption")


class Shortcodes:
    """The shortcodes of one text; ``taken`` counts those that were removed, by name."""

    def __init__(self, text: str) -> None:
        self.taken: Counter[str] = Counter()
        bracketed = "[/" in text
        self._paired = (
            {found[1] for found in _CLOSING.finditer(text)} & {found[1] for found in _OPENING.finditer(text)}
            if bracketed
            else set()
        )

    def replaced(self, text: str) -> str:
        """Return text between two tags with HTML in place of its shortcodes."""
        if "[" not in text:
            return text
        text = _EMBED.sub(lambda found: _element("embed", found[1]), text)
        text = _IMAGE.sub(lambda found: f'<img src="{_quoted(found[1])}">', text)
        return _CODE.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        escaped, closes, name, rest = found[1] and found[5], bool(found[2]), found[3], found[4] or ""
        if escaped or not self._is_code(name, rest, closes=closes):
            return found[0]
        inside = self._made(name, rest, closes=closes)
        return f"{found[1]}{inside}{found[5]}"

    def _is_code(self, name: str, rest: str, *, closes: bool) -> bool:
        if name in self._paired:
            return True
        if closes:
            return False
        if not rest.strip(" /"):
            return name in _BARE
        return bool(_ATTRIBUTES.fullmatch(rest.rstrip("/"))) or (name in _PLAYERS and bool(_ADDRESS.search(rest)))

    def _made(self, name: str, rest: str, *, closes: bool) -> str:
        """Return the HTML of one shortcode; empty for one that is removed."""
        if name in self._paired and name in _MARKS:
            return f"</{name}>" if closes else f"<{name}>"
        if name in self._paired and name in _FIGURES:
            return "</figure>" if closes else f'<figure data-words="caption">{_caption(rest)}'
        if name in self._paired and name == "url" and (closes or _ADDRESS.search(rest)):
            return "</a>" if closes else f'<a href="{_quoted(_ADDRESS.findall(rest)[0])}">'
        if closes:
            return ""
        if name in _PLAYERS and (address := _source(rest)):
            return _element(_PLAYERS[name], address)
        self.taken[f"[{name}]"] += 1
        return ""


def _pairs(rest: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(next((value for value in found.groups()[1:] if value is not None), ""))
        for found in _PAIR.finditer(rest)
    }


def _caption(rest: str) -> str:
    words = _pairs(rest).get("caption", "")
    return f"<figcaption>{html.escape(words)}</figcaption>" if words else ""


def _source(rest: str) -> str:
    pairs = _pairs(rest)
    named = next((pairs[name] for name in _SOURCES if pairs.get(name)), "")
    bare = _ADDRESS.search(rest)
    return named or (bare[0] if bare else "")


def _element(name: str, address: str) -> str:
    return f'<{name} src="{_quoted(address)}"></{name}>' if name != "embed" else f'<embed src="{_quoted(address)}">'


def _quoted(address: str) -> str:
    return html.escape(html.unescape(address))
