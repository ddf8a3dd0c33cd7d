# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prepares typed HTML for the parser: decides for each ``<`` whether it begins a tag or is text.

An element of HTML, and a name that is opened and closed, is markup. Everything else is text and stays as it was typed,
such as ``<news@example.org>``, ``<NBA>`` and ``a<b且b>c``.
"""

from __future__ import annotations

import re
from collections import Counter

from epubgen.markup.html_shortcodes import Shortcodes
from epubgen.markup.html_tags import BLOCKS, FOREIGN, HTML, OPAQUE, RAW, VERBATIM, WORDLESS
from epubgen.startup import regex

__all__ = ["HtmlSource"]

_TAG = regex(r"""</?([A-Za-z][^\s/<>]*+)(?>=\s*+"[^"]*+"|=\s*+'[^']*+'|(?!=\s*+["'])[^>])*+>""")
_RAGGED_TAG = regex(r"</?([A-Za-z][^\s/<>]*+)[^>]*+>")
"""A tag in which a quotation mark is never closed."""
_TORN_VALUE = regex(r"""=\s*+(?:"[^">]*+>[^"]*+"|'[^'>]*+>[^']*+')(?![\s/>])""")
"""A quoted value that goes beyond the end of its tag into the next one; no new attribute follows it."""
_TIDY_TAG = regex(r"""</?[A-Za-z][^\s/<>]*+(?>=\s*+"[^"]*+"|=\s*+'[^']*+'|(?!=\s*+["'])[^<>])*+>""")
_DECLARATION = regex(r"<(?:![A-Za-z\[]|\?[A-Za-z])[^>]*+>")
_UNCLOSED_TAG = regex(r"</?([A-Za-z][^\s/<>]*+)")
_HALF_TAG = regex(
    r"""</?[A-Za-z][A-Za-z0-9:-]*+(?:[\s/](?:[!#-&(-;=?-~\s]|"[^"<>]*+(?:"|\Z)|'[^'<>]*+(?:'|\Z))*+)?\Z""", re.ASCII
)
"""A tag that the end of the text cuts off: a name, attributes, perhaps half an attribute."""
_NAMES = regex(r"<(/?)([A-Za-z][^\s/<>]*+)")
_TEMPLATE = regex(r"<(/?)template\b[^>]*+>", re.IGNORECASE)
_BARE_WORDS = regex(r"<[A-Za-z]\s[^=\"'<>/]*>")
_KNOWN_BARE = regex(r"\b(?:hidden|disabled|download|nowrap|compact|inert|itemscope)\b", re.IGNORECASE)
_LASTING = {"b": "strong", "i": "em"}
"""Marks that the parser closes at the beginning of a paragraph → equal marks that it does not close."""
_LETTER = regex(r"<([ABIQUa])>")
"""One letter as a tag. Lower-case letters are marks that were not closed; a choice or grade is an upper-case letter."""
_STRUCK = ("s", "strike", "del")


