# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds what a reader shows of a book against what the book says: a line for each fault, and the figures of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tests.readers.bench import ShownPage, Walk
from tests.readers.books import Book, Entry

NEAR = 2
"""Pages between a photo and its caption, at most."""
ASPECT = 0.01
"""How far a picture may be from its shape."""
WHOLE = 0.98
"""The share of a picture that is on one page; Chromium cuts by fractions of a pixel."""


@dataclass(frozen=True)
class PageFigures:
    """How well a reader fills its pages with a book."""

    pages: int
    fill: float
    """Mean of the pages that are not the last of their part."""
    holes: int
    """Pages less than half full before which a part goes on."""
    together: float
    """The share of pictures whose caption is on the same page; 1 without captions."""


def metadata_faults(book: Book, said: Mapping[str, Any], *, series: bool = True) -> Iterator[str]:
    """Cover, title, series and direction; what the reader has no notion of is left out."""
    yield from _differs("title", _spaced(book.title), _spaced(said["title"]))
    yield from _differs("direction", book.direction, said["direction"])
    yield from _differs("cover, bytes", book.cover, said["cover"])
    if series:
        name, position = book.series
        yield from _differs("series", _spaced(name), _spaced(said["series"]))
        yield from _differs("place in the series", float(position or 0), float(said["position"] or 0))


def contents_faults(
    book: Book, toc: Sequence[Mapping[str, Any]], pages: Sequence[Mapping[str, Any]] | None, *, labels: bool = True
) -> Iterator[str]:
    """The contents in their two levels and the list of printed pages, by label and target.

    Args:
        book: what is due.
        toc: the contents as the reader has them.
        pages: the printed pages as the reader has them; ``None``: it has no notion of them.
        labels: false: the reader makes numbers of the labels of pages, so that their targets alone are compared.
    """
    yield from _differs("contents", _flat(book.toc), _flat(_entries(toc)))
    if pages is None:
        return
    due, said = _flat(book.pages), _flat(_entries(pages))
    yield from _differs(
        "printed pages", due if labels else [one[2] for one in due], said if labels else [one[2] for one in said]
    )


def page_faults(book: Book, walk: Walk, *, paged: bool = True) -> Iterator[str]:
    """Every part is shown, in order; no page is blank; pictures are whole, keep their shape, and stand by their captions.

    Args:
        book: what is due.
        walk: what was shown.
        paged: false: the reader scrolls this book, so that a picture may be cut by the edge of the screen.
    """
    yield from [] if walk.end else ["the end of the book was not reached"]
    yield from _differs("parts", book.parts, [part for part, _ in groupby(page.part for page in walk.pages)])
    yield from _differs("vertical lines", set(book.vertical), walk.vertical)
    for part, pages in _by_part(walk).items():
        yield from _blank_pages(book, part, pages)
        yield from _picture_faults(part, book.pictures(part), walk.shapes[part], pages if paged else [])
        signs = [str(number + 1) for number in range(book.notes(part))]
        yield from _differs(f"{part}: signs of notes", signs, walk.notes[part])


def figures(walk: Walk) -> PageFigures:
    """The figures of a book in a reader."""
    inner = [page.fill for pages in _by_part(walk).values() for _, page in pages[:-1]]
    apart = [gap for part, pages in _by_part(walk).items() for gap in _gaps(pages) if gap is not None]
    together = sum(not gap for gap in apart) / len(apart) if apart else 1.0
    return PageFigures(len(walk.pages), _mean(inner), sum(fill < 0.5 for fill in inner), together)


def _blank_pages(book: Book, part: str, pages: Sequence[tuple[int, ShownPage]]) -> Iterator[str]:
    """A wide space at the end of a line hangs over the edge (CSS Text 3 §8.2); readers that count it add a blank page at the end."""
    counted = pages[:-1] if len(pages) > 1 and book.hangs(part) else pages
    yield from (f"page {number} of {part} is blank" for number, page in counted if not page.fill)


def _picture_faults(
    part: str, due: int, shapes: Mapping[int, Mapping[str, Any]], pages: Sequence[tuple[int, ShownPage]]
) -> Iterator[str]:
    yield from _differs(f"{part}: pictures", due, len(shapes))
    for number, shape in shapes.items():
        yield from (f"{part}: picture {number}: {fault}" for fault in _shape_faults(shape))
        if not pages:
            continue
        best = max((page.pictures.get(number, 0) for _, page in pages), default=0)
        yield from [] if best > WHOLE else [f"{part}: picture {number} is cut: {best:.0%} on its page"]
    for number, gap in enumerate(_gaps(pages)):
        if gap is not None and gap > NEAR:
            yield f"{part}: picture {number} stands {gap} pages from its caption"


def _shape_faults(shape: Mapping[str, Any]) -> Iterator[str]:
    if not shape["naturalWidth"]:
        yield "does not load"
        return
    if shape["turned"]:
        yield "is turned"
    if not shape["width"] or not shape["height"]:
        yield "has no size"
        return
    drawn, true = shape["width"] / shape["height"], shape["naturalWidth"] / shape["naturalHeight"]
    rounding = 1 / min(shape["width"], shape["height"])
    if not shape["keeps"] and abs(drawn / true - 1) > ASPECT + rounding:
        yield f"is {shape['width']} × {shape['height']}, and in truth {shape['naturalWidth']} × {shape['naturalHeight']}"


def _gaps(pages: Sequence[tuple[int, ShownPage]]) -> list[int | None]:
    """Of each picture of a part: the pages between it and its caption; nothing where it has none."""
    most = max((number for _, page in pages for number in page.pictures), default=-1)
    found: list[int | None] = []
    for picture in range(most + 1):
        on = [(page.pictures.get(picture, 0), -number) for number, page in pages]
        captions = [number for number, page in pages if picture in page.captions]
        found.append(min(abs(number + max(on)[1]) for number in captions) if captions else None)
    return found


def _by_part(walk: Walk) -> dict[str, list[tuple[int, ShownPage]]]:
    found: dict[str, list[tuple[int, ShownPage]]] = {}
    for number, page in enumerate(walk.pages):
        found.setdefault(page.part, []).append((number, page))
    return found


def _entries(items: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    return tuple(Entry(one["label"].strip(), one["href"], _entries(one.get("items") or ())) for one in items)


def _flat(entries: Sequence[Entry], level: int = 1) -> list[tuple[int, str, str]]:
    return [
        line
        for entry in entries
        for line in ((level, _spaced(entry.label), entry.href), *_flat(entry.items, level + 1))
    ]


def _spaced(words: str) -> str:
    """Words with plain spaces; calibre and Readium make one of any."""
    return " ".join(words.split())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0


def _differs(what: str, due: object, said: object) -> Iterator[str]:
    if due == said:
        return
    if isinstance(due, list) and isinstance(said, list):
        both = [(a, b) for a, b in zip(due, said, strict=False) if a != b][:1]
        yield (
            f"{what}: {len(said)} of {len(due)}; first {both[0][1]!r} for {both[0][0]!r}"
            if both
            else f"{what}: {len(said)} of {len(due)}"
        )
    else:
        yield f"{what}: {said!r} for {due!r}"
