# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which HTML elements mean what in a story: the allow-list. What stands in no table here is unknown: its text stays."""

from __future__ import annotations

from epubgen.model import Em, Strong, Struck, Sub, Sup

__all__ = [
    "ACTIVE",
    "BLOCKS",
    "FOREIGN",
    "HEADINGS",
    "HTML",
    "INLINES",
    "OPAQUE",
    "PLAYERS",
    "RAW",
    "SILENT",
    "VERBATIM",
    "WORDLESS",
    "WRAPS",
    "instead_of",
    "is_html",
]

WORDLESS = frozenset({"script", "style", "template", "title", "link", "meta", "base"})
"""Left out with all that is in them: nothing in them is to be read."""

SILENT = frozenset({"title", "meta", "style"})
"""Of these no one needs to be told."""

ACTIVE = frozenset(
    {"script", "link", "base", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "param",
     "form", "input", "button", "select", "option", "optgroup", "textarea", "keygen", "svg", "math", "canvas",
     "audio", "video", "source", "track", "portal", "marquee", "dialog", "isindex", "xml", "bgsound", "layer",
     "ilayer"}
)  # fmt: skip
"""What runs, loads or asks: the element goes, words in it stay."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

BLOCKS = frozenset(
    {*HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup",
     "hr", "html", "img", "image", "legend", "li", "main", "menu", "nav", "noframes", "noscript", "ol", "option",
     "p", "pre", "listing", "plaintext", "xmp", "search", "section", "summary", "table", "tbody", "td", "textarea",
     "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
"""A paragraph ends where one of these begins or ends."""

WRAPS: dict[str, type[Strong | Em | Sub | Sup | Struck]] = {
    "strong": Strong,
    "b": Strong,
    "em": Em,
    "i": Em,
    "cite": Em,
    "dfn": Em,
    "var": Em,
    "sub": Sub,
    "sup": Sup,
    "s": Struck,
    "strike": Struck,
}

INLINES = frozenset(
    {*WRAPS, "a", "abbr", "acronym", "bdi", "bdo", "big", "br", "code", "data", "del", "font", "head", "ins", "kbd",
     "label", "map", "area", "mark", "nobr", "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small",
     "span", "strike", "time", "tt", "u", "wbr", "col", "colgroup"}
)  # fmt: skip

HTML = frozenset(
    {*WORDLESS, *ACTIVE, *BLOCKS, *INLINES, "basefont", "blink", "command", "datalist", "meter", "multicol", "nextid",
     "noembed", "output", "progress", "rbc", "slot", "spacer"}
)  # fmt: skip
"""Every element that HTML has or had. What bears another name and is never closed is text, such as ``<NBA>``."""

FOREIGN = frozenset(
    {"animate", "circle", "clippath", "defs", "desc", "ellipse", "filter", "foreignobject", "g", "line",
     "lineargradient", "maction", "marker", "mask", "mfrac", "mglyph", "mi", "mn", "mo", "mover", "mroot", "mrow",
     "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "path",
     "pattern", "polygon", "polyline", "radialgradient", "rect", "set", "stop", "switch", "symbol", "text",
     "textpath", "tspan", "use", "view"}
)  # fmt: skip
"""Elements of SVG and MathML, where one of them stands in the text."""

PLAYERS = ("video", "audio", "iframe", "frame", "embed", "object", "amp-video", "amp-audio", "amp-iframe")
"""Elements that play or show something from elsewhere; a link to it stays."""

VERBATIM = frozenset({"pre", "listing", "code", "kbd", "samp", "tt", "textarea"})
"""Elements in which brackets are no shortcodes."""

RAW = frozenset({"script", "style", "title", "xmp", "plaintext"})
"""Elements whose content is no HTML."""

OPAQUE = frozenset({"iframe", "noembed", "noframes", "textarea"})
"""Elements whose content parsers take for plain text; it is read as HTML that follows them."""


_INSTEAD = {
    "a": "[…](https://…)",
    "abbr": '[…]{abbr="…"}',
    "b": "**…**",
    "blockquote": "> …",
    "br": "\\",
    "code": "`…`",
    "em": "*…*",
    "h1": "## …",
    "h2": "## …",
    "h3": "### …",
    "hr": "***",
    "i": "*…*",
    "img": "![…](…)",
    "li": "- …",
    "ol": "1. …",
    "s": "~~…~~",
    "ruby": '[…]{ruby="…"}',
    "rt": '[…]{ruby="…"}',
    "strike": "~~…~~",
    "strong": "**…**",
    "sub": "~…~",
    "sup": "^…^",
    "table": "| … | … |",
    "td": "| … | … |",
    "th": "| … | … |",
    "tr": "| … | … |",
    "ul": "- …",
}


def instead_of(tag: str) -> str:
    """The Markdown for a tag; empty when there is none."""
    return _INSTEAD.get(tag.lower(), "")


def is_html(tag: str) -> bool:
    """Whether HTML, SVG, MathML or an office program has an element of this name; ``NBA`` is none."""
    name = tag.lower()
    return name in HTML or name in FOREIGN or ":" in name
