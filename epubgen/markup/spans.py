# SPDX-License-Identifier: AGPL-3.0-or-later
"""``[text]{…}``: which runs the attributes of a span make.

The first attribute stands outermost. ``.strong``, ``.em``, ``.sub``, ``.sup`` and the empty ``[]{.br}`` spell what the
short marks cannot where they stand: the Markdown writer uses them, a person may.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from epubgen.markup.attributes import Attributes
from epubgen.markup.problems import Problems, nearest
from epubgen.model import (
    Abbr,
    BookTitle,
    Break,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    ProperName,
    Ruby,
    SmallCaps,
    Strong,
    Sub,
    Sup,
    Tcy,
    plain,
)

__all__ = ["CLASSES", "TAG", "spanned"]

CLASSES: dict[str, Callable[[Inlines], Inline]] = {
    "dots": Dots,
    "sc": SmallCaps,
    "name": ProperName,
    "book": BookTitle,
    "strong": Strong,
    "em": Em,
    "sub": Sub,
    "sup": Sup,
    "tcy": lambda children: Tcy(plain(children)),
    "br": lambda _children: Break(),
}
_KEYS: dict[str, Callable[[Inlines, str], Inline]] = {
    "ruby": lambda children, value: Ruby(plain(children), value),
    "lang": Foreign,
    "abbr": Abbr,
}
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
"""What the language of a run may be."""
_TAGS = "zh-Hans, zh-Hant-TW, ja, ko, en-GB"
_KNOWN = (*(f".{name}" for name in CLASSES), *_KEYS)


def spanned(children: Inlines, attributes: Attributes, problems: Problems, line: int) -> Inlines:
    """The runs that a span makes; an unknown attribute is reported and leaves the words as they are."""
    runs = children
    for key, value in reversed(attributes):
        if key == "." and value in CLASSES:
            runs = (CLASSES[value](runs),)
        elif key == "lang" and not TAG.match(value):
            problems.add("S02.attribute", line, name=key, value=value, owner="[…]{…}", allowed=_TAGS)
        elif key in _KEYS:
            runs = (_KEYS[key](runs, value),)
        else:
            _unknown(f".{value}" if key == "." else key, problems, line)
    return runs


def _unknown(name: str, problems: Problems, line: int) -> None:
    if near := nearest(name, _KNOWN):
        problems.add("S01.attribute", line, name=name, near=near, owner="[…]{…}")
    else:
        problems.add("S01.attribute.known", line, name=name, owner="[…]{…}", known=", ".join(_KNOWN))
