# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw the pictures of characters for the sample issue `rare-names`: those that no font of the extra `fonts` has.

Each is put together from characters that the fonts do have, as type founders do it: four dragons for U+2A6A5, a left
and a right part for U+2E9F5. Needs the extra `fonts`.

Usage:
    python scripts/draw_gaiji.py [TARGET]
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from epubgen.epub.fonts import font_chain
from epubgen.files.input_tree import InputTree
from epubgen.model import Publication

SIDE = 192
Box = tuple[float, float, float, float]
PARTS: dict[str, tuple[tuple[str, Box], ...]] = {
    "U+2A6A5": tuple(("龍", (x, y, x + 0.48, y + 0.48)) for y in (0.03, 0.5) for x in (0.02, 0.5)),
    "U+2E9F5": (("韦", (0.02, 0.03, 0.46, 0.97)), ("华", (0.45, 0.03, 0.98, 0.97))),
}
"""Name → characters, each with the box that it is fitted into, as shares of the square."""


def drawn(char: str, size: tuple[int, int]) -> Image.Image:
    """A character that fills a size, black on white."""
    face = font_chain(Publication(id="x", title="x", language="zh-Hans"), InputTree.memory({})).face(char)
    if face is None or isinstance(face.source, bytes):
        sys.exit("pip install --upgrade epubgen-periodicals")
    font = ImageFont.truetype(face.source, SIDE * 2, face.index, layout_engine=ImageFont.Layout.BASIC)
    large = Image.new("L", (SIDE * 3, SIDE * 3), 0)
    ImageDraw.Draw(large).text((SIDE / 2, 0), char, 255, font, stroke_width=3)
    return large.crop(large.getbbox()).resize(size, Image.Resampling.LANCZOS)


def main() -> None:
    """Draw them all."""
    home = Path(__file__).resolve().parents[1] / "issues" / "rare-names"
    target = (Path(sys.argv[1]) if len(sys.argv) > 1 else home) / "gaiji"
    target.mkdir(parents=True, exist_ok=True)
    for name, parts in PARTS.items():
        page = Image.new("L", (SIDE, SIDE), 255)
        for char, (left, top, right, bottom) in parts:
            size = (round((right - left) * SIDE), round((bottom - top) * SIDE))
            page.paste(0, (round(left * SIDE), round(top * SIDE)), drawn(char, size))
        page.quantize(16).save(target / f"{name}.png", optimize=True)
        print(target / f"{name}.png")


if __name__ == "__main__":
    main()
