# SPDX-License-Identifier: AGPL-3.0-or-later
"""How full the pages of the samples are: the share of each that lines of text and pictures cover. Needs Chromium.

    python -m tests.rendering.page_fill [--pages] [--paragraphs] [--sample NAME] [--screen NAME] [--mode MODE]

Each sample whose pages turn as Chinese or English ones do is built in both modes, and laid out on four screens with letters of two sizes, by the script that the
preview and the snapshots use; nothing is drawn. Letters come from wheels, so that no figure depends on a machine.

A page box is a page without its margins. A line of a story's own text covers the whole line, any other line its length,
each as thick as the distance to the next one; a picture covers its box. ``--paragraphs`` measures pages of nothing but
paragraphs: no other page can be fuller. Type, leading and the limits of photos are those of the sheets. A page is *inner*
when another of its document follows; *lines* are those of the story's own text. *Blank* pages are inner pages of stories
whose last quarter, or more, is empty: what is not covered elsewhere is space around headings and short lines.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import epubgen
from epubgen.epub.theme.sheets import sheets
from epubgen.languages.tags import fitting
from epubgen.live_preview.browser import Browser, BrowserPage
from epubgen.live_preview.screens import SCREENS, Screen, paginate_js
from epubgen.options import WritingMode
from tests.conftest import BOOKS, EASTERN_OR_LATIN, MODES
from tests.rendering.books import unpacked
from tests.rendering.browser import faces

SCRIPT = Path(__file__).with_name("page_fill.js")
MEASURED = tuple(screen for screen in SCREENS if screen.name in ("clara", "paperwhite", "small", "phone"))
SIZES = (1.0, 1.4)
"""Letters of the usual size, and those of a reader who wants larger ones."""
LEAST_FULL = 0.55
LEAST_LINES = 4
MOST_BLANK = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFill:
    """A page of a document on a screen; shares of the page box from 0 to 1."""

    sample: str
    mode: str
    document: str
    kinds: str
    """Classes of the body: what the document is."""
    screen: str
    size: float
    number: int
    """From 1."""
    count: int
    """Pages of the document."""
    text: float
    picture: float
    blank: float
    """Empty behind the last line or picture."""
    lines: int
    """Of the story's own text."""
    all_lines: int
    """Of the story's own text on all pages of the document."""
    beside: int
    """Lines of it beside a picture."""
    narrow: int
    """Those of them that have no room for more than three or four characters."""
    opens: str
    """What it begins with: name and first class of the element."""

    @property
    def share(self) -> float:
        """What text and pictures cover together."""
        return self.text + self.picture

    @property
    def is_hollow(self) -> bool:
        """Whether it stands within a story and is not full enough."""
        return self.is_story and self.number < self.count and self.share < LEAST_FULL

    @property
    def is_blank(self) -> bool:
        """Whether it stands within a story and is empty at its end."""
        return self.is_story and self.number < self.count and self.blank > MOST_BLANK

    @property
    def is_story(self) -> bool:
        """Whether it shows a story."""
        return self.kinds.startswith("story")

    @property
    def hides_story(self) -> bool:
        """Whether it opens a story, and shows fewer lines of it than there could be."""
        return self.is_story and self.number == 1 and self.lines < min(LEAST_LINES, self.all_lines)

    @property
    def name(self) -> str:
        """Where it stands."""
        return f"{self.sample} {self.mode[0]} {self.screen}×{self.size} {self.document} {self.number}/{self.count}"


def measured(
    page: BrowserPage,
    documents: Iterable[Path],
    sample: str,
    mode: str,
    screens: Sequence[Screen],
    sizes: Sequence[float],
) -> Iterator[PageFill]:
    """Each page of each document on each screen, with letters of each size."""
    rules, opened = faces(), ""
    for document in documents:
        text = document.read_text("utf-8")
        if opened != (
            sheets := ", ".join(re.findall("<link [^>]*>", text))
        ):  # a story may have other lines than its paper
            page.go(document.as_uri())
            page.evaluate(f"{paginate_js()}\n{SCRIPT.read_text('utf-8')}\n1")
            opened = sheets
        page.evaluate(f"epubgenShow({json.dumps(text)})")
        face = rules.get(fitting(_found(r'xml:lang="([^"]+)"', text)), "")
        kinds = _found(r'<body class="([^"]*)"', text)
        for screen, size in product(screens, sizes):
            pages = _laid_out(page, screen, size, face)
            all_lines = sum(each["lines"] for each in pages)
            for number, each in enumerate(pages, start=1):
                yield PageFill(
                    sample=sample, mode=mode, document=document.stem, kinds=kinds, screen=screen.name, size=size,
                    number=number, count=len(pages), text=each["text"], picture=each["picture"], blank=each["blank"],
                    lines=each["lines"], all_lines=all_lines, beside=each["beside"], narrow=each["narrow"],
                    opens=each["opens"],
                )  # fmt: skip


