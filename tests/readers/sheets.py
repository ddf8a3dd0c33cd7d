# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contact sheets: what the readers of others make of books, to be looked at.

    python -m tests.readers.sheets OUTDIR [--reader foliate] [--book xizhou-daily-vertical] [--pages 40]

``--book`` takes the name of a book of the bench, or an EPUB (for foliate an AZW3, too); each may stand several times. Without
them every sample is opened in every reader.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from tests.readers.bench import READERS, OpenBook, ReaderBench, reader_bench
from tests.readers.books import Book, built, samples
from tests.readers.packages import missing
from tests.readers.trial import facts_for

COLUMNS = 10
GAP, LABEL = 8, 16
SCALE = 0.45


def pictures(book: OpenBook, most: int) -> Iterator[tuple[str, Image.Image]]:
    """The first pages of an open book, each with what stands under it."""
    for number in range(most):
        label = f"{number + 1} {book.shown().part.rsplit('/')[-1]}"
        yield label, Image.open(io.BytesIO(book.page.screenshot(scale=SCALE)))
        if not book.next():
            return


def sheet(pages: list[tuple[str, Image.Image]]) -> Image.Image:
    """Pages in rows, in reading order."""
    width, height = pages[0][1].size
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    made = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP + LABEL) + GAP), "#888")
    draw = ImageDraw.Draw(made)
    for number, (label, page) in enumerate(pages):
        row, column = divmod(number, columns)
        place = GAP + column * (width + GAP), GAP + row * (height + GAP + LABEL)
        made.paste(page, place)
        draw.text((place[0], place[1] + height + 2), label, fill="white")
    return made


def draw_sheets(bench: ReaderBench, book: Book | Path, readers: list[str], folder: Path, most: int) -> Iterator[Path]:
    """One PNG for each reader; what is no EPUB is opened in foliate-js alone."""
    name, path = (book.name, book) if isinstance(book, Path) else (book.name, book.path)
    for reader in ["foliate"] if isinstance(book, Path) else readers:
        opened = bench.open(reader, path, {} if isinstance(book, Path) else facts_for(reader, book))
        made = folder / f"{name}-{reader}.png"
        sheet(list(pictures(opened, most))).save(made, optimize=True)
        yield made


def book_of(name: str, folder: Path) -> Book | Path:
    """A book by its name among those of the bench, or a file."""
    path = Path(name)
    if not path.is_file():
        return built(name, folder)
    return Book(path.stem, path) if path.suffix == ".epub" else path


def main() -> int:
    """Draw what was asked for and print where it lies; 2: the readers are not here."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.readers.sheets", description="Contact sheets of books in readers."
    )
    asked.add_argument("folder", type=Path)
    asked.add_argument("--reader", action="append", choices=READERS)
    asked.add_argument("--book", action="append")
    asked.add_argument("--pages", type=int, default=40)
    given = asked.parse_args()
    if why := missing():
        print(why, file=sys.stderr)  # noqa: T201
        return 2
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, reader_bench() as bench:
        for name in given.book or samples():
            book = book_of(name, Path(folder))
            for made in draw_sheets(bench, book, given.reader or list(READERS), given.folder, given.pages):
                print(made, flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
