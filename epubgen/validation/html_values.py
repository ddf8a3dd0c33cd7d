# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of HTML: allowed values of attributes, required attributes, and elements that must not contain others.

Source: HTML Living Standard §3 and §4, WAI-ARIA 1.2, DPUB-ARIA 1.1. Only rows without exceptions stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from epubgen.startup import regex
from epubgen.validation import xml

__all__ = ["ARIA", "NEEDY", "NEVER_INSIDE", "VALUED", "lacking", "unlike"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARIA = _set(
    "activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex "
    "colindextext colspan controls current describedby description details disabled dropeffect errormessage "
    "expanded flowto grabbed haspopup hidden invalid keyshortcuts label labelledby level live modal multiline "
    "multiselectable orientation owns placeholder posinset pressed readonly relevant required roledescription "
    "rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext"
)
_ROLES = _set(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader "
    "combobox comment complementary contentinfo definition deletion dialog directory document emphasis feed "
    "figure form generic grid gridcell group heading image img insertion link list listbox listitem log main mark "
    "marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option "
    "paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox "
    "separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel "
    "term textbox time timer toolbar tooltip tree treegrid treeitem"
)
_INTEGER, _NATURAL = regex(r"[+-]?\d+"), regex(r"\d+")
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_DATES = (
    r"\d{4,}",
    r"\d{4,}-(0[1-9]|1[0-2])",
    rf"\d{{4,}}-{_DAY}",
    rf"-?-?{_DAY}",
    r"\d{4,}-W(0[1-9]|[1-4]\d|5[0-3])",
    r"(Z|[+-][0-2]\d:?[0-5]\d)",
    r"P[\dA-Z.]+",
    r"(\s*\d+(\.\d+)?\s*[WwDdHhMmSs]\s*)+",
)
_HOUR = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_TIME = regex(rf"(?:{'|'.join(_DATES)}|{_HOUR}|\d{{4,}}-\d\d-\d\d[T ]{_HOUR}(Z|[+-][0-2]\d:?[0-5]\d)?)", re.ASCII)
_VALUES: dict[str, tuple[frozenset[str], re.Pattern[str]]] = {
    "dir": (frozenset(), regex("ltr|rtl|auto", re.IGNORECASE)),
    "hidden": (frozenset(), regex("hidden|until-found|", re.IGNORECASE)),
    "tabindex": (frozenset(), _INTEGER),
    "translate": (frozenset(), regex("yes|no|", re.IGNORECASE)),
    "contenteditable": (frozenset(), regex("true|false|plaintext-only|", re.IGNORECASE)),
    "draggable": (frozenset(), regex("true|false", re.IGNORECASE)),
    "scope": (_set("th"), regex("row|col|rowgroup|colgroup", re.IGNORECASE)),
    "border": (_set("table"), regex("1|")),
    "datetime": (_set("time"), _TIME),
    "start": (_set("ol"), _INTEGER),
    "width": (_set("img video canvas iframe embed object"), _NATURAL),
    "height": (_set("img video canvas iframe embed object"), _NATURAL),
    "span": (_set("col colgroup"), _NATURAL),
    "usemap": (_set("img object"), regex("#.+", re.DOTALL)),
    "charset": (_set("meta"), regex("utf-8", re.IGNORECASE)),
    "type": (_set("ol"), regex("[1aAiI]")),
    "controls": (_set("audio video"), regex("controls|", re.IGNORECASE)),
    "open": (_set("details dialog"), regex("open|", re.IGNORECASE)),
    "reversed": (_set("ol"), regex("reversed|", re.IGNORECASE)),
    "shape": (_set("area"), regex("circle|default|poly|rect", re.IGNORECASE)),
}
"""Attribute → the elements on which it is checked (empty: all), and its allowed values."""
_NEEDED: dict[str, tuple[frozenset[str], ...]] = {
    "bdo": (_set("dir"),),
    "area": (_set("alt href"),),
    "link": (_set("rel property itemprop"),),
    "meta": (_set("name http-equiv charset property itemprop"),),
    "track": (_set("src"),),
    "img": (_set("src"),),
    "embed": (_set("src"),),
    "param": (_set("name"),),
    "optgroup": (_set("label"),),
    "map": (_set("name"),),
}
"""Element → groups of attributes; it must have one of each group."""
_INTERACTIVE = _set("a button details embed iframe label select textarea menu")
NEVER_INSIDE: dict[str, frozenset[str]] = {
    "a": _INTERACTIVE,
    "button": _INTERACTIVE,
    "label": _set("label"),
    "audio": _set("audio video"),
    "video": _set("audio video"),
    "address": _set("address header footer"),
    "header": _set("header footer"),
    "footer": _set("header footer"),
    "form": _set("form"),
    "progress": _set("progress"),
    "meter": _set("meter"),
    "dfn": _set("dfn"),
    "caption": _set("table"),
    "time": _set("time"),
}
"""Element → elements that must not stand anywhere inside it."""
VALUED = frozenset({*_VALUES, "role"})
"""Attributes that ``unlike`` examines."""
NEEDY = frozenset({*_NEEDED, "source", "a"})
"""Elements that ``lacking`` examines."""


@lru_cache(maxsize=4096)
def unlike(word: str, attribute: str, value: str) -> bool:
    """Return whether an attribute of the element ``word`` has a value that HTML does not know."""
    said = value.strip()
    if attribute == "role":
        return bool(said) and not any(_is_role(role) for role in said.lower().split())
    on, pattern = _VALUES[attribute]
    return (not on or word in on) and not pattern.fullmatch(said)


def _is_role(role: str) -> bool:
    return role in _ROLES or role.startswith(("doc-", "graphics-"))


def lacking(word: str, element: xml.Element) -> Iterator[str]:
    """Return required attributes that an element lacks; alternatives are joined by ``/``."""
    for group in _NEEDED.get(word, ()):
        if group.isdisjoint(element.keys()):
            yield "/".join(sorted(group))
    above = element.getparent() if word == "source" else None
    if word == "meta" and (element.get("name") or element.get("http-equiv")) and element.get("content") is None:
        yield "content"
    if above is not None and element.get(wanted := "srcset" if xml.local(above) == "picture" else "src") is None:
        yield wanted
    if word in ("a", "area") and element.get("itemprop") is not None and element.get("href") is None:
        yield "href"