class HtmlSource:
    """The HTML of one text; ``literal`` counts tags that were kept as text, ``cut`` those that the end cut off."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.literal: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.shortcodes = Shortcodes(html)
        lower = html.lower()
        self._known = HTML | FOREIGN if "<svg" in lower or "<math" in lower else HTML
        opened: Counter[str] = Counter()
        closed: Counter[str] = Counter()
        for found in _NAMES.finditer(html):
            (closed if found[1] else opened)[found[2].lower()] += 1
        self._opened, self._closed = opened, closed
        self._templates: dict[int, int] | None = None
        self._paired = closed.keys() & opened.keys()
        self.open = Counter({name: 1 for name in _STRUCK if opened[name] > closed[name]})
        """Elements that strike words out and are never closed; they have no effect."""
        self.letters = Counter(found[0] for found in _LETTER.finditer(html) if not closed[found[1].lower()])
        """Elements of one letter that are never closed; perhaps a grade or a choice in brackets (``<A>``)."""
        self._last_end = html.rfind(">")
        self._last_comment_end = html.rfind("-->")
        self._quotes_close = True
        self._verbatim = 0
        self._sections = 0
        self._striking: Counter[str] = Counter()

    def escaped(self) -> str:
        """Return the HTML with each ``<`` of the text written ``&lt;``, without comments, declarations and scripts."""
        parts: list[str] = []
        place = 0
        while (opening := self._html.find("<", place)) >= 0:
            parts.append(self._words(self._html[place:opening]))
            markup, place = self._at(opening)
            parts.append(markup)
        return "".join((*parts, self._words(self._html[place:])))

    def _words(self, text: str) -> str:
        while self._sections and "]]>" in text:
            self._sections -= 1
            text = text.replace("]]>", "", 1)
        return text if self._verbatim else self.shortcodes.replaced(text)

    def _at(self, opening: int) -> tuple[str, int]:
        """Return what to write for the ``<`` at this offset, and the offset at which reading goes on."""
        html = self._html
        if html.startswith("<!--", opening) and self._last_comment_end >= opening + 2:
            return "", html.index("-->", opening + 2) + 3
        if html.startswith("<![CDATA[", opening):
            self._sections += 1
            return "", opening + len("<![CDATA[")
        if opening > self._last_end:
            return self._cut(opening)
        tag = self._tag(opening)
        if tag is None:
            declaration = _DECLARATION.match(html, opening)
            return ("", declaration.end()) if declaration else ("&lt;", opening + 1)
        if not self._is_markup(tag):
            self.literal[tag[0]] += 1
            return "&lt;", opening + 1
        return self._markup(tag)

    def _markup(self, tag: re.Match[str]) -> tuple[str, int]:
        name = tag[1].lower()
        closes = tag[0][1] == "/"
        bare = f"</{name}>" if closes else f"<{name}>"
        shown = tag[0] if _TIDY_TAG.fullmatch(tag[0]) else bare
        if name in _LASTING:
            opening = len("</" if closes else "<")
            shown = f"{shown[:opening]}{_LASTING[name]}{shown[opening + len(name) :]}"
        if name in VERBATIM:
            self._verbatim = max(self._verbatim + (-1 if closes else 1), 0)
        if name in _STRUCK:
            return self._strike(name, shown, closes=closes), tag.end()
        if name in BLOCKS and self._striking.total():
            struck = [mark for mark, depth in self._striking.items() if depth]
            around = "".join(f"</{mark}>" for mark in struck), "".join(f"<{mark}>" for mark in struck)
            shown = f"{around[0]}{shown}{around[1]}"
        if name == "template":
            return ("" if closes else "<template></template>"), (tag.end() if closes else self._after_template(tag))
        if name in OPAQUE:
            return "" if closes else f"{shown}</{name}>", tag.end()
        if name in RAW and not closes:
            return self._raw(name, shown, tag.end())
        return shown, tag.end()

    def _after_template(self, tag: re.Match[str]) -> int:
        """Return the offset after a template; one that is never closed ends at once, since the story may follow."""
        if self._templates is None:
            self._templates = {}
            waiting: list[int] = []
            for found in _TEMPLATE.finditer(self._html):
                if not found[1]:
                    waiting.append(found.start())
                elif waiting:
                    self._templates[waiting.pop()] = found.end()
        return self._templates.get(tag.start(), tag.end())

    def _strike(self, name: str, shown: str, *, closes: bool) -> str:
        """Return the text of a tag that strikes words out.

        The mark ends before each block element and begins again inside.
        """
        if name in self.open or (closes and not self._striking[name]):
            return ""
        self._striking[name] += -1 if closes else 1
        return shown if self._striking[name] == (0 if closes else 1) else ""

    def _is_markup(self, tag: re.Match[str]) -> bool:
        """Return whether a tag is markup.

        Its name must be known and it must be no comparison (``a<b and b>c``), or it is opened and closed.
        """
        name = tag[1].lower()
        if name in self._known:
            return not self._compares(tag)
        return name in self._paired or (tag[0].endswith("/>") and _has_prefix(name))

    def _compares(self, tag: re.Match[str]) -> bool:
        """Return whether a letter between two signs is a comparison: it follows a word, and no attributes follow it."""
        if self._opened[tag[1].lower()] != 1 or self._closed[tag[1].lower()]:
            return False
        before = self._html[tag.start() - 1 : tag.start()]
        return before.isalnum() and bool(_BARE_WORDS.fullmatch(tag[0])) and not _KNOWN_BARE.search(tag[0])

    def _cut(self, opening: int) -> tuple[str, int]:
        """Remove a tag that the end of the text cuts off, where its name is known.

        ``若a<b`` is a comparison and stays.
        """
        html = self._html
        found = _UNCLOSED_TAG.match(html, opening)
        name = found[1].lower() if found else ""
        compares = len(name) == 1 and html[opening + 1] != "/" and html[opening - 1 : opening].isalnum()
        half = _HALF_TAG.match(html, opening)
        says = half is not None and "=" not in half[0] and len(half[0].split()) > 2  # noqa: PLR2004 - these are words, not attributes
        if half is None or says or name not in self._known or (compares and "=" not in half[0]):
            if found:
                self.literal[found[0]] += 1
            return "&lt;", opening + 1
        if html[opening + 1] != "/":
            self.cut[half[0]] += 1
        return "", half.end()

    def _tag(self, opening: int) -> re.Match[str] | None:
        """Return the tag that begins here.

        After the first quotation mark that is never closed, quotation marks are ignored.
        """
        tag = _TAG.match(self._html, opening) if self._quotes_close else None
        if tag and ">" in tag[0][:-1] and _TORN_VALUE.search(tag[0]):
            return _RAGGED_TAG.match(self._html, opening)
        if tag is None and (ragged := _RAGGED_TAG.match(self._html, opening)):
            self._quotes_close = False
            return ragged
        return tag

    def _raw(self, name: str, shown: str, start: int) -> tuple[str, int]:
        """Read an element without elements inside: a script is removed, preformatted text escaped."""
        close = (
            re.compile(f"</{name}[^>]*+>", re.IGNORECASE).search(self._html, start) if name in self._closed else None
        )
        end, after = (close.start(), close.end()) if close else (len(self._html), len(self._html))
        if name in WORDLESS:
            return f"{shown}</{name}>", after
        return f"<pre>{self._html[start:end].replace('&', '&amp;').replace('<', '&lt;')}</pre>", after


def _has_prefix(name: str) -> bool:
    return ":" in name.strip(":") or "-" in name
