# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small OpenType font, made anew for a test: boxes for letters, and rules that change them beside each other."""

from __future__ import annotations

from functools import cache
from io import BytesIO

MONGOLIAN = "".join(map(chr, range(0x1820, 0x1843))) + "᠋᠌᠍᠎ ᠂᠃᠀᠁᠄"
TIBETAN = "".join(
    map(chr, [*range(0x0F00, 0x0F48), *range(0x0F49, 0x0F6D), *range(0x0F71, 0x0F98), *range(0x0F99, 0x0FBD)])
)


@cache
def tiny_font(chars: str, rights: int = 0, joined: str = "", name: str = "Tiny") -> bytes:
    """A font.

    Args:
        chars: the letters that it has.
        rights: the licence bits (``fsType`` of the table OS/2).
        joined: letters that have another form at the beginning of a word, as letters of the Mongolian script do.
        name: of the family.
    """
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415 - takes time
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415

    pen = TTGlyphPen(None)
    for x, y in ((50, 0), (50, 700), (550, 700), (550, 0)):
        (pen.lineTo if pen.points else pen.moveTo)((x, y))
    pen.closePath()
    box = pen.glyph()
    cmap = {ord(char): f"u{ord(char):04X}" for char in dict.fromkeys(chars)}
    first = [f"u{ord(char):04X}.init" for char in joined]
    names = [".notdef", *cmap.values(), *first]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap(cmap)
    font.setupGlyf(dict.fromkeys(names, box))
    font.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "licenseDescription": "SIL Open Font License"})
    font.setupOS2(fsType=rights, sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    if joined:
        rules = " ".join(f"sub u{ord(char):04X} by u{ord(char):04X}.init;" for char in joined)
        font.addOpenTypeFeatures(
            f"languagesystem DFLT dflt; languagesystem mong dflt; feature init {{ {rules} }} init;"
        )
    font.font["head"].created = font.font["head"].modified = 0
    made = BytesIO()
    font.font.recalcTimestamp = False
    font.save(made)
    return made.getvalue()
