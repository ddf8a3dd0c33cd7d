# SPDX-License-Identifier: AGPL-3.0-or-later
"""The elements and attributes of HTML and where they may stand: enough to find the faults of an EPUB without a schema.

Source: HTML Living Standard §3 and §4, as profiled by EPUB 3.3 §6.1. Only rules without exceptions stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from epubgen.startup import dataclass
from epubgen.validation import xml


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


XHTML = "{http://www.w3.org/1999/xhtml}"

ELEMENTS = _set(
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col "
    "colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu "
    "meta meter nav noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp "
    "script search section select slot small source span strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track u ul var video wbr"
)
ACTIVE = frozenset({"script", "form", "iframe", "object", "embed", "applet", "canvas"})
TELLING = ACTIVE | {"svg", "math", "switch"}
"""Elements that the manifest must declare, or that run something."""

BLOCKS = _set(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead title tr ul"
)
_PHRASING_ONLY = _set(
    "p h1 h2 h3 h4 h5 h6 span em strong b i u s small sub sup cite code q abbr dfn kbd samp var label pre time mark "
    "bdi bdo data rt rp rb ruby"
)
_PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "tbody", "thead", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "tbody": {"table"},
    "thead": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "colgroup": {"table"},
    "col": {"colgroup"},
    "figcaption": {"figure"},
    "rt": {"ruby", "rtc"},
    "rp": {"ruby"},
    "body": {"html"},
    "head": {"html"},
    "title": {"head"},
    "summary": {"details"},
    "style": {"head"},
}
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tr": {"td", "th"},
    "tbody": {"tr"},
    "thead": {"tr"},
    "tfoot": {"tr"},
    "html": {"head", "body"},
}
_ANYWHERE = {"script", "template"}
_VOID = _set("area base br col embed hr img input link meta source track wbr")

_ATTRIBUTES = _set(
    "abbr accept accept-charset accesskey action allow allowfullscreen alt as async autocapitalize autocomplete "
    "autocorrect autofocus autoplay charset checked cite class color cols colspan content contenteditable controls "
    "coords crossorigin data datetime decoding default defer dir dirname disabled download draggable enctype "
    "enterkeyhint fetchpriority for form formaction formenctype formmethod formnovalidate formtarget headers height "
    "hidden high href hreflang http-equiv id imagesizes imagesrcset inert inputmode integrity is ismap itemid itemprop "
    "itemref itemscope itemtype kind label lang list loading loop low max maxlength media method min minlength "
    "multiple muted name nomodule nonce novalidate open optimum pattern ping placeholder playsinline popover "
    "popovertarget poster prefix preload property about resource typeof vocab datatype inlist rel rev readonly "
    "referrerpolicy required reversed role rows rowspan sandbox scope selected shape size sizes slot span spellcheck "
    "src srcdoc srclang srcset start step style tabindex target title translate type usemap value width "
    "border wrap xmlns"
)
_ONLY_ON = {
    "width": {"img", "video", "canvas", "embed", "iframe", "object", "input", "source"},
    "height": {"img", "video", "canvas", "embed", "iframe", "object", "input", "source"},
    "border": {"table"},
    "size": {"input", "select"},
    "color": {"link"},
    "start": {"ol"},
    "type": {"a", "area", "link", "script", "style", "embed", "object", "source", "input", "button", "ol", "param"},
    "name": {
        "button", "fieldset", "form", "iframe", "input", "map", "meta", "object", "output", "param", "select", "slot",
        "textarea", "details", "a",
    },
    "src": {"img", "audio", "video", "source", "track", "script", "iframe", "embed", "input"},
    "href": {"a", "area", "link", "base"},
    "alt": {"img", "area", "input"},
    "colspan": {"td", "th"},
    "rowspan": {"td", "th"},
}  # fmt: skip
_TEXTLESS = _VOID | _CHILDREN.keys()
"""Elements that ``loose_text`` examines."""
_VALUED = frozenset({"id", "lang", "src", "colspan", "rowspan"})
"""Attributes that ``wrong_values`` examines."""


def follows_caption(caption: xml.Element) -> bool:
    """Return whether a caption follows another one of the same figure."""
    return any(xml.local(other) == "figcaption" for other in caption.itersiblings(preceding=True))


def _misplaced(word: str, above: str) -> bool:
    if word in _ANYWHERE:
        return False
    misplaced = above not in _PARENTS.get(word, {above}) or word not in _CHILDREN.get(above, {word})
    return misplaced or (above in _PHRASING_ONLY and word in BLOCKS)


def wrong_attributes(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of these attributes, all without a namespace, that HTML does not have on the element ``word``."""
    if "-" in word:
        return ()
    plain = (name for name in names if not name.startswith(("{", "data-", "aria-", "on")))
    return tuple(name for name in plain if name not in _ATTRIBUTES or word not in _ONLY_ON.get(name, {word}))


