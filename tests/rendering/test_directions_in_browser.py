# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers from right to left, and with lines from left to right, as a browser lays them out: where things stand, not how far."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from epubgen.live_preview.browser import Browser, BrowserPage
from epubgen.live_preview.screens import paginate_js
from tests.conftest import SAMPLES, EpubOf
from tests.rendering.books import unpacked
from tests.rendering.browser import find

pytestmark = [
    pytest.mark.skipif(find() is None, reason="no Chromium on this machine"),
    pytest.mark.slow,
]
WIDTH, HEIGHT = 536, 724
PLACES = """(() => {
  const box = name => { const e = document.querySelector(name); if (!e) return null; const r = document.createRange();
    r.selectNodeContents(e); const b = r.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] };
  const root = getComputedStyle(document.documentElement);
  return {mode: root.writingMode, runs: root.direction, h1: box('h1'), para: box('p.para'), item: box('ul.list li'),
    cells: [...document.querySelectorAll('thead tr > *')].map(e => e.getBoundingClientRect().left),
    bar: [...document.querySelectorAll('nav.bar-end a')].map(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().top]),
    overflow: document.documentElement.scrollWidth > innerWidth * P.count + 1, pages: P.count} })()"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> BrowserPage:
    return browser.page(WIDTH, HEIGHT)


@pytest.fixture(scope="module")
def books(epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """The documents of the samples, by the name of the paper and of the file."""
    folder = tmp_path_factory.mktemp("books")
    made = {}
    for name, mode in (("al-marsa", "horizontal-tb"), ("derya-boyi", "horizontal-tb"), ("nutug", "vertical-rl")):
        sample = next(one for one in SAMPLES if one.parent.name == name)
        made[name] = {path.stem: path for path in unpacked(epub_of(sample, mode), folder / name)}  # type: ignore[arg-type]
    return made


def laid_out(page: BrowserPage, document: Path) -> dict[str, Any]:
    page.go(document.as_uri())
    screen = json.dumps({"width": WIDTH, "height": HEIGHT, "font": 18, "night": False, "mode": ""})
    page.evaluate(f"{paginate_js()};window.P = epubgenPages(document, {screen}); 1")
    found: dict[str, Any] = page.evaluate(PLACES)
    return found


def test_an_arabic_story_begins_at_the_right(page: BrowserPage, books: dict[str, dict[str, Path]]) -> None:
    facts = laid_out(page, books["al-marsa"]["a-night-boat"])
    assert (facts["mode"], facts["runs"]) == ("horizontal-tb", "rtl")
    assert facts["h1"][2] == pytest.approx(WIDTH - 32, abs=3)
    assert facts["h1"][0] > 60
    assert facts["bar"][0][0] > facts["bar"][-1][0]


def test_columns_of_a_table_follow_each_other_to_the_left(page: BrowserPage, books: dict[str, dict[str, Path]]) -> None:
    cells = laid_out(page, books["al-marsa"]["a-timetable"])["cells"]
    assert cells == sorted(cells, reverse=True)


def test_an_english_story_of_an_arabic_paper_begins_at_the_left(
    page: BrowserPage, books: dict[str, dict[str, Path]]
) -> None:
    facts = laid_out(page, books["al-marsa"]["a-english"])
    assert facts["runs"] == "ltr"
    assert facts["h1"][0] == pytest.approx(32, abs=3)


@pytest.mark.parametrize("name", ["a-horse", "a-visitor", "contents", "masthead"])
def test_mongolian_lines_follow_each_other_to_the_right(
    page: BrowserPage, books: dict[str, dict[str, Path]], name: str
) -> None:
    facts = laid_out(page, books["nutug"][name])
    assert (facts["mode"], facts["runs"]) == ("vertical-lr", "ltr")
    if facts["para"]:
        assert facts["h1"][2] < facts["para"][2]
        assert all(bar[0] > facts["h1"][2] for bar in facts["bar"])


def test_nothing_is_wider_than_its_pages(page: BrowserPage, books: dict[str, dict[str, Path]]) -> None:
    wide = [name for book in books.values() for name, document in book.items() if laid_out(page, document)["overflow"]]
    assert wide == []


def test_a_small_picture_of_a_page_from_right_to_left_shows_it(
    page: BrowserPage, books: dict[str, dict[str, Path]]
) -> None:
    facts = laid_out(page, books["al-marsa"]["a-night-boat"])
    assert facts["pages"] > 1
    assert len(page.screenshot(scale=0.4)) > 10_000
