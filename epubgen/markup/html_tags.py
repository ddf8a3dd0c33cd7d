# SPDX-License-Identifier: AGPL-3.0-or-later
"""The allow-list of HTML: what each element means in a story.

Elements in no table here are unknown, and their text stays.
"""

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
"""Elements that are removed with their content, which nobody is meant to read."""

SILENT = frozenset({"title", "meta", "style"})
"""Elements whose removal is not reported."""

ACTIVE = frozenset(
    {"script", "link", "base", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "param",
     "form", "input", "button", "select", "option", "optgroup", "textarea", "keygen", "svg", "math", "canvas",
     "audio", "video", "source", "track", "portal", "marquee", "dialog", "isindex", "xml", "bgsound", "layer",
     "ilayer"}
)  # fmt: skip
"""Elements that run, load or ask something. They are removed; words in them stay."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

BLOCKS = frozenset(
    {*HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup",
     "hr", "html", "img", "image", "legend", "li", "main", "menu", "nav", "noframes", "noscript", "ol", "option",
     "p", "pre", "listing", "plaintext", "xmp", "search", "section", "summary", "table", "tbody", "td", "textarea",
     "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
"""Elements at whose beginning and end a paragraph ends."""

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
"""Every element that HTML has or had. A tag of another name that is never closed is text, such as ``<NBA>``."""

FOREIGN = frozenset(
    {"animate", "circle", "clippath", "defs", "desc", "ellipse", "filter", "foreignobject", "g", "line",
     "lineargradient", "maction", "marker", "mask", "mfrac", "mglyph", "mi", "mn", "mo", "mover", "mroot", "mrow",
     "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "path",
     "pattern", "polygon", "polyline", "radialgradient", "rect", "set", "stop", "switch", "symbol", "text",
     "textpath", "tspan", "use", "view"}
)  # fmt: skip
"""Elements of SVG and MathML; used where the text has one of these."""

PLAYERS = ("video", "audio", "iframe", "frame", "embed", "object", "amp-video", "amp-audio", "amp-iframe")
"""Elements that play or show something from elsewhere; a link to that place replaces them."""

VERBATIM = frozenset({"pre", "listing", "code", "kbd", "samp", "tt", "textarea"})
"""Elements in which square brackets are not shortcodes."""

RAW = frozenset({"script", "style", "title", "xmp", "plaintext"})
"""Elements whose content is not HTML."""

OPAQUE = frozenset({"iframe", "noembed", "noframes", "textarea"})
"""Elements whose content parsers take for plain text; here it is read as HTML after them."""


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
    """Return the Markdown to type for a tag; empty when there is none."""
    return _INSTEAD.get(tag.lower(), "")


def is_html(tag: str) -> bool:
    """Return whether HTML, SVG, MathML or an office program has an element of this name; ``NBA`` is none."""
    name = tag.lower()
    return name in HTML or name in FOREIGN or ":" in name
