# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight rules about styles that make a device ignore a sheet, lose a page or override the reader's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from epubgen.epub.theme.css_syntax import Declaration, values
from epubgen.epub.theme.sheets import css_findings
from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation.preflight.rule import ParsedStyles, PreflightContext

__all__ = [
    "backgrounds", "banned", "custom_properties", "fixed_pixels", "flexible_boxes", "local_fonts", "mode_spellings",
    "modes_below_root", "page_margins", "wide_margins",
]  # fmt: skip

_MODE = regex(r"(-webkit-|-epub-)?writing-mode\Z")
_SPELLINGS = ("-webkit-writing-mode", "-epub-writing-mode", "writing-mode")
_SIDES = regex(r"margin(-left|-right|-inline.*)?\Z")
_EM = regex(r"(?<![\w.-])(\d*\.?\d+)r?em\b")
_PIXELS = regex(r"(?<![\w.-])[1-9]\d*(\.\d+)?px\b")
_NO_COLOUR = frozenset({"none", "transparent", "inherit", "initial", "unset", "0", "0 0"})
_WIDEST = 2.0
"""Ems at the sides that a Kobo still shows (kobolabs/epub-spec)."""


def flexible_boxes(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K05: flex and grid."""
    for said in sheet.said:
        if said.name == "display" and re.search(r"\b(flex|grid)\b", said.value):
            yield sheet.about("K05", said, text=_text(said))


def custom_properties(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K06: custom properties and ``var()``."""
    for said in sheet.said:
        if said.name.startswith("--") or re.search(r"\bvar\(", said.value):
            yield sheet.about("K06", said, text=_text(said))


def banned(key: str, _: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K17: properties that all devices handle badly; ``calc()`` is allowed inside ``@supports``."""
    guarded = {said.line for said in sheet.said if _guarded(said)}
    for found in css_findings(sheet.data, sheet.at):
        line = found.at.line if found.at else None
        if found.key == key and not (key == "K17.calc" and line in guarded):
            yield sheet.about(key, Declaration(line or 1, (), "", ""), **dict(found.args))


def wide_margins(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K23: side margins of more than two ems."""
    for said in sheet.said:
        if _SIDES.match(said.name) and any(float(size) > _WIDEST for size in _EM.findall(_at_the_sides(said))):
            yield sheet.about("K23", said, text=_text(said))


def backgrounds(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K24: backgrounds."""
    for said in sheet.said:
        if said.name.startswith("background") and said.value.lower() not in _NO_COLOUR:
            yield sheet.about("K24", said, text=_text(said))


def fixed_pixels(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K27: widths and heights in pixels."""
    for said in sheet.said:
        if said.name in ("width", "height", "min-width", "min-height") and _PIXELS.search(said.value):
            yield sheet.about("K27", said, text=_text(said))


def local_fonts(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K29: fonts of the device by name."""
    for said in sheet.said:
        if said.name == "src" and re.search(r"\blocal\(", said.value):
            yield sheet.about("K29", said, text=_text(said))


def modes_below_root(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K30: another writing mode inside a document than on its root."""
    for said in sheet.said:
        if _MODE.match(said.name) and _selectors(said) - {"html", ":root", "body"}:
            yield sheet.about("K30", said, text=_text(said))


def mode_spellings(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K31: the writing mode stands in all three spellings, the standard one last."""
    modes = (said for said in sheet.said if _MODE.match(said.name) and not _selectors(said) - {"html", ":root", "body"})
    for _around, group in groupby(modes, key=lambda said: said.around):
        rule = list(group)
        names = [said.name for said in rule]
        if set(names) != set(_SPELLINGS) or names[-1] != "writing-mode":
            yield sheet.about("K31", rule[0], text=_text(rule[0]))


def page_margins(_: PreflightContext, sheet: ParsedStyles) -> Iterator[Finding]:
    """K32: margins of the page."""
    for said in sheet.said:
        whole = _selectors(said) & {"html", "body"} and not said.around[0].startswith("@page")
        if whole and said.name.startswith(("margin", "padding")) and re.search(r"[1-9]", said.value):
            yield sheet.about("K32", said, text=_text(said))


def _selectors(said: Declaration) -> set[str]:
    return {part.strip().lower() for part in (said.around or ("",))[-1].split(",")}


def _guarded(said: Declaration) -> bool:
    return "calc(" in said.value and any(head.startswith("@supports") for head in said.around)


def _at_the_sides(said: Declaration) -> str:
    """Return the left and right part of a margin; the width of a ``calc()`` is unknown."""
    given = values(said.value)
    sides = given if said.name != "margin" else given[1::2] or given
    return " ".join(size for size in sides if "calc(" not in size)


def _text(said: Declaration) -> str:
    return f"{said.name}: {said.value}"[:60]
