# SPDX-License-Identifier: AGPL-3.0-or-later
"""What read-aloud and archives take out of a book: its text through two extractors that no one here wrote.

``python -m tests.conformance.extractors BOOK.epub …`` prints the figures of docs/accessibility.md.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import trafilatura
from lxml import etree

from epubgen.live_preview.browser import Browser, find_browser
from tests.programs_of_others import folder_of, npm_version

PACKAGE = "@mozilla/readability"
VERSION = "0.6.0"
"""Of Readability, which Firefox has in its reader view."""
ENOUGH = 500
"""Characters of text that Readability must find to leave anything out of a page; with fewer it takes the whole page."""
XHTML = "{http://www.w3.org/1999/xhtml}"
_PARSE = "new Readability(new DOMParser().parseFromString({page}, 'text/html')).parse()?.textContent ?? ''"


def script() -> Path:
    """Readability."""
    return folder_of("readability") / "node_modules" / PACKAGE / "Readability.js"


def missing() -> str:
    """Why Readability cannot run here; empty when it can."""
    if not find_browser():
        return "Readability needs a Chromium"
    if npm_version(folder_of("readability"), PACKAGE) != VERSION:
        return f"Readability {VERSION} is not at {script()}; .ci/run says how to install it"
    return ""


@dataclass(frozen=True)
class Story:
    """A story of a book, and the words of its page."""

    headline: str
    bars: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What an extractor took."""

    lead: int
    """How often the headline of the first story is met before it."""
    bars: int
    long_bars: int
    """Bars in stories of ``ENOUGH`` characters."""
    paragraphs: int


def spine(book: Path) -> list[str]:
    """The documents of a book of ours, in order."""
    with zipfile.ZipFile(book) as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        text, folder = archive.read(package).decode(), PurePosixPath(package).parent
        items = {_value(item, "id"): _value(item, "href") for item in re.findall(r"<item [^>]*>", text)}
        return [
            archive.read(str(folder / items[name])).decode()
            for name in re.findall(r'<itemref [^>]*idref="([^"]*)"', text)
        ]


def _value(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def everything(pages: Sequence[str]) -> list[str]:
    """All words: what the plainest tools take."""
    return ["".join(map(str, _body(page).itertext())) for page in pages]


def by_trafilatura(pages: Sequence[str]) -> list[str]:
    """What trafilatura takes for the text, with as much of it as it can find."""
    return [trafilatura.extract(page, include_comments=False, favor_recall=True) or "" for page in pages]


def by_readability(pages: Sequence[str]) -> list[str]:
    """What Readability takes for the text."""
    with Browser() as browser:
        page = browser.page(800, 600)
        page.evaluate(f"{script().read_text('utf-8')}; globalThis.Readability = Readability; true")
        return [str(page.evaluate(_PARSE.format(page=json.dumps(_as_html(text))))) for text in pages]


def figures(pages: Sequence[str], texts: Sequence[str]) -> Figures:
    """How much of the furniture and of the stories is in the texts of the pages."""
    stories = {number: story for number, page in enumerate(pages) if (story := _story(page))}
    found = {number: _plain(text) for number, text in enumerate(texts)}
    first, lead = next(iter(stories.items()))
    bars = {n: sum(bar in found[n] for bar in story.bars) for n, story in stories.items()}
    return Figures(
        lead=sum(found[number].count(lead.headline) for number in range(first)),
        bars=sum(bars.values()),
        long_bars=sum(bars[n] for n, story in stories.items() if sum(map(len, story.paragraphs)) >= ENOUGH),
        paragraphs=sum(words in found[n] for n, story in stories.items() for words in story.paragraphs),
    )


def _story(page: str) -> Story | None:
    body = _body(page)
    if "story" not in (body.get("class") or "").split():
        return None
    headline = next(map(_words, body.iter(f"{XHTML}h1")))
    bars = [_words(nav) for nav in body.iter(f"{XHTML}nav") if "bar" in (nav.get("class") or "").split()]
    paragraphs = [_words(p) for p in body.iter(f"{XHTML}p") if "para" in (p.get("class") or "").split()]
    return Story(headline, tuple(bars), tuple(paragraphs))


def _body(page: str) -> etree._Element:
    body = etree.fromstring(page.encode()).find(f"{XHTML}body")
    assert body is not None
    return body


def _words(element: etree._Element) -> str:
    return _plain("".join(map(str, element.itertext())))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _as_html(page: str) -> str:
    return page.removeprefix('<?xml version="1.0" encoding="utf-8"?>').lstrip()


EXTRACTORS = {"all words": everything, "trafilatura": by_trafilatura, "Readability": by_readability}


def measured(book: Path) -> Mapping[str, Figures]:
    """The figures of each extractor for a book."""
    pages = spine(book)
    return {name: figures(pages, extract(pages)) for name, extract in EXTRACTORS.items()}


def main(books: Sequence[str]) -> None:
    """Print a row for each book and extractor."""
    for book in books:
        for name, found in measured(Path(book)).items():
            print(  # noqa: T201 - a command for people
                f"| {Path(book).stem} | {name} | {found.lead} | {found.bars} | {found.long_bars} | {found.paragraphs} |"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