@dataclass(frozen=True, slots=True)
class ElementShape:
    """The findings that follow from the names of an element, its parent and its attributes; each shape is judged once.

    Attributes:
        faults: rows and arguments for what is wrong.
        is_textless: whether ``loose_text`` has to examine the element.
        tells: whether ``wrong_values`` has to examine the element.
    """

    faults: tuple[tuple[str, dict[str, str]], ...] = ()
    is_textless: bool = False
    tells: bool = False


@lru_cache(maxsize=4096)
def shape_of(tag: str, above: str, names: tuple[str, ...], *, again: bool) -> ElementShape:
    """Return the shape of an element; one outside the namespace of HTML has no faults.

    Args:
        tag: the tag of the element.
        above: the tag of its parent, empty for the root.
        names: the names of its attributes.
        again: whether this is a second element where only one may stand.
    """
    if not tag.startswith(XHTML):
        return ElementShape()
    word, parent, faults = tag.removeprefix(XHTML), above.removeprefix(XHTML), []
    if word not in ELEMENTS:
        faults += [("B39.element", {"element": word})] if "-" not in word else []  # with "-": a custom element
    elif above.startswith(XHTML) and (again or _misplaced(word, parent)):
        faults.append(("B39.place", {"element": word, "parent": parent}))
    faults += [("B39.attribute", {"attribute": name, "element": word}) for name in wrong_attributes(word, names)]
    return ElementShape(tuple(faults), word in _TEXTLESS, not _VALUED.isdisjoint(names))


def needed_properties(word: str, element: xml.Element) -> Iterator[str]:
    """Return the properties that a manifest item must declare for this element (EPUB 3.3 §D.6)."""
    if word == "switch" and str(element.tag).startswith(xml.OPS):
        yield "switch"
    if word == "svg":
        yield "svg"
    if word == "math":
        yield "mathml"
    runs = word == "script" and element.get("type", "text/javascript") in (
        "text/javascript",
        "",
        "application/javascript",
    )
    if runs or word == "form":
        yield "scripted"


def loose_text(word: str, element: xml.Element) -> bool:
    """Return whether an element that may hold only elements, or nothing, has text of its own."""
    if word in _VOID:
        return bool(len(element) or (element.text or "").strip())
    return word in _CHILDREN and any((text or "").strip() for text in (element.text, *(e.tail for e in element)))


def wrong_values(word: str, element: xml.Element) -> Iterator[tuple[str, str]]:
    """Yield attributes whose value cannot be right, with the value."""
    if word == "img" and (value := element.get("src")) is not None and not value.strip():
        yield "src", value
    if (value := element.get("id")) is not None and (not value or any(c.isspace() for c in value)):
        yield "id", value
    lang, plain = element.get(xml.LANG), element.get("lang")
    if lang is not None and plain is not None and lang.lower() != plain.lower():
        yield "lang", f"{plain} / {lang}"
    for name in ("colspan", "rowspan"):
        if (value := element.get(name)) is not None and not value.strip().isdigit():
            yield name, value
