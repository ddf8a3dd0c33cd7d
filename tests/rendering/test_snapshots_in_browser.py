# SPDX-License-Identifier: AGPL-3.0-or-later
"""Snapshots through the real browser: pixels of the device, every page, nothing of a story lost, nothing left behind."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import epubgen
from epubgen.live_preview.browser import Browser, BrowserPage, find_browser
from epubgen.live_preview.screens import SCREENS, paginate_js
from epubgen.live_preview.snapshots import Screenshot, Snapshots, snapshot
from epubgen.live_preview.snapshots.book import unpack
from epubgen.live_preview.snapshots.draw import DrawOptions, draw_pages
from epubgen.live_preview.snapshots.pages import PageSelection
from tests.conftest import MODES
from tests.rendering.test_paginate import SEEN

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issues" / "new-zh" / "2026-01-05"
SMALL = next(screen for screen in SCREENS if screen.name == "small")


@pytest.fixture(scope="module", params=[pytest.param(MODES[0], marks=pytest.mark.slow), *MODES[1:]])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("edition") / "edition.epub"
    epubgen.build(SAMPLE, path, writing_mode=request.param)
    return path


@pytest.fixture(scope="module")
def made(edition: Path) -> Snapshots:
    return snapshot(edition, edition.parent / "out", device="small")


def size(path: Path | None) -> tuple[int, int]:
    assert path
    with Image.open(path) as picture:
        return picture.size


def grey(path: Path | None) -> float:
    assert path
    with Image.open(path) as picture:
        small = picture.convert("L").resize((1, 1))
        return float(small.getpixel((0, 0)))  # type: ignore[arg-type]


def test_pages_have_the_pixels_of_the_device(made: Snapshots) -> None:
    assert {size(shot.path) for shot in made.pages} == {(600, 800)}
    assert made.pages[0].file_name == "001-cover.png"
    assert [shot.number for shot in made.pages] == list(range(1, len(made.pages) + 1))


def test_the_sheet_shows_every_page(made: Snapshots) -> None:
    width, height = size(made.sheets[0])
    columns, rows = min(6, len(made.pages)), -(-len(made.pages) // 6)
    assert abs(width - columns * 256) < 30
    assert abs(height - rows * (320 + 40)) < 60


def test_vertical_sheets_begin_on_the_right(made: Snapshots, edition: Path) -> None:
    assert made.vertical is ('page-progression-direction="rtl"' in _package(edition))
    with Image.open(made.sheets[0]) as sheet, Image.open(made.pages[0].path or "") as cover:
        left = sheet.convert("RGB").crop((16, 16, 256, 336))
        right = sheet.convert("RGB").crop((sheet.width - 256, 16, sheet.width - 16, 336))
        small = cover.convert("RGB").resize((240, 320))
        near = {side: _distance(picture, small) for side, picture in (("left", left), ("right", right))}
    assert min(near, key=lambda side: near[side]) == ("right" if made.vertical else "left")


def _package(epub: Path) -> str:
    with zipfile.ZipFile(epub) as pack:
        return pack.read(next(name for name in pack.namelist() if name.endswith(".opf"))).decode()


def _distance(one: Image.Image, two: Image.Image) -> int:
    return sum(abs(a - b) for a, b in zip(one.tobytes(), two.tobytes(), strict=True))


def test_no_text_of_a_story_is_lost(edition: Path, tmp_path: Path, browser: Browser) -> None:
    book = unpack(edition, tmp_path)
    look = DrawOptions(screen=SMALL, font=SMALL.font, night=False, pages=False)
    page = browser.page(*look.size)
    for part in (part for part in book.parts if not part.is_page):
        drawn = [*draw_pages(page, (part,), PageSelection(), look, tmp_path)]
        counted = page.evaluate("epubgenShown.count")
        seen = "".join(page.evaluate(f"epubgenShown.go({n}); {SEEN}") for n in range(counted))
        whole = page.evaluate("document.body.textContent")
        assert len(drawn) == counted
        assert _letters(seen) >= _letters(whole) - _letters(_unseen(page)), part.name


def _letters(text: str) -> int:
    return len(re.sub(r"\s", "", text))


def _unseen(page: BrowserPage) -> str:
    """Words that are not meant to be seen: titles of drawings, marks of printed pages, what is not displayed."""
    script = """[...document.body.querySelectorAll('*')].filter(e => !e.children.length && ![...e.getClientRects()]
      .some(r => r.width && r.height)).map(e => e.textContent).join('')"""
    return str(page.evaluate(script))


def test_the_pages_are_those_that_the_paginator_counts(
    made: Snapshots, edition: Path, tmp_path: Path, browser: Browser
) -> None:
    book = unpack(edition, tmp_path)
    page = browser.page(600, 800)
    screen = "{width: 600, height: 800, font: 20, night: false, mode: ''}"
    for part in (part for part in book.parts if not part.is_page):
        page.go(part.file.as_uri())
        count = page.evaluate(f"{paginate_js()};epubgenPages(document, {screen}).count")
        assert [shot.page for shot in made.pages if shot.part == part.name] == list(range(1, count + 1))


def test_the_same_edition_gives_the_same_names(made: Snapshots, edition: Path, tmp_path: Path) -> None:
    again = snapshot(edition, tmp_path / "out", device="small", only=("masthead", "contents"))
    parts = {shot.part for shot in again.pages}
    assert len(parts) == 2
    assert [_bare(shot) for shot in again.pages] == [_bare(shot) for shot in made.pages if shot.part in parts]


def _bare(shot: Screenshot) -> Screenshot:
    return replace(shot, path=None)


def test_night_is_dark_and_photos_stay(made: Snapshots, edition: Path, tmp_path: Path) -> None:
    day = made
    night = snapshot(edition, tmp_path / "night", device="small", only=("masthead", "cover"), night=True)
    assert grey(day.pages[1].path) > 180
    assert grey(night.pages[1].path) < 80
    assert abs(grey(day.pages[0].path) - grey(night.pages[0].path)) < 30


def test_letters_of_another_size(edition: Path, tmp_path: Path) -> None:
    large, small = (
        snapshot(edition, tmp_path / name, device="small", font_size=size, pages=False, only=("01-01-bridge",))
        for name, size in (("large", 40), ("small", 14))
    )
    assert len(large.pages) > len(small.pages)
    assert sorted(path.name for path in large.folder.iterdir()) == sorted(sheet.name for sheet in large.sheets)


EVIL = """<html xmlns="http://www.w3.org/1999/xhtml" style="background:#000"><head><title>Strange</title><script>
document.documentElement.remove(); location = 'http://example.org/'</script></head>
<body onload="document.body.remove()"><p>one</p><img src="http://example.org/x.png" alt=""/>
<iframe src="http://example.org/"></iframe><a id="x"/><p>two</p></body></html>"""


def test_an_epub_of_others_runs_no_script_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = tmp_path / "strange.epub"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="x.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        pack.writestr(
            "x.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
            '<item id="a" href="seite 1 ü.html" media-type="application/xhtml+xml"/>'
            '<item id="b" href="broken.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        pack.writestr("seite 1 ü.html", EVIL)
        pack.writestr("broken.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>no end</body></html>")
    made = snapshot(path, tmp_path / "out")
    assert [shot.file_name for shot in made.pages] == ["001-seite-1-ü-1.png", "002-broken-1.png"]
    assert grey(made.pages[0].path) < 80  # black, but for the empty frame
    assert not [*temporary.iterdir()]
