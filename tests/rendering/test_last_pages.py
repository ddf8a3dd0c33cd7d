# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on which page of the samples, as the snapshots show them: no page for the bar alone, masthead and imprint of one page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from epubgen.live_preview.browser import Browser, BrowserPage, find_browser
from epubgen.live_preview.screens import SCREENS, Screen, paginate_js
from tests.conftest import BOOKS, EASTERN_OR_LATIN, EpubOf
from tests.conftest import OWN as OF_ALL
from tests.rendering.books import unpacked

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

USUAL = [screen for screen in SCREENS if screen.name == "clara"]
SMALL = [screen for screen in SCREENS if screen.name == "small"]
OWN = tuple((sample, mode) for sample, mode in OF_ALL if sample in EASTERN_OR_LATIN)
DAILY = tuple((sample, own) for sample, own in OWN if sample.parent.name in ("marlock-courier", "shiomi-shimpo"))
TURNED = tuple((sample, mode) for sample, mode in BOOKS if sample in EASTERN_OR_LATIN and (sample, mode) not in OWN)
CLOSING = "nav.bar-end, p.origin, p.credits, p.rights, p.jump, p.bio, p.signed"
COUNT = """(() => {
  const own = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const stride = epubgenShown.vertical ? innerHeight : innerWidth;
  for (let n = 0; n < epubgenShown.count; n++) own.push(0);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 3 ? !node.data.trim() : node.localName !== 'img') continue;
    if ((node.parentElement || node).closest(CLOSING)) continue;
    const range = document.createRange();
    range.selectNode(node);
    for (const r of range.getClientRects()) {
      const page = Math.floor(((epubgenShown.vertical ? r.top : r.left) + 1) / stride);
      if (r.width > 1 && r.height > 1 && page < own.length) own[page]++;
    }
  }
  return own;
})()""".replace("CLOSING", json.dumps(CLOSING))
"""How many boxes of text and pictures each page has, the bar and the closing lines apart."""


@pytest.fixture(
    scope="module",
    params=[DAILY, pytest.param(OWN, marks=pytest.mark.slow), pytest.param(TURNED, marks=pytest.mark.slow)],
    ids=["daily", "own", "turned"],
)
def books(request: pytest.FixtureRequest, epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("books")
    made = [unpacked(epub_of(sample, mode), folder / sample.parent.name) for sample, mode in request.param]
    return [document for book in made for document in book]


def pages(page: BrowserPage, document: Path, screen: Screen) -> list[int]:
    size = {"width": round(screen.width / screen.ratio), "height": round(screen.height / screen.ratio)}
    page.go(document.as_uri())
    shown = json.dumps({**size, "font": screen.font, "night": False, "mode": ""})
    page.evaluate(f"{paginate_js()};window.epubgenShown = epubgenPages(document, {shown}); 1")
    found: list[int] = page.evaluate(COUNT)
    return found


@pytest.mark.parametrize(
    "screen", [*USUAL, *(pytest.param(small, marks=pytest.mark.slow) for small in SMALL)], ids=["clara", "small"]
)
def test_no_page_holds_the_bar_alone_and_the_masthead_is_one(
    books: list[Path], browser: Browser, screen: Screen
) -> None:
    page = browser.page(round(screen.width / screen.ratio), round(screen.height / screen.ratio))
    held = {document: pages(page, document, screen) for document in books}
    assert [f"{document.parents[2].name}/{document.name} {own}" for document, own in held.items() if 0 in own] == []
    assert {len(own) for document, own in held.items() if document.stem == "masthead"} == {1}
    if screen in USUAL:
        imprints = {document.parents[2].name: len(own) for document, own in held.items() if document.stem == "imprint"}
        assert {book for book, count in imprints.items() if count > 1} <= {"xizhou-daily"}, (
            "it alone names many photographers"
        )
