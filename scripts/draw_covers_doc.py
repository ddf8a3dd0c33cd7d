# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws small covers of all sample issues in both modes, and writes docs/covers.md, which shows them.

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

The cover picture is composed like the front page of a newspaper. It shows:

- the nameplate: its picture, or the title in type
- the date with the weekday, and with `lunar: auto` the day of the Chinese calendar
- numbers, price, motto and ears
- the lead story with kicker, headline, deck, photo and the beginning of its text
- the headlines of other stories, each with its page

In vertical editions all lines run from top to bottom, and follow from right to left. The cover is a JPEG of 1200 × 1600
pixels, declared as the cover for new and for old readers. It has no page of its own, because some devices would show it
twice.

```yaml
# publication.yaml
cover:
  mode: auto                       # or image, lead-photo, facsimile, none
  # file: assets/front.jpg         # for image
  colors: ["#1f3f5b", "#fdfcf8"]   # first nameplate and rules, then the paper
```

| mode | what it shows |
|---|---|
| `auto` | the composed front page |
| `image` | the whole picture `file` of the publication |
| `lead-photo` | the photo of the lead story, cropped around its `focal` point |
| `facsimile` | the picture of the first printed page (`facsimile` of the page) |
| `none` | no cover |

`epubgen build --cover MODE` overrides the publication for one build. If a picture is missing, a composed cover
replaces it, and a warning (F22) names the picture.

The fonts of the cover come with epubgen, with the extra `fonts`, or from you, under `fonts` in publication.yaml; see
[Fonts](fonts.md). A line with a character that no font has is left out completely and reported (F27). If this is the
headline, the cover keeps title, date, photo and other stories; if it is the title, the cover keeps only its pictures
(F26). The cover of a publication in Latin letters has horizontal lines, even in a vertical edition.

The cover of a publication in Arabic, Uyghur, Persian or Hebrew is mirrored: lines, columns and ears begin on the right.
HarfBuzz joins the letters, and python-bidi orders them. The extra `fonts` has Noto fonts for Arabic, Hebrew, Devanagari
and Thai; you can also use a font of your own. For Tibetan, Mongolian, Bengali, Tamil and others, name a font in the
publication; the font of its text (`fonts: {body: …}`) is also used on the cover. Without a font the line is left out
and reported; the cover never shows boxes in place of letters.

Lines of Tibetan end after a tsheg. Lines of Thai, Lao, Burmese and Khmer end at spaces or at U+200B, else between
syllables. These are found by the spelling, because epubgen has no dictionary of these languages. In vertical lines
words in these scripts lie on their side, as Latin words do. Mongolian lines follow from left to right, so the page is a
mirror image of a vertical Chinese page.

The lead story is `headline_article` of the issue, else the first story with `priority: lead`, else the first story. A
headline keeps its printed line breaks if they fit. Otherwise it is divided after a punctuation mark or at a space, or
into equal lines; never inside a number, a date, a price or a word of an alphabet, and never before a closing mark.

The same input gives the same bytes, with the same versions of epubgen, Pillow, HarfBuzz, python-bidi and the fonts.
`epubgen.covers.thumbnail(data, 400)` makes a smaller JPEG of a cover for catalogues.

## The samples

`scripts/draw_covers_doc.py` draws the samples and writes this page.

"""


def cover(issue: Path, mode: WritingMode) -> Image.Image:
    """Return the cover of an issue in a writing mode."""
    stream = io.BytesIO()
    epubgen.build(issue, stream, writing_mode=mode)
    with zipfile.ZipFile(stream) as book:
        return Image.open(io.BytesIO(book.read("EPUB/cover-image.jpg"))).convert("RGB")


def small_png(image: Image.Image) -> bytes:
    """Return a PNG as large as the limit of bytes allows."""
    for height, colours in ((560, 128), (560, 64), (520, 64), (480, 64), (440, 64), (400, 48), (360, 32)):
        small = image.resize((height * 3 // 4, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < MOST_BYTES:
            break
    return out.getvalue()


def rows() -> Iterator[str]:
    """Yield a row of the table for each sample, and write its pictures."""
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