def _laid_out(page: BrowserPage, screen: Screen, size: float, face: str) -> list[dict[str, Any]]:
    width, height = round(screen.width / screen.ratio), round(screen.height / screen.ratio)
    page.resize(width, height, screen.ratio)
    shown = {"width": width, "height": height, "font": round(screen.font * size), "night": False, "mode": ""}
    found: list[dict[str, Any]] = page.evaluate(f"epubgenFill({json.dumps(shown)}, {json.dumps(face)})")
    return found


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


HEAD = (
    "| sample | mode | pages | inner | median | inner median | text | pictures | hollow | blank | few lines | narrow |"
)


def table(pages: Iterable[PageFill]) -> Iterator[str]:
    """A row for each sample and mode, over all screens and sizes; the last rows are those of a mode."""
    groups: dict[tuple[str, str], list[PageFill]] = defaultdict(list)
    for page in pages:
        groups[page.sample, page.mode].append(page)
        groups["all", page.mode].append(page)
    yield HEAD
    yield "|" + "---|" * HEAD.count("|", 1)
    for (sample, mode), own in sorted(groups.items(), key=lambda item: (item[0][0] == "all", item[0])):
        inner = [page for page in own if page.number < page.count]
        cells = [
            sample, mode.partition("-")[0], len(own), len(inner), _percent(page.share for page in own),
            _percent(page.share for page in inner), _percent((page.text for page in own), mean=True),
            _percent((page.picture for page in own), mean=True), sum(page.is_hollow for page in own),
            sum(page.is_blank for page in own), sum(page.hides_story for page in own), sum(bool(page.narrow) for page in own),
        ]  # fmt: skip
        yield "| " + " | ".join(map(str, cells)) + " |"


def _percent(shares: Iterable[float], *, mean: bool = False) -> str:
    values = list(shares)
    return f"{100 * (statistics.fmean if mean else statistics.median)(values):.0f} %" if values else "–"


def main() -> None:
    """Print the table, and with ``--pages`` each page."""
    parser = argparse.ArgumentParser(prog="python -m tests.rendering.page_fill", description="How full the pages are.")
    parser.add_argument("--pages", action="store_true", help="print each page, too")
    parser.add_argument("--paragraphs", action="store_true", help="measure pages of nothing but paragraphs instead")
    parser.add_argument("--sample", help="one publication only")
    parser.add_argument("--screen", choices=[screen.name for screen in MEASURED], help="one screen only")
    parser.add_argument("--size", type=float, help="one size of letters only: 1.0 is the usual one")
    parser.add_argument("--mode", choices=MODES, help="one writing mode only")
    asked = parser.parse_args()
    screens = [screen for screen in MEASURED if asked.screen in (None, screen.name)]
    sizes = SIZES if asked.size is None else (asked.size,)
    found: list[PageFill] = []
    with tempfile.TemporaryDirectory() as temporary, Browser(seconds=600) as browser:
        page = browser.page(600, 800)
        for mode in MODES if asked.paragraphs else ():
            found += measured(page, [_paragraphs(mode, Path(temporary))], "paragraphs", mode, screens, sizes)
        for sample, mode in () if asked.paragraphs else (book for book in BOOKS if book[0] in EASTERN_OR_LATIN):
            if asked.sample in (None, sample.parent.name) and asked.mode in (None, mode):
                found += measured(
                    page, _documents(sample, mode, Path(temporary)), sample.parent.name, mode, screens, sizes
                )
    lines = [*(map(_told, found) if asked.pages else ()), *table(found)]
    sys.stdout.write("\n".join(lines) + "\n")


def _told(page: PageFill) -> str:
    marks = (
        " hollow" * page.is_hollow
        + " blank" * page.is_blank
        + " few lines" * page.hides_story
        + " narrow" * bool(page.narrow)
    )
    return f"{page.name:70} {page.text:4.0%} {page.picture:4.0%} {page.lines:3} lines, {page.opens}{marks}"


def _paragraphs(mode: WritingMode, folder: Path) -> Path:
    """A Chinese document of sixty paragraphs of 15 to 180 characters."""
    (home := folder / mode).mkdir()
    links = []
    for sheet in sheets("zh-Hans-CN", mode, profile=""):
        (home / sheet.name).write_bytes(sheet.data)
        links.append(f'<link rel="stylesheet" type="text/css" href="{sheet.name}"/>')
    text = "".join(f'<p class="para">{"字" * (15 + 37 * n % 165)}。</p>' for n in range(60))
    document = home / "a-paragraphs.xhtml"
    document.write_text(
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-Hans-CN" lang="zh-Hans-CN"><head><title>字</title>'
        f'{"".join(links)}</head><body class="story"><article>{text}</article></body></html>',
        "utf-8",
    )
    return document


def _documents(sample: Path, mode: WritingMode, folder: Path) -> list[Path]:
    """The documents of a sample that is built anew."""
    book = folder / f"{sample.parent.name}-{mode}"
    epub = book.with_suffix(".epub")
    epubgen.build(sample, epub, writing_mode=mode, keep_ads=True)
    return unpacked(epub, book)


if __name__ == "__main__":
    main()
