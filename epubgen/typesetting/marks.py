# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dashes, dots and vertical presentation forms. Source: typography rules 5, 14 and 27.

Which mark a dash or an ellipsis is was settled before, by ``punctuation``; here only its form in the house changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from epubgen.model import Text, Typography
from epubgen.typesetting.characters import EAST
from epubgen.typesetting.line import Edit, Line, Rule

__all__ = ["dashes", "forms", "middle_dots"]

_DASH = re.compile("(?<![—―⸺─])(?:(?:——)+|(?:――)+|⸺+|(?:──)+)(?![—―⸺─])")
_WIDTHS = {"⸺": 1}
_NAME = re.compile(r"(?<![^\W_])[^\W_]+(?:[·‧・][^\W_]+)+")
_DOT = re.compile(r"(?<!\d)[·‧・]|[·‧・](?!\d)")
_FORM = re.compile("[\ufe10-\ufe19\ufe30-\ufe4f]")


def dashes(settings: Typography) -> Rule:
    """Dashes of two cells with the character of the house."""
    form = settings.dash

    def rule(line: Line) -> Iterator[Edit]:
        if form != "keep":
            for found in _DASH.finditer(line.text):
                start, end = found.span()
                count = (end - start) // (_WIDTHS.get(found.group()[0], 2))
                if found.group() != form * count and line.east(start, end):
                    yield Edit(start, end, Text(form * count))

    return rule


def middle_dots(settings: Typography) -> Rule:
    """The dot inside names that hold Han characters, kana or Hangul; a dot between numbers stays (3·15)."""
    form = settings.middle_dot

    def rule(line: Line) -> Iterator[Edit]:
        names = _NAME.finditer(line.text) if form != "keep" else ()
        for name in names:
            if EAST.search(name.group()):
                for dot in _DOT.finditer(line.text, *name.span()):
                    if dot.group() != form and line.east(*dot.span()):
                        yield Edit(*dot.span(), Text(form))

    return rule


def forms(line: Line) -> Iterator[Edit]:
    """Presentation forms for vertical lines (``﹁``) become the marks that they stand for; readers turn those."""
    for found in _FORM.finditer(line.text):
        if meant := _meant(found.group()):
            yield Edit(*found.span(), Text(meant))


def _meant(form: str) -> str:
    words = unicodedata.decomposition(form).split()
    if not words or len(words) != len(["<vertical>", "code"]):
        return ""
    char = chr(int(words[1], 16))
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char
