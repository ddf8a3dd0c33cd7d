# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw the covers of all sample issues in both modes, small, and write docs/covers.md, which shows them.

Usage:
    python scripts/draw_covers_doc.py
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

import epubgen
from epubgen.options import WritingMode

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MODES: dict[str, WritingMode] = {"horizontal": "horizontal-tb", "vertical": "vertical-rl"}
MOST_BYTES = 80_000
TEXT = """# Covers

The cover picture is composed as the front of a newspaper: nameplate (its picture, else the title in type), date
with weekday and, where the issue has `lunar: auto`, the day of the Chinese calendar; numbers, price, motto and
ears; the lead story with kicker, headline, deck, photo and the beginning of its text; the other stories,
each with its page. In vertical editions all lines run downwards, from right to left. The cover is a JPEG of 1200 × 1600
pixels, declared as the cover for new and for old readers. It has no page of its own, since some devices would show it
twice.

```yaml
# publication.yaml
cover:
  mode: auto                       # or image, lead-photo, facsimile, none
  # file: assets/front.jpg         # for image
  colors: ["#1f3f5b", "#fdfcf8"]   # nameplate and rules, then the paper
```

| mode | what it shows |
|---|---|
| `auto` | the composed front page |
| `image` | the picture `file` of the publication, whole |
| `lead-photo` | the photo of the lead story, cropped around its `focal` point |
| `facsimile` | the picture of the first printed page (`facsimile` of the page) |
| `none` | no cover |

`epubgen build --cover MODE` overrides the publication for one build. Where a picture is missing, a composed cover
replaces it, and a warning (F22) says which. The words are set in the fonts that come with epubgen, in those of the
extra `fonts` or in a font of your own under `fonts` in publication.yaml, see [Fonts](fonts.md). A line with a character
that no font has is left out as a whole and reported (F27). Without its headline the cover keeps name, day, photo and
other stories; without the name of the paper it keeps the pictures (F26). The cover of a paper in Latin letters has
lines from left to right also in a vertical edition.

The cover of a paper in Arabic, Uyghur, Persian or Hebrew is mirrored: lines, columns and ears begin on the right.
HarfBuzz joins the letters and python-bidi orders them, with the Noto fonts of the extra `fonts` (Arabic, Hebrew,
Devanagari, Thai) or a font of your own. For Tibetan, Mongolian, Lao, Burmese and Khmer name a font in the publication;
the font of its text (`fonts: {body: …}`) is used on the cover, too. Without a font the line is left out and reported;
the cover never shows boxes. Lines of Tibetan end after a tsheg; lines of Thai, Lao, Burmese and Khmer end at spaces, at
U+200B, else between syllables, which are found by the spelling, since epubgen has no dictionary of these languages. In
vertical lines such words lie on their side, as Latin words do; Mongolian lines follow each other from the left, and the
page is a mirror image of that of vertical Chinese.

The lead story is `headline_article` of the issue, else the first story with `priority: lead`, else the first story. A
headline keeps its print lines where they fit. Otherwise it is divided after a punctuation mark or at a space, or into
equal lines; never inside a number, a date, a price or a word of an alphabet, and never before a closing mark.
Equal input gives equal bytes, as long as the versions of epubgen, Pillow, HarfBuzz, python-bidi and the fonts are
the same.
`epubgen.covers.thumbnail(data, 400)` makes a smaller JPEG of it for catalogues.

## The samples

Drawn by `scripts/draw_covers_doc.py`, which writes this page.

"""


def cover(issue: Path, mode: WritingMode) -> Image.Image:
    """The cover of an issue."""
    stream = io.BytesIO()
    epubgen.build(issue, stream, writing_mode=mode)
    with zipfile.ZipFile(stream) as book:
        return Image.open(io.BytesIO(book.read("EPUB/cover-image.jpg"))).convert("RGB")


def small_png(image: Image.Image) -> bytes:
    """As large as the limit of bytes lets it be."""
    for height, colours in ((560, 128), (560, 64), (520, 64), (480, 64), (440, 64), (400, 48), (360, 32)):
        small = image.resize((height * 3 // 4, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < MOST_BYTES:
            break
    return out.getvalue()


def rows() -> Iterator[str]:
    """A row of the table for each sample; the pictures are written on the way."""
    for issue in sorted(path.parent for path in (ROOT / "issues").glob("*/*/issue.yaml")):
        name, cells = issue.parent.name, []
        for word, mode in MODES.items():
            file = f"images/cover-{name}-{word}.png"
            (DOCS / file).write_bytes(small_png(cover(issue, mode)))
            cells.append(f"![{name}, {word}]({file})")
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    table = ["| horizontal | vertical |", "|---|---|", *rows()]
    (DOCS / "covers.md").write_text(TEXT + "\n".join(table) + "\n", "utf-8")
    print(DOCS / "covers.md")
