# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts a font down to some characters: with uharfbuzz in a millisecond where it is installed, else with fontTools.

Both keep the vertical forms (``vert``, ``vrt2``) and the names that the Open Font License asks to keep: copyright,
licence and its address. The bytes depend on the version of the tool, on nothing else.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from io import BytesIO

from epubgen.fonts.sfnt import Face

__all__ = ["can_subset", "subset"]

_FEATURES = ("vert", "vrt2")
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""Name ids: copyright, family, style, identifier, full name, version, PostScript name, licence and its address."""


def can_subset() -> bool:
    """Whether a tool is installed: the extra ``fonts`` brings one."""
    return any(importlib.util.find_spec(name) for name in ("uharfbuzz", "fontTools"))


def subset(face: Face, chars: Iterable[str], *, fast: bool = True) -> bytes:
    """The font with these characters and nothing else.

    Args:
        face: where they are taken from; it has them all.
        chars: the characters.
        fast: whether uharfbuzz may do it where it is installed.

    Raises:
        ImportError: no tool is installed.
    """
    wanted = sorted({ord(char) for char in chars})
    if fast and importlib.util.find_spec("uharfbuzz"):
        return _by_harfbuzz(face, wanted)
    return _by_fonttools(face, wanted)


def _by_harfbuzz(face: Face, wanted: list[int]) -> bytes:
    import uharfbuzz as hb  # noqa: PLC0415 - an extra

    order = hb.SubsetInput()
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    order.unicode_set.update(wanted)
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    order.name_id_set.update(_NAMES)
    return bytes(hb.subset(hb.Face(face.read(), face.index), order).blob.data)


def _by_fonttools(face: Face, wanted: list[int]) -> bytes:
    from fontTools import subset as tool  # noqa: PLC0415 - an extra
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - the same

    choice = tool.Options(layout_features=list(_FEATURES), hinting=False, name_IDs=list(_NAMES), notdef_outline=True)
    with TTFont(BytesIO(face.read()), lazy=True, fontNumber=face.index, recalcTimestamp=False) as font:
        work = tool.Subsetter(choice)
        work.populate(unicodes=wanted)
        work.subset(font)
        out = BytesIO()
        font.save(out)
    return out.getvalue()
